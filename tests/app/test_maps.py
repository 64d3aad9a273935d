"""The map is drawn from shapes in the project, each label in its own governorate, and says what it does not show."""

from __future__ import annotations

import json
from itertools import pairwise

import plotly.graph_objects as go
import pytest

from monitor import shapes
from monitor.texts import governorates, texts
from views import maps

T = texts("en")


def test_every_governorate_has_a_shape_and_a_label_inside_it():
    rings = {f["properties"]["pcode"]: shapes.outer(f["geometry"]) for f in shapes.shapes()["features"]}
    assert set(rings) == set(governorates()) == set(shapes.label_points())
    for code, point in shapes.label_points().items():
        assert shapes.inside([point], rings[code]).all()


def test_the_label_of_rural_damascus_is_not_in_damascus():
    rings = {f["properties"]["pcode"]: shapes.outer(f["geometry"]) for f in shapes.shapes()["features"]}
    assert not shapes.inside([shapes.label_points()["SY03"]], rings["SY01"]).any()


def test_outer_rings_run_clockwise_else_the_map_fills_the_rest_of_the_world():
    for feature in shapes.shapes()["features"]:
        ring = shapes.outer(feature["geometry"])
        assert sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(ring)) < 0


def test_no_request_leaves_the_machine():
    assert maps.MAP_CONFIG["topojsonURL"].startswith("data:") and maps.MAP_CONFIG["topojsonURL"].endswith("#")
    topology = json.loads(maps.TOPOLOGY.removeprefix("data:application/json,").removesuffix("#"))
    assert not topology["arcs"]


@pytest.mark.parametrize("dark", [False, True])
def test_hover_gives_the_number_and_its_share(dark):
    figure = go.Figure(maps.governorate_map(T, {"SY02": 30, "SY07": 10}, 50, (), [], dark))
    hover = dict(zip(figure.data[0].locations, figure.data[0].customdata, strict=True))
    assert hover["SY02"] == "30 mentions, 60% of all shown" and hover["SY01"] == "0 mentions, 0% of all shown"


def test_governorates_outside_the_choice_show_no_number():
    figure = go.Figure(maps.governorate_map(T, {"SY02": 3}, 3, ("SY02",), [], False))
    rest, chosen, labels = figure.data
    assert len(rest.locations) == 13 and list(chosen.locations) == ["SY02"] and list(labels.text) == ["3"]
    assert set(rest.customdata) == {T("map.not_chosen")}


def test_districts_are_circles_that_grow_with_their_number():
    figure = go.Figure(maps.governorate_map(T, {}, 10, (), [("Afrin", 36.5, 36.8, 2), ("Azaz", 36.6, 37.0, 8)], False))
    small, large = figure.data[-1].marker.size
    assert small < large
    assert list(figure.data[-1].text) == ["Afrin", "Azaz"]
