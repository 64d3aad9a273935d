"""What of an article is evidence: its title, dateline, source line and body, without page furniture."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from extractors import dates, language
from extractors.data_files import DATA, DataError, read_yaml, words
from extractors.fold import fold

_DATELINE = re.compile(r"^[^\S\n]*[●•*-].{0,60}?(?:19|20|١٩|٢٠)[0-9٠-٩]{2}[^\S\n]*$", re.M)
_HEAD_LINES = 6
_DATELINE_WORDS = 9
_LONGEST_LINK = 160  # characters; longer lines that begin like a link hold text after it
_LONGEST_HEADLINE = 120
_MOST_HEADLINES = 8
_LISTS = ("starts", "lines", "headlines", "source", "author")


class _Furniture(NamedTuple):
    """The words of data/furniture.yaml, folded but for the labels of the source line."""

    starts: tuple[str, ...]
    lines: frozenset[str]
    headlines: frozenset[str]
    source: re.Pattern


@cache
def _furniture() -> _Furniture:
    path = DATA / "furniture.yaml"
    found: dict[str, list[str]] = {name: [] for name in _LISTS}
    for row in read_yaml(path):
        where = f"{path.name}: entry {row.get('id')!r}"
        if set(row) != {"id", *_LISTS}:
            raise DataError(f"{where} has the fields {sorted(row)}; wanted are {sorted(('id', *_LISTS))}")
        for name in _LISTS:
            found[name] += words(row[name], f"{where}, field {name!r}")
    starts, lines, headlines = (tuple(map(fold, found[name])) for name in ("starts", "lines", "headlines"))
    return _Furniture(starts, frozenset(lines), frozenset(headlines), _source_pattern(found["source"], found["author"]))


def _source_pattern(source: list[str], author: list[str]) -> re.Pattern:
    """The name after a label and a colon, without the author that may follow on the line."""
    label, writer = ("|".join(map(re.escape, names)) for names in (source, author))
    colon = r"[:\uff1a]"
    return re.compile(
        rf"^\s*(?:{label})[^\S\n]*{colon}[^\S\n]*(?P<name>[^\n]{{2,80}}?)\s*(?:(?:{writer})\s*{colon}.*)?$", re.M
    )


def _bare(line: str) -> str:
    """A folded line without bullets, bars and colons around it."""
    return fold(line).strip(" \t:-–—|•●*")


def is_furniture(line: str) -> bool:
    """True for share lines, "read also", credits and the like."""
    bare, known = _bare(line), _furniture()
    begins = any(bare.startswith(s) and not bare[len(s) : len(s) + 1].isalpha() for s in known.starts)
    return begins or bare in known.lines or not any(c.isalnum() for c in bare)


def dateline(text: str) -> str | None:
    """The publication day that a dateline near the top states ("● أخبار سورية ٢٢ أكتوبر ٢٠١٧"), ISO, or None."""
    head = "\n".join(text.split("\n")[:_HEAD_LINES])
    for match in _DATELINE.finditer(head):
        if day := dates.parse_day(match.group(), language.detect(match.group())):
            return day
    return None


def _is_dateline(line: str) -> bool:
    """A bullet with a day and few words besides: no item of a list."""
    few = len(line.split()) <= _DATELINE_WORDS
    return bool(_DATELINE.match(line) and few and dates.parse_day(line, language.detect(line)))


def source_line(text: str) -> str | None:
    """The source that a line such as "المصدر: شبكة شام" names, or None."""
    match = _furniture().source.search(text)
    return match["name"].strip() if match else None


def lines(text: str, title: str | None) -> list[tuple[int, int, int]]:
    """(start, end, line number) of the lines that may carry evidence: no furniture, no repeated line, no dateline.

    The headlines of other articles after a line "read also" are furniture as well.
    """
    rows = text.split("\n")
    others = set(_other_headlines(rows))
    found: list[tuple[int, int, int]] = []
    seen: set[str] = set()
    position = 0
    for number, line in enumerate(rows):
        start, end = position, position + len(line)
        position = end + 1
        key = fold(line).strip()
        if not line.strip() or number in others or key in seen or _is_page(line, number):
            continue
        seen.add(key)
        found.append((start, end, number))
    return found


def _is_page(line: str, number: int) -> bool:
    return is_furniture(line) and len(line) <= _LONGEST_LINK or number < _HEAD_LINES and _is_dateline(line)


def _other_headlines(rows: list[str]) -> Iterator[int]:
    """Numbers of the headlines after "read also": all to the end of the text, or the one before the text goes on."""
    filled = [n for n, line in enumerate(rows) if line.strip()]
    for place, number in enumerate(filled):
        if _bare(rows[number]) in _furniture().headlines:
            after = filled[place + 1 :]
            to_the_end = len(after) <= _MOST_HEADLINES and all(_is_headline(rows[n]) for n in after)
            yield from (n for n in (after if to_the_end else after[:1]) if _is_headline(rows[n]))


def _is_headline(line: str) -> bool:
    """A short line that does not end as a sentence of the text does."""
    return len(line.strip()) <= _LONGEST_HEADLINE and not line.rstrip().endswith((".", "!", "…", ":"))


def title_line(text: str, title: str | None) -> int | None:
    """Number of the text's line that is the title, or None."""
    if not title:
        return None
    wanted = fold(title).strip()
    return next((n for n, line in enumerate(text.split("\n")) if fold(line).strip() == wanted), None)
