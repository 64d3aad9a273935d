"""The words: bad data stops with file, entry and field; the data that is here is sound."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from unit_rows import params, tables

from extractors import context, date_words, lexicon, number_words
from extractors.fold import fold
from extractors.lexicon import DATA, DataError
from extractors.records import CATEGORIES

TABLES = tables("lexicon")
LEXICON = [*sorted((DATA / "lexicon").glob("*.yaml")), DATA / "actors.yaml"]
CUES = sorted((DATA / "cues").glob("*.yaml"))
WORDS = [*LEXICON, *CUES, DATA / "numbers.yaml", DATA / "dates.yaml", DATA / "furniture.yaml"]
LANGUAGES = ("ar", "en")


def name_of(path: Path) -> str:
    return str(path.relative_to(DATA))


def entries(paths: list[Path]) -> Iterator[tuple[str, dict]]:
    """(file and id, entry) of every entry of these files."""
    for path in paths:
        for entry in lexicon.read_yaml(path):
            yield f"{name_of(path)} {entry['id']}", entry


def folder_of(root: Path, text: str | bytes) -> Path:
    """A data folder with one lexicon file and no actors."""
    (root / "lexicon").mkdir()
    (root / "lexicon" / "words.yaml").write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    (root / "actors.yaml").write_text("[]", encoding="utf-8")
    return root


@pytest.mark.parametrize("row", params(TABLES["bad"]))
def test_a_bad_entry_is_named(row: dict, tmp_path: Path) -> None:
    text = yaml.safe_dump(row["entries"], allow_unicode=True)
    with pytest.raises(DataError) as error:
        lexicon.load(row.get("language", "en"), folder_of(tmp_path, text))
    for name in ("words.yaml", *row["names"]):
        assert name in str(error.value)


def test_a_file_that_is_no_yaml_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"words\.yaml.*YAML"):
        lexicon.load("en", folder_of(tmp_path, "- id: [x"))


def test_a_file_in_another_encoding_is_named(tmp_path: Path) -> None:
    word = TABLES["known"][0]["text"].encode("windows-1256")
    with pytest.raises(DataError, match=r"words\.yaml"):
        lexicon.load("ar", folder_of(tmp_path, b"- {id: x.one, ar: {noun: [" + word + b"]}}"))


def test_an_id_of_two_files_is_named(tmp_path: Path) -> None:
    root = folder_of(tmp_path, "- {id: x.one}")
    (root / "actors.yaml").write_text("- {id: x.one}", encoding="utf-8")
    with pytest.raises(DataError, match=r"actors\.yaml.*x\.one.*words\.yaml"):
        lexicon.load("en", root)


@pytest.mark.parametrize("row", params(TABLES["bad_cues"]))
def test_a_bad_cue_is_named(row: dict, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "cues").mkdir()
    (tmp_path / "cues" / "en.yaml").write_text(yaml.safe_dump(row["entries"]), encoding="utf-8")
    monkeypatch.setattr(context, "DATA", tmp_path)
    with pytest.raises(DataError) as error:
        context.cues.__wrapped__("en")
    for name in ("en.yaml", *row["names"]):
        assert name in str(error.value)


def test_bad_number_words_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "numbers.yaml").write_text("en: {units: {one: 1}}", encoding="utf-8")
    monkeypatch.setattr(number_words, "DATA", tmp_path)
    with pytest.raises(DataError, match=r"numbers\.yaml.*tens"):
        number_words.table.__wrapped__("en")


def test_bad_date_words_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "dates.yaml").write_text("en: {months: {1: [january]}}", encoding="utf-8")
    monkeypatch.setattr(date_words, "DATA", tmp_path)
    with pytest.raises(DataError, match=r"dates\.yaml.*weekdays"):
        date_words.words.__wrapped__("en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_file_loads(language: str) -> None:
    words = lexicon.load(language)
    assert len(words.forms) > 1_000 and len(words.phrases) > 100
    assert {cue.status for cue in context.cues(language)} >= {"denied", "possible", "past", "end"}
    read = {word.id for rows in words.forms.values() for word, _, _ in rows}
    read |= {p.word.id for table in (words.phrases, words.phrases_by_id) for rows in table.values() for p in rows}
    written = {entry["id"] for _, entry in entries(LEXICON) if any((entry.get(language) or {}).values())}
    assert read == written


@pytest.mark.parametrize("paths", [LEXICON, *([path] for path in CUES)], ids=["lexicon", *map(name_of, CUES)])
def test_ids_are_unique(paths: list[Path]) -> None:
    ids = Counter(entry["id"] for _, entry in entries(paths))
    assert len(ids) > 5 and [name for name, n in ids.items() if n > 1] == []


def test_every_exclusion_has_a_why() -> None:
    excluding = [(name, entry) for name, entry in entries(LEXICON) if "not" in entry]
    assert len(excluding) > 15
    assert [name for name, entry in excluding if not str(entry.get("why") or "").strip()] == []
    figurative = [(name, entry) for name, entry in entries(LEXICON) if "nothing" in entry.get("tags", ())]
    assert len(figurative) > 5
    assert [name for name, entry in figurative if not str(entry.get("why") or "").strip()] == []


def test_every_trigger_is_defined_in_both_languages() -> None:
    triggers = [(name, entry) for name, entry in entries(LEXICON) if "category" in entry]
    assert {entry["category"] for _, entry in triggers} == set(CATEGORIES)
    assert [name for name, entry in triggers if set(entry.get("define", ())) != set(LANGUAGES)] == []


def lists_of(entry: dict) -> list:
    """Everything in an entry that must be a list of words."""
    found = [entry.get(field, []) for field in ("tags", "needs", "not")]
    return found + [specs for language in LANGUAGES for specs in (entry.get(language) or {}).values()]


def test_lists_are_lists() -> None:
    """A word without brackets would be read letter by letter."""
    assert [
        name for name, entry in entries(LEXICON) if not all(isinstance(words, list) for words in lists_of(entry))
    ] == []
    for name, cue in entries(CUES):
        for field in ("words", "pseudo", "unless", "only"):
            assert isinstance(cue.get(field, []), list), f"{name} {field}"


def test_no_word_is_a_truth_value() -> None:
    words = [(name, word) for name, entry in entries(LEXICON) for words in lists_of(entry) for word in words]
    words += [(name, word) for name, cue in entries(CUES) for word in (*cue["words"], *cue.get("pseudo", ()))]
    assert [(name, word) for name, word in words if not isinstance(word, str)] == []


def test_cues_have_the_known_fields_only() -> None:
    known = {"id", "status", "direction", "scope", "far", "words", "pseudo", "unless", "only", "why"}
    for name, cue in entries(CUES):
        assert set(cue) <= known and {"id", "status", "words"} <= set(cue), name
        assert isinstance(cue.get("scope", 0), int) and set(cue.get("only", ())) <= set(CATEGORIES), name
        assert cue["status"] == "end" or cue.get("scope", 0) > 0, f"{name} reaches nothing"


class StrictLoader(yaml.SafeLoader):
    """YAML keeps the last of two equal keys and says nothing; this one stops."""


def _mapping(loader: StrictLoader, node: yaml.MappingNode) -> dict:
    keys = [loader.construct_object(key, deep=True) for key, _ in node.value]
    twice = [key for key, n in Counter(keys).items() if n > 1]
    if twice:
        raise ValueError(f"{twice} twice in line {node.start_mark.line + 1}")
    return yaml.SafeLoader.construct_mapping(loader, node, deep=True)


StrictLoader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


def test_a_field_that_stands_twice_is_noticed() -> None:
    with pytest.raises(ValueError, match="not"):
        yaml.load('{"not": [x], "not": [y]}', StrictLoader)


@pytest.mark.parametrize("path", WORDS, ids=name_of)
def test_no_field_stands_twice(path: Path) -> None:
    assert yaml.load(path.read_text(encoding="utf-8"), StrictLoader)


@pytest.mark.parametrize("row", params(TABLES["known"]))
def test_words_are_read(row: dict) -> None:
    read = lexicon.load(row["language"]).readings(fold(row["text"]), row["text"])
    assert row["entry"] in {reading.word.id for reading in read}


@pytest.mark.parametrize("row", params(TABLES["denied"]))
def test_denied_words_are_not_read(row: dict) -> None:
    words = lexicon.load(row["language"])
    norm = fold(row["text"])
    assert row["entry"] not in {reading.word.id for reading in words.readings(norm, row["text"])}
    assert norm in words.denied[row["entry"]], "the row guards nothing: the word is not on the list"
