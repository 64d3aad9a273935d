"""Where the numbers come from: the reader's own store or the sample, asked through a cache."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import streamlit as st
from sqlalchemy import Engine

from monitor import alerts, quality, queries
from monitor.filters import Filters
from monitor.texts import Texts
from views.caller import NOBODY_ELSE, Caller
from views.urlstate import View

ANSWERING = (queries, quality, alerts)


@dataclass(frozen=True)
class Source:
    """A store to read; version changes whenever its answers may have changed."""

    engine: Engine
    sample: bool
    version: int

    @property
    def name(self) -> str:
        return f"{self.engine.url}@{self.version}"


@dataclass(frozen=True)
class Context:
    """All that a page needs to draw itself."""

    view: View
    t: Texts
    source: Source
    start: dt.date
    end: dt.date
    filters: Filters
    today: dt.date
    footer: str
    caller: Caller = NOBODY_ELSE


def ask(source: Source, question: str, *args: object, **options: object) -> object:
    """The answer of a function of the modules above, remembered until the store changes."""
    module = next(module for module in ANSWERING if hasattr(module, question))
    work = partial(getattr(module, question), source.engine, *args, **options)
    return _remembered(words=f"{source.name} {question} {args} {options}", _work=work)


@st.cache_data(max_entries=300, show_spinner=False)
def _remembered(*, words: str, _work: Callable[[], object]) -> object:
    """words are all that the answer depends on, as one text: the cache takes long to tell filters apart by itself.

    By name, for it looks up the name of everything that has none, at each call.
    """
    return _work()
