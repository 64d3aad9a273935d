"""One real article, from the file to the spreadsheet: what must be found in it and what must not."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from sqlalchemy import select

from monitor import queries
from monitor.export import COLUMNS, governorate_names
from monitor.filters import Filters
from monitor.store.engine import reading
from monitor.store.migrations import open_store
from monitor.store.schema import metadata

ROOT = Path(__file__).parent.parent
# The article is its publisher's and therefore not part of the project; whoever has it lays it beside the folder.
FILES = sorted(ROOT.parent.glob("shared/seed/*.txt"))
pytestmark = pytest.mark.skipif(not FILES, reason="the real article is not at hand (../shared/seed/*.txt)")
GOLDEN = yaml.safe_load((ROOT / "tests" / "golden" / "seed.yaml").read_text(encoding="utf-8"))
# What tells of each ingest, also of one that changed nothing.
TABLES_OF_THE_RUN, COLUMNS_OF_THE_RUN = {"meta", "runs"}, {"last_seen"}


def run(*arguments: object) -> str:
    """What python -m monitor prints with these arguments."""
    command = [sys.executable, "-m", "monitor", *map(str, arguments)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode("utf-8")
    return done.stdout.decode("utf-8")


@pytest.fixture(scope="module")
def text() -> str:
    return "".join(file.read_text(encoding="utf-8-sig") for file in FILES)


@pytest.fixture(scope="module")
def mentions() -> list[dict]:
    return [json.loads(line) for line in run("extract", *FILES).splitlines()]


@pytest.fixture(scope="module")
def reported(mentions: list[dict]) -> list[dict]:
    return [mention for mention in mentions if mention["status"] == "reported"]


def spans(text: str, words: str) -> Iterator[tuple[int, int]]:
    """Everywhere the words stand in the article; they must stand somewhere."""
    assert words in text
    start = text.find(words)
    while start >= 0:
        yield start, start + len(words)
        start = text.find(words, start + 1)


def belongs(mention: dict, text: str, words: str) -> bool:
    """Whether the trigger shares a character with the words."""
    return any(mention["start"] < end and start < mention["end"] for start, end in spans(text, words))


def test_there_is_one_article() -> None:
    assert len(FILES) == 1, "the golden entries are about one article"


@pytest.mark.parametrize("entry", GOLDEN["expect"], ids=lambda entry: entry["words"])
def test_what_must_be_found(reported: list[dict], text: str, entry: dict) -> None:
    wanted = entry["fields"]
    found = [m for m in reported if m["category"] == wanted["category"] and belongs(m, text, entry["words"])]
    assert len(found) == 1
    said = {name: found[0][name] for name in wanted}
    assert said | {"governorates": set(said["governorates"])} == wanted | {"governorates": set(wanted["governorates"])}
    assert (found[0]["published"], found[0]["source"]) == (GOLDEN["published"], GOLDEN["source"])
    if "place" in entry:
        assert entry["place"] in [place["name"] for place in found[0]["places"] if place["role"] == "location"]


@pytest.mark.parametrize("entry", GOLDEN["reject"], ids=lambda entry: entry["words"])
def test_what_must_not_be_reported(reported: list[dict], text: str, entry: dict) -> None:
    assert [m["trigger"] for m in reported if belongs(m, text, entry["words"])] == [], entry["why"]


def test_nothing_else_is_reported(reported: list[dict], text: str) -> None:
    known = [*GOLDEN["expect"], *GOLDEN["optional"]]
    rest = [m for m in reported if not any(belongs(m, text, entry["words"]) for entry in known)]
    assert [(m["category"], m["trigger"]) for m in rest] == []


def test_offsets_are_those_of_the_file(mentions: list[dict], text: str) -> None:
    assert mentions
    for m in mentions:
        assert text[m["start"] : m["end"]] == m["trigger"]
        assert text[m["quote_start"] : m["quote_end"]] == m["quote"]


def rows(store: Path) -> dict[str, list[tuple]]:
    """All rows of a store, but for what tells of its runs."""
    engine = open_store(store, create=False)
    kept = {
        table.name: [column for column in table.columns if column.name not in COLUMNS_OF_THE_RUN]
        for table in metadata.sorted_tables
        if table.name not in TABLES_OF_THE_RUN
    }
    with reading(engine) as conn:
        found = {name: sorted(map(repr, conn.execute(select(*columns)))) for name, columns in kept.items()}
    engine.dispose()
    return found


def test_twice_into_the_store_and_out_into_a_spreadsheet(reported: list[dict], tmp_path: Path) -> None:
    store, out = tmp_path / "store.db", tmp_path / "mentions.csv"
    assert "read 1 articles: 1 new" in run("ingest", *FILES, "--db", store)
    once = rows(store)
    assert len(once["articles"]) == 1 and len(once["mentions"]) >= len(reported)
    assert "0 new, 0 changed" in run("ingest", *FILES, "--db", store)
    assert rows(store) == once

    engine = open_store(store, create=False)
    weeks = {row.week: row.n for row in queries.by_week(engine, Filters()) if row.n}
    engine.dispose()
    assert set(weeks) == {"2017-10-16"}, "the Monday of the week of publication"

    run("export", "--db", store, "--out", out)
    assert out.read_bytes().startswith(b"\xef\xbb\xbf"), "without the mark Excel reads Arabic as Latin"
    table = list(csv.reader(io.StringIO(out.read_text(encoding="utf-8-sig"), newline="")))
    assert tuple(table[0]) == COLUMNS
    cells = {row[0]: dict(zip(COLUMNS, row, strict=True)) for row in table[1:]}
    assert set(cells) == {m["mention_id"] for m in reported}
    for m in reported:
        cell = cells[m["mention_id"]]
        assert (cell["quote"], cell["trigger"], cell["source"]) == (m["quote"], m["trigger"], m["source"])
        assert cell["governorate_names_ar"].split(";") == [governorate_names()[code][1] for code in m["governorates"]]
