"""A copy of the store in one file, and back: checked whole before it replaces anything."""

from __future__ import annotations

import os
import shutil
import subprocess
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, make_url, select, text, update

from monitor import queries
from monitor.doctor import store_checks
from monitor.store.engine import alone, connect, reading, sqlite_module, store_url, writing
from monitor.store.meta import bump
from monitor.store.migrations import open_store
from monitor.store.runs import INTERRUPTED, end_run
from monitor.store.schema import meta, runs

HEAD = {b"SQLite format 3\x00": "sqlite", b"PGDMP": "postgresql"}
STAMP = "%Y%m%dT%H%M%S.%f"  # two of one second must not have the same name
PROGRAMS = ("/usr/lib/postgresql/17/bin", "/usr/lib/postgresql/16/bin", "/usr/lib/postgresql/15/bin")


class Unfit(Exception):
    """The file is no backup to go back to; the message says why. Nothing was changed."""


def backup(engine: Engine, file: Path) -> None:
    """Write the whole store into the file, while others read and write; an older file is replaced at the end."""
    temporary = file.with_name(f".{file.name}.{os.getpid()}")
    temporary.unlink(missing_ok=True)
    try:
        if engine.dialect.name == "sqlite":
            alone(engine, "VACUUM INTO ?", str(temporary))
        else:
            _run("pg_dump", engine.url, "-Fc", "-f", str(temporary))
        with temporary.open("rb") as written:
            os.fsync(written.fileno())
        os.replace(temporary, file)
    finally:
        temporary.unlink(missing_ok=True)


def restore(file: Path, db: str | None = None) -> tuple[dict[str, int], Path | None]:
    """Put the backup in the store's place, after every check; what it holds, and where the old store was kept.

    Raises Unfit, with the old store as it was, where the file fails a check, is of the other kind of database, or a run
    is at work.
    """
    kind = _kind(file)
    url = store_url(db)
    if kind != url.partition(":")[0].partition("+")[0]:
        raise Unfit(f"{file} is a backup of a store on {kind}, and this store is not")
    return _restore_sqlite(file, url) if kind == "sqlite" else _restore_postgresql(file, url)


def _kind(file: Path) -> str:
    try:
        with file.open("rb") as stream:
            head = stream.read(16)
    except OSError as error:
        raise Unfit(str(error)) from None
    found = next((kind for magic, kind in HEAD.items() if head.startswith(magic)), None)
    if found is None:
        raise Unfit(f"{file} is no backup of a store")
    return found


def _restore_sqlite(file: Path, url: str) -> tuple[dict[str, int], Path | None]:
    target = Path(url.removeprefix("sqlite:///"))
    target.parent.mkdir(parents=True, exist_ok=True)
    checked = target.with_name(f".{target.name}.restore.{os.getpid()}")
    try:
        shutil.copyfile(file, checked)  # checked, and brought to the present schema, on a copy
        held = _checked(str(checked))
        old = _keep_old(target)
        _settle(str(checked), _version_of(old))  # before the pages are copied: a page that reads them sees the whole
        _copy_into(checked, target)
        open_store(target).dispose()  # which gives the file the journal it had
        return held, old
    finally:
        for name in (checked, *(checked.with_name(f"{checked.name}{end}") for end in ("-wal", "-shm", "-journal"))):
            name.unlink(missing_ok=True)


def _checked(place: str) -> dict[str, int]:
    """What the store at this place holds, if it is whole. Its journal is emptied: the file alone is all of it."""
    try:
        engine = open_store(place, create=False)
        bad = [check for check in store_checks(engine) if check.ok is False]
        held = queries.sizes(engine)
        if engine.dialect.name == "sqlite":
            alone(engine, "PRAGMA journal_mode = DELETE")
        engine.dispose()
    except Exception as error:  # whatever is wrong with it, it is not fit
        raise Unfit(f"the backup cannot be opened: {getattr(error, 'orig', None) or error}") from None
    if bad:
        raise Unfit("the backup is not whole: " + "; ".join(f"{check.name}: {check.found}" for check in bad))
    return held


def _keep_old(target: Path) -> Path | None:
    """The store that is there, beside it under a new name; refused while a run is at work on it."""
    if not target.exists():
        return None
    engine = connect(str(target))
    try:
        _refuse_while_working(engine)
        kept = target.with_name(f"{target.name}.before-{datetime.now(UTC):{STAMP}}")
        backup(engine, kept)
        return kept
    finally:
        engine.dispose()


