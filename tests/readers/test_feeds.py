"""Feeds from a real server: what is new goes in once, what has not changed is not fetched, traps stay shut."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import compose
import hostile
import pytest
import yaml
from compose import Story
from hostile import Server
from sqlalchemy import Engine
from typer.testing import CliRunner

from extractors.lexicon import DataError
from extractors.records import Article
from monitor import feeds, queries
from monitor.articles import Reject
from monitor.cli import app
from monitor.feeds import Feed, Reader, Web, read_url
from monitor.ingest import Summary, ingest
from monitor.net.fetch import Fetcher
from monitor.readers.parts import NO_HINTS
from monitor.store.migrations import open_store


@pytest.fixture
def server() -> Iterator[Server]:
    with hostile.serving() as server:
        yield server


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    engine = open_store(str(tmp_path / "store.db"), create=True)
    yield engine
    engine.dispose()


def web(**options: object) -> Web:
    return Web(Fetcher(private=True), pause=0, **options)


def stories(server: Server, n: int = 3, *, etag: str = '"1"') -> Feed:
    """A feed of n articles on the server; its entries have the lead, their pages the whole."""
    told = [Story("en", number) for number in range(n)]
    body = compose.rss(told, link=server.url("/en/{n}")).encode("utf-8")
    server.pages["/feed"] = (200, {"ETag": etag, "Content-Type": "application/rss+xml"}, body)
    for story in told:
        server.pages[f"/en/{story.n}"] = (200, {"Content-Type": "text/html"}, compose.page(story).encode("utf-8"))
    return Feed("Banks", server.url("/feed"), "en", "made")


def fetch(engine: Engine, feed: Feed, **options: object) -> Summary:
    reader = Reader(engine, web(**options))
    summary = ingest([], engine, extract=lambda article: [], rules_version="made", more=reader.read(feed))
    reader.remember()
    return summary


def test_a_feed_goes_in_once_and_is_asked_for_with_its_mark(server: Server, engine: Engine) -> None:
    feed = stories(server)
    assert fetch(engine, feed).counts["new"] == 3
    article = next(a for a in map(lambda id: queries.article(engine, id), _ids(engine)) if a["url"].endswith("/en/0"))
    assert article["source"] == "Banks" and article["published"].startswith("2026-11-15")
    assert article["text"] == "\n\n".join(Story("en", 0).body)
    server.seen.clear()
    server.pages["/feed"] = (304, {}, b"")
    assert fetch(engine, feed).counts == {}
    assert server.paths == ["/feed"] and server.seen[0][1]["if-none-match"] == '"1"'
    stories(server, 4, etag='"2"')
    server.seen.clear()
    assert fetch(engine, feed).counts["new"] == 1
    assert server.paths == ["/feed", "/en/3"], "only what is new is fetched"


def _ids(engine: Engine) -> list[str]:
    from sqlalchemy import select

    from monitor.store.schema import articles

    with engine.connect() as conn:
        return list(conn.scalars(select(articles.c.id)))


def test_what_failed_is_tried_again(server: Server, engine: Engine) -> None:
    feed = stories(server, 1)
    body = server.pages["/feed"][2].replace(b"<description>", b"<x>").replace(b"</description>", b"</x>")
    server.pages["/feed"] = (200, {"ETag": '"1"'}, body)
    page = server.pages.pop("/en/0")
    assert [str(r).endswith("answered 404") for r in fetch(engine, feed).rejects] == [True]
    server.pages["/en/0"] = page
    assert fetch(engine, feed).counts["new"] == 1
    assert "if-none-match" not in server.seen[-2][1], "its mark is not kept before all of it went in"
    assert fetch(engine, feed).counts == {}, "and it is known by the address the feed gives"


def test_where_the_page_fails_the_feed_itself_is_read(server: Server, engine: Engine) -> None:
    feed = stories(server, 1)
    server.pages["/en/0"] = (500, {}, b"")
    assert fetch(engine, feed).counts["new"] == 1


def test_an_entry_without_a_date_has_none(server: Server) -> None:
    body = compose.rss([Story("ar", 0)], dated=False).encode("utf-8")
    server.pages["/feed"] = (200, {"Last-Modified": "Sun, 22 Nov 2026 08:00:00 GMT"}, body)
    (article,) = read_url(server.url("/feed"), web(), NO_HINTS)
    assert isinstance(article, Article) and article.published is None


@pytest.mark.parametrize("body", [b"/etc/hostname", b"file:///etc/hostname", b"http://127.0.0.1:%d/hit", b"<a/>", b""])
def test_a_feed_that_is_a_path_or_an_address_opens_nothing(server: Server, engine: Engine, body: bytes) -> None:
    feed = Feed("Banks", server.url("/feed"), "en", "made")
    server.pages["/feed"] = (200, {}, body.replace(b"%d", str(server.server_port).encode()))
    summary = fetch(engine, feed)
    assert server.paths == ["/feed"]
    assert "root" not in str(summary.rejects) and len(str(queries.runs(engine))) > 0


@pytest.mark.parametrize("target", ["file:///etc/hostname", "http://127.0.0.1:{port}/dtd"])
def test_outer_entities_are_not_fetched(server: Server, target: str) -> None:
    place = target.format(port=server.server_port)
    trap = f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "{place}">]>'
    body = compose.rss([Story("en", 0)]).replace('<?xml version="1.0" encoding="UTF-8"?>', trap)
    server.pages["/feed"] = (200, {}, body.replace("Shelling", "&x;").encode("utf-8"))
    (bad,) = read_url(server.url("/feed"), web(), NO_HINTS)
    assert isinstance(bad, Reject) and "document type" in bad.reason and server.paths == ["/feed"]


def test_a_host_is_left_alone_between_requests(server: Server, engine: Engine) -> None:
    now, slept = [0.0], []

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        now[0] += seconds

    feed = stories(server, 2)
    quiet = Web(Fetcher(private=True, clock=lambda: now[0]), pause=2.0, sleep=sleep)
    list(Reader(engine, quiet).read(feed))
    assert slept == [2.0, 2.0], "once before each of two pages of the feed's own host"
    quiet.get(server.url("/feed").replace("127.0.0.1", "localhost"))
    assert len(slept) == 2, "another host is asked at once"


def test_a_feed_may_not_send_us_inward(server: Server, engine: Engine) -> None:
    """The feed's own host counts as allowed here; its entries' hosts are looked up like all others."""
    told = [Story("en", 0)]
    (entry,) = read_url(server.url("/none"), Web(Fetcher(), pause=0), NO_HINTS)
    assert "not fetched: port" in entry.reason
    body = compose.rss(told, link="http://169.254.169.254/latest/{n}").encode("utf-8")
    server.pages["/feed"] = (200, {}, body)
    asked: list[str] = []

    def resolve(host: str, port: int) -> list[str]:
        asked.append(host)
        return [host]

    (found,) = read_url("http://169.254.169.254/latest/0", Web(Fetcher(resolve=resolve), pause=0), NO_HINTS)
    assert "169.254.169.254 is not a public address" in found.reason and asked == ["169.254.169.254"]
    assert server.paths == []


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"language": "fr"}, "allowed are ar, en"),
        ({"url": "ftp://x"}, "no http"),
        ({"extra": "x"}, "expected the fields"),
    ],
)
def test_a_bad_entry_of_the_list_is_told(tmp_path: Path, change: dict, reason: str) -> None:
    good = {"name": "a", "url": "https://a.example/feed", "language": "ar", "stance": "made"}
    path = tmp_path / "feeds.yaml"
    path.write_text(yaml.safe_dump([good, good | {"name": "b"} | change]), encoding="utf-8")
    with pytest.raises(DataError, match=f"feeds.yaml entry 2.*{reason}"):
        feeds.load(path)
    path.write_text(yaml.safe_dump([good, good]), encoding="utf-8")
    with pytest.raises(DataError, match="stands there twice"):
        feeds.load(path)


def test_the_list_that_comes_with_the_program_is_empty_and_its_examples_are_good(tmp_path: Path) -> None:
    assert feeds.load() == []
    lines = feeds.FEEDS.read_text(encoding="utf-8").split("\n")
    start = next(n for n, line in enumerate(lines) if line.startswith("# - name"))
    example = "\n".join(line.removeprefix("# ").removeprefix("#") for line in lines[start:] if line.startswith("#"))
    (tmp_path / "feeds.yaml").write_text(example, encoding="utf-8")
    assert [feed.language for feed in feeds.load(tmp_path / "feeds.yaml")] == ["ar", "en"]


def test_the_commands(server: Server, tmp_path: Path) -> None:
    feed = stories(server, 2)
    listed = tmp_path / "feeds.yaml"
    row = {"name": feed.name, "url": feed.url, "language": feed.language, "stance": feed.stance}
    listed.write_text(yaml.safe_dump([row]), encoding="utf-8")
    runner, db = CliRunner(), str(tmp_path / "store.db")
    done = runner.invoke(app, ["feeds", "fetch", "--db", db])
    assert done.exit_code == 1 and "no feeds yet" in done.output
    done = runner.invoke(app, ["feeds", "fetch", "--db", db, "--feeds", str(listed)])
    assert done.exit_code == 1 and "not fetched: port" in done.output
    done = runner.invoke(app, ["ingest", server.url("/en/1"), "--db", db, "--allow-private"])
    assert done.exit_code == 0 and "read 1 articles: 1 new" in done.output, done.output
    done = runner.invoke(app, ["ingest", server.url("/gone"), "--db", db, "--allow-private"])
    assert done.exit_code == 1 and "answered 404" in done.output
