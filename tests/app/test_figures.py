"""Pictures are plain values that plotly is not asked about when a page is drawn: here it is."""

from __future__ import annotations

import json

import plotly.graph_objects as go
import plotly.io
import pytest

from monitor.texts import texts
from views import charts, maps
from views.charts import Series
from views.figures import finished

WEEKS = ["2026-10-26", "2026-11-02", "2026-11-09", "2026-11-16"]


def series(share: bool) -> Series:
    """Four weeks, of which the second was not read and the last is not over."""
    names = [f"week {week}" for week in WEEKS]
    read = {week: 0 if week == WEEKS[1] else 10 for week in WEEKS}
    counts = {(WEEKS[0], "displacement"): 3, (WEEKS[2], "arrest"): 5}
    return Series(WEEKS, WEEKS, names, counts, read, ["displacement", "arrest"], share, frozenset(WEEKS[3:]))


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("share", [False, True])
@pytest.mark.parametrize("lang", ["ar", "en"])
def test_a_trend_is_of_values_that_plotly_knows(lang, share, dark):
    figure = go.Figure(charts.trend(texts(lang), series(share), dark))
    first, second, articles = figure.data
    assert list(first.y) == [30 if share else 3, None, 0, 0] and list(second.y)[2] == (50 if share else 5)
    assert list(articles.y) == [10, 0, 10, 10] and articles.yaxis == "y2"
    assert {shape.x0 for shape in figure.layout.shapes} == {0.5}  # grey where nothing was read
    assert bool(figure.layout.yaxis.title.standoff) == (lang == "ar")  # else it stands on the numbers
    assert first.marker.symbol[-1].endswith("-open") and not first.marker.symbol[0].endswith("-open")


def test_a_finished_picture_is_handed_over_as_plotly_would():
    for plain in (
        charts.trend(texts("en"), series(False), False),
        maps.governorate_map(texts("ar"), {}, 0, (), [], True),
    ):
        whole = json.loads(plotly.io.to_json(finished(plain), validate=False))
        assert whole == json.loads(plotly.io.to_json(go.Figure(plain), validate=False))
        assert whole["layout"]["template"]["layout"]
