"""Extraction as a whole: what holds for any text, and what a change of the text may and may not change."""

from __future__ import annotations

import dataclasses
import json
import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from unit_rows import params, tables

from extractors import article_text, language, lexicon, prefilter
from extractors.pipeline import explain, extract, read
from extractors.records import Article, Mention, as_json
from extractors.triggers import candidates
from monitor.cases import article_of, read_rows

ROOT = Path(__file__).parent.parent
TABLES = tables("extract")
SENTENCES = TABLES["sentences"]
ARABIC = [row for row in SENTENCES if row["language"] == "ar"]
TATWEEL, FATHA = "\u0640", "\u064e"
EASTERN = {ord(str(digit)): chr(0x660 + digit) for digit in range(10)}
MEANING = ("category", "subtype", "status", "governorates", "count_min", "count_max", "count_unit", "injured_min",
           "injured_max", "victims", "actor", "event_start", "rule_id")  # fmt: skip
WORDS = [word for row in TABLES["noise"] for word in map(str, row["words"])]
WORDS += [word for row in SENTENCES for word in row["text"].split()]
TEXTS = st.lists(
    st.one_of(st.sampled_from(WORDS), st.sampled_from([row["text"] for row in SENTENCES]), st.text(max_size=5)),
    max_size=25,
).map(" ".join)


def mentions(text: str, tongue: str | None = None, title: str | None = None) -> list[Mention]:
    return extract(Article("a", text, title=title, language=tongue, published="2026-03-14"))


def meaning(found: list[Mention], *, without: tuple[str, ...] = ()) -> list[tuple]:
    """What the mentions say, without where they say it."""
    return [tuple(getattr(m, name) for name in MEANING if name not in without) for m in found]


def sentence_spans(text: str, tongue: str) -> set[tuple[int, int]]:
    """The sentences of the lines that may carry evidence."""
    rows = article_text.lines(text, None)
    return {(start + a, start + b) for start, end, _ in rows for a, b in language.sentences(text[start:end], tongue)}


@settings(max_examples=60)
@given(TEXTS, st.sampled_from(["ar", "en", None]), st.one_of(st.none(), st.sampled_from(WORDS), st.text(max_size=9)))
def test_any_text_can_be_read_and_offsets_are_exact(text: str, tongue: str | None, title: str | None) -> None:
    for m in mentions(text, tongue, title):
        place = title if m.in_title else text
        assert place[m.start : m.end] == m.trigger and m.trigger.strip()
        assert place[m.quote_start : m.quote_end] == m.quote
        assert m.quote_start <= m.start < m.end <= m.quote_end
        if not m.in_title:
            assert (m.quote_start, m.quote_end) in sentence_spans(text, m.language)
        assert json.loads(as_json(m))["trigger"] == m.trigger


@settings(max_examples=60)
@given(TEXTS, st.sampled_from(["ar", "en"]))
def test_the_quick_look_misses_no_candidate(text: str, tongue: str) -> None:
    found = [c for r in read(Article("a", text, language=tongue)) for c in candidates(r.sentence)]
    assert not found or prefilter.load(tongue).may_mention(text, "")


@settings(max_examples=40)
@given(TEXTS)
def test_the_same_text_gives_the_same_mentions(text: str) -> None:
    assert mentions(text) == mentions(text)


class Turned(frozenset):
    """A set of words that is gone through in a known order; real sets have another one in every process."""

    backwards = False

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(super().__iter__(), reverse=Turned.backwards))


class TurnedLexicon(lexicon.Lexicon):
    def bases(self, norm: str) -> frozenset[str]:
        return Turned(super().bases(norm))


@cache
def arabic_cases() -> list[Article]:
    return [article_of(row) for row in read_rows(ROOT / "tests" / "cases") if row["language"] == "ar"]


