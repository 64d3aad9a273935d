"""A mention as rows of the store and back: the one place that knows how its lists are laid out in tables."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, select

from extractors.fold import fold
from extractors.records import MENTION_FIELDS, NOT_COUNTED, Article, Mention, content_id
from monitor.store.schema import mention_governorates, mention_places, mentions

Row = dict[str, Any]
Seen = tuple[str | None, str, str, bool]  # of a place: P-code, role, reason, whether there are candidates
SIMPLE_FIELDS = tuple(name for name in MENTION_FIELDS if name not in ("mention_id", "governorates", "places"))
NO_PLACE, AMBIGUOUS, GUESSED, NO_DAY, DAY_OF_PUBLICATION, NO_NUMBER, IN_TITLE, CORRECTED = (2**bit for bit in range(8))
GUESSES = ("whole article is about", "headline", "dateline", "header", "listed with")  # beginnings of weaker reasons
WEEK = 2  # date_precision: 1 day, 2 week, 3 month or wider
IDS_AT_ONCE = 500  # well below the 999 bound values of old SQLite builds


def key(mention_id: str) -> bytes:
    """The id as it is stored."""
    return bytes.fromhex(mention_id)


def day_of(published: str | None) -> str | None:
    """The ISO day of an ISO date or datetime."""
    return published[:10] if published else None


def article_row(article: Article) -> Row:
    """The article's columns, with the hashes that tell changed from unchanged and copies from originals."""
    return {
        "id": article.id,
        "url": article.url,
        "source": article.source,
        "title": article.title,
        "text": article.text,
        "language": article.language,
        "published": article.published,
        "published_day": day_of(article.published),
        "content_sha": content_sha(article),
        "text_sha": text_sha(article),
    }


def content_sha(article: Article) -> bytes:
    """The hash of all that extraction reads of an article."""
    fields = (article.url, article.source, article.title, article.text, article.language, article.published)
    return key(content_id(*map(repr, fields)))


def text_sha(article: Article) -> bytes:
    """The hash of the words of an article, which equal copies have in common."""
    from monitor import copies  # it brings the language pipelines, which whoever only reads need not wait for

    return key(content_id(" ".join(copies.words(article.text))))


def mention_row(mention: Mention) -> Row:
    """The mention's own columns, lists left out, with the derived ones that every count goes by."""
    row = {name: getattr(mention, name) for name in SIMPLE_FIELDS}
    places = [(place.pcode, place.role, place.reason, bool(place.candidates)) for place in mention.places]
    return row | {
        "mention_id": key(mention.mention_id),
        "active": True,
        "is_copy": False,
        "counts_as": counts_as(mention),
        "day": mention.event_start if _is_dated(row) else None,
        "published_day": day_of(mention.published),
        "reviewed": "",
        "machine": None,
        "search_text": search_text(f"{mention.title or ''} {mention.quote}"),
        "governorates": joined(mention.governorates),
        "reached": reached(places),
        "marks": marks(row, mention.governorates, places),
    }


def joined(codes: Iterable[str]) -> str:
    """A set of P-codes as one text, the same for the same set."""
    return ";".join(sorted(set(codes)))


def reached(places: Iterable[Seen]) -> str:
    """The same of the places that people went to."""
    return joined(code for code, role, *_rest in places if role == "destination" and code)


def marks(values: Mapping[str, Any], governorates: Collection[str], places: Iterable[Seen]) -> int:
    """What is doubtful or unknown in a mention, as bits: looked for often, and slow to find in the lists."""
    unclear = any(code is None and candidates for code, _role, _reason, candidates in places)
    guessed = any(reason.startswith(GUESSES) for _code, _role, reason, _candidates in places)
    return (
        (AMBIGUOUS if unclear else 0)
        | (GUESSED if guessed else 0)
        | (0 if _is_dated(values) else NO_DAY)
        | (DAY_OF_PUBLICATION if values["date_reason"] == "published" else 0)
        | (IN_TITLE if values["in_title"] else 0)
        | marks_of_values(values, governorates)
    )


