"""When: relative and absolute dates of a sentence as day ranges, counted from the publication day."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import accumulate

from extractors.counts import read_number
from extractors.date_words import Words, patterns, words
from extractors.lexicon import load
from extractors.sentence import Sentence, Token

__all__ = ["DateHit", "find", "is_past", "parse_day", "words"]

PAST_DAYS = 30  # older than this before publication is background (GUIDELINES: "about 30 days")
_PAST_PERIOD = 31  # a period that "began a month ago" is of the day
_MONTH_DAYS = 30  # a time of two such units or more that something lasted is a period of its own
_LONG_RANGE = 10  # days; a longer range of days is no week
_THIRD = 10  # days of the first and second third of a month
_FULL_DAYS = ("iso", "dmy", "day", "day_of_month")
_TWO_DAYS = re.compile(r"(\d{1,2})[-–]\d{1,2}$")
_DASHES = ("-", "–")
_Days = tuple[dt.date, dt.date, int]


@dataclass(frozen=True, slots=True)
class DateHit:
    """A date at words first..last: days start..end; precision 1 day, 2 week, 3 wider; since: a period began."""

    first: int
    last: int
    start: dt.date
    end: dt.date
    precision: int
    since: bool = False


def find(sentence: Sentence, published: dt.date | None) -> list[DateHit]:
    """Every date of a sentence; relative ones only where the publication day is known."""
    norms, w = [t.norm for t in sentence.tokens], words(sentence.language)
    found: list[tuple[str, DateHit]] = []
    covered: set[int] = set()
    for kind, first, last, said in _candidates(sentence, norms):
        if covered & set(range(first, last + 1)):
            continue
        days = _resolve(kind, said, published, w)
        if days and kind == "month":
            days = _part_of_month(days, norms[max(0, first - 1) : first + 1], w)
        since = kind in ("span", "lasting", "this_year")
        since = since or any(norms[i] in w.since for i in range(max(0, first - 2), first + 1))
        if days and kind == "ago" and since and not said.get("more"):
            days = (days[0] + (days[1] - days[0]) / 2, *days[1:])  # it began then, about
        if days and not (
            since and norms[max(0, first - 1)] in w.states
        ):  # "besieged for two years": a state has lasted
            found.append((kind, DateHit(first, last, *days, since)))
            covered |= set(range(first, last + 1))
    found.sort(key=lambda pair: pair[1].first)
    return _ranges(_same_days(found, norms, w), norms, w)


def _candidates(sentence: Sentence, norms: list[str]) -> Iterator[tuple[str, int, int, dict]]:
    """(kind, first word, last word, what is said) of everything that looks like a date, surest kinds first."""
    text = " ".join(norms)
    starts = list(accumulate((len(norm) + 1 for norm in norms), initial=0))
    for kind, pattern in patterns(sentence.language):
        if pattern is None:
            yield from ((kind, *said) for said in _WORD_BY_WORD[kind](sentence))
            continue
        for match in pattern.finditer(text):
            first = bisect_right(starts, match.start()) - 1
            last = bisect_right(starts, max(match.start(), match.end() - 1)) - 1
            yield kind, first, last, match.groupdict()


def _ago(sentence: Sentence) -> Iterator[tuple[int, int, dict]]:
    """ "Three days ago", "a few weeks ago", before the unit in Arabic: (first word, last word, unit and number)."""
    tokens, w = sentence.tokens, words(sentence.language)
    for i, token in enumerate(tokens):
        if not token.bases.isdisjoint(w.ago):
            yield from _after_ago(tokens, i, w, sentence.language)
        elif token.norm in w.ago_after and i and tokens[i - 1].norm in w.units:
            yield from _before_ago(tokens, i, w, sentence.language)


def _after_ago(tokens: list[Token], i: int, w: Words, language: str) -> Iterator[tuple[int, int, dict]]:
    j, number, more = i + 1, None, False
    for about in w.about:
        if [t.norm for t in tokens[j : j + len(about.split())]] == about.split():
            j, more = j + len(about.split()), about in w.more_than
            break
    some = j < len(tokens) and tokens[j].norm in w.a_few
    if not some and j < len(tokens) and tokens[j].norm not in w.units and (read := read_number(tokens, j, language)):
        number, j = int(read[0]), read[2] + 1
    j += some
    if j >= len(tokens) or j + 1 < len(tokens) and tokens[j + 1].norm in w.weekdays:
        return
    unit = tokens[j].norm
    if unit in w.dual_units:
        yield i, j, {"step": w.dual_units[unit] // 2, "number": 2, "more": more}
    elif unit in w.units:
        some = some or number is None and unit in w.some
        yield i, j, {"step": w.units[unit], "number": None if some else number or 1, "more": more}


def _before_ago(tokens: list[Token], i: int, w: Words, language: str) -> Iterator[tuple[int, int, dict]]:
    step, j = w.units[tokens[i - 1].norm], i - 2
    if j > 0 and tokens[j].norm in w.of:
        j -= 1
    if j >= 0 and tokens[j].norm in w.a_few:
        yield j - (j > 0 and tokens[j - 1].norm in w.one), i, {"step": step, "number": None}
        return
    if said := _number_ending(tokens, max(0, i - 5), i - 2, language):
        yield said[0], i, {"step": step, "number": said[1]}
    elif j >= 0 and tokens[j].norm in w.one:
        yield j, i, {"step": step, "number": 1}


def _spans(sentence: Sentence) -> Iterator[tuple[int, int, dict]]:
    """ "The last three days", "the past few months": (first word, last word, hours of the unit and how many)."""
    tokens, w = sentence.tokens, words(sentence.language)
    for i, token in enumerate(tokens):
        if token.norm in w.span_last:
            side = _units_after if sentence.language == "en" else _units_before
            yield from side(tokens, i, w)


def _units_after(tokens: list[Token], i: int, w: Words) -> Iterator[tuple[int, int, dict]]:
    """English: the unit stands behind "past" and its number."""
    few, j = False, i + 1
    while j < len(tokens) and (tokens[j].norm in w.span_few or tokens[j].norm in w.one):
        few, j = True, j + 1
    read = read_number(tokens, j, "en")
    number, j = (int(read[0]), read[2] + 1) if read else (None, j)
    if j < len(tokens) and tokens[j].norm in w.span_units:
        plural = tokens[j].norm.endswith("s")
        if plural or number or tokens[i].norm == w.span_last[0]:
            yield i, j, {"hours": w.span_units[tokens[j].norm], "number": number or (None if plural or few else 1)}


def _units_before(tokens: list[Token], i: int, w: Words) -> Iterator[tuple[int, int, dict]]:
    """Arabic: the unit stands before "past", its number on either side of it."""
    for j in range(i - 1, max(-1, i - 5), -1):
        if tokens[j].norm not in w.span_units:
            continue
        between = [t for t in tokens[j + 1 : i] if t.norm not in w.span_few]
        number = _number_among(tokens, j + 1, i) if between else None
        if between and number is None:
            return
        first = j
        if not between and (said := _number_ending(tokens, max(0, j - 3), j - 1, "ar")):
            first, number = said
        yield first, i, {"hours": w.span_units[tokens[j].norm], "number": number}
        return


def _number_ending(tokens: list[Token], start: int, last: int, language: str) -> tuple[int, int] | None:
    """(first word, value) of the longest number that ends at word `last` and begins at `start` or later."""
    for k in range(start, last + 1):
        read = read_number(tokens, k, language)
        if read and read[2] == last:
            return k, int(read[0])
    return None


def _number_among(tokens: list[Token], start: int, end: int) -> int | None:
    for k in range(start, end):
        read = read_number(tokens, k, "ar")
        if read and read[2] < end:
            return int(read[0])
    return None


def _lasting(sentence: Sentence) -> Iterator[tuple[int, int, dict]]:
    """ "Over more than three years", "throughout two months": (first word, last word, hours of the unit and number)."""
    tokens, w = sentence.tokens, words(sentence.language)
    norms, openers = [t.norm for t in tokens], [o.split() for o in w.lasting]
    begins = {o[0] for o in openers}
    for i in (i for i, token in enumerate(tokens) if not token.bases.isdisjoint(begins)):
        opener = next((o for o in openers if o[0] in tokens[i].bases and norms[i + 1 : i + len(o)] == o[1:]), None)
        said = next(_after_ago(tokens, i + len(opener) - 1, w, sentence.language), None) if opener else None
        if said and said[2]["step"] >= _MONTH_DAYS and said[2]["number"] != 1:
            yield i, said[1], {"hours": 24 * said[2]["step"], "number": said[2]["number"]}


_WORD_BY_WORD = {"ago": _ago, "span": _spans, "lasting": _lasting}


def _same_days(found: list[tuple[str, DateHit]], norms: list[str], w: Words) -> list[tuple[str, DateHit]]:
    """A weekday right before its date is one date with it: "Friday, 27 March"."""
    kept: list[tuple[str, DateHit]] = []
    for kind, hit in found:
        if kept and kind in _FULL_DAYS and kept[-1][0] == "weekday":
            before = kept[-1][1]
            if all(norm in w.same_day for norm in norms[before.last + 1 : hit.first]):
                kept.pop()
                hit = replace(hit, first=before.first, since=before.since or hit.since)
        kept.append((kind, hit))
    return kept


def _ranges(found: list[tuple[str, DateHit]], norms: list[str], w: Words) -> list[DateHit]:
    """Two days with "from" before and "to" between them are one period."""
    kept: list[tuple[str, DateHit]] = []
    for kind, hit in found:
        if kept and kind in _FULL_DAYS and kept[-1][0] in _FULL_DAYS:
            before = kept[-1][1]
            opens = before.first and norms[before.first - 1] in w.opens
            if opens and " ".join(norms[before.last + 1 : hit.first]) in w.to and before.start < hit.end:
                kept.pop()
                precision = 2 if (hit.end - before.start).days <= _LONG_RANGE else 3
                kind, hit = "range", DateHit(before.first, hit.last, before.start, hit.end, precision)
        kept.append((kind, hit))
    said = {i for _, hit in kept for i in range(hit.first, hit.last + 1)}
    kept = [(kind, _days_to(hit, norms, w, said) if kind == "day" else hit) for kind, hit in kept]
    return [hit for _, hit in kept]


def _days_to(hit: DateHit, norms: list[str], w: Words, said: set[int]) -> DateHit:
    """ "Between *1 and 7 March*", "*1-7* March", "between *March 1 and 7*": days of one month."""
    if both := _TWO_DAYS.match(norms[hit.first]):
        return _period(hit, hit.first, hit.last, int(both[1]), hit.end.day)
    k, after = hit.first, norms[hit.last + 1 : hit.last + 3]
    opened = k > 2 and norms[k - 3] in w.opens or norms[max(0, k - 1)] in _DASHES
    if k > 1 and norms[k - 1] in w.to and _is_day(norms[k - 2]) and opened:
        return _period(hit, k - 2, hit.last, int(norms[k - 2]), hit.end.day)
    free = hit.last + 2 not in said  # else it is the day of another month
    if free and k and norms[k - 1] in w.opens and len(after) == 2 and after[0] in w.to and _is_day(after[1]):
        return _period(hit, k, hit.last + 2, hit.end.day, int(after[1]))
    return hit


def _is_day(norm: str) -> bool:
    return norm.isascii() and norm.isdigit() and 1 <= int(norm) <= 31


def _period(hit: DateHit, first: int, last: int, start: int, end: int) -> DateHit:
    """The days start..end of a hit's month as one date; the hit itself where they are no period."""
    if hit.start != hit.end or not 1 <= start < end <= calendar.monthrange(hit.end.year, hit.end.month)[1]:
        return hit
    days = hit.end.replace(day=start), hit.end.replace(day=end)
    return replace(hit, first=first, last=last, start=days[0], end=days[1], precision=2)


