"""Articles in, mentions out, nothing stored: one after the other, or on several processors in the same order."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace

from extractors.lexicon import DataError
from extractors.records import Article, Mention
from monitor.articles import Read, Reject

Extract = Callable[[Article], list[Mention]]
Result = tuple[Article, list[Mention]] | Reject

AHEAD = 4  # articles handed to each process beyond the one it works on: none waits, and memory stays small


def extract_all(items: Iterable[Read], extract: Extract, *, jobs: int = 1) -> Iterator[Result]:
    """Each article with its mentions, in the order of the input; what could not be read or extracted in its place.

    With jobs > 1, extract must be a function that another process can import.
    """
    if jobs > 1:
        yield from _in_parallel(items, extract, jobs)
        return
    for item in items:
        yield item if isinstance(item, Reject) else extract_one(item, extract)


def extract_one(article: Article, extract: Extract) -> Result:
    """The article with its mentions; a reject, if the rules fail on it. Raises DataError: it would fail on all."""
    try:
        return article, extract(article)
    except DataError:
        raise
    except Exception as error:  # one article that the rules choke on must not cost the others
        return failed(article, f"{type(error).__name__}: {error}")


def with_language(article: Article) -> Article:
    """The article with its language, found from its letters where it does not say."""
    if article.language:
        return article
    from extractors.language import detect  # here, because pages import this module and need no spaCy

    return replace(article, language=detect(article.text))


def failed(article: Article, reason: str) -> Reject:
    """An article that could not be extracted, named by its id."""
    return Reject(f"article {article.id}", None, None, f"extraction failed: {reason}")


def _in_parallel(items: Iterable[Read], extract: Extract, jobs: int) -> Iterator[Result]:
    pool = ProcessPoolExecutor(jobs)
    waiting: deque[tuple[Read, Future[Result] | None]] = deque()
    try:
        for item in items:
            waiting.append((item, None))  # before it is handed on, which fails where a process died meanwhile
            if isinstance(item, Article):
                waiting[-1] = (item, pool.submit(extract_one, item, extract))
            if len(waiting) > jobs * AHEAD:
                yield _first(waiting)
        while waiting:
            yield _first(waiting)
    except BrokenProcessPool:
        yield from _one_by_one(waiting, items, extract)
    finally:
        pool.shutdown(cancel_futures=True)


def _first(waiting: deque[tuple[Read, Future[Result] | None]]) -> Result:
    item, future = waiting[0]
    result = item if future is None else future.result()
    waiting.popleft()  # only now: where the process died, the article is still waiting
    return result


def _one_by_one(waiting: Iterable[tuple[Read, object]], items: Iterable[Read], extract: Extract) -> Iterator[Result]:
    """After a process died: each article in a process of its own, so that only the one it dies of is lost."""
    yield from (_alone(item, extract) for item, _future in list(waiting))
    yield from (_alone(item, extract) for item in items)


def _alone(item: Read, extract: Extract) -> Result:
    if isinstance(item, Reject):
        return item
    with ProcessPoolExecutor(1) as pool:
        try:
            return pool.submit(extract_one, item, extract).result()
        except BrokenProcessPool:
            return failed(item, "the process died")
