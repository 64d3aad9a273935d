"""The choice of files on the pages: what is offered, that each button gives its file, and why something is not."""

from __future__ import annotations

import json

import pytest
from app_rows import ROWS

from monitor.export.choice import PROFILES, Choice
from monitor.filters import Filters
from monitor.texts import texts
from views import downloads
from views.caller import Caller
from views.source import Source

WEEK = {"period": "custom", "start": "2026-11-09", "end": "2026-11-15"}


def labels(app: object) -> list[str]:
    return [button.proto.label for button in app.get("download_button")]


def opened(app: object) -> object:
    """With the choice of files open: it is not drawn before."""
    assert not labels(app) or labels(app)[0].startswith("Download")  # at most the listed mentions
    app.session_state["files_0"] = True
    return app.run()


@pytest.mark.parametrize("name", ["overview", "evidence"])
def test_both_pages_offer_the_formats(filled, page, name):
    app = opened(page(name, lang="en", **WEEK))
    assert not app.exception
    own = [label for label in labels(app) if label in (*downloads.NAMES.values(), "README")]
    assert own == [
        "CSV", "Excel", "JSONL", "README", "CSV", "Excel", "JSONL", "README", "CSV", "Excel", "GeoJSON", "README",
    ]  # fmt: skip


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_the_words_are_there_in_both_languages(filled, page, lang):
    app, t = opened(page("overview", lang=lang, **WEEK)), texts(lang)
    shown = "\n".join(e.value for e in [*app.markdown, *app.caption]).replace("\\", "")
    for key in ("download.weekly", "download.governorates", "download.readme_help"):
        assert t(key) in shown
    assert t("download.hxl") in [box.label for box in app.checkbox]


def test_what_cannot_be_published_says_why(filled):
    t = texts("en")
    assert downloads._why_not(t, Filters(**{k: WEEK[k] for k in ("start", "end")})) is None
    assert "whole weeks" in downloads._why_not(t, Filters(start="2026-11-10", end="2026-11-12"))
    assert "Source" in downloads._why_not(t, Filters(sources=("a",)))
    for name, key in downloads.CALLED.items():
        assert t(key), name


def test_every_file_of_the_page_is_written(filled):
    source = Source(filled, False, 1)
    for profile in PROFILES:
        for format in downloads.NAMES:
            data = downloads.data_of(source, Choice(Filters(), format, profile, lang="en"))
            assert len(data) > 100
            hidden = [row["title"] for row in ROWS.values() if row.get("title")]
            if profile != "full" and format in ("csv", "jsonl"):
                assert not any(title in data.decode("utf-8-sig") for title in hidden)
    shapes = json.loads(downloads.data_of(source, Choice(Filters(), "geojson")))
    assert len(shapes["features"]) == 14


def test_very_many_mentions_are_left_to_the_command_line(filled, page, monkeypatch):
    monkeypatch.setattr(downloads, "MOST", 3)
    app = opened(page("evidence", lang="en", **WEEK))
    assert texts("en")("download.too_many", n="3") in [e.value.replace("\\", "") for e in app.warning]
    told = "python -m monitor export --out mentions.xlsx --from 2026-11-09 --to 2026-11-15"
    assert any(told in e.value for e in app.code)
    assert labels(app).count("CSV") == 2


def test_who_may_only_publish_is_offered_nothing_else(filled, page, monkeypatch):
    monkeypatch.setattr(Caller, "may_export", lambda self, profile: profile == "public")
    for name in ("overview", "evidence"):
        app = opened(page(name, lang="en", **WEEK))
        assert [label for label in labels(app) if label in downloads.NAMES.values()] == [
            "CSV", "Excel", "JSONL", "CSV", "Excel", "GeoJSON",
        ]  # fmt: skip
        assert texts("en")("download.csv", n="4") not in labels(app)
