"""Whether an Arabic sentence goes on to an event other than those told before: another town, day, means, or many."""

from __future__ import annotations

from extractors.agreeing import same_number, towns_apart, vague
from extractors.linked import Linked
from extractors.sentence import has_pair, times
from extractors.small_words import small

_IN, _PART = small("and_in"), small("part_of_them")
_PLANTED, _FIRED = small("planted"), "fire"
_SEVERAL = small("several_times")
_HELD = ("arrest", "execution")
# How far the mine or bomb stands before or behind the words of a statement.
_REACH = 8
_OPENING = 3  # words in which a sentence opens with its time
_SINCE_BEGINNING, _AGAIN, _ANEW = small("since_beginning"), small("again"), small("anew")
_LATEST, _DAYS_AFTER, _COMES = small("latest_of_them"), small("days_after"), small("comes_after")
_AFTER, _RECALLING = small("after_this"), small("recalling")
_PARTS = 5  # times that a total is more than a single event told before it


def further_event(group: list[Linked], item: Linked) -> bool:
    """True where the wording of an Arabic sentence shows another event than those of a group."""
    s = item.statement
    if s.sentence.language != "ar" or s.sentence.in_title:
        return False
    v = s.victims
    if any(same_number(g.statement.victims, v) and (v.low or 0) > 1 for g in group):
        return False
    if _latest_of_them(item) or _before_it(item) or _recalls(group, item):
        return True
    shown = _in_another_town, _on_another_day, _opens_with_time, _struck_again, _many, _means, _total_of_a_period
    return any(rule(group, item) for rule in shown)


def _latest_of_them(item: Linked) -> bool:
    """ "Raids go on in the north. *The latest of them* was the arrest of two in the town of X"."""
    s = item.statement
    near = s.sentence.tokens[max(0, s.lead.first - _OPENING) : s.lead.first]
    return bool(item.own or s.victims.stated) and any(not t.bases.isdisjoint(_LATEST) for t in near)


def _recalls(group: list[Linked], item: Linked) -> bool:
    """ "*It is recalled that* a man was killed *on 26 March*": what was before, with a day of its own."""
    day = item.day
    opens = has_pair(item.statement.sentence.tokens[:_OPENING], _RECALLING)
    return opens and day is not None and all(g.day is None or g.day.start != day.start for g in group)


def _before_it(item: Linked) -> bool:
    """ "This comes *a day after* the killing of five", "the raids *came after* a shelling of X": what was before."""
    s = item.statement
    tokens = s.sentence.tokens
    behind = (tokens[max(0, m.first - _REACH) : m.first] for m in s.members) if item.own else ()
    came = any(w and w[-1].norm in _AFTER and any(not t.bases.isdisjoint(_COMES) for t in w) for w in behind)
    return came or has_pair(tokens[: s.lead.first], _DAYS_AFTER)


def _total_of_a_period(group: list[Linked], item: Linked) -> bool:
    """ "Arrested a man in the town of X. The office recorded 22 arrests *since the beginning of the month*"."""
    v = item.statement.victims
    if not v.stated or not v.low or not _tells_period(item):
        return False
    told = [g for g in group if not g.statement.sentence.in_title]
    single = all(g.own and _PARTS * (_told(g) or v.low) <= v.low for g in told)
    return bool(told) and single and not any(map(_tells_period, group))


def _tells_period(item: Linked) -> bool:
    """ "In August", "since the beginning of the month", also where the day of publication is not known."""
    day = item.day
    if day is not None and day.first >= 0:
        return day.start != day.end
    return has_pair(item.statement.sentence.tokens, _SINCE_BEGINNING)


def _opens_with_time(group: list[Linked], item: Linked) -> bool:
    """ "*And yesterday* they arrested …", "*last week* a man was killed": a time at the beginning that nobody told."""
    s = item.statement
    here = times(s.sentence.tokens[:_OPENING])
    told = [g.statement.sentence for g in group if not g.statement.sentence.in_title]
    headed = any(t.start == 0 and t.line != s.sentence.line for t in told)  # a headline in the text
    if not here or not told or headed or not (s.victims.stated or s.subtype in ("attack", "objects")):
        return False
    return all(here.isdisjoint(times(t.tokens)) for t in told)


def _struck_again(group: list[Linked], item: Linked) -> bool:
    """ "*Shelled* the area *again*, which wounded ten": a second strike, with people of its own."""
    s = item.statement
    if s.category != "civilian_harm" or not s.victims.stated:
        return False
    near = s.sentence.tokens[max(0, s.first - _REACH) : s.last + 2]
    return any(not t.bases.isdisjoint(_AGAIN) for t in near) or has_pair(near, _ANEW)


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


def _told(item: Linked) -> int:
    """How many, or at least how many; 0 where only "dozens" is told."""
    v = item.statement.victims
    return 0 if vague(v) else v.low or 0


def _planted(item: Linked) -> bool:
    s = item.statement
    near = s.sentence.tokens[max(0, s.first - _REACH) : s.last + _REACH]
    return any(not t.bases.isdisjoint(_PLANTED) for t in near)


def _fired(item: Linked) -> bool:
    return any(_FIRED in m.word.tags for m in item.statement.members) and not _planted(item)
