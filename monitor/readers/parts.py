"""What a reader finds in an input: parts, each an article's fields or the reason why there is none."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from io import BytesIO
from pathlib import Path
from typing import BinaryIO


class Refused(Exception):
    """The input cannot be read; the message says why, for the person who brought it."""


@dataclass(frozen=True, slots=True)
class Part:
    """One article's fields, or (reason set) a place in the input that could not be read; line None: all of it.

    member: the name inside an archive; field: the article's field that the reason is about.
    """

    record: dict[str, object] | None = None
    reason: str | None = None
    line: int | None = None
    field: str | None = None
    member: str | None = None
    raw: str = ""

    def as_dict(self) -> dict[str, object]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Hints:
    """What is known of an input beforehand; each is used only where the input itself does not say.

    charset: as the server declared it; columns: article field -> column of a table.
    """

    url: str | None = None
    source: str | None = None
    language: str | None = None
    published: str | None = None
    title: str | None = None
    charset: str | None = None
    columns: dict[str, str] = field(default_factory=dict)


NO_HINTS = Hints()


@dataclass(frozen=True, slots=True)
class Source:
    """An input that can be opened more than once: a file, or bytes that stand for one."""

    name: str
    size: int
    open: Callable[[], BinaryIO]

    @classmethod
    def of_path(cls, path: Path) -> Source:
        return cls(str(path), path.stat().st_size, lambda: path.open("rb"))

    @classmethod
    def of_bytes(cls, name: str, raw: bytes) -> Source:
        return cls(name, len(raw), lambda: BytesIO(raw))

    def head(self, size: int = 65_536) -> bytes:
        with self.open() as stream:
            return stream.read(size)

    def read(self, limit: int) -> bytes:
        """All of it. Raises Refused where it is larger than limit."""
        with self.open() as stream:
            raw = stream.read(limit + 1)
        if len(raw) > limit:
            raise Refused(f"larger than {limit:,} bytes")
        return raw


Parse = Callable[[bytes, Hints], Iterator[Part]]
