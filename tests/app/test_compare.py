"""Comparisons show the numbers that the other pages show, as a picture, a table and a file."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterator
from dataclasses import replace

import plotly.graph_objects as go
import pytest

from benchmarks import made_store
from extractors.records import CATEGORIES
from monitor import queries
from monitor.filters import Filters
from monitor.store.migrations import open_store
from monitor.texts import UNSPECIFIED, governorates, texts
from tests.made_year import Made, fill, monday
from views import charts, compare, compare_chart
from views.compare_data import BEFORE, NOW, Comparison, comparison
from views.source import Context, Source
from views.urlstate import View, as_filters, focused, period_days, year_before

TODAY = dt.date(2026, 11, 25)
CHOICES = [
    {},
    {"period": "52w"},
    {"period": "all"},
    {"period": "1m", "step": "month"},
    {"period": "custom", "start": "2026-08-19", "end": "2026-11-11"},
    {"period": "custom", "start": "2025-01-09", "end": "2026-11-11", "step": "month"},
    {"categories": ("arrest", "execution"), "languages": ("ar",)},
    {"governorates": ("SY07", "", "SY02"), "copies": True},
    {"displaced": "reached", "compare_category": "displacement", "statuses": ("reported", "denied")},
    {"date_basis": "published", "compare_category": "arrest", "search": "place 1"},
]


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Source]:
    """2,000 invented mentions of 100 weeks."""
    engine = open_store(tmp_path_factory.mktemp("compare") / "store.db")
    made_store.fill(engine, 2000, days=700, sources=["A", "B", "C"])
    yield Source(engine, False, queries.data_version(engine))
    engine.dispose()


def context_of(source: Source, **choice: object) -> Context:
    view = View(**choice)
    bounds = queries.bounds(source.engine)
    start, end = period_days(view, bounds.published_first, bounds.published_last, TODAY)
    return Context(view, texts(view.lang), source, start, end, as_filters(view, start, end), TODAY, "made for a test")


def days(context: Context, found: Comparison) -> Filters:
    """The filters of the page, for the days that are compared."""
    return replace(context.filters, start=str(found.start), end=str(found.end))


@pytest.mark.parametrize("choice", CHOICES, ids=str)
def test_a_year_before_is_counted_as_the_overview_counts_it(source, choice):
    context = context_of(source, compare="years", **choice)
    found = comparison(context)
    now = days(context, found)
    then = replace(now, start=year_before(now.start, found.step), end=year_before(now.end, found.step))
    for look, filters in ((NOW, now), (BEFORE, then)):
        totals = queries.totals(source.engine, filters)
        shown = {line.category: sum(line.counts) for line in found.lines if line.look == look}
        assert shown == {category: totals[category] for category in shown}
        assert sum(found.panels[0].lines[look == BEFORE].read) == sum(
            n for _day, n in queries.documents(source.engine, filters)
        )
    whole = found.start == context.start and found.end == context.end
    assert whole or (context.end - context.start).days > 363


@pytest.mark.parametrize("choice", CHOICES, ids=str)
def test_two_governorates_are_counted_as_the_overview_counts_each(source, choice):
    context = context_of(source, compare="places", pair=("SY07", "SY02"), **choice)
    found = comparison(context)
    assert [panel.name for panel in found.panels] == [context.t.governorate(code) for code in ("SY07", "SY02")]
    for panel, code in zip(found.panels, ("SY07", "SY02"), strict=True):
        totals = queries.totals(source.engine, replace(context.filters, governorates=(code,)))
        assert {line.category: sum(line.counts) for line in panel.lines} == {
            line.category: totals[line.category] for line in panel.lines
        }


@pytest.mark.parametrize("choice", CHOICES, ids=str)
def test_all_governorates_are_those_of_the_table(source, choice):
    context = context_of(source, compare="all", **choice)
    found = comparison(context)
    wanted = [choice["compare_category"]] if "compare_category" in choice else choice.get("categories") or CATEGORIES
    totals = dict.fromkeys(choice.get("governorates") or (*governorates(), UNSPECIFIED), 0)
    for code, category, n in queries.by_governorate(source.engine, context.filters):
        totals[code] += n if category in wanted else 0
    assert {line.governorate: sum(line.counts) for line in found.lines} == totals


@pytest.mark.parametrize("compared", ["years", "places", "all"])
@pytest.mark.parametrize("choice", [CHOICES[4], CHOICES[5], {"measure": "share"}], ids=str)
@pytest.mark.parametrize("lang", ["ar", "en"])
def test_picture_table_and_file_hold_the_same_numbers(source, compared, choice, lang):
    context = context_of(source, compare=compared, lang=lang, **choice)
    found, t = comparison(context), context.t
    values = [line.values() for line in found.lines]
    drawn = go.Figure(compare_chart.figure(t, found, compare.note(context, found), dark=False))
    assert [list(trace.y) for trace in drawn.data] == values
    columns = compare.table_columns(t, found)
    assert [column for _title, column in columns][: len(values)] == values
    assert len({title for title, _column in columns}) == len(columns)
    rows = list(csv.reader(io.StringIO(compare.csv_bytes(t, found, columns, found.step).decode("utf-8-sig"))))
    assert [row[0] for row in rows[1:]] == list(found.lines[0].buckets)
    for place, column in enumerate(values, start=1):
        assert [row[place] for row in rows[1:]] == ["" if value is None else str(value) for value in column]
    frame = compare.frame(t, found, columns, found.step)
    shown = ["–" if value is None else f"{value:,}" for value in reversed(values[0])]
    assert list(frame[columns[0][0]]) == shown


@pytest.mark.parametrize("choice", [{}, CHOICES[4], CHOICES[5]], ids=str)
@pytest.mark.parametrize("compared", ["years", "places", "all"])
def test_every_point_has_its_sentences(source, compared, choice):
    context = context_of(source, compare=compared, **choice)
    found = comparison(context)
    for line in found.lines:
        for place, n in enumerate(line.counts):
            focus = {f"focus_{name}": value for name, value in compare.behind(line, found.step, place).items()}
            assert queries.count(source.engine, focused(replace(context.view, **focus), context.filters)) == n


def test_the_picture_can_stand_alone(source):
    context = context_of(source, compare="all", lang="ar")
    found = comparison(context)
    drawn = go.Figure(compare_chart.figure(context.t, found, compare.note(context, found), dark=True))
    written = " ".join(a.text for a in drawn.layout.annotations)
    assert context.t("app.note") in written and "made for a test" in written
    assert context.t.day(found.start) in written and context.t.day(found.end) in written
    assert all(context.t.governorate(code) in written for code in governorates())
    assert drawn.layout.paper_bgcolor.startswith("#")
    right = next(a.x for a in drawn.layout.annotations if context.t.governorate("SY09") in a.text)
    assert right > 0.6  # in Arabic the first one stands at the right
    config = charts.config(context.t, "name")
    assert config["locales"]["page"]["dictionary"]["Download plot as a PNG"] == context.t("chart.save")


def test_one_scale_for_all_or_one_for_each(source):
    context = context_of(source, compare="all")
    found = comparison(context)
    shared = go.Figure(compare_chart.figure(context.t, found, [], dark=False)).layout
    own = go.Figure(compare_chart.figure(context.t, found, [], dark=False, own_scale=True)).layout
    assert shared.yaxis.range == shared.yaxis9.range and shared.yaxis.range[1] > 1
    assert own.yaxis.range is None


@pytest.fixture
def gaps(tmp_path) -> Iterator[Source]:
    """Weeks of 10 articles; nothing was read two weeks ago, little four weeks ago, no arrest in the last week."""
    engine = open_store(tmp_path / "gaps.db")
    fill(engine, tmp_path, [Made(b, 10 if b else 13) for b in range(12) if b not in (2, 4)] + [Made(4, 1)]
         + [Made(b, 3, "arrest") for b in range(1, 12) if b not in (2, 4)])  # fmt: skip
    yield Source(engine, False, 1)
    engine.dispose()


def test_weeks_without_data_are_not_zero(gaps):
    context = context_of(gaps, compare="places", pair=("SY07", "SY02"))
    found = comparison(context)
    arrests = found.panels[0].lines[1]
    assert arrests.buckets[-1] == str(monday(0))
    assert arrests.values()[-5:] == [0, 3, None, 3, 0]
    assert found.thin(arrests)[-2:] == [7, 9]
    drawn = go.Figure(compare_chart.figure(context.t, found, [], dark=False))
    symbols = drawn.data[1].marker.symbol
    assert [symbol.endswith("-open") for symbol in symbols[-5:]] == [True, False, True, False, False]
    assert {(shape.x0, shape.xref) for shape in drawn.layout.shapes} == {
        (place - 0.5, axis) for place in (7, 9) for axis in ("x", "x2")
    }
    table = compare.frame(context.t, found, compare.table_columns(context.t, found), "week")
    assert list(table.iloc[:5, 2]) == ["0", "3", "–", "3", "0"]
    before = comparison(context_of(gaps, compare="years"))
    assert all(value is None for line in before.lines if line.look == BEFORE for value in line.values())


def test_the_page_follows_its_link_and_writes_it(filled, page):
    t = texts("en")
    app = page("compare", lang="en", compare="places", pair="SY07,SY09", compare_category="arrest", measure="share")
    assert not app.exception
    assert [box.value for box in app.selectbox if "governorate" in box.label] == ["SY07", "SY09"]
    second = next(box for box in app.selectbox if box.label == t("compare.second"))
    second.set_value("SY07").run()  # the one that stands first: they change places
    assert app.query_params["pair"] == "SY09,SY07"
    assert app.query_params["compare_category"] == "arrest" and app.query_params["measure"] == "share"
    app = page("compare", lang="en", pair="SY07,SY07")
    assert not app.exception and any("pair" in e.value for e in app.warning)


def test_nothing_a_year_ago_is_said(filled, page):
    app = page("compare", lang="en")
    assert not app.exception
    assert any(texts("en")("compare.nothing_before") in e.value.replace("\\", "") for e in app.caption)
