"""Tables as an Excel workbook, written row by row: a README sheet, then a sheet for each table."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from monitor.export.about import About
from monitor.export.declared import Column
from monitor.export.tables import Table
from monitor.sanitise import cell

ROWS = 1_048_576  # a sheet has no more; further rows go on in a further sheet
LONGEST = 32_767  # characters in a cell
WIDTHS = {"text": 18, "integer": 11, "boolean": 11, "date": 12, "list": 20, "json": 30}
WIDE = {"quote": 70, "title": 45, "governorate_name_en": 26, "governorate_name_ar": 26}
README = "README"
DAY = "yyyy-mm-dd"
MADE = dt.datetime(2000, 1, 1)  # a file of the same store has the same bytes whenever it is written


def write(path: Path, tables: list[Table], about: About) -> Iterator[int]:
    """Write the workbook; rows written so far, now and then, and in the end."""
    # In constant memory: each row is put into a temporary file as soon as the next one begins.
    options = {"constant_memory": True, "default_date_format": DAY, "strings_to_urls": False}
    with xlsxwriter.Workbook(str(path), options) as book:
        book.use_zip64()
        book.set_properties({"title": about.words["title"], "comments": about.notes[0], "created": MADE})
        readme = book.add_worksheet(README)
        done = 0
        for table in tables:
            for done in _Sheets(book, table, about).write(done):  # noqa: B020
                yield done
        _write_readme(readme, book, about)


class _Sheets:
    """The sheets of one table."""

    def __init__(self, book: Workbook, table: Table, about: About) -> None:
        self.book, self.table, self.about = book, table, about
        self.header = book.add_format({"bold": True, "bg_color": "#0F5C7A", "font_color": "#FFFFFF", "border": 1})
        day = book.add_format({"num_format": DAY})
        self.writers = [_writer(column, day) for column in table.columns]
        self.heads = 2 if about.choice.hxl else 1

    def write(self, done: int) -> Iterator[int]:
        """All rows; those of the whole workbook so far."""
        sheet, row, number = self._sheet(1), self.heads, 1
        first = done
        for values in self.table.rows:
            if row == ROWS:
                self._close(sheet, row)
                number += 1
                sheet, row = self._sheet(number), self.heads
            for column, (value, put) in enumerate(zip(values, self.writers, strict=True)):
                if value is not None and value != "":
                    self.about.cut += put(sheet, row, column, value)
            row += 1
            done += 1
            yield done
        self._close(sheet, row)
        self.about.rows[self.table.name] = done - first

    def _sheet(self, number: int) -> Worksheet:
        sheet = self.book.add_worksheet(self.table.name if number == 1 else f"{self.table.name} {number}")
        if self.about.t.dir == "rtl":
            sheet.right_to_left()
        sheet.freeze_panes(self.heads, 1)
        for position, column in enumerate(self.table.columns):
            sheet.set_column(position, position, WIDE.get(column.name, WIDTHS[column.type]))
        for position, column in enumerate(self.table.columns):
            sheet.write_string(0, position, column.name, self.header)
        if self.about.choice.hxl:
            for position, column in enumerate(self.table.columns):
                sheet.write_string(1, position, column.hxl)
        return sheet

    def _close(self, sheet: Worksheet, row: int) -> None:
        """The filter stands on the last of the heading rows, so that sorting leaves these where they are."""
        sheet.autofilter(self.heads - 1, 0, max(row - 1, self.heads), len(self.table.columns) - 1)


def _writer(column: Column, day: Format) -> Callable[[Worksheet, int, int, Any], int]:
    """What writes a cell of the column; 1 where it had to be shortened."""

    def text(sheet: Worksheet, row: int, position: int, value: Any) -> int:
        shown = str(cell(str(value)))
        long = len(shown) > LONGEST
        sheet.write_string(row, position, shown[: LONGEST - 1] + "…" if long else shown)
        return int(long)

    def number(sheet: Worksheet, row: int, position: int, value: Any) -> int:
        sheet.write_number(row, position, value)
        return 0

    def truth(sheet: Worksheet, row: int, position: int, value: Any) -> int:
        sheet.write_boolean(row, position, value)
        return 0

    def date(sheet: Worksheet, row: int, position: int, value: Any) -> int:
        if len(value) != 10 or value < "1900-03-01":  # with a time of day; or older than what Excel takes for a day
            return text(sheet, row, position, value)
        sheet.write_datetime(row, position, dt.datetime.fromisoformat(value), day)
        return 0

    return {"integer": number, "boolean": truth, "date": date}.get(column.type, text)


def _write_readme(sheet: Worksheet, book: Workbook, about: About) -> None:
    """What the file holds, how to read it, every column and every code."""
    word = about.words
    big, bold = book.add_format({"bold": True, "font_size": 14}), book.add_format({"bold": True, "valign": "top"})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    if about.t.dir == "rtl":
        sheet.right_to_left()
    for position, width in enumerate((24, 24, 26, 100)):
        sheet.set_column(position, position, width)
    lines: list[tuple[list[str], Format]] = [([word["title"]], big), ([], wrapped)]
    lines += [([fact.label, "", "", fact.text], wrapped) for fact in about.all_facts]
    lines += [([], wrapped), *((["", "", "", note], wrapped) for note in about.notes), ([], wrapped)]
    lines.append(([word["sheet"], word["column"], word["type"], word["meaning"]], bold))
    for table in about.tables:
        lines += [([table.name, one.name, word[f"type_{one.type}"], one.meaning(about.lang)], wrapped)
                  for one in table.columns]  # fmt: skip
    lines += [([], wrapped), ([word["codes"], word["column"], word["code"], word["meaning"]], bold)]
    lines += [(["", *row], wrapped) for row in about.codes()]
    for row, (cells, style) in enumerate(lines):
        for position, text in enumerate(cells):
            if text:
                sheet.write_string(row, position, str(cell(text)), style)
