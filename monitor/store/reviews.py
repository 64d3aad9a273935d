"""Reviews: a person's decisions on mentions, only ever added, each holding the hash of the one before."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Engine, func, insert, select, update

from monitor.access import REVIEW, Identity
from monitor.store import audit, corrections, rollup, rows, users
from monitor.store.engine import writing
from monitor.store.meta import bump, now
from monitor.store.schema import mentions, reviews

DECISIONS = ("confirmed", "rejected", "unsure")
HASHED = ("mention_id", "decided", "reviewer", "decision", "note", "trigger", "quote")
START = "0" * 64  # what the first review has for the hash before it


class StaleReview(Exception):
    """Somebody else has reviewed the mention since it was shown; nothing was logged."""


def add_review(
    engine: Engine,
    mention_id: str,
    decision: str,
    *,
    reviewer: str,
    note: str = "",
    corrected: Mapping[str, Any] | None = None,
    seen: int | None = None,
    by: Identity | None = None,
) -> int:
    """Keep a decision on a mention and count by it from now on; the review's number. A later decision replaces it.

    corrected holds the fields of corrections.FIELDS that are wrong, with their right values; the last review's hold.
    seen is the number of the mention's last review that the reviewer knew (0: none, null: does not matter).
    by is who signed in, in a team's store: the decision is then hers, whatever reviewer says.
    Raises ValueError for an unknown decision or value, KeyError for an unknown mention, StaleReview where somebody else
    was faster, Refused where by may not review.
    """
    if decision not in DECISIONS:
        raise ValueError(f"decision {decision!r}; known are {', '.join(DECISIONS)}")
    with writing(engine) as conn:
        user = users.require(conn, by, REVIEW)
        about = mentions.c.mention_id == rows.key(mention_id)
        mention = conn.execute(select(mentions.c.trigger, mentions.c.quote, mentions.c.day).where(about)).first()
        if mention is None:
            raise KeyError(f"no mention {mention_id}")
        _refuse_stale(conn, mention_id, seen)
        kept = corrections.apply(conn, rows.key(mention_id), corrected or {})
        given = {"reviewer": user.called if user else reviewer, "decision": decision, "note": note, "corrections": kept}
        number = _append(conn, mention_id, given, mention)
        conn.execute(update(mentions).where(about).values(reviewed=decision))
        rollup.refresh(conn, [mention.day])
        bump(conn)
        if user:
            audit.note(conn, audit.REVIEW, user.email, review=number, decision=decision)
    return number


def last_review(conn: Connection, mention_id: str) -> int:
    """The number of a mention's last review, 0 where it has none: what a reviewer's page must remember."""
    about = reviews.c.mention_id == rows.key(mention_id)
    return conn.scalar(select(func.max(reviews.c.id)).where(about)) or 0


def _refuse_stale(conn: Connection, mention_id: str, seen: int | None) -> None:
    last = last_review(conn, mention_id)
    if seen is None or seen == last:
        return
    row = conn.execute(select(reviews).where(reviews.c.id == last)).one()
    raise StaleReview(f"{row.reviewer} has decided {row.decision} meanwhile ({row.decided}); look at it again")


def _append(conn: Connection, mention_id: str, given: dict[str, str], mention: Any) -> int:
    last = conn.scalar(select(reviews.c.hash).order_by(reviews.c.id.desc()).limit(1)) or START
    row = {
        "mention_id": rows.key(mention_id),
        "decided": now(),
        **given,
        "trigger": mention.trigger,
        "quote": mention.quote,
        "prev_hash": last,
    }
    done = conn.execute(insert(reviews).values(row | {"hash": chain_hash(row)}))
    return done.inserted_primary_key[0]


def chain_hash(row: Any) -> str:
    """The hash of a review and of all before it."""
    values = [row["prev_hash"], *(row[name] for name in HASHED)]
    if row["corrections"]:  # older reviews had none and keep their hashes
        values.append(row["corrections"])
    plain = [value.hex() if isinstance(value, bytes) else value for value in values]
    return hashlib.sha256(json.dumps(plain, ensure_ascii=True).encode("ascii")).hexdigest()


def broken_link(conn: Connection) -> int | None:
    """The number of the first review that does not follow from the one before; None where the chain is whole."""
    before = START
    for row in conn.execute(select(reviews).order_by(reviews.c.id)).mappings():
        if row["prev_hash"] != before or row["hash"] != chain_hash(row):
            return row["id"]
        before = row["hash"]
    return None


def head(conn: Connection) -> str:
    """The hash of the last review: written down elsewhere, it shows whether the chain was rewritten since."""
    return conn.scalar(select(reviews.c.hash).order_by(reviews.c.id.desc()).limit(1)) or START
