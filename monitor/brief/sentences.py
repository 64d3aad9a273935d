"""The key sentences of a week, chosen by rule and never by taste."""

from __future__ import annotations

from collections import Counter
from typing import Any

from extractors.records import CATEGORIES
from monitor.leading import place_of
from monitor.quotes import clean, direction, isolate, split_quote
from monitor.texts import Texts

MOST = 6
LIMITS = (420, 300, 220, 150, 85)  # characters; the page takes the longest that lets its sentences fit
SOURCE, PLACES = 30, 3  # characters of a source's name, and governorates: both have one line with what happened

Row = dict[str, Any]


def pick(rows: list[Row], wanted: int = MOST) -> list[Row]:
    """Of mentions ranked best first, one of each category and governorate and none of an article taken before.

    The categories take turns, the one most reported first. Where fewer than wanted are found, that is all.
    """
    often = Counter(row["category"] for row in rows)
    order = sorted(often, key=lambda category: (-often[category], CATEGORIES.index(category)))
    turns = {category: [row for row in rows if row["category"] == category] for category in order}
    picked: list[Row] = []
    while len(picked) < wanted and any(turns.values()):
        for category in order:
            if len(picked) < wanted and (row := _next(turns[category], picked)):
                picked.append(row)
    return picked


def _next(left: list[Row], picked: list[Row]) -> Row | None:
    """The first that repeats no cell and no article; what stands before it is used up."""
    cells = {_cell(row) for row in picked}
    articles = {row["article_id"] for row in picked}
    while left:
        row = left.pop(0)
        if _cell(row) not in cells and row["article_id"] not in articles:
            return row
    return None


def _cell(row: Row) -> tuple[str, str]:
    return row["category"], next(iter(row["governorates"]), "")


def told(row: Row, t: Texts, colour: str) -> dict[str, Any]:
    """A sentence as the page sets it: cut to each of LIMITS, with category, place, source and day."""
    source = clean(row["source"]) or t("card.no_source")
    named = [place_of(row)] if row["language"] == t.lang else []
    shown = source if len(source) <= SOURCE else source[:SOURCE] + "…"
    return {
        "cuts": [split_quote(row, limit) for limit in LIMITS],
        "lang": "ar" if row["language"] == "ar" else "en",
        "dir": direction(row["language"]),
        "colour": colour,
        "meta": _meta(row, t, named, [shown]),
    }


def fact(row: Row, t: Texts, colour: str) -> dict[str, Any]:
    """The same without anything that may hold a name: no sentence, source or place below the governorate."""
    return {"cuts": [], "lang": t.lang, "dir": t.dir, "colour": colour, "meta": _meta(row, t, [], [])}


def _meta(row: Row, t: Texts, named: list[str | None], source: list[str]) -> list[str]:
    """Category, what and how many, where, source, day; where: named and the governorates."""
    codes, day = row["governorates"], row["published"] or row["event_start"]
    places = [t.governorate(code) for code in codes[:PLACES]] or [t("overview.unspecified")]
    places = [*(name for name in named if name and name not in places), *places]
    where = t.join(places) + (" …" if len(codes) > PLACES else "")
    parts = [t(f"category.{row['category']}"), _gist(row, t), where, *source, *([t.day(day)] if day else [])]
    return [isolate(part) for part in parts]


def _gist(row: Row, t: Texts) -> str:
    """What kind of event and how many, in the words of the page: for whoever does not read the sentence's language."""
    number = t.number(row["count_min"], row["count_max"])
    if number and row["count_unit"] == "households":
        number = f"{number} ({t('card.households')})"
    kind = t(f"subtype.{row['subtype']}")
    return t("date.pair", label=kind, value=number) if number else kind
