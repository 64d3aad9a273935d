"""Statements in PostgreSQL's words. Without a server: that they compile and keep to its rules is what is tested."""

from __future__ import annotations

from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateTable

from monitor.store import rollup, schema


def test_tables_compile() -> None:
    made = {
        table.name: str(CreateTable(table).compile(dialect=postgresql.dialect()))
        for table in schema.metadata.sorted_tables
    }
    assert "mention_id BYTEA NOT NULL" in made["mentions"]
    assert "id SERIAL" in made["runs"]
    assert "ROWID" not in made["rollup_daily"]


def test_the_rollup_groups_by_constants_not_by_bound_values() -> None:
    for query in rollup.counts():
        words = str(query.compile(dialect=postgresql.dialect()))
        groups = words.partition("GROUP BY")[2]
        assert "mentions.source" in groups and "%(" not in groups
