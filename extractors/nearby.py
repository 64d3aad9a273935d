"""The people around a trigger: who stands left and right of it, within its clause."""

from __future__ import annotations

from dataclasses import replace

from extractors.groups import breakdown, joined
from extractors.people import People
from extractors.roles import Victims, assess, total
from extractors.sentence import Token
from extractors.small_words import small
from extractors.triggers import Candidate

# How far people may stand from their trigger, in words; longer gaps are other clauses (measured on news sentences:
# 95 % of the people stand within 9 words of the verb).
REACH_RIGHT = 14
REACH_LEFT = 12
# English subjects stand further off: "who", "were", "reported" and adverbs come between.
_ENGLISH_LEFT = 6
# How far the members of a list stand from each other; a list may begin further off.
_LIST_GAP = 7
_GENERAL = frozenset(("plain", "resident"))  # civilians, citizens, people, residents
# A subject stands further off where only asides between commas tell of it.
_REACH_OVER_ASIDES = 44
# "Including" stands further from a passive verb than from its people.
_REACH_OF_PARTS = 18
_ITS = small("its_own")
BE = small("be")
_ISLAMIC_STATE = "IS"  # written in capitals it is a group
_TO = "to"
_PARTICIPLE_ENDING = "ed"
_AND, _COMMA = small("conjunction"), small("people_comma")
_BEFORE_PASSIVE = small("before_passive")
_BEFORE_PARTICIPLE = 3  # words within which "be" stands before it
_ING = "ing"
_ARTICLES = small("article")
_RELATIVE = small("relative_pronoun")
_END_RIGHT = small("clause_end_right")
_END_LEFT = small("clause_end_left")
_CAUSED_BY = small("caused_by")


def people_after(c: Candidate, people: list[People], start: int, reach: int = REACH_RIGHT) -> list[int]:
    """Numbers of the people phrases right of word `start`, nearest first, up to where the clause ends."""
    tokens, found = c.sentence.tokens, []
    for k, p in enumerate(people):
        if p.head < start or p.first < start and p.head <= start:
            continue
        if c.sentence.language == "en" and p.first == p.head and _shares_the_next(c, people, k, start):
            continue
        if p.first - start > reach:
            break
        if _shot(tokens, p) and c.sentence.language == "ar":
            continue
        between = [t for t in tokens[start : p.first] if not (shares_object(c, t, start) or _is_attribute(tokens, t.i))]
        if any(_ends_clause(t) for t in between) or c.sentence.language == "ar" and _by_somebody(between, p):
            break
        found.append(k)
    return found


def _shot(tokens: list[Token], p: People) -> bool:
    """ "Were killed *by the bullets of* unknown men": fighters right after the bullets fired them."""
    return p.kind == "comb" and not p.stated and p.first > 0 and tokens[p.first - 1].has("bullet")


def _shares_the_next(c: Candidate, people: list[People], k: int, start: int) -> bool:
    """ "Killed and *injured* scores of people": no injured people, but a second verb with the same object."""
    one, following = people[k], people[k + 1 : k + 2]
    verb = shares_object(c, c.sentence.tokens[one.head], start) and not one.stated
    return verb and bool(following) and following[0].first == one.last + 1


def _by_somebody(between: list[Token], p: People) -> bool:
    """ "Was abducted at the hands of unknown men": who stands after such words did it."""
    return p.kind == "comb" and any(t.has("agent_mark") for t in between[-3:])


def _is_attribute(tokens: list[Token], i: int) -> bool:
    """An English participle after an article ("the captured pilot")."""
    return i > 0 and tokens[i - 1].norm in _ARTICLES and tokens[i].norm.endswith(_PARTICIPLE_ENDING)


def shares_object(c: Candidate, token: Token, start: int) -> bool:
    """A second verb joined to the trigger that shares its object ("executed and crucified nine men")."""
    if token.i - start > 1 or not any(r.word.category == c.category for r in token.readings):
        return False
    return token.begins_with_and() or token.i > 0 and c.sentence.tokens[token.i - 1].norm in _AND


def _ends_clause(token: Token) -> bool:
    if token.has("stop") or token.norm in _END_RIGHT:
        return True
    return not token.has("func") and any(r.kind in ("act", "mid", "hit") and r.word.category for r in token.readings)


def people_before(c: Candidate, people: list[People], reach: int = REACH_LEFT) -> list[int]:
    """Numbers of the people phrases left of the trigger, nearest first, within the clause."""
    tokens, found = c.sentence.tokens, []
    english = c.sentence.language == "en"
    reach += _ENGLISH_LEFT if english else 0
    for k in range(len(people) - 1, -1, -1):
        p = people[k]
        if p.last >= c.first or "org" in p.tags or english and _does_it(tokens, p) and not _who_flees(c, p):
            continue
        listed = english and found and p.low is not None and people[found[-1]].first - p.last <= _LIST_GAP
        if c.first - p.last > reach and not listed and not (english and _told_of_before(c, p)):
            break
        if any(_ends_clause_before(tokens, t) for t in tokens[p.last + 1 : c.first]):
            break
        found.append(k)
    return found


