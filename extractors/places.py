"""Where: each name of an article resolved to a governorate or left open, and linked to a mention, with the reason."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from itertools import zip_longest

import yaml

from extractors.fold import fold
from extractors.gazetteer import Gazetteer, Hit, Place
from extractors.lexicon import DATA
from extractors.place_roles import HOME, MARKS, RANKED, came_from, out_of, ranks, role_of, struck_before, why_skipped
from extractors.records import PlaceTag
from extractors.sentence import Sentence, Token
from extractors.small_words import small


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
    home: bool = False  # named as where people live
    aside: bool = False  # a point that distances or borders are measured from
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


_MASSACRE = "har.massacre"
_IN_PREFIX = small("in_prefix")
BETWEEN = frozenset(("بين", "between", "مع", "with"))


def find(sentence: Sentence, gazetteer: Gazetteer, known: set[str] | None = None) -> list[Found]:
    """The names of one sentence, cues and roles set, common words without a cue left out; not yet resolved.

    known: ordinary words that the article has used as names before; those of this sentence are added.
    """
    tokens, known = sentence.tokens, set() if known is None else known
    found: list[Found] = []
    hits = [h for h in gazetteer.find(tokens) if all(p.kind != "not_place" for p in h.places)]
    for hit, following in zip_longest(hits, hits[1:]):
        if any("\u064b" in t.text for t in tokens[hit.first : hit.last + 1]):
            continue  # an adverb: no name ends in tanwin
        item = _found(tokens, hit, sentence.language, found, following, known)
        if item:
            found.append(item)
            known.update(p.place_id for p in hit.places if p.common and not p.abroad)
    return found


def _found(
    tokens: list[Token], hit: Hit, language: str, before: list[Found], following: Hit | None, known: set[str]
) -> Found | None:
    cues = cue_words(language)
    cue = _cue(tokens, hit, language, before) or "massacre" * _massacre(tokens, hit)
    places = hit.places
    if language == "en" and not any(t.text[:1].isupper() for t in tokens[hit.first : hit.last + 1]):
        return None
    if language == "en" and _in_name_of_force(tokens, hit):
        return None
    if language == "ar" and _common(hit) and not _meant(tokens, hit, cue, before, following, cues):
        if not (_town_after_in(tokens, hit, cues) or _named_before(tokens, hit, cues, known)):
            return None
    abroad = [p for p in places if p.abroad]
    home = [p for p in places if not p.abroad]
    if home and abroad and cue not in ("village", "quarter", "town", "camp"):
        ranked = [p for p in home if p.kind in ("governorate", "district", "subdistrict")]
        home = ranked or ([] if not any(p.common for p in abroad) else home)
    places = _by_rank(tuple(home or abroad), cue)
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
    item.role = role_of(tokens, hit, cues, before)
    item.skip = why_skipped(tokens, hit, cues, item, before[-1].last + 1 if before else 0)
    if not item.skip and ranks(tokens, hit, cues, before):
        item.skip = RANKED
    listed_with = before[-1] if before and joined(tokens, before[-1], hit) else None
    near = tokens[max(0, hit.first - 3) : hit.first]
    item.aside = _is_aside(tokens, hit, cues) or _listed_with_aside(tokens, before, hit, cues)
    if before and before[-1].skip == HOME and (listed_with or _listed_with_home(tokens, before[-1], hit, cues)):
        item.skip = HOME
    item.home = any(t.bases & cues["inhabitants"] for t in near) or bool(listed_with and listed_with.home)
    if item.role == "origin":
        item.home = item.home or _people_from(tokens, hit, cues, "person")
        item.people_from = _people_from(tokens, hit, cues, "displaced") or bool(listed_with and listed_with.people_from)
        item.people_from = item.people_from or came_from(tokens, hit, cues)
    elif language == "ar" and _displaced_of(tokens, hit, cues):
        item.role, item.people_from = "origin", True
    driven_out = item.home and any(map(_tells_flight, tokens[max(0, hit.first - 4) : hit.first]))
    if item.abroad and not item.skip and not driven_out and not _located(tokens, hit, cues, cue, before):
        item.skip = "named, but not as the place"
    return item


def _in_name_of_force(tokens: list[Token], hit: Hit) -> bool:
    """ "*Hayat* Tahrir al-Sham": a village's name as the first word of a longer name."""
    return tokens[hit.first].has("group") and any(t.has("in_group") for t in tokens[hit.last + 1 : hit.last + 2])


