"""A fresh store for each test, and short ways to fill it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path

import made
import pytest
from sqlalchemy import Engine

from extractors.records import Article
from monitor.ingest import Summary, ingest
from monitor.store.migrations import open_store


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    """An empty store."""
    engine = open_store(tmp_path / "store.db")
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
