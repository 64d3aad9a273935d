"""The number whose sentences are asked for: how to get to them, and how it is called."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from monitor.texts import Texts
from views.filters import VIEW, show
from views.urlstate import View, without_focus

GOTO = "goto"


def go(page: str, view: View | None = None) -> None:
    """Show another page from the next run on, with this view; for callbacks."""
    if view is not None:
        show(view)
    st.session_state[GOTO] = page


def read_sentences(**focus: object) -> None:
    """Open the sentences behind one number; for callbacks."""
    go("evidence", replace(without_focus(st.session_state[VIEW]), **{f"focus_{k}": v for k, v in focus.items()}))


def name(t: Texts, view: View) -> str:
    """The number in words: "Idleb · Executions · week of 9 November 2026"."""
    parts = []
    if view.focus_governorate is not None:
        parts.append(t.governorate(view.focus_governorate))
    if view.focus_category is not None:
        parts.append(t(f"category.{view.focus_category}"))
    if view.focus_week:
        parts.append(t("overview.focus_week", day=t.day(view.focus_week)))
    if view.focus_month:
        parts.append(t.month(view.focus_month))
    if view.focus_undated:
        parts.append(t("overview.focus_undated"))
    return " · ".join(parts)
