"""Runs: one row for each ingest, kept up to date while it works, and what it could not read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from sqlalchemy import Connection, insert, update

from monitor.articles import Reject
from monitor.store.meta import now
from monitor.store.schema import rejects, runs


def start_run(conn: Connection, total: int, rules_version: str) -> int:
    """A new run; total is how many articles it is about to read, as far as can be told."""
    stamp = now()
    values = {"started": stamp, "heartbeat": stamp, "stage": "reading", "total": total, "rules_version": rules_version}
    return conn.execute(insert(runs).values(values)).inserted_primary_key[0]


def advance_run(conn: Connection, run_id: int, counted: Counter[str], rejected: Iterable[Reject]) -> None:
    """Add a batch to the run's counts."""
    rejected = list(rejected)
    columns = ("new", "unchanged", "changed", "reread", "copies", "mentions")
    values = {runs.c[name]: runs.c[name] + counted[name] for name in columns}
    skipped = sum(not reject.partial for reject in rejected)
    done = sum(counted.values()) - counted["mentions"] + skipped
    values |= {runs.c.done: runs.c.done + done, runs.c.skipped: runs.c.skipped + skipped, runs.c.heartbeat: now()}
    conn.execute(update(runs).where(runs.c.id == run_id).values(values))
    if rejected:
        conn.execute(insert(rejects), [_reject_row(run_id, reject) for reject in rejected])


def _reject_row(run_id: int, reject: Reject) -> dict[str, object]:
    return {
        "run_id": run_id,
        "file": reject.file,
        "line": reject.line,
        "field": reject.field,
        "reason": reject.reason,
        "raw": reject.raw.replace("\x00", "\N{SYMBOL FOR NULL}").encode("utf-8", "replace").decode("utf-8"),
    }


def end_run(conn: Connection, run_id: int, stage: str, errors: str | None = None) -> None:
    """Close the run: finished, stopped (by a person) or failed."""
    values = {"finished": now(), "stage": stage, "errors": errors}
    if stage == "finished":
        values["total"] = runs.c.done
    conn.execute(update(runs).where(runs.c.id == run_id).values(values))
