"""Whether two statements can tell one event: by their places, their numbers and their days."""

from __future__ import annotations

from extractors.linked import Linked
from extractors.records import PlaceTag
from extractors.roles import Victims
from extractors.small_words import small
from extractors.statements import Statement
from extractors.surroundings import unknown_place

_BESIDES = small("people_besides") | small("turns_to_another")
_RAISED_TOLL, _CAMP = small("raised_toll"), small("camp")
_GOVERNORATE_ID = 4  # letters of a place id such as SY09, also of its city
_MANY = 10
SURE_TOLL = 5  # so many people again are the same people, whatever day or town is named
_FEW, _CLOSE = 3, 0.6  # two figures of one toll: how large at least, and how near to each other
_FAR = 5  # times: how far an open or high number lies from a vague one that means other people
_SMALLEST, _LARGEST = 2.5, 10  # persons in a household, on an average
_QUARTERS = ("quarter", "neighbourhood", "suburb")
_IN_A_TOWN = (*_QUARTERS, "hospital")


def places_agree(group: list[Linked], item: Linked) -> bool:
    """True where the places allow one event: a town in common, or else a governorate, or nothing said."""
    here, there = _towns(item), set().union(*map(_towns, group))
    if here and there:
        return bool(here & there)
    if not here and not there and _other_quarters(group, item):
        return False
    if there and item.own and unknown_place(item.reading):
        return False  # "the town of …", which no table has
    if _outside_cities(here) and set().union(*map(_quarters, group)) or _outside_cities(there) and _quarters(item):
        return False  # a quarter of a city, and another town
    codes = {c for g in group for c in g.governorates}
    return bool(codes & set(item.governorates)) or not codes or not item.governorates


def _outside_cities(towns: set[str]) -> set[str]:
    """The towns that are not the city a governorate is named after, which has its quarters."""
    return {t for t in towns if len(t) != _GOVERNORATE_ID}


def _other_quarters(group: list[Linked], item: Linked) -> bool:
    """True where both name quarters of a town, and no quarter is named twice."""
    here, there = _quarters(item), set().union(*map(_quarters, group))
    return bool(here and there) and here.isdisjoint(there)


def _quarters(item: Linked) -> set[str]:
    known = {f.place.place_id for f in item.reading.found if f.place.kind in _QUARTERS}
    return known & item.own


def towns_apart(group: list[Linked], item: Linked) -> bool:
    """True where a statement names a town or governorate of its own that no statement of the group names."""
    here, there = _towns(item), set().union(*map(_towns, group))
    codes = {c for g in group for c in g.governorates}
    elsewhere = item.own and set(item.governorates).isdisjoint(codes) and codes and item.governorates
    return bool(here) and here.isdisjoint(there) or bool(elsewhere)


def may_be_there(group: list[Linked], item: Linked) -> bool:
    """True unless both name towns, or both governorates, and none is named twice."""
    here, there = _towns(item), set().union(*map(_towns, group))
    codes = {c for g in group for c in g.governorates}
    return not (here and there and here.isdisjoint(there)) and not (
        codes and item.governorates and codes.isdisjoint(item.governorates)
    )


def _towns(item: Linked) -> set[str]:
    """The towns and villages that a statement itself names; quarters lie in some town, people come from others."""
    if not item.own:
        return set()
    found = item.reading.found
    left_out = {f.place.place_id for f in found if f.place.kind in _IN_A_TOWN or f.people_from}
    own = [t for t in item.tags if t.precision < 3 and t.place_id not in left_out]
    camps = _without_camp(own) if item.statement.sentence.language == "en" else set()
    return {t.place_id for t in own} | camps


def _without_camp(own: list[PlaceTag]) -> set[str]:
    """Names of towns and their camps that are one: "al-Hol camp" and "al-Hol"."""
    outside = (t for t in own if len(t.place_id) != _GOVERNORATE_ID)
    return {" ".join((t.pcode or "", *(w for w in t.name.lower().split() if w not in _CAMP))) for t in outside}


def same_number(v: Victims, w: Victims) -> bool:
    """The same known number of persons or households."""
    return v.low is not None and (v.low, v.high, v.unit) == (w.low, w.high, w.unit)


def same_toll(group: list[Linked], item: Linked) -> bool:
    """The same number of the same people in the same governorate: told again."""
    v = item.statement.victims
    return v.stated and (v.low or 0) >= 2 and any(_toll_again(g, item) for g in group)


def _toll_again(earlier: Linked, item: Linked) -> bool:
    v, w = item.statement.victims, earlier.statement.victims
    near = item.statement.sentence.number - earlier.statement.sentence.number <= 3
    hurt, also_hurt = earlier.statement.injured, item.statement.injured
    if hurt and also_hurt and hurt.low != also_hurt.low and towns_apart([earlier], item):
        return False  # five dead and 13 hurt in one village, five and six in another
    if (v.low or 0) < SURE_TOLL and towns_apart([earlier], item) and _towns(earlier):
        return False  # three in one village, and three in another
    open_end = None in (v.high, w.high) and not (vague(v) or vague(w))
    same = w.stated and (v.low, v.unit) == (w.low, w.unit) and (v.high == w.high or open_end)
    return near and same and not set(earlier.governorates).isdisjoint(item.governorates)


def numbers_differ(group: list[Linked], item: Linked) -> bool:
    """Two different stated tolls are two events, unless the later one is said to be a raised toll."""
    s = item.statement
    if any(_one_killed_one_hurt(g.statement, s) for g in group):
        return True
    if any(t.norm in _RAISED_TOLL for t in s.sentence.tokens):
        return False
    return any(_another_number(g.statement, s) and not _told_differently(g, item) for g in group)


