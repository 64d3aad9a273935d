"""How long the weekly brief takes: python benchmarks/brief.py [--mentions N …]

For the sample and for stores of N mentions: gathering a week, setting each variant, one variant as the command does,
all eight; and whether a second run gives the same bytes. Last the whole command, with the start of Python.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Engine

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks import made_store  # noqa: E402
from benchmarks.dashboard import Taken, milliseconds, once  # noqa: E402
from monitor import brief, queries  # noqa: E402
from monitor.brief.changes import week_of  # noqa: E402
from monitor.sample import STORE, ensure_sample  # noqa: E402
from monitor.store.migrations import open_store  # noqa: E402
from monitor.weeks import week_days  # noqa: E402

WEEK = "2026-W46"
IN_WEEK = week_of(week_days(WEEK)[0])
LIMIT = 500  # milliseconds of the processor for one variant
ANY = float("inf")


def measure(engine: Engine) -> float:
    """All times of a store, printed; the slowest variant in milliseconds of the processor."""
    for profile in ("full", "public"):
        show(f"gathered, {profile}", lambda p=profile: brief.content(engine, WEEK, "ar", False, p))
    contents = {lang: brief.content(engine, WEEK, lang, False) for lang in ("ar", "en")}
    slowest = 0.0
    for lang, shape, format in brief.VARIANTS:
        name = f"set, {lang} {shape} {format}"
        slowest = max(slowest, show(name, lambda a=(contents[lang], format, shape): brief.draw(*a)).cpu)
    show("all eight", lambda: list(brief.every_variant(engine, WEEK)))
    whole = show("one, gathered and set", lambda: list(brief.every_variant(engine, WEEK, brief.VARIANTS[:1])), LIMIT)
    pages = [[page for _variant, page in brief.every_variant(engine, WEEK)] for _time in range(2)]
    print(f"  two runs give the same bytes: {pages[0] == pages[1]}; largest {max(map(len, pages[0])) / 1000:.0f} kB")
    return whole.cpu


def show(name: str, work: Callable[[], object], limit: float = ANY) -> Taken:
    taken = milliseconds(work)
    print(f"  {name:24}{taken.told(limit)}", flush=True)
    return taken


def command(store: str) -> Taken:
    """The command that writes one page, as a person runs it; of the processor, what the process used."""
    with tempfile.TemporaryDirectory() as folder:
        words = [sys.executable, "-m", "monitor", "brief", "--db", store, "--week", WEEK, "--out", folder]
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        quiet = {"stdout": subprocess.DEVNULL, "cwd": ROOT, "env": os.environ}
        wall = once(lambda: subprocess.run(words, check=True, **quiet)).wall
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return Taken(wall, 1000 * (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--mentions", type=int, nargs="*", default=[10_000, 100_000], metavar="N")
    sizes = parser.parse_args().mentions
    ensure_sample()
    print("                                wall      cpu")
    print("the sample")
    found = [measure(open_store(STORE))]
    with tempfile.TemporaryDirectory() as folder:
        for n in sizes:
            engine = open_store(Path(folder) / f"made_{n}.db")
            made_store.fill(engine, n)
            print(f"{n:,} mentions, {sum(queries.totals(engine, IN_WEEK).values()):,} of them in the week")
            found.append(measure(engine))
            engine.dispose()
    print(f"  {'the command, sample':24}{command(str(STORE)).told(ANY)}")
    sys.exit(1 if max(found) > LIMIT else 0)


if __name__ == "__main__":
    main()
