"""Who an English trigger befell: its subject where it is passive or has no object, else the people after it."""

from __future__ import annotations

from extractors.counts import read_quantity
from extractors.dead_and_hurt import dead_and_hurt
from extractors.deeds import without_subject
from extractors.groups import names_parts, two_names
from extractors.named import names_behind
from extractors.nearby import is_be, is_passive, people_before, take, told_one_by_one
from extractors.people import People, age_ends
from extractors.roles import Victims, assess
from extractors.sentence import Token
from extractors.small_words import small
from extractors.triggers import Candidate

# How far the words that say who a named person was may stand from the name.
_APPOSITION = 14
# How far the number of a toll may stand behind its trigger.
_TOLL_REACH = 22
_OBJECT_REACH = 9  # words behind a verb within which its object stands
_EVACUATE, _KILL = "dis.evacuation", "har.kill"
_TAKES = ("arr.arrest", "arr.abduct")
_ING, _ADVERB_ENDING, _PLURAL = "ing", "ly", "s"
_OF = small("of_alone")
_AND = small("conjunction")
_COMMA = small("people_comma")
_PARTICLES, _BRACKETS, _THEIR = small("name_particle"), small("brackets"), small("his_her_their")
_HYPHEN, _IN_OR_TO, _COUNTRY = small("hyphen"), small("in_or_to"), small("country")
_LISTED_REACH = 12  # words between the numbers of a list of places
_AMONG, _OR = small("among"), small("or_else")
_BEFORE_OBJECT = small("before_english_object")
_NO_OBJECT_AFTER = small("no_object_after")
_RISES, _OF_WHOM = small("rises"), small("of_whom")
_REACHES, _EXCEEDS = small("toll_reaches"), small("exceeds")
_NOW, _A = small("adverbs_of_a_figure"), small("one_article")
_TO = small("toward")
_LINKED_SUBJECT = small("linked_subject")
_MORE_DEEDS, _NOUN_ADJECTIVES = small("more_deeds"), small("noun_adjective")
_KIN_OF, _OF_THE = small("kin_of"), small("of")
_ADVERB_LIKE_AMOUNTS = small("adverb_like_amount")


def set_english(c: Candidate, people: list[People], right: list[int]) -> None:
    """Find who was affected; right: the people phrases after the trigger."""
    _set_people(c, people, right)
    listed = _listed_by_place(c, people)
    if listed and c.victims.low is not None:
        c.victims.low += sum(p.low or 0 for p in listed)
        c.victims.high = None if c.victims.high is None else c.victims.high + sum(p.low or 0 for p in listed)


def _listed_by_place(c: Candidate, people: list[People]) -> list[People]:
    """ "30 people were killed in A, *12 in B* and *five in C*": the numbers that the first one lacks."""
    tokens, v = c.sentence.tokens, c.victims
    last, found = max(c.last, v.last), []
    if not v.stated or v.unit != "persons" or not _in_a_place(tokens, last + 1):
        return []
    for p in people:
        if p.first <= last:
            continue
        between = tokens[last + 1 : p.first]
        if any(t.has("breakdown") for t in between[-2:]):
            continue
        if len(between) > _LISTED_REACH or any(r.word.category for t in between for r in t.readings):
            break
        linked = between and (between[-1].norm in _COMMA or between[-1].norm in _AND)
        if not (linked and p.stated and "headless" in p.tags and p.low == p.high and _in_a_place(tokens, p.last + 1)):
            break
        found.append(p)
        last = p.last
    return [] if sum(p.low or 0 for p in found) == v.low else found


def _in_a_place(tokens: list[Token], i: int) -> bool:
    """ "In Homs", "to Lebanon", "in the province of X": a name behind the next word, and not the whole country."""
    after = [t for t in tokens[i + 1 : i + 6] if t.norm not in _OF_THE]
    named = bool(after) and (after[0].text[:1].isupper() or after[0].has("populated"))
    return i < len(tokens) and tokens[i].norm in _IN_OR_TO and named and after[0].norm not in _COUNTRY


