"""The tables of a file: their columns, and their rows one after the other."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine

from extractors.records import content_id
from monitor import queries
from monitor.districts import district_of
from monitor.export.choice import JSONL, MENTIONS, PUBLIC, TEAM, WEEKLY, Choice
from monitor.export.declared import Column, actors, tables
from monitor.export.lines import NAME_COLUMNS, TEXT_COLUMNS, flat, governorate_names, named
from monitor.export.numbers import Numbers

KEY = 15  # hex digits of a key that stands for a name: among a million names, two are alike in one file of two million


@dataclass(frozen=True)
class Table:
    """rows hold a plain value (text, number, boolean, None) for each column; total is how many rows there are."""

    name: str
    columns: tuple[Column, ...]
    rows: Iterator[list[Any]]
    total: int


def table_of(name: str, engine: Engine, choice: Choice, numbers: Numbers) -> Table:
    """A table of a choice by its name."""
    if name == MENTIONS:
        columns = mention_columns(choice)
        total = queries.count(engine, choice.filters)
        return Table(name, columns, _mentions(engine, choice, [column.name for column in columns]), total)
    columns = tables()[f"{name}_{PUBLIC}" if choice.profile == PUBLIC else name]
    each = len(numbers.codes) * len(numbers.kinds)
    if name == WEEKLY:
        return Table(name, columns, numbers.weekly(), each * len(numbers.weeks))
    return Table(name, columns, numbers.by_governorate(), each)


def mention_columns(choice: Choice) -> tuple[Column, ...]:
    """The columns of the table mentions. JSONL is the exact record, without the names beside the codes."""
    columns = tables()[f"{MENTIONS}_{TEAM}" if choice.profile == TEAM else MENTIONS]
    out = (*(() if choice.quotes else TEXT_COLUMNS), *(NAME_COLUMNS if choice.format == JSONL else ()))
    return tuple(column for column in columns if column.name not in out)


def _mentions(engine: Engine, choice: Choice, names: list[str]) -> Iterator[list[Any]]:
    known, salt = governorate_names(), secrets.token_hex(16)
    for record in queries.all_mentions(engine, choice.filters):
        values = named(record, known)
        if choice.profile == TEAM:
            values |= nameless(record, salt)
        if choice.format == JSONL:
            yield [values[name] for name in names]
            continue
        values["places"] = json.dumps(record["places"], ensure_ascii=False)
        row = [flat(values[name]) for name in names]
        yield [_on_one_line(value) for value in row] if choice.hxl else row


def _on_one_line(value: Any) -> Any:
    """As HXL wants its cells: no line breaks, no blanks at the ends or doubled."""
    return " ".join(value.split()) if isinstance(value, str) else value


def nameless(record: Mapping[str, Any], salt: str) -> dict[str, Any]:
    """What the team gets instead of the fields that may hold a name.

    What the program does not choose from a list of its own may hold a name, also an identifier or a source; of these a
    key is left that tells whether two of one file are the same, and nothing else: nobody keeps its salt, so that
    no list of likely names can be tried on it.
    """
    near = (place["place_id"] for place in record["places"] if place["role"] in ("location", "origin"))
    districts = dict.fromkeys(district_of()[place] for place in near if place in district_of())
    return {
        "article_key": key_of(record["article_id"], salt),
        "source_key": key_of(record["source"], salt) if record["source"] else None,
        "published_day": record["published"][:10] if record["published"] else None,
        "districts": list(districts),
        "actor": record["actor"] if record["actor"] in actors() else None,
    }


def key_of(name: str, salt: str) -> str:
    """What stands for a name. It begins with a letter: spreadsheets would take some hex digits for a number."""
    return "k" + content_id(salt, name)[:KEY]
