"""The first page: four numbers, what is unusual, what moved, weeks, governorates; numbers lead to their sentences."""

from __future__ import annotations

import streamlit as st

from views import alerts, cards, downloads, focus, movers, numbers, places, sentences, share, trend
from views.filters import key
from views.source import Context, ask
from views.urlstate import number_week


def page(context: Context) -> None:
    """Draw the page for the view."""
    t = context.t
    week = number_week(context.start, context.end, context.today)
    title, buttons = st.columns([2, 3], vertical_alignment="bottom")
    with title:
        st.header(t("overview.heading"), anchor=False)
    with buttons.container(horizontal=True, horizontal_alignment="right", key="page_buttons"):
        share.button(context)
        downloads.menu(context, context.filters, t("download.files"))
        st.button(t("brief_page.open"), key=key("to_brief"), type="primary", on_click=focus.go, args=("brief",))
    if ask(context.source, "count_articles") == 0:
        st.info(f"**{t('empty.store_title')}**\n\n{t('empty.store_text')}")
        st.code(cards.INGEST, language="bash")
        return
    numbers.draw(context, week)
    if not sum(numbers.totals(context).values()):
        sentences.nothing_found(context)
        _undated(context)
        return
    alerts.draw(context, week)
    movers.draw(context, week)
    trend.draw(context)
    _undated(context)
    places.draw(context)
    _all_sentences(context)


def _all_sentences(context: Context) -> None:
    n = ask(context.source, "count", context.filters)
    label = context.t("overview.read_all", n=f"{n:,}")
    with st.container(horizontal=True, horizontal_alignment="center", key="read_all"):
        st.button(label, key=key("read_all"), on_click=focus.read_sentences)


def _undated(context: Context) -> None:
    """What the numbers leave out because its day is not known, and the way to its sentences."""
    n = sum(ask(context.source, "undated", context.filters).values())
    if n:
        with st.container(horizontal=True, vertical_alignment="center", key="undated_line"):
            st.caption(context.t("overview.undated", n=n), width="content")
            st.button(
                context.t("overview.show_undated"),
                key=key("undated"),
                type="tertiary",
                on_click=focus.read_sentences,
                kwargs={"undated": True},
            )
