"""The mentions that may stand for a period: of each category and governorate the most precise and largest."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Engine, Select, and_, case, exists, func, literal_column, select

from monitor.filters import Filters, on_mentions
from monitor.store.engine import reading
from monitor.store.rows import MENTION_COLUMNS, whole_mentions
from monitor.store.schema import mention_governorates, mention_places
from monitor.store.schema import mentions as M

EACH = 3  # mentions kept of each category and governorate: the next ones, where an article was taken already
NAMED = 2  # the precision up to which a place says more than its governorate


def leading(engine: Engine, filters: Filters) -> list[dict[str, Any]]:
    """The first mentions of each category and (first) governorate, best first.

    Best is one with a place more precise than its governorate, then one with a governorate, then the largest number
    stated, then the earliest day; ids settle the rest.
    """
    ranked = _ranked(filters).subquery()
    order = [ranked.c.vague, ranked.c.people.desc(), ranked.c.day, ranked.c.mention_id]
    with reading(engine) as conn:
        keys = list(conn.scalars(select(ranked.c.mention_id).where(ranked.c.number <= EACH).order_by(*order)))
        found = whole_mentions(conn, conn.execute(select(*MENTION_COLUMNS).where(M.c.mention_id.in_(keys))))
    by_key = {bytes.fromhex(row["mention_id"]): row for row in found}
    return [by_key[key] for key in keys]


def place_of(row: dict[str, Any]) -> str | None:
    """The name of the place that says more than its governorate, the most precise of the row's."""
    found = [place for place in row["places"] if place["role"] in ("location", "origin") and place["pcode"]]
    best = min((place for place in found if place["precision"] <= NAMED), key=lambda p: p["precision"], default=None)
    return best["name"] if best else None


def _ranked(filters: Filters) -> Select:
    own = mention_governorates.alias("own_first")
    joined = M.outerjoin(own, and_(own.c.mention_id == M.c.mention_id, own.c.position == 0))
    vague = case((_precise(), 0), (own.c.pcode.is_not(None), 1), else_=2)
    people = func.coalesce(M.c.count_min, M.c.count_max, 0)
    cell = [M.c.counts_as, func.coalesce(own.c.pcode, literal_column("''"))]
    order = [vague, people.desc(), M.c.day, M.c.mention_id]
    number = func.row_number().over(partition_by=cell, order_by=order)
    columns = {"vague": vague, "people": people, "day": M.c.day, "number": number}
    named = [column.label(name) for name, column in columns.items()]
    return select(M.c.mention_id, *named).select_from(joined).where(*on_mentions(filters))


def _precise() -> Any:
    place = mention_places.alias("precise")
    event = and_(place.c.mention_id == M.c.mention_id, place.c.role.in_(("location", "origin")))
    return exists(select(1).select_from(place).where(event, place.c.pcode.is_not(None), place.c.precision <= NAMED))
