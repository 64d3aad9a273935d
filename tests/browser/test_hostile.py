"""Thirty hostile texts as sentence, headline, source, address and search stay words; nothing runs or is fetched."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Page, expect

from monitor import queries
from monitor.filters import Filters
from monitor.quotes import clean
from tests.app import app_rows
from tests.browser.conftest import serving, settled

PAYLOADS = yaml.safe_load(Path(__file__).with_name("payloads.yaml").read_text("utf-8"))


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A dashboard whose every article is an attack."""
    store = tmp_path_factory.mktemp("hostile") / "own.db"
    made = {f"attack_{n}": attack(f"attack_{n}", payload) for n, payload in enumerate(PAYLOADS)}
    app_rows.ROWS.update(made)
    engine = app_rows.fill(store, list(made))
    assert queries.count(engine, Filters(copies=True)) == len(PAYLOADS) == 30
    engine.dispose()
    for ident in made:
        app_rows.ROWS.pop(ident)
    with serving(store) as address:
        yield address


def attack(ident: str, payload: str) -> dict:
    mention = {"trigger": "fled", "category": "displacement", "subtype": "flight", "governorates": ["SY02"]}
    text = f"{payload} people fled {payload}"
    head = {"id": ident, "language": "en", "source": payload[:60], "url": payload, "published": "2026-11-10"}
    return head | {"title": payload, "text": text, "mentions": [mention]}


def assert_harmless(page: Page) -> None:
    assert page.evaluate("window.hit") is None
    inside = page.locator("[data-testid=stMain]")
    assert (
        inside.locator("iframe, object, embed, link, video, svg[onload], [onerror], [onload], [onfocus]").count() == 0
    )
    assert inside.locator(".rasd-card :is(script, style, img, a, b, input, details details)").count() == 0


def test_sentences_and_headlines(open_page, hostile):
    page = open_page("evidence", at=hostile, lang="en", copies="1")
    seen = ""
    for number in (1, 2, 3):
        if number > 1:
            page.get_by_role("button", name="Next page", exact=True).click()
            expect(page.get_by_text(f"{10 * number - 9}–{10 * number} of 30")).to_be_visible()
            settled(page)
        expect(page.locator(".rasd-card")).to_have_count(10)
        for summary in page.locator(".rasd-card summary").all()[:3]:
            summary.click()
        seen += page.locator("[data-testid=stMain]").inner_text()
        assert_harmless(page)
    for payload in PAYLOADS:
        assert " ".join(clean(payload).split()) in " ".join(seen.split()), payload
    assert not any(mark in seen for mark in "\u202e\u2066\u2067")


def test_sources_searches_and_reviews(open_page, hostile):
    for path, parameters in (
        ("evidence", {"search": PAYLOADS[1], "sources": PAYLOADS[0]}),
        ("quality", {}),
        ("review", {"rules": PAYLOADS[2]}),
    ):
        page = open_page(path, at=hostile, lang="en", **parameters)
        page.wait_for_timeout(500)
        assert_harmless(page)
