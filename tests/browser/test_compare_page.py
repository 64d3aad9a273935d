"""Comparisons and alerts in a real browser: pictures without a network, points and alerts that lead to sentences."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from monitor.store.migrations import open_store
from monitor.texts import texts
from tests.browser.conftest import serving, settled, shoot
from tests.made_year import Made, fill, monday

WEEKS = [back for back in (*range(1, 20), *range(52, 64)) if back not in (3, 55)]
PANELS = {"years": 4, "places": 2, "all": 15}
SOAK = pytest.mark.soak  # the other language or width: the same once more


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """More than a year: two arrests a week in Idleb and one in Aleppo, nothing read in two weeks, at last an alert."""
    folder = tmp_path_factory.mktemp("year")
    engine = open_store(folder / "own.db")
    usual = [
        Made(back, n, category, pcode)
        for back in WEEKS
        for n, category, pcode in ((2, "arrest", "SY07"), (1, "displacement", "SY02"), (4, "", ""))
    ]
    fill(engine, folder, [*usual, *(Made(0, 5, "arrest", source=name) for name in ("Steppe Wire", "River Agency"))])
    engine.dispose()
    with serving(folder / "own.db") as found:
        yield found


def picture(page: Page, lang: str) -> tuple[str, Image.Image]:
    """What the button of the chart gives."""
    button = page.locator(f'.modebar-btn[data-title="{texts(lang)("chart.save")}"]')
    with page.expect_download() as waiting:
        button.click()
    return waiting.value.suggested_filename, Image.open(waiting.value.path())


@pytest.mark.parametrize(
    ("compared", "lang"),
    [
        ("years", "ar"),
        ("places", "en"),
        pytest.param("all", "ar", marks=SOAK),
        pytest.param("years", "en", marks=SOAK),
        pytest.param("places", "ar", marks=SOAK),
        pytest.param("all", "en", marks=SOAK),
    ],
)
def test_a_comparison_can_be_seen_and_saved(open_page, year, lang, compared):
    page = open_page("compare", at=year, lang=lang, compare=compared)
    page.wait_for_selector(".scatterlayer .trace", state="attached")
    assert (
        page.locator(".js-plotly-plot .subplot.xy, .js-plotly-plot .cartesianlayer .subplot").count()
        == PANELS[compared]
    )
    main = "document.querySelector('[data-testid=stMain]')"
    assert page.evaluate(f"{main}.scrollWidth - {main}.clientWidth") <= 1
    name, saved = picture(page, lang)
    assert name == f"rasd_press-mentions-not-verified_{compared}_{monday(11)}_{monday(-1).replace(day=15)}.png"
    assert saved.width > 1500 and len(saved.convert("RGB").getcolors(1 << 20)) > 20
    assert saved.convert("RGBA").getpixel((1, 1)) == (255, 255, 255, 255)  # on paper, not on nothing
    shoot(page, f"compare_{compared}_{lang}")


@pytest.mark.parametrize("width", [390, pytest.param(1024, marks=SOAK)])
@pytest.mark.parametrize("compared", ["all", pytest.param("years", marks=SOAK)])
def test_a_comparison_on_narrow_screens(open_page, year, compared, width):
    page = open_page("compare", at=year, lang="ar", compare=compared, width=width)
    main = "document.querySelector('[data-testid=stMain]')"
    assert page.evaluate(f"{main}.scrollWidth - {main}.clientWidth") <= 1
    shoot(page, f"compare_{compared}_ar_{width}")


def test_a_point_of_a_year_before_leads_to_its_sentences(open_page, year):
    page = open_page("compare", at=year, lang="en", compare_category="arrest")
    page.wait_for_selector(".scatterlayer .trace", state="attached")
    before = page.locator(".scatterlayer .trace").nth(1).locator(".points path")
    box = before.last.bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.wait_for_selector(".rasd-card")
    settled(page)
    asked = parse_qs(urlsplit(page.url).query)
    assert asked["focus_week"] == [str(monday(52))] and asked["focus_before"] == ["1"]
    assert page.locator(".rasd-card").count() == 2


@SOAK
def test_the_table_can_be_taken_along(open_page, year):
    page = open_page("compare", at=year, lang="en", compare="places", pair="SY07,SY02")
    with page.expect_download() as waiting:
        page.get_by_role("button", name=texts("en")("compare.csv")).click()
    data = waiting.value.path().read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    assert [row["Idleb · Arrests"] for row in rows] == ["2"] * 8 + ["", "2", "2", "10"]
    assert rows[-1]["Week"] == str(monday(0))


@pytest.mark.parametrize(
    ("lang", "width"),
    [("ar", 1024), *(pytest.param(*choice, marks=SOAK) for choice in (("ar", 1440), ("en", 1440), ("ar", 390)))],
)
def test_an_alert_leads_to_its_sentences_in_one_click(open_page, year, lang, width):
    page, t = open_page(at=year, lang=lang, width=width), texts(lang)
    expect(page.get_by_role("heading", name=t("alerts.heading"))).to_be_visible()
    page.get_by_text(t("alerts.figures")).click()
    expect(page.get_by_text(t("alerts.column_expected"))).to_be_visible()
    shoot(page, f"alerts_{lang}_{width}")
    page.locator(".st-key-alerts").get_by_role("button", name=t("overview.read")).first.click()
    page.wait_for_selector(".rasd-card")
    settled(page)
    assert page.locator(".rasd-card").count() == 10