def _refuse_while_working(engine: Engine) -> None:
    if any(run["state"] == "running" for run in queries.runs(engine)):
        raise Unfit("a run is at work on the store; wait for its end, or a minute if it was killed")


def _copy_into(checked: Path, target: Path) -> None:
    """All pages in one transaction of the live file: pages that have it open read the old store, then the new one."""
    module = sqlite_module()
    source, into = module.connect(str(checked)), module.connect(str(target), timeout=30)
    try:
        into.execute("PRAGMA synchronous = FULL")
        source.backup(into)
    finally:
        source.close()
        into.close()


def _version_of(old: Path | None) -> int:
    if old is None:
        return 0
    engine = connect(str(old))
    try:
        return queries.data_version(engine)
    finally:
        engine.dispose()


def _settle(place: str, before: int) -> None:
    """Make a restored store one that is in use: newer than what was there, and with no run at work."""
    engine = open_store(place, create=False)
    with writing(engine) as conn:
        _raise_version(conn, before)
        _interrupt(conn)
    if engine.dialect.name == "sqlite":
        alone(engine, "PRAGMA journal_mode = DELETE")
    engine.dispose()


def _raise_version(conn: Connection, before: int) -> None:
    """Make data_version larger than it was, so that nobody takes the old answers for the new store's."""
    key = meta.c.key == "data_version"
    present = int(conn.scalar(select(meta.c.value).where(key)))
    conn.execute(update(meta).where(key).values(value=str(max(before, present))))
    bump(conn)


def _interrupt(conn: Connection) -> None:
    """End the runs that the backup caught at work: nobody works on this copy of them."""
    for run_id in conn.scalars(select(runs.c.id).where(runs.c.finished.is_(None))).all():
        end_run(conn, run_id, INTERRUPTED, "at work when the backup was made")


def _restore_postgresql(file: Path, url: str) -> tuple[dict[str, int], Path | None]:
    """Checked in a scratch database of the same server, then put in place in one transaction.

    What was there before goes into a file beside the backup: a server has no folder that the user knows.
    """
    target = make_url(url)
    with _scratch(target) as scratch:
        _run("pg_restore", scratch, "--no-owner", "--exit-on-error", str(file))
        held = _checked(scratch.render_as_string(hide_password=False))
        engine = connect(url)
        before, kept = 0, None
        if _has_store(engine):
            _refuse_while_working(engine)
            before = queries.data_version(engine)
            kept = file.absolute().with_name(f"{target.database}.before-{datetime.now(UTC):{STAMP}}.dump")
            backup(engine, kept)
        engine.dispose()
        _run("pg_restore", target, "--clean", "--if-exists", "--no-owner", "--single-transaction", str(file))
    _settle(url, before)
    return held, kept


def _has_store(engine: Engine) -> bool:
    with reading(engine) as conn:
        return conn.scalar(text("SELECT to_regclass('meta') IS NOT NULL"))


@contextmanager
def _scratch(target: URL) -> Iterator[URL]:
    name = f"rasd_check_{uuid.uuid4().hex[:12]}"
    engine = create_engine(target, isolation_level="AUTOCOMMIT")
    with engine.connect() as conn:
        conn.exec_driver_sql(f"CREATE DATABASE {name} TEMPLATE template0")
    try:
        yield target.set(database=name)
    finally:
        with engine.connect() as conn:
            conn.exec_driver_sql(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        engine.dispose()


def _run(program: str, url: URL, *words: str) -> None:
    """A program of PostgreSQL on a database; its password goes by the environment, not the process list."""
    found = next((str(path) for folder in PROGRAMS if (path := Path(folder, program)).exists()), shutil.which(program))
    if found is None:
        raise Unfit(f"{program} is not installed; it comes with PostgreSQL's client programs")
    plain = url.set(drivername="postgresql", password=None).render_as_string(hide_password=False)
    environment = os.environ | ({"PGPASSWORD": str(url.password)} if url.password else {})
    done = subprocess.run([found, "-d", plain, *words], env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Unfit(f"{program}: {done.stderr.strip().splitlines()[-1] if done.stderr.strip() else done.returncode}")
