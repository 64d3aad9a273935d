"""Whether an Arabic sentence goes on to an event other than those told before: another town, day, means, or many."""

from __future__ import annotations

from extractors.agreeing import same_number, towns_apart
from extractors.linked import Linked
from extractors.small_words import small

_IN, _PART = small("and_in"), small("part_of_them")
_PLANTED, _FIRED = small("planted"), "fire"
_SEVERAL = small("several_times")
_HELD = ("arrest", "execution")
# How far the mine or bomb stands before or behind the words of a statement.
_REACH = 8
_PARTS = 5  # times that a total is more than a single event told before it


def further_event(group: list[Linked], item: Linked) -> bool:
    """True where the wording of an Arabic sentence shows another event than those of a group."""
    s = item.statement
    if s.sentence.language != "ar" or s.sentence.in_title:
        return False
    v = s.victims
    if any(same_number(g.statement.victims, v) and (v.low or 0) > 1 for g in group):
        return False
    shown = _in_another_town, _on_another_day, _many, _means, _total_of_a_period
    return any(rule(group, item) for rule in shown)


def _total_of_a_period(group: list[Linked], item: Linked) -> bool:
    """ "Arrested a man in the town of X. The office recorded 22 arrests *since the beginning of the month*"."""
    v, day = item.statement.victims, item.day
    if not v.stated or not v.low or day is None or day.start == day.end or day.first < 0:
        return False
    told = [g for g in group if not g.statement.sentence.in_title]
    single = all(g.own and _PARTS * (_exactly(g) or v.low) <= v.low for g in told)
    return bool(told) and single and all(not g.day or g.day.start == g.day.end for g in group)


def _in_another_town(group: list[Linked], item: Linked) -> bool:
    """ "… arrested five in the governorate. *And in the town of* X …": a town that nobody named."""
    s = item.statement
    tokens = s.sentence.tokens
    opens = tokens[0].norm in _IN and tokens[0].begins_with_and() and tokens[1:2] and tokens[1].has("place_cue")
    if not opens or s.category not in _HELD or any(t.norm in _PART for t in tokens):
        return False
    told = any(not g.statement.sentence.in_title and g.statement.victims.stated for g in group)
    return told and towns_apart(group, item)


def _on_another_day(group: list[Linked], item: Linked) -> bool:
    """ "*And on 3 March* …": a day that nobody of the group has, at the beginning of a sentence."""
    tokens, day = item.statement.sentence.tokens, item.day
    opens = tokens[0].norm in _IN and tokens[0].begins_with_and() and any(t.norm.isdigit() for t in tokens[1:4])
    if not opens or not day or day.precision != 1 or day.first > _REACH or not towns_apart(group, item):
        return False
    return all(not g.day or g.day.start != day.start for g in group)


def _many(group: list[Linked], item: Linked) -> bool:
    """ "Executed a man. … had carried out *several executions*": events without a number beside a counted one."""
    s = item.statement
    several = any(t.norm in _SEVERAL for t in s.sentence.tokens[s.lead.last + 1 : s.lead.last + 3])
    counted = any(g.statement.victims.low is not None for g in group)
    return s.category == "execution" and several and not s.victims.stated and counted


def _means(group: list[Linked], item: Linked) -> bool:
    """ "Air raids on a village. A child was hurt *by a mine*": what was planted was not fired."""
    if item.statement.category != "civilian_harm":
        return False
    mine, theirs = _planted(item), [_planted(g) for g in group]
    fired = [_fired(g) for g in group]
    return mine and all(fired) and not any(theirs) or all(theirs) and not mine and _fired(item)


def _exactly(item: Linked) -> int:
    """How many, 0 where it is not told exactly."""
    v = item.statement.victims
    return v.low if v.low and v.low == v.high else 0


def _planted(item: Linked) -> bool:
    s = item.statement
    near = s.sentence.tokens[max(0, s.first - _REACH) : s.last + _REACH]
    return any(not t.bases.isdisjoint(_PLANTED) for t in near)


def _fired(item: Linked) -> bool:
    return any(_FIRED in m.word.tags for m in item.statement.members) and not _planted(item)
