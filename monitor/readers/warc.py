"""Web archives (.warc, .warc.gz): the pages in them, with what is damaged or missing counted."""

from __future__ import annotations

import base64
import hashlib
import re
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from email.parser import BytesHeaderParser

from monitor.readers.child import CHILD
from monitor.readers.limits import FILE_BYTES
from monitor.readers.parts import Hints, Part, Refused, Source

CHUNK = 1 << 16
RECORD = FILE_BYTES["html"]  # bytes of a record that are kept; a video is passed over, not held
HEADER = 65_536
START = b"WARC/"
VERSION = re.compile(rb"WARC/\d\.\d\r?\n")
END = re.compile(rb"\r?\n\r?\n")
PAGES = ("text/html", "application/xhtml+xml")


class Damage(Exception):
    """Bytes that are no part of a record; reading goes on behind them."""


@dataclass(slots=True)
class Record:
    """One record: its headers and, up to RECORD bytes, its block; good: its digest matches, None without one."""

    headers: dict[str, str]
    block: bytes
    length: int
    good: bool | None


class Unpacked:
    """The file's bytes, gzip members unpacked; after a damaged member it goes on at the next one."""

    def __init__(self, source: Source) -> None:
        self._stream = source.open()
        self._packed = self._stream.read(2) == b"\x1f\x8b"
        self._stream.seek(0)
        self._engine = zlib.decompressobj(31)
        self._raw = b""
        self.buffer = b""
        self.cut = False

    def close(self) -> None:
        self._stream.close()

    def fill(self) -> bool:
        """More bytes into the buffer, False at the end. Raises Damage where a member is broken."""
        raw = self._raw or self._stream.read(CHUNK)
        self._raw = b""
        if not self._packed:
            self.buffer += raw
            return bool(raw)
        if not raw:
            self.cut = self.cut or (not self._engine.eof and self._started)
            return False
        try:
            self.buffer += self._engine.decompress(raw, 1 << 20)
        except zlib.error:
            self._next_member(raw)
            raise Damage from None
        self._started = True
        self._raw = self._engine.unconsumed_tail
        if self._engine.eof:
            self._raw = self._engine.unused_data.lstrip(b"\x00")
            self._engine, self._started = zlib.decompressobj(31), False
        return True

    _started = False

    def _next_member(self, raw: bytes) -> None:
        """Go on at the next place that looks like the start of a gzip member."""
        self._engine, self._started = zlib.decompressobj(31), False
        at = raw.find(b"\x1f\x8b\x08", 1)
        while at < 0:
            last = raw[-2:]
            chunk = self._stream.read(CHUNK)
            if not chunk:
                self._raw = b""
                return
            raw = last + chunk
            at = raw.find(b"\x1f\x8b\x08")
        self._raw = raw[at:]


def records(source: Source, counts: Counter[str]) -> Iterator[Record]:
    """The whole records; counts gains "damaged" for each stretch that is none and "cut" for a missing end."""
    data = Unpacked(source)
    try:
        while True:
            try:
                record = _record(data, counts)
            except Damage:
                counts["damaged"] += 1
                _resync(data)
                continue
            if record is None:
                break
            yield record
    finally:
        data.close()
    counts["cut"] += data.cut and not counts["cut"]


def _record(data: Unpacked, counts: Counter[str]) -> Record | None:
    """The next record, None at the end. Raises Damage."""
    while not data.buffer.strip(b"\r\n"):
        data.buffer = b""
        if not data.fill():
            return None
    data.buffer = data.buffer.lstrip(b"\r\n")
    while not (end := END.search(data.buffer)):
        if len(data.buffer) > HEADER:
            raise Damage
        if not data.fill():
            counts["cut"] += 1
            data.buffer = b""
            return None
    if not VERSION.match(data.buffer):
        raise Damage
    message = BytesHeaderParser().parsebytes(data.buffer[: end.end()].split(b"\n", 1)[1])
    headers = {name.lower(): str(value).strip() for name, value in message.items()}
    if not headers.get("content-length", "").isdecimal():
        raise Damage
    data.buffer = data.buffer[end.end() :]
    return _block(data, headers, int(headers["content-length"]), counts)


