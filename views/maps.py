"""The map: governorates coloured by their number, from shapes that ship with the program."""

from __future__ import annotations

import json

import plotly.graph_objects as go

from monitor.shapes import RAMP, label_points, shapes
from monitor.texts import Texts, governorates
from views.charts import CONFIG, FONT, framed

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
    ramp = DARK if dark else RAMP
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
