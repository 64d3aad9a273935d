"""The sentences behind a number: a page of cards, and the same mentions as a CSV file."""

from __future__ import annotations

import io
import secrets

import streamlit as st

from monitor import export, queries
from monitor.filters import Filters
from views import cards
from views.source import Context, Source, ask

PAGE = 10


def show(context: Context, filters: Filters, heading: str) -> None:
    """Heading with the number, download, and the cards of one page."""
    t, source = context.t, context.source
    total = ask(source, "count", filters)
    left, right = st.columns([3, 2], vertical_alignment="center")
    left.markdown(f"**{plain(heading)}**")
    with right.container(horizontal=True, horizontal_alignment="right"):
        download(context, filters, total)
    if not total:
        nothing_found(context)
        return
    pages = -(-total // PAGE)
    key = f"page_{abs(hash((source.name, filters)))}"
    page = min(st.session_state.get(key) or 1, pages)
    for row in ask(source, "mentions", filters, limit=PAGE, offset=(page - 1) * PAGE):
        st.html(cards.card(t, row))
    first = (page - 1) * PAGE + 1
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.caption(t("overview.shown", first=first, last=min(first + PAGE - 1, total), n=f"{total:,}"))
        if pages > 1:
            st.pagination(pages, key=key, max_visible_pages=5)


def plain(text: str) -> str:
    """The text with nothing in it that Streamlit's markdown would act on."""
    return "".join(f"\\{char}" if char in r"\`*_{}[]()#+-.!|<>$~:&" else char for char in text)


def nothing_found(context: Context) -> None:
    st.info(f"**{context.t('empty.filter_title')}**\n\n{context.t('empty.filter_text')}")


def download(context: Context, filters: Filters, total: int) -> None:
    """The button that gives exactly the listed mentions, all pages of them."""
    source = context.source
    st.download_button(
        context.t("download.csv", n=f"{total:,}"),
        lambda: csv_bytes(source, filters),
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
    return f"{name.removesuffix('.csv')}_{secrets.token_hex(4)}.csv"
