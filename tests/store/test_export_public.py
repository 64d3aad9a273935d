"""Whoever has all public files of a choice, and subtracts, finds no hidden number: rows, columns and map together."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path

from exported import csv_rows, write
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made import article, extract
from sqlalchemy import Engine

from extractors.records import CATEGORIES
from monitor.export.choice import Choice
from monitor.filters import Filters
from monitor.ingest import ingest
from monitor.store.migrations import open_store
from monitor.store.schema import ALL

WORDS = ("fled", "arrested", "killed", "executed")
DAYS = [f"2026-03-{day:02d}" for day in (2, 9, 16, 23)]
FILTERS = Filters(start="2026-03-02", end="2026-03-29", statuses=("reported", "denied"))
Group = tuple[str, str]


def stored(folder: Path, mentions: list[tuple[str, str, int]]) -> Engine:
    """A store with so many mentions of each word on each day, in articles of their own."""
    engine = open_store(folder / "store.db")
    path = folder / "articles.jsonl"
    with path.open("w", encoding="utf-8") as out:
        for number, (word, day, n) in enumerate(mentions):
            made = article(" ".join([f"text {number} about it"] + [word] * n), id=f"a{number}", published=day)
            out.write(json.dumps({name: getattr(made, name) for name in made.__slots__}) + "\n")
    ingest([path], engine, extract=extract, rules_version="made")
    return engine


def published(engine: Engine, folder: Path) -> dict[Group, dict[tuple[str, str], int | None]]:
    """What the weekly table and the map tell of each category and status, by (week or total, governorate or total)."""
    known: dict[Group, dict[tuple[str, str], int | None]] = defaultdict(dict)
    for row in csv_rows(write(engine, folder, Choice(FILTERS, profile="public"))):
        n = None if row["hidden"] == "true" else int(row["mentions"])
        known[row["category"], row["status"]][row["week"], row["governorate"]] = n
    drawn = json.loads(write(engine, folder, Choice(FILTERS, "geojson", "public")).read_text(encoding="utf-8"))
    places = {one["id"]: one["properties"] for one in drawn["features"]} | drawn["without_shape"]
    for code, place in places.items():
        for category in CATEGORIES:
            for status in FILTERS.statuses:
                name = f"{category}_{status}"
                assert (place[name] is None) == (name in place.get("hidden", "").split(";"))
                known[category, status][ALL, code] = place[name]
    return known


def solved(known: dict[tuple[str, str], int | None]) -> set[tuple[str, str]]:
    """The hidden numbers that follow from the others, by subtracting and by bounds, until nothing more does.

    low and high of every number, narrowed again and again by "a column adds up to its total", "a row's total lies
    between its largest number and their sum", and "what is hidden is not zero".
    """
    low = {cell: 1 if n is None else n for cell, n in known.items()}
    high = {cell: 10**6 if n is None else n for cell, n in known.items()}
    rows, columns = (sorted({cell[k] for cell in known} - {ALL}) for k in (0, 1))
    before = None
    while before != (before := sum(low.values()) - sum(high.values())):
        for code in [*columns, ALL]:  # the total of a column is the sum of its weeks
            parts, total = [(week, code) for week in rows], (ALL, code)
            low[total] = max(low[total], sum(low[one] for one in parts))
            high[total] = min(high[total], sum(high[one] for one in parts))
            for one in parts:
                rest = [other for other in parts if other != one]
                low[one] = max(low[one], low[total] - sum(high[other] for other in rest))
                high[one] = min(high[one], high[total] - sum(low[other] for other in rest))
        for week in [*rows, ALL]:  # a row's total may be smaller than the sum: a mention can be in two governorates
            parts, total = [(week, code) for code in columns], (week, ALL)
            low[total] = max(low[total], *(low[one] for one in parts))
            high[total] = min(high[total], sum(high[one] for one in parts))
            for one in parts:
                low[one] = max(low[one], low[total] - sum(high[other] for other in parts if other != one))
                high[one] = min(high[one], high[total])
    return {cell for cell, n in known.items() if n is None and low[cell] == high[cell]}


@settings(deadline=None, max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(DAYS), st.integers(1, 7)), min_size=1, max_size=10))
def test_nothing_hidden_can_be_found(tmp_path_factory, mentions):
    folder = tmp_path_factory.mktemp("public")
    engine = stored(folder, mentions)
    known = published(engine, folder)
    assert set(known) == {(category, status) for category in CATEGORIES for status in FILTERS.statuses}
    for (category, _status), table in known.items():
        least = 5 if category in ("arrest", "execution") else 3
        assert not [n for n in table.values() if n is not None and 0 < n < least]
        assert solved(table) == set()
    engine.dispose()


def test_the_solver_solves():
    """A small number beside its total, and five ones that add up to five, are found where nothing else is hidden."""
    assert solved({("w", "a"): None, ("w", "b"): 7, ("w", ALL): 9} | {(ALL, code): n for code, n in
                  (("a", 2), ("b", 7), (ALL, 9))}) == {("w", "a")}  # fmt: skip
