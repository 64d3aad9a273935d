"""One ingest: files in, articles and mentions kept, a run that says what became of each of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from sqlalchemy import Engine

from extractors.records import Article, Mention
from monitor.articles import Read, Reject
from monitor.extract import Extract, extract_one
from monitor.files import count_records, find_files, read_all
from monitor.store.engine import reading, writing
from monitor.store.runs import advance_run, end_run, start_run
from monitor.store.write import stored_as_is, write_batch

BATCH = 100  # articles a transaction: a reviewer's click waits 9 ms for it; with 500 it waited 37 ms

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
) -> Summary:
    """Read the files below the paths into the store, a batch a transaction; progress is called after each.

    An article that extract fails on is rejected with the error; the run goes on.
    """
    found = list(find_files(paths))
    total = count_records(entry for entry in found if isinstance(entry, Path))
    with writing(engine) as conn:
        summary = Summary(start_run(conn, total, rules_version), total)
    stage, errors = "failed", None
    try:
        for articles, rejected in batches(read_all(found)):
            _keep(engine, summary, articles, rejected, extract, rules_version)
            progress(summary)
        stage = "finished"
    except KeyboardInterrupt:
        stage, errors = "stopped", "stopped by the user"
        raise
    except Exception as error:
        errors = f"{type(error).__name__}: {error}"
        raise
    finally:
        with writing(engine) as conn:
            end_run(conn, summary.run_id, stage, errors)
    return summary


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


def _with_language(article: Article) -> Article:
    """The article with its language, found from its letters where it does not say."""
    if article.language:
        return article
    from extractors.language import detect  # here, because pages import this module and need no spaCy

    return replace(article, language=detect(article.text))


def _keep(
    engine: Engine,
    summary: Summary,
    articles: Sequence[Article],
    rejected: list[Reject],
    extract: Extract,
    rules_version: str,
) -> None:
    """Extract outside the transaction, so that nobody waits for it, then write all at once."""
    articles = [_with_language(article) for article in articles]
    with reading(engine) as conn:
        same = stored_as_is(conn, articles, rules_version)
    read: list[tuple[Article, list[Mention] | None]] = []
    for article in articles:
        result = (article, None) if article.id in same else extract_one(article, extract)
        if isinstance(result, Reject):
            rejected.append(result)
        else:
            read.append(result)
    with writing(engine) as conn:
        counted = write_batch(conn, summary.run_id, read, rules_version)
        advance_run(conn, summary.run_id, counted, rejected)
    summary.counts += counted
    summary.rejects += rejected
