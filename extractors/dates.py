"""When: relative and absolute dates of a sentence as day ranges, counted from the publication day."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from itertools import accumulate

import yaml

from extractors.fold import fold
from extractors.lexicon import DATA
from extractors.sentence import Sentence

PAST_DAYS = 30  # older than this before publication is background (GUIDELINES: "about 30 days")


@dataclass(frozen=True, slots=True)
class DateHit:
    """A date at words first..last: days start..end; precision 1 day, 2 week, 3 month or wider; since: a period began."""

    first: int
    last: int
    start: dt.date
    end: dt.date
    precision: int
    since: bool = False


class _Words:
    def __init__(self, rows: dict) -> None:
        self.months = {fold(name): n for n, names in rows["months"].items() for name in names}
        self.weekdays = {fold(k): v for k, v in rows["weekdays"].items()}
        self.units = {fold(k): v for k, v in rows["units"].items()}
        self.dual_units = {fold(k): v for k, v in rows["dual_units"].items()}
        for name in ("today", "yesterday", "before_yesterday", "ago", "since", "last", "this", "week", "month", "year",
                     "year_word", "of", "states"):  # fmt: skip
            setattr(self, name, [fold(w) for w in rows[name]])


@cache
def words(language: str) -> _Words:
    """The date words of one language (data/dates.yaml)."""
    return _Words(yaml.safe_load((DATA / "dates.yaml").read_text(encoding="utf-8"))[language])


@cache
def _patterns(language: str) -> list[tuple[str, re.Pattern]]:
    w = words(language)

    def either(items) -> str:
        return "|".join(re.escape(i) for i in sorted(items, key=len, reverse=True))

    month = either(w.months)
    last, this = either(w.last), either(w.this)
    number = r"\d{1,2}"
    year = r"(?:19|20)\d\d"
    if language == "ar":
        month_alt = rf"(?P<m>{month})(?: ?[/\\(-]? ?(?:{month}) ?\)?)?"
        return [
            ("iso", re.compile(r"\b(?P<y>20\d\d) ?[-/] ?(?P<mn>\d{1,2}) ?[-/] ?(?P<d>\d{1,2})\b")),
            ("dmy", re.compile(r"\b(?P<d>\d{1,2}) ?[-/] ?(?P<mn>\d{1,2}) ?[-/] ?(?P<y>20\d\d)\b")),
            (
                "day",
                re.compile(
                    rf"\b(?P<d>{number}) (?:من )?(?:شهر )?{month_alt}\b(?: (?:{either(w.of)}))?(?: (?P<y>{year})| (?P<last>{last})| (?P<this>{this}))?"
                ),
            ),
            (
                "month",
                re.compile(
                    rf"\b[وبل]?{month_alt}(?: (?:{either(w.of)}))?(?: (?P<y>{year})| (?P<last>{last})| (?P<this>{this}))"
                ),
            ),
            ("month", re.compile(rf"\b(?:في|منذ|خلال|شهر|مطلع|اوائل|اواخر|نهايه|بدايه|منتصف) (?:شهر )?{month_alt}\b")),
            ("year", re.compile(rf"\b[وبل]?(?:{either(w.year_word)}|في|بين|منذ|صيف|شتاء|ربيع|خريف) (?P<y>{year})\b(?! (?:الي|و(?!19|20)\d|و?\d* ?(?:شخص|مدني|عايله)))")),
            ("before_yesterday", re.compile(rf"\b(?:{either(w.before_yesterday)})\b")),
            ("yesterday", re.compile(rf"\b[لب]?(?:{either(w.yesterday)})\b")),
            (
                "ago",
                re.compile(
                    rf"\b(?P<since>منذ|قبل|قبيل) (?:نحو |حوالي |قرابه |اكثر من |ما يقارب )?(?:(?P<n>\d+|[\w]+) )?(?P<unit>{either(w.units)}|{either(w.dual_units)})\b(?! (?:{either(w.weekdays)}))"
                ),
            ),
            ("last_week", re.compile(rf"\b[وب]?(?:{either(w.week)}) (?:{last})")),
            ("this_week", re.compile(rf"\b(?:{either(w.week)}) (?:{this})|هذا الاسبوع")),
            ("last_month", re.compile(rf"\b[وب]?(?:{either(w.month)}) (?:{last})")),
            ("last_year", re.compile(rf"\b[وب]?(?:{either(w.year)}) (?:{last})")),
            ("night", re.compile(rf"\bليل(?:ه)? (?P<wd>{either(w.weekdays)}) ?[-–/] ?(?:{either(w.weekdays)})\b")),
            ("two_days", re.compile(rf"\bيومي (?P<wd>{either(w.weekdays)}) و(?P<wd2>{either(w.weekdays)})\b")),
            ("weekday", re.compile(rf"\b[وب]?(?P<wd>{either(w.weekdays)})(?: (?P<last>{last}))?\b")),
            ("today", re.compile(rf"\b[و]?(?:{either(w.today)})\b")),
            ("recent", re.compile(r"\b(?:الايام|الساعات|الساعه) (?:\w+ )?(?:الماضيه|الاخيره|القليله)")),
        ]
    return [
        ("iso", re.compile(r"\b(?P<y>20\d\d) ?[-/] ?(?P<mn>\d{1,2}) ?[-/] ?(?P<d>\d{1,2})\b")),
        (
            "day",
            re.compile(rf"\b(?P<d>{number})(?: ?(?:st|nd|rd|th))? (?:of )?(?P<m>{month})\b\.?(?: ?,? ?(?P<y>{year}))?"),
        ),
        ("day", re.compile(rf"\b(?P<m>{month})\b ?\.? ?(?P<d>{number})\b(?:st|nd|rd|th)?(?: ?,? ?(?P<y>{year}))?")),
        (
            "month",
            re.compile(
                rf"\b(?P<m2>{month}) (?:of )?(?P<y>{year})\b|\b(?P<last>{last}) (?P<m>{month})\b|\bin (?P<m3>{month})\b(?! (?:of )?(?:19|20)\d\d)"
            ),
        ),
        ("year", re.compile(rf"\b(?:in|since|of|during|from|year|between|late|early|mid|mid -) (?P<y>{year})\b(?! (?:and|to|-) (?!19|20)\d| (?:and|to) \d+ (?!\W)[a-z])")),
        ("before_yesterday", re.compile(rf"\b(?:{either(w.before_yesterday)})\b")),
        ("yesterday", re.compile(rf"\b(?:{either(w.yesterday)})\b")),
        ("ago", re.compile(rf"\b(?P<n>\d+|\w+) (?P<unit>{either(w.units)}) ago\b")),
        ("last_week", re.compile(rf"\b(?:{last}) week\b")),
        ("last_month", re.compile(rf"\b(?:{last}) month\b")),
        ("last_year", re.compile(rf"\b(?:{last}) year\b")),
        ("weekday", re.compile(rf"\b(?P<last>last )?(?P<wd>{either(w.weekdays)})\b")),
        ("today", re.compile(rf"\b(?:{either(w.today)})\b")),
        ("recent", re.compile(r"\b(?:recent|last|past) (?:\w+ )?(?:days|hours)\b")),
    ]


_SMALL = {"one": 1, "a": 1, "an": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
          "ten": 10, "several": 3}  # fmt: skip


def find(sentence: Sentence, published: dt.date | None) -> list[DateHit]:
    """Every date of a sentence; relative ones only where the publication day is known."""
    norms = [t.norm for t in sentence.tokens]
    text = " ".join(norms)
    starts = list(accumulate((len(norm) + 1 for norm in norms), initial=0))
    hits: list[DateHit] = []
    covered: set[int] = set()
    for name, pattern in _patterns(sentence.language):
        for match in pattern.finditer(text):
            first = bisect_right(starts, match.start()) - 1
            last = bisect_right(starts, max(match.start(), match.end() - 1)) - 1
            if covered & set(range(first, last + 1)):
                continue
            found = _resolve(name, match, published, sentence.language)
            if found:
                since = (
                    first > 0 and norms[first - 1] in words(sentence.language).since or norms[first] in ("منذ", "since")
                )
                since = since or first > 1 and norms[first - 2] in words(sentence.language).since
                if since and norms[max(0, first - 1)] in words(sentence.language).states:
                    continue  # "besieged for two years": how long a state has lasted
                hits.append(DateHit(first, last, *found, since))
                covered |= set(range(first, last + 1))
    return sorted(hits, key=lambda h: h.first)


def _resolve(name: str, m: re.Match, published: dt.date | None, language: str) -> tuple[dt.date, dt.date, int] | None:
    groups = m.groupdict()
    try:
        if name in ("iso", "dmy"):
            day = dt.date(int(m["y"]), int(m["mn"]), int(m["d"]))
            return day, day, 1
        if name == "year":
            return dt.date(int(m["y"]), 1, 1), dt.date(int(m["y"]), 12, 31), 3
        if name in ("day", "month"):
            return _month_date(name, groups, published, language)
        return _relative(name, groups, published, language) if published else None
    except (ValueError, OverflowError):  # no such day, or before the calendar begins
        return None


def _month_date(
    name: str, groups: dict, published: dt.date | None, language: str
) -> tuple[dt.date, dt.date, int] | None:
    month = words(language).months[groups.get("m") or groups.get("m2") or groups.get("m3")]
    if groups.get("y"):
        year = int(groups["y"])
    elif published:
        year = published.year if month <= published.month else published.year - 1
        if name == "day" and month == published.month and int(groups["d"]) > published.day + 1:
            year = published.year - (0 if int(groups["d"]) - published.day < 8 else 1)
    else:
        return None
    if name == "day":
        day = dt.date(year, month, int(groups["d"]))
        return day, day, 1
    return dt.date(year, month, 1), dt.date(year, month, calendar.monthrange(year, month)[1]), 3


def _relative(name: str, groups: dict, published: dt.date, language: str) -> tuple[dt.date, dt.date, int] | None:
    day, days = published, dt.timedelta
    if name == "today":
        return day, day, 1
    if name == "recent":
        return day - days(6), day, 2
    if name in ("yesterday", "before_yesterday"):
        back = day - days(1 if name == "yesterday" else 2)
        return back, back, 1
    if name == "weekday":
        back = (day.weekday() - words(language).weekdays[groups["wd"]]) % 7
        back = 7 if back == 0 and groups.get("last") else back
        return day - days(back), day - days(back), 1
    if name == "night":
        back = (day.weekday() - words(language).weekdays[groups["wd"]]) % 7
        return day - days(back), day - days(max(back - 1, 0)), 1
    if name == "two_days":
        ends = [day - days((day.weekday() - words(language).weekdays[groups[g]]) % 7) for g in ("wd", "wd2")]
        return min(ends), max(ends), 1
    if name == "this_week":
        return day - days(day.weekday()), day, 2
    if name == "last_week":
        monday = day - days(day.weekday() + 7)
        return monday, monday + days(6), 2
    if name == "last_month":
        last = day.replace(day=1) - days(1)
        return last.replace(day=1), last, 3
    if name == "last_year":
        return dt.date(day.year - 1, 1, 1), dt.date(day.year - 1, 12, 31), 3
    return _ago(groups, day, language)


def _ago(groups: dict, day: dt.date, language: str) -> tuple[dt.date, dt.date, int] | None:
    w = words(language)
    unit = groups["unit"]
    if unit in w.dual_units:
        back = w.dual_units[unit]
        step = {2: 1, 14: 7, 60: 30, 730: 365}[back]
    else:
        step = w.units[unit]
        back = step * (_small(groups.get("n"), language) or 1)
    moment = day - dt.timedelta(days=back)
    if step == 1:
        return moment, moment, 1
    if step == 7:
        return moment - dt.timedelta(days=3), moment + dt.timedelta(days=3), 2
    return moment - dt.timedelta(days=step // 2), moment + dt.timedelta(days=step // 2), 3


def _small(text: str | None, language: str) -> int | None:
    if not text:
        return None
    if text.isdigit():
        return int(text)
    if language == "en":
        return _SMALL.get(text)
    from extractors.counts import table

    t = table("ar")
    value = t.units.get(text) or t.tens.get(text)
    return int(value) if value else 3 if text in ("عده", "بضعه") else None


def is_past(hit: DateHit, published: dt.date) -> bool:
    """True where the date, or the beginning of the period, lies more than 30 days before publication."""
    edge = hit.start + (hit.end - hit.start) / 2 if hit.since else hit.end
    return (published - edge).days > PAST_DAYS


def parse_day(text: str, language: str = "ar") -> str | None:
    """The first full date of a short text such as a dateline, as ISO day; None where there is none."""
    from extractors.lexicon import load

    sentence = Sentence(text, 0, len(text), language, 0, 0, load(language))
    for hit in find(sentence, None):
        if hit.precision == 1:
            return hit.start.isoformat()
    return None
