"""The commands that keep the store: reading again, rejects, runs, backups, the daily counts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from monitor.cli import GOES_ON, Db, app, fail, say, stored

if TYPE_CHECKING:
    from collections.abc import Callable

    from monitor.ingest import Summary

rejects_app = typer.Typer(no_args_is_help=True, help="What could not be read.")
rollup_app = typer.Typer(no_args_is_help=True, help="The daily counts.")
app.add_typer(rejects_app, name="rejects")
app.add_typer(rollup_app, name="rollup")


def _reading(title: str, work: Callable[..., Summary | None], db: str | None) -> Summary | None:
    """Work on the store with the present rules, its progress shown; what fails is told in a line."""
    from sqlalchemy.exc import SQLAlchemyError

    from extractors import pipeline
    from monitor import progress

    engine = stored(db)
    try:
        with progress.shown(title) as show:
            version = pipeline.rules_version()
            return work(engine, extract=pipeline.extract, rules_version=version, progress=show)
    except KeyboardInterrupt:
        raise fail(f"stopped; {GOES_ON}", 130) from None
    except SQLAlchemyError as error:
        raise fail(f"the store could not be written: {getattr(error, 'orig', None) or error}; {GOES_ON}") from None


@app.command()
def reextract(db: Db = None) -> None:
    """Read all stored articles again with the present rules; stopped, the same command goes on from there."""
    from monitor import progress
    from monitor.again import reextract as work

    summary = _reading("reading again", work, db)
    if not summary.total:
        print("every article has been read with the present rules")
        return
    print(progress.told(summary))
    raise typer.Exit(summary.exit_code)


@rejects_app.command("list")
def rejects_list(
    db: Db = None,
    run: Annotated[int | None, typer.Option(help="Of one run, settled or not. Default: what is not settled.")] = None,
) -> None:
    """What could not be read and why, as places to go to; fields that an article went in without included."""
    from monitor import queries
    from monitor.articles import Reject

    rows = queries.rejects(stored(db), run, limit=1_000_000)
    for row in rows:
        reject = Reject(row["file"], row["line"], row["field"], row["reason"])
        print(f"run {row['run_id']}: {reject}{' (went in without it)' if row['partial'] else ''}")
    say(f"{len(rows)} rejects")


@rejects_app.command("retry")
def rejects_retry(db: Db = None) -> None:
    """Read again what was rejected: the files as they are now, the articles with the present rules.

    Ends with 0 where all went in, 3 where a part was rejected again, 1 where nothing went in.
    """
    from monitor import progress
    from monitor.again import gone, retry

    summary = _reading("retrying", retry, db)
    if summary is None:
        print("nothing was rejected")
        return
    print(progress.told(summary))
    missing = gone(stored(db))
    for reject in missing:
        print(f"  {reject}")
    raise typer.Exit(summary.exit_code or (3 if missing else 0))


@app.command()
def runs(db: Db = None, limit: Annotated[int, typer.Option(min=1, help="How many.")] = 20) -> None:
    """What was read when, and what is being read now."""
    from monitor import queries

    for run in queries.runs(stored(db), limit=limit):
        how = f"{run['done']} of about {run['total']}" if run["state"] in ("running", "lost") else f"{run['done']}"
        what = f"{how} articles, {run['mentions']} mentions, {run['skipped']} skipped"
        last = f"last sign of life {run['heartbeat']}" + (f"; {run['errors']}" if run["errors"] else "")
        print(f"run {run['id']} {run['kind']} {run['started']} {run['state']}: {what}, {last}")


@app.command()
def backup(file: Annotated[Path, typer.Argument(help="Written anew as a whole.")], db: Db = None) -> None:
    """Write the whole store into one file, while others go on working."""
    from sqlalchemy.exc import SQLAlchemyError

    from monitor import backup as backups

    engine = stored(db)
    try:
        backups.backup(engine, file)
    except (SQLAlchemyError, OSError, backups.Unfit) as error:
        raise fail(f"no backup was made: {getattr(error, 'orig', None) or error}") from None
    print(f"{file}: {file.stat().st_size / 1e6:.1f} MB")


@app.command()
def restore(file: Annotated[Path, typer.Argument(help="What backup wrote.")], db: Db = None) -> None:
    """Put a backup in the store's place, after all checks; the store that was there is kept beside it.

    Of a PostgreSQL database, what was there is kept in a file beside the backup.
    """
    from sqlalchemy.exc import SQLAlchemyError

    from monitor import backup as backups

    try:
        held, kept = backups.restore(file, db)
    except (SQLAlchemyError, OSError, backups.Unfit) as error:
        raise fail(f"nothing was restored: {getattr(error, 'orig', None) or error}") from None
    print("restored " + ", ".join(f"{n} {name}" for name, n in held.items()))
    if kept:
        print(f"what was there before: {kept}")


@rollup_app.command("rebuild")
def rollup_rebuild(db: Db = None) -> None:
    """Make the daily counts anew from the mentions."""
    from monitor.doctor import rebuild_counts, rollup_check
    from monitor.store.engine import reading

    engine = stored(db)
    rebuild_counts(engine)
    with reading(engine) as conn:
        check = rollup_check(conn)
    print(f"{check.name}: {check.found}")
    raise typer.Exit(0 if check.ok else 1)
