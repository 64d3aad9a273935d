"""PDF files: their text layer, where there is one that can be read."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

import yaml

from monitor.paths import DATA
from monitor.readers import pdf_lines
from monitor.readers.limits import PDF_PAGES
from monitor.readers.lines import tidy
from monitor.readers.parts import Hints, Part, Refused
from monitor.readers.plain import whole

FEW = 20  # letters a page; fewer are page numbers on pictures
PAGE_NUMBER = re.compile(r"\d{1,4}(?: ?/ ?\d{1,4})?")
NO_LETTER = "(cid:"  # how the library writes a drawing that no letter is known for
ENDS = frozenset('.!?:\u061f\u06d4"\u00bb')
ITEMS = frozenset("\u2022\u25cf-*")


def parse(raw: bytes, hints: Hints) -> Iterator[Part]:
    """One article of all pages. Raises Refused without a text layer, or where its letters stand back to front."""
    from pdfminer.pdfdocument import PDFPasswordIncorrect, PDFTextExtractionNotAllowed

    try:
        pages = list(_pages(raw))
    except (Refused, MemoryError, RecursionError):
        raise
    except (PDFPasswordIncorrect, PDFTextExtractionNotAllowed):
        raise Refused("a PDF with a password, or locked against reading") from None
    except Exception as error:  # the library raises whatever a broken file makes of it
        raise Refused(f"a damaged PDF: {type(error).__name__}: {str(error)[:200]}") from None
    text = tidy(joined(pages))
    letters = sum(map(str.isalpha, text))
    if letters < FEW * min(len(pages), 5):
        raise Refused("a PDF without text, perhaps a scan; recognise its text first (OCR)")
    if text.count(NO_LETTER) > 0.05 * letters:
        raise Refused("a PDF whose font does not say which letters it draws; save its source as .docx or .html")
    if backwards(text):
        raise Refused("a PDF whose letters stand in visual order, back to front; save its source as .docx or .html")
    yield Part(whole(text, hints))


def _pages(raw: bytes) -> Iterator[list[str]]:
    """The lines of each page."""
    from pdfminer.high_level import extract_pages

    for number, page in enumerate(extract_pages(io.BytesIO(raw), laparams=None), start=1):
        if number > PDF_PAGES:
            raise Refused(f"a PDF of more than {PDF_PAGES} pages")
        yield [line for line in pdf_lines.lines(page) if line]


def joined(pages: list[list[str]]) -> str:
    """The pages as one text; a sentence that a line or page breaks goes on, page heads and feet are left out."""
    repeated = _repeated(pages)
    lines: list[str] = []
    for line in (line for page in pages for line in page):
        if line in repeated or PAGE_NUMBER.fullmatch(line.strip("-\u2013 ")):
            continue
        if lines and _goes_on(lines[-1], line):
            lines[-1] = f"{lines[-1]} {line}"
        else:
            lines.append(line)
    return "\n".join(lines).strip()


def _repeated(pages: list[list[str]]) -> set[str]:
    """First and last lines that stand on most pages."""
    if len(pages) < 3:
        return set()
    edges = [line for page in pages for line in {*page[:1], *page[-1:]}]
    return {line for line in edges if edges.count(line) > len(pages) / 2}


def _goes_on(line: str, following: str) -> bool:
    """A full line without the end of a sentence, and no new item below it."""
    full = len(line.rpartition("\n")[2]) > 50
    return full and line[-1] not in ENDS and following[0] not in ITEMS


def backwards(text: str) -> bool:
    """True where words begin as Arabic words end: letters that are even printed from left to right."""
    with open(DATA / "word_edges.yaml", encoding="utf-8") as file:
        signs = yaml.safe_load(file)
    begin, end = tuple(signs["begin"]), tuple(signs["end"])
    begun = tuple(sign[::-1] for sign in begin)
    words = text.split()
    straight = sum(word.startswith(begin) or word.endswith(end) for word in words)
    reverse = sum(word.endswith(begun) or word.startswith(end) for word in words)
    return reverse > 3 and reverse > 2 * straight
