"""What a person has chosen to see: one record, and the one translation of it into SQL conditions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, FromClause, and_, case, func, not_, or_, select, true

from extractors.records import CATEGORIES, NOT_COUNTED, STATUSES, VICTIMS
from monitor.store.rows import search_text
from monitor.store.schema import ALL, TO, articles, mention_places, mentions, rollup_common, rollup_daily

EVENT, PUBLISHED = "event", "published"
APART, ONLY, WITH = "apart", "only", "with"
NO_REVIEW, REJECTED = "none", "rejected"
LEFT, REACHED = "left", "reached"
COUNTED_AS = (*CATEGORIES, *NOT_COUNTED, "outside_syria")
ESCAPE = "\\"


@dataclass(frozen=True, slots=True)
class Filters:
    """A choice of mentions. An empty tuple is no condition; '' stands for an unknown governorate, source or actor.

    start, end      ISO days (dates are taken as well), both included, of the event or the publication (date_basis)
    undated         mentions known only to the month or not at all: "apart" leaves them out, as every series must;
                    "only" is just them, "with" all. A mention dated to a month is in a range that it overlaps,
                    one with no date at all is in every range
    reviews         decisions of the last review, "none" for no review; empty: all but the rejected
    copies          count the mentions of republished articles as well
    include_not_counted   also return, release and outside_syria, under these names, never under a category
    search          words that title or quote hold, in any spelling
    rules           rule ids
    place_ids       places named in the mention: those of a district, for example
    displaced       where people are displaced: from the place they "left" or to the one they "reached"
    """

    start: str | None = None
    end: str | None = None
    date_basis: str = EVENT
    categories: tuple[str, ...] = ()
    subtypes: tuple[str, ...] = ()
    governorates: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ("reported",)
    victims: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    copies: bool = False
    include_not_counted: bool = False
    search: str | None = None
    undated: str = APART
    reviews: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    place_ids: tuple[str, ...] = ()
    displaced: str = LEFT

    def __post_init__(self) -> None:
        for name in ("start", "end"):
            if value := getattr(self, name):
                day = value.isoformat()[:10] if isinstance(value, date) else value
                object.__setattr__(self, name, date.fromisoformat(day).isoformat())


Condition = ColumnElement[bool]
PLAIN = ("subtypes", "subtype"), ("statuses", "status"), ("victims", "victims"), ("languages", "language")


# What a choice must say to leave nothing out but what it names.
EVERYTHING = {"copies": True, "include_not_counted": True, "reviews": (NO_REVIEW, "confirmed", REJECTED, "unsure")}


def fits_rollup(filters: Filters) -> bool:
    """True where the rollup holds all that the filter asks about."""
    exact = filters.date_basis == EVENT and filters.undated == APART
    named = filters.actors or filters.rules or filters.place_ids or (filters.search and filters.search.split())
    return exact and not named


def parts(filters: Filters) -> list[Filters]:
    """The dated and the undated apart, dated first: each is read from an index of its own, both at once from none."""
    return [replace(filters, undated=kind) for kind in (APART, ONLY)] if filters.undated == WITH else [filters]


def rollup_for(filters: Filters) -> FromClause:
    """The smallest rollup that holds what the filter asks about."""
    rare = filters.subtypes or filters.languages or filters.sources or not set(filters.victims) <= set(VICTIMS)
    return rollup_daily if rare else rollup_common


def counted(filters: Filters, table: FromClause) -> ColumnElement[int]:
    """The mentions in a group of a rollup's rows; in rollup_common it may be 0, where the filter names victims."""
    if table is not rollup_common or not filters.victims:
        return func.sum(table.c.n)
    first, *others = (table.c[f"n_{victims}"] for victims in dict.fromkeys(filters.victims))
    return func.sum(sum(others, first))


def on_rollup(filters: Filters, table: FromClause) -> list[Condition]:
    """The conditions on a rollup but for its sets of governorates.

    What rollup_common's key starts with is named value by value, so that the days can be looked up behind it.
    """
    conditions = [*_common(filters, table), *_between(table.c.day, filters)]
    if table is rollup_common:
        conditions += [] if filters.statuses else [table.c.status.in_(STATUSES)]
        conditions += [table.c.is_copy.in_([False, True])] if filters.copies else []
        conditions += [table.c.counts_as.in_(COUNTED_AS)] if filters.include_not_counted else []
    return conditions


def on_mentions(filters: Filters) -> list[Condition]:
    """The conditions on the table of mentions."""
    conditions = [mentions.c.active, *_common(filters, mentions), *_dating(filters)]
    if filters.governorates:
        key = place_key(filters)
        conditions.append(or_(*(key.contains(code) if code else key == "" for code in filters.governorates)))
    if filters.actors:
        conditions.append(_one_of(mentions.c.actor, filters.actors))
    if filters.rules:
        conditions.append(mentions.c.rule_id.in_(filters.rules))
    if filters.place_ids:
        named = select(mention_places.c.mention_id).where(mention_places.c.place_id.in_(filters.place_ids))
        # As an expression, so that the days are looked up and not every mention of these places, whenever it was.
        conditions.append(func.coalesce(mentions.c.mention_id, None).in_(named))
    for word in (filters.search or "").split():
        conditions.append(mentions.c.search_text.contains(search_text(word), autoescape=True, escape=ESCAPE))
    return conditions


