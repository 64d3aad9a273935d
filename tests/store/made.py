"""Articles and mentions made for store tests: one word of the text, one mention; everything about it from the word."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from extractors.records import CATEGORIES, SUBTYPES, Article, Mention, PlaceTag, mention_id

RULES = "made-1"
WORDS = {
    # word: category, subtype, status, victims, P-codes, actor
    "fled": ("displacement", "flight", "reported", "civilians", ("SY09",), None),
    "returned": ("displacement", "return", "reported", "civilians", ("SY11",), None),
    "arrested": ("arrest", "arrest", "reported", "unspecified", (), "police"),
    "released": ("arrest", "release", "reported", "civilians", ("SY02",), None),
    "executed": ("execution", "field", "denied", "combatants", ("SY09", "SY11"), "is"),
    "killed": ("civilian_harm", "killed", "reported", "civilians", ("SY07", "SY02"), "air force"),
    "shelled": ("civilian_harm", "attack", "possible", "unspecified", ("SY07",), None),
    "massacre": ("civilian_harm", "killed", "past", "civilians", ("SY05",), None),
}
assert all(category in CATEGORIES and sub in SUBTYPES[category] for category, sub, *_rest in WORDS.values())


def article(text: str, id: str = "a1", **fields: str | None) -> Article:
    """An article with a publication day and a source, unless told otherwise."""
    return Article(
        **{"id": id, "text": text, "published": "2026-03-04", "source": "Made News", "language": "en"} | fields
    )


def extract(article: Article) -> list[Mention]:
    """A mention for every word of WORDS in the text. "month" after it: known to the month; "abroad": not in Syria."""
    found, start = [], 0
    parts = article.text.split(" ")
    for position, part in enumerate(parts):
        if part in WORDS:
            following = parts[position + 1] if position + 1 < len(parts) else ""
            found.append(mention(article, part, start, following))
        start += len(part) + 1
    return found


def mention(article: Article, word: str, start: int, following: str = "") -> Mention:
    """The mention of one word at an offset."""
    category, subtype, status, victims, pcodes, actor = WORDS[word]
    day = article.published[:10] if article.published else None
    precision = 3 if following == "month" else 1
    if day and precision == 3:
        day = dt.date.fromisoformat(day).replace(day=1).isoformat()
    return Mention(
        mention_id=mention_id(article.id, category, start, start + len(word)),
        article_id=article.id,
        language=article.language or "en",
        source=article.source,
        url=article.url,
        title=article.title,
        published=article.published,
        category=category,
        subtype=subtype,
        status=status,
        trigger=word,
        start=start,
        end=start + len(word),
        quote=article.text,
        quote_start=0,
        quote_end=len(article.text),
        in_title=False,
        governorates=pcodes,
        places=tuple(PlaceTag(code, code, code, "location", 3, "same clause", ("SY01",)) for code in pcodes),
        outside_syria=following == "abroad",
        count_min=len(word),
        count_max=None,
        count_unit="persons",
        count_text=word,
        injured_min=None,
        injured_max=None,
        victims=victims,
        actor=actor,
        event_start=day,
        event_end=day,
        date_precision=precision if day else None,
        date_reason="published" if day else None,
        rule_id=f"made.{word}",
        rules_version=RULES,
    )


def slowly(wait: Callable[[], None]) -> Callable[[Article], list[Mention]]:
    """The same extraction with a wait before each article, for tests that break in meanwhile."""

    def find(article: Article) -> list[Mention]:
        wait()
        return extract(article)

    return find