def _resolve(kind: str, said: dict, published: dt.date | None, w: Words) -> _Days | None:
    """The days of a date, or None where it is no day, or needs a publication day that is unknown."""
    try:
        if kind in ("iso", "dmy"):
            day = dt.date(int(said["y"]), int(said["mn"]), int(said["d"]))
            return day, day, 1
        if kind == "year":
            return _year(int(said["y"]))
        if kind == "months":
            return _months(said, published, w)
        if kind in ("day", "month"):
            return _month_date(said, published, w)
        if kind == "part":
            return _part(said, published, w)
        return _RELATIVE[kind](published, said, w) if published else None
    except (ValueError, OverflowError):  # no such day, or before the calendar begins
        return None


def _month_date(said: dict, published: dt.date | None, w: Words) -> _Days | None:
    month = w.months[said.get("m") or said.get("m2") or said.get("m3")]
    number = _day_number(said, w)
    if said.get("y"):
        year = int(said["y"])
    elif published:
        year = published.year if month <= published.month else published.year - 1
        if number and month == published.month and number > published.day + 7:
            year -= 1
    else:
        return None
    if number is None:
        return _month(year, month)
    day = dt.date(year, month, number)
    return day, day, 1


def _part(said: dict, published: dt.date | None, w: Words) -> _Days | None:
    """ "The *first week* of March", "the *second half* of last month"."""
    if said["m"]:
        month = _month_date({**said, "o": None, "d": None}, published, w)
    else:
        month = _RELATIVE["this_month" if said["this_one"] else "last_month"](published, said, w) if published else None
    if month is None:
        return None
    length = 7 if said["part"] in w.week else 15 if said["part"] in w.half else _THIRD
    start, number = month[0].replace(day=1), w.ordinals[said["o"]]
    last = calendar.monthrange(start.year, start.month)[1]
    first = length * (number - 1) + 1
    ends = last if last - first - length < 2 and length > 7 else min(first + length - 1, last)
    return start.replace(day=first), start.replace(day=ends), 2 if length == 7 else 3


