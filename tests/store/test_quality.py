"""Coverage, unknowns, reviews by rule and the review queue, on a store whose answers are known."""

from __future__ import annotations

from collections.abc import Callable

from made import article
from sqlalchemy import Engine

from monitor import quality, queries
from monitor.filters import EVERYTHING, Filters
from monitor.ingest import Summary
from monitor.store.reviews import add_review

Put = Callable[..., Summary]


def test_articles_by_source_week_and_language(engine: Engine, put: Put) -> None:
    put(
        article("they fled"),
        article("rain", "a2", source=None),
        article("sun", "a3", language="ar", published="2026-03-12"),
        article("old", "a4", published=None),
    )
    assert quality.articles_by_source(engine, Filters()) == [
        ("", "2026-03-02", 1),
        ("Made News", "2026-03-02", 1),
        ("Made News", "2026-03-09", 1),
    ]
    assert quality.articles_by_language(engine, Filters(start="2026-01-01")) == [("en", 2), ("ar", 1)]
    assert quality.article_facts(engine) == {"articles": 4, "copies": 0, "undated": 1, "rejects": 0}


def test_an_empty_store_has_answers(engine: Engine) -> None:
    assert quality.article_facts(engine) == {"articles": 0, "copies": 0, "undated": 0, "rejects": 0}
    assert quality.unknowns(engine, Filters()) == (0, 0, 0, 0, 0, 0)
    assert quality.reviews_by_rule(engine, Filters()) == quality.queue(engine, Filters()) == []


def test_unknowns(engine: Engine, put: Put) -> None:
    put(article("police arrested two"), article("they fled month", "a2"), article("they fled abroad", "a3"))
    found = quality.unknowns(engine, Filters(undated="with"))
    assert (found.mentions, found.no_place, found.no_day, found.ambiguous) == (2, 1, 1, 0)
    assert quality.unknowns(engine, Filters(undated="with", include_not_counted=True)).no_place == 1


def test_the_precision_of_a_rule_comes_from_reviews(engine: Engine, put: Put) -> None:
    put(*(article("they fled", f"a{n}", url=f"u{n}", source=f"s{n}") for n in range(4)))
    everything = Filters(**EVERYTHING)
    ids = [row["mention_id"] for row in queries.mentions(engine, everything)]
    assert quality.reviews_by_rule(engine, everything)[0].precision is None
    add_review(engine, ids[0], "confirmed", reviewer="R")
    add_review(engine, ids[1], "confirmed", reviewer="R", corrected={"governorates": ["SY02"]})
    add_review(engine, ids[2], "rejected", reviewer="R")
    rule = quality.reviews_by_rule(engine, everything)[0]
    assert rule == ("made.fled", 4, 2, 1, 1, 0)
    assert rule.precision == 2 / 3


def test_the_queue_starts_with_the_least_certain(engine: Engine, put: Put) -> None:
    put(article("they fled", published="2026-03-04"), article("police arrested two", "a2", published="2026-03-01"))
    order = [row["category"] for row in quality.queue(engine, Filters())]
    assert order == ["arrest", "displacement"]  # the arrest has no place
    assert [row["category"] for row in quality.queue(engine, Filters(), by="latest")] == ["displacement", "arrest"]
    assert len(quality.queue(engine, Filters(), limit=1)) == 1
    assert [row["category"] for row in quality.queue(engine, Filters(rules=("made.fled",)))] == ["displacement"]
