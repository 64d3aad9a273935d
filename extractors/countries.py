"""Statements whose place is a country: foreign police, displaced foreigners, totals of the whole of Syria."""

from __future__ import annotations

from extractors.linked import MANY_MOVED, WAR_TOTAL
from extractors.places import Found, cue_words, foreign_authority, nationality, of_foreign_city, of_places
from extractors.reading import Reading
from extractors.records import PlaceTag
from extractors.sentence import Token
from extractors.small_words import small
from extractors.statements import Statement, is_verb

_COUNTRY = small("country")
_SYRIA = small("syria")
_THROUGHOUT = small("throughout")
_BY, _THE = small("in_prefix"), small("definite_article")
_OWNED, _ACCUSED = small("possessive"), small("accused_of_a_crime")
_STATE = small("state_of_a_country")
_SYRIANS, _REFUGEES = small("syrians"), small("refugees")
_EXPEL, _TURKEY = "dis.expel", "TR"
_BEFORE_PASSIVE = small("before_passive")
_WITH_ARMIES = frozenset(("TR", "RU", "US", "IL"))
_NEAR, _FAR = 12, 18  # words from a trigger to "in the country"; those who were displaced stand between
_HOST_REACH = 8  # words from the name of a country to what it did


def foreign_country(s: Statement, r: Reading, inside: list[Found]) -> PlaceTag | None:
    """The foreign country whose authorities hold or execute somebody, or whose people are displaced."""
    return _authority(s, r) or _host(s, r) or _people(s, inside) or _area(s, inside)


def _host(s: Statement, r: Reading) -> PlaceTag | None:
    """ "*Lebanon* has deported 300 Syrians": a country that acts; Turkey, with an army in Syria, only on refugees."""
    lead, tokens = s.lead, s.sentence.tokens
    if s.category not in ("arrest", "execution") and lead.word.id != _EXPEL or _syrian_place(s, r):
        return None
    if f := next((f for f in r.found if _did_it(f, s)), None):
        return _tag(f.hit.name, f.place.country, "location", "a country and what it did")
    if s.sentence.language != "en" or s.category == "execution":
        return None
    whom = {t.norm for t in tokens[max(0, s.victims.first) : s.victims.last + 2]}
    refugees = not whom.isdisjoint(_REFUGEES) or lead.word.id == _EXPEL
    for f in r.found:
        near = f.abroad and f.role == "location" and 0 < lead.first - f.last <= _HOST_REACH
        if not near or any(t.has("stop", "prep") for t in tokens[f.last + 1 : lead.first] if not t.has("time")):
            continue
        if refugees or f.place.country != _TURKEY and not whom.isdisjoint(_SYRIANS):
            return _tag(f.hit.name, f.place.country, "location", "a country and what it did")
    return None


def _did_it(f: Found, s: Statement) -> bool:
    """ "*Egypt* arrested 40 people", in Arabic with the verb first; states with an army in Syria may do so there."""
    if not f.abroad or f.place.kind != "country" or f.place.country in _WITH_ARMIES or not is_verb(s.lead):
        return False
    if s.sentence.language == "ar":
        return f.first == s.lead.last + 1
    between = s.sentence.tokens[f.last + 1 : s.lead.first]
    return f.last < s.lead.first and all(t.has("time") or t.norm in _BEFORE_PASSIVE for t in between)


def _syrian_place(s: Statement, r: Reading) -> bool:
    """True where a Syrian place follows some words behind the trigger; not where a crime was, "accused of …"."""
    last, tokens = s.lead.last, s.sentence.tokens
    accused = next((t.i for t in tokens[last + 1 : last + 9] if t.norm in _ACCUSED), len(tokens))
    near = min(last + 9, accused)
    return any(not f.abroad and not f.skip and f.pcode and last < f.first <= near for f in r.found)


