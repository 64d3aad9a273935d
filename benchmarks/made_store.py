"""A store of any size with invented articles and mentions, written straight into the tables."""

from __future__ import annotations

import datetime as dt
import json
import random
from collections.abc import Iterator

from sqlalchemy import Connection, Engine, Table, insert

from benchmarks.bulk import in_a_hurry
from extractors.records import CATEGORIES, SUBTYPES
from monitor.store import rollup, rows
from monitor.store.engine import writing
from monitor.store.meta import bump
from monitor.store.schema import articles, mention_governorates, mention_places, mentions

CODES = [f"SY{number:02d}" for number in range(1, 15)]
WEIGHTS = [4, 20, 6, 6, 5, 2, 18, 8, 14, 2, 12, 8, 3, 1]  # governorates are not named equally often
SOURCES = [f"Source {number:02d}" for number in range(40)]
DAYS = 1059  # 2.9 years
LAST = dt.date(2026, 11, 15)
PER_ARTICLE = 2
BATCH = 20_000
MOST = 1_000_000  # mentions made one by one; above it the database copies these, ten times as fast
KEYS = ("content_sha", "text_sha", "mention_id")
PLACES = {code: [f"{code}{number:02d}" for number in range(4)] for code in CODES}


def fill(engine: Engine, n: int, *, seed: int = 7, days: int = DAYS, sources: list[str] | None = None) -> None:
    """Add n mentions and their articles, then the daily counts; above MOST the next multiple of it, on SQLite only."""
    chance, made = random.Random(seed), min(n, MOST)
    for first in range(0, made, BATCH):
        with writing(engine) as conn:
            _batch(conn, chance, first, min(BATCH, made - first), days, sources or SOURCES)
    if n > MOST:
        multiply(engine, -(-n // MOST))
        return
    with writing(engine) as conn:
        rollup.rebuild(conn)
        bump(conn)


def multiply(engine: Engine, times: int) -> None:
    """All articles and mentions so many times, each time with other ids on the same days, then the daily counts."""
    tables = (articles, mentions, mention_governorates, mention_places)
    with in_a_hurry(engine, sqlite=True), writing(engine) as conn:
        indexes = [index for table in tables for index in table.indexes]
        for index in indexes:
            index.drop(conn)
        for table in tables:
            for turn in range(1, times):
                conn.exec_driver_sql(_again(table, turn))
        for index in indexes:
            index.create(conn)
        rollup.rebuild(conn)
        bump(conn)


def _again(table: Table, turn: int) -> str:
    """SQL for the rows that fill() made, once more: a made id ends in its turn, a made key begins with it."""

    def value(name: str) -> str:
        if name == "id" or name == "article_id":
            return f"{name} || '.{turn}'"
        return f"CAST(x'{turn:02x}' || substr({name}, 2) AS BLOB)" if name in KEYS else f'"{name}"'

    names = [column.name for column in table.c]
    first = next(name for name in names if name in KEYS)
    columns = ", ".join(f'"{name}"' for name in names)
    made = f"SELECT {', '.join(map(value, names))} FROM {table.name} WHERE substr({first}, 1, 1) = x'00'"
    return f"INSERT INTO {table.name} ({columns}) {made}"


def _batch(conn: Connection, chance: random.Random, first: int, n: int, days: int, sources: list[str]) -> None:
    made = list(_made(chance, first, n, days, sources))
    conn.execute(insert(articles), [article for article, _found in made])
    found = [entry for _article, group in made for entry in group]
    conn.execute(insert(mentions), [mention for mention, _codes, _places in found])
    codes = [
        {"mention_id": mention["mention_id"], "position": position, "pcode": code}
        for mention, own, _places in found
        for position, code in enumerate(own)
    ]
    places = [place for _mention, _codes, own in found for place in own]
    for table, new in ((mention_governorates, codes), (mention_places, places)):
        if new:
            conn.execute(insert(table), new)


def _made(chance: random.Random, first: int, n: int, days: int, sources: list[str]) -> Iterator[tuple[dict, list]]:
    for start in range(first, first + n, PER_ARTICLE):
        article = _article(chance, start, days, sources)
        yield article, [_mention(chance, article, k) for k in range(start, min(start + PER_ARTICLE, first + n))]


def _article(chance: random.Random, number: int, days: int, sources: list[str]) -> dict:
    day = str(LAST - dt.timedelta(days=chance.randrange(days)))
    key = number.to_bytes(16, "big")
    return {
        "id": f"made-{number}",
        "url": f"https://made.example/{number}",
        "source": chance.choice(sources),
        "title": f"Made article {number}",
        "text": f"Sentence {number}. People fled. Sentence after.",
        "language": chance.choice(("ar", "ar", "en")),
        "published": day,
        "published_day": day,
        "content_sha": key,
        "text_sha": key,
        "copy_of": "made-0" if chance.random() < 0.1 and number else None,
        "first_seen": day,
        "last_seen": day,
        "run_id": 0,
        "rules_version": "made",
    }


def _mention(chance: random.Random, article: dict, number: int) -> tuple[dict, list[str], list[dict]]:
    category = chance.choices(CATEGORIES, (4, 5, 2, 9))[0]
    subtype = chance.choice(SUBTYPES[category])
    outside = chance.random() < 0.03
    codes = (
        []
        if outside or chance.random() < 0.08
        else list(dict.fromkeys(chance.choices(CODES, WEIGHTS, k=_many(chance))))
    )
    event = dt.date.fromisoformat(article["published"]) - dt.timedelta(days=chance.randrange(4))
    vague = chance.random() < 0.06
    low = chance.choice((None, 1, 2, 3, 10, 200))
    key = number.to_bytes(16, "big")
    mention = {
        **{name: article[name] for name in ("language", "source", "url", "title", "published", "published_day")},
        "mention_id": key,
        "article_id": article["id"],
        "category": category,
        "subtype": subtype,
        "status": chance.choices(("reported", "denied", "possible", "past"), (85, 3, 6, 6))[0],
        "trigger": "fled",
        "start": 20,
        "end": 24,
        "quote": f"People fled from place {number % 977}.",
        "quote_start": 13,
        "quote_end": 40,
        "in_title": False,
        "outside_syria": outside,
        "count_min": low,
        "count_max": low,
        "count_unit": "persons" if low else None,
        "count_text": None,
        "injured_min": None,
        "injured_max": None,
        "victims": chance.choice(("civilians", "civilians", "combatants", "unspecified")),
        "actor": chance.choice((None, None, None, "sdf", "unknown_actor")),
        "event_start": str(event.replace(day=1) if vague else event),
        "event_end": str(event),
        "date_precision": 3 if vague else chance.choice((1, 2)),
        "date_reason": "published",
        "rule_id": f"made.{category[:3]}.{number % 25}",
        "rules_version": "made",
        "active": True,
        "is_copy": article["copy_of"] is not None,
        "counts_as": rows.counted_as(category, subtype, outside),
        "day": None if vague else str(event),
        "reviewed": chance.choices(("", "confirmed", "rejected", "unsure"), (90, 6, 3, 1))[0],
        "search_text": rows.search_text(f"{article['title']} People fled from place {number % 977}."),
        "machine": json.dumps({"status": "denied"}) if chance.random() < 0.005 else None,
    }
    places = _places(chance, key, category, codes)
    return mention | _derived(mention, codes, places), codes, places


def _derived(mention: dict, codes: list[str], places: list[dict]) -> dict:
    """The columns that are made from the lists."""
    seen = [(place["pcode"], place["role"], place["reason"], bool(place["candidates"])) for place in places]
    marks = rows.marks(mention, codes, seen) | (rows.CORRECTED if mention["machine"] else 0)
    return {"governorates": rows.joined(codes), "reached": rows.reached(seen), "marks": marks}


def _many(chance: random.Random) -> int:
    return 2 if chance.random() < 0.1 else 1


def _places(chance: random.Random, key: bytes, category: str, codes: list[str]) -> list[dict]:
    role = "origin" if category == "displacement" else "location"
    places = [(chance.choice(PLACES[code]), code, role) for code in codes]
    if category == "displacement" and chance.random() < 0.4:
        code = chance.choice(CODES)
        places.append((chance.choice(PLACES[code]), code, "destination"))
    return [
        {
            "mention_id": key,
            "position": position,
            "name": place,
            "place_id": place,
            "pcode": code,
            "role": role,
            "precision": 2,
            "reason": "same clause",
            "candidates": "",
        }
        for position, (place, code, role) in enumerate(places)
    ]
