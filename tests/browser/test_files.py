"""The choice of files in a browser: opened, changed, and what comes down is a whole file."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

from monitor.texts import texts

WEEK = {"period": "custom", "start": "2026-11-09", "end": "2026-11-15"}


@pytest.mark.parametrize(("lang", "path", "label"), [("ar", "", "files"), ("en", "evidence", "more")])
def test_files_come_down(open_page, tmp_path: Path, lang: str, path: str, label: str) -> None:
    t, page = texts(lang), open_page(path, lang=lang, **WEEK)
    page.get_by_role("button", name=t(f"download.{label}")).click()
    page.get_by_role("radio", name=t("download.profile_public")).click()
    page.get_by_text(t("download.mentions", n=4)).wait_for(state="detached")
    for name, suffix in (("Excel", "xlsx"), ("GeoJSON", "geojson")):
        with page.expect_download() as waiting:
            page.get_by_role("button", name=name, exact=True).first.click()
        waiting.value.save_as(tmp_path / f"file.{suffix}")
        assert "not-verified" in waiting.value.suggested_filename and "public" in waiting.value.suggested_filename
    book = openpyxl.load_workbook(tmp_path / "file.xlsx")
    assert book.sheetnames == ["README", "weekly"]
    assert bool(book["weekly"].sheet_view.rightToLeft) == (lang == "ar")
    shapes = json.loads((tmp_path / "file.geojson").read_text(encoding="utf-8"))
    assert len(shapes["features"]) == 14 and shapes["about"]["lang"] == lang
