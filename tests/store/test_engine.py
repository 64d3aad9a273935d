"""Opening a store: which SQLite, which journal, which schema."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, insert, text
from sqlalchemy.exc import IntegrityError, OperationalError

from extractors.records import Article
from monitor.store import engine as engines
from monitor.store import migrations, rows
from monitor.store.meta import get_meta
from monitor.store.migrations import StoreTooNew, open_store
from monitor.store.schema import articles


@pytest.mark.parametrize(
    ("version", "safe"),
    [
        ((3, 40, 1), False),
        ((3, 44, 5), False),
        ((3, 44, 6), True),
        ((3, 45, 0), False),
        ((3, 50, 6), False),
        ((3, 50, 7), True),
        ((3, 51, 0), False),
        ((3, 51, 2), False),
        ((3, 51, 3), True),
        ((4, 0, 0), True),
    ],
)
def test_versions_with_the_wal_race(version: tuple[int, ...], safe: bool) -> None:
    assert engines.wal_is_safe(version) is safe


def pragma(store: Path, name: str) -> object:
    engine = open_store(store)
    with engines.reading(engine) as conn:
        value = conn.exec_driver_sql(f"PRAGMA {name}").scalar()
    engine.dispose()
    return value


def test_journal_and_sync(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = tmp_path / "store.db"
    safe = engines.wal_is_safe(engines.sqlite_module().sqlite_version_info)
    assert pragma(store, "journal_mode") == ("wal" if safe else "truncate")
    assert pragma(store, "synchronous") == 2, "FULL"
    assert pragma(store, "foreign_keys") == 1
    monkeypatch.setattr(engines, "wal_is_safe", lambda version: False)
    assert pragma(store, "journal_mode") == "truncate", "a store made with a safe SQLite, opened with another"


def test_the_sample_has_no_wal_file(tmp_path: Path) -> None:
    store = tmp_path / "sample.db"
    open_store(store, kind="sample").dispose()
    assert pragma(store, "journal_mode") == "truncate"


@pytest.mark.parametrize(
    ("name", "url"),
    [
        ("postgresql://u:p@h/rasd", "postgresql+psycopg://u:p@h/rasd"),
        ("postgres://h/rasd", "postgresql+psycopg://h/rasd"),
        ("/somewhere/my.db", "sqlite:////somewhere/my.db"),
        ("sqlite:////somewhere/my.db", "sqlite:////somewhere/my.db"),
    ],
)
def test_urls(name: str, url: str) -> None:
    assert engines.store_url(name) == url


def test_the_environment_names_the_store(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("RASD_DB", str(tmp_path / "team.db"))
    assert engines.store_url().endswith("/team.db")
    monkeypatch.delenv("RASD_DB")
    assert engines.store_url().endswith("/data/rasd.db")


def test_a_store_of_a_newer_program_is_left_alone(tmp_path: Path) -> None:
    store = tmp_path / "store.db"
    engine = open_store(store)
    with engines.writing(engine) as conn:
        conn.execute(text("INSERT INTO schema_version VALUES (99, 'future', '2030-01-01')"))
    with pytest.raises(StoreTooNew, match="schema 99"):
        open_store(store)


def test_a_step_is_applied_once_and_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = tmp_path / "store.db"
    open_store(store).dispose()

    def second(conn: Connection) -> None:
        conn.execute(text("ALTER TABLE runs ADD COLUMN host TEXT"))
        if broken:
            raise RuntimeError("in the middle")

    newest = migrations.LATEST + 1
    steps = [*migrations.STEPS, (newest, "second", second)]
    monkeypatch.setattr(migrations, "STEPS", steps)
    monkeypatch.setattr(migrations, "LATEST", newest)
    broken = True
    with pytest.raises(RuntimeError):
        open_store(store)
    broken = False
    for _time in range(2):  # a step applied twice would fail: the column is there
        engine = open_store(store)
        with engines.reading(engine) as conn:
            versions = conn.scalars(text("SELECT version FROM schema_version ORDER BY version")).all()
            assert versions == [*range(1, newest + 1)]
            assert get_meta(conn, "kind") == "real"
            conn.execute(text("SELECT host FROM runs"))
        engine.dispose()


def test_an_error_names_no_value_that_was_to_be_written(engine: Engine) -> None:
    """It may end in a terminal or a log, and the values are articles."""
    row = rows.article_row(Article(id="a1", text="Canary Namesake was arrested"))
    row |= {"first_seen": "2026-03-04", "last_seen": "2026-03-04", "run_id": 0, "rules_version": "made"}
    with pytest.raises(IntegrityError) as caught, engines.writing(engine) as conn:
        conn.execute(insert(articles), [row, row])
    assert "Namesake" not in str(caught.value)


def test_who_waits_too_long_for_another_writer_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "BUSY_MS", 50)
    engine = open_store(tmp_path / "store.db")
    with engines.writing(engine) as conn:
        conn.execute(text("DELETE FROM meta WHERE key = 'none'"))
        with pytest.raises(OperationalError, match="locked"), engines.writing(engine):
            pass
    with engines.writing(engine) as conn:
        assert conn.exec_driver_sql("PRAGMA busy_timeout").scalar() == 50
    engine.dispose()
