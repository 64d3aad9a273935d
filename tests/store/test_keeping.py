"""The commands that keep the store, run as a person runs them but for the words they read articles with."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import made
import pytest
from made import article
from sqlalchemy import text
from typer.testing import CliRunner

from extractors import pipeline
from monitor import keeping  # noqa: F401 - brings its commands
from monitor.cli import app
from monitor.store.engine import writing
from monitor.store.migrations import open_store

Run = Callable[..., str]


@pytest.fixture
def run(place: str, monkeypatch: pytest.MonkeyPatch) -> Run:
    """A command on the store: what it prints."""
    monkeypatch.setenv("RASD_DB", place)
    monkeypatch.setattr(pipeline, "extract", made.extract)
    monkeypatch.setattr(pipeline, "rules_version", lambda: made.RULES)

    def run(*words: object, code: int = 0) -> str:
        done = CliRunner().invoke(app, list(map(str, words)))
        assert done.exit_code == code, done.output
        return done.output

    return run


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """Two articles and a line that is none."""
    path = tmp_path / "in.jsonl"
    some = (json.dumps(asdict(article(text, id))) for text, id in (("they fled", "a1"), ("two killed", "a2")))
    path.write_text("\n".join([*some, "no article"]) + "\n", encoding="utf-8")
    return path


def test_rejects_are_listed_and_retried(run: Run, source: Path) -> None:
    run("ingest", source, code=3)
    assert f"run 1: {source}:3: not JSON" in run("rejects", "list")
    assert "skipped 1" in run("rejects", "retry", code=3)
    lines = source.read_text(encoding="utf-8").splitlines()[:2]
    source.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert "2 unchanged" in run("rejects", "retry")
    assert run("rejects", "list").strip() == "0 rejects"
    assert "not JSON" in run("rejects", "list", "--run", 1), "what was rejected is kept"
    assert "nothing was rejected" in run("rejects", "retry")


def test_a_file_that_is_gone_is_told(run: Run, source: Path) -> None:
    run("ingest", source, code=3)
    source.unlink()
    assert "no such file any more" in run("rejects", "retry", code=1)


def test_reading_again(run: Run, source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run("ingest", source, code=3)
    assert "every article has been read with the present rules" in run("reextract")
    monkeypatch.setattr(pipeline, "rules_version", lambda: "made-2")
    assert "2 read again with newer rules" in run("reextract")
    told = run("runs")
    assert "reextract" in told and "finished: 2 articles, 2 mentions" in told


def test_backup_and_restore(run: Run, source: Path, tmp_path: Path) -> None:
    run("ingest", source, code=3)
    file = tmp_path / "backup"
    assert f"{file}: 0." in run("backup", file)
    lines = source.read_text(encoding="utf-8").replace("they fled", "they were killed")
    source.write_text(lines, encoding="utf-8")
    run("ingest", source, code=3)
    assert "nothing was restored" in run("restore", source, code=1)
    told = run("restore", file)
    assert "restored 2 articles, 2 mentions" in told and "what was there before: " in told
    Path(told.strip().rpartition(": ")[2]).unlink()
    assert "BAD" not in run("doctor")


def test_daily_counts_are_made_anew(run: Run, source: Path, place: str) -> None:
    run("ingest", source, code=3)
    engine = open_store(place)
    with writing(engine) as conn:
        conn.execute(text("UPDATE rollup_daily SET n = n + 1"))
    engine.dispose()
    assert "BAD  daily counts" in run("doctor", code=1)
    assert "equal to the mentions" in run("rollup", "rebuild")
    assert "BAD" not in run("doctor")


def test_without_a_store_they_say_so(run: Run, place: str, backend: str, tmp_path: Path) -> None:
    if backend == "postgresql":
        pytest.skip("a database is there or is not; a file can be missing")
    for words in (["rejects", "list"], ["reextract"], ["runs"], ["backup", tmp_path / "b"], ["rollup", "rebuild"]):
        assert "no store at" in run(*words, code=1)
    assert not list(tmp_path.iterdir())
