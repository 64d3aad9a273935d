"""Which of the statements of one event is shown, and what the others add to it."""

from __future__ import annotations

from extractors.agreeing import is_among, made_exact, same_number, vague
from extractors.linked import Linked
from extractors.parts import among_the_dead
from extractors.statements import ASSERTED, Statement

_VAGUE = ("har.massacre", "har.victims")


def best_of(group: list[Linked]) -> Linked:
    """The telling statement: with a number, exact and not the headline's, civilians, a place; its gaps filled."""
    whole = [item for item in group if item.part_of is None] or group
    whole = [i for i in whole if not any(is_among(i, j) for j in whole)] or whole
    best = max(whole, key=lambda item: _rank(item, len(group) > 1))
    for other in whole:
        if other is not best:
            _fill_place(best, other)
            _fill_people(best.statement, other.statement)
            _fill_day(best, other)
    _fill_place_from_parts(best, [item for item in group if item.part_of is not None])
    return best


def _rank(item: Linked, several: bool) -> tuple[bool | int, ...]:
    s = item.statement
    head = s.sentence.in_title or s.sentence.line == 0 and several
    return (
        not s.weak,
        s.status in ASSERTED,
        not (several and among_the_dead(item)),
        several and _tells_dead(s),
        s.victims.stated,
        not s.sentence.in_title,
        not vague(s.victims),
        not (s.victims.stated and s.subtype == "killed_and_injured" and s.injured is None),  # a joint figure
        s.victims.kind == "civilians",
        s.victims.low is not None,
        not head,
        bool(item.governorates),
        -s.sentence.number,
    )


def _tells_dead(s: Statement) -> bool:
    """The dead come before the wounded of the same event; "a massacre", "a victim" say less than a number."""
    dead = s.subtype in ("killed", "killed_and_injured") and s.victims.low is not None
    by_word = any("kill" in m.word.tags and m.word.id not in _VAGUE and not m.weak for m in s.members)
    return dead and by_word


def _fill_place(best: Linked, other: Linked) -> None:
    if not best.governorates and other.governorates and not best.outside:
        best.governorates, best.tags = other.governorates, other.tags


def _fill_place_from_parts(total: Linked, parts: list[Linked]) -> None:
    """ "21 were killed in the north: 15 in A and six in B": the places of parts that add up are those of the whole."""
    lows = [part.statement.victims.low or 0 for part in parts]
    if total.governorates or total.outside or not parts or sum(lows) != total.statement.victims.low:
        return
    total.governorates = tuple(dict.fromkeys(code for part in parts for code in part.governorates))
    total.tags = [tag for part in parts for tag in part.tags]


def _fill_people(s: Statement, other: Statement) -> None:
    """Who was affected, how many were hurt beside the dead, and who did it."""
    v, w = s.victims, other.victims
    if w.stated and w.low == v.low and w.high is None and w.unit == v.unit:
        v.high = None  # "at least" said once
    again = s.category == "civilian_harm" or w.stated and v.low == w.low and s.category != "displacement"
    if v.kind == "unspecified" and w.kind == "civilians" and again:
        v.kind = "civilians"
    if v.stated and v.high is None and v.low is not None and w.stated and w.low == w.high and made_exact(v, w):
        v.low, v.high = w.low, w.high  # "more than 4,000", and then "reached 4,312"
    if s.injured is None and s.subtype == "killed":
        hurt = w if other.subtype == "injured" and w.low is not None else other.injured
        if hurt is not None:
            s.injured, s.subtype = hurt, "killed_and_injured"
    if s.injured is not None and vague(s.injured) and other.subtype == "injured" and w.stated and not vague(w):
        s.injured = w  # "dozens hurt", and then their number
    s.actor = s.actor or other.actor


def _fill_day(best: Linked, other: Linked) -> None:
    s, o = best.statement, other.statement
    same = made_exact(o.victims, s.victims) or o.victims.stated and same_number(s.victims, o.victims)
    if same and s.status == "reported" and o.status == "past" and best.day is None:
        s.status = "past"  # the exact figure of a total of last year
    if best.event[3] == "published" and other.day is not None:
        best.event, best.day = other.event, other.day
    if s.status == "reported" and o.status == "past" and o.status_why == "date" and best.day is None:
        s.status, best.event, best.day = "past", other.event, other.day
