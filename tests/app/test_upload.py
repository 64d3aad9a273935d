"""Uploaded files: kept where their names cannot lead out, read by a process of their own, refused ones given back."""

from __future__ import annotations

import datetime as dt
import time
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from monitor import queries, uploads
from monitor.refusals import refusal
from monitor.store.migrations import open_store
from monitor.texts import texts

NAMES = [
    "../../etc/passwd",
    "..\\x",
    "/abs",
    "a/b.txt",
    ".hidden",
    "",
    "..",
    "x" * 300,
    "\u0642\u0635\u0641 \u202e.txt",
]
ARTICLE = "Shelling of Binnish\n15 November 2026\n\nThree civilians were killed when shells hit Binnish in Idleb."


@pytest.mark.parametrize("name", NAMES)
def test_a_name_leads_nowhere(name: str, tmp_path: Path) -> None:
    path = uploads.keep(name, b"x", tmp_path)
    assert path.parent.parent == tmp_path and path.name and not path.name.startswith(".") and len(path.name) <= 80
    assert uploads.keep(name, b"x", tmp_path) == path, "the same file again is the same file"


@pytest.fixture(scope="module")
def job(tmp_path_factory: pytest.TempPathFactory) -> tuple[uploads.Job, str]:
    """A job with a good file, a bad one and one that has no day, when it has ended."""
    folder = tmp_path_factory.mktemp("uploads")
    files = [("good.txt", ARTICLE.encode()), ("bad.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99)),
             ("undated.txt", b"Families fled\n\nDozens of families fled Saraqib in Idleb.")]  # fmt: skip
    job = uploads.start(files, str(folder / "store.db"), published="2026-11-01", folder=folder)
    until = time.monotonic() + 300
    while job.running and time.monotonic() < until:
        time.sleep(0.2)
    return job, str(folder / "store.db")


def test_a_job_says_what_became_of_each_file(job: tuple[uploads.Job, str]) -> None:
    state = job[0].state()
    assert state["error"] is None and state["counts"]["new"] == 2 and state["counts"]["mentions"] >= 2
    ((name, reason),) = [(reject["name"], reject["reason"]) for reject in state["rejects"]]
    assert name == "bad.doc" and reason.startswith("an old Office file; save it as .docx")
    assert state["files"] == ["good.txt", "bad.doc", "undated.txt"] and state["skipped"] == 1
    engine = open_store(job[1], create=False)
    assert queries.bounds(engine).published_first == "2026-11-01"
    assert queries.bounds(engine).published_last == "2026-11-15"
    engine.dispose()


def test_a_job_that_fails_says_so(tmp_path: Path) -> None:
    job = uploads.start([("a.txt", b"x")], "nonsense://", published=None, folder=tmp_path)
    assert job.process.wait(300) != 0
    assert job.state()["error"]


def summary(lang: str, state: dict, folder: str) -> None:
    """A page with nothing but the summary of a job."""
    from types import SimpleNamespace

    from monitor import uploads
    from monitor.texts import texts
    from views import upload

    uploads.FOLDER = __import__("pathlib").Path(folder)
    upload.told(SimpleNamespace(t=texts(lang)), state)


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_the_summary_tells_and_gives_back(lang: str, job: tuple[uploads.Job, str]) -> None:
    state, folder = job[0].state(), str(job[0].folder.parent)
    app = AppTest.from_function(summary, args=(lang, state, folder), default_timeout=60).run()
    assert not app.exception
    t = texts(lang)
    assert t("upload.count_new", n=2) in app.success[0].value
    assert "good\\.txt" in app.caption[0].value and "undated\\.txt" in app.caption[0].value
    assert "bad\\.doc" in app.markdown[0].value
    said = app.markdown[0].value.replace("\\", "")
    assert refusal("an old Office file; save it as .docx or .xlsx", lang) in said and "txt, md" in said
    assert len(app.get("download_button")) == 1


WHY = {"member": "", "field": "text", "reason": "missing", "partial": False}
MANY = [WHY | {"name": "a.csv", "path": f"/nowhere/{n}", "line": n} for n in (*[1] * 9, *range(2, 40))]


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_many_refusals_are_shortened(lang: str, tmp_path: Path) -> None:
    state = {"counts": {}, "files": ["a.csv"], "skipped": 47, "rejects": MANY, "error": None}
    app = AppTest.from_function(summary, args=(lang, state, str(tmp_path)), default_timeout=60).run()
    t = texts(lang)
    assert not app.exception and not app.success and app.warning[0].value == t("upload.nothing")
    assert len(app.markdown) == 20 and app.caption[-1].value == t("upload.more")
    first = app.markdown[0].value.replace("\\", "").split("  \n")
    assert len(first) == 1 + 5 + 1 and first[-1] == t("upload.others", n=4)
    assert t("upload.line", n=1) in first[1] and t("upload.field", name="text") in first[1]


def empty_page(lang: str, day: str) -> None:
    """The page before anything was given."""
    import datetime
    from types import SimpleNamespace

    from monitor.texts import texts
    from views import upload

    upload.page(SimpleNamespace(t=texts(lang), today=datetime.date.fromisoformat(day)))


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_the_page_draws(lang: str) -> None:
    app = AppTest.from_function(empty_page, args=(lang, dt.date(2026, 11, 20).isoformat()), default_timeout=60).run()
    assert not app.exception and len(app.header) == 1


def test_nothing_outside_the_folder_is_given_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from views import upload

    monkeypatch.setattr(uploads, "FOLDER", tmp_path / "uploads")
    (tmp_path / "secret").write_text("x", encoding="utf-8")
    path = uploads.keep("a.txt", b"y", uploads.FOLDER)
    assert upload.content(str(path)) == b"y"
    assert upload.content(str(tmp_path / "secret")) is None
    assert upload.content(str(path.parent / ".." / ".." / "secret")) is None
    assert upload.content(f"{path}/member") is None
