"""What others wrote reaches the page as text, whatever it holds."""

from __future__ import annotations

import re

import pytest
from app_rows import ROWS

from monitor import queries
from monitor.filters import Filters
from monitor.quotes import split_quote
from monitor.texts import texts
from views import cards
from views.markdown import plain

HIDDEN = re.compile("[\u202a-\u202e\u2066-\u2069]")


@pytest.fixture
def row(filled) -> dict:
    """The mention of the hostile article."""
    return next(r for r in queries.mentions(filled, Filters()) if r["article_id"] == "hostile_w46")


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_markup_is_text_and_scripts_are_no_links(row, lang):
    card = cards.card(texts(lang), row)
    assert "<script" not in card and "<img" not in card and "<b>" not in card
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in card
    assert "javascript:" not in card and "href" not in card
    assert not HIDDEN.search(card)
    assert '<p class="quote" lang="en" dir="ltr">' in card


def test_arabic_sentences_are_marked_as_such_in_the_english_page(filled):
    arabic = next(r for r in queries.mentions(filled, Filters()) if r["article_id"] == "flight_w46")
    card = cards.card(texts("en"), arabic)
    trigger = ROWS["flight_w46"]["mentions"][0]["trigger"]
    assert '<p class="quote" lang="ar" dir="rtl">' in card
    assert f"<mark>{trigger}</mark>" in card
    assert 'href="https://sahl.example/1"' in card
    assert "200 to 999 (households)" in card


NO_LINKS = [
    "javascript:alert(1)",
    "JaVaScript:alert(1)",
    "data:text/html,x",
    "\tjavascript:x",
    "http://",
    "//x.example",
]


@pytest.mark.parametrize("url", [*NO_LINKS, "http://[x", "", None])
def test_only_web_addresses_become_links(url):
    assert cards.web_address(url) == ""


def test_a_web_address_is_kept_and_quoted(row):
    card = cards.card(texts("en"), row | {"url": 'https://x.example/?a="><script>'})
    assert "<script" not in card and 'href="https://x.example/?a=&quot;&gt;&lt;script&gt;"' in card


@pytest.mark.parametrize("status", ["denied", "possible", "past"])
def test_what_is_not_counted_is_labelled(row, status):
    assert texts("en")(f"status.{status}") in cards.card(texts("en"), row | {"status": status})


def test_every_combination_of_missing_fields_can_be_shown(row):
    bare = dict.fromkeys(row) | {
        k: row[k] for k in ("category", "subtype", "status", "trigger", "rule_id", "victims", "quote")
    }
    for lang in ("ar", "en"):
        card = cards.card(texts(lang), bare)
        assert texts(lang)("card.no_source") in card and texts(lang)("card.no_place") in card


def test_a_long_sentence_is_cut_at_words_around_its_trigger():
    quote = "word " * 100 + "fled" + " tail" * 100
    row = {"quote": quote, "quote_start": 10, "start": 510, "end": 514}
    before, trigger, after = split_quote(row, 200)
    assert trigger == "fled"
    assert before.startswith("… word") and after.endswith("tail …")
    assert len(before + trigger + after) <= 210
    assert "".join(split_quote(row)) == quote


def test_a_trigger_outside_its_sentence_marks_nothing():
    assert split_quote({"quote": "A sentence.", "quote_start": 50, "start": 3, "end": 9}) == ("A sentence.", "", "")


def test_markdown_in_names_is_text():
    assert plain("**x** [a](b) $y$ :red[z]") == r"\*\*x\*\* \[a\]\(b\) \$y\$ \:red\[z\]"


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_the_uploader_speaks_the_language_of_the_page(lang):
    style = cards.uploader(texts(lang), 200)
    given = re.findall('"(.*?)"', style)
    told = [re.sub(r"\\([0-9a-f]{6})", lambda sign: chr(int(sign[1], 16)), text) for text in given]
    assert told == [texts(lang)("upload.browse"), texts(lang)("upload.limit", n=200)]


def test_a_text_of_css_ends_nothing():
    assert cards.css_text('"}</style>') == '"' + "".join(f"\\{ord(sign):06x}" for sign in '"}</style>') + '"'
