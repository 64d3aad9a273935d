"""The connection to the store: one URL, SQLite or PostgreSQL, and the two ways to use it, reading and writing."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import OperationalError

from monitor.paths import DATA

DEFAULT = DATA / "rasd.db"
POLL = 0.003  # seconds between two looks whether the store is free for writing
BUSY_MS = 30_000  # how long a second writer waits for the first: many times the slowest batch measured
WRITER_LOCK = 7_273_268  # any fixed number: the advisory lock that makes PostgreSQL writers queue as SQLite's do


class StoreMissing(Exception):
    """There is no store at this place."""


def is_away(error: BaseException) -> bool:
    """Whether it says that the database server does not answer, or has just gone: asking again later may help."""
    driver = type(getattr(error, "orig", None)).__module__.partition(".")[0]
    return driver == "psycopg" and isinstance(error, OperationalError)


def sqlite_module() -> ModuleType:
    """The newest SQLite to be had: the pysqlite3 wheel where it is installed, else the one Python is linked to."""
    try:
        import pysqlite3.dbapi2 as module
    except ImportError:
        import sqlite3 as module
    return module


def wal_is_safe(version: tuple[int, ...]) -> bool:
    """False for an SQLite with the WAL-reset race: 3.7.0 to 3.51.2, but for the two branches that had it mended."""
    return version >= (3, 51, 3) or (3, 50, 7) <= version < (3, 51) or (3, 44, 6) <= version < (3, 45)


NETWORK = ("nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "ceph", "glusterfs", "lustre", "fuse.sshfs", "afpfs")
MOUNTS = Path("/proc/self/mounts")


def wal_is_unsafe(path: Path) -> str | None:
    """Why a store at this path must do without WAL; None where it may have it."""
    if not wal_is_safe(sqlite_module().sqlite_version_info):
        return "WAL is not safe with this version"
    kind = file_system(path)
    return f"WAL is not safe on a network file system ({kind})" if kind in NETWORK else None


def file_system(path: Path) -> str | None:
    """The kind of file system a path is on, as far as the system tells: WAL needs memory that processes share."""
    try:
        lines = MOUNTS.read_text(encoding="utf-8").splitlines()
    except OSError:
        return None
    mounts = [line.split(" ")[1:3] for line in lines if line.count(" ") >= 2]
    above = {str(path.absolute()), *map(str, path.absolute().parents)}
    found = [(len(point), kind) for point, kind in mounts if point.replace("\\040", " ") in above]
    return max(found)[1] if found else None


def store_url(db: str | Path | None = None) -> str:
    """The database URL for a path or URL; without one, RASD_DB from the environment, else data/rasd.db."""
    name = str(db or os.environ.get("RASD_DB") or DEFAULT)
    if name.startswith(("postgresql:", "postgres:")):
        return "postgresql+psycopg:" + name.partition(":")[2]
    return name if "://" in name else f"sqlite:///{Path(name).expanduser().absolute()}"


def connect(db: str | Path | None = None, *, create: bool = False) -> Engine:
    """An engine on the store; its tables are made by migrations.open_store. Raises StoreMissing if not create."""
    url = store_url(db)
    if not url.startswith("sqlite"):
        return _with_hooks(create_engine(url, pool_pre_ping=True, hide_parameters=True), _begin_postgresql)
    path = Path(url.removeprefix("sqlite:///"))
    if not create and not path.is_file():
        raise StoreMissing(f"no store at {path}; make one with: python -m monitor ingest PATH")
    if create:
        path.parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url, module=sqlite_module(), hide_parameters=True)  # texts are not for logs
    event.listen(engine, "connect", _set_up_sqlite)
    return _with_hooks(engine, _begin_sqlite)


def _with_hooks(engine: Engine, begin: object) -> Engine:
    event.listen(engine, "begin", begin)
    return engine


def _set_up_sqlite(raw: object, _record: object) -> None:
    raw.isolation_level = None  # else the driver opens transactions of its own, always deferred
    cursor = raw.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute("PRAGMA synchronous = FULL")
    mode = cursor.execute("PRAGMA journal_mode").fetchone()[0]
    file = cursor.execute("PRAGMA database_list").fetchone()[2]
    if mode == "delete" or (mode == "wal" and wal_is_unsafe(Path(file))):
        cursor.execute("PRAGMA journal_mode = TRUNCATE")
    cursor.close()


def _begin_sqlite(conn: Connection) -> None:
    if not conn.get_execution_options().get("writes"):
        conn.exec_driver_sql("BEGIN")
        return
    # A deferred transaction that turns to writing fails at once when another one writes, whatever busy_timeout says.
    # SQLite itself looks only every 100 ms whether the other one has done, and so misses most of an ingest's pauses:
    # beside one that hardly paused, a reviewer waited 1.1 s on average and up to 7 s.
    cursor = conn.connection.cursor()
    cursor.execute("PRAGMA busy_timeout = 0")
    begun = _begin_in_turn(cursor)
    cursor.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
    cursor.close()
    if not begun:
        conn.exec_driver_sql("BEGIN IMMEDIATE")  # once more, for the error as everybody expects it


def _begin_in_turn(cursor: Any) -> bool:
    """Begin writing as soon as nobody else does; false after BUSY_MS, or where something else is wrong."""
    until = time.monotonic() + BUSY_MS / 1000
    while time.monotonic() < until:
        try:
            cursor.execute("BEGIN IMMEDIATE")
            return True
        except sqlite_module().OperationalError as error:
            if "locked" not in str(error):
                return False
        time.sleep(POLL)
    return False


def _begin_postgresql(conn: Connection) -> None:
    if conn.get_execution_options().get("writes"):
        conn.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITER_LOCK})")


def use_wal(engine: Engine) -> None:
    """Let readers and one writer work side by side, where this SQLite does so safely. The mode stays with the file."""
    if engine.dialect.name == "sqlite" and wal_is_unsafe(Path(engine.url.database)) is None:
        alone(engine, "PRAGMA journal_mode = WAL")


def alone(engine: Engine, statement: str, *values: str) -> None:
    """A statement that SQLite takes outside of transactions only."""
    raw = engine.raw_connection()
    try:
        raw.cursor().execute(statement, values)
    finally:
        raw.close()


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One write transaction: it has the store to itself from its first statement, and is kept whole or not at all."""
    with engine.connect().execution_options(writes=True) as conn, conn.begin():
        yield conn


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """One view of the store: what is written meanwhile is not seen."""
    options = {"isolation_level": "REPEATABLE READ"} if engine.dialect.name == "postgresql" else {}
    with engine.connect().execution_options(**options) as conn, conn.begin():
        yield conn