def _set_people(c: Candidate, people: list[People], right: list[int]) -> None:
    """The people of a trigger by its syntax."""
    left = people_before(c, people)
    own = next((k for k, p in enumerate(people) if p.stated and _begins_with(c, p)), None)
    if own is None or c.category != "displacement":  # else "… and some 11 million displaced"
        own = _amount_of_deeds(c, people)
    if own is not None:
        take(c, people, own)
        return
    if _civilian_deed(c):
        at = c.first - 1
        c.victims = Victims("civilians", resident=True, first=at, last=at)
        return
    if "mid" in c.kinds and c.word.subtype != "return":
        inner = [k for k in right if people[k].first < max(c.sentence.tokens[c.first].taken or (0,))]
        if inner or left:  # "drove *hundreds of families* from their homes", or the subject
            take(c, people, inner[0] if inner else subject(c, people, left))
        return
    k = _described(c, people)
    k = _chosen(c, people, left, right) if k is None else k
    if k is not None and _counts_massacres(c, people[k]):
        return
    if k is not None:
        take(c, people, k)
        if c.victims.kind == "unspecified" and _civilians_among(c, people):
            c.victims.kind = "civilians"
        if _with_a_name(c):
            c.victims.low = c.victims.high = 2
        if _some_of_them(c):
            c.victims.low = c.victims.high = None
            c.victims.stated = False
    elif "kill" in c.word.tags and "mark" in c.kinds:
        c.victims = toll_number(c)
        later = [k for k, p in enumerate(people) if c.victims.kind is None and reached_by_toll(c, p)]
        k = later[0] if later else None
        if k is not None:
            take(c, people, k)  # "the death toll rose to 1,383 civilians"
    elif _names_its_object(c) and (at := _named_object(c)) is not None:
        called = next((p for p in people if 1 < p.first - at <= _APPOSITION and p.low == p.high == 1), None)
        kind = assess(c.sentence, [called], []).kind if called else None
        n, last = names_behind(c.sentence.tokens, at)
        c.victims = Victims(kind or "unspecified", n, n, "persons", (at, at), first=at, last=last if n > 1 else at)


def _civilian_deed(c: Candidate) -> bool:
    """ "Has caused *civilian deaths*", "a *civilian* massacre": whose, and not how many."""
    tokens = c.sentence.tokens
    if c.category != "civilian_harm" or c.first == 0 or "mid" in c.kinds or "act" in c.kinds and "mark" not in c.kinds:
        return False
    before = tokens[c.first - 1]
    return "victim" not in c.kinds and before.has("plain") and before.norm in _NOUN_ADJECTIVES


def _begins_with(c: Candidate, p: People) -> bool:
    """The people are the first word of a trigger, or of its phrase ("900 *displaced people arrived*")."""
    taken = c.sentence.tokens[c.first].taken
    return p.head == c.first or bool(taken) and p.first < c.first < p.head < taken[-1]


def _counts_massacres(c: Candidate, p: People) -> bool:
    """ "*14* massacres": how many there were, and not how many died."""
    return "strong" in c.word.tags and "headless" in p.tags and p.last == c.first - 1


def _names_its_object(c: Candidate) -> bool:
    """An active verb, or "the detention *of*"."""
    if c.category == "displacement":
        return False
    after = c.sentence.tokens[c.last + 1 : c.last + 2]
    return "act" in c.kinds or c.category == "arrest" and "event" in c.kinds and any(t.norm in _OF for t in after)


def _described(c: Candidate, people: list[People]) -> int | None:
    """ "Two *kidnapped* men were found": an abduction that only describes its people."""
    inside = (k for k, p in enumerate(people) if p.first < c.first < p.head and p.stated and not p.definite)
    return next(inside, None) if c.category == "arrest" else None


def _civilians_among(c: Candidate, people: list[People]) -> bool:
    """ "Three *children are among* the four people killed": the people of the total are not all fighters."""
    tokens, first = c.sentence.tokens, c.victims.first
    before = [t for t in tokens[max(0, first - 3) : first] if t.norm not in _BEFORE_OBJECT]
    if len(before) < 2 or before[-1].norm not in _AMONG or not is_be(before[-2]):
        return False
    return any(p.kind == "civ" and 0 <= before[-2].i - p.last <= 4 for p in people)


