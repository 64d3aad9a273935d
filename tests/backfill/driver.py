"""A backfill in a process of its own, for tests that kill it: SOURCE OUT [POINT].

It tells how many files are finished. POINT is where it kills itself, as a crash would: "before:3", when its third line
of the ledger is not written; "cut:3", when half of that is; "after:3", when that is written and nobody has been told.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path


def start(source: Path, out: Path, point: str = "") -> subprocess.Popen:
    """Start it, with the processes that it starts in a group of their own."""
    here = Path(__file__).parent
    places = map(str, (here, here.parent / "store", here.parents[1]))
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(places)}
    command = [sys.executable, __file__, str(source), str(out), point]
    return subprocess.Popen(command, stdout=subprocess.PIPE, env=environment, start_new_session=True)


def main(source: str, out: str, point: str) -> None:
    """Read, and die where told to."""
    from making import read

    from monitor.backfill.ledger import Ledger

    kind, _colon, number = point.partition(":")
    add, seen = Ledger._add, 0

    def die() -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    def count(self: Ledger, *words: object, **what: object) -> None:
        nonlocal seen
        seen += 1
        if kind and seen == int(number) and kind == "before":
            die()
        before = (self.folder / "ledger.jsonl").stat().st_size
        add(self, *words, **what)
        if kind and seen == int(number):
            if kind == "cut":
                os.truncate(self.folder / "ledger.jsonl", before + 25)
            die()

    Ledger._add = count
    read(Path(source), Path(out), jobs=1 if kind else 2, show=lambda report: print(report.finished, flush=True))


if __name__ == "__main__":
    main(*sys.argv[1:])
