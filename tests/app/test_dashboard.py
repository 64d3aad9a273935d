"""The dashboard as a reader meets it, without a browser."""

from __future__ import annotations

import app_rows
import pytest
from streamlit.delta_generator import DeltaGenerator

from monitor import sample
from monitor.store.migrations import open_store
from monitor.texts import texts

T = {lang: texts(lang) for lang in ("ar", "en")}


def numbers(app) -> dict[str, tuple[str, str]]:
    return {metric.label: (metric.value, metric.delta) for metric in app.metric}


def pages_text(app) -> str:
    """Everything that is written on the page, in one string."""
    kinds = (app.markdown, app.caption, app.header, app.subheader, app.info, app.warning, app.get("html"))
    return "\n".join(str(getattr(e, "value", None) or getattr(e.proto, "body", "")) for kind in kinds for e in kind)


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_four_numbers_of_the_last_whole_week_with_their_change(filled, page, lang):
    app = page(lang=lang)
    assert not app.exception
    name = lambda category: T[lang](f"category.{category}")  # noqa: E731
    assert numbers(app) == {
        name("displacement"): ("1", "-1"),  # two in the week before
        name("arrest"): ("2", "2"),
        name("execution"): ("0", "0"),  # one denied, one past: not counted
        name("civilian_harm"): ("1", "1"),  # the feared shelling is not counted
    }
    assert T[lang]("overview.articles", n=10, previous=2) in pages_text(app)
    assert T[lang]("app.note") in pages_text(app)


def test_denied_and_possible_can_be_shown(filled, page):
    app = page(lang="en", statuses="reported,denied,possible")
    assert [value for value, _ in numbers(app).values()] == ["1", "2", "1", "2"]


def test_the_table_counts_a_mention_in_each_of_its_governorates_and_has_a_row_for_none(filled, page):
    frame = page(lang="en").dataframe[0].value
    table = {row["place"]: [row[c] for c in ("displacement", "arrest", "execution", "civilian_harm")]
             for row in frame.to_dict("records")}  # fmt: skip
    t = T["en"]
    assert list(table)[:4] == [t.governorate(code) for code in ("SY09", "SY11", "SY07", "SY02")]
    assert len(table) == 16
    assert table[t.governorate("SY07")] == [0, 1, 0, 1]
    assert table[t.governorate("SY02")] == [0, 1, 0, 0]
    assert table[t("overview.unspecified")] == [0, 1, 0, 0]
    assert table[t("overview.total")] == [3, 2, 0, 1]  # the arrest in two governorates once


def test_the_preset_chooses_the_four_priority_governorates(filled, page):
    app = page(lang="en")
    preset = next(b for b in app.button if b.label == T["en"]("filters.priority"))
    preset.click().run()
    assert app.query_params["governorates"] == "SY09,SY11,SY07,SY02"
    assert len(app.dataframe[0].value) == 5
    assert [value for value, _ in numbers(app).values()] == ["1", "1", "0", "1"]  # the abduction has no place


def cards(app) -> list[str]:
    """The mention cards of a page, as HTML."""
    return [body for body in (e.proto.body for e in app.get("html")) if 'class="rasd-card"' in body]


def test_a_number_leads_to_its_sentences_in_one_click_and_back_in_another(filled, page):
    app = page(lang="en")
    read = [b for b in app.button if b.label == T["en"]("overview.read")]
    assert [b.disabled for b in read] == [False, False, True, False]
    read[3].click().run()
    assert not app.exception
    assert [h.value for h in app.header] == [T["en"]("evidence.heading")]
    assert len(cards(app)) == 1
    assert "<mark>five civilians were killed</mark>" in cards(app)[0]
    assert app.query_params["focus_category"] == "civilian_harm"
    assert app.query_params["focus_week"] == "2026-11-09"
    next(b for b in app.button if b.label == T["en"]("evidence.back")).click().run()
    assert [h.value for h in app.header] == [T["en"]("overview.heading")]
    assert "focus_week" not in app.query_params


def test_what_has_only_a_month_is_told_and_shown(filled, page):
    app = page(lang="en")
    assert T["en"]("overview.undated", n=1) in pages_text(app)
    next(b for b in app.button if b.label == T["en"]("overview.show_undated")).click().run()
    assert len(cards(app)) == 1 and "were displaced" in cards(app)[0]


def test_without_articles_the_sample_is_shown_and_says_so(own, page):
    app = page(lang="en")
    assert not app.exception
    assert T["en"]("app.sample_note") in pages_text(app)
    assert numbers(app)[T["en"]("category.civilian_harm")] == ("1", "1")


def test_an_empty_store_shows_the_sample_too(empty, page):
    app = page(lang="ar")
    assert not app.exception
    assert T["ar"]("app.sample_note") in pages_text(app)