def _with_a_name(c: Candidate) -> bool:
    """ "*A B and his son* were killed": one who is only named, and one who is his."""
    v = c.victims
    before = c.sentence.tokens[max(0, v.first - 3) : v.first]
    if not v.low == v.high == 1 or v.stated or v.first > c.first or len(before) < 3:
        return False
    name, link, his = before
    called = name.text[:1].isupper() and not name.readings or name.norm in _BRACKETS
    return called and link.norm in _AND and his.norm in _THEIR


def _some_of_them(c: Candidate) -> bool:
    """ "13 people, *some of whom* were released": not all of them."""
    between = c.sentence.tokens[c.victims.last + 1 : c.first]
    some = [t for t in between if t.norm in _OF_WHOM] if len(between) < 11 else []
    return any(t.has("breakdown") or is_be(c.sentence.tokens[t.i + 1]) for t in some)  # "half are displaced"


def _amount_of_deeds(c: Candidate, people: list[People]) -> int | None:
    """ "31 *arrests*", "270,000 *displacements*": the bare number before a plural noun of the deed counts people."""
    if "event" not in c.kinds or not c.sentence.tokens[c.first].norm.endswith(_PLURAL):
        return None
    bare = (k for k, p in enumerate(people) if _is_bare_number(c, p) and p.stated and p.last < c.first)
    return next((k for k in bare if _counts_deeds(c, c.sentence.tokens[people[k].last + 1 : c.first])), None)


def _is_bare_number(c: Candidate, p: People) -> bool:
    """A number alone, or one with "civilian" right before the deeds ("23 *civilian* deaths")."""
    tokens = c.sentence.tokens
    adjective = p.head == c.first - 1 and tokens[p.head].norm in _NOUN_ADJECTIVES and p.low != 1
    return "headless" in p.tags or adjective


def _counts_deeds(c: Candidate, between: list[Token]) -> bool:
    """Nothing, "new" or "of" between a number and the deeds that it counts ("thousands *of new* displacements").

    "Hundreds of deaths and injuries" sums up the war more often than a day.
    """
    words = _MORE_DEEDS if c.category == "civilian_harm" else _MORE_DEEDS | _OF
    return len(between) <= 3 and all(t.norm in words for t in between)


def reached_by_toll(c: Candidate, people: People) -> bool:
    """True where "to", "of" or "at" stands right before a number of people."""
    reached = c.sentence.tokens[before_figure(c.sentence.tokens, people.first)]
    return people.stated and reached.norm in _REACHES and 0 < people.first - c.last <= 16


def before_figure(tokens: list[Token], first: int) -> int:
    """The word before a figure that no "now" or "currently" takes up."""
    i = first - 1
    while i > 0 and tokens[i].norm in _NOW:
        i -= 1
    return i


def _named_object(c: Candidate) -> int | None:
    """The first word of a name right after an active verb ("arrested John Smith"), titles before it left out."""
    tokens = c.sentence.tokens
    if any(map(is_be, tokens[max(0, c.first - 2) : c.first])):
        return None
    i = c.last + 1
    while i < len(tokens) and (tokens[i].norm in _BEFORE_OBJECT or tokens[i].is_person() or age_ends(tokens, i)):
        i = age_ends(tokens, i) or i + 1
    name = [t for t in tokens[i : i + 4] if t.norm not in _PARTICLES][:2]
    if c.word.id in _TAKES and name and not _is_name(name[-1]) and not name[0].norm.endswith(_PLURAL):
        name = name[:1] * 2  # "arrested Ismail": the second name is left out
    capitals = len(name) == 2 and all(map(_is_name, name))
    return i if capitals and not any(t.readings or t.has("group", "populated", "time") for t in name) else None


def _is_name(token: Token) -> bool:
    return token.text[:1].isupper() and token.text[1:2].islower()