def _area(s: Statement, inside: list[Found]) -> PlaceTag | None:
    """ "The Turkish city of X", "the American state of X": a place that no table has, in a country that is named."""
    if inside:
        return None
    tokens, language = s.sentence.tokens, s.sentence.language
    cues, adjectives = cue_words(language), of_places(language)
    kinds = cues["village"] | cues["town"] | cues["area"] | cues["governorate"] | _STATE
    for t in tokens:
        if language == "ar":  # the type word, one or two words of a name, the adjective
            span = range(max(0, t.i - 3), t.i - 1) if t.norm in adjectives else ()
            where = next((i for i in span if tokens[i].bases & kinds and not tokens[i].prefix().article), None)
        else:
            where = t.i if t.norm in adjectives and any(n.norm in kinds for n in tokens[t.i + 1 : t.i + 2]) else None
            where = where if tokens[t.i + 2 : t.i + 3] and tokens[t.i + 2].norm == "of" else None
        if where is not None:
            return _tag(t.text, adjectives[t.norm], "location", "a place of that country")
    return None


def _authority(s: Statement, r: Reading) -> PlaceTag | None:
    """The country of foreign police, army or courts, unless a Syrian place follows."""
    if s.category not in ("arrest", "execution"):
        return None
    tokens, lead = s.sentence.tokens, s.lead
    if _syrian_place(s, r):
        return None
    at_home = not any(f.pcode and not f.abroad for f in r.found)
    for k in range(max(0, lead.first - 7), min(len(tokens) - 1, lead.last + 5)):
        code, text = foreign_authority(tokens, k, s.sentence.language, at_home)
        if code:
            return _tag(text, code, "location", "a foreign authority")
    of_a_city = (f for f in r.found if abs(f.first - lead.first) <= _HOST_REACH)
    if f := next((f for f in of_a_city if of_foreign_city(tokens, f, s.sentence.language)), None):
        return _tag(f.hit.name, f.place.country, "location", "a foreign authority")
    return None


def _people(s: Statement, inside: list[Found]) -> PlaceTag | None:
    """The country of displaced foreigners ("thousands of Lebanese"), unless they leave a Syrian place."""
    if s.category != "displacement" or s.victims.first < 0 or any(f.pcode and f.role != "destination" for f in inside):
        return None
    for t in s.sentence.tokens[s.victims.first : s.victims.last + 2]:  # "refugees *Lebanese*", as Arabic says it
        if code := nationality(t, s.sentence.language):
            return _tag(t.text, code, "origin", "foreigners displaced")
    return None


def _tag(name: str, code: str, role: str, reason: str) -> PlaceTag:
    return PlaceTag(name, f"country-{code.lower()}", None, role, 3, reason)


def national(s: Statement, lo: int, hi: int) -> bool:
    """True where a statement at words lo..hi-1 speaks of the country ("in Syria", millions of people)."""
    if (s.victims.low or 0) >= (WAR_TOTAL if s.category == "civilian_harm" else MANY_MOVED):
        return True
    reach = _FAR if s.category == "displacement" and s.sentence.language == "en" else _NEAR
    near = [t for t in s.sentence.tokens[lo:hi] if min(abs(t.i - m.last) for m in s.members) <= reach]
    return any(_in_the_country(s.sentence.tokens, t) for t in near)


def _names_a_part(tokens: list[Token], t: Token) -> bool:
    """ "Syria's *northwestern* zones", "the country's *south*": a part of the country, which the text may name."""
    owned, *after = tokens[t.i + 1 : t.i + 4] or [t]
    parts = cue_words("en")["direction"]
    return owned.norm in _OWNED and any(not n.bases.isdisjoint(parts) for n in after)


def _in_the_country(tokens: list[Token], t: Token) -> bool:
    """True for the word "Syria" or "the country" after "in" or "across"."""
    if not (t.norm in _COUNTRY or t.has("syria") and t.bases & _SYRIA):
        return False
    before = tokens[max(0, t.i - 1)]
    if _names_a_part(tokens, t):
        return False
    if before.norm in _THE and t.i > 1:
        before = tokens[t.i - 2]  # "across the country"
    return before.norm in _THROUGHOUT or t.norm[:1] in _BY
