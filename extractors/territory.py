"""Which words of a sentence belong to which of its statements."""

from __future__ import annotations

from extractors.counts import read_number
from extractors.sentence import Token, has_pair
from extractors.small_words import small
from extractors.statements import Statement

_AND = small("and_prefix")
_AT_A_TIME, _POINT_OF_TIME = small("at_a_time"), small("point_of_time")
_CLAUSE_JOINT = small("clause_joint")
_TURNS_ASIDE, _SEMICOLON = small("turns_aside"), small("semicolon")
_AS, _NO_CLAUSE = small("as_when"), small("after_as_no_clause")


def territory(s: Statement, accepted: list[Statement]) -> tuple[int, int]:
    """The words lo..hi-1 of a statement: from the end of the one before to the start of the next."""
    k = accepted.index(s)
    lo = 0 if k == 0 else _boundary(accepted[k - 1], s)
    hi = len(s.sentence.tokens) if k + 1 == len(accepted) else _boundary(s, accepted[k + 1])
    return lo, hi


def _boundary(before: Statement, after: Statement) -> int:
    """Where the territory of `after` begins: its first word, or a conjunction shortly before it."""
    start = min(m.first for m in after.members)
    last = max(m.last for m in before.members)
    tokens = after.sentence.tokens
    for i in range(start, max(last, start - 8), -1):
        if (
            _joins_clauses(tokens[i])
            or _as_they(tokens[i : i + 2])
            or i == start - 1
            and _counts_again(tokens[i], after)
        ):
            return i
    if semicolon := next((i for i in range(start, last, -1) if tokens[i].norm in _SEMICOLON), None):
        return semicolon
    return min(start, max(last + 1, start - 3))


def _joins_clauses(t: Token) -> bool:
    return t.norm in _CLAUSE_JOINT or t.has("stop") or t.norm[:1] in _AND and bool(t.readings)


def _counts_again(t: Token, after: Statement) -> bool:
    """ "… in A *and three* raids hit B": the number of an Arabic trigger begins its part of the sentence."""
    said = read_number(after.sentence.tokens, t.i, "ar") if t.norm[:1] in _AND else None
    return said is not None and said[2] == t.i


def _as_they(pair: list[Token]) -> bool:
    """ "Killed in A *as gunmen* raided B"; not "as well as", "as a result"."""
    return len(pair) == 2 and pair[0].norm in _AS and pair[1].norm not in _NO_CLAUSE


def clause(s: Statement, lo: int, hi: int) -> tuple[int, int]:
    """The part of the territory lo..hi between words that turn to another subject ("while", "in the meantime")."""
    tokens = s.sentence.tokens
    marks = [t.i for t in tokens[lo:hi] if t.bases & _TURNS_ASIDE and (t.has("stop") or t.norm in _TURNS_ASIDE)]
    marks += [t.i for t in tokens[lo:hi] if at_a_time_when(tokens, t.i)]
    first, last = min(m.first for m in s.members), max(m.last for m in s.members)
    hi = min([hi, *(i for i in marks if i > last)])
    return max([lo, *(i for i in marks if i <= first)]), _end_of_part(s, hi)


def at_a_time_when(tokens: list[Token], i: int) -> bool:
    """ "*At a time when* people flee …", and not "at a later time"."""
    after = tokens[i + 2 : i + 3]
    return has_pair(tokens[i : i + 2], _AT_A_TIME) and bool(after) and after[0].norm not in _POINT_OF_TIME


def _end_of_part(s: Statement, hi: int) -> int:
    """ "Among them four who were executed in A, *and eleven* in B": a part ends where the next number is joined."""
    tokens, v, lead = s.sentence.tokens, s.victims, s.lead.first
    part = any(t.has("breakdown") for t in tokens[max(0, v.first - 3) : max(0, v.first)])
    if s.sentence.language != "ar" or not part or v.last >= lead:
        return hi
    joints = (t.i for t in tokens[lead + 1 : hi] if t.norm in _AND)
    return next((i for i in joints if any(n.norm.isdigit() for n in tokens[i + 1 : i + 3])), hi)
