"""Figures of the store: python benchmarks/store.py [--small N] [--large N] [--huge N].

end     the sample articles, several times over with other days, from the file into a new store: articles a second, and
        the share of each stage
batch   a batch of 100 new articles of the last week into a store of few mentions and of very many
rollup  the questions of a page on a store of very many mentions and of ten times as many (--huge)
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import asdict, replace
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1])]

from sqlalchemy import Engine, event  # noqa: E402

from benchmarks import bulk  # noqa: E402
from extractors import pipeline  # noqa: E402
from extractors.records import Article  # noqa: E402
from monitor import ingest as ingests  # noqa: E402
from monitor import queries  # noqa: E402
from monitor.filters import Filters  # noqa: E402
from monitor.sample import ARTICLES  # noqa: E402
from monitor.store import links, rollup, write  # noqa: E402
from monitor.store.migrations import open_store  # noqa: E402

TIMES = 4  # how often the sample is read over
BATCHES = 15
LAST = dt.date.fromisoformat(bulk.FIRST) + dt.timedelta(days=bulk.DAYS - 1)


class Stages:
    """Time spent in each stage, without what it spends in others."""

    def __init__(self) -> None:
        self.spent: defaultdict[str, float] = defaultdict(float)
        self.stack = ["rest"]
        self.since = time.perf_counter()

    def switch(self, *, to: str | None) -> None:
        """Enter a stage, or (None) leave it."""
        now = time.perf_counter()
        self.spent[self.stack[-1]] += now - self.since
        self.since = now
        self.stack.append(to) if to else self.stack.pop()

    def timed(self, function: Callable, name: str) -> Callable:
        """The function, its time counted for a stage."""

        def call(*words: object, **named: object) -> object:
            self.switch(to=name)
            try:
                return function(*words, **named)
            finally:
                self.switch(to=None)

        return call

    def each(self, items: Iterator, name: str) -> Iterator:
        """An iterator, the time of its steps counted for a stage."""
        step = self.timed(lambda: next(items, None), name)
        while (item := step()) is not None:
            yield item


def sample(times: int) -> list[Article]:
    """The sample articles several times over, each time a month later, so that none is a copy of the one before."""
    some = [Article(**json.loads(line)) for line in ARTICLES.read_text(encoding="utf-8").splitlines()]
    made = []
    for turn in range(times):
        for number, one in enumerate(some):
            day = dt.date.fromisoformat((one.published or "2026-01-01")[:10]) + dt.timedelta(days=30 * turn)
            made.append(replace(one, id=f"{turn}-{number}", published=day.isoformat()))
    return made


class Ended:
    """A transaction; the time of its commit is counted until it is over."""

    def __init__(self, inner: AbstractContextManager, stages: Stages) -> None:
        self.inner, self.stages = inner, stages

    def __enter__(self) -> object:
        return self.inner.__enter__()

    def __exit__(self, *error: object) -> object:
        done = self.inner.__exit__(*error)
        if self.stages.stack[-1] == "commit":
            self.stages.switch(to=None)
        return done


def end_to_end(folder: Path, times: int) -> None:
    """Articles a second from a JSONL file into a new store, and the share of each stage."""
    path = folder / "articles.jsonl"
    some = sample(times)
    path.write_text("".join(json.dumps(asdict(one)) + "\n" for one in some), encoding="utf-8")
    version = pipeline.rules_version()
    pipeline.extract(some[0])  # words and places are read once, before the clock starts
    engine, stages = open_store(folder / "end.db"), Stages()
    read_all = ingests.read_all
    ingests.read_all = lambda *words: stages.each(read_all(*words), "reading")
    links.enter = stages.timed(links.enter, "copies")
    links.settle = stages.timed(links.settle, "copies")
    rollup.refresh = stages.timed(rollup.refresh, "counts")
    ingests.write_batch = stages.timed(write.write_batch, "rows")
    event.listen(engine, "commit", lambda conn: stages.switch(to="commit"))
    ingests.stored_as_is = stages.timed(ingests.stored_as_is, "rows")

    reading, writing = ingests.reading, ingests.writing
    ingests.reading = lambda engine: Ended(reading(engine), stages)
    ingests.writing = lambda engine: Ended(writing(engine), stages)
    extract = stages.timed(pipeline.extract, "extraction")
    started = time.perf_counter()
    summary = ingests.ingest([path], engine, extract=extract, rules_version=version)
    seconds = time.perf_counter() - started
    stages.switch(to=None)
    ingests.read_all, ingests.writing, ingests.reading = read_all, writing, reading
    ingests.write_batch = write.write_batch
    print(f"end to end: {summary.kept} articles, {summary.counts['mentions']} mentions, {summary.kept / seconds:.0f}/s")
    for name, spent in sorted(stages.spent.items(), key=lambda item: -item[1]):
        print(f"  {name:10} {spent / seconds:6.1%}")
    engine.dispose()


def batch_times(engine: Engine, folder: Path, label: str) -> list[float]:
    """Seconds of each of BATCHES batches of 100 new articles of the last week; extraction is left out."""
    some = sample(1)
    found = {one.id: pipeline.extract(one) for one in some}
    by_text = {one.text: found[one.id] for one in some}
    taken = []
    for batch in range(BATCHES):
        path = folder / f"batch{batch}.jsonl"
        fresh = []
        for number in range(100):
            one = some[(batch * 100 + number) % len(some)]
            day = (LAST - dt.timedelta(days=number % 7)).isoformat()
            fresh.append(replace(one, id=f"{label}{batch}-{number}", published=day, url=None))
        path.write_text("".join(json.dumps(asdict(one)) + "\n" for one in fresh), encoding="utf-8")

        def again(one: Article) -> list:
            return [
                replace(mention, mention_id=f"{abs(hash((one.id, mention.mention_id))):032x}"[:32], article_id=one.id,
                        event_start=one.published, event_end=one.published, date_precision=2)
                for mention in by_text[one.text]
            ]  # fmt: skip

        started = time.perf_counter()
        ingests.ingest([path], engine, extract=again, rules_version="bench")
        taken.append(time.perf_counter() - started)
    return taken


def questions() -> dict[str, Callable[[Engine], object]]:
    """What a page asks of the rollup."""
    weeks = {"start": (LAST - dt.timedelta(weeks=12)).isoformat(), "end": LAST.isoformat()}
    return {
        "totals, all time": lambda e: queries.totals(e, Filters()),
        "weeks, all time": lambda e: queries.by_week(e, Filters()),
        "weeks, one governorate": lambda e: queries.by_week(e, Filters(governorates=("SY09",))),
        "governorates, all time": lambda e: queries.by_governorate(e, Filters()),
        "governorates, 12 weeks": lambda e: queries.by_governorate(e, Filters(**weeks)),
        "weeks, 12 weeks": lambda e: queries.by_week(e, Filters(**weeks)),
        "weeks, 12 weeks, civilians": lambda e: queries.by_week(e, Filters(**weeks, victims=("civilians",))),
        "weeks, all time, civilians": lambda e: queries.by_week(e, Filters(victims=("civilians",))),
    }


def ask(engine: Engine) -> dict[str, float]:
    """Milliseconds of each question, the best of five."""
    found = {}
    for name, question in questions().items():
        taken = []
        for _time in range(5):
            started = time.perf_counter()
            question(engine)
            taken.append(time.perf_counter() - started)
        found[name] = min(taken) * 1000
    return found


def filled(place: object, count: int, *, whole: bool) -> Engine:
    """A store of that many mentions."""
    started = time.perf_counter()
    engine = open_store(place)
    bulk.fill(engine, count, whole=whole)
    print(f"  (a store of {count:,} mentions made in {time.perf_counter() - started:.0f} s)", flush=True)
    return engine


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--small", type=int, default=10_000)
    parser.add_argument("--large", type=int, default=1_000_000)
    parser.add_argument("--huge", type=int, default=0, help="0: leave out what needs it")
    parser.add_argument("--folder", type=Path, help="where the stores are made; default: a temporary folder")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=chosen.folder) as name:
        folder = Path(name)
        end_to_end(folder, TIMES)
        small, large = (filled(folder / f"{n}.db", n, whole=True) for n in (chosen.small, chosen.large))
        both = [statistics.median(batch_times(engine, folder, "b")) * 1000 for engine in (small, large)]
        sizes = f"{both[0]:.0f} ms beside {chosen.small:,}, {both[1]:.0f} ms beside {chosen.large:,} mentions"
        print(f"a batch of 100: {sizes}, ratio {both[1] / both[0]:.2f}")
        before = ask(large)
        large.dispose()
        huge = filled(folder / "huge.db", chosen.huge, whole=False) if chosen.huge else None
        after = ask(huge) if huge else {}
        print(f"questions, ms: {chosen.large:,}" + (f" | {chosen.huge:,} | ratio" if huge else ""))
        for question, ms in before.items():
            more = f" | {after[question]:7.1f} | {after[question] / ms:.2f}" if huge else ""
            print(f"  {question:28} {ms:7.1f}{more}")


if __name__ == "__main__":
    main()
