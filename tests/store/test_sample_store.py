"""The sample store: built whole, in one step, anew only when something it comes from has changed."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import made
import pytest

from monitor import queries, sample
from monitor.filters import Filters
from monitor.ingest import Summary
from monitor.store.migrations import open_store

LINE = '{"id": "s1", "text": "people fled", "published": "2026-10-05"}\n'


@pytest.fixture
def articles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small sample file and an extractor, in place of the real ones."""
    from extractors import pipeline

    path = tmp_path / "articles.jsonl"
    path.write_text(LINE, encoding="utf-8")
    monkeypatch.setattr(sample, "ARTICLES", path)
    monkeypatch.setattr(sample, "STORE", tmp_path / "sample.db")
    monkeypatch.setattr(pipeline, "extract", made.extract)
    monkeypatch.setattr(pipeline, "rules_version", lambda: made.RULES)
    monkeypatch.setattr(sample, "ROOT", tmp_path / "project")
    monkeypatch.setenv("RASD_DB", str(tmp_path / "rasd.db"))
    return path


def test_the_sample_is_built_once_and_again_when_its_file_or_the_rules_change(articles: Path, tmp_path: Path) -> None:
    told: list[Summary] = []
    assert sample.ensure_sample(told.append) and told
    assert not sample.ensure_sample()
    articles.write_text(LINE + LINE.replace("s1", "s2").replace("fled", "killed"), encoding="utf-8")
    assert sample.ensure_sample()
    for file in ("data/lexicon/arrest.yaml", "extractors/counts.py", "data/numbers.yaml", "data/local/places.csv"):
        path = tmp_path / "project" / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("changed", encoding="utf-8")
        assert sample.ensure_sample(), file
        assert not sample.ensure_sample(), file
    shutil.rmtree(tmp_path / "project")
    left = sorted(path.name for path in articles.parent.iterdir())
    assert [name for name in left if not name.endswith("-journal")] == ["articles.jsonl", "sample.db"]


def test_the_users_own_store_comes_first_once_it_has_articles(articles: Path, tmp_path: Path) -> None:
    engine = sample.active_store()
    assert queries.kind(engine) == "sample" and queries.totals(engine, Filters())["displacement"] == 1
    own = open_store(tmp_path / "rasd.db")
    assert queries.kind(sample.active_store()) == "sample", "an empty store shows nothing"
    from monitor.ingest import ingest

    ingest([articles], own, extract=made.extract, rules_version=made.RULES)
    assert queries.kind(sample.active_store()) == "real"


def test_a_failed_build_leaves_the_old_sample(articles: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sample.ensure_sample()
    articles.write_text(LINE + "x", encoding="utf-8")

    def fail(*_arguments: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr("monitor.ingest.write_batch", fail)
    with pytest.raises(OSError, match="disk full"):
        sample.ensure_sample()
    assert queries.totals(open_store(sample.STORE), Filters())["displacement"] == 1
    assert not list(articles.parent.glob(".sample*"))


def test_a_page_that_has_the_old_sample_open_is_not_disturbed(articles: Path) -> None:
    engine = sample.active_store()
    assert queries.count_articles(engine) == 1
    articles.write_text(LINE + LINE.replace("s1", "s2"), encoding="utf-8")
    sample.ensure_sample()
    assert queries.count_articles(engine) in (1, 2)
    assert queries.count_articles(sample.active_store()) == 2


def test_whoever_only_reads_does_not_wait_for_the_language_pipelines() -> None:
    """They take seconds to be loaded: half of the time until a page is there."""
    code = "import sys; import views.frame; sys.exit(any(name.split('.')[0] == 'spacy' for name in sys.modules))"
    root = Path(__file__).parents[2]
    assert subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True).returncode == 0
