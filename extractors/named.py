"""A person whom an English sentence only names: "A B, 25, was kidnapped"."""

from __future__ import annotations

from extractors.nearby import is_be
from extractors.roles import Victims
from extractors.sentence import Token
from extractors.small_words import small
from extractors.triggers import Candidate

_PARTICLES = small("name_particle")
_BEFORE_PASSIVE = small("before_passive")
_SET_APART = small("brackets") | small("people_comma")
# The most words of a name, particles and marks included.
_LONGEST_NAME = 9


def set_named_subject(c: Candidate, places: set[int]) -> None:
    """Make the name before a passive verb the one person whom it befell."""
    tokens = c.sentence.tokens
    end = c.first - 1
    while end > 0 and tokens[end].norm in _BEFORE_PASSIVE:
        end -= 1
    passive = any(map(is_be, tokens[end + 1 : c.first]))
    if c.sentence.language != "en" or "act" not in c.kinds or not passive:
        return
    name = _name_before(tokens, _without_age(tokens, end), places)
    if len(name) > 1:
        c.victims = Victims("unspecified", 1, 1, "persons", (name[-1], name[-1]), first=name[-1], last=name[0])


def _without_age(tokens: list[Token], end: int) -> int:
    """The word before ", 25," or "(25)" that ends at word `end`."""
    apart = end > 2 and tokens[end].norm in _SET_APART and tokens[end - 2].norm in _SET_APART
    return end - 3 if apart and tokens[end - 1].norm.isdigit() else end


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
