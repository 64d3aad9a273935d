"""Reading again: stored articles with the present rules, and what an earlier run had to leave out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Engine, func, select

from extractors.records import Article
from monitor.articles import Read, Reject
from monitor.extract import Extract
from monitor.files import count_records, read_all
from monitor.ingest import BATCH, Progress, Summary, batches, extracted, keep, running, settle_rejects, write
from monitor.store.engine import reading
from monitor.store.links import articles_of
from monitor.store.runs import REEXTRACT, RETRY, open_rejects
from monitor.store.schema import articles
from monitor.store.write import rewrite_batch


def silent(_summary: Summary) -> None:
    """No progress shown."""


def reextract(engine: Engine, *, extract: Extract, rules_version: str, progress: Progress = silent) -> Summary:
    """Read every stored article that was read with other rules, a batch a transaction.

    Stopped or killed, the next call goes on with those that are left. Reviews stay with their mentions.
    """
    with reading(engine) as conn:
        total = conn.scalar(select(func.count()).where(articles.c.rules_version != rules_version))
    with running(engine, total, rules_version, REEXTRACT) as summary:
        for ids in _outdated(engine, rules_version):
            with reading(engine) as conn:
                some = articles_of(conn, ids)
            read, lost = extracted(engine, summary, some, extract)
            write(engine, summary, read, lost, [], rules_version, into=rewrite_batch)
            progress(summary)
    return summary


def _outdated(engine: Engine, rules_version: str) -> Iterator[list[str]]:
    """Ids in batches, each looked for when the one before is done, so that no cursor stays open meanwhile."""
    last = ""
    while True:
        query = select(articles.c.id).where(articles.c.rules_version != rules_version, articles.c.id > last)
        with reading(engine) as conn:
            ids = list(conn.scalars(query.order_by(articles.c.id).limit(BATCH)))
        if not ids:
            return
        yield ids
        last = ids[-1]


def retry(engine: Engine, *, extract: Extract, rules_version: str, progress: Progress = silent) -> Summary | None:
    """Read again what runs rejected: the files as they are now, and the articles the rules failed on; None if nothing.

    What goes in, or is rejected anew, is settled; a file that is not there any more stays open.
    """
    with reading(engine) as conn:
        found = open_rejects(conn)
    if not found:
        return None
    files = list(dict.fromkeys(file for name, article in found if article is None and (file := _file_of(name))))
    lost = [Article(**json.loads(article)) for _name, article in found if article is not None]
    with running(engine, count_records(files) + len(lost), rules_version, RETRY) as summary:
        for some, rejected in batches(_all(files, lost)):
            keep(engine, summary, some, rejected, extract, rules_version)
            progress(summary)
        settle_rejects(engine, summary, files)
    return summary


def _all(files: list[Path], lost: list[Article]) -> Iterator[Read]:
    yield from lost
    yield from read_all(files)


def _file_of(name: str) -> Path | None:
    """The file a reject is of: itself, or the archive that holds it; None where it is gone."""
    return next((path for path in (Path(name), *Path(name).parents) if path.is_file()), None)


def gone(engine: Engine) -> list[Reject]:
    """What cannot be retried, because its file is not there any more."""
    with reading(engine) as conn:
        names = dict.fromkeys(name for name, article in open_rejects(conn) if article is None)
    return [Reject(name, None, None, "no such file any more") for name in names if _file_of(name) is None]
