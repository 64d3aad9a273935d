"""The CSV holds what the page lists: the same mentions, columns as everywhere, safe to open."""

from __future__ import annotations

import csv
import io

from extractors.records import MENTION_FIELDS
from monitor import queries
from monitor.export.choice import MENTIONS, Choice
from monitor.filters import Filters
from views import downloads
from views.source import Source

WEEK = Filters(start="2026-11-09", end="2026-11-15")


def read(source: Source, filters: Filters) -> list[dict]:
    data = downloads.data_of(source, Choice(filters, table=MENTIONS))
    assert data.startswith(b"\xef\xbb\xbf")  # else Excel takes Arabic for Latin
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_the_file_lists_what_the_page_lists(filled):
    source = Source(filled, False, 1)
    for filters in (WEEK, Filters(governorates=("SY07",)), Filters(statuses=("denied", "past"))):
        listed = [row["mention_id"] for row in queries.mentions(filled, filters, limit=1000)]
        rows = read(source, filters)
        assert [row["mention_id"] for row in rows] == listed
        assert len(rows) == queries.count(filled, filters) == sum(queries.totals(filled, filters).values())


def test_columns_are_the_record_and_two_names(filled):
    rows = read(Source(filled, False, 1), WEEK)
    assert tuple(rows[0]) == (*MENTION_FIELDS, "governorate_names_en", "governorate_names_ar")


def test_no_cell_starts_a_formula_or_turns_the_text(filled):
    hostile = next(row for row in read(Source(filled, False, 1), WEEK) if row["article_id"] == "hostile_w46")
    assert hostile["source"].startswith("'=")
    assert "\u202e" not in hostile["title"] and "\u202e" not in hostile["quote"]


def test_the_name_says_what_it_is_and_never_repeats(filled):
    sources = [Source(filled, sample, 1) for sample in (False, True)]
    names = {downloads.file_name(Choice(WEEK), source, MENTIONS) for source in sources for _ in range(20)}
    assert len(names) == 40
    assert sum("SAMPLE" in name for name in names) == 20
    assert all("not-verified" in name and "2026-11-09" in name and name.endswith(".csv") for name in names)


def test_an_empty_choice_is_a_header(filled):
    assert read(Source(filled, False, 1), Filters(governorates=("SY14",))) == []
