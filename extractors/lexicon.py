"""The words of data/lexicon and data/cues: read, checked, expanded, looked up by their folded form."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

from extractors import inflect
from extractors.data_files import DATA, DataError, read_yaml, words
from extractors.fold import fold, remember
from extractors.inflect import Clitics, Form
from extractors.records import CATEGORIES, SUBTYPES

# How a trigger word carries its event; see data/lexicon/README.md.
EVENT_KINDS = ("act", "mid", "event", "victim", "hit", "strike", "blast", "mark")
_VOWELS = "".join(map(chr, range(0x64B, 0x653)))  # marks that may follow the last letter
WORD_KINDS = ("noun", "verb", "word", "phrase", "single")
_KINDS = EVENT_KINDS + WORD_KINDS
_VERBS = ("act", "mid", "hit", "verb")
LANGUAGES = ("ar", "en")


@dataclass(frozen=True, slots=True)
class Word:
    """One lexicon entry. tags are the classes that the rules speak of; a trigger also has category and subtype."""

    id: str
    tags: frozenset[str]
    category: str | None = None
    subtype: str | None = None
    needs: frozenset[str] = frozenset()
    actor: str | None = None


class Reading(NamedTuple):
    """One way to read a word form."""

    word: Word
    kind: str
    form: Form
    clitics: Clitics


class Phrase(NamedTuple):
    """Several words that mean one thing; an element is a set of folded words, an "@id", or a gap "~N"."""

    word: Word
    kind: str
    elements: tuple[tuple[str, ...], ...]


class Entry(NamedTuple):
    """What the lexicon knows of one word form, shared by all its occurrences."""

    readings: tuple[Reading, ...]
    bases: frozenset[str]
    tags: frozenset[str]
    groups: tuple[Phrase, ...]  # phrases that begin with this word and name a group
    phrases: tuple[Phrase, ...]  # the other phrases that begin with it


def classes(readings: Iterable[Reading]) -> frozenset[str]:
    """The classes of a word with these readings."""
    tags: set[str] = set()
    for reading in readings:
        tags |= reading.word.tags
        if reading.word.actor:
            tags.add("group")
    return frozenset(tags)


class Lexicon:
    """All entries of one language."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.forms: dict[str, list[tuple[Word, str, Form]]] = {}
        self.phrases: dict[str, list[Phrase]] = {}
        self.phrases_by_id: dict[str, list[Phrase]] = {}
        self.denied: dict[str, frozenset[str]] = {}
        self._memo: dict[tuple[str, str], Entry] = {}
        self._bases: dict[str, frozenset[str]] = {}

    def readings(self, norm: str, raw: str) -> tuple[Reading, ...]:
        """Every reading of a word form, clitics taken off; empty for a word that no entry has."""
        return self.entry(norm, raw).readings

    def entry(self, norm: str, raw: str) -> Entry:
        """Readings, bases, classes and phrases of a word form."""
        if "\u0629" in raw[-3:]:
            raw = raw.rstrip(_VOWELS)  # an ending with ta marbuta is no pronoun, vowel mark or not
        marked = any(mark in raw for mark in "\u064f\u0651")  # damma, shadda: told apart from homographs
        key = (norm, raw[-1:] + "!" * marked)
        found = self._memo.get(key)
        if found is None:
            readings, bases = tuple(self._read(norm, raw)), self.bases(norm)
            phrases = [p for base in sorted(bases, key=lambda b: (-len(b), b)) for p in self.phrases.get(base, ())]
            found = Entry(
                readings, bases, classes(readings),
                tuple(p for p in phrases if p.word.actor), tuple(p for p in phrases if not p.word.actor),
            )  # fmt: skip
            remember(self._memo, key, found)
        return found

    def _read(self, norm: str, raw: str) -> Iterable[Reading]:
        if self.language == "en":
            for word, kind, form in self.forms.get(norm, ()):
                yield Reading(word, kind, form, Clitics())
            return
        seen = set()
        for stem, pos, clitics in inflect.arabic_splits(norm):
            entries = self.forms.get(stem, ())
            if clitics.article:  # listed with its article: the regime, "for the regime"
                entries = [*entries, *(e for e in self.forms.get("ال" + stem, ()) if e[2].pos == "w")]
            for word, kind, form in entries:
                if (
                    (word.id, kind) in seen
                    or self._is_denied(word.id, norm)
                    and not (kind in _VERBS and ("\u064f" in raw or "\u0651" in raw))
                ):
                    continue
                if kind == "mid" and clitics.suffix:
                    continue  # an intransitive verb has no object
                if form.pos == "w" and not clitics.suffix and pos == "n" or inflect.compatible(form, pos, clitics, raw):
                    seen.add((word.id, kind))
                    yield Reading(word, kind, form, clitics)

    def _is_denied(self, word_id: str, norm: str) -> bool:
        denied = self.denied.get(word_id)
        if not denied:
            return False
        return norm in denied or any(d.endswith("*") and norm.startswith(d[:-1]) for d in denied)

    def bases(self, norm: str) -> frozenset[str]:
        """The word itself and what is left of it without conjunction, preposition and article."""
        found = self._bases.get(norm)
        if found is None:
            stems = {norm}
            if self.language == "ar":
                splits = [(s, c) for s, pos, c in inflect.arabic_splits(norm) if pos == "n" and not c.suffix]
                stems |= {s for s, _ in splits} | {"ال" + s for s, c in splits if c.article}
            found = remember(self._bases, norm, frozenset(stems))
        return found


