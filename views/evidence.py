"""The page of all sentences under the filters."""

from __future__ import annotations

import streamlit as st

from views import sentences
from views.source import Context, ask
from views.urlstate import focused


def page(context: Context) -> None:
    """Every mention with its sentence, newest first."""
    t = context.t
    st.header(t("evidence.heading"), anchor=False)
    st.caption(t("evidence.intro"))
    st.caption(t("overview.period", start=t.day(context.start), end=t.day(context.end)))
    filters = focused(context.view, context.filters)
    total = ask(context.source, "count", filters)
    sentences.show(context, filters, t("overview.focus_all", n=f"{total:,}"))
