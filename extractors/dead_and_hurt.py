"""Whether two people phrases of an English sentence are its dead and its wounded, each with a number of its own."""

from __future__ import annotations

from extractors.people import People
from extractors.sentence import Sentence, Token
from extractors.small_words import small

# How far "the death of", "killing at least" stand before their people.
_BEFORE = 2
_WERE = small("before_passive")


def dead_and_hurt(sentence: Sentence, one: People, nxt: People) -> bool:
    """ "12 people *dead* and 30 others *injured*", "*killed* three people and 11 others were *wounded*"."""
    if sentence.language != "en":
        return False
    tokens = sentence.tokens
    i = nxt.last + 1
    while i < len(tokens) and tokens[i].norm in _WERE:
        i += 1
    return any(map(_hurt, tokens[i : i + 1])) and any(map(_killed, tokens[max(0, one.first - _BEFORE) : one.last + 2]))


def _hurt(token: Token) -> bool:
    return any(r.kind == "victim" and "injure" in r.word.tags for r in token.readings)


def _killed(token: Token) -> bool:
    return any(r.word.category == "civilian_harm" and "kill" in r.word.tags for r in token.readings)
