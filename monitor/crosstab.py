"""Counts by week, governorate, category and status at once: what files of numbers are made of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from sqlalchemy import Engine, Select, func, literal_column, select

from extractors.records import STATUSES
from monitor.filters import APART, PUBLISHED, REACHED, Filters, fits_rollup, on_mentions, on_rollup, reached, rollup_for
from monitor.queries import GOVERNORATES, by_week, week_start
from monitor.store.engine import reading
from monitor.store.schema import ALL, mention_governorates, mention_places
from monitor.store.schema import mentions as M

NONE = literal_column("''")
Key = tuple[str, str, str, str]  # Monday, P-code ('' unspecified, ALL each mention once), category, status


def by_week_and_governorate(engine: Engine, filters: Filters) -> Counter[Key]:
    """Mentions by all four; the same numbers as queries.by_week and queries.by_governorate. Undated mentions are in none.

    A mention of two governorates counts in both and once under ALL, which is of the chosen governorates where some are.
    """
    filters = replace(filters, undated=APART)
    found: Counter[Key] = Counter()
    for day, code, category, status, n in _each(engine, filters):
        found[week_start(day), code, category, status] += n
    for status in filters.statuses or STATUSES:
        for week, category, n in by_week(engine, replace(filters, statuses=(status,))):
            found[week, ALL, category, status] += n
    return found


def _each(engine: Engine, filters: Filters) -> Iterator[tuple[str, str, str, str, int]]:
    """(day, P-code, category, status, mentions)."""
    with reading(engine) as conn:
        for query in _queries(filters):
            yield from conn.execute(query)


def _queries(filters: Filters) -> list[Select]:
    if filters.displaced == REACHED:
        return [_of_mentions(filters).where(M.c.category != "displacement"), _reached(filters)]
    if fits_rollup(replace(filters, governorates=())):
        return [_of_rollup(filters)]
    return [_of_mentions(filters)]


def _of_rollup(filters: Filters) -> Select:
    table = rollup_for(filters)
    keys = table.c.day, table.c.governorate, table.c.counts_as, table.c.status
    each = table.c.governorate.in_(filters.governorates or GOVERNORATES)  # as in queries: an index can look these up
    return select(*keys, func.sum(table.c.n)).where(*on_rollup(filters, table), each).group_by(*keys)


def _of_mentions(filters: Filters) -> Select:
    governorate = func.coalesce(mention_governorates.c.pcode, NONE)
    joined = M.outerjoin(mention_governorates, mention_governorates.c.mention_id == M.c.mention_id)
    query = _counted(filters, governorate, func.count())
    return query.select_from(joined)


def _reached(filters: Filters) -> Select:
    """Displacement by where people went."""
    governorate = func.coalesce(mention_places.c.pcode, NONE)
    query = _counted(filters, governorate, func.count(M.c.mention_id.distinct()))
    return query.select_from(M.outerjoin(mention_places, reached(mention_places))).where(
        M.c.category == "displacement"
    )


def _counted(filters: Filters, governorate: object, n: object) -> Select:
    day = M.c.published_day if filters.date_basis == PUBLISHED else M.c.day
    keys = day, governorate, M.c.counts_as, M.c.status
    query = select(*keys, n).where(*on_mentions(filters)).group_by(*keys)
    return query.where(governorate.in_(filters.governorates)) if filters.governorates else query
