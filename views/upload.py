"""The page that takes files: they are read in the background, and it says what was taken, what not and why."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import streamlit as st

from monitor import uploads
from monitor.store.engine import store_url
from views import cards, gate
from views.filters import key
from views.markdown import plain
from views.source import Context

JOB = "upload_job"


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
    """What was taken and what not, each refused file to take back."""
    t, counts = context.t, state["counts"]
    kept = sum(n for name, n in counts.items() if name != "mentions")
    st.success(t("upload.taken", n=kept, new=counts.get("new", 0), mentions=counts.get("mentions", 0)))
    refused = [reject for reject in state["rejects"] if not reject["partial"]]
    partial = [reject for reject in state["rejects"] if reject["partial"]]
    if refused:
        st.subheader(t("upload.refused", n=len(refused)), anchor=False)
    for number, reject in enumerate(refused):
        words, button = st.columns([4, 1], vertical_alignment="center")
        words.markdown(f"**{plain(reject['name'])}**  \n{plain(reject['reason'])}")
        if data := content(reject["path"]):
            name = Path(reject["path"]).name
            button.download_button(t("upload.again"), data, name, key=key(f"upload_{number}"), on_click="ignore")
    for reject in partial:
        st.caption(plain(f"{reject['name']}: {reject['reason']}"))


def content(path: str) -> bytes | None:
    """The bytes of an uploaded file, None for a member of an archive; nothing outside the folder of uploads."""
    place = Path(path).resolve()
    return place.read_bytes() if place.is_file() and place.is_relative_to(uploads.FOLDER.resolve()) else None