def _block(data: Unpacked, headers: dict[str, str], length: int, counts: Counter[str]) -> Record | None:
    """The record's block, read through to its end; only its first RECORD bytes are kept."""
    name, _, wanted = headers.get("warc-block-digest", "").partition(":")
    digest = hashlib.new(name.lower()) if name.lower() in ("sha1", "sha256", "md5", "sha512") else None
    kept, left = b"", length
    while left:
        if not data.buffer and not data.fill():
            counts["cut"] += 1
            return None
        piece, data.buffer = data.buffer[:left], data.buffer[left:]
        left -= len(piece)
        kept += piece[: max(0, RECORD - len(kept))]
        if digest:
            digest.update(piece)
    return Record(headers, kept, length, _same(digest.digest(), wanted) if digest else None)


def _same(found: bytes, wanted: str) -> bool:
    return wanted.upper() == base64.b32encode(found).decode("ascii").rstrip("=") or wanted.lower() == found.hex()


def _resync(data: Unpacked) -> None:
    """Go on at the next "WARC/1.": the buffer is left there, or empty at the end."""
    data.buffer = data.buffer[1:]
    while not (found := VERSION.search(data.buffer)):
        data.buffer = data.buffer[-16:]
        try:
            if not data.fill():
                data.buffer = b""
                return
        except Damage:
            data.buffer = b""
    data.buffer = data.buffer[found.start() :]


Unwanted = Callable[[bytes, str | None], bool]  # a page and its declared encoding: whether it need not be read


def parts(source: Source, hints: Hints, unwanted: Unwanted = lambda raw, charset: False) -> Iterator[Part]:
    """An article a page; at the end one part a kind of loss. unwanted: asked before a page is taken apart."""
    counts: Counter[str] = Counter()
    for number, record in enumerate(records(source, counts), start=1):
        if record.headers.get("warc-type") not in ("response", "resource"):
            continue
        if record.good is False:
            counts["changed"] += 1
            yield Part(reason="its digest does not match: the record was changed or damaged", line=number)
            continue
        yield from _page(record, number, hints, unwanted)
    for name, text in LOSSES.items():
        if counts[name]:
            yield Part(reason=text.format(n=counts[name]))


LOSSES = {
    "cut": "incomplete: the archive ends in the middle of a record; what follows is lost",
    "damaged": "{n} damaged stretches passed over; the records in them are lost",
}


def _page(record: Record, number: int, hints: Hints, unwanted: Unwanted) -> Iterator[Part]:
    url = record.headers.get("warc-target-uri", "").strip("<>")
    try:
        raw, kind, charset = _content(record)
        if not kind.startswith(PAGES):
            return
        if record.length > RECORD:
            raise Refused(f"a page larger than {RECORD:,} bytes")
        if unwanted(raw, charset):
            return
        known = replace(hints, url=url if url.startswith(("http://", "https://")) else None, charset=charset)
        for part in CHILD.parse("html", raw, known):
            yield replace(part, line=number)
    except Refused as error:
        yield Part(reason=f"{url[:200]}: {error}", line=number)


def _content(record: Record) -> tuple[bytes, str, str | None]:
    """Body, type and declared encoding of a page. Raises Refused for a body that cannot be unpacked."""
    if record.headers["warc-type"] == "resource":
        return record.block, record.headers.get("content-type", ""), None
    end = END.search(record.block)
    if not end:
        return b"", "", None
    status, _, head = record.block[: end.end()].partition(b"\n")
    if b" 200" not in status[:16]:
        return b"", "", None
    message = BytesHeaderParser().parsebytes(head)
    body = record.block[end.end() :]
    if "chunked" in str(message.get("Transfer-Encoding", "")).lower():
        body = _dechunked(body)
    return (
        _decoded(body, str(message.get("Content-Encoding", ""))),
        message.get_content_type(),
        message.get_content_charset(),
    )


def _dechunked(body: bytes) -> bytes:
    out, at = [], 0
    while at < len(body):
        line = body.find(b"\r\n", at)
        size = body[at:line].split(b";")[0].strip() if line >= 0 else b""
        if not re.fullmatch(rb"[0-9a-fA-F]{1,8}", size):
            return body if not out else b"".join(out)  # many archives keep the header and store the body whole
        length = int(size, 16)
        if not length:
            break
        out.append(body[line + 2 : line + 2 + length])
        at = line + 2 + length + 2
    return b"".join(out)


def _decoded(body: bytes, coding: str) -> bytes:
    if coding.strip().lower() not in ("gzip", "x-gzip", "deflate") or not body.startswith((b"\x1f\x8b", b"\x78")):
        return body
    try:
        engine = zlib.decompressobj(47)
        raw = engine.decompress(body, RECORD)
    except zlib.error as error:
        raise Refused(f"damaged content: {error}") from None
    if engine.unconsumed_tail:
        raise Refused(f"a page larger than {RECORD:,} bytes")
    return raw