def _is_aside(tokens: list[Token], hit: Hit, cues: dict) -> bool:
    """True for "40 km from X", "on the border between X and Y"."""
    before = [t for t in tokens[max(0, hit.first - 6) : hit.first] if t.norm not in MARKS]
    if any(t.bases & cues["distance"] for t in before[-3:]) and any(t.bases & cues["from"] for t in before[-2:]):
        return True
    return any(t.bases & cues["border"] for t in before) and any(t.norm in BETWEEN for t in before[-2:])


def _people_from(tokens: list[Token], hit: Hit, cues: dict, who: str) -> bool:
    """True for "displaced people from X", "two young men from the countryside of X"."""
    for i in range(hit.first - 1, max(0, hit.first - 6), -1):
        if tokens[i].bases & cues["from"]:
            return any(t.has(who) for t in tokens[max(0, i - 2) : i])
    return False


def _displaced_of(tokens: list[Token], hit: Hit, cues: dict) -> bool:
    """ "The displaced *of* the countryside of X", in Arabic without a word between: where they once left."""
    k = hit.first - 1
    while k > 0 and tokens[k].bases & (cues["countryside"] | cues["town"] | cues["governorate"]):
        k -= 1
    return k >= 0 and bool(tokens[k].bases & cues["displaced_of"])


def _common(hit: Hit) -> bool:
    """True for a name that is an ordinary word; with a second word it is none, unless the whole name is."""
    return any(p.common and (hit.first == hit.last or " " in p.name_ar) for p in hit.places)


def _meant(tokens: list[Token], hit: Hit, cue: str, before: list[Found], following: Hit | None, cues: dict) -> bool:
    """What makes an ordinary word a name: a type word, neighbours of its governorate, the way from a place."""
    if cue == "quarter" and all(p.kind in ("governorate", "district", "subdistrict", "town") for p in hit.places):
        return _listed(tokens, hit, before)  # a street or square of that name
    if hit.last + 1 < len(tokens) and tokens[hit.last + 1].bases & cues["itself"]:
        return True
    if hit.first and tokens[hit.first - 1].bases & cues["road"]:
        return True
    if cue or _listed(tokens, hit, before) or _rural_after(tokens, hit, cues) or _related(tokens, hit, before, cues):
        return True
    if following and not _common(following) and joined(tokens, hit, following):
        codes = {c for p in hit.places for c in p.pcodes}
        return bool(codes & {c for p in following.places for c in p.pcodes})
    ranked = any(p.kind in ("governorate", "district", "subdistrict") for p in hit.places)
    if ranked and not hit.first and tokens[hit.last + 1 :] and tokens[hit.last + 1].norm[:1] == ":":
        return True  # the head of a line
    to = hit.first and tokens[hit.first - 1].bases & cues["to"]
    return bool(ranked and to and before and before[-1].role == "origin" and hit.first - before[-1].last <= 3)


def _town_after_in(tokens: list[Token], hit: Hit, cues: dict) -> bool:
    """ "In Nawa", "east of Salamiyah", "bombed Tabqa": a town's name that is seldom meant otherwise there."""
    name = fold(hit.places[0].name_ar)
    if hit.first != hit.last or name not in cues["town_after_in"]:
        return False
    following = next(iter(tokens[hit.last + 1 : hit.last + 2]), None)
    if following and following.bases & cues["not_town"] and following.prefix().prep not in _IN_PREFIX:
        return False
    words = cues["in"] | cues["near"] | cues["direction"] | cues["outskirts"] | cues["countryside"]
    before = tokens[max(0, hit.first - 4) : hit.first]
    if not name.startswith("ال") or any(t.has("displaced") or _tells_flight(t) for t in before):
        words = words | cues["from"] | cues["to"]
    words = words | cues["displaced_of"]
    if _after(tokens, hit, words, name):
        return True
    if _after(tokens, hit, cues["upon"], name):
        return struck_before(before)
    return tokens[hit.first].norm == name and name in cues["town_when_struck"] and _is_struck(before, cues)


