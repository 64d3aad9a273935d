"""Every question that pages, briefs and exports ask of the store. The same filter gives the same totals everywhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Engine, Select, func, literal_column, select

from extractors.records import CATEGORIES, STATUSES
from monitor.filters import (
    APART,
    COUNTED_AS,
    ONLY,
    PUBLISHED,
    REACHED,
    Filters,
    fits_rollup,
    on_articles,
    on_mentions,
    on_rollup,
    reached,
    rollup_for,
    rollup_governorate,
)
from monitor.store import schema
from monitor.store.corrections import CODES
from monitor.store.engine import reading
from monitor.store.meta import get_meta
from monitor.store.rows import MENTION_COLUMNS, whole_mentions
from monitor.store.schema import ALL, articles, mention_governorates, mention_places, rollup_common, rollup_daily
from monitor.store.schema import mentions as M
from monitor.weeks import monday

LOST = 60  # seconds without a sign of life, twelve times what lies between two, after which a run is taken for dead
CHUNK = 500  # mentions fetched at once by an export
UNSPECIFIED = literal_column("''")
GOVERNORATES = ("", *sorted(CODES))
FIELDS = ("subtype", "status", "victims", "source", "language", "actor", "reviewed", "count_unit", "date_precision")

Row = dict[str, Any]


class WeekCount(NamedTuple):
    """Mentions of a category in the ISO week that starts on this Monday (an ISO day, as all days here)."""

    week: str
    category: str
    n: int


class GovernorateCount(NamedTuple):
    """Mentions of a category in a governorate; pcode '' where none is known."""

    pcode: str
    category: str
    n: int


class GovernorateWeek(NamedTuple):
    """Mentions of a category in a governorate in the ISO week that starts on this Monday."""

    week: str
    pcode: str
    category: str
    n: int


class Bounds(NamedTuple):
    """The first and last day of events and of publications, None in an empty store."""

    event_first: str | None
    event_last: str | None
    published_first: str | None
    published_last: str | None


def totals(engine: Engine, filters: Filters) -> dict[str, int]:
    """Mentions by category, zeros included; with include_not_counted also return, release, outside_syria."""
    counts = dict.fromkeys(CATEGORIES, 0)
    for _day, category, n in _by_day(engine, filters, by_day=False):
        counts[category] = n
    return counts


def undated(engine: Engine, filters: Filters) -> dict[str, int]:
    """The mentions that totals and series leave out because their day is not known to the week."""
    return totals(engine, replace(filters, undated=ONLY))


def by_week(engine: Engine, filters: Filters) -> list[WeekCount]:
    """Mentions by ISO week and category, weeks in order, only those with any. Undated mentions are in no week."""
    counts: Counter[tuple[str, str]] = Counter()
    for day, category, n in _by_day(engine, filters, by_day=True):
        if day is not None:
            counts[week_start(day), category] += n
    return [WeekCount(week, category, n) for (week, category), n in sorted(counts.items())]


def by_month(engine: Engine, filters: Filters) -> list[WeekCount]:
    """The same by calendar month; week is the first day of the month."""
    counts: Counter[tuple[str, str]] = Counter()
    for day, category, n in _by_day(engine, filters, by_day=True):
        if day is not None:
            counts[month_start(day), category] += n
    return [WeekCount(month, category, n) for (month, category), n in sorted(counts.items())]


def month_start(day: str) -> str:
    """The first day of the day's month."""
    return day[:7] + "-01"


@lru_cache(maxsize=20_000)
def week_start(day: str) -> str:
    """The Monday of the day's ISO week."""
    return monday(date.fromisoformat(day)).isoformat()


def _by_day(engine: Engine, filters: Filters, *, by_day: bool) -> list[Any]:
    """(day, counts_as, n); the day is null where by_day is false."""
    if fits_rollup(filters):
        table = rollup_for(filters)
        n, day = func.sum(table.c.n), table.c.day
        conditions = [*on_rollup(filters, table), table.c.governorate == rollup_governorate(filters)]
    else:
        table, n, conditions = M, func.count(), on_mentions(filters)
        day = M.c.published_day if filters.date_basis == PUBLISHED else M.c.day
    keys = [day, table.c.counts_as] if by_day else [table.c.counts_as]
    columns = keys if by_day else [literal_column("NULL"), *keys]
    with reading(engine) as conn:
        return [tuple(row) for row in conn.execute(select(*columns, n).where(*conditions).group_by(*keys))]


