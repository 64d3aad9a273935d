"""Who an event befell: civilians, combatants or people of no stated side, and how many."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from extractors.people import People
from extractors.sentence import Sentence


@dataclass(slots=True)
class Victims:
    """Who an event befell: kind civilians, combatants, unspecified or None (nobody found); the count as a range."""

    kind: str | None = None
    low: int | None = None
    high: int | None = None
    unit: str | None = None
    text: tuple[int, int] | None = None
    stated: bool = False
    captive: bool = False
    displaced: bool = False
    resident: bool = False
    named: bool = False
    definite: bool = False
    first: int = -1
    last: int = -1


def assess(sentence: Sentence, group: Iterable[People], parts: Iterable[People]) -> Victims:
    """Civilian part, count and classes of a group of people phrases and its "among them …" part."""
    group, parts = list(group), list(parts)
    if not group:
        return Victims()
    kind, counted = _civilian_part(group, parts)
    low, high, unit, stated = total(counted)
    tags = set().union(*(p.tags for p in group))
    first, last = counted[0], counted[-1]
    return Victims(
        kind,
        low,
        high,
        unit,
        text=(first.count_first, max(last.count_last, last.head)),
        stated=stated,
        captive="captive" in tags,
        displaced="displaced" in tags,
        resident=bool(tags & {"resident", "civ"}) or kind == "civilians" and stated,
        definite=group[0].definite,
        first=min(p.first for p in group),
        last=max(p.last for p in [*group, *parts]),
    )


def _civilian_part(group: list[People], parts: list[People]) -> tuple[str, list[People]]:
    """(kind, the phrases that are counted): fighters are left out where anybody else is named."""
    civil = [p for p in group if p.kind == "civ"]
    others = [p for p in group if p.kind == "any"]
    fighters = len(civil) + len(others) < len(group)
    counted = (civil or others or group) if fighters else group
    if civil:
        return "civilians", counted
    part_civil = [p for p in parts if p.kind == "civ"]
    if not part_civil:
        return "unspecified" if others else "combatants", counted
    if not others:
        return "civilians", part_civil
    plain = [p for p in part_civil if "plain" in p.tags]
    split = plain and (plain[0].low is not None or any(p.kind == "comb" for p in parts))
    return "civilians", plain if split else counted


def total(group: list[People]) -> tuple[int | None, int | None, str | None, bool]:
    """(low, high, unit, stated) of people phrases added up; persons only where a unit is mixed."""
    same = [p for p in group if p.unit == group[0].unit]
    if not any(p.stated or p.low is not None for p in same):
        return None, None, None, False
    if any(p.low is None and p.high is None for p in same):
        return _known_part(same)
    low = None if any(p.low is None for p in same) else sum(p.low for p in same)
    high = None if any(p.high is None for p in same) else sum(p.high for p in same)
    return low, high, same[0].unit, any(p.stated for p in same)


def _known_part(same: list[People]) -> tuple[int | None, int | None, str | None, bool]:
    """The total where some phrases have no number ("nine men and several women"): no upper bound."""
    known = [p for p in same if p.low is not None or p.high is not None]
    stated = [p for p in known if p.stated]
    if len(same) > 1 and not stated:
        ones = [p for p in known if p.low == 1]  # "a leader and several of his aides"
        return (len(ones), None, same[0].unit, True) if ones and ones[0] is same[0] else (None, None, None, False)
    best = (stated or known)[0]
    vague = best.high is not None and best.low is not None and best.high >= 3 * best.low
    return best.low, best.high if len(same) == 1 or vague else None, best.unit, True
