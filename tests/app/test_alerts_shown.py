"""Alerts on the overview: said in words, one click from their sentences, with the figures behind them."""

from __future__ import annotations

from pathlib import Path

import pytest

from monitor import alerts
from monitor.alerts import find_alerts
from monitor.store.migrations import open_store
from monitor.texts import texts
from tests.made_year import LAST, Made, fill

BEFORE = [Made(back, 2 - back % 2, "arrest") for back in range(1, 20)] + [Made(back, 20) for back in range(1, 20)]
HIGH = [Made(0, 7, "arrest"), Made(0, 5, "arrest", source="River Agency")]
ALONE = [Made(0, 9, "displacement", "SY02")]


def stored(own: Path, *made: Made) -> alerts.Report:
    engine = open_store(own)
    fill(engine, own.parent, made)
    report = find_alerts(engine, LAST)
    engine.dispose()
    return report


def written(app) -> str:
    kinds = (app.markdown, app.caption, app.subheader, app.info)
    return "\n".join(e.value for kind in kinds for e in kind).replace("\\", "")


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_an_alert_is_said_and_leads_to_its_sentences(own, page, lang):
    report, t = stored(own, *BEFORE, *HIGH, *ALONE), texts(lang)
    app = page(lang=lang)
    assert not app.exception
    (alert,) = report.alerts
    assert t("alerts.heading") in written(app)
    assert alerts.sentence(t, alert) in written(app)
    what = t("movers.what", category=t("category.displacement"), place=t.governorate("SY02"))
    assert t("alerts.alone", list=what) in written(app)
    figures = app.table[0].value
    assert len(figures) == 2 and figures.iloc[0][t("alerts.column_expected")] == f"{alert.expected:.1f}"
    next(b for b in app.button if b.key.startswith("alert_SY07_arrest")).click().run()
    assert not app.exception
    assert app.query_params["focus_week"] == alert.week
    assert sum('class="rasd-card"' in e.proto.body for e in app.get("html")) == 10  # the first page of twelve
    assert any(f" {alert.n}" in e.value for e in app.markdown)


def test_a_week_with_little_input_is_marked_and_not_interpreted(own, page):
    report, t = stored(own, *BEFORE, Made(0, 3, "arrest"), Made(0, 3, "arrest", source="River Agency")), texts("en")
    assert report.input == alerts.LITTLE
    app = page(lang="en")
    assert alerts.verdict(t, report) in [e.value.replace("\\", "") for e in app.info]
    assert t("alerts.heading") not in written(app)


def test_a_usual_week_and_a_short_history_are_said_in_one_line(own, page):
    stored(own, *BEFORE, Made(0, 1, "arrest"), Made(0, 20))
    assert texts("en")("alerts.none") in written(page(lang="en"))
    short = page(lang="en", period="custom", start="2026-07-06", end="2026-08-09")
    assert texts("en")("alerts.input_short", weeks=alerts.ENOUGH) in written(short)


def test_what_the_page_on_method_promises_is_what_is_done():
    assert (alerts.HISTORY, alerts.UNLIKELY, alerts.FLOOR, alerts.SOURCES) == (52, 1 / 80, 5, 2)
