"""What the store holds after articles come, come again, change, and turn out to be copies."""

from __future__ import annotations

from collections.abc import Callable

import made
import pytest
from made import article
from sqlalchemy import Engine, select, text

from extractors.records import as_dict
from monitor import queries
from monitor.doctor import rollup_check
from monitor.filters import EVERYTHING, WITH, Filters
from monitor.ingest import Summary
from monitor.store import schema
from monitor.store.engine import reading
from monitor.store.reviews import add_review

Put = Callable[..., Summary]
ALL = Filters(statuses=(), undated=WITH, **EVERYTHING)


def tables(engine: Engine) -> dict[str, list[tuple]]:
    """All that is stored but for the runs and when an article was last seen."""
    leave_out = {"last_seen"}
    with reading(engine) as conn:
        return {
            table.name: sorted(map(repr, conn.execute(select(*(c for c in table.c if c.name not in leave_out)))))
            for table in schema.metadata.sorted_tables
            if table.name not in ("runs", "rejects")
        }


def assert_sound(engine: Engine) -> None:
    """The rollup equals the mentions."""
    with reading(engine) as conn:
        check = rollup_check(conn)
    assert check.ok, check.found


def test_a_mention_comes_back_as_it_went_in(engine: Engine, put: Put) -> None:
    one = article("many fled and two were killed today", url="https://made.example/1", title="News")
    put(one)
    stored = queries.mentions(engine, ALL)
    wanted = [as_dict(mention) for mention in made.extract(one)]
    assert [{k: v for k, v in row.items() if k not in ("reviewed", "is_copy", "machine")} for row in stored] == wanted
    assert list(stored[0])[: len(wanted[0])] == list(wanted[0]), "fields in export order"


def test_the_same_articles_again_change_nothing(engine: Engine, put: Put) -> None:
    some = [article("they fled", "a1"), article("they fled", "a2"), article("two killed month", "a3")]
    first = put(*some)
    before = tables(engine)
    again = put(*some)
    assert tables(engine) == before
    assert first.counts == {"new": 2, "copies": 1, "mentions": 3}
    assert again.counts == {"unchanged": 3}
    assert_sound(engine)


def test_changed_text_leaves_its_old_mentions_inactive(engine: Engine, put: Put) -> None:
    put(article("they fled and were killed"))
    summary = put(article("they were arrested"))
    assert summary.counts == {"changed": 1, "mentions": 1}
    assert queries.totals(engine, ALL)["displacement"] == 0
    assert queries.totals(engine, ALL)["arrest"] == 1
    with reading(engine) as conn:
        assert conn.scalar(text("SELECT count(*) FROM mentions WHERE NOT active")) == 2
    assert_sound(engine)


def test_a_mention_that_stands_again_is_active_again(engine: Engine, put: Put) -> None:
    put(article("they fled"))
    before = tables(engine)["mentions"]
    put(article("nothing happened"))
    put(article("they fled"))
    assert tables(engine)["mentions"] == before
    assert_sound(engine)


def test_newer_rules_read_the_same_article_again(engine: Engine, put: Put) -> None:
    put(article("they fled"))
    assert put(article("they fled"), rules_version="made-2").counts == {"reread": 1, "mentions": 1}
    assert put(article("they fled"), rules_version="made-2").counts == {"unchanged": 1}


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_the_earliest_of_copies_is_the_original_in_any_order(engine: Engine, put: Put, order: tuple[int, ...]) -> None:
    some = [article("they fled", f"a{n}", published=day) for n, day in enumerate(["2026-03-02", "2026-03-03", None])]
    for position in order:
        put(some[position])
    assert [queries.article(engine, f"a{n}")["copy_of"] for n in range(3)] == [None, "a0", "a0"]
    assert queries.totals(engine, Filters())["displacement"] == 1
    assert queries.totals(engine, Filters(copies=True))["displacement"] == 2, "the third has no day"
    assert queries.count(engine, Filters(copies=True, undated=WITH)) == 3
    assert_sound(engine)


def test_a_copy_that_changes_is_none_any_more(engine: Engine, put: Put) -> None:
    put(article("they fled", "a1"), article("they fled", "a2"), article("they fled", "a3"))
    put(article("others were arrested", "a1"))
    assert [queries.article(engine, id)["copy_of"] for id in ("a1", "a2", "a3")] == [None, None, "a2"]
    assert queries.totals(engine, Filters()) == {"displacement": 1, "arrest": 1, "execution": 0, "civilian_harm": 0}
    assert_sound(engine)


def test_an_id_twice_in_one_file_keeps_the_later_article(engine: Engine, put: Put) -> None:
    summary = put(article("they fled"), article("they were killed"))
    assert summary.counts == {"new": 1, "changed": 1, "mentions": 2}
    assert queries.totals(engine, Filters())["civilian_harm"] == 1
    assert queries.totals(engine, Filters())["displacement"] == 0


def test_a_review_survives_new_rules_but_not_other_words(engine: Engine, put: Put) -> None:
    put(article("they fled"))
    mention = queries.mentions(engine, Filters())[0]["mention_id"]
    add_review(engine, mention, "rejected", reviewer="R")
    assert queries.totals(engine, Filters())["displacement"] == 0
    put(article("they fled"), rules_version="made-2")
    assert queries.totals(engine, Filters())["displacement"] == 0, "still rejected"
    put(article("nothing"))
    assert not queries.reviews(engine)[0]["standing"], "listed, though its mention is gone"
    assert_sound(engine)


def test_data_version_grows_with_changes_only(engine: Engine, put: Put) -> None:
    put(article("they fled"))
    before = queries.data_version(engine)
    put(article("they fled"))
    assert queries.data_version(engine) == before
    put(article("they were killed"))
    assert queries.data_version(engine) > before
