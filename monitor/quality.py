"""Questions about how well articles were read: coverage, unknowns, reviews, and what to review next."""

from __future__ import annotations

from collections import Counter
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Engine, Select, and_, case, exists, func, literal_column, or_, select

from monitor.filters import Filters, on_articles, on_mentions
from monitor.queries import week_start
from monitor.store.engine import reading
from monitor.store.rows import MENTION_COLUMNS, whole_mentions
from monitor.store.schema import articles, mention_governorates, mention_places, rejects
from monitor.store.schema import mentions as M

NONE = literal_column("''")
GUESSED = ("whole article is about", "headline", "dateline", "header", "listed with")  # beginnings of weaker reasons


class Unknowns(NamedTuple):
    """Of the mentions under a filter, how many lack what."""

    mentions: int
    no_place: int
    ambiguous: int
    no_day: int
    day_of_publication: int
    no_number: int


class RuleReviews(NamedTuple):
    """Reviews of the mentions a rule made; corrected are among the confirmed."""

    rule_id: str
    mentions: int
    confirmed: int
    corrected: int
    rejected: int
    unsure: int

    @property
    def precision(self) -> float | None:
        """The share that a reviewer did not reject, None without a decision."""
        decided = self.confirmed + self.rejected
        return self.confirmed / decided if decided else None


def articles_by_source(engine: Engine, filters: Filters) -> list[tuple[str, str, int]]:
    """(source, ISO week, articles) for the articles a filter covers; source '' where an article names none."""
    source, day = func.coalesce(articles.c.source, NONE), articles.c.published_day
    query = select(source, day, func.count()).where(day.is_not(None), *on_articles(filters)).group_by(source, day)
    weeks: Counter[tuple[str, str]] = Counter()
    with reading(engine) as conn:
        for name, published, n in conn.execute(query):
            weeks[name, week_start(published)] += n
    return [(name, week, n) for (name, week), n in sorted(weeks.items())]


def articles_by_language(engine: Engine, filters: Filters) -> list[tuple[str, int]]:
    """(language, articles), most first."""
    language = func.coalesce(articles.c.language, NONE)
    query = select(language, func.count()).where(*on_articles(filters)).group_by(language)
    with reading(engine) as conn:
        return sorted(((name, n) for name, n in conn.execute(query)), key=lambda row: (-row[1], row[0]))


def article_facts(engine: Engine) -> dict[str, int]:
    """Of all articles: how many there are, copies, without a day of publication; and inputs refused."""
    undated, copies = articles.c.published_day.is_(None), articles.c.copy_of.is_not(None)
    query = select(func.count(), func.sum(case((undated, 1), else_=0)), func.sum(case((copies, 1), else_=0)))
    with reading(engine) as conn:
        total, without_day, copied = conn.execute(query.select_from(articles)).one()
        refused = conn.scalar(select(func.count()).select_from(rejects))
    return {"articles": total, "copies": copied or 0, "undated": without_day or 0, "rejects": refused}


def refused(engine: Engine, limit: int = 200) -> list[dict[str, Any]]:
    """What could not be read, latest first, without the input itself."""
    columns = [rejects.c[name] for name in ("run_id", "file", "line", "field", "reason")]
    with reading(engine) as conn:
        rows = conn.execute(select(*columns).order_by(rejects.c.id.desc()).limit(limit))
        return [dict(row._mapping) for row in rows]


def unknowns(engine: Engine, filters: Filters) -> Unknowns:
    """How many mentions under the filter lack a place, a day or a number."""
    flags = (
        _no_place(),
        _ambiguous(),
        M.c.day.is_(None),
        M.c.date_reason == "published",
        and_(M.c.count_min.is_(None), M.c.count_max.is_(None)),
    )
    query = select(func.count(), *(func.coalesce(func.sum(case((flag, 1), else_=0)), 0) for flag in flags))
    with reading(engine) as conn:
        return Unknowns(*conn.execute(query.select_from(M).where(*on_mentions(filters))).one())


def reviews_by_rule(engine: Engine, filters: Filters) -> list[RuleReviews]:
    """What reviewers said of each rule's mentions, the most reviewed rules first."""
    query = select(M.c.rule_id, M.c.reviewed, M.c.machine.is_not(None), func.count()).where(*on_mentions(filters))
    found: dict[str, Counter[str]] = {}
    with reading(engine) as conn:
        for rule, decision, corrected, n in conn.execute(
            query.group_by(M.c.rule_id, M.c.reviewed, M.c.machine.is_not(None))
        ):
            counts = found.setdefault(rule, Counter())
            counts["mentions"] += n
            counts[decision] += n
            counts["corrected"] += n if corrected and decision == "confirmed" else 0
    names = RuleReviews._fields[1:]
    rows = [RuleReviews(rule, *(counts[name] for name in names)) for rule, counts in found.items()]
    return sorted(rows, key=lambda r: (-(r.confirmed + r.rejected + r.unsure), -r.mentions, r.rule_id))


def queue(engine: Engine, filters: Filters, *, by: str = "uncertain", limit: int = 20) -> list[dict[str, Any]]:
    """Mentions to look at next: the least certain first, or the latest day first."""
    return _rows(engine, _queue(filters, by).limit(limit))


def uncertainty() -> ColumnElement[int]:
    """Points for what makes a reading doubtful: the place most of all, then its reason, the status, the day."""
    points = (
        (_no_place(), 3),
        (_ambiguous(), 2),
        (_guessed_place(), 2),
        (M.c.status != "reported", 2),
        (M.c.victims == "unspecified", 1),
        (M.c.date_reason == "published", 1),
        (M.c.in_title, 1),
    )
    return sum((case((flag, weight), else_=0) for flag, weight in points), start=literal_column("0"))


def _queue(filters: Filters, by: str) -> Select:
    latest = func.coalesce(M.c.day, M.c.published_day, NONE).desc()
    order = [latest, M.c.mention_id] if by == "latest" else [uncertainty().desc(), latest, M.c.mention_id]
    return select(*MENTION_COLUMNS).where(*on_mentions(filters)).order_by(*order)


def _rows(engine: Engine, query: Select) -> list[dict[str, Any]]:
    with reading(engine) as conn:
        return whole_mentions(conn, conn.execute(query))


def _no_place() -> ColumnElement[bool]:
    own = mention_governorates.alias("known")
    return and_(~M.c.outside_syria, ~exists(select(1).select_from(own).where(own.c.mention_id == M.c.mention_id)))


def _ambiguous() -> ColumnElement[bool]:
    return _has_place(lambda place: and_(place.c.pcode.is_(None), place.c.candidates != ""))


def _guessed_place() -> ColumnElement[bool]:
    return _has_place(lambda place: or_(*(place.c.reason.startswith(beginning) for beginning in GUESSED)))


def _has_place(test: Any) -> ColumnElement[bool]:
    place = mention_places.alias()
    return exists(select(1).select_from(place).where(place.c.mention_id == M.c.mention_id, test(place)))
