"""The map of the brief: shapes in the square from 0 to 1, coloured by the root of their number, and their labels."""

from __future__ import annotations

import functools
import math
from collections.abc import Mapping
from typing import Any

from monitor.brief.guard import MARK
from monitor.shapes import RAMP, label_points, shapes
from monitor.texts import Texts, governorates

WEST, EAST, SOUTH, NORTH = 34.05, 42.45, 32.2, 37.4  # with room in the west for the labels of small governorates
# Longitude and latitude of labels: a better place in the shape where its name is long, and one beside governorates that
# are smaller than their names, in the sea or beyond the border.
WITHIN = {"SY03": (37.4, 33.78), "SY05": (37.35, 35.12)}
BESIDE = {
    "SY06": (35.5, 35.75), "SY10": (35.5, 35.05), "SY01": (35.65, 34.15), "SY14": (35.4, 33.4), "SY12": (35.5, 32.45),
    "SY13": (37.5, 32.6),
}  # fmt: skip
LEAST = 4  # mentions: with fewer in every governorate none is coloured as if it were many
HIDDEN = "#DFE3E7"  # no colour of the ramp, so that a hidden number is not guessed from its shade
STRONG = 0.62  # share of the ramp from which labels are white

Point = tuple[float, float]


def atlas(t: Texts, counts: Mapping[str, int | None]) -> dict[str, Any]:
    """Counts by P-code as areas and labels, null for a hidden one; ratio is width by height."""
    top = max(LEAST, *(counts[code] or 0 for code in governorates()))
    return {
        "ratio": round((EAST - WEST) * math.pi / 180 / (_north(NORTH) - _north(SOUTH)), 4),
        "areas": [_area(code, polygons, counts[code], top) for code, polygons in _outlines().items()],
        "labels": [_label(t, code, counts[code], top) for code in _outlines()],
    }


def _area(code: str, polygons: list[list[Point]], n: int | None, top: int) -> dict[str, Any]:
    fill = HIDDEN if n is None else RAMP[round((n / top) ** 0.5 * (len(RAMP) - 1))]
    return {"code": code, "polygons": polygons, "fill": fill}


def _label(t: Texts, code: str, n: int | None, top: int) -> dict[str, Any]:
    beside = BESIDE.get(code)
    return {
        "name": t.governorate(code),
        "n": MARK if n is None else f"{n:,}",
        "at": _place(*WITHIN.get(code, label_points()[code])),
        "beside": _place(*beside) if beside else None,
        "strong": not beside and ((n or 0) / top) ** 0.5 > STRONG,
    }


@functools.cache
def _outlines() -> dict[str, list[list[Point]]]:
    """The outer rings of each governorate; one that lies in another comes after it and is drawn over it."""
    found = {}
    for feature in shapes()["features"]:
        shape = feature["geometry"]
        polygons = shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]
        found[feature["properties"]["pcode"]] = [[_place(*point) for point in polygon[0]] for polygon in polygons]
    return dict(sorted(found.items(), key=lambda item: -sum(len(ring) for ring in item[1])))


def _place(lon: float, lat: float) -> Point:
    """Mercator, x to the east and y to the south, four digits: a twentieth of a millimetre on the page."""
    north = (_north(NORTH) - _north(lat)) / (_north(NORTH) - _north(SOUTH))
    return round((lon - WEST) / (EAST - WEST), 4), round(north, 4)


def _north(lat: float) -> float:
    return math.log(math.tan(math.pi / 4 + math.radians(lat) / 2))
