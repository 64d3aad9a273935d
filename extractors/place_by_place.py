"""One deed told place by place: "killed three civilians in A, two in B and a child in C"."""

from __future__ import annotations

from dataclasses import replace

from extractors.lexicon import EVENT_KINDS
from extractors.people import People
from extractors.roles import Victims
from extractors.sentence import Token
from extractors.small_words import small
from extractors.statements import Statement

_AND, _IN_OR_FROM = small("conjunction"), small("in_or_from")
_BY = small("in_prefix")
_GAP = 9  # words from the people of one place to those of the next
_TO_PLACE = 4  # words from people to the name of their place


def elsewhere(s: Statement, people: list[People], places: set[int]) -> list[Statement]:
    """For each further number with a place of its own that shares the verb of a statement, a statement."""
    v = s.victims
    if s.sentence.language != "ar" or not s.accepted or s.injured is not None or v.low is None or v.first < 0:
        return []
    if v.kind == "combatants" or s.subtype in ("return", "release"):
        return []
    more = _further(s, people, places)
    if more:
        s.victims = replace(v, stated=True)  # one of several numbers
    return [_of(s, p) for p in more]


def _further(s: Statement, people: list[People], places: set[int]) -> list[People]:
    """The people behind those of a statement, joined by "and", each behind one place and before another."""
    tokens, found, end = s.sentence.tokens, list[People](), s.victims.last
    for p in people:
        if p.first <= end:
            continue
        between = tokens[end + 1 : p.first]
        if any(t.has("breakdown") for t in tokens[s.victims.first : p.first]):
            break  # "ten civilians, among them four in A and six in B"
        told = any(t.i in places for t in between) and len(between) <= _GAP and not any(map(_breaks, between))
        one = p.stated or p.low == 1
        if not (told and one and p.kind != "comb" and _joined(tokens, p) and _in_a_place(tokens, p, places)):
            break
        found.append(p)
        end = p.last
    return found


def _breaks(t: Token) -> bool:
    """A part of those told before, a cause, or another event."""
    return t.has("breakdown", "stop", "result") or any(r.kind in EVENT_KINDS and r.word.category for r in t.readings)


def _joined(tokens: list[Token], p: People) -> bool:
    return tokens[p.first].begins_with_and() or tokens[p.first - 1].norm in _AND


def _in_a_place(tokens: list[Token], p: People, places: set[int]) -> bool:
    after = tokens[p.last + 1 : p.last + 2 + _TO_PLACE]
    led = bool(after) and (after[0].norm in _IN_OR_FROM or after[0].prefix().prep in _BY)
    return led and any(t.i in places for t in after)


def _of(s: Statement, p: People) -> Statement:
    """The statement with its verb, and these people in place of its own."""
    alike = not p.tags.isdisjoint(("headless", "others"))  # "and two in B": of the same people
    kind = s.victims.kind if alike else "civilians" if p.kind == "civ" else "unspecified"
    unit = s.victims.unit if alike else p.unit
    text = (p.count_first, max(p.count_last, p.head))
    v = Victims(kind, p.low, p.high, unit, text, stated=True, first=p.first, last=p.last)
    member = replace(
        s.lead, first=p.first, last=p.last, victims=v, target=None, target_at=None, shown=(p.first, p.last), weak=False
    )
    return replace(s, members=[member], victims=v, injured=None, first=p.first, last=p.last, left_out=[])
