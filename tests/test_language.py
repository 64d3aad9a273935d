"""Where words and sentences end, and which language a text is in."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from unit_rows import params, tables

from extractors import language
from extractors.fold import fold

TABLES = tables("language")
LANGUAGES = st.sampled_from(["ar", "en"])
PIECES = [piece for rows in (TABLES["sentences"], TABLES["words"]) for row in rows for piece in row["text"].split(" ")]
TEXTS = st.lists(st.one_of(st.sampled_from([*PIECES, "\n", ".", "؟"]), st.text(max_size=6)), max_size=12).map(" ".join)


@pytest.mark.parametrize("row", params(TABLES["sentences"]))
def test_sentences(row: dict) -> None:
    found = [row["text"][start:end] for start, end in language.sentences(row["text"], row["language"])]
    assert found == row["parts"]


@pytest.mark.parametrize("row", params(TABLES["words"]))
def test_words(row: dict) -> None:
    assert [row["text"][start:end] for start, end in language.words(row["text"], row["language"])] == row["parts"]


@pytest.mark.parametrize("row", params(TABLES["detected"]))
def test_language_is_told_by_letters(row: dict) -> None:
    assert language.detect(row["text"]) == row["language"]


@settings(max_examples=80)
@given(TEXTS, LANGUAGES)
def test_sentences_leave_nothing_out_but_blanks_and_marks(text: str, tongue: str) -> None:
    spans = list(language.sentences(text, tongue))
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
    for start, end in spans:
        assert start < end and text[start:end] == text[start:end].strip()
    edges = [0, *(edge for span in spans for edge in span), len(text)]
    between = "".join(text[a:b] for a, b in zip(edges[::2], edges[1::2], strict=True))
    assert not any(char.isalnum() for char in between)


@settings(max_examples=80)
@given(TEXTS, LANGUAGES)
def test_words_leave_nothing_out_but_blanks(text: str, tongue: str) -> None:
    spans = list(language.words(text, tongue))
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
    edges = [0, *(edge for span in spans for edge in span), len(text)]
    assert not "".join(text[a:b] for a, b in zip(edges[::2], edges[1::2], strict=True)).strip()


@pytest.mark.parametrize("tongue", ["ar", "en"])
def test_the_norm_of_a_word_is_its_fold(tongue: str) -> None:
    doc = language.pipeline(tongue)(" ".join(PIECES))
    letters = [token for token in doc if token.text[0].isalnum()]
    assert len(letters) > 100
    assert [token.norm_ for token in letters] == [fold(token.text) for token in letters]


@pytest.mark.parametrize("tongue", ["ar", "en"])
def test_the_cache_of_words_is_large(tongue: str) -> None:
    """With the stock size the tokeniser slows down to a ninth after 10,000 word forms."""
    assert language.pipeline(tongue).tokenizer.max_cache_size == language.CACHE_SIZE >= 200_000
    assert language.pipeline(tongue) is language.pipeline(tongue)
