"""Runs: what they say about themselves, and what happens when something fails on the way."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import made
import pytest
from made import article
from sqlalchemy import Engine, event
from sqlalchemy.exc import OperationalError

from extractors.lexicon import DataError
from extractors.records import Article, Mention
from monitor import progress, queries
from monitor.articles import Reject
from monitor.doctor import examine
from monitor.extract import extract_all
from monitor.filters import Filters
from monitor.ingest import Summary, batches, ingest
from monitor.store.migrations import open_store

Put = Callable[..., Summary]


def files(folder: Path, *texts: str) -> list[Path]:
    for number, text in enumerate(texts):
        (folder / f"{number:03}.txt").write_text(text, encoding="utf-8")
    return [folder]


def run(engine: Engine, paths: list[Path], extract: Callable[[Article], list[Mention]] = made.extract) -> Summary:
    return ingest(paths, engine, extract=extract, rules_version=made.RULES)


def test_a_run_tells_the_same_as_its_summary(engine: Engine, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "x.pdf").write_bytes(b"%PDF")
    line = '{"text": "they fled", "published": "soon"}\n'
    (folder / "y.jsonl").write_text(line, encoding="utf-8")
    summary = run(engine, files(folder, "people fled", "", "two killed"))
    (stored,) = queries.runs(engine)
    for name in ("new", "unchanged", "changed", "reread", "copies", "mentions"):
        assert stored[name] == summary.counts[name], name
    assert (stored["stage"], stored["errors"], stored["skipped"]) == ("finished", None, len(summary.skipped))
    assert stored["done"] == stored["total"] == summary.done == 5
    reasons = [row["reason"] for row in queries.rejects(engine, stored["id"])]
    assert reasons == [reject.reason for reject in summary.rejects] and len(reasons) == 3
    assert summary.exit_code == 3
    told = progress.told(summary)
    assert "read 3 articles: 3 new" in told and "skipped 2" in told and "left out 1 fields" in told


@pytest.mark.parametrize(("texts", "code"), [(("they fled",), 0), (("they fled", ""), 3), (("",), 1), ((), 1)])
def test_exit_codes(engine: Engine, tmp_path: Path, texts: tuple[str, ...], code: int) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    assert run(engine, files(folder, *texts)).exit_code == code


def test_an_article_that_the_rules_fail_on_costs_no_other(engine: Engine, tmp_path: Path) -> None:
    def extract(article: Article) -> list[Mention]:
        if "poison" in article.text:
            raise RecursionError("too deep")
        return made.extract(article)

    folder = tmp_path / "in"
    folder.mkdir()
    summary = run(engine, files(folder, "they fled", "poison", "two killed"), extract)
    assert summary.kept == 2
    assert "extraction failed: RecursionError: too deep" in str(summary.rejects[0])
    assert run(engine, [folder]).counts["new"] == 1, "the next run tries it again"


@pytest.mark.parametrize(("error", "stage"), [(KeyboardInterrupt(), "stopped"), (OSError("disk full"), "failed")])
def test_a_run_that_ends_early_says_so_and_keeps_its_batches(
    engine: Engine, tmp_path: Path, error: BaseException, stage: str
) -> None:
    def interrupt(_summary: Summary) -> None:
        raise error

    folder = tmp_path / "in"
    folder.mkdir()
    paths = files(folder, *(f"they fled {number}" for number in range(150)))
    with pytest.raises(type(error)):
        ingest(paths, engine, extract=made.extract, rules_version=made.RULES, progress=interrupt)
    (stored,) = queries.runs(engine)
    assert stored["stage"] == stage and stored["finished"] and stored["errors"]
    assert queries.totals(engine, Filters(undated="only"))["displacement"] == 100
    assert run(engine, paths).counts == {"unchanged": 100, "new": 50, "mentions": 50}


def test_an_article_without_a_language_gets_one(engine: Engine, put: Put) -> None:
    put(article("they fled", language=None), article("نزح السكان", "a2", language=None))
    assert [queries.article(engine, id)["language"] for id in ("a1", "a2")] == ["en", "ar"]
    assert queries.documents(engine, Filters(languages=("ar",))) == [("2026-03-02", 1)]
    assert put(article("they fled", language=None)).counts == {"unchanged": 1}


def test_a_full_disk_loses_nothing_that_was_kept(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    paths = files(folder, *(f"they fled {number} {'far ' * 200}" for number in range(900)))
    full = open_store(tmp_path / "full.db")
    full.dispose()
    event.listen(full, "connect", lambda raw, _record: raw.execute("PRAGMA max_page_count = 500"))
    with pytest.raises(OperationalError, match="disk is full"):
        run(full, paths)
    full.dispose()
    engine = open_store(tmp_path / "full.db")
    kept = queries.count_articles(engine)
    assert 0 < kept < 900 and kept % 100 == 0, "whole batches"
    assert not [check for check in examine(engine) if check.ok is False and check.name != "free space"]
    assert run(engine, paths).counts == {"unchanged": kept, "new": 900 - kept, "mentions": 900 - kept}


def test_a_broken_data_file_stops_the_run_instead_of_failing_every_article(engine: Engine, tmp_path: Path) -> None:
    def extract(_article: Article) -> list[Mention]:
        raise DataError("towns.csv line 3: kind 'cty'; allowed are ['town']")

    folder = tmp_path / "in"
    folder.mkdir()
    with pytest.raises(DataError):
        run(engine, files(folder, "they fled", "two killed"), extract)
    assert "towns.csv line 3" in queries.runs(engine)[0]["errors"]


def test_batches_are_of_a_hundred_and_never_hold_an_id_twice() -> None:
    items = [article("x", f"a{number}") for number in range(250)] + [article("y", "a249"), Reject("f", 1, None, "bad")]
    parts = list(batches(items))
    assert [len(articles) + len(rejected) for articles, rejected in parts] == [100, 100, 50, 2]


def kill_on_poison(article: Article) -> list[Mention]:
    """Takes its process down, as a memory error in a library would."""
    import os

    if "poison" in article.text:
        os._exit(1)
    return made.extract(article)


def test_several_processes_keep_the_order_and_lose_only_what_kills_one() -> None:
    items = [article("they fled" if number != 7 else "poison", f"a{number}") for number in range(20)]
    items.insert(3, Reject("f", 4, None, "bad line"))
    results = list(extract_all(iter(items), kill_on_poison, jobs=2))
    ids = [result[0].id if isinstance(result, tuple) else str(result) for result in results]
    wanted = [item.id if isinstance(item, Article) else str(item) for item in items]
    wanted[wanted.index("a7")] = "article a7: extraction failed: the process died"
    assert ids == wanted
    assert all(len(result[1]) == 1 for result in results if isinstance(result, tuple))
