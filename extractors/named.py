"""A person whom an English sentence only names: "A B, 25, was kidnapped"."""

from __future__ import annotations

from extractors.nearby import is_be
from extractors.roles import Victims
from extractors.sentence import Token
from extractors.small_words import small
from extractors.triggers import Candidate

_PARTICLES = small("name_particle")
_BEFORE_PASSIVE = small("before_passive")
_COMMA = small("people_comma")
_JOINS = small("people_comma") | small("conjunction")
_OPENS_ASIDE = small("opens_aside")
_BRACKETS = small("brackets")
_SET_APART = _BRACKETS | _COMMA
# The most words of a name, particles and marks included.
_LONGEST_NAME = 9
_LONGEST_ASIDE = 24  # words of "from the village of X in the western countryside of Y"
_TO_INITIALS = 6  # words from the trigger, or from the initials before


def set_named_subject(c: Candidate, places: set[int]) -> None:
    """Make the name before a passive verb the one person whom it befell."""
    tokens = c.sentence.tokens
    end = c.first - 1
    while end > 0 and tokens[end].norm in _BEFORE_PASSIVE:
        end -= 1
    passive = any(map(is_be, tokens[end + 1 : c.first]))
    if c.sentence.language != "en" or "act" not in c.kinds or not passive:
        return
    name = _name_before(tokens, _without_asides(tokens, _without_age(tokens, end)), places)
    if len(name) > 1:
        n, first = _names_joined(tokens, name[-1], places)
        c.victims = Victims("unspecified", n, n, "persons", (first, name[-1]), first=first, last=name[0])


def _names_joined(tokens: list[Token], first: int, places: set[int]) -> tuple[int, int]:
    """(how many, first word) of names joined by "and" or a comma ("*A B, C D and* E F were killed")."""
    n = 1
    while first > 1 and tokens[first - 1].norm in _JOINS:
        before = _name_before(tokens, first - 2, places)
        if len(before) < 2:
            break
        n, first = n + 1, before[-1]
    return n, first


def names_behind(tokens: list[Token], first: int) -> tuple[int, int]:
    """(how many, last word) of names that begin at word `first`: "*A B (20), C D and E F* in the town of …"."""
    n, last = 1, _end_of_name(tokens, first)
    told = (n, last)
    while (joint := _joint(tokens, _past_age(tokens, last + 1))) is not None:
        begin, last_one = joint
        end = _end_of_name(tokens, begin)
        if sum(t.norm not in _PARTICLES for t in tokens[begin : end + 1]) < 2:
            break
        n, last = n + 1, end
        if last_one:  # "A B, C D *and* E F"; not "A B, North Press reported"
            told = (n, last)
    return told


def _joint(tokens: list[Token], i: int) -> tuple[int, bool] | None:
    """(first word behind commas and "and" that begin at word i, whether there is an "and"), or None."""
    begin = i
    while i < len(tokens) and tokens[i].norm in _JOINS:
        i += 1
    return (i, any(t.norm not in _COMMA for t in tokens[begin:i])) if i > begin else None


def _end_of_name(tokens: list[Token], i: int) -> int:
    """The last of the words from i on that may be one name; i - 1 where word i is none."""
    end = i - 1
    for t in tokens[i : i + _LONGEST_NAME]:
        capital = t.text[:1].isupper() and not (t.readings or t.has("group", "populated", "time"))
        if not (capital or t.norm in _PARTICLES):
            break
        end = t.i
    return end


def _past_age(tokens: list[Token], i: int) -> int:
    """The word behind "(25)" at word i, or i."""
    age = [t.norm for t in tokens[i : i + 3]]
    return i + 3 if len(age) == 3 and age[0] in _BRACKETS and age[1].isdigit() and age[2] in _BRACKETS else i


def set_initials(c: Candidate) -> None:
    """ "The arrest of M.A. and Q.D.": persons of whom only the initials are told, right behind the trigger."""
    tokens, found = c.sentence.tokens, []
    if c.sentence.language != "en" or c.category not in ("arrest", "execution") or c.victims.kind is not None:
        return
    i = c.last + 1
    while i < len(tokens) and i - (found[-1] if found else c.last) <= _TO_INITIALS:
        if _is_initials(tokens, i):
            found.append(i + 2)
            i += 2
        elif tokens[i].readings and not tokens[i].has("func"):
            break
        i += 1
    if found:
        n, first, last = len(found), found[0] - 2, found[-1]
        c.victims = Victims("unspecified", n, n, "persons", (first, last), first=first, last=last)


def _is_initials(tokens: list[Token], i: int) -> bool:
    """True for "M.A" at word i, which is read as three."""
    if i + 2 >= len(tokens) or tokens[i + 1].text != ".":
        return False
    return all(len(t.text) == 1 and t.text.isupper() for t in (tokens[i], tokens[i + 2]))


def _without_age(tokens: list[Token], end: int) -> int:
    """The word before ", 25," or "(25)" that ends at word `end`."""
    apart = end > 2 and tokens[end].norm in _SET_APART and tokens[end - 2].norm in _SET_APART
    return end - 3 if apart and tokens[end - 1].norm.isdigit() else end


def _without_asides(tokens: list[Token], end: int) -> int:
    """The word before ", aged 23, from the town of X," that ends at word `end`, one aside after another."""
    while end > 2 and tokens[end].norm in _COMMA:
        start = next((i for i in range(end - 2, max(0, end - _LONGEST_ASIDE), -1) if tokens[i].norm in _COMMA), 0)
        inside = tokens[start + 1 : end]
        if not start or not _opens_aside(inside[0]):
            return end
        if any(t.has("stop") or any(r.word.category for r in t.readings) for t in inside):
            return end
        end = start if tokens[start - 1].norm in _COMMA else start - 1
        if tokens[end + 1].norm in _COMMA and not _is_name_end(tokens[end]):
            end += 1  # another aside before it
    return end


def _opens_aside(first: Token) -> bool:
    """ "From the town of …", "23 years old", "imam of a mosque": the first word of what is told of somebody."""
    return first.norm in _OPENS_ASIDE or first.norm.isdigit() or first.is_person()


def _is_name_end(token: Token) -> bool:
    return token.text[:1].isupper() and not token.readings


def _name_before(tokens: list[Token], end: int, places: set[int]) -> list[int]:
    """The words of the name that ends at `end`, last first, particles left out; empty where it is a place or force."""
    name: list[int] = []
    i = end
    while i >= 0 and end - i < _LONGEST_NAME:
        t = tokens[i]
        if t.norm not in _PARTICLES:
            if not t.text[:1].isupper() or t.readings or t.has("group", "populated", "time"):
                break
            if i in places:
                return []
            name.append(i)
        i -= 1
    return [] if i >= 0 and tokens[i].has("prep") else name
