"""A fresh store for each test, on SQLite and on PostgreSQL, and short ways to fill it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path

import made
import pytest
from cluster import Cluster, serving
from sqlalchemy import Engine

from extractors.records import Article
from monitor.ingest import Summary, ingest
from monitor.store.engine import connect
from monitor.store.migrations import open_store

BACKENDS = ("sqlite", "postgresql")


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """A PostgreSQL server for all tests that need none of their own."""
    yield from serving(durable=False)


@pytest.fixture(params=BACKENDS)
def backend(request: pytest.FixtureRequest) -> str:
    """The kind of database."""
    return request.param


@pytest.fixture
def place(backend: str, tmp_path: Path, request: pytest.FixtureRequest) -> str:
    """Where a new store may be made: a path, or the address of an empty database of the shared server."""
    if backend == "sqlite":
        return str(tmp_path / "store.db")
    return emptied(request.getfixturevalue("cluster").url("postgres"))


def emptied(url: str) -> str:
    """The database with nothing in it."""
    engine = connect(url)
    with engine.begin() as conn:
        conn.exec_driver_sql("DROP SCHEMA public CASCADE")
        conn.exec_driver_sql("CREATE SCHEMA public")
    engine.dispose()
    return url


@pytest.fixture
def engine(place: str) -> Iterator[Engine]:
    """An empty store."""
    engine = open_store(place)
    yield engine
    engine.dispose()


@pytest.fixture
def put(engine: Engine, tmp_path: Path) -> Callable[..., Summary]:
    """Ingest these articles, as a file of them would be."""

    def put(*articles: Article, rules_version: str = made.RULES) -> Summary:
        path = tmp_path / "articles.jsonl"
        path.write_text("".join(json.dumps(asdict(one)) + "\n" for one in articles), encoding="utf-8")
        return ingest([path], engine, extract=made.extract, rules_version=rules_version)

    return put
