"""What of an article is evidence: its title, dateline, source line and body, without page furniture."""

from __future__ import annotations

import re
from functools import cache

from extractors import dates, language
from extractors.fold import fold
from extractors.lexicon import DATA, read_yaml

_SOURCE = re.compile(r"^\s*(?:المصدر|Source)[^\S\n]*[::][^\S\n]*(?P<name>[^\n]{2,80}?)\s*(?:(?:الكاتب|Author|By)\s*[::].*)?$", re.M)
_DATELINE = re.compile(r"^\s*[●•*-].{0,60}?(?:19|20|١٩|٢٠)[0-9٠-٩]{2}\s*$", re.M)
_HEAD_LINES = 6
_LONGEST_LINK = 160  # characters; longer lines that begin like a link hold text after it


@cache
def _furniture() -> tuple[tuple[str, ...], frozenset[str]]:
    rows = read_yaml(DATA / "furniture.yaml")
    starts = tuple(fold(s) for r in rows for s in r["starts"])
    return starts, frozenset(fold(s) for r in rows for s in r["lines"])


def is_furniture(line: str) -> bool:
    """True for share lines, "read also", credits and the like."""
    folded = fold(line).strip(" \t:-–—|•●*")
    starts, lines = _furniture()
    begins = any(folded.startswith(s) and not folded[len(s) : len(s) + 1].isalpha() for s in starts)
    return begins or folded in lines or not any(c.isalnum() for c in folded)


def dateline(text: str) -> str | None:
    """The publication day that a dateline near the top states ("● أخبار سورية ٢٢ أكتوبر ٢٠١٧"), ISO, or None."""
    head = "\n".join(text.split("\n")[:_HEAD_LINES])
    for match in _DATELINE.finditer(head):
        if day := dates.parse_day(match.group(), language.detect(match.group())):
            return day
    return None


def _is_dateline(line: str) -> bool:
    """A bullet with a day and few words besides: no item of a list."""
    return bool(_DATELINE.match(line) and len(line.split()) <= 9 and dates.parse_day(line, language.detect(line)))


def source_line(text: str) -> str | None:
    """The source that a line such as "المصدر: شبكة شام" names, or None."""
    match = _SOURCE.search(text)
    return match["name"].strip() if match else None


def lines(text: str, title: str | None) -> list[tuple[int, int, int]]:
    """(start, end, line number) of the lines that may carry evidence: no furniture, no repeated title, no dateline.

    After "read also" near the end everything is furniture.
    """
    found: list[tuple[int, int, int]] = []
    seen: set[str] = set()
    position = 0
    for number, line in enumerate(text.split("\n")):
        start, end = position, position + len(line)
        position = end + 1
        if not line.strip():
            continue
        if is_furniture(line) and len(line) <= _LONGEST_LINK or number < _HEAD_LINES and _is_dateline(line):
            continue
        key = fold(line).strip()
        if key in seen:
            continue
        seen.add(key)
        found.append((start, end, number))
    return found


def title_line(text: str, title: str | None) -> int | None:
    """Number of the text's line that is the title, or None."""
    if not title:
        return None
    wanted = fold(title).strip()
    return next((n for n, line in enumerate(text.split("\n")) if fold(line).strip() == wanted), None)
