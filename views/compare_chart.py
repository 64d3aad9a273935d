"""The picture of a comparison: small charts on one page, fit to be saved and to stand alone."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from copy import deepcopy
from functools import lru_cache

from plotly.subplots import make_subplots

from monitor.texts import Texts
from views.charts import FONT, GAP, GRID, framed, legend_name
from views.compare_data import BEFORE, NOW, Comparison, Line, Panel, named
from views.figures import Plain
from views.palette import DASHES, MARKERS, PAPER, colours

INK, FAINT = ("#1C2733", "#E6EBF0"), ("#6B7785", "#9AA7B4")  # light, dark
ACCENT = ("#0F5C7A", "#4FB3D9")
ROW = {1: 330, 2: 250, 3: 185}  # pixels of a row of so many charts
TITLE, LEGEND, FOOT = 95, 30, 115  # pixels for the title, the legend and the note
BUTTON = 45  # pixels that the button of the picture takes in the upper right corner
LINES = {"title": 44, "note": 62}  # characters in a line: what a phone shows
SMALL = {"size": 11}


def figure(t: Texts, found: Comparison, note: list[str], *, dark: bool, own_scale: bool = False) -> Plain:
    """The panels with title, legend and the note on what the numbers are."""
    columns = min(len(found.panels), 3 if len(found.panels) > 4 else 2)
    rows = -(-len(found.panels) // columns)
    layout = deepcopy(_grid(rows, columns, _titles(t, found, rows, columns)))
    axes = _places(t, len(found.panels), columns)
    traces = list(_traces(t, found, axes, dark))
    for name, axis in layout.items():
        if name.startswith("xaxis"):
            axis.update(_weeks(t, found, columns))
        elif name.startswith("yaxis"):
            left = (int(name.removeprefix("yaxis") or 1) - 1) % columns == 0
            axis.update(_numbers(t, found, own_scale, left))
    layout["shapes"] = [
        shape for panel, axis in zip(found.panels, axes, strict=True) for shape in _shades(found, panel, axis)
    ]
    _dress(layout, t, found, note, dark, rows * ROW[columns])
    return {"data": traces, "layout": layout}


@lru_cache(maxsize=50)
def _grid(rows: int, columns: int, titles: tuple[str, ...]) -> Plain:
    """The axes and titles of so many charts."""
    gaps = {"vertical_spacing": 62 / (rows * ROW[columns]) if rows > 1 else 0, "horizontal_spacing": 0.12 / columns}
    layout = make_subplots(rows, columns, subplot_titles=titles, **gaps).to_dict()["layout"]
    return {name: value for name, value in layout.items() if name != "template"}


def _places(t: Texts, panels: int, columns: int) -> list[str]:
    """The axes of each panel, row by row from the left; in Arabic from the right."""
    positions = range(panels)
    if t.dir == "rtl":
        positions = [n - n % columns + columns - 1 - n % columns for n in positions]
    return ["" if position == 0 else str(position + 1) for position in positions]


def _titles(t: Texts, found: Comparison, rows: int, columns: int) -> tuple[str, ...]:
    """The names of the panels where their axes are."""
    titles = [""] * (rows * columns)
    for panel, axis in zip(found.panels, _places(t, len(found.panels), columns), strict=True):
        titles[int(axis or 1) - 1] = framed(panel.name, t)
    return tuple(titles)


def _traces(t: Texts, found: Comparison, axes: list[str], dark: bool) -> Iterator[Plain]:
    told: set[str] = set()
    for panel, axis in zip(found.panels, axes, strict=True):
        for line in panel.lines:
            legend = len(panel.lines) > 1 and line.name not in told
            told.add(line.name)
            yield _line(t, line, found, dark) | {"showlegend": legend, "xaxis": f"x{axis}", "yaxis": f"y{axis}"}


def look(name: str, dark: bool) -> tuple[str, str, str]:
    """(colour, dash, marker)"""
    if name in (NOW, BEFORE):
        return (ACCENT[dark], "solid", "circle") if name == NOW else (FAINT[dark], "dot", "square")
    return colours(dark)[name], DASHES[name], MARKERS[name]


def _line(t: Texts, line: Line, found: Comparison, dark: bool) -> Plain:
    hollow = found.partial | set(found.thin(line))
    colour, dash, marker = look(line.look, dark)
    places = range(len(line.buckets))
    symbols = [marker + ("-open" if place in hollow else "") for place in places]
    return {
        "type": "scatter",
        "x": list(places),
        "y": line.values(),
        "name": legend_name(line.name, t),
        "legendgroup": line.name,
        "mode": "lines+markers",
        "cliponaxis": False,
        "line": {"color": colour, "width": 2, "dash": dash},
        "marker": {"symbol": symbols, "size": 7 if len(places) <= 20 else 4, "color": colour},
        "customdata": [framed(named(t, bucket, found.step), t) for bucket in line.buckets],
        "hovertemplate": "%{fullData.name}<br>%{customdata}: %{y}<extra></extra>",
    }


def _shades(found: Comparison, panel: Panel, axis: str) -> list[Plain]:
    """Grey behind the weeks or months of which nothing or little was read."""
    shape = {"type": "rect", "y0": 0, "y1": 1, "fillcolor": GAP, "line": {"width": 0}, "layer": "below"}
    shape |= {"xref": f"x{axis}", "yref": f"y{axis} domain"}
    return [shape | {"x0": place - 0.5, "x1": place + 0.5} for place in found.thin(panel.lines[0])]


def _weeks(t: Texts, found: Comparison, columns: int) -> Plain:
    last = len(found.labels) - 1
    shown = list(range(last, -1, -max(1, -(-len(found.labels) // {1: 8, 2: 4, 3: 2}[columns]))))
    texts = [framed(found.labels[place], t) for place in shown]
    line = {"showgrid": False, "zeroline": False, "linecolor": GRID, "tickfont": SMALL, "tickangle": 0}
    return {"tickvals": shown, "ticktext": texts, "range": [-0.6, last + 0.6], **line}


def _numbers(t: Texts, found: Comparison, own_scale: bool, left: bool) -> Plain:
    axis = {"gridcolor": GRID, "zeroline": False, "automargin": True, "nticks": 4, "tickfont": SMALL}
    axis["rangemode"] = "tozero"
    if left:
        unit = t("overview.share_axis" if found.lines[0].share else "overview.mentions_axis")
        axis["title"] = {"text": framed(unit, t), "font": SMALL}
    top = max((value for line in found.lines for value in line.values() if value is not None), default=0)
    if top < 4 and not found.lines[0].share:
        axis["dtick"] = 1  # no halves of mentions
    if not own_scale or not top:
        axis["range"] = [0, 1.08 * top or 1]
    return axis


def _wrapped(t: Texts, title: str) -> str:
    return "<br>".join(framed(line, t) for line in textwrap.wrap(title, LINES["title"]))


def _dress(layout: Plain, t: Texts, found: Comparison, note: list[str], dark: bool, height: int) -> None:
    side = {"x": 1, "xanchor": "right"} if t.dir == "rtl" else {"x": 0, "xanchor": "left"}
    head = TITLE + (LEGEND if len(found.panels[0].lines) > 1 else 0)
    whole, top = height + head + FOOT, {"yref": "container", "yanchor": "top"}
    ink, faint = {"size": 15, "color": INK[dark]}, {"size": 11, "color": FAINT[dark]}
    for title in layout["annotations"]:
        title["font"] = {"size": 13, "color": INK[dark]}
    lines = [line for part in note for line in textwrap.wrap(part, LINES["note"])]
    for number, line in enumerate(lines):
        below = {"xref": "paper", "x": 0.5, "yref": "paper", "y": 0, "yanchor": "top", "yshift": -38 - 15 * number}
        layout["annotations"].append({"text": framed(line, t), "showarrow": False, "font": faint, **below})
    layout |= {
        "title": {"text": _wrapped(t, found.title), "font": ink, "xref": "paper", "y": 1, **top, **side}
        | {"pad": {"t": 12, "r": BUTTON}},
        "height": whole,
        "margin": {"l": 55, "r": 20, "t": head, "b": FOOT},
        "hovermode": "closest",
        "dragmode": False,
        "font": {"family": FONT, "size": 12, "color": INK[dark]},
        "hoverlabel": {"font": {"family": FONT, "size": 13}},
        "legend": {"orientation": "h", "y": 1 - 58 / whole, "font": {"size": 13}, **top, **side},
        "plot_bgcolor": PAPER[dark],
        "paper_bgcolor": PAPER[dark],
    }
