"""The dashboard: page set-up and language; the rest is in views. Start it with: streamlit run dashboard.py"""

from __future__ import annotations

import sys

import streamlit as st

from monitor.texts import LANGUAGES, texts
from views import cards, chrome


def main() -> None:
    t = texts(language())
    st.set_page_config(page_title=t("app.title"), page_icon=chrome.ICON, layout="wide")
    chrome.dress(t.lang)
    opening = st.empty()
    if "views.frame" not in sys.modules:  # it takes some seconds, the first time: the page says so meanwhile
        with opening.container():
            st.html(cards.header(t))
            st.html(cards.note(t))
            st.caption(t("app.opening"))
    from views import frame

    opening.empty()
    frame.show()


def language() -> str:
    """That of this session; at its start, the one the link asks for."""
    if "view" in st.session_state:
        return st.session_state["view"].lang
    asked = st.query_params.get("lang")
    return asked if asked in LANGUAGES else LANGUAGES[0]


main()
