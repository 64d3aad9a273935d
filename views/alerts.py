"""Alerts on the overview: what is unusual in the week, with the figures behind it and the way to its sentences."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pandas as pd
import streamlit as st

from monitor import alerts
from monitor.alerts import Alert, Report
from monitor.filters import Filters
from monitor.texts import Texts
from views import focus
from views.filters import key
from views.markdown import plain
from views.source import Context, Source, ask

SHOWN = 5
RAREST = 1000  # one week in so many; a smaller chance than that is not known so well


def draw(context: Context, week: dt.date | None) -> None:
    """The alerts of the week, or in one line why there are none; nothing where the period holds no whole week."""
    if week is None:
        return
    t, report = context.t, report_of(context.source, week, context.filters)
    if not report.alerts:
        (st.info if report.input == alerts.LITTLE else st.caption)(plain(alerts.verdict(t, report)))
        _alone(t, report)
        return
    with st.container(border=True, key="alerts", gap="xsmall"):
        st.subheader(t("alerts.heading"), anchor=False)
        for alert in report.alerts[:SHOWN]:
            _line(t, alert)
        _alone(t, report)
        with st.expander(t("alerts.figures")):
            for alert in report.alerts[SHOWN:]:
                _line(t, alert)
            st.table(table(t, report), hide_index=True, border="horizontal")
            st.caption(t("alerts.help", weeks=alerts.HISTORY, chance=round(1 / alerts.UNLIKELY), floor=alerts.FLOOR))


def report_of(source: Source, week: dt.date, filters: Filters) -> Report:
    """The alerts of the week: the same for every period, since the days of the filter do not count."""
    return ask(source, "find_alerts", str(week), replace(filters, start=None, end=None))


def _line(t: Texts, alert: Alert) -> None:
    """The alert in words, and its sentences one click away."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(plain(alerts.sentence(t, alert)), width="stretch")
        st.button(
            t("overview.read"),
            key=key(f"alert_{alert.pcode}_{alert.category}"),
            type="tertiary",
            on_click=focus.read_sentences,
            kwargs={"governorate": alert.pcode, "category": alert.category, "week": alert.week},
        )


def _alone(t: Texts, report: Report) -> None:
    if report.alone:
        names = [alerts.what(t, alert) for alert in report.alone]
        st.caption(plain(t("alerts.alone", list=t.join(names))))


def table(t: Texts, report: Report) -> pd.DataFrame:
    """The figures of each alert, and of those from one source only."""
    columns = ("place", "category", "n", "expected", "usual", "chance", "sources", "documents")
    rows = [
        [
            t.governorate(alert.pcode),
            t(f"category.{alert.category}"),
            f"{alert.n:,}",
            f"{alert.expected:.1f}",
            t("alerts.range", low=alert.low, high=alert.high),
            _rare(t, alert.chance),
            str(alert.sources),
            f"{alert.documents:,}",
        ]
        for alert in (*report.alerts, *report.alone)
    ]
    return pd.DataFrame(rows, columns=[t(f"alerts.column_{name}") for name in columns])


def _rare(t: Texts, chance: float) -> str:
    """ "one week in 140"."""
    weeks = 1 / max(chance, 1e-9)
    return t("alerts.rarer", n=f"{RAREST:,}") if weeks > RAREST else t("alerts.rare", n=round(weeks / 10) * 10)
