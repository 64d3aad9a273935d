"""The commands. What each needs is imported inside it: extract must start without the database's libraries."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from monitor.choices import Lines
from monitor.paths import ROOT
from monitor.places_cli import app as places_app
from monitor.readers.kinds import READ

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from monitor.articles import Read
    from monitor.ingest import Summary

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Displacement, arrests, executions and civilian harm as the press reports them, each with its sentence.",
)
sample_app = typer.Typer(no_args_is_help=True, help="The sample store.")
app.add_typer(sample_app, name="sample")
feeds_app = typer.Typer(no_args_is_help=True, help="The feeds of data/feeds.yaml.")
app.add_typer(feeds_app, name="feeds")
app.add_typer(places_app, name="places")

GOES_ON = "what was read before is kept, and the same command goes on from there"
CASES, FLOORS = ROOT / "tests" / "cases", ROOT / "tests" / "floors.json"


Db = Annotated[str | None, typer.Option("--db", help="Store: a path or a URL. Default: RASD_DB, else data/rasd.db.")]
Private = Annotated[bool, typer.Option("--allow-private", help="Also fetch from addresses that are not public.")]
KINDS = f"told by what is in it, not by its name: {READ}"
Files = Annotated[
    list[Path] | None,
    typer.Argument(metavar="[FILE…|-]", help=f"Default: standard input. A file's kind is {KINDS}."),
]


def say(text: object) -> None:
    """To the person, not into the output."""
    print(text, file=sys.stderr, flush=True)


def fail(text: object, code: int = 1) -> typer.Exit:
    """One line for the person, no traceback."""
    say(text)
    return typer.Exit(code)


@contextmanager
def output(path: Path | None, encoding: str) -> Iterator[TextIO]:
    """The file, or standard output; a reader that has seen enough (| head) is no error."""
    if path is not None:
        with path.open("w", encoding=encoding, newline="") as out:
            yield out
        return
    sys.stdout.reconfigure(encoding=encoding, newline="")
    try:
        yield sys.stdout
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # else Python complains once more at its end
        raise typer.Exit from None


def stored(db: str | None, *, create: bool = False) -> Engine:
    """The store, or one line that says why not."""
    from sqlalchemy.exc import SQLAlchemyError

    from monitor.store.engine import StoreMissing
    from monitor.store.migrations import StoreTooNew, open_store

    try:
        return open_store(db, create=create)
    except ModuleNotFoundError:
        raise fail("a PostgreSQL store needs its driver: pip install 'psycopg[binary]'") from None
    except (StoreMissing, StoreTooNew, OSError) as error:
        raise fail(error) from None
    except SQLAlchemyError as error:
        raise fail(f"cannot open the store: {getattr(error, 'orig', None) or error}") from None


@app.command()
def extract(
    files: Files = None,
    format: Annotated[Lines, typer.Option(help="How mentions are written.")] = Lines.JSONL,
    jobs: Annotated[int, typer.Option(min=1, help="Processes to use.")] = 1,
    explain: Annotated[bool, typer.Option("--explain", help="Say how each mention was found.")] = False,
) -> None:
    """Articles in, mentions out; nothing is stored.

    Reads files, folders, or article JSONL from standard input. What cannot be read is reported and skipped.
    """
    from extractors import pipeline
    from extractors.records import as_dict
    from monitor import export as exports
    from monitor.articles import Reject
    from monitor.extract import extract_all

    done = failed = 0
    find = pipeline.explain if explain else pipeline.extract
    with output(None, "utf-8" if explain else exports.encoding(format)) as out:
        write = None if explain else exports.WRITERS[format](out)
        for result in extract_all(articles_of(files or [Path("-")]), find, jobs=jobs):
            if isinstance(result, Reject):
                failed += 1
                say(result)
                continue
            done += 1
            if explain:
                out.write(f"{result[1]}\n")
            else:
                for mention in result[1]:
                    write(as_dict(mention))
            out.flush()  # whoever reads the pipe need not wait for the next article
    if failed and not done:
        raise fail("nothing could be read")


def articles_of(files: list[Path]) -> Iterator[Read]:
    """What the files hold, - being standard input."""
    from monitor.articles import read_lines
    from monitor.files import find_files, read_all

    for file in files:
        if str(file) == "-":
            yield from read_lines(sys.stdin.buffer, "standard input")
        else:
            yield from read_all(find_files([file]))


@app.command()
def ingest(
    places: Annotated[list[str], typer.Argument(metavar="PATH…|URL…", help=f"A file's kind is {KINDS}.")],
    db: Db = None,
    published: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The day of what does not say its own.")
    ] = None,
    columns: Annotated[
        list[str] | None, typer.Option(metavar="FIELD=NAME", help="A column of a table; may be given several times.")
    ] = None,
    private: Private = False,
) -> None:
    """Read files, folders of them, or addresses of articles and feeds into the store.

    Ends with 0 where everything went in, 3 where a part was rejected, 1 where nothing could be read.
    """
    from monitor.feeds import Web, read_url
    from monitor.net.fetch import Fetcher
    from monitor.readers.parts import Hints

    hints = Hints(published=published.date().isoformat() if published else None, columns=columns_of(columns or []))
    web = Web(Fetcher(private=private))
    urls = [place for place in places if "://" in place]  # those that are not fetched are told so
    more = (read for url in urls for read in read_url(url, web, hints))
    files = [Path(place) for place in places if place not in urls]
    summary = reading_into(stored(db, create=True), files, hints=hints, more=more)
    raise typer.Exit(summary.exit_code)


def columns_of(given: list[str]) -> dict[str, str]:
    """Article field -> column, from FIELD=NAME."""
    from extractors.records import ARTICLE_FIELDS

    columns = dict(pair.partition("=")[::2] for pair in given)
    if bad := [field for field, name in columns.items() if field not in ARTICLE_FIELDS or not name]:
        raise typer.BadParameter(f"{bad[0]!r}; say FIELD=NAME with a field of {', '.join(ARTICLE_FIELDS)}")
    return columns


def reading_into(engine: Engine, files: list[Path], **options: object) -> Summary:
    """A run of the store, its progress and its summary told."""
    from sqlalchemy.exc import SQLAlchemyError

    from extractors import pipeline
    from monitor import progress
    from monitor.ingest import ingest as run

    try:
        with progress.shown("reading") as show:
            version = pipeline.rules_version()
            summary = run(files, engine, extract=pipeline.extract, rules_version=version, progress=show, **options)
    except KeyboardInterrupt:
        raise fail(f"stopped; {GOES_ON}", 130) from None
    except SQLAlchemyError as error:
        raise fail(f"the store could not be written: {getattr(error, 'orig', None) or error}; {GOES_ON}") from None
    print(progress.told(summary))
    return summary


@feeds_app.command("fetch")
def feeds_fetch(
    db: Db = None,
    feeds: Annotated[Path | None, typer.Option(help="Default: data/feeds.yaml.")] = None,
    private: Private = False,
) -> None:
    """Read what is new in the feeds of data/feeds.yaml into the store; ends as ingest does."""
    from monitor import feeds as reading
    from monitor.net.fetch import Fetcher

    known = reading.load(feeds or reading.FEEDS)
    if not known:
        raise fail("no feeds yet; data/feeds.yaml says how to add one")
    engine = stored(db, create=True)
    reader = reading.Reader(engine, reading.Web(Fetcher(private=private)))
    summary = reading_into(engine, [], more=(read for feed in known for read in reader.read(feed)))
    reader.remember()
    raise typer.Exit(0 if not summary.rejects else summary.exit_code)


@app.command()
def evaluate(
    update: Annotated[bool, typer.Option("--update", help="Write the figures as new floors.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Let floors fall.")] = False,
    show: Annotated[bool, typer.Option("--show", help="List the failing rows.")] = False,
) -> None:
    """Figures on the rows of tests/cases, against their floors."""
    from monitor.evaluate import main

    FLOORS.parent.mkdir(exist_ok=True)
    raise typer.Exit(main(CASES, FLOORS, update, force=force, show=show))


@sample_app.command("build")
def sample_build() -> None:
    """Build data/sample.db anew from the sample articles."""
    from extractors import pipeline
    from monitor import progress
    from monitor.sample import build_sample

    with progress.shown("building the sample store") as show:
        summary = build_sample(pipeline.extract, pipeline.rules_version(), show)
    print(progress.told(summary))
    raise typer.Exit(summary.exit_code)


@app.command()
def doctor(
    db: Db = None,
    rebuild: Annotated[bool, typer.Option("--rebuild", help="First make the daily counts anew.")] = False,
) -> None:
    """Check the store and what the program runs on; ends with 1 where something is wrong."""
    from monitor.doctor import examine, rebuild_counts

    engine = stored(db)
    if rebuild:
        rebuild_counts(engine)
    bad = 0
    for name, ok, found in examine(engine):
        bad += ok is False
        print(f"{'-' if ok is None else 'ok' if ok else 'BAD':4} {name}: {found}")
    raise typer.Exit(1 if bad else 0)