def _told_of_before(c: Candidate, p: People) -> bool:
    """ "*A teacher*, from X, aged 23, *was* arrested": all that stands between tells of the subject."""
    tokens, k = c.sentence.tokens, c.first - 1
    while k > p.last and (is_be(tokens[k]) or tokens[k].norm in _BEFORE_PASSIVE):
        k -= 1
    apart = k < c.first - 1 and tokens[k].norm in _COMMA and tokens[p.last + 1].norm in _COMMA
    return apart and c.first - p.last <= _REACH_OVER_ASIDES


def _who_flees(c: Candidate, p: People) -> bool:
    """ "A road used by *refugees fleeing* the shelling": right before a participle of what they do themselves."""
    return "mid" in c.kinds and c.first - p.last == 1 and c.sentence.tokens[c.first].norm.endswith(_ING)


def _does_it(tokens: list[Token], p: People) -> bool:
    """ "People kidnapped *by the rebels* were freed": whoever did it befell nothing."""
    before = (t for t in reversed(tokens[max(0, p.first - 2) : p.first]) if t.norm not in _ARTICLES)
    return any(t.has("agent_mark") for t in before)


def _ends_clause_before(tokens: list[Token], token: Token) -> bool:
    if token.norm in _END_LEFT:
        return True
    return token.has("stop") and token.norm not in _RELATIVE and not _is_passive(tokens, token.i)


def _is_passive(tokens: list[Token], i: int) -> bool:
    """ "Were *reported* injured", "civilians *reported* to be fleeing": a verb of saying that ends no clause."""
    to_be = len(tokens) > i + 2 and is_be(tokens[i + 2]) and tokens[i + 1].norm == _TO
    return i > 0 and (is_be(tokens[i - 1]) or to_be)


def is_be(token: Token) -> bool:
    """A form of "be"; "IS fighters" are none."""
    return token.norm in BE and token.text != _ISLAMIC_STATE


def is_passive(c: Candidate) -> bool:
    """ "*Was* hit", "*were* badly hurt": a form of "be" right before an English trigger."""
    return any(map(is_be, c.sentence.tokens[max(0, c.first - _BEFORE_PARTICIPLE) : c.first]))


def take(c: Candidate, people: list[People], k: int) -> None:
    """People phrase k, with those joined to it and its "among them …", is who the trigger befell."""
    group = joined(c.sentence, people, k)
    if told_one_by_one(group, c.sentence.tokens) or _parts_of_the_first(group):
        group = group[:1]
    elif _told_after(group, c.sentence.tokens):
        group = group[1:]
    parts = breakdown(c.sentence, people, max(group[-1].last, group[-1].count_last))
    if not parts:  # "150 people were killed in the attack on …, including …"
        parts = breakdown(c.sentence, people, max(c.last, group[-1].last), _REACH_OF_PARTS)
    parts = parts or _told_first(c, people, group[0])
    c.victims = assess(c.sentence, group, parts)
    _held_together(c, group)


def _held_together(c: Candidate, group: list[People]) -> None:
    """ "Arrested a commander *and two others*": all who are held or executed count, where nobody is a civilian."""
    kinds = {p.kind for p in group}
    if c.category not in ("arrest", "execution") or kinds != {"comb", "any"}:
        return
    low, high, unit, stated = total(group)
    if low is not None:
        c.victims = replace(c.victims, low=low, high=high, unit=unit, stated=stated, first=min(p.first for p in group))


def _told_first(c: Candidate, people: list[People], whole: People) -> list[People]:
    """ "*Among them a girl* .. five people wounded": a headline that begins with a part of the people it counts."""
    if c.sentence.language != "ar" or not whole.stated or not any(t.has("breakdown") for t in c.sentence.tokens[:2]):
        return []
    first = breakdown(c.sentence, people, -1)
    return [p for p in first if p.last < min(c.first, whole.first)]


def _told_after(group: list[People], tokens: list[Token]) -> bool:
    """ "Its *occupants*, two women, a child and four men": who they were, with a number each."""
    first, *each = group
    its = any(t.norm in _ITS for t in tokens[max(0, first.first - 1) : first.head])
    return (first.kind == "any" or its) and first.low is None and len(each) > 1 and all(p.low is not None for p in each)


def told_one_by_one(group: list[People], tokens: list[Token]) -> bool:
    """ "Three children, a girl, a boy and his sister": a number, then each; not "two men, a woman and …"."""
    first, *each = group
    single = all(p.low == p.high == 1 and not p.stated for p in each)
    if not (first.stated and len(each) > 1 and first.low == first.high == len(each) and single):
        return False
    noun = {r.word.id for r in tokens[first.head].readings}
    alike = any(r.word.id in noun for p in each for r in tokens[p.head].readings)
    return alike or not first.tags.isdisjoint(_GENERAL)


def _parts_of_the_first(group: list[People]) -> bool:
    """ "20 civilians, 12 women and 8 men": numbers that add up to the first."""
    first, *each = group
    if len(each) < 2 or not first.stated or first.tags.isdisjoint(_GENERAL):
        return False  # "two women, a child and a man"
    return all(p.low == p.high for p in group) and sum(p.low or 0 for p in each) == first.low


def is_caused(c: Candidate) -> bool:
    """ "*Owing to* their injury": a word of cause stands right before a trigger."""
    return c.first > 0 and not c.sentence.tokens[c.first - 1].bases.isdisjoint(_CAUSED_BY)


def one_person(c: Candidate) -> Victims:
    """One person whom only a pronoun tells of ("he was arrested")."""
    return Victims("unspecified", 1, 1, "persons", first=c.first, last=c.last)
