"""A cell, gang or network that an English sentence says was arrested: people whose number is not told."""

from __future__ import annotations

from extractors.counts import read_quantity
from extractors.nearby import is_be, is_passive
from extractors.roles import Victims
from extractors.sentence import Token
from extractors.small_words import small
from extractors.triggers import Candidate

_GANG, _ITS_MEMBERS = small("gang"), small("gang_member")
_NOT_HELD = small("not_a_gang")
_OF, _POSSESSIVE = small("of_alone"), small("possessive")
_BEFORE_PASSIVE = small("before_passive")
_REACH = 10  # words of "an Islamic State (ISIS) cell linked to …" up to the noun
_LINKED = 5  # words of "linked to the regime" behind the noun, or of "an Islamic State" before it
_TAKES = ("arr.arrest", "arr.capture")


def set_gang(c: Candidate) -> None:
    """Make a gang right behind a verb or noun of arrest, or before its passive, those who were taken."""
    if c.sentence.language != "en" or c.word.id not in _TAKES or c.victims.kind is not None:
        return
    at = _behind(c) if not is_passive(c) else _before(c)
    if at is None:
        return
    tokens = c.sentence.tokens
    first, last = (c.last + 1, at) if at > c.last else (max(0, at - _LINKED), at)
    phrase = tokens[first : at + _LINKED] if at > c.last else tokens[first : c.first]
    armed = any(t.norm not in _GANG and (t.has("group", "in_group", "comb") or t.actor) for t in phrase)
    c.victims = Victims("combatants" if armed else "unspecified", first=first, last=last)
    _count(c.victims, tokens, at)


def _count(v: Victims, tokens: list[Token], at: int) -> None:
    """The number of "*six* members"."""
    for i in range(max(0, at - _LINKED), at if tokens[at].norm in _ITS_MEMBERS else 0):
        q = read_quantity(tokens, i, "en")
        if q and q.last < at:
            v.low, v.high, v.unit, v.text, v.stated = q.low, q.high, "persons", (q.first, q.last), True
            return


def _behind(c: Candidate) -> int | None:
    """The noun of "arrested *an ISIS cell*", "the arrest *of the cell's members*"."""
    tokens, i = c.sentence.tokens, c.last + 1
    if "event" in c.kinds:
        if i >= len(tokens) or tokens[i].norm not in _OF:
            return None
        i += 1
    for t in tokens[i : i + _REACH]:
        if _names_gang(tokens, t.i):
            return t.i
        if t.has("prep", "stop", "time", "result") or any(r.word.category for r in t.readings):
            return None
    return None


def _before(c: Candidate) -> int | None:
    """The noun of "*an ISIS cell* was arrested"."""
    tokens = c.sentence.tokens
    for t in reversed(tokens[max(0, c.first - 7) : c.first]):
        if is_be(t) or t.norm in _BEFORE_PASSIVE:
            continue
        return _members_of(tokens, t.i) if _names_gang(tokens, t.i) else None
    return None


def _members_of(tokens: list[Token], at: int) -> int:
    """The word "members" of "six *members* of the network", else the gang itself."""
    for i in range(at - 1, max(0, at - 7), -1):
        if tokens[i].norm in _ITS_MEMBERS and tokens[i + 1].norm in _OF:
            return i
    return at


def _names_gang(tokens: list[Token], i: int) -> bool:
    """True for the head of the phrase: "cell", "cell members"; not "cell phone", "network of roads"."""
    after = [t.norm for t in tokens[i + 1 : i + 2]]
    if tokens[i].norm in _ITS_MEMBERS:
        return True
    owned = after and (after[0] in _ITS_MEMBERS or after[0] in _POSSESSIVE)
    return tokens[i].norm in _GANG and not owned and not (after and after[0] in _NOT_HELD)
