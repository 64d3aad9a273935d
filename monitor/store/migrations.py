"""Steps from one schema to the next: each applied once, in one transaction with the record that it was."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Connection, Engine, insert, inspect, select

from monitor.store import derived, rollup, schema
from monitor.store import engine as engines
from monitor.store.meta import get_meta, now

Step = Callable[[Connection], None]


def only_added_to(table: str) -> dict[str, list[str]]:
    """Statements, by kind of database, that make the database itself refuse to change or delete rows of a table."""
    why = f"rows of {table} are never changed, only added"
    return {
        "sqlite": [
            f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table} BEGIN SELECT RAISE(ABORT, '{why}'); END"
            for verb in ("UPDATE", "DELETE")
        ],
        "postgresql": [
            f"CREATE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{why}'; END $$",
            f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION {table}_refuse()",
        ],
    }


def _guard(conn: Connection, table: str) -> None:
    for statement in only_added_to(table)[conn.dialect.name]:
        conn.exec_driver_sql(statement)


def first_schema(conn: Connection) -> None:
    """The tables of schema.py, and triggers that keep reviews and the log append-only."""
    schema.metadata.create_all(conn)
    _guard(conn, "reviews")
    _guard(conn, "audit")


def corrections(conn: Connection) -> None:
    """Reviews may correct a mention; what the program had read stays beside it."""
    conn.exec_driver_sql("ALTER TABLE reviews ADD COLUMN corrections TEXT NOT NULL DEFAULT ''")
    conn.exec_driver_sql("ALTER TABLE mentions ADD COLUMN machine TEXT")


def copies_and_rejects(conn: Connection) -> None:
    """Copies by likeness, rejects that can be retried, indexes for a million rows.

    Reads every stored article once: about a minute for 50,000.
    """
    from monitor.store import links  # it brings the language pipelines, which nobody else need wait for

    for statement in (
        "ALTER TABLE runs ADD COLUMN kind TEXT NOT NULL DEFAULT 'ingest'",
        "ALTER TABLE rejects ADD COLUMN partial BOOLEAN NOT NULL DEFAULT FALSE",
        "ALTER TABLE rejects ADD COLUMN article TEXT",
        "ALTER TABLE rejects ADD COLUMN open BOOLEAN NOT NULL DEFAULT TRUE",
        "DROP INDEX articles_published_day",
        "DROP INDEX mentions_day",
        "DROP INDEX mentions_published_day",
    ):
        conn.exec_driver_sql(statement)
    schema.article_bands.create(conn)
    _create_indexes(conn, 3)
    links.link_all(conn)


def users_and_audit(conn: Connection) -> None:
    """People with roles, and the log of what they did."""
    schema.users.create(conn)
    schema.audit.create(conn)
    _guard(conn, "audit")


def parts_of_backfills(conn: Connection) -> None:
    """Which parts of backfills were loaded, and how far."""
    schema.parts.create(conn)


def sets_of_governorates(conn: Connection) -> None:
    """Mentions know their set of governorates and what is doubtful in them, and the daily counts go by these sets.

    Reads every stored mention once: about two minutes for a million.
    """
    for statement in (
        "DROP INDEX IF EXISTS mentions_day",
        "DROP INDEX IF EXISTS mentions_published_day",
        "ALTER TABLE mentions ADD COLUMN governorates TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE mentions ADD COLUMN reached TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE mentions ADD COLUMN marks INTEGER NOT NULL DEFAULT 0",
        "DROP TABLE rollup_daily",
        "DROP TABLE IF EXISTS rollup_common",
    ):
        conn.exec_driver_sql(statement)
    derived.derive(conn)
    for table in (schema.rollup_daily, schema.rollup_common):
        table.create(conn)
    _create_indexes(conn, 6)
    rollup.rebuild(conn)


def common_counts_anew(conn: Connection) -> None:
    """The counts that most questions are answered from tell civilians from others, since step 8 in columns."""
    conn.exec_driver_sql("DROP TABLE rollup_common")
    schema.rollup_common.create(conn)
    rollup.rebuild_common(conn)


def _create_indexes(conn: Connection, step: int) -> None:
    for table, names in NEW_INDEXES[step].items():
        for index in schema.metadata.tables[table].indexes:
            if index.name in names:
                index.create(conn)


# What later steps make anew is made by them alone.
NEW_INDEXES = {
    3: {
        "articles": ("articles_copy_of", "articles_documents", "articles_sources", "articles_rules"),
        "mentions": ("mentions_actor",),
        "rejects": ("rejects_open",),
    },
    6: {
        "mentions": ("mentions_day", "mentions_published_day", "mentions_undated"),
        "mention_places": ("mention_places_place_id",),
    },
}

# A change of schema.py adds a step here that brings an older store to it. A new store is made from schema.py as it
# stands and is recorded as having had every step.
STEPS: list[tuple[int, str, Step]] = [
    (1, "first_schema", first_schema),
    (2, "corrections", corrections),
    (3, "copies_and_rejects", copies_and_rejects),
    (4, "users_and_audit", users_and_audit),
    (5, "parts_of_backfills", parts_of_backfills),
    (6, "sets_of_governorates", sets_of_governorates),
    (7, "victims_in_common_counts", common_counts_anew),
    (8, "victims_in_columns", common_counts_anew),
]
LATEST = STEPS[-1][0]


class StoreTooNew(Exception):
    """The store was written by a newer version of this program."""


def open_store(db: str | Path | None = None, *, create: bool = True, kind: str = "real") -> Engine:
    """The store at a path or URL, brought to the present schema. kind (real, sample) is written into a new store."""
    engine = engines.connect(db, create=create)
    with engines.reading(engine) as conn:
        present = _version(conn)
    if present > LATEST:
        raise StoreTooNew(f"the store has schema {present}, this program knows {LATEST}; update the program")
    if present < LATEST:
        with engines.writing(engine) as conn:
            _migrate(conn, kind)
    with engines.reading(engine) as conn:
        kept = get_meta(conn, "kind")
    if kept == "real":  # the sample file is replaced as a whole, which a WAL file left beside it would not survive
        engines.use_wal(engine)
    return engine


def _version(conn: Connection) -> int:
    if not inspect(conn).has_table("schema_version"):
        return 0
    return max(conn.scalars(select(schema.schema_version.c.version)), default=0)


def _migrate(conn: Connection, kind: str) -> None:
    present = _version(conn)  # asked again: another process may have been first
    if present == 0:
        first_schema(conn)
        _record(conn, STEPS)
        conn.execute(insert(schema.meta), [{"key": "kind", "value": kind}, {"key": "data_version", "value": "0"}])
        return
    for step in STEPS:
        if step[0] > present:
            step[2](conn)
            _record(conn, [step])


def _record(conn: Connection, steps: list[tuple[int, str, Step]]) -> None:
    stamp = now()
    rows = [{"version": version, "name": name, "applied": stamp} for version, name, _step in steps]
    conn.execute(insert(schema.schema_version), rows)
