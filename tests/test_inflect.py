"""Forms made of principal parts: each is found in a text, with its number, and words of the same letters are not."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from unit_rows import params, tables

from extractors import inflect
from extractors.fold import fold
from extractors.lexicon import Lexicon, Reading, load

TABLES = tables("inflect")
KINDS = {"verbs": "verb", "nouns": "noun"}
WORDS = st.text(st.characters(min_codepoint=0x621, max_codepoint=0x64A), min_size=2, max_size=10)


@cache
def lexicon(language: str) -> Lexicon:
    """A lexicon of the rows alone, so that no deny-list and no other entry has a say."""
    name = {"ar": "arabic", "en": "english"}[language]
    entries = [
        {"id": f"{part}.{row['id']}", language: {kind: [row["spec"]]}}
        for part, kind in KINDS.items()
        for row in TABLES[f"{name}_{part}"]
    ]
    with TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "lexicon").mkdir()
        (root / "lexicon" / "rows.yaml").write_text(yaml.safe_dump(entries, allow_unicode=True), encoding="utf-8")
        (root / "actors.yaml").write_text("[]", encoding="utf-8")
        return load(language, root)


def readings(language: str, part: str, row: dict, word: str) -> list[Reading]:
    """How a word of a text is read by the entry of a row."""
    return [r for r in lexicon(language).readings(fold(word), word) if r.word.id == f"{part}.{row['id']}"]


def check(language: str, part: str, row: dict) -> None:
    missed = [word for word in row["forms"] if not readings(language, part, row, word)]
    taken = [word for word in row.get("other", ()) if readings(language, part, row, word)]
    assert (missed, taken) == ([], [])


@pytest.mark.parametrize("row", params(TABLES["arabic_verbs"]))
def test_arabic_verbs(row: dict) -> None:
    check("ar", "verbs", row)


@pytest.mark.parametrize("row", params(TABLES["arabic_nouns"]))
def test_arabic_nouns(row: dict) -> None:
    check("ar", "nouns", row)
    said = {word: readings("ar", "nouns", row, word)[0].form.number for word in row["forms"]}
    assert said == row["forms"]


@pytest.mark.parametrize("row", params(TABLES["english_verbs"]))
def test_english_verbs(row: dict) -> None:
    check("en", "verbs", row)


@pytest.mark.parametrize("row", params(TABLES["english_nouns"]))
def test_english_nouns(row: dict) -> None:
    check("en", "nouns", row)
    assert {word: readings("en", "nouns", row, word)[0].form.number for word in row["forms"]} == row["forms"]


@given(WORDS)
def test_what_is_taken_off_was_there(word: str) -> None:
    splits = list(inflect.arabic_splits(word))
    assert (word, "n", inflect.Clitics()) in splits and (word, "v", inflect.Clitics()) in splits
    for stem, pos, clitics in splits:
        assert word.startswith(clitics.conj) and word.endswith(stem + clitics.suffix)
        assert len(stem) >= 2 and pos in ("n", "v")
        assert not (clitics.article and clitics.suffix)


@given(WORDS)
def test_no_split_is_made_twice(word: str) -> None:
    splits = list(inflect.arabic_splits(word))
    assert len(splits) == len(set(splits))


def test_forms_are_folded() -> None:
    specs = [(inflect.arabic_verb, row) for row in TABLES["arabic_verbs"]]
    specs += [(inflect.arabic_noun, row) for row in TABLES["arabic_nouns"]]
    for forms, row in specs:
        assert all(form.text == fold(form.text) for form in forms(row["spec"])), row["id"]
