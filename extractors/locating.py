"""Which places belong to a statement: those of its clause, else of its sentence, a header, or a sentence around it."""

from __future__ import annotations

from dataclasses import replace

from extractors.countries import foreign_country, national
from extractors.counts import read_number
from extractors.headers import ends_in_colon, line_header
from extractors.linked import Linked
from extractors.places import Found, cue_words, tag
from extractors.reading import Reading
from extractors.records import PlaceTag
from extractors.relevant import at_target, relevant, usable
from extractors.sentence import Token
from extractors.small_words import small
from extractors.statements import Statement, is_verb
from extractors.surroundings import bulleted, headline, in_syria, running, teasers, unknown_place, unnamed_place
from extractors.territory import clause, territory

_FLEE = "dis.flee"
_TOTAL = 50  # so many held or killed in a month are told of the country
_AND_AND_VERB = 2  # words of "and was also" before a verb
_SYRIANS = small("syrians")  # also inside a phrase
_ARRIVALS = ("dis.arrival", "dis.camp_arrival", "dis.refugees")
_HELD = ("arrest", "execution")
_HAPPENED = ("location", "origin")  # the roles that say where the event took place


def link_places(item: Linked, readings: list[Reading], number: int, carried: Found | None) -> None:
    """Set the places of a statement of sentence `number`; carried: the round-up header above it."""
    s, accepted = item.statement, item.reading.accepted
    whole = territory(s, accepted)
    part = clause(s, *whole)
    inside = _inside(item, whole, part)
    if foreign := foreign_country(s, item.reading, inside):
        item.tags, item.outside = [foreign], True
        return
    inside = relevant(inside, s)
    item.own = frozenset(f.place.place_id for f in inside)
    if _from_sentence(item, inside, len(accepted) > 1) or national(s, *part):
        return
    found, reason = ([carried], "header") if carried else _from_around(item, readings, number)
    if found and (any(f.abroad for f in found) or not _is_period_total(item)):
        _set(item, inside + found, reason)


def _is_period_total(item: Linked) -> bool:
    """A monitor's total of the held or killed over a month or more that names no place: that of the whole country."""
    s = item.statement
    if s.status_why.endswith(".war") and s.victims.stated and not item.reading.found:
        return True  # "thousands since the war began"
    known = s.category == "arrest" or s.category == "civilian_harm" and s.victims.high in (None, s.victims.low)
    total = known and s.victims.stated and (s.victims.low or 0) >= _TOTAL
    return total and any(d.precision == 3 for d in item.reading.dates) and not item.reading.found


def _inside(item: Linked, whole: tuple[int, int], part: tuple[int, int]) -> list[Found]:
    """The names in a statement's part of the sentence; a header only where nothing else is named."""
    s, r = item.statement, item.reading
    inside = [f for f in r.found if whole[0] <= f.first < whole[1] and usable(f, s)]
    inside = [f for f in inside if part[0] <= f.first < part[1]] or inside
    inside = at_target(s, inside) or _behind_and(s, inside) or inside
    header = line_header(r)
    if header in inside and ends_in_colon(item.reading, header) and national(s, *part):
        return [f for f in inside if f is not header]  # "Damascus: mines across the country killed …"
    if header in inside and (sum(not f.container for f in inside) > 1 or header.abroad and in_syria(r)):
        inside = [f for f in inside if f is not header]
    return inside


def _behind_and(s: Statement, inside: list[Found]) -> list[Found]:
    """ "The army hit posts in A, *and a child was killed* in B": the names behind "and", where one is a place of it."""
    start = min(s.members, key=lambda m: m.first)
    tokens, first = s.sentence.tokens, start.first
    taken = {i for f in inside for i in range(f.first, f.last + 1)}
    near = [t for t in tokens[max(0, first - _AND_AND_VERB) : first] if t.i not in taken and not t.has("prep")]
    if not (is_verb(start) and "act" in start.kinds) or any(t.has("group") for t in tokens[first + 1 : first + 3]):
        near.append(tokens[first])  # not "entered the town and arrested"
    joint = next(
        (t.i for t in near if t.begins_with_and() and (t.readings or t.tags) and not _number(tokens, t.i)), None
    )
    if s.sentence.language != "ar" or joint is None:
        return []
    own = [f for f in inside if f.first > joint]
    return own if any(f.codes and not f.home and f.role in _HAPPENED for f in own) else []


