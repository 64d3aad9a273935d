"""The first page: four numbers, the weeks, the governorates, and the sentences behind each of them."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pandas as pd
import streamlit as st

from extractors.records import CATEGORIES
from monitor.texts import Texts
from monitor.weeks import WEEK
from views import brief_dialog, cards, charts, sentences, share, table
from views.filters import VIEW, key, show
from views.source import Context, ask
from views.urlstate import focused, has_focus, headline_week, weeks_between, without_focus


def page(context: Context) -> None:
    """Draw the page for the view."""
    t = context.t
    week = headline_week(context.start, context.end, context.today)
    title, button = st.columns([3, 2], vertical_alignment="bottom")
    with title:
        st.header(t("overview.heading"), anchor=False)
    with button.container(horizontal=True, horizontal_alignment="right"):
        share.button(context)
        brief_dialog.button(context, week)
    if ask(context.source, "count_articles") == 0:
        st.info(f"**{t('empty.store_title')}**\n\n{t('empty.store_text')}")
        st.code(cards.INGEST, language="bash")
        return
    _numbers(context, week)
    if not sum(_totals(context).values()) and not has_focus(context.view):
        sentences.nothing_found(context)
        _undated(context)
        return
    _weekly(context)
    _places(context)
    _sentences(context)


def _shown(context: Context) -> list[str]:
    return [c for c in CATEGORIES if not context.view.categories or c in context.view.categories]


def _totals(context: Context) -> dict[str, int]:
    return ask(context.source, "totals", context.filters)


def _numbers(context: Context, week: dt.date | None) -> None:
    """A number per category: of the last whole week with the change from the week before, else of the period."""
    t = context.t
    if week:
        st.markdown(f"**{t.week(week)}**")
    else:
        st.markdown(f"**{t('overview.period', start=t.day(context.start), end=t.day(context.end))}**")
    now = _week_totals(context, week) if week else _totals(context)
    before = _week_totals(context, week - WEEK) if week else {}
    with st.grid(columns=4, min_column_width=140, gap="small", key="numbers"):
        for category in _shown(context):
            with st.container(gap="xsmall"):
                _number(context, category, week, now.get(category, 0), before.get(category))
    _articles(context, week)


def _week_totals(context: Context, week: dt.date) -> dict[str, int]:
    filters = replace(context.filters, start=str(week), end=str(week + dt.timedelta(days=6)))
    return ask(context.source, "totals", filters)


def _number(context: Context, category: str, week: dt.date | None, n: int, previous: int | None) -> None:
    t = context.t
    st.metric(
        t(f"category.{category}"),
        n,
        None if previous is None else n - previous,
        delta_color="off",  # more mentions is not "worse": it may be more reporting
        delta_description=None if previous is None else t("overview.vs_previous", n=previous),
        border=True,
    )
    if week:
        st.caption(t("overview.in_period", n=_totals(context).get(category, 0)))
    focus = replace(without_focus(context.view), focus_category=category, focus_week=week.isoformat() if week else None)
    st.button(
        t("overview.read"), key=key(f"read_{category}"), type="tertiary", on_click=show, args=(focus,), disabled=not n
    )


def _articles(context: Context, week: dt.date | None) -> None:
    """How many articles were read: what rising or falling numbers must be held against."""
    t = context.t
    first = week - WEEK if week else context.start
    read = dict(ask(context.source, "documents", replace(context.filters, start=str(first))))
    if week:
        st.caption(t("overview.articles", n=read.get(str(week), 0), previous=read.get(str(week - WEEK), 0)))
    else:
        st.caption(t("overview.articles_period", n=sum(read.values())))


def _weekly(context: Context) -> None:
    t = context.t
    st.subheader(t("overview.weekly"), anchor=False)
    weeks = [str(day) for day in weeks_between(context.start, context.end)]
    counts = {(week, category): n for week, category, n in ask(context.source, "by_week", context.filters)}
    read = dict(ask(context.source, "documents", context.filters))
    dark = st.context.theme.type == "dark"
    names = _shown(context)
    chart = key("weekly")

    def chosen() -> None:
        for point in st.session_state[chart]["selection"]["points"][:1]:
            category = names[point["curve_number"]] if point["curve_number"] < len(names) else None
            show(replace(without_focus(st.session_state[VIEW]), focus_category=category, focus_week=point["x"]))

    st.plotly_chart(
        charts.weekly(t, weeks, counts, read, names, dark),
        key=chart,
        config=charts.CONFIG,
        on_select=chosen,
        selection_mode="points",
        alt=t("overview.weekly_alt", start=t.day(context.start), end=t.day(context.end)),
    )
    st.caption(f"{t('overview.weekly_hint')} {t('overview.week_of_' + context.view.date_basis)}")
    with st.expander(t("overview.table_twin")):
        rows = [[t.day(w), *(counts.get((w, c), 0) for c in names), read.get(w, 0)] for w in reversed(weeks)]
        columns = [t("overview.week_column"), *(t(f"category.{c}") for c in names), t("overview.articles_axis")]
        st.table(pd.DataFrame(rows, columns=columns), hide_index=True, border="horizontal")
    _undated(context)


def _undated(context: Context) -> None:
    """What the numbers leave out because its day is not known, and the way to its sentences."""
    n = sum(ask(context.source, "undated", context.filters).values())
    if n:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(context.t("overview.undated", n=n), width="content")
            focus = replace(without_focus(context.view), focus_undated=True)
            st.button(
                context.t("overview.show_undated"), key=key("undated"), type="tertiary", on_click=show, args=(focus,)
            )


def _places(context: Context) -> None:
    t = context.t
    st.subheader(t("overview.places"), anchor=False)
    st.caption(t("overview.places_hint"))
    counts = {(code, category): n for code, category, n in ask(context.source, "by_governorate", context.filters)}
    table.governorates(context, counts, _totals(context), _shown(context))


def _sentences(context: Context) -> None:
    t, view = context.t, context.view
    st.subheader(t("overview.sentences"), anchor="sentences")
    filters = focused(view, context.filters)
    total = f"{ask(context.source, 'count', filters):,}"
    if has_focus(view):
        st.button(t("overview.clear_focus"), key=key("clear"), on_click=show, args=(without_focus(view),))
        heading = t("overview.focus", what=focus_name(t, context), n=total)
    else:
        heading = t("overview.focus_all", n=total)
    sentences.show(context, filters, heading)


def focus_name(t: Texts, context: Context) -> str:
    """The number whose sentences are shown, in words: "Idleb · Executions"."""
    view, parts = context.view, []
    if view.focus_governorate is not None:
        parts.append(t.governorate(view.focus_governorate))
    if view.focus_category is not None:
        parts.append(t(f"category.{view.focus_category}"))
    if view.focus_week:
        parts.append(t("overview.focus_week", day=t.day(view.focus_week)))
    if view.focus_undated:
        parts.append(t("overview.focus_undated"))
    return " · ".join(parts)
