"""The daily rollups: counts of mentions by day, recomputed for the days a transaction touches, inside it."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import ColumnElement, Connection, Select, case, delete, func, insert, literal, literal_column, select

from extractors.records import VICTIMS
from monitor.store.rows import IDS_AT_ONCE
from monitor.store.schema import ALL, TO, mentions, rollup_common, rollup_daily

NONE = literal_column("''")  # a constant, not a bound value: PostgreSQL groups by it only then
COLUMNS = [column.name for column in rollup_daily.c]
COMMON = [column.name for column in rollup_common.c]


def refresh(conn: Connection, days: Iterable[str | None]) -> None:
    """Count these days anew; None, the day of mentions without one, is left out."""
    wanted = sorted(day for day in days if day is not None)
    for first in range(0, len(wanted), IDS_AT_ONCE):
        part = wanted[first : first + IDS_AT_ONCE]
        for table in (rollup_daily, rollup_common):
            conn.execute(delete(table).where(table.c.day.in_(part)))
        for counted in counts():
            conn.execute(insert(rollup_daily).from_select(COLUMNS, counted.where(mentions.c.day.in_(part))))
        conn.execute(insert(rollup_common).from_select(COMMON, common_counts().where(rollup_daily.c.day.in_(part))))


def rebuild(conn: Connection) -> None:
    """Count every day anew."""
    conn.execute(delete(rollup_daily))
    for counted in counts():
        conn.execute(insert(rollup_daily).from_select(COLUMNS, counted))
    rebuild_common(conn)


def rebuild_common(conn: Connection) -> None:
    """The shorter of the two anew, from the longer."""
    conn.execute(delete(rollup_common))
    conn.execute(insert(rollup_common).from_select(COMMON, common_counts()))


def counts() -> tuple[Select, Select, Select]:
    """What rollup_daily must hold: each mention once under ALL and once under its set of governorates ('' for none).

    And each displacement once under the set that people went to.
    """
    m = mentions.c
    to = (literal_column(f"'{TO}'") + m.reached).label("to")
    there = _counted(to, m.reached).where(m.category == "displacement")
    return _counted(literal(ALL)), _counted(m.governorates, m.governorates), there


def _counted(key: ColumnElement[str], *places: ColumnElement[str]) -> Select:
    m = mentions.c
    before = [m.day, m.counts_as, m.category, m.subtype, m.status, m.victims]
    after = [m.language, m.reviewed, m.is_copy]
    query = select(key, *before, func.coalesce(m.source, NONE).label("source"), *after, func.count())
    return query.where(m.active, m.day.is_not(None)).group_by(*before, m.source, *after, *places)


def common_counts() -> Select:
    """What rollup_common must hold."""
    daily = rollup_daily.c
    keys = [daily[name] for name in COMMON if name in daily and name != "n"]
    apart = [func.sum(case((daily.victims == victims, daily.n), else_=0)) for victims in VICTIMS]
    return select(*keys, func.sum(daily.n), *apart).group_by(*keys)
