"""Where: each name of an article resolved to a governorate or left open, and linked to a mention, with the reason."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import cache

import yaml

from extractors.fold import fold
from extractors.gazetteer import Gazetteer, Hit, Place
from extractors.lexicon import DATA
from extractors.records import PlaceTag
from extractors.sentence import Sentence, Token


@dataclass(slots=True)
class Found:
    """A name in a sentence. pcodes: resolved governorates (empty while open); votes: why one candidate won."""

    hit: Hit
    place: Place
    candidates: tuple[str, ...]
    pcode: str | None = None
    abroad: bool = False
    role: str = "location"
    precision: int = 1
    cue: str = ""
    container: bool = False  # only says where another name lies
    people_from: bool = False  # says where people come from ("displaced people from X")
    skip: str = ""  # why it is no place of an event
    extra: tuple[str, ...] = ()
    votes: dict[str, float] = field(default_factory=dict)

    @property
    def first(self) -> int:
        return self.hit.first

    @property
    def last(self) -> int:
        return self.hit.last

    @property
    def codes(self) -> tuple[str, ...]:
        return ((self.pcode,) if self.pcode else ()) + self.extra


@cache
def weights() -> dict:
    """Votes of each kind of evidence (data/places/weights.yaml)."""
    return yaml.safe_load((DATA / "places" / "weights.yaml").read_text(encoding="utf-8"))


@cache
def cue_words(language: str) -> dict[str, frozenset[str]]:
    """The words around names that the rules ask for (data/places/cue_words.yaml), folded."""
    rows = yaml.safe_load((DATA / "places" / "cue_words.yaml").read_text(encoding="utf-8"))[language]
    return {name: frozenset(fold(w) for w in words) for name, words in rows.items()}


_CAME_FROM = "where the attack came from"
_MARKS = frozenset(('"', "(", ")", "#", "'", "[", "]", "-", "_", "the", "*"))


def find(sentence: Sentence, gazetteer: Gazetteer) -> list[Found]:
    """The names of one sentence, cues and roles set, common words without a cue left out; not yet resolved."""
    tokens = sentence.tokens
    found: list[Found] = []
    for hit in gazetteer.find(tokens):
        if any(p.kind == "not_place" for p in hit.places):
            continue
        item = _found(tokens, hit, sentence.language, found)
        if item and found and found[-1].skip == _CAME_FROM and hit.first - found[-1].last <= 3:
            item.skip = _CAME_FROM
        if item:
            found.append(item)
    return found


def _found(tokens: list[Token], hit: Hit, language: str, before: list[Found]) -> Found | None:
    cues = cue_words(language)
    cue = _cue(tokens, hit, language, before)
    places = hit.places
    if language == "en" and not tokens[hit.first].text[:1].isupper():
        return None
    if language == "ar" and any(p.common for p in places) and not cue:
        if not _listed(tokens, hit, before) and not _rural_after(tokens, hit, cues):
            return None
    abroad = [p for p in places if p.abroad]
    home = [p for p in places if not p.abroad]
    if home and abroad and cue not in ("village", "quarter", "town", "camp"):
        ranked = [p for p in home if p.kind in ("governorate", "district", "subdistrict")]
        home = ranked or ([] if not any(p.common for p in abroad) else home)
    places = tuple(home or abroad)
    places = _by_cue(places, cue)
    codes = tuple(dict.fromkeys(c for p in places for c in p.pcodes if len(p.pcodes) == 1))
    item = Found(hit, places[0], codes, cue=cue, abroad=not home)
    if not home:
        item.pcode = None
    elif len(codes) == 1:
        item.pcode = codes[0]
    elif not codes:
        item.candidates = tuple(dict.fromkeys(c for p in places for c in p.pcodes))
    item.precision = _precision(item, tokens, cues)
    _capital(item, tokens, cues)
    item.role = _role(tokens, hit, cues, before)
    item.skip = _skip(tokens, hit, cues, item)
    item.people_from = item.role == "origin" and _people_from(tokens, hit, cues)
    if item.abroad and not item.skip and not _located(tokens, hit, cues, cue, before):
        item.skip = "named, but not as the place"
    return item


def _people_from(tokens: list[Token], hit: Hit, cues: dict) -> bool:
    """True for "displaced people from X", "families from the countryside of X"."""
    for i in range(hit.first - 1, max(0, hit.first - 6), -1):
        if tokens[i].bases & cues["from"]:
            return tokens[i - 1].has("displaced", "person")
    return False


def _located(tokens: list[Token], hit: Hit, cues: dict, cue: str, before: list[Found]) -> bool:
    """True where a foreign name is said to be where something happened: "in", a type word, a dateline, a direction."""
    first = tokens[hit.first]
    dated = any(t.norm[:1] in (":", "-", "–", "—", ".") or t.norm == "(" for t in tokens[hit.last + 1 : hit.last + 3])
    if cue or hit.first == 0 and (dated or hit.last + 1 >= len(tokens)) or first.norm[:1] == "ب" and not hit.places[0].name_ar.startswith("ب"):
        return True
    near = [t for t in tokens[max(0, hit.first - 3) : hit.first] if t.norm not in _MARKS][-2:]
    if any(t.bases & (cues["in"] | cues["direction"] | cues["from"] | cues["to"] | cues["near"]) for t in near):
        return True
    return bool(before) and before[-1].abroad and not before[-1].skip and hit.first - before[-1].last <= 2


def _by_cue(places: tuple[Place, ...], cue: str) -> tuple[Place, ...]:
    """A cue chooses between namesakes: a quarter after "quarter", a village after "village"."""
    wanted = {"quarter": {"quarter", "neighbourhood", "suburb"}, "camp": {"camp"}, "governorate": {"governorate"},
              "village": {"village", "town", "subdistrict"}}.get(cue)  # fmt: skip
    kept = tuple(p for p in places if wanted and p.kind in wanted)
    return kept or places


def _cue(tokens: list[Token], hit: Hit, language: str, before: list[Found]) -> str:
    """The kind of the type word before a name ("village", "quarter", …), also across a list, or ""."""
    cues = cue_words(language)
    i = hit.first - 1
    while i >= 0 and (tokens[i].norm in _MARKS or not tokens[i].norm[:1].isalnum()) and hit.first - i < 4:
        if tokens[i].norm in (",", "،", "."):
            break
        i -= 1
    if language == "en" and i > 0 and tokens[i].norm == "of":
        i -= 1
    if i >= 0:
        for kind in ("village", "town", "quarter", "camp", "countryside", "governorate", "area", "other"):
            if tokens[i].bases & cues[kind]:
                return kind
    if hit.last > hit.first:  # the type word is part of the name ("Yarmouk camp")
        for kind in ("camp", "quarter", "village", "town", "area", "other"):
            if (tokens[hit.first] if language == "ar" else tokens[hit.last]).bases & cues[kind]:
                return kind
    if language == "en":
        nxt = tokens[hit.last + 1].norm if hit.last + 1 < len(tokens) else ""
        for kind in ("village", "town", "quarter", "camp", "countryside", "governorate", "area", "other"):
            if nxt in cues[kind]:
                return kind
    previous = before[-1] if before else None
    if previous and previous.cue and _joined(tokens, previous, hit):
        return previous.cue
    return ""


def _joined(tokens: list[Token], previous: Found, hit: Hit) -> bool:
    """True where only list marks stand between two names."""
    between = [t for t in tokens[previous.last + 1 : hit.first] if t.norm not in _MARKS]
    if len(between) > 2:
        return False
    joined = tokens[hit.first].norm.startswith("و") or any(t.norm in ("و", "،", ",", "and", "/") for t in between)
    return joined and all(t.norm in ("و", "،", ",", "and", "/", "كذلك", "كل", "من") for t in between)


def _listed(tokens: list[Token], hit: Hit, before: list[Found]) -> bool:
    """A common word in a list with a place of one of its governorates."""
    if not before or not _joined(tokens, before[-1], hit):
        return False
    codes = {c for p in hit.places for c in p.pcodes}
    return bool(codes & set(before[-1].candidates or before[-1].codes))


def _rural_after(tokens: list[Token], hit: Hit, cues: dict) -> bool:
    """ "X in the countryside of …" right after the name."""
    after = tokens[hit.last + 1 : hit.last + 4]
    return any(t.bases & cues["countryside"] and t.prefix().prep == "ب" for t in after[:2])


def _precision(item: Found, tokens: list[Token], cues: dict) -> int:
    if item.cue == "countryside" or item.place.kind in ("governorate", "country", "region") and item.cue != "town":
        return 3
    if item.place.kind == "district" and item.cue in ("area", "countryside"):
        return 2
    near = tokens[max(0, item.first - 2) : item.first]
    return 2 if any(t.bases & cues["near"] or t.bases & cues["direction"] for t in near) else 1


def _capital(item: Found, tokens: list[Token], cues: dict) -> None:
    """Damascus' countryside is a governorate of its own, and a city "and its countryside" may be two."""
    if item.pcode != "SY01" or item.place.kind not in ("governorate", "town", "district"):
        return
    before = [t for t in tokens[max(0, item.first - 3) : item.first] if t.norm not in _MARKS]
    if (
        item.cue == "countryside"
        or any(t.bases & cues["direction"] for t in before[-2:])
        and item.cue not in ("quarter",)
    ):
        item.pcode, item.candidates, item.precision = "SY03", ("SY03",), 3
    elif any(t.bases & cues["near"] for t in before[-2:]) or any(t.bases & cues["outskirts"] for t in before[-2:]):
        item.pcode, item.candidates, item.precision = "SY03", ("SY03",), 3
    after = tokens[item.last + 1 : item.last + 3]
    if any(t.bases & cues["its_countryside"] for t in after):
        item.extra = ("SY03",)


