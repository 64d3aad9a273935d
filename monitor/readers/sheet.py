"""Excel files: every sheet that has a column of texts."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from itertools import chain

from monitor.readers.columns import mapped, parts
from monitor.readers.limits import ROWS
from monitor.readers.parts import Hints, Part, Refused

Row = tuple[int, Sequence[object]]


def parse(raw: bytes, hints: Hints) -> Iterator[Part]:
    """An article a row. A sheet without a column of texts is told where it has another field of an article, and where
    no other sheet holds articles; else it is of notes. Raises Refused where there is no row at all."""
    from openpyxl import load_workbook

    from monitor.readers.archive import check_unpacked

    check_unpacked(io.BytesIO(raw))
    told: list[tuple[bool, Part]] = []
    found = 0
    try:
        book = load_workbook(io.BytesIO(raw), read_only=True, data_only=True)
        for sheet in book.worksheets:
            header, rows = _begun(_rows(sheet))
            if header is None:
                continue
            try:
                for part in parts(rows, hints):
                    found += 1
                    yield part
            except Refused as error:
                told.append((bool(mapped(header)), Part(reason=f"sheet {sheet.title!r}: {error}")))
    except Exception as error:  # the library raises what its parts raise: KeyError, ParseError, BadZipFile and more
        raise Refused(f"a damaged Excel file: {type(error).__name__}: {str(error)[:200]}") from None
    yield from (part for like_articles, part in told if like_articles or not found)
    if not found and not told:
        raise Refused("an Excel file without rows")


def _begun(rows: Iterator[Row]) -> tuple[list[str] | None, Iterator[Row]]:
    """The header, None of an empty sheet as Excel adds them; and the rows, that one first."""
    first = next((row for row in rows if any(cell is not None for cell in row[1])), None)
    if first is None:
        return None, rows
    return [str(cell) for cell in first[1] if cell is not None], chain([first], rows)


def _rows(sheet: object) -> Iterator[Row]:
    """Numbered rows; a sheet may claim a million empty ones."""
    yield from enumerate(sheet.iter_rows(values_only=True, max_row=ROWS + 2, max_col=200), start=1)
