"""The page that says how to read the numbers."""

from __future__ import annotations

import streamlit as st

from views.source import Context


def page(context: Context) -> None:
    """What is counted and what is not, where, when, how many, and the limits."""
    st.header(context.t("method.heading"), anchor=False)
    for section in context.t.get("method.sections"):
        st.subheader(section["title"], anchor=False)
        st.markdown(section["text"])
