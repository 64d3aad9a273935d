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
from monitor.export.choice import MENTIONS
from monitor.export.declared import Column
from monitor.export.tables import Table
from monitor.sanitise import cell

ROWS = 1_048_576  # a sheet has no more; further rows go on in a further sheet
LONGEST = 32_767  # characters in a cell
WIDTHS = {"text": 18, "integer": 11, "boolean": 11, "date": 12, "list": 20, "json": 30}
WIDE = {"quote": 70, "title": 45, "governorate_name_en": 26, "governorate_name_ar": 26}
README = "README"
README_WIDTHS = (34, 24, 28, 90)
LAST = len(README_WIDTHS) - 1
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
        _printed(sheet, self.heads, wide=self.table.name == MENTIONS)
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


def _printed(sheet: Worksheet, heads: int, *, wide: bool) -> None:
    """On paper: the headings on each page, all columns on one page where there is room for them."""
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.repeat_rows(0, heads - 1)
    if not wide:
        sheet.fit_to_pages(1, 0)


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
    _printed(sheet, 1, wide=False)
    rtl = about.t.dir == "rtl"
    if rtl:
        sheet.right_to_left()
    for position, width in enumerate(README_WIDTHS):
        sheet.set_column(position, position, width)
    # Cells that begin with a Latin word would else read from left to right, whatever the sheet does.
    plain = {"text_wrap": True, "valign": "top", "reading_order": 2 if rtl else 1, "align": "right" if rtl else "left"}
    styles = {None: plain, "head": plain | {"bold": True}, "title": plain | {"bold": True, "font_size": 14}}
    formats = {name: book.add_format(style) for name, style in styles.items()}
    for row, (cells, style) in enumerate(_readme_lines(about)):
        sheet.set_row(row, _height(cells, 20 if style == "title" else 15))
        for position, text in enumerate(cells):
            last = position == len(cells) - 1 and position < LAST
            if last and text:  # the rest of the line is its own
                sheet.merge_range(row, position, row, LAST, str(cell(text)), formats[style])
            elif text:
                sheet.write_string(row, position, str(cell(text)), formats[style])


def _readme_lines(about: About) -> Iterator[tuple[list[str], str | None]]:
    """The cells of each line, and its style."""
    word = about.words
    yield [word["title"]], "title"
    yield [], None
    for fact in about.all_facts:
        yield [fact.label, fact.text], None
    yield [], None
    for note in about.notes:
        yield [note], None
    yield [], None
    yield [word["sheet"], word["column"], word["type"], word["meaning"]], "head"
    for table in about.tables:
        for one in table.columns:
            yield [table.name, one.name, word[f"type_{one.type}"], one.meaning(about.lang)], None
    yield [], None
    yield [word["codes"], word["column"], word["code"], word["meaning"]], "head"
    for row in about.codes():
        yield ["", *row], None


def _height(cells: list[str], line: int) -> float:
    """Points for the longest cell of a line; programs do not find it out for merged cells."""
    rooms = [*README_WIDTHS[: len(cells) - 1], sum(README_WIDTHS[max(len(cells) - 1, 0) :])]
    return line * max([1, *(-(-len(text) // room) for text, room in zip(cells, rooms, strict=False))])
