"""Every page in both languages opens without an error on nothing, on one mention, and on many."""

from __future__ import annotations

import app_rows
import pytest

from monitor import sample
from monitor.store.migrations import open_store
from monitor.texts import texts

HEADINGS = {
    "overview": "overview.heading",
    "compare": "compare.heading",
    "evidence": "evidence.heading",
    "brief": "brief_page.title",
    "review": "review.heading",
    "quality": "quality.heading",
    "method": "method.heading",
}


@pytest.fixture(params=["nothing", "one", "many"])
def stored(request, own, small_sample, monkeypatch) -> str:
    """What the store holds; with nothing in it, the sample is empty as well."""
    if request.param == "nothing":
        open_store(small_sample, kind="sample").dispose()
        monkeypatch.setattr(sample, "ensure_sample", lambda progress=None: False)
    else:
        app_rows.fill(own, ["killed_w46"] if request.param == "one" else None).dispose()
    return request.param


@pytest.mark.parametrize("lang", ["ar", "en"])
@pytest.mark.parametrize("name", HEADINGS)
def test_a_page_opens(stored, page, name, lang):
    app = page(name, lang=lang)
    assert not app.exception
    assert [heading.value for heading in app.header] == [texts(lang)(HEADINGS[name])]


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_the_method_says_what_is_counted_and_whose_work_is_used(filled, page, lang):
    t = texts(lang)
    shown = "\n".join(e.value for e in page("method", lang=lang).markdown)
    for category in ("displacement", "arrest", "execution", "civilian_harm"):
        assert t(f"definition.{category}") in shown
    assert all(line in shown for line in t.get("method.licence_lines"))
    assert app_rows.RULES in shown.replace("\\", "")


def test_quality_shows_coverage_unknowns_rules_and_runs(filled, page):
    app = page("quality", lang="en")
    assert {metric.label: metric.value for metric in app.metric} == {
        "Articles": "12", "Copies": "0", "Without a day": "0", "Refused": "0",
    }  # fmt: skip
    coverage, rules, runs = (frame.value for frame in app.dataframe)
    assert coverage.iloc[-1]["2026-11-09"] == 10 and coverage.iloc[-1]["2026-11-02"] == 2
    assert list(rules["rule_id"]) == ["rows.test"]
    assert list(runs["new"]) == ["12"]
    text = "\n".join(e.value for e in app.markdown)
    assert texts("en")("quality.no_place", n=1, total=7) in text


@pytest.mark.parametrize(
    ("parameters", "wanted"),
    [
        ({"subtypes": "abduction"}, ["0", "1", "0", "0"]),
        ({"reviews": "confirmed"}, ["0", "0", "0", "0"]),
        ({"reviews": "none"}, ["1", "2", "0", "1"]),
        ({"rules": "rows.test"}, ["1", "2", "0", "1"]),
        ({"districts": "SY0700"}, ["0", "0", "0", "0"]),
    ],
    ids=str,
)
def test_more_filters_by_link(filled, page, parameters, wanted):
    assert [metric.value for metric in page(lang="en", **parameters).metric] == wanted


def test_chips_show_each_filter_and_take_it_away(filled, page):
    app = page(lang="en", governorates="SY07", subtypes="arrest,killed", search="market")
    chips = [b.label for b in app.button if b.label.endswith("✕")]
    assert chips == ["Arrest ✕", "Killed ✕", "Idleb ✕", "“market” ✕"]
    next(b for b in app.button if b.label == "“market” ✕").click().run()
    assert "search" not in app.query_params
    next(b for b in app.button if b.label == texts("en")("filters.reset")).click().run()
    assert [name for name in app.query_params if name != "lang"] == []
    assert not [b for b in app.button if b.label.endswith("✕")]


def test_a_month_is_counted_whole_and_held_against_the_month_before(filled, page):
    app = page(lang="en", period="custom", start="2026-11-01", end="2026-11-30")
    assert [metric.value for metric in app.metric] == ["3", "2", "0", "1"]
    assert [metric.delta for metric in app.metric] == ["", "", "", ""]  # nothing was read in October


def test_months_and_shares(filled, page):
    app = page(lang="en", step="month", measure="share")
    assert not app.exception
    assert texts("en")("overview.share_help") in "\n".join(e.value for e in app.caption)


def test_displacement_by_destination_is_said_and_linked(filled, page):
    app = page(lang="en", displaced="reached")
    assert texts("en")("overview.displaced_reached") in "\n".join(e.value for e in app.caption)
    frame = app.dataframe[-1].value
    assert list(frame["displacement"])[-2:] == [3, 3]  # no destination is known: all are in the row "not stated"


def test_search_on_the_page_of_sentences(filled, page):
    app = page("evidence", lang="en")
    box = next(w for w in app.text_input if w.label == texts("en")("filters.search"))
    box.set_value("MARKET").run()
    assert app.query_params["search"] == "MARKET"
    assert sum('class="rasd-card"' in e.proto.body for e in app.get("html")) == 1


def test_the_sentences_around_one_are_shown_on_demand(own, page):
    app_rows.fill(own, ["killed_w46"]).dispose()
    app = page("evidence", lang="en")
    next(b for b in app.button if b.label == texts("en")("evidence.around")).click().run()
    assert any(texts("en")("evidence.alone") in e.proto.body for e in app.get("html"))
