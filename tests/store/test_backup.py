"""Backups: whole while others write, checked before they replace anything."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import made
import pytest
from made import article
from sqlalchemy import Engine, text

from monitor import backup as backups
from monitor import queries
from monitor.backup import Unfit, backup, restore
from monitor.doctor import examine, store_checks
from monitor.filters import Filters
from monitor.ingest import Summary, ingest
from monitor.store.engine import reading, writing
from monitor.store.migrations import open_store
from monitor.store.reviews import add_review
from monitor.store.runs import start_run

Put = Callable[..., Summary]


@pytest.fixture
def filled(engine: Engine, put: Put) -> Engine:
    """A store with mentions, a copy and a review."""
    put(article("they fled and two were killed", "a1"), article("they fled and two were killed", "a2"))
    add_review(engine, queries.mentions(engine, Filters())[0]["mention_id"], "confirmed", reviewer="R")
    return engine


@pytest.fixture
def other(backend: str, tmp_path: Path, request: pytest.FixtureRequest) -> str:
    """Where a second store may be."""
    return str(tmp_path / "other.db") if backend == "sqlite" else request.getfixturevalue("cluster").new()


def rows(engine: Engine) -> dict[str, list]:
    with reading(engine) as conn:
        tables = "articles", "mentions", "mention_places", "mention_governorates", "reviews", "rollup_daily", "runs"
        return {name: sorted(map(repr, conn.execute(text(f"SELECT * FROM {name}")))) for name in tables}


def test_what_was_backed_up_comes_back(filled: Engine, put: Put, place: str, tmp_path: Path) -> None:
    before = rows(filled)
    backup(filled, tmp_path / "b")
    put(article("others were arrested", "a3"), article("nothing", "a1"))
    changed, version = rows(filled), queries.data_version(filled)
    held, kept = restore(tmp_path / "b", place)
    engine = open_store(place, create=False)
    assert rows(engine) == before
    assert (held["articles"], held["reviews"]) == (2, 1)
    assert queries.data_version(engine) > version, "or a page would show old answers"
    assert not [check for check in store_checks(engine) if check.ok is False]
    put(article("they were killed", "a4"))
    engine.dispose()
    assert kept.parent == tmp_path, "beside the store, which here is beside the backup"
    _held, again = restore(kept, place)
    assert again != kept, "not in the place of what is being restored, in whatever second"
    assert rows(filled) == changed, "what was there before was kept, and a page that is open sees it"


def test_a_run_that_the_backup_caught_at_work_is_interrupted(filled: Engine, other: str, tmp_path: Path) -> None:
    with writing(filled) as conn:
        start_run(conn, 9, made.RULES)
    backup(filled, tmp_path / "b")
    restore(tmp_path / "b", other)
    copy = open_store(other, create=False)
    run, before = queries.runs(copy)
    assert (run["state"], run["total"], before["state"]) == ("interrupted", 9, "finished")
    assert run["errors"] == "at work when the backup was made"
    assert queries.runs(filled)[0]["state"] == "running", "the live store's own run goes on"
    assert [check.found for check in examine(copy) if check.name == "unfinished runs"] == ["none"]
    copy.dispose()
    restore(tmp_path / "b", other)  # at once, without waiting for a sign of life that cannot come


def test_nothing_is_left_in_the_folder_that_the_command_is_given_in(
    filled: Engine, place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was there before lies beside the backup, wherever the command is given."""
    here, there = tmp_path / "here", tmp_path / "there"
    here.mkdir(), there.mkdir()
    monkeypatch.chdir(here)
    backup(filled, there / "b")
    _held, kept = restore(there / "b", place)
    assert not list(here.iterdir())
    assert kept.parent == (tmp_path if filled.dialect.name == "sqlite" else there)


def test_into_a_place_where_nothing_is(filled: Engine, other: str, tmp_path: Path) -> None:
    backup(filled, tmp_path / "b")
    _held, kept = restore(tmp_path / "b", other)
    assert kept is None
    engine = open_store(other, create=False)
    assert rows(engine) == rows(filled)
    engine.dispose()


