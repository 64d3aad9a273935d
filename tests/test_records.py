"""The contract of a mention: its fields in order, exact offsets, stable ids, and JSON that brings all of it back."""

from __future__ import annotations

import dataclasses
import json
from functools import cache

import pytest
from unit_rows import tables

from extractors import records
from extractors.pipeline import extract
from extractors.records import Article, Mention, PlaceTag

FIELDS = """
    mention_id article_id language source url title published category subtype status trigger start end
    quote quote_start quote_end in_title governorates places outside_syria
    count_min count_max count_unit count_text injured_min injured_max victims actor
    event_start event_end date_precision date_reason rule_id rules_version
""".split()
PLACE_FIELDS = ["name", "place_id", "pcode", "role", "precision", "reason", "candidates"]
ROWS = tables("extract")["sentences"]


@cache
def mentions() -> list[tuple[Article, Mention]]:
    """The mentions of all sentences, each in a text of its own and in a title of its own."""
    articles = [Article(row["id"], row["text"], language=row["language"], published="2026-03-14") for row in ROWS]
    articles += [dataclasses.replace(a, id=f"{a.id} in title", title=a.text, text="-") for a in articles]
    return [(article, mention) for article in articles for mention in extract(article)]


def from_json(line: str) -> Mention:
    """A mention out of its JSONL line."""
    row = json.loads(line)
    row["places"] = tuple(PlaceTag(**place | {"candidates": tuple(place["candidates"])}) for place in row["places"])
    return Mention(**row | {"governorates": tuple(row["governorates"])})


def test_fields_stand_in_the_order_of_the_export() -> None:
    assert list(records.MENTION_FIELDS) == FIELDS
    assert [field.name for field in dataclasses.fields(PlaceTag)] == PLACE_FIELDS
    assert list(records.ARTICLE_FIELDS) == ["id", "text", "url", "source", "title", "language", "published"]
    for _, mention in mentions():
        assert list(records.as_dict(mention)) == FIELDS
        assert all(list(place) == PLACE_FIELDS for place in records.as_dict(mention)["places"])


def test_there_are_mentions_of_every_kind() -> None:
    found = [mention for _, mention in mentions()]
    assert {m.category for m in found} == set(records.CATEGORIES)
    assert {m.in_title for m in found} == {True, False}
    assert any(m.places for m in found) and any(m.count_min for m in found)


def test_offsets_are_exact() -> None:
    for article, m in mentions():
        text = article.title if m.in_title else article.text
        assert text[m.start : m.end] == m.trigger != ""
        assert text[m.quote_start : m.quote_end] == m.quote
        assert m.quote_start <= m.start < m.end <= m.quote_end
        assert m.count_text is None or m.count_text in m.quote
        assert all(place.name in text for place in m.places)


def test_values_are_of_the_contract() -> None:
    for _, m in mentions():
        assert m.subtype in records.SUBTYPES[m.category]
        assert m.status in records.STATUSES and m.victims in records.VICTIMS
        assert (m.count_unit in records.UNITS) == (m.count_min is not None or m.count_max is not None)
        assert set(m.governorates) <= {p.pcode for p in m.places if p.role in ("location", "origin")}
        assert all(p.role in records.ROLES and p.precision in (1, 2, 3) and p.reason for p in m.places)
        assert len(m.mention_id) == 32 and int(m.mention_id, 16) >= 0
        assert len(m.trigger.split()) <= 5


def test_json_brings_the_mention_back() -> None:
    for _, mention in mentions():
        line = records.as_json(mention)
        assert "\n" not in line and from_json(line) == mention
        assert json.loads(line) == records.as_dict(mention)


def test_json_keeps_letters() -> None:
    lines = [records.as_json(mention) for _, mention in mentions() if mention.language == "ar"]
    assert lines and not any("\\u06" in line for line in lines)


def test_the_id_of_a_mention_is_made_of_its_place_in_the_article() -> None:
    for _, m in mentions():
        assert m.mention_id == records.mention_id(m.article_id, m.category, m.start, m.end)
        assert m.mention_id == records.mention_id(m.article_id, m.category, m.start, m.end)
    article, m = mentions()[0]
    others = [("b", m.category, m.start, m.end), (m.article_id, "x", m.start, m.end)]
    others += [(m.article_id, m.category, m.start + 1, m.end), (m.article_id, m.category, m.start, m.end + 1)]
    assert len({m.mention_id, *(records.mention_id(*other) for other in others)}) == 5


def test_ids_of_mentions_are_unique() -> None:
    ids = [mention.mention_id for _, mention in mentions()]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    ("parts", "expected"),
    [(("a", 1), "839e11a421d370be28db56fde67e9aad"), (("",), "e3b0c44298fc1c149afbf4c8996fb924")],
)
def test_ids_do_not_change_with_the_program(parts: tuple, expected: str) -> None:
    """Reviews are kept by these ids: another hash would lose them all."""
    assert records.content_id(*parts) == expected


def test_parts_of_an_id_do_not_run_into_one_another() -> None:
    assert records.content_id("a", "bc") != records.content_id("ab", "c")


def test_an_article_is_known_by_its_url_or_else_by_its_text() -> None:
    assert records.article_id("https://a.example/1", "x") == records.article_id("https://a.example/1", "y")
    assert records.article_id(None, "x") == records.article_id("", "x") != records.article_id(None, "y")


def test_records_cannot_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        mentions()[0][1].status = "denied"
