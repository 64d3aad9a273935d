"""What a sentence names only to say how long ago it began: "home after eight years of displacement"."""

from __future__ import annotations

from extractors.counts import read_number
from extractors.sentence import Token
from extractors.small_words import small
from extractors.triggers import Candidate

_UNITS = small("long_unit")  # two months and more
_AFTER, _OF_OR_SINCE = small("after"), small("of_or_since")
_LASTED, _PASSED = small("lasted"), small("time_passed")
_TOLD = ("arrest", "displacement")
_FOR, _SOME = small("for_so_long"), small("before_so_long")
_A_YEAR, _HYPHEN = small("one_long_unit"), small("hyphen")
_FOR_REACH = 4  # words between a trigger and the "for" of its time
_REACH = 7  # words between "after" or "lasted" and the unit


def long_before(c: Candidate, tokens: list[Token]) -> bool:
    """True for an arrest or a flight that lies as many months or years back as the words around it say."""
    if c.category not in _TOLD or c.subtype in ("return", "release"):
        return False
    return _years_of(tokens, c.first) or _that_lasted(tokens, c.last + 1) or _for_years(tokens, c.last + 1)


def _years_of(tokens: list[Token], first: int) -> bool:
    """ "*After eight years of* displacement", "*seven years have passed since* his arrest"."""
    if first < 2 or tokens[first - 1].norm not in _OF_OR_SINCE:
        return False
    before = tokens[max(0, first - _REACH) : first - 1]
    if tokens[first - 2].norm in _UNITS:
        return any(t.norm in _AFTER | _PASSED for t in before)
    after = tokens[first + 1 : first + _REACH]  # in Arabic "it has passed since his arrest seven years"
    return tokens[first - 2].norm in _PASSED and any(t.norm in _UNITS for t in after)


def _that_lasted(tokens: list[Token], i: int) -> bool:
    """An arrest "*that lasted three years*"."""
    if i >= len(tokens) or tokens[i].norm not in _LASTED:
        return False
    return any(t.norm in _UNITS for t in tokens[i + 1 : i + _REACH])


def _for_years(tokens: list[Token], i: int) -> bool:
    """ "Has been detained *for over four months*", "displaced for *years*"; not "for the third time in two years"."""
    at = next((k for k in range(i, min(len(tokens), i + _FOR_REACH)) if tokens[k].norm in _FOR), None)
    if at is None:
        return False
    k = at + 1
    while k < len(tokens) and tokens[k].norm in _SOME:
        k += 1
    number = read_number(tokens, k, "en")
    k = number[2] + 1 if number else k
    hyphen = any(t.norm in _HYPHEN for t in tokens[k + 1 : k + 2])  # "for a year-long inquiry"
    return k < len(tokens) and tokens[k].norm in _UNITS | _A_YEAR and not hyphen
