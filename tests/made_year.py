"""A store of many weeks whose counts a test chooses: each mention stands in an article of its own."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Engine

from extractors.records import Article, Mention, PlaceTag, mention_id
from monitor.ingest import ingest

RULES = "year-1"
SUBTYPE = {"displacement": "flight", "arrest": "arrest", "execution": "field", "civilian_harm": "killed"}
LAST = dt.date(2026, 11, 9)  # the Monday of the last week


class Made(NamedTuple):
    """n articles of a week (0 is the last one, 1 the one before), each with a mention; category "" is one without."""

    back: int
    n: int
    category: str = ""
    pcode: str = "SY07"
    source: str | None = "Steppe Wire"


def monday(back: int) -> dt.date:
    return LAST - dt.timedelta(weeks=back)


def extract(article: Article) -> list[Mention]:
    """The mention that the first line names: category and P-code."""
    category, pcode, trigger = article.text.split()[:3]
    if category == "nothing":
        return []
    start, codes = article.text.index(trigger), () if pcode == "nowhere" else (pcode,)
    day = article.published[:10]
    copied = {name: getattr(article, name) for name in ("language", "source", "url", "title", "published")}
    empty = "count_min count_max count_unit count_text injured_min injured_max actor".split()
    mention = Mention(
        **dict.fromkeys(empty), **copied,
        mention_id=mention_id(article.id, category, start, start + len(trigger)), article_id=article.id,
        category=category, subtype=SUBTYPE[category], status="reported", trigger=trigger, start=start,
        end=start + len(trigger), quote=article.text, quote_start=0, quote_end=len(article.text), in_title=False,
        governorates=codes, places=tuple(PlaceTag(code, code, code, "location", 3, "same clause") for code in codes),
        outside_syria=False, victims="civilians", event_start=day, event_end=day, date_precision=1,
        date_reason="published", rule_id="made.year", rules_version=RULES,
    )  # fmt: skip
    return [mention]


def fill(engine: Engine, folder: Path, made: Iterable[Made]) -> None:
    """Ingest these articles."""
    lines = [json.dumps(article) for number, one in enumerate(made) for article in _articles(number, one)]
    path = folder / "year.jsonl"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    ingest([path], engine, extract=extract, rules_version=RULES)


def _articles(number: int, one: Made) -> Iterable[dict[str, str | None]]:
    for k in range(one.n):
        day = monday(one.back) + dt.timedelta(days=k % 7)
        words = f"{one.category or 'nothing'} {one.pcode or 'nowhere'} happened-{number}-{k}"
        yield {
            "id": f"year-{number}-{k}", "text": f"{words} as was told.", "title": f"Article {number} {k}",
            "source": one.source, "language": "en", "published": str(day),
        }  # fmt: skip
