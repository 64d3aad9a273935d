"""What a displacement trigger needs: civilians who leave, a home or area left, a refuge, a number."""

from __future__ import annotations

from itertools import pairwise, takewhile

from extractors.people import People
from extractors.roles import Victims, total
from extractors.sentence import Token
from extractors.small_words import small
from extractors.statements import ASSERTED, Statement, is_verb
from extractors.triggers import Candidate

_THEIR = small("their")
_HOME = small("home")
_TOWARD = small("toward")
_REFUGE_IN = small("refuge_in")
_OUT_OF = small("from_where")
_COMMA = small("people_comma")
_CALLED_TO = small("called_to")
_TO = small("to_prefix")
_LEAVE, _CONVOY, _REFUGEES, _CARRY = "dis.leave", "dis.convoy", "dis.refugees", "dis.carry"
_CROSSING = ("dis.cross", "dis.cross_to", _REFUGEES)
_VIOLENCE = small("violence")
_THEIRS = small("object_them")
_ON_THE_WAY = small("on_the_way")
_CAMP = small("camp")
_IDP_CAMPS = small("camp_of_displaced")
_BATCH = small("batch")
_BUSES = small("buses")
_FIGHTERS = small("fighters_after_number")
_ABOUT = small("quoted_from")
_GOING_HOME = small("going_home")
_TRAVELLERS, _COUNTRY, _INTO_SYRIA = small("travellers"), small("country"), small("into_syria")
_LEFT_BECAUSE = small("left_because")
_PRONOUNS = small("they_them") | small("he_she")
_AID, _TO_THEM = small("what_reaches_the_displaced"), small("up_to") | small("upon_them")
_WELCOME, _CAMPS = small("welcome"), small("camps_of_displaced")
_EVACUATES, _DANGER = small("evacuates"), small("natural_danger")
_REFUGES, _BODIES, _PUPILS, _FOR = small("refuges"), small("bodies"), small("pupils"), small("for_somebody")
_RELATIVES = small("relatives")
_IT, _SHIELDS = small("pronoun_it"), small("human_shields")
_ESCAPE, _URGED = small("escape_forms"), small("urged_to")
_SHELTERS = ("populated", "civ_object", "home", "border", "base")
_PLACES = ("populated", "border", "camp", "base")
_CARRIED = ("plain", "resident", "displaced", "household")
_CROWDS, _FROM_WHERE = small("crowds"), small("from_where")
_NEAR_HOMES = 7  # words between the people and "from their homes"
_TELLING = ("act", "mid", "event", "mark")
_PART_OF, _ERRAND, _IN_OR_TO = small("of_alone"), small("errand"), small("in_or_to")
_OUTINGS, _NEIGHBOURS, _EVACUEES = small("errand_verb"), small("neighbours"), small("batch") | small("deal")
_AND_THEN = small("conjunction")
_BOARD, _RETURN = "dis.board", "dis.return"
_ABROAD = ("dis.arrive_abroad", _BOARD, _LEAVE, *_CROSSING)
_ENTER, _OR = small("entering"), small("people_link")
_BUILDINGS = small("left_in_alarm")
_HOMEWARD = small("homeward")
_FROM_TO = 16  # words behind people for where they were taken from and to
_NEAR_DEAD = 7  # words from the dead to the displaced of one toll
_MANY = 5  # so many people who are not called civilians are no patrol


_BEHIND_A_CAMP = 3  # words between "arrived at the camp" and "displaced families"
_NO_DELEGATION = 100  # so many people who arrive at a camp are no visitors


