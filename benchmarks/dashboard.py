"""How long the pages and their questions take on a large store: python benchmarks/dashboard.py [--mentions N …]

Builds a store for each size (kept with --keep DIR), then prints the time of each question without any cache, and for
each page the server time of a run with warm caches and of the first run; last the ratio of the largest to the first.
Each time is given as wall clock and as processor time: the limits are held against the latter, since the former counts
what else the machine does. SQLite works in this process, so that nothing is left out.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks import made_store  # noqa: E402
from monitor import quality, queries  # noqa: E402
from monitor.districts import districts, place_ids  # noqa: E402
from monitor.filters import REACHED, WITH, Filters  # noqa: E402
from monitor.store.migrations import open_store  # noqa: E402
from monitor.texts import PRIORITY  # noqa: E402

PAGES = ("overview", "compare", "evidence", "brief", "review", "quality", "method")
WEEKS_12 = Filters(start="2026-08-24", end="2026-11-15")
TO_REVIEW = replace(WEEKS_12, reviews=("none",), undated=WITH)
REPEATS = 5
PAGE_LIMIT, ROLLUP_LIMIT, OTHER_LIMIT = 300, 50, 300  # milliseconds

ROLLUP = {
    "totals, 12 weeks": lambda e: queries.totals(e, WEEKS_12),
    "weeks, 12 weeks": lambda e: queries.by_week(e, WEEKS_12),
    "governorates, 12 weeks": lambda e: queries.by_governorate(e, WEEKS_12),
    "one source, 12 weeks": lambda e: queries.by_week(e, replace(WEEKS_12, sources=("Source 03",))),
    "one governorate, 12 weeks": lambda e: queries.by_week(e, replace(WEEKS_12, governorates=("SY02",))),
    "four governorates, 12 weeks": lambda e: queries.totals(e, replace(WEEKS_12, governorates=PRIORITY)),
    "weeks of four governorates": lambda e: queries.by_week(e, replace(WEEKS_12, governorates=PRIORITY)),
    "destination, 12 weeks": lambda e: queries.by_governorate(e, replace(WEEKS_12, displaced=REACHED)),
    "governorates and weeks, 12 weeks": lambda e: queries.by_week_and_governorate(e, WEEKS_12),
}
OTHER = {
    "weeks, all 2.9 years": lambda e: queries.by_week(e, Filters()),
    "by publication, 12 weeks": lambda e: queries.by_week(e, replace(WEEKS_12, date_basis="published")),
    "actor, 12 weeks": lambda e: queries.totals(e, replace(WEEKS_12, actors=("sdf",))),
    "search, 12 weeks": lambda e: queries.count(e, replace(WEEKS_12, search="place 12")),
    "district, 12 weeks": lambda e: queries.totals(e, replace(WEEKS_12, place_ids=place_ids(["SY0203"]))),
    "actor and four governorates": lambda e: queries.totals(
        e, replace(WEEKS_12, actors=("sdf",), governorates=PRIORITY)
    ),
    "undated, 12 weeks": lambda e: queries.undated(e, WEEKS_12),
    "undated, all": lambda e: queries.undated(e, Filters()),
    "districts, 12 weeks": lambda e: queries.by_district(e, WEEKS_12, tuple(districts())),
    "ten sentences": lambda e: queries.mentions(e, WEEKS_12, limit=10),
    "page 200 of the sentences": lambda e: queries.mentions(e, WEEKS_12, limit=10, offset=2000),
    "page 4000 of the sentences": lambda e: queries.mentions(e, WEEKS_12, limit=10, offset=40_000),
    "ten sentences of a search": lambda e: queries.mentions(e, replace(WEEKS_12, search="place 12"), limit=10),
    "review queue, 12 weeks": lambda e: quality.queue(e, TO_REVIEW, limit=30),
    "to review, 12 weeks": lambda e: queries.count(e, TO_REVIEW),
    "rules, 12 weeks": lambda e: quality.reviews_by_rule(e, replace(WEEKS_12, undated=WITH)),
    "unknowns, 12 weeks": lambda e: quality.unknowns(e, replace(WEEKS_12, undated=WITH)),
    "sources and weeks, 12 weeks": lambda e: quality.articles_by_source(e, WEEKS_12),
}


class Taken(NamedTuple):
    """Milliseconds, by the clock on the wall and of the processor."""

    wall: float
    cpu: float

    def told(self, limit: float) -> str:
        return f"{self.wall:8.1f} {self.cpu:8.1f} ms{'' if self.cpu <= limit else '  OVER'}"


def once(work: Callable[[], object]) -> Taken:
    """The time of one run."""
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return Taken(1000 * (time.perf_counter() - wall), 1000 * (time.process_time() - cpu))


def milliseconds(work: Callable[[], object]) -> Taken:
    """The median of REPEATS runs after one that is not counted."""
    work()
    times = [once(work) for _time in range(REPEATS)]
    return Taken(*(statistics.median(column) for column in zip(*times, strict=True)))


def pages(store: Path) -> dict[str, tuple[Taken, Taken]]:
    """(first, warm) server time of each page: that of its script alone, without what the test harness does."""
    from streamlit.runtime.scriptrunner import script_runner
    from streamlit.testing.v1 import AppTest

    os.environ["RASD_DB"] = str(store)
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=600)
    app.query_params["lang"] = "en"
    app.run()
    found = {}
    times: list[Taken] = []
    execute = script_runner.exec_func_with_error_handling

    def timed(function: Callable, context: object) -> object:
        given = []
        times.append(once(lambda: given.append(execute(function, context))))
        return given[0]

    with patch.object(script_runner, "exec_func_with_error_handling", timed):
        for name in PAGES:
            registered = app._registered_pages.items()
            app._page_hash = next(code for code, info in registered if (info.get("url_pathname") or PAGES[0]) == name)
            times.clear()
            for _time in range(REPEATS + 1):
                app.run()
            if app.exception:
                raise SystemExit(f"{name}: {app.exception[0].message}")
            found[name] = times[0], Taken(*(statistics.median(column) for column in zip(*times[1:], strict=True)))
    return found


def measure(mentions: int, folder: Path) -> dict[str, Taken]:
    """All times of one size, printed as they come."""
    store = folder / f"made_{mentions}.db"
    start = time.perf_counter()
    engine = open_store(store)
    if queries.count_articles(engine) == 0:
        made_store.fill(engine, mentions)
    size = store.stat().st_size / 1e6
    print(f"\n{mentions:,} mentions: {size:,.0f} MB, built or opened in {time.perf_counter() - start:.0f} s")
    times = {}
    for title, questions, limit in (("daily counts", ROLLUP, ROLLUP_LIMIT), ("other questions", OTHER, OTHER_LIMIT)):
        print(f"  {title}, at most {limit} ms of the processor    wall      cpu")
        for name, question in questions.items():
            times[name] = milliseconds(lambda question=question: question(engine))
            print(f"    {name:40} {times[name].told(limit)}")
    print(f"  pages, warm, at most {PAGE_LIMIT} ms (first run in brackets)")
    for name, (first, warm) in pages(store).items():
        times[f"page {name}"] = warm
        print(f"    {name:40} {warm.told(PAGE_LIMIT)} ({first.wall:.0f}, {first.cpu:.0f} ms)")
    engine.dispose()
    return times


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--mentions", type=int, nargs="+", default=[10_000, 1_000_000], help="sizes, e.g. 1000000 10000000"
    )
    parser.add_argument("--keep", type=Path, help="a folder to keep the stores in, and to find them again")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        folder = options.keep or Path(made)
        folder.mkdir(parents=True, exist_ok=True)
        found = [measure(mentions, folder) for mentions in options.mentions]
    if len(found) > 1:
        print(f"\nratio of {options.mentions[-1]:,} to {options.mentions[0]:,} mentions")
        for name, before in found[0].items():
            print(f"    {name:40} {found[-1][name].cpu / before.cpu:8.1f}")


if __name__ == "__main__":
    main()
