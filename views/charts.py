"""The charts: plotly figures from rows already counted."""

from __future__ import annotations

import plotly.graph_objects as go
from plotly.subplots import make_subplots

from monitor.texts import Texts
from views.palette import DASHES, MARKERS, colours

FONT = "IBM Plex Sans Arabic, sans-serif"
GREY = "rgba(128,140,152,.55)"
GRID = "rgba(128,140,152,.22)"
CONFIG = {
    "displaylogo": False,
    "modeBarButtons": [["toImage"]],
    "toImageButtonOptions": {"format": "png", "scale": 2},
}


def framed(text: str, t: Texts) -> str:
    """The text set in its own direction: plotly draws every label left to right, which scrambles mixed Arabic."""
    return f"\u2067{text}\u2069" if t.dir == "rtl" else text


def weekly(
    t: Texts,
    weeks: list[str],
    counts: dict[tuple[str, str], int],
    read: dict[str, int],
    categories: list[str],
    dark: bool,
) -> go.Figure:
    """Mentions per week, a line per category, above the number of articles read. weeks are ISO Mondays."""
    figure = make_subplots(rows=2, cols=1, shared_xaxes=True, row_heights=[0.76, 0.24], vertical_spacing=0.09)
    days = [framed(t.tick(week), t) for week in weeks]
    for category in categories:
        figure.add_trace(_line(t, category, weeks, counts, colours(dark)[category]), row=1, col=1)
    bars = go.Bar(
        x=weeks,
        y=[read.get(w, 0) for w in weeks],
        marker_color=GREY,
        showlegend=False,
        name=framed(t("overview.articles_axis"), t),
        customdata=[framed(t.day(week), t) for week in weeks],
        hovertemplate="%{fullData.name}<br>%{customdata}: %{y}<extra></extra>",
    )
    figure.add_trace(bars, row=2, col=1)
    step = max(1, -(-len(weeks) // 7))  # seven labels fit a phone
    figure.update_xaxes(
        type="category",
        tickvals=weeks[::-step],
        ticktext=days[::-step],
        showgrid=False,
        tickangle=0,
        linecolor=GRID,
        automargin=True,
    )
    figure.update_yaxes(rangemode="tozero", gridcolor=GRID, zeroline=False, automargin=True, nticks=5, tickformat=",d")
    figure.update_yaxes(title_text=framed(t("overview.mentions_axis"), t), row=1, col=1)
    figure.update_yaxes(title_text=framed(t("overview.articles_axis"), t), row=2, col=1, nticks=3)
    return _dressed(figure, 430)


def _line(t: Texts, category: str, weeks: list[str], counts: dict[tuple[str, str], int], colour: str) -> go.Scatter:
    return go.Scatter(
        x=weeks,
        y=[counts.get((week, category), 0) for week in weeks],
        name=framed(t(f"category.{category}"), t),
        mode="lines+markers",
        cliponaxis=False,  # else a marker at 0 is cut in half
        line={"color": colour, "width": 2.5, "dash": DASHES[category]},
        marker={"symbol": MARKERS[category], "size": 8, "color": colour},
        customdata=[framed(t.day(week), t) for week in weeks],
        hovertemplate="%{fullData.name}<br>%{customdata}: %{y}<extra></extra>",
    )


def _dressed(figure: go.Figure, height: int) -> go.Figure:
    figure.update_layout(
        height=height,
        margin={"l": 55, "r": 15, "t": 10, "b": 10},
        hovermode="closest",  # a click then means one number, not all of the week
        font={"family": FONT, "size": 13},
        hoverlabel={"font": {"family": FONT, "size": 13}},
        legend={"orientation": "h", "yanchor": "bottom", "y": 1.02, "x": 0, "font": {"size": 13}},
        dragmode=False,
        bargap=0.45,
        plot_bgcolor="rgba(0,0,0,0)",
        paper_bgcolor="rgba(0,0,0,0)",
    )
    return figure