def why_not_displaced(c: Candidate, places: set[int]) -> str | None:
    """Why a displacement trigger is rejected; None where it tells displacement."""
    v, home, near = c.victims, _home(c), _near_place(c, places)
    if c.sentence.language == "en" and "event" in c.kinds and v.kind is None and not near and c.subtype != "return":
        return "nobody named as displaced"
    if c.subtype == "return":
        displaced = v.displaced or any(t.has("displaced") for t in _window(c))
        families = v.unit == "households" and v.stated and near  # "300 families returned to the town"
        if not (displaced or families) and (v.kind is None or v.low == v.high == 1) and _on_the_way(c):
            return "somebody on the way home"
        if not (displaced or families) and any(map(_of_a_force, _beside(c))):
            return "a force comes back"
        return None if displaced or families or home and v.kind != "combatants" else "nobody displaced returns"
    if c.subtype == "flight" and _takers_flee(c):
        return "a force flees"
    if v.first < c.first <= v.last and _return_next(c):
        return "who returns"
    if v.kind == "combatants" and not _with_civilians(c):
        return "fighters, not civilians"
    if c.subtype == "flight" and (v.captive or _from_captors(c)):
        return "prisoners escape"
    if c.subtype == "flight" and v.first >= 0 and any(t.has("wanted") for t in c.sentence.tokens[v.first : v.last + 1]):
        return "wanted people escape"
    going_home = any(not t.bases.isdisjoint(_GOING_HOME) for t in _window(c))
    crossing = c.word.id in _CROSSING
    if going_home and (c.word.id == _LEAVE and v.displaced or crossing) or crossing and _and_returned(c):
        return "refugees go home"
    if c.word.id == _REFUGEES and _is_a_figure(c):
        return "a figure that is reached"
    if c.word.id == _CARRY and _bus_is_hit(c):
        return "a bus that is attacked or abducted"
    if crossing and _travels(c):
        return "travellers, or people who come in"
    if c.word.id in _ABROAD and _on_an_errand(c):
        return "people on an errand"
    if c.word.id in (_LEAVE, _CONVOY) and (v.displaced and _out_of_a_camp(c) or _leaves_a_known_camp(c)):
        return "displaced people leave a camp"
    if "arrives" in c.word.needs and _reaches_them(c):
        return "something reaches displaced people, or is theirs"
    if c.word.id == _REFUGEES and all(t.bases.isdisjoint(_NEIGHBOURS) for t in c.sentence.tokens):
        return "refugees received in no country next to Syria"
    evacuees = v.unit == "households" or _mixed(c) or any(t.norm in _EVACUEES for t in c.sentence.tokens)
    if c.word.id == _BOARD and not evacuees:
        return "a bus that is taken"
    return _unmet_place(c, places) or _unmet_people(c, places, home, near)


def _takers_flee(c: Candidate) -> bool:
    """ "The group took 40 residents *as it fled*", "… as they fled, to use them as human shields": those who take."""
    tokens = c.sentence.tokens
    before = tokens[max(0, c.first - 2) : c.first]
    if c.sentence.language != "en" or not any(t.has("group", "comb") for t in tokens[: c.first]):
        return False
    it = any(t.norm in _IT for t in before)
    return it or any(t.norm in _PRONOUNS for t in before) and any(t.norm in _SHIELDS for t in tokens)


def _from_captors(c: Candidate) -> bool:
    """ "36 were *abducted*, but four had managed to *escape*": out of somebody's hands, and not out of a town."""
    tokens = c.sentence.tokens
    if c.sentence.language == "ar":
        out, by = tokens[c.last + 1 : c.last + 2], tokens[c.last + 2 : c.last + 4]
        held = any(r.word.subtype == "abduction" for t in tokens[: c.first] for r in t.readings)
        return held and any(t.norm in _OUT_OF for t in out) and any(t.has("group", "comb") for t in by)
    if tokens[c.first].norm not in _ESCAPE:
        return False
    return any(r.word.category == "arrest" for t in tokens[: c.first] for r in t.readings)


def _beside(c: Candidate) -> list[Token]:
    """The word that says who returns: behind an Arabic verb, before an English one."""
    tokens = c.sentence.tokens
    return tokens[c.last + 1 : c.last + 2] if c.sentence.language == "ar" else tokens[max(0, c.first - 1) : c.first]


def _of_a_force(token: Token) -> bool:
    """ "*The patrol* came back to his house"."""
    return token.has("group", "comb", "mil_object") or bool(token.actor)


