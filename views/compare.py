"""Comparisons over time: with a year before, of two governorates, of all; each as a picture and as a table."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pandas as pd
import streamlit as st

from monitor.access import TEAM
from monitor.texts import Texts, governorates
from views import charts, compare_chart, focus
from views.compare_data import BEFORE, Comparison, Line, comparison
from views.figures import finished
from views.filters import VIEW, key, show
from views.markdown import plain
from views.source import Context, ask
from views.switches import category_choice, choice
from views.urlstate import COMPARISONS, MEASURES, SCALES, STEPS

WIDTH = 92  # pixels of a column of numbers


def page(context: Context) -> None:
    """Switches, picture, what to know about it, table."""
    t = context.t
    st.header(t("compare.heading"), anchor=False)
    if ask(context.source, "count_articles") == 0:
        st.info(t("empty.store_title"))
        return
    _switches(context)
    found = comparison(context)
    _picture(context, found)
    st.caption(_legend(t, context, found))
    _table(context, found)


def _switches(context: Context) -> None:
    t, view = context.t, context.view
    with st.container(horizontal=True, key="compare_switches"):
        choice(context, "compare", COMPARISONS)
        choice(context, "step", STEPS)
        choice(context, "measure", MEASURES)
        if view.compare == "all":
            choice(context, "scale", SCALES)

    with st.container(horizontal=True, key="compare_categories"):
        category_choice(context, "compare_category", t("compare.shows"))
    if view.compare == "places":
        _pair(context)


def _pair(context: Context) -> None:
    t, pair = context.t, context.view.pair

    def chosen() -> None:
        first, second = (st.session_state[key(name)] for name in ("first", "second"))
        if first == second:  # the one chosen in the other box: the two change places
            first, second = reversed(pair)
        show(replace(st.session_state[VIEW], pair=(first, second)))

    with st.container(horizontal=True, key="compare_pair"):
        for name, code in zip(("first", "second"), pair, strict=True):
            codes = list(governorates())
            st.selectbox(
                t(f"compare.{name}"),
                codes,
                codes.index(code),
                format_func=t.governorate,
                key=key(name),
                on_change=chosen,
                width=240,
            )


def _picture(context: Context, found: Comparison) -> None:
    t, view = context.t, context.view
    chart, lines = key("compare_chart"), found.lines

    def chosen() -> None:
        for point in st.session_state[chart]["selection"]["points"][:1]:
            line = lines[point["curve_number"]]
            focus.read_sentences(**behind(line, view.step, int(point["x"])))

    looks = {"dark": st.context.theme.type == "dark", "own_scale": view.scale == "own"}
    st.plotly_chart(
        finished(compare_chart.figure(t, found, note(context, found), **looks)),
        key=chart,
        theme=None,
        config=charts.config(t, file_stem(context, found)),
        on_select=chosen,
        selection_mode="points",
        alt=f"{found.title}. {t('compare.alt')}",
    )


def behind(line: Line, step: str, place: int) -> dict[str, object]:
    """What is asked for when a point is chosen."""
    whose = {"governorate": line.governorate, "category": line.category, "before": line.look == BEFORE}
    return {**whose, step: line.buckets[place]}


def note(context: Context, found: Comparison) -> list[str]:
    """What a saved picture must say by itself, line by line."""
    t = context.t
    days = t("overview.period", start=t.day(found.start), end=t.day(found.end))
    return [t("app.note"), t("compare.of", days=days), context.footer]


def file_stem(context: Context, found: Comparison) -> str:
    kind = "SAMPLE_" if context.source.sample else ""
    return f"rasd_{kind}press-mentions-not-verified_{context.view.compare}_{found.start}_{found.end}"


def _legend(t: Texts, context: Context, found: Comparison) -> str:
    view, parts = context.view, [t("compare.hint"), t(f"overview.{context.view.step}_of_{context.view.date_basis}")]
    if view.compare == "years":
        parts.append(_articles(t, found))
        if (found.start, found.end) != (context.start, context.end):
            parts.append(t(f"compare.longest_{view.step}"))
    else:
        parts += [t("overview.several"), t(f"overview.displaced_{view.displaced}")]
    if any(found.thin(line) for line in found.lines) or found.partial:
        parts.append(t("compare.gaps"))
    if view.measure == "share":
        parts.append(t("overview.share_help"))
    return plain(" ".join(parts))


def _articles(t: Texts, found: Comparison) -> str:
    now, before = (sum(line.read) for line in found.panels[0].lines)
    if not before:
        return t("compare.nothing_before")
    return t("compare.articles", n=f"{now:,}", before=f"{before:,}")


def _table(context: Context, found: Comparison) -> None:
    t = context.t
    columns = table_columns(t, found)
    with st.expander(t("overview.table_twin")):
        order = [title for title, _values in columns]
        st.dataframe(
            frame(t, found, columns, context.view.step),
            key=key("compare_table"),
            hide_index=True,
            column_order=None if t.dir == "ltr" else [*reversed(order), t(f"overview.{context.view.step}_column")],
            column_config={title: st.column_config.Column(alignment="center") for title in order},
            alt=t("overview.table_twin"),
        )
    if not context.caller.may_export(TEAM):  # exact numbers, small ones too
        return

    def taken() -> bytes:
        context.caller.take(context.source.engine, TEAM, table="comparison")
        return csv_bytes(t, found, columns, context.view.step)

    st.download_button(
        t("compare.csv"),
        taken,
        f"{file_stem(context, found)}.csv",
        "text/csv",
        on_click="ignore",
    )


def table_columns(t: Texts, found: Comparison) -> list[tuple[str, list[float | None]]]:
    """(title, values) of each line, then the articles read."""
    several = len(found.panels[0].lines) > 1
    columns = [
        (f"{panel.name} · {line.name}" if several else panel.name, line.values())
        for panel in found.panels
        for line in panel.lines
    ]
    for line in {line.look == BEFORE: line for line in found.lines}.values():
        name = t("overview.articles_axis")
        columns.append((f"{name} · {line.name}" if line.look == BEFORE else name, list(line.read)))
    return columns


def frame(t: Texts, found: Comparison, columns: list[tuple[str, list]], step: str) -> pd.DataFrame:
    """The latest first; a dash where no article was read."""
    data = {t(f"overview.{step}_column"): found.names[::-1]}
    for title, values in columns:
        data[title] = ["–" if value is None else f"{value:,}" for value in reversed(values)]
    return pd.DataFrame(data)


def csv_bytes(t: Texts, found: Comparison, columns: list[tuple[str, list]], step: str) -> bytes:
    """The same numbers for a spreadsheet: the oldest first, empty where no article was read."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    first: Line = found.lines[0]
    writer.writerow([t(f"overview.{step}_column"), *(title for title, _values in columns)])
    for place, bucket in enumerate(first.buckets):
        writer.writerow([bucket, *("" if values[place] is None else values[place] for _title, values in columns)])
    return out.getvalue().encode("utf-8-sig")