def _is_dated(values: Mapping[str, Any]) -> bool:
    return values["event_start"] is not None and (values["date_precision"] or WEEK + 1) <= WEEK


def marks_of_values(values: Mapping[str, Any], governorates: Collection[str]) -> int:
    """Those that a correction may change."""
    nowhere = not governorates and not values["outside_syria"]
    countless = values["count_min"] is None and values["count_max"] is None
    return (NO_PLACE if nowhere else 0) | (NO_NUMBER if countless else 0)


def search_text(text: str) -> str:
    """The text as searches see it: every word folded, so that spelling variants find each other."""
    return " ".join(fold(word) for word in text.split())


def counts_as(mention: Mention) -> str:
    """Its category, or what keeps it out of the four: outside_syria, return or release."""
    return counted_as(mention.category, mention.subtype, mention.outside_syria)


def counted_as(category: str, subtype: str, outside_syria: bool) -> str:
    """The same for values that are no mention yet."""
    if outside_syria:
        return "outside_syria"
    return subtype if subtype in NOT_COUNTED else category


def place_rows(mention: Mention) -> list[Row]:
    """One row a place, in order."""
    return [
        {
            "mention_id": key(mention.mention_id),
            "position": position,
            "name": place.name,
            "place_id": place.place_id,
            "pcode": place.pcode,
            "role": place.role,
            "precision": place.precision,
            "reason": place.reason,
            "candidates": ";".join(place.candidates),
        }
        for position, place in enumerate(mention.places)
    ]


def governorate_rows(mention: Mention) -> list[Row]:
    """One row a governorate, in order."""
    codes = dict.fromkeys(mention.governorates)
    return [
        {"mention_id": key(mention.mention_id), "position": position, "pcode": code}
        for position, code in enumerate(codes)
    ]


def whole_mentions(conn: Connection, found: Iterable[Any]) -> list[Row]:
    """Mention rows as the records they came from (extractors.records.as_dict), and reviewed, is_copy, machine."""
    found = list(found)
    ids = [row.mention_id for row in found]
    governorates = _by_mention(conn, mention_governorates, ids)
    places = _by_mention(conn, mention_places, ids)
    return [_whole(row, governorates.get(row.mention_id, []), places.get(row.mention_id, [])) for row in found]


def _by_mention(conn: Connection, table: Any, ids: list[bytes]) -> dict[bytes, list[Any]]:
    grouped: dict[bytes, list[Any]] = {}
    for first in range(0, len(ids), IDS_AT_ONCE):
        wanted = table.c.mention_id.in_(ids[first : first + IDS_AT_ONCE])
        for row in conn.execute(select(table).where(wanted).order_by(table.c.mention_id, table.c.position)):
            grouped.setdefault(row.mention_id, []).append(row)
    return grouped


def _whole(row: Any, governorates: list[Any], places: list[Any]) -> Row:
    values = row._mapping
    record: Row = {name: values[name] for name in MENTION_FIELDS if name in SIMPLE_FIELDS or name == "mention_id"}
    record["mention_id"] = row.mention_id.hex()
    record["governorates"] = [entry.pcode for entry in governorates]
    record["places"] = [_place(entry) for entry in places]
    ordered = {name: record[name] for name in MENTION_FIELDS}
    machine = json.loads(row.machine) if row.machine else {}
    return ordered | {"reviewed": row.reviewed, "is_copy": row.is_copy, "machine": machine}


def _place(row: Any) -> Row:
    return {
        "name": row.name,
        "place_id": row.place_id,
        "pcode": row.pcode,
        "role": row.role,
        "precision": row.precision,
        "reason": row.reason,
        "candidates": row.candidates.split(";") if row.candidates else [],
    }


MENTION_COLUMNS = [mentions.c[name] for name in ("mention_id", *SIMPLE_FIELDS, "reviewed", "is_copy", "machine")]