def _on_the_way(c: Candidate) -> bool:
    """ "A driver was stopped *on the way home*": where he was, and no return; "on *their* way" says that many were."""
    token = c.sentence.tokens[c.first]
    many = any(r.clitics.suffix in _THEIRS for r in token.readings if r.clitics.suffix)
    return c.first > 0 and c.sentence.tokens[c.first - 1].norm in _ON_THE_WAY and not many


def _reaches_them(c: Candidate) -> bool:
    """ "The arrival of aid for the displaced", "of a delegation at the camps of the displaced": they arrive nowhere."""
    tokens, last = c.sentence.tokens, max(c.sentence.tokens[c.first].taken or (c.last,))
    between, people = tokens[c.first + 1 : last], tokens[last]
    if any(not t.bases.isdisjoint(_AID) for t in between) or any(t.norm in _TO_THEM for t in between[-1:]):
        return True
    if any(not t.bases.isdisjoint(_CAMPS) for t in between[-1:]):
        return True
    return people.norm[:1] in _TO and people.norm[1:2] in _TO and tokens[c.first].bases.isdisjoint(_WELCOME)


def _bus_is_hit(c: Candidate) -> bool:
    """ "Abducted *a bus that carried* 20 civilians": the bus is what was taken or hit."""
    before = c.sentence.tokens[max(0, c.first - 3) : c.first]
    done = (r.word.category for t in before for r in t.readings if r.kind in ("act", "event", "hit", "strike", "blast"))
    return not any(t.has("stop") for t in before) and any(category in ("arrest", "civilian_harm") for category in done)


def _is_a_figure(c: Candidate) -> bool:
    """ "Their number *reached 300,000 refugees*", in Arabic the verb of arriving, and "to" right before the number."""
    return c.victims.first > 0 and c.sentence.tokens[c.victims.first - 1].norm in _TOWARD


def _travels(c: Candidate) -> bool:
    """ "Smugglers entered Jordan", "crossed the border into Syria", "entered Turkey for medical treatment"."""
    tokens, v = c.sentence.tokens, c.victims
    who = tokens[max(0, v.first) : v.last + 1]
    end = max(c.last, tokens[c.first].phrase_end)
    if any(t.norm in _TRAVELLERS for t in who) or any(t.has("patients") for t in tokens[end + 1 : end + 9]):
        return True
    after = tokens[end : end + 8]
    into = any(a.norm in _TOWARD and b.norm in _INTO_SYRIA for a, b in pairwise(after))
    return into or any(t.norm in _COUNTRY for t in after[:4])


def _and_returned(c: Candidate) -> bool:
    """ "As they crossed the border … *and returned* to their country"; not "… while 119 returned"."""
    tokens = c.sentence.tokens
    for t in tokens[c.last + 1 : c.last + 12]:
        joined = t.begins_with_and() or tokens[t.i - 1].norm in _AND_THEN
        if joined and any(r.word.id == _RETURN for r in t.readings):
            return True
    return False


def _on_an_errand(c: Candidate) -> bool:
    """ "Left their villages *to attend* exams", "left for *Mecca*": they come back."""
    tokens, end = c.sentence.tokens, max(c.last, _end(c))
    return any(t.norm in _OUTINGS for t in tokens[end + 1 : end + 12])


def _with_civilians(c: Candidate) -> bool:
    """ "The evacuation of rebels, civilians": civilians right after the fighters in a list."""
    if c.subtype != "evacuation":
        return False
    after = c.sentence.tokens[c.victims.last + 1 : c.victims.last + 4]
    return any(t.norm in _COMMA for t in after) and any(t.has("civ") and t.is_person() for t in after)


def _unmet_place(c: Candidate, places: set[int]) -> str | None:
    """What is missing of the place that some triggers need; None where nothing is."""
    if "refuge" in c.word.needs and not _refuge(c.sentence.tokens[c.last + 1 : c.last + 16], places):
        return "no refuge"
    if "besides_dead" in c.word.needs and not _besides_dead(c):
        return "not told beside the dead"
    if "violence" in c.word.needs and (why := _no_flight_of_its_own(c)):
        return why
    if "somewhere" in c.word.needs and not _somewhere(c, places):
        return "driven nowhere"
    if "violence_before" in c.word.needs and not any(map(_tells_violence, c.sentence.tokens[: c.first])):
        return "sent, and not by violence"
    if "moved" in c.word.needs and (why := _not_moved(c, places)):
        return why
    if "expelled" in c.word.needs and not _expelled(c):
        return "no residents expelled"
    return None


