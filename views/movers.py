"""What moved most: governorates and categories whose last week differs from their own four weeks before."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pandas as pd
import streamlit as st

from monitor import change
from monitor.change import Mover
from monitor.headline import sentence
from monitor.texts import Texts
from monitor.weeks import mondays
from views import focus
from views.filters import key
from views.numbers import shown
from views.source import Context, ask

SHOWN = 5


def draw(context: Context, week: dt.date | None) -> None:
    """A sentence and a table of the largest differences; nothing where no governorate differs or no week is whole."""
    found = movers(context, week) if week else []
    if not found:
        return
    t, clear = context.t, [m for m in found if m.change.verdict in (change.RISE, change.FALL)]
    st.subheader(_title(t, clear, week), anchor=False)
    _table(context, found, week)
    st.caption(t("movers.help"))


def movers(context: Context, week: dt.date) -> list[Mover]:
    """The largest differences from the mean, clear ones first."""
    weeks = [str(monday) for monday in mondays(week, change.WEEKS + 1)]
    span = replace(context.filters, start=weeks[0], end=str(week + dt.timedelta(days=6)))
    counted: dict[str, dict[tuple[str, str], int]] = {monday: {} for monday in weeks}
    for monday, code, category, n in ask(context.source, "by_week_and_governorate", span):
        if category in shown(context):
            counted[monday][code, category] = n
    documents = dict(ask(context.source, "documents", span))
    return change.movers(list(counted.values()), [documents.get(monday, 0) for monday in weeks])[:SHOWN]


def _title(t: Texts, clear: list[Mover], week: dt.date) -> str:
    if not clear:
        return t("movers.none")
    first = clear[0]
    what = t("movers.what", category=t(f"category.{first.category}"), place=t.governorate(first.code))
    return t("movers.title", change=sentence(t, first.change, what), day=t.day(week, short=True))


def _table(context: Context, found: list[Mover], week: dt.date) -> None:
    t = context.t
    rows = [
        [
            t.governorate(m.code),
            t(f"category.{m.category}"),
            m.change.n,
            "–" if m.change.previous is None else str(m.change.previous),
            f"{m.change.mean:.1f}",
            t(f"movers.{m.change.verdict}"),
        ]
        for m in found
    ]
    names = ("place", "category", "n", "previous", "mean", "verdict")
    frame = pd.DataFrame(rows, columns=list(names))
    grid = key("movers")

    def chosen() -> None:
        if cells := st.session_state[grid]["selection"]["cells"]:
            mover = found[cells[0][0]]
            focus.read_sentences(governorate=mover.code, category=mover.category, week=str(week))

    st.dataframe(
        frame,
        key=grid,
        hide_index=True,
        column_order=names if t.dir == "ltr" else tuple(reversed(names)),
        column_config={name: _column(t, name) for name in names},
        on_select=chosen,
        selection_mode="single-cell",
        height="content",
        alt=t("movers.alt"),
    )


def _column(t: Texts, name: str) -> object:
    label = t(f"movers.column_{name}")
    if name in ("n", "previous", "mean"):
        return st.column_config.Column(label, alignment="center")
    return st.column_config.TextColumn(label, alignment="right" if t.dir == "rtl" else "left")
