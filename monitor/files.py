"""Files to read: what a person names on the command line, folders opened, in a stable order."""

from __future__ import annotations

import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

from monitor.articles import Read, Reject
from monitor.readers.parts import NO_HINTS, Hints

BY_LINE = (".jsonl", ".ndjson", ".csv", ".tsv")


def find_files(paths: Iterable[Path]) -> Iterator[Path | Reject]:
    """The regular files below the paths, sorted; hidden ones left aside, links inside folders never followed."""
    for path in paths:
        if path.is_dir():
            yield from _in_folder(path)
        elif path.is_file():
            yield path
        else:
            yield Reject(str(path), None, None, "not a regular file" if path.exists() else "no such file")


def _in_folder(folder: Path) -> Iterator[Path | Reject]:
    try:
        entries = sorted(folder.iterdir())
    except OSError as error:
        yield Reject(str(folder), None, None, str(error))
        return
    for entry in entries:
        if not entry.name.startswith("."):
            yield from _entry(entry)


def _entry(entry: Path) -> Iterator[Path | Reject]:
    try:
        mode = entry.lstat().st_mode
    except OSError as error:
        yield Reject(str(entry), None, None, str(error))
        return
    if stat.S_ISLNK(mode):
        yield Reject(str(entry), None, None, "a symbolic link, not followed")
    elif stat.S_ISDIR(mode):
        yield from _in_folder(entry)
    elif stat.S_ISREG(mode):
        yield entry
    else:
        yield Reject(str(entry), None, None, "not a regular file")


def read_all(found: Iterable[Path | Reject], hints: Hints = NO_HINTS) -> Iterator[Read]:
    """What the files hold, and the files that hold nothing."""
    from monitor.readers.read import read_path  # here, because pages list files and need no spaCy

    for entry in found:
        if isinstance(entry, Reject):
            yield entry
        else:
            yield from read_path(entry, hints)


def count_records(paths: Iterable[Path]) -> int:
    """About how many articles the files hold, for the progress bar: lines of JSONL and CSV, else one a file."""
    return sum(_count_lines(path) if path.suffix.lower() in BY_LINE else 1 for path in paths)


def _count_lines(path: Path) -> int:
    try:
        with path.open("rb") as stream:
            return sum(chunk.count(b"\n") for chunk in iter(lambda: stream.read(1 << 20), b""))
    except OSError:
        return 0
