"""The map: governorates coloured by their number, from shapes that ship with the program."""

from __future__ import annotations

import functools
import json
from itertools import pairwise

import plotly.graph_objects as go

from monitor.paths import DATA
from monitor.texts import Texts, governorates
from views.charts import CONFIG, FONT, framed

SHAPES = DATA / "boundaries" / "governorates.geojson"
# Without this plotly asks the internet for a map of the world and draws nothing when that fails.
_EMPTY = {"type": "GeometryCollection", "geometries": []}
_LAYERS = ("coastlines", "land", "ocean", "lakes", "rivers", "countries", "subunits")
_TOPOLOGY = {"type": "Topology", "arcs": [], "objects": dict.fromkeys(_LAYERS, _EMPTY)}
TOPOLOGY = "data:application/json," + json.dumps(_TOPOLOGY, separators=(",", ":")) + "#"
MAP_CONFIG = CONFIG | {"topojsonURL": TOPOLOGY, "scrollZoom": False}
LIGHT = ["#EEF3F7", "#CFE2EC", "#A3C9DD", "#6FA9C8", "#3C86AD", "#14607F"]
DARK = ["#22303B", "#1F4255", "#25607C", "#3281A3", "#55A5C6", "#8CCBE4"]
EDGE, CHOSEN = {False: "#FFFFFF", True: "#12181F"}, {False: "#1C2733", True: "#FFFFFF"}
OUT = {False: "#E3E6E9", True: "#2B333B"}  # not in the filter: no number is shown, which is not zero
MARK = {False: "#C25608", True: "#F0904A"}


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
    rings = {f["properties"]["pcode"]: _outer(f["geometry"]) for f in shapes()["features"]}
    return {code: _inner_point(ring, [r for c, r in rings.items() if c != code]) for code, ring in rings.items()}


def _outer(geometry: dict) -> list[list[float]]:
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    return max((polygon[0] for polygon in polygons), key=len)


def _inner_point(ring: list[list[float]], others: list[list[list[float]]]) -> tuple[float, float]:
    """Of a grid over the shape, the point farthest from its edge and from the shapes within it."""
    xs, ys = [p[0] for p in ring], [p[1] for p in ring]
    edges = ring + [p for other in others if _inside(other[0], ring) for p in other]
    steps = [k / 24 for k in range(1, 24)]
    grid = [(min(xs) + (max(xs) - min(xs)) * i, min(ys) + (max(ys) - min(ys)) * j) for i in steps for j in steps]
    inside = [p for p in grid if _inside(p, ring)]
    return max(inside, key=lambda p: min((p[0] - x) ** 2 + (p[1] - y) ** 2 for x, y in edges))


def _inside(point: list[float] | tuple[float, float], ring: list[list[float]]) -> bool:
    x, y = point[0], point[1]
    crossed = False
    for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            crossed = not crossed
    return crossed


def governorate_map(
    t: Texts,
    counts: dict[str, int],
    total: int,
    chosen: tuple[str, ...],
    circles: list[tuple[str, float, float, int]],
    dark: bool,
) -> go.Figure:
    """Counts by P-code, coloured by the root of the number; chosen governorates keep their colour, the rest go grey."""
    codes = [code for code in governorates() if not chosen or code in chosen]
    rest = [code for code in governorates() if code not in codes]
    figure = go.Figure()
    if rest:
        figure.add_trace(_area(t, rest, [0] * len(rest), [[OUT[dark]] * 2], dark, [t("map.not_chosen")] * len(rest)))
    figure.add_trace(_shaded(t, codes, counts, total, bool(chosen), dark))
    if circles:
        figure.add_trace(_circles(t, circles, dark))
    else:
        figure.add_trace(_labels(codes, counts, dark))
    return _framed_map(figure)


def _shaded(t: Texts, codes: list[str], counts: dict[str, int], total: int, chosen: bool, dark: bool) -> go.Choropleth:
    values = [counts.get(code, 0) for code in codes]
    hover = [
        t("map.hover", n=f"{n:,}", share=f"{100 * n / total:.0f}") if total else t("map.hover_zero") for n in values
    ]
    ramp = DARK if dark else LIGHT
    steps = [[k / (len(ramp) - 1), colour] for k, colour in enumerate(ramp)]
    area = _area(t, codes, [n**0.5 for n in values], steps, dark, hover)
    area.zmin, area.zmax = 0, max(max(values, default=0), 4) ** 0.5
    if chosen:
        area.marker.line = {"color": CHOSEN[dark], "width": 2}
    return area


def _area(t: Texts, codes: list[str], z: list[float], colours: list, dark: bool, hover: list[str]) -> go.Choropleth:
    scale = colours if len(colours) > 1 else [[0, colours[0][0]], [1, colours[0][1]]]
    return go.Choropleth(
        geojson=shapes(),
        featureidkey="properties.pcode",
        locations=codes,
        z=z,
        colorscale=scale,
        showscale=False,
        marker={"line": {"color": EDGE[dark], "width": 1.2}},
        text=[framed(t.governorate(code), t) for code in codes],
        customdata=[framed(line, t) for line in hover],
        hovertemplate="<b>%{text}</b><br>%{customdata}<extra></extra>",
    )


def _labels(codes: list[str], counts: dict[str, int], dark: bool) -> go.Scattergeo:
    """The numbers on the map, light on dark and dark on light."""
    top = max(max((counts.get(code, 0) for code in codes), default=0), 4)
    strong = [(counts.get(code, 0) / top) ** 0.5 > 0.62 for code in codes]
    ink = {False: ("#1C2733", "#FFFFFF"), True: ("#E6EBF0", "#0B1015")}[dark]
    return go.Scattergeo(
        lon=[label_points()[code][0] for code in codes],
        lat=[label_points()[code][1] for code in codes],
        text=[str(counts.get(code, 0)) for code in codes],
        mode="text",
        textfont={"family": FONT, "size": 13, "color": [ink[s] for s in strong]},
        hoverinfo="skip",
        showlegend=False,
    )


def _circles(t: Texts, circles: list[tuple[str, float, float, int]], dark: bool) -> go.Scattergeo:
    top = max(n for *_rest, n in circles)
    return go.Scattergeo(
        lon=[lon for _name, _lat, lon, _n in circles],
        lat=[lat for _name, lat, _lon, _n in circles],
        mode="markers",
        marker={
            "size": [8 + 26 * (n / top) ** 0.5 for *_rest, n in circles],
            "color": MARK[dark],
            "opacity": 0.75,
            "line": {"color": EDGE[dark], "width": 1},
        },
        text=[framed(name, t) for name, *_rest in circles],
        customdata=[framed(t("map.circle", n=f"{n:,}"), t) for *_rest, n in circles],
        hovertemplate="<b>%{text}</b><br>%{customdata}<extra></extra>",
        showlegend=False,
    )


def _framed_map(figure: go.Figure) -> go.Figure:
    figure.update_geos(
        visible=False,
        bgcolor="rgba(0,0,0,0)",
        projection={"type": "mercator"},
        lonaxis={"range": [35.35, 42.5]},
        lataxis={"range": [32.25, 37.4]},
    )
    figure.update_layout(
        height=430,
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
        paper_bgcolor="rgba(0,0,0,0)",
        font={"family": FONT, "size": 13},
        hoverlabel={"font": {"family": FONT, "size": 13}},
        dragmode=False,
        clickmode="event+select",
    )
    return figure
