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
_FORCE_NOUNS = small("force_nouns")
# Words within which a target's owner stands, and those that ride in it ("regime-backed local militiamen").
_OWNER, _NEAR_OWNER, _HOSTED = 9, 4, 10
_IN_PREFIX, _ON, _STATIONED = small("in_prefix"), small("on_target"), small("stationed")
_TARGETS = ("civ_object", "populated", "vehicle")
# How far what a tank fired at may stand behind it ("tanks of the regime *on* the town"), in words.
_REACH_OF_GUNS = 8


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
    for t in tokens[i + 1 : i + _OWNER]:
        if t.norm in _OWNER_ENDS or t.has("agent_mark", "civ"):
            return False
        if t.norm in _FORCE_NOUNS and any(o.norm in _BELONGS_TO for o in tokens[i + 1 : t.i]):
            return True  # "camps of the X division"
        if t.i > i + _NEAR_OWNER:
            continue
        owned = t.prefix().prep in _TO_PREFIX or tokens[t.i - 1].norm in _BELONGS_TO
        if t.has("comb") or t.has("group") and owned:
            return True
    return False


def _hosts_fighters(tokens: list[Token], i: int) -> bool:
    """A site "that hosts camps of rebels", a bus "carrying militiamen"."""
    k = next((t.i for t in tokens[i + 1 : i + 10] if t.norm in _HOSTING), None)
    if k is None:
        return False
    end = next((t.i for t in tokens[k + 1 : k + _HOSTED] if t.has("stop", "prep")), k + _HOSTED)
    return any(t.has("comb", "mil_object") for t in tokens[k + 1 : max(end, k + 6)])


def after_gun(tokens: list[Token], i: int, last: int, places: set[int]) -> int | None:
    """Where the target may stand after a tank, gun or post at word i that fires; None where it is what was hit.

    "Shelling *with tanks*", "shelling by *tanks* on the town", "*checkpoints* of the regime shelled the town".
    last: the last word of the trigger before it.
    """
    after = max(i, tokens[i].phrase_end) + 1
    if tokens[i].has("gun") and tokens[i].prefix().prep in _IN_PREFIX:
        return after
    if i != last + 1 or not tokens[i].has("gun", "post"):
        return None
    return _fired_at(tokens, after, tokens[i].has("gun", "group"), places)


def _fired_at(tokens: list[Token], start: int, owned: bool, places: set[int]) -> int | None:
    """The place, house or car after the owner of a gun, or after a gun, with "on" or nothing before it."""
    for t in tokens[start : start + _REACH_OF_GUNS]:
        if t.norm in _STATIONED:
            return fired_at_from_there(tokens, t.i + 1)
        if t.has(*_TARGETS) or t.i in places:
            return t.i if owned and not t.prefix().prep else None
        off = t.has("stop", "mil_object", "fringe") or t.prefix().prep in _IN_PREFIX
        if off or t.has("prep") and t.norm not in _ON or tokens[t.i - 1].norm in _ON:
            return None
        owned = True
    return None


def fired_at_from_there(tokens: list[Token], i: int) -> int | None:
    """ "Stationed in X, shelled *the town of Y*": a town, quarter or house that no preposition leads to."""
    for t in tokens[i : i + _REACH_OF_GUNS]:
        if t.has("stop"):
            return None
        led = t.prefix().prep or tokens[t.i - 1].has("prep", "fringe", "mil_object")
        if t.has("place_cue", "civ_object") and not (led or t.has("fringe")):
            return t.i
    return None
