"""Whether people who leave go home: refugees out of another country or a camp, displaced people to their villages."""

from __future__ import annotations

from extractors.sentence import Token
from extractors.small_words import small
from extractors.triggers import Candidate

_LEAVE, _ARRIVE = "dis.leave", ("dis.arrival", "dis.convoy")
_NEAR = 7  # words from those who arrive to where
_GOING_HOME = small("going_home")
_CAMP = small("camp")
_TOWARD = small("homeward")
_OWN = small("own_villages")
_BOUND_FOR, _WHOSE = small("bound_for"), small("their")
# How far the way home may stand behind the verb ("left in the morning the lands of … through the crossing, towards …").
_REACH = 24


def goes_home(c: Candidate) -> bool:
    """ "80 families of refugees left the camp, *heading for Syria*", "the displaced left for *their villages*"."""
    if c.word.id in _ARRIVE and c.sentence.language == "ar":
        return _arrives_home(c)
    if c.word.id == _LEAVE and c.sentence.language == "en":
        return _for_their_homes(c)
    if c.word.id != _LEAVE or c.victims.kind is None:
        return False
    after, who = _clause(c), c.sentence.tokens[max(0, c.victims.first) : c.victims.last + 4]
    displaced = c.victims.displaced or any(t.has("displaced") for t in who)
    syrians = displaced or any(t.has("syria") for t in who)
    if not syrians or _under_fire(after) or _out_of_homes(c.sentence.tokens, after[:6]):
        return False
    said = any(not t.bases.isdisjoint(_GOING_HOME) for t in after)
    camp = displaced or any(t.norm in _CAMP for t in after)
    return said and camp or any(_leads_home(c.sentence.tokens, t.i) for t in after)


def _for_their_homes(c: Candidate) -> bool:
    """ "Families departed Hasakah *for their homes* in Afrin"."""
    after = c.sentence.tokens[c.last + 1 : c.last + 1 + _NEAR]
    rows = zip(after, after[1:], after[2:], strict=False)
    return any(to.norm in _BOUND_FOR and whose.norm in _WHOSE and what.has("home") for to, whose, what in rows)


def _arrives_home(c: Candidate) -> bool:
    """ "The arrival of displaced people *at their villages*"."""
    tokens = c.sentence.tokens
    since = max((*tokens[c.first].taken, c.last)) + 1
    return any(_leads_home(tokens, t.i) for t in tokens[since : since + _NEAR])


def _clause(c: Candidate) -> list[Token]:
    """The words behind a trigger up to the end of its clause."""
    after = c.sentence.tokens[c.last + 1 : c.last + 1 + _REACH]
    end = next((k for k, t in enumerate(after) if t.has("result", "contrast")), len(after))
    return after[:end]


def _under_fire(words: list[Token]) -> bool:
    """True where an attack, a clash or another flight is told: then people are driven out, wherever they go."""
    return any(t.has("attack", "clash") or any(r.word.id == "dis.flee" for r in t.readings) for t in words)


def _out_of_homes(tokens: list[Token], after: list[Token]) -> bool:
    """True where what they leave is their own homes."""
    own = (t for t in after if t.has("home") and t.suffixed() or t.norm in _OWN)
    return any(tokens[t.i - 1].bases.isdisjoint(_TOWARD) for t in own)


def _leads_home(tokens: list[Token], i: int) -> bool:
    """ "Towards *Syria*", "towards *their villages*"; not "about 300 Syrians", and not out of their homes."""
    if tokens[i].bases.isdisjoint(_TOWARD):
        return False
    for t in tokens[i + 1 : i + 4]:
        if t.norm[:1].isdigit() or t.is_person():
            return False
        if t.has("syria") or t.norm in _OWN or t.has("home") and t.suffixed():
            return True
    return False
