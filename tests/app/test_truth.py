"""The same choice gives the same number wherever it stands: card, trend, map, table, sentences and file."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import plotly.graph_objects as go
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks import made_store
from extractors.records import CATEGORIES, STATUSES, SUBTYPES, VICTIMS
from monitor import queries
from monitor.districts import districts
from monitor.export.choice import MENTIONS, Choice
from monitor.export.numbers import Numbers
from monitor.store.migrations import open_store
from monitor.store.schema import ALL
from monitor.texts import UNSPECIFIED, governorates, texts
from views import downloads, maps, numbers, places, table, trend
from views.source import Context, Source
from views.urlstate import REVIEWS, View, as_filters, decode, encode, focused, period_days

TODAY = dt.date(2026, 11, 25)
SOURCES = ["A", "B", "C"]


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Source]:
    """600 invented mentions of the last fifteen weeks, with copies, reviews, returns, destinations, events abroad."""
    engine = open_store(tmp_path_factory.mktemp("truth") / "store.db")
    made_store.fill(engine, 600, days=105, sources=SOURCES)
    yield Source(engine, False, queries.data_version(engine))
    engine.dispose()


def some(codes: object, most: int = 3) -> st.SearchStrategy:
    return st.just(()) | st.lists(st.sampled_from(tuple(codes)), unique=True, max_size=most).map(tuple)


VIEWS = st.builds(
    View,
    lang=st.sampled_from(["ar", "en"]),
    period=st.sampled_from(["1w", "1m", "4w", "12w", "all"]),
    categories=some(CATEGORIES),
    subtypes=some([name for names in SUBTYPES.values() for name in names], 6),
    governorates=some([*governorates(), UNSPECIFIED]),
    districts=some(list(districts())[:20]),
    statuses=some(STATUSES).filter(bool),
    victims=some(VICTIMS),
    languages=some(["ar", "en"], 1),
    sources=some(SOURCES, 2),
    actors=some(["sdf", "unknown_actor", ""], 2),
    reviews=some(REVIEWS),
    rules=some([f"made.civ.{number}" for number in range(25)], 8),
    date_basis=st.sampled_from(["event", "published"]),
    displaced=st.sampled_from(["left", "reached"]),
    copies=st.booleans(),
    search=st.sampled_from(["", "", "place 12", "article"]),
    step=st.sampled_from(["week", "month"]),
)


def context_of(source: Source, view: View) -> Context:
    bounds = queries.bounds(source.engine)
    start, end = period_days(view, bounds.published_first, bounds.published_last, TODAY)
    return Context(view, texts(view.lang), source, start, end, as_filters(view, start, end), TODAY, "")


@settings(deadline=None, max_examples=60)
@given(VIEWS)
def test_one_choice_one_number(source: Source, view: View) -> None:
    context = context_of(source, view)
    totals, names = numbers.totals(context), numbers.shown(context)
    total = sum(totals.values())
    series = trend.series_of(context)
    assert {c: sum(series.counts.get((b, c), 0) for b in series.buckets) for c in CATEGORIES} == totals
    listed = queries.mentions(source.engine, context.filters, limit=10_000)
    assert len(listed) == queries.count(source.engine, context.filters) == total
    data = downloads.data_of(source, Choice(context.filters, table=MENTIONS))
    file = io.StringIO(data.decode("utf-8-sig"), newline="")
    assert [row["mention_id"] for row in csv.DictReader(file)] == [row["mention_id"] for row in listed]
    counts = places.counts_of(context, context.filters)
    frame = table.frame_of(context, counts, totals, names)
    assert [int(n) for n in frame[names].iloc[-1]] == [totals[name] for name in names]
    on_map = places.of_map(view, counts)
    in_files: Counter[tuple[str, str]] = Counter()
    for (code, category, _status), n in Numbers(source.engine, Choice(context.filters)).sums.items():
        in_files[code, category] += n
    assert {c: in_files[ALL, c] for c in CATEGORIES} == totals
    for row, code in enumerate(table.codes_of(context)):
        assert sum(frame[names].iloc[row]) == on_map.get(code, 0)
        assert sum(in_files[code, kind] for kind in names) == on_map.get(code, 0)
        behind = focused(replace(view, focus_governorate=code), context.filters)
        assert queries.count(source.engine, behind) == on_map.get(code, 0)


@settings(deadline=None, max_examples=25)
@given(VIEWS)
def test_the_map_draws_the_numbers_of_the_table(source: Source, view: View) -> None:
    context = context_of(source, view)
    found = places.of_map(view, places.counts_of(context, context.filters))
    total = sum(numbers.totals(context).values())
    figure = go.Figure(maps.governorate_map(context.t, found, total, view.governorates, [], False))
    drawn = dict(zip(figure.data[-2].locations, figure.data[-2].z, strict=True))
    assert {code: round(root**2) for code, root in drawn.items()} == {
        code: found.get(code, 0) for code in governorates() if not view.governorates or code in view.governorates
    }
    assert [int(text) for text in figure.data[-1].text] == [round(root**2) for root in drawn.values()]


@settings(deadline=None, max_examples=25)
@given(VIEWS)
def test_the_link_gives_the_same_numbers_in_the_other_language(source: Source, view: View) -> None:
    written = {name: value if isinstance(value, list) else [value] for name, value in encode(view).items()}
    other = "ar" if view.lang == "en" else "en"
    read, bad = decode(written | {"lang": [other]})
    assert not bad
    assert context_of(source, read).filters == context_of(source, view).filters


def test_the_choices_find_something(source: Source) -> None:
    engine = source.engine
    everything = context_of(source, View(period="all", statuses=STATUSES, copies=True, reviews=REVIEWS))
    total = queries.count(engine, everything.filters)
    assert total > 400
    usual = context_of(source, View(period="all"))
    reached = replace(usual.filters, displaced="reached")
    assert 200 < queries.count(engine, usual.filters) < total
    assert places.counts_of(usual, reached) != places.counts_of(usual, usual.filters)


def test_zero_and_no_data_look_different(tmp_path: Path) -> None:
    engine = open_store(tmp_path / "two.db")
    made_store.fill(engine, 2, days=1)  # one article, in the newest week
    context = context_of(Source(engine, False, 1), View(period="4w", statuses=STATUSES))
    series = trend.series_of(context)
    values = [[series.value(bucket, category) for bucket in series.buckets] for category in CATEGORIES]
    assert all(row[:2] == [None, None] for row in values)  # nothing was read
    assert 0 in [row[-1] for row in values]
    assert series.thin() == series.buckets[:3]
