"""A decision on the review page changes what is counted, is kept with its reviewer, and keeps the machine's value."""

from __future__ import annotations

import json

import app_rows
import pytest

from monitor import queries
from monitor.filters import Filters
from monitor.store.reviews import add_review
from monitor.texts import texts

T = texts("en")


@pytest.fixture
def reviewing(filled, page):
    """The page with a reviewer's name given."""
    app = page("review", lang="en")
    next(w for w in app.text_input if w.label == T("review.reviewer")).set_value("Rana").run()
    assert not app.exception
    return app


def press(app, name: str) -> None:
    next(b for b in app.button if b.label == T(f"review.{name}")).click().run()
    assert not app.exception


def choose(app, kind: str, name: str, value: object) -> None:
    next(w for w in getattr(app, kind) if w.label == T(f"field.{name}")).set_value(value).run()


def test_nothing_is_decided_without_a_name(filled, page):
    app = page("review", lang="en")
    assert all(b.disabled for b in app.button if b.label in (T("review.confirmed"), T("review.rejected")))
    assert T("review.who_first") in [c.value for c in app.caption]


def test_the_least_certain_comes_first_and_can_wait(filled, reviewing):
    first = shown(reviewing)
    assert "abducted" in first  # no place, victims not specified
    press(reviewing, "skip")
    assert shown(reviewing) != first
    assert queries.reviews(filled) == []


def shown(app) -> str:
    return next(e.proto.body for e in app.get("html") if 'class="rasd-card"' in e.proto.body)


def test_a_rejected_mention_is_no_longer_counted(filled, reviewing):
    before = queries.totals(filled, Filters())["arrest"]
    press(reviewing, "rejected")
    assert queries.totals(filled, Filters())["arrest"] == before - 1
    log = queries.reviews(filled)
    assert [(row["reviewer"], row["decision"]) for row in log] == [("Rana", "rejected")]
    assert list(reviewing.dataframe[-1].value["reviewer"]) == ["Rana"]


def test_a_correction_is_counted_and_the_machine_value_kept(filled, reviewing):
    choose(reviewing, "selectbox", "kind", ("execution", "field"))
    choose(reviewing, "multiselect", "governorates", ["SY04"])
    choose(reviewing, "number_input", "count_min", 2)
    press(reviewing, "corrected")
    (decision,) = queries.reviews(filled)
    assert json.loads(decision["corrections"]) == {
        "category": "execution", "subtype": "field", "governorates": ["SY04"], "count_min": 2,
    }  # fmt: skip
    assert ("SY04", "execution", 1) in queries.by_governorate(filled, Filters())
    row = queries.mention(filled, decision["mention_id"])
    assert row["machine"]["category"] == "arrest" and row["reviewed"] == "confirmed"
    corrected = reviewing.dataframe[-1].value["corrections"].iloc[0]
    assert "Executions" in corrected and "Homs" in corrected


def test_a_range_upside_down_cannot_be_saved(filled, reviewing):
    choose(reviewing, "number_input", "count_min", 9)
    choose(reviewing, "number_input", "count_max", 2)
    assert T("review.bad_count") in [c.value for c in reviewing.caption]
    confirm = next(b for b in reviewing.button if b.label == T("review.confirmed"))
    assert confirm.disabled


def test_the_queue_by_rule_and_its_end(filled, reviewing):
    reviewing.session_state["review_order"] = "rule"
    reviewing.run()
    rules = next(w for w in reviewing.selectbox if w.label == T("card.rule"))
    assert rules.options == ["rows.test (7)"]
    for row in queries.mentions(filled, Filters(undated="with")):
        add_review(filled, row["mention_id"], "confirmed", reviewer="R")
    reviewing.run()
    assert T("review.nothing_left") in [info.value for info in reviewing.info]


def test_decisions_have_keys(filled, reviewing):
    keys = {b.label: b.proto.shortcut for b in reviewing.button if b.proto.shortcut}
    names = ("confirmed", "rejected", "unsure", "skip")
    assert keys == {T(f"review.{name}"): str(number) for number, name in enumerate(names, 1)}


def test_a_card_leads_to_its_review_and_shows_the_decision(own, page):
    engine = app_rows.fill(own, ["killed_w46"])
    app = page("evidence", lang="en")
    next(b for b in app.button if b.label == T("evidence.review")).click().run()
    assert [h.value for h in app.header] == [T("review.heading")]
    ident = queries.mentions(engine, Filters())[0]["mention_id"]
    add_review(engine, ident, "confirmed", reviewer="R", corrected={"status": "denied"})
    app = page("evidence", lang="en", statuses="denied")
    card = shown(app)
    assert T("review_state.corrected") in card and T("status.reported") in card


def test_two_reviewers_at_once_do_not_overwrite_each_other(filled, reviewing):
    shown_id = next(b.proto.id for b in reviewing.button if b.label == T("review.confirmed"))
    ident = next(row["mention_id"] for row in queries.mentions(filled, Filters()) if row["mention_id"] in shown_id)
    add_review(filled, ident, "rejected", reviewer="Sami")
    press(reviewing, "confirmed")
    assert [row["decision"] for row in queries.reviews(filled, ident)] == ["rejected"]
    assert T("review.stale") in [w.value for w in reviewing.warning]
