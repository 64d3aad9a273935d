"""The shapes of the governorates, and where in each a label stands; they colour maps and decide nothing."""

from __future__ import annotations

import functools
import json
from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from monitor.paths import DATA

SHAPES = DATA / "boundaries" / "governorates.geojson"
RAMP = ["#EEF3F7", "#CFE2EC", "#A3C9DD", "#6FA9C8", "#3C86AD", "#14607F"]  # from no mention to the most


@functools.cache
def shapes() -> dict:
    """The shapes with every outer ring clockwise: the map takes the other way round for the rest of the world."""
    with open(SHAPES, encoding="utf-8") as file:
        found = json.load(file)
    for feature in found["features"]:
        shape = feature["geometry"]
        polygons = shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]
        for polygon in polygons:
            polygon[:] = [_turned(ring, clockwise=number == 0) for number, ring in enumerate(polygon)]
    return found


def _turned(ring: list[list[float]], *, clockwise: bool) -> list[list[float]]:
    area = sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(ring))
    return ring if (area < 0) == clockwise else ring[::-1]


@functools.cache
def label_points() -> dict[str, tuple[float, float]]:
    """A point well inside each governorate, away from a smaller one that lies in it."""
    rings = {f["properties"]["pcode"]: outer(f["geometry"]) for f in shapes()["features"]}
    return {code: _inner_point(ring, [r for c, r in rings.items() if c != code]) for code, ring in rings.items()}


def outer(geometry: dict) -> list[list[float]]:
    """The ring around a shape's largest part."""
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    return max((polygon[0] for polygon in polygons), key=len)


def _inner_point(ring: list[list[float]], others: list[list[list[float]]]) -> tuple[float, float]:
    """Of a grid over the shape, the point farthest from its edge and from the shapes within it."""
    (x0, y0), (x1, y1) = np.min(ring, axis=0), np.max(ring, axis=0)
    edges = np.array(ring + [p for other in others if inside(other[:1], ring)[0] for p in other])
    steps = np.arange(1, 24) / 24
    grid = np.array([(x0 + (x1 - x0) * i, y0 + (y1 - y0) * j) for i in steps for j in steps])
    within = grid[inside(grid, ring)]
    distance = ((within[:, None, :] - edges[None, :, :]) ** 2).sum(axis=2).min(axis=1)
    x, y = within[distance.argmax()]
    return float(x), float(y)


def inside(points: Sequence[Sequence[float]] | np.ndarray, ring: list[list[float]]) -> np.ndarray:
    """Which points lie within a ring: a line from them to the west crosses the ring an odd number of times."""
    x, y = np.array(points).T[:, :, None]
    x1, y1 = np.array(ring).T
    x2, y2 = np.array(ring[1:] + ring[:1]).T
    rise = np.where(y1 == y2, 1, y2 - y1)  # a level edge is never crossed
    crossed = ((y1 > y) != (y2 > y)) & (x < (x2 - x1) * (y - y1) / rise + x1)
    return crossed.sum(axis=1) % 2 == 1
