"""Every question that pages, briefs and exports ask of the store. The same filter gives the same totals everywhere."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache, lru_cache
from itertools import product
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Engine, ScalarSelect, Select, func, literal_column, select

from extractors.records import CATEGORIES, STATUSES
from monitor.districts import district_of
from monitor.filters import (
    APART,
    COUNTED_AS,
    ONLY,
    PUBLISHED,
    Filters,
    codes_of,
    counted,
    fits_rollup,
    on_articles,
    on_mentions,
    on_rollup,
    on_sets,
    parts,
    place_key,
    rollup_for,
)
from monitor.store import schema
from monitor.store.engine import reading
from monitor.store.meta import get_meta
from monitor.store.rows import MENTION_COLUMNS, whole_mentions
from monitor.store.schema import ALL, articles, mention_places, rollup_common, rollup_daily
from monitor.store.schema import mentions as M
from monitor.weeks import monday

LOST = 60  # seconds without a sign of life, twelve times what lies between two, after which a run is taken for dead
CHUNK = 500  # mentions fetched at once by an export
BETWEEN = "\n"  # in a list of places: no id holds it
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
    with reading(engine) as conn:
        for _day, category, n in _by_day(conn, filters, by_day=False):
            counts[category] = counts.get(category, 0) + n
    return counts


def undated(engine: Engine, filters: Filters) -> dict[str, int]:
    """The mentions that totals and series leave out because their day is not known to the week."""
    return totals(engine, replace(filters, undated=ONLY))


def by_week(engine: Engine, filters: Filters) -> list[WeekCount]:
    """Mentions by ISO week and category, weeks in order, only those with any. Undated mentions are in no week."""
    return _series(engine, filters, week_start)


def by_month(engine: Engine, filters: Filters) -> list[WeekCount]:
    """The same by calendar month; week is the first day of the month."""
    return _series(engine, filters, month_start)


def _series(engine: Engine, filters: Filters, start: Callable[[str], str]) -> list[WeekCount]:
    counts: Counter[tuple[str, str]] = Counter()
    if filters.undated == ONLY:
        return []
    with reading(engine) as conn:
        for day, category, n in _by_day(conn, replace(filters, undated=APART), by_day=True):
            counts[start(day), category] += n
    return [WeekCount(bucket, category, n) for (bucket, category), n in sorted(counts.items())]


def month_start(day: str) -> str:
    """The first day of the day's month."""
    return day[:7] + "-01"


@lru_cache(maxsize=20_000)
def week_start(day: str) -> str:
    """The Monday of the day's ISO week."""
    return monday(date.fromisoformat(day)).isoformat()


def _by_day(conn: Connection, filters: Filters, *, by_day: bool) -> list[Any]:
    """(day, counts_as, n); the day is null where by_day is false, or not known."""
    return [tuple(row) for part in parts(filters) for row in conn.execute(_days_of(conn, part, by_day)).all()]


def _days_of(conn: Connection, filters: Filters, by_day: bool) -> Select:
    if fits_rollup(filters):
        table = rollup_for(filters)
        n, day = counted(filters, table), table.c.day
        conditions = [*on_rollup(filters, table), *on_sets(filters, table, _sets(conn, filters))]
    else:
        table, n, day, conditions = M, func.count(), _day(filters), on_mentions(filters)
    keys = [day, table.c.counts_as] if by_day else [table.c.counts_as]
    columns = keys if by_day else [literal_column("NULL"), *keys]
    return select(*columns, n).where(*conditions).group_by(*keys).having(n > 0)


def _sets(conn: Connection, filters: Filters, *, each: bool = False) -> list[str]:
    """The sets of governorates that the rollups hold, where they are needed.

    Found one after the other, each by a look into the index: a list of all different values would read every row.
    """
    if not filters.governorates and not each:
        return []
    key = rollup_common.c.governorates
    sets = select(func.min(key).label("key")).cte("sets", recursive=True)
    following = select(func.min(key)).where(key > sets.c.key).scalar_subquery()
    sets = sets.union_all(select(following).where(sets.c.key.is_not(None)))
    return list(conn.scalars(select(sets.c.key).where(sets.c.key.is_not(None))))


def by_governorate(engine: Engine, filters: Filters) -> list[GovernorateCount]:
    """Mentions by governorate and category, only those with any and only the chosen governorates.

    A mention of two governorates counts in both, so that the sum may exceed totals.
    """
    return sorted(GovernorateCount(*row) for row in each_governorate(engine, filters))


