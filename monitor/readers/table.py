"""CSV files: a row an article, whatever separates the cells."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from monitor.readers.columns import parts, separator
from monitor.readers.encoding import decode
from monitor.readers.limits import MB
from monitor.readers.parts import Hints, Part, Refused


def parse(raw: bytes, hints: Hints) -> Iterator[Part]:
    """An article a row. Raises Refused where the header names no column of texts."""
    text = decode(raw, hints.charset)
    if "\x00" in text[:100_000]:
        raise Refused("contains NUL characters; not a table of text")
    yield from parts(_rows(text), hints)


def _rows(text: str) -> Iterator[tuple[int, Sequence[str]]]:
    csv.field_size_limit(10 * MB)
    header = next((line for line in text.split("\n", 20) if line.strip()), "")
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator(header))
    try:
        for row in rows:
            yield rows.line_num, row
    except csv.Error as error:
        raise Refused(f"line {rows.line_num}: {error}") from None
