"""The sentences behind a number: a page of cards, and the same mentions as files."""

from __future__ import annotations

import streamlit as st

from monitor import neighbours
from monitor.access import FULL, REVIEW
from monitor.export.choice import MENTIONS, Choice
from monitor.filters import Filters
from views import cards, downloads, focus, gate
from views.filters import key
from views.markdown import plain
from views.source import Context, ask

PAGE = 10
TO_REVIEW = "review_id"


def show(context: Context, filters: Filters, heading: str, below: str) -> None:
    """Heading with the number, download, and the cards of one page."""
    t, source = context.t, context.source
    total = ask(source, "count", filters)
    left, right = st.columns([1, 1], vertical_alignment="center")
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
    """The listed mentions as a table at once, all pages of them; and every other file."""
    if context.caller.may_export(FULL) and total <= downloads.MOST:
        choice = Choice(filters, table=MENTIONS, lang=context.t.lang)
        downloads.button(context, choice, context.t("download.csv", n=f"{total:,}"), disabled=not total)
    downloads.menu(context, filters, context.t("download.more"))