def _role(tokens: list[Token], hit: Hit, cues: dict, before: list[Found]) -> str:
    """origin, destination, route or location, by the preposition before the name (and its type word)."""
    i = hit.first
    first = tokens[i]
    steps = 0
    while i >= 0 and steps < 6:
        token = tokens[i]
        if (
            token.norm.startswith("ل")
            and i == hit.first
            and not token.norm.startswith("لل")
            and len(token.norm) > 4
            and token is first
        ):
            pass
        if i < hit.first:
            if token.bases & cues["from"]:
                return "origin"
            if token.bases & cues["extent"]:  # "in X and as far as Y": more of the same
                return before[-1].role if before else "location"
            if token.bases & cues["near"]:
                return "location"
            if token.bases & cues["to"]:
                return "destination"
            if token.bases & cues["via"]:
                return "route"
            if token.bases & cues["in"]:
                farther = tokens[max(0, i - 5) : i]  # "to camps in Y"
                to = next((t.i for t in farther if t.bases & cues["to"] and not t.bases & cues["direction"]), None)
                if to is not None and all(t.has("civ_object", "populated", "func", "displaced") or not t.readings for t in tokens[to + 1 : i]):
                    return "destination"
                return "location"
            if not (token.norm in _MARKS or token.has("populated", "place_cue", "fringe", "func") or token.bases & cues["direction"]
                    or token.bases & cues["near"] or token.norm in ("،", ",", "و", "and", "of")):  # fmt: skip
                if before and before[-1].last >= i:
                    return before[-1].role
                return "location"
            if before and before[-1].first <= i <= before[-1].last:
                return before[-1].role
        if token.has("populated") and token.prefix().prep == "ب":
            return "location"
        i -= 1
        steps += 1
    return "location"


