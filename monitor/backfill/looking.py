"""A quick look at an article before it is read: can it hold a mention, and does it speak of Syria?"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from itertools import pairwise

import yaml

from extractors import gazetteer, pipeline, places, prefilter
from extractors.fold import fold
from extractors.lexicon import DataError
from extractors.records import Article
from extractors.small_words import small
from monitor.paths import DATA

NO_TRIGGER = "no trigger word"
ELSEWHERE = "another country"
REASONS = (NO_TRIGGER, ELSEWHERE)
CUES = ("village", "town", "quarter", "camp", "countryside", "governorate", "area", "other")
LANGUAGES = ("ar", "en")
_WORD = re.compile(r"[^\W_]+")
_TAG = re.compile(r"<[^<>]*>")
_PIECE = re.compile(r"[^\s<>\"'=/;(){}]+")  # words and what hangs on them, each once: a page repeats most of its words
_TATWEEL = "\u0640"  # lengthens words and may break them: then all must be seen in its order


def why_skipped(article: Article, *, abroad: bool = False) -> str | None:
    """Why the article need not be read, one of REASONS; None where it must be. abroad: other countries are wanted."""
    language = pipeline.language_of(article)
    if not prefilter.load(language).may_mention(article.text, article.title or ""):
        return NO_TRIGGER
    if not abroad and _is_elsewhere(f"{article.title or ''}\n{article.text}", [language]):
        return ELSEWHERE
    return None


def why_page_skipped(markup: str, *, abroad: bool = False) -> str | None:
    """The same for a whole page, before the article is taken out of it, which costs more than all the rest.

    Whatever the article can say stands in the page; menus, links and scripts only make it be read in vain.
    """
    markup = html.unescape(markup)
    joined = _TAG.sub("", markup)  # tags may stand inside of words; between words they may be all there is
    both = f"{markup}\n{joined}"
    words = both if _TATWEEL in markup else " ".join({*_PIECE.findall(both)})
    if not any(prefilter.load(lang).may_mention(words) for lang in LANGUAGES):
        return NO_TRIGGER
    return ELSEWHERE if not abroad and _is_elsewhere(both, LANGUAGES) else None


def _is_elsewhere(text: str, languages: Sequence[str]) -> bool:
    """True where a foreign place is named, and neither Syria nor any place that may be Syrian."""
    folded = fold(text)
    if any(stem in folded for language in languages for stem in _syria(language)):
        return False
    words = _WORD.findall(folded)
    names_foreign = False
    for language in languages:
        kept = words if language == "ar" else [word for word in words if word not in gazetteer.ARTICLES]
        whose = _say_whose(kept, language)
        for at, word in enumerate(kept):
            if not (starts := _starts(word, language)):
                continue
            for place in _named(kept, at, starts, language):
                if not place.abroad:
                    if not place.common or _has_cue(kept, at, language):
                        return False
                elif place.country not in _named_in_syria() and not (place.common or word in whose):
                    names_foreign = True
    return names_foreign


@cache
def _syria(language: str) -> tuple[str, ...]:
    """What every form of the country's name and its adjectives has in common: the name without its last letter."""
    names = small("syria") if language == "ar" else small("country")
    return tuple(sorted({name[:-1] for name in names if name.isascii() == (language == "en")}))


@cache
def _named_in_syria() -> frozenset[str]:
    rows = yaml.safe_load((DATA / "elsewhere.yaml").read_text(encoding="utf-8"))
    found = frozenset(rows["named_in_syria"])
    known = {place.country for place, _row in gazetteer.places()}
    if unknown := sorted(found - known):
        raise DataError(f"elsewhere.yaml: named_in_syria: {unknown}; allowed are the countries of places/foreign.csv")
    return found


@lru_cache(maxsize=200_000)
def _starts(word: str, language: str) -> tuple[str, ...]:
    """The first words of names that a word may be: of most words none."""
    names = gazetteer.load(language)
    found = dict.fromkeys(gazetteer.first_words(word, language))
    return tuple(first for first in found if first in names.names or first in names.beginnings)


def _named(words: list[str], at: int, starts: Iterable[str], language: str) -> tuple[gazetteer.Place, ...]:
    """The places of the longest name that begins with a word; none where it is the name of something else."""
    names = gazetteer.load(language)
    best: tuple[gazetteer.Place, ...] = ()
    for key in starts:
        following = at + 1
        while True:
            best = names.names.get(key, best)
            if key not in names.beginnings or following >= len(words):
                break
            key = f"{key} {gazetteer.key_word(words[following], language)}"
            following += 1
    return () if any(place.kind == "not_place" for place in best) else best


def _say_whose(words: list[str], language: str) -> set[str]:
    """The words of "UK-based", "Iran-backed": countries that only say of whom something is."""
    behind = places.cue_words(language).get("hyphened", frozenset())
    return {one for one, nxt in pairwise(words) if nxt in behind}


def _has_cue(words: list[str], at: int, language: str) -> bool:
    """Whether a word such as "town" stands before a name that is an ordinary word as well."""
    before = set(gazetteer.first_words(words[at - 1], language)) if at else set()
    return any(before & places.cue_words(language)[cue] for cue in CUES)
