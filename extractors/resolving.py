"""Which place a name means: what the text says of it, its neighbours, the headline and the article decide."""

from __future__ import annotations

import math
from collections import Counter
from itertools import pairwise

from extractors import places
from extractors.counts import may_begin
from extractors.gazetteer import Place
from extractors.place_roles import CAME_FROM, DESCRIBES, HOME, MARKS, ROAD, STATIONED
from extractors.places import Found, cue_words, joined, located, weights
from extractors.sentence import Token
from extractors.small_words import small

_IN_OR_TO = small("in_or_to")
_THE = small("definite_article")
NAMESAKE = "of that name, another place"
ONLY_WHERE = "only says where another place lies"
_SMALL = frozenset(("village", "quarter", "facility", "field", "camp", "hospital", "prison"))
_CAPITAL = {"SY01", "SY03"}  # the press says "in Damascus" of the towns around it
_FAR_KM = 260  # the same for a town ("Qusayr, north of Damascus")
_NEAR_KM = 60  # "near Y", "west of Y": farther than this, and the table's place is a namesake
_TO_PREFIX = small("to_prefix")
_AND = small("conjunction")
_RELATIVE = small("relative_clause") | small("relative_pronoun")
_POSSESSIVE = small("possessive")
_LIST_WORDS = small("people_comma") | small("name_particle") | small("header_mark")
_JOINS = frozenset(("و", "and", ".", "؛", ";", ":"))


def resolve(sentences: list[list[Found]], tokens: list[list[Token]], language: str, headers: list[set[str]]) -> None:
    """Settle names that several governorates have, by container, list, sentence, headline and article votes."""
    for row, words in zip(sentences, tokens, strict=True):
        _settle_abroad(row, words, language)
        _settle_by_adjective(row, words)
        _pass_on(row, words, language)
        _containers(row, words, language)
        _drop_namesakes(row, words, language)
    clear = Counter(f.pcode for row in sentences for f in row if f.pcode and not f.abroad and not f.skip)
    total = sum(clear.values())
    main = next((c for c, n in clear.most_common(1) if n >= 2 and n >= 0.6 * total), None)
    for number, row in enumerate(sentences):
        before = {f.pcode for f in sentences[number - 1] if f.pcode} if number else set()
        for k, item in enumerate(row):
            if not item.abroad and not item.pcode and len(item.candidates) > 1 and not item.skip:
                _decide(item, _votes(row, k, tokens[number], before, headers[number], main))
        _within_one_governorate(row)


def _within_one_governorate(row: list[Found]) -> None:
    """ "On the road from X to Y": named by its ends, of which both lie in one governorate, and so does the road."""
    for one, other in pairwise(row):
        if one.skip == other.skip == ROAD and one.pcode and one.pcode == other.pcode:
            one.skip = other.skip = ""


def _votes(
    row: list[Found], k: int, tokens: list[Token], before: set, header: set[str], main: str | None
) -> dict[str, float]:
    """What speaks for each governorate that a name may lie in."""
    w, item = weights(), row[k]
    votes = dict.fromkeys(item.candidates, 0.0)
    for p in item.hit.places:
        for c in p.pcodes:
            if c in votes and len(p.pcodes) == 1:
                votes[c] = max(votes[c], _prior(p, w))
    _vote(votes, {f.pcode for f in row if f.pcode and f is not item and f.skip != NAMESAKE}, w["sentence"])
    for first, second, other in ((k - 1, k, k - 1), (k, k + 1, k + 1)):
        if first >= 0 and second < len(row) and row[other].pcode and joined(tokens, row[first], row[second].hit):
            _vote(votes, {row[other].pcode}, w["same_list"])
    _vote(votes, before, w["previous"])
    _vote(votes, header, w["headline"])
    _vote(votes, {main} if main else set(), w["article"])
    return votes


def _prior(place: Place, w: dict) -> float:
    """What speaks for a place before anything is read."""
    known = w["better_known"]["weight"] if place.place_id in w["better_known"]["places"] else 0
    return w["prior"].get(place.kind, 0) + known + (0 if place.imported else w["own"])


def _vote(votes: dict[str, float], codes: set, weight: float) -> None:
    for code in codes:
        if code in votes:
            votes[code] += weight


