"""The places of data/places: read, checked, found in sentences by their folded words."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import yaml

from extractors.fold import fold
from extractors.lexicon import DATA, DataError
from extractors.sentence import Token

PCODES = tuple(f"SY{n:02d}" for n in range(1, 15))
KINDS = frozenset(
    """governorate district subdistrict town village quarter camp crossing airbase dam field prison hospital university
    facility region not_place foreign country""".split()
)
_FIELDS = ("place_id", "name_ar", "variants_ar", "name_en", "variants_en", "kind", "pcode", "district", "common_word")
LOCAL = "local-"  # place_ids that begin so come from a list that a person imported (data/local)
_ORDER = ("governorates", "admin", "places", "towns", "regions", "not_places", "foreign")
_JOINED = 6  # letters that a name of two words has at least when it is written as one; shorter ones read as other words
# Arabic articles as English writes them; ignored in names and texts alike.
ARTICLES = frozenset("al ar as ad an ash at az ed el es ez er et ur l".split())
_EQUAL = {"tall": "tal", "tel": "tal", "tell": "tal", "kufr": "kafr", "kfar": "kafr", "kafar": "kafr", "kefr": "kafr",
          "kafer": "kafr", "dayr": "deir", "dair": "deir", "der": "deir", "ayn": "ain", "ein": "ain", "bayt": "beit",
          "bait": "beit", "jebel": "jabal", "um": "umm", "om": "umm", "abou": "abu", "sheikh": "shaikh",
          "shaykh": "shaikh", "sheik": "shaikh", "ras": "ras", "saint": "saint", "mount": "jabal"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Place:
    """One place. pcodes: its governorate, several for a region across borders, none where unknown or abroad."""

    place_id: str
    name_ar: str
    name_en: str
    kind: str
    pcodes: tuple[str, ...]
    district: str
    common: bool
    country: str = ""
    point: tuple[float, float] | None = None  # latitude, longitude

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
    """Names of one language as a tree of their words: node[word] is the next node, node[None] the places."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.names: dict = {}

    def add(self, name: str, place: Place) -> None:
        for words in spellings(name, self.language):
            node = self.names
            for word in words:
                node = node.setdefault(word, {})
            places = node.setdefault(None, [])
            if all(p.place_id != place.place_id for p in places):
                places.append(place)

    def find(self, tokens: list[Token]) -> list[Hit]:
        """All names in a sentence, left to right, the longest at each word; words of group names are left alone."""
        usable = [t for t in tokens if _usable(t, self.language)]
        hits, k = [], 0
        while k < len(usable):
            hit = self._longest(usable, k)
            if hit:
                hits.append(Hit(usable[k].i, usable[k + hit[0] - 1].i, hit[2], tuple(hit[1])))
                k += hit[0]
            else:
                k += 1
        return [Hit(h.first, h.last, _surface(tokens, h, self.language), h.places) for h in hits]

    def _longest(self, usable: list[Token], k: int) -> tuple[int, list[Place], str] | None:
        best: tuple[int, list[Place], str] | None = None
        for first in first_words(usable[k].norm, self.language):
            node, n = self.names.get(first), 1
            while node is not None:
                near = usable[k + n - 1].i - usable[k].i < 2 * n + 2
                if None in node and near and (best is None or n > best[0]):
                    best = (n, node[None], first)
                if k + n >= len(usable):
                    break
                node = node.get(key_word(usable[k + n].norm, self.language))
                n += 1
        return best


def _usable(token: Token, language: str) -> bool:
    if token.has("in_group") and not token.has("keep_place"):
        return False
    if not token.norm[:1].isalnum():
        return False
    return language == "ar" or token.norm not in ARTICLES


def _surface(tokens: list[Token], hit: Hit, language: str) -> str:
    words = [t.text for t in tokens[hit.first : hit.last + 1]]
    if language == "en":
        text = " ".join(words)
        return re.sub(r"\s*([-'’])\s*", r"\1", text)
    words[0] = _without_clitics(words[0], tokens[hit.first].norm, hit.name)
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


@lru_cache(maxsize=100_000)
def _english_key(norm: str) -> str:
    word = _EQUAL.get(norm, norm)
    word = word.replace("oo", "u").replace("ee", "i")
    word = re.sub(r"(.)\1", r"\1", word)
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
    if language == "ar":
        return tuple(re.findall(r"[^\W_]+", folded))
    words = [w for w in re.findall(r"[^\W_]+", folded)]
    kept = [w for w in words if w not in ARTICLES] or words
    return tuple(key_word(w, language) for w in kept)


def spellings(name: str, language: str) -> set[tuple[str, ...]]:
    """The index words of a name, two words also as one; in Arabic a word that begins like many names also as two."""
    words = name_words(name, language)
    found = {words} if words else set()
    if len(words) == 2 and len("".join(words)) >= _JOINED:
        joined = "".join(words)
        found.add((joined if language == "ar" else key_word(joined, language),))
    if language == "ar" and len(words) == 1:
        heads = [head for head in name_heads() if words[0].startswith(head) and len(words[0]) >= len(head) + 3]
        found |= {(head, words[0][len(head) :]) for head in heads}
    return found


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


def _place(row: dict[str, str], where: str) -> Place:
    pcodes = tuple(p for p in row["pcode"].split(";") if p)
    if row["kind"] not in KINDS:
        raise DataError(f"{where}: kind {row['kind']!r}; allowed are {sorted(KINDS)}")
    if any(p not in PCODES for p in pcodes):
        raise DataError(f"{where}: pcode {row['pcode']!r}; allowed are SY01…SY14, several joined by ;")
    return Place(row["place_id"], row["name_ar"], row["name_en"], row["kind"], pcodes, row["district"],
                 row["common_word"] == "yes", row.get("country") or "", _point(row, where))  # fmt: skip


def _point(row: dict[str, str], where: str) -> tuple[float, float] | None:
    try:
        return (float(row["lat"]), float(row["lon"])) if row.get("lat") and row.get("lon") else None
    except ValueError:
        raise DataError(f"{where}: lat {row['lat']!r}, lon {row['lon']!r}; allowed are decimal degrees") from None


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
        for number, row in enumerate(read_csv(path), start=2):
            place = _place(row, f"{path.name} line {number}")
            key = (fold(place.name_ar) or fold(place.name_en), place.pcodes)
            if path.stem == "towns" and key in known:
                continue
            known.add(key)
            found.append((place, row))
    return tuple(found)


@cache
def load(language: str, root: Path = DATA) -> Gazetteer:
    """The gazetteer of "ar" or "en"."""
    gazetteer = Gazetteer(language)
    for place, row in places(root):
        for name in (row[f"name_{language}"], *row[f"variants_{language}"].split("|")):
            if name.strip():
                gazetteer.add(name, place)
    return gazetteer


@cache
def governorate_names(root: Path = DATA) -> dict[str, tuple[str, str]]:
    """P-code → (English, Arabic) name, in code order."""
    rows = read_csv(root / "places" / "governorates.csv")
    return {r["pcode"]: (r["name_en"], r["name_ar"]) for r in sorted(rows, key=lambda r: r["pcode"])}
