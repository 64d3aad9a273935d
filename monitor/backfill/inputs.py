"""Files to read, here or elsewhere: what patterns stand for, and how one of them is opened."""

from __future__ import annotations

import glob
import gzip
import hashlib
import io
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from monitor.articles import Reject
from monitor.files import find_files
from monitor.readers.parts import Source

CHUNK = 1 << 20
GZIP = b"\x1f\x8b"


class Unreadable(Exception):
    """A pattern that cannot be followed; the message says why."""


@dataclass(frozen=True, slots=True)
class Input:
    """One file: its path or URL, its size, and a stamp that changes when the file does."""

    name: str
    size: int
    stamp: str


def find_inputs(patterns: Iterable[str]) -> tuple[list[Input], list[Reject]]:
    """The files that paths, folders, globs and URLs stand for, each once, by name; and what is none of these."""
    found: dict[str, Input] = {}
    refused: list[Reject] = []
    for pattern in patterns:
        inputs, bad = _remote(pattern) if "://" in pattern else _local(pattern)
        found |= {one.name: one for one in inputs}
        refused += bad
    return [found[name] for name in sorted(found)], refused


def _local(pattern: str) -> tuple[list[Input], list[Reject]]:
    matches = sorted(glob.glob(pattern, recursive=True)) if glob.has_magic(pattern) else []
    inputs, refused = [], []
    for entry in find_files(map(Path, matches or [pattern])):
        if isinstance(entry, Reject):
            refused.append(entry)
            continue
        status = entry.stat()
        inputs.append(Input(str(entry.absolute()), status.st_size, f"{status.st_size}-{status.st_mtime_ns}"))
    return inputs, refused


def _remote(pattern: str) -> tuple[list[Input], list[Reject]]:
    system, path = _system(pattern)
    try:
        if glob.has_magic(path):
            paths = sorted(name for name, kept in system.glob(path, detail=True).items() if kept["type"] == "file")
        else:
            paths = sorted(system.find(path)) or [path]
        inputs = [Input(system.unstrip_protocol(one), int(system.info(one)["size"]), _stamp(system, one))
                  for one in paths]  # fmt: skip
    except (OSError, ValueError, KeyError) as error:
        return [], [Reject(pattern, None, None, f"{type(error).__name__}: {error}")]
    return inputs, [] if inputs else [Reject(pattern, None, None, "no such file")]


def _stamp(system: Any, path: str) -> str:
    """fsspec's own key of one version of a file, from what its system tells: size, time, tag."""
    return str(system.ukey(path))


def _system(url: str) -> tuple[Any, str]:
    """The file system of a URL and the path in it. Raises Unreadable."""
    try:
        from fsspec.core import url_to_fs
    except ImportError:
        raise Unreadable(f"{url}: for URLs, pip install -r requirements-cluster.txt") from None
    try:
        return url_to_fs(url)
    except (ImportError, ValueError) as error:  # an unknown protocol, or one whose package is not there
        raise Unreadable(f"{url}: {error}") from None


class Watched(io.RawIOBase):
    """A file being read; it knows how far it has been read, and whether the file itself broke off."""

    def __init__(self, opened: BinaryIO, watch: Opened) -> None:
        self._opened = opened
        self._watch = watch

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        try:
            raw = self._opened.read(len(buffer))
        except OSError as error:
            self._watch.error = error
            raise
        buffer[: len(raw)] = raw
        self._watch.position = self._opened.tell()
        return len(raw)

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return self._opened.seek(offset, whence)

    def tell(self) -> int:
        return self._opened.tell()

    def close(self) -> None:
        self._opened.close()
        super().close()


class Opened:
    """An input as readers take it. position: how far it has been read; error: why the file itself broke off.

    Readers take a file that breaks off for a bad file. Whoever reads over a network must know the difference. damage:
    why nothing that was unpacked can be trusted; what stands before the end of a file that was cut off can be.
    """

    def __init__(self, name: str, size: int) -> None:
        self.name, self.size = name, size
        self.position = 0
        self.error: OSError | None = None
        self.damage: str | None = None
        self._open = _opener(name)

    def raw(self) -> BinaryIO:
        """The bytes as they are stored."""
        try:
            return io.BufferedReader(Watched(self._open(), self), CHUNK)
        except OSError as error:
            self.error = error
            raise

    def sha(self) -> str:
        """The SHA-256 of the bytes as they are stored."""
        digest = hashlib.sha256()
        with self.raw() as stream:
            while chunk := stream.read(CHUNK):
                digest.update(chunk)
        return digest.hexdigest()

    def source(self) -> Source:
        """The input for the readers. Gzip is unpacked on the way, however large; web archives unpack their own."""
        with self.raw() as stream:
            packed = stream.peek(2)[:2] == GZIP
        if packed and not self._head().startswith(b"WARC/"):
            return Source(self.name.removesuffix(".gz"), self.size, lambda: unpacked(self.raw(), self))
        return Source(self.name, self.size, self.raw)

    def _head(self) -> bytes:
        try:
            with unpacked(self.raw(), self) as stream:
                return stream.read(16)
        except OSError:
            return b""


def _opener(name: str) -> Callable[[], BinaryIO]:
    if "://" not in name:
        return lambda: open(name, "rb", buffering=0)
    system, path = _system(name)
    return lambda: system.open(path, "rb")


class _Gunzip(io.RawIOBase):
    """What a gzip stream holds; damage is an OSError, which readers know how to tell."""

    def __init__(self, packed: BinaryIO, watch: Opened) -> None:
        self._packed = packed
        self._watch = watch
        self._file = gzip.GzipFile(fileobj=packed)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        try:
            raw = self._file.read1(len(buffer))  # what there is: with read, damage further on would cost it as well
            buffer[: len(raw)] = raw
            return len(raw)
        except EOFError:
            raise OSError("gzip cut off before its end") from None
        except (zlib.error, gzip.BadGzipFile) as error:
            self._watch.damage = f"damaged gzip: {error}"
            raise OSError(self._watch.damage) from None

    def close(self) -> None:
        self._file.close()
        self._packed.close()
        super().close()


def unpacked(packed: BinaryIO, watch: Opened) -> BinaryIO:
    """A gzip stream's content as a stream."""
    return io.BufferedReader(_Gunzip(packed, watch), CHUNK)
