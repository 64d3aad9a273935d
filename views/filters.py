"""The side bar: choosing what to see. Widgets start from the view and give back a view."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from extractors.records import CATEGORIES, STATUSES, SUBTYPES, VICTIMS
from monitor.districts import districts
from monitor.texts import LANGUAGES, PRIORITY, UNSPECIFIED, Texts, governorates, texts
from views.markdown import plain
from views.urlstate import BASES, DEFAULT_STATUSES, PERIODS, REVIEWS, View, same_numbers, without_focus

VIEW, ROUND = "view", "round"
NAMED_BY = {
    "language": "article_language",
    "reviews": "review_state",
}  # where a filter's texts stand under another name


def key(name: str) -> str:
    """A widget's key. A new round gives every widget a new key, so that it starts again from the view."""
    return f"{name}_{st.session_state.get(ROUND, 0)}"


def show(view: View) -> None:
    """Make this the view from now on; for callbacks."""
    st.session_state[VIEW] = view
    st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1


def language_switch(view: View) -> None:
    """The two languages by their own names. A change starts a new round, because every label changes."""

    def chosen() -> None:
        show(replace(st.session_state[VIEW], lang=st.session_state[key("lang")]))

    with st.container(key="language", width="content"):
        st.segmented_control(
            texts(view.lang)("language.choose"),
            LANGUAGES,
            default=view.lang,
            required=True,
            format_func=lambda code: texts(code)("language.name"),
            key=key("lang"),
            on_change=chosen,
            label_visibility="collapsed",
        )


def sidebar(
    view: View, t: Texts, limits: tuple[dt.date, dt.date], known: dict[str, list[str]], can_switch: bool
) -> View:
    """All filters; returns the view as it stands after the reader's choice."""
    with st.sidebar:
        st.subheader(t("filters.heading"), anchor=False)
        if can_switch:
            _sample_switch(view, t)
        view = _period(view, t, limits)
        view = replace(view, categories=_many(t, "category", CATEGORIES, view.categories))
        view = _places(view, t)
        statuses = _many(t, "status", STATUSES, view.statuses, help=t("status_help"))
        view = replace(view, statuses=statuses or DEFAULT_STATUSES)
        with st.expander(t("filters.more")):
            view = _more(view, t, known)
    return view


def _sample_switch(view: View, t: Texts) -> None:
    """Own articles or the sample; asked for by a callback, because the store is opened before the side bar is drawn."""

    def chosen() -> None:
        other = replace(
            without_focus(st.session_state[VIEW]), sample=st.session_state[key("sample")], sources=(), actors=()
        )
        show(other)  # without names that the other store does not have

    st.toggle(t("app.sample_switch"), view.sample, key=key("sample"), on_change=chosen, help=t("app.sample_help"))


def chips(view: View, t: Texts) -> None:
    """Each filter that is set, to be taken away with a click: they must be known with the side bar folded away too."""
    found = _chips(view, t)
    if not found:
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall", key="chips"):
        st.caption(t("active.heading"), width="content")
        for number, (label, without) in enumerate(found):
            st.button(f"{plain(label)} ✕", key=key(f"chip_{number}"), on_click=show, args=(without_focus(without),))
        kept = ("lang", "sample", "step", "measure", "compare", "compare_category", "pair", "scale")
        usual = View(**{name: getattr(view, name) for name in kept})
        st.button(t("filters.reset"), key=key("reset"), type="tertiary", on_click=show, args=(usual,))


def _chips(view: View, t: Texts) -> list[tuple[str, View]]:
    """(text, the view without it)"""
    named: dict[str, Callable[[str], str]] = {
        "categories": lambda code: t(f"category.{code}"),
        "subtypes": lambda code: t(f"subtype.{code}"),
        "governorates": t.governorate,
        "districts": lambda code: districts()[code].name(t.lang),
        "victims": lambda code: t(f"victims.{code}"),
        "languages": lambda code: t(f"article_language.{code}"),
        "sources": lambda name: name or t("card.no_source"),
        "actors": t.actor,
        "reviews": lambda code: t(f"review_state.{code}"),
        "rules": str,
    }
    found = []
    for name, text in named.items():
        values = getattr(view, name)
        found += [(text(v), replace(view, **{name: tuple(x for x in values if x != v)})) for v in values]
    if view.statuses != DEFAULT_STATUSES:
        text = t.join([t(f"status.{code}") for code in view.statuses])
        found.append((text, replace(view, statuses=DEFAULT_STATUSES)))
    for name in ("not_counted", "copies"):
        if getattr(view, name):
            found.append((t(f"filters.{name}"), replace(view, **{name: False})))
    if view.date_basis != "event":
        found.append((t("filters.date_basis_published"), replace(view, date_basis="event")))
    if view.displaced != "left":
        found.append((t("switch.displaced_reached"), replace(view, displaced="left")))
    if view.search:
        found.append((f"“{view.search}”", replace(view, search="")))
    return found