def _skip(tokens: list[Token], hit: Hit, cues: dict, item: Found) -> str:
    """Why a name is no place of an event: a government by its capital, a road, a base that planes came from, a source."""
    before = [t for t in tokens[max(0, hit.first - 4) : hit.first] if t.norm not in _MARKS]
    after = tokens[hit.last + 1 : hit.last + 3]
    near = before[-1:] if before else []
    if item.place.name_en in (
        "Damascus",
        "Moscow",
        "Ankara",
        "Washington",
        "Tehran",
        "Tel Aviv",
        "Riyadh",
        "Paris",
        "London",
        "Baghdad",
    ):
        if any(t.bases & cues["speech"] for t in (*near, *after[:1])) or any(
            t.bases & cues["government_of"] for t in near
        ):
            return "stands for a government"
    if item.place.kind == "region" and any(t.bases & cues["operation"] for t in near):
        return "name of an operation"
    if tokens[hit.first].norm == "حماه" and not (item.cue or any(t.has("prep") for t in near) or hit.first and tokens[hit.first - 1].norm in ("،", "و")):
        return "may be a family word"
    if any(t.bases & cues["seat"] for t in before[-3:]):
        return "where the speaker is"
    if any(t.bases & cues["road"] for t in before[-2:]):
        return "a road"
    if any(t.bases & cues["base"] for t in before[-2:]) and any(t.bases & cues["from"] for t in before):
        return _CAME_FROM
    if any(t.bases & cues["outlet"] for t in near):
        return "name of an outlet"
    if any(t.bases & cues["home_of"] for t in before[-3:]):
        return "home of the victims"
    if any(t.bases & cues["stationed"] for t in before[-3:]):
        return "where the force stands"
    if any(t.bases & cues["held_from"] for t in before[-2:]):
        return "background"
    return ""


