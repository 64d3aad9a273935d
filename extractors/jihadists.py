"""Who "the jihadists" are in an English article: Islamic State, where it is the only such group that is named."""

from __future__ import annotations

from extractors.reading import Reading
from extractors.sentence import actor_in
from extractors.small_words import small
from extractors.statements import Statement

_THE, _WORD = small("definite_article"), small("jihadists")
_GROUPS = frozenset(("is", "hts"))
_REACH = 6


def the_jihadists(s: Statement, readings: list[Reading]) -> str | None:
    """The group, where "the jihadists" stands right before a trigger that has no actor; None where it is not clear."""
    tokens = s.sentence.tokens
    before = tokens[max(1, s.first - _REACH) : s.lead.first]
    if not any(t.norm in _WORD and tokens[t.i - 1].norm in _THE for t in before):
        return None
    forces = (t for r in readings for t in r.sentence.tokens if t.has("group"))
    named = {t.actor or actor_in(t.readings) for t in forces} & _GROUPS
    return named.pop() if len(named) == 1 else None
