"""Arrests told as a plural noun: "they made arrests", "a wave of arrests", "arrests were reported"."""

from __future__ import annotations

from extractors.nearby import is_be
from extractors.sentence import Token
from extractors.small_words import small
from extractors.triggers import Candidate

_MADE, _SERIES, _SWEEPING = small("made_arrests"), small("series_of"), small("sweeping_arrests")
_TOOK_PLACE = small("arrests_took_place")
_OF, _THERE = small("of_alone"), small("there")
_PLURAL = "s"
# How far the verb that "carries out" arrests may stand before them, and the one of taking place behind.
_BEFORE, _BEHIND = 7, 5


def carried_out(c: Candidate) -> bool:
    """True where a plural noun tells arrests that were made, though nobody is named."""
    tokens = c.sentence.tokens
    if c.sentence.language != "en" or "event" not in c.kinds or not tokens[c.first].norm.endswith(_PLURAL):
        return False
    before, after = tokens[max(0, c.first - _BEFORE) : c.first], tokens[c.last + 1 : c.last + 1 + _BEHIND]
    told = _is_wave(before) or _takes_place(after)
    return told or not any(map(is_be, after[:1])) and (_is_made(before) or _is_told(before))


def without_subject(c: Candidate) -> bool:
    """True where whoever stands before the noun of the deed made, saw or condemned it: "against arrests"."""
    if c.sentence.language != "en" or c.category != "arrest":
        return False
    tokens = c.sentence.tokens
    if "mark" in c.kinds and tokens[max(c.last, tokens[c.first].phrase_end)].norm in _SERIES:
        return True  # "an arrest campaign"
    plural = "event" in c.kinds and tokens[c.first].norm.endswith(_PLURAL)
    return carried_out(c) or plural and c.first > 0 and tokens[c.first - 1].has("prep")


def _is_made(before: list[Token]) -> bool:
    """ "Made arrests", "carried out raids and arrests": a light verb, and no other preposition between."""
    verb = next((k for k, t in enumerate(before) if t.norm in _MADE), None)
    return verb is not None and not any(t.has("prep") and t.norm not in _OF for t in before[verb + 1 :])


def _is_told(before: list[Token]) -> bool:
    """ "There were several arrests"."""
    there = next((k for k, t in enumerate(before) if t.norm in _THERE), None)
    return there is not None and not any(t.has("prep") for t in before[there + 1 :])


def _is_wave(before: list[Token]) -> bool:
    """ "A wave of mass arrests", "sweeping arrests"."""
    words = [t.norm for t in before[-3:]]
    if words and words[-1] in _SWEEPING:
        return True
    return any(one in _SERIES and two in _OF for one, two in zip(words, words[1:], strict=False))


def _takes_place(after: list[Token]) -> bool:
    """ "Arrests were made", "had been taking place"."""
    norms = [t.norm for t in after]
    done = next((k for k, norm in enumerate(norms) if norm in _TOOK_PLACE), None)
    return done is not None and not any(t.has("prep", "stop") for t in after[:done])
