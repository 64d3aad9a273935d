"""What a person sees of a backfill: how far it is and how long it will take, at the end what came of it."""

from __future__ import annotations

import math
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from monitor.backfill.run import Report
from monitor.progress import EVERY

if TYPE_CHECKING:
    from monitor.backfill.load import Loaded

SHOWN = 20  # inputs in quarantine that are named; the ledger has all of them


@contextmanager
def shown() -> Iterator[Callable[[Report], None]]:
    """A function to call with the report so far: a bar on a terminal, a plain line now and then elsewhere."""
    if not sys.stderr.isatty():
        yield _plain()
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn

    with Progress(BarColumn(), TextColumn("{task.description}"), console=Console(stderr=True)) as bar:
        task = bar.add_task("", total=1)
        yield lambda report: bar.update(
            task, description=line(report), completed=report.finished, total=max(report.total, 1)
        )


def _plain() -> Callable[[Report], None]:
    last = time.monotonic()

    def show(report: Report) -> None:
        nonlocal last
        if time.monotonic() - last >= EVERY:
            last = time.monotonic()
            print(line(report), file=sys.stderr, flush=True)

    return show


def line(report: Report) -> str:
    """How far it is."""
    rate, left = report.rate()
    aside = f", {len(report.quarantine)} in quarantine" if report.quarantine else ""
    return f"{report.finished} of {report.total} files{aside}, {rate:.0f} articles/s, {_duration(left)} left"


def _duration(seconds: float) -> str:
    if math.isinf(seconds):
        return "unknown time"
    minutes = math.ceil(max(seconds, 0) / 60)
    if minutes < 120:
        return f"{minutes} min"
    return f"{minutes / 60:.0f} h" if minutes < 72 * 60 else f"{minutes / 1440:.0f} days"


def told(report: Report) -> str:
    """What came of it, in words."""
    counts = report.counts
    lines = [
        f"{report.finished} of {report.total} files are finished"
        + (f", {report.before} of them before" if report.before else ""),
        f"looked at {counts['read']} articles: {counts['articles']} read, {counts['mentions']} mentions",
        *(f"  {n} left out: {why}" for why, n in report.skipped.items()),
    ]
    if counts["rejects"]:
        lines.append(f"  {counts['rejects']} could not be read; load keeps where and why")
    if report.quarantine:
        lines.append(f"{len(report.quarantine)} in quarantine, to be tried again with --retry:")
        lines += [f"  {name}: {why}" for name, why in sorted(report.quarantine.items())[:SHOWN]]
        if len(report.quarantine) > SHOWN:
            lines.append(f"  and {len(report.quarantine) - SHOWN} more")
    return "\n".join(lines)


def loaded(found: Loaded) -> str:
    """What a load did, in words."""
    if not found.parts:
        return f"all {found.before} parts were in the store" if found.before else "no part is finished"
    n = found.counts
    lines = [
        f"loaded {found.parts} parts" + (f"; {found.before} were in the store" if found.before else ""),
        f"{n['new']} new articles, {n['changed']} changed, {n['reread']} read again with newer rules, "
        f"{n['copies']} copies of others, {n['unchanged']} unchanged, {n['mentions']} mentions",
        *(f"  {n} were left out: {why}" for why, n in found.skipped.items()),
    ]
    if found.rejected:
        lines.append(f"  {found.rejected} could not be read: rejects list")
    return "\n".join(lines)