def _months(said: dict, published: dt.date | None, w: Words) -> _Days | None:
    """ "From April to August": the last such months before the publication, or those of the year that is said."""
    until = _month_date({"m": said["m2"], "y": said["y"]}, published, w)
    if until is None:
        return None
    first, end = w.months[said["m"]], until[1]
    year = int(said["y1"]) if said["y1"] else end.year - (first > end.month)
    start = dt.date(year, first, 1)
    return (start, end, 3) if start < end else None


def _day_number(said: dict, w: Words) -> int | None:
    """The day of the month in digits or as an ordinal."""
    return w.ordinals[said["o"]] if said.get("o") else int(said["d"]) if said.get("d") else None


def _month(year: int, month: int) -> _Days:
    return dt.date(year, month, 1), dt.date(year, month, calendar.monthrange(year, month)[1]), 3


def _part_of_month(days: _Days, said: list[str], w: Words) -> _Days:
    """ "The *middle* of March": ten days of it, which no week of its own can be read from."""
    start, end, precision = days
    if any(norm in w.month_start for norm in said):
        return start, start.replace(day=_THIRD), precision
    if any(norm in w.month_middle for norm in said):
        return start.replace(day=_THIRD + 1), start.replace(day=2 * _THIRD), precision
    if any(norm in w.month_end for norm in said):
        return start.replace(day=2 * _THIRD + 1), end, precision
    return days


