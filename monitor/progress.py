"""What a person sees while an ingest works: a bar on a terminal, a plain line now and then elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress

    from monitor.ingest import Summary

EVERY = 5.0  # seconds between plain lines: a log of an hour stays below a thousand lines
SHOWN = 20  # rejects printed in full; the store keeps all of them
STEP = 500  # rows between two looks at the clock


@contextmanager
def shown(title: str) -> Iterator[Callable[[Summary], None]]:
    """A function to call with the summary so far."""
    if not sys.stderr.isatty():
        yield _plain(title)
        return
    with _bar() as bar:
        task = bar.add_task(title, total=None)
        yield lambda summary: bar.update(task, completed=summary.done, total=max(summary.total, summary.done))


def _bar(**options: bool) -> Progress:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()
    return Progress(*columns, console=Console(stderr=True), **options)


def _plain(title: str) -> Callable[[Summary], None]:
    last = time.monotonic()

    def line(summary: Summary) -> None:
        nonlocal last
        if time.monotonic() - last >= EVERY:
            last = time.monotonic()
            print(f"{title}: {summary.done} of about {max(summary.total, summary.done)}", file=sys.stderr, flush=True)

    return line


def told(summary: Summary) -> str:
    """The summary in words."""
    counts = summary.counts
    lines = [
        f"read {summary.kept} articles: {counts['new']} new, {counts['changed']} changed, "
        f"{counts['reread']} read again with newer rules, {counts['copies']} copies of others, "
        f"{counts['unchanged']} unchanged",
        f"wrote {counts['mentions']} mentions",
    ]
    partial = len(summary.rejects) - len(summary.skipped)
    if summary.skipped:
        lines.append(f"skipped {len(summary.skipped)}")
    if partial:
        lines.append(f"left out {partial} fields of articles that went in without them")
    lines += [f"  {reject}" for reject in summary.rejects[:SHOWN]]
    if len(summary.rejects) > SHOWN:
        lines.append(f"  and {len(summary.rejects) - SHOWN} more, kept in the store with run {summary.run_id}")
    return "\n".join(lines)


def followed(title: str, work: Iterator[int], total: int, *, show: bool = True) -> int:
    """Do work that yields how much of a total is done, shown to whoever waits; how much it was in the end."""
    done = 0
    with _counted(title, total, show) as tell:
        for done in work:
            if done % STEP == 0:
                tell(done)
        tell(done)
    return done


@contextmanager
def _counted(title: str, total: int, show: bool) -> Iterator[Callable[[int], None]]:
    if not show or not sys.stderr.isatty():
        yield _lines(title, total) if show else lambda done: None
        return
    with _bar(transient=True) as bar:
        task = bar.add_task(title, total=total)
        yield lambda done: bar.update(task, completed=done, total=max(total, done))


def _lines(title: str, total: int) -> Callable[[int], None]:
    last = time.monotonic()

    def line(done: int) -> None:
        nonlocal last
        if time.monotonic() - last >= EVERY and done < total:
            last = time.monotonic()
            print(f"{title}: {done} of {total}", file=sys.stderr, flush=True)

    return line
