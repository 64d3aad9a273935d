"""One event, one mention: statements of different sentences that tell the same event become one."""

from __future__ import annotations

from extractors.agreeing import (
    SURE_TOLL,
    days_differ,
    numbers_differ,
    places_agree,
    same_number,
    same_toll,
    towns_apart,
)
from extractors.apart import refers_back, told_apart
from extractors.filling import best_of
from extractors.further_event import further_event
from extractors.linked import Linked
from extractors.other_event import adds_the_hurt, another_event
from extractors.parts import is_part
from extractors.pointing_back import points_back
from extractors.roles import Victims
from extractors.sentence import has_pair
from extractors.shares import set_shares
from extractors.small_words import small
from extractors.statements import ASSERTED, Statement

_OTHER_TIME = small("other_time")
_BULLET = small("bullet")
_TURNS = small("turns_to_another")
_OTHER_MATTER = small("other_matter")
_IN, _MONTHS = small("and_in"), small("month_or_week")
_HAD, _AGO = small("had_before"), small("days_ago")


def merge(linked: list[Linked]) -> list[Linked]:
    """The statements that stay, in text order; the one that tells most stands for its event."""
    set_shares(linked)
    groups: list[list[Linked]] = []
    for item in linked:
        home = next((g for g in reversed(groups) if _same(g, item)), None)
        if home is not None:
            if adds_the_hurt(home, item):
                item.governorates, item.tags = home[-1].governorates, home[-1].tags
            home.insert(_place_in(home, item), item)
        else:
            groups.append([item])
    kept = [best_of(g) for g in groups if not all(i.statement.weak for i in g) and not _only_fighters(g, linked)]
    kept = [i for i in kept if not any(_told_as_execution(i, other) for other in kept)]
    return sorted(
        kept, key=lambda i: (not i.statement.sentence.in_title, i.statement.sentence.start, i.statement.first)
    )


def _place_in(home: list[Linked], item: Linked) -> int:
    """At the end, but what only denies or fears the event again before the last: that is what goes on."""
    last, s = home[-1].statement, item.statement
    return len(home) - (s.status not in ASSERTED and last.status in ASSERTED)


def _told_as_execution(harm: Linked, other: Linked) -> bool:
    """ "Three men were found shot in the head" beside "three men were executed": the same people."""
    h, e = harm.statement, other.statement
    if h.category != "civilian_harm" or e.category != "execution" or e.status not in ASSERTED:
        return False
    if any(m.word.tags & {"attack", "injure"} for m in h.members) or h.injured is not None:
        return False
    near = abs(h.sentence.number - e.sentence.number) <= 2 and h.sentence is not e.sentence
    return near and same_number(h.victims, e.victims)


def _only_fighters(group: list[Linked], linked: list[Linked]) -> bool:
    """A headline's unnamed dead whom the next sentences call fighters."""
    item = group[0]
    s = item.statement
    if len(group) > 1 or s.category != "civilian_harm" or s.victims.kind != "unspecified" or not _is_headline(item):
        return False
    if s.subtype in ("attack", "objects"):
        return False  # a place was hit, whoever died elsewhere
    if any(o is not item and o.statement.category == "civilian_harm" for o in linked):
        return False
    return any(t.why == "fighters only" and _within(s.victims, t) for t in item.following)


def _within(v: Victims, rejected: Statement) -> bool:
    """True where the fighters' number fits the headline's."""
    numbers = [m.victims.low for m in rejected.members if m.victims.low]
    return v.low is None or any(v.low <= n <= (v.high or n) for n in numbers)


def _same(group: list[Linked], item: Linked) -> bool:
    """True where an item restates the event of a group."""
    if item.part_of is not None:
        return any(g is item.part_of for g in group)
    a, b = group[-1].statement, item.statement
    if a.category != b.category or _undoing(a.subtype) != _undoing(b.subtype):
        return False
    if b.weak or all(g.statement.weak for g in group):
        return b.sentence.number - a.sentence.number <= 2
    if a.sentence is b.sentence and (a.victims.stated or not _restates_headline(group, item)):
        return False
    if adds_the_hurt(group, item):
        return True
    if points_back(group, item) and not (_other_matter(item) or _other_line(group, item) or _had_before(item)):
        return True
    if not _standing_agrees(group[-1], item):
        return False
    if any(t.bases & _OTHER_TIME for t in b.sentence.tokens[:5]) or _other_line(group, item):
        return False
    if (
        another_event(group, item)
        or further_event(group, item)
        or told_apart(group, item)
        or _turns_to_another(item)
        and (towns_apart(group, item) or _turns_to_others(group, item))
        and not refers_back(item)
    ):
        return False
    if _other_matter(item) and not any(_same_many(g.statement.victims, b.victims) for g in group):
        return False
    if _had_before(item) and not any(_had_before(g) or _same_many(g.statement.victims, b.victims) for g in group):
        if any(g.governorates for g in group):  # else it says where the news took place
            return False
    return _restates_headline(group, item) or _same_matter(group, item)