def _is_struck(before: list[Token], cues: dict) -> bool:
    """ "Aircraft bombed", "the shelling of": an attack right before a name, at most with who did it between."""
    for t in reversed(before):
        if struck_before([t]):
            return True
        if not t.has("group", "in_group", "weapon") and not t.bases & cues["weapon_adjective"]:
            return False
    return False


def _massacre(tokens: list[Token], hit: Hit) -> bool:
    """ "The massacre *of Tadamon*": massacres are called after where they were."""
    before = tokens[hit.first - 1].readings if hit.first else ()
    return any(r.word.id == _MASSACRE and not r.clitics.article for r in before) and not tokens[hit.first].inside


def _tells_flight(t: Token) -> bool:
    return any(r.word.category == "displacement" for r in t.readings)


def _named_before(tokens: list[Token], hit: Hit, cues: dict, known: set[str]) -> bool:
    """A name that the article has given with its type word before, now after a preposition."""
    if not any(p.place_id in known for p in hit.places):
        return False
    words = cues["in"] | cues["near"] | cues["direction"] | cues["from"] | cues["to"] | cues["upon"]
    return _after(tokens, hit, words, fold(hit.places[0].name_ar))


def _after(tokens: list[Token], hit: Hit, words: frozenset[str], name: str) -> bool:
    """True where one of the words stands right before a name, or "in" is written onto it."""
    first = tokens[hit.first].norm
    if first not in (name, "و" + name):
        return first.lstrip("وف")[:1] == "ب"
    return first == name and hit.first > 0 and bool(tokens[hit.first - 1].bases & words)


def _related(tokens: list[Token], hit: Hit, before: list[Found], cues: dict) -> bool:
    """ "X near Y", "X, west of Y" with Y an ordinary word: a name where X may lie in its governorate."""
    if not before or hit.first - before[-1].last > 3:
        return False
    between = [t for t in tokens[before[-1].last + 1 : hit.first] if t.norm not in MARKS]
    if not between or not all(t.bases & (cues["near"] | cues["direction"] | cues["in"]) for t in between):
        return False
    codes = {c for p in hit.places for c in p.pcodes}
    return bool(codes & set(before[-1].candidates or before[-1].codes))


def _located(tokens: list[Token], hit: Hit, cues: dict, cue: str, before: list[Found]) -> bool:
    """True where a foreign name is said to be where something happened: "in", a type word, a dateline, a direction."""
    first = tokens[hit.first]
    dated = any(t.norm[:1] in (":", "-", "–", "—", ".") or t.norm == "(" for t in tokens[hit.last + 1 : hit.last + 3])
    heads = hit.first == 0 and (dated or hit.last + 1 >= len(tokens))
    if cue or heads or first.norm[:1] == "ب" and not hit.places[0].name_ar.startswith("ب"):
        return True
    near = [t for t in tokens[max(0, hit.first - 3) : hit.first] if t.norm not in MARKS][-2:]
    if any(t.bases & (cues["in"] | cues["direction"] | cues["from"] | cues["to"] | cues["near"]) for t in near):
        return True
    if any(t.bases & cues["upon"] for t in near) and struck_before(tokens[max(0, hit.first - 7) : hit.first]):
        return True  # "an air strike on Lebanon"
    if hit.places[0].kind != "country" and _is_struck(tokens[max(0, hit.first - 4) : hit.first], cues):
        return True  # "aircraft bombed Gaza"
    return bool(before) and before[-1].abroad and not before[-1].skip and hit.first - before[-1].last <= 2


def _by_rank(places: tuple[Place, ...], cue: str) -> tuple[Place, ...]:
    """The name of a governorate is that, whatever villages an imported list has, unless a type word says so."""
    codes = {c for p in places if p.kind == "governorate" for c in p.pcodes}
    if not codes or cue in ("village", "quarter", "camp"):
        return places
    return tuple(p for p in places if codes & set(p.pcodes))


