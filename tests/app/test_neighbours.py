"""What stands around a sentence, and how the program read it."""

from __future__ import annotations

import pytest

from monitor import neighbours, queries
from monitor.districts import district_of, districts, place_ids
from monitor.filters import Filters
from monitor.texts import governorates


@pytest.mark.parametrize(
    ("text", "wanted", "found"),
    [
        ("One. Two! Three? Four.", 2, "Three? Four."),
        ("One.", 2, "One."),
        ("", 2, ""),
        ("جملة أولى. جملة ثانية؟ جملة ثالثة.", 2, "جملة ثانية؟ جملة ثالثة."),
    ],
)
def test_the_last_sentences(text, wanted, found):
    assert neighbours.last_sentences(text, wanted) == found


def test_the_first_sentences():
    assert neighbours.first_sentences(" One. Two. Three.", 2) == "One. Two."
    assert neighbours.first_sentences("\n\nOne\nTwo\nThree", 2) == "One\nTwo"
    assert neighbours.first_sentences("", 2) == ""


def row_of(engine) -> dict:
    return next(row for row in queries.mentions(engine, Filters()) if row["article_id"] == "killed_w46")


def test_a_quote_that_is_the_whole_text_has_nothing_around_it(filled):
    assert neighbours.around(filled, row_of(filled)) == ("", "")


def test_a_title_is_followed_by_the_lead(filled):
    _before, after = neighbours.around(filled, row_of(filled) | {"in_title": True})
    assert after.startswith("At least five civilians")


def test_an_article_that_changed_or_went_has_no_neighbours(filled):
    assert neighbours.around(filled, row_of(filled) | {"quote_start": 3}) == ("", "")
    assert neighbours.around(filled, row_of(filled) | {"article_id": "gone"}) == ("", "")


def test_the_explanation_is_about_the_sentence_alone():
    report = "article a\nsentence 0-10: One\n  first\nsentence 10-30: Two\n  second\n  third\n1 mention(s)\n  summary"
    row = {"in_title": False, "start": 12}
    assert neighbours.block_of(report, row) == "  second\n  third"
    assert neighbours.block_of(report, row | {"start": 99}) == ""
    assert neighbours.block_of("sentence title: T\n  of the title", row | {"in_title": True}) == "  of the title"


def test_districts_lie_in_known_governorates_and_have_places():
    assert len(districts()) > 55
    assert {district.pcode for district in districts().values()} == set(governorates())
    assert set(district_of().values()) <= set(districts())
    afrin = place_ids(["SY0203"])
    assert "SY0203" in afrin and len(afrin) > 3
    assert place_ids([]) == ()
