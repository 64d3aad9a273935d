"""Written dates as ISO days, and which of a page's dates is that of its publication."""

from __future__ import annotations

import functools
import re

import yaml

from extractors import article_text, dates
from extractors.fold import fold
from extractors.language import detect
from monitor.paths import DATA
from monitor.readers.published import YEARS, iso_moment

INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\u061c\u00ad]")
POINTS = re.compile(r"(?<=\d)\.(?=\d)")
WORD = re.compile(r"[^\W\d_]+")
SEPARATORS = re.compile(r"[,\u060c()]+")
NUMERIC = re.compile(r"\b(\d{1,2})[-/](\d{1,2})[-/](?:19|20)\d\d\b")
HEAD_LINES = 6  # of a document, among which its date stands
READ = 300  # characters in which a date is looked for


def written_day(text: str, *, alone: bool = False) -> str | None:
    """The full date in a short text ("Sunday, 5 March/Adar 2014"), ISO; None where there is none.

    alone: the text is nothing but a date, so that ISO moments are kept with their time.
    """
    if alone and (moment := iso_moment(text)):
        return moment
    plain = INVISIBLE.sub("", text[:READ])
    plain = _second_names().sub(r"\1", fold(POINTS.sub("/", plain)))
    plain = SEPARATORS.sub(" ", plain)
    language = detect(plain)
    for code in dict.fromkeys((language, "ar", "en")):
        numeric = NUMERIC.search(plain)
        if numeric and code == "ar" and language == "en" and int(numeric[1]) <= 12 and int(numeric[2]) <= 12:
            continue  # 05/03/2014 on an English page may be May or March
        if (day := dates.parse_day(plain, code)) and int(day[:4]) in YEARS:
            return day
    return None


@functools.cache
def _second_names() -> re.Pattern[str]:
    """A month's name with another one behind it, as the press writes both calendars: "Adar/March", "Adar (March)"."""
    names = "|".join(sorted(map(re.escape, dates.words("ar").months), key=len, reverse=True))
    return re.compile(rf"({names})\s*[/\\(-]\s*(?:{names})\s*\)?")


def choose(found: dict, text: str) -> str | None:
    """What a page declares, else shows, else what htmldate finds; text is what was taken as its article."""
    for said in found["declared"]:
        if day := iso_moment(said) or written_day(said):
            return day
    for said in found["shown"]:
        if day := iso_moment(said) or written_day(said):
            return day
    return article_text.dateline(text) or found["guessed"]


def date_line(text: str) -> str | None:
    """The day that one of a document's first lines states which has nothing but a date, None without such a line."""
    lines = [line for line in text.split("\n") if line.strip()]
    return next(filter(None, map(only_day, lines[:HEAD_LINES])), None)


def only_day(line: str) -> str | None:
    """The day of a line that has nothing but a date, None for every other line."""
    if len(line) > 80 or not all(word in _date_words() for word in WORD.findall(fold(INVISIBLE.sub("", line)))):
        return None
    return written_day(line)


@functools.cache
def _date_words() -> frozenset[str]:
    """All words that a line with nothing but a date may have."""
    with open(DATA / "date_lines.yaml", encoding="utf-8") as file:
        said = [word for words in yaml.safe_load(file).values() for word in words]
    tables = [dates.words(code) for code in ("ar", "en")]
    named = [name for table in tables for name in (*table.months, *table.weekdays)]
    return frozenset(word for name in (*map(fold, said), *named) for word in WORD.findall(name))
