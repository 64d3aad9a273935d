"""Whether an English sentence turns to another event than the one told before: by its opening day, or by where people
fled; and whether it only adds the wounded."""

from __future__ import annotations

from extractors.apart import names_from
from extractors.linked import Linked
from extractors.sentence import has_pair
from extractors.small_words import small
from extractors.statements import Statement

_RAISED = small("raised_toll")
_ADDING = small("adding_the_hurt")
# Among how many words at its beginning a sentence names its day ("On Friday", "Last week", "Early on Monday").
_OPENING = 3
_WAY = 6  # words between "fled" and "to"
_TO = small("toward")
_NO_DAY, _OWNED = small("no_day_of_its_own"), small("possessive")


def another_event(group: list[Linked], item: Linked) -> bool:
    """True where the opening of an English sentence, or where people fled to, shows another event."""
    sentence = item.statement.sentence
    if sentence.language != "en" or sentence.in_title:
        return False
    if any(t.norm in _RAISED for t in sentence.tokens):
        return False
    return _other_opening(group, item) or _other_destination(group, item)


def _other_opening(group: list[Linked], item: Linked) -> bool:
    """ "…, wounding four. *Last week* rockets killed three", "On Friday … *Last week* …"."""
    s, here = item.statement, _opening_time(item)
    told = [g for g in group if not g.statement.sentence.in_title and g.statement.sentence is not s.sentence]
    if not here or not told or s.victims.low is None or _same_people(told[-1].statement, s):
        return False
    last = told[-1]
    if there := _opening_time(last):
        counted = last.statement.victims.low is not None
        return counted and here.isdisjoint(there) and s.sentence.line != last.statement.sentence.line
    kinds = {s.subtype, *(g.statement.subtype for g in told)}
    return kinds == {"killed", "injured"} and all(g.statement.subtype != s.subtype for g in told)


def _opening_time(item: Linked) -> set[str]:
    """The words that name a day or more among the first words of a sentence; not "Wednesday's strike"."""
    opening = item.statement.sentence.tokens[: _OPENING + 1]
    if any(t.norm in _OWNED for t in opening):
        return set()
    return {t.norm for t in opening[:_OPENING] if t.has("time") and t.norm not in _NO_DAY}


def _same_people(a: Statement, b: Statement) -> bool:
    return a.victims.low is not None and a.victims.low == b.victims.low and a.subtype == b.subtype


def _other_destination(group: list[Linked], item: Linked) -> bool:
    """ "90,000 fled to Jordan. Thousands fled to Egypt": people counted by where they went."""
    here = _destinations(item)
    return bool(here) and all((there := _destinations(g)) and here.isdisjoint(there) for g in group)


def _destinations(item: Linked) -> set[str]:
    """The names behind "to" after the words of a counted displacement ("fled *to Europe and North Africa*")."""
    s = item.statement
    if s.category != "displacement" or not s.victims.stated or s.sentence.in_title:
        return set()
    tokens = s.sentence.tokens
    to = next((t.i for t in tokens[s.lead.last + 1 : s.lead.last + _WAY] if t.norm in _TO), None)
    return set() if to is None else {t.norm for t in names_from(tokens, to + 1)}


def adds_the_hurt(group: list[Linked], item: Linked) -> bool:
    """ "61 were killed. *In addition*, 125 were injured": the wounded of the toll told right before."""
    a, b = group[-1].statement, item.statement
    if b.sentence.language != "en" or item.own or b.sentence.number - a.sentence.number != 1:
        return False
    return (a.subtype, b.subtype) == ("killed", "injured") and has_pair(b.sentence.tokens[:4], _ADDING)
