"""Runs: one row for each piece of work on the store, kept up to date while it works, and what it could not read."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path

from sqlalchemy import Connection, insert, select, update

from extractors.records import Article
from monitor.articles import Reject
from monitor.store.meta import now
from monitor.store.schema import rejects, runs

INGEST, REEXTRACT, RETRY, LOAD = "ingest", "reextract", "retry", "load"
INTERRUPTED = "interrupted"  # the stage of a run that a backup caught at work, once it is restored
ARTICLE = "article "  # how a reject names an article that was read but not extracted (monitor.extract)
IDS_AT_ONCE = 500
# What may become of an article. Here, for whoever tells of it need not load what writes it.
NEW, CHANGED, REREAD, UNCHANGED, COPIES = "new", "changed", "reread", "unchanged", "copies"


def start_run(conn: Connection, total: int, rules_version: str, kind: str = INGEST) -> int:
    """A new run; total is how many articles it is about to read, as far as can be told."""
    stamp = now()
    values = {"kind": kind, "started": stamp, "heartbeat": stamp, "stage": "reading", "total": total}
    return conn.execute(insert(runs).values(values | {"rules_version": rules_version})).inserted_primary_key[0]


def beat(conn: Connection, run_id: int) -> None:
    """Say that the run is still at work, where a batch takes long."""
    conn.execute(update(runs).where(runs.c.id == run_id).values(heartbeat=now()))


def advance_run(
    conn: Connection,
    run_id: int,
    counted: Counter[str],
    rejected: Iterable[Reject],
    lost: Mapping[str, Article] | None = None,
) -> None:
    """Add a batch to the run's counts. lost holds, by a reject's file, the articles that could not be extracted."""
    rejected = list(rejected)
    columns = ("new", "unchanged", "changed", "reread", "copies", "mentions")
    values = {runs.c[name]: runs.c[name] + counted[name] for name in columns}
    skipped = sum(not reject.partial for reject in rejected)
    done = sum(counted.values()) - counted["mentions"] + skipped
    values |= {runs.c.done: runs.c.done + done, runs.c.skipped: runs.c.skipped + skipped, runs.c.heartbeat: now()}
    conn.execute(update(runs).where(runs.c.id == run_id).values(values))
    if rejected:
        close_rejects(conn, (reject.file for reject in rejected if reject.file.startswith(ARTICLE)))
        conn.execute(insert(rejects), [_reject_row(run_id, reject, lost or {}) for reject in rejected])


def _reject_row(run_id: int, reject: Reject, lost: Mapping[str, Article]) -> dict[str, object]:
    article = lost.get(reject.file)
    return {
        "run_id": run_id,
        "file": reject.file if article else place(reject.file),
        "line": reject.line,
        "field": reject.field,
        "reason": reject.reason,
        "raw": reject.raw.replace("\x00", "\N{SYMBOL FOR NULL}").encode("utf-8", "replace").decode("utf-8"),
        "partial": reject.partial,
        "article": json.dumps(asdict(article), ensure_ascii=False) if article else None,
    }


def place(file: str) -> str:
    """The file where it will be found from any folder; a URL is that."""
    return file if "://" in file else str(Path(file).absolute())


def close_rejects(conn: Connection, files: Iterable[str], *, before: int | None = None) -> None:
    """What was rejected of these (in runs before that one) is settled: a newer run has read the same again."""
    files = sorted(set(files))
    for first in range(0, len(files), IDS_AT_ONCE):
        these = rejects.c.file.in_(files[first : first + IDS_AT_ONCE])
        query = update(rejects).where(rejects.c.open, these)
        conn.execute((query if before is None else query.where(rejects.c.run_id < before)).values(open=False))


def open_rejects(conn: Connection) -> list[tuple[str, str | None]]:
    """(file, article as JSON) of all that is not settled; a field that an article went in without included."""
    query = select(rejects.c.file, rejects.c.article).where(rejects.c.open).order_by(rejects.c.id)
    return [tuple(row) for row in conn.execute(query)]


def end_run(conn: Connection, run_id: int, stage: str, errors: str | None = None) -> None:
    """Close the run: finished, stopped (by a person), failed or interrupted (of a restored backup)."""
    stamp = now()
    values = {"finished": stamp, "heartbeat": stamp, "stage": stage, "errors": errors}
    if stage == "finished":
        values["total"] = runs.c.done
    conn.execute(update(runs).where(runs.c.id == run_id).values(values))
