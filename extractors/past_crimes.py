"""Crimes that a sentence names only as what somebody it arrests took part in: they happened before."""

from __future__ import annotations

from extractors.reading import Reading
from extractors.sentence import Token
from extractors.small_words import small
from extractors.statements import Statement

_TOOK_PART = small("took_part") | small("accused_of_a_crime")
_CRIMES = ("civilian_harm", "execution", "displacement")
_REACH = 9  # words from "took part in" to the crime


def set_past_crimes(r: Reading) -> None:
    """ "Arrested a pilot who *took part in the bombing* of towns": past, where no day of its own is told."""
    arrests = [s for s in r.accepted if s.category == "arrest" and s.subtype == "arrest" and s.status == "reported"]
    for s in r.accepted:
        before = next((a for a in reversed(arrests) if a.lead.last < _begins(s)), None)
        if before and s.category in _CRIMES and s.status == "reported" and _is_his_crime(r, before, s):
            s.status, s.status_why = "past", "a crime of somebody arrested"


def _is_his_crime(r: Reading, arrest: Statement, s: Statement) -> bool:
    between = r.sentence.tokens[max(arrest.lead.last + 1, _begins(s) - _REACH) : _begins(s)]
    dated = any(d.first > arrest.lead.last for d in r.dates)
    return not dated and any(map(_took_part, between))


def _begins(s: Statement) -> int:
    return min(m.first for m in s.members)


def _took_part(t: Token) -> bool:
    return t.norm in _TOOK_PART
