"""What one word would be as the target of a strike, and whether it belongs to fighters."""

from __future__ import annotations

from extractors.people import People
from extractors.sentence import Token
from extractors.small_words import small

_OWNER_ENDS = small("owner_ends")
_BELONGS_TO = small("belongs_to")
_THEIR_CAR = small("their_car")
_HOSTING = small("hosting")
_TO_PREFIX = small("to_prefix")


def target_class(token: Token, is_place: bool, people: list[People]) -> str | None:
    """civ_object, military, vague, fringe, populated, group, vehicle or None; the first that fits."""
    if token.has("civ_object"):
        return "civ_object"
    if token.has("mil_object"):
        return "military"
    if token.has("vague_target"):
        return "vague"
    if is_place:
        return "populated"
    for tag in ("fringe", "group", "populated"):
        if token.has(tag):
            return tag
    if token.has("person"):
        return _person_class(token.i, people)
    return "vehicle" if token.has("vehicle") else None


def _person_class(i: int, people: list[People]) -> str | None:
    kind = next((p.kind for p in people if p.first <= i <= p.last), "any")
    return {"comb": "military", "civ": "civ_object"}.get(kind)


def belongs_to_fighters(tokens: list[Token], i: int, kind: str | None, people: list[People]) -> bool:
    """True where a target of that class at word i belongs to fighters or holds them."""
    if kind in ("civ_object", "vehicle", None) and _theirs(tokens[i], people):
        return True
    if kind == "civ_object":
        return _hosts_fighters(tokens, i) or _of_fighters(tokens, i)
    return kind in ("populated", "vague") and _hosts_fighters(tokens, i)


def _theirs(token: Token, people: list[People]) -> bool:
    """ "Two gunmen … *their car*": a pronoun on a car that stands for the fighters named before it."""
    if token.norm not in _THEIR_CAR:
        return False
    before = [p for p in people if p.last < token.i]
    return bool(before) and before[-1].kind == "comb"


def _of_fighters(tokens: list[Token], i: int) -> bool:
    """A building that belongs to fighters ("a house of a commander", "buildings of the group")."""
    for t in tokens[i + 1 : i + 5]:
        if t.norm in _OWNER_ENDS or t.has("agent_mark", "civ"):
            return False
        owned = t.prefix().prep in _TO_PREFIX or tokens[t.i - 1].norm in _BELONGS_TO
        if t.has("comb") or t.has("group") and owned:
            return True
    return False


def _hosts_fighters(tokens: list[Token], i: int) -> bool:
    """A site "that hosts camps of rebels", a bus "carrying militiamen"."""
    k = next((t.i for t in tokens[i + 1 : i + 10] if t.norm in _HOSTING), None)
    return k is not None and any(t.has("comb", "mil_object") for t in tokens[k + 1 : k + 6])
