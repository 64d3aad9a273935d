"""Which day belongs to a statement."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

from extractors import dates
from extractors.context import record_since
from extractors.linked import MANY_MOVED, WAR_TOTAL, Linked
from extractors.places import cue_words
from extractors.small_words import small
from extractors.statements import Statement
from extractors.territory import territory

_AGO, _FOUNDED = small("ago"), small("founded")
_HAD, _INDEED, _THAT = small("had_before"), small("indeed"), small("it_was_that")
_MANY = 10
_YEAR = 300  # days
_BESIDE = 6  # words between a trigger and a year that is its own
_RELATIVE, _IN_THE_COURSE = small("relative_clause"), small("in_the_course_of")
_POSSESSIVE, _SINCE = small("possessive"), small("since")
_DASH, _BRACKETS = small("dash"), small("brackets")
_DATELINE = 9  # words within which a dateline names its day and ends
_OWNED = 4  # words between "last year's" and the event that was then
_BEFORE_A_PART = 8  # words between "among them" and the last of the parts
_BESIDE_NOUN = 2  # "killed in the 2012 fighting"
_OF_A_RECORD = 9  # words between "since" and the day since when


def link_day(item: Linked, published: dt.date | None) -> None:
    """Set the day of a statement from a date near it, else from the day of publication; a far day makes it past."""
    s = item.statement
    total = {"civilian_harm": WAR_TOTAL, "displacement": MANY_MOVED}.get(s.category)
    if total and (s.victims.low or 0) >= total and s.status == "reported":
        s.status, s.status_why = "past", "total of the war"
    if near := _dates_of(item, published):
        _set_day(item, min(near, key=lambda d: (_distance(d, s), d.precision)), published)
    elif published:
        day = published.isoformat()
        item.event = (day, day, 3 if s.status == "past" else 2, "published")


def _dates_of(item: Linked, published: dt.date | None) -> list[dates.DateHit]:
    """The dates in the statement's part of the sentence, else those before its first event."""
    s, r = item.statement, item.reading
    lo, hi = territory(s, r.accepted)
    opening = min(m.first for m in r.accepted[0].members)
    plain = [d for d in r.dates if not _is_bare_year(d, s)]
    near = [d for d in r.dates if (lo <= d.first < hi if d in plain else _tells_apart(d, item))]
    near = near or [d for d in plain if d.first < opening or (d.since or _is_a_part(s)) and d.first < s.first]
    near = [d for d in near if not _of_dateline(d, s)] or near
    elsewhere = (_of_a_founding, _in_relative_clause, _of_speech, _of_another, _of_a_record, _of_what_had_been)
    return [d for d in near if not (_ahead(d, published) or any(says(d, s) for says in elsewhere))]


def _is_a_part(s: Statement) -> bool:
    """ "47 were killed in May, *among them 15 under torture*": the day of the whole is that of the part."""
    return any(t.has("breakdown") for t in s.sentence.tokens[max(0, s.victims.first - _BEFORE_A_PART) : s.first])


def _is_bare_year(d: dates.DateHit, s: Statement) -> bool:
    """ "*The 2013* attack"."""
    tokens, the = s.sentence.tokens, dates.words(s.sentence.language).year_of
    return d.last == d.first + 1 and tokens[d.first].norm in the and tokens[d.last].norm.isdigit()


def _tells_apart(d: dates.DateHit, item: Linked) -> bool:
    """True where a bare year is that of the statement's own noun, or of a noun right after it that is no event."""
    for s in item.reading.accepted:
        if any(0 < m.first - d.last <= _OWNED for m in s.members):
            return s is item.statement
    return any(0 < d.first - m.last <= _BESIDE_NOUN for m in item.statement.members)


def _of_a_founding(d: dates.DateHit, s: Statement) -> bool:
    """ "The channel, *founded in 2015*": the year of a beginning or birth and not of the event."""
    before = s.sentence.tokens[max(0, d.first - 3) : d.first]
    return any(not t.bases.isdisjoint(_FOUNDED) for t in before)


