"""A check-up of the store and of what the program runs on; each check says what it found."""

from __future__ import annotations

import platform
import shutil
from collections.abc import Iterator
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Connection, Engine, Select, except_, func, select

from monitor.copies import GAP
from monitor.store import derived, rollup
from monitor.store.engine import reading, sqlite_module, wal_is_unsafe, writing
from monitor.store.meta import bump
from monitor.store.reviews import broken_link
from monitor.store.schema import ALL, TO, articles, rollup_common, rollup_daily, runs

PACKAGES = ("spacy", "sqlalchemy", "streamlit", "plotly", "pandas", "typst")
FULL = 2  # synchronous: every commit waits until it is on the disk
LEAST_FREE = 500_000_000  # bytes: about what 2 million mentions take


class Check(NamedTuple):
    """One finding; ok None is for information only."""

    name: str
    ok: bool | None
    found: str


def examine(engine: Engine) -> Iterator[Check]:
    """All checks of the store."""
    yield Check("Python", None, platform.python_version())
    yield from (Check(name, None, _version(name)) for name in PACKAGES)
    if engine.dialect.name == "sqlite":
        yield from _sqlite(engine)
    else:
        with reading(engine) as conn:
            yield Check("PostgreSQL", None, conn.exec_driver_sql("SHOW server_version").scalar())
    yield from store_checks(engine)
    with reading(engine) as conn:
        yield _unfinished(conn)


def store_checks(engine: Engine) -> Iterator[Check]:
    """The checks of what is stored: those that a backup must pass as well."""
    with reading(engine) as conn:
        if engine.dialect.name == "sqlite":
            integrity = conn.exec_driver_sql("PRAGMA integrity_check(3)").scalars().all()
            yield Check("integrity", integrity == ["ok"], "; ".join(integrity))
            orphans = len(conn.exec_driver_sql("PRAGMA foreign_key_check").all())
            yield Check("references", orphans == 0, f"{orphans} rows point at nothing")
        yield _derived(conn)
        yield rollup_check(conn)
        yield _copies(conn)
        yield _reviews(conn)


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"


def _sqlite(engine: Engine) -> Iterator[Check]:
    module = sqlite_module()
    with reading(engine) as conn:
        mode = conn.exec_driver_sql("PRAGMA journal_mode").scalar()
        sync = conn.exec_driver_sql("PRAGMA synchronous").scalar()
        mapped = conn.exec_driver_sql("PRAGMA mmap_size").scalar()
    path = Path(engine.url.database or ".")
    how = f"{module.sqlite_version} ({module.__name__.partition('.')[0]}), journal {mode}"
    why = wal_is_unsafe(path)
    yield Check("SQLite", why is None or mode != "wal", f"{how}; {why}" if why else how)
    yield Check("sync", sync == FULL and not mapped, f"synchronous {sync}, mmap_size {mapped}")
    free = shutil.disk_usage(path.parent).free
    yield Check("free space", free >= LEAST_FREE, f"{free / 1e9:.1f} GB")


def _derived(conn: Connection) -> Check:
    """Whether the columns that the counts go by are what the lists of governorates and places give."""
    wrong = sum(map(len, derived.differing(conn)))
    found = f"{wrong} mentions do not say what their places give" if wrong else "as their places give"
    return Check("mentions", not wrong, found)


def rollup_check(conn: Connection) -> Check:
    """Whether the daily counts are what the mentions give."""
    once, each, there = rollup.counts()
    daily, key = select(rollup_daily), rollup_daily.c.governorates
    every, reached = key == ALL, key.startswith(TO)
    pairs = (
        (daily.where(every), once),
        (daily.where(~every, ~reached), each),
        (daily.where(reached), there),
        (select(rollup_common), rollup.common_counts()),
    )
    wrong: set[str] = set()
    for kept, counted in pairs:
        wrong |= {day for query in (_missing(kept, counted), _missing(counted, kept)) for day in conn.scalars(query)}
    rows = sum(conn.scalar(select(func.count()).select_from(table)) for table in (rollup_daily, rollup_common))
    found = f"differs from the mentions on {len(wrong)} days" if wrong else f"{rows} rows, equal to the mentions"
    return Check("daily counts", not wrong, found)


def _missing(some: Select, others: Select) -> Select:
    """The days on which the first has rows that the second has not; compared in the database, however many."""
    return select(except_(some, others).subquery().c.day).distinct()


def _copies(conn: Connection) -> Check:
    """Whether every copy is one of an original, published in the same week or, without a day, told in equal words."""
    original = articles.alias("original")
    joined = articles.outerjoin(original, original.c.id == articles.c.copy_of)
    query = select(articles.c.id, articles.c.published_day, original.c.id, original.c.published_day,
                   original.c.copy_of).select_from(joined).where(articles.c.copy_of.is_not(None))  # fmt: skip
    n = wrong = 0
    for _id, day, found, first, further in conn.execute(query):
        n += 1
        far = day and first and abs((date.fromisoformat(day) - date.fromisoformat(first)).days) > GAP
        wrong += bool(found is None or further is not None or far)
    return Check("copies", not wrong, f"{wrong} of {n} are linked wrongly" if wrong else f"{n}, all within {GAP} days")


def rebuild_counts(engine: Engine) -> None:
    """Make the daily counts anew from the mentions."""
    with writing(engine) as conn:
        rollup.rebuild(conn)
        bump(conn)


def _reviews(conn: Connection) -> Check:
    broken = broken_link(conn)
    return Check("reviews", broken is None, "chain whole" if broken is None else f"chain broken at review {broken}")


def _unfinished(conn: Connection) -> Check:
    ended = runs.c.finished.is_not(None)
    found = conn.execute(select(runs.c.id, runs.c.heartbeat).where(~ended)).all()
    what = "; ".join(f"run {row.id}, last seen working {row.heartbeat}" for row in found)
    return Check("unfinished runs", None, what or "none")
