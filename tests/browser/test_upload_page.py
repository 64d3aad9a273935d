"""Files given to the dashboard in a browser: what was read and what was not is told, twice; and found again."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, Page, expect

from monitor import uploads
from monitor.refusals import refusal
from monitor.texts import texts
from tests.browser.conftest import serving, settled, shoot
from tests.readers import compose
from tests.readers.compose import Story

AR = texts("ar")
GIVEN: list[FilePayload] = [
    {"name": "news.txt", "mimeType": "text/plain", "buffer": compose.text(Story("ar", 3)).encode("cp1256", "ignore")},
    {"name": "report.docx", "mimeType": "application/octet-stream", "buffer": compose.docx(Story("ar", 4))},
    {"name": "saved.eml", "mimeType": "message/rfc822", "buffer": compose.mhtml(Story("en", 5))},
    {"name": "list.csv", "mimeType": "text/csv", "buffer": b"title,text\nA,Shells hit Binnish in Idleb.\nB,\n"},
    {"name": "broken.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4 cut off"},
]


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A dashboard with an empty store; what it keeps of uploads goes away with it."""
    store = tmp_path_factory.mktemp("uploaded") / "own.db"
    with serving(store) as address:
        yield address
    for request in uploads.FOLDER.glob("job-*/request.json"):
        if str(store) in json.loads(request.read_text(encoding="utf-8"))["db"]:
            shutil.rmtree(request.parent)
    for file in GIVEN:
        shutil.rmtree(uploads.keep(file["name"], file["buffer"]).parent)


def give(page: Page) -> str:
    """Give the files and wait for what becomes of them."""
    waiting = page.get_by_test_id("stFileUploader").get_by_role("button", name="Remove")
    page.locator("input[type=file]").set_input_files(GIVEN)
    expect(waiting).to_have_count(len(GIVEN))
    page.get_by_role("button", name=AR("upload.read")).click()
    expect(waiting).to_have_count(0)
    expect(page.get_by_test_id("stProgress")).to_be_visible()
    done = page.get_by_test_id("stAlertContentSuccess")
    expect(done).to_be_visible()
    settled(page)
    return done.inner_text()


def test_files_are_read_once_and_found_again(open_page, own):
    page = open_page("upload", at=own, lang="ar")
    assert AR("upload.count_new", n=4) in give(page)
    main = page.get_by_test_id("stMain")
    for name in ("news.txt", "report.docx", "saved.eml"):
        expect(main.get_by_text(name)).to_be_visible()
    for name, why in (("broken.pdf", refusal("a damaged PDF: ", "ar")), ("list.csv", AR("upload.line", n=3))):
        expect(main.get_by_text(name).locator("xpath=ancestor::*[@data-testid='stMarkdown'][1]")).to_contain_text(why)
    expect(main.get_by_text(refusal("empty", "ar"))).to_be_visible()
    shoot(page, "upload_ar")
    with page.expect_download() as waiting:
        page.get_by_role("button", name=AR("upload.again")).first.click()
    assert Path(waiting.value.path()).read_bytes() in {file["buffer"] for file in GIVEN}

    said = give(page)
    assert AR("upload.count_unchanged", n=4) in said and AR("upload.count_new", n=4) not in said
    shoot(page, "upload_again_ar")

    page.get_by_role("link", name=AR("nav.quality")).click()
    expect(page.get_by_role("heading", name=AR("quality.runs"))).to_be_visible()
    settled(page)
    expect(page.locator("td", has_text=AR("quality.stage_finished"))).to_have_count(2)
    expect(page.locator("td", has_text="broken.pdf")).to_have_count(1)
    shoot(page, "upload_runs_ar")
    page.get_by_role("link", name=AR("nav.evidence")).click()
    expect(page.locator(".rasd-card").filter(has_text=Story("ar", 3).words["places"][3]).first).to_be_visible()
