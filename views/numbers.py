"""The four numbers: the last whole week beside the week before and the mean of four, with twelve weeks as bars."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import streamlit as st

from extractors.records import CATEGORIES
from monitor import change
from monitor.change import Change
from monitor.headline import headline
from monitor.texts import Texts
from monitor.weeks import WEEK, mondays, month_days
from views import focus
from views.filters import key
from views.markdown import plain
from views.source import Context, ask
from views.urlstate import is_month

SPARK = 12  # weeks in the small line


def shown(context: Context) -> list[str]:
    """The categories that the filter lets through."""
    return [c for c in CATEGORIES if not context.view.categories or c in context.view.categories]


def totals(context: Context) -> dict[str, int]:
    """Mentions by category in the period."""
    return ask(context.source, "totals", context.filters)


def draw(context: Context, week: dt.date | None) -> None:
    """A number per category: of the last whole week, or of the period where it holds no whole week."""
    t = context.t
    weeks = _weeks(context, week) if week else {}
    before = _month_before(context) if is_month(context.start, context.end) else None
    if week:
        st.subheader(headline(t, weeks), anchor=False)
        st.markdown(plain(t.week(week)))
    else:
        st.markdown(f"**{plain(t('overview.period', start=t.day(context.start), end=t.day(context.end)))}**")
    with st.grid(columns=4, min_column_width=140, gap="small", key="numbers"):
        for category in shown(context):
            with st.container(gap="xsmall"):
                _number(context, category, week, weeks, before)
    _articles(context, week)


def _weeks(context: Context, week: dt.date) -> dict[str, list[int]]:
    """Counts of the last SPARK weeks by category, and under "" the articles read."""
    days = [str(day) for day in mondays(week, SPARK)]
    last = str(week + dt.timedelta(days=6))
    filters = replace(context.filters, start=days[0], end=last)
    found = {(w, c): n for w, c, n in ask(context.source, "by_week", filters)}
    read = dict(ask(context.source, "documents", filters))
    series = {c: [found.get((day, c), 0) for day in days] for c in shown(context)}
    return series | {"": [read.get(day, 0) for day in days]}


def _month_before(context: Context) -> dict[str, int] | None:
    """Counts of the month before, None where nothing was read in it."""
    first, last = month_days(context.start - dt.timedelta(days=1))
    filters = replace(context.filters, start=str(first), end=str(last))
    return ask(context.source, "totals", filters) if ask(context.source, "documents", filters) else None


def _number(
    context: Context,
    category: str,
    week: dt.date | None,
    weeks: dict[str, list[int]],
    before: dict[str, int] | None,
) -> None:
    t = context.t
    n = weeks[category][-1] if week else totals(context).get(category, 0)
    found = change.compare(weeks[category], weeks[""]) if week else None
    blind = bool(week) and not weeks[""][-1] and not n  # nothing was read: no number is not zero
    previous = before[category] if before else found.previous if found and not blind else None
    than = t("overview.month_before", n=previous) if before else t("overview.vs_previous", n=previous)
    st.metric(
        t(f"category.{category}"),
        "–" if blind else n,
        None if previous is None else n - previous,
        delta_color="off",  # more mentions is not "worse": it may be more reporting
        delta_description=None if previous is None else than,
        border=True,
        chart_data=weeks[category] if week else None,
        chart_type="bar",
        help=t(f"definition.{category}"),
    )
    if week:
        st.caption(_beside(t, found, totals(context).get(category, 0)))
    st.button(
        t("overview.read"),
        key=key(f"read_{category}"),
        type="tertiary",
        on_click=focus.read_sentences,
        kwargs={"category": category, "week": week.isoformat() if week else None},
        disabled=not n,
    )


def _beside(t: Texts, found: Change | None, in_period: int) -> str:
    parts = []
    if found is not None and found.mean is not None:
        parts.append(t("overview.mean", n=f"{found.mean:.1f}"))
    return " · ".join([*parts, t("overview.in_period", n=in_period)])


def _articles(context: Context, week: dt.date | None) -> None:
    """How many articles were read: what rising or falling numbers must be held against."""
    t = context.t
    first = week - WEEK if week else context.start
    read = dict(ask(context.source, "documents", replace(context.filters, start=str(first))))
    if week:
        st.caption(t("overview.articles", n=read.get(str(week), 0), previous=read.get(str(week - WEEK), 0)))
    else:
        st.caption(t("overview.articles_period", n=sum(read.values())))
