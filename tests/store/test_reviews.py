"""Reviews are only added, form a chain, and count."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from made import article
from sqlalchemy import Engine, text
from sqlalchemy.exc import DatabaseError

from monitor import queries
from monitor.doctor import rollup_check
from monitor.filters import Filters
from monitor.ingest import Summary
from monitor.store.engine import reading, writing
from monitor.store.reviews import StaleReview, add_review, broken_link, head, last_review

Put = Callable[..., Summary]


@pytest.fixture
def mention(engine: Engine, put: Put) -> str:
    """The id of the only mention of a store."""
    put(article("they fled"))
    return queries.mentions(engine, Filters())[0]["mention_id"]


@pytest.mark.parametrize("tampering", ["UPDATE reviews SET decision = 'confirmed'", "DELETE FROM reviews"])
def test_reviews_cannot_be_changed(engine: Engine, mention: str, tampering: str) -> None:
    add_review(engine, mention, "rejected", reviewer="R", note="a football match")
    with pytest.raises(DatabaseError, match="never changed"), writing(engine) as conn:
        conn.execute(text(tampering))
    assert [row["decision"] for row in queries.reviews(engine, mention)] == ["rejected"]


def test_a_chain_that_was_rewritten_is_noticed(engine: Engine, mention: str) -> None:
    for decision in ("rejected", "unsure", "confirmed"):
        add_review(engine, mention, decision, reviewer="R")
    with reading(engine) as conn:
        assert broken_link(conn) is None
    with writing(engine) as conn:
        sqlite = engine.dialect.name == "sqlite"
        conn.execute(text("DROP TRIGGER reviews_no_UPDATE" if sqlite else "ALTER TABLE reviews DISABLE TRIGGER ALL"))
        conn.execute(text("UPDATE reviews SET note = 'forged' WHERE id = 2"))
    with reading(engine) as conn:
        assert broken_link(conn) == 2


def test_the_last_decision_counts(engine: Engine, mention: str) -> None:
    seen = []
    for decision in ("rejected", "confirmed", "unsure", "rejected"):
        add_review(engine, mention, decision, reviewer="R")
        seen.append(queries.totals(engine, Filters())["displacement"])
    assert seen == [0, 1, 1, 0]
    assert queries.totals(engine, Filters(reviews=("rejected",)))["displacement"] == 1
    with reading(engine) as conn:
        assert rollup_check(conn).ok


def test_reviewers_at_the_same_time_make_one_chain(engine: Engine, mention: str) -> None:
    failures = []

    def review(name: str) -> None:
        try:
            for _time in range(100):
                add_review(engine, mention, "confirmed", reviewer=name)
        except Exception as error:
            failures.append(error)

    threads = [threading.Thread(target=review, args=(f"R{number}",)) for number in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
    rows = queries.reviews(engine)
    assert len(rows) == 500
    with reading(engine) as conn:
        assert broken_link(conn) is None
        assert head(conn) == rows[0]["hash"]


def test_unknown_decisions_and_mentions_are_refused(engine: Engine, mention: str) -> None:
    with pytest.raises(ValueError, match="known are confirmed"):
        add_review(engine, mention, "maybe", reviewer="R")
    with pytest.raises(KeyError):
        add_review(engine, "0" * 32, "unsure", reviewer="R")
    assert queries.reviews(engine) == []


def test_two_reviewers_are_both_logged_and_the_later_counts(engine: Engine, mention: str) -> None:
    add_review(engine, mention, "rejected", reviewer="A")
    add_review(engine, mention, "confirmed", reviewer="B")
    assert [(row["reviewer"], row["decision"]) for row in queries.reviews(engine, mention)] == [
        ("B", "confirmed"), ("A", "rejected"),
    ]  # fmt: skip
    assert queries.mention(engine, mention)["reviewed"] == "confirmed"


def test_a_decision_on_what_somebody_else_has_decided_meanwhile_is_refused(engine: Engine, mention: str) -> None:
    with reading(engine) as conn:
        seen = last_review(conn, mention)
    add_review(engine, mention, "rejected", reviewer="A", seen=seen)
    with pytest.raises(StaleReview, match="A has decided rejected"):
        add_review(engine, mention, "confirmed", reviewer="B", seen=seen)
    assert len(queries.reviews(engine, mention)) == 1
    with reading(engine) as conn:
        seen = last_review(conn, mention)
    add_review(engine, mention, "confirmed", reviewer="B", seen=seen)
    assert queries.mention(engine, mention)["reviewed"] == "confirmed"
