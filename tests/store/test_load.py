"""Pages read and a reviewer works while an ingest writes: no error, no half batch, and nobody waits long."""

from __future__ import annotations

import subprocess
import threading
import time
from pathlib import Path

import pytest
from test_crash import write_source
from worker import start

from monitor import queries
from monitor.filters import Filters
from monitor.store.engine import reading
from monitor.store.migrations import open_store
from monitor.store.reviews import add_review, broken_link

READERS = 4
PAGE = 0.02  # seconds a reader looks at what it got


class Watch:
    """How long each reading and each review took, and what went wrong."""

    def __init__(self) -> None:
        self.reads: list[float] = []
        self.reviews: list[float] = []
        self.failures: list[Exception] = []

    def read(self, store: str, child: subprocess.Popen) -> None:
        """What a page asks for, again and again."""
        engine = open_store(store, create=False)
        try:
            while child.poll() is None:
                started = time.perf_counter()
                totals = queries.totals(engine, Filters(start="2026-03-01", copies=True))
                self.reads.append(time.perf_counter() - started)
                assert totals["displacement"] == totals["civilian_harm"], "half a batch was seen"
                for ask in (queries.by_week, queries.by_governorate):
                    started = time.perf_counter()
                    ask(engine, Filters())
                    self.reads.append(time.perf_counter() - started)
                time.sleep(PAGE)
        except Exception as error:
            self.failures.append(error)
        engine.dispose()

    def review(self, store: str, mention: str, child: subprocess.Popen) -> None:
        """A click now and then."""
        engine = open_store(store, create=False)
        while child.poll() is None:
            started = time.perf_counter()
            add_review(engine, mention, "unsure", reviewer="R")
            self.reviews.append(time.perf_counter() - started)
            time.sleep(PAGE)
        engine.dispose()


# The quick form runs beside other work on small machines; what it holds is that nothing fails and nobody hangs.
@pytest.mark.parametrize(
    ("count", "p99", "longest"),
    [(3000, 1.0, 5.0), pytest.param(40_000, 0.25, 2.0, marks=pytest.mark.soak)],
    ids=["quick", "full"],
)
def test_readers_and_a_reviewer_work_while_an_ingest_writes(
    place: str, tmp_path: Path, count: int, p99: float, longest: float
) -> None:
    source = write_source(tmp_path / "articles.jsonl", count)
    open_store(place).dispose()
    child = start(source, place)
    started = time.perf_counter()
    child.stdout.readline()
    engine = open_store(place, create=False)
    mention = queries.mentions(engine, Filters(), limit=1)[0]["mention_id"]
    watch = Watch()
    threads = [threading.Thread(target=watch.read, args=(place, child)) for _reader in range(READERS)]
    threads.append(threading.Thread(target=watch.review, args=(place, mention, child)))
    drain = threading.Thread(target=child.stdout.read)
    for thread in [*threads, drain]:
        thread.start()
    for thread in [*threads, drain]:
        thread.join()
    assert child.wait() == 0
    speed = count / (time.perf_counter() - started)
    reads = sorted(watch.reads)
    slow = reads[int(len(reads) * 0.99)]
    print(
        f"\n{engine.dialect.name}: {speed:.0f} articles/s, {len(reads)} reads p50 {reads[len(reads) // 2] * 1000:.0f} "
        f"p99 {slow * 1000:.0f} max {reads[-1] * 1000:.0f} ms, {len(watch.reviews)} reviews max "
        f"{max(watch.reviews) * 1000:.0f} ms, {len(watch.failures)} errors"
    )
    assert not watch.failures
    assert len(reads) > 50 and watch.reviews
    assert slow < p99 and max(watch.reviews) < longest
    assert queries.count_articles(engine) == count
    assert len(queries.reviews(engine, limit=10**6)) == len(watch.reviews)
    with reading(engine) as conn:
        assert broken_link(conn) is None
    engine.dispose()
