"""Data files: read, and checked so far that an error names the file, the entry and the field."""

from __future__ import annotations

from pathlib import Path

import yaml

DATA = Path(__file__).resolve().parent.parent / "data"


class DataError(ValueError):
    """A data file breaks its rules; the message names file, entry and the allowed values."""


def read_document(path: Path) -> object:
    """What a YAML file holds."""
    try:
        return yaml.load(path.read_text(encoding="utf-8"), getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except UnicodeDecodeError as error:
        raise DataError(f"{path.name}: not saved as UTF-8: {error}") from error
    except yaml.YAMLError as error:
        raise DataError(f"{path.name}: not valid YAML: {error}") from error


def read_yaml(path: Path) -> list[dict]:
    """The entries of one data file."""
    entries = read_document(path)
    if not isinstance(entries, list):
        raise DataError(f"{path.name}: expected a list of entries")
    return entries


def read_section(path: Path, section: str, fields: dict[str, type]) -> dict:
    """One section of a data file with exactly these fields: dict is a table of words, list a list of words."""
    document = read_document(path)
    rows = document.get(section) if isinstance(document, dict) else None
    if not isinstance(rows, dict):
        raise DataError(f"{path.name}: expected a section {section!r} with the fields {sorted(fields)}")
    where = f"{path.name}: section {section!r}"
    if unknown := set(map(str, rows)) - set(fields):
        raise DataError(f"{where} has unknown field(s) {sorted(unknown)}; allowed are {sorted(fields)}")
    if missing := set(fields) - set(rows):
        raise DataError(f"{where} lacks the field(s) {sorted(missing)}")
    for name, kind in fields.items():
        _check(rows[name], kind, f"{where}, field {name!r}")
    return rows


def _check(value: object, kind: type, where: str) -> None:
    if kind is list:
        words(value, where)
    elif kind is dict:
        if not isinstance(value, dict):
            raise DataError(f"{where}: expected words with their values, found {value!r}")
        words(list(value), where)
    elif not isinstance(value, kind):
        raise DataError(f"{where}: expected {kind.__name__}, found {value!r}")


def words(value: object, where: str) -> list[str]:
    """The words of a list in brackets, as text; where is file, entry and field for the message."""
    if not isinstance(value, list):
        raise DataError(f"{where}: expected a list of words in brackets, found {value!r}")
    for word in value:
        if isinstance(word, bool):
            raise DataError(f"{where}: put on, off, yes and no in quotes: YAML reads them as truth values")
        if not isinstance(word, str | int | float) or not str(word).strip():
            raise DataError(f"{where}: {word!r} is no word")
    return [str(word) for word in value]
