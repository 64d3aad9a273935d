"""The brief of a week and the overview of that week say the same."""

from __future__ import annotations

import pytest

from benchmarks import made_store
from extractors.records import CATEGORIES
from monitor import brief
from monitor.store.migrations import open_store
from monitor.texts import governorates, texts

WEEK, FIRST, LAST = "2026-W46", "2026-11-09", "2026-11-15"


@pytest.mark.parametrize(("lang", "seed"), [("en", 7), ("ar", 8)])
def test_the_brief_says_what_the_overview_says(own, page, lang, seed):
    engine = open_store(own)
    made_store.fill(engine, 2500, seed=seed, days=140)
    t, content = texts(lang), brief.content(engine, WEEK, lang, sample=False)
    app = page(lang=lang, period="custom", start=FIRST, end=LAST)
    assert not app.exception
    shown = {metric.label: (metric.value, metric.delta) for metric in app.metric}
    assert shown == {number["label"]: (number["n"], str(number["change"])) for number in content["numbers"]}
    captions = [caption.value for caption in app.caption]
    assert all(any(number["mean"] in caption for caption in captions) for number in content["numbers"])
    assert content["changed"][0] == app.subheader[0].value
    for alert in content["alerts"]:
        assert any(": ".join(alert) in text.value for text in app.markdown)
    rows = next(frame.value for frame in app.dataframe if set(CATEGORIES) <= set(frame.value))
    table = {row["place"]: [row[category] for category in CATEGORIES] for row in rows.to_dict("records")}
    assert table == {row["name"]: row["cells"] for row in content["rows"][:-1]} | {
        t("overview.total"): content["rows"][-1]["cells"]
    }
    assert len(table) == len(governorates()) + 2