def _unmet_people(c: Candidate, places: set[int], home: bool, near: bool) -> str | None:
    """What is missing of the people that a trigger needs; None where nothing is."""
    v, needs = c.victims, c.word.needs
    many = v.kind == "unspecified" and v.stated and _many(v)
    fled = v.resident or v.kind == "unspecified" and (many or home or v.definite and _many(v)) or _families_along(c)
    if "people" in needs and not fled:
        return "no civilians named as fleeing"
    if "displaced_people" in needs and not v.displaced:
        return "no refugees"
    if "somewhere" in needs and any(t.has("protest") for t in _window(c)):
        return "a crowd is pushed back"
    fled = v.displaced or v.unit == "households"
    behind = "no_delegation" in needs and fled and 0 < v.first - _end(c) <= _BEHIND_A_CAMP
    if "people_inside" in needs and not (c.first < v.first < _end(c) or behind):
        return "nobody inside the phrase"
    if "carried" in needs and not _carried(c):
        return "no residents carried"
    if "people_next" in needs and not 0 < v.first - c.last <= 3:
        return "nobody named as taken out"
    if "residents" in needs and not (v.resident or many and (home or near) or _crowds(c)):
        return "no residents named"
    if "away" in needs and v.low == v.high == 1 and not v.stated and v.unit == "persons":
        return "one person leaves"
    if "away" in needs and not _leaves(c, places, home):
        return "nobody leaves home"
    if "bused" in needs and not ((v.stated or _mixed(c)) and _on_buses(c) or _from_to(c, places)):
        return "no number of people on buses"
    if "people_or_town" in needs or "bused" in needs:
        return _not_evacuated(c, places)
    if "no_delegation" in needs and _visits(c):
        return "may be visitors or aid"
    convoy = "people_inside" in needs and v.displaced  # "a convoy of displaced people arrived at the camp"
    return "no number" if "count" in needs and not (v.stated or _mixed(c) or convoy) else None


def _families_along(c: Candidate) -> bool:
    """ "700 fighters *and their relatives*"."""
    v = c.victims
    who = c.sentence.tokens[max(0, v.first - 4) : v.last + 1]
    return any(t.norm in _RELATIVES for t in who) and any(map(_is_fighter, who))


def _visits(c: Candidate) -> bool:
    """ "A delegation of 20 people arrived at the camp", "aid for the displaced arrived": nobody who has fled."""
    v, tokens = c.victims, c.sentence.tokens
    many = v.unit == "households" or v.displaced or (v.low or 0) >= _NO_DELEGATION
    aid = any(not t.bases.isdisjoint(_AID) for t in tokens[c.first : max(c.first, v.first)])
    return not many or aid or v.first > 0 and tokens[v.first - 1].norm in _TO_THEM


def _window(c: Candidate) -> list[Token]:
    return c.sentence.tokens[max(0, c.first - 4) : c.last + 12]


def _after(c: Candidate) -> list[Token]:
    return c.sentence.tokens[c.last + 1 : c.last + 9]


def _home(c: Candidate) -> bool:
    """True where somebody's home is named: "their houses", "homes"."""
    tokens = c.sentence.tokens
    theirs = (t for t in _window(c) if t.has("home"))
    if any(t.suffixed() or t.i and tokens[t.i - 1].norm in _THEIR for t in theirs):
        return True
    return any(t.norm in _HOME for t in _window(c))


def _near_place(c: Candidate, places: set[int]) -> bool:
    return any(i in places for i in range(c.first, c.last + 9)) or any(t.has("populated") for t in _after(c)[:5])


def _many(v: Victims) -> bool:
    return v.low is None or v.low >= _MANY or v.high is None