def _set_day(item: Linked, best: dates.DateHit, published: dt.date | None) -> None:
    s = item.statement
    words = item.reading.sentence.span(best.first, best.last)
    end, precision = best.end, best.precision
    if best.since and published:
        end, precision = published, best.precision if best.end == published else 3
    if published and s.status == "reported" and dates.is_past(best, published, _is_total(s, best)):
        s.status, s.status_why = "past", "date"
    of_a_year = best.precision == 3 and (best.end - best.start).days > _YEAR
    of_a_year = of_a_year and (best.since or _distance(best, s) <= _BESIDE)
    if not published and s.status == "reported" and of_a_year:
        s.status, s.status_why = "past", "year"  # the press names the year of what lies behind
    item.day = best
    item.event = (best.start.isoformat(), end.isoformat(), precision, words)


def _is_total(s: Statement, best: dates.DateHit) -> bool:
    """A stated number of many: over a period it is a total, which is background where the period began long ago."""
    said = s.sentence.tokens[best.first : best.last + 1]
    if any(t.norm in _AGO or not t.bases.isdisjoint(_AGO) for t in said):
        return False  # "a month ago" is no period
    return s.victims.stated and (s.victims.low or s.victims.high or 0) >= _MANY


def _ahead(d: dates.DateHit, published: dt.date | None) -> bool:
    """True for a day after the publication; one day more is the difference between time zones."""
    return published is not None and d.start > published + dt.timedelta(days=1)


def _in_relative_clause(d: dates.DateHit, s: Statement) -> bool:
    """True where "who", "which" or "in the days of" stands between the triggers and a later date: another matter's."""
    last = max(m.last for m in s.members)
    during = cue_words(s.sentence.language)["during"]
    between = s.sentence.tokens[last + 1 : d.first]
    if d.precision == 1 and any(t.norm in _IN_THE_COURSE for t in between[:2]):
        return False  # "were arrested *during the operation* that the army began on 3 May"
    return any(t.norm in _RELATIVE or d.precision > 1 and t.bases & during for t in between)


def _of_what_had_been(d: dates.DateHit, s: Statement) -> bool:
    """ "Arrested a man *who had* escaped from prison *a year ago*": the time of what was before."""
    between = s.sentence.tokens[max(m.last for m in s.members) + 1 : d.first]
    for one, nxt in pairwise(between):
        if not one.bases.isdisjoint(_HAD) and (nxt.norm in _INDEED or not nxt.bases.isdisjoint(_THAT)):
            return True
    return False


def _of_dateline(d: dates.DateHit, s: Statement) -> bool:
    """ "BEIRUT, March 10 (Agency) - …": the day of writing, where the sentence has another one."""
    after = [t.norm for t in s.sentence.tokens[d.last + 1 : d.last + _DATELINE]]
    dash = next((k for k, norm in enumerate(after) if norm in _DASH), None)
    return (
        s.sentence.number == 0
        and d.first <= _DATELINE
        and dash is not None
        and any(n in _BRACKETS for n in after[:dash])
    )


def _of_another(d: dates.DateHit, s: Statement) -> bool:
    """ "Arrested over *last year's* theft": the time of another matter, not "last year's raid"."""
    after = s.sentence.tokens[d.last + 1 : d.last + 2]
    owned = d.precision > 1 and any(t.norm in _POSSESSIVE for t in after)
    return owned and not any(0 < m.first - d.last <= _OWNED for m in s.members)


def _of_a_record(d: dates.DateHit, s: Statement) -> bool:
    """ "The first raid since the conflict began *in March 2011*"."""
    tokens = s.sentence.tokens
    since = (t.i for t in reversed(tokens[max(0, d.first - _OF_A_RECORD) : d.last]) if t.norm in _SINCE)
    at = next(since, None)
    return at is not None and record_since(tokens, at)


def _of_speech(d: dates.DateHit, s: Statement) -> bool:
    """ "The monitor said on Saturday that …": the day of the words, not of the event."""
    tokens = s.sentence.tokens
    said = next((t for t in reversed(tokens[max(0, d.first - 8) : d.first]) if t.has("say")), None)
    if said is None or d.since or any(said.i < m.first < d.first for m in s.members):
        return False
    if s.sentence.language == "en" and any(t.has("that") for t in tokens[said.i + 1 : d.first]):
        return False  # "said that on Monday …"
    follows = any(t.has("that") for t in tokens[d.last + 1 : d.last + 9])
    return follows or d.first - said.i <= 3 and not any(m.first > d.last and m.first - d.last <= 3 for m in s.members)


def _distance(d: dates.DateHit, s: Statement) -> int:
    return min(min(abs(d.first - m.last), abs(m.first - d.last)) for m in s.members)
