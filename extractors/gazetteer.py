"""The places of data/places: read, checked, found in sentences by their folded words."""

from __future__ import annotations

import csv
import gc
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

import yaml

from extractors.fold import fold
from extractors.lexicon import DATA, DataError
from extractors.sentence import Token

PCODES = tuple(f"SY{n:02d}" for n in range(1, 15))
KINDS = frozenset(
    """governorate district subdistrict town village quarter camp crossing airbase dam field prison hospital university
    facility region not_place foreign country""".split()
)
_FIELDS = ("place_id", "name_ar", "variants_ar", "name_en", "variants_en", "kind", "pcode", "district", "lat", "lon",
           "common_word")  # fmt: skip
LOCAL = "local-"  # place_ids that begin so come from a list that a person imported (data/local)
_ORDER = ("governorates", "admin", "places", "towns", "regions", "not_places", "foreign")
_TWICE = re.compile(r"(.)\1").sub
_REMEMBERED = 60_000  # word forms
_WORDS = re.compile(r"[^\W_]+").findall
_JOINED = 6  # letters that a name of two words has at least when it is written as one; shorter ones read as other words
# Arabic articles as English writes them; ignored in names and texts alike.
ARTICLES = frozenset("al ar as ad an ash at az ed el es ez er et ur l".split())
_EQUAL = {"tall": "tal", "tel": "tal", "tell": "tal", "kufr": "kafr", "kfar": "kafr", "kafar": "kafr", "kefr": "kafr",
          "kafer": "kafr", "dayr": "deir", "dair": "deir", "der": "deir", "ayn": "ain", "ein": "ain", "bayt": "beit",
          "bait": "beit", "jebel": "jabal", "um": "umm", "om": "umm", "abou": "abu", "sheikh": "shaikh",
          "shaykh": "shaikh", "sheik": "shaikh", "ras": "ras", "saint": "saint", "mount": "jabal"}  # fmt: skip


class Place(NamedTuple):
    """One place. pcodes: its governorate, several for a region across borders, none where unknown or abroad.

    point: latitude and longitude in degrees. A tuple: a frozen dataclass takes three times as long to make.
    """

    place_id: str
    name_ar: str
    name_en: str
    kind: str
    pcodes: tuple[str, ...]
    district: str
    common: bool
    country: str = ""
    point: tuple[float, float] | None = None

    @property
    def imported(self) -> bool:
        """True for a place that only an imported list knows."""
        return self.place_id.startswith(LOCAL)

    @property
    def abroad(self) -> bool:
        return self.kind in ("foreign", "country", "city") or self.country not in ("", "SY")


@dataclass(frozen=True, slots=True)
class Hit:
    """A name found in a sentence: word numbers first..last and every place it may be."""

    first: int
    last: int
    name: str
    places: tuple[Place, ...]


class Gazetteer:
    """Names of one language: index words joined by a blank → places, and how longer names begin.

    Strings in one table, not a tree of tables: 20,000 names more would be 100,000 objects for the collector to walk.
    """

    def __init__(self, language: str) -> None:
        self.language = language
        self.names: dict[str, tuple[Place, ...]] = {}
        self.beginnings: set[str] = set()
        self._memo: dict[str, tuple[str, ...]] = {}

    def add(self, name: str, place: Place) -> None:
        for words in spellings(name, self.language):
            key = " ".join(words)
            places = self.names.get(key, ())
            if all(p.place_id != place.place_id for p in places):
                self.names[key] = (*places, place)
            for n in range(1, len(words)):
                self.beginnings.add(" ".join(words[:n]))

    def called(self, name: str) -> tuple[Place, ...]:
        """The places of exactly this name."""
        return self.names.get(" ".join(name_words(name, self.language)), ())

    def find(self, tokens: list[Token]) -> list[Hit]:
        """All names in a sentence, left to right, the longest at each word; words of group names are left alone."""
        hits, k = [], 0
        while k < len(tokens):
            starts = self._starts(tokens[k].norm)
            hit = self._longest(tokens, k, starts) if starts and _usable(tokens[k], self.language) else None
            if hit:
                hits.append(hit)
                k = hit.last + 1
            else:
                k += 1
        return hits

    def _starts(self, norm: str) -> tuple[str, ...]:
        """The first words of names that a word may be; remembered, most words begin none."""
        found = self._memo.get(norm)
        if found is None:
            if len(self._memo) >= _REMEMBERED:
                self._memo.clear()
            firsts = dict.fromkeys(first_words(norm, self.language))
            found = self._memo[norm] = tuple(f for f in firsts if f in self.names or f in self.beginnings)
        return found

    def _longest(self, tokens: list[Token], k: int, starts: tuple[str, ...]) -> Hit | None:
        """The longest name from word k on; marks and English articles between its words do not count."""
        best, longest = None, 0
        for first in starts:
            key, last, n = first, k, 1
            while True:
                if n > longest and key in self.names:
                    best, longest = (last, key, first), n
                if key not in self.beginnings:
                    break
                after = next((i for i in range(last + 1, len(tokens)) if _usable(tokens[i], self.language)), None)
                if after is None or after - k >= 2 * (n + 1) + 2:
                    break
                key, last, n = f"{key} {key_word(tokens[after].norm, self.language)}", after, n + 1
        if best is None:
            return None
        last, key, first = best
        return Hit(k, last, _surface(tokens[k : last + 1], first, self.language), self.names[key])


