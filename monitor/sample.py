"""The sample store: built from the sample articles, so that a new user sees pages with something on them."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from sqlalchemy import Engine

from monitor.extract import Extract
from monitor.ingest import Progress, Summary, ingest
from monitor.paths import DATA
from monitor.queries import count_articles
from monitor.store.engine import StoreMissing, reading, writing
from monitor.store.meta import get_meta, set_meta
from monitor.store.migrations import open_store

ARTICLES = DATA / "sample" / "articles.jsonl"
STORE = DATA / "sample.db"


def active_store(progress: Progress | None = None) -> Engine:
    """The user's own store if it has articles, else the sample, built first where that is needed."""
    try:
        engine = open_store(create=False)
        if count_articles(engine):
            return engine
        engine.dispose()
    except StoreMissing:
        pass
    ensure_sample(progress)
    return open_store(STORE, create=False)


def ensure_sample(progress: Progress | None = None) -> bool:
    """Build the sample store if it is missing, or older than the sample articles or the rules; whether it was built."""
    from extractors import pipeline

    version = pipeline.rules_version()
    if _stamp(STORE) == _wanted(ARTICLES, version):
        return False
    build_sample(pipeline.extract, version, progress, articles=ARTICLES, store=STORE)
    return True


def build_sample(
    extract: Extract,
    rules_version: str,
    progress: Progress | None = None,
    *,
    articles: Path = ARTICLES,
    store: Path = STORE,
) -> Summary:
    """Build the sample store beside the old one and put it in its place in one step."""
    temporary = store.with_name(f".{store.stem}.{os.getpid()}.db")
    _remove(temporary)
    engine = open_store(temporary, kind="sample")
    try:
        summary = ingest([articles], engine, extract=extract, rules_version=rules_version, progress=progress or _silent)
        with writing(engine) as conn:
            set_meta(conn, "sample_stamp", _wanted(articles, rules_version))
        engine.dispose()
        _replace(temporary, store)
    finally:
        engine.dispose()
        _remove(temporary)
    return summary


def _remove(store: Path) -> None:
    for file in (store, store.with_name(f"{store.name}-journal")):
        file.unlink(missing_ok=True)


def _replace(temporary: Path, store: Path) -> None:
    """Not while somebody writes to the old one: its journal would be taken for one of the new file."""
    if not store.exists():
        os.replace(temporary, store)
        return
    old = open_store(store, create=False)
    with writing(old):
        os.replace(temporary, store)
    old.dispose()


def _silent(_summary: Summary) -> None:
    pass


def _wanted(articles: Path, rules_version: str) -> str:
    """What the store was built from, as far as its content depends on it."""
    return hashlib.sha256(articles.read_bytes()).hexdigest() + " " + rules_version


def _stamp(store: Path) -> str | None:
    try:
        engine = open_store(store, create=False)
    except StoreMissing:
        return None
    with reading(engine) as conn:
        stamp = get_meta(conn, "sample_stamp")
    engine.dispose()
    return stamp
