"""Small switches for one field of the view each."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from views.filters import VIEW, key, show
from views.numbers import shown
from views.source import Context


def choice(context: Context, name: str, codes: tuple[str, ...]) -> None:
    """A small switch for one field of the view."""

    def chosen() -> None:
        show(replace(st.session_state[VIEW], **{name: st.session_state[key(name)]}))

    st.segmented_control(
        context.t(f"switch.{name}"),
        codes,
        default=getattr(context.view, name),
        required=True,
        format_func=lambda code: context.t(f"switch.{name}_{code}"),
        key=key(name),
        on_change=chosen,
        label_visibility="collapsed",
    )


def category_choice(context: Context, name: str, label: str) -> None:
    """A switch between all categories that are shown and each of them; None in the view is all."""
    t, codes = context.t, shown(context)
    chosen = getattr(context.view, name)

    def changed() -> None:
        code = st.session_state[key(name)]
        show(replace(st.session_state[VIEW], **{name: None if code == "all" else code}))

    st.segmented_control(
        label,
        ("all", *codes),
        default=chosen if chosen in codes else "all",
        required=True,
        format_func=lambda code: t("map.all_short") if code == "all" else t(f"short_category.{code}"),
        key=key(name),
        on_change=changed,
        label_visibility="collapsed",
    )