def _decide(item: Found, votes: dict[str, float]) -> None:
    """The first one wins where it leads by enough; regions over several governorates stay open."""
    item.votes = votes
    ranked = sorted(votes.items(), key=lambda kv: -kv[1])
    if ranked[0][1] - ranked[1][1] >= weights()["margin"] and item.place.kind != "region":
        _settle(item, ranked[0][0])


def _settle(item: Found, code: str) -> None:
    item.pcode = code
    item.place = next((p for p in item.hit.places if code in p.pcodes), item.place)


def _between(tokens: list[Token], first: Found, second: Found) -> list[Token]:
    return [t for t in tokens[first.last + 1 : second.first] if t.norm not in MARKS]


def _settle_abroad(row: list[Found], tokens: list[Token], language: str) -> None:
    """ "X in southern Iraq", "X, Lebanon", "X" with the adjective of a country: the namesake abroad is meant."""
    cues = cue_words(language)
    for k, item in enumerate(row):
        countries = {p.country for p in item.hit.places if p.abroad}
        if item.abroad or not countries and item.place.kind == "governorate":
            continue
        said = _adjective_after(tokens, item, language)
        following = row[k + 1] if k + 1 < len(row) else None
        firm = not countries and item.place.kind == "district"
        if not said and following is not None and following.abroad and _inside(tokens, item, following, cues, firm):
            said = following.place.country
            following.skip = ONLY_WHERE if countries else ""
        if said and (said in countries or not countries):
            item.abroad, item.pcode, item.candidates, item.skip = True, None, (), ""
            foreign = [p for p in item.hit.places if p.country == said]
            item.place = foreign[0] if foreign else following.place if following else item.place


def _adjective_after(tokens: list[Token], item: Found, language: str) -> str:
    """The country whose adjective follows a name that exists there ("the Iraqi district of X" in Arabic order)."""
    if language != "ar" or item.last + 1 >= len(tokens):
        return ""
    _, adjectives = places.nationalities(language)
    code = next((adjectives[b] for b in tokens[item.last + 1].bases if b in adjectives), "")
    return code if any(p.country == code for p in item.hit.places) else ""


def _inside(tokens: list[Token], item: Found, country: Found, cues: dict, firm: bool) -> bool:
    """True for "X in C", "X, C", "X (C", "X in the south of C": only such words stand between; firm: no direction."""
    between = tokens[item.last + 1 : country.first]
    if len(between) > 4 or country.place.kind not in ("country", "foreign") or country.skip == DESCRIBES:
        return False
    if not between:
        return tokens[country.first].prefix().prep == "ب" or tokens[country.first].norm.startswith("ب")
    if "," in {t.norm for t in between} and _goes_on(tokens, country):
        return False
    linking = cues["in"] | cues["middle"] | cues["area"] | (frozenset() if firm else cues["direction"])
    return all(t.bases & linking or t.norm in (",", "،", "(", "the") for t in between)


def _goes_on(tokens: list[Token], country: Found) -> bool:
    """ "In X, *Turkey said*", "in X, *Turkey's* army": a country with words of its own, not where X lies."""
    following = tokens[country.last + 1 : country.last + 2]
    if not following or following[0].has("prep", "time", "contrast") or following[0].norm in _AND | _RELATIVE:
        return False
    if any(r.word.category for r in following[0].readings):
        return False  # "a blast in X, Iraq killed three"
    return following[0].norm[:1].isalnum() or following[0].norm in _POSSESSIVE


def _settle_by_adjective(row: list[Found], tokens: list[Token]) -> None:
    """ "The quarter of X" with the adjective of a city: the one there."""
    for item in row:
        if not item.pcode and not item.abroad and item.last + 1 < len(tokens):
            code = next((c for b in tokens[item.last + 1].bases if (c := places.governorate_adjectives().get(b))), "")
            if code in item.candidates:
                _settle(item, code)
                item.votes = {code: weights()["container"]}


def _pass_on(row: list[Found], tokens: list[Token], language: str) -> None:
    """Where the guns stand or the victims are from is not the place, and neither is where that place lies."""
    for inner, outer in pairwise(row):
        if inner.place.kind != "governorate" and _link(tokens, inner, outer, cue_words(language), language):
            if inner.skip in (CAME_FROM, STATIONED, HOME):
                outer.skip = outer.skip or inner.skip
            outer.people_from = outer.people_from or inner.people_from


