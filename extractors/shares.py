"""Statements that tell a share of a total told before: "172 arrests were recorded; the army made 117"."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.agreeing import vague
from extractors.linked import Linked
from extractors.sentence import has_pair
from extractors.small_words import small

_RECORDED, _CASES = small("recorded_total"), small("counted_cases")
_OTHER_MATTER = small("other_matter")
# How many sentences after a total its shares are told.
_REACH = 4
_LEAST, _LEAST_RECORDED = 3, 10  # the smallest totals that are told by shares
_CITY = 3  # precision from which on a place is a governorate or larger


def set_shares(linked: list[Linked]) -> None:
    """Tell each share which total it belongs to (`part_of`); the total stands before its shares."""
    for n, total in enumerate(linked):
        if not _is_total(total):
            continue
        after = list(_after(total, linked[n + 1 :]))
        shares = [item for item in after if _is_share(total, item)] if _is_recorded(total) else _adding_up(total, after)
        for item in shares:
            item.part_of = total.part_of or total


def _is_total(item: Linked) -> bool:
    v = item.statement.victims
    return v.stated and v.unit == "persons" and (v.low or 0) >= _LEAST and not vague(v) and item.part_of is None


def _after(total: Linked, rest: list[Linked]) -> Iterator[Linked]:
    """Counted statements of the same kind in the next sentences whose number is smaller."""
    t = total.statement
    for item in rest:
        s = item.statement
        if s.sentence.number - t.sentence.number > _REACH:
            return
        alike = s.category == t.category and _undoing(s.subtype) == _undoing(t.subtype) and s.victims.unit == "persons"
        if alike and s.victims.stated and not vague(s.victims) and 0 < (s.victims.low or 0) < t.victims.low:
            yield item


def _undoing(subtype: str) -> str:
    return subtype if subtype in ("return", "release") else ""


def _is_recorded(item: Linked) -> bool:
    """ "Recorded 206 cases of detention": a monitor's total."""
    s = item.statement
    many = (s.victims.low or 0) >= _LEAST_RECORDED
    words = s.sentence.tokens
    return many and any(not t.bases.isdisjoint(_RECORDED) for t in words) and _counts_cases(item)


def _counts_cases(item: Linked) -> bool:
    """ "206 cases", or the total of a month."""
    s = item.statement
    period = item.day is not None and item.day.precision == 3
    return period or any(not t.bases.isdisjoint(_CASES) for t in s.sentence.tokens[s.first : s.last + 1])


def _is_share(total: Linked, item: Linked) -> bool:
    """True where a smaller number names no town and no day of its own."""
    towns = {t.place_id for t in item.tags if t.place_id in item.own and t.precision < _CITY}
    other_day = item.day is not None and (total.day is None or item.day.start != total.day.start)
    return not towns and not other_day


def _adding_up(total: Linked, after: list[Linked]) -> list[Linked]:
    """The statements whose numbers together are the total's: "five were killed, two in A and three in B"."""
    left, shares = total.statement.victims.low or 0, []
    for item in after:
        if not _may_lie_in(total, item) or has_pair(item.statement.sentence.tokens[:8], _OTHER_MATTER):
            return []
        left -= item.statement.victims.low or 0
        shares.append(item)
        if left <= 0:
            break
    return shares if left == 0 and len(shares) > 1 else []


def _may_lie_in(total: Linked, item: Linked) -> bool:
    there, here = set(total.governorates), set(item.governorates)
    return not there or not here or bool(there & here)
