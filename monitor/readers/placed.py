"""The day in a dateline: a place, a full date and at most an agency, in a line of their own or before the text."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator

from extractors import gazetteer, prefilter
from extractors.fold import fold
from extractors.places import cue_words
from extractors.small_words import small
from monitor.readers.lines import INVISIBLE

HEAD_LINES = 6  # of a text, among which its dateline stands
LONGEST = 80  # characters of a dateline; a longer one tells something
LONGEST_TITLE = 120  # characters; of a first line, what is shorter is a headline
SENTENCE = 5  # words; what is shorter behind a dateline is no text
AGENCY = 3  # words of the one part that need not be known: an agency, a reporter
TOKEN = re.compile(r"\d+(?:[-/.:]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*|\S")
BREAK = re.compile(r"(?<=\s)-+\s|[–—]+|\)\s*[-–—:]*|(?<=\s)/")  # what a dateline may end with
TIME = re.compile(r"\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:\s+\S+)?")  # of the day, with its zone
YEAR = re.compile(r"(?<![\d.,])(?:19|20)\d\d(?![\d.,]*\d)")
ENDS = (".", "!", "؟", "?", "…", '"', "»", "”", ":", "،")
TYPES = ("village", "town", "quarter", "camp", "countryside", "governorate", "area", "direction")
Day = Callable[[str], str | None]  # a written date -> ISO


def placed_day(text: str, words: frozenset[str], day: Day) -> str | None:
    """The day of a dateline among the first lines, None without one or where the text speaks against it.

    words: those that a date may have. A list of days has more than one dateline, and what looks back on a day names
    later years: neither was published on that day.
    """
    lines = [INVISIBLE.sub("", line).strip(" \t●•*") for line in text.split("\n")]
    lines = [line for line in lines if line]
    found = [(number, said) for number, line in enumerate(lines) if (said := _stated(line, number == 0, words, day))]
    if not found or found[0][0] >= HEAD_LINES or len({said for _number, said in found}) > 1:
        return None
    said = found[0][1]
    return None if any(int(year) > int(said[:4]) for year in YEAR.findall(fold(text))) else said


def _stated(line: str, first: bool, words: frozenset[str], day: Day) -> str | None:
    """The day that a line is, or begins with; first: it may be a headline, which may name any day."""
    if not any(map(str.isdecimal, line[:LONGEST])):
        return None
    if len(line) <= LONGEST and (said := _day(line, first, words, day)):
        return said
    for end in BREAK.finditer(line[: LONGEST + 5]):
        head, rest = line[: end.start()], line[end.end() :]
        if _parts(end[0], line, first) and _is_text(rest) and (said := _day(head, first, words, day)):
            return said
    return None


def _parts(mark: str, line: str, first: bool) -> bool:
    """Whether the mark can part a dateline from the text: "(PLACE, DAY) Text" does, "In PLACE (DAY) it rained" not."""
    if line.startswith("("):
        return mark.startswith(")")
    return mark.strip() != ")" and not (first and len(line) <= LONGEST_TITLE)


def _is_text(rest: str) -> bool:
    return len(rest.split()) >= SENTENCE and rest.rstrip().endswith(ENDS)


def _day(head: str, first: bool, words: frozenset[str], day: Day) -> str | None:
    """The day of a text that holds one date, known places and little else."""
    dates: list[str] = []
    others: list[tuple[str, bool]] = []  # each with whether a bracket opens it
    for kind, said, bracket in _runs(head, words):
        if kind == "date":
            dates += [said] if any(map(str.isdecimal, said)) and not TIME.fullmatch(said) else []
        else:
            others.append((said, bracket))
    unknown = [one for one in others if not _is_place(one[0])]
    if len(dates) != 1 or len(others) == len(unknown) or len(unknown) > 1:
        return None
    if any(len(said.split()) > AGENCY or first and not bracket or _tells(said) for said, bracket in unknown):
        return None
    return day(dates[0])


def _runs(head: str, words: frozenset[str]) -> Iterator[tuple[str, str, bool]]:
    """("date" | "other", its text, whether a bracket opens it) from mark to mark; inside a date only dashes part."""
    kind, start, end, before, gap = "", 0, 0, "", ""
    for token in TOKEN.finditer(head):
        text = token[0]
        if not text[0].isalnum():
            gap = text
            continue
        own = "date" if text[0].isdecimal() or fold(text) in words else "other"
        hyphen = gap == "-" and head[end : token.start()] == "-" and text.isascii()  # Deir-ez-Zor
        if own != kind or gap and (own == "other" or gap in small("dash")) and not hyphen:
            if kind:
                yield kind, head[start:end], before == "("
            kind, start, before = own, token.start(), gap
        end, gap = token.end(), ""
    if kind:
        yield kind, head[start:end], before == "("


@functools.cache
def _is_place(said: str) -> bool:
    """True for a place's name, with or without the kind of place before it, and for the country's."""
    bare = 2  # letters of the Arabic article before "northern"
    names = [word for word in fold(said).split() if not _types() & {word, word[bare:]}]
    name = " ".join(names)
    if not name or name in small("syria") | small("country"):
        return bool(name)
    return any(gazetteer.load(code).called(one) for code in ("ar", "en") for one in (name, fold(said)))


@functools.cache
def _types() -> frozenset[str]:
    return frozenset(word for code in ("ar", "en") for kind in TYPES for word in cue_words(code)[kind])


def _tells(said: str) -> bool:
    """True where the words could tell an event: a headline's, no agency's."""
    return any(prefilter.load(code).may_mention(said, "") for code in ("ar", "en"))
