"""What a reviewer puts right in a mention: counted from then on, while what the program had read is kept beside it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from extractors.records import CATEGORIES, STATUSES, SUBTYPES, UNITS
from monitor.store import rows
from monitor.store.schema import mention_governorates, mentions, reviews

PLAIN = ("category", "subtype", "status", "outside_syria", "count_min", "count_max", "count_unit")
FIELDS = (*PLAIN, "governorates")
CODES = {f"SY{number:02d}" for number in range(1, 15)}


def apply(conn: Connection, key: bytes, corrected: Mapping[str, Any]) -> str:
    """Make these the values of the mention and keep the program's; the corrections as they are to be logged.

    Values equal to the program's are no corrections. Raises ValueError for a value that no mention can have.
    """
    machine = _machine(conn, key)
    right = machine | dict(corrected)
    _check(right)
    differing = {name: right[name] for name in FIELDS if right[name] != machine[name]}
    kept = {name: machine[name] for name in differing}
    plain = {name: right[name] for name in PLAIN}
    plain["counts_as"] = rows.counted_as(right["category"], right["subtype"], right["outside_syria"])
    plain["machine"] = _json(kept) or None
    plain |= _derived(conn, key, right, bool(kept))
    conn.execute(update(mentions).where(mentions.c.mention_id == key).values(plain))
    _set_governorates(conn, key, right["governorates"])
    return _json(differing)


def _derived(conn: Connection, key: bytes, right: Mapping[str, Any], corrected: bool) -> dict[str, Any]:
    """The columns that are made from the lists and fields which a correction may change."""
    present = conn.scalar(select(mentions.c.marks).where(mentions.c.mention_id == key))
    kept = present & ~(rows.NO_PLACE | rows.NO_NUMBER | rows.CORRECTED)
    marks = kept | rows.marks_of_values(right, right["governorates"]) | (rows.CORRECTED if corrected else 0)
    return {"governorates": rows.joined(right["governorates"]), "marks": marks}


def restore(conn: Connection, keys: Iterable[bytes]) -> None:
    """Correct again what an ingest has just written anew, by the last review of the same words."""
    keys = list(keys)
    for first in range(0, len(keys), rows.IDS_AT_ONCE):
        part = keys[first : first + rows.IDS_AT_ONCE]
        query = select(reviews.c.mention_id, reviews.c.trigger, reviews.c.corrections).order_by(reviews.c.id)
        latest = {row.mention_id: row for row in conn.execute(query.where(reviews.c.mention_id.in_(part)))}
        for key, row in latest.items():
            same = conn.scalar(select(mentions.c.trigger).where(mentions.c.mention_id == key)) == row.trigger
            if row.corrections and same:
                apply(conn, key, json.loads(row.corrections))


def _machine(conn: Connection, key: bytes) -> dict[str, Any]:
    """What the program read, whatever was corrected since."""
    row = conn.execute(select(mentions).where(mentions.c.mention_id == key)).one()._mapping
    codes = select(mention_governorates.c.pcode).where(mention_governorates.c.mention_id == key)
    now = {name: row[name] for name in PLAIN}
    now["governorates"] = list(conn.scalars(codes.order_by(mention_governorates.c.position)))
    return now | (json.loads(row["machine"]) if row["machine"] else {})


def _check(values: Mapping[str, Any]) -> None:
    if unknown := set(values) - set(FIELDS):
        raise ValueError(f"no field to correct: {', '.join(sorted(unknown))}; there are {', '.join(FIELDS)}")
    if values["category"] not in CATEGORIES or values["subtype"] not in SUBTYPES[values["category"]]:
        raise ValueError(f"category {values['category']!r} with subtype {values['subtype']!r}")
    if values["status"] not in STATUSES:
        raise ValueError(f"status {values['status']!r}")
    if not isinstance(values["outside_syria"], bool) or not set(values["governorates"]) <= CODES:
        raise ValueError(f"governorates {values['governorates']!r}")
    low, high, unit = values["count_min"], values["count_max"], values["count_unit"]
    if any(n is not None and (not isinstance(n, int) or n < 0) for n in (low, high)) or (low or 0) > (high or low or 0):
        raise ValueError(f"count {low!r} to {high!r}")
    if unit is not None and unit not in UNITS:
        raise ValueError(f"count_unit {unit!r}")


def _set_governorates(conn: Connection, key: bytes, codes: list[str]) -> None:
    conn.execute(delete(mention_governorates).where(mention_governorates.c.mention_id == key))
    new = [{"mention_id": key, "position": n, "pcode": code} for n, code in enumerate(dict.fromkeys(codes))]
    if new:
        conn.execute(insert(mention_governorates), new)


def _json(values: Mapping[str, Any]) -> str:
    return json.dumps(values, ensure_ascii=False, sort_keys=True) if values else ""
