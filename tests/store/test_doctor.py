"""The doctor: what it says of the SQLite and the disk at hand, and that it finds what is wrong."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from made import article
from sqlalchemy import Engine, text

from monitor import doctor
from monitor.doctor import examine
from monitor.ingest import Summary
from monitor.store import engine as engines
from monitor.store.engine import writing
from monitor.store.migrations import open_store

Put = Callable[..., Summary]


def found(engine: Engine) -> dict[str, doctor.Check]:
    return {check.name: check for check in examine(engine)}


def test_a_store_in_wal_with_an_older_sqlite_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = open_store(tmp_path / "store.db")
    for version, ok in (((3, 40, 1), False), ((3, 51, 2), False), ((3, 50, 7), True), ((3, 51, 3), True)):
        told = ".".join(map(str, version))
        fake = SimpleNamespace(sqlite_version=told, sqlite_version_info=version, __name__="sqlite3")
        monkeypatch.setattr(doctor, "sqlite_module", lambda fake=fake: fake)
        monkeypatch.setattr(engines, "sqlite_module", lambda fake=fake: fake)
        check = found(engine)["SQLite"]
        assert (check.ok, told in check.found, "not safe" in check.found) == (ok, True, not ok)
    engine.dispose()


def test_no_wal_on_a_network_file_system(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mounts = tmp_path / "mounts"
    share = tmp_path / "team share"
    share.mkdir()
    point = str(share).replace(" ", "\\040")
    mounts.write_text(f"/dev/vda / ext4 rw 0 0\nserver:/team {point} nfs4 rw 0 0\n", encoding="utf-8")
    monkeypatch.setattr(engines, "MOUNTS", mounts)
    assert engines.file_system(share / "store.db") == "nfs4"
    assert engines.file_system(tmp_path / "store.db") == "ext4"
    engine = open_store(share / "store.db")
    check = found(engine)["SQLite"]
    assert check.ok and "journal truncate" in check.found and "network" in check.found
    engine.dispose()
    monkeypatch.setattr(engines, "MOUNTS", tmp_path / "no such file")
    assert engines.file_system(share) is None


def test_every_commit_waits_for_the_disk_and_no_file_is_mapped(tmp_path: Path) -> None:
    engine = open_store(tmp_path / "store.db")
    assert found(engine)["sync"].found == "synchronous 2, mmap_size 0"
    engine.dispose()


@pytest.mark.parametrize(
    ("spoil", "name"),
    [
        ("UPDATE rollup_daily SET n = n + 1", "daily counts"),
        ("DELETE FROM rollup_common", "daily counts"),
        ("UPDATE rollup_common SET n = n + 1", "daily counts"),
        ("UPDATE mentions SET status = 'denied'", "daily counts"),
        ("UPDATE mentions SET marks = 0", "mentions"),
        ("UPDATE mentions SET reached = 'SY01' WHERE category <> 'displacement'", "mentions"),
        ("DELETE FROM mention_governorates WHERE pcode = 'SY07'", "mentions"),
        ("UPDATE articles SET copy_of = 'nobody' WHERE id = 'a1'", "copies"),
        ("UPDATE articles SET copy_of = 'a2' WHERE id = 'a3'", "copies"),
        ("UPDATE articles SET published_day = '2026-05-01' WHERE id = 'a2'", "copies"),
    ],
)
def test_what_is_wrong_is_found(engine: Engine, put: Put, spoil: str, name: str) -> None:
    put(*(article("they fled and two were killed", f"a{n}") for n in (1, 2, 3)))
    assert not [check for check in examine(engine) if check.ok is False and check.name != "free space"]
    with writing(engine) as conn:
        conn.execute(text(spoil))
    assert [check.name for check in examine(engine) if check.ok is False and check.name != "free space"] == [name]
