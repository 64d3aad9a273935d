"""Places that stand above sentences: titles, datelines, headers of round-ups."""

from __future__ import annotations

from extractors.place_roles import BUREAU, WRITTEN
from extractors.places import Found
from extractors.reading import Reading
from extractors.small_words import small

_DASH = small("dash")
_HEADER_MARK = small("header_mark")
_SYRIANS = small("syrians") - small("refugees") | small("syrian_monitors")
_ABROAD_TOO = frozenset(("russia", "is", "turkey", "coalition", "israel", "iran_backed", "unknown", "force"))  # actors


def headers(readings: list[Reading], title_number: int | None) -> list[set[str]]:
    """For each sentence the governorates that a title, dateline or round-up header above it names."""
    top = _top(readings, title_number)
    top = top if len(top) == 1 else set()
    found = []
    for r in readings:
        line = line_header(r)
        found.append(top | {line.pcode} if line and line.pcode else top)
    return found


def _top(readings: list[Reading], title_number: int | None) -> set[str]:
    """The governorates of the first sentence, unless it is the whole article and no title."""
    if not readings:
        return set()
    first = readings[0]
    if not (first.sentence.in_title or first.sentence.line == title_number or len(readings) > 1):
        return set()
    return {f.pcode for f in first.found if f.pcode and not f.abroad}


def line_header(r: Reading) -> Found | None:
    """The place of a round-up header or dateline: "Idleb: …", "QAMISHLI, Syria (Agency) – …"."""
    if not r.found:
        return None
    f, tokens = _dated_from(r), r.sentence.tokens
    if f.skip == BUREAU:
        return None
    heads = (f.first <= 2 or f is not r.found[0]) and f.last + 1 < len(tokens)
    if heads and (ends_in_colon(r, f) or tokens[f.last + 1].norm in _HEADER_MARK):
        return f
    head = tokens[f.last + 1 : f.last + 10]
    if f.first == 0 and any(t.norm == "(" for t in head) and any(t.norm in _DASH for t in head):
        return f
    return None


def _dated_from(r: Reading) -> Found:
    """The first name; of "ERBIL, Kurdistan Region – …" the second, which says where the first lies."""
    f, *more = r.found
    comma = [t.norm for t in r.sentence.tokens[f.last + 1 : f.last + 2]] == [","]
    if f.first == 0 and f.skip and comma and more and more[0].abroad and more[0].first == f.last + 2:
        return more[0]
    return f


def ends_in_colon(r: Reading, f: Found) -> bool:
    """True where a colon follows the name: it heads the lines below as well."""
    return any(t.norm[:1] == ":" for t in r.sentence.tokens[f.last + 1 : f.last + 2])


def settle_bureaus(readings: list[Reading]) -> None:
    """ "GAZA – …" over an article that names nothing Syrian: where it happened, and no bureau that covers Syria.

    So does "BEIRUT – …" under a title that names Beirut, where no place in Syria is named.
    """
    datelines = [f for r in readings for f in r.found[:1] if f.abroad and f.skip in (BUREAU, WRITTEN)]
    if not datelines or any(not f.abroad for r in readings for f in r.found):
        return
    titles = {f.place.place_id for r in readings if r.sentence.in_title for f in r.found}
    syrian = any(map(_is_syrian, readings))
    for f in datelines:
        f.skip = f.skip if syrian and f.place.place_id not in titles else ""


def _is_syrian(r: Reading) -> bool:
    """The country, its people or one of its armed sides."""
    tokens = r.sentence.tokens
    actors = (reading.word.actor for t in tokens for reading in t.readings)
    return any(t.has("syria") or t.norm in _SYRIANS for t in tokens) or any(a and a not in _ABROAD_TOO for a in actors)
