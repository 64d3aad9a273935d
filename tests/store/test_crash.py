"""An ingest killed in the middle of its work loses nothing that it had kept, and the next one goes on from there."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import made
import pytest
from cluster import Cluster, serving
from made import article
from sqlalchemy import Engine
from worker import POINTS, start

from monitor import queries
from monitor.doctor import examine
from monitor.filters import Filters
from monitor.ingest import BATCH, ingest
from monitor.store.engine import StoreMissing
from monitor.store.migrations import open_store

pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no SIGKILL on this system")
BACK = 10.0  # seconds within which a killed server must answer again


def write_source(path: Path, count: int) -> Path:
    """Articles with two mentions each, every tenth a copy."""
    with path.open("w", encoding="utf-8") as out:
        for number in range(count):
            place = number - 1 if number % 10 == 1 else number
            text = f"people fled and others were killed near place {place}"
            day = f"2026-03-{number % 28 + 1:02d}"
            out.write(json.dumps(asdict(article(text, f"a{number}", published=day))) + "\n")
    return path


def assert_whole(engine: Engine, told: int) -> None:
    """No acknowledged batch is lost and no half one is there; all checks hold."""
    stored = queries.count_articles(engine)
    assert stored >= told, "what was said to be kept is there"
    assert stored % BATCH == 0, "half a batch"
    assert not [check for check in examine(engine) if check.ok is False and check.name != "free space"]


def assert_complete(engine: Engine, source: Path, count: int) -> None:
    """An ingest of the same file makes it whole, and another one changes nothing."""
    for _time in range(2):
        summary = ingest([source], engine, extract=made.extract, rules_version=made.RULES)
        assert summary.kept == count
        assert queries.count_articles(engine) == count
        assert queries.count_articles(engine, copies=False) == count * 9 // 10
        both = {"displacement": count, "arrest": 0, "execution": 0, "civilian_harm": count}
        assert queries.totals(engine, Filters(copies=True)) == both
    assert summary.counts == {"unchanged": count}


def points(boundaries: int, at_random: int) -> list[str]:
    """Where to kill: at each side of each commit in turn, each time while new work is done; then anywhere."""
    return [f"{point}:1" for _boundary in range(boundaries) for point in POINTS] + [""] * at_random


@pytest.mark.parametrize(
    ("boundaries", "at_random"), [(1, 2), pytest.param(18, 6, marks=pytest.mark.soak)], ids=["quick", "full"]
)
def test_kills_lose_nothing(place: str, tmp_path: Path, boundaries: int, at_random: int) -> None:
    count = (boundaries + 4 * at_random) * BATCH
    source = write_source(tmp_path / "articles.jsonl", count)
    chance, landed, told, kills = random.Random(3), 0, 0, points(boundaries, at_random)
    for point in kills:
        child = start(source, place, point)
        if not point:
            line = child.stdout.readline()
            time.sleep(chance.uniform(0.0, 0.3))
            landed += bool(line) and child.poll() is None
            child.kill()
            told = max([told, *map(int, (line + child.communicate()[0]).split())])
        else:
            told = max([told, *map(int, child.communicate()[0].split())])
            landed += child.returncode == -signal.SIGKILL
        engine = open_store(place, create=False)
        assert_whole(engine, told)
        engine.dispose()
    assert landed >= len(kills) - at_random // 2, "the kills must hit an ingest at work"
    engine = open_store(place, create=False)
    assert_complete(engine, source, count)
    lost = sum(run["finished"] is None for run in queries.runs(engine, limit=1000))
    assert lost >= len(kills) - at_random
    print(f"\n{engine.dialect.name}: {landed} of {len(kills)} kills hit work, 0 lost, 0 half")
    engine.dispose()


@pytest.fixture
def durable() -> Iterator[Cluster]:
    """A server of one's own that waits for the disk, to be killed."""
    yield from serving(durable=True)


