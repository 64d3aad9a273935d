"""People at work while articles come in: nothing fails, and the server's memory does not grow."""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from monitor import queries
from tests.app import app_rows
from tests.team.crowd import Told, crowd, enlist, feeding, wait_until
from tests.team.provider import Provider
from tests.team.team import Team, serving

pytestmark = pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="no /proc to read memory from")
MOST = 600  # MB: a server with warm caches takes about half of it


@pytest.fixture
def busy(provider: Provider, tmp_path: Path) -> Iterator[tuple[Team, Engine]]:
    """A server of its own, whose memory tells of these visitors alone."""
    engine = app_rows.fill(tmp_path / "busy.db")
    with serving(tmp_path, engine.url.database, provider.issuer) as team:
        yield team, engine


def growth(told: Told) -> float:
    """How much larger the last sixth of the time was than the second one; the first is for warming up."""
    part = len(told.memory) // 6
    early, late = told.memory[part : 2 * part], told.memory[-part:]
    return statistics.median(late) / statistics.median(early) - 1


def test_a_short_while(busy: tuple[Team, Engine], tmp_path: Path) -> None:
    team, engine = busy
    cookies = enlist(engine, team, 6)
    before = queries.sizes(engine)["articles"]
    with feeding(engine.url.database, tmp_path, 100) as fed, crowd(team, cookies, 0.5) as told:
        wait_until(lambda: len(told.seconds) >= 30 and fed.codes)
    assert told.failures == []
    assert fed.codes[0] == 0 and queries.sizes(engine)["articles"] >= before + 100
    assert max(told.memory) < MOST


@pytest.mark.soak
@pytest.mark.parametrize("minutes", [2, 60])
def test_a_long_while(busy: tuple[Team, Engine], tmp_path: Path, minutes: int) -> None:
    team, engine = busy
    cookies = enlist(engine, team, 25)
    with feeding(engine.url.database, tmp_path) as fed, crowd(team, cookies, 4) as told:
        time.sleep(minutes * 60)
    runs = f"{len(told.seconds)} runs, p50 {told.share(0.5):.2f} s, p95 {told.share(0.95):.2f} s"
    size = f"memory {told.memory[0]:.0f} to {told.memory[-1]:.0f} MB ({growth(told):+.1%})"
    print(f"{minutes} min, 25 people: {runs}, {size}, {fed.articles} articles read")
    assert told.failures == [] and all(code == 0 for code in fed.codes) and fed.articles >= 1000
    assert max(told.memory) < MOST
    assert growth(told) < 0.10
