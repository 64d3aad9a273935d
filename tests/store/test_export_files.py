"""Every format of an export: the same rows, the numbers of the pages, declared columns, and what it says of itself."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import exported
import openpyxl
import pytest
from exported import as_csv, csv_rows, json_rows, sheet_rows, write
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from benchmarks import made_store
from extractors.data_files import DataError
from extractors.records import CATEGORIES, MENTION_FIELDS, STATUSES
from monitor import queries
from monitor.crosstab import by_week_and_governorate
from monitor.export import COLUMNS, declared
from monitor.export.choice import FORMATS, PROFILES, Choice, Unfit
from monitor.export.files import Export
from monitor.filters import EVERYTHING, WITH, Filters
from monitor.store.migrations import open_store
from monitor.store.schema import ALL
from monitor.texts import UNSPECIFIED, governorates

PLACES = st.sampled_from([(), ("SY14", "SY01")])
WEEKS = Filters(start="2026-09-07", end="2026-11-15")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """400 invented mentions of the last fifteen weeks."""
    engine = open_store(tmp_path_factory.mktemp("made") / "store.db")
    made_store.fill(engine, 400, days=105)
    yield engine
    engine.dispose()


FILTERS = st.builds(
    Filters,
    start=st.sampled_from([None, "2026-08-03", "2026-10-14"]),
    end=st.sampled_from([None, "2026-11-15", "2026-11-11"]),
    statuses=st.sampled_from([("reported",), ("denied", "possible"), ()]),
    categories=st.sampled_from([(), ("arrest",), ("arrest", "displacement")]),
    governorates=st.sampled_from([(), ("SY07",), ("SY07", "SY02", "")]),
    victims=st.sampled_from([(), ("civilians",)]),
    date_basis=st.sampled_from(["event", "published"]),
    displaced=st.sampled_from(["left", "reached"]),
    copies=st.booleans(),
    include_not_counted=st.booleans(),
    undated=st.sampled_from(["apart", "with"]),
    search=st.sampled_from([None, None, "place 12"]),
)


@settings(deadline=None, max_examples=30)
@given(FILTERS)
def test_counts_are_those_of_the_pages(made, filters):
    counts, dated = by_week_and_governorate(made, filters), replace(filters, undated="apart")
    weeks, places = Counter(), Counter()
    for (week, code, category, _status), n in counts.items():
        weeks[week, category] += n if code == ALL else 0
        places[code, category] += n if code != ALL else 0
    assert +weeks == Counter({(week, category): n for week, category, n in queries.by_week(made, dated)})
    for code, category, n in queries.by_governorate(made, dated):
        places[code, category] -= n
    assert not any(places.values())


def test_every_format_holds_the_same_mentions(made, tmp_path):
    choice = Choice(replace(WEEKS, undated=WITH), table="mentions")
    lines = csv_rows(write(made, tmp_path, choice))
    assert tuple(lines[0]) == COLUMNS
    assert len(lines) == queries.count(made, choice.filters) > 100
    cells = sheet_rows(write(made, tmp_path, replace(choice, format="xlsx")), "mentions")
    assert [{name: as_csv(value) for name, value in row.items()} for row in cells] == lines
    records = json_rows(write(made, tmp_path, replace(choice, format="jsonl")))
    assert records == [
        {name: row[name] for name in MENTION_FIELDS} for row in queries.all_mentions(made, choice.filters)
    ]


def test_every_table_adds_up_to_the_dashboard(made, tmp_path):
    book = write(made, tmp_path, Choice(replace(WEEKS, undated=WITH), "xlsx"))
    weekly, places = sheet_rows(book, "weekly"), sheet_rows(book, "governorates")
    totals = queries.totals(made, WEEKS)
    assert sum(totals.values()) > 100
    for rows in (weekly, places):
        found = Counter()
        for row in rows:
            found[row["category"]] += row["mentions"] if row["governorate"] == ALL else 0
        assert found == totals
    shapes = json.loads(write(made, tmp_path, Choice(WEEKS, "geojson")).read_text(encoding="utf-8"))
    on_map = {(code, c): n for code, c, n in queries.by_governorate(made, WEEKS)}
    drawn = {one["id"]: one["properties"] for one in shapes["features"]} | {
        UNSPECIFIED: shapes["without_shape"]["unspecified"]
    }
    assert set(drawn) == {*governorates(), UNSPECIFIED}
    for code, one in drawn.items():
        assert [one[f"{c}_reported"] for c in CATEGORIES] == [on_map.get((code, c), 0) for c in CATEGORIES]
    assert {c: shapes["without_shape"][ALL][f"{c}_reported"] for c in CATEGORIES} == totals
    read = {row["week_start"].date().isoformat(): row["articles_read"] for row in weekly}
    assert {week: n for week, n in read.items() if n} == dict(queries.documents(made, WEEKS))


def test_a_week_cut_by_the_period_says_so(made, tmp_path):
    rows = csv_rows(write(made, tmp_path, Choice(Filters(start="2026-11-04", end="2026-11-15"), table="weekly")))
    assert {(row["week"], row["days"]) for row in rows} == {("2026-W45", "5"), ("2026-W46", "7")}


def test_zeros_are_rows_too(made, tmp_path):
    rows = csv_rows(write(made, tmp_path, Choice(replace(WEEKS, statuses=("denied",)), table="weekly")))
    assert len(rows) == 10 * (len(governorates()) + 2) * len(CATEGORIES)
    assert "0" in {row["mentions"] for row in rows}


def test_a_workbook_is_ready_to_be_used(made, tmp_path):
    for lang in ("ar", "en"):
        book = openpyxl.load_workbook(write(made, tmp_path, Choice(WEEKS, "xlsx", lang=lang, hxl=True)))
        assert book.sheetnames == ["README", "mentions", "weekly", "governorates"]
        assert all(bool(sheet.sheet_view.rightToLeft) == (lang == "ar") for sheet in book)
        sheet = book["mentions"]
        assert sheet.freeze_panes == "B3" and sheet.auto_filter.ref.startswith("A2:")
        assert sheet["G3"].is_date and sheet["L3"].data_type == "n" and sheet["Q3"].data_type == "b"
        told = {str(cell) for row in book["README"].iter_rows(values_only=True) for cell in row if cell}
        for table in ("mentions", "weekly", "governorates"):
            for column in declared.tables()[table]:
                assert column.meaning(lang) in told and column.name in told


def test_a_further_sheet_takes_what_one_cannot_hold(made, tmp_path, monkeypatch):
    from monitor.export import workbook

    monkeypatch.setattr(workbook, "ROWS", 100)
    monkeypatch.setattr(workbook, "LONGEST", 25)
    path = write(made, tmp_path, Choice(replace(WEEKS, start="2026-10-01"), "xlsx", table="mentions", lang="en"))
    sheets = openpyxl.load_workbook(path).sheetnames[1:]
    assert sheets[:2] == ["mentions", "mentions 2"]
    rows = [row for sheet in sheets for row in sheet_rows(path, sheet)]
    assert len(rows) == queries.count(made, replace(WEEKS, start="2026-10-01"))
    assert rows[0]["mention_id"].endswith("…") and len(rows[0]["mention_id"]) == 25
    told = [row for row in openpyxl.load_workbook(path)["README"].iter_rows(values_only=True)]
    assert any(row[0] == declared.words("en")["cut"] for row in told)


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("profile", PROFILES)
def test_a_file_says_what_it_is(made, tmp_path, format, profile):
    filters = replace(WEEKS, categories=("arrest",), governorates=("SY07",))
    path = write(made, tmp_path, Choice(filters, format, profile, lang="en"))
    if format in ("csv", "jsonl"):
        told = path.with_suffix(".README.txt" if format == "csv" else ".README.json").read_text(encoding="utf-8")
    elif format == "xlsx":
        readme = openpyxl.load_workbook(path)["README"].iter_rows(values_only=True)
        told = "\n".join(str(cell) for row in readme for cell in row if cell)
    else:
        told = json.dumps(json.loads(path.read_text(encoding="utf-8"))["about"], ensure_ascii=False)
    for part in (
        "7 September 2026", "15 November 2026", "Idleb", "Arrests and abductions", "Rules version", f"{profile}: ",
        "not verified events", "Data up to",
    ):  # fmt: skip
        assert part in told, part
    assert list(path.parent.glob(".*")) == [], "no half file is left behind"


def test_shapes_turn_as_the_format_demands(made, tmp_path):
    found = json.loads(write(made, tmp_path, Choice(WEEKS, "geojson")).read_text(encoding="utf-8"))
    for feature in found["features"]:
        shape = feature["geometry"]
        for polygon in shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]:
            areas = [sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(ring)) for ring in polygon]
            assert areas[0] > 0 and all(area < 0 for area in areas[1:])


def test_what_does_not_go_together_is_refused():
    with pytest.raises(Unfit, match="counts only"):
        Choice(WEEKS, profile="public", table="mentions")
    with pytest.raises(Unfit, match="search"):
        Choice(replace(WEEKS, search="a"), profile="public")
    with pytest.raises(Unfit, match="whole weeks"):
        Choice(Filters(start="2026-11-10", end="2026-11-20"), profile="public")
    with pytest.raises(Unfit, match="governorates"):
        Choice(WEEKS, "geojson", table="weekly")
    with pytest.raises(Unfit, match="HXL"):
        Choice(WEEKS, "jsonl", hxl=True)


def test_a_public_file_holds_whole_weeks():
    choice = Choice(Filters(start="2026-11-03", end="2026-11-21", undated=WITH), profile="public")
    assert (choice.filters.start, choice.filters.end) == ("2026-11-09", "2026-11-15")
    assert Choice(WEEKS, profile="public").filters == WEEKS


def test_an_export_that_breaks_leaves_the_old_file(made, tmp_path, monkeypatch):
    path = write(made, tmp_path, Choice(WEEKS))
    before = path.read_bytes()
    for format in ("csv", "xlsx"):
        work = Export(made, Choice(WEEKS, format, table="mentions")).write(path)
        next(work)
        with pytest.raises(KeyboardInterrupt):
            work.throw(KeyboardInterrupt)
        assert path.read_bytes() == before and list(tmp_path.glob(".*")) == []


def test_an_empty_choice_is_a_header(made, tmp_path):
    nothing = replace(WEEKS, victims=("combatants",), search="nowhere")
    assert csv_rows(write(made, tmp_path, Choice(nothing))) == []
    assert sheet_rows(write(made, tmp_path, Choice(nothing, "xlsx")), "mentions") == []


def test_the_declaration_is_that_of_the_records():
    tables = declared.tables()
    assert tuple(column.name for column in tables["mentions"]) == COLUMNS
    used = {column.name for columns in tables.values() for column in columns}
    assert used == {column.name for columns in tables.values() for column in columns if column.ar != column.en}
    assert set(declared.words("ar")) == set(declared.words("en"))
    assert STATUSES[0] == Filters().statuses[0]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("tables: {t: [a]}\ncolumns: {}", "table t names 'a'"),
        ("tables: {}\ncolumns: {a: {type: text, hxl: '#a', en: a}}", "column a: no ar"),
        ("tables: {}\ncolumns: {a: {type: word, hxl: '#a', en: a, ar: b}}", "type is one of"),
    ],
)
def test_a_bad_declaration_names_its_entry(tmp_path, text, told):
    path = tmp_path / "columns.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=told):
        declared.tables(path)


@settings(deadline=None, max_examples=5, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from([(), ("arrest",)]), st.sampled_from([("reported",), ()]), PLACES)
def test_public_files_hide_the_same_whatever_they_show(made, tmp_path, categories, statuses, places):
    whole = {(row["week"], row["governorate"], row["category"], row["status"]): row for row in _public(made, tmp_path)}
    part = _public(made, tmp_path, categories=categories, statuses=statuses, governorates=places)
    for row in part:
        key = row["week"], row["governorate"], row["category"], row["status"]
        assert row == whole.get(key, row)
    assert len(exported.csv_rows(tmp_path / "file.csv")) == len(part)


def _public(engine: Engine, folder: Path, **chosen: tuple[str, ...]) -> list[dict[str, str]]:
    return csv_rows(write(engine, folder, Choice(replace(WEEKS, **chosen), profile="public")))


def test_the_usual_choice_finds_something_to_hide(made, tmp_path):
    rows = _public(made, tmp_path)
    secret = [row for row in rows if row["hidden"] == "true"]
    assert 0 < len(secret) < len(rows) and all(row["mentions"] == "" for row in secret)
    assert all(row["mentions"] for row in rows if row["hidden"] == "false")
    assert EVERYTHING.keys() <= {"copies", "include_not_counted", "reviews"}
