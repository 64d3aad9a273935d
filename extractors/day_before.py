"""The day that the sentence before names, where an English statement goes on with its event."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from extractors import dates
from extractors.linked import Linked
from extractors.reading import Reading
from extractors.sentence import Token
from extractors.small_words import small

_THE, _PRONOUNS = small("definite_article"), small("he_she") | small("they_them")
_GOES_ON, _AND = small("event_goes_on"), small("and_prefix")
_SAME_DAY, _NEXT_DAY = small("same_day"), small("next_day")
_OPENING = 8  # words at the beginning among which "the next day" is looked for
_BACK = 3  # sentences
_NEAR_SPEECH = 3  # words between a verb of saying and its day


def carry_day(item: Linked, readings: list[Reading], number: int, published: dt.date | None) -> None:
    """Give a statement without a day that of the sentence before, or the day after it."""
    s = item.statement
    if (
        number
        and published
        and s.sentence.language == "ar"
        and _goes_on_in_the_past(item, readings[number - 1], published)
    ):
        s.status, s.status_why = "past", "date"
    if item.day is not None or s.status != "reported" or s.sentence.language != "en" or s.sentence.in_title:
        return
    later = _days_later(s.sentence.tokens)
    if later is None or any(t.has("time") and t.text[:1].isupper() for t in s.sentence.tokens):
        return  # "late in May" is a time of its own
    for q in reversed(readings[max(0, number - _BACK) : number]):
        days = [d for d in q.dates if d.precision == 1 and not (d.since or _said_then(q.sentence.tokens, d))]
        if days:
            _set(item, q, days[-1], dt.timedelta(days=later), published)
            return


def _goes_on_in_the_past(item: Linked, before: Reading, published: dt.date) -> bool:
    """ "In 2016 the group took X. *And it drove out* the people *of X*": goes on with a dated past event there."""
    r, tokens = item.reading, item.statement.sentence.tokens
    if item.statement.status != "reported" or r.dates or any(t.has("time") for t in tokens):
        return False
    past = [d for d in before.dates if dates.is_past(d, published) and not d.since and d.end.year < published.year]
    told_then = bool(past) and len(past) == len(before.dates)
    goes_on = tokens[0].norm[:1] in _AND
    there = {f.place.place_id for f in before.found if not f.skip} & {f.place.place_id for f in r.found if not f.skip}
    return told_then and goes_on and bool(there)


def _days_later(tokens: list[Token]) -> int | None:
    """0 where a sentence goes on with the event told before, 1 for "the following day", None for neither."""
    if _has_phrase(tokens[:_OPENING], _NEXT_DAY):
        return 1
    return 0 if _has_phrase(tokens, _SAME_DAY) or _goes_on(tokens) else None


def _has_phrase(tokens: list[Token], phrases: frozenset[str]) -> bool:
    said = " ".join(t.norm for t in tokens)
    return any(f" {phrase} " in f" {said} " for phrase in phrases)


def _goes_on(tokens: list[Token]) -> bool:
    """ "*The attack* claimed …", "*They* were stopped …": the event or the people of the sentence before."""
    first, *rest = tokens[:4]
    if first.norm in _PRONOUNS:
        return not any(t.has("say") for t in rest)
    return first.norm in _THE and any(t.norm in _GOES_ON for t in rest[:2])


def _said_then(tokens: list[Token], d: dates.DateHit) -> bool:
    """ "The monitor said on Wednesday": the day of the words."""
    return any(t.has("say") for t in tokens[max(0, d.first - _NEAR_SPEECH) : d.first])


def _set(item: Linked, q: Reading, day: dates.DateHit, later: dt.timedelta, published: dt.date | None) -> None:
    hit = replace(day, start=day.start + later, end=day.end + later)
    if published and hit.start > published:
        return
    if published and dates.is_past(hit, published):
        item.statement.status, item.statement.status_why = "past", "date"
    item.day, item.event = hit, (hit.start.isoformat(), hit.end.isoformat(), 1, q.sentence.span(day.first, day.last))
