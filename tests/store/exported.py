"""Files of a small store, read back the way their readers would."""

from __future__ import annotations

import csv
import datetime as dt
import json
from pathlib import Path

import openpyxl
from sqlalchemy import Engine

from monitor.export.choice import Choice
from monitor.export.files import Export


def write(engine: Engine, folder: Path, choice: Choice, name: str = "file") -> Path:
    """The file of a choice."""
    path = folder / f"{name}.{choice.format}"
    done = list(Export(engine, choice).write(path))
    assert done == list(range(1, len(done) + 1)), "progress counts every row"
    return path


def csv_rows(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    assert path.read_bytes().startswith(b"\xef\xbb\xbf"), "else Excel takes Arabic for Latin"
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def sheet_rows(path: Path, sheet: str) -> list[dict[str, object]]:
    """The rows of a sheet, days as days."""
    header, *rows = openpyxl.load_workbook(path)[sheet].iter_rows(values_only=True)
    return [dict(zip(header, row, strict=True)) for row in rows]


def json_rows(path: Path) -> list[dict]:
    """The rows of a JSONL file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def as_csv(value: object) -> str:
    """A cell of a workbook as our CSV has it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    return "" if value is None else str(value)
