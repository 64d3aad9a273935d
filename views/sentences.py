"""The sentences behind a number: a page of cards, and the same mentions as a CSV file."""

from __future__ import annotations

import io
import secrets

import streamlit as st

from monitor import export, neighbours, queries
from monitor.access import FULL, REVIEW
from monitor.filters import Filters
from views import cards, focus, gate
from views.filters import key
from views.markdown import plain
from views.source import Context, Source, ask

PAGE = 10
TO_REVIEW = "review_id"


def show(context: Context, filters: Filters, heading: str, below: str) -> None:
    """Heading with the number, download, and the cards of one page."""
    t, source = context.t, context.source
    total = ask(source, "count", filters)
    left, right = st.columns([3, 2], vertical_alignment="center")
    left.markdown(f"**{plain(heading)}**")
    left.caption(plain(below))
    with right.container(horizontal=True, horizontal_alignment="right"):
        download(context, filters, total)
    if not total:
        nothing_found(context)
        return
    pages = -(-total // PAGE)
    turned = f"page_{abs(hash((source.name, filters)))}"
    page = min(st.session_state.get(turned) or 1, pages)
    for row in ask(source, "mentions", filters, limit=PAGE, offset=(page - 1) * PAGE):
        _card(context, row)
    first = (page - 1) * PAGE + 1
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.caption(t("overview.shown", first=first, last=min(first + PAGE - 1, total), n=f"{total:,}"))
        if pages > 1:
            st.pagination(pages, key=turned, max_visible_pages=5)


@st.fragment
def _card(context: Context, row: dict) -> None:
    """A card with what can be asked about it; a question draws this card alone again."""
    gate.still(context)
    t, ident = context.t, row["mention_id"]
    with st.container(gap="xsmall"):
        st.html(cards.card(t, row))
        with st.container(horizontal=True, key=f"tools_{ident}", gap="small"):
            around = _switch(t("evidence.around"), f"around_{ident}")
            explained = _switch(t("evidence.explain"), f"explain_{ident}")
            if context.caller.may(REVIEW):
                _to_review(t("evidence.review"), ident)
        if around:
            st.html(cards.neighbours(t, row, *neighbours.around(context.source.engine, row)))
        if explained:
            with st.spinner(t("evidence.explaining")):
                st.html(cards.explanation(t, neighbours.explanation(context.source.engine, row)))


def _to_review(label: str, ident: str) -> None:
    if st.button(label, key=key(f"review_{ident}"), type="tertiary"):
        st.session_state[TO_REVIEW] = ident
        focus.go("review")
        st.rerun()


def _switch(label: str, name: str) -> bool:
    """A small button that opens something and closes it again."""

    def turn() -> None:
        st.session_state[f"{name}_open"] = not st.session_state.get(f"{name}_open")

    st.button(label, key=key(name), type="tertiary", on_click=turn)
    return bool(st.session_state.get(f"{name}_open"))


def nothing_found(context: Context) -> None:
    st.info(f"**{context.t('empty.filter_title')}**\n\n{context.t('empty.filter_text')}")


def download(context: Context, filters: Filters, total: int) -> None:
    """The button that gives exactly the listed mentions, all pages of them."""
    source, caller = context.source, context.caller
    if not caller.may_export(FULL):
        return

    def taken() -> bytes:
        caller.take(source.engine, FULL, mentions=total, start=str(filters.start), end=str(filters.end))
        return csv_bytes(source, filters)

    st.download_button(
        context.t("download.csv", n=f"{total:,}"),
        taken,
        file_name(filters, source),
        "text/csv",
        on_click="ignore",
        disabled=not total,
    )


def csv_bytes(source: Source, filters: Filters) -> bytes:
    """The mentions as `python -m monitor export` writes them."""
    out = io.StringIO(newline="")
    export.export(queries.all_mentions(source.engine, filters), out)
    return out.getvalue().encode(export.encoding("csv"))


def file_name(filters: Filters, source: Source) -> str:
    """Says what the numbers are; the random end keeps a second download from overwriting or being guessed."""
    name = export.file_name(filters.start, filters.end, "csv", kind="sample" if source.sample else "real")
    return f"{name.removesuffix('.csv')}_{secrets.token_hex(16)}.csv"
