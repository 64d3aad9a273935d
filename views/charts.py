"""The charts: plain values for plotly, from rows already counted."""

from __future__ import annotations

from dataclasses import dataclass

from monitor import change
from monitor.texts import Texts
from views.figures import Plain
from views.palette import DASHES, MARKERS, PAPER, colours

FONT = "IBM Plex Sans Arabic, sans-serif"
GREY = "rgba(128,140,152,.55)"
GRID = "rgba(128,140,152,.22)"
GAP = "rgba(128,140,152,.16)"
SAID = {  # what plotly says when a picture is saved
    "Download plot as a PNG": "save",
    "Preparing image - this may take a few seconds": "saving",
    "Image download succeeded": "saved",
    "Sorry, there was a problem downloading your image!": "not_saved",
}
CONFIG = {
    "displaylogo": False,
    "modeBarButtons": [["toImage"]],
    "toImageButtonOptions": {"format": "png", "scale": 2},
}


@dataclass(frozen=True)
class Series:
    """What a trend shows: buckets are the first days of weeks or months, partial those that the period cuts."""

    buckets: list[str]
    labels: list[str]
    names: list[str]
    counts: dict[tuple[str, str], int]
    read: dict[str, int]
    categories: list[str]
    share: bool
    partial: frozenset[str] = frozenset()

    def value(self, bucket: str, category: str) -> float | None:
        """The number to draw: None where no article was read, which is not zero."""
        return drawn(self.counts.get((bucket, category), 0), self.read.get(bucket, 0), self.share)

    def thin(self) -> list[str]:
        """The buckets with no or far fewer articles than usual."""
        whole = [bucket for bucket in self.buckets if bucket not in self.partial]
        thin = change.thin([self.read.get(bucket, 0) for bucket in whole])
        return [bucket for bucket, little in zip(whole, thin, strict=True) if little]


def drawn(n: int, read: int, share: bool) -> float | None:
    """A number as it is drawn: None where no article was read, which is not zero."""
    if not read and (share or not n):
        return None
    return round(100 * n / read, 1) if share else n


def config(t: Texts, file_name: str) -> dict[str, object]:
    """The button that saves a chart as a picture, always in sight and in the language of the page."""
    return CONFIG | {
        "displayModeBar": True,
        "toImageButtonOptions": CONFIG["toImageButtonOptions"] | {"filename": file_name},
        "locale": "page",
        "locales": {"page": {"dictionary": {said: t(f"chart.{name}") for said, name in SAID.items()}, "format": {}}},
    }


def framed(text: str, t: Texts) -> str:
    """The text set in its own direction: plotly draws every label left to right, which scrambles mixed Arabic."""
    return f"\u2067{text}\u2069" if t.dir == "rtl" else text


def legend_name(text: str, t: Texts) -> str:
    """With room behind it: a saved picture is set in the computer's own font, which may be wider and would be cut."""
    return framed(text, t) + "\u00a0" * 6


def trend(t: Texts, series: Series, dark: bool) -> Plain:
    """A line per category above the number of articles read."""
    axes = {"xaxis": "x", "yaxis": "y"}
    lines = [_line(t, category, series, colours(dark)[category]) | axes for category in series.categories]
    articles = _articles(t, series) | {"xaxis": "x2", "yaxis": "y2"}
    return {"data": [*lines, articles], "layout": _axes(t, series) | {"shapes": _shades(series)} | _dress(430, dark)}