def _told_differently(earlier: Linked, item: Linked) -> bool:
    """ "11 children were killed. 15 people, *11* of them children, …", "a monitor put the dead at 13": one toll."""
    a, b = earlier.statement, item.statement
    v, w = a.victims, b.victims
    next_to = b.sentence.number - a.sentence.number == 1 and a.category == "civilian_harm" and v.unit == w.unit
    if not next_to or not v.low or not w.low or not may_be_there([earlier], item):
        return False
    if is_among(earlier, item):
        return True
    close = min(v.low, w.low) >= _FEW and _CLOSE * max(v.low, w.low) <= min(v.low, w.low)
    return close and not item.own and a.subtype == b.subtype and not _of_others(b)


def is_among(a: Linked, b: Linked) -> bool:
    """ "15 people, among them *11 children*": the number of the first is told among the people of the second."""
    v, w = a.statement.victims, b.statement.victims
    if not (v.low and w.low) or not 1 < v.low < w.low:
        return False
    return any(p.low == v.low and p.first > w.first for p in b.reading.people)


def _of_others(s: Statement) -> bool:
    """ "*More* civilians", "five *others*", "*also* killed": people besides those told of."""
    near = s.sentence.tokens[: s.last + 2]
    return any(not t.bases.isdisjoint(_BESIDES) for t in near)


def _another_number(a: Statement, b: Statement) -> bool:
    """True where both state exact numbers of the same kind that cannot be one."""
    w, v = a.victims, b.victims
    if _one_and_many(a, b) or _one_and_many(b, a):
        return True
    if v.stated and w.stated and v.unit != w.unit:
        return a.category == "displacement" and _other_families(v, w)
    if not (v.stated and w.stated):
        return False
    if (_is_joint(a) or _is_joint(b)) and (_far_below(v, w) or _far_below(w, v)):
        return True  # "two were injured", and "hundreds killed and injured"
    if (a.subtype == "injured") != (b.subtype == "injured"):
        return False
    if _joint_figure(a, b) or _joint_figure(b, a):
        return False
    if a.category == "civilian_harm" and (_far_above(v, w) or _far_above(w, v)):
        return True
    one = (v.low, v.high) == (w.low, w.high) or v.low is not None and v.low == w.low
    if one or _includes(w, v):
        return False
    return not (vague(w) or vague(v)) or _far_below(w, v) or _far_below(v, w)


def _other_families(v: Victims, w: Victims) -> bool:
    """A number of persons that the number of households cannot have ("138,000 people", and "2,000 families")."""
    families, persons = (v, w) if v.unit == "households" else (w, v)
    if vague(v) or vague(w) or not families.low or not persons.low:
        return False
    return not _SMALLEST <= persons.low / families.low <= _LARGEST


def _is_joint(s: Statement) -> bool:
    """One number of dead and wounded together."""
    return s.subtype == "killed_and_injured" and s.injured is None


def _joint_figure(a: Statement, b: Statement) -> bool:
    """ "12 killed and wounded" and "six were killed, six wounded": one figure and its parts."""
    if not _is_joint(a) or b.injured is None:
        return False
    parts = (b.victims.low, b.injured.low)
    return None not in parts and a.victims.low == sum(parts)


def _one_and_many(a: Statement, b: Statement) -> bool:
    """One person killed on the day, and a total of many."""
    v, w = a.victims, b.victims
    one = a.category == "civilian_harm" and v.low == v.high == 1 and bool(v.text)
    told = not a.sentence.in_title and "strong" not in a.lead.word.tags
    return one and told and w.stated and (w.low or 0) >= _MANY


def _far_above(v: Victims, w: Victims) -> bool:
    """ "1,700 dead" in a campaign, and "scores" in an attack: an exact number far above a vague one."""
    return not vague(v) and vague(w) and (v.low or 0) > _FAR * (w.high or 0)


def _far_below(v: Victims, w: Victims) -> bool:
    """ "Two were killed", and "dozens" of others: an exact number that no vague one can mean."""
    if vague(v) or not vague(w) or v.low is None:
        return False
    return 2 * v.high < (w.low or 0) if v.high is not None else _FAR * v.low < (w.low or 0)


def made_exact(v: Victims, w: Victims) -> bool:
    """A figure with an open end, and an exact one of the same unit that lies not far above it."""
    return v.unit == w.unit and _includes(v, w) and w.low > v.low


def _includes(v: Victims, w: Victims) -> bool:
    """ "More than 20" and then "25": one figure, told more exactly."""
    return v.high is None and v.low is not None and w.low is not None and 2 * v.low <= 2 * w.low <= 3 * v.low


def _one_killed_one_hurt(a: Statement, b: Statement) -> bool:
    """A single person killed and another single person hurt, told in two sentences."""
    if {a.subtype, b.subtype} != {"killed", "injured"} or a.sentence.in_title or b.sentence.in_title:
        return False
    v, w = a.victims, b.victims
    if not (v.low == v.high == w.low == w.high == 1 and v.text and w.text):
        return False
    return a.sentence.tokens[v.text[1]].bases.isdisjoint(b.sentence.tokens[w.text[1]].bases)


def vague(v: Victims) -> bool:
    """ "dozens", "hundreds": a range that a figure elsewhere makes exact."""
    return v.low is not None and v.high is not None and v.high >= 3 * v.low


def days_differ(group: list[Linked], item: Linked, apart: int) -> bool:
    """True where a period meets a day, or where two days lie more than `apart` days from each other."""
    b = item.day
    for g in group:
        a = g.day
        if not a or not b:
            continue
        if (a.precision == 3) != (b.precision == 3):
            return True
        if a.precision == b.precision == 1 and abs((a.start - b.start).days) > apart:
            return True
    return False
