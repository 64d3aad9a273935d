"""The weekly brief: look at it, take it along."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import partial

import streamlit as st
from sqlalchemy import Engine

from monitor import brief
from monitor.alerts import Report
from monitor.brief import Variant
from monitor.export.choice import PROFILES
from monitor.filters import Filters
from monitor.texts import LANGUAGES
from monitor.weeks import WEEK, last_complete_week, week_days, week_of
from views import alerts
from views.filters import key
from views.source import Context, Source, ask
from views.urlstate import headline_week

OFFERED = 26  # weeks in the list: half a year back
MIMES = {"png": "image/png", "pdf": "application/pdf"}


def page(context: Context) -> None:
    """The brief of a week, the one the overview is about to begin with."""
    t, source = context.t, context.source
    st.header(t("brief_page.title"), anchor=False)
    newest = ask(source, "bounds").published_last
    if newest is None:
        st.info(t("empty.store_title"))
        return
    profiles = [profile for profile in PROFILES if context.caller.may_export(profile)]
    if not profiles:
        return
    monday = _week(context, dt.date.fromisoformat(newest))
    with st.container(horizontal=True, key="brief_switches"):
        lang = _choice(context, "lang", LANGUAGES, t.lang)
        shape = _choice(context, "shape", list(brief.SHAPES), "a4")
        profile = _choice(context, "profile", profiles, profiles[0])
    st.caption(t("brief_page.whole"))
    _buttons(context, week_of(monday), lang, shape, profile)
    year, number, _ = monday.isocalendar()
    with st.container(key="brief_picture" if shape == "a4" else "brief_slide"):
        picture = drawn(source, week_of(monday), Variant(lang, shape, "png"), profile)
        st.image(picture, width="stretch", alt=t("brief_page.alt", number=number, year=year))


def _week(context: Context, newest: dt.date) -> dt.date:
    """The Monday of the chosen week."""
    latest = last_complete_week(newest, context.today)
    week = headline_week(context.start, context.end, context.today) or latest
    weeks = sorted({*(max(week, latest) - WEEK * back for back in range(OFFERED)), week}, reverse=True)
    label = context.t("brief_page.week")
    return st.selectbox(label, weeks, weeks.index(week), format_func=context.t.week, key=key("brief_week"))


def _choice(context: Context, name: str, codes: Sequence[str], first: str) -> str:
    """A switch between variants, without one where there is no choice."""
    t = context.t
    if len(codes) == 1:
        return codes[0]
    label = t("download.for_whom") if name == "profile" else t(f"brief_page.{name}")
    named = "download.profile_" if name == "profile" else f"brief_page.{name}_"
    return st.segmented_control(
        label, codes, default=first, required=True, format_func=lambda code: t(named + code), key=key(f"brief_{name}")
    )


def _buttons(context: Context, week: str, lang: str, shape: str, profile: str) -> None:
    """What is shown as a picture and as PDF, and every language, shape and format of it at once."""
    t, source = context.t, context.source
    with st.container(horizontal=True, key="brief_buttons"):
        for format in brief.FORMATS:
            variant = Variant(lang, shape, format)
            name = variant.file_name(week, source.sample, profile)
            taken = partial(_taken, context, week, variant, profile)
            st.download_button(t(f"brief_page.{format}"), taken, name, MIMES[format], on_click="ignore")
        name = brief.bundle_name(week, source.sample, profile)
        taken = partial(_taken, context, week, None, profile)
        st.download_button(t("brief_page.all"), taken, name, "application/zip", on_click="ignore")


def _taken(context: Context, week: str, variant: Variant | None, profile: str) -> bytes:
    """A page, or all of them, once the reader may take it."""
    source = context.source
    which = (
        variant.file_name(week, source.sample, profile) if variant else brief.bundle_name(week, source.sample, profile)
    )
    context.caller.take(source.engine, profile, brief=which)
    if variant:
        return drawn(source, week, variant, profile)
    return _bundled(source.engine, source.name, source.sample, week, profile)


def drawn(source: Source, week: str, variant: Variant, profile: str) -> bytes:
    report = alerts.report_of(source, week_days(week)[0], Filters())
    return _drawn(source.engine, report, source.name, source.sample, week, tuple(variant), profile)


@st.cache_data(max_entries=40, show_spinner=False)
def _drawn(
    _engine: Engine, _report: Report, name: str, sample: bool, week: str, variant: tuple[str, str, str], profile: str
) -> bytes:
    lang, shape, format = variant
    return brief.draw(brief.content(_engine, week, lang, sample, profile, _report), format, shape)


@st.cache_data(max_entries=4, show_spinner=False)
def _bundled(_engine: Engine, name: str, sample: bool, week: str, profile: str) -> bytes:
    return brief.bundle(_engine, week, sample=sample, profile=profile)