def _axes(t: Texts, series: Series) -> Plain:
    """Two plots, one above the other, on the same weeks."""
    step = max(1, -(-len(series.buckets) // 7))  # seven labels fit a phone
    weeks = {
        "type": "category",
        "tickvals": series.buckets[::-step],
        "ticktext": [framed(label, t) for label in series.labels[::-step]],
        "range": [-0.5, len(series.buckets) - 0.5],
        "showgrid": False,
        "tickangle": 0,
        "linecolor": GRID,
        "automargin": True,
    }
    numbers = {"rangemode": "tozero", "gridcolor": GRID, "zeroline": False, "automargin": True}
    whole = "" if series.share else ",d"
    title = t("overview.share_axis") if series.share else t("overview.mentions_axis")
    values = [series.value(bucket, category) for bucket in series.buckets for category in series.categories]
    top = max((value for value in values if value), default=0)
    above = {"domain": [0.31, 1], "nticks": 5, "tickformat": whole, "title": _beside(title, top, t)}
    read = _beside(t("overview.articles_axis"), max(series.read.values(), default=0), t)
    below = {"domain": [0, 0.22], "nticks": 3, "tickformat": ",d", "title": read}
    return {
        "xaxis": weeks | {"anchor": "y", "matches": "x2", "showticklabels": False},
        "xaxis2": weeks | {"anchor": "y2"},
        "yaxis": numbers | above | {"anchor": "x"},
        "yaxis2": numbers | below | {"anchor": "x2"},
    }


def _beside(title: str, top: float, t: Texts) -> Plain:
    """The title of an axis of numbers up to top.

    In a document that runs from the right plotly looks for the numbers on the axis' other side and writes over them.
    """
    room = {"standoff": 14 + 8 * len(f"{top:,.0f}")} if t.dir == "rtl" else {}
    return {"text": framed(title, t)} | room


def _shades(series: Series) -> list[Plain]:
    """The thin buckets, in both plots."""
    places = [series.buckets.index(bucket) for bucket in series.thin()]
    look = {"type": "rect", "y0": 0, "y1": 1, "fillcolor": GAP, "line": {"width": 0}, "layer": "below"}
    axes = [{"xref": f"x{n}", "yref": f"y{n} domain"} for n in ("", "2")]
    return [look | axis | {"x0": place - 0.5, "x1": place + 0.5} for place in places for axis in axes]


def _articles(t: Texts, series: Series) -> Plain:
    return {
        "type": "bar",
        "x": series.buckets,
        "y": [series.read.get(bucket, 0) for bucket in series.buckets],
        "marker": {"color": GREY},
        "showlegend": False,
        "name": framed(t("overview.articles_axis"), t),
        "customdata": [framed(name, t) for name in series.names],
        "hovertemplate": "%{fullData.name}<br>%{customdata}: %{y}<extra></extra>",
    }


def _line(t: Texts, category: str, series: Series, colour: str) -> Plain:
    hollow = [bucket in series.partial for bucket in series.buckets]
    symbols = [MARKERS[category] + ("-open" if part else "") for part in hollow]
    return {
        "type": "scatter",
        "x": series.buckets,
        "y": [series.value(bucket, category) for bucket in series.buckets],
        "name": legend_name(t(f"category.{category}"), t),
        "mode": "lines+markers",
        "cliponaxis": False,  # else a marker at 0 is cut in half
        "line": {"color": colour, "width": 2.5, "dash": DASHES[category]},
        "marker": {"symbol": symbols, "size": 8, "color": colour},
        "customdata": [framed(name, t) for name in series.names],
        "hovertemplate": "%{fullData.name}<br>%{customdata}: %{y}<extra></extra>",
    }


def _dress(height: int, dark: bool) -> Plain:
    return {
        "height": height,
        "margin": {"l": 55, "r": 15, "t": 10, "b": 10},
        "hovermode": "closest",  # a click then means one number, not all of the week
        "font": {"family": FONT, "size": 13},
        "hoverlabel": {"font": {"family": FONT, "size": 13}},
        "legend": {"orientation": "h", "yanchor": "bottom", "y": 1.02, "x": 0, "font": {"size": 13}},
        "dragmode": False,
        "bargap": 0.45,
        "plot_bgcolor": PAPER[dark],
        "paper_bgcolor": PAPER[dark],
        "modebar": {"bgcolor": "rgba(0,0,0,0)", "color": GREY},
    }
