"""What a sentence names only to say how long ago it began: "home after eight years of displacement"."""

from __future__ import annotations

from extractors.sentence import Token
from extractors.small_words import small
from extractors.triggers import Candidate

_UNITS = small("long_unit")  # two months and more
_AFTER, _OF_OR_SINCE = small("after"), small("of_or_since")
_LASTED, _PASSED = small("lasted"), small("time_passed")
_TOLD = ("arrest", "displacement")
_REACH = 7  # words between "after" or "lasted" and the unit


def long_before(c: Candidate, tokens: list[Token]) -> bool:
    """True for an arrest or a flight that lies as many months or years back as the words around it say."""
    if c.category not in _TOLD or c.subtype in ("return", "release"):
        return False
    return _years_of(tokens, c.first) or _that_lasted(tokens, c.last + 1)


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
