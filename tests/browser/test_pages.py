"""The pages in a real browser: both languages, wide and narrow, offline, clickable."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from monitor.texts import texts
from tests.browser.conftest import settled, shoot

DIRECTION = {"ar": "rtl", "en": "ltr"}


def soaking(*values: object) -> object:
    """The same once more, in the other language or width: only with -m soak."""
    return pytest.param(*values, marks=pytest.mark.soak)


def document(page: Page) -> tuple[str, str]:
    return tuple(page.evaluate("[document.documentElement.lang, document.documentElement.dir]"))


def asked(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


@pytest.mark.parametrize(
    ("lang", "width"),
    [("ar", 1440), ("ar", 1024), ("ar", 390), ("en", 1440), soaking("en", 1024), soaking("en", 390)],
)
def test_the_overview_in_both_languages_at_three_widths(open_page, lang, width):
    page = open_page(lang=lang, sample="1", width=width)
    t = texts(lang)
    assert document(page) == (lang, DIRECTION[lang])
    assert page.locator("[data-testid=stMetric]").count() == 4
    assert page.locator(".js-plotly-plot .scatterlayer .trace").count() >= 4
    expect(page.locator(".choroplethlayer path")).to_have_count(14)
    expect(page.get_by_text(t("app.note"))).to_be_visible()
    expect(page.get_by_text(t("app.sample_note"))).to_be_visible()
    expect(page.get_by_text(t("map.boundaries"))).to_be_visible()
    assert page.evaluate("document.fonts.check('16px \"IBM Plex Sans Arabic\"')")
    main = "document.querySelector('[data-testid=stMain]')"
    assert page.evaluate(f"{main}.scrollWidth - {main}.clientWidth") <= 1  # nothing to be pushed sideways
    sidebar = page.locator("[data-testid=stSidebar]")
    assert sidebar.is_visible() == (width > 500)  # folded on a phone, not over the page
    shoot(page, f"overview_{lang}_{width}")


@pytest.mark.parametrize("lang", ["ar", "en"])
@pytest.mark.parametrize("path", ["evidence", "review", "quality", "method"])
def test_the_other_pages_by_their_own_address(open_page, path, lang):
    page = open_page(path, lang=lang, sample="1")
    assert document(page) == (lang, DIRECTION[lang])
    expect(page.get_by_role("heading", name=texts(lang)(f"{path}.heading"), exact=True)).to_be_visible()
    shoot(page, f"{path}_{lang}")


@pytest.mark.parametrize("path", ["evidence", "review"])
def test_other_pages_on_a_phone(open_page, path):
    page = open_page(path, lang="ar", width=390)
    main = "document.querySelector('[data-testid=stMain]')"
    assert page.evaluate(f"{main}.scrollWidth - {main}.clientWidth") <= 1
    shoot(page, f"{path}_ar_390")


def test_the_language_switch_turns_the_page_and_keeps_the_filters(open_page):
    page = open_page(lang="en", governorates="SY07")
    page.get_by_role("radio", name=texts("ar")("language.name")).click()
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    expect(page.get_by_role("heading", name=texts("ar")("overview.heading"))).to_be_visible()
    assert asked(page) == {"governorates": ["SY07"]}
    settled(page)
    page.get_by_role("radio", name="English").click()
    expect(page.locator("html")).to_have_attribute("dir", "ltr")
    expect(page.locator("html")).to_have_attribute("lang", "en")


@pytest.mark.parametrize("lang", ["ar", soaking("en")])
def test_a_click_on_a_number_of_the_table_opens_its_sentences(open_page, lang):
    page = open_page(lang=lang)
    box = page.locator("[data-testid=stDataFrame] .dvn-scroller").last
    box.scroll_into_view_if_needed()
    size = box.bounding_box()
    x = size["width"] * (0.93 if lang == "en" else 0.07)  # the last column: civilian harm
    box.click(position={"x": x, "y": 36 * 3 + 18})  # the third row: Idleb
    page.wait_for_url("**/evidence?**focus_governorate=SY07**")
    assert asked(page)["focus_category"] == ["civilian_harm"]
    expect(page.locator(".rasd-card")).to_have_count(1)
    expect(page.locator(".rasd-card mark")).to_have_text("five civilians were killed")
    page.get_by_role("button", name=texts(lang)("overview.clear_focus")).click()
    expect(page.locator(".rasd-card")).to_have_count(6)
    assert "focus_governorate" not in asked(page)


def test_a_click_on_a_point_of_the_chart_opens_its_sentences(open_page):
    page = open_page(lang="en")
    markers = page.locator(".scatterlayer .trace").nth(0).locator(".points path")
    expect(markers).to_have_count(2)  # of twelve weeks, in ten nothing was read
    markers.nth(0).scroll_into_view_if_needed()
    box = markers.nth(0).bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.wait_for_url("**/evidence?**focus_week=2026-11-02**")
    assert asked(page)["focus_category"] == ["displacement"]
    expect(page.locator(".rasd-card")).to_have_count(2)


def test_a_click_on_the_map_filters_and_another_lets_go(open_page):
    page = open_page(lang="en")
    for wanted in (["SY02"], None):
        page.locator(".choroplethlayer path").first.scroll_into_view_if_needed()
        label = page.locator(".geo .textpoint, .geo text").filter(has_text=re.compile("^1$")).first
        assert label.count()
        shape = page.evaluate(
            """() => { const box = document.querySelector('.choroplethlayer').getBoundingClientRect();
                return [box.x + box.width * .33, box.y + box.height * .22]; }"""
        )  # Aleppo lies in the north-west of the country
        page.mouse.click(*shape)
        page.wait_for_function(
            "wanted => new URLSearchParams(location.search).get('governorates') == wanted", arg=wanted and wanted[0]
        )
        page.wait_for_timeout(300)
        settled(page)
    expect(page.locator(".choroplethlayer path")).to_have_count(14)


def test_the_csv_holds_what_the_page_lists(open_page):
    page = open_page("evidence", lang="en", governorates="SY07")
    with page.expect_download() as waiting:
        page.get_by_role("button", name=texts("en")("download.csv", n=2)).click()
    data = waiting.value.path().read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    assert {row["article_id"] for row in rows} == {"killed_w46", "arrest_w46"}
    assert page.locator(".rasd-card").count() == 2


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_the_weekly_brief_is_shown_and_can_be_taken_along(open_page, lang):
    page = open_page("brief", lang=lang)
    picture = page.get_by_role("img", name=texts(lang)("brief_page.alt", number=46, year=2026))
    expect(picture).to_be_visible(timeout=15_000)
    page.wait_for_function("document.querySelector('.st-key-brief_picture img').naturalWidth == 1240")
    for kind, start in (("png", b"\x89PNG"), ("pdf", b"%PDF")):
        name, data = take(page, texts(lang)(f"brief_page.{kind}"))
        assert name == f"rasd_brief_2026-W46_{lang}_a4.{kind}" and data.startswith(start)
    shoot(page, f"brief_{lang}")


def take(page, button: str) -> tuple[str, bytes]:
    """Press a button that gives a file: its name and what is in it."""
    with page.expect_download() as waiting:
        page.get_by_role("button", name=button).click()
    return waiting.value.suggested_filename, waiting.value.path().read_bytes()


def test_every_variant_of_the_brief_can_be_seen_and_taken_along(open_page):
    page, t = open_page("brief", lang="ar"), texts("ar")
    page.get_by_text(t("brief_page.shape_wide"), exact=True).click()
    # A page makes wider pictures 1460 wide.
    page.wait_for_function("document.querySelector('.st-key-brief_slide img')?.naturalWidth == 1460")
    for choice in ("brief_page.lang_en", "download.profile_public"):
        page.get_by_text(t(choice), exact=True).click()
        settled(page)
    assert take(page, t("brief_page.pdf"))[0] == "rasd_brief_2026-W46_en_wide_public.pdf"
    name, data = take(page, t("brief_page.all"))
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        assert name == "rasd_brief_2026-W46_public.zip" and len(file.namelist()) == 8
    shoot(page, "brief_wide")


def test_a_link_written_out_shows_the_same_again(open_page):
    page = open_page(lang="en", governorates="SY07,SY02", statuses="reported,possible", step="month")
    page.get_by_role("button", name=texts("en")("download.link")).click()
    link = page.locator("[data-testid=stPopoverBody] code").inner_text()
    query = parse_qs(urlsplit(link).query)
    assert query["start"] == ["2026-08-24"] and query["end"] == ["2026-11-15"] and query["lang"] == ["en"]
    again = open_page(**{name: values[0] for name, values in query.items()})
    numbers = "[data-testid=stMetricValue]"
    assert again.locator(numbers).all_inner_texts() == page.locator(numbers).all_inner_texts() == ["0", "1", "0", "2"]


def test_the_dark_page(open_page):
    page = open_page(lang="en", sample="1", dark=True)
    assert (
        page.evaluate("getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor")
        == "rgb(18, 24, 31)"
    )
    shoot(page, "overview_dark")
