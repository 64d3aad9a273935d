"""Figures of the store: python benchmarks/store.py [--small N] [--large N] [--huge N] [--days N].

end     the sample articles, several times over with other days, from the file into a new store: articles a second, and
        the share of each stage
batch   a batch of 100 new articles of the last week into a store of few mentions and of very many
rollup  the questions of a page on a store of very many mentions and of ten times as many (--huge): by the clock, and in
        processor time, of which the ratio is, since the clock counts what else the machine does. What decides is how
        many mentions a day has: --large 100000 --huge 1000000 --days 550 are as dense as ten times as many in the
        fifteen years that it else goes by, and made ten times as soon
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
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, replace
from pathlib import Path
from unittest.mock import patch

sys.path[:0] = [str(Path(__file__).parents[1])]

from sqlalchemy import Engine, event  # noqa: E402

from benchmarks import bulk  # noqa: E402
from extractors import pipeline  # noqa: E402
from extractors.records import Article, Mention, content_id  # noqa: E402
from monitor import ingest as ingests  # noqa: E402
from monitor import queries  # noqa: E402
from monitor.filters import Filters  # noqa: E402
from monitor.sample import ARTICLES  # noqa: E402
from monitor.store import links, rollup  # noqa: E402
from monitor.store.migrations import open_store  # noqa: E402
from monitor.store.write import write_batch  # noqa: E402

TIMES = 4  # how often the sample is read over
BATCHES = 15
TIMED = [
    (links, "enter", "copies"),
    (links, "settle", "copies"),
    (rollup, "refresh", "counts"),
    (ingests, "write_batch", "rows"),
    (ingests, "stored_as_is", "rows"),
]


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

    def transaction(self, begin: Callable) -> Callable:
        """A reading or writing whose commit, which the engine's event has entered, is left when it is over."""

        @contextmanager
        def begun(engine: Engine) -> Iterator[object]:
            with begin(engine) as conn:
                yield conn
            if self.stack[-1] == "commit":
                self.switch(to=None)

        return begun

    def each(self, items: Iterator, name: str) -> Iterator:
        """An iterator, the time of its steps counted for a stage."""
        step = self.timed(lambda: next(items, None), name)
        while (item := step()) is not None:
            yield item


def last(days: int) -> dt.date:
    """The last day of a store of so many days."""
    return dt.date.fromisoformat(bulk.FIRST) + dt.timedelta(days=days - 1)


def sample(times: int) -> list[Article]:
    """The sample articles several times over, each time a month later, so that none is a copy of the one before."""
    some = [Article(**json.loads(line)) for line in ARTICLES.read_text(encoding="utf-8").splitlines()]
    made = []
    for turn in range(times):
        for number, one in enumerate(some):
            day = dt.date.fromisoformat((one.published or "2026-01-01")[:10]) + dt.timedelta(days=30 * turn)
            made.append(replace(one, id=f"{turn}-{number}", published=day.isoformat()))
    return made


def end_to_end(folder: Path, times: int) -> None:
    """Articles a second from a JSONL file into a new store, and the share of each stage."""
    path = folder / "articles.jsonl"
    some = sample(times)
    path.write_text("".join(json.dumps(asdict(one)) + "\n" for one in some), encoding="utf-8")
    version = pipeline.rules_version()
    pipeline.extract(some[0])  # words and places are read once, before the clock starts
    engine, stages = open_store(folder / "end.db"), Stages()
    event.listen(engine, "commit", lambda conn: stages.switch(to="commit"))
    with ExitStack() as stack:
        for place, name, stage in TIMED:
            stack.enter_context(patch.object(place, name, stages.timed(getattr(place, name), stage)))
        for name in ("reading", "writing"):
            stack.enter_context(patch.object(ingests, name, stages.transaction(getattr(ingests, name))))
        read_all = ingests.read_all
        stack.enter_context(patch.object(ingests, "read_all", lambda *w: stages.each(read_all(*w), "reading")))
        extract = stages.timed(pipeline.extract, "extraction")
        started = time.perf_counter()
        summary = ingests.ingest([path], engine, extract=extract, rules_version=version)
        seconds = time.perf_counter() - started
        stages.switch(to=None)
    print(f"end to end: {summary.kept} articles, {summary.counts['mentions']} mentions, {summary.kept / seconds:.0f}/s")
    for name, spent in sorted(stages.spent.items(), key=lambda item: -item[1]):
        print(f"  {name:10} {spent / seconds:6.1%}")
    engine.dispose()


def fresh(batch: int, some: list[Article], until: dt.date) -> list[Article]:
    """A hundred articles of the last week as long as the sample's, in words of their own: no copies."""
    made = []
    for number in range(100):
        one = some[(batch * 100 + number) % len(some)]
        text = " ".join(f"{word}{batch}x{number}" if i % 3 else word for i, word in enumerate(one.text.split(" ")))
        day = (until - dt.timedelta(days=number % 7)).isoformat()
        made.append(replace(one, id=f"fresh{batch}-{number}", text=text, published=day, url=None))
    return made


