"""The weekly brief in the page: look at it, take it along."""

from __future__ import annotations

import datetime as dt

import streamlit as st
from sqlalchemy import Engine

from monitor import brief
from monitor.weeks import WEEK, last_complete_week, week_of
from views.filters import key
from views.source import Context, Source, ask

OFFERED = 26  # weeks in the list: half a year back


def button(context: Context, week: dt.date | None) -> None:
    """The button that opens the brief, starting with the week the page is about."""
    if st.button(context.t("brief_page.open"), key=key("brief"), type="primary", disabled=week is None):
        st.dialog(context.t("brief_page.title"), width="large")(_show)(context, week)


def _show(context: Context, week: dt.date) -> None:
    t, source = context.t, context.source
    newest = ask(source, "bounds").published_last
    latest = max(week, last_complete_week(dt.date.fromisoformat(newest), context.today)) if newest else week
    weeks = [latest - WEEK * back for back in range(OFFERED)]
    weeks = sorted({*weeks, week}, reverse=True)
    chosen = st.selectbox(t("brief_page.week"), weeks, weeks.index(week), format_func=t.week, key=key("brief_week"))
    st.caption(t("brief_page.whole"))
    stem = file_stem(source, chosen, t.lang)
    with st.container(horizontal=True):
        for kind, mime in (("png", "image/png"), ("pdf", "application/pdf")):
            data = page(source, week_of(chosen), t.lang, kind)
            st.download_button(t(f"brief_page.{kind}"), data, f"{stem}.{kind}", mime, on_click="ignore")
    alt = t("brief_page.alt", number=chosen.isocalendar().week, year=chosen.isocalendar().year)
    st.image(page(source, week_of(chosen), t.lang, "png"), width="stretch", alt=alt)


def file_stem(source: Source, week: dt.date, lang: str) -> str:
    return f"rasd_{'SAMPLE_' if source.sample else ''}brief_{week_of(week)}_{lang}"


def page(source: Source, week: str, lang: str, kind: str) -> bytes:
    return _page(source.engine, source.name, source.sample, week, lang, kind)


@st.cache_data(max_entries=40, show_spinner=False)
def _page(_engine: Engine, name: str, sample: bool, week: str, lang: str, kind: str) -> bytes:
    return brief.draw(brief.content(_engine, week, lang, sample), kind)
