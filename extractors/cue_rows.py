"""The rows of data/cues: read, and checked before a rule trusts them."""

from __future__ import annotations

from pathlib import Path

from extractors.data_files import DataError, read_yaml, words
from extractors.records import CATEGORIES, STATUSES

DIRECTIONS = ("right", "left", "either", "left_or_right")
_LISTS = ("words", "pseudo", "unless", "only")
_FIELDS = ("id", "status", "direction", "scope", "far", "why", *_LISTS)


def read(path: Path) -> list[dict]:
    """The rows of one file. Raises DataError with file, entry and field where a row breaks a rule."""
    rows, known = read_yaml(path), set()
    for row in rows:
        if not isinstance(row, dict) or "id" not in row:
            raise DataError(f"{path.name}: an entry has no id")
        where = f"{path.name}: entry {row['id']!r}"
        if row["id"] in known:
            raise DataError(f"{where} stands in the file twice")
        known.add(row["id"])
        _check(row, where)
    return rows


def _check(row: dict, where: str) -> None:
    if unknown := set(map(str, row)) - set(_FIELDS):
        raise DataError(f"{where} has unknown field(s) {sorted(unknown)}; allowed are {sorted(_FIELDS)}")
    if not row.get("words"):
        raise DataError(f"{where} has no words")
    for field in _LISTS:
        words(row.get(field, []), f"{where}, field {field!r}")
    for field in ("scope", "far"):
        reach = row.get(field, 0)
        if type(reach) is not int or reach < 0:
            raise DataError(f"{where} has {field} {reach!r}; it is a number of words")
    _one_of(row.get("status"), (*STATUSES, "end"), f"{where} has status")
    _one_of(row.get("direction", "right"), DIRECTIONS, f"{where} has direction")
    for category in row.get("only", ()):
        _one_of(category, CATEGORIES, f"{where} is for only")


def _one_of(value: object, allowed: tuple[str, ...], where: str) -> None:
    if value not in allowed:
        raise DataError(f"{where} {value!r}; allowed are {allowed}")
