"""Members of one family: "six members of one family", "three children from the same family" are persons."""

from __future__ import annotations

from extractors.sentence import Token
from extractors.small_words import small

_OF, _TO = small("of_a_family"), small("to_a_family")
_SAME = small("same_family")
_MEMBERS = small("family_member")
_HYPHEN, _POSSESSIVE = small("hyphen"), small("possessive")
_LONGEST_NAME = 6  # words of a family's name and of what stands before it


def is_member(tokens: list[Token], i: int) -> bool:
    """True for "members" of a family, which elsewhere are those of a force or a council."""
    return i < len(tokens) and tokens[i].norm in _MEMBERS and bool(family_after(tokens, i + 1))


def is_plain_member(tokens: list[Token], i: int) -> bool:
    """True for the "members" of "five family members"."""
    return i < len(tokens) and tokens[i].norm in _MEMBERS


def family_after(tokens: list[Token], i: int) -> int:
    """The word "family" of "of the same family", "from the al-Ali family" that begins at word i; 0 where none does."""
    if i >= len(tokens) or tokens[i].norm not in _OF:
        return 0
    k = i + 2 if i + 1 < len(tokens) and tokens[i + 1].norm in _TO else i + 1
    for j in range(k, min(len(tokens), k + _LONGEST_NAME)):
        if tokens[j].has("household"):
            return j
        whose = any(t.norm in _POSSESSIVE for t in tokens[j + 1 : j + 2])  # "of a fighter's family"
        plain = whose or not tokens[j].tags and not any(r.word.category for r in tokens[j].readings)
        if tokens[j].norm not in _SAME | _HYPHEN and not plain:
            return 0
    return 0
