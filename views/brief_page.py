"""The weekly brief: look at it, take it along."""

from __future__ import annotations

import datetime as dt

import streamlit as st
from sqlalchemy import Engine

from monitor import brief
from monitor.weeks import WEEK, last_complete_week, week_of
from views.filters import key
from views.source import Context, Source, ask
from views.urlstate import headline_week

OFFERED = 26  # weeks in the list: half a year back


def page(context: Context) -> None:
    """The brief of a week, the one the overview is about to begin with."""
    t, source = context.t, context.source
    st.header(t("brief_page.title"), anchor=False)
    newest = ask(source, "bounds").published_last
    if newest is None:
        st.info(t("empty.store_title"))
        return
    latest = last_complete_week(dt.date.fromisoformat(newest), context.today)
    week = headline_week(context.start, context.end, context.today) or latest
    weeks = sorted({*(max(week, latest) - WEEK * back for back in range(OFFERED)), week}, reverse=True)
    chosen = st.selectbox(t("brief_page.week"), weeks, weeks.index(week), format_func=t.week, key=key("brief_week"))
    st.caption(t("brief_page.whole"))
    stem = file_stem(source, chosen, t.lang)
    with st.container(horizontal=True):
        for kind, mime in (("png", "image/png"), ("pdf", "application/pdf")):
            data = drawn(source, week_of(chosen), t.lang, kind)
            st.download_button(t(f"brief_page.{kind}"), data, f"{stem}.{kind}", mime, on_click="ignore")
    alt = t("brief_page.alt", number=chosen.isocalendar().week, year=chosen.isocalendar().year)
    with st.container(key="brief_picture"):
        st.image(drawn(source, week_of(chosen), t.lang, "png"), width="stretch", alt=alt)


def file_stem(source: Source, week: dt.date, lang: str) -> str:
    return f"rasd_{'SAMPLE_' if source.sample else ''}brief_{week_of(week)}_{lang}"


def drawn(source: Source, week: str, lang: str, kind: str) -> bytes:
    return _drawn(source.engine, source.name, source.sample, week, lang, kind)


@st.cache_data(max_entries=40, show_spinner=False)
def _drawn(_engine: Engine, name: str, sample: bool, week: str, lang: str, kind: str) -> bytes:
    return brief.draw(brief.content(_engine, week, lang, sample), kind)
