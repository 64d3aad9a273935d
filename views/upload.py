"""The page that takes files: they are read in the background, and it says what was taken, what not and why."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import streamlit as st

from monitor import uploads
from monitor.refusals import refusal
from monitor.sanitise import clean
from monitor.store.engine import store_url
from monitor.texts import Texts
from views import cards, gate
from views.filters import key
from views.markdown import plain
from views.source import Context

JOB = "upload_job"
FILES = 20  # with something refused, that are listed; each is held in memory for its button
SHOWN = 5  # names of files, or reasons of one file
LINE_END = "  \n"  # of markdown


def page(context: Context) -> None:
    """Files in, progress, summary."""
    t = context.t
    st.header(t("upload.heading"), anchor=False)
    st.markdown(t("upload.intro"))
    job = st.session_state.get(JOB)
    busy = job is not None and job.running
    st.html(cards.uploader(t, st.get_option("server.maxUploadSize")))
    with st.form("upload", clear_on_submit=True, border=False):
        files = st.file_uploader(t("upload.choose"), accept_multiple_files=True, key=key("upload_files"))
        day = st.date_input(
            t("upload.published"), None, max_value=context.today, key=key("upload_day"), help=t("upload.published_help")
        )
        sent = st.form_submit_button(t("upload.read"), type="primary", disabled=busy)
    if sent and not files:
        st.warning(t("upload.none"))
    if sent and files and not busy:
        st.session_state[JOB] = begin(context, files, day)
        st.rerun()
    if job is not None:
        st.fragment(watch, run_every=1.0 if busy else None)(context, busy)


def begin(context: Context, files: list, day: dt.date | None) -> uploads.Job:
    """The job that reads the files into the reader's own store, never into the sample."""
    published = day.isoformat() if day else None
    given = ((file.name, file.getvalue()) for file in files)
    return uploads.start(given, store_url(), published=published, by=context.caller.identity)


def watch(context: Context, busy: bool) -> None:
    """How far it has come; when it ends, the whole page is drawn anew with its numbers."""
    gate.still(context)
    t, job = context.t, st.session_state[JOB]
    if busy and not job.running:
        st.rerun()
    state = job.state()
    if job.running:
        share = min(state["done"] / max(state["total"], 1), 1.0)
        st.progress(share, text=t("upload.progress", done=state["done"], total=state["total"]))
        return
    if state["error"]:
        st.error(t("upload.failed"))
    told(context, state)


def told(context: Context, state: dict) -> None:
    """What was taken and what not, each file with something refused to take back."""
    t, counts = context.t, state["counts"]
    kinds = t.join([t(f"upload.count_{name}", n=f"{counts[name]:,}") for name in uploads.COUNTED if counts.get(name)])
    if kinds:
        kept = sum(counts.get(name, 0) for name in uploads.COUNTED)
        st.success(t("upload.taken", n=f"{kept:,}", kinds=kinds, mentions=f"{counts.get('mentions', 0):,}"))
    elif not state["error"]:
        st.warning(t("upload.nothing"))
    by_file: dict[str, list[dict]] = {}
    for reject in state["rejects"]:
        by_file.setdefault(reject["path"], []).append(reject)
    names = {found[0]["name"] for found in by_file.values()}
    if whole := [name for name in state["files"] if name not in names]:
        st.caption(plain(t("upload.whole", n=f"{len(whole):,}", names=_some(t, whole))))
    if state["skipped"]:
        st.subheader(t("upload.refused", n=f"{state['skipped']:,}"), anchor=False)
    for number, (path, found) in enumerate(list(by_file.items())[:FILES]):
        _refused(t, number, path, found)
    if len(by_file) > FILES or state["skipped"] > len(state["rejects"]):
        st.caption(t("upload.more"))


def _some(t: Texts, parts: list[str], between: str | None = None) -> str:
    """The first few, and how many more there are."""
    shown = parts[:SHOWN] + ([t("upload.others", n=f"{len(parts) - SHOWN:,}")] if len(parts) > SHOWN else [])
    return t.join(shown) if between is None else between.join(shown)


def _refused(t: Texts, number: int, path: str, found: list[dict]) -> None:
    """One file, why it or what in it was refused, and the file again."""
    words, button = st.columns([4, 1], vertical_alignment="center")
    lines = [plain(clean(_why(t, reject))) for reject in found]
    words.markdown(f"**{plain(clean(found[0]['name']))}**  \n{_some(t, lines, LINE_END)}")
    if data := content(path):
        button.download_button(t("upload.again"), data, Path(path).name, key=key(f"upload_{number}"), on_click="ignore")


def _why(t: Texts, reject: dict) -> str:
    """The reason, behind the place that it is about."""
    place = [reject["member"]] if reject["member"] else []
    place += [t("upload.line", n=f"{reject['line']:,}")] if reject["line"] else []
    place += [t("upload.field", name=reject["field"])] if reject["field"] else []
    said = refusal(reject["reason"], t.lang)
    said = f"{t.join(place)}: {said}" if place else said
    return t("upload.partial", reason=said) if reject["partial"] else said


def content(path: str) -> bytes | None:
    """The bytes of an uploaded file, None for a member of an archive; nothing outside the folder of uploads."""
    place = Path(path).resolve()
    return place.read_bytes() if place.is_file() and place.is_relative_to(uploads.FOLDER.resolve()) else None