def _refuge(after: list[Token], places: set[int]) -> bool:
    """Where people took refuge: a place, building or border after "to" or "in"."""
    links = _TOWARD if any(t.norm in _TOWARD for t in after) else _REFUGE_IN
    for k, t in enumerate(after):
        if t.norm in links or t.prefix().prep in _TO and t.has("populated", "civ_object"):
            spot = after[k : k + 4]
            return any(s.i in places or s.has(*_SHELTERS) or s.norm in _REFUGES for s in spot)
    return False


def _no_flight_of_its_own(c: Candidate) -> str | None:
    """ "Arrived *fleeing* the shelling": it must be violence, and no verb before it may have told the flight."""
    tokens = c.sentence.tokens
    if not any(t.has("attack", "clash") or t.norm in _VIOLENCE for t in tokens[c.last + 1 : c.last + 4]):
        return "no violence fled"
    told = any(r.word.category == "displacement" and r.kind in _TELLING for t in tokens[: c.first] for r in t.readings)
    return "told by the verb before" if told else None


def _end(c: Candidate) -> int:
    """The last word of a phrase with a gap."""
    return max(c.sentence.tokens[c.first].taken or (c.last,))


def _besides_dead(c: Candidate) -> bool:
    """ "Hundreds of dead *and thousands of displaced*": joined to those who were killed or hurt."""
    tokens = c.sentence.tokens
    harm = (r.word for t in tokens[max(0, c.first - _NEAR_DEAD) : c.first] for r in t.readings)
    return tokens[c.first].begins_with_and() and any(w.tags & {"kill", "injure"} for w in harm)


def _somewhere(c: Candidate, places: set[int]) -> bool:
    """ "Pushed 80,000 people toward *the border*": a place or refuge behind the phrase; not "into debt in Homs"."""
    end = _end(c)
    after = c.sentence.tokens[end : end + 7]
    stop = next((k for k, t in enumerate(after[1:], 1) if t.has("stop") or t.norm in _IN_OR_TO | _ERRAND), len(after))
    return any(t.i in places or t.has(*_PLACES) or t.norm in _REFUGES for t in after[:stop])


def _tells_violence(t: Token) -> bool:
    return t.has("attack", "clash", "weapon") or t.norm in _VIOLENCE or any(r.kind == "strike" for r in t.readings)


def _not_moved(c: Candidate, places: set[int]) -> str | None:
    """Why people moved or carried out of somewhere are not displaced: prisoners, the sick, the dead, one person."""
    v, end = c.victims, _end(c)
    after = c.sentence.tokens[end + 1 : end + 7]
    around = c.sentence.tokens[max(0, v.first) : v.last + 3]
    if v.captive or any(t.norm in _BODIES for t in around):
        return "prisoners or the dead"
    if any(t.has("patients", "wounds") or any(r.word.id == "har.injure" for r in t.readings) for t in around):
        return "rescue of the wounded"
    if v.low == v.high == 1 or any(t.norm in _PUPILS for t in (*around, *after[:1])):
        return "a rescue of one, or of a class"
    if not (any(t.i in places or t.has("populated") for t in after) or _out_of_own_homes(c)):
        return "moved out of no area"
    return None


def _carried(c: Candidate) -> bool:
    """ "Buses carrying *residents* left": named as such, and not as those for whom aid is carried."""
    tokens, v = c.sentence.tokens, c.victims
    named = any(t.has(*_CARRIED) or t.norm in _RELATIVES for t in tokens[v.first : v.last + 1])
    inside = (r for t in tokens[v.first : _end(c)] for r in t.readings)
    if any(r.word.category == "displacement" for r in inside):
        return False  # "carrying 600 people *displaced* from": told by that word
    return named and tokens[max(0, v.first - 1)].norm not in _FOR


def _expelled(c: Candidate) -> bool:
    """Residents are the object, not the subject ("residents expelled the soldiers")."""
    v = c.victims
    if v.kind != "civilians":
        return False
    if c.sentence.language == "en":
        return True
    if not is_verb(c):
        return v.first > c.last
    if _out_of_own_homes(c) or _a_force_before(c):
        return True
    a_family = v.unit == "households" and _home(c)
    return (v.stated or a_family) and not any(t.has("group", "comb") for t in _after(c) if t.i > v.last)


