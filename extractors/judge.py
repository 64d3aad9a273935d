"""Whom each trigger befell, by its syntax in either language."""

from __future__ import annotations

from itertools import pairwise

from extractors.arabic_victims import another_of_them, set_arabic
from extractors.english_victims import before_figure, reached_by_toll, set_english, subject, toll_number
from extractors.groups import breakdown, joined
from extractors.nearby import is_be, one_person, people_after, people_before, take
from extractors.people import People
from extractors.roles import Victims
from extractors.sentence import Token
from extractors.small_words import small
from extractors.triggers import Candidate

_HE_SHE, _HIM_HER = small("he_she"), small("him_her")
_THEM, _AMONG = small("part_of_them"), small("among")
_COMMA, _UPON = small("people_comma"), small("upon_them")
_BETWEEN = small("between_two")
_NUMBER = small("english_amount_noun")
_NUMBER_OF, _EXCEEDED = small("counted_before"), small("exceeds")
_EMPTIED = "dis.emptied"
_THEY_WE, _WE = small("they_them") | small("we_us"), small("we_us")
_WITH, _THEIRS = small("along_with"), small("his_her_their")
_THEY_ARE = small("they_are")
_UP_TO_ARE = 6  # words from "the dead" to "are"
_FLEE = "dis.flee"
_ALONG = 9  # words between a verb and those who went along
_REACHED, _RISES = small("toll_reached"), small("rises")
_BEFORE_PEOPLE = 9  # words of "the number of Syrian civilians who have been" before a verb
_REACH_OF_THEM = 16  # words between people and the "them" that means them
_REACH_WORDS = frozenset(("har.reach", "har.target"))


def set_victims(c: Candidate, people: list[People]) -> None:
    """Find who was affected, by the syntax of the trigger."""
    own = _own_people(c, people)
    if own is not None:
        take(c, people, own)
        if c.sentence.language == "en":
            _number_of_toll(c, people)
        return
    taken = c.sentence.tokens[c.first].taken
    begin = c.first + 1 if taken and taken[-1] - taken[0] >= len(taken) else c.last + 1
    if taken and c.category == "arrest" and c.sentence.tokens[taken[-1]].norm in _UPON:
        begin = taken[-1] + 1  # "the security forces laid hands *on* X"
    right = people_after(c, people, begin)
    if c.sentence.language == "en":
        set_english(c, people, right)
    else:
        set_arabic(c, people, right, begin)
        another_of_them(c, people, begin)
        _open_above(c)
        if c.word.id == _EMPTIED and c.victims.kind == "combatants":
            c.victims = Victims()  # "emptied of its people after an attack by gunmen"
    told = c.category in ("arrest", "execution") or "kill" in c.word.tags and bool({"event", "mark"} & {*c.kinds})
    if told and c.victims.kind is None:
        _reached(c, people)
    if c.sentence.language == "en":
        _english_without_people(c, people)


def _open_above(c: Candidate) -> None:
    """ "The number of the displaced *exceeded* 40,000": no upper bound."""
    v, tokens = c.victims, c.sentence.tokens
    if not v.stated or v.low is None or v.low != v.high or v.first < c.first:
        return
    counted = any(not t.bases.isdisjoint(_NUMBER_OF) for t in tokens[max(0, c.first - 1) : v.first])
    if counted and any(t.norm in _EXCEEDED for t in tokens[max(0, c.first - 3) : v.first]):
        v.high = None


