"""A link that shows somebody else, or next month, what is on the page now."""

from __future__ import annotations

from urllib.parse import urlencode, urlsplit, urlunsplit

import streamlit as st

from views.source import Context
from views.urlstate import encode, fixed


def button(context: Context) -> None:
    """The link under a small button, ready to be copied."""
    t = context.t
    with st.popover(t("download.link")):
        st.caption(t("download.link_help"))
        view = fixed(context.view, str(context.start), str(context.end))
        st.code(link(st.context.url or "", encode(view) | {"lang": view.lang}), language=None, wrap_lines=True)


def link(address: str, parameters: dict[str, str | list[str]]) -> str:
    """The address with these parameters instead of its own."""
    parts = urlsplit(address)
    return urlunsplit((parts.scheme, parts.netloc, parts.path, urlencode(parameters, doseq=True), ""))
