"""What is around every page: store, filters, navigation, heading and foot."""

from __future__ import annotations

import datetime as dt
from functools import partial

import streamlit as st

from monitor.access import READ, REVIEW, UPLOAD
from monitor.brief import data_as_of
from monitor.texts import Texts, texts
from views import (
    brief_page,
    cards,
    compare,
    evidence,
    filters,
    focus,
    gate,
    method,
    overview,
    quality,
    review,
    settling,
    stores,
    upload,
)
from views.caller import Caller
from views.markdown import plain
from views.source import Context, ask
from views.turns import turn
from views.urlstate import View, as_filters, decode, encode, period_days, same_numbers, without_focus

PAGES = {
    "overview": overview,
    "compare": compare,
    "evidence": evidence,
    "brief": brief_page,
    "review": review,
    "quality": quality,
    "upload": upload,
    "method": method,
}
NEEDS = {"review": REVIEW, "upload": UPLOAD}  # what a user must be allowed to do; all others are for reading


def show() -> None:
    """The page that was asked for, or why it is not to be seen."""
    view = current_view()
    t = texts(view.lang)
    with gate.patient(t), turn():
        draw(view, t, gate.enter(t))


def draw(view: View, t: Texts, caller: Caller) -> None:
    """The whole page, for somebody who may see it."""
    source, has_own = stores.choose(view, t)
    bounds = ask(source, "bounds")
    today = dt.date.today()
    known = {"sources": [name for name, *_ in ask(source, "sources")], "actors": ask(source, "actors")}
    limits = period_days(view, bounds.published_first, bounds.published_last, today)
    view = keep(filters.sidebar(view, t, limits, known, has_own))
    start, end = period_days(view, bounds.published_first, bounds.published_last, today)
    facts = t("app.footer", **data_as_of(bounds, ask(source, "runs", limit=1), t))
    context = Context(view, t, source, start, end, as_filters(view, start, end), today, facts, caller)
    gate.badge(context)
    pages = {name: page(context, name) for name in PAGES if caller.may(NEEDS.get(name, READ))}
    chosen = st.navigation(list(pages.values()), position="top")
    wanted = st.session_state.pop(focus.GOTO, None)
    if wanted in pages:
        st.switch_page(pages[wanted], query_params=encode(view))
    header(context, has_own)
    chosen.run()
    st.html(cards.footer(t, facts))
    settling.settle(chosen.url_path)


def page(context: Context, name: str) -> st.Page:
    draw = partial(PAGES[name].page, context)
    return st.Page(draw, title=context.t(f"nav.{name}"), url_path=name, default=name == "overview")


def current_view() -> View:
    """The view of this session; at its start, the one the link asks for."""
    if filters.VIEW not in st.session_state:
        asked = {name: st.query_params.get_all(name) for name in st.query_params}
        st.session_state[filters.VIEW], st.session_state["adjusted"] = decode(asked)
    return st.session_state[filters.VIEW]


def keep(view: View) -> View:
    """Remember the view and write it into the address; a changed filter lets go of the number in focus."""
    old = st.session_state[filters.VIEW]
    if same_numbers(without_focus(view)) != same_numbers(without_focus(old)):
        view = without_focus(view)
    st.session_state[filters.VIEW] = view
    if (link := encode(view)) != st.query_params.to_dict():
        st.query_params.from_dict(link)
    return view


def header(context: Context, has_own: bool) -> None:
    """Name, language, and what everybody must know before reading a number."""
    t = context.t
    if context.source.sample:
        st.html(cards.sample_band(t, with_help=not has_own))
    with st.container(horizontal=True, vertical_alignment="center", key="head"):
        st.html(cards.header(t))
        filters.language_switch(context.view)
    st.html(cards.note(t))
    filters.chips(context.view, t)
    if bad := st.session_state.get("adjusted"):
        st.warning(plain(t("filters.adjusted", names=t.join(sorted(set(bad))))))
