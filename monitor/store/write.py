"""Writing to the store: a batch of articles with their mentions, copies and rollup in one transaction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from extractors.records import Article, Mention
from monitor.store import corrections, links, rollup, rows
from monitor.store.meta import bump, now
from monitor.store.runs import CHANGED, COPIES, NEW, REREAD, UNCHANGED
from monitor.store.schema import articles, mention_governorates, mention_places, mentions, reviews

Read = tuple[Article, Sequence[Mention] | None]  # None: not extracted, because the store has this very article


def stored_as_is(conn: Connection, batch: Iterable[Article], rules_version: str) -> set[str]:
    """The ids of those articles that the store holds unchanged and has read with these rules."""
    wanted = {article.id: rows.content_sha(article) for article in batch}
    query = select(articles.c.id, articles.c.content_sha).where(
        articles.c.id.in_(list(wanted)), articles.c.rules_version == rules_version
    )
    return {row.id for row in conn.execute(query) if row.content_sha == wanted[row.id]}


def write_batch(conn: Connection, run_id: int, batch: Sequence[Read], rules_version: str) -> Counter[str]:
    """Write articles (ids unique within the batch) and their mentions; how many were what, and how many mentions.

    Writing the same batch again changes nothing but last_seen. Raises KeyError where an article came without mentions
    and the store does not hold it as it is.
    """
    known = _known(conn, [article.id for article, _found in batch])
    return _write(conn, run_id, batch, known, rules_version)


def rewrite_batch(conn: Connection, run_id: int, batch: Sequence[Read], rules_version: str) -> Counter[str]:
    """The same for articles that were read from the store itself: one that has changed since is left as it is now."""
    known = _known(conn, [article.id for article, _found in batch])
    same = [entry for entry in batch if known[entry[0].id].content_sha == rows.content_sha(entry[0])]
    return _write(conn, run_id, same, known, rules_version)


def _write(
    conn: Connection, run_id: int, batch: Sequence[Read], known: dict[str, Any], rules_version: str
) -> Counter[str]:
    what = {article.id: _what(article, known.get(article.id), rules_version) for article, _found in batch}
    seen = [article.id for article, _found in batch if what[article.id] == UNCHANGED]
    _touch(conn, seen)
    fresh = [(article, found) for article, found in batch if what[article.id] != UNCHANGED]
    if not fresh:
        return Counter(what.values())
    if missing := [article.id for article, found in fresh if found is None]:
        raise KeyError(f"articles without their mentions: {missing[:3]}")
    replaced = links.articles_of(conn, [id_ for id_, kind in what.items() if kind == CHANGED])
    days = _write_articles(conn, run_id, fresh, known, rules_version)
    days |= _write_mentions(conn, fresh, {id_ for id_, row in known.items() if row.copy_of})
    pieces = links.enter(conn, [article for article, _found in fresh if what[article.id] != REREAD], replaced)
    for id_ in pieces.keys() & known.keys():
        pieces[id_].copy_of = known[id_].copy_of
    copies, copy_days = links.settle(conn, pieces)
    rollup.refresh(conn, days | copy_days)
    bump(conn)
    return _tally(what, copies, fresh)


def _tally(what: dict[str, str], copies: set[str], fresh: Sequence[Read]) -> Counter[str]:
    counted = Counter(COPIES if kind in (NEW, CHANGED) and id_ in copies else kind for id_, kind in what.items())
    counted["mentions"] = sum(len(found or ()) for _article, found in fresh)
    return counted


def _known(conn: Connection, ids: list[str]) -> dict[str, Any]:
    query = select(articles.c.id, articles.c.content_sha, articles.c.copy_of, articles.c.rules_version)
    return {row.id: row for row in conn.execute(query.where(articles.c.id.in_(ids)))}


def _what(article: Article, row: Any, rules_version: str) -> str:
    if row is None:
        return NEW
    if row.content_sha != rows.content_sha(article):
        return CHANGED
    return UNCHANGED if row.rules_version == rules_version else REREAD


def _touch(conn: Connection, ids: list[str]) -> None:
    if ids:
        conn.execute(update(articles).where(articles.c.id.in_(ids)).values(last_seen=now()))


def _write_articles(
    conn: Connection, run_id: int, fresh: Sequence[Read], known: dict[str, Any], rules_version: str
) -> set[str]:
    """Insert or update the articles, set their old mentions inactive; the days those stood on."""
    stamp = now()
    common = {"last_seen": stamp, "run_id": run_id, "rules_version": rules_version}
    written = [rows.article_row(article) | common for article, _found in fresh]
    if updates := [{"own_id": row.pop("id"), **row} for row in written if row["id"] in known]:
        conn.execute(update(articles).where(articles.c.id == bindparam("own_id")), updates)
    if inserts := [row | {"first_seen": stamp} for row in written if "id" in row]:
        conn.execute(insert(articles), inserts)
    stale = mentions.c.article_id.in_([article.id for article, _found in fresh if article.id in known])
    days = set(conn.scalars(select(mentions.c.day).where(stale, mentions.c.active)))
    conn.execute(update(mentions).where(stale).values(active=False, is_copy=False))
    return days


def _write_mentions(conn: Connection, fresh: Sequence[Read], copies: set[str]) -> set[str]:
    """Insert the mentions, or bring back those that stood there before; the days they stand on.

    copies are the articles that have been copies so far.
    """
    found = {mention.mention_id: mention for _article, group in fresh for mention in reversed(group or ())}
    keys = [rows.key(mention_id) for mention_id in found]
    standing = _standing(conn, keys)
    written = [rows.mention_row(mention) | {"is_copy": mention.article_id in copies} for mention in found.values()]
    if inserts := [row for row in written if row["mention_id"] not in standing]:
        conn.execute(insert(mentions), inserts)
    if updates := [row for row in written if row["mention_id"] in standing]:
        kept = _reviews_kept(conn, standing)
        for row in updates:
            row["reviewed"] = kept.get((row["mention_id"], row["trigger"]), "")
            row["own_id"] = row.pop("mention_id")
        conn.execute(update(mentions).where(mentions.c.mention_id == bindparam("own_id")), updates)
    _write_lists(conn, list(found.values()), standing)
    corrections.restore(conn, standing)
    return {row["day"] for row in written}


def _standing(conn: Connection, keys: list[bytes]) -> set[bytes]:
    query = select(mentions.c.mention_id)
    return {row.mention_id for row in links.in_parts(conn, query, mentions.c.mention_id, keys)}


def _reviews_kept(conn: Connection, standing: set[bytes]) -> dict[tuple[bytes, str], str]:
    """The last decisions on mentions that came back, by the words they were about."""
    columns = reviews.c.mention_id, reviews.c.trigger, reviews.c.decision
    found = links.in_parts(conn, select(*columns, reviews.c.id), reviews.c.mention_id, standing)
    return {(row.mention_id, row.trigger): row.decision for row in sorted(found, key=lambda row: row.id)}


def _write_lists(conn: Connection, found: list[Mention], standing: set[bytes]) -> None:
    for table, make in ((mention_places, rows.place_rows), (mention_governorates, rows.governorate_rows)):
        if old := [{"own_id": mention_id} for mention_id in standing]:
            conn.execute(delete(table).where(table.c.mention_id == bindparam("own_id")), old)
        if new := [row for mention in found for row in make(mention)]:
            conn.execute(insert(table), new)