def _chosen(c: Candidate, people: list[People], left: list[int], right: list[int]) -> int | None:
    """The number of the people phrase that the syntax of the trigger points to."""
    tokens = c.sentence.tokens
    before = tokens[max(0, c.first - 3) : c.first]
    if without_subject(c) or c.word.id == _KILL and "mark" in c.kinds:
        left = []  # "dozens were injured and *the death toll* may rise"
    if left and any(map(is_be, before)) and before[-1].norm not in _TO:  # not "were able to release"
        return subject(c, people, left)
    ing = tokens[c.first].norm.endswith(_ING)
    if "act" not in c.kinds and not ing and tokens[min(c.last + 1, len(tokens) - 1)].norm in _COMMA:
        right = []  # "ahead of the evacuation, eight people …"
    if right and _is_object(c, people[right[0]]):
        return subject(c, people, left) if _headline_pair(c, people, left, right) else right[0]
    noun = c.last + 1 < len(tokens) and tokens[c.last + 1].norm in _OF or ing
    act = not {"act", "mid", "mark"}.isdisjoint(c.kinds) or "event" not in c.kinds
    if left and act and not noun and "civilian_person" not in c.word.needs and _objectless(c):
        return subject(c, people, left)
    if right and people[right[0]].first - c.last <= 7 and (not act or noun):
        return right[0]
    if left and c.word.id == _EVACUATE and "act" in c.kinds:
        return subject(c, people, left)  # "rebels and civilians evacuated the town"
    return None


def _is_object(c: Candidate, people: People) -> bool:
    """True where nothing but articles and the like stands between a trigger and the people after it."""
    gap = c.sentence.tokens[c.last + 1 : people.first]
    compounds = sum(t.norm in _HYPHEN for t in gap)  # "large numbers of *pro-democracy* protesters"
    if people.first - c.last - 2 * compounds > 5:
        return False
    if any(t.has("time") for t in gap) and not any(t.norm in _COMMA for t in gap):
        tokens = c.sentence.tokens  # "killed on Sunday two farmers", "on 5 March three"
        gap = [t for t in gap if not any(n.has("time") for n in tokens[t.i : t.i + 3])]
    return all(t.norm in _BEFORE_OBJECT or not t.has("prep") and not t.tags for t in gap)


def _headline_pair(c: Candidate, people: list[People], left: list[int], right: list[int]) -> bool:
    """ "13 civilians killed 43 others injured": each participle belongs to the people before it."""
    if not left or c.first - people[left[0]].last != 1:
        return False
    after = people[right[0]].last + 1
    tokens = c.sentence.tokens
    hurt = tokens[people[right[0]].last]
    if people[right[0]].stated and any("injure" in r.word.tags for r in hurt.readings) and "kill" in c.word.tags:
        return True  # "six citizens martyred, 21 injured"
    return after < len(tokens) and any(r.kind == "act" and r.word.category for r in tokens[after].readings)


def _objectless(c: Candidate) -> bool:
    """True where an English participle has no object after it, so its people stand before it."""
    tokens = c.sentence.tokens
    if "mark" in c.kinds or c.last + 1 >= len(tokens) or "mid" in c.kinds and "kill" in c.word.tags:
        return True  # nobody "dies" somebody
    t = tokens[c.last + 1]
    if t.has("time"):
        return _then(tokens[c.last + 1 : c.last + _OBJECT_REACH])
    if t.has("prep", "stop", "result", "agent_mark", "breakdown") or not t.norm[:1].isalnum():
        return True
    if t.norm in _NO_OBJECT_AFTER:
        return True
    if _then(tokens[c.last + 1 : c.last + _OBJECT_REACH]):
        return True  # "a man abducted a week ago"
    adverb = t.norm.endswith(_ADVERB_ENDING) and t.norm not in _ADVERB_LIKE_AMOUNTS
    return adverb or any(r.kind in ("act", "mid") for r in t.readings)


def _then(after: list[Token]) -> bool:
    """A time follows, and no person before the next preposition, comma or form of "be"."""
    ends = (k for k, t in enumerate(after) if is_be(t) or t.has("prep") or t.norm in _COMMA)
    end = next(ends, len(after))
    return any(t.has("time") for t in after[:3]) and not any(t.is_person() for t in after[:end])


def toll_number(c: Candidate) -> Victims:
    """ "The death toll … rose to 15": the last amount after "to", "of" or "at"."""
    tokens = c.sentence.tokens
    found = Victims()
    for i in range(c.last + 1, min(len(tokens), c.last + _TOLL_REACH)):
        reached = tokens[before_figure(tokens, i)].norm in _REACHES or tokens[i].norm in _EXCEEDS
        quantity = read_quantity(tokens, i, "en") if reached else None
        if quantity and _is_bare(tokens, quantity.last + 1):
            first, last = quantity.first, quantity.last
            found = Victims(
                "unspecified", quantity.low, quantity.high, "persons", (first, last), True, first=first, last=last
            )
    return found if found.stated else _raised_before(c)


