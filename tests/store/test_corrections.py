"""Corrections count from then on, survive a new reading, and never overwrite what the program had read."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from made import article
from sqlalchemy import Engine

from monitor import queries
from monitor.doctor import rollup_check
from monitor.filters import Filters
from monitor.ingest import Summary
from monitor.store.engine import reading
from monitor.store.reviews import add_review, broken_link

Put = Callable[..., Summary]
RIGHT = {"category": "arrest", "subtype": "abduction", "governorates": ["SY07"], "count_min": 3, "count_max": 5}


@pytest.fixture
def mention(engine: Engine, put: Put) -> str:
    """The id of the only mention of a store: a displacement in SY09."""
    put(article("they fled"))
    return queries.mentions(engine, Filters())[0]["mention_id"]


def test_corrected_values_count_and_the_machine_values_are_kept(engine: Engine, mention: str) -> None:
    add_review(engine, mention, "confirmed", reviewer="R", corrected=RIGHT)
    assert queries.totals(engine, Filters()) == {"displacement": 0, "arrest": 1, "execution": 0, "civilian_harm": 0}
    assert queries.by_governorate(engine, Filters()) == [("SY07", "arrest", 1)]
    row = queries.mention(engine, mention)
    assert {name: row[name] for name in RIGHT} == RIGHT
    assert row["machine"] == {
        "category": "displacement", "subtype": "flight", "governorates": ["SY09"], "count_min": 4, "count_max": None,
    }  # fmt: skip
    assert json.loads(queries.reviews(engine, mention)[0]["corrections"]) == RIGHT
    with reading(engine) as conn:
        assert rollup_check(conn).ok and broken_link(conn) is None


def test_a_later_review_replaces_the_corrections(engine: Engine, mention: str) -> None:
    add_review(engine, mention, "confirmed", reviewer="R", corrected=RIGHT)
    add_review(engine, mention, "confirmed", reviewer="S", corrected={"status": "denied"})
    row = queries.mention(engine, mention)
    assert (row["category"], row["status"], row["machine"]) == ("displacement", "denied", {"status": "reported"})
    add_review(engine, mention, "confirmed", reviewer="S")
    assert queries.mention(engine, mention)["machine"] == {}
    assert queries.by_governorate(engine, Filters()) == [("SY09", "displacement", 1)]
    assert [row["corrections"] != "" for row in queries.reviews(engine, mention)] == [False, True, True]


def test_new_rules_do_not_undo_a_correction(engine: Engine, put: Put, mention: str) -> None:
    add_review(engine, mention, "confirmed", reviewer="R", corrected=RIGHT)
    put(article("they fled"), rules_version="made-2")
    row = queries.mention(engine, mention)
    assert (row["rules_version"], row["category"], row["governorates"]) == ("made-1", "arrest", ["SY07"])
    assert row["machine"]["governorates"] == ["SY09"]
    put(article("they were not"))
    put(article("they fled"))
    assert queries.by_governorate(engine, Filters()) == [("SY07", "arrest", 1)]
    with reading(engine) as conn:
        assert rollup_check(conn).ok


def test_what_a_reviewer_says_is_abroad_is_not_counted(engine: Engine, mention: str) -> None:
    add_review(engine, mention, "confirmed", reviewer="R", corrected={"outside_syria": True, "governorates": []})
    assert sum(queries.totals(engine, Filters()).values()) == 0
    assert queries.totals(engine, Filters(include_not_counted=True))["outside_syria"] == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"category": "theft"},
        {"category": "arrest"},  # with the subtype of a displacement
        {"status": "maybe"},
        {"governorates": ["SY15"]},
        {"count_min": 5, "count_max": 2},
        {"count_min": -1},
        {"quote": "other words"},
    ],
    ids=str,
)
def test_a_value_that_no_mention_can_have_is_refused_and_nothing_is_logged(
    engine: Engine, mention: str, wrong: dict
) -> None:
    before = queries.mention(engine, mention)
    with pytest.raises(ValueError):
        add_review(engine, mention, "confirmed", reviewer="R", corrected=wrong)
    assert queries.mention(engine, mention) == before
    assert queries.reviews(engine) == []