def _by_cue(places: tuple[Place, ...], cue: str) -> tuple[Place, ...]:
    """A cue chooses between namesakes: a quarter after "quarter", a village after "village"."""
    wanted = {"quarter": {"quarter", "neighbourhood", "suburb"}, "camp": {"camp"}, "governorate": {"governorate"},
              "village": {"village", "town", "subdistrict"}}.get(cue)  # fmt: skip
    kept = tuple(p for p in places if wanted and p.kind in wanted)
    return kept or places


def located(tokens: list[Token], item: Found, cues: dict) -> bool:
    """True where a preposition stands before a name or is written onto it."""
    prepositions = cues["in"] | cues["upon"] | cues["from"] | cues["to"] | cues["near"]
    if item.first and (tokens[item.first - 1].bases & prepositions or out_of(tokens, item.first - 1, cues)):
        return True
    name = fold(item.hit.name.split()[0])
    first = tokens[item.first].norm
    return first != name and first.lstrip("وف")[:1] in ("ب", "ل")


def _cue(tokens: list[Token], hit: Hit, language: str, before: list[Found]) -> str:
    """The kind of the type word before a name ("village", "quarter", …), also across a list, or ""."""
    cues = cue_words(language)
    i = hit.first - 1
    while i >= 0 and (tokens[i].norm in MARKS or not tokens[i].norm[:1].isalnum()) and hit.first - i < 4:
        if tokens[i].norm in (",", "،", "."):
            break
        i -= 1
    if language == "en" and i > 0 and tokens[i].norm == "of":
        i -= 1
    if i >= 0:
        for kind in ("village", "town", "quarter", "camp", "countryside", "governorate", "area", "other"):
            if tokens[i].bases & cues[kind]:
                rural = kind == "town" and i and tokens[i - 1].bases & cues["countryside"]
                return "countryside" if rural and hit.places[0].kind == "governorate" else kind
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
    if previous and previous.cue and joined(tokens, previous, hit):
        return previous.cue
    return ""


def joined(tokens: list[Token], previous: Found | Hit, hit: Hit) -> bool:
    """True where only list marks stand between two names."""
    between = [t for t in tokens[previous.last + 1 : hit.first] if t.norm not in MARKS]
    if len(between) > 2:
        return False
    joined = tokens[hit.first].norm.startswith("و") or any(t.norm in ("و", "،", ",", "and", "/") for t in between)
    return joined and all(t.norm in ("و", "،", ",", "and", "/", "كذلك", "كل", "من") for t in between)


def _listed_with_aside(tokens: list[Token], before: list[Found], hit: Hit, cues: dict) -> bool:
    """ "On the border between *X (centre) and* Y (west)": of one list with what is only an aside."""
    if not before or not before[-1].aside:
        return False
    return joined(tokens, before[-1], hit) or _listed_with_home(tokens, before[-1], hit, cues)


def _listed_with_home(tokens: list[Token], previous: Found, hit: Hit, cues: dict) -> bool:
    """ "Settlers from *northern X and* Y": an adjective of the first name stands before the second."""
    between = [t for t in tokens[previous.last + 1 : hit.first] if t.norm not in MARKS]
    ways = cues["direction"] | cues["countryside"] | cues["middle"]
    direction = all(t.bases & ways or t.has("syria") for t in between)
    return len(between) <= 2 and direction and tokens[hit.first].begins_with_and()