def _raised_before(c: Candidate) -> Victims:
    """ "It rose to 6, including women, the number of people who were killed": the amount stands before."""
    tokens = c.sentence.tokens
    for i in range(c.first - 1, max(1, c.first - _TOLL_REACH), -1):
        if tokens[i - 1].norm in _REACHES and tokens[i - 2].norm in _RISES and (q := read_quantity(tokens, i, "en")):
            return Victims("unspecified", q.low, q.high, "persons", (q.first, q.last), True, first=q.first, last=q.last)
    return Victims()


def _is_bare(tokens: list[Token], after: int) -> bool:
    """True where no noun follows an amount."""
    if after >= len(tokens) or not tokens[after].norm[:1].isalpha():
        return True
    return tokens[after].has("prep", "breakdown", "stop", "time") or tokens[after].norm in _AND


def subject(c: Candidate, people: list[People], left: list[int]) -> int:
    """The subject of an English passive: the nearest people, or the amount that "including" breaks down."""
    k = left[0]
    for n, candidate in enumerate(left):
        if n > 1 and told_one_by_one([people[candidate], *(people[j] for j in left[:n])], c.sentence.tokens):
            return candidate  # "three children, a girl A, a boy B and his sister C, were killed"
    for candidate in left[1:]:
        between = c.sentence.tokens[people[candidate].last + 1 : people[k].first]
        if any(t.norm in _AMONG for t in between) and any(map(is_be, between)):
            break  # "ten children were among 48 killed": the total
        if "injure" in c.word.tags and _are_dead(c.sentence.tokens[people[candidate].head]):
            break  # "left a woman dead and several people hurt"
        if dead_and_hurt(c.sentence, people[candidate], people[k]) or _part_behind(c, people[candidate], people[k]):
            break
        if _somebodys(c, people[candidate], between):
            return candidate
        if "part" in people[candidate].tags and is_passive(c):
            return candidate  # "five of the seven men *were* released"; not "two of the ten arrested"
        broken = any(names_parts(c.sentence.tokens, t.i) for t in between) and not any(t.norm in _AND for t in between)
        linked = all(t.norm in _LINKED_SUBJECT for t in between) or _said_otherwise(people[candidate], between)
        if not (broken or linked or two_names(people[candidate], people[k], c.sentence)):
            break
        k = candidate
    return k


def _said_otherwise(one: People, between: list[Token]) -> bool:
    """ "10 million people, *or over half of the population*, have fled": the same people again."""
    norms = [t.norm for t in between[:2]]
    return one.stated and len(norms) == 2 and norms[0] in _COMMA and norms[1] in _OR


def _part_behind(c: Candidate, whole: People, part: People) -> bool:
    """ "*Of the 203 detainees, 158* have disappeared": the number behind, and not the whole."""
    tokens = c.sentence.tokens
    before = [t.norm for t in tokens[max(0, whole.first - 2) : whole.first]]
    of = any(norm in _OF for norm in before) and all(norm in _OF_THE for norm in before)
    return of and "headless" in part.tags and part.stated and tokens[part.first - 1].norm in _COMMA


def _somebodys(c: Candidate, one: People, between: list[Token]) -> bool:
    """ "The *father* of three children was killed", "the *murderers* of two men were arrested": he was, not they."""
    of = bool(between) and between[0].norm in _OF and all(t.norm in _OF_THE | _A or _slain(t) for t in between)
    a_family = "household" in one.tags and not one.stated and is_passive(c)  # not "families of 200 people killed in …"
    head = c.sentence.tokens[one.head]
    return of and (a_family or head.norm in _KIN_OF or head.has("wanted"))


def _slain(token: Token) -> bool:
    """A participle that says of somebody what befell him ("of a *slain* man")."""
    return any(r.kind in ("act", "victim") and r.word.category for r in token.readings)


def _are_dead(token: Token) -> bool:
    return any(r.kind == "victim" and "kill" in r.word.tags for r in token.readings)