def on_articles(filters: Filters) -> list[Condition]:
    """The conditions that make sense for articles: days of publication, language, source, copies."""
    conditions = _between(articles.c.published_day, filters)
    if filters.languages:
        conditions.append(articles.c.language.in_(filters.languages))
    if filters.sources:
        conditions.append(_one_of(articles.c.source, filters.sources))
    if not filters.copies:
        conditions.append(func.coalesce(articles.c.copy_of, "") == "")  # not "is null": no index is of use for most
    return conditions


def on_sets(filters: Filters, table: FromClause, present: Iterable[str], *, each: bool = False) -> list[Condition]:
    """The conditions on a rollup's sets of governorates under which its sum is the filter's mentions, each once.

    present are all sets that it holds, since an index looks up named values only; each keeps the sets apart also where
    no governorate is chosen.
    """
    if not filters.governorates and not each:
        return [table.c.governorates == ALL]
    chosen = [key for key in present if key != ALL and meets(key, filters)]
    if filters.displaced == LEFT:
        return [table.c.governorates.in_([key for key in chosen if not key.startswith(TO)])]
    there = or_(func.substr(table.c.governorates, 1, 1) == TO, table.c.category != "displacement")
    return [table.c.governorates.in_(chosen), there]


def meets(key: str, filters: Filters) -> bool:
    """Whether a set of governorates holds one of the filter's."""
    return not filters.governorates or not set(codes_of(key)).isdisjoint(filters.governorates)


@lru_cache(maxsize=10_000)
def codes_of(key: str) -> tuple[str, ...]:
    """The governorates of a set; '' for none."""
    return tuple(key.removeprefix(TO).split(";"))


def place_key(filters: Filters) -> ColumnElement[str]:
    """The set of governorates in which a mention counts."""
    if filters.displaced == LEFT:
        return mentions.c.governorates
    return case((mentions.c.category == "displacement", mentions.c.reached), else_=mentions.c.governorates)


def _common(filters: Filters, table: FromClause) -> list[Condition]:
    plain = [(name, column) for name, column in PLAIN if column != "victims" or table is not rollup_common]
    conditions = [table.c[column].in_(getattr(filters, name)) for name, column in plain if getattr(filters, name)]
    if filters.categories:
        conditions.append(table.c.category.in_(filters.categories))
    if not filters.include_not_counted:
        conditions.append(table.c.counts_as.in_(CATEGORIES))
    if filters.sources:
        conditions.append(_one_of(table.c.source, filters.sources))
    if not filters.copies:
        conditions.append(not_(table.c.is_copy))
    return [*conditions, _reviewed(filters, table)]


def _reviewed(filters: Filters, table: FromClause) -> Condition:
    if not filters.reviews:
        return table.c.reviewed != REJECTED
    return table.c.reviewed.in_(["" if decision == NO_REVIEW else decision for decision in filters.reviews])


def _one_of(column: ColumnElement[Any], values: tuple[str, ...]) -> Condition:
    """Like IN, with '' for null (in the mentions) and for itself (in the rollup)."""
    return func.coalesce(column, "").in_(values)


def _dating(filters: Filters) -> list[Condition]:
    dated = and_(_day(filters).is_not(None), *_between(_day(filters), filters))
    if filters.undated == APART:
        return [dated]
    apart = and_(_day(filters).is_(None), _may_be_within(filters))
    return [apart] if filters.undated == ONLY else [or_(dated, apart)]


def _day(filters: Filters) -> ColumnElement[Any]:
    return mentions.c.published_day if filters.date_basis == PUBLISHED else mentions.c.day


def _may_be_within(filters: Filters) -> Condition:
    """Whether a mention without a day may lie in the range; in one expression, so that it is read from one index."""
    if filters.date_basis == PUBLISHED:
        return mentions.c.published_day.is_(None)
    first, last = mentions.c.event_start, func.coalesce(mentions.c.event_end, mentions.c.event_start)
    overlaps = []
    if filters.start:
        overlaps.append(func.coalesce(last, filters.start) >= filters.start)
    if filters.end:
        overlaps.append(func.coalesce(first, filters.end) <= filters.end)
    return and_(true(), *overlaps)


def _between(day: ColumnElement[Any], filters: Filters) -> list[Condition]:
    conditions = []
    if filters.start:
        conditions.append(day >= filters.start)
    if filters.end:
        conditions.append(day <= filters.end)
    return conditions
