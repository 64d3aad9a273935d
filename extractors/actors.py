"""Who is reported to have done it: the armed force named nearest to a trigger, where it can be the agent."""

from __future__ import annotations

from extractors.people import People
from extractors.sentence import UNNAMED, Sentence, Token, actor_in
from extractors.small_words import small

_BEFORE_NAME = small("before_force_name")
_BY = small("by")
_BY_OR_OF = small("by_or_of")
_WHEN = small("when_as")
_ON = small("on_against")
_OUT_OF = small("out_of")
_ACCUSES, _BE = small("accuses"), small("be")
_OF_OR_FOR = small("out_of") | small("errand")
_BELONGING = small("belonging")
_PRONOUNS, _OWNED = small("pronoun_of_force"), small("owned_target")
_ADVERBS = small("between_pronoun_and_verb")
# How far a force may stand before and after its trigger, in words, and how far where only a near one is asked for.
_REACH_LEFT = 40
_REACH_RIGHT = 14
_NEAR = 6
# How far back a pronoun points.
_REACH_OF_PRONOUN = 30


def actor_of(
    sentence: Sentence,
    first: int,
    last: int,
    people: list[People],
    victims: tuple[int, int] | None = None,
    near: bool = False,
) -> str | None:
    """Who is reported to have done it: the force named nearest to the words first..last, before other clauses."""
    tokens = sentence.tokens
    if sentence.language == "en" and (accused := _accused(tokens, first)):
        return next((actor for t in accused if (actor := _named_force(t))), None)
    best: tuple[int, str] | None = None
    for t in tokens:
        actor = _named_force(t)
        if not actor or sentence.language == "en" and not _english_agent(tokens, t.i, first, last):
            continue
        distance = max(first - t.i, t.i - last, 0)
        if distance > (_NEAR if near else _REACH_LEFT if t.i < first else _REACH_RIGHT):
            continue
        if _is_no_agent(tokens, t, people, victims) or best is None and _is_target(tokens, t.i):
            continue
        joined = best is not None and t.i < first and t.begins_with_and() and tokens[t.i - 1].has("group", "in_group")
        if best is None or distance < best[0] and not joined:  # "the regime and Russia": the first of a list
            best = (distance, actor)
    if best is None and sentence.language == "en":
        return _pronoun_actor(tokens, first)
    return best[1] if best else None


def _accused(tokens: list[Token], first: int) -> list[Token]:
    """The force in "accused *the army* of shelling", where whoever accuses has done nothing."""
    for i in range(max(0, first - _NEAR - 3), first):
        if tokens[i].norm in _ACCUSES and not (i and tokens[i - 1].norm in _BE):
            between = tokens[i + 1 : first]
            forces = [t for t in between if t.has("group")]
            return forces if any(t.norm in _OF_OR_FOR for t in between) else []
    return []


def _named_force(token: Token) -> str | None:
    """The actor that a word names, where it is a force with a name of its own."""
    actor = (token.actor or actor_in(token.readings)) if token.has("group") else None
    return None if actor == UNNAMED else actor


def _is_no_agent(tokens: list[Token], token: Token, people: list[People], victims: tuple[int, int] | None) -> bool:
    """True where a force owns what is named before it, is among the victims, or a word before it says so."""
    around = tokens[max(0, token.i - 3) : token.i + 1]
    if any(t.has("mil_object", "ranks", "no_agent") for t in around[:-1]):
        return True
    if any(t.bases & _OWNED for t in around[:1]) and any(p.first in range(token.i - 2, token.i) for p in people):
        return True  # "the *car of a commander* of the group" was hit
    if victims and any(victims[0] <= t.i <= victims[1] for t in around):
        return True
    if any(p.kind == "civ" and p.first <= token.i < p.head for p in people):
        return True  # "two *regime* officials"
    fighters = (p for p in people if p.kind == "comb" and p.stated)
    return any(p.first <= token.i <= _end_of_side(tokens, p) for p in fighters)


def _end_of_side(tokens: list[Token], p: People) -> int:
    """The last word of a people phrase with "of their army" after it."""
    after = tokens[p.last + 1 : p.last + 2]
    return p.last + 3 if after and (after[0].norm in _OUT_OF or after[0].has("group")) else p.last


def _word_before(tokens: list[Token], i: int) -> Token | None:
    """The word before a force name, without articles and marks."""
    before = (t for t in reversed(tokens[:i]) if t.norm not in _BEFORE_NAME)
    return next(before, None)


def _english_agent(tokens: list[Token], i: int, first: int, last: int) -> bool:
    """An English agent stands before the verb and after no preposition, or after "by", or names the strike itself."""
    before = _word_before(tokens, i)
    norm = before.norm if before else ""
    owned = before is not None and before.i > 0 and tokens[before.i - 1].has("civ_object", "populated", "mil_object")
    if norm in _BY or i > last and norm in _BY_OR_OF and not owned or norm in _WHEN or _names_the_attack(tokens, i):
        return True
    belongs = before and before.i and not tokens[before.i - 1].bases.isdisjoint(_BELONGING)
    return i <= last and bool(belongs or not (before and before.has("prep")))


def _names_the_attack(tokens: list[Token], i: int) -> bool:
    """ "An SDF rocket launcher attack": a force as the attribute of an attack noun."""
    for t in tokens[i + 1 : i + 5]:
        if t.has("prep", "stop") or not t.norm[:1].isalpha():
            return False
        if any(r.kind in ("strike", "mark", "event") and "attack" in r.word.tags for r in t.readings):
            return tokens[i].text[:1].isupper() or not t.has("func")
    return False


def _is_target(tokens: list[Token], i: int) -> bool:
    """ "Airstrikes on the group": what was hit."""
    before = _word_before(tokens, i)
    return bool(before) and before.norm in _ON


def _pronoun_actor(tokens: list[Token], first: int) -> str | None:
    """The force named before "they executed", "… and rounded up"."""
    before = [t for t in tokens[max(0, first - 2) : first] if t.norm not in _ADVERBS]
    if not before or before[-1].norm not in _PRONOUNS:
        return None
    forces = [
        t for t in tokens[max(0, first - _REACH_OF_PRONOUN) : first] if t.has("group") and not _is_target(tokens, t.i)
    ]
    named = [t for t in forces if t.actor or actor_in(t.readings)]
    return _named_force(named[-1]) if named else None
