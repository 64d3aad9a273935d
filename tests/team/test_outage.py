"""The database server is killed while people work: they see a sentence, and the page when it is back."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from monitor.store import users
from monitor.store.migrations import open_store
from monitor.texts import texts
from tests.app import app_rows
from tests.store.cluster import Cluster, serving
from tests.team.crowd import crowd, enlist, wait_until
from tests.team.provider import Provider
from tests.team.session import Session, visiting
from tests.team.team import PATIENCE, Team, ask
from tests.team.team import serving as serving_team

AWAY = texts("en")("gate.store_away")


@pytest.fixture(scope="module")
def server() -> Iterator[Cluster]:
    yield from serving(durable=True)


@pytest.fixture(scope="module")
def engine(server: Cluster, tmp_path_factory: pytest.TempPathFactory) -> Engine:
    engine = open_store(server.new())
    app_rows.ingest([app_rows.articles_file(tmp_path_factory.mktemp("rows"))], engine, extract=app_rows.extract,
                    rules_version=app_rows.RULES)  # fmt: skip
    return engine


@pytest.fixture(scope="module")
def team(engine: Engine, provider: Provider, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Team]:
    db = engine.url.render_as_string(hide_password=False)
    with serving_team(tmp_path_factory.mktemp("outage"), db, provider.issuer) as team:
        yield team


def until_back(session: Session) -> bool:
    """Let the page's own timer run until it draws everything again, as a browser does."""
    until = time.monotonic() + PATIENCE
    run = session.run()
    while time.monotonic() < until:
        if run.pages:
            return True
        assert AWAY in run.text and run.failed == []
        run = session.run(part=run.timers[0]) if run.timers else session.run()
    return False


def test_killed_and_started_again_under_load(server: Cluster, engine: Engine, team: Team) -> None:
    cookies = enlist(engine, team, 4)
    with visiting(team.inside, team.home, cookies[0]) as watcher, crowd(team, cookies, 0.3) as told:
        assert watcher.run().pages
        wait_until(lambda: len(told.seconds) >= 4)
        server.kill()
        away = watcher.run()
        assert AWAY in away.text and away.failed == [] and away.timers, "a sentence, and a timer to look again"
        assert ask(f"{team.inside}/media/0.csv", cookies[0])[0] == 503, "while nobody can be asked for, all is closed"
        status, headers, body = ask(f"{team.inside}/", cookies[0], Accept="text/html")
        assert status == 503 and b"http-equiv" in body and b'lang="ar"' in body
        wait_until(lambda: told.messages >= 4)
        server.start()
        assert until_back(watcher)
        before = len(told.seconds)
        wait_until(lambda: len(told.seconds) >= before + 4)
    assert told.failures == []
    for cookie in cookies:
        with visiting(team.inside, team.home, cookie) as visitor:
            assert visitor.run().pages


def test_a_stop_for_maintenance_looks_the_same(server: Cluster, engine: Engine, team: Team) -> None:
    users.add(engine, "late@ngo.example", "reviewer", by="test")
    cookie = team.cookie("late")
    assert ask(f"{team.inside}/", cookie, Accept="text/html")[0] == 200
    with visiting(team.inside, team.home, cookie) as visitor:
        assert visitor.run().pages
        server._run("pg_ctl", "-D", server.data, "-m", "fast", "-w", "stop")
        assert AWAY in visitor.run().text
        server.start()
        assert until_back(visitor)
