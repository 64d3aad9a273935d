"""What kind of file an input is: told by its first bytes; its name only decides between kinds of plain text."""

from __future__ import annotations

import io
import json
import re
import zipfile
import zlib
from pathlib import PurePath

from monitor.readers.encoding import decode
from monitor.readers.parts import Refused, Source

MAGIC = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office file; save it as .docx or .xlsx"),
    (b"{\\rtf", "a rich text file; save it as .docx or .txt"),
    (b"\x89PNG", "a picture; only text can be read"),
    (b"\xff\xd8\xff", "a picture; only text can be read"),
    (b"GIF8", "a picture; only text can be read"),
    (b"Rar!", "a RAR archive; pack it as .zip"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive; pack it as .zip"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"SQLite format 3\x00", "a database"),
    (b"PAR1", "a Parquet file, which backfill reads, in a process of its own"),
)
READ = "txt, md, html, mhtml, eml, docx, pdf, csv, tsv, xlsx, json, jsonl, RSS or Atom, warc, zip, gz"
BY_NAME = {".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv", ".tsv": "csv", ".md": "md", ".markdown": "md"}
XML_ROOT = re.compile(r"<(?![?!])(?:[\w.-]+:)?([\w.-]+)")
DOCTYPE = re.compile(r"<!DOCTYPE\s+(?:[\w.-]+:)?([\w.-]+)")
FEED_ROOTS = ("rss", "feed", "rdf")
HTML = re.compile(r"<(?:!doctype\s+html|html|head|body|article|meta|title|p|div|h[1-6])\b[^<>]*>", re.IGNORECASE)
CUT_CHARACTER = re.compile(rb"[\xc2-\xf4][\x80-\xbf]{0,2}\Z")  # of UTF-8, perhaps whole: it does not matter
CONTROLS = re.compile("[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f]")
COMMENT = re.compile(r"\A\s*(?:<!--.{0,2000}?-->\s*)*", re.DOTALL)
MIME = re.compile(r"^(?:MIME-Version:\s*1|Snapshot-Content-Location:)", re.IGNORECASE | re.MULTILINE)


def kind_of(source: Source) -> str:
    """The kind. Raises Refused for what is none of those that can be read."""
    head = source.head()
    for magic, what in MAGIC:
        if head.startswith(magic) and (magic != b"MZ" or b"\x00" in head):
            raise Refused(f"{what}; can read {READ}")
    if head.startswith(b"%PDF") or b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith(b"PK\x03\x04") or head.startswith(b"PK\x05\x06"):
        return _packed(source)
    if head.startswith(b"\x1f\x8b"):
        return "warc" if _gunzipped(head).startswith(b"WARC/") else "gzip"
    if head.startswith(b"WARC/"):
        return "warc"
    return _of_text(head, PurePath(source.name).suffix.lower())


def _packed(source: Source) -> str:
    try:
        with source.open() as stream, zipfile.ZipFile(stream) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, OSError) as error:
        raise Refused(f"a damaged ZIP, Word or Excel file: {error}") from None
    if "word/document.xml" in names:
        return "docx"
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "[Content_Types].xml" in names or "mimetype" in names:
        raise Refused(f"an Office file, but no .docx or .xlsx; can read {READ}")
    return "zip"


def _gunzipped(head: bytes) -> bytes:
    try:
        return zlib.decompressobj(31).decompress(head, 4_096)
    except zlib.error:
        return b""


def _of_text(head: bytes, suffix: str) -> str:
    if suffix in (".jsonl", ".ndjson"):
        return "jsonl"  # line by line: one bad line costs no other
    text = _text(head)
    if len(CONTROLS.findall(text)) > 0.01 * len(text):
        raise Refused(f"not text; can read {READ}")
    start = COMMENT.sub("", text[:8_192], count=1).lstrip("\ufeff \t\r\n")
    if MIME.search(start[:4_096]) and ":" in start.partition("\n")[0]:
        return "mhtml"
    if start.startswith("<"):
        return _markup(start)
    if start.startswith(("{", "[")) and (kind := _json(start)):
        return kind
    if HTML.search(start[:1_000]) and "</" in text:
        return "html"
    return BY_NAME.get(suffix) or ("csv" if _is_table(start) else "txt")


def _text(head: bytes) -> str:
    """The head as text; the last, perhaps cut, character does not matter."""
    if len(head) < 65_536:
        return decode(head)
    cut = head[: head.rfind(b"\n") + 1] or (CUT_CHARACTER.sub(b"", head) if _is_utf8(head) else head[:-4])
    return decode(cut if len(cut) % 2 == 0 or not head.startswith((b"\xff\xfe", b"\xfe\xff")) else cut + head[-1:])


def _is_utf8(head: bytes) -> bool:
    try:
        CUT_CHARACTER.sub(b"", head).decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _markup(start: str) -> str:
    root = DOCTYPE.search(start) or XML_ROOT.search(start)
    name = root[1].lower() if root else ""
    if name in FEED_ROOTS:
        return "feed"
    if start.startswith("<?xml") and name != "html":
        raise Refused(f"XML with the root {name[:40]!r}; of XML, RSS and Atom can be read")
    return "html"


def _json(start: str) -> str | None:
    first = start.partition("\n")[0].strip()
    try:
        if isinstance(json.loads(first), dict):
            return "jsonl"
    except (ValueError, RecursionError):
        pass
    return "json" if re.match(r"\[\s*[{\]]|\{\s*[\"}]", start) else None


def _is_table(start: str) -> bool:
    """A header line that names the text and one more field of an article."""
    from monitor.readers.columns import mapped, split_header

    cells = split_header(start.partition("\n")[0])
    return len(cells) > 1 and len(mapped(cells)) > 1 and "text" in mapped(cells)


def gzip_content(source: Source, limit: int) -> Source:
    """What a gzip file holds, under the name without .gz. Raises Refused on damage and above limit bytes."""
    engine, out = zlib.decompressobj(31), io.BytesIO()
    with source.open() as stream:
        while chunk := stream.read(65_536):
            try:
                while chunk and not engine.eof:
                    out.write(engine.decompress(chunk, 1_000_000))
                    chunk = engine.unconsumed_tail
                    if out.tell() > limit:
                        raise Refused(f"unpacks to more than {limit:,} bytes")
            except zlib.error as error:
                raise Refused(f"damaged gzip: {error}") from None
    if not engine.eof:
        raise Refused("gzip cut off before its end")
    return Source.of_bytes(source.name.removesuffix(".gz"), out.getvalue())
