"""Excel files: every sheet that has a column of texts."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence

from monitor.readers.columns import parts
from monitor.readers.limits import ROWS
from monitor.readers.parts import Hints, Part, Refused


def parse(raw: bytes, hints: Hints) -> Iterator[Part]:
    """An article a row. Raises Refused where no sheet has a column of texts."""
    from openpyxl import load_workbook

    from monitor.readers.archive import check_unpacked

    check_unpacked(io.BytesIO(raw))
    refused: list[str] = []
    found = 0
    try:
        book = load_workbook(io.BytesIO(raw), read_only=True, data_only=True)
        for sheet in book.worksheets:
            try:
                for part in parts(_rows(sheet), hints):
                    found += part.record is not None
                    yield part
            except Refused as error:
                refused.append(f"sheet {sheet.title!r}: {error}")
    except Exception as error:  # the library raises what its parts raise: KeyError, ParseError, BadZipFile and more
        raise Refused(f"a damaged Excel file: {type(error).__name__}: {str(error)[:200]}") from None
    if not found:
        raise Refused("; ".join(refused) or "an Excel file without rows")


def _rows(sheet: object) -> Iterator[tuple[int, Sequence[object]]]:
    """Numbered rows; a sheet may claim a million empty ones."""
    yield from enumerate(sheet.iter_rows(values_only=True, max_row=ROWS + 2, max_col=200), start=1)