def by_governorate(engine: Engine, filters: Filters) -> list[GovernorateCount]:
    """Mentions by governorate and category, only those with any and only the chosen governorates.

    A mention of two governorates counts in both, so that the sum may exceed totals.
    """
    return sorted(GovernorateCount(*row) for row in _by_governorate(engine, filters, by_day=False))


def by_week_and_governorate(engine: Engine, filters: Filters) -> list[GovernorateWeek]:
    """The same by ISO week: weeks in order, only those with any."""
    counts: Counter[tuple[str, str, str]] = Counter()
    for pcode, category, day, n in _by_governorate(engine, filters, by_day=True):
        if day is not None:
            counts[week_start(day), pcode, category] += n
    return [GovernorateWeek(*key, n) for key, n in sorted(counts.items())]


def _by_governorate(engine: Engine, filters: Filters, *, by_day: bool) -> list[Any]:
    """(pcode, counts_as, n), with the day before n where it is asked for."""
    if filters.displaced == REACHED:
        queries = _governorates_reached(filters, by_day)
    elif fits_rollup(replace(filters, governorates=())):
        queries = [_governorates_of_rollup(filters, by_day)]
    else:
        queries = [_governorates_of_mentions(filters, by_day)]
    with reading(engine) as conn:
        return [tuple(row) for query in queries for row in conn.execute(query)]


def _governorates_of_rollup(filters: Filters, by_day: bool) -> Select:
    table = rollup_for(filters)
    keys = [table.c.governorate, table.c.counts_as, *([table.c.day] if by_day else [])]
    each = table.c.governorate.in_(filters.governorates or GOVERNORATES)  # not "all but ALL", which no index can seek
    return select(*keys, func.sum(table.c.n)).where(*on_rollup(filters, table), each).group_by(*keys)


def _governorates_of_mentions(filters: Filters, by_day: bool) -> Select:
    governorate = func.coalesce(mention_governorates.c.pcode, UNSPECIFIED)
    keys = [governorate, M.c.counts_as, *([_day(filters)] if by_day else [])]
    joined = M.outerjoin(mention_governorates, mention_governorates.c.mention_id == M.c.mention_id)
    query = select(*keys, func.count()).select_from(joined).where(*on_mentions(filters))
    if filters.governorates:
        query = query.where(governorate.in_(filters.governorates))
    return query.group_by(*keys)


def _governorates_reached(filters: Filters, by_day: bool) -> list[Select]:
    """Displacement by where people went, everything else by where it happened."""
    elsewhere = _governorates_of_mentions(filters, by_day).where(M.c.category != "displacement")
    governorate = func.coalesce(mention_places.c.pcode, UNSPECIFIED)
    keys = [governorate, M.c.counts_as, *([_day(filters)] if by_day else [])]
    joined = M.outerjoin(mention_places, reached(mention_places))
    query = select(*keys, func.count(M.c.mention_id.distinct())).select_from(joined)
    query = query.where(M.c.category == "displacement", *on_mentions(filters))
    if filters.governorates:
        query = query.where(governorate.in_(filters.governorates))
    return [elsewhere, query.group_by(*keys)]


def named_places(engine: Engine, filters: Filters) -> list[tuple[str, str]]:
    """(mention_id, place_id) for the places of events, each pair once: what a map below the governorates is made of."""
    role = mention_places.c.role.in_(("location", "origin"))
    joined = M.join(mention_places, mention_places.c.mention_id == M.c.mention_id)
    query = select(M.c.mention_id, mention_places.c.place_id).select_from(joined)
    with reading(engine) as conn:
        rows = conn.execute(query.where(role, *on_mentions(filters)).distinct())
        return [(row.mention_id.hex(), row.place_id) for row in rows]


