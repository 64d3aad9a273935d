"""A store filled with the mentions of rows.yaml, without any rule of the extractor."""

from __future__ import annotations

import json
from pathlib import Path

import yaml
from sqlalchemy import Engine

from extractors.records import ARTICLE_FIELDS, Article, Mention, PlaceTag, mention_id
from monitor.ingest import ingest
from monitor.store.migrations import open_store

RULES = "rows-1"
with open(Path(__file__).with_name("rows.yaml"), encoding="utf-8") as file:
    ROWS = {row["id"]: row for row in yaml.safe_load(file)}


def extract(article: Article) -> list[Mention]:
    """The mentions that the row of the article lists."""
    return [_mention(article, dict(entry)) for entry in ROWS[article.id]["mentions"]]


def _mention(article: Article, entry: dict) -> Mention:
    start = article.text.index(entry["trigger"])
    codes = tuple(entry.pop("governorates", ()))
    day = entry.pop("day", article.published[:10])
    values = {
        "mention_id": mention_id(article.id, entry["category"], start, start + len(entry["trigger"])),
        "article_id": article.id,
        "start": start,
        "end": start + len(entry["trigger"]),
        "quote": article.text,
        "quote_start": 0,
        "quote_end": len(article.text),
        "in_title": False,
        "governorates": codes,
        "places": tuple(PlaceTag(code, code, code, "location", 3, "same sentence") for code in codes),
        "event_start": day,
        "event_end": day,
        "date_precision": 1,
        "date_reason": "published",
        "rule_id": "rows.test",
        "rules_version": RULES,
        "status": "reported",
        "victims": "civilians",
        "outside_syria": False,
    }
    absent = dict.fromkeys(
        ("count_min", "count_max", "count_unit", "count_text", "injured_min", "injured_max", "actor")
    )
    copied = {name: getattr(article, name) for name in ("language", "source", "url", "title", "published")}
    return Mention(**absent | copied | values | entry)


def articles_file(folder: Path, ids: list[str] | None = None) -> Path:
    """The articles of the rows as JSONL."""
    path = folder / "rows.jsonl"
    rows = [ROWS[ident] for ident in (ids if ids is not None else ROWS)]
    lines = [json.dumps({name: row.get(name) for name in ARTICLE_FIELDS}, ensure_ascii=False) + "\n" for row in rows]
    path.write_text("".join(lines), encoding="utf-8")
    return path


def fill(store: Path, ids: list[str] | None = None) -> Engine:
    """A store at this path with the rows of these ids, all by default."""
    engine = open_store(store)
    ingest([articles_file(store.parent, ids)], engine, extract=extract, rules_version=RULES)
    return engine