def read_in_order(backwards: bool, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The mentions of the Arabic case rows, the sets of a word's stems gone through forwards or backwards."""
    monkeypatch.setattr(lexicon, "Lexicon", TurnedLexicon)
    monkeypatch.setattr(Turned, "backwards", backwards)
    words = {"ar": lexicon.load.__wrapped__("ar")}
    monkeypatch.setattr(lexicon, "load", words.__getitem__)
    return [as_json(mention) for article in arabic_cases() for mention in extract(article)]


def test_the_order_of_sets_does_not_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        forwards = read_in_order(False, patch)
    with monkeypatch.context() as patch:
        backwards = read_in_order(True, patch)
    assert len(forwards) > 200
    assert [(one, other) for one, other in zip(forwards, backwards, strict=True) if one != other] == []


@pytest.mark.parametrize("row", params(TABLES["silent"]))
def test_a_text_without_an_event_gives_nothing(row: dict) -> None:
    assert mentions(row["text"], row["language"]) == []
    assert mentions(row["text"]) == []


@pytest.mark.parametrize("row", params(SENTENCES))
def test_a_sentence_tells_its_event(row: dict) -> None:
    found = mentions(row["text"], row["language"])
    assert row["category"] in {m.category for m in found}
    assert all(m.status == "reported" and m.quote == row["text"] for m in found)
    assert mentions(row["text"]) == found, "the language is not detected"


def respelled(text: str, changes: dict[int, str]) -> tuple[str, list[int]]:
    """The text with other words in place of single characters, and where each character now begins."""
    pieces = [changes.get(i, char) for i, char in enumerate(text)]
    starts = [0]
    for piece in pieces:
        starts.append(starts[-1] + len(piece))
    return "".join(pieces), starts


def spellings(row: dict) -> dict[str, dict[int, str]]:
    """Ways to write the trigger word of an Arabic sentence: changed characters by position."""
    text, begin = row["text"], row["text"].index(row["word"])
    inner = [i for i in range(begin, begin + len(row["word"]) - 1) if text[i].isalpha() and text[i + 1].isalpha()]
    middle = inner[len(inner) // 2]
    return {
        "tatweel": {middle: text[middle] + TATWEEL * 3},
        "dots": {middle: f"{text[middle]}{TATWEEL}..{TATWEEL}"},
        "blank": {middle: f"{text[middle]}{TATWEEL} {TATWEEL}"},
        "vowel": {middle: text[middle] + FATHA},
        "zero width": {middle: text[middle] + "\u200c"},
        "direction": {0: "\u200f" + text[0]},
        "digits": {i: char.translate(EASTERN) for i, char in enumerate(text) if char.isdigit()},
        "decomposed": {i: unicodedata.normalize("NFD", char) for i, char in enumerate(text)},
    }


@pytest.mark.parametrize("how", list(spellings(ARABIC[0])))
@pytest.mark.parametrize("row", params(ARABIC))
def test_other_spellings_tell_the_same(row: dict, how: str) -> None:
    plain = mentions(row["text"], "ar")
    text, starts = respelled(row["text"], spellings(row)[how])
    found = mentions(text, "ar")
    assert meaning(found) == meaning(plain)
    shift = (how == "direction") * 1  # the mark before the first word belongs to it, or not
    for m, p in zip(found, plain, strict=True):
        assert m.trigger == text[m.start : m.end] and m.quote == text[m.quote_start : m.quote_end]
        assert starts[p.start] - shift <= m.start <= starts[p.start] + shift and m.end == starts[p.end]


@pytest.mark.parametrize("row", params(ARABIC))
@pytest.mark.parametrize("opener", [row["text"] for row in TABLES["openers"]], ids=["and", "so"])
def test_a_conjunction_before_the_sentence_keeps_the_event(row: dict, opener: str) -> None:
    plain, found = mentions(row["text"], "ar"), mentions(opener + row["text"], "ar")
    assert meaning(found) == meaning(plain)
    assert [m.end for m in found] == [m.end + 1 for m in plain]


@pytest.mark.parametrize("row", params(SENTENCES))
@pytest.mark.parametrize("between", ["\n", "\n\n", "\r\n", " \n"], ids=repr)
def test_a_sentence_that_tells_nothing_before_it_only_moves_the_event(row: dict, between: str) -> None:
    plain = mentions(row["text"], row["language"])
    before = next(r["text"] for r in TABLES["silent"] if r["language"] == row["language"]) + between
    found = mentions(before + row["text"] + between, row["language"])
    assert meaning(found) == meaning(plain)
    assert [(m.start, m.end) for m in found] == [(m.start + len(before), m.end + len(before)) for m in plain]


@pytest.mark.parametrize("row", params(SENTENCES))
@pytest.mark.parametrize("between", [" ", "\n", "\n\n"], ids=repr)
def test_a_sentence_said_twice_is_one_event(row: dict, between: str) -> None:
    once, twice = (mentions(text, row["language"]) for text in (row["text"], row["text"] + between + row["text"]))
    assert meaning(twice) == meaning(once)


@pytest.mark.parametrize("row", params(SENTENCES))
def test_a_title_that_says_the_same_is_no_second_event(row: dict) -> None:
    plain = meaning(mentions(row["text"], row["language"]))
    assert meaning(mentions(row["text"], row["language"], title=row["text"])) == plain
    only = mentions("-", row["language"], title=row["text"])
    assert meaning(only) == plain and all(m.in_title for m in only)


@pytest.mark.parametrize("row", params(TABLES["places"]))
def test_another_town_changes_the_governorate_only(row: dict) -> None:
    towns = TABLES["towns"]
    found = [mentions(row["text"].format(town=town[row["language"]]), row["language"]) for town in towns]
    assert [[m.governorates for m in one] for one in found] == [[(town["id"],)] for town in towns]
    said = {tuple(meaning(one, without=("governorates",))) for one in found}
    assert len(said) == 1


@pytest.mark.parametrize("row", params(TABLES["named_like_words"]))
def test_a_town_named_like_an_event_is_a_town(row: dict) -> None:
    found = mentions(row["text"].format(town=row["town"]), row["language"])
    assert [m.governorates for m in found] == [(row["pcode"],)]


@pytest.mark.parametrize("row", params(TABLES["negated"]))
def test_what_did_not_happen_is_not_reported(row: dict) -> None:
    (said,) = mentions(row["said"], row["language"])
    assert said.status == "reported"
    assert {m.status for m in mentions(row["not"], row["language"])} <= {"denied"}


COUNTED = [(row, people) for row, people in product(TABLES["counted"], TABLES["people"])
           if row["language"] == people["language"]]  # fmt: skip


@pytest.mark.parametrize(("row", "people"), COUNTED, ids=[f"{row['id']}, {people['id']}" for row, people in COUNTED])
def test_one_two_and_more_are_counted(row: dict, people: dict) -> None:
    (found,) = mentions(row["text"].format(people=people["text"]), row["language"])
    assert [found.count_min, found.count_max] == people["count"]
    assert found.victims == "civilians"
    assert found.count_unit == (None if people["count"] == [None, None] else "persons")


def explained(article: Article) -> tuple[list[str], str]:
    """(every candidate with its rule as the explanation should name it, the explanation)."""
    found = [f"{c.words} ({c.word.id}" for r in read(article) for c in candidates(r.sentence)]
    return found, explain(article)


def test_an_explanation_names_every_candidate_and_mention() -> None:
    for row in SENTENCES:
        wanted, text = explained(Article("a", row["text"], language=row["language"]))
        found = mentions(row["text"], row["language"])
        assert wanted and all(words in text for words in wanted), row["id"]
        assert f"{len(found)} mention(s)" in text and all(f"[{m.trigger}]" in text for m in found), row["id"]


@pytest.mark.parametrize("row", params(TABLES["unexplained"]))
def test_an_explanation_names_what_was_left_out(row: dict) -> None:
    wanted, text = explained(Article("a", row["text"], language=row["language"]))
    assert wanted and [words for words in wanted if words not in text] == []


def test_the_publication_day_does_not_change_what_is_found() -> None:
    for row in SENTENCES:
        article = Article("a", row["text"], language=row["language"])
        for day in ("2012-01-01", "2026-12-31T23:59:00+03:00", "no day"):
            other = extract(dataclasses.replace(article, published=day))
            assert meaning(other, without=("event_start",)) == meaning(extract(article), without=("event_start",))


def test_a_mention_without_any_day_has_none() -> None:
    for row in SENTENCES:
        for m in extract(Article("a", row["text"], language=row["language"])):
            assert (m.event_start, m.event_end, m.date_precision, m.date_reason) == (None, None, None, None)


@pytest.mark.parametrize("row", params(TABLES["reported"]))
def test_an_event_of_the_day_is_told_as_it_is(row: dict) -> None:
    published = row.get("published", "2026-03-14")
    (found,) = extract(Article("a", row["text"], language=row["language"], published=published))
    assert (found.status, [found.count_min, found.count_max]) == ("reported", row["count"])
