"""One ingest: files in, articles and mentions kept, a run that says what became of each of them."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from extractors.records import Article, Mention
from monitor.articles import Read, Reject
from monitor.extract import Extract, extract_one, with_language
from monitor.files import count_records, find_files, read_all
from monitor.readers.parts import NO_HINTS, Hints
from monitor.store.engine import reading, writing
from monitor.store.runs import (
    ARTICLE,
    INGEST,
    advance_run,
    beat,
    close_rejects,
    end_run,
    open_rejects,
    place,
    start_run,
)
from monitor.store.write import stored_as_is, write_batch

BATCH = 100  # articles a transaction: a reviewer's click waits 9 ms for it; with 500 it waited 37 ms
BEAT = 5.0  # seconds between signs of life while a batch is extracted

Progress = Callable[["Summary"], None]


@dataclass
class Summary:
    """What became of what was read; the same numbers as the run's row in the store."""

    run_id: int
    total: int
    counts: Counter[str] = field(default_factory=Counter)
    rejects: list[Reject] = field(default_factory=list)

    @property
    def kept(self) -> int:
        """Articles that are now in the store."""
        return sum(self.counts.values()) - self.counts["mentions"]

    @property
    def done(self) -> int:
        """All that has been looked at, read or not."""
        return self.kept + len(self.skipped)

    @property
    def skipped(self) -> list[Reject]:
        """What is not in the store; the other rejects are fields that an article went in without."""
        return [reject for reject in self.rejects if not reject.partial]

    @property
    def exit_code(self) -> int:
        """0 everything went in, 3 a part was rejected, 1 nothing went in."""
        if not self.kept:
            return 1
        return 3 if self.rejects else 0


def ingest(
    paths: Iterable[Path],
    engine: Engine,
    *,
    extract: Extract,
    rules_version: str,
    progress: Progress = lambda summary: None,
    hints: Hints = NO_HINTS,
    more: Iterable[Read] = (),
) -> Summary:
    """Read the files below the paths into the store, a batch a transaction; progress is called after each.

    An article that extract fails on is rejected with the error; the run goes on. more: what does not come from files,
    read behind them.
    """
    found = list(find_files(paths))
    files = [entry for entry in found if isinstance(entry, Path)]
    with running(engine, count_records(files), rules_version) as summary:
        for articles, rejected in batches(chain(read_all(found, hints), more)):
            keep(engine, summary, articles, rejected, extract, rules_version)
            progress(summary)
        settle_rejects(engine, summary, files)
    return summary


@contextmanager
def running(engine: Engine, total: int, rules_version: str, kind: str = INGEST) -> Iterator[Summary]:
    """A run of the store around the work; it says how the work ended, unless the process is killed."""
    with writing(engine) as conn:
        summary = Summary(start_run(conn, total, rules_version, kind), total)
    try:
        yield summary
    except BaseException as error:
        stopped = isinstance(error, KeyboardInterrupt)
        told = "stopped by the user" if stopped else f"{type(error).__name__}: {error}"
        with suppress(SQLAlchemyError):  # a full disk or a lost server cannot be told of its own end
            _end(engine, summary, "stopped" if stopped else "failed", told)
        raise
    _end(engine, summary, "finished", None)


def _end(engine: Engine, summary: Summary, stage: str, errors: str | None) -> None:
    with writing(engine) as conn:
        end_run(conn, summary.run_id, stage, errors)


def settle_rejects(engine: Engine, summary: Summary, files: Iterable[Path]) -> None:
    """These files were read to their end: of what was rejected of them only what this run rejected is still open.

    Members of an archive are rejected under the archive's name and their own.
    """
    read = {place(str(file)) for file in files}
    with writing(engine) as conn:
        known = {file for file, _article in open_rejects(conn)}
        close_rejects(conn, {file for file in known if read & {file, *map(str, Path(file).parents)}},
                      before=summary.run_id)  # fmt: skip


def batches(items: Iterable[Read]) -> Iterator[tuple[list[Article], list[Reject]]]:
    """Up to BATCH items together; an id that comes again starts a new batch, so that the later article wins."""
    articles: dict[str, Article] = {}
    rejected: list[Reject] = []
    for item in items:
        again = isinstance(item, Article) and item.id in articles
        if again or len(articles) + len(rejected) >= BATCH:
            yield list(articles.values()), rejected
            articles, rejected = {}, []
        if isinstance(item, Article):
            articles[item.id] = item
        else:
            rejected.append(item)
    if articles or rejected:
        yield list(articles.values()), rejected


def keep(
    engine: Engine,
    summary: Summary,
    articles: Sequence[Article],
    rejected: list[Reject],
    extract: Extract,
    rules_version: str,
) -> None:
    """Extract outside the transaction, so that nobody waits for it, then write all at once."""
    articles = [with_language(article) for article in articles]
    with reading(engine) as conn:
        same = stored_as_is(conn, articles, rules_version)
    try:
        write(engine, summary, *extracted(engine, summary, articles, extract, same), rejected, rules_version)
    except KeyError:  # another run has changed one of those that were the same a moment ago
        write(engine, summary, *extracted(engine, summary, articles, extract), rejected, rules_version)


def extracted(
    engine: Engine, summary: Summary, articles: Iterable[Article], extract: Extract, same: Collection[str] = ()
) -> tuple[list[tuple[Article, list[Mention] | None]], list[tuple[Article, Reject]]]:
    """The articles with their mentions (None for the same), and those that extract failed on."""
    read, lost = [], []
    last = time.monotonic()
    for article in articles:
        result = (article, None) if article.id in same else extract_one(article, extract)
        if isinstance(result, Reject):
            lost.append((article, result))
        else:
            read.append(result)
        if time.monotonic() - last > BEAT:
            last = time.monotonic()
            with writing(engine) as conn:
                beat(conn, summary.run_id)
    return read, lost


def write(
    engine: Engine,
    summary: Summary,
    read: Sequence[tuple[Article, list[Mention] | None]],
    lost: Sequence[tuple[Article, Reject]],
    rejected: Sequence[Reject],
    rules_version: str,
    *,
    into: Callable[..., Counter[str]] | None = None,
) -> None:
    """One transaction: articles, mentions, counts and what was rejected."""
    rejected = [*rejected, *(reject for _article, reject in lost)]
    with writing(engine) as conn:
        counted = (into or write_batch)(conn, summary.run_id, read, rules_version)
        close_rejects(conn, (f"{ARTICLE}{article.id}" for article, _found in read))
        advance_run(conn, summary.run_id, counted, rejected, {reject.file: article for article, reject in lost})
    summary.counts += counted
    summary.rejects += rejected