def _link(tokens: list[Token], inner: Found, outer: Found, cues: dict, language: str) -> str:
    """How the second name says where the first lies: "within", "beside", or "" where it does not."""
    between = _between(tokens, inner, outer)
    words = [t for t in between if t.norm not in (",", "،")]
    if len(words) > 6 or any(_parts(t, cues) for t in between) or _has_its_own_number(words, language):
        return ""
    first = tokens[outer.first]
    if first.norm.startswith("و") and not outer.hit.name.startswith("و"):
        return ""
    if any(t.norm.startswith("و") and t.bases & (cues["countryside"] | cues["governorate"]) for t in words):
        return ""
    if any(t.bases & (cues["near"] | cues["direction"] | cues["outskirts"]) for t in words):
        rural = any(t.bases & cues["countryside"] for t in words)
        return "within" if rural else "beside"
    marks = {t.norm for t in tokens[inner.last + 1 : outer.first]}
    if any(t.bases & (cues["countryside"] | cues["inside"] | cues["governorate"]) for t in words):
        return "within"
    if first.norm[:1] == "ب" and not outer.place.name_ar.startswith("ب") or not between and "(" in marks:
        return "within"
    to = first.norm[:1] in _TO_PREFIX and not outer.place.name_ar.startswith(first.norm[:1])
    if not between and to and language == "ar" and {*inner.codes, *outer.codes} <= _CAPITAL:
        return "within"  # "the eastern Ghouta *of* Damascus"
    comma = len(between) <= 1 and "," in {t.norm for t in between}
    return "within" if language == "en" and comma and not _listed_on(tokens, inner, outer) else ""


def _has_its_own_number(words: list[Token], language: str) -> bool:
    """ "20 people in A, *nine in* B": the next item of a list of tolls, and not where A lies."""
    links = _IN_OR_TO | cue_words(language)["in"]
    return any(may_begin(one, language) and nxt.norm in links for one, nxt in pairwise(words))


def _listed_on(tokens: list[Token], inner: Found, outer: Found) -> bool:
    """ "In *Afrin, Qamishli and* Tabqa": a list of towns of several governorates, not a town and where it lies."""
    mine, others = set(inner.codes) or set(inner.candidates), set(outer.codes) or set(outer.candidates)
    if mine & others:
        return False
    for t in tokens[outer.last + 1 :]:
        if t.norm in _AND:
            return any(n.text[:1].isupper() for n in tokens[t.i + 1 : t.i + 4] if n.norm not in _AND)
        if not (t.text[:1].isupper() or t.norm in MARKS or t.norm in _LIST_WORDS):
            return False
    return False


def _parts(token: Token, cues: dict) -> bool:
    """True for a word after which a second name no longer says where the first lies."""
    if token.norm in _JOINS or token.has("person", "displaced") or any(r.word.category for r in token.readings):
        return True
    if token.has("civ_object") and not token.has("populated", "place_cue") and not token.bases & cues["other"]:
        return True  # "took off from X, *a car in* Y"
    if any(r.form.pos == "v" for r in token.readings) and not token.has("func"):
        return True  # "stationed in X, fell on Y"
    return bool(token.bases & (cues["from"] | cues["to"]) and not token.bases & cues["inside"])


def _containers(row: list[Found], tokens: list[Token], language: str) -> None:
    """ "X in the countryside of Y", "X near Y", "the Y suburb of X": Y says where X lies; the last ones first."""
    cues = cue_words(language)
    for k in range(len(row) - 1, 0, -1):
        inner, outer = row[k - 1], row[k]
        if language == "en" and _of(tokens, inner, outer, cues):
            inner, outer = outer, inner
            how = "within"
        else:
            how = _link(tokens, inner, outer, cues, language)
        if how and not inner.abroad and not outer.abroad and not outer.skip:
            _contain(inner, outer, how)
            _reach_left(row[:k], tokens, outer, how)


def _reach_left(row: list[Found], tokens: list[Token], outer: Found, how: str) -> None:
    """ "The villages of A, B and C in the countryside of Y": Y holds A and B too, where they are small or open."""
    for item, following in zip(reversed(row[:-1]), reversed(row), strict=False):
        if not joined(tokens, item, following.hit):
            return
        if not item.abroad and not item.skip and (not item.pcode or item.place.kind in _SMALL):
            _contain(item, outer, how)


