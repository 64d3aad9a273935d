"""What part a name plays in its sentence: where, from, to, on the way; or why it is no place of an event."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from extractors.gazetteer import ARTICLES, Hit
from extractors.sentence import Token
from extractors.small_words import small

if TYPE_CHECKING:
    from extractors.places import Found

BUREAU = "where the reporter sits"
WRITTEN = "where the report was written"
CAME_FROM = "where the attack came from"
STATIONED = "where the force stands"
HOME = "home of the victims"
RANKED = "comes first in a total"
DESCRIBES = "only says of whom something is"
_LIST_LINKS = small("place_list_link")
_TO_PREFIX = small("to_prefix")
_HYPHEN = small("hyphen")
_AND_HE_IS = small("and_he_is")
_OF, _AND, _ALLIES = small("of_alone"), small("conjunction"), small("allies")
_OF_A_TOTAL = small("counted_before") | small("cases") | small("governorates")
_AFTER_DATELINE = small("after_dateline")
_SMALL = ("village", "quarter", "subdistrict", "town")
_POSSESSIVE = ("'s", "\u2019s")
_DASH = small("dash")
ROAD = "a road"
_LONG_ROAD = 5  # words of "the road of Deir ez-Zor -" before the other end
_FAR = 7  # words from a name back to its preposition
_PRISONS = ("custody", "mil_object", "group", "in_group", "in_phrase")  # where somebody is held, with whose it is
_WAY_BACK = 8  # words from a name back to a word of descent, or to where a force stands
MARKS = frozenset(('"', "(", ")", "#", "'", "[", "]", "-", "_", "the", "*"))
_CAPITALS = frozenset(("Damascus", "Moscow", "Ankara", "Washington", "Tehran", "Tel Aviv", "Riyadh", "Paris", "London",
                       "Baghdad"))  # fmt: skip


def role_of(tokens: list[Token], hit: Hit, cues: dict, before: list[Found]) -> str:
    """origin, destination, route or location, by the preposition before the name (and its type word)."""
    if hit.first <= 2 and tokens[hit.last + 1 : hit.last + 2] and tokens[hit.last + 1].norm in ("،", ","):
        return "location"  # "And now to X, where …": the head of the sentence
    previous = before[-1] if before else None
    to = tokens[hit.first].norm[:1] in _TO_PREFIX and not hit.places[0].name_ar.startswith(tokens[hit.first].norm[:1])
    if to and previous and previous.role == "origin" and hit.first - previous.last == 1:
        return "destination"  # "from X to Y", with the preposition written onto Y
    beside = False
    for i in range(hit.first, max(-1, hit.first - _FAR), -1):
        token = tokens[i]
        if i < hit.first:
            role = _preposition(tokens, i, cues, previous)
            if role:
                return role
            if previous and i <= previous.last:
                return "location" if beside else previous.role
            beside = beside or bool(token.bases & cues["near"])
            if not _passed_over(token, cues):
                return _of_an_unknown_town(tokens, i, cues, previous) or "location"
        if token.has("populated") and token.prefix().prep == "ب":
            return "destination" if _arrived(tokens, i, cues) else "location"  # "to villages in the countryside of X"
    return "location"


def out_of(tokens: list[Token], i: int, cues: dict) -> bool:
    """ "*Out of* X"."""
    return i > 0 and bool(tokens[i - 1].bases & cues["out"]) and tokens[i].norm in _OF


def _preposition(tokens: list[Token], i: int, cues: dict, previous: Found | None) -> str:
    """The role that a word before a name gives it, or ""."""
    bases = tokens[i].bases
    if bases & cues["from"] or out_of(tokens, i, cues):
        return "" if i and tokens[i - 1].bases & cues["each"] else "origin"  # "each of the towns …"
    if bases & cues["extent"] or i and bases & cues["to"] and tokens[i - 1].bases & cues["extent"]:
        return previous.role if previous else "location"  # "in X and as far as Y": more of the same
    if bases & cues["to"]:
        return "destination"
    if bases & cues["hosts"]:
        return "destination"
    if bases & cues["via"]:
        return "route"
    if bases & cues["in"]:
        return "destination" if _arrived(tokens, i, cues) else "location"
    return ""


def _of_an_unknown_town(tokens: list[Token], i: int, cues: dict, previous: Found | None) -> str:
    """ "To *Rashidin* west of X": the role of a town that no table has, which stands before "west of" or "near"."""
    beside = tokens[i + 1].bases & (cues["direction"] | cues["near"])
    known = tokens[i].readings or tokens[i].tags or not tokens[i].norm.isalpha()
    return _preposition(tokens, i - 1, cues, previous) if i and beside and not known else ""


def _arrived(tokens: list[Token], i: int, cues: dict) -> bool:
    """ "To camps in Y", "arrived in Y": the words before the preposition at i lead there."""
    if i and tokens[i - 1].bases & cues["arrived"]:
        return True
    housed = next((t.i for t in tokens[max(0, i - 6) : i] if t.bases & cues["housed"]), i)
    if housed < i and all(t.has("civ_object", "populated", "func") or not t.readings for t in tokens[housed + 1 : i]):
        return True  # "they were spread over shelters in X"
    farther = tokens[max(0, i - 7) : i]
    ways = (t.i for t in farther if t.bases & cues["to"] and not t.bases & cues["direction"] and not t.inside)
    to = next(ways, None)  # none is the "to" of "had to leave"
    if to is None or any(t.has("time") for t in tokens[to + 1 : i]):
        return False  # "from April to August in Y"
    between = tokens[to + 1 : i]
    held = bool(between) and between[0].has("custody")  # "taken to the *branch of the army's intelligence* in X"
    there = ("civ_object", "populated", "func", "displaced") + _PRISONS * held
    return all(t.has(*there) or not t.readings or held and _of_arrest(t) for t in between)


def _of_arrest(token: Token) -> bool:
    """ "Centres of *detention*"."""
    return any(r.kind == "event" and r.word.category == "arrest" for r in token.readings)


def _passed_over(token: Token, cues: dict) -> bool:
    """Words that may stand between a preposition and its name."""
    return bool(
        token.norm in MARKS or token.norm in ("،", ",", "و", "and", "of") or token.text in ARTICLES
        or token.norm.replace(",", "").isdigit()
        or token.has("populated", "place_cue", "fringe", "func", "custody")
        or token.bases & (cues["direction"] | cues["near"])
    )  # fmt: skip


def _names_a_road(tokens: list[Token], hit: Hit, before: list[Token], cues: dict) -> bool:
    """ "The X road", "the X-Y highway", in Arabic with the road first; not "the road near X"."""
    where = cues["near"] | cues["in"] | cues["village"] | cues["town"]  # "the road of the village of X" leads there
    if any(t.bases & cues["road"] for t in before) and not before[-1].bases & where:
        return True
    article = hit.first > 1 and tokens[hit.first - 2].norm in ARTICLES  # "near al-X"
    if hit.first and tokens[hit.first - 1].norm in _DASH and not article:  # "the road of Deir ez-Zor - X"
        if any(t.bases & cues["road"] for t in tokens[max(0, hit.first - _LONG_ROAD) : hit.first]):
            return True
    for t in tokens[hit.last + 1 : hit.last + 5]:
        if t.text in cues["road"]:
            return tokens[hit.first].text[:1].isupper()
        if t.norm not in MARKS and t.norm not in ("–", "to") and not t.text[:1].isupper():
            return False
    return False


def _is_surname(tokens: list[Token], hit: Hit, item: Found) -> bool:
    """ "Nadim Houry said": in English a small place right after a capitalised unknown word that begins no sentence."""
    if item.cue or item.place.kind not in _SMALL or hit.first < 2 or hit.first != hit.last:
        return False
    before = tokens[hit.first - 1]
    if before.norm in ARTICLES:
        return False  # "in Ash Shaddadah"
    known = before.tags or before.readings or before.text[1:2].isupper() or tokens[hit.first - 2].norm in MARKS
    return before.text[:1].isupper() and before.text.isalpha() and not known and tokens[hit.first].text[:1].isupper()


def _government(before: list[Token], after: list[Token], cues: dict) -> bool:
    """A capital that speaks, is blamed, or stands after "ally", "forces", "between"; none is it after "a raid on"."""
    near, after = before[-1:], [t for t in after if not t.bases & cues["had"]][:1]
    if any(t.bases & cues["speech"] for t in (*near, *after)) or any(t.bases & cues["blamed"] for t in after):
        return True
    struck = any(t.bases & cues["upon"] for t in near) and struck_before(before)
    return any(t.bases & cues["government_of"] for t in near) and not struck


def _with_allies(tokens: list[Token], hit: Hit) -> bool:
    """ "*Damascus and its allies* intensified …"."""
    after = tokens[hit.last + 1 : hit.last + 4]
    allies = [t.i for t in after if not t.bases.isdisjoint(_ALLIES)]
    return bool(allies) and (after[0].norm in _AND or allies[0] == after[0].i)


def struck_before(before: list[Token]) -> bool:
    """True where one of the words tells an attack."""
    return any(r.kind in ("strike", "hit", "blast") and r.word.category for t in before for r in t.readings)


def _stationed_at(tokens: list[Token], hit: Hit, cues: dict, since: int) -> bool:
    """ "Who are *stationed* in some areas of X": up to the place, nothing but words of place between."""
    return _leads_back(tokens, hit, cues["stationed"], since, _tells_no_place)


def _is_source(tokens: list[Token], hit: Hit, cues: dict, since: int) -> bool:
    """ "Shelling *whose source is the bases* in X": nothing but the site and whose it is up to the name."""
    source = next(
        (t.i for t in tokens[max(since, hit.first - _WAY_BACK) : hit.first] if t.bases & cues["source"]), None
    )
    if source is None:
        return False
    between = tokens[source + 1 : hit.first]
    if any(t.bases & cues["upon"] or t.has("stop") or any(r.word.category for r in t.readings) for t in between):
        return False
    return any(t.bases & cues["source_site"] for t in between)


def _tells_no_place(t: Token) -> bool:
    return bool(t.readings) and not t.has("func", "populated", "place_cue", "fringe") or t.has("stop")


def _describes(tokens: list[Token], hit: Hit, cues: dict) -> bool:
    """ "The *UK-based* Observatory", "*Iran-backed* fighters": no place, and the town before it lies elsewhere."""
    mark, *word = tokens[hit.last + 1 : hit.last + 3] or [None]
    return bool(word) and mark is not None and mark.norm in _HYPHEN and bool(word[0].bases & cues["hyphened"])


def _fighters_there(tokens: list[Token], hit: Hit, cues: dict) -> bool:
    """ "Armed groups *located in* X", a word for fighters right before."""
    where = [t.i for t in tokens[max(0, hit.first - _WAY_BACK) : hit.first] if t.bases & cues["standing"]]
    if not where or not any(t.has("comb", "group", "in_group") for t in tokens[max(0, where[-1] - 2) : where[-1]]):
        return False
    return not any(_tells_no_place(t) for t in tokens[where[-1] + 1 : hit.first])


def _home_of_clan(tokens: list[Token], hit: Hit, cues: dict, since: int) -> bool:
    """ "Who *comes from* the clans in the governorate of X": a word of descent some words before, in one clause."""
    if any(t.bases & cues["from"] for t in tokens[max(since, hit.first - 2) : hit.first]):
        if _leads_back(tokens, hit, cues["brought_from"], since, _begins_event):
            return True  # "settlers *were brought from* X"
    return _leads_back(tokens, hit, cues["home_of"], since, _begins_event)


def _flight_of(tokens: list[Token], word: Token, cues: dict) -> bool:
    """ "Mass displacement *of the people of* X": they leave what is their home."""
    before = tokens[max(0, word.i - 4) : word.i]
    fled = any(r.word.category == "displacement" for t in before for r in t.readings)
    return fled and bool(word.bases & cues["inhabitants"] and word.bases & cues["home_of"])


def _he_is_from(tokens: list[Token], hit: Hit, cues: dict) -> bool:
    """ "*And he is from* the town of X": nothing but words of place and of inhabitants up to the name."""
    i = hit.first - 1
    while i > 0 and (tokens[i].has("populated", "place_cue") or tokens[i].bases & cues["inhabitants"]):
        i -= 1
    if i < 1 or not tokens[i].bases & cues["from"] or tokens[i - 1].norm not in _AND_HE_IS:
        return False
    return any(r.word.category for t in tokens[: i - 1] for r in t.readings)  # else it is the speaker


def _begins_event(t: Token) -> bool:
    return t.has("stop", "weapon", "agent_mark", "result") or any(r.word.category for r in t.readings)


def _leads_back(
    tokens: list[Token], hit: Hit, words: frozenset[str], since: int, ends: Callable[[Token], bool]
) -> bool:
    """True where one of the words stands some words before a name, and none between them ends the way."""
    for t in reversed(tokens[max(since, hit.first - _WAY_BACK) : hit.first]):
        if t.bases & words:
            return True
        if ends(t):
            return False
    return False


def came_from(tokens: list[Token], hit: Hit, cues: dict) -> bool:
    """ "Was arrested *on his way back from* X": nothing is said to have happened there."""
    for t in reversed(tokens[max(0, hit.first - _FAR) : hit.first]):
        if t.bases & cues["from"]:
            return any(b.bases & cues["came_back"] for b in tokens[max(0, t.i - 2) : t.i])
        if not _passed_over(t, cues):
            return False
    return False


def ranks(tokens: list[Token], hit: Hit, cues: dict, before: list[Found]) -> bool:
    """ "The governorate of X *comes first*, then Y": ranks in a total of the whole country."""
    near = [t for t in tokens[max(0, hit.first - 3) : hit.first] if not t.bases & cues["governorate"]][-2:]
    near += tokens[hit.last + 1 : hit.last + 3]
    if any(t.bases & cues["ranked"] and _in_a_total(tokens, t.i, cues) for t in near):
        return True
    first = next((f for f in reversed(before) if f.skip == RANKED), None)
    if first is None:
        return False
    named = {i for f in before for i in range(f.first, f.last + 1)}
    between = (t for t in tokens[first.last + 1 : hit.first] if t.norm not in MARKS and t.i not in named)
    return all(_in_a_ranking(t, cues) for t in between)


def _in_a_ranking(token: Token, cues: dict) -> bool:
    """ "*then the governorate* of Y *with 128 cases*": what stands between the names of a ranking."""
    kinds = cues["governorate"] | cues["countryside"] | cues["ranked_next"]
    number = token.norm[-1:].isdigit() or token.has("person", "func") or not token.bases.isdisjoint(_OF_A_TOTAL)
    return token.norm in _LIST_LINKS or bool(token.bases & kinds) or number


def _in_a_total(tokens: list[Token], i: int, cues: dict) -> bool:
    """True where a toll, cases or a number of governorates stand near a word of ranking at word i."""
    near = tokens[max(0, i - 9) : i + 9]
    return any(t.has("toll") or t.norm in _OF_A_TOTAL for t in near)


def why_skipped(tokens: list[Token], hit: Hit, cues: dict, item: Found, since: int) -> str:
    """Why a name is no place of an event: a government by its capital, a road, a base that planes came from …

    since: the first word after the name before; item: the name with its cue.
    """
    before = [t for t in tokens[max(0, hit.first - 4) : hit.first] if t.norm not in MARKS]
    after = tokens[hit.last + 1 : hit.last + 3]
    if hit.first == 0 and item.place.name_en in _CAPITALS and tokens[0].text.isupper():
        return WRITTEN
    if _describes(tokens, hit, cues):
        return DESCRIBES
    if hit.first == 0 and item.abroad and tokens[0].text.isupper() and after and after[0].norm in _AFTER_DATELINE:
        return BUREAU
    near = before[-1:] if before else []
    if item.place.name_en in _CAPITALS and (_government(before, after, cues) or _with_allies(tokens, hit)):
        return "stands for a government"
    if item.place.kind == "region" and any(t.bases & cues["operation"] for t in near):
        return "name of an operation"
    listed = hit.first and tokens[hit.first - 1].norm in ("،", "و")
    told = item.cue or listed or any(t.has("prep") for t in near) or struck_before(before)
    if tokens[hit.first].norm in cues["family_word"] and not told:
        return "may be a family word"
    if any(t.bases & cues["seat"] for t in before[-3:]):
        return "where the speaker is"
    if after and after[0].bases & cues["street"] and tokens[hit.first].text[:1].isupper():
        return "name of a street or an organisation"
    if item.abroad and after and after[0].norm in _POSSESSIVE:
        if any(t.has("group") or t.bases & cues["campaign"] for t in tokens[hit.last + 2 : hit.last + 6]):
            return "stands for a government"  # "Turkey's 2019 incursion"
    speaks = item.place.kind in _SMALL and not item.cue and bool(after) and after[0].bases & cues["speech"]
    if speaks or _is_surname(tokens, hit, item):
        return "part of a person's name"
    if _names_a_road(tokens, hit, before[-2:], cues):
        return ROAD
    based = any(t.bases & cues["base"] and t.i >= since for t in before[-2:])
    if based and any(t.bases & cues["from"] for t in before):
        return CAME_FROM
    launched = tokens[max(0, hit.first - 6) : hit.first]
    if any(t.bases & cues["from"] for t in before[-2:]) and any(t.bases & cues["launched"] for t in launched):
        return CAME_FROM
    if _is_source(tokens, hit, cues, since):
        return CAME_FROM
    if any(t.bases & cues["way"] and tokens[t.i - 1].bases & cues["from"] for t in launched if t.i):
        return CAME_FROM
    force = any(t.has("group", "comb") for t in tokens[max(0, hit.first - 9) : hit.first])
    if force and any(t.bases & cues["came"] for t in before):
        return CAME_FROM
    last = [t for t in (*before[-2:], tokens[hit.first]) if t.i]
    if any(t.bases & cues["hospital"] and tokens[t.i - 1].bases & cues["to"] for t in last):
        return "where the hurt were taken"
    if any(t.bases & cues["ruled"] and t.i and tokens[t.i - 1].bases & cues["during"] for t in launched):
        return "background"
    if any(t.bases & cues["outlet"] for t in near):
        return "name of an outlet"
    if any(t.bases & cues["friday"] and not t.prefix().article for t in near) and tokens[hit.first - 1].norm in MARKS:
        return "name of a day of protest"
    home = any(t.bases & cues["home_of"] for t in before[-3:]) or _he_is_from(tokens, hit, cues)
    home = home or _home_of_clan(tokens, hit, cues, since)
    if home and not any(_flight_of(tokens, t, cues) for t in tokens[max(since, hit.first - 5) : hit.first]):
        return HOME
    stationed = any(t.bases & cues["stationed"] for t in before[-3:]) or _stationed_at(tokens, hit, cues, since)
    if stationed or _fighters_there(tokens, hit, cues):
        return STATIONED
    if any(t.bases & cues["held_from"] for t in before[-2:]):
        return "background"
    return ""
