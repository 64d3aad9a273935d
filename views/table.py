"""Governorates by category as a table; a click on a number asks for its sentences."""

from __future__ import annotations

import numpy as np
import pandas as pd
import streamlit as st

from monitor.texts import UNSPECIFIED, Texts
from monitor.texts import governorates as all_governorates
from views import focus
from views.filters import key
from views.source import Context

TINTS = ("#E3EEF4", "#C9DFEA", "#A9CBDD", "#86B5CD")  # one light ramp of the accent, dark text readable on each
DARK_TINTS = ("#1D3644", "#21495D", "#265C76", "#2B7090")
FAINT = "#8A96A3"
PLACE, NUMBER = 104, 63  # pixels: all five columns on a phone; wider screens stretch them


def governorates(
    context: Context, counts: dict[tuple[str, str], int], totals: dict[str, int], names: list[str]
) -> None:
    """The table; counts by (P-code, category), totals by category with each mention once."""
    t = context.t
    codes = codes_of(context)
    frame = frame_of(context, counts, totals, names)
    top = int(frame[names].iloc[:-1].max().max()) if names else 0

    def chosen() -> None:
        cells = st.session_state[grid]["selection"]["cells"]
        if cells:
            row, column = cells[0]
            code = [*codes, None][row]  # the last row is the sum of all
            focus.read_sentences(governorate=code, category=column if column in names else None)

    grid = key("places")
    st.dataframe(
        frame.style.apply(_shades, axis=None, top=top, dark=st.context.theme.type == "dark"),
        key=grid,
        hide_index=True,
        column_order=["place", *names] if t.dir == "ltr" else [*reversed(names), "place"],
        column_config={
            "place": st.column_config.TextColumn(
                t("overview.governorate"), alignment="right" if t.dir == "rtl" else "left", width=PLACE
            ),
            **{name: _number_column(t, name) for name in names},
        },
        height=36 * (len(frame) + 1) + 3,
        row_height=36,
        on_select=chosen,
        selection_mode="single-cell",
        alt=t("overview.places_alt"),
    )


def codes_of(context: Context) -> list[str]:
    """The governorates of the rows, in their order."""
    order = [*all_governorates(), UNSPECIFIED]
    return sorted(context.view.governorates or order, key=order.index)


def frame_of(
    context: Context, counts: dict[tuple[str, str], int], totals: dict[str, int], names: list[str]
) -> pd.DataFrame:
    """A row for each governorate, and the sum with each mention once."""
    t, codes = context.t, codes_of(context)
    rows = [[counts.get((code, name), 0) for name in names] for code in codes]
    frame = pd.DataFrame([*rows, [totals.get(name, 0) for name in names]], columns=names)
    frame.insert(0, "place", [*(t.governorate(code) for code in codes), t("overview.total")])
    return frame


def _shades(frame: pd.DataFrame, top: int, dark: bool) -> np.ndarray:
    """A tint per number, a faint zero, the sum in bold."""
    *rows, total = frame.itertuples(index=False)
    tinted = [["", *(_shade(n, top, dark) for n in numbers)] for _place, *numbers in rows]
    return np.array([*tinted, ["font-weight:600"] * len(total)])


def _shade(n: int, top: int, dark: bool) -> str:
    if not n:
        return f"color:{FAINT}"
    tints, ink = (DARK_TINTS, "#FFFFFF") if dark else (TINTS, "#1C2733")
    return f"background-color:{tints[min(len(tints) - 1, (n - 1) * len(tints) // max(top, 1))]};color:{ink}"


def _number_column(t: Texts, name: str) -> object:
    label, full = t(f"short_category.{name}"), t(f"category.{name}")
    return st.column_config.NumberColumn(label, help=full, alignment="center", width=NUMBER)