def _number(tokens: list[Token], i: int) -> bool:
    return read_number(tokens, i, "ar") is not None


def _from_sentence(item: Linked, inside: list[Found], several: bool) -> bool:
    """Set places from the clause, then from the sentence where it has several statements; True where that decides."""
    s = item.statement
    if inside:
        _set(item, inside, "same clause" if several else "same sentence")
    if several and not _decided(item):
        rest = [f for f in item.reading.found if f not in inside and usable(f, s)]
        rest = _within_region(_without_refuge(rest, s, item.reading), inside)
        rest = [f for f in rest if not (f.people_from and s.sentence.language == "ar")]
        if rest := relevant(rest, s):
            _set(item, inside + rest, "same sentence")
    return _decided(item)


def _within_region(rest: list[Found], inside: list[Found]) -> list[Found]:
    """ "A camp in *the north* was hit, while in X …": only a name that may lie in a region named with the event."""
    region = {c for f in inside if f.place.kind == "region" for c in f.candidates}
    return [f for f in rest if region & {*f.codes, *f.candidates}] if region else rest


def _without_refuge(found: list[Found], s: Statement, r: Reading) -> list[Found]:
    """ "The shelling drove people to flee *to X*": where the displaced went is where nothing else happened."""
    flights = [o.first for o in r.accepted if o.category == "displacement"]
    own = s.category == "displacement"
    rest = [f for f in found if f.role != "destination" or not (own or any(at < f.first for at in flights))]
    return rest if own or not any(f.abroad for f in rest) else found


def _decided(item: Linked) -> bool:
    return bool(item.governorates) or item.outside


def _from_around(item: Linked, readings: list[Reading], number: int) -> tuple[list[Found], str]:
    """Names of the sentences before, of those after, or of the whole article, and the reason; ([], "") for none."""
    if teasers(readings):
        return [], ""
    found, reason = _before(item, readings, number)
    if not found:
        found, reason = _after(item, readings, number)
    if not found and not bulleted(item.reading, readings):
        found, reason = _whole_article(item, _without_headlines_below(item.reading, readings))
        found = _within_region(found, [f for f in item.reading.found if not f.skip])
    return found, reason


def _without_headlines_below(r: Reading, readings: list[Reading]) -> list[Reading]:
    """Sentences without the lines that stand below running text and are none: headlines of other articles."""
    below = [q for q in readings if q.sentence.line > r.sentence.line and headline(q)]
    several = running(r) and len({q.sentence.line for q in below}) > 1  # one may be the caption of its picture
    return [q for q in readings if q not in below] if several else readings


def _before(item: Linked, readings: list[Reading], number: int) -> tuple[list[Found], str]:
    """The names of the nearest of three sentences before; in a list of headlines each line is a matter of its own."""
    r = item.reading
    loose = not running(r) or bulleted(r, readings)
    for back in range(number - 1, max(-1, number - 4), -1):
        q = readings[back]
        if loose and q.sentence.line != r.sentence.line and not q.sentence.in_title:
            continue
        found = _names_before(item.statement, r, q)
        if any(f.codes or f.abroad for f in found):
            headline = q.sentence.in_title or back == 0 and q.sentence.line <= 0
            return found, "headline" if headline else "sentence before"
    return [], ""


def _names_before(s: Statement, r: Reading, before: Reading) -> list[Found]:
    found = relevant([f for f in before.found if usable(f, s)], s)
    found = [f for f in found if f.role != "destination"] or found
    syrian = in_syria(r)
    if syrian or before.sentence.line != r.sentence.line:
        found = [f for f in found if not f.abroad] or ([] if syrian else found)
    return found


def _after(item: Linked, readings: list[Reading], number: int) -> tuple[list[Found], str]:
    """For the first sentence: the first name of the next two, where they are its running text."""
    r, following = item.reading, readings[number + 1 : number + 3]
    if number or unknown_place(r):
        return [], ""
    headlines = [k for k, q in enumerate(following) if not running(q) and q.sentence.line != r.sentence.line]
    following = following[: headlines[0]] if headlines else following
    same = [q for q in following if not _elsewhere(item, q)]
    found = [f for q in same for f in q.found if usable(f, item.statement) and f.codes and not f.abroad]
    return found[:1], "sentence after"


