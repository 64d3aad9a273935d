"""A newcomer's walk: a question, its sentences, the other language, a file, a review, a link, a printed page."""

from __future__ import annotations

import csv
import io
import subprocess
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from monitor.texts import texts
from tests.app import app_rows
from tests.browser.conftest import SHOTS, serving, settled

EN, AR = texts("en"), texts("ar")


@pytest.fixture(scope="module")
def lively(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A dashboard whose store a test may change."""
    store = tmp_path_factory.mktemp("lively") / "own.db"
    app_rows.fill(store).dispose()
    with serving(store) as address:
        yield address


def values(page: Page) -> list[str]:
    return page.locator("[data-testid=stMetricValue]").all_inner_texts()


def photograph(page: Page, step: int, name: str) -> None:
    SHOTS.mkdir(exist_ok=True)
    page.screenshot(path=SHOTS / f"walk_{step}_{name}.png")


def test_arrests_in_aleppo_last_month(open_page):
    page = open_page(lang="en", sample="1")
    page.get_by_role("radio", name=EN("filters.period_1m")).click()
    page.wait_for_url("**period=1m**")
    page.get_by_role("combobox", name=EN("filters.governorate")).click()
    page.get_by_role("option", name="Aleppo").click()
    page.wait_for_url("**governorates=SY02**")
    page.keyboard.press("Escape")
    settled(page)
    photograph(page, 1, "aleppo_last_month")
    arrests = int(values(page)[1])
    assert arrests > 0
    page.get_by_role("button", name=EN("overview.read"), exact=True).nth(1).click()
    page.wait_for_url("**/evidence?**focus_category=arrest**")
    expect(page.locator(".rasd-card")).to_have_count(arrests)
    photograph(page, 2, "sentences")
    page.get_by_role("radio", name=AR("language.name")).click()
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    expect(page.locator(".rasd-card")).to_have_count(arrests)
    settled(page)
    photograph(page, 3, "arabic")
    with page.expect_download() as waiting:
        page.get_by_role("button", name=AR("download.csv", n=arrests)).click()
    rows = list(csv.DictReader(io.StringIO(waiting.value.path().read_bytes().decode("utf-8-sig"))))
    assert len(rows) == arrests and all("SY02" in row["governorates"] for row in rows)
    query = {name: found[0] for name, found in parse_qs(urlsplit(page.url).query).items()}
    other = open_page("evidence", **query)  # a second browser: nothing is shared but the link
    assert other.locator(".rasd-card .quote").all_inner_texts() == page.locator(".rasd-card .quote").all_inner_texts()


def test_a_rejected_mention_leaves_the_numbers_and_the_chart(open_page, lively):
    page = open_page(at=lively, lang="en")
    assert values(page) == ["1", "2", "0", "1"]
    page.get_by_role("button", name=EN("overview.read"), exact=True).nth(3).click()
    page.get_by_role("button", name=EN("evidence.review"), exact=True).click()
    expect(page.get_by_role("heading", name=EN("review.heading"), exact=True)).to_be_visible()
    name = page.get_by_role("textbox", name=EN("review.reviewer"))
    name.fill("Rana")
    name.press("Enter")
    expect(page.get_by_role("button", name=EN("review.rejected"))).to_be_enabled()
    photograph(page, 4, "review")
    page.get_by_role("heading", name=EN("review.heading"), exact=True).click()  # out of the text field
    page.keyboard.press("2")  # reject
    expect(page.get_by_text(EN("review_state.rejected")).first).to_be_visible()
    again = open_page(at=lively, lang="en")
    assert values(again) == ["1", "2", "0", "0"]
    line = again.locator(".scatterlayer .trace").nth(3).locator(".points path")
    expect(line).to_have_count(2)
    photograph(again, 5, "after_review")


def test_the_overview_prints_on_one_page(open_page, tmp_path):
    page = open_page(lang="ar", sample="1")
    page.wait_for_selector(".choroplethlayer path")
    page.emulate_media(media="print")
    page.wait_for_timeout(800)
    path = SHOTS / "overview_print.pdf"
    SHOTS.mkdir(exist_ok=True)
    page.pdf(path=path, prefer_css_page_size=True, print_background=True)
    told = subprocess.run(["pdfinfo", path], capture_output=True, text=True, check=True).stdout
    assert "Pages:           1" in told, told
