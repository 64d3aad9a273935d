"""Amounts as ranges: digits, words, vague amounts and bounds, and numbers that count no people."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from unit_rows import params, tables

from extractors import counts, lexicon
from extractors.sentence import Sentence, Token

TABLES = tables("counts")
AND = TABLES["joined"][0]["text"]
EASTERN = {ord(str(digit)): chr(0x660 + digit) for digit in range(10)}


def tokens(text: str, language: str) -> list[Token]:
    return Sentence(text, 0, len(text), language, 0, 0, lexicon.load(language)).tokens


def amount(text: str, language: str, at: int = 0) -> tuple[list, int] | None:
    """([low, high], how many words) of the amount at a word, or None."""
    found = counts.read_quantity(tokens(text, language), at, language)
    return ([found.low, found.high], found.last - found.first + 1) if found else None


@pytest.mark.parametrize("row", params(TABLES["amounts"]))
def test_amounts(row: dict) -> None:
    wanted = (row["range"], row["words"]) if row["range"] else None
    assert amount(row["text"], row["language"]) == wanted


@pytest.mark.parametrize("row", params(TABLES["named"]))
def test_a_number_that_is_a_name(row: dict) -> None:
    assert re.search(r"\d", row["text"])
    assert amount(row["text"], row["language"], row["at"]) is None


@settings(max_examples=40)
@given(st.integers(1, 9_999_999), st.sampled_from(["ar", "en"]))
def test_digits_are_read_as_they_stand(number: int, language: str) -> None:
    assert counts.read_number(tokens(str(number), language), 0, language) == (number, number, 0, False)


@settings(max_examples=40)
@given(st.integers(1000, 9_999_999), st.sampled_from(["ar", "en"]))
def test_grouped_digits_are_the_same_number(number: int, language: str) -> None:
    assert counts.read_number(tokens(f"{number:,}", language), 0, language) == (number, number, 0, False)


@settings(max_examples=40)
@given(st.integers(1, 9_999_999))
def test_eastern_digits_are_the_same_number(number: int) -> None:
    eastern = str(number).translate(EASTERN)
    assert counts.read_number(tokens(eastern, "ar"), 0, "ar") == (number, number, 0, False)


@settings(max_examples=40)
@given(st.data())
def test_arabic_number_words_add_up(data: st.DataObject) -> None:
    """Thousands, hundreds, units and tens, joined as they are spoken."""
    table = counts.table("ar")
    parts = [
        data.draw(st.sampled_from(sorted(table.dual_scales.items()))),
        data.draw(st.sampled_from(sorted(table.hundreds.items()))),
        data.draw(st.sampled_from(sorted((w, n) for w, n in table.units.items() if 1 <= n <= 9))),
        data.draw(st.sampled_from(sorted(table.tens.items()))),
    ]
    parts = parts[data.draw(st.integers(0, 3)) :]
    text = f" {AND}".join(word for word, _ in parts)
    value = sum(n for _, n in parts)
    assert counts.read_number(tokens(text, "ar"), 0, "ar") == (value, value, len(parts) - 1, False)


@settings(max_examples=40)
@given(st.data())
def test_english_number_words_add_up(data: st.DataObject) -> None:
    table = counts.table("en")
    unit, hundred = (
        data.draw(st.sampled_from(sorted((w, n) for w, n in table.units.items() if 1 <= n <= 9))) for _ in range(2)
    )
    ten = data.draw(st.sampled_from(sorted(table.tens.items())))
    value = hundred[1] * 100 + ten[1] + unit[1]
    text = f"{hundred[0]} hundred and {ten[0]}-{unit[0]}"
    found = counts.read_number(tokens(text, "en"), 0, "en")
    assert found and found[:2] == (value, value)


@pytest.mark.parametrize("language", ["ar", "en"])
def test_every_vague_amount_is_a_range(language: str) -> None:
    table = counts.table(language)
    for word, (low, high) in table.vague.items():
        assert 0 < low < high
        assert counts.read_number(tokens(word, language), 0, language) == (low, high, 0, True), word


@pytest.mark.parametrize("language", ["ar", "en"])
def test_no_word_has_two_values(language: str) -> None:
    table = counts.table(language)
    assert not table.units.keys() & (table.tens.keys() | table.hundreds.keys())
    assert not table.scales.keys() & table.dual_scales.keys()
    assert not table.not_before & table.small.keys()


@settings(max_examples=40)
@given(st.data())
def test_any_row_of_number_words_can_be_read(data: st.DataObject) -> None:
    language = data.draw(st.sampled_from(["ar", "en"]))
    t = counts.table(language)
    pool = sorted({*t.small, *t.all_scales, *t.dual_scales, *t.vague, *t.halves, *t.between_and, "3", "40", "5,5", "%"})
    pool += [" ".join(phrase) for rows in t.phrases.values() for phrases in rows.values() for phrase in phrases]
    text = " ".join(data.draw(st.lists(st.sampled_from(pool), min_size=1, max_size=8)))
    words = tokens(text, language)
    for i in range(len(words)):
        found = counts.read_quantity(words, i, language)
        if found:
            assert found.first == i <= found.last < len(words)
            assert (found.low, found.high) != (None, None)
