"""How well the articles were read: coverage by source and week, what is unknown, what reviewers said of each rule."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import streamlit as st

from monitor import uploads
from monitor.filters import EVERYTHING
from monitor.quotes import clean
from monitor.refusals import refusal
from monitor.texts import UNSPECIFIED, Texts
from views import focus
from views.filters import VIEW, key
from views.source import Context, ask
from views.urlstate import weeks_between, without_focus

MOST_WEEKS = 26  # columns that can still be read
FEW_REVIEWS = 10  # below, a share of confirmed mentions says nothing
GAP = "color:#8A96A3;background-color:rgba(128,140,152,.14)"


def page(context: Context) -> None:
    """Coverage, unknowns, rules, runs and refused inputs."""
    t = context.t
    st.header(t("quality.heading"), anchor=False)
    st.caption(t("quality.intro"))
    _facts(context)
    _coverage(context)
    _unknowns(context)
    _rules(context)
    _runs(context)


def _facts(context: Context) -> None:
    t, facts = context.t, ask(context.source, "article_facts")
    with st.grid(columns=4, min_column_width=140, gap="small"):
        for name in ("articles", "copies", "undated", "rejects"):
            st.metric(t(f"quality.{name}"), f"{facts[name]:,}", border=True, help=t(f"quality.{name}_help"))


def _coverage(context: Context) -> None:
    """Articles by source and week; a week without any is grey, because it is no zero of events."""
    t = context.t
    st.subheader(t("quality.coverage"), anchor=False)
    weeks = [str(day) for day in weeks_between(context.start, context.end)][-MOST_WEEKS:]
    counts: dict[str, dict[str, int]] = {}
    for source, week, n in ask(context.source, "articles_by_source", context.filters):
        counts.setdefault(source, {})[week] = n
    order = sorted(counts, key=lambda name: (-sum(counts[name].values()), name))
    rows = [[counts[name].get(week, 0) for week in weeks] for name in order]
    totals = [sum(column) for column in zip(*rows, strict=True)] if rows else [0] * len(weeks)
    frame = pd.DataFrame([*rows, totals], columns=weeks)
    frame.insert(0, "source", [*(clean(name) or t("card.no_source") for name in order), t("overview.total")])
    st.dataframe(
        frame.style.map(lambda n: GAP if n == 0 else "", subset=weeks).format(
            lambda n: "–" if n == 0 else f"{n:,}", subset=weeks
        ),
        hide_index=True,
        column_order=["source", *weeks] if t.dir == "ltr" else [*reversed(weeks), "source"],
        column_config={
            "source": st.column_config.TextColumn(t("filters.source"), width=150),  # names of both directions
            **{week: st.column_config.NumberColumn(t.tick(week), alignment="center", width=58) for week in weeks},
        },
        height="content" if len(frame) < 15 else 530,
        alt=t("quality.coverage"),
    )
    st.caption(t("quality.coverage_help"))
    languages = [
        f"{t.language(code)}: {n:,}" for code, n in ask(context.source, "articles_by_language", context.filters)
    ]
    st.caption(t("quality.languages", list=t.join(languages)))


def _unknowns(context: Context) -> None:
    t = context.t
    st.subheader(t("quality.unknowns"), anchor=False)
    found = ask(context.source, "unknowns", replace(context.filters, undated="with"))
    for name in ("no_place", "ambiguous", "no_day", "day_of_publication", "no_number"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(
                t(f"quality.{name}", n=f"{getattr(found, name):,}", total=f"{found.mentions:,}"), width="content"
            )
            if name == "no_place":
                _link(context, name, {"governorate": UNSPECIFIED})
            if name == "no_day":
                _link(context, name, {"undated": True})


def _link(context: Context, name: str, wanted: dict[str, object]) -> None:
    label = context.t("overview.read")
    st.button(label, key=key(f"quality_{name}"), type="tertiary", on_click=focus.read_sentences, kwargs=wanted)


def _rules(context: Context) -> None:
    """Of the reviewed mentions of each rule, how many stand."""
    t = context.t
    st.subheader(t("quality.rules"), anchor=False)
    st.caption(t("quality.rules_help", n=FEW_REVIEWS))
    filters = replace(context.filters, undated="with", reviews=EVERYTHING["reviews"])
    found = ask(context.source, "reviews_by_rule", filters)
    if not found:
        return
    names = ("rule_id", "mentions", "confirmed", "corrected", "rejected", "unsure", "precision")
    frame = pd.DataFrame([[*row, _precision(t, row)] for row in found], columns=list(names))
    grid = key("rules")

    def chosen() -> None:
        if cells := st.session_state[grid]["selection"]["cells"]:
            rule = found[cells[0][0]].rule_id
            focus.go("evidence", replace(without_focus(st.session_state[VIEW]), rules=(rule,)))

    st.dataframe(
        frame,
        key=grid,
        hide_index=True,
        column_order=names if t.dir == "ltr" else tuple(reversed(names)),
        column_config={
            "rule_id": st.column_config.TextColumn(t("card.rule"), alignment="left"),
            "precision": _text(t, t("quality.precision")),
            **{n: st.column_config.NumberColumn(t(f"quality.rule_{n}"), alignment="center") for n in names[1:-1]},
        },
        height="content" if len(frame) < 12 else 430,
        on_select=chosen,
        selection_mode="single-cell",
        alt=t("quality.rules"),
    )


def _precision(t: Texts, row: object) -> str:
    decided = row.confirmed + row.rejected
    if not decided:
        return "–"
    text = t("quality.of", n=row.confirmed, total=decided)
    return text if decided < FEW_REVIEWS else f"{100 * row.precision:.0f}% ({text})"


def _text(t: Texts, label: str) -> object:
    return st.column_config.TextColumn(label, alignment="right" if t.dir == "rtl" else "left")


def _runs(context: Context) -> None:
    """The last ingests, and what they refused with the reason."""
    t = context.t
    st.subheader(t("quality.runs"), anchor=False)
    names = ("started", "stage", "done", "new", "changed", "unchanged", "copies", "skipped", "mentions")
    runs = ask(context.source, "runs", limit=20)
    _plain_table(
        t, names, [[_time(t, name, run[name]) for name in names] for run in runs], "quality.run_", t("quality.runs")
    )
    st.subheader(t("quality.refused"), anchor=False)
    refused = ask(context.source, "refused")
    if not refused:
        st.caption(t("quality.nothing_refused"))
        return
    names = ("file", "line", "field", "reason")
    told = [row | {"file": uploads.shown(row["file"]), "reason": refusal(row["reason"], t.lang)} for row in refused]
    rows = [[clean(row[name]) for name in names] for row in told]
    _plain_table(t, names, rows, "quality.refused_", t("quality.refused"))


def _time(t: Texts, name: str, value: object) -> str:
    if name == "started":
        return str(value).replace("T", " ").removesuffix("+00:00")
    return t(f"quality.stage_{value}") if name == "stage" else f"{value:,}"


def _plain_table(t: Texts, names: tuple[str, ...], rows: list[list[str]], prefix: str, alt: str) -> None:
    st.dataframe(
        pd.DataFrame(rows, columns=list(names)),
        hide_index=True,
        column_order=names if t.dir == "ltr" else tuple(reversed(names)),
        column_config={name: _text(t, t(prefix + name)) for name in names},
        height="content" if len(rows) < 12 else 400,
        alt=alt,
    )
