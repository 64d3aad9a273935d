"""Who draws next: pages that are asked for at the same moment come one after the other, not all late together."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore

import streamlit as st

AT_ONCE = 2  # pages: while one waits for the database, another is drawn
LONGEST = 2.0  # seconds that a page waits for its turn; then it is drawn in any case


@contextmanager
def turn() -> Iterator[None]:
    """Wait for a turn, in the order of asking.

    A process computes for one page at a time anyway. Twenty drawn in turns of some milliseconds are all ready when the
    last one is; one after the other, half of them are ready in half of the time.
    """
    slots = _slots()
    taken = slots.acquire(timeout=LONGEST)
    try:
        yield
    finally:
        if taken:
            slots.release()


@st.cache_resource(show_spinner=False)
def _slots() -> BoundedSemaphore:
    return BoundedSemaphore(AT_ONCE)