def by_field(engine: Engine, filters: Filters, field: str) -> list[tuple[Any, str, int]]:
    """(value, category, n) for one of FIELDS, most frequent first; value None where the field is empty."""
    if field not in FIELDS:
        raise ValueError(f"field {field!r}; known are {', '.join(FIELDS)}")
    if field in rollup_daily.c and fits_rollup(filters):
        table = rollup_daily
        query = select(table.c[field], table.c.counts_as, func.sum(table.c.n))
        query = query.where(*on_rollup(filters, table), table.c.governorate == rollup_governorate(filters))
    else:
        table = M
        query = select(table.c[field], table.c.counts_as, func.count()).where(*on_mentions(filters))
    with reading(engine) as conn:
        found = conn.execute(query.group_by(table.c[field], table.c.counts_as))
        rows = [(None if field == "source" and not value else value, category, n) for value, category, n in found]
    return sorted(rows, key=lambda row: (-row[2], str(row[0]), row[1]))


def count(engine: Engine, filters: Filters) -> int:
    """How many mentions the filter gives; the sum of totals."""
    if fits_rollup(filters):
        return sum(totals(engine, filters).values())
    with reading(engine) as conn:
        return conn.scalar(select(func.count()).select_from(M).where(*on_mentions(filters)))


def mentions(engine: Engine, filters: Filters, *, limit: int = 50, offset: int = 0) -> list[Row]:
    """Mentions as records (extractors.records.as_dict) with reviewed and is_copy, latest day first."""
    with reading(engine) as conn:
        query = _chosen(filters)
        if filters.undated == APART and (edge := conn.scalar(_edge(filters, limit + offset))):
            query = query.where(_day(filters) >= edge)  # so that a page sorts a few days and not all there are
        return whole_mentions(conn, conn.execute(query.limit(limit).offset(offset)))


def _edge(filters: Filters, n: int) -> Select:
    """The day of the n-th mention from the latest on, read from an index."""
    day = _day(filters)
    return select(day).where(*on_mentions(filters)).order_by(day.desc()).limit(1).offset(n - 1)


def _day(filters: Filters) -> ColumnElement[str]:
    return M.c.published_day if filters.date_basis == PUBLISHED else M.c.day


def all_mentions(engine: Engine, filters: Filters) -> Iterator[Row]:
    """The same records, all of them, streamed: however many there are, only CHUNK are in memory."""
    with reading(engine) as conn:
        found = conn.execution_options(yield_per=CHUNK).execute(_chosen(filters))
        for part in found.partitions():
            yield from whole_mentions(conn, part)


def _chosen(filters: Filters) -> Select:
    day = _day(filters)
    latest = day.desc() if filters.undated == APART else day.desc().nulls_last()  # the first is the index's own order
    order = latest, M.c.article_id, M.c.start, M.c.mention_id
    return select(*MENTION_COLUMNS).where(*on_mentions(filters)).order_by(*order)


def mention(engine: Engine, mention_id: str) -> Row | None:
    """One mention by its id, also one that no longer stands."""
    try:
        key = bytes.fromhex(mention_id)
    except ValueError:
        return None
    with reading(engine) as conn:
        return next(iter(whole_mentions(conn, conn.execute(_by_key(key)))), None)


def _by_key(key: bytes) -> Select:
    return select(*MENTION_COLUMNS).where(M.c.mention_id == key)


def article(engine: Engine, article_id: str) -> Row | None:
    """One article with its text, copy_of and the days it was seen."""
    columns = [column for column in articles.c if column.name not in ("content_sha", "text_sha")]
    with reading(engine) as conn:
        row = conn.execute(select(*columns).where(articles.c.id == article_id)).first()
    return dict(row._mapping) if row else None


def documents(engine: Engine, filters: Filters, *, step: str = "week") -> list[tuple[str, int]]:
    """Articles monitored by ISO week (or month) of publication: what rising or falling counts must be read against.

    Of the filter only days, languages, sources and copies apply. Articles without a publication day are in no week.
    """
    day = articles.c.published_day
    query = select(day, func.count()).where(day.is_not(None), *on_articles(filters)).group_by(day)
    start = {"week": week_start, "month": month_start}[step]
    found: Counter[str] = Counter()
    with reading(engine) as conn:
        for published, n in conn.execute(query):
            found[start(published)] += n
    return sorted(found.items())


def count_articles(engine: Engine, *, copies: bool = True) -> int:
    """All articles in the store, with or without the copies."""
    query = select(func.count()).select_from(articles)
    with reading(engine) as conn:
        return conn.scalar(query if copies else query.where(articles.c.copy_of.is_(None)))