def _forms(kind: str, spec: str, language: str) -> Iterable[Form]:
    if kind == "word":
        word = fold(spec)
        number = "p" if word.endswith(("ين", "ون", "ات")) else "d" if word.endswith("ان") else "s"
        return [Form(word, "w", number if language == "ar" else "?")]
    if language == "ar":
        return inflect.arabic_verb(spec) if kind in _VERBS else inflect.arabic_noun(spec)
    return inflect.english_verb(spec) if kind in _VERBS else inflect.english_noun(spec)


_FIELDS = frozenset(("id", "tags", "category", "subtype", "needs", "ar", "en", "define", "why", "not"))


def _word(entry: dict, where: str) -> Word:
    """The checked head of an entry; where is its file."""
    if not isinstance(entry, dict) or "id" not in entry:
        raise DataError(f"{where}: an entry has no id")
    name = f"{where}: entry {entry['id']!r}"
    if unknown := set(map(str, entry)) - _FIELDS:
        raise DataError(f"{name} has unknown field(s) {sorted(unknown)}; allowed are {sorted(_FIELDS)}")
    category, subtype = entry.get("category"), entry.get("subtype")
    if (category is not None or subtype is not None) and category not in CATEGORIES:
        raise DataError(f"{name} has category {category!r}; allowed are {CATEGORIES}")
    if category and subtype not in SUBTYPES[category]:
        raise DataError(f"{name} has subtype {subtype!r}; allowed are {SUBTYPES[category]}")
    if "not" in entry and not entry.get("why"):
        raise DataError(f"{name} excludes words without saying why")
    tags, needs = (frozenset(_list(entry, field, name)) for field in ("tags", "needs"))
    return Word(entry["id"], tags, category, subtype, needs, entry["id"] if where == "actors.yaml" else None)


def _list(entry: dict, field: str, name: str) -> list[str]:
    """A list of words that an entry may leave out."""
    return words(entry[field], f"{name}, field {field!r}") if field in entry else []


def _add(lexicon: Lexicon, word: Word, entry: dict, name: str) -> None:
    """Put the words of an entry into the lexicon; name is file and entry."""
    kinds = entry.get(lexicon.language) or {}
    if not isinstance(kinds, dict):
        raise DataError(f"{name}, field {lexicon.language!r}: expected kinds of words, found {kinds!r}")
    for kind, specs in kinds.items():
        if kind not in _KINDS:
            raise DataError(f"{name} has kind {kind!r}; allowed are {_KINDS}")
        for spec in words(specs, f"{name}, field '{lexicon.language}.{kind}'"):
            wordy = lexicon.language == "en" and kind in ("mark", "strike", "blast") and " " in spec
            if kind in ("phrase", "single") or wordy or set(spec) & set("_~@/"):
                _add_phrase(lexicon, word, kind, spec)
            else:
                _add_forms(lexicon, word, kind, spec, name)


def _add_forms(lexicon: Lexicon, word: Word, kind: str, spec: str, name: str) -> None:
    try:
        for form in _forms(kind, spec, lexicon.language):
            lexicon.forms.setdefault(form.text, []).append((word, kind, form))
    except (ValueError, IndexError) as error:
        raise DataError(f"{name}: cannot inflect {spec!r} as {kind}: {error}") from error


def _add_phrase(lexicon: Lexicon, word: Word, kind: str, text: str) -> None:
    elements = tuple(
        tuple(e if e.startswith("@") else fold(e) for e in part.split("/")) if not part.startswith("~") else (part,)
        for part in text.replace("_", " ").split()
    )
    phrase = Phrase(word, kind, elements)
    for first in elements[0]:
        index = lexicon.phrases_by_id if first.startswith("@") else lexicon.phrases
        index.setdefault(first.lstrip("@"), []).append(phrase)


def _sort_phrases(lexicon: Lexicon, files: dict[str, str]) -> None:
    """Longest phrases first; an "@id" must be the id of an entry. files: the file of each entry."""
    known = {*files, "number", "group"}
    for phrases in (*lexicon.phrases.values(), *lexicon.phrases_by_id.values()):
        phrases.sort(key=lambda p: -len(p.elements))
        for phrase in phrases:
            for option in (option for element in phrase.elements for option in element):
                if option.startswith("@") and option[1:] not in known:
                    where = f"{files[phrase.word.id]}: entry {phrase.word.id!r}"
                    raise DataError(f"{where} refers to unknown entry {option!r}")


@cache
def load(language: str, root: Path = DATA) -> Lexicon:
    """The lexicon of "ar" or "en". Raises DataError with file, entry and field where the data breaks a rule."""
    lexicon = Lexicon(language)
    files: dict[str, str] = {}
    for path in (*sorted((root / "lexicon").glob("*.yaml")), root / "actors.yaml"):
        for entry in read_yaml(path):
            word = _word(entry, path.name)
            name = f"{path.name}: entry {word.id!r}"
            if word.id in files:
                raise DataError(f"{name} stands in {files[word.id]} already")
            files[word.id] = path.name
            lexicon.denied[word.id] = frozenset(map(fold, _list(entry, "not", name)))
            _add(lexicon, word, entry, name)
    _sort_phrases(lexicon, files)
    return lexicon
