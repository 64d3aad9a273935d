"""What kind of line a sentence is, and whether it speaks of Syria."""

from __future__ import annotations

from itertools import pairwise

from extractors.reading import Reading
from extractors.resolving import NAMESAKE
from extractors.small_words import small

_BULLET = small("bullet")
_SENTENCE_ENDS = frozenset('.!?؟…"”»)]')
_A_SETTLEMENT, _OF = small("a_settlement"), small("of_alone")
_IN, _A = small("in_or_to"), small("one_article")
_UNNAMED = 5  # words of "in a small northern" before "village"
_FULL_STOPS = frozenset(".!?؟…")
_LONG = 22  # words; headlines are shorter
_SYRIAN_ACTORS = frozenset(("government", "sdf", "hts", "sna", "interim", "opposition"))


def in_syria(r: Reading) -> bool:
    """True where the sentence names Syria, a force that acts there, or its government."""
    if any(t.has("syria") or t.actor in _SYRIAN_ACTORS for t in r.sentence.tokens):
        return True
    return any(f.skip == "stands for a government" and not f.abroad for f in r.found)


def unknown_place(r: Reading) -> bool:
    """True where a type word names a place that no table has ("from the village of …")."""
    tokens = r.sentence.tokens
    known = {i for f in r.found if f.skip != NAMESAKE for i in range(f.first, f.last + 1)}
    for t, after in zip(tokens, tokens[1:], strict=False):
        if t.has("place_cue") and not t.prefix().article and after.i not in known:
            if not after.readings and after.norm[:1].isalpha():
                return True
    return False


def unnamed_place(r: Reading) -> bool:
    """ "In *a northern village*": a place of its own that the sentence does not name."""
    tokens = r.sentence.tokens
    for t in tokens:
        if t.norm in _A_SETTLEMENT and not any(
            n.norm in _OF or n.text[:1].isupper() for n in tokens[t.i + 1 : t.i + 2]
        ):
            before = [n.norm for n in tokens[max(0, t.i - _UNNAMED) : t.i]]
            if any(one in _IN and nxt in _A for one, nxt in pairwise(before)):
                return True
    return False


_CUT_OFF = ("...", "…")


def running(r: Reading) -> bool:
    """True for running text: the sentence ends with a full stop, a quote or a bracket, or is long."""
    return r.sentence.text[-1:] in _SENTENCE_ENDS or len(r.sentence.tokens) > _LONG


def headline(r: Reading) -> bool:
    """True for a short line without a full stop, also one that ends in a bracket or a quote."""
    return r.sentence.text[-1:] not in _FULL_STOPS and len(r.sentence.tokens) <= _LONG


def bulleted(r: Reading, readings: list[Reading]) -> bool:
    """True for one of several lines that begin with a dash or dot: a list of headlines, each a matter of its own."""
    lines = {q.sentence.line for q in readings if q.sentence.text[:1] in _BULLET}
    return r.sentence.line in lines and len(lines) > 1


def teasers(readings: list[Reading]) -> bool:
    """True for a page that is a list of headlines, some of them cut off: each line is a matter of its own."""
    cut = [r for r in readings if r.sentence.text.endswith(_CUT_OFF)]
    lines = {r.sentence.line for r in readings}
    return len(lines) > 1 and len(cut) > 1 and all(headline(r) or r in cut for r in readings)
