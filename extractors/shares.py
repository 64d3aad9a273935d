"""Statements that tell a share of a total told before: "172 arrests were recorded; the army made 117"."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.agreeing import vague
from extractors.linked import Linked
from extractors.sentence import has_pair
from extractors.small_words import small
from extractors.statements import Statement

_RECORDED, _CASES = small("recorded_total"), small("counted_cases")
_OTHER_MATTER, _TOLL = small("other_matter"), small("toll_of_a_day")
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
        if not shares and _is_day_toll(total):
            shares = _leading(total, after)
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
        v, counted = s.victims, s.victims.stated or s.victims.text is not None
        if _alike(t, s) and counted and not vague(v) and 0 < (v.low or 0) < t.victims.low:
            yield item


def _alike(total: Statement, s: Statement) -> bool:
    """True for persons of one category; the wounded are no share of the dead."""
    kinds = _kind(total.subtype) == _kind(s.subtype)
    return s.category == total.category and kinds and s.victims.unit == "persons"


def _kind(subtype: str) -> str:
    return subtype if subtype in ("return", "release", "injured") else ""


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
    return not _towns(item) and not _other_day(total, item)


def _towns(item: Linked) -> set[str]:
    """The towns and villages that a statement itself names."""
    return {t.place_id for t in item.tags if t.place_id in item.own and t.precision < _CITY}


def _other_day(total: Linked, item: Linked) -> bool:
    return item.day is not None and (total.day is None or item.day.start != total.day.start)


def _adding_up(total: Linked, after: list[Linked]) -> list[Linked]:
    """The statements whose numbers together are the total's: "five were killed, two in A and three in B"."""
    left, shares = total.statement.victims.low or 0, []
    for item in after:
        if _elsewhere(total, item):
            return []
        left -= item.statement.victims.low or 0
        shares.append(item)
        if left <= 0:
            break
    return shares if left == 0 and len(shares) > 1 else []


def _is_day_toll(item: Linked) -> bool:
    """ "The death toll … rose to 15": the sum of a day, with its parts behind it."""
    s = item.statement
    return s.category == "civilian_harm" and any(not t.bases.isdisjoint(_TOLL) for t in s.sentence.tokens[: s.last + 2])


def _leading(total: Linked, after: list[Linked]) -> list[Linked]:
    """The next statements as long as their numbers together are not more than the total's, where they are several."""
    left, shares = total.statement.victims.low or 0, []
    for item in after:
        left -= item.statement.victims.low or 0
        if left < 0 or _other_day(total, item) or _elsewhere(total, item):
            break
        shares.append(item)
    return shares if len(shares) > 1 else []


def _elsewhere(total: Linked, item: Linked) -> bool:
    """Another governorate or another town, or a sentence that turns to another matter."""
    pairs = ((set(total.governorates), set(item.governorates)), (_towns(total), _towns(item)))
    apart = any(there and here and there.isdisjoint(here) for there, here in pairs)
    return apart or has_pair(item.statement.sentence.tokens[:8], _OTHER_MATTER)
