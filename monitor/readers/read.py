"""An input of any kind as articles and rejects: the kind is found, its parser asked, its parts checked."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from monitor.articles import MAX_LINE, Read, Reject, from_record, read_lines
from monitor.readers import archive, warc
from monitor.readers.child import CHILD
from monitor.readers.finish import finished
from monitor.readers.formats import INSIDE, PARSERS
from monitor.readers.kinds import gzip_content, kind_of
from monitor.readers.limits import FILE_BYTES
from monitor.readers.parts import NO_HINTS, Hints, Part, Refused, Source


def read_path(path: Path, hints: Hints = NO_HINTS) -> Iterator[Read]:
    """The articles of one file and what could not be read of it. Never raises on bad content."""
    try:
        source = Source.of_path(path)
    except OSError as error:
        yield Reject(str(path), None, None, str(error))
        return
    yield from read_source(source, hints)


def read_source(source: Source, hints: Hints = NO_HINTS, *, inside: str | None = None) -> Iterator[Read]:
    """The same for an input that need not be a file; inside: the kind of container it comes from."""
    try:
        for item in _items(source, hints, inside):
            yield from _checked(item, source.name, hints) if isinstance(item, Part) else (item,)
    except Refused as error:
        yield Reject(source.name, None, None, str(error))
    except OSError as error:
        yield Reject(source.name, None, None, error.strerror or str(error))


def _items(source: Source, hints: Hints, inside: str | None) -> Iterator[Part | Read]:
    if not source.size:
        raise Refused("empty")
    kind = kind_of(source)
    if kind in ("zip", "gzip", "warc") and inside:
        raise Refused(f"an archive inside {inside}; unpack it first")
    if kind == "zip":
        yield from _members(source, hints)
    elif kind == "gzip":
        yield from read_source(gzip_content(source, FILE_BYTES["csv"]), hints, inside="a gzip file")
    elif kind == "warc":
        yield from warc.parts(source, hints)
    elif kind == "jsonl":
        with source.open() as stream:
            yield from (_dated(item, hints) for item in read_lines(stream, source.name))
    elif kind == "json":
        yield from _listed(source)
    else:
        raw = source.read(FILE_BYTES[kind])
        yield from PARSERS[kind](raw, hints) if kind in INSIDE else CHILD.parse(kind, raw, hints)


def _members(source: Source, hints: Hints) -> Iterator[Part | Read]:
    """Each member of a ZIP archive under the name archive/member."""
    for member in archive.members(source):
        if isinstance(member, Part):
            yield member
            continue
        named = replace(member, name=f"{source.name}/{member.name}")
        yield from read_source(named, hints, inside="a ZIP archive")


def _listed(source: Source) -> Iterator[Part]:
    """One JSON document: a list of articles, or one article over several lines."""
    from monitor.readers.encoding import decode

    try:
        found = json.loads(decode(source.read(FILE_BYTES["json"])))
    except (ValueError, RecursionError) as error:
        raise Refused(f"not JSON: {error}") from None
    for number, record in enumerate(found if isinstance(found, list) else [found], start=1):
        if isinstance(record, dict):
            yield Part(record, line=number)
        else:
            yield Part(reason="not a JSON object", line=number, raw=str(record)[:500])


def read_parts(parts: Iterator[Part], source: Source, hints: Hints = NO_HINTS) -> Iterator[Read]:
    """The same for what a reader has found in the input."""
    try:
        for part in parts:
            yield from _checked(part, source.name, hints)
    except Refused as error:
        yield Reject(source.name, None, None, str(error))
    except OSError as error:
        yield Reject(source.name, None, None, error.strerror or str(error))


def _checked(part: Part, name: str, hints: Hints) -> Iterator[Read]:
    """A part as an article, or as a reject with its place."""
    where = f"{name}/{part.member}" if part.member else name
    if part.record is None:
        yield Reject(where, part.line, part.field, part.reason or "cannot be read", part.raw[:MAX_LINE])
        return
    try:
        record = finished(part.record, hints)
    except Refused as error:
        yield Reject(where, part.line, part.field, str(error), part.raw)
        return
    for item in from_record(record, where, part.line, part.raw):
        yield _dated(item, hints)


def _dated(item: Read, hints: Hints) -> Read:
    """The article with the day that was given for those without one."""
    if isinstance(item, Reject) or item.published or not hints.published:
        return item
    return replace(item, published=hints.published)