def _return_next(c: Candidate) -> bool:
    """ "Thousands of *displaced returned*"."""
    after = c.sentence.tokens[c.last + 1 : c.last + 2]
    return any(r.word.subtype == "return" and r.form.pos == "v" for t in after for r in t.readings)


def _crowds(c: Candidate) -> bool:
    """ "*Thousands* left *their homes*", in Arabic a number that stands for people."""
    tokens, i = c.sentence.tokens, c.last + 1
    many = any(not t.bases.isdisjoint(_CROWDS) for t in tokens[i : i + 1])
    return many and any(t.has("home") and t.suffixed() for t in tokens[i + 1 : i + 3])


def _out_of_own_homes(c: Candidate) -> bool:
    """ "Expelled the people of the village *from their homes*"; not "the people expelled the fighters from …"."""
    after = c.sentence.tokens[c.victims.last + 1 : c.victims.last + _NEAR_HOMES]
    own = next((t.i for t in after if t.has("home") and t.suffixed()), None)
    if own is None or c.sentence.tokens[own - 1].bases.isdisjoint(_FROM_WHERE):
        return False
    return not any(map(_is_fighter, c.sentence.tokens[c.victims.last + 1 : own]))


def _a_force_before(c: Candidate) -> bool:
    """ "*The militia* expelled the people", in Arabic between the verb and the people, and nobody else there."""
    between = c.sentence.tokens[c.last + 1 : c.victims.first]
    return any(map(_is_fighter, between)) and not any(t.has("prep") for t in between)


def _is_fighter(token: Token) -> bool:
    return token.has("group", "in_group", "comb")


def _not_evacuated(c: Candidate, places: set[int]) -> str | None:
    """Why an evacuation is none of residents; None where it is."""
    v, after = c.victims, _after(c)
    wounded = any(r.word.id == "har.injure" and r.kind == "victim" for t in after[:5] for r in t.readings)
    if wounded or any(t.has("patients", "wounds") for t in after[:5]):
        return "rescue of the wounded"
    if c.sentence.language == "en" and _out_of_a_building(c):
        return "taken out of a building"
    town = any(t.i in places or t.has("populated") for t in after[: 4 + is_verb(c)])
    emptied = town and (not is_verb(c) or _before_a_danger(c))
    if not (v.resident or v.kind == "unspecified" and v.stated or emptied):
        return "nobody named as evacuated"
    if v.low == 1 and v.high == 1 and (not v.stated or v.unit == "households"):
        return "a rescue of one"
    if any(t.has("mil_object") for t in after[:4]):
        return "a military position is evacuated"
    return None


def _out_of_a_building(c: Candidate) -> bool:
    """ "*Patients* were evacuated", "pupils evacuated *from their school*": no flight from a town."""
    v = c.victims
    if any(t.has("patients") for t in c.sentence.tokens[max(0, v.first) : v.last + 1]):
        return True
    after = _after(c)
    out = next((k for k, t in enumerate(after[:2]) if t.norm in _OUT_OF), None)
    if out is None:
        return False
    what = takewhile(lambda t: not t.has("prep") and not t.text[:1].isupper(), after[out + 1 : out + 5])
    return any(t.norm in _BUILDINGS for t in what)


def _before_a_danger(c: Candidate) -> bool:
    """ "*The authorities* evacuated villages", "… because of *the fires*": no force that leaves a town."""
    tokens = c.sentence.tokens
    near = tokens[max(0, c.first - 4) : c.last + 4]
    danger = any(not t.bases.isdisjoint(_DANGER) for t in tokens)
    return (danger or any(t.norm in _EVACUATES for t in near)) and not any(t.has("mil_object") for t in _after(c))


def _mixed(c: Candidate) -> bool:
    """ "1,146 gunmen and their families": fighters among those who are taken away."""
    v = c.victims
    first = max(0, v.first - 4) if c.sentence.language == "en" else v.first
    return v.resident and any(t.norm in _FIGHTERS or _is_fighter(t) for t in c.sentence.tokens[first : v.last + 1])


