"""Displacement by the place that people reached, months, and places below the governorate."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from pathlib import Path

import made
import pytest
from sqlalchemy import Engine

from extractors.records import Article, Mention, PlaceTag
from monitor import queries
from monitor.filters import REACHED, Filters, fits_rollup
from monitor.ingest import ingest

THERE = Filters(displaced=REACHED)
DESTINATIONS = {"one": ("SY02",), "two": ("SY02", "SY02", "SY07"), "none": (), "unclear": (None,)}


def extract(article: Article) -> list[Mention]:
    """The mentions of made, with the destinations that the first word of the text stands for."""
    codes = DESTINATIONS.get(article.text.split()[0], ())
    tags = tuple(PlaceTag(f"to {code}", f"{code}-town", code, "destination", 1, "same clause") for code in codes)
    return [replace(mention, places=mention.places + tags) for mention in made.extract(article)]


@pytest.fixture
def moved(engine: Engine, tmp_path: Path) -> Engine:
    texts = ["one fled", "two fled", "none fled", "unclear fled", "two killed", "police arrested two"]
    lines = [made.article(text, f"a{n}", published=f"2026-0{n + 1}-04") for n, text in enumerate(texts)]
    path = tmp_path / "moved.jsonl"
    path.write_text("".join(json.dumps(asdict(one)) + "\n" for one in lines), encoding="utf-8")
    ingest([path], engine, extract=extract, rules_version="moved-1")
    return engine


def test_displacement_by_destination_and_everything_else_by_its_place(moved: Engine) -> None:
    assert queries.by_governorate(moved, Filters(categories=("displacement",))) == [("SY09", "displacement", 4)]
    assert queries.by_governorate(moved, THERE) == [
        ("", "arrest", 1),
        ("", "displacement", 2),
        ("SY02", "civilian_harm", 1),
        ("SY02", "displacement", 2),
        ("SY07", "civilian_harm", 1),
        ("SY07", "displacement", 1),
    ]


@pytest.mark.parametrize("codes", [("SY02",), ("SY07",), ("",), ("SY02", ""), ("SY09",), ()])
def test_the_same_filter_gives_the_same_mentions_everywhere(moved: Engine, codes: tuple[str, ...]) -> None:
    chosen = replace(THERE, governorates=codes)
    assert fits_rollup(chosen)
    total = queries.count(moved, chosen)
    assert sum(queries.totals(moved, chosen).values()) == total == len(queries.mentions(moved, chosen))
    if len(codes) == 1:
        assert sum(row.n for row in queries.by_governorate(moved, chosen)) == total


def test_by_month(moved: Engine) -> None:
    chosen = Filters(categories=("displacement",))
    assert queries.by_month(moved, chosen) == [(f"2026-0{month}-01", "displacement", 1) for month in (1, 2, 3, 4)]
    assert queries.documents(moved, Filters(end="2026-02-28"), step="month") == [("2026-01-01", 1), ("2026-02-01", 1)]


def test_mentions_of_named_places(moved: Engine) -> None:
    assert queries.count(moved, Filters(place_ids=("SY07-town",))) == 2
    assert queries.count(moved, Filters(place_ids=("nowhere",))) == 0
    assert queries.totals(moved, Filters(place_ids=("SY07-town",), governorates=("SY09",)))["displacement"] == 1


def test_by_district(moved: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    lie_in = {"SY02": "Alpha", "SY07": "Beta", "SY09": "Alpha", "SY02-town": "Gamma"}
    monkeypatch.setattr(queries, "district_of", lambda: lie_in)
    harm = Filters(categories=("civilian_harm",))
    assert queries.by_district(moved, harm, ("Alpha", "Beta")) == ({"Alpha": 1, "Beta": 1}, 0)
    assert queries.by_district(moved, harm, ("Beta",)) == ({"Beta": 1}, 0)
    assert queries.by_district(moved, Filters(), ("Gamma",)) == ({}, 6), "a destination is no place of the event"
    monkeypatch.setattr(queries, "district_of", lambda: {"SY02": "Alpha", "SY07": "Alpha"})
    assert queries.by_district(moved, harm, ("Alpha",)) == ({"Alpha": 1}, 0), "once, though two of its places lie there"


def test_by_rule(moved: Engine) -> None:
    assert queries.count(moved, Filters(rules=("made.killed", "made.fled"))) == 5
