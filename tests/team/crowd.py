"""Many people at once on a team's dashboard, each with a socket of her own, while articles come in."""

from __future__ import annotations

import datetime as dt
import json
import os
import random
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Engine

from monitor.store import users
from tests.team.session import Run, visiting
from tests.team.team import PATIENCE, ROOT, Team, ask

ROUND = ("", "evidence", "", "brief", "", "method")  # the pages a person goes through, again and again
SAMPLE = ROOT / "data" / "sample" / "articles.jsonl"


@dataclass
class Told:
    """What was seen: seconds of each run after the first, what went wrong, and the server's memory as it went on."""

    seconds: list[float] = field(default_factory=list)
    first: list[float] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    messages: int = 0  # pages that said that the database does not answer
    memory: list[float] = field(default_factory=list)  # MB

    def share(self, part: float) -> float:
        """The time that this part of the runs stayed under."""
        return sorted(self.seconds)[min(len(self.seconds) - 1, int(part * len(self.seconds)))]


def enlist(engine: Engine, team: Team, many: int) -> list[str]:
    """So many viewers, who have each opened the first page; their cookies."""
    cookies = []
    for number in range(many):
        name = f"user{number:02d}"
        users.add(engine, f"{name}@ngo.example", "viewer", by="test")
        cookies.append(team.cookie(name, exp=int(time.time()) + 7200))
        assert ask(f"{team.inside}/", cookies[-1], Accept="text/html")[0] == 200
    return cookies


def wait_until(true: Callable[[], bool]) -> None:
    """Until it is so; a test that waits in vain has failed."""
    until = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < until, "waited in vain"
        time.sleep(0.1)


def memory(process: subprocess.Popen) -> float:
    """MB of a process that are in memory now."""
    for line in Path(f"/proc/{process.pid}/status").read_text(encoding="utf-8").splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    raise ValueError("no VmRSS")


@contextmanager
def crowd(team: Team, cookies: list[str], think: float) -> Iterator[Told]:
    """Everybody turns pages until the end of the block, with pauses of about think seconds; what was seen.

    The pauses are of half to one and a half times that length: nobody pauses for exactly so long, and people
    who do would soon all ask at the same moment.
    """
    told, stop = Told(), threading.Event()
    people = [threading.Thread(target=_visit, args=(team, one, stop, think, n, told)) for n, one in enumerate(cookies)]
    for thread in (*people, weigher := threading.Thread(target=_weigh, args=(team, stop, told))):
        thread.start()
    try:
        yield told
    finally:
        stop.set()
        for thread in (*people, weigher):
            thread.join()


def _weigh(team: Team, stop: threading.Event, told: Told) -> None:
    while not stop.wait(0.5):
        told.memory.append(memory(team.process))


def _visit(team: Team, cookie: str, stop: threading.Event, think: float, number: int, told: Told) -> None:
    chance = random.Random(number)
    try:
        time.sleep(think * number / 25)  # people do not arrive at one moment
        with visiting(team.inside, team.home, cookie) as session:
            run = session.run()
            told.first.append(run.seconds)
            pages = run.pages
            turn = number
            while not stop.wait(think * chance.uniform(0.5, 1.5)):
                turn += 1
                run = session.run(page=pages[ROUND[turn % len(ROUND)]] if pages else None)
                pages = run.pages or pages
                _judge(run, told)
    except Exception as error:  # any is a failure of what is tested
        told.failures.append(f"{type(error).__name__}: {error}")


def _judge(run: Run, told: Told) -> None:
    if run.failed:
        told.failures.extend(run.failed)
    elif run.pages:
        told.seconds.append(run.seconds)
    elif "does not answer" in run.text:
        told.messages += 1
    else:
        told.failures.append(run.text[-500:])


def articles(path: Path, many: int, number: int) -> Path:
    """Sample articles, each under an id of its own and in a week of its own, so that none is a copy of another."""
    lines = [json.loads(line) for line in SAMPLE.read_text(encoding="utf-8").splitlines()]
    with path.open("w", encoding="utf-8") as out:
        for n in range(many):
            one = dict(lines[n % len(lines)])
            back = dt.timedelta(weeks=3 * (n // len(lines)) + 60 * number)
            day = dt.date.fromisoformat(one["published"][:10]) - back
            one |= {"id": f"load-{number}-{n}", "published": day.isoformat(), "url": None}
            out.write(json.dumps(one, ensure_ascii=False) + "\n")
    return path


@dataclass
class Fed:
    """How many articles went in, and how ingests ended."""

    articles: int = 0
    codes: list[int] = field(default_factory=list)


@contextmanager
def feeding(db: str, folder: Path, many: int = 1000) -> Iterator[Fed]:
    """Ingests one after the other as long as needed, of so many new articles each; the first is ended in any case."""
    fed, stop = Fed(), threading.Event()

    def feed() -> None:
        number = 0
        while not stop.is_set():
            path = articles(folder / "feed.jsonl", many, number)
            command = [sys.executable, "-m", "monitor", "ingest", str(path), "--db", db]
            quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
            process = subprocess.Popen(command, cwd=ROOT, env=os.environ | {"PYTHONUTF8": "1"}, **quiet)
            while process.poll() is None:
                if stop.wait(0.2) and number:
                    process.terminate()
                    process.wait()
                    return
            fed.codes.append(process.returncode)
            fed.articles += many
            number += 1

    thread = threading.Thread(target=feed)
    thread.start()
    try:
        yield fed
    finally:
        stop.set()
        thread.join()