def resolve(sentences: list[list[Found]], tokens: list[list[Token]], language: str, headers: list[set[str]]) -> None:
    """Settle names that several governorates have, by container, list, sentence, headline and article votes."""
    w = weights()
    _drop_namesakes(sentences, tokens)
    clear = Counter(c for row in sentences for f in row if f.pcode and not f.abroad and not f.skip for c in (f.pcode,))
    total = sum(clear.values())
    main = next((c for c, n in clear.most_common(1) if n >= 2 and n >= 0.6 * total), None)
    for number, row in enumerate(sentences):
        _containers(row, tokens[number], language)
        for k, item in enumerate(row):
            if item.abroad or item.pcode or len(item.candidates) < 2:
                continue
            votes = dict.fromkeys(item.candidates, 0.0)
            for p in item.hit.places:
                for c in p.pcodes:
                    if c in votes:
                        votes[c] = max(votes[c], w["prior"].get(p.kind, 0))
            _vote(votes, {f.pcode for f in row if f.pcode and f is not item}, w["sentence"])
            if k and _joined(tokens[number], row[k - 1], item.hit) and row[k - 1].pcode:
                _vote(votes, {row[k - 1].pcode}, w["same_list"])
            if k + 1 < len(row) and _joined(tokens[number], item, row[k + 1].hit) and row[k + 1].pcode:
                _vote(votes, {row[k + 1].pcode}, w["same_list"])
            if number:
                _vote(votes, {f.pcode for f in sentences[number - 1] if f.pcode}, w["previous"])
            _vote(votes, headers[number], w["headline"])
            _vote(votes, {main} if main else set(), w["article"])
            item.votes = votes
            ranked = sorted(votes.items(), key=lambda kv: -kv[1])
            if ranked[0][1] - ranked[1][1] >= w["margin"]:
                item.pcode = ranked[0][0]
                item.place = next((p for p in item.hit.places if item.pcode in p.pcodes), item.place)


_SMALL = frozenset(("village", "quarter", "facility", "field"))


def _drop_namesakes(sentences: list[list[Found]], tokens: list[list[Token]]) -> None:
    """A one-word village that only exists, for us, in another governorate than the sentence is about is a namesake."""
    for row in sentences:
        for item in row:
            if item.abroad or not item.pcode or item.place.kind not in _SMALL or item.first != item.last:
                continue
            others = [f for f in row if f is not item and not f.abroad and not f.skip and f.pcode and f.place.kind not in _SMALL]
            if others and all(f.pcode != item.pcode for f in others):
                item.skip = "of that name, another place"