def test_a_backup_during_an_ingest_is_whole(engine: Engine, other: str, tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    lines = (json.dumps(asdict(article(f"they fled {n} and two were killed", f"a{n}"))) + "\n" for n in range(1500))
    path.write_text("".join(lines), encoding="utf-8")
    words = {"extract": made.extract, "rules_version": made.RULES}
    writer = threading.Thread(target=lambda: ingest([path], engine, **words))
    writer.start()
    made_in_time = []
    while writer.is_alive():
        file = tmp_path / f"b{len(made_in_time)}"
        backup(engine, file)
        made_in_time.append(file)
    writer.join()
    for file in (made_in_time[0], made_in_time[-1]):  # the second replaces the first: no run is at work there
        held, kept = restore(file, other)
        copy = open_store(other, create=False)
        assert not [check for check in store_checks(copy) if check.ok is False]
        assert held["articles"] % 100 == 0 and held["articles"] * 2 == held["mentions"]
        assert held["articles"] <= queries.count_articles(engine) == 1500
        assert not [run for run in queries.runs(copy) if run["state"] == "running"]
        copy.dispose()
        if kept:
            kept.unlink()


def _bad_rollup(engine: Engine) -> None:
    with writing(engine) as conn:
        conn.execute(text("UPDATE rollup_daily SET n = n + 1"))


def _bad_chain(engine: Engine) -> None:
    with writing(engine) as conn:
        drop = "DROP TRIGGER reviews_no_UPDATE"
        sqlite = engine.dialect.name == "sqlite"
        conn.execute(text(drop if sqlite else "ALTER TABLE reviews DISABLE TRIGGER reviews_no_change"))
        conn.execute(text("UPDATE reviews SET decision = 'rejected'"))


@pytest.mark.parametrize(("spoil", "reason"), [(_bad_rollup, "daily counts"), (_bad_chain, "reviews")])
def test_a_backup_that_fails_a_check_replaces_nothing(
    filled: Engine, place: str, other: str, tmp_path: Path, spoil: Callable, reason: str
) -> None:
    backup(filled, tmp_path / "good")
    restore(tmp_path / "good", other)
    bad = open_store(other, create=False)
    spoil(bad)
    backup(bad, tmp_path / "bad")
    bad.dispose()
    before = rows(filled)
    with pytest.raises(Unfit, match=f"not whole: {reason}"):
        restore(tmp_path / "bad", place)
    assert rows(filled) == before


@pytest.mark.parametrize("cut", [10, 300, 9000, 40_000])
def test_a_file_that_is_cut_or_no_backup_replaces_nothing(filled: Engine, place: str, tmp_path: Path, cut: int) -> None:
    backup(filled, tmp_path / "b")
    whole = (tmp_path / "b").read_bytes()
    (tmp_path / "cut").write_bytes(whole[: min(cut, len(whole) - 200)])
    before = rows(filled)
    for name in ("cut", "none"):
        with pytest.raises(Unfit):
            restore(tmp_path / name, place)
    assert rows(filled) == before
    assert not list(tmp_path.glob(".*")), "nothing is left lying about"


def test_not_while_a_run_is_at_work(filled: Engine, place: str, tmp_path: Path) -> None:
    backup(filled, tmp_path / "b")
    with writing(filled) as conn:
        start_run(conn, 1, made.RULES)
    with pytest.raises(Unfit, match="a run is at work"):
        restore(tmp_path / "b", place)


def test_a_failed_backup_leaves_the_older_one(filled: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    backup(filled, tmp_path / "b")
    before = (tmp_path / "b").read_bytes()

    def fail(*_words: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(backups.os, "fsync", fail)
    with pytest.raises(OSError):
        backup(filled, tmp_path / "b")
    assert (tmp_path / "b").read_bytes() == before
    assert [path.name for path in tmp_path.glob("*b*") if path.name.startswith(".")] == []
