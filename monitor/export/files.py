"""A choice of the store as a file, whole or not at all, with what it says of itself."""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from sqlalchemy import Engine

from monitor.export import geojson
from monitor.export.about import About, about, as_data, as_text
from monitor.export.choice import CSV, GEOJSON, JSONL, XLSX, Choice
from monitor.export.lines import csv_cells, encoding, json_line
from monitor.export.numbers import Numbers
from monitor.export.tables import Table, table_of

BESIDE = {CSV: ".README.txt", JSONL: ".README.json"}  # the other formats hold it themselves


@dataclass
class Export:
    """A choice of a store, about to be written. total: rows of all tables together."""

    engine: Engine
    choice: Choice

    def __post_init__(self) -> None:
        numbers = Numbers(self.engine, self.choice)
        self.tables = [table_of(name, self.engine, self.choice, numbers) for name in self.choice.tables]
        self.about: About = about(self.engine, self.choice, self.tables)
        self.total = sum(table.total for table in self.tables)

    def write(self, path: Path) -> Iterator[int]:
        """Write the file, and the one beside it where the format has no room for what it says of itself.

        Yields how many rows are written. The file appears when it is complete.
        """
        part = path.with_name(f".{path.name}.part")
        try:
            if self.choice.format == XLSX:
                from monitor.export import workbook  # only where it is needed: it takes as long to load as a page

                yield from workbook.write(part, self.tables, self.about)
            else:
                with part.open("w", encoding=encoding(self.choice.format), newline="") as out:
                    yield from self.stream(out)
            os.replace(part, path)
        finally:
            part.unlink(missing_ok=True)
        if suffix := BESIDE.get(self.choice.format):
            path.with_suffix(suffix).write_text(self.beside(), encoding="utf-8")

    def stream(self, out: TextIO) -> Iterator[int]:
        """Write a text format into a stream."""
        table = self.tables[0]
        if self.choice.format == GEOJSON:
            yield from geojson.write(table, self.about, out)
            return
        n = 0
        for n, line in enumerate(_lines(table, self.choice, out), start=1):  # noqa: B007
            yield n
        self.about.rows[table.name] = n

    def beside(self) -> str:
        """What the file says of itself, for a file of its own."""
        if self.choice.format == JSONL:
            return json.dumps(as_data(self.about), ensure_ascii=False, indent=1) + "\n"
        return as_text(self.about)


def _lines(table: Table, choice: Choice, out: TextIO) -> Iterator[None]:
    names = [column.name for column in table.columns]
    if choice.format == JSONL:
        for values in table.rows:
            yield out.write(json_line(names, values))
        return
    writer = csv.writer(out)
    writer.writerow(names)
    if choice.hxl:
        writer.writerow([column.hxl for column in table.columns])
    for values in table.rows:
        yield writer.writerow(csv_cells(values))