def _year(year: int) -> _Days:
    return dt.date(year, 1, 1), dt.date(year, 12, 31), 3


def _back(day: dt.date, days: int) -> _Days:
    moment = day - dt.timedelta(days=days)
    return moment, moment, 1


def _last_days(day: dt.date) -> _Days:
    return day - dt.timedelta(days=6), day, 2


def _to_weekday(day: dt.date, name: str, w: Words) -> int:
    """How many days ago a weekday was; 0 for today."""
    return (day.weekday() - w.weekdays[name]) % 7


def _weekend(day: dt.date, said: dict, w: Words) -> _Days:
    """The Saturday and Sunday before, or that go on."""
    saturday = day - dt.timedelta(days=(day.weekday() - 5) % 7)
    return saturday, min(saturday + dt.timedelta(days=1), day), 1


def _weekday(day: dt.date, said: dict, w: Words) -> _Days:
    back = _to_weekday(day, said["wd"], w)
    return _back(day, 7 if back == 0 and said.get("last") else back)


def _night(day: dt.date, said: dict, w: Words) -> _Days:
    """The night of one day to the next."""
    back = _to_weekday(day, said["wd"], w)
    return day - dt.timedelta(days=back), day - dt.timedelta(days=max(back - 1, 0)), 1


def _two_days(day: dt.date, said: dict, w: Words) -> _Days:
    ends = [day - dt.timedelta(days=_to_weekday(day, said[group], w)) for group in ("wd", "wd2")]
    return min(ends), max(ends), 1