def _vote(votes: dict[str, float], codes: set, weight: float) -> None:
    for code in codes:
        if code in votes:
            votes[code] += weight


def _containers(row: list[Found], tokens: list[Token], language: str) -> None:
    """ "X in the countryside of Y", "X near Y", "X, west of Y": Y says where X lies."""
    cues = cue_words(language)
    for k in range(len(row) - 1, 0, -1):
        outer = row[k]
        inner = row[k - 1]
        between = [t for t in tokens[inner.last + 1 : outer.first] if t.norm not in _MARKS]
        if len(between) > 6 or any(
            t.norm in ("و", "and", ".", "؛") or t.bases & (cues["from"] | cues["to"]) and not t.bases & cues["inside"]
            for t in between
        ):
            continue
        if (
            tokens[outer.first].norm.startswith("و")
            and outer.hit.name[:1] == "و"
            and not outer.place.name_ar.startswith("و")
        ):
            continue
        link = any(
            t.bases
            & (
                cues["countryside"]
                | cues["near"]
                | cues["direction"]
                | cues["inside"]
                | cues["governorate"]
                | cues["outskirts"]
            )
            for t in between
        )
        link = (
            link
            or tokens[outer.first].norm[:1] == "ب"
            and outer.hit.name[:1] == "ب"
            or not between
            and "(" in {t.norm for t in tokens[inner.last + 1 : outer.first]}
        )
        if not link and not (language == "en" and len(between) <= 1):
            continue
        codes = set(outer.codes) or set(outer.candidates)
        mine = set(inner.candidates) or set(inner.codes)
        if outer.place.kind == "region" and not outer.codes:
            codes = set(outer.place.pcodes)
        if not inner.pcode and mine & codes:
            chosen = sorted(mine & codes)
            if len(chosen) == 1:
                inner.pcode = chosen[0]
                inner.votes = {chosen[0]: weights()["container"]}
                inner.place = next((p for p in inner.hit.places if inner.pcode in p.pcodes), inner.place)
                outer.container = True
        elif inner.pcode and not inner.abroad:
            oriented = any(t.bases & (cues["near"] | cues["direction"] | cues["outskirts"]) for t in between)
            if inner.pcode in codes or oriented or outer.place.kind == "governorate" and inner.precision == 1:
                outer.container = True
            if outer.role in ("location",) and inner.role != "location":
                outer.role = inner.role


@cache
def _nationalities(language: str) -> tuple[frozenset[str], dict[str, str]]:
    rows = yaml.safe_load((DATA / "places" / "nationalities.yaml").read_text(encoding="utf-8"))
    adjectives = {fold(w): code for code, names in rows["adjectives"].items() for w in names[language]}
    return frozenset(fold(w) for w in rows["authorities"][language]), adjectives


def nationality(token: Token, language: str) -> str:
    """The country code of a people word ("Lebanese", "لبنانيين"); "" for none."""
    adjectives = _nationalities(language)[1]
    for base in token.bases:
        stem = base[:-2] if base.endswith(("ين", "ون")) else base
        for form in (stem, "ال" + stem, stem[:-1] if stem.endswith("s") else stem):
            if form in adjectives:
                return adjectives[form]
    return ""


def foreign_authority(tokens: list[Token], k: int, language: str) -> tuple[str, str]:
    """(country code, words) where words k, k + 1 are a foreign authority ("the German police"); ("", "") else."""
    authorities, adjectives = _nationalities(language)
    first, second = tokens[k], tokens[k + 1]
    noun, adjective = (first, second) if language == "ar" else (second, first)
    code = next((adjectives[b] for b in adjective.bases if b in adjectives), "")
    if code and noun.bases & authorities:
        return code, f"{first.text} {second.text}"
    return "", ""


def tag(item: Found, reason: str) -> PlaceTag:
    """The record of a place of a mention."""
    pcode = item.pcode if not item.abroad else None
    open_codes = item.candidates if not item.pcode and not item.abroad else ()
    return PlaceTag(item.hit.name, item.place.place_id, pcode, item.role, item.precision, reason, tuple(open_codes))
