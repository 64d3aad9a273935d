"""Written dates as ISO days, and which of a page's dates is that of its publication."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable

import yaml

from extractors import article_text, dates
from extractors.fold import fold
from extractors.language import detect
from monitor.paths import DATA
from monitor.readers.lines import INVISIBLE
from monitor.readers.placed import HEAD_LINES, placed_day
from monitor.readers.published import YEARS, iso_moment

POINTS = re.compile(r"(?<=\d)\.(?=\d)")
WORD = re.compile(r"[^\W\d_]+")
SEPARATORS = re.compile(r"[,\u060c()]+")
NUMERIC = re.compile(r"\b(\d{1,2})[-/](\d{1,2})[-/](?:19|20)\d\d\b")
READ = 300  # characters in which a date is looked for


def written_day(text: str, *, alone: bool = False, language: str | None = None) -> str | None:
    """The full date in a short text ("Sunday, 5 March/Adar 2014"), ISO; None where there is none.

    alone: the text is nothing but a date, so that ISO moments are kept with their time. language: of what the text
    stands in, by default its own: figures alone do not show that they are Arabic, where the day comes first.
    """
    if alone and (moment := iso_moment(text)):
        return moment
    plain = INVISIBLE.sub("", text[:READ])
    plain = _second_names().sub(r"\1", fold(POINTS.sub("/", plain)))
    plain = SEPARATORS.sub(" ", plain)
    language = language or detect(plain)
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
    language = detect(text)
    for said in found["shown"]:
        if day := iso_moment(said) or written_day(said, language=language):
            return day
    return stated_day(text) or found["guessed"]


def stated_day(text: str) -> str | None:
    """The day that a text's first lines state: marked by a bullet, alone in a line, or with the place it tells from."""
    return article_text.dateline(text) or date_line(text) or placed_day(text, _date_words(), _day_in(text))


def _day_in(text: str) -> Callable[[str], str | None]:
    return functools.partial(written_day, language=detect(text))


def date_line(text: str) -> str | None:
    """The day that one of a document's first lines states which has nothing but a date, None without such a line."""
    lines = [line for line in text.split("\n") if line.strip()][:HEAD_LINES]
    language = detect(text)
    return next(filter(None, (only_day(line, language) for line in lines)), None)


def only_day(line: str, language: str | None = None) -> str | None:
    """The day of a line that has nothing but a date, None for every other line; language as of written_day."""
    if len(line) > 80 or not all(word in _date_words() for word in WORD.findall(fold(INVISIBLE.sub("", line)))):
        return None
    return written_day(line, language=language)


@functools.cache
def _date_words() -> frozenset[str]:
    """All words that a line with nothing but a date may have."""
    with open(DATA / "date_lines.yaml", encoding="utf-8") as file:
        said = [word for words in yaml.safe_load(file).values() for word in words]
    tables = [dates.words(code) for code in ("ar", "en")]
    named = [name for table in tables for name in (*table.months, *table.weekdays)]
    return frozenset(word for name in (*map(fold, said), *named) for word in WORD.findall(name))