def moved(mention: Mention, article: Article) -> Mention:
    """The mention as one of this article, on its day."""
    given = {"mention_id": content_id(article.id, mention.mention_id), "article_id": article.id, "date_precision": 2}
    return replace(mention, event_start=article.published, event_end=article.published, **given)


def batch_times(engines: list[Engine], until: dt.date) -> list[float]:
    """Milliseconds for a batch into each store, the median of BATCHES in turn; what is extracted is given."""
    some = sample(1)
    found = [pipeline.extract(one) for one in some]
    taken: list[list[float]] = [[] for _engine in engines]
    for batch in range(BATCHES):
        articles = fresh(batch, some, until)
        read = []
        for number, one in enumerate(articles):
            mentions = found[(batch * 100 + number) % len(some)]
            read.append((one, [moved(mention, one) for mention in mentions]))
        for engine, times in zip(engines, taken, strict=True):
            started = time.perf_counter()
            with ingests.writing(engine) as conn:
                write_batch(conn, 0, read, "bench")
            times.append((time.perf_counter() - started) * 1000)
    return [statistics.median(times) for times in taken]


def questions(until: dt.date) -> dict[str, Callable[[Engine], object]]:
    """What a page asks of the rollup."""
    weeks = {"start": (until - dt.timedelta(weeks=12)).isoformat(), "end": until.isoformat()}
    return {
        "totals, all time": lambda e: queries.totals(e, Filters()),
        "weeks, all time": lambda e: queries.by_week(e, Filters()),
        "weeks, one governorate": lambda e: queries.by_week(e, Filters(governorates=("SY09",))),
        "governorates, all time": lambda e: queries.by_governorate(e, Filters()),
        "governorates, 12 weeks": lambda e: queries.by_governorate(e, Filters(**weeks)),
        "weeks, 12 weeks": lambda e: queries.by_week(e, Filters(**weeks)),
        "weeks, 12 weeks, civilians": lambda e: queries.by_week(e, Filters(**weeks, victims=("civilians",))),
        "weeks, all time, civilians": lambda e: queries.by_week(e, Filters(victims=("civilians",))),
        "governorates, 12 w., civilians": lambda e: queries.by_governorate(e, Filters(**weeks, victims=("civilians",))),
    }


def ask(engine: Engine, until: dt.date) -> dict[str, tuple[float, float]]:
    """Milliseconds of each question by the clock and of the processor, the best of nine each."""
    found = {}
    for name, question in questions(until).items():
        taken = []
        for _time in range(9):
            wall, cpu = time.perf_counter(), time.process_time()
            question(engine)
            taken.append((time.perf_counter() - wall, time.process_time() - cpu))
        found[name] = tuple(min(column) * 1000 for column in zip(*taken, strict=True))
    return found


def filled(place: object, count: int, days: int, *, whole: bool) -> Engine:
    """A store of that many mentions."""
    started = time.perf_counter()
    engine = open_store(place)
    bulk.fill(engine, count, whole=whole, days=days)
    print(f"  (a store of {count:,} mentions made in {time.perf_counter() - started:.0f} s)", flush=True)
    return engine


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--small", type=int, default=10_000)
    parser.add_argument("--large", type=int, default=1_000_000)
    parser.add_argument("--huge", type=int, default=0, help="0: leave out what needs it")
    parser.add_argument("--days", type=int, default=bulk.DAYS, help="that the mentions of a store are spread over")
    parser.add_argument("--folder", type=Path, help="where the stores are made; default: a temporary folder")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=chosen.folder) as name:
        folder = Path(name)
        end_to_end(folder, TIMES)
        days, until = chosen.days, last(chosen.days)
        small, large = (filled(folder / f"{n}.db", n, days, whole=True) for n in (chosen.small, chosen.large))
        both = batch_times([small, large], until)
        sizes = f"{both[0]:.0f} ms beside {chosen.small:,}, {both[1]:.0f} ms beside {chosen.large:,} mentions"
        print(f"a batch of 100: {sizes}, ratio {both[1] / both[0]:.2f}")
        before = ask(large, until)
        large.dispose()
        huge = filled(folder / "huge.db", chosen.huge, days, whole=False) if chosen.huge else None
        after = ask(huge, until) if huge else {}
        print(f"questions, ms by the clock and of the processor: {chosen.large:,}", end="")
        print(f" | {chosen.huge:,} | ratio" if huge else "")
        for question, (wall, cpu) in before.items():
            print(f"  {question:30} {wall:7.1f} {cpu:7.1f}", end="")
            print(" | {:7.1f} {:7.1f} | {:.2f}".format(*after[question], after[question][1] / cpu) if huge else "")


if __name__ == "__main__":
    main()