def _last_week(day: dt.date, said: dict, w: Words) -> _Days:
    monday = day - dt.timedelta(days=day.weekday() + 7)
    return monday, monday + dt.timedelta(days=6), 2


def _last_month(day: dt.date, said: dict, w: Words) -> _Days:
    last = day.replace(day=1) - dt.timedelta(days=1)
    return _month(last.year, last.month)


def _before_last(day: dt.date, said: dict, w: Words) -> _Days:
    """The week, month or year before the last one."""
    if said["unit"] in w.week:
        return _last_week(day - dt.timedelta(days=7), said, w)
    return _last_month(_last_month(day, said, w)[0], said, w) if said["unit"] in w.month else _year(day.year - 2)


def _day_of_month(day: dt.date, said: dict, w: Words) -> _Days:
    """The fifth of this month, or of the last one."""
    month = _last_month(day, said, w)[0] if said.get("last") else day
    found = month.replace(day=_day_number(said, w))
    return found, found, 1


def _ago_days(day: dt.date, said: dict, w: Words) -> _Days:
    """Some days are the last week, some weeks the last month; a number of them is a day with what it leaves open."""
    step, number = said["step"], said["number"]
    if number is None and step == 1:
        return _last_days(day)
    if number is None and step == 7:
        return day - dt.timedelta(days=28), day - dt.timedelta(days=14), 3
    moment = day - dt.timedelta(days=step * (number or 3))
    if step == 1:
        return moment, moment, 1
    around = dt.timedelta(days=step // 2)
    return moment - around, moment + around, 2 if step == 7 else 3


def _span_days(day: dt.date, said: dict, w: Words) -> _Days:
    """From so many hours, days, weeks or months back to the day; some days are a week, some weeks a month."""
    hours, number = said["hours"], said["number"]
    few = {1: 168, 24: 6, 168: 4, 720: 3, 8760: 3}.get(hours, 1)  # the others are two of a unit by their form
    back = -(-hours * (number or few) // 24)
    return day - dt.timedelta(days=back), day, 1 if back <= 1 else 2 if back <= _LONG_RANGE else 3


_RELATIVE = {
    "span": _span_days,
    "lasting": _span_days,
    "today": lambda day, said, w: _back(day, 0),
    "yesterday": lambda day, said, w: _back(day, 1),
    "before_yesterday": lambda day, said, w: _back(day, 2),
    "recent": lambda day, said, w: _last_days(day),
    "this_week": lambda day, said, w: (day - dt.timedelta(days=day.weekday()), day, 2 if day.weekday() else 1),
    "this_year": lambda day, said, w: (day.replace(month=1, day=1), day, 3 if (day.month, day.day) > (1, 1) else 1),
    "last_year": lambda day, said, w: _year(day.year - 1),
    "last_week": _last_week,
    "before_last": _before_last,
    "last_month": _last_month,
    "this_month": lambda day, said, w: (day.replace(day=1), day, 3 if day.day > 1 else 1),
    "weekend": _weekend,
    "weekday": _weekday,
    "night": _night,
    "two_days": _two_days,
    "day_of_month": _day_of_month,
    "ago": _ago_days,
}


def is_past(hit: DateHit, published: dt.date, total: bool = False) -> bool:
    """True where the date lies more than 30 days before publication; of a total, the beginning of its period."""
    edge = hit.start + (min(hit.end, published) - hit.start) / 2 if hit.since else hit.end
    if total and hit.precision == 3 and (published - hit.start).days > _PAST_PERIOD:
        return True
    return (published - edge).days > PAST_DAYS


def parse_day(text: str, language: str = "ar") -> str | None:
    """The first full date of a short text such as a dateline, as ISO day; None where there is none."""
    sentence = Sentence(text, 0, len(text), language, 0, 0, load(language))
    return next((hit.start.isoformat() for hit in find(sentence, None) if hit.precision == 1), None)
