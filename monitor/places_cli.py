"""The commands on places: what a name resolves to, and importing a list of places. Imports as in cli.py."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from extractors.gazetteer import Place

app = typer.Typer(no_args_is_help=True, help="Names of places: look one up, or import a list of places.")
COLUMNS = ("name", "governorate", "kind", "needs a type word", "language", "source", "id")


@app.command()
def find(name: Annotated[str, typer.Argument(help="A name in Arabic or English.")]) -> None:
    """Show what a name resolves to: every place it may be, and which one it is where nothing else is said."""
    from extractors.language import detect

    rows = list(candidates(name))
    if not rows:
        print(f"no place is called {name!r}")
        raise typer.Exit(1)
    from rich.console import Console
    from rich.table import Table

    table = Table(*COLUMNS)
    for row in rows:
        table.add_row(*row)
    wide = None if sys.stdout.isatty() else 200  # a file or a pipe has room for whole names
    Console(width=wide).print(table)
    print(verdict(name, detect(name)))


@app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE", exists=True, dir_okay=False, help="CSV, XLSX or SY.txt.")],
    name: Annotated[str, typer.Option(help="Name of the layer. Default: the name of the file.")] = "",
) -> None:
    """Add a list of places that you have downloaded: OCHA's gazetteer or populated places, GeoNames' SY.txt.

    It goes into a table of its own in data/local, which stays on this computer and never overrides our tables.
    """
    from monitor.places_files import FileProblem
    from monitor.places_import import import_file

    try:
        report = import_file(file, name=name)
    except (FileProblem, OSError) as error:
        print(error, file=sys.stderr)
        raise typer.Exit(1) from None
    print("\n".join(report.told()))


def candidates(name: str) -> Iterator[tuple[str, ...]]:
    """The cells of each place that has this name in a language."""
    from extractors import gazetteer

    names = gazetteer.governorate_names()
    sources = {place.place_id: row["source"] for place, row in gazetteer.places()}
    for language in ("ar", "en"):
        for place in gazetteer.load(language).called(name):
            where = ", ".join(f"{code} {names[code][0]}" for code in place.pcodes) or place.country or "-"
            shown = place.name_ar if language == "ar" else place.name_en
            yield (shown, where, place.kind, _yes(place), language, sources[place.place_id], place.place_id)


def _yes(place: Place) -> str:
    return "yes" if place.common else "no"


def verdict(name: str, language: str) -> str:
    """What the name alone means, in a text that says nothing else of it."""
    from extractors.pipeline import read
    from extractors.records import Article

    for reading in read(Article("", name, language=language)):
        for item in reading.found:
            if item.abroad:
                return f"alone: abroad ({item.place.country})"
            if item.pcode:
                return f"alone: {item.pcode} ({item.place.place_id})"
            return f"alone: open between {', '.join(item.candidates) or 'no governorates'}"
    return "alone: no place; it counts after a type word or in a list with its neighbours"
