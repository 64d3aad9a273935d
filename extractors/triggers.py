"""Trigger words of a sentence: which event each could tell, before anybody asks who and where."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice

from extractors.lexicon import EVENT_KINDS, Reading, Word
from extractors.roles import Victims
from extractors.sentence import Sentence, Token
from extractors.small_words import small

_IN_NAMES = ("har.martyr",)
_TARGETS = small("plural_targets")
_ARTICLES = small("article")
_OWNED = small("possessive")
# A phrase that ends further from its first word has other words inside.
_ON, _WAYS, _TO = small("upon_them"), small("ways"), small("toward")
_LONG_PHRASE, _MANY_PARTS = 3, 2


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
        return self.sentence.span(*self.shown)


def candidates(sentence: Sentence) -> list[Candidate]:
    """Every trigger of a sentence, one per category and word, left to right."""
    found: list[Candidate] = []
    for token in sentence.tokens:
        if token.inside or "nothing" in token.tags or token.norm in _TARGETS and not _verb_targets(sentence, token.i):
            continue
        readings = [r for r in token.readings if r.kind in EVENT_KINDS and r.word.category]
        if sentence.language == "en" and _in_a_name(sentence.tokens, token.i):
            readings = [r for r in readings if r.word.id not in _IN_NAMES]
        for category in dict.fromkeys(r.word.category for r in readings):
            found.append(_candidate(sentence, token, [r for r in readings if r.word.category == category]))
    return found


def _in_a_name(tokens: list[Token], i: int) -> bool:
    """ "Martyr X Hospital", "Martyrs' Cathedral": a capital letter, and one on the word after it."""
    after = (t for t in tokens[i + 1 : i + 4] if t.norm not in _OWNED)
    return tokens[i].text[:1].isupper() and any(t.text[:1].isupper() for t in islice(after, 1))


def _candidate(sentence: Sentence, token: Token, readings: list[Reading]) -> Candidate:
    """The trigger that a word is by its readings of one category; the first of them names the word."""
    word = readings[0].word
    if "injure" in word.tags and _strikes_a_thing(sentence.tokens[token.i + 1 : token.i + 6]):
        word = next((r.word for r in readings if r.word.subtype == "attack"), word)
    kinds = tuple(dict.fromkeys(r.kind for r in readings if r.word.id == word.id))
    last, shown = _extent(token)
    if _only_links(sentence, *shown):
        shown = (token.i, token.i)
    subtype = word.subtype or ""
    return Candidate(sentence, token.i, last, word, kinds, category=word.category or "", subtype=subtype, shown=shown)


def _only_links(sentence: Sentence, first: int, last: int) -> bool:
    """A preposition alone shows nothing ("drove thousands of people *out of*"), nor does "to the camp"."""
    inner = sentence.tokens[first : last + 1]
    if sentence.language == "en" and all(t.norm in _WAYS for t in inner):
        return True
    return first == last and inner[0].norm in _ON or sentence.language == "ar" and inner[0].norm in _TO


def _strikes_a_thing(after: list[Token]) -> bool:
    """ "A shell *hit a house*", in Arabic with the verb first: the same verb injures people and hits things."""
    shell = any(t.has("weapon") for t in after[:2])
    what = next((t for t in after if t.is_person() or t.has("civ_object", "populated", "mil_object")), None)
    return shell and what is not None and not what.is_person()


def _extent(token: Token) -> tuple[int, tuple[int, int]]:
    """(last word, first and last word shown) of a trigger; of a long phrase only its later words are shown."""
    if token.phrase_end <= token.i + _LONG_PHRASE:
        last = max(token.i, token.phrase_end)
        return last, (token.i, last)
    inner = (token.taken[1], token.taken[-1]) if len(token.taken) > 1 else (token.i, token.i)
    far = token.taken[1] if len(token.taken) > _MANY_PARTS else token.i  # "was (…) *held* (…) by": not the "was"
    return token.i, inner if inner[1] - inner[0] <= _LONG_PHRASE else (far, far)


def _verb_targets(sentence: Sentence, i: int) -> bool:
    """ "targets" is a verb where an article, a place or an object follows, else a noun."""
    after = sentence.tokens[i + 1 : i + 2]
    return any(t.norm in _ARTICLES or t.has("civ_object", "populated") or t.text[:1].isupper() for t in after)
