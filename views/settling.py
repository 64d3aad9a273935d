"""Keeps a run of the page from looking through what never changes."""

from __future__ import annotations

import gc

import streamlit as st


@st.cache_resource(show_spinner=False)
def settle(page: str) -> None:
    """Once for each page, when it has been drawn: what is loaded by now stays as long as the program runs.

    Streamlit searches all objects for garbage at the end of every run. Those of the libraries and of our data were two
    thirds of the time of a run; frozen, they are passed over.
    """
    gc.collect()
    gc.freeze()
