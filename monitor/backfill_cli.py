"""The commands for very many articles: backfill reads them into parts, load brings the parts into a store."""

from __future__ import annotations

import os
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from monitor.cli import GOES_ON, Db, app, columns_of, fail, say, stored

if TYPE_CHECKING:
    from monitor.articles import Reject
    from monitor.backfill.crew import Crew
    from monitor.backfill.inputs import Input

PLACES = "A path, a folder, a glob, or a URL that fsspec knows (s3://…)."


@app.command()
def backfill(
    inputs: Annotated[list[str], typer.Argument(metavar="INPUT…", help=PLACES)],
    out: Annotated[Path, typer.Option(help="Folder of the parts, which every worker sees under this name.")],
    jobs: Annotated[int | None, typer.Option(min=1, help="Processes to use here. Default: one a processor.")] = None,
    scheduler: Annotated[str | None, typer.Option(help="A Dask cluster instead, such as tcp://10.0.0.5:8786.")] = None,
    abroad: Annotated[bool, typer.Option("--abroad", help="Also read articles on other countries only.")] = False,
    columns: Annotated[
        list[str] | None, typer.Option(metavar="FIELD=NAME", help="A column of a table; may be given several times.")
    ] = None,
    retry: Annotated[bool, typer.Option("--retry", help="Also try again what is in quarantine.")] = False,
) -> None:
    """Read many files of articles (JSONL, CSV, Parquet, WARC and whatever ingest reads, also .gz) into parts.

    A file at a time; started again, it goes on where it was. Ends with 0 where all was read, 3 where a part was not,
    1 where nothing was.
    """
    from extractors import pipeline
    from monitor.backfill import showing
    from monitor.backfill.crew import NoCluster
    from monitor.backfill.ledger import Busy
    from monitor.backfill.parts import CannotWrite, How
    from monitor.backfill.run import Stopped
    from monitor.backfill.run import backfill as run

    found, refused = _found(inputs)
    how = How(pipeline.rules_version(), abroad, columns_of(columns or []))
    try:
        with _crew(jobs, scheduler) as crew, showing.shown() as show:
            report = run(found, out, how, crew, again=retry, show=show)
    except KeyboardInterrupt:
        raise fail(f"stopped; {GOES_ON}", 130) from None
    except (Stopped, NoCluster, Busy, CannotWrite, OSError) as error:
        raise fail(f"{error}; {GOES_ON}") from None
    print(showing.told(report))
    raise typer.Exit(report.exit_code or (3 if refused else 0))


def _found(inputs: list[str]) -> tuple[list[Input], list[Reject]]:
    """The inputs; what is none is told at once."""
    from monitor.backfill.inputs import Unreadable, find_inputs

    try:
        found, refused = find_inputs(inputs)
    except Unreadable as error:
        raise fail(error) from None
    for reject in refused:
        say(reject)
    if not found:
        raise fail("nothing to read")
    return found, refused


def _crew(jobs: int | None, scheduler: str | None) -> AbstractContextManager[Crew]:
    from monitor.backfill import crew

    if scheduler and jobs:
        raise typer.BadParameter("--jobs is for this computer; a cluster has the workers that it has")
    return crew.cluster(scheduler) if scheduler else crew.local(jobs or os.cpu_count() or 1)


@app.command()
def load(folder: Annotated[Path, typer.Argument(metavar="DIR", help="What backfill wrote.")], db: Db = None) -> None:
    """Bring the parts of a backfill into the store, each row once, however often it is stopped and started.

    Ends with 0 where all went in, 3 where a part was rejected, 1 where there is nothing to load.
    """
    from sqlalchemy.exc import SQLAlchemyError

    from extractors import pipeline
    from monitor import progress
    from monitor.backfill import showing
    from monitor.backfill.load import Unfit
    from monitor.backfill.load import load as run

    try:
        with progress.shown("loading") as show:
            loaded = run(stored(db, create=True), folder, rules_version=pipeline.rules_version(), progress=show)
    except KeyboardInterrupt:
        raise fail(f"stopped; {GOES_ON}", 130) from None
    except Unfit as error:
        raise fail(error) from None
    except SQLAlchemyError as error:
        raise fail(f"the store could not be written: {getattr(error, 'orig', None) or error}; {GOES_ON}") from None
    print(showing.loaded(loaded))
    raise typer.Exit(1 if not loaded.parts + loaded.before else 3 if loaded.rejected else 0)