def changed(view: View) -> bool:
    """Whether any filter is set."""
    return same_numbers(without_focus(view)) != View(sample=view.sample)


def _period(view: View, t: Texts, limits: tuple[dt.date, dt.date]) -> View:
    period = st.pills(
        t("filters.period"),
        PERIODS,
        default=view.period,
        required=True,
        format_func=lambda code: t(f"filters.period_{code}"),
        key=key("period"),
    )
    view = replace(view, period=period)
    if period != "custom":
        return replace(view, start=None, end=None)
    start = st.date_input(
        t("filters.from"), view.start or limits[0], key=key("start"), format="YYYY-MM-DD", min_value=dt.date(2000, 1, 1)
    )
    end = st.date_input(
        t("filters.to"), view.end or limits[1], key=key("end"), format="YYYY-MM-DD", min_value=dt.date(2000, 1, 1)
    )
    first, last = sorted((start, end))
    return replace(view, start=first.isoformat(), end=last.isoformat())


def _places(view: View, t: Texts) -> View:
    codes = (*governorates(), UNSPECIFIED)
    chosen = st.multiselect(
        t("filters.governorate"),
        codes,
        list(view.governorates),
        format_func=t.governorate,
        placeholder=t("filters.any"),
        key=key("governorate"),
    )
    view = replace(view, governorates=tuple(chosen))
    st.button(t("filters.priority"), on_click=show, args=(replace(view, governorates=PRIORITY),), width="stretch")
    return view


def _districts(view: View, t: Texts) -> View:
    """Districts of the chosen governorates, of all where none is chosen."""
    known = districts().values()
    offered = [d.code for d in known if not view.governorates or d.pcode in view.governorates]
    chosen = st.multiselect(
        t("filters.district"),
        list(dict.fromkeys([*offered, *view.districts])),
        list(view.districts),
        format_func=lambda code: f"{districts()[code].name(t.lang)} ({t.governorate(districts()[code].pcode)})",
        placeholder=t("filters.any"),
        key=key("district"),
        help=t("filters.district_help"),
    )
    return replace(view, districts=tuple(chosen))


def _subtypes(view: View, t: Texts) -> View:
    """Subtypes of the chosen categories, of all where none is chosen."""
    offered = [name for c in CATEGORIES if not view.categories or c in view.categories for name in SUBTYPES[c]]
    chosen = st.multiselect(
        t("filters.subtype"),
        list(dict.fromkeys([*offered, *view.subtypes])),
        list(view.subtypes),
        format_func=lambda code: t(f"subtype.{code}"),
        placeholder=t("filters.any"),
        key=key("subtype"),
    )
    return replace(view, subtypes=tuple(chosen))


def _many(t: Texts, name: str, codes: tuple[str, ...], chosen: tuple[str, ...], help: str | None = None) -> tuple:
    """A list of codes shown by their texts; nothing chosen means all."""
    return tuple(
        st.multiselect(
            t(f"filters.{name}"),
            codes,
            list(chosen),
            format_func=lambda code: t(f"{NAMED_BY.get(name, name)}.{code}"),
            placeholder=t("filters.any"),
            key=key(name),
            help=help,
        )
    )


def _free(
    t: Texts, name: str, known: list[str], chosen: tuple[str, ...], show_as: Callable[[str], str]
) -> tuple[str, ...]:
    """A list of what the store knows, and of what the link asked for besides."""
    options = list(dict.fromkeys([*known, *chosen]))
    label = t(f"filters.{name}")
    return tuple(
        st.multiselect(label, options, chosen, format_func=show_as, placeholder=t("filters.any"), key=key(name))
    )


def _more(view: View, t: Texts, known: dict[str, list[str]]) -> View:
    view = _districts(_subtypes(view, t), t)
    sources = _free(t, "source", known["sources"], view.sources, lambda name: name or t("card.no_source"))
    actors = _free(t, "actor", known["actors"], view.actors, t.actor)
    view = replace(
        view,
        sources=sources,
        actors=actors,
        languages=_many(t, "language", LANGUAGES, view.languages),
        victims=_many(t, "victims", VICTIMS, view.victims),
        reviews=_many(t, "reviews", REVIEWS, view.reviews),
    )
    basis = st.radio(
        t("filters.date_basis"),
        BASES,
        BASES.index(view.date_basis),
        key=key("basis"),
        format_func=lambda code: t(f"filters.date_basis_{code}"),
    )
    apart = st.checkbox(
        t("filters.not_counted"), view.not_counted, key=key("apart"), help=t("filters.not_counted_help")
    )
    copies = st.checkbox(t("filters.copies"), view.copies, key=key("copies"), help=t("filters.copies_help"))
    return replace(view, date_basis=basis, not_counted=apart, copies=copies)