def _own_people(c: Candidate, people: list[People]) -> int | None:
    """The people phrase that a word such as "the dead" is itself, or the one that it tells of."""
    english = c.sentence.language == "en"
    be = english and "act" in c.kinds and c.first and is_be(c.sentence.tokens[c.first - 1])
    if be and (p := next((p for p in people if p.head == c.first), None)) and not p.stated and people_before(c, people):
        return None  # "people who were outside *were injured*"
    if "victim" not in c.kinds or english and "act" in c.kinds and people_after(c, people, c.last + 1, 1):
        return None
    own = next((k for k, p in enumerate(people) if p.first <= c.first <= p.last), None)
    if own is None or people[own].stated:
        return own
    if not english and own and _adjective_of(people[own - 1], people[own], c):
        return own - 1  # "five children martyrs"
    if own and people[own - 1].kind == "civ" and _among_them(c.sentence.tokens[people[own - 1].last + 1 : c.first]):
        return own - 1  # "there are *civilians among the dead*"
    before = people_before(c, people) if english else []
    gap = c.sentence.tokens[people[before[0]].last + 1 : c.first] if before else []
    among = len(gap) == 3 and is_be(gap[0]) and gap[1].norm in _AMONG  # "11 civilians were among the dead"
    if before and (len(gap) < 3 or among):
        return subject(c, people, before)  # "left 22 civilians dead"
    after = people[own + 1 : own + 2]
    civilians = bool(after) and any(p.kind == "civ" for p in joined(c.sentence, people, own + 1))
    near = civilians and after[0].first - people[own].last <= 2
    near = near or bool(after) and not english and _they_are(c, people[own], after[0])
    near = near and not c.sentence.tokens[after[0].first].begins_with_and()  # "the wounded *and* … the displaced"
    gap = c.sentence.tokens[people[own].last + 1 : after[0].first] if near else []
    if near and not any(t.has("stop") or t.norm in _COMMA for t in gap):
        return own + 1  # "most of the dead are civilians"
    return own


def _they_are(c: Candidate, own: People, who: People) -> bool:
    """ "The dead in the village *are* five children"."""
    before = c.sentence.tokens[own.last + 1 : who.first]
    return who.kind != "comb" and 0 < len(before) <= _UP_TO_ARE and before[-1].norm in _THEY_ARE


def _adjective_of(counted: People, own: People, c: Candidate) -> bool:
    """True where a counted noun stands right before a word such as "martyrs"."""
    joined = c.sentence.tokens[own.first].begins_with_and()
    return counted.stated and counted.kind == "civ" and own.first == counted.last + 1 and not joined


def _among_them(gap: list[Token]) -> bool:
    """True where nothing but the Arabic "(from) among" stands between people and the dead whom they belong to."""
    return 0 < len(gap) < 3 and gap[-1].norm in _BETWEEN and all(t.has("prep") for t in gap)


def _reached(c: Candidate, people: list[People]) -> None:
    """ "A campaign of arrests that reached nine young men": the people after the verb of reach."""
    for t in c.sentence.tokens[c.last + 1 : c.last + 14]:
        if any(r.word.id in _REACH_WORDS for r in t.readings):
            k = next((k for k, p in enumerate(people) if 0 < p.first - t.i <= 3), None)
            if k is not None:
                take(c, people, k)
            return


def _english_without_people(c: Candidate, people: list[People]) -> None:
    """Victims that no people phrase tells of: "he was arrested", "the number of abducted people … stands at 220"."""
    tokens = c.sentence.tokens
    before = tokens[max(0, c.first - 4) : c.first]
    if c.victims.kind is None and c.category != "displacement" and (k := _taken_before(c, people)) is not None:
        take(c, people, k)
    if c.category == "execution" and c.victims.kind is None and "act" in c.kinds and _pronoun_after(c) in _THEM:
        c.victims = Victims("unspecified", first=c.first, last=c.last)
    if c.word.id == _FLEE:
        _set_pronoun_that_flees(c, people)
    if c.category in ("arrest", "execution") and c.victims.kind is None and "act" in c.kinds:
        if any(map(is_be, before)) and any(t.norm in _HE_SHE for t in before) or _whom(c):
            c.victims = one_person(c)
    _number_of_toll(c, people)


