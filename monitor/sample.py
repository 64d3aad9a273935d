"""The sample store: built from the sample articles, so that a new user sees pages with something on them."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Engine

from monitor.paths import DATA, ROOT
from monitor.queries import count_articles
from monitor.store.engine import StoreMissing, reading, writing
from monitor.store.meta import get_meta, set_meta
from monitor.store.migrations import open_store

if TYPE_CHECKING:
    from monitor.extract import Extract
    from monitor.ingest import Progress, Summary

ARTICLES = DATA / "sample" / "articles.jsonl"
STORE = DATA / "sample.db"
RULES = ("extractors/*.py", "data/*.yaml", "data/lexicon/*", "data/cues/*", "data/places/*", "data/local/*")


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
    if _stamp(STORE) == made_from(ARTICLES):
        return False
    from extractors import pipeline  # it brings the language pipelines, which nobody need wait for who has a sample

    build_sample(pipeline.extract, pipeline.rules_version(), progress, articles=ARTICLES, store=STORE)
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
    from monitor.ingest import ingest

    temporary = store.with_name(f".{store.stem}.{os.getpid()}.db")
    _remove(temporary)
    engine = open_store(temporary, kind="sample")
    try:
        summary = ingest([articles], engine, extract=extract, rules_version=rules_version, progress=progress or _silent)
        with writing(engine) as conn:
            set_meta(conn, "sample_stamp", made_from(articles))
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


def made_from(articles: Path) -> str:
    """A hash of all that the sample store is made from: the articles, and every file that rules may read or be."""
    digest = hashlib.sha256(articles.read_bytes())
    for path in sorted(path for pattern in RULES for path in ROOT.glob(pattern) if path.is_file()):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()


def _stamp(store: Path) -> str | None:
    try:
        engine = open_store(store, create=False)
    except StoreMissing:
        return None
    with reading(engine) as conn:
        stamp = get_meta(conn, "sample_stamp")
    engine.dispose()
    return stamp
