"""An ingest killed in the middle of its work loses nothing that it had kept, and the next one goes on from there."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from dataclasses import asdict
from pathlib import Path

import made
import pytest
from made import article

from monitor import queries
from monitor.doctor import examine
from monitor.filters import Filters
from monitor.ingest import ingest
from monitor.store.engine import StoreMissing
from monitor.store.migrations import open_store
from monitor.store.reviews import add_review

ARTICLES = 3000
CHILD = """
import sys
from pathlib import Path
import made
from monitor.ingest import ingest
from monitor.store.migrations import open_store
told = lambda summary: print(summary.kept, flush=True)
ingest([Path(sys.argv[1])], open_store(sys.argv[2]), extract=made.extract, rules_version=made.RULES, progress=told)
"""


def start(source: Path, store: Path) -> subprocess.Popen:
    """An ingest in a process of its own, which tells how many articles it has kept."""
    places = [str(Path(made.__file__).parent), str(Path(__file__).parents[2])]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([*places, os.environ.get("PYTHONPATH", "")])}
    command = [sys.executable, "-c", CHILD, str(source), str(store)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment)


def write_source(path: Path, count: int = ARTICLES) -> Path:
    """Articles with two mentions each, every tenth a copy."""
    with path.open("w", encoding="utf-8") as out:
        for number in range(count):
            place = number - 1 if number % 10 == 1 else number
            text = f"people fled and others were killed near place {place}"
            day = f"2026-03-{number % 28 + 1:02d}"
            out.write(json.dumps(asdict(article(text, f"a{number}", published=day))) + "\n")
    return path


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A file of 3,000 articles."""
    return write_source(tmp_path / "articles.jsonl")


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no SIGKILL on this system")
@pytest.mark.parametrize(("kills", "count"), [(4, 3000), pytest.param(20, 20_000, marks=pytest.mark.soak)])
def test_kills_lose_nothing(tmp_path: Path, kills: int, count: int) -> None:
    source = write_source(tmp_path / "articles.jsonl", count)
    store, chance, landed, told = tmp_path / "store.db", random.Random(3), 0, 0
    for _kill in range(kills):
        child = start(source, store)
        line = child.stdout.readline()
        time.sleep(chance.uniform(0.01, 0.2))
        landed += bool(line) and child.poll() is None
        child.kill()
        told = max([told, *map(int, (line + child.communicate()[0]).split())])
        engine = open_store(store, create=False)
        assert queries.count_articles(engine) >= told, "what was said to be kept is there"
        assert not [check for check in examine(engine) if check.ok is False and check.name != "free space"]
        engine.dispose()
    assert landed >= kills - 1, "the kills must hit an ingest at work"
    engine = open_store(store, create=False)
    summary = ingest([source], engine, extract=made.extract, rules_version=made.RULES)
    assert summary.kept == count
    assert queries.count_articles(engine) == count
    assert queries.count_articles(engine, copies=False) == count * 9 // 10
    assert queries.totals(engine, Filters(copies=True)) == {
        "displacement": count, "arrest": 0, "execution": 0, "civilian_harm": count,
    }  # fmt: skip
    assert sum(run["finished"] is None for run in queries.runs(engine, limit=100)) == kills


def test_readers_and_a_reviewer_work_while_an_ingest_writes(source: Path, tmp_path: Path) -> None:
    store = tmp_path / "store.db"
    child = start(source, store)
    child.stdout.readline()
    engine, failures, reads = open_store(store, create=False), [], []

    def read() -> None:
        try:
            while child.poll() is None:
                chosen = Filters(start="2026-03-01", copies=True)
                totals = queries.totals(engine, chosen)
                reads.append(totals)
                assert totals["displacement"] == totals["civilian_harm"], "half a batch was seen"
        except Exception as error:
            failures.append(error)

    threads = [threading.Thread(target=read) for _reader in range(3)]
    for thread in threads:
        thread.start()
    first = queries.mentions(engine, Filters(), limit=1)[0]["mention_id"]
    reviewed = 0
    while child.poll() is None:
        add_review(engine, first, "unsure", reviewer="R")
        reviewed += 1
    for thread in threads:
        thread.join()
    assert not failures
    assert child.returncode == 0
    assert reviewed and len(reads) > 10
    assert len(queries.reviews(engine, limit=10**6)) == reviewed
    assert queries.count_articles(engine) == ARTICLES


def test_two_ingests_at_once_keep_each_article_once(source: Path, tmp_path: Path) -> None:
    store = tmp_path / "store.db"
    children = [start(source, store) for _child in range(2)]
    for child in children:
        child.communicate()
    assert [child.returncode for child in children] == [0, 0]
    engine = open_store(store, create=False)
    assert queries.count_articles(engine) == ARTICLES
    assert queries.totals(engine, Filters(copies=True))["displacement"] == ARTICLES
    assert sum(run["new"] + run["copies"] for run in queries.runs(engine)) == ARTICLES
    assert not [check for check in examine(engine) if check.ok is False and check.name != "free space"]


def test_a_store_that_is_not_there_is_not_made_by_looking(tmp_path: Path) -> None:
    with pytest.raises(StoreMissing, match=r"no store at .*none\.db"):
        open_store(tmp_path / "none.db", create=False)
    assert not list(tmp_path.iterdir())