def _listed(tokens: list[Token], hit: Hit, before: list[Found]) -> bool:
    """A common word in a list with a place of one of its governorates."""
    if not before or not joined(tokens, before[-1], hit):
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
    before = [t for t in tokens[max(0, item.first - 3) : item.first] if t.norm not in MARKS]
    rural = any(t.bases & cues["countryside"] for t in before[-2:-1]) and item.cue == "governorate"
    rural = rural or item.cue == "countryside"  # also "the countryside of the governorate of Damascus"
    if rural or any(t.bases & cues["direction"] for t in before[-2:]) and item.cue != "quarter":
        item.pcode, item.candidates, item.precision = "SY03", ("SY03",), 3
    elif any(t.bases & cues["near"] for t in before[-2:]) or any(t.bases & cues["outskirts"] for t in before[-2:]):
        item.pcode, item.candidates, item.precision = "SY03", ("SY03",), 3
    after = tokens[item.last + 1 : item.last + 4]
    if any(t.bases & cues["outskirts"] for t in after[:1]) and tokens[item.first].text[:1].isupper():
        item.pcode, item.candidates, item.precision = "SY03", ("SY03",), 3  # "a Damascus suburb"
    its = next((t.i for t in after if t.norm == "its"), None)
    if (
        any(t.bases & cues["its_countryside"] for t in after[:2])
        or its
        and tokens[its + 1 :][:1]
        and (tokens[its + 1].bases & (cues["countryside"] | cues["outskirts"]))
    ):
        item.extra = ("SY03",)


@cache
def governorate_adjectives() -> dict[str, str]:
    """Folded adjective of a city ("Damascene") → P-code."""
    rows = yaml.safe_load((DATA / "places" / "nationalities.yaml").read_text(encoding="utf-8"))
    return {fold(word): code for code, words in rows["governorates"].items() for word in words}


@cache
def nationalities(language: str) -> tuple[frozenset[str], dict[str, str]]:
    rows = yaml.safe_load((DATA / "places" / "nationalities.yaml").read_text(encoding="utf-8"))
    adjectives = {fold(w): code for code, names in rows["adjectives"].items() for w in names[language]}
    return frozenset(fold(w) for w in rows["authorities"][language]), adjectives


@cache
def of_places(language: str) -> dict[str, str]:
    """Adjective that may say where a place lies → country code."""
    rows = yaml.safe_load((DATA / "places" / "nationalities.yaml").read_text(encoding="utf-8"))
    both = {**rows["adjectives"], **rows["of_places"]}
    return {fold(w): code for code, names in both.items() for w in names[language]}


def nationality(token: Token, language: str) -> str:
    """The country code of a people word ("Lebanese", "لبنانيين"); "" for none."""
    adjectives = nationalities(language)[1]
    for base in token.bases:
        stem = base[:-2] if base.endswith(("ين", "ون")) else base
        for form in (stem, "ال" + stem, stem[:-1] if stem.endswith("s") else stem):
            if form in adjectives:
                return adjectives[form]
    return ""


@cache
def at_home_words(language: str) -> frozenset[str]:
    """Authorities that act at home alone: police and courts, no army."""
    rows = yaml.safe_load((DATA / "places" / "nationalities.yaml").read_text(encoding="utf-8"))
    return frozenset(fold(word) for word in rows["at_home"][language])


def foreign_authority(tokens: list[Token], k: int, language: str, at_home: bool) -> tuple[str, str]:
    """(country code, words) where words k, k + 1 are a foreign authority ("the German police"); ("", "") else.

    at_home: also police and courts of a country that has forces in Syria.
    """
    authorities, adjectives = nationalities(language)
    first, second = tokens[k], tokens[k + 1]
    noun, adjective = (first, second) if language == "ar" else (second, first)
    if at_home and noun.bases & at_home_words(language):
        adjectives = of_places(language)
    forms = (form for b in adjective.bases for form in (b, "ال" + b) if form in adjectives)  # "an Egyptian court" too
    code = next((adjectives[form] for form in forms), "")
    if code and noun.bases & authorities:
        return code, f"{first.text} {second.text}"
    return "", ""


def of_foreign_city(tokens: list[Token], f: Found, language: str) -> bool:
    """ "A *Cairo* court", in Arabic "the criminal court *of Cairo*": an authority right beside a foreign name."""
    near = tokens[f.last + 1 : f.last + 2] if language == "en" else tokens[max(0, f.first - 2) : f.first]
    return f.abroad and any(t.bases & nationalities(language)[0] for t in near)


def tag(item: Found, reason: str) -> PlaceTag:
    """The record of a place of a mention."""
    pcode = item.pcode if not item.abroad else None
    open_codes = item.candidates if not item.pcode and not item.abroad else ()
    return PlaceTag(item.hit.name, item.place.place_id, pcode, item.role, item.precision, reason, tuple(open_codes))