def _number_of_toll(c: Candidate, people: list[People]) -> None:
    """The number that "the number of people killed in the town …" reaches."""
    tokens = c.sentence.tokens
    if c.victims.stated or not any(t.norm in _NUMBER for t in tokens[max(0, c.first - _BEFORE_PEOPLE) : c.last + 1]):
        return
    found = toll_number(c)
    if found.stated:
        c.victims = _with_number(c.victims, found)
        parts = breakdown(c.sentence, people, found.last)
        if c.victims.kind == "unspecified" and any(p.kind == "civ" for p in parts):
            c.victims.kind = "civilians"  # "has risen to 25, including 4 children"
    elif (k := next((k for k, p in enumerate(people) if _risen_to(c, p)), None)) is not None:
        take(c, people, k)  # "the number of casualties reached 15 civilians"


def _risen_to(c: Candidate, p: People) -> bool:
    """ "Reached 15 civilians", "rose to 15 civilians"; not "a raid on a school of 300 pupils"."""
    end = before_figure(c.sentence.tokens, p.first) + 1
    before = [t.norm for t in c.sentence.tokens[max(0, end - 2) : end]]
    return reached_by_toll(c, p) and (before[-1] in _REACHED or len(before) == 2 and before[0] in _RISES)


def _set_pronoun_that_flees(c: Candidate, people: list[People]) -> None:
    """ "*They* fled", "*she* fled with *her three children*": of a pronoun, and those who went with it."""
    tokens, v = c.sentence.tokens, c.victims
    near = tokens[max(0, c.first - 2) : c.first]
    one = any(t.norm in _HE_SHE for t in near)
    if "mid" not in c.kinds or not (one or any(t.norm in _THEY_WE for t in near)):
        return
    with_them = next((k for k, p in enumerate(people) if p.kind == "civ" and _goes_along(tokens, p, c.last)), None)
    if v.kind is None and one and with_them is not None:
        take(c, people, with_them)
    elif v.kind is None:
        v = c.victims = one_person(c) if one else Victims("unspecified", first=c.first, last=c.last)
        v.resident = any(t.norm in _WE for t in near)
        return
    elif not (one and _along(tokens, v.first)):
        return
    if c.victims.unit == "persons" and c.victims.low is not None and c.victims.high is not None:
        c.victims.low, c.victims.high, c.victims.stated = c.victims.low + 1, c.victims.high + 1, True


def _goes_along(tokens: list[Token], p: People, after: int) -> bool:
    """ "Fled the town *with his wife*": some words behind the verb."""
    return 0 < p.first - after <= _ALONG and _along(tokens, p.first)


def _along(tokens: list[Token], first: int) -> bool:
    """ "*Along with her* husband": with, and whose."""
    before = [t.norm for t in tokens[max(0, first - 4) : first]]
    return any(x in _WITH and y in _THEIRS for x, y in pairwise(before))


def _pronoun_after(c: Candidate) -> str:
    """The word right after a trigger, which may be its object."""
    return next((t.norm for t in c.sentence.tokens[c.last + 1 : c.last + 2]), "")


def _taken_before(c: Candidate, people: list[People]) -> int | None:
    """ "Captured four farmers and executed *them*": the nearest people before, fighters only after others."""
    tokens, pronoun = c.sentence.tokens, _pronoun_after(c)
    if "act" not in c.kinds or c.subtype == "release" or c.first and is_be(tokens[c.first - 1]):
        return None
    if pronoun not in _THEM | _HIM_HER:
        return None
    before = [k for k, p in enumerate(people) if p.last < c.first and c.first - p.last <= _REACH_OF_THEM]
    good = [k for k in before if (people[k].low == 1) != (pronoun in _THEM) and (people[k].kind != "comb" or k > 0)]
    return good[-1] if good else None


def _whom(c: Candidate) -> bool:
    """ "The gunmen who abducted *him*": an active verb with a pronoun of one person."""
    return _pronoun_after(c) in _HIM_HER and not is_be(c.sentence.tokens[c.first - 1])


def _with_number(victims: Victims, found: Victims) -> Victims:
    """A number that comes later in the sentence, with what is known of the people."""
    return Victims(
        victims.kind or found.kind,
        found.low,
        found.high,
        "persons",
        found.text,
        stated=True,
        resident=True,
        displaced=victims.displaced,
        first=found.first,
        last=found.last,
    )
