"""Questions about how well articles were read: coverage, unknowns, reviews, and what to review next."""

from __future__ import annotations

from collections import Counter
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Engine, Select, case, func, literal_column, select

from monitor.filters import ONLY, PUBLISHED, Filters, on_articles, on_mentions, parts
from monitor.queries import week_start
from monitor.store import rows
from monitor.store.engine import reading
from monitor.store.schema import articles, rejects
from monitor.store.schema import mentions as M

NONE = literal_column("''")


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
        refused = conn.scalar(select(func.count()).select_from(rejects).where(rejects.c.open))
    return {"articles": total, "copies": copied or 0, "undated": without_day or 0, "rejects": refused}


def refused(engine: Engine, limit: int = 200) -> list[dict[str, Any]]:
    """What could not be read and has not been read since, latest first, without the input itself."""
    columns = [rejects.c[name] for name in ("run_id", "file", "line", "field", "reason")]
    with reading(engine) as conn:
        found = conn.execute(select(*columns).where(rejects.c.open).order_by(rejects.c.id.desc()).limit(limit))
        return [dict(row._mapping) for row in found]


def unknowns(engine: Engine, filters: Filters) -> Unknowns:
    """How many mentions under the filter lack a place, a day or a number."""
    lacking = (rows.NO_PLACE, rows.AMBIGUOUS, rows.NO_DAY, rows.DAY_OF_PUBLICATION, rows.NO_NUMBER)
    counts: Counter[int] = Counter()
    with reading(engine) as conn:
        for part in parts(filters):
            query = select(M.c.marks, func.count()).where(*on_mentions(part)).group_by(M.c.marks)
            counts.update({marks: n for marks, n in conn.execute(query)})
    return Unknowns(counts.total(), *(sum(n for marks, n in counts.items() if marks & mark) for mark in lacking))


def reviews_by_rule(engine: Engine, filters: Filters) -> list[RuleReviews]:
    """What reviewers said of each rule's mentions, the most reviewed rules first."""
    found: dict[str, Counter[str]] = {}
    with reading(engine) as conn:
        for part in parts(filters):
            for rule, decision, corrected, n in conn.execute(_reviewed(part)):
                counts = found.setdefault(rule, Counter())
                counts["mentions"] += n
                counts[decision] += n
                counts["corrected"] += n if corrected and decision == "confirmed" else 0
    names = RuleReviews._fields[1:]
    of_rules = [RuleReviews(rule, *(counts[name] for name in names)) for rule, counts in found.items()]
    return sorted(of_rules, key=lambda r: (-(r.confirmed + r.rejected + r.unsure), -r.mentions, r.rule_id))


def _reviewed(filters: Filters) -> Select:
    keys = M.c.rule_id, M.c.reviewed, has(rows.CORRECTED)
    return select(*keys, func.count()).where(*on_mentions(filters)).group_by(*keys)


def queue(engine: Engine, filters: Filters, *, by: str = "uncertain", limit: int = 20) -> list[dict[str, Any]]:
    """Mentions to look at next: the least certain first, or the latest day first."""
    with reading(engine) as conn:
        found = [row for part in parts(filters) for row in conn.execute(_order(part, by).limit(limit))]
        found.sort(key=lambda row: row.mention_id)
        found.sort(key=lambda row: row.latest or "", reverse=True)
        found.sort(key=lambda row: -row.doubt)
        return _whole(conn, [row.mention_id for row in found[:limit]])


def uncertainty() -> ColumnElement[int]:
    """Points for what makes a reading doubtful: the place most of all, then its reason, the status, the day."""
    points = (
        (has(rows.NO_PLACE), 3),
        (has(rows.AMBIGUOUS), 2),
        (has(rows.GUESSED), 2),
        (M.c.status != "reported", 2),
        (M.c.victims == "unspecified", 1),
        (has(rows.DAY_OF_PUBLICATION), 1),
        (has(rows.IN_TITLE), 1),
    )
    return sum((case((flag, weight), else_=0) for flag, weight in points), start=literal_column("0"))


def has(mark: int) -> ColumnElement[bool]:
    """Whether a mention has this mark."""
    return M.c.marks.bitwise_and(literal_column(str(mark))) != literal_column("0")


def _order(filters: Filters, by: str) -> Select:
    """The ids in their order, from an index alone: what is shown of them is read for the first ones only."""
    doubt = (uncertainty() if by == "uncertain" else literal_column("0")).label("doubt")
    latest = _latest(filters).label("latest")
    query = select(M.c.mention_id, doubt, latest).where(*on_mentions(filters))
    return query.order_by(doubt.desc(), latest.desc(), M.c.mention_id)


def _latest(filters: Filters) -> ColumnElement[str]:
    """The day that the part of the mentions has: of publication for those without one of the event."""
    if filters.date_basis == PUBLISHED or filters.undated == ONLY:
        return func.coalesce(M.c.published_day, NONE)
    return M.c.day


def _whole(conn: Connection, keys: list[bytes]) -> list[dict[str, Any]]:
    found = rows.whole_mentions(conn, conn.execute(select(*rows.MENTION_COLUMNS).where(M.c.mention_id.in_(keys))))
    by_key = {row["mention_id"]: row for row in found}
    return [by_key[key.hex()] for key in keys]
