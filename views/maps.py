"""The map: governorates coloured by their number, from shapes that ship with the program."""

from __future__ import annotations

import json

from monitor.shapes import RAMP, label_points, shapes
from monitor.texts import Texts, governorates
from views.charts import CONFIG, FONT, framed
from views.figures import Plain

# Without this plotly asks the internet for a map of the world and draws nothing when that fails.
_EMPTY = {"type": "GeometryCollection", "geometries": []}
_LAYERS = ("coastlines", "land", "ocean", "lakes", "rivers", "countries", "subunits")
_TOPOLOGY = {"type": "Topology", "arcs": [], "objects": dict.fromkeys(_LAYERS, _EMPTY)}
TOPOLOGY = "data:application/json," + json.dumps(_TOPOLOGY, separators=(",", ":")) + "#"
MAP_CONFIG = CONFIG | {"topojsonURL": TOPOLOGY, "scrollZoom": False}
DARK = ["#22303B", "#1F4255", "#25607C", "#3281A3", "#55A5C6", "#8CCBE4"]
EDGE, CHOSEN = {False: "#FFFFFF", True: "#12181F"}, {False: "#1C2733", True: "#FFFFFF"}
OUT = {False: "#E3E6E9", True: "#2B333B"}  # not in the filter: no number is shown, which is not zero
MARK = {False: "#C25608", True: "#F0904A"}
LAYOUT = {
    "geo": {
        "visible": False,
        "bgcolor": "rgba(0,0,0,0)",
        "projection": {"type": "mercator"},
        "lonaxis": {"range": [35.35, 42.5]},
        "lataxis": {"range": [32.25, 37.4]},
    },
    "height": 430,
    "margin": {"l": 0, "r": 0, "t": 0, "b": 0},
    "paper_bgcolor": "rgba(0,0,0,0)",
    "font": {"family": FONT, "size": 13},
    "hoverlabel": {"font": {"family": FONT, "size": 13}},
    "dragmode": False,
    "clickmode": "event+select",
}


def governorate_map(
    t: Texts,
    counts: dict[str, int],
    total: int,
    chosen: tuple[str, ...],
    circles: list[tuple[str, float, float, int]],
    dark: bool,
) -> Plain:
    """Counts by P-code, coloured by the root of the number; chosen governorates keep their colour, the rest go grey."""
    codes = [code for code in governorates() if not chosen or code in chosen]
    rest = [code for code in governorates() if code not in codes]
    areas = [_shaded(t, codes, counts, total, bool(chosen), dark)]
    if rest:
        areas.insert(0, _area(t, rest, [0] * len(rest), [OUT[dark]] * 2, dark, [t("map.not_chosen")] * len(rest)))
    return {"data": [*areas, _circles(t, circles, dark) if circles else _labels(codes, counts, dark)], "layout": LAYOUT}


def _shaded(t: Texts, codes: list[str], counts: dict[str, int], total: int, chosen: bool, dark: bool) -> Plain:
    values = [counts.get(code, 0) for code in codes]
    hover = [
        t("map.hover", n=f"{n:,}", share=f"{100 * n / total:.0f}") if total else t("map.hover_zero") for n in values
    ]
    area = _area(t, codes, [n**0.5 for n in values], DARK if dark else RAMP, dark, hover)
    area |= {"zmin": 0, "zmax": max(max(values, default=0), 4) ** 0.5}
    if chosen:
        area["marker"] = {"line": {"color": CHOSEN[dark], "width": 2}}
    return area


def _area(t: Texts, codes: list[str], z: list[float], ramp: list[str], dark: bool, hover: list[str]) -> Plain:
    return {
        "type": "choropleth",
        "geojson": shapes(),
        "featureidkey": "properties.pcode",
        "locations": codes,
        "z": z,
        "colorscale": [[k / (len(ramp) - 1), colour] for k, colour in enumerate(ramp)],
        "showscale": False,
        "marker": {"line": {"color": EDGE[dark], "width": 1.2}},
        "text": [framed(t.governorate(code), t) for code in codes],
        "customdata": [framed(line, t) for line in hover],
        "hovertemplate": "<b>%{text}</b><br>%{customdata}<extra></extra>",
    }


def _labels(codes: list[str], counts: dict[str, int], dark: bool) -> Plain:
    """The numbers on the map, light on dark and dark on light."""
    top = max(max((counts.get(code, 0) for code in codes), default=0), 4)
    strong = [(counts.get(code, 0) / top) ** 0.5 > 0.62 for code in codes]
    ink = {False: ("#1C2733", "#FFFFFF"), True: ("#E6EBF0", "#0B1015")}[dark]
    return {
        "type": "scattergeo",
        "lon": [label_points()[code][0] for code in codes],
        "lat": [label_points()[code][1] for code in codes],
        "text": [str(counts.get(code, 0)) for code in codes],
        "mode": "text",
        "textfont": {"family": FONT, "size": 13, "color": [ink[s] for s in strong]},
        "hoverinfo": "skip",
        "showlegend": False,
    }


def _circles(t: Texts, circles: list[tuple[str, float, float, int]], dark: bool) -> Plain:
    top = max(n for *_rest, n in circles)
    return {
        "type": "scattergeo",
        "lon": [lon for _name, _lat, lon, _n in circles],
        "lat": [lat for _name, lat, _lon, _n in circles],
        "mode": "markers",
        "marker": {
            "size": [8 + 26 * (n / top) ** 0.5 for *_rest, n in circles],
            "color": MARK[dark],
            "opacity": 0.75,
            "line": {"color": EDGE[dark], "width": 1},
        },
        "text": [framed(name, t) for name, *_rest in circles],
        "customdata": [framed(t("map.circle", n=f"{n:,}"), t) for *_rest, n in circles],
        "hovertemplate": "<b>%{text}</b><br>%{customdata}<extra></extra>",
        "showlegend": False,
    }