@pytest.mark.parametrize("kills", [1, pytest.param(8, marks=pytest.mark.soak)], ids=["quick", "full"])
def test_a_killed_server_loses_nothing_and_is_soon_back(durable: Cluster, tmp_path: Path, kills: int) -> None:
    count = 600 + 500 * kills
    source = write_source(tmp_path / "articles.jsonl", count)
    url, chance, told, slowest = durable.new(), random.Random(5), 0, 0.0
    for _kill in range(kills):
        child = start(source, url)
        line = child.stdout.readline()
        time.sleep(chance.uniform(0.0, 0.3))
        assert child.poll() is None, "the kill must hit an ingest at work"
        durable.kill()
        told = max([told, *map(int, (line + child.communicate(timeout=60)[0]).split())])
        assert child.returncode == 1, "it ends by itself, with an error"
        started = time.perf_counter()
        durable.start()
        engine = open_store(url, create=False)
        slowest = max(slowest, time.perf_counter() - started)
        assert_whole(engine, told)
        engine.dispose()
    assert slowest < BACK
    engine = open_store(url, create=False)
    assert_complete(engine, source, count)
    engine.dispose()
    print(f"\n{kills} server kills, 0 lost, 0 half, back in {slowest:.1f} s at most")


def test_two_ingests_at_once_keep_each_article_once(place: str, tmp_path: Path) -> None:
    source = write_source(tmp_path / "articles.jsonl", 500)
    open_store(place).dispose()
    children = [start(source, place) for _child in range(2)]
    for child in children:
        child.communicate()
    assert [child.returncode for child in children] == [0, 0]
    engine = open_store(place, create=False)
    assert queries.count_articles(engine) == 500
    assert queries.totals(engine, Filters(copies=True))["displacement"] == 500
    assert sum(run["new"] + run["copies"] for run in queries.runs(engine)) == 500
    assert_whole(engine, 500)
    engine.dispose()


def test_a_store_that_is_not_there_is_not_made_by_looking(tmp_path: Path) -> None:
    with pytest.raises(StoreMissing, match=r"no store at .*none\.db"):
        open_store(tmp_path / "none.db", create=False)
    assert not list(tmp_path.iterdir())


INGEST = """
import sys, made
from extractors import pipeline
pipeline.extract, pipeline.rules_version = made.extract, lambda: made.RULES
from monitor.cli import app
app(["ingest", sys.argv[1], "--db", sys.argv[2]])
"""


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 20 MB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=20m", "tmpfs", disk], capture_output=True).returncode:
        pytest.skip("mounting a small disk is not allowed here")
    yield disk
    subprocess.run(["umount", disk], check=True)


def test_a_full_disk_is_told_and_loses_nothing(small_disk: Path, tmp_path: Path) -> None:
    source, chance = tmp_path / "articles.jsonl", random.Random(1)
    with source.open("w", encoding="utf-8") as out:
        for number in range(700):
            text = "they fled " + " ".join(f"word{chance.randrange(10**6)}" for _word in range(250))
            out.write(json.dumps(asdict(article(text, f"a{number}"))) + "\n")
    folders = f"{Path(__file__).parents[2]}{os.pathsep}{Path(__file__).parent}"
    store, other = small_disk / "store.db", small_disk / "other.file"
    other.write_bytes(b"x" * 15_000_000)
    command = [sys.executable, "-c", INGEST, str(source), str(store)]
    environment = os.environ | {"PYTHONPATH": folders}
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    assert done.returncode == 1
    assert "the store could not be written" in done.stderr and "full" in done.stderr
    assert "Traceback" not in done.stderr
    engine = open_store(store, create=False)
    kept = queries.count_articles(engine)
    assert 0 < kept < 700
    assert_whole(engine, kept)
    engine.dispose()
    other.unlink()
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    engine = open_store(store, create=False)
    assert queries.count_articles(engine) == 700
    assert queries.totals(engine, Filters())["displacement"] == 700
    engine.dispose()
