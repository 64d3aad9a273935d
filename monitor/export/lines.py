"""Mentions as lines: CSV for spreadsheets and JSONL exact, one after the other, with the same columns everywhere."""

from __future__ import annotations

import csv
import functools
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TextIO

from extractors.records import MENTION_FIELDS
from monitor.paths import DATA
from monitor.sanitise import cell

GOVERNORATES = DATA / "places" / "governorates.csv"
NAME_COLUMNS = ("governorate_names_en", "governorate_names_ar")
COLUMNS = (*MENTION_FIELDS, *NAME_COLUMNS)
TEXT_COLUMNS = ("title", "trigger", "quote")  # the words of others: left out of an export without quotes
NOTICE = "Mentions in the press, not verified events."

Names = Mapping[str, tuple[str, str]]  # P-code: name in English, in Arabic


@functools.cache
def governorate_names() -> Names:
    """The fourteen governorates by P-code."""
    with GOVERNORATES.open(encoding="utf-8-sig", newline="") as stream:
        return {row["pcode"]: (row["name_en"], row["name_ar"]) for row in csv.DictReader(stream)}


def columns(*, quotes: bool = True) -> tuple[str, ...]:
    """The columns of an export."""
    return COLUMNS if quotes else tuple(name for name in COLUMNS if name not in TEXT_COLUMNS)


def named(record: Mapping[str, Any], names: Names) -> dict[str, Any]:
    """One mention (as by extractors.records.as_dict) with the names of its governorates."""
    codes = record["governorates"]
    more = {column: [names[code][position] for code in codes] for position, column in enumerate(NAME_COLUMNS)}
    return {**record, **more}


def flat(value: object) -> object:
    """A value for one cell: a list of codes or names is joined by ;."""
    return ";".join(value) if isinstance(value, list) else value


def csv_cells(values: Iterable[object]) -> list[object]:
    """Values as the cells of a line: booleans in words, nothing for None, texts made safe."""
    return [cell(_plain(value)) for value in values]


def _plain(value: object) -> object:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else value


def csv_writer(out: TextIO, *, quotes: bool = True) -> Callable[[Mapping[str, Any]], None]:
    """Write the header, and return what writes one mention."""
    writer, header = csv.writer(out), columns(quotes=quotes)
    writer.writerow(header)
    names = governorate_names()

    def write(record: Mapping[str, Any]) -> None:
        values = named(record, names)
        values["places"] = json.dumps(record["places"], ensure_ascii=False)
        writer.writerow(csv_cells(flat(values[name]) for name in header))

    return write


def jsonl_writer(out: TextIO, *, quotes: bool = True) -> Callable[[Mapping[str, Any]], None]:
    """What writes one mention as a line."""
    kept = [name for name in MENTION_FIELDS if quotes or name not in TEXT_COLUMNS]

    def write(record: Mapping[str, Any]) -> None:
        out.write(json_line(kept, [record[name] for name in kept]))

    return write


def json_line(names: Sequence[str], values: Sequence[object]) -> str:
    """One row as a line of JSON."""
    return json.dumps(dict(zip(names, values, strict=True)), ensure_ascii=False) + "\n"


WRITERS: dict[str, Callable[..., Callable[[Mapping[str, Any]], None]]] = {"jsonl": jsonl_writer, "csv": csv_writer}


def export(records: Iterable[Mapping[str, Any]], out: TextIO, *, format: str = "csv", quotes: bool = True) -> int:
    """Stream mentions to a text file, opened with encoding(format) and newline=""; how many."""
    write = WRITERS[format](out, quotes=quotes)
    number = 0
    for number, record in enumerate(records, start=1):  # noqa: B007
        write(record)
    return number


def encoding(format: str) -> str:
    """CSV starts with a byte order mark, without which Excel reads Arabic as Latin."""
    return "utf-8-sig" if format == "csv" else "utf-8"


def file_name(start: object, end: object, suffix: str, *, kind: str = "real", extra: str = "") -> str:
    """A file name that says what the numbers are, for a file that will travel without this program."""
    parts = ["rasd", "press-mentions-not-verified", extra, *(str(day) for day in (start, end))]
    if kind == "sample":
        parts.insert(1, "SAMPLE")
    return "_".join(part for part in parts if part and part != "None") + "." + suffix
