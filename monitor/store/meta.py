"""Settings of one store, kept in it: what kind it is, and a number that grows with every change."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import Connection, insert, select, update

from monitor.store.schema import meta


def now() -> str:
    """The present moment, UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def set_meta(conn: Connection, key: str, value: str) -> None:
    """Keep one setting of the store."""
    changed = conn.execute(update(meta).where(meta.c.key == key).values(value=value))
    if not changed.rowcount:
        conn.execute(insert(meta).values(key=key, value=value))


def bump(conn: Connection) -> None:
    """Say that what queries answer has changed, so that caches over the store can tell."""
    key = meta.c.key == "data_version"
    version = int(conn.scalar(select(meta.c.value).where(key)))
    conn.execute(update(meta).where(key).values(value=str(version + 1)))


def get_meta(conn: Connection, key: str) -> str | None:
    """One setting of the store, None where it was never set."""
    return conn.scalar(select(meta.c.value).where(meta.c.key == key))
