"""A load in a process of its own, for tests that kill it: FOLDER STORE [POINT].

It tells how many rows it has brought after each batch. POINT is where it kills itself, as a crash would: "before:3",
when its third batch is written but not committed; "after:3", when that is committed and nobody has been told.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import made
from sqlalchemy import event

from monitor.backfill import load as loading
from monitor.store.migrations import open_store


def start(folder: Path, store: object, point: str = "") -> subprocess.Popen:
    """Start it."""
    places = [str(Path(__file__).parent), str(Path(__file__).parents[2])]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([*places, os.environ.get("PYTHONPATH", "")])}
    command = [sys.executable, __file__, str(folder), str(store), point]
    return subprocess.Popen(command, stdout=subprocess.PIPE, env=environment)


def main(folder: str, store: str, point: str) -> None:
    """Load, and die where told to."""
    engine = open_store(store)
    kind, _colon, number = point.partition(":")
    seen, in_batch = 0, False
    write = loading._Part._write

    def count(_conn: object = None) -> None:
        nonlocal seen, in_batch
        if in_batch or kind == "after":
            in_batch = False
            seen += 1
            if kind and seen == int(number):
                os.kill(os.getpid(), signal.SIGKILL)

    def arm(self: object, *words: object) -> object:
        nonlocal in_batch
        counted = write(self, *words)
        in_batch = kind == "before"
        return counted

    def told(loaded: loading.Loaded) -> None:
        if kind == "after":
            count()
        print(loaded.done, flush=True)

    loading._Part._write = arm
    if kind == "before":
        event.listen(engine, "commit", count)
    loading.load(engine, Path(folder), rules_version=made.RULES, progress=told)


if __name__ == "__main__":
    main(*sys.argv[1:])
