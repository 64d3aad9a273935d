"""The words of dates (data/dates.yaml) and the patterns made of them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from extractors.data_files import DATA, DataError, read_section
from extractors.data_files import words as listed
from extractors.fold import fold

_TABLES = ("months", "weekdays", "units", "dual_units", "ordinals", "span_units")
_LISTS = (
    "today", "yesterday", "before_yesterday", "ago", "ago_after", "since", "states", "last", "this", "this_before",
    "week", "month", "year", "year_word", "year_of", "of", "of_month", "one", "some", "a_few", "about", "more_than",
    "lasting", "month_word", "month_before", "half", "third", "month_start", "month_middle", "month_end",
    "year_before", "people", "night", "both_days", "recent", "recent_last", "and", "until",
    "before_last", "opens", "to", "same_day", "span_last", "span_few", "weekend",
)  # fmt: skip


class Words:
    """The date words of one language, folded; a list of words is an attribute of its name in the file."""

    def __init__(self, rows: dict) -> None:
        self.months = {fold(name): n for n, names in rows["months"].items() for name in names}
        self.weekdays, self.units, self.dual_units, self.ordinals, self.span_units = (
            {fold(k): v for k, v in rows[name].items()} for name in _TABLES[1:]
        )
        for name in _LISTS:
            setattr(self, name, [fold(str(w)) for w in rows[name]])

    def either(self, *names: str) -> str:
        """One of the words of these lists, as a pattern; longer ones first."""
        return _either(word for name in names for word in getattr(self, name))


def _either(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda w: (-len(w), w))) or "(?!)"


@cache
def words(language: str) -> Words:
    """The date words of one language. Raises DataError with file, section and field."""
    path = DATA / "dates.yaml"
    rows = read_section(path, language, {**dict.fromkeys(_TABLES, dict), **dict.fromkeys(_LISTS, list)})
    for name in _TABLES:
        where = f"{path.name}: section {language!r}, field {name!r}"
        for key, value in rows[name].items():
            if name == "months":
                listed(value, f"{where}, month {key!r}")
            if type(key if name == "months" else value) is not int:
                raise DataError(f"{where}: expected a whole number, found {key!r}: {value!r}")
    return Words(rows)


# Kinds of patterns, in the order they are tried; what an earlier one takes is not taken again. Texts are the folded
# words of a sentence with one blank between them. None: read word by word.
_ISO = r"\b(?P<y>20\d\d) ?[-/] ?(?P<mn>\d{1,2}) ?[-/] ?(?P<d>\d{1,2})\b"
_YEAR = r"(?:19|20)\d\d"
_DAY = r"\d{1,2}"


@cache
def patterns(language: str) -> list[tuple[str, re.Pattern | None]]:
    """(kind, pattern) of the dates of a language."""
    rows = _arabic(words("ar")) if language == "ar" else _english(words("en"))
    return [(kind, re.compile(pattern) if pattern else None) for kind, pattern in rows]


def _arabic(w: Words) -> list[tuple[str, str | None]]:
    e = w.either
    last, this, of = e("last"), e("this"), e("of_month")
    day = rf"\b(?:(?P<d>{_DAY}) (?:(?:{of}) )?|(?P<o>{e('ordinals')}) (?:{of}) )"
    month = rf"(?:(?:{e('month_word')}) )?(?P<m>{e('months')})(?: ?[/\\(-]? ?(?:{e('months')})(?: ?\))?)?"
    which = rf"(?: (?P<y>{_YEAR})| (?P<last>{last})| (?P<this>{this}))"
    people = rf"(?:{e('until')}|(?:{e('and')}) ?(?!19|20)\d|(?:{e('and')})? ?\d* ?(?:{e('people')}))"
    weekday = e("weekdays")
    return [
        ("iso", _ISO),
        ("dmy", r"\b(?P<d>\d{1,2}) ?[-/] ?(?P<mn>\d{1,2}) ?[-/] ?(?P<y>20\d\d)\b"),
        ("part", rf"\b[وب]?(?P<part>{e('week', 'half', 'third')}) (?P<o>{e('ordinals')}) (?:{of}) (?:{month}(?!\w)"
                 rf"(?: (?:{e('of')}))?{which}?|(?:{e('month')}) (?:(?P<this_one>{this})|(?P<last_one>{last})))"),
        ("day", rf"{day}{month}(?!\w)(?: (?:{e('of')}))?{which}?"),
        ("day_of_month", rf"{day}(?:(?:{e('month')}) (?:(?P<this>{this})|(?P<last>{last}))"
                         rf"|(?:{e('this_before')}) (?:{e('month')}))\b"),
        ("month", rf"\b[وبل]?{month}(?: (?:{e('of')}))?{which}"),
        ("month", rf"\b(?:{e('month_before')}) {month}\b"),
        ("year", rf"\b[وبل]?(?:{e('year_word', 'year_before')}) (?P<y>{_YEAR})\b(?! {people})"),
        ("year", rf"\b(?:{e('year_of')})(?: \w+)? (?P<y>{_YEAR})\b(?! {people})"),
        ("before_yesterday", rf"\b[وفلب]?(?:{e('before_yesterday')})\b"),
        ("yesterday", rf"\b[وفلب]?(?:{e('yesterday')})\b"),
        ("before_last", rf"\b[وب]?(?P<unit>{e('week', 'month', 'year')}) (?:{e('before_last')}) (?:{last})"),
        ("ago", None),
        ("span", None),
        ("lasting", None),
        ("last_week", rf"\b[وب]?(?:{e('week')}) (?:{last})"),
        ("this_week", rf"\b(?:{e('week')}) (?:{this})|(?:{e('this_before')}) (?:{e('week')})"),
        ("last_month", rf"\b[وب]?(?:{e('month')}) (?:{last})"),
        ("this_month", rf"\b[وب]?(?:{e('month')}) (?:{this})\b|\b(?:{e('this_before')}) (?:{e('month')})\b"),
        ("this_year", rf"\b(?:{e('year')}) (?:{this})\b|\b(?:{e('this_before')}) (?:{e('year')})\b"
                      rf"|\b(?:{e('since')}) (?:\w+ )?(?:{e('year')})\b(?! (?:{last}|{_YEAR}))"),
        ("last_year", rf"\b[وب]?(?:{e('year')}) (?:{last})"),
        ("night", rf"\b(?:{e('night')}) (?P<wd>{weekday}) ?[-–/] ?(?:{weekday})\b"),
        ("two_days", rf"\b(?:{e('both_days')}) (?P<wd>{weekday}) (?:{e('and')}) ?(?P<wd2>{weekday})\b"),
        ("weekday", rf"\b[وب]?(?P<wd>{weekday})(?: (?P<last>{last}))?\b"),
        ("today", rf"\b[و]?(?:{e('today')})\b"),
        ("recent", rf"\b(?:{e('recent')}) (?:\w+ )?(?:{e('recent_last')})"),
    ]  # fmt: skip


def _english(w: Words) -> list[tuple[str, str | None]]:
    e = w.either
    last, of, month = e("last"), e("of_month"), e("months")
    day = rf"\b(?:(?P<d>{_DAY})(?: ?(?:st|nd|rd|th))? (?:(?:{of}) )?|(?P<o>{e('ordinals')}) (?:{of}) )"
    people = rf" (?:{e('until', 'and')}|-) (?!19|20)\d| (?:{e('until', 'and')}) \d+ (?!\W)[a-z]"
    return [
        ("iso", _ISO),
        ("months", rf"\b(?:{e('opens')}) (?P<m>{month})(?: (?P<y1>{_YEAR}))? (?:{e('to')}) "
                   rf"(?P<m2>{month})\b(?! \d\d?\b)(?: (?:(?:{of}) )?(?P<y>{_YEAR}))?"),
        ("day", rf"{day}(?P<m>{month})\b\.?(?: ?,? ?(?P<y>{_YEAR}))?"),
        ("day", rf"\b(?P<m>{month})\b ?\.? ?(?P<d>{_DAY})\b(?:st|nd|rd|th)?"
                rf"(?: ?[-–] ?{_DAY}\b)?(?: ?,? ?(?P<y>{_YEAR}))?"),
        ("day_of_month", rf"{day}(?:(?P<this>{e('this')})|(?P<last>{last})) (?:{e('month')})\b"),
        ("month", rf"\b(?P<m2>{month}) (?:(?:{of}) )?(?P<y>{_YEAR})\b|\b(?P<last>{last}) (?P<m>{month})\b"
                  rf"|\b(?:{e('month_before')}) (?P<m3>{month})\b(?! (?:(?:{of}) )?{_YEAR})"),
        ("year", rf"\b(?:{e('year_word', 'year_before')}) (?P<y>{_YEAR})\b(?!{people})"),
        ("year", rf"\b(?:{e('year_of')}) (?P<y>{_YEAR})\b(?= [a-z])"),
        ("before_yesterday", rf"\b(?:{e('before_yesterday')})\b"),
        ("yesterday", rf"\b(?:{e('yesterday')})\b"),
        ("before_last", rf"\b(?P<unit>{e('week', 'month', 'year')}) (?:{e('before_last')}) (?:{last})"),
        ("ago", None),
        ("span", None),
        ("last_week", rf"\b(?:{last}) (?:{e('week')})\b"),
        ("this_week", rf"\b(?:{e('this')}) (?:{e('week')})\b"),
        ("last_month", rf"\b(?:{last}) (?:{e('month')})\b"),
        ("this_month", rf"\b(?:{e('this')}) (?:{e('month')})\b"),
        ("weekend", rf"\b(?:{e('weekend')})\b"),
        ("this_year", rf"\b(?:{e('this')}) (?:{e('year')})\b"),
        ("last_year", rf"\b(?:{last}) (?:{e('year')})\b"),
        ("weekday", rf"\b(?P<last>last )?(?P<wd>{e('weekdays')})\b"),
        ("today", rf"\b(?:{e('today')})\b"),
        ("recent", rf"\b(?:{e('recent_last')}) (?:\w+ )?(?:{e('recent')})\b"),
    ]  # fmt: skip
