"""People whom no table has: in English, whoever "was killed", "was wounded" or "was arrested" under an unknown noun."""

from __future__ import annotations

from extractors.sentence import Token
from extractors.small_words import small

_A, _BEFORE_PASSIVE = small("one_article"), small("before_passive")
_PLURALS = tuple(small("plural_endings"))
_NO_PEOPLE = small("animals_and_things")
_OF = small("of_alone")
_LONGEST = 3  # words of "mobile phone repairers"
_BEFALLEN = frozenset(("kill", "injure"))


def unknown_people(tokens: list[Token], first: int, after: int, counted: bool) -> int | None:
    """The last of the unknown words from `after` on that must be people; None where none are.

    first: where the phrase with its number or article begins. "Three *falconers* were killed", "wounding a *falconer*".
    """
    end = after
    while end < len(tokens) and end - after < _LONGEST and _is_unknown(tokens[end]):
        end += 1
    if end == after or tokens[end - 1].norm.endswith(_PLURALS) != counted:
        return None
    if any(t.norm in _NO_PEOPLE for t in tokens[after:end]):
        return None
    passive = _past_be(tokens, end)
    owner = first > 0 and tokens[first - 1].norm in _OF  # "four staff *of an agency* were detained"
    befell = passive > end and not owner and befalls(tokens[passive : passive + 1])
    object_ = ends_phrase(tokens, end) and befalls(tokens[max(0, first - 1) : first])
    return end - 1 if befell or object_ else None


def is_one(token: Token) -> bool:
    """The article of a single person."""
    return token.norm in _A


def _is_unknown(token: Token) -> bool:
    return not token.readings and not token.tags and token.text == token.norm and token.norm.isalpha()


def ends_phrase(tokens: list[Token], i: int) -> bool:
    """Nothing stands at word i that the words before could describe."""
    if i < len(tokens) and tokens[i].norm in _OF:
        return False  # "a group of fighters"
    return i >= len(tokens) or not tokens[i].norm.isalpha() or tokens[i].has("func", "prep", "stop", "time")


def _past_be(tokens: list[Token], i: int) -> int:
    while i < len(tokens) and tokens[i].norm in _BEFORE_PASSIVE:
        i += 1
    return i


def befalls(token: list[Token]) -> bool:
    """A verb that befalls people alone: kill, wound, arrest, abduct, execute."""
    acts = [r for t in token for r in t.readings if r.kind == "act" and r.form.pos == "v"]
    held = any(r.word.category in ("arrest", "execution") and r.word.subtype != "release" for r in acts)
    return held or any(r.word.tags & _BEFALLEN for r in acts)
