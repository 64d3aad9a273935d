"""Files to take along: for whom, in which format; each is written when its button is pressed."""

from __future__ import annotations

import secrets
import tempfile
from dataclasses import replace
from functools import partial
from pathlib import Path

import streamlit as st

from monitor import export
from monitor.export.choice import (
    CSV,
    FULL,
    GEOJSON,
    GOVERNORATES,
    JSONL,
    MENTIONS,
    PROFILES,
    PUBLIC,
    WEEKLY,
    XLSX,
    Choice,
    Unfit,
    not_public,
)
from monitor.export.declared import words
from monitor.export.files import Export
from monitor.filters import Filters
from monitor.texts import Texts
from views import gate
from views.filters import key
from views.markdown import plain
from views.source import Context, Source, ask

MOST = 100_000  # mentions in a file of the page, which is whole in memory; the command line writes any number
NAMES = {CSV: "CSV", XLSX: "Excel", JSONL: "JSONL", GEOJSON: "GeoJSON"}
MIMES = {
    CSV: "text/csv",
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    JSONL: "application/jsonl",
    GEOJSON: "application/geo+json",
}
# A filter that keeps a file from the public, and how the side bar calls it.
CALLED = {
    "subtypes": "filters.subtype",
    "victims": "filters.victims",
    "languages": "filters.language",
    "sources": "filters.source",
    "actors": "filters.actor",
    "reviews": "filters.reviews",
    "place_ids": "filters.district",
    "copies": "filters.copies",
    "include_not_counted": "filters.not_counted",
    "search": "filters.search",
    "date_basis": "filters.date_basis",
    "displaced": "switch.displaced",
}


@st.fragment
def menu(context: Context, filters: Filters, label: str) -> None:
    """A button that opens the choice of files; only what the reader may take is offered."""
    gate.still(context)
    t = context.t
    profiles = [profile for profile in PROFILES if context.caller.may_export(profile)]
    if not profiles:
        return
    popover = st.popover(label, key=key("files"), on_change="rerun")
    if not popover.open:  # what is in it takes a tenth of the page's time
        return
    with popover:
        profile = st.segmented_control(
            t("download.for_whom"),
            profiles,
            default=profiles[0],
            required=True,
            format_func=lambda name: t(f"download.profile_{name}"),
            key=key("profile"),
        )
        st.caption(plain(words(t.lang)[f"profile_{profile}"]))
        if profile == PUBLIC and (why := _why_not(t, filters)):
            st.info(plain(why))
            return
        tagged = st.checkbox(t("download.hxl"), key=key("hxl"))
        _files(context, filters, profile, tagged)


def _files(context: Context, filters: Filters, profile: str, tagged: bool) -> None:
    """The buttons, by what the files hold."""
    t = context.t
    choice = Choice(filters, profile=profile, lang=t.lang)
    total = ask(context.source, "count", choice.filters)
    if profile != PUBLIC and total > MOST:
        st.warning(plain(t("download.too_many", n=f"{MOST:,}")))
        st.code(command(choice), language="bash", wrap_lines=True)
    elif profile != PUBLIC:
        st.markdown(f"**{plain(t('download.mentions', n=f'{total:,}'))}**")
        _row(context, choice, MENTIONS, (CSV, XLSX, JSONL), tagged)
    st.markdown(f"**{plain(t('download.weekly'))}**")
    _row(context, choice, WEEKLY, (CSV, XLSX, JSONL), tagged)
    st.markdown(f"**{plain(t('download.governorates'))}**")
    _row(context, choice, GOVERNORATES, (CSV, XLSX, GEOJSON), tagged)
    st.caption(plain(t("download.readme_help")))


def _row(context: Context, choice: Choice, table: str, formats: tuple[str, ...], tagged: bool) -> None:
    """A button for each format of a table, and one for the explanation of its columns."""
    with st.container(horizontal=True, gap="small", key=f"files_{table}"):
        for format in formats:
            hxl = tagged and format in (CSV, XLSX)
            button(context, replace(choice, format=format, table=table, hxl=hxl), NAMES[format])
        _readme(context.source, replace(choice, table=table))


def _readme(source: Source, choice: Choice) -> None:
    """What the file of a choice says of itself, as it lies beside a CSV."""
    name = file_name(choice, source, choice.tables[0]).removesuffix(".csv") + ".README.txt"
    which = key(f"readme_{choice.tables[0]}")
    told = partial(beside, source, choice)
    st.download_button("README", told, name, "text/plain", on_click="ignore", key=which)


def button(context: Context, choice: Choice, label: str, *, disabled: bool = False) -> None:
    """A button that writes the file of a choice and gives it."""
    source, caller = context.source, context.caller

    def taken() -> bytes:
        day = {"start": str(choice.filters.start), "end": str(choice.filters.end)}
        caller.take(source.engine, choice.profile, table=choice.tables[0], format=choice.format, **day)
        return data_of(source, choice)

    name = file_name(choice, source, choice.tables[0])
    which = f"{choice.profile}_{choice.tables[0]}_{choice.format}_{label}"
    mime = MIMES[choice.format]
    st.download_button(label, taken, name, mime, on_click="ignore", disabled=disabled, key=key(which))


def beside(source: Source, choice: Choice) -> str:
    """What the file of a choice says of itself, as it lies beside a CSV."""
    return Export(source.engine, choice).beside()


def data_of(source: Source, choice: Choice) -> bytes:
    """The file as `python -m monitor export` writes it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"file.{choice.format}"
        for _row in Export(source.engine, choice).write(path):
            pass
        return path.read_bytes()


def file_name(choice: Choice, source: Source, table: str) -> str:
    """Says what the numbers are; the random end keeps a second download from overwriting or being guessed."""
    extra = "_".join(part for part in (table, choice.profile) if part not in (MENTIONS, FULL))
    kind = "sample" if source.sample else "real"
    name = export.file_name(choice.filters.start, choice.filters.end, choice.format, kind=kind, extra=extra)
    return f"{name.removesuffix('.' + choice.format)}_{secrets.token_hex(16)}.{choice.format}"


def _why_not(t: Texts, filters: Filters) -> str | None:
    """Why nothing can be published under these filters, None where it can."""
    if more := [name for name in not_public(filters) if name in CALLED]:
        return t("download.not_public", names=t.join([t(CALLED[name]) for name in more]))
    try:
        Choice(filters, profile=PUBLIC)
    except Unfit:
        return t("download.no_week")
    return None


def command(choice: Choice) -> str:
    """The command that writes the mentions of a choice, as far as its flags go."""
    filters, flags = choice.filters, ["--out mentions.xlsx"]
    flags += [f"--{name} {day}" for name, day in (("from", filters.start), ("to", filters.end)) if day]
    many = ("category", filters.categories), ("governorate", filters.governorates), ("status", filters.statuses)
    flags += [f"--{name} {value}" for name, values in many for value in values if value]
    flags += [f"--profile {choice.profile}"] if choice.profile != FULL else []
    return f"python -m monitor export {' '.join(flags)}"
