"""Exports: what a spreadsheet opens, and what comes back from a file."""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from made import article
from sqlalchemy import Engine

from extractors.records import MENTION_FIELDS
from monitor import export, queries
from monitor.export import COLUMNS, TEXT_COLUMNS
from monitor.filters import EVERYTHING, WITH, Filters
from monitor.ingest import Summary
from monitor.sanitise import cell, clean

Put = Callable[..., Summary]
ALL = Filters(statuses=(), undated=WITH, **EVERYTHING)
BIDI = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c\u200b\u2060\ufeff\u00ad"

FORMULAS = [
    "=1+1", "+1", "-1", "@A1", "\t=1", "\r=1", "＝1+1", "＋1", "－1", "＠A1", " =1", "\u00a0=1", "\ufeff=1", "\u200f=1",
    "\u202e=1", "\u200d=1", "﹦1", "\n=1", "−1", "=\u0338",
]  # fmt: skip


def opened(text: str) -> str:
    """The one cell, written as CSV and read back."""
    buffer = io.StringIO(newline="")
    csv.writer(buffer).writerow([cell(text)])
    return next(csv.reader(io.StringIO(buffer.getvalue(), newline="")))[0]


@pytest.mark.parametrize("text", FORMULAS)
def test_a_formula_is_quoted(text: str) -> None:
    assert opened(text).startswith("'") or not set("=+-@") & set(unicodedata.normalize("NFKC", opened(text))[:1])
    assert not set(BIDI) & set(opened(text))


@given(st.text() | st.builds(lambda lead, rest: lead + rest, st.sampled_from([*FORMULAS, *BIDI]), st.text()))
@example("=")
def test_no_cell_starts_a_formula_or_hides_anything(text: str) -> None:
    shown = opened(text)
    visible = shown.lstrip().lstrip("\u200c\u200d")
    for probe in (shown, visible, unicodedata.normalize("NFKC", visible).lstrip()):
        assert probe[:1] not in set("=+-@\t\r") or probe == ""
    assert not set(BIDI) & set(shown)
    assert shown in (clean(text), "'" + clean(text)), "read back as written, nothing else changed"


def test_numbers_stay_numbers_and_joiners_stay() -> None:
    assert cell(-5) == -5 and cell(None) is None
    assert cell("می\u200cروند") == "می\u200cروند"
    assert cell("killed \u202e1000") == "killed 1000"
    assert cell("a\tb\nc") == "a\tb\nc"


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def write(engine: Engine, path: Path, format: str, **options: bool) -> int:
    with path.open("w", encoding=export.encoding(format), newline="") as out:
        return export.export(queries.all_mentions(engine, ALL), out, format=format, **options)


def test_csv_goes_out_and_comes_back(engine: Engine, put: Put, tmp_path: Path) -> None:
    put(article('=they, fled and\n"others" \u202ewere killed today', title="+1", url="https://made.example/a?b=1"))
    path = tmp_path / "mentions.csv"
    assert write(engine, path, "csv") == 2
    assert path.read_bytes().startswith(b"\xef\xbb\xbfmention_id,")
    rows, stored = rows_of(path), queries.mentions(engine, ALL)
    assert tuple(rows[0]) == COLUMNS
    for row, record in zip(rows, stored, strict=True):
        assert row["quote"] == '\'=they, fled and\n"others" were killed today'
        assert row["title"] == "'+1"
        assert int(row["start"]) == record["start"]
        assert row["count_max"] == ""
        assert row["in_title"] == "false"
        assert json.loads(row["places"]) == record["places"]
        assert row["governorates"].split(";") == record["governorates"]
        names = export.governorate_names()
        assert row["governorate_names_en"].split(";") == [names[code][0] for code in record["governorates"]]
        assert row["governorate_names_ar"].split(";") == [names[code][1] for code in record["governorates"]]


def test_jsonl_is_exact(engine: Engine, put: Put, tmp_path: Path) -> None:
    put(article("=they fled \u202e and were killed"))
    path = tmp_path / "mentions.jsonl"
    assert write(engine, path, "jsonl") == 2
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert all(tuple(row) == MENTION_FIELDS for row in rows)
    assert {row["quote"] for row in rows} == {"=they fled \u202e and were killed"}


@pytest.mark.parametrize("format", ["csv", "jsonl"])
def test_without_quotes_no_word_of_the_article_is_left(engine: Engine, put: Put, tmp_path: Path, format: str) -> None:
    put(article("CANARY fled and CANARY killed", title="CANARY"))
    path = tmp_path / "mentions"
    assert write(engine, path, format, quotes=False) == 2
    assert "CANARY" not in path.read_text(encoding="utf-8")
    assert not set(TEXT_COLUMNS) & set(export.columns(quotes=False))


def test_the_fourteen_governorates_have_names() -> None:
    names = export.governorate_names()
    assert sorted(names) == [f"SY{number:02d}" for number in range(1, 15)]
    assert names["SY09"][0] == "Deir-ez-Zor"


def test_file_names_say_what_the_numbers_are() -> None:
    name = export.file_name("2026-03-01", None, "csv", kind="sample")
    assert name == "rasd_SAMPLE_press-mentions-not-verified_2026-03-01.csv"
