"""What a backfill leaves out unread, and that no mention of an event in Syria is lost by it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner

from extractors import pipeline
from extractors.records import Article
from monitor import cases
from monitor.__main__ import app
from monitor.backfill.looking import ELSEWHERE, why_skipped
from monitor.paths import DATA

HERE = Path(__file__).parent
ROWS = yaml.safe_load((HERE / "skips.yaml").read_text(encoding="utf-8"))


def article_of(row: dict) -> Article:
    return Article(id=row["id"], text=row["text"], title=row.get("title"))


@pytest.mark.parametrize("row", ROWS, ids=[row["id"] for row in ROWS])
def test_a_row(row: dict) -> None:
    assert why_skipped(article_of(row)) == row["expect"], row["why"]
    if row["expect"] == ELSEWHERE:
        assert why_skipped(article_of(row), abroad=True) is None


def test_no_case_with_a_mention_in_syria_is_left_out() -> None:
    found = [cases.article_of(row) for row in cases.read_rows(HERE.parent / "cases")]
    left_out = [one for one in found if why_skipped(one)]
    assert len(found) > 700 and len(left_out) > 20
    assert not [one.id for one in left_out if any(not m.outside_syria for m in pipeline.extract(one))]


def test_the_commands_tell_what_they_did(tmp_path: Path) -> None:
    source, out, db = tmp_path / "in", tmp_path / "out", str(tmp_path / "store.db")
    source.mkdir()
    lines = (DATA / "sample" / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [{"id": row["id"], "text": row["text"]} for row in ROWS if row["expect"]]
    whole = [*map(json.dumps, rows), *lines[:6]]
    (source / "a.jsonl").write_text("".join(f"{line}\n" for line in whole), encoding="utf-8")
    run = CliRunner()
    for before in ("", ", 1 of them before"):
        done = run.invoke(app, ["backfill", str(source), "--out", str(out), "--jobs", "1"])
        assert done.exit_code == 0, done.output
        assert f"1 of 1 files are finished{before}\n" in done.stdout
        assert f"looked at {len(rows) + 6} articles: 6 read" in done.stdout
        assert "3 left out: another country" in done.stdout and "2 left out: no trigger word" in done.stdout
    done = run.invoke(app, ["load", str(out), "--db", db])
    assert done.exit_code == 0 and "loaded 1 parts\n6 new articles" in done.stdout
    assert run.invoke(app, ["load", str(out), "--db", db]).stdout == "all 1 parts were in the store\n"
    (source / "bad.jsonl").write_text("no json\n", encoding="utf-8")
    assert run.invoke(app, ["backfill", str(source), "--out", str(out), "--jobs", "1"]).exit_code == 3
    assert run.invoke(app, ["load", str(out), "--db", db]).exit_code == 3


def test_what_cannot_be_done_is_told_in_a_line(tmp_path: Path) -> None:
    run = CliRunner()
    done = run.invoke(app, ["backfill", str(tmp_path / "none"), "--out", str(tmp_path / "out")])
    assert done.exit_code == 1 and "none: no such file\nnothing to read\n" in done.output
    done = run.invoke(app, ["backfill", "nosuch://x/y", "--out", str(tmp_path / "out")])
    assert done.exit_code == 1 and "nosuch" in done.output and "Traceback" not in done.output
    done = run.invoke(app, ["load", str(tmp_path), "--db", str(tmp_path / "store.db")])
    assert done.exit_code == 1 and "no folder of a backfill" in done.output
