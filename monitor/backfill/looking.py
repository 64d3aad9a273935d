"""A quick look at an article before it is read: can it hold a mention, and does it speak of Syria?"""

from __future__ import annotations

import re
from functools import cache

import yaml

from extractors import gazetteer, pipeline, places, prefilter
from extractors.fold import fold
from extractors.records import Article
from extractors.small_words import small
from monitor.paths import DATA

NO_TRIGGER = "no trigger word"
ELSEWHERE = "another country"
REASONS = (NO_TRIGGER, ELSEWHERE)
CUES = ("village", "town", "quarter", "camp", "countryside", "governorate", "area", "other")
_WORD = re.compile(r"[^\W_]+")


def why_skipped(article: Article, *, abroad: bool = False) -> str | None:
    """Why the article need not be read, one of REASONS; None where it must be. abroad: other countries are wanted."""
    language = pipeline.language_of(article)
    if not prefilter.load(language).may_mention(article.text, article.title or ""):
        return NO_TRIGGER
    if not abroad and _is_elsewhere(f"{article.title or ''}\n{article.text}", language):
        return ELSEWHERE
    return None


def _is_elsewhere(text: str, language: str) -> bool:
    """True where a foreign place is named, and neither Syria nor any place that may be Syrian."""
    folded = fold(text)
    if any(stem in folded for stem in _syria(language)):
        return False
    words = [w for w in _WORD.findall(folded) if language == "ar" or w not in gazetteer.ARTICLES]
    abroad = False
    for at in range(len(words)):
        for found in _named(words, at, language):
            if not found.abroad:
                if not found.common or _has_cue(words, at, language):
                    return False
            elif found.country not in _named_in_syria() and not found.common:
                abroad = True
    return abroad


@cache
def _syria(language: str) -> tuple[str, ...]:
    """What every form of the country's name and its adjectives has in common: the name without its last letter."""
    names = small("syria") if language == "ar" else small("country")
    return tuple(sorted({name[:-1] for name in names if name.isascii() == (language == "en")}))


@cache
def _named_in_syria() -> frozenset[str]:
    rows = yaml.safe_load((DATA / "elsewhere.yaml").read_text(encoding="utf-8"))
    return frozenset(rows["named_in_syria"])


def _named(words: list[str], at: int, language: str) -> tuple[gazetteer.Place, ...]:
    """The places of the longest name that begins with a word; none where it is the name of something else."""
    names = gazetteer.load(language)
    best: tuple[gazetteer.Place, ...] = ()
    for first in gazetteer.first_words(words[at], language):
        key, following = first, at + 1
        while True:
            best = names.names.get(key, best)
            if key not in names.beginnings or following >= len(words):
                break
            key = f"{key} {gazetteer.key_word(words[following], language)}"
            following += 1
    return () if any(place.kind == "not_place" for place in best) else best


def _has_cue(words: list[str], at: int, language: str) -> bool:
    """Whether a word such as "town" stands before a name that is an ordinary word as well."""
    before = set(gazetteer.first_words(words[at - 1], language)) if at else set()
    return any(before & places.cue_words(language)[cue] for cue in CUES)
