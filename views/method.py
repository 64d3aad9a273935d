"""The page that says how to read the numbers."""

from __future__ import annotations

import streamlit as st

from extractors.records import CATEGORIES, NOT_COUNTED, SUBTYPES
from views.markdown import plain
from views.source import Context


def page(context: Context) -> None:
    """What is counted and what is not, where, when, how many, the limits, what the data are, and whose work is used."""
    t = context.t
    st.header(t("method.heading"), anchor=False)
    first, *others = t.get("method.sections")
    _section(first)
    st.subheader(t("method.categories"), anchor=False)
    for category in CATEGORIES:
        names = t.join([t(f"subtype.{name}") for name in SUBTYPES[category] if name not in NOT_COUNTED])
        st.markdown(
            f"**{t(f'category.{category}')}.** {t(f'definition.{category}')} {t('method.subtypes', names=names)}"
        )
    for section in others:
        _section(section)
    st.subheader(t("method.data"), anchor=False)
    st.markdown(plain(context.footer))
    st.subheader(t("method.licences"), anchor=False)
    for line in t.get("method.licence_lines"):
        st.markdown(f"- {line}")


def _section(section: dict[str, str]) -> None:
    st.subheader(section["title"], anchor=False)
    st.markdown(section["text"])
