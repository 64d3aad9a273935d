"""The decisions so far: who, when, what, and what was put right. Only ever added to."""

from __future__ import annotations

import json

import pandas as pd
import streamlit as st

from monitor.quotes import clean
from monitor.texts import Texts
from views import cards
from views.source import Context, ask

SHOWN = 50
COLUMNS = ("decided", "reviewer", "decision", "corrections", "note", "quote", "standing")


def draw(context: Context) -> None:
    """The last decisions, latest first."""
    t = context.t
    found = ask(context.source, "reviews", limit=SHOWN)
    st.subheader(t("review.log"), anchor=False)
    st.caption(t("review.log_help"))
    if not found:
        st.caption(t("review.log_empty"))
        return
    order = COLUMNS if t.dir == "ltr" else tuple(reversed(COLUMNS))
    st.dataframe(
        pd.DataFrame([_line(t, row) for row in found], columns=list(COLUMNS)),
        hide_index=True,
        column_order=order,
        column_config={
            name: st.column_config.TextColumn(t(f"review.column_{name}"), alignment=_side(t)) for name in COLUMNS
        },
        alt=t("review.log"),
    )


def _side(t: Texts) -> str:
    return "right" if t.dir == "rtl" else "left"


def _line(t: Texts, row: dict) -> list[str]:
    return [
        row["decided"].replace("T", " ").removesuffix("+00:00"),
        clean(row["reviewer"]),
        t(f"review_state.{row['decision']}"),
        cards.corrections(t, json.loads(row["corrections"] or "{}")),
        clean(row["note"]),
        clean(row["quote"]),
        t("review.stands") if row["standing"] else t("review.gone"),
    ]
