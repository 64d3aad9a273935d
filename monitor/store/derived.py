"""Columns of a mention that are made from its lists: made anew for older stores, and checked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, bindparam, select, update

from monitor.store import rows
from monitor.store.schema import mention_governorates, mention_places, mentions

AT_ONCE = 5000  # mentions in memory
NEEDED = (
    "event_start", "date_precision", "date_reason", "in_title", "outside_syria", "count_min", "count_max", "machine",
)  # fmt: skip
COLUMNS = ("governorates", "reached", "marks")


def derive(conn: Connection) -> None:
    """Make them right in every mention."""
    for part in differing(conn):
        values = {name: bindparam(f"new_{name}") for name in COLUMNS}
        conn.execute(update(mentions).where(mentions.c.mention_id == bindparam("key")).values(values), part)


def differing(conn: Connection) -> Iterator[list[dict[str, Any]]]:
    """The mentions whose columns are not what their lists give (key, new_governorates …), some at a time."""
    last = b""
    columns = [mentions.c[name] for name in ("mention_id", *NEEDED, *COLUMNS)]
    while found := conn.execute(
        select(*columns).where(mentions.c.mention_id > last).order_by(mentions.c.mention_id).limit(AT_ONCE)
    ).all():
        first, last = found[0].mention_id, found[-1].mention_id
        codes = _lists(conn, mention_governorates, ("pcode",), first, last)
        places = _lists(conn, mention_places, ("pcode", "role", "reason", "candidates"), first, last)
        right = [(row, _columns(row, codes.get(row.mention_id, []), places.get(row.mention_id, []))) for row in found]
        wrong = [(row, new) for row, new in right if any(getattr(row, name) != new[name] for name in COLUMNS)]
        if wrong:
            yield [{"key": row.mention_id} | {f"new_{name}": new[name] for name in COLUMNS} for row, new in wrong]


def _columns(row: Any, codes: list[Any], places: list[Any]) -> dict[str, Any]:
    governorates = [entry.pcode for entry in codes]
    seen = [(place.pcode, place.role, place.reason, bool(place.candidates)) for place in places]
    marks = rows.marks(row._mapping, governorates, seen) | (rows.CORRECTED if row.machine else 0)
    return {"governorates": rows.joined(governorates), "reached": rows.reached(seen), "marks": marks}


def _lists(conn: Connection, table: Any, names: tuple[str, ...], first: bytes, last: bytes) -> dict[bytes, list[Any]]:
    query = select(table.c.mention_id, *(table.c[name] for name in names))
    grouped: dict[bytes, list[Any]] = {}
    for entry in conn.execute(query.where(table.c.mention_id.between(first, last))):
        grouped.setdefault(entry.mention_id, []).append(entry)
    return grouped
