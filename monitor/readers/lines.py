"""Lines of text that came out of a page or a document, without those that are furniture."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from extractors.fold import fold

PRESENTATION = re.compile("[\ufb50-\ufdff\ufe70-\ufefc]+")  # letters in their drawn shapes, as PDFs have them
INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\u061c\u00ad]")
BLANK = re.compile(r"[^\S\n]+")
CUT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def tidy(text: str) -> str:
    """The same text with drawn letters as plain ones, one blank between words, no control characters."""
    text = PRESENTATION.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text)
    text = CUT.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    lines = (BLANK.sub(" ", line).strip() for line in text.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def without_furniture(lines: Iterable[str], title: str | None) -> list[str]:
    """The lines that belong to the article: no menus, shares, "read also", repeated title or repeated line."""
    from extractors.article_text import is_furniture  # here: the process that parses pages needs no spaCy

    seen = {fold(title).strip()} if title else set()
    kept: list[str] = []
    for line in lines:
        key = fold(line).strip()
        if not key or key in seen or is_furniture(line):
            continue
        seen.add(key)
        kept.append(line)
    return kept


def first_line(text: str) -> str | None:
    """The first line that has words, as a title."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    wordy = [line for line in lines[:5] if len(re.findall(r"[^\W\d_]{2,}", line)) > 1]
    return (wordy or lines or [""])[0][:300] or None
