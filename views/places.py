"""The map with its table beside it: governorates, and districts as circles on demand."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

import streamlit as st

from extractors.records import CATEGORIES
from monitor import change
from monitor.districts import districts
from monitor.texts import UNSPECIFIED, Texts, governorates
from views import maps, table
from views.figures import finished
from views.filters import VIEW, key, show
from views.numbers import shown, totals
from views.source import Context, ask
from views.switches import category_choice, choice
from views.urlstate import DISPLACED, without_focus


def draw(context: Context) -> None:
    """Title, switches, map and table."""
    t = context.t
    everywhere = counts_of(context, replace(context.filters, governorates=()))
    counts = counts_of(context, context.filters)
    st.subheader(_title(context, everywhere), anchor=False)
    _switches(context)
    with st.grid(columns=2, min_column_width=380, gap="medium", key="places"):
        with st.container():
            _map(context, counts)
        with st.container():
            table.governorates(context, counts, totals(context), shown(context))
    st.caption(
        " ".join([t("overview.places_hint"), t("overview.several"), t(f"overview.displaced_{context.view.displaced}")])
    )


def counts_of(context: Context, filters: object) -> dict[tuple[str, str], int]:
    return {(code, category): n for code, category, n in ask(context.source, "by_governorate", filters)}


def of_map(view: object, counts: dict[tuple[str, str], int]) -> dict[str, int]:
    """Mentions by governorate, of the category that the map shows."""
    found: dict[str, int] = defaultdict(int)
    for (code, category), n in counts.items():
        if category in CATEGORIES and view.map_category in (None, category):
            found[code] += n
    return dict(found)


def _title(context: Context, counts: dict[tuple[str, str], int]) -> str:
    """The governorate that was clearly named most, if there is one."""
    t, found = context.t, of_map(context.view, counts)
    known = {code: n for code, n in found.items() if code != UNSPECIFIED}
    first = change.leader(known)
    what = t(f"category.{context.view.map_category}") if context.view.map_category else t("map.all")
    if first is None:
        return t("headline.no_place", what=what)
    return t("headline.most_place", place=t.governorate(first), what=what, n=f"{known[first]:,}")


def _switches(context: Context) -> None:
    t, view = context.t, context.view

    def circles_chosen() -> None:
        show(replace(st.session_state[VIEW], circles=st.session_state[key("circles")]))

    with st.container(horizontal=True, vertical_alignment="center", key="map_switches"):
        category_choice(context, "map_category", t("map.shows"))
        choice(context, "displaced", DISPLACED)
        st.toggle(t("map.circles"), view.circles, key=key("circles"), on_change=circles_chosen)


def _map(context: Context, counts: dict[tuple[str, str], int]) -> None:
    t, view = context.t, context.view
    found = of_map(view, counts)
    total = sum(n for name, n in totals(context).items() if name in CATEGORIES and view.map_category in (None, name))
    circles, unknown = _circles(context) if view.circles else ([], 0)
    chart = key("map")

    def chosen() -> None:
        for point in st.session_state[chart]["selection"]["points"][:1]:
            if code := point.get("location"):
                toggle(code)

    dark = st.context.theme.type == "dark"
    st.plotly_chart(
        finished(maps.governorate_map(t, found, total, view.governorates, circles, dark)),
        key=chart,
        config=maps.MAP_CONFIG,
        on_select=chosen,
        selection_mode="points",
        alt=t("map.alt"),
    )
    lines = [t("map.hint"), t("map.unplaced", n=f"{found.get(UNSPECIFIED, 0):,}")]
    if view.circles:
        lines.append(t("map.no_district", n=f"{unknown:,}"))
    st.caption(" ".join(lines))
    st.caption(t("map.boundaries"))


def toggle(code: str) -> None:
    """Choose a governorate, or let go of it; for callbacks."""
    view = without_focus(st.session_state[VIEW])
    codes = [c for c in view.governorates if c != code] if code in view.governorates else [*view.governorates, code]
    order = [*governorates(), UNSPECIFIED]
    show(replace(view, governorates=tuple(sorted(codes, key=order.index))))


def _circles(context: Context) -> tuple[list[tuple[str, float, float, int]], int]:
    """(name, lat, lon, mentions) of districts, each mention once in each, and the mentions that name none."""
    filters = context.filters
    if context.view.map_category:
        filters = replace(filters, categories=(context.view.map_category,))
    drawable = tuple(code for code, district in districts().items() if district.lat is not None)
    counts, elsewhere = ask(context.source, "by_district", filters, drawable)
    return [_circle(context.t, code, n) for code, n in counts.items()], elsewhere


def _circle(t: Texts, code: str, n: int) -> tuple[str, float, float, int]:
    district = districts()[code]
    return district.name(t.lang), district.lat, district.lon, n
