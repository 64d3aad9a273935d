"""The trend: mentions by week or month, as numbers or against the articles read, with the same as a table."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import streamlit as st

from extractors.records import CATEGORIES
from monitor import change
from monitor.texts import Texts
from monitor.weeks import month_days
from views import charts, focus
from views.charts import Series
from views.figures import finished
from views.filters import key
from views.numbers import shown, totals
from views.source import Context, ask
from views.switches import choice
from views.urlstate import MEASURES, STEPS, months_between, weeks_between


def draw(context: Context) -> None:
    """Title, switches, chart, table."""
    t, view = context.t, context.view
    st.subheader(_title(t, totals(context)), anchor=False)
    with st.container(horizontal=True, key="trend_switches"):
        choice(context, "step", STEPS)
        choice(context, "measure", MEASURES)
    series = series_of(context)
    chart = key("weekly")

    def chosen() -> None:
        for point in st.session_state[chart]["selection"]["points"][:1]:
            number = point["curve_number"]
            category = series.categories[number] if number < len(series.categories) else None
            focus.read_sentences(**{"category": category, view.step: point["x"]})

    st.plotly_chart(
        finished(charts.trend(t, series, st.context.theme.type == "dark")),
        key=chart,
        config=charts.config(t, f"rasd_{view.step}_{context.start}_{context.end}"),
        on_select=chosen,
        selection_mode="points",
        alt=t(f"overview.{view.step}_alt", start=t.day(context.start), end=t.day(context.end)),
    )
    st.caption(_legend(t, context, series))
    with st.expander(t("overview.table_twin")):
        st.table(_table(t, series, view.step), hide_index=True, border="horizontal")


def series_of(context: Context) -> Series:
    """What the chart and its table show."""
    t, view, filters = context.t, context.view, context.filters
    if view.step == "month":
        days = months_between(context.start, context.end)
        rows, names = ask(context.source, "by_month", filters), [t.month(str(day)) for day in days]
        labels = [t.tick_month(str(day)) for day in days]
    else:
        days = weeks_between(context.start, context.end)
        rows, names = ask(context.source, "by_week", filters), [t.day(day) for day in days]
        labels = [t.tick(str(day)) for day in days]
    return Series(
        [str(day) for day in days],
        labels,
        names,
        {(bucket, category): n for bucket, category, n in rows},
        dict(ask(context.source, "documents", filters, step=view.step)),
        shown(context),
        view.measure == "share",
        frozenset(str(day) for day in days if _is_cut(context, day, view.step)),
    )


def _is_cut(context: Context, day: dt.date, step: str) -> bool:
    last = month_days(day)[1] if step == "month" else day + dt.timedelta(days=6)
    return day < context.start or last > context.end


def _title(t: Texts, counts: dict[str, int]) -> str:
    """The category that was clearly reported most, or how many mentions there are in all."""
    counts = {name: n for name, n in counts.items() if name in CATEGORIES}
    first, total = change.leader(counts), sum(counts.values())
    if first is None:
        return t("headline.period", total=f"{total:,}")
    return t("headline.most_category", what=t(f"category.{first}"), n=f"{counts[first]:,}", total=f"{total:,}")


def _legend(t: Texts, context: Context, series: Series) -> str:
    parts = [t("overview.weekly_hint"), t(f"overview.{context.view.step}_of_{context.view.date_basis}")]
    if series.thin():
        parts.append(t("overview.gap"))
    if series.partial:
        parts.append(t("overview.partial"))
    if series.share:
        parts.append(t("overview.share_help"))
    return " ".join(parts)


def _table(t: Texts, series: Series, step: str) -> pd.DataFrame:
    """The latest first; a dash where no article was read."""
    rows = []
    for bucket, name in reversed(list(zip(series.buckets, series.names, strict=True))):
        values = [series.value(bucket, category) for category in series.categories]
        cells = ["–" if value is None else f"{value:,}" for value in values]
        rows.append([name, *cells, f"{series.read.get(bucket, 0):,}"])
    columns = [
        t(f"overview.{step}_column"),
        *(t(f"category.{category}") for category in series.categories),
        t("overview.articles_axis"),
    ]
    return pd.DataFrame(rows, columns=columns)
