"""Keeps the runs of the pages from looking for garbage where there is none, and sees to it that it is found."""

from __future__ import annotations

import gc
from dataclasses import dataclass, field
from threading import Lock

import streamlit as st

EVERY = 50  # runs of all people together


@dataclass
class _Seen:
    """The pages that have been drawn, and how many runs there were."""

    pages: set[str] = field(default_factory=set)
    runs: int = 0
    lock: Lock = field(default_factory=Lock)


def settle(page: str) -> None:
    """Look for garbage now and then; when a page was drawn for the first time, take what is loaded as here to stay.

    Streamlit would search all objects at the end of every run (.streamlit/config.toml keeps it from that). Those of the
    libraries and of our data were two thirds of the time of a run: frozen, they are passed over. Those of 25 people who
    are signed in were a fifth.
    """
    seen = _seen()
    with seen.lock:
        seen.runs += 1
        new, due = page not in seen.pages, seen.runs % EVERY == 0
        seen.pages.add(page)
    if new or due:
        gc.collect()
    if new:
        gc.freeze()


@st.cache_resource(show_spinner=False)
def _seen() -> _Seen:
    return _Seen()
