"""Which mentions stand for a week: by rule, the same whoever asks."""

from __future__ import annotations

from collections import defaultdict

import pytest
from sqlalchemy import Engine

from benchmarks import made_store
from monitor import queries
from monitor.brief.sentences import pick
from monitor.filters import Filters
from monitor.leading import EACH, leading, place_of
from monitor.store.migrations import open_store

WEEK = Filters(start="2026-11-09", end="2026-11-15")


@pytest.fixture(scope="module")
def crowded(tmp_path_factory) -> Engine:
    """A store of which one week has some forty mentions."""
    engine = open_store(tmp_path_factory.mktemp("leading") / "store.db")
    made_store.fill(engine, 1500, days=120)
    return engine


def rank(row: dict) -> tuple:
    known = 0 if place_of(row) else 1 if row["governorates"] else 2
    return known, -(row["count_min"] or row["count_max"] or 0), row["event_start"], row["mention_id"]


def test_each_cell_gives_its_most_precise_and_largest_mentions(crowded, filled):
    ranks = set()
    for engine in (crowded, filled):  # places named precisely, governorates alone
        cells = defaultdict(list)
        for row in queries.mentions(engine, WEEK, limit=1000):
            cells[row["category"], next(iter(row["governorates"]), "")].append(row)
        expected = sorted((row for rows in cells.values() for row in sorted(rows, key=rank)[:EACH]), key=rank)
        assert [row["mention_id"] for row in leading(engine, WEEK)] == [row["mention_id"] for row in expected]
        ranks |= {rank(row)[0] for row in expected}
    assert ranks == {0, 1, 2}


def mention(ident: str, category: str, place: str, article: str | None = None) -> dict:
    return {"id": ident, "category": category, "governorates": [place], "article_id": article or ident}


def test_categories_take_turns_the_one_most_reported_first():
    rows = [
        mention("a", "arrest", "SY01"),
        mention("b", "arrest", "SY02"),
        mention("c", "arrest", "SY03"),
        mention("d", "execution", "SY01"),
        mention("e", "displacement", "SY01"),
        mention("f", "displacement", "SY02"),
    ]
    assert "".join(row["id"] for row in pick(rows)) == "aedbfc"
    assert "".join(row["id"] for row in pick(rows, 3)) == "aed"


def test_no_cell_and_no_article_comes_twice():
    rows = [
        mention("a", "arrest", "SY01"),
        mention("b", "arrest", "SY01"),
        mention("c", "arrest", "SY02", article="a"),
        mention("d", "arrest", "SY02"),
    ]
    assert [row["id"] for row in pick(rows)] == ["a", "d"]
    assert pick([]) == []
