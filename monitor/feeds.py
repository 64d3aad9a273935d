"""Feeds: what is new in them, fetched politely and read as articles."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import urlsplit

import yaml
from sqlalchemy import Engine, select

from extractors.lexicon import DataError
from extractors.records import article_id
from monitor.articles import Read, Reject
from monitor.net.fetch import Answer, Fetcher, Unfetched
from monitor.paths import DATA
from monitor.readers.parts import Hints, Source
from monitor.readers.read import read_source
from monitor.store.engine import reading, writing
from monitor.store.meta import get_meta, set_meta
from monitor.store.schema import articles

FEEDS = DATA / "feeds.yaml"
FIELDS = ("name", "url", "language", "stance")
LANGUAGES = ("ar", "en")
PAUSE = 2.0  # seconds between two requests to one host
PAGES = 200  # articles of one feed in one fetch; the rest comes with the next


@dataclass(frozen=True, slots=True)
class Feed:
    """One feed as data/feeds.yaml has it."""

    name: str
    url: str
    language: str
    stance: str


@dataclass(slots=True)
class Web:
    """Addresses fetched one after the other, each host left alone for pause seconds in between."""

    fetcher: Fetcher = field(default_factory=Fetcher)
    pause: float = PAUSE
    sleep: Callable[[float], None] = time.sleep
    _last: dict[str, float] = field(default_factory=dict)

    def get(self, url: str, **conditions: str | None) -> Answer:
        host = urlsplit(url).hostname or ""
        waits = self._last.get(host, float("-inf")) + self.pause - self.fetcher.clock()
        if waits > 0:
            self.sleep(waits)
        try:
            return self.fetcher.get(url, **conditions)
        finally:
            self._last[host] = self.fetcher.clock()


def load(path: Path = FEEDS) -> list[Feed]:
    """The feeds of a file. Raises DataError, naming the entry."""
    with path.open(encoding="utf-8") as file:
        rows = yaml.safe_load(file) or []
    feeds: list[Feed] = []
    for number, row in enumerate(rows, start=1):
        where = f"{path.name} entry {number}"
        if not isinstance(row, dict) or set(row) != set(FIELDS) or not all(isinstance(v, str) for v in row.values()):
            raise DataError(f"{where}: expected the fields {', '.join(FIELDS)}, each a text")
        if row["language"] not in LANGUAGES:
            raise DataError(f"{where}: language {row['language']!r}; allowed are {', '.join(LANGUAGES)}")
        if not row["url"].startswith(("http://", "https://")):
            raise DataError(f"{where}: url {row['url']!r} is no http or https address")
        if row["name"] in [feed.name for feed in feeds]:
            raise DataError(f"{where}: the name {row['name']!r} stands there twice")
        feeds.append(Feed(**row))
    return feeds


def read_url(url: str, web: Web, hints: Hints) -> Iterator[Read]:
    """What is at an address: an article's page, or a feed or file with several. Never raises on a bad answer."""
    try:
        answer = web.get(url)
    except Unfetched as error:
        yield Reject(url, None, None, str(error))
        return
    known = replace(hints, url=answer.url, charset=answer.charset)
    yield from read_source(Source.of_bytes(url, answer.body), known)


@dataclass(slots=True)
class Reader:
    """Reads feeds against a store: what it holds is not fetched again, and a feed that has not changed is not read."""

    engine: Engine
    web: Web
    answers: dict[str, Answer] = field(default_factory=dict)

    def read(self, feed: Feed) -> Iterator[Read]:
        """The articles of a feed that the store does not hold. Never raises on a bad answer."""
        try:
            answer = self.web.get(feed.url, **self._conditions(feed))
        except Unfetched as error:
            yield Reject(feed.url, None, None, str(error))
            return
        if answer.status == 304:
            return
        hints = Hints(source=feed.name, language=feed.language, charset=answer.charset)
        entries = list(read_source(Source.of_bytes(feed.url, answer.body), hints))
        fresh = [entry for entry in entries if not self._held(entry)]
        whole = len(fresh) <= PAGES
        for entry in fresh[:PAGES]:
            found = self._full(entry, feed)
            whole = whole and not isinstance(found, Reject)  # what failed today may be there tomorrow
            yield found
        if whole:
            self.answers[feed.url] = answer

    def _full(self, entry: Read, feed: Feed) -> Read:
        """The entry with its article's page; where that cannot be had, with what the feed itself says."""
        url = address_of(entry)
        if url is None:
            return entry
        published = None if isinstance(entry, Reject) else entry.published
        hints = Hints(source=feed.name, language=feed.language, published=published)
        found = list(read_url(url, self.web, hints))
        if len(found) != 1 or isinstance(found[0], Reject):
            return found[0] if isinstance(entry, Reject) and found else entry
        page = found[0]
        if isinstance(entry, Reject):
            return replace(page, url=url, id=article_id(url, page.text))
        text = max(page.text, entry.text, key=len)
        return replace(entry, text=text, title=page.title or entry.title, published=entry.published or page.published)

    def remember(self) -> None:
        """Keep what the servers said of the answers; only once their articles are in the store."""
        with writing(self.engine) as conn:
            for url, answer in self.answers.items():
                set_meta(conn, _key(url), json.dumps({"etag": answer.etag, "modified": answer.modified}))
        self.answers.clear()

    def _conditions(self, feed: Feed) -> dict[str, str | None]:
        with reading(self.engine) as conn:
            return json.loads(get_meta(conn, _key(feed.url)) or "{}")

    def _held(self, entry: Read) -> bool:
        """The store has an article of this address."""
        url = address_of(entry)
        if url is None:
            return False
        with reading(self.engine) as conn:
            return conn.scalar(select(articles.c.id).where(articles.c.url == url).limit(1)) is not None


def address_of(entry: Read) -> str | None:
    """Where the article of an entry is; an entry without text says it in its reason."""
    if not isinstance(entry, Reject):
        return entry.url
    found = entry.reason.rpartition(" ")[2]
    return found if found.startswith(("http://", "https://")) else None


def _key(url: str) -> str:
    return f"feed {url}"
