"""An ingest in a process of its own, for tests that kill it: SOURCE STORE [POINT].

It tells how many articles it has kept after each batch. POINT is where it kills itself, as a crash would: "before:3",
when its third batch is written but not committed; "inside:3", when that has its mentions but not its counts; "after:3",
when that is committed and nobody has been told.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import made
from sqlalchemy import event

from monitor.ingest import Summary, ingest
from monitor.store import rollup, write
from monitor.store.migrations import open_store

POINTS = ("before", "inside", "after")


def start(source: Path, store: object, point: str = "") -> subprocess.Popen:
    """Start it."""
    places = [str(Path(__file__).parent), str(Path(__file__).parents[2])]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([*places, os.environ.get("PYTHONPATH", "")])}
    command = [sys.executable, __file__, str(source), str(store), point]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment)


def main(source: str, store: str, point: str) -> None:
    """Ingest, and die where told to."""
    engine = open_store(store)
    kind, _colon, number = point.partition(":")
    seen = 0

    def count() -> None:
        nonlocal seen
        seen += 1
        if seen == int(number):
            os.kill(os.getpid(), signal.SIGKILL)

    if kind == "inside":
        refresh = rollup.refresh
        rollup.refresh = lambda conn, days: (count(), refresh(conn, days))
    if kind == "before":
        in_batch = False

        def arm(*_words: object) -> None:
            nonlocal in_batch
            in_batch = True

        def commit(_conn: object) -> None:
            nonlocal in_batch
            if in_batch:
                in_batch = False
                count()

        bump = write.bump
        write.bump = lambda conn: (bump(conn), arm())
        event.listen(engine, "commit", commit)

    def told(summary: Summary) -> None:
        if kind == "after" and summary.counts["new"] + summary.counts["copies"]:
            count()
        print(summary.kept, flush=True)

    ingest([Path(source)], engine, extract=made.extract, rules_version=made.RULES, progress=told)


if __name__ == "__main__":
    main(*sys.argv[1:])
