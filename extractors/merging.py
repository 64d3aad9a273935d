"""One event, one mention: statements of different sentences that tell the same event become one."""

from __future__ import annotations

from extractors.linking import Linked, unknown_place
from extractors.roles import Victims
from extractors.statements import Statement

_OTHER_TIME = frozenset(("earlier", "previously", "separately", "سابق", "سابقا"))


def merge(linked: list[Linked]) -> list[Linked]:
    """The statements that stay, in text order; the one that tells most stands for its event."""
    groups: list[list[Linked]] = []
    for item in linked:
        home = next((g for g in reversed(groups) if _same(g, item)), None)
        if home is not None:
            home.append(item)
        else:
            groups.append([item])
    kept = [_best(g) for g in groups if not all(i.statement.weak for i in g) and not _only_fighters(g, linked)]
    kept = [i for i in kept if not any(_told_as_execution(i, other) for other in kept)]
    return sorted(kept, key=lambda i: (not i.statement.sentence.in_title, i.statement.sentence.start, i.statement.first))


def _told_as_execution(harm: Linked, other: Linked) -> bool:
    """ "Three men were found shot in the head" beside "three men were executed": the same people."""
    h, e = harm.statement, other.statement
    if h.category != "civilian_harm" or e.category != "execution" or e.status not in ("reported", "past"):
        return False
    if any(m.word.tags & {"attack", "injure"} for m in h.members) or h.injured is not None:
        return False
    near = abs(h.sentence.number - e.sentence.number) <= 2 and h.sentence is not e.sentence
    v, w = h.victims, e.victims
    return near and v.low is not None and (v.low, v.high, v.unit) == (w.low, w.high, w.unit)


def _only_fighters(group: list[Linked], linked: list[Linked]) -> bool:
    """A headline's unnamed dead whom the next sentences call fighters."""
    item = group[0]
    s = item.statement
    if len(group) > 1 or s.category != "civilian_harm" or s.victims.kind != "unspecified" or not _is_headline(item):
        return False
    if any(o is not item and o.statement.category == "civilian_harm" for o in linked):
        return False
    return any(t.why == "fighters only" and _within(s.victims, t) for t in item.following)


def _within(v: Victims, rejected: Statement) -> bool:
    """True where the fighters' number fits the headline's."""
    numbers = [m.victims.low for m in rejected.members if m.victims.low]
    return v.low is None or any(v.low <= n <= (v.high or n) for n in numbers)


def _same(group: list[Linked], item: Linked) -> bool:
    """True where an item restates the event of a group."""
    a, b = group[-1].statement, item.statement
    if a.category != b.category or _class(a.subtype) != _class(b.subtype):
        return False
    if b.weak or all(g.statement.weak for g in group):
        return item.statement.sentence.number - a.sentence.number <= 2
    if _asserted(a.status) != _asserted(b.status):
        return False
    if "past" in (a.status, b.status) and a.status != b.status:
        past = group[-1] if a.status == "past" else item
        if past.statement.status_why != "date" or item.day and group[-1].day:
            return False
    if a.sentence is b.sentence:
        return False
    if any(t.bases & _OTHER_TIME for t in b.sentence.tokens[:5]):
        return False
    if _is_item(item) and not any(_is_headline(g) for g in group):
        if a.sentence.line != b.sentence.line:
            return False
    if _restates_headline(group, item):
        return True
    if _same_toll(group, item):
        return (item.statement.victims.low or 0) >= 5 or not _days_differ(group, item)
    if not _places_agree(group, item):
        return False
    if _is_part(item):
        return True
    return not _numbers_differ(group, item) and not _days_differ(group, item)


def _restates_headline(group: list[Linked], item: Linked) -> bool:
    """The lead tells the headline's people again: the same number, and more exactly where."""
    head = next((g for g in group if g.statement.sentence.in_title), None)
    if head is None or item.statement.sentence.in_title or item.statement.sentence.number > 2:
        return False
    v, w = head.statement.victims, item.statement.victims
    same = v.low is not None and (v.low, v.high, v.unit) == (w.low, w.high, w.unit)
    return same and not _days_differ(group, item)


def _class(subtype: str) -> str:
    return subtype if subtype in ("return", "release") else ""


def _asserted(status: str) -> bool:
    return status in ("reported", "past")


def _is_item(item: Linked) -> bool:
    """A line of a round-up: it starts with a bullet or "Place::"."""
    sentence = item.statement.sentence
    head = sentence.text[:40]
    return head.lstrip()[:1] in "-–•●*" or "::" in head


def _is_part(item: Linked) -> bool:
    """ "Of those killed six were children": a part of the toll told before."""
    head = [t.norm for t in item.statement.sentence.tokens[:5]]
    if head[1:4] in (["of", "the", "dead"], ["of", "those", "killed"], ["of", "the", "victims"]):
        return True
    return head[:2] in (["of", "those"], ["of", "them"], ["among", "those"], ["among", "the"], ["of", "the"])


def _is_headline(item: Linked) -> bool:
    sentence = item.statement.sentence
    return sentence.in_title or sentence.line == 0 and not _is_item(item)