def _usable(token: Token, language: str) -> bool:
    if token.has("in_group") and not token.has("keep_place"):
        return False
    if not token.norm[:1].isalnum():
        return False
    return language == "ar" or token.norm not in ARTICLES


def _surface(tokens: list[Token], first: str, language: str) -> str:
    """A name as written; first is its first word in the index."""
    words = [t.text for t in tokens]
    if language == "en":
        return re.sub(r"\s*([-'’])\s*", r"\1", " ".join(words))
    words[0] = _without_clitics(words[0], tokens[0].norm, first)
    return " ".join(w for w in words if w[:1].isalnum())


def _without_clitics(word: str, norm: str, name: str) -> str:
    """The first word of a name as written, without a conjunction or preposition before it; name is its index word."""
    extra = len(norm) - len(name)
    if extra <= 0 or not norm.endswith(name[2:] if norm.startswith("لل") else name):
        return "ال" + word[2:] if norm.startswith("لل") and name.startswith("ال") else word
    kept = word
    while extra and kept:
        extra -= fold(kept[0]) != ""
        kept = kept[1:]
    return kept or word


def key_word(norm: str, language: str) -> str:
    """One word as the index has it; English transliterations are evened out."""
    return norm if language == "ar" else _english_key(norm)


@lru_cache(maxsize=60_000)
def _english_key(norm: str) -> str:
    word = _EQUAL.get(norm, norm)
    word = word.replace("oo", "u").replace("ee", "i")
    word = _TWICE(r"\1", word)
    for old, new in (
        ("ou", "u"),
        ("iy", "i"),
        ("ey", "ai"),
        ("ei", "ai"),
        ("ay", "ai"),
        ("aw", "au"),
    ):
        word = word.replace(old, new)
    word = word[:-1] + "i" if word.endswith("y") else word
    return word[:-1] if len(word) > 4 and word.endswith(("ah", "eh")) else word


def name_words(name: str, language: str) -> tuple[str, ...]:
    """The index words of a name."""
    folded = fold(name)
    words = _WORDS(folded)
    if language == "ar":
        return tuple(words)
    kept = [w for w in words if w not in ARTICLES] or words
    return tuple(map(_english_key, kept))


def spellings(name: str, language: str) -> list[tuple[str, ...]]:
    """The index words of a name, two words also as one; in Arabic a word that begins like many names also as two."""
    words = name_words(name, language)
    if len(words) == 2 and len(joined := "".join(words)) >= _JOINED:
        return [words, (key_word(joined, language),)]
    if len(words) == 1 and language == "ar" and words[0].startswith(heads := name_heads()):
        split = [(h, words[0][len(h) :]) for h in heads if words[0].startswith(h) and len(words[0]) >= len(h) + 3]
        return [words, *split]
    return [words] if words else []