def _elsewhere(item: Linked, r: Reading) -> bool:
    """ "Troops executed 40 people *in a northern village*. The blast in X killed two": X is another event's place."""
    if item.statement.category == "displacement" or not unnamed_place(item.reading):
        return False
    held = item.statement.category in _HELD
    words = {x.word for t in r.sentence.tokens for x in t.readings if x.word.category}
    if held and any("kill" in w.tags for w in words) and not any(w.tags & {"attack", "explosion"} for w in words):
        return False  # "the killings took place in X"
    told = {o.category for o in r.accepted} or {w.category for w in words}
    return "displacement" not in told and held not in {category in _HELD for category in told}


def _whole_article(item: Linked, readings: list[Reading]) -> tuple[list[Found], str]:
    """The one governorate that the article names, or the foreign place where Syria is not named at all."""
    s = item.statement
    article = [f for r in readings for f in r.found if not f.skip and not f.people_from]
    syrian = [f for f in article if not f.abroad]
    held = s.category in ("arrest", "execution") and s.sentence.language == "ar"  # "on his way to X": not there
    clear = [f for f in syrian if f.codes]
    found: list[Found] = []
    if len({c for f in clear for c in f.codes}) == 1:
        found = [f for r in readings if not _elsewhere(item, r) for f in r.found if f in clear]
        found = [f for f in found if not (held and f.role == "destination")][:1]
    elif not syrian and not any(map(in_syria, readings)):
        found = [f for f in article if s.category == "displacement" or f.role != "destination"][:1]
    return found, f"whole article is about {found[0].hit.name}" if found else ""


def _set(item: Linked, found: list[Found], reason: str) -> None:
    s = item.statement
    roles = [_role(f, s, found) for f in found]
    item.tags = [replace(tag(f, reason), role=role) for f, role in zip(found, roles, strict=True)]
    codes = [code for f, role in zip(found, roles, strict=True) if role in _HAPPENED for code in f.codes]
    item.governorates = tuple(dict.fromkeys(codes))
    item.outside = not codes and _is_abroad(s, found, item.tags)


def _role(f: Found, s: Statement, found: list[Found]) -> str:
    """What a name is to a statement: only displacement has origins and destinations."""
    if s.category != "displacement" or s.subtype == "return":
        return "location"
    if f.role != "location":
        return f.role
    if f.home:
        return "origin"
    if s.sentence.language == "ar" and all(m.word.id in _ARRIVALS for m in s.members):
        return "destination"  # "X saw the arrival of displaced people"
    if left := next((o for o in found if s.lead.word.id == _FLEE and o.first == s.lead.last + 1), None):
        if f.last < s.lead.first and not set(f.codes) & set(left.codes):
            return "destination"  # "sleeping in X *after fleeing Y*"
    origins = [o for o in found if o.role == "origin"]
    if not origins:
        return "location"
    same = set(f.codes) & {c for o in origins for c in o.codes}
    return "origin" if f.container or same else "destination"


def _of_syria(tokens: list[Token], t: Token, left_abroad: bool) -> bool:
    """Syria or Syrians, but not where people went: "from Lebanon *to Syria*", "*to the Syrian lands*"."""
    to = left_abroad and any(not b.bases.isdisjoint(cue_words("ar")["to"]) for b in tokens[max(0, t.i - 2) : t.i])
    return (t.norm in _SYRIANS or t.has("syria")) and not to


def _is_abroad(s: Statement, found: list[Found], tags: list[PlaceTag]) -> bool:
    """True where it happened in a foreign place and no Syrian one is left open."""
    tokens = s.sentence.tokens
    left_abroad = any(f.abroad and f.role == "origin" for f in found)
    if s.category == "displacement" and any(_of_syria(tokens, t, left_abroad) for t in tokens):
        return False  # Syrians abroad were displaced from Syria
    if any(not f.abroad and (f.pcode or f.place.kind == "region") for f in found):
        return False
    return any(f.abroad and t.role in _HAPPENED for f, t in zip(found, tags, strict=True))
