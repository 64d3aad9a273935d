"""Which store is read: the reader's own, or the sample while that is empty."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING

import streamlit as st
from sqlalchemy import Engine
from streamlit.delta_generator import DeltaGenerator

from monitor import sample
from monitor.queries import data_version
from monitor.store.engine import StoreMissing, is_away, store_url
from monitor.store.migrations import open_store
from monitor.texts import Texts
from views import cards
from views.source import Source, ask
from views.urlstate import View

if TYPE_CHECKING:
    from monitor.ingest import Summary

LOG = logging.getLogger(__name__)


def choose(view: View, t: Texts) -> tuple[Source, bool]:
    """The store to show, and whether the reader has articles of her own to switch back to."""
    own = _own_source(t)
    has_own = own is not None and ask(own, "count_articles") > 0
    if has_own and not view.sample:
        return own, True
    engine = _sample(t)
    return Source(engine, True, data_version(engine)), has_own


def _own_source(t: Texts) -> Source | None:
    try:
        with st.spinner(t("app.opening")):  # a store of an older version is first brought to the present schema
            engine = own(store_url())
        return Source(engine, False, data_version(engine))
    except StoreMissing:
        return None
    except Exception as error:  # damaged, too new, not a database: the reader gets a sentence, the terminal the rest
        if is_away(error):
            raise
        LOG.exception("the store could not be read")
        st.error(t("app.store_failed"))
        st.stop()


@st.cache_resource(show_spinner=False)
def own(url: str) -> Engine:
    """The store at this address, opened once for all sessions."""
    return open_store(url, create=False)


def _sample(t: Texts) -> Engine:
    """The sample store, built with visible progress where it is missing or older than its articles or the rules."""
    place = st.empty()
    ready = _ready(str(sample.STORE))
    with ready.lock:  # two people who open the page at once must not both build it
        if ready.engine is None:
            try:
                sample.ensure_sample(_watched(place.container(), t))
                ready.engine = open_store(sample.STORE, create=False)
            except Exception:  # whatever it is, the reader gets a sentence and the terminal the details
                LOG.exception("the sample store could not be built")
                place.error(t("app.sample_failed"))
                st.stop()
    place.empty()
    return ready.engine


def _watched(place: DeltaGenerator, t: Texts) -> Callable[[Summary], None]:
    """What the program is, to be read while the sample is built, and how far that has come."""
    place.html(cards.header(t))
    place.html(cards.note(t))
    bar = place.progress(0.0, text=t("app.loading_sample"))

    def step(summary: Summary) -> None:
        share = min(summary.done / max(summary.total, 1), 1.0)
        text = t("app.loading_step", done=summary.done, total=summary.total)
        bar.progress(share, text=f"{t('app.loading_sample')} {text}")

    return step


@dataclass
class _Ready:
    lock: Lock = field(default_factory=Lock)
    engine: Engine | None = None


@st.cache_resource(show_spinner=False)
def _ready(store: str) -> _Ready:
    return _Ready()
