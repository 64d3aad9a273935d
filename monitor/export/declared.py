"""What data/export declares: columns with their meaning, words beside the numbers, which are too small to publish."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from pathlib import Path

from extractors.data_files import DataError, read_document, read_yaml
from extractors.records import CATEGORIES
from monitor.paths import DATA

COLUMNS = DATA / "export" / "columns.yaml"
LEAST = DATA / "export" / "hidden_below.yaml"
WORDS = DATA / "export" / "words.yaml"
ACTORS = DATA / "actors.yaml"
TYPES = ("text", "integer", "boolean", "date", "list", "json")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name in every format, its type, its HXL hashtag, and its meaning in both languages."""

    name: str
    type: str
    hxl: str
    en: str
    ar: str

    def meaning(self, lang: str) -> str:
        return self.ar if lang == "ar" else self.en


@functools.cache
def tables(path: Path = COLUMNS) -> dict[str, tuple[Column, ...]]:
    """The columns of each table, in order."""
    data = read_document(path)
    known = {name: _column(path, name, entry) for name, entry in data["columns"].items()}
    for table, names in data["tables"].items():
        if missing := [name for name in names if name not in known]:
            raise DataError(f"{path.name}: table {table} names {missing[0]!r}, which is not among its columns")
    return {table: tuple(known[name] for name in names) for table, names in data["tables"].items()}


def _column(path: Path, name: str, entry: dict[str, str]) -> Column:
    lacking = [field for field in ("type", "hxl", "en", "ar") if not entry.get(field)]
    if lacking or entry["type"] not in TYPES or not entry["hxl"].startswith("#"):
        told = f"no {lacking[0]}" if lacking else f"type is one of {', '.join(TYPES)}, hxl begins with #"
        raise DataError(f"{path.name}: column {name}: {told}")
    return Column(name, **entry)


@functools.cache
def least(path: Path = LEAST) -> dict[str, int]:
    """The smallest number of mentions of a category that a public file shows, zero apart."""
    data = read_document(path)
    complete = all(entry.get("why") and entry.get("least", 0) > 1 for entry in data.values())
    if set(data) != set(CATEGORIES) or not complete:
        raise DataError(f"{path.name}: needs {', '.join(CATEGORIES)}, each with a least of 2 or more and a why")
    return {category: entry["least"] for category, entry in data.items()}


@functools.cache
def actors(path: Path = ACTORS) -> frozenset[str]:
    """The ids that an actor may have."""
    return frozenset(entry["id"] for entry in read_yaml(path))


@functools.cache
def words(lang: str, path: Path = WORDS) -> dict[str, str]:
    """What is said beside the numbers, in one language, by key."""
    data = read_document(path)
    if lacking := [key for key, entry in data.items() if set(entry) != {"en", "ar"}]:
        raise DataError(f"{path.name}: {lacking[0]} needs en and ar, and nothing else")
    return {key: entry[lang].strip() for key, entry in data.items()}
