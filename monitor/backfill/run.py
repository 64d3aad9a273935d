"""A backfill: every input read into a part, by whoever is there, until all are finished or in quarantine."""

from __future__ import annotations

import time
from collections import Counter, deque
from collections.abc import Callable, Iterable
from concurrent.futures import FIRST_COMPLETED, CancelledError, wait
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from monitor.backfill.crew import Crew, NoCluster
from monitor.backfill.hand import DONE, STOP
from monitor.backfill.inputs import Input
from monitor.backfill.ledger import TRIES, Ledger
from monitor.backfill.parts import How, remove_unfinished
from monitor.backfill.task import Task

LOOK = 1.0  # seconds between two looks at how far all is
COUNTS = ("read", "articles", "mentions", "rejects", "fields")


class Stopped(Exception):
    """Something that concerns every input; what is finished is kept."""


@dataclass
class Report:
    """How far a backfill is. counts, skipped: of all finished inputs; now: of this run, for its rate."""

    total: int
    bytes_total: int
    finished: int = 0
    before: int = 0  # of these, finished by an earlier run
    bytes_before: int = 0
    bytes_now: int = 0
    articles_now: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    skipped: Counter[str] = field(default_factory=Counter)
    quarantine: dict[str, str] = field(default_factory=dict)
    reading: dict[str, tuple[int, float]] = field(default_factory=dict)  # input -> articles, bytes so far
    started: float = field(default_factory=time.monotonic)

    def finish(self, one: Input, about: dict[str, Any], *, now: bool) -> None:
        """An input is in its part; now: read by this run."""
        self.finished += 1
        self.counts.update({name: about[name] for name in COUNTS})
        self.skipped += Counter(about["skipped"])  # those that are zero fall out
        if now:
            self.bytes_now += one.size
            self.articles_now += about["read"]
        else:
            self.before += 1
            self.bytes_before += one.size

    def sign(self, one: Input, sign: dict[str, Any]) -> None:
        """How far an input is that is being read."""
        self.reading[one.name] = (sign["articles"], min(sign["share"], 1.0) * one.size)

    def rate(self) -> tuple[float, float]:
        """Articles a second in this run, and seconds that are left at the present rate of bytes (inf: unknown)."""
        passed = max(time.monotonic() - self.started, 1e-9)
        being_read = list(self.reading.values())
        articles = self.articles_now + sum(number for number, _bytes in being_read)
        done = self.bytes_now + sum(size for _number, size in being_read)
        left = self.bytes_total - self.bytes_before - done
        return articles / passed, left * passed / done if done else float("inf")

    @property
    def exit_code(self) -> int:
        """0 everything was read, 3 a part was not, 1 nothing was."""
        if not self.finished or not (self.counts["articles"] or sum(self.skipped.values())):
            return 1
        return 3 if self.quarantine or self.counts["rejects"] else 0


Show = Callable[[Report], None]


def backfill(
    inputs: Iterable[Input],
    folder: Path,
    how: How,
    crew: Crew,
    *,
    again: bool = False,
    show: Show = lambda report: None,
) -> Report:
    """Read the inputs into parts in the folder; those that are there already are not read again.

    again: inputs in quarantine are tried again. show is called now and then. Raises Stopped, ledger.Busy, NoCluster.
    """
    inputs = list(inputs)
    ledger = Ledger(folder)
    try:
        remove_unfinished(folder)
        report = Report(len(inputs), sum(one.size for one in inputs))
        _Work(ledger, folder, how, crew, report).go(_to_read(inputs, ledger, how, report, again), show)
        remove_unfinished(folder)  # of workers that died
    finally:
        ledger.close()
    return report


def _to_read(inputs: list[Input], ledger: Ledger, how: How, report: Report, again: bool) -> deque[Input]:
    """What is left to read, the largest first: at the end no long one keeps all others waiting."""
    left = []
    for one in inputs:
        state = ledger.state(one, how)
        if state.done:
            report.finish(one, state.done, now=False)
        elif state.quarantined and not again:
            report.quarantine[one.name] = state.failed[-1]
        else:
            if state.quarantined:
                ledger.again(one, how)
            left.append(one)
    return deque(sorted(left, key=lambda one: (-one.size, one.name)))


@dataclass
class _Work:
    """The tasks under way; one is handed out when there is a place for it, so that none waits with a worker."""

    ledger: Ledger
    folder: Path
    how: How
    crew: Crew
    report: Report
    under_way: dict[Any, Input] = field(default_factory=dict)

    def go(self, waiting: deque[Input], show: Show) -> None:
        while waiting or self.under_way:
            self._hand_out(waiting)
            done, _others = wait(self.under_way, timeout=LOOK, return_when=FIRST_COMPLETED)
            for future in done:
                one = self.under_way.pop(future)
                if not self._settle(one, _outcome(future)):
                    waiting.append(one)
            show(self.report)

    def _hand_out(self, waiting: deque[Input]) -> None:
        while waiting and len(self.under_way) < self.crew.places():
            one = waiting.popleft()
            task = Task(one, self.how, str(self.folder.absolute())).as_dict()
            future = self.crew.submit(task, lambda sign, one=one: self.report.sign(one, sign))
            self.under_way[future] = one
        if not self.under_way:
            time.sleep(LOOK)  # a cluster without workers, for the time being

    def _settle(self, one: Input, outcome: dict[str, Any]) -> bool:
        """Write down what became of a try; false where there is to be another one."""
        self.report.reading.pop(one.name, None)
        if STOP in outcome:
            raise Stopped(outcome[STOP])
        if DONE in outcome:
            self.ledger.done(one, self.how, outcome[DONE])
            self.report.finish(one, outcome[DONE], now=True)
            return True
        self.ledger.failed(one, self.how, outcome["failed"])
        if not self.ledger.state(one, self.how).quarantined:
            return False
        self.report.quarantine[one.name] = f"{outcome['failed']} (tried {TRIES} times)"
        return True


def _outcome(future: Any) -> dict[str, Any]:
    """What became of a task; one whose workers were lost again and again has failed, and is told as such."""
    try:
        return future.result()
    except CancelledError:
        raise NoCluster("the scheduler went away") from None
    except Exception as error:
        if type(error).__name__ == "KilledWorker":
            return {"failed": "the workers that read it were lost, one after the other"}
        raise NoCluster(f"the cluster failed: {type(error).__name__}: {error}") from None
