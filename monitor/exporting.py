"""The command that writes files for other programs and other people."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from monitor.choices import Category, FileFormat, Language, Profile, Status, Table
from monitor.cli import Db, app, fail, output, say, stored

if TYPE_CHECKING:
    from monitor.export.files import Export
    from monitor.filters import Filters


SUFFIXES = {f".{one.value}": one for one in FileFormat}


@app.command()
def export(
    db: Db = None,
    format: Annotated[FileFormat | None, typer.Option(help="Default: what --out ends in, else csv.")] = None,
    out: Annotated[Path | None, typer.Option(help="Default: standard output.")] = None,
    from_: Annotated[datetime | None, typer.Option("--from", formats=["%Y-%m-%d"], help="First day.")] = None,
    to: Annotated[datetime | None, typer.Option("--to", formats=["%Y-%m-%d"], help="Last day.")] = None,
    category: Annotated[list[Category] | None, typer.Option(help="May be given several times.")] = None,
    governorate: Annotated[list[str] | None, typer.Option(help="P-code or name; may be given several times.")] = None,
    status: Annotated[list[Status] | None, typer.Option(help="Default: reported.")] = None,
    profile: Annotated[
        Profile, typer.Option(help="full: all; team: rows without words and names; public: counts, small ones hidden.")
    ] = Profile.FULL,
    table: Annotated[
        Table | None, typer.Option(help="Default: mentions, of a public file weekly; a workbook has them all.")
    ] = None,
    lang: Annotated[Language, typer.Option(help="The language of what the file says of itself.")] = Language.AR,
    hxl: Annotated[bool, typer.Option("--hxl", help="A row of HXL hashtags under the header of CSV and XLSX.")] = False,
    no_quotes: Annotated[bool, typer.Option("--no-quotes", help="Leave out title, trigger and quote.")] = False,
    everything: Annotated[
        bool, typer.Option("--everything", help="Also copies, returns, releases, events abroad, rejected mentions.")
    ] = False,
) -> None:
    """Mentions of the store, or their counts, as CSV, Excel workbook, JSONL or GeoJSON.

    Mentions without an exact date are among the mentions, and in no count. A README beside a CSV or JSONL file, or
    inside the others, says what was chosen and what the columns mean.
    """
    from monitor import export as exports
    from monitor import queries
    from monitor.export.choice import MENTIONS, XLSX, Choice, Unfit
    from monitor.export.files import Export
    from monitor.store.users import note_terminal

    chosen = filters_of(from_, to, category, governorate, status, everything)
    kind = (format or SUFFIXES.get(out.suffix.lower() if out else "", FileFormat.CSV)).value
    name = table.value if table else None
    try:
        choice = Choice(chosen, kind, profile.value, name, lang.value, hxl, not no_quotes)
    except Unfit as error:
        raise typer.BadParameter(str(error)) from None
    if out is None and kind == XLSX:
        raise typer.BadParameter("a workbook needs --out FILE.xlsx")
    engine = stored(db)
    file = Export(engine, choice)
    note_terminal(engine, profile.value, table=choice.tables[0], format=kind)
    rows = write(file, out)
    what = "mentions" if choice.tables == (MENTIONS,) else "rows"
    say(f"{rows} {what}. {exports.NOTICE}" + (" Invented sample articles." if queries.kind(engine) == "sample" else ""))


def filters_of(
    start: datetime | None,
    end: datetime | None,
    categories: list[Category] | None,
    governorates: list[str] | None,
    statuses: list[Status] | None,
    everything: bool,
) -> Filters:
    """The flags as a choice of mentions."""
    from monitor.filters import EVERYTHING, WITH, Filters

    return Filters(
        start=start,
        end=end,
        categories=tuple(one.value for one in categories or ()),
        governorates=tuple(code_of(name) for name in governorates or ()),
        statuses=() if Status.ALL in (statuses or ()) else tuple(one.value for one in statuses or (Status.REPORTED,)),
        undated=WITH,
        **(EVERYTHING if everything else {}),
    )


def code_of(name: str) -> str:
    """The P-code for a code or a governorate's name in Arabic or English."""
    from extractors.fold import fold
    from monitor.export import governorate_names

    known = governorate_names()
    for code, names in known.items():
        if fold(name) in (fold(code), *map(fold, names)):
            return code
    raise typer.BadParameter(f"no governorate {name!r}; known: {', '.join(f'{c} {n[0]}' for c, n in known.items())}")


def write(file: Export, out: Path | None) -> int:
    """Write it, its progress shown; how many rows."""
    from monitor import progress
    from monitor.export.lines import encoding

    try:
        if out is None:
            with output(None, encoding(file.choice.format)) as stream:
                return progress.followed("writing", file.stream(stream), file.total, show=not sys.stdout.isatty())
        return progress.followed("writing", file.write(out), file.total)
    except OSError as error:
        raise fail(f"{out}: {error.strerror or error}; nothing was written") from None
    except KeyboardInterrupt:
        raise fail("stopped; nothing was written", 130) from None