def by_week_and_governorate(engine: Engine, filters: Filters) -> list[GovernorateWeek]:
    """The same by ISO week: weeks in order, only those with any."""
    return _series_of_governorates(engine, filters, week_start)


def by_month_and_governorate(engine: Engine, filters: Filters) -> list[GovernorateWeek]:
    """The same by calendar month; week is the first day of the month."""
    return _series_of_governorates(engine, filters, month_start)


def _series_of_governorates(engine: Engine, filters: Filters, start: Callable[[str], str]) -> list[GovernorateWeek]:
    counts: defaultdict[tuple[str, str, str], int] = defaultdict(int)
    with reading(engine) as conn:
        for part in parts(filters):
            for places, category, day, n in conn.execute(_sets_of(conn, part, ("day",))).all():
                bucket = start(day) if day else None
                for code in codes_of(places) if bucket else ():
                    counts[bucket, code, category] += n
    chosen = filters.governorates or None
    return [GovernorateWeek(*key, n) for key, n in sorted(counts.items()) if not chosen or key[1] in chosen]


def each_governorate(engine: Engine, filters: Filters, *also: str) -> list[tuple]:
    """(pcode, counts_as, n) in the chosen governorates; before n day (by the filter's basis) and status, if wanted."""
    found: defaultdict[tuple, dict[str, int]] = defaultdict(dict)  # by category and fields, then by governorate
    with reading(engine) as conn:
        for part in parts(filters):
            for places, *rest, n in conn.execute(_sets_of(conn, part, also)).all():
                of = found[tuple(rest)]
                for code in codes_of(places):
                    of[code] = of.get(code, 0) + n
    chosen = filters.governorates or None
    return [(code, *rest, n) for rest, of in found.items() for code, n in of.items() if not chosen or code in chosen]


def _sets_of(conn: Connection, filters: Filters, also: Sequence[str]) -> Select:
    """The same by set of governorates."""
    if fits_rollup(filters):
        table = rollup_for(filters)
        key, n, day = table.c.governorates, counted(filters, table), table.c.day
        conditions = [*on_rollup(filters, table), *on_sets(filters, table, _sets(conn, filters, each=True), each=True)]
    else:
        table, key, n, day, conditions = M, place_key(filters), func.count(), _day(filters), on_mentions(filters)
    keys = [key, table.c.counts_as, *(day if name == "day" else table.c[name] for name in also)]
    return select(*keys, n).where(*conditions).group_by(*keys).having(n > 0)


def by_district(engine: Engine, filters: Filters, among: Collection[str]) -> tuple[dict[str, int], int]:
    """Mentions by district, each once in every one of these that a place of its event is in; how many are in none."""
    wanted = {place: code for place, code in district_of().items() if code in among}
    inside, placed = Counter[str](), 0
    with reading(engine) as conn:
        for part in parts(filters):
            for places, n in conn.execute(_places_of_events(part)):
                codes = {wanted[place] for place in places.split(BETWEEN) if place in wanted}
                inside.update(dict.fromkeys(codes, n))
                placed += n if codes else 0
    return dict(sorted(inside.items())), count(engine, filters) - placed


def _places_of_events(filters: Filters) -> Select:
    """(the places of an event joined, mentions that name just these).

    The ids are sorted first: then their places are read in the order in which they lie.
    """
    ids = select(M.c.mention_id).where(*on_mentions(filters)).order_by(M.c.mention_id)
    ids = ids.cte("ids").prefix_with("MATERIALIZED")
    named = func.aggregate_strings(mention_places.c.place_id, BETWEEN).label("places")
    joined = ids.join(mention_places, mention_places.c.mention_id == ids.c.mention_id)
    own = select(named).select_from(joined).where(mention_places.c.role.in_(("location", "origin")))
    own = own.group_by(ids.c.mention_id).subquery()
    return select(own.c.places, func.count()).group_by(own.c.places)


def by_field(engine: Engine, filters: Filters, field: str) -> list[tuple[Any, str, int]]:
    """(value, category, n) for one of FIELDS, most frequent first; value None where the field is empty."""
    if field not in FIELDS:
        raise ValueError(f"field {field!r}; known are {', '.join(FIELDS)}")
    counts: Counter[tuple[Any, str]] = Counter()
    with reading(engine) as conn:
        for part in parts(filters):
            for value, category, n in conn.execute(_values_of(conn, part, field)):
                counts[None if field == "source" and not value else value, category] += n
    return sorted(((*key, n) for key, n in counts.items()), key=lambda row: (-row[2], str(row[0]), row[1]))


