"""Stores written by older versions, dumped as they were: opened by this one they have its schema and lose nothing."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import made
import pytest
from made import article
from sqlalchemy import Engine, inspect, text

from monitor import queries
from monitor.doctor import examine
from monitor.filters import Filters
from monitor.ingest import ingest
from monitor.store import migrations
from monitor.store.engine import connect, reading, sqlite_module, writing
from monitor.store.migrations import LATEST, StoreTooNew, open_store
from monitor.store.reviews import add_review

SCHEMAS = Path(__file__).parent / "schemas"
OLDER = sorted({int(path.name.partition(".")[0]) for path in SCHEMAS.glob("*.sql")})


def load(place: str, backend: str, version: int) -> None:
    """The dump of an older store, brought back as it was."""
    script = (SCHEMAS / f"{version}.{backend}.sql").read_text(encoding="utf-8")
    if backend == "sqlite":
        raw = sqlite_module().connect(place)
        raw.executescript(script)
        raw.close()
        return
    engine = connect(place)
    with engine.begin() as conn:
        conn.exec_driver_sql(script)
    engine.dispose()


@pytest.fixture(params=OLDER)
def old(request: pytest.FixtureRequest, place: str, backend: str) -> str:
    """The place of a store with an older schema."""
    load(place, backend, request.param)
    return place


def shape(engine: Engine) -> dict[str, object]:
    """Tables with their columns, keys and indexes."""
    seen = inspect(engine)
    return {
        name: (
            sorted((column["name"], str(column["type"]), column["nullable"]) for column in seen.get_columns(name)),
            seen.get_pk_constraint(name)["constrained_columns"],
            sorted((index["name"], tuple(index["column_names"])) for index in seen.get_indexes(name)),
        )
        for name in seen.get_table_names()
    }


def test_every_older_schema_has_a_dump() -> None:
    assert OLDER == list(range(1, LATEST))


def test_an_older_store_gets_the_shape_of_a_new_one(old: str, tmp_path: Path, cluster: object, backend: str) -> None:
    engine = open_store(old, create=False)
    other = tmp_path / "new.db" if backend == "sqlite" else cluster.new()
    fresh = open_store(other)
    assert shape(engine) == shape(fresh)
    fresh.dispose()
    engine.dispose()


def test_nothing_is_lost_and_all_checks_hold(old: str) -> None:
    before = connect(old)
    with reading(before) as conn:
        kept = {name: conn.scalar(text(f"SELECT count(*) FROM {name}")) for name in ("mentions", "runs", "rejects")}
        chain = conn.execute(text("SELECT id, hash FROM reviews ORDER BY id")).all()
    before.dispose()
    engine = open_store(old, create=False)
    assert not [check for check in examine(engine) if check.ok is False and check.name != "free space"]
    with reading(engine) as conn:
        assert {name: conn.scalar(text(f"SELECT count(*) FROM {name}")) for name in kept} == kept
        assert conn.execute(text("SELECT id, hash FROM reviews ORDER BY id")).all() == chain != []
    assert queries.article(engine, "o1")["url"] == "https://made.example/1"
    assert queries.totals(engine, Filters())["arrest"] == 1, "what a changed article no longer says does not count"
    engine.dispose()


def test_copies_are_judged_anew(old: str) -> None:
    engine = open_store(old, create=False)
    links = {id_: queries.article(engine, id_)["copy_of"] for id_ in ("o1", "o2", "o3", "o4", "o5")}
    assert links == {"o1": None, "o2": "o1", "o3": None, "o4": None, "o5": "o4"}, "three weeks later it is no copy"
    assert queries.totals(engine, Filters())["displacement"] == 2, "o3 and o4; the one of o1 is rejected"
    engine.dispose()


def test_the_store_goes_on_working(old: str, tmp_path: Path) -> None:
    engine = open_store(old, create=False)
    path = tmp_path / "in.jsonl"
    lines = [article("they fled and two were killed", "o1", published="2026-03-02", url="https://made.example/1",
                     title="News"), article("two were killed", "n1")]  # fmt: skip
    path.write_text("".join(json.dumps(asdict(one)) + "\n" for one in lines), encoding="utf-8")
    summary = ingest([path], engine, extract=made.extract, rules_version=made.RULES)
    assert summary.counts == {"unchanged": 1, "new": 1, "mentions": 1}
    mention = queries.mentions(engine, Filters(), limit=1)[0]["mention_id"]
    add_review(engine, mention, "confirmed", reviewer="R", corrected={"status": "denied"})
    assert queries.mention(engine, mention)["status"] == "denied"
    assert not [check for check in examine(engine) if check.ok is False and check.name != "free space"]
    engine.dispose()


def test_a_step_that_fails_leaves_the_older_store_as_it_was(old: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before = connect(old)
    wanted = shape(before)

    def fail(_conn: object) -> None:
        raise RuntimeError("in the middle")

    monkeypatch.setattr(migrations, "STEPS", [*migrations.STEPS[:-1], (LATEST, "the last step", fail)])
    with pytest.raises(RuntimeError):
        open_store(old, create=False)
    assert shape(before) == wanted
    before.dispose()


def test_a_store_of_a_newer_program_is_left_alone(engine: Engine, place: str) -> None:
    with writing(engine) as conn:
        conn.execute(text("INSERT INTO schema_version VALUES (99, 'future', '2030-01-01')"))
    with pytest.raises(StoreTooNew, match="schema 99"):
        open_store(place)