def _same_many(v: Victims, w: Victims) -> bool:
    """The same number of people, where it is more than one: one person is not the same as another."""
    return same_number(v, w) and (v.low or 0) > 1


def _had_before(item: Linked) -> bool:
    """ "Last Tuesday the force *had* launched …": what happened before the news of the day."""
    tokens = item.statement.sentence.tokens
    had = any(not t.bases.isdisjoint(_HAD) for t in tokens[:2])
    if tokens[0].norm in _IN and any(t.norm in _MONTHS for t in tokens[1:7]):
        had = True  # "On the 25th of last month …"
    return had and any(not t.bases.isdisjoint(_AGO) for t in tokens)


def _turns_to_another(item: Linked) -> bool:
    """ "Meanwhile, …", "they *also* arrested …": a sentence that goes on to another event."""
    s = item.statement
    tokens, lead = s.sentence.tokens, s.lead.first
    spots = [*tokens[:5], *tokens[max(0, lead - 2) : lead + 1]]
    return any(not t.bases.isdisjoint(_TURNS) for t in spots)


def _turns_to_others(group: list[Linked], item: Linked) -> bool:
    """ "*In this context*, a teacher was killed" in the same town: people counted before and behind it."""
    s = item.statement
    told = [g.statement for g in group if not g.statement.sentence.in_title and g.statement.victims.low is not None]
    opens = any(not t.bases.isdisjoint(_TURNS) for t in s.sentence.tokens[:3])
    if not opens or not told or s.victims.low is None or not (item.own or s.category == "arrest"):
        return False
    return not any(same_number(t.victims, s.victims) and s.victims.low > 1 for t in told)


def _other_matter(item: Linked) -> bool:
    """ "On another front, …", "in a separate incident": another event, wherever it was."""
    return has_pair(item.statement.sentence.tokens[:8], _OTHER_MATTER)


def _restates_headline(group: list[Linked], item: Linked) -> bool:
    """The lead tells the headline's people again: the same number, and more exactly where."""
    head, sentence = next((g for g in group if g.statement.sentence.in_title), None), item.statement.sentence
    if head is None or sentence.in_title or sentence.number > 2:
        return False
    v, w = head.statement.victims, item.statement.victims
    bound = w.stated and v.unit == w.unit and (v.low or 0) > 1 and (v.low in (w.low, w.high))  # "up to 40", "at least"
    return (same_number(v, w) or bound) and not _days_apart(group, item)


def _days_apart(group: list[Linked], item: Linked) -> bool:
    """Days differ; in a round-up the next day is another event."""
    return days_differ(group, item, apart=0 if _is_item(item) or _turns_to_another(item) else 1)


def _undoing(subtype: str) -> str:
    """A return and a release are no restatements of a flight or an arrest."""
    return subtype if subtype in ("return", "release") else ""


def _standing_agrees(earlier: Linked, item: Linked) -> bool:
    """Both said to have happened, or neither; something past only where its date alone makes it so."""
    a, b = earlier.statement, item.statement
    if (a.status in ASSERTED) != (b.status in ASSERTED):
        return False
    if a.status == b.status or "past" not in (a.status, b.status):
        return True
    past, day = (a, earlier.day) if a.status == "past" else (b, item.day)
    if day and day.since and past.victims.stated:
        return False  # the total of a period, and an event of the day
    return past.status_why == "date" and not (item.day and earlier.day)


def _other_line(group: list[Linked], item: Linked) -> bool:
    """True for another line of a round-up that no headline sums up, or after a headline in a list of them."""
    if any(map(_is_headline, group)) or group[-1].statement.sentence.line == item.statement.sentence.line:
        return False
    return _is_item(item) or all(map(_ends_in_its_day, group))


def _same_matter(group: list[Linked], item: Linked) -> bool:
    """True where places, numbers and days allow one event."""
    other_day = _days_apart(group, item)
    if same_toll(group, item):
        return (item.statement.victims.low or 0) >= SURE_TOLL or not other_day
    if not places_agree(group, item) or _names_first_town(group, item):
        return False
    return is_part(item) or not other_day and not numbers_differ(group, item)


def _names_first_town(group: list[Linked], item: Linked) -> bool:
    """A town that nobody of the group names, where the group is no headline that the text goes on to place."""
    placed = any(g.own for g in group) and not any(map(_is_headline, group))
    return placed and towns_apart(group, item) and item.statement.sentence.number > 2


def _is_item(item: Linked) -> bool:
    """A line of a round-up: it starts with a bullet or "Place::"."""
    head = item.statement.sentence.text[:40]
    return head.lstrip()[:1] in _BULLET or "::" in head


def _ends_in_its_day(item: Linked) -> bool:
    """ "Two civilians killed by a mine in X, *January 15, 2025*": a line of its own, as in a list of related news."""
    day = item.day
    return day is not None and day.precision == 1 and day.last == len(item.statement.sentence.tokens) - 1


def _is_headline(item: Linked) -> bool:
    sentence = item.statement.sentence
    return sentence.in_title or sentence.line == 0 and sentence.start == 0 and not _is_item(item)
