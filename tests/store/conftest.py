"""A fresh store for each test, and short ways to fill it."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path

import made
import pytest
from sqlalchemy import Engine

from extractors.records import Article
from monitor.ingest import Summary, ingest
from monitor.store.engine import connect
from monitor.store.migrations import open_store

URL = os.environ.get("RASD_TEST_URL")  # an empty PostgreSQL database, to run these tests on that instead


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    """An empty store."""
    if URL:
        connection = connect(URL)
        with connection.begin() as conn:
            conn.exec_driver_sql("DROP SCHEMA public CASCADE")
            conn.exec_driver_sql("CREATE SCHEMA public")
        connection.dispose()
    engine = open_store(URL or tmp_path / "store.db")
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