def _of(tokens: list[Token], outer: Found, inner: Found, cues: dict) -> bool:
    """True for "the Damascus suburb of X", "Aleppo's X"."""
    words = [t.norm for t in _between(tokens, outer, inner)]
    if words in (["'s"], ["s"]):
        return True
    kinds = cues["town"] | cues["village"] | cues["quarter"] | cues["outskirts"] | cues["area"] | cues["countryside"]
    return len(words) in (2, 3) and "of" in words[1:] and words[0] in kinds


def _contain(inner: Found, outer: Found, how: str) -> None:
    codes = set(outer.codes) or set(outer.candidates)
    mine = set(inner.codes) or set(inner.candidates)
    shared = mine & codes
    village = (
        inner.cue == "village" and how == "within" and len(codes) == 1
    )  # "the *village* of X in the mountains of Y"
    if not mine or not codes or outer.place.kind == "region" and not shared and not village:
        return
    if shared:
        if len(shared) == 1:
            _share(inner, outer, next(iter(shared)))
        return
    _contradicted(inner, outer, how)


def _share(inner: Found, outer: Found, code: str) -> None:
    for item in (inner, outer):
        if not item.pcode and item.place.kind != "region":
            _settle(item, code)
            item.votes = {code: weights()["container"]}
    outer.container = True
    if outer.role == "location" and inner.role != "location":
        outer.role = inner.role


def _contradicted(inner: Found, outer: Found, how: str) -> None:
    """The text says that X lies in Y, the tables know X elsewhere only: another place of that name is meant.

    The capital and its surroundings are mixed up by the press, and a town may lie near another governorate's.
    """
    if inner.skip == ROAD:
        return  # "on the highway from X to Y, near Z": Z tells where
    codes = {*inner.codes, *outer.codes}
    town = inner.cue in ("village", "town") and outer.cue in ("governorate", "countryside") and how == "within"
    if codes <= _CAPITAL or inner.place.kind == "governorate" and not town:
        outer.container, outer.skip = codes <= _CAPITAL, ONLY_WHERE if codes <= _CAPITAL else outer.skip
        return
    if how == "beside" and inner.pcode:
        apart = _apart(inner, outer)
        near = _NEAR_KM if inner.place.kind in _SMALL else _FAR_KM
        if apart is not None and apart < near or apart is None and inner.place.kind not in _SMALL:
            outer.container, outer.skip = True, ONLY_WHERE
            return
    inner.skip = NAMESAKE
    if outer.role == "location":
        outer.role = inner.role


def _apart(first: Found, second: Found) -> float | None:
    """Kilometres between two places, None where a table has no point for one of them."""
    a, b = first.place.point, second.place.point
    if not a or not b:
        return None
    east = (a[1] - b[1]) * math.cos(math.radians(a[0]))
    return 111.2 * math.hypot(a[0] - b[0], east)


def names_event(tokens: list[Token], item: Found, language: str) -> bool:
    """ "The *Houla* massacre", "the *Douma* chemical attack": a place that an event is named after."""
    after = tokens[item.last + 1 : item.last + 3] if language == "en" else []
    told = (r for t in after[:1] for r in t.readings if r.word.category == "civilian_harm" and r.form.pos == "n")
    named = item.first > 0 and tokens[item.first - 1].norm in _THE and after and after[0].text.islower()
    return bool(named) and any(told)


def _drop_namesakes(row: list[Found], tokens: list[Token], language: str) -> None:
    """A bare word that is a small place elsewhere than everything else in the sentence is a word, or a namesake."""
    for k, item in enumerate(row):
        if item.abroad or item.skip or not item.pcode or item.place.kind not in _SMALL or item.first != item.last:
            continue
        if item.cue or located(tokens, item, cue_words(language)) or names_event(tokens, item, language):
            continue
        others = [f for f in row if f is not item and not f.abroad and not f.skip and f.pcode]
        listed = k and joined(tokens, row[k - 1], item.hit) and not row[k - 1].container
        listed = listed or any(f.pcode == item.pcode for f in row[max(0, k - 1) : k + 2] if f is not item)
        if others and not listed and all(f.pcode != item.pcode or f.place.kind in _SMALL for f in others):
            item.skip = NAMESAKE
