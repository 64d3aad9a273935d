"""Keeps a run of the page from looking through what never changes."""

from __future__ import annotations

import gc
from dataclasses import dataclass, field
from threading import Lock

import streamlit as st

AGAIN = 200  # runs


@dataclass
class _Seen:
    """The pages that have been drawn, and the runs since all objects were last looked through."""

    pages: set[str] = field(default_factory=set)
    runs: int = 0
    lock: Lock = field(default_factory=Lock)


def settle(page: str) -> None:
    """When a page has been drawn for the first time, and now and then: what is loaded by now is taken as here to stay.

    Streamlit searches all objects for garbage at the end of every run. Those of the libraries and of our data were two
    thirds of the time of a run, those of 25 people who are signed in a fifth; frozen, they are passed over. What has
    become garbage meanwhile is found when it is done again.
    """
    seen = _seen()
    with seen.lock:
        seen.runs += 1
        if page in seen.pages and seen.runs < AGAIN:
            return
        seen.pages.add(page)
        seen.runs = 0
    gc.unfreeze()
    gc.collect()
    gc.freeze()


@st.cache_resource(show_spinner=False)
def _seen() -> _Seen:
    return _Seen()