@cache
def name_heads(root: Path = DATA) -> tuple[str, ...]:
    """First words of Arabic names that are written together with the next one or apart (cue_words.yaml)."""
    rows = yaml.safe_load((root / "places" / "cue_words.yaml").read_text(encoding="utf-8"))
    return tuple(fold(word) for word in rows["ar"]["name_heads"])


def first_words(norm: str, language: str) -> Iterable[str]:
    """The word and, in Arabic, the word without conjunction and preposition; the article stays."""
    if language == "en":
        yield key_word(norm, language)
        return
    for conj in ("", "و", "ف"):
        if not norm.startswith(conj):
            continue
        rest = norm[len(conj) :]
        if len(rest) < 2:
            continue
        yield rest
        if rest.startswith("لل") and len(rest) > 4:
            yield "ال" + rest[2:]
        if rest[0] in "بلك" and len(rest) > 3:
            yield rest[1:]


def read_csv(path: Path) -> list[dict[str, str]]:
    """The rows of one place table; DataError names file, line and column."""
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        missing = [f for f in _FIELDS if f not in (reader.fieldnames or ())]
        if missing:
            raise DataError(f"{path.name}: missing column(s) {missing}")
        return list(reader)


def _place(row: dict[str, str], path: Path, line: int) -> Place:
    pcodes = _pcodes(row["pcode"])
    if row["kind"] not in KINDS:
        raise DataError(f"{path.name} line {line}: kind {row['kind']!r}; allowed are {sorted(KINDS)}")
    if pcodes is None:
        raise DataError(f"{path.name} line {line}: pcode {row['pcode']!r}; allowed are SY01…SY14, several joined by ;")
    try:
        point = (float(row["lat"]), float(row["lon"])) if row["lat"] and row["lon"] else None
    except ValueError:
        degrees = f"lat {row['lat']!r}, lon {row['lon']!r}"
        raise DataError(f"{path.name} line {line}: {degrees}; allowed are decimal degrees") from None
    return Place(row["place_id"], row["name_ar"], row["name_en"], row["kind"], pcodes, row["district"],
                 row["common_word"] == "yes", row.get("country") or "", point)  # fmt: skip


@cache
def _pcodes(cell: str) -> tuple[str, ...] | None:
    """The codes of a cell, None where one is no P-code of a governorate."""
    codes = tuple(code for code in cell.split(";") if code)
    return codes if all(code in PCODES for code in codes) else None


def tables(root: Path = DATA) -> list[Path]:
    """The place tables, our own first, then the imported ones."""
    own = [root / "places" / f"{name}.csv" for name in _ORDER]
    return [path for path in own if path.exists()] + sorted((root / "local").glob("places*.csv"))


@cache
def places(root: Path = DATA) -> tuple[tuple[Place, dict[str, str]], ...]:
    """Every place with its table row, our own tables first, a local layer last."""
    found: list[tuple[Place, dict[str, str]]] = []
    known: set[tuple[str, tuple[str, ...]]] = set()
    for path in tables(root):
        table = path.stem
        for number, row in enumerate(read_csv(path), start=2):
            place = _place(row, path, number)
            if table in _ORDER:
                key = (fold(place.name_ar) or fold(place.name_en), place.pcodes)
                if table == "towns" and key in known:
                    continue
                known.add(key)
            found.append((place, row))
    return tuple(found)


@cache
def load(language: str, root: Path = DATA) -> Gazetteer:
    """The gazetteer of "ar" or "en"."""
    collecting = gc.isenabled()
    gc.disable()  # half a million small objects that all stay: walking them again and again takes a third of the time
    try:
        return _loaded(language, root)
    finally:
        if collecting:
            gc.enable()


def _loaded(language: str, root: Path) -> Gazetteer:
    gazetteer = Gazetteer(language)
    name, variants = f"name_{language}", f"variants_{language}"
    for place, row in places(root):
        for spelling in (row[name], *row[variants].split("|")):
            if spelling:
                gazetteer.add(spelling, place)
    return gazetteer


@cache
def governorate_names(root: Path = DATA) -> dict[str, tuple[str, str]]:
    """P-code → (English, Arabic) name, in code order."""
    rows = read_csv(root / "places" / "governorates.csv")
    return {r["pcode"]: (r["name_en"], r["name_ar"]) for r in sorted(rows, key=lambda r: r["pcode"])}
