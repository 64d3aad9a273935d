"""One spelling for one word: what fold() joins, what it keeps apart, and that folding twice changes nothing."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from unit_rows import params, tables

from extractors.fold import BROKEN_WORD, fold

TABLES = tables("fold")
ARABIC = st.text(st.characters(min_codepoint=0x600, max_codepoint=0x6FF), max_size=20)
MARKS = [chr(code) for code in (*range(0x64B, 0x653), 0x670, 0x640, 0x200F, 0x200E, 0x200B)]


@pytest.mark.parametrize("row", params(TABLES["folds"]))
def test_spellings_become_one(row: dict) -> None:
    assert fold(row["text"]) == row["folded"]


@pytest.mark.parametrize("row", params(TABLES["apart"]))
def test_different_words_stay_apart(row: dict) -> None:
    one, other = row["texts"]
    assert fold(one) != fold(other)


@given(ARABIC)
def test_arabic_is_folded_once_and_for_all(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(st.characters(max_codepoint=0x17F), max_size=20))
def test_latin_has_no_capitals_left(text: str) -> None:
    assert fold(text) == fold(text).lower()


@given(st.text(max_size=30))
def test_any_text_can_be_folded(text: str) -> None:
    assert isinstance(fold(text), str)


@given(st.text(st.characters(min_codepoint=0x621, max_codepoint=0x63A), min_size=2, max_size=8), st.data())
def test_marks_inside_a_word_do_not_matter(word: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(1, len(word) - 1))
    assert fold(word[:at] + data.draw(st.sampled_from(MARKS)) + word[at:]) == fold(word)


@given(st.text(st.characters(min_codepoint=0x621, max_codepoint=0x63A), min_size=2, max_size=8), st.data())
def test_a_word_broken_by_dots_is_put_together(word: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(1, len(word) - 1))
    dots = data.draw(st.sampled_from(["", ".", "..", "...", " ", "*", "_", "-"]))
    broken = f"{word[:at]}\u0640{dots}\u0640{word[at:]}"
    assert fold(broken) == fold(word)
    assert BROKEN_WORD.search(broken)


@given(st.text(st.characters(min_codepoint=0x621, max_codepoint=0x655), max_size=20))
def test_composed_and_decomposed_are_the_same(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))