def _values_of(conn: Connection, filters: Filters, field: str) -> Select:
    if field in rollup_daily.c and fits_rollup(filters):
        table, n = rollup_daily, func.sum(rollup_daily.c.n)
        conditions = [*on_rollup(filters, table), *on_sets(filters, table, _sets(conn, filters))]
    else:
        table, n, conditions = M, func.count(), on_mentions(filters)
    keys = table.c[field], table.c.counts_as
    return select(*keys, n).where(*conditions).group_by(*keys)


def count(engine: Engine, filters: Filters) -> int:
    """How many mentions the filter gives; the sum of totals."""
    with reading(engine) as conn:
        return sum(_n(conn, part) for part in parts(filters))


def _n(conn: Connection, filters: Filters) -> int:
    if fits_rollup(filters):
        return sum(n for _day, _category, n in _by_day(conn, filters, by_day=False))
    return conn.scalar(select(func.count()).select_from(M).where(*on_mentions(filters)))


def mentions(engine: Engine, filters: Filters, *, limit: int = 50, offset: int = 0) -> list[Row]:
    """Mentions as records (extractors.records.as_dict) with reviewed and is_copy, latest day first, undated last."""
    found: list[Row] = []
    with reading(engine) as conn:
        for part in parts(filters):
            if part.undated == APART:
                days = _latest_days(conn, part, limit + offset)
                found += _page(conn, part, days, limit, offset)
                offset = max(0, offset - sum(n for _day, n in days))
            elif len(found) < limit:
                query = _chosen(part).limit(limit - len(found)).offset(offset)
                found += whole_mentions(conn, conn.execute(query))
    return found


def _latest_days(conn: Connection, filters: Filters, wanted: int) -> list[tuple[str, int]]:
    """(day, mentions), the latest first, as far as it takes for the wanted number of mentions."""
    counts: Counter[str] = Counter()
    if fits_rollup(filters):
        for day, _category, n in _by_day(conn, filters, by_day=True):
            counts[day] += n
    else:
        day = _day(filters)
        counts.update(conn.scalars(select(day).where(*on_mentions(filters)).order_by(day.desc()).limit(wanted)))
    return sorted(counts.items(), reverse=True)


def _page(conn: Connection, filters: Filters, days: list[tuple[str, int]], limit: int, offset: int) -> list[Row]:
    """The mentions from the offset on, of which only the days are read that they stand on, not all there are."""
    wanted, before, skipped = [], 0, 0
    for day, n in days:
        if before + n <= offset:
            skipped += n
        elif before < offset + limit:
            wanted.append(day)
        before += n
    if not wanted:
        return []
    query = _chosen(filters).where(_day(filters).between(wanted[-1], wanted[0])).limit(limit).offset(offset - skipped)
    return whole_mentions(conn, conn.execute(query))


def _day(filters: Filters) -> ColumnElement[str]:
    return M.c.published_day if filters.date_basis == PUBLISHED else M.c.day


def all_mentions(engine: Engine, filters: Filters) -> Iterator[Row]:
    """The same records, all of them, streamed: however many there are, only CHUNK are in memory."""
    with reading(engine) as conn:
        for part in parts(filters):
            found = conn.execution_options(yield_per=CHUNK).execute(_chosen(part))
            for rows in found.partitions():
                yield from whole_mentions(conn, rows)


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
    with reading(engine) as conn:
        published_first, published_last, *events = conn.execute(_all_ends()).one()
    first, last = events[::2], events[1::2]
    return Bounds(min(filter(None, first), default=None), max(filter(None, last), default=None),
                  published_first, published_last)  # fmt: skip


@cache
def _all_ends() -> Select:
    """The first and last day of publications, then of each kind of mention: each is looked up in an index at once."""
    table, day = rollup_common, articles.c.published_day
    kinds = product([status for status in STATUSES if status != "past"], (False, True), COUNTED_AS)
    key = table.c.status, table.c.is_copy, table.c.counts_as
    ends = _ends(day, day.is_not(None))
    for kind in kinds:
        named = (column == value for column, value in zip(key, kind, strict=True))
        ends += _ends(table.c.day, table.c.governorates == ALL, *named)
    return select(*(end.label(f"end_{place}") for place, end in enumerate(ends)))


def _ends(day: ColumnElement[str], *conditions: ColumnElement[bool]) -> list[ScalarSelect[str]]:
    """The first and last day: two questions, since an index answers either at once but not both together."""
    query = select(day).where(*conditions).limit(1)
    return [query.order_by(order).scalar_subquery() for order in (day, day.desc())]


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
