"""Whether English statements tell different people or different towns that no table has."""

from __future__ import annotations

from extractors.agreeing import vague
from extractors.linked import Linked
from extractors.sentence import Token
from extractors.small_words import small

_OF, _ARTICLES = small("of_alone"), small("article")
_PARTICLES = small("name_particle")
_LISTED = small("conjunction") | small("people_comma")
_PROCESS = small("in_the_process")
_HELD = ("arrest", "execution")
_DEFINITE, _OTHERS = small("definite_article"), small("others_of_them")
# How far the words of a person's name may stand behind the words that say who it was.
_NAME_REACH = 5
# How far the towns of a statement may stand behind it.
_TOWN_REACH = 16
_OPENING = 2  # the day that opens a sentence stands among its first words


def told_apart(group: list[Linked], item: Linked) -> bool:
    """True where names show that an English statement is another event than those of a group."""
    s = item.statement
    if s.sentence.language != "en" or s.sentence.in_title:
        return False
    if s.category == "civilian_harm" and _one_of_many(group, item):
        return True
    if s.category in _HELD and (_other_person(group, item) or _more(group, item) or _new_arrest(group, item)):
        return True
    return _other_towns(group, item)


def refers_back(item: Linked) -> bool:
    """ "Shops were also damaged by *the blast*", "were shot in the process": the event told before."""
    if in_the_process(item):
        return True
    s = item.statement
    if s.sentence.language != "en":
        return False
    tokens = s.sentence.tokens
    if s.subtype == "injured" and any(t.norm in _OTHERS for t in tokens[s.lead.first : s.last + 2]):
        return True  # "also injured 34 others"
    known = (m for m in s.members if {"strike", "blast"} & {*m.kinds} and m.first)
    return any(tokens[m.first - 1].norm in _DEFINITE for m in known)


def in_the_process(item: Linked) -> bool:
    """ "Two more were shot *in the process*": a part of the event told before."""
    sentence = item.statement.sentence
    return sentence.language == "en" and any(t.norm in _PROCESS for t in sentence.tokens)


def _other_towns(group: list[Linked], item: Linked) -> bool:
    """Towns "of X and Y" that no table has, and of which no sentence of the group speaks, which has places too."""
    here = _unknown_towns(item)
    there = set().union(*map(_unknown_towns, group))
    said = {t.norm for g in group for t in g.statement.sentence.tokens}
    if here and here.isdisjoint(said):
        return bool(there) or any(g.own and not g.statement.sentence.in_title for g in group)
    own = {t.norm for t in item.statement.sentence.tokens}
    known = any(g.own & item.own for g in group)
    return bool(there) and there.isdisjoint(own) and bool(item.own) and not known


def _unknown_towns(item: Linked) -> set[str]:
    """The capitalised words after "the towns of" behind a statement, where no table has one of them."""
    s, known = item.statement, {i for f in item.reading.found for i in range(f.first, f.last + 1)}
    if s.sentence.in_title:
        return set()
    tokens = s.sentence.tokens
    for t in tokens[s.first : s.last + _TOWN_REACH]:
        if t.has("place_cue") and t.i + 1 < len(tokens) and tokens[t.i + 1].norm in _OF:
            names = names_from(tokens, t.i + 2)
            return set() if any(n.i in known for n in names) else {n.norm for n in names}
    return set()


def names_from(tokens: list[Token], i: int) -> list[Token]:
    """The capitalised words of a list of names that begins at word i."""
    found: list[Token] = []
    while i < len(tokens):
        t = tokens[i]
        if t.text[:1].isupper():
            found.append(t)
        elif t.norm not in _PARTICLES | _LISTED | _ARTICLES:
            break
        i += 1
    return found


def _person(item: Linked) -> list[str]:
    """The words of the name of the one person whom a statement tells of, in order."""
    v, s = item.statement.victims, item.statement
    if not v.low == v.high == 1 or v.first < 0 or s.sentence.in_title:
        return []
    places = {i for f in item.reading.found for i in range(f.first, f.last + 1)}
    name: list[str] = []
    for t in s.sentence.tokens[v.first : v.last + 1 + _NAME_REACH]:
        if t.i and t.text[:1].isupper() and t.text.isalpha() and not (t.readings or t.tags or t.i in places):
            name.append(t.norm)
        elif name and t.norm not in _PARTICLES:
            break
    return name


def _other_person(group: list[Linked], item: Linked) -> bool:
    """Another name than that of the one person told of before; a father and his son share a part of theirs."""
    here = _person(item)
    there = [names for g in group if (names := _person(g))]
    return len(here) > 1 and bool(there) and all(here[0] not in n and n[0] not in here for n in there)


def _one_of_many(group: list[Linked], item: Linked) -> bool:
    """A person shot in a town, and a toll of many that no place was given for."""
    s = item.statement
    one = s.subtype == "injured" and s.victims.low == s.victims.high == 1 and not s.victims.stated
    many = any((g.statement.victims.low or g.statement.victims.high or 0) > 1 for g in group)
    return one and many and bool(item.own) and not any(g.own for g in group)


def _new_arrest(group: list[Linked], item: Linked) -> bool:
    """ "*On Monday evening* they arrested the director": a sentence that opens with its day, and other people."""
    s, tokens = item.statement, item.statement.sentence.tokens
    v, told = s.victims, [g.statement for g in group if not g.statement.sentence.in_title]
    counted = [t for t in told if t.victims.low is not None]
    here = {t.norm for t in tokens[: _OPENING + 1] if t.has("time")}
    if not here or v.low is None or vague(v) or not counted:
        return False
    if all(t.victims.low != v.low and not vague(t.victims) for t in counted):
        return True
    single = v.low == 1 and all(t.victims.low == 1 for t in counted)
    same_time = any(not here.isdisjoint({w.norm for w in t.sentence.tokens}) for t in told)
    names = _unknown_names(item)
    return single and not same_time and all(names.isdisjoint(_unknown_names(g)) for g in group)


def _unknown_names(item: Linked) -> set[str]:
    """The words with a capital letter that no table has: names of persons, shortened or not."""
    places = {i for f in item.reading.found for i in range(f.first, f.last + 1)}
    unknown = (t for t in item.statement.sentence.tokens if t.i and t.i not in places and not (t.readings or t.tags))
    return {t.norm for t in unknown if t.text[:1].isupper()}


def _more(group: list[Linked], item: Linked) -> bool:
    """ "Kidnapped a young man … kidnapped three young men ten days ago": one, and then others."""
    v = item.statement.victims
    single = (g for g in group if not g.statement.sentence.in_title)
    one = [g.statement.victims for g in single]
    return v.stated and (v.low or 0) > 1 and bool(one) and all(w.low == w.high == 1 and w.text for w in one)
