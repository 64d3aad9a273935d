"""Which article is a copy of which, kept in step with what is written.

Articles stand in one order: by publication, on one day the longer first, since a trimmed text repeats the whole one. An
article is a copy of the first original before it that it repeats (monitor.copies). That depends on the articles alone,
not on the order they came in: where one is added or changed, those after it that may repeat it are judged again.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from extractors.records import Article
from monitor import copies
from monitor.store import rows
from monitor.store.schema import article_bands, articles, mentions

CROWDED = 60  # articles in one band; further ones of the same formula must be found by their other bands
SHIFT = 44  # bits of a band's hash; above them stands the period
LAST = "9999"  # without a publication day: after all others


@dataclass(slots=True)
class Piece:
    """An article as far as copies go by it."""

    id: str
    order: tuple[str, int, str]
    day: date | None
    text_sha: bytes
    copy_of: str | None
    title: str | None
    bands: list[int] = field(default_factory=list)
    words: copies.Words | None = None


def enter(conn: Connection, added: Iterable[Article], removed: Iterable[Article]) -> dict[str, Piece]:
    """Bring the bands of new and changed articles in; removed holds what stood before. The added ones as pieces."""
    old = [{"b": key, "a": one.id} for one in removed for key in _keys(copies.bands(copies.body(one)), _day(one))]
    if old:
        own = (article_bands.c.band == bindparam("b"), article_bands.c.article_id == bindparam("a"))
        conn.execute(delete(article_bands).where(*own), old)
    pieces = {one.id: _piece_of(one) for one in added}
    crowd = _crowds(conn, {key for piece in pieces.values() for key in piece.bands})
    new = []
    for piece in pieces.values():
        for key in piece.bands:
            crowd[key] = crowd.get(key, 0) + 1
            if crowd[key] <= CROWDED:
                new.append({"band": key, "article_id": piece.id})
    if new:
        conn.execute(insert(article_bands), sorted(new, key=lambda row: row["band"]))
    return pieces


def settle(conn: Connection, changed: dict[str, Piece]) -> tuple[set[str], set[str | None]]:
    """Judge the changed articles, and all that may be copies of them, anew.

    Returns which of the changed are copies, and the days of the mentions whose is_copy changed.
    """
    board = _Board(conn, changed)
    board.look_around(changed.values())
    waiting = [(piece.order, piece.id) for piece in changed.values()]
    waiting += [(piece.order, piece.id) for piece in board.dependants(changed)]
    heapq.heapify(waiting)
    done: set[str] = set()
    days: set[str | None] = set()
    while waiting:
        _order, id_ = heapq.heappop(waiting)
        if id_ in done:
            continue
        done.add(id_)
        piece = board.pieces[id_]
        original = board.original_of(piece)
        turned = (original is None) != (piece.copy_of is None)
        if original != piece.copy_of:
            piece.copy_of = original
            days |= _set_copy(conn, id_, original)
        if turned or id_ in changed:
            heads = [*board.after(piece), *(board.dependants([id_]) if turned else ())]
            for later in heads:
                heapq.heappush(waiting, (later.order, later.id))
    return {id_ for id_, piece in changed.items() if piece.copy_of}, days


class _Board:
    """The articles looked at so far, read from the store when they are first asked for."""

    def __init__(self, conn: Connection, changed: dict[str, Piece]) -> None:
        self.conn = conn
        self.pieces = dict(changed)
        self.around: dict[str, set[str]] = {}

    def look_around(self, some: Iterable[Piece]) -> None:
        """Find for each of these the articles that share its text or a band, not more than a week away."""
        some = [piece for piece in some if piece.id not in self.around]
        self._with_bands(some)
        by_key: dict[int, list[str]] = {}
        for piece in some:
            self.around[piece.id] = set()
            for key in _neighbours(piece):
                by_key.setdefault(key, []).append(piece.id)
        found = in_parts(self.conn, select(article_bands), article_bands.c.band, by_key)
        for row in found:
            for id_ in by_key[row.band]:
                self.around[id_].add(row.article_id)
        by_sha: dict[bytes, list[str]] = {}
        for piece in some:
            by_sha.setdefault(piece.text_sha, []).append(piece.id)
        for row in in_parts(self.conn, select(articles.c.id, articles.c.text_sha), articles.c.text_sha, by_sha):
            for id_ in by_sha[row.text_sha]:
                self.around[id_].add(row.id)
        self._read({id_ for piece in some for id_ in self.around[piece.id]})

    def original_of(self, piece: Piece) -> str | None:
        """The first original before it that it repeats."""
        self.look_around([piece])
        before = (self.pieces[id_] for id_ in self.around[piece.id] if id_ != piece.id)
        wanted = (one for one in before if one.copy_of is None and one.order < piece.order and _close(one, piece))
        for one in sorted(wanted, key=lambda one: one.order):
            if self._equals(one, piece) or self._repeats(one, piece):
                return one.id
        return None

    def after(self, piece: Piece) -> list[Piece]:
        """Those that may be copies of it."""
        self.look_around([piece])
        found = (self.pieces[id_] for id_ in self.around[piece.id])
        return [one for one in found if one.order > piece.order and _close(one, piece)]

    def dependants(self, ids: Iterable[str]) -> list[Piece]:
        """Those that are copies of these now."""
        found = in_parts(self.conn, select(articles.c.id, articles.c.copy_of), articles.c.copy_of, list(ids))
        ids = {row.id for row in found}
        self._read(ids)
        return [self.pieces[id_] for id_ in ids]

    def _equals(self, earlier: Piece, later: Piece) -> bool:
        if earlier.text_sha != later.text_sha:
            return False
        return copies.same_title(earlier.title, later.title) or len(self._words(later)) >= copies.SHORT

    def _repeats(self, earlier: Piece, later: Piece) -> bool:
        if earlier.day is None or later.day is None or earlier.text_sha == later.text_sha:
            return False  # how far they are apart is unknown: only equal words will do
        return copies.repeats(self._words(earlier), self._words(later))

    def _words(self, piece: Piece) -> copies.Words:
        if piece.words is None:
            piece.words = copies.body(article_of(self.conn, piece.id))
        return piece.words

    def _with_bands(self, some: Iterable[Piece]) -> None:
        for piece in some:
            if not piece.bands and piece.day:
                piece.bands = list(_keys(copies.bands(self._words(piece)), piece.day))

    def _read(self, ids: set[str]) -> None:
        for row in in_parts(self.conn, _LIGHT, articles.c.id, ids - self.pieces.keys()):
            day = date.fromisoformat(row.published_day) if row.published_day else None
            order = (row.published or LAST, -row.length, row.id)
            self.pieces[row.id] = Piece(row.id, order, day, row.text_sha, row.copy_of, row.title)


_LIGHT = select(
    articles.c.id,
    articles.c.published,
    articles.c.published_day,
    func.length(articles.c.text).label("length"),
    articles.c.text_sha,
    articles.c.copy_of,
    articles.c.title,
)
_WHOLE = [articles.c[name] for name in ("id", "text", "url", "source", "title", "language", "published")]


def article_of(conn: Connection, article_id: str) -> Article:
    """An article as it is stored."""
    return Article(**conn.execute(select(*_WHOLE).where(articles.c.id == article_id)).one()._mapping)


def articles_of(conn: Connection, ids: Iterable[str]) -> list[Article]:
    """Several articles as they are stored."""
    return [Article(**row._mapping) for row in in_parts(conn, select(*_WHOLE), articles.c.id, list(ids))]


def link_all(conn: Connection) -> set[str | None]:
    """Make all bands and links anew; the days of mentions whose is_copy changed. For a store of an older schema."""
    conn.execute(delete(article_bands))
    days: set[str | None] = set()
    ids = list(conn.scalars(select(articles.c.id).order_by(articles.c.published_day, articles.c.id)))
    for first in range(0, len(ids), rows.IDS_AT_ONCE):
        some = articles_of(conn, ids[first : first + rows.IDS_AT_ONCE])
        shas = [{"i": one.id, "s": rows.text_sha(one)} for one in some]
        conn.execute(update(articles).where(articles.c.id == bindparam("i")).values(text_sha=bindparam("s")), shas)
        pieces = enter(conn, some, [])
        for row in in_parts(conn, select(articles.c.id, articles.c.copy_of), articles.c.id, list(pieces)):
            pieces[row.id].copy_of = row.copy_of
        days |= settle(conn, pieces)[1]
    return days


def _piece_of(article: Article) -> Piece:
    text, day = copies.body(article), _day(article)
    order = (article.published or LAST, -len(article.text), article.id)
    keys = list(_keys(copies.bands(text), day))
    return Piece(article.id, order, day, rows.text_sha(article), None, article.title, keys, text)


def _day(article: Article) -> date | None:
    day = rows.day_of(article.published)
    return date.fromisoformat(day) if day else None


def _keys(bands: Iterable[int], day: date | None) -> Iterator[int]:
    """Bands as they are stored: with their period, so that those of one time lie together."""
    if day is not None:
        yield from sorted({day.toordinal() // copies.GAP << SHIFT | band for band in bands})


def _neighbours(piece: Piece) -> Iterator[int]:
    for key in piece.bands:
        yield from (key - (1 << SHIFT), key, key + (1 << SHIFT))


def _crowds(conn: Connection, keys: set[int]) -> dict[int, int]:
    query = select(article_bands.c.band, func.count().label("n")).group_by(article_bands.c.band)
    return {row.band: row.n for row in in_parts(conn, query, article_bands.c.band, keys)}


def _close(one: Piece, other: Piece) -> bool:
    """Never across a gap of more than a week; undated articles are judged by equal words alone."""
    return one.day is None or other.day is None or abs((one.day - other.day).days) <= copies.GAP


def in_parts(conn: Connection, query: Any, column: Any, values: Iterable[Any]) -> list[Any]:
    """The rows whose column has one of the values."""
    found, values = [], sorted(values)
    for first in range(0, len(values), rows.IDS_AT_ONCE):
        found += conn.execute(query.where(column.in_(values[first : first + rows.IDS_AT_ONCE]))).all()
    return found


def _set_copy(conn: Connection, article_id: str, copy_of: str | None) -> set[str | None]:
    conn.execute(update(articles).where(articles.c.id == article_id).values(copy_of=copy_of))
    own = mentions.c.article_id == article_id
    conn.execute(update(mentions).where(own, mentions.c.active).values(is_copy=copy_of is not None))
    return set(conn.scalars(select(mentions.c.day).where(own, mentions.c.active)))
