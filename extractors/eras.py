"""Whose state forces they were: the government's until December 2024, the interim authorities' since."""

from __future__ import annotations

import datetime as dt

from extractors.linked import Linked
from extractors.sentence import Token, has_pair
from extractors.small_words import small

# The day the government fell (Reuters, 8 December 2024).
CHANGE = dt.date(2024, 12, 8)
_OLD_REGIME = small("old_regime")
_GENERAL_SECURITY = small("general_security")  # of Idleb's rulers before that day
_NORTH_EAST = frozenset(("SY08", "SY11"))  # where the police were the SDF's
_INTERNAL_SECURITY = small("internal_security")


def actor_on_day(item: Linked, published: dt.date | None) -> str | None:
    """The actor of a statement with "government" and "interim" set by the day of the event."""
    s = item.statement
    if s.actor not in ("government", "interim"):
        return s.actor
    start = item.event[0]
    day = dt.date.fromisoformat(start) if start else published
    if day is None:
        return s.actor
    tokens = s.sentence.tokens
    if s.actor == "government":
        return "interim" if day >= CHANGE and not _names(tokens, _OLD_REGIME) else s.actor
    return s.actor if day >= CHANGE else _before_change(tokens, set(item.governorates))


def _before_change(tokens: list[Token], codes: set[str]) -> str:
    if has_pair(tokens, _GENERAL_SECURITY):
        return "hts"
    north_east = bool(codes) and codes <= _NORTH_EAST
    return "sdf" if north_east and _names(tokens, _INTERNAL_SECURITY) else "government"


def _names(tokens: list[Token], words: frozenset[str]) -> bool:
    return any(not t.bases.isdisjoint(words) for t in tokens)
