"""What of an article is evidence: furniture, datelines, source lines and titles are told from the text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from unit_rows import params, tables

from extractors import article_text
from extractors.fold import fold

TABLES = tables("article_text")
PIECES = [row["text"] for row in TABLES["lines"]]
TEXTS = st.lists(st.one_of(st.sampled_from(["", " ", *PIECES]), st.text(max_size=12)), max_size=8).map("\n".join)


@pytest.mark.parametrize("row", params(TABLES["lines"]))
def test_furniture(row: dict) -> None:
    assert article_text.is_furniture(row["text"]) is row["furniture"]


@pytest.mark.parametrize("row", params(TABLES["datelines"]))
def test_datelines(row: dict) -> None:
    assert article_text.dateline(row["text"]) == row["day"]


@pytest.mark.parametrize("row", params(TABLES["sources"]))
def test_sources(row: dict) -> None:
    assert article_text.source_line(row["text"]) == row["source"]


@pytest.mark.parametrize("row", params(TABLES["evidence"]))
def test_evidence_lines(row: dict) -> None:
    text = row["text"]
    assert [text[start:end].strip() for start, end, _ in article_text.lines(text, None)] == row["lines"]


@pytest.mark.parametrize("row", params(TABLES["titles"]))
def test_title_line(row: dict) -> None:
    assert article_text.title_line(row["text"], row["title"]) == row["line"]


@settings(max_examples=60)
@given(TEXTS)
def test_lines_are_exact_and_said_once(text: str) -> None:
    found = article_text.lines(text, None)
    for start, end, number in found:
        assert text[start:end] == text.split("\n")[number]
        assert not article_text.is_furniture(text[start:end])
    folded = [fold(text[start:end]).strip() for start, end, _ in found]
    assert len(folded) == len(set(folded))


@settings(max_examples=60)
@given(TEXTS)
def test_any_text_has_a_head(text: str) -> None:
    assert article_text.source_line(text) is None or article_text.source_line(text).strip()
    assert article_text.dateline(text) is None or len(article_text.dateline(text)) == 10