def test_the_sample_can_be_shown_beside_own_articles_and_left_again(filled, page):
    app = page(lang="en")
    assert T["en"]("app.sample_note") not in pages_text(app)
    switch = lambda: next(w for w in app.toggle if w.label == T["en"]("app.sample_switch"))  # noqa: E731
    switch().set_value(True).run()
    assert T["en"]("app.sample_note") in pages_text(app)
    assert app.query_params["sample"] == "1"
    switch().set_value(False).run()
    assert T["en"]("app.sample_note") not in pages_text(app)


def test_a_sample_without_articles_says_what_to_do(own, page, monkeypatch, small_sample):
    open_store(small_sample, kind="sample").dispose()
    monkeypatch.setattr(sample, "ensure_sample", lambda progress=None: False)
    app = page(lang="en")
    assert not app.exception
    assert T["en"]("empty.store_title") in pages_text(app)


def test_a_sample_that_cannot_be_built_is_told_without_a_traceback(own, page, monkeypatch):
    def fail(progress: object = None) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(sample, "ensure_sample", fail)
    app = page(lang="ar")
    assert not app.exception
    assert [error.value for error in app.error] == [T["ar"]("app.sample_failed")]


def test_a_store_that_is_none_is_told_without_a_traceback(own, page):
    own.write_text("this is no database, however long it is " * 100, encoding="utf-8")
    app = page(lang="en")
    assert not app.exception
    assert [error.value for error in app.error] == [T["en"]("app.store_failed")]


def test_articles_that_arrive_while_the_page_is_open_are_seen_at_the_next_step(own, page):
    app_rows.fill(own, ["killed_w46"]).dispose()
    app = page(lang="en")
    assert list(numbers(app).values())[0] == ("0", "")  # nothing was read in the week before: no comparison
    app_rows.fill(own).dispose()
    app.run()
    assert list(numbers(app).values())[0] == ("1", "-1")


def test_the_sample_shows_how_far_its_building_is(own, page, monkeypatch):
    seen = []
    draw = DeltaGenerator.progress

    def watched(place: DeltaGenerator, value: float, text: str = "") -> DeltaGenerator:
        seen.append((value, text))
        return draw(place, value, text)

    monkeypatch.setattr(DeltaGenerator, "progress", watched)
    page(lang="en")
    assert seen[0][0] == 0.0 and seen[-1][0] == 1.0
    assert T["en"]("app.loading_step", done=2, total=2) in seen[-1][1]


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_a_filter_that_finds_nothing_says_so(filled, page, lang):
    app = page(lang=lang, governorates="SY14")
    assert not app.exception
    assert T[lang]("empty.filter_title") in pages_text(app)
    app = page(lang=lang, period="custom", start="2001-01-01", end="2001-02-01")
    assert not app.exception
    assert T[lang]("empty.filter_title") in pages_text(app)


@pytest.mark.parametrize(
    "parameters",
    [
        {"lang": "xx"},
        {"governorates": "SY99"},
        {"period": "custom", "start": "2026-13-40", "end": "nonsense"},
        {"period": "custom", "start": "2026-11-10", "end": "2026-11-01"},
        {"statuses": "<script>"},
        {"focus_governorate": "'; drop table mentions; --"},
        {"sample": "maybe"},
        {"categories": "displacement,return"},
    ],
    ids=str,
)
def test_a_bad_link_shows_the_usual_page_and_says_what_it_left_out(filled, page, parameters):
    app = page(**parameters)
    assert not app.exception
    assert len(app.metric) == 4
    assert len(app.warning) == 1


def test_unknown_parameters_and_huge_values_are_harmless(filled, page):
    app = page(lang="en", utm_source="mail", search="x" * 100_000, sources="no such source")
    assert not app.exception
    assert len(app.query_params["search"]) <= 200


def test_one_actor_one_source_one_word(filled, page):
    assert [value for value, _ in numbers(page(lang="en", actors="unknown_actor")).values()] == ["0", "0", "0", "1"]
    assert [value for value, _ in numbers(page(lang="en", sources="Steppe Wire")).values()] == ["0", "0", "0", "1"]
    assert [value for value, _ in numbers(page(lang="en", search="MARKET")).values()] == ["0", "0", "0", "1"]


def test_the_language_switch_keeps_the_filters(filled, page):
    app = page(lang="en", governorates="SY09", statuses="reported,past")
    english = numbers(app)
    switch = next(g for g in app.get("button_group") if g.label == T["en"]("language.choose"))
    switch.set_value("ar").run()
    assert not app.exception
    assert app.query_params["governorates"] == "SY09"
    assert app.query_params["statuses"] == "reported,past"
    assert list(numbers(app).values()) == list(english.values())
    assert T["ar"]("overview.heading") in pages_text(app)