def _places_agree(group: list[Linked], item: Linked) -> bool:
    """True where the places allow one event: a town in common, or else a governorate, or nothing said."""
    here, there = _towns(item), set().union(*map(_towns, group))
    if here and there:
        return bool(here & there)
    if there and item.own and unknown_place(item.reading):
        return False  # "the town of …", which no table has
    codes = {c for g in group for c in g.governorates}
    return bool(codes & set(item.governorates)) or not codes or not item.governorates


def _towns(item: Linked) -> set[str]:
    """The towns and villages that a statement itself names; quarters lie in some town."""
    if not item.own:
        return set()
    quarters = {f.place.place_id for f in item.reading.found if f.place.kind in ("quarter", "neighbourhood", "suburb")}
    return {t.place_id for t in item.tags if t.precision < 3 and len(t.place_id) != 4} - quarters


def _same_toll(group: list[Linked], item: Linked) -> bool:
    """The same number of the same people in the same governorate: told again."""
    v = item.statement.victims
    return any(
        v.stated and g.statement.victims.stated and (v.low, v.high, v.unit) == (
            g.statement.victims.low, g.statement.victims.high, g.statement.victims.unit
        )
        and (v.low or 0) >= 2 and set(g.governorates) & set(item.governorates)
        and item.statement.sentence.number - g.statement.sentence.number <= 3
        for g in group
    )  # fmt: skip


def _numbers_differ(group: list[Linked], item: Linked) -> bool:
    """Two different stated tolls are two events, unless the later one is said to be a raised toll."""
    v = item.statement.victims
    if any(_one_killed_one_hurt(g.statement, item.statement) for g in group):
        return True
    if not v.stated:
        return False
    for g in group:
        w = g.statement.victims
        if w.stated and v.unit == w.unit and (v.low, v.high) != (w.low, w.high):
            raised = any(t.norm in ("ارتفع", "ارتفعت", "ارتفاع", "حصيله", "حصيلة", "rose", "risen", "toll", "اوليه", "اولي", "initial", "earlier") for t in item.statement.sentence.tokens)
            same_kind = (g.statement.subtype in ("injured",)) == (item.statement.subtype in ("injured",))
            vague = _vague(w) or _vague(v)
            overlap = v.low is not None and w.low is not None and v.low == w.low
            if not (raised or vague or overlap or not same_kind):
                return True
    return False


def _one_killed_one_hurt(a: Statement, b: Statement) -> bool:
    """A single person killed and another single person hurt, told in two sentences."""
    if {a.subtype, b.subtype} != {"killed", "injured"} or a.sentence.in_title or b.sentence.in_title:
        return False
    v, w = a.victims, b.victims
    if not (v.low == v.high == w.low == w.high == 1 and v.text and w.text):
        return False
    return a.sentence.tokens[v.text[1]].bases.isdisjoint(b.sentence.tokens[w.text[1]].bases)


def _vague(v: Victims) -> bool:
    """ "dozens", "hundreds": a range that a figure elsewhere makes exact."""
    return v.low is not None and v.high is not None and v.high >= 3 * v.low


def _days_differ(group: list[Linked], item: Linked) -> bool:
    b = item.day
    if b is None:
        return False
    for g in group:
        a = g.day
        if a and (a.precision == 3) != (b.precision == 3):
            return True
        if a and a.precision == 1 and b.precision == 1 and abs((a.start - b.start).days) > (0 if _is_item(item) else 1):
            return True
    return False


def _best(group: list[Linked]) -> Linked:
    """The telling statement: not the headline, with a number, with civilians, with a place; its gaps filled by the others."""

    def rank(i: Linked) -> tuple:
        s = i.statement
        head = s.sentence.in_title or s.sentence.line == 0 and len(group) > 1
        return (not s.weak, s.victims.stated, not s.sentence.in_title, not _vague(s.victims), s.victims.kind == "civilians",
                s.victims.low is not None, not head, bool(i.governorates), -s.sentence.number)  # fmt: skip

    best = max(group, key=rank)
    s = best.statement
    for other in group:
        if other is best:
            continue
        o = other.statement
        if not best.governorates and other.governorates and not best.outside:
            best.governorates, best.tags, best.outside = other.governorates, other.tags, False
        if o.victims.stated and o.victims.low == s.victims.low and o.victims.high is None and o.victims.unit == s.victims.unit:
            s.victims.high = None  # "at least" said once
        if s.victims.kind == "unspecified" and o.victims.kind == "civilians" and s.category == "civilian_harm":
            s.victims.kind = "civilians"
        if s.injured is None and s.subtype == "killed" and o.subtype == "injured" and o.victims.low is not None:
            s.injured, s.subtype = o.victims, "killed_and_injured"
        if s.injured is None and o.injured is not None and s.subtype == "killed":
            s.injured, s.subtype = o.injured, "killed_and_injured"
        if s.actor is None and o.actor:
            s.actor = o.actor
        if best.event[3] == "published" and other.day is not None:
            best.event, best.day = other.event, other.day
        if s.status == "reported" and o.status == "past" and o.status_why == "date" and best.day is None:
            s.status, best.event, best.day = "past", other.event, other.day
    return best
