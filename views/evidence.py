"""The page of sentences: all under the filters, or those behind one number."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from views import focus, sentences, share
from views.filters import VIEW, key, show
from views.source import Context, ask
from views.urlstate import focused, has_focus, without_focus


def page(context: Context) -> None:
    """Every mention with its sentence, newest first."""
    t, view = context.t, context.view
    filters = focused(view, context.filters)
    total = f"{ask(context.source, 'count', filters):,}"
    title, buttons = st.columns([2, 3], vertical_alignment="bottom")
    title.header(t("evidence.heading"), anchor=False, help=t("evidence.intro"))
    with buttons.container(horizontal=True, horizontal_alignment="right", key="focus_line"):
        if has_focus(view):
            st.button(t("evidence.back"), key=key("back"), on_click=focus.go, args=("overview", without_focus(view)))
            st.button(t("overview.clear_focus"), key=key("clear"), on_click=show, args=(without_focus(view),))
        share.button(context)
    if has_focus(view):
        what = focus.name(t, view)
        heading = t("overview.focus", what=what, n=total) if what else t("overview.focus_all", n=total)
    else:
        heading = t("overview.focus_all", n=total)
    _search(context)
    read = sum(n for _week, n in ask(context.source, "documents", filters))
    sentences.show(context, filters, heading, t("evidence.period", period=_period(context, filters), n=f"{read:,}"))


def _period(context: Context, filters: object) -> str:
    t = context.t
    return t("overview.period", start=t.day(filters.start), end=t.day(filters.end))


def _search(context: Context) -> None:
    """Words of the sentence or headline, in any spelling."""

    def chosen() -> None:
        show(replace(st.session_state[VIEW], search=st.session_state[key("search")].strip()))

    st.text_input(
        context.t("filters.search"),
        context.view.search,
        key=key("search"),
        max_chars=100,
        placeholder=context.t("evidence.search_hint"),
        label_visibility="collapsed",
        on_change=chosen,
    )