def _is_fighter(token: Token) -> bool:
    return token.has("comb") or any("comb" in r.word.tags for r in token.readings)


def _out_of_a_camp(c: Candidate) -> bool:
    """ "Displaced people left the camp of …": they go home or elsewhere, nobody drives them out."""
    tokens = c.sentence.tokens
    after = tokens[c.last + 1 : c.last + 14]
    return any(t.norm in _CAMP and tokens[t.i - 1].norm in _OUT_OF for t in after)


def _leaves_a_known_camp(c: Candidate) -> bool:
    """ "230 families left *al-Hol camp*": a camp that nobody has for a home, and no violence drives them out."""
    after = c.sentence.tokens[c.last + 1 : c.last + 14]
    if any(t.has("attack", "clash") or t.norm in _VIOLENCE for t in after):
        return False
    return any(t.norm in _CAMP and nxt.norm in _IDP_CAMPS for t, nxt in pairwise(after))


def _on_buses(c: Candidate) -> bool:
    """True where buses are named after a word of carrying, or in English among the words of leaving."""
    if c.sentence.language == "en":
        return True
    after = c.sentence.tokens[c.last + 1 : c.last + 20]
    return any(not t.bases.isdisjoint(_BUSES) for t in after) and not any(t.norm in _ABOUT for t in after[:4])


def _from_to(c: Candidate, places: set[int]) -> bool:
    """ "120 families were taken *from X to Y*": residents, or fighters with their families, out of an area."""
    v, tokens = c.victims, c.sentence.tokens
    who, after = tokens[max(0, v.first) : v.last + 1], tokens[v.last + 1 : v.last + 1 + _FROM_TO]
    if c.sentence.language != "ar" or v.first < c.first or not (any(t.has(*_CARRIED) for t in who) or _mixed(c)):
        return False
    if any(t.has("stop", "patients", "wounds") or t.norm in _ABOUT for t in tokens[c.first : v.last + 3]):
        return False
    if not v.stated and any(r.word is c.word and r.form.tense == "present" for r in tokens[c.first].readings):
        return False  # "taxis take people from X to Y"
    out_of = next((t.i for t in after if t.norm in _OUT_OF), None)
    areas = [t.i for t in after if t.i in places or t.has("populated")]
    to = next((t.i for t in after if t.norm in _HOMEWARD or t.prefix().prep in _TO and t.i in places), None)
    if out_of is None or to is None or any(t.norm in _CAMP for t in tokens[out_of + 1 : out_of + 3]):
        return False
    return any(out_of < i < to for i in areas) and any(i >= to for i in areas)


def _leaves(c: Candidate, places: set[int], home: bool) -> bool:
    """Leaving counts when it is from home, or of a stated number of people from a named area."""
    v, after = c.victims, _after(c)
    out_of = any(t.norm in _OUT_OF for t in after)
    if any(t.has("protest") for t in _window(c)) or _comes_and_goes(c):
        return False
    if "event" in c.kinds and v.resident and (_called_upon(c, out_of) or _asked_for(c, places)):
        return True
    if v.resident and _told_to_leave(c):
        return True
    if c.sentence.language == "en" and any(t.has("civ_object") and not t.has("populated", "home") for t in after[:3]):
        return home  # "shot as they left *a mosque* in Homs"
    area = any(t.has("populated") for t in after[: _area_reach(c, after)])
    if c.sentence.language == "en" and not (home or area or any(t.i in places for t in after[:5])):
        return v.resident and _left_it(c, places)
    place = any(t.i in places for t in after)
    if home or v.displaced or (v.stated or _mixed(c)) and (out_of or place):
        return True
    batch = any(t.norm in _BATCH for t in after[:4])  # "the first batch of the residents of X left"
    if c.sentence.language == "en" and v.resident and _residents_leave(c, places):
        return True  # "people began to leave X"
    return v.kind == "civilians" and (v.stated or v.resident and (area or batch or _residents_leave(c, places)))


def _comes_and_goes(c: Candidate) -> bool:
    """ "Upon *entering or leaving* the town": everyday ways, and no flight."""
    tokens = c.sentence.tokens
    before, after = tokens[max(0, c.first - 2) : c.first], tokens[c.last + 1 : c.last + 3]
    return any(t.norm in _ENTER for t in (*before[:1], *after[1:])) and any(t.norm in _OR for t in before + after)


