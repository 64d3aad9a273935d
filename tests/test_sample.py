"""The sample articles keep their promises: fields, weeks, languages, sources, copies."""

from __future__ import annotations

import dataclasses
import datetime
import itertools
import json
import re
from collections import Counter
from pathlib import Path

import pytest

from extractors.records import Article

SAMPLE = Path(__file__).parents[1] / "data" / "sample" / "articles.jsonl"
FIRST_MONDAY = datetime.date.fromisocalendar(2026, 27, 1)
WEEKS = [(FIRST_MONDAY + datetime.timedelta(weeks=n)).isocalendar()[:2] for n in range(20)]
COPY = 0.5  # copies share 0.75 and more of the shorter text's word triples, other pairs 0.15 at most


@pytest.fixture(scope="module")
def rows() -> list[dict]:
    """The lines as they are."""
    return [json.loads(line) for line in SAMPLE.read_text(encoding="utf-8").splitlines()]


def shingles(text: str) -> set[tuple[str, ...]]:
    """Every three words that follow one another."""
    words = re.findall(r"\w+", text)
    return set(zip(words, words[1:], words[2:], strict=False))


def overlap(a: set, b: set) -> float:
    """The part of the smaller set that stands in both."""
    return len(a & b) / min(len(a), len(b))


def similar_pairs(rows: list[dict]) -> list[tuple[dict, dict]]:
    """Pairs of articles with nearly the same text, the earlier first."""
    found = [shingles(row["text"]) for row in rows]
    pairs = itertools.combinations(range(len(rows)), 2)
    return [(rows[i], rows[j]) for i, j in pairs if overlap(found[i], found[j]) >= COPY]


def test_every_row_is_a_complete_article(rows: list[dict]) -> None:
    fields = {field.name for field in dataclasses.fields(Article)}
    for row in rows:
        assert set(row) == fields, row["id"]
        assert all(isinstance(value, str) and value.strip() for value in row.values()), row["id"]
        assert Article(**row).text == row["text"].strip()


def test_ids_urls_and_titles_are_unique(rows: list[dict]) -> None:
    for name in ("id", "url", "title"):
        assert [value for value, n in Counter(row[name] for row in rows).items() if n > 1] == []


def test_there_are_enough_articles_in_both_languages(rows: list[dict]) -> None:
    languages = Counter(row["language"] for row in rows)
    assert set(languages) == {"ar", "en"}
    assert languages["ar"] >= 110
    assert languages["en"] >= 50


def test_the_language_is_the_one_the_text_is_written_in(rows: list[dict]) -> None:
    for row in rows:
        arabic = len(re.findall(r"[\u0621-\u064a]", row["text"])) / len(re.findall(r"[^\W\d_]", row["text"]))
        assert (arabic > 0.9) == (row["language"] == "ar"), row["id"]
        assert 0.1 > arabic or arabic > 0.9, row["id"]


def test_twenty_consecutive_weeks_with_five_articles_or_more(rows: list[dict]) -> None:
    weeks = Counter(datetime.date.fromisoformat(row["published"]).isocalendar()[:2] for row in rows)
    assert sorted(weeks) == WEEKS
    assert WEEKS[-1] == (2026, 46)
    assert min(weeks.values()) >= 5
    assert max(weeks.values()) >= 2 * min(weeks.values())  # ebb and flow


def test_rows_are_in_order_of_publication(rows: list[dict]) -> None:
    days = [row["published"] for row in rows]
    assert days == sorted(days)


def test_outlets_are_invented_and_have_one_host_and_language_each(rows: list[dict]) -> None:
    outlets = {(row["source"], row["url"].split("/")[2], row["language"]) for row in rows}
    assert len(outlets) == len({source for source, _, _ in outlets}) >= 10
    for row in rows:
        year, month, _ = row["published"].split("-")
        assert re.fullmatch(rf"https://[a-z-]+\.example/{year}/{month}/\d+", row["url"]), row["id"]


def test_copies_stand_under_another_outlet_and_title_within_two_days(rows: list[dict]) -> None:
    pairs = similar_pairs(rows)
    assert len(pairs) >= 10
    assert {first["language"] for first, _ in pairs} == {"ar", "en"}
    for first, second in pairs:
        days = datetime.date.fromisoformat(second["published"]) - datetime.date.fromisoformat(first["published"])
        assert first["source"] != second["source"]
        assert days.days <= 2, (first["id"], second["id"])


def test_copies_are_verbatim_cut_short_or_added_to(rows: list[dict]) -> None:
    change = [len(second["text"]) - len(first["text"]) for first, second in similar_pairs(rows)]
    assert 0 in change
    assert min(change) < 0 < max(change)


def test_articles_that_are_no_copies_share_no_wording(rows: list[dict]) -> None:
    copies = {second["id"] for _, second in similar_pairs(rows)}
    texts = [shingles(row["text"]) for row in rows if row["id"] not in copies]
    assert max(overlap(a, b) for a, b in itertools.combinations(texts, 2)) < 0.2
