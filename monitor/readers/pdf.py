"""PDF files: their text layer, where it is one that can be read."""

from __future__ import annotations

import io
from collections.abc import Iterator

import yaml

from monitor.paths import DATA
from monitor.readers.limits import PDF_PAGES
from monitor.readers.lines import tidy
from monitor.readers.parts import Hints, Part, Refused
from monitor.readers.plain import whole

FEW = 20  # letters a page; fewer are page numbers on pictures


def parse(raw: bytes, hints: Hints) -> Iterator[Part]:
    """One article of all pages. Raises Refused without a text layer, or where it holds its letters back to front."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(io.BytesIO(raw))
        if reader.is_encrypted and not reader.decrypt(""):
            raise Refused("a PDF with a password")
        pages = len(reader.pages)
        if pages > PDF_PAGES:
            raise Refused(f"a PDF of {pages} pages; at most {PDF_PAGES} are read")
        text = joined(tidy(page.extract_text()) for page in reader.pages)
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError, OSError,
            NotImplementedError, AssertionError, OverflowError, ArithmeticError) as error:  # fmt: skip
        raise Refused(f"a damaged PDF: {type(error).__name__}: {str(error)[:200]}") from None
    if sum(map(str.isalpha, text)) < FEW * min(pages, 5):
        raise Refused("a PDF without text, perhaps a scan; recognise its text first (OCR)")
    if backwards(text):
        raise Refused(
            "a PDF whose letters stand in visual order, back to front; save it from its source as .docx or .html"
        )
    record = whole(text, hints)
    if hints.url is None and (reader.metadata or {}).get("/Title"):
        record["title"] = record["title"] or str(reader.metadata["/Title"])[:300]
    yield Part(record)


def joined(pages: Iterator[str]) -> str:
    """The pages as one text; a line that the page broke within a sentence goes on."""
    lines: list[str] = []
    for line in "\n".join(pages).split("\n"):
        if lines and line and lines[-1] and _goes_on(lines[-1], line):
            lines[-1] = f"{lines[-1]} {line}"
        else:
            lines.append(line)
    return "\n".join(lines).strip()


def _goes_on(line: str, following: str) -> bool:
    """A full line without the end of a sentence, and no new item below it."""
    return len(line) > 60 and line[-1] not in '.!?:\u061f\u06d4"\u00bb' and following[0] not in "\u2022\u25cf-*"


def backwards(text: str) -> bool:
    """True where words begin as Arabic words end: letters were stored as drawn, from left to right."""
    signs = _signs()
    words = text.split()
    straight = sum(word.startswith(tuple(signs["begin"])) or word.endswith(tuple(signs["end"])) for word in words)
    reverse = sum(
        word.endswith(tuple(s[::-1] for s in signs["begin"])) or word.startswith(tuple(signs["end"])) for word in words
    )
    return reverse > 3 and reverse > 2 * straight


def _signs() -> dict[str, list[str]]:
    """How Arabic words begin and end, from data/word_edges.yaml."""
    with open(DATA / "word_edges.yaml", encoding="utf-8") as file:
        return yaml.safe_load(file)
