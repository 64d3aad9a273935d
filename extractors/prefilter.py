"""A quick look at the raw text: can it hold a mention at all? Most articles of a general feed cannot."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from extractors import lexicon
from extractors.fold import BROKEN_WORD, fold, remember
from extractors.lexicon import EVENT_KINDS, Entry, Lexicon, Phrase

# Letters with the marks and invisible characters that fold() drops: never shorter than a word of the tokeniser.
_DROPPED = r"\u0610-\u061a\u061c\u0640\u064b-\u065f\u0670\u06d6-\u06ed\xad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
_WORD = re.compile(rf"(?:[^\W\d_]|[{_DROPPED}])+")
_TATWEEL = "\u0640"
_ENOUGH = 60_000  # word forms remembered per language
_NOTHING, _BEGINS, _TRIGGER = 1, 2, 3  # what a word form can do: begin a trigger phrase, be a trigger


class Prefilter:
    """Tells which texts hold a trigger word of the lexicon, or the words of a trigger phrase."""

    def __init__(self, words: Lexicon) -> None:
        self.words = words
        self.known: dict[str, int] = {}

    def may_mention(self, *texts: str) -> bool:
        """False only where extraction would find no candidate in any of the texts."""
        present: set[str] = set()
        for text in texts:
            if _TATWEEL in text and BROKEN_WORD.search(text):
                return True
            present.update(_WORD.findall(text))
        return self._holds_trigger(present)

    def _holds_trigger(self, present: set[str]) -> bool:
        """True where one of the words is a trigger, or where they hold all words of a trigger phrase."""
        starts = []
        for word in present:
            what = self.known.get(word) or self._look_up(word)
            if what == _TRIGGER:
                return True
            if what == _BEGINS:
                starts.append(word)
        return bool(starts) and self._phrase_in(starts, present)

    def _look_up(self, word: str) -> int:
        entry = self.words.entry(fold(word), word)
        if any(r.kind in EVENT_KINDS and r.word.category for r in entry.readings):
            what = _TRIGGER
        else:
            what = _BEGINS if self._phrases(entry) else _NOTHING
        return remember(self.known, word, what, _ENOUGH)

    def _phrase_in(self, starts: Iterable[str], present: Iterable[str]) -> bool:
        """True where all words of a trigger phrase occur somewhere."""
        phrases = {p for word in starts for p in self._phrases(self.words.entry(fold(word), word))}
        entries = [self.words.entry(fold(word), word) for word in present]
        bases = frozenset().union(*(e.bases for e in entries))
        ids = {r.word.id for e in entries for r in e.readings} | {"number", "group"}
        return any(_all_present(p, bases, ids) for p in phrases)

    def _phrases(self, entry: Entry) -> list[Phrase]:
        """The trigger phrases that a word can begin."""
        heads = [r.word.id for r in entry.readings] + ["group"] * ("group" in entry.tags)
        by_id = [p for name in heads for p in self.words.phrases_by_id.get(name, ())]
        return [p for p in (*entry.groups, *entry.phrases, *by_id) if _is_event(p)]


def _is_event(phrase: Phrase) -> bool:
    return phrase.kind in EVENT_KINDS and phrase.word.category is not None


def _all_present(phrase: Phrase, bases: frozenset[str], ids: set[str]) -> bool:
    """True where each element of a phrase, gaps left out, has a word among bases or an entry among ids."""
    elements = [e for e in phrase.elements if not e[0].startswith("~")]
    return all(any(_present(option, bases, ids) for option in element) for element in elements)


def _present(option: str, bases: frozenset[str], ids: set[str]) -> bool:
    return option[1:] in ids if option.startswith("@") else option in bases or not option.isalpha()


@cache
def load(language: str) -> Prefilter:
    """The prefilter of "ar" or "en"."""
    return Prefilter(lexicon.load(language))