def sizes(engine: Engine) -> dict[str, int]:
    """How many rows the tables hold that cannot be made anew."""
    tables = (articles, M, schema.reviews, schema.runs, schema.rejects)
    with reading(engine) as conn:
        return {table.name: conn.scalar(select(func.count()).select_from(table)) for table in tables}


def bounds(engine: Engine) -> Bounds:
    """What a date picker may offer. Mentions that are background (past) do not stretch the range of events."""
    table, day = rollup_common, articles.c.published_day
    with reading(engine) as conn:
        kinds = [(status, copy, kind) for status in STATUSES if status != "past" for copy in (False, True)
                 for kind in COUNTED_AS]  # fmt: skip
        key = table.c.status, table.c.is_copy, table.c.counts_as
        ends = [
            _ends(conn, table.c.day, table.c.governorate == ALL, *(column == value for column, value in pairs))
            for pairs in (zip(key, kind, strict=True) for kind in kinds)
        ]
        first = min((one for one, _last in ends if one), default=None)
        last = max((one for _first, one in ends if one), default=None)
        return Bounds(first, last, *_ends(conn, day, day.is_not(None)))


def _ends(conn: Connection, day: ColumnElement[str], *conditions: ColumnElement[bool]) -> tuple[str | None, str | None]:
    """The first and last day: two questions, since an index answers either at once but not both together."""
    query = select(day).where(*conditions).limit(1)
    return conn.scalar(query.order_by(day)), conn.scalar(query.order_by(day.desc()))


def data_version(engine: Engine) -> int:
    """A number that grows whenever an answer of this module may have changed."""
    with reading(engine) as conn:
        return int(get_meta(conn, "data_version") or 0)


def kind(engine: Engine) -> str:
    """real or sample."""
    with reading(engine) as conn:
        return get_meta(conn, "kind") or "real"


def sources(engine: Engine) -> list[tuple[str, int, str | None, str | None]]:
    """(source, articles, first day, last day), most articles first; source '' where an article names none."""
    name, day = articles.c.source, articles.c.published_day
    query = select(name, func.count(), func.min(day), func.max(day)).group_by(name)
    with reading(engine) as conn:
        rows = [(source or "", *rest) for source, *rest in conn.execute(query)]
    return sorted(rows, key=lambda row: (-row[1], row[0]))


def actors(engine: Engine) -> list[str]:
    """The actors that mentions name."""
    query = select(M.c.actor).where(M.c.active, M.c.actor.is_not(None)).distinct()
    with reading(engine) as conn:
        return sorted(conn.scalars(query))


def runs(engine: Engine, *, limit: int = 20) -> list[Row]:
    """The last runs, latest first. state: the stage of one that ended; else running, or lost without a sign of life."""
    found = _rows(engine, select(schema.runs).order_by(schema.runs.c.id.desc()).limit(limit))
    return [row | {"state": _state(row)} for row in found]


def _state(run: Row) -> str:
    if run["finished"]:
        return run["stage"]
    silence = datetime.now(UTC) - datetime.fromisoformat(run["heartbeat"])
    return "running" if silence.total_seconds() < LOST else "lost"


def rejects(engine: Engine, run_id: int | None = None, *, limit: int = 1000) -> list[Row]:
    """What a run could not read; of all runs, what is still to be settled."""
    table = schema.rejects
    which = table.c.open if run_id is None else table.c.run_id == run_id
    return _rows(engine, select(table).where(which).order_by(table.c.id).limit(limit))


def reviews(engine: Engine, mention_id: str | None = None, *, limit: int = 1000) -> list[Row]:
    """Decisions, latest first, of one mention or all; standing is false where the mention is gone."""
    table = schema.reviews
    joined = table.outerjoin(M, M.c.mention_id == table.c.mention_id)
    query = select(table, func.coalesce(M.c.active, literal_column("FALSE")).label("standing"))
    query = query.select_from(joined).order_by(table.c.id.desc()).limit(limit)
    if mention_id is not None:
        query = query.where(table.c.mention_id == bytes.fromhex(mention_id))
    return [row | {"mention_id": row["mention_id"].hex()} for row in _rows(engine, query)]


def _rows(engine: Engine, query: Select) -> list[Row]:
    with reading(engine) as conn:
        return [dict(row._mapping) for row in conn.execute(query)]
