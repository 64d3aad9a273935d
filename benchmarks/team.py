"""How a team's dashboard holds up: python benchmarks/team.py [--people N] [--think S] [--seconds S] [--postgresql]

So many people, each with a socket and a login of her own, turn pages with a pause between two, while ingests of a
thousand articles run into the same store. Prints how long they waited, what failed, the memory of the server,
and how much processor time a page takes: on a machine that others use, that is the figure to go by.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks import made_store  # noqa: E402
from monitor.store.migrations import open_store  # noqa: E402
from tests.store.cluster import serving as serving_postgresql  # noqa: E402
from tests.team.crowd import Told, crowd, enlist, feeding  # noqa: E402
from tests.team.provider import providing  # noqa: E402
from tests.team.session import visiting  # noqa: E402
from tests.team.team import Team, serving  # noqa: E402

PAGES = ("", "evidence", "brief", "quality", "method")
REPEATS = 8


def processor(pid: int) -> float:
    """Seconds of processor time that a process has had."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def store(postgresql: bool, folder: Path, mentions: int) -> Iterator[str]:
    """The place of a store with so many mentions."""
    if not postgresql:
        place = str(folder / "team.db")
        made_store.fill(open_store(place), mentions)
        yield place
        return
    for cluster in serving_postgresql(durable=True):
        place = cluster.new()
        made_store.fill(open_store(place), mentions)
        yield place


def each_page(team: Team, cookie: str) -> None:
    """Milliseconds of processor time that the server needs for a page that has been seen before."""
    with visiting(team.inside, team.home, cookie) as session:
        pages = session.run().pages
        for name in PAGES:
            session.run(page=pages[name])
            before = processor(team.process.pid)
            for _again in range(REPEATS):
                session.run(page=pages[name])
            spent = (processor(team.process.pid) - before) / REPEATS
            print(f"  {name or 'overview':10} {1000 * spent:5.0f} ms of processor time")


def tell(told: Told, articles: int, codes: list[int], spent: float) -> None:
    print(f"  {len(told.seconds)} pages: p50 {told.share(0.5):.2f} s, p95 {told.share(0.95):.2f} s, "
          f"longest {max(told.seconds):.2f} s; first page of each: {max(told.first):.1f} s at most")  # fmt: skip
    print(f"  {len(told.failures)} failures; memory {told.memory[0]:.0f} to {max(told.memory):.0f} MB")
    print(f"  {1000 * spent / len(told.seconds):.0f} ms of the server's processor time a page")
    print(f"  {articles} articles read meanwhile, ingests ended with {sorted(set(codes))}")
    print(f"  load of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--people", type=int, default=25)
    parser.add_argument("--think", type=float, default=4, help="seconds between two pages of one person")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--mentions", type=int, default=100_000)
    parser.add_argument("--articles", type=int, default=1000, help="of one ingest; 0: none runs")
    parser.add_argument("--postgresql", action="store_true", help="else SQLite")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name, store(given.postgresql, Path(name), given.mentions) as place:
        folder, engine = Path(name), open_store(place)
        with providing() as provider, serving(folder, place, provider.issuer) as team:
            cookies = enlist(engine, team, given.people)
            print(f"one person, {given.mentions:,} mentions, {engine.dialect.name}")
            each_page(team, cookies[0])
            print(f"{given.people} people, {given.think} s between two pages, {given.seconds:.0f} s")
            with feeding(place, folder, given.articles) as fed, crowd(team, cookies, given.think) as told:
                time.sleep(15)  # all have arrived
                told.seconds.clear()
                before = processor(team.process.pid)
                time.sleep(given.seconds)
                spent = processor(team.process.pid) - before
            tell(told, fed.articles, fed.codes, spent)
            for failure in told.failures[:5]:
                print(f"  failed: {failure}")


if __name__ == "__main__":
    main()
