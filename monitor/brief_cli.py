"""The command that writes the weekly brief: one page, or every variant of it into a folder."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from monitor.choices import Language, Picture, Profile, Shape
from monitor.cli import Db, app, fail, stored

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from monitor.brief import Variant


@app.command()
def brief(
    week: Annotated[str | None, typer.Option(help="ISO week, such as 2026-W47. Default: the last whole one.")] = None,
    lang: Annotated[Language | None, typer.Option(help="Its language. Default: ar.")] = None,
    format: Annotated[Picture | None, typer.Option(help="Default: what --out ends in, else png.")] = None,
    shape: Annotated[Shape | None, typer.Option(help="a4, or wide: 16 to 9. Default: a4.")] = None,
    out: Annotated[Path | None, typer.Option(help="A .png or .pdf file, or a folder. Default: this folder.")] = None,
    all_: Annotated[
        bool, typer.Option("--all", help="Every variant, or of one --lang, --format, --shape, into the folder --out.")
    ] = False,
    profile: Annotated[
        Profile, typer.Option(help="full: all; team: without quotes; public: counts alone, small ones hidden.")
    ] = Profile.FULL,
    db: Db = None,
) -> None:
    """One week on one page: numbers, map, what changed, key sentences.

    The last whole week is the last one that is over and of which articles have been read.
    """
    from monitor import queries
    from monitor.brief import every_variant

    chosen = [one.value if one else None for one in (lang, shape, format)]
    folder = out is None or out.is_dir() or all_ or not (out.suffix or out.exists())
    if not folder:
        chosen[2] = _format_of(out, chosen[2])
    if all_ and out is not None and (out.is_file() or out.suffix.lower() in SUFFIXES):
        raise typer.BadParameter(f"--all writes into a folder, and {out} is a file")
    engine = stored(db)
    week, sample = _week(engine, week), queries.kind(engine) == "sample"
    variants = _variants(chosen, all_)
    for variant, page in every_variant(engine, week, variants, sample=sample, profile=profile.value):
        path = (out or Path()) / variant.file_name(week, sample, profile.value) if folder else out
        print(_written(path, page))


SUFFIXES = {f".{one.value}": one.value for one in Picture}


def _format_of(out: Path, asked: str | None) -> str:
    """The format that the name of a file says, or the one asked for: not two different ones."""
    named = SUFFIXES.get(out.suffix.lower())
    if named is None and asked is None:
        raise typer.BadParameter(f"{out}: a brief ends in .png or .pdf, or --format says which it is")
    if named and asked and named != asked:
        raise typer.BadParameter(f"{out} ends in .{named}, and --format says {asked}")
    return asked or named


def _variants(chosen: list[str | None], every: bool) -> list[Variant]:
    """All that are of the chosen language, shape and format; if not every one, the first where nothing is chosen."""
    from monitor.brief import VARIANTS

    fits = [v for v in VARIANTS if all(want in (None, have) for want, have in zip(chosen, v, strict=True))]
    return fits if every else fits[:1]


def _week(engine: Engine, name: str | None) -> str:
    """The week asked for, in the usual writing; else the last whole one."""
    from monitor import queries
    from monitor.weeks import last_complete_week, week_days, week_of

    if name is None:
        newest = queries.bounds(engine).published_last
        if newest is None:
            raise fail("no article in the store has a day of publication, so there is no last week; say --week")
        return week_of(last_complete_week(dt.date.fromisoformat(newest), dt.date.today()))
    try:
        return week_of(week_days(name)[0])
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None


def _written(path: Path, page: bytes) -> Path:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(page)
    except OSError as error:
        raise fail(f"{path} could not be written: {error.strerror or error}") from None
    return path