def _residents_leave(c: Candidate, places: set[int]) -> bool:
    """ "*Residents* left *X*", in English with the place right behind; pupils, traders and pilgrims travel."""
    tokens, v = c.sentence.tokens, c.victims
    who = tokens[v.first : v.last + 1]
    named = any(t.i in places for t in tokens[c.last + 1 : c.last + 3])
    sent = v.first > 0 and tokens[v.first - 1].norm in _PART_OF  # "a delegation of residents"
    for_something = any(t.norm in _ERRAND and t.i + 1 not in places for t in tokens[c.last + 2 : c.last + 6])
    return (
        c.sentence.language == "en"
        and named
        and not (sent or for_something)
        and any(t.has("resident", "plain", "household") for t in who)
    )


def _told_to_leave(c: Candidate) -> bool:
    """ "Leaflets *urged* residents *to leave*": no place need be named."""
    tokens = c.sentence.tokens
    if c.sentence.language != "en" or c.first == 0 or tokens[c.first - 1].norm not in _TOWARD:
        return False
    return any(t.norm in _URGED for t in tokens[max(0, c.victims.first - 4) : c.first])


def _area_reach(c: Candidate, after: list[Token]) -> int:
    """Words behind a verb of leaving where its object may end ("left *the last rebel-held district*")."""
    if c.sentence.language != "en":
        return 3
    return next((k for k, t in enumerate(after) if t.has("prep", "stop", "result")), len(after))


def _left_it(c: Candidate, places: set[int]) -> bool:
    """ "Half of the residents *of X have left since* …": the place stands with those who leave it."""
    after = c.sentence.tokens[c.last + 1 : c.last + 2]
    named = any(i in places for i in range(c.victims.last + 1, c.first))
    to_leave = c.first > 0 and c.sentence.tokens[c.first - 1].norm in _TOWARD
    return named and "mid" in c.kinds and not to_leave and (not after or after[0].norm in _LEFT_BECAUSE)


def _they(tokens: list[Token], i: int) -> bool:
    """ "They were displaced": people of whom only a pronoun tells."""
    return any(t.norm in _PRONOUNS for t in tokens[max(0, i - 4) : i])


def _called_upon(c: Candidate, out_of: bool) -> bool:
    """ "Called on the residents *to leave*": the trigger is a noun after "to", with "from" or nothing behind it."""
    tokens = c.sentence.tokens
    called = c.first > 0 and tokens[c.first - 1].norm in _CALLED_TO or tokens[c.first].prefix().prep in _TO
    return called and (out_of or c.last + 1 >= len(tokens) or not tokens[c.last + 1].has("prep"))


def _asked_for(c: Candidate, places: set[int]) -> bool:
    """ "Demanded corridors that let civilians *leave X*": what is asked for or hoped for, with the place behind it."""
    return c.status not in ASSERTED and any(i in places for i in range(c.last + 1, c.last + 4))


def set_displaced(s: Statement, people: list[People]) -> None:
    """Say who was displaced: people who flee are civilians; mixed convoys and unnamed evacuations are not said."""
    v = s.victims
    tokens = s.sentence.tokens
    group = [p for p in people if v.first >= 0 and v.first <= p.first <= v.last]
    if any(p.kind == "comb" for p in group) and len({p.kind for p in group}) > 1:
        v.kind = "unspecified"
        whole = [p for p in group if not any(t.has("breakdown") for t in tokens[v.first : p.first])]
        if not v.stated or any(p.stated and p.kind == "comb" for p in whole):
            v.low, v.high, v.unit, v.stated = total(whole or group)
    elif v.kind == "unspecified" and s.subtype != "evacuation":
        v.kind = "civilians"
    elif v.kind is None:
        near = any(t.has("resident") for t in _after(s.lead)) or _they(tokens, s.lead.first)
        v.kind = "civilians" if near or s.subtype in ("flight", "sheltering", "return") else "unspecified"
