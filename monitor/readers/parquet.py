"""Parquet files: a row an article, read a piece at a time.

The library may crash on a bad file: only for processes of their own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from monitor.readers.columns import mapped, parts
from monitor.readers.parts import Hints, Part, Refused, Source

ROWS_AT_ONCE = 500
NO_LIMIT = 1 << 60  # rows: they are never all in memory


def articles(source: Source, hints: Hints) -> Iterator[Part]:
    """An article a row. Raises Refused where no column holds texts or the file is damaged."""
    import pyarrow as pa
    from pyarrow.parquet import ParquetFile

    try:
        with source.open() as stream:
            file = ParquetFile(stream)
            names = file.schema_arrow.names
            columns = mapped(names, hints.columns)
            wanted = [names[at] for at in sorted(set(columns.values()))]
            yield from parts(_rows(file, wanted if "text" in columns else names), hints, limit=NO_LIMIT)
    except (pa.ArrowException, OSError) as error:  # its library tells damage by either
        raise Refused(f"a damaged Parquet file: {str(error)[:200]}") from None


def _rows(file: object, names: list[str]) -> Iterator[tuple[int, Sequence[object]]]:
    """Numbered rows of the columns that are needed, their names first."""
    yield 0, names
    number = 0
    for batch in file.iter_batches(ROWS_AT_ONCE, columns=names):
        for row in batch.to_pylist():
            number += 1
            yield number, [row[name] for name in names]
