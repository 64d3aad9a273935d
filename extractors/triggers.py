"""Trigger words of a sentence: which event each could tell, before anybody asks who and where."""

from __future__ import annotations

from dataclasses import dataclass, field

from extractors.lexicon import EVENT_KINDS, Word
from extractors.roles import Victims
from extractors.sentence import Sentence


@dataclass(slots=True)
class Candidate:
    """A trigger word or phrase: words first..last of its sentence. kind is how it carries the event."""

    sentence: Sentence
    first: int
    last: int
    word: Word
    kinds: tuple[str, ...]
    victims: Victims = field(default_factory=Victims)
    target: str | None = None  # civ_object, populated, fringe, military, vague or None
    target_at: tuple[int, int] | None = None
    actor: str | None = None
    weak: bool = False  # tells nothing by itself but may belong to a statement
    rejected: str | None = None
    category: str = ""
    status: str = "reported"
    status_why: str = ""
    shown: tuple[int, int] = (0, 0)
    subtype: str = ""

    @property
    def words(self) -> str:
        """The exact words, as the article has them."""
        tokens = self.sentence.tokens
        begin = self.sentence.start
        return self.sentence.text[tokens[self.shown[0]].start - begin : tokens[self.shown[1]].end - begin]


def candidates(sentence: Sentence) -> list[Candidate]:
    """Every trigger of a sentence, one per category and word, left to right."""
    found: list[Candidate] = []
    for token in sentence.tokens:
        if token.inside or "nothing" in token.tags:
            continue
        if token.norm == "targets" and not _verb_targets(sentence, token.i):
            continue
        readings = [r for r in token.readings if r.kind in EVENT_KINDS and r.word.category]
        for category in dict.fromkeys(r.word.category for r in readings):
            same = [r for r in readings if r.word.category == category]
            word = same[0].word
            kinds = tuple(dict.fromkeys(r.kind for r in same if r.word.id == word.id))
            last = max(token.i, min(token.phrase_end, token.i + 5))
            shown = (token.i, last)
            if token.phrase_end > token.i + 3:
                last = token.i
                shown = (token.taken[1], token.taken[-1]) if len(token.taken) > 1 else (token.i, token.i)
                shown = shown if shown[1] - shown[0] <= 3 else (token.i, token.i)
            found.append(Candidate(sentence, token.i, last, word, kinds, category=category, subtype=word.subtype or "", shown=shown))
    return found


def _verb_targets(sentence: Sentence, i: int) -> bool:
    """ "targets" is a verb where an article, a place or an object follows, else a noun."""
    after = sentence.tokens[i + 1 : i + 2]
    return bool(after) and (after[0].norm in ("the", "a", "an") or after[0].has("civ_object", "populated") or after[0].text[:1].isupper())
