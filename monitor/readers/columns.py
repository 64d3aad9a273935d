"""Which column of a table is which field of an article: by its Arabic or English name, or as the user says."""

from __future__ import annotations

import csv
import datetime as dt
import functools
import io
from collections.abc import Iterable, Iterator, Sequence

import yaml

from extractors.fold import fold
from extractors.records import ARTICLE_FIELDS
from monitor.paths import DATA
from monitor.readers.limits import ROWS
from monitor.readers.parts import Hints, Part, Refused

SEPARATORS = ",;\t|"


@functools.cache
def known_names() -> dict[str, list[str]]:
    """Article field -> folded names of its column, from data/columns.yaml."""
    with open(DATA / "columns.yaml", encoding="utf-8") as file:
        rows = yaml.safe_load(file)
    return {field: [_key(name) for name in (field, *rows.get(field, ()))] for field in ARTICLE_FIELDS}


def _key(name: str) -> str:
    return fold(name).strip().replace("_", " ").replace("-", " ")


def mapped(header: Sequence[str], given: dict[str, str] | None = None) -> dict[str, int]:
    """Article field -> position of its column. Raises Refused where a column that was given is not there."""
    keys = [_key(str(cell)) for cell in header]
    found: dict[str, int] = {}
    for field, names in known_names().items():
        if given and field in given:
            if _key(given[field]) not in keys:
                raise Refused(f"no column {given[field]!r} for {field}; the columns are {', '.join(map(str, header))}")
            found[field] = keys.index(_key(given[field]))
        elif name := next((name for name in names if name in keys), None):
            found[field] = keys.index(name)
    return found


def separator(line: str) -> str:
    """What parts the cells of a header line."""
    return max(SEPARATORS, key=line.count)


def split_header(line: str) -> list[str]:
    """The cells of a header line."""
    try:
        return next(csv.reader(io.StringIO(line[:10_000]), delimiter=separator(line)), [])
    except csv.Error:
        return []


def parts(rows: Iterable[tuple[int, Sequence[object]]], hints: Hints, *, limit: int = ROWS) -> Iterator[Part]:
    """Numbered rows, the header first, as parts; empty rows are left out, rows without a text told."""
    rows = iter(rows)
    number, header = next(((n, row) for n, row in rows if any(_text(cell) for cell in row)), (1, []))
    columns = mapped([_text(cell) for cell in header], hints.columns)
    if "text" not in columns:
        names = ", ".join(filter(None, map(_text, header))) or "none"
        raise Refused(
            f"no column 'text' in the header; the columns are {names}; "
            "name one of them text, or say which with --columns text=NAME"
        )
    for number, row in rows:
        if number > limit:
            yield Part(reason=f"more than {limit:,} rows; the rest is left out", line=number)
            return
        if any(_text(cell) for cell in row):
            yield _part(number, row, columns, hints)


def _part(number: int, row: Sequence[object], columns: dict[str, int], hints: Hints) -> Part:
    record: dict[str, object] = {}
    for field, position in columns.items():
        value = row[position] if position < len(row) else None
        record[field] = _day(value) if field == "published" else _text(value) or None
    record["text"] = (
        str(row[columns["text"]] or "") if columns["text"] < len(row) else ""
    )  # offsets count from its start
    for field in ("source", "language"):
        record[field] = record.get(field) or getattr(hints, field)
    return Part(record, line=number, raw=",".join(map(_text, row))[:500])


def _text(value: object) -> str:
    return "" if value is None else str(value).strip()


def _day(value: object) -> str | None:
    """A cell's date as ISO, a text as it stands."""
    if isinstance(value, dt.datetime):
        return value.isoformat() if value.time() != dt.time() else value.date().isoformat()
    if isinstance(value, dt.date):
        return value.isoformat()
    return _text(value) or None
