"""From triggers to statements: which triggers tell an event, and which of them tell the same one."""

from __future__ import annotations

from dataclasses import replace

from extractors.accepting import accept
from extractors.actors import actor_of
from extractors.gangs import set_gang
from extractors.grouping import groups
from extractors.harm import judge_harm
from extractors.homeward import goes_home
from extractors.judge import set_victims
from extractors.leaving import set_displaced
from extractors.lexicon import Reading
from extractors.named import set_initials, set_named_subject
from extractors.people import People
from extractors.place_by_place import elsewhere
from extractors.sentence import Sentence, Token
from extractors.small_words import small
from extractors.statements import ASSERTED, Statement, is_verb, reading_of
from extractors.targets import set_target
from extractors.triggers import Candidate

_DYING_OF = small("dying_of")
_DID_NOT, _BEFORE_CASUALTIES = small("did_not"), 12
_AFTER, _WHO = small("after"), small("relative_pronoun")
_CONVICTED, _CAPTORS = small("convicted"), small("captors")
_HIM, _THEM = small("him_her"), small("part_of_them")
_WHOM_THEY, _HELD, _AS_WELL = small("whom_they"), small("held_by_them"), small("and_then_too")
_SET_ABOUT, _THEREUPON, _WHOM = small("set_about"), small("thereupon"), small("object_suffix")
_BEFORE_NOUN = 4  # words from "went on to" to the deed
_WHEN_DONE = small("when_done")
_SINCE_TAKEN = 16  # words between an arrest and the killing of those who were taken


def build(
    sentence: Sentence, found: list[Candidate], people: list[People], places: set[int], after_attack: bool = False
) -> list[Statement]:
    """Statements of one sentence, accepted or not, in text order."""
    for c in found:
        set_victims(c, people)
        if c.victims.kind is None and (c.category in ("arrest", "execution") or _killed_alone(c)):
            set_named_subject(c, places)
            set_initials(c)
            set_gang(c)
        if c.category == "civilian_harm":
            set_target(c, places, people)
        if _kills_a_captive(c):
            c.category, c.subtype = "execution", "killing_in_custody"
            set_victims(c, people)  # "he was killed by those who held him": now a pronoun is enough
        if goes_home(c):
            c.subtype = "return"
    found = [c for c in found if not (_own_wounds(c) or _nobody_fell(c) or _protested(c, found) or _led_to_none(c))]
    statements: list[Statement] = []
    for category in dict.fromkeys(c.category for c in found):
        for group in groups([c for c in found if c.category == category], sentence, places):
            s = Statement(sentence, category, group, in_place=bool(places), after_attack=after_attack)
            _complete(s, people, places)
            statements.append(s)
    _count_once(statements, places)
    if sentence.language == "en":
        _apart_from_dead(statements)
    statements += [other for s in list(statements) for other in elsewhere(s, people, places)]
    return sorted(statements, key=lambda s: s.members[0].first)


def _killed_alone(c: Candidate) -> bool:
    """A death in a sentence without a force or fighter: a name before it is no commander's."""
    return "kill" in c.word.tags and not any(t.has("comb", "group") for t in c.sentence.tokens)


def _own_wounds(c: Candidate) -> bool:
    """ "Died of wounds that he sustained": the wounds of the dead are nobody else's."""
    if c.category != "civilian_harm" or "injure" not in c.word.tags:
        return False
    before = c.sentence.tokens[max(0, c.first - 3) : c.first]
    return any(not t.bases.isdisjoint(_DYING_OF) for t in before)


def _led_to_none(c: Candidate) -> bool:
    """ "The raid on the town *did not lead to* wounded civilians", in Arabic: an attack without casualties."""
    if c.category != "civilian_harm" or not c.word.tags & {"kill", "injure"} or c.sentence.language != "ar":
        return False
    before = c.sentence.tokens[max(0, c.first - _BEFORE_CASUALTIES) : c.first]
    led = next((t for t in reversed(before) if t.has("result")), None)
    return led is not None and any(t.norm in _DID_NOT for t in before if t.i == led.i - 1)


def _protested(c: Candidate, found: list[Candidate]) -> bool:
    """ "Ten were killed when troops fired on crowds *protesting at the death of* a man": told as why they came."""
    before = c.sentence.tokens[max(0, c.first - 4) : c.first]
    if c.category != "civilian_harm" or "event" not in c.kinds or not any(t.has("protest") for t in before):
        return False
    return any(o.category == c.category and "kill" in o.word.tags and o.last < c.first for o in found)


def _nobody_fell(c: Candidate) -> bool:
    """ "A shell fell on …", "wounded people fell": a word that tells a death only with its dead right beside it."""
    if c.category != "civilian_harm" or "people_next" not in c.word.needs:
        return False
    v, tokens = c.victims, c.sentence.tokens
    beside = v.first == c.last + 1 or v.last == c.first - 1
    hurt = any(r.kind == "victim" for t in tokens[v.first : v.last + 4] for r in t.readings if r.word is not c.word)
    known = v.kind in ("civilians", "unspecified") and not v.named and (v.stated or not v.definite)
    persons = any(t.is_person() for t in tokens[v.first : v.last + 1])  # not "the fall of 12 barrels"
    return not (known and persons and beside) or hurt


def _kills_a_captive(c: Candidate) -> bool:
    """Killing somebody who is in one's power is an execution, not civilian harm."""
    if c.category != "civilian_harm" or "kill" not in c.word.tags or not {"act", "event"} & {*c.kinds}:
        return False
    if _after_abduction(c) or _of_who_was_taken(c) or _whom_they_held(c):
        return True
    if not c.victims.captive or "act" not in c.kinds:
        return False
    after = c.sentence.tokens[c.last + 1 : c.last + 7]
    return not any(r.word.tags & {"attack", "explosion"} for t in after for r in t.readings)


def _after_abduction(c: Candidate) -> bool:
    """ "Killed after their abduction", "by those who abducted him": a hostage is killed."""
    tokens = c.sentence.tokens
    if any(not t.bases.isdisjoint(_CAPTORS) for t in tokens[c.last + 1 : c.last + 7]):
        return True
    for t in tokens[c.last + 1 : c.last + 14]:
        taken = any(_takes_away(r, c.sentence.language) for r in t.readings)
        if taken and (t.suffixed() or c.sentence.language == "en"):
            links = _AFTER | _WHO if c.sentence.language == "en" else _AFTER
            before = tokens[max(c.last + 1, t.i - 3) : t.i]
            return any(b.norm in links or b.has("agent_mark") for b in before)
    return False


def _whom_they_held(c: Candidate) -> bool:
    """ "Killed twelve people *it held captive*", "… whom they had kidnapped": a clause on the people says it."""
    tokens, v = c.sentence.tokens, c.victims
    if c.sentence.language != "en" or "act" not in c.kinds or v.first <= c.last:
        return False
    clause = tokens[v.last + 1 : v.last + 8]
    if not any(t.norm in _WHOM_THEY for t in clause[:2]) or any(t.norm in _AS_WELL for t in clause):
        return False
    held = any(t.norm in _HELD for t in clause)
    return held or any(_takes_away(r, "en") and r.form.pos == "v" for t in clause for r in t.readings)


def _of_who_was_taken(c: Candidate) -> bool:
    """ "Abducted a doctor and later killed *him*", "kidnapped 14 people and killed nine of *them*"."""
    if c.sentence.language == "ar":
        return _then_killed(c)
    tokens, v = c.sentence.tokens, c.victims
    number_of_them = v.stated and v.first > c.last and c.sentence.language == "en"
    whom = tokens[c.last + 1 : c.last + 2] + (tokens[v.last + 1 : v.last + 3] if number_of_them else [])
    return "act" in c.kinds and any(t.norm in _HIM | _THEM for t in whom) and _taken_before(tokens, c.first)


def _then_killed(c: Candidate) -> bool:
    """ "Abducted a young man *and killed him*", "arrested him, then *went on to kill him*", in Arabic with a suffix."""
    tokens, reading = c.sentence.tokens, reading_of(c)
    if reading is None or reading.clitics.suffix not in _WHOM:
        return False
    near = range(c.first - 1, max(-1, c.first - _BEFORE_NOUN), -1)
    verb = next((i for i in near if not tokens[i].bases.isdisjoint(_SET_ABOUT)), c.first if is_verb(c) else 0)
    if not verb or not (tokens[verb].begins_with_and() or tokens[verb - 1].norm in _THEREUPON):
        return False
    return _taken_before(tokens, verb)


def _taken_before(tokens: list[Token], stop: int) -> bool:
    """True where a verb before word `stop` says that somebody was taken, with no other clause between."""
    for t in reversed(tokens[max(0, stop - _SINCE_TAKEN) : stop]):
        if t.norm in _WHO | _AFTER or t.has("stop"):
            return False
        if any(map(_takes, t.readings)):
            return True
    return False


def _takes(reading: Reading) -> bool:
    """A verb of arrest or abduction."""
    word = reading.word
    return word.category == "arrest" and word.subtype != "release" and reading.kind in ("act", "mark")


def _takes_away(reading: Reading, language: str) -> bool:
    """An abduction; in English also "after their arrest"."""
    arrest = language == "en" and reading.word.id == "arr.arrest" and reading.kind == "event"
    return reading.word.id == "arr.abduct" or arrest


def _complete(s: Statement, people: list[People], places: set[int]) -> None:
    """Accept or reject a statement and set its people, span and actor."""
    if s.category == "civilian_harm":
        judge_harm(s)
    else:
        _judge_others(s, people, places)
    _set_span(s)
    if s.category != "displacement" or s.subtype == "forced":
        v = s.victims  # those who are arrested stand behind the verb: "arrested an IS commander and two aides"
        theirs = v.kind == "combatants" or s.category in ("arrest", "execution") and v.first > s.lead.last
        taken = (v.first, v.last) if v.first >= 0 and theirs else None
        s.actor = actor_of(s.sentence, s.first, s.last, people, taken, near=s.category == "displacement")
    s.weak = all(m.weak and (m.status in ASSERTED or m.status_why.endswith(".sentence")) for m in s.members)


def _judge_others(s: Statement, people: list[People], places: set[int]) -> None:
    """Accept or reject a displacement, an arrest or an execution."""
    for c in s.members:
        accept(c, places)
    kept = [c for c in s.members if not c.rejected]
    s.accepted = bool(kept)
    s.why = "accepted" if kept else "; ".join(dict.fromkeys(c.rejected or "" for c in s.members))
    s.left_out = [c for c in s.members if kept and c.rejected]
    s.members = kept or s.members
    best = max(s.members, key=lambda c: (c.victims.stated, c.victims.low is not None, c.victims.kind == "civilians"))
    s.victims = best.victims
    s.subtype = next((c.subtype for c in s.members if c.subtype != "raid"), s.members[0].subtype)
    convicted = any(t.norm in _CONVICTED for t in s.sentence.tokens)
    if s.category == "execution" and (convicted or any(map(_by_sentence, kept))):
        s.subtype = "judicial"
    if s.category == "displacement":
        set_displaced(s, people)


def _by_sentence(c: Candidate) -> bool:
    """True for a death sentence."""
    return c.status_why.endswith(".sentence") or c.word.id == "exe.sentence"


def _set_span(s: Statement) -> None:
    """The words from the first to the last trigger, with their people and what was hit."""
    s.first = min(m.first for m in s.members)
    s.first = min([s.first, *(m.victims.first for m in s.members if m.victims.first >= 0)])
    s.last = max(max(m.last, m.victims.last, (m.target_at or (0, 0))[1]) for m in s.members)


def _count_once(statements: list[Statement], places: set[int]) -> None:
    """People executed are not counted as civilian harm as well."""
    executions = [s for s in statements if s.category == "execution" and s.accepted]
    for e in executions:
        for h in statements:
            deaths = h.victims.stated and all("event" in m.kinds for m in h.members)
            open_number = e.victims.kind is None and deaths  # "12 deaths as a result of executions"
            told = h.category == "civilian_harm" and (h.accepted or open_number)
            if told and (_same_dead(e, h) or _wounds_of(e, h)):
                h.accepted, h.why = False, "told as an execution"
                if e.victims.kind is None:
                    e.victims = h.victims
            elif h.category == "civilian_harm" and _killed_when(e, h, places):
                h.accepted, h.why = False, "told as an execution"
                kind = "civilians" if "civilians" in (e.victims.kind, h.victims.kind) else e.victims.kind
                e.victims = replace(h.victims, kind=kind) if h.victims.stated else e.victims


def _killed_when(e: Statement, h: Statement, places: set[int]) -> bool:
    """ "48 people were killed in the village *when* troops *executed* six families": how they died."""
    by_death = all(m.word.tags & {"kill"} and not m.word.tags & {"attack", "injure"} for m in h.members)
    tokens, last = e.sentence.tokens, h.members[-1].last
    deed = next((m for m in e.members if m.first > last), e.lead)
    link = next((t.i for t in tokens[last + 1 : deed.first] if t.norm in _WHEN_DONE), None)
    if not by_death or link is None or h.victims.kind == "combatants":
        return False
    v = deed.victims
    fewer = v.stated and v.unit == "persons" and v.low != h.victims.low
    apart = any(last < i < link for i in places) and any(link < i for i in places)
    return not (fewer or apart)


def _apart_from_dead(statements: list[Statement]) -> None:
    """ "Killed as they fled", "killed in house raids": the dead are not the number of those who fled or were held."""
    dead = [s for s in statements if s.category == "civilian_harm" and s.accepted and s.victims.text is not None]
    for s in statements:
        raid = s.category == "arrest" and s.subtype == "raid"
        if raid and dead:
            s.accepted, s.why = False, "a raid told as how people died"
        elif s.category == "execution" and s.victims.definite and s.victims.low is None:
            _count_those_taken(s, statements)
        elif _describes_the_freed(s, statements):
            s.accepted, s.why = False, "says who is freed"
        elif s.category == "displacement" and any(s.victims.text == h.victims.text for h in dead):
            s.victims = replace(s.victims, low=None, high=None, unit=None, text=None, stated=False)


def _count_those_taken(s: Statement, statements: list[Statement]) -> None:
    """ "Captured four farmers and then executed *the men*": as many as were taken before."""
    taken = [o.victims for o in statements if o.category == "arrest" and o.accepted and o.subtype != "release"]
    before = [v for v in taken if v.low is not None and v.last < s.victims.first]
    if before and s.victims.kind != "combatants":
        v = before[-1]
        s.victims = replace(s.victims, kind=v.kind, low=v.low, high=v.high, unit=v.unit, stated=v.stated)


def _describes_the_freed(s: Statement, statements: list[Statement]) -> bool:
    """ "Freed 10 *kidnapped* women": only says who they are that are released."""
    freed = (o.victims.text for o in statements if o.category == "arrest" and o.subtype == "release" and o.accepted)
    if s.category != "arrest" or s.subtype == "release" or s.victims.text not in freed:
        return False
    v = s.victims
    return v.text is not None and all(v.first <= m.first < v.last for m in s.members)


def _wounds_of(e: Statement, h: Statement) -> bool:
    """ "Three bodies, hands bound and bearing gunshot *wounds*": the executed are not injured as well."""
    hurt = all("injure" in m.word.tags for m in h.members)
    return hurt and h.victims.text is not None and h.victims.text == e.victims.text


def _same_dead(e: Statement, h: Statement) -> bool:
    """True where harm is told by words of death alone and its dead can be those of the execution."""
    if any(m.word.tags & {"attack", "injure"} for m in h.members):
        return False
    if h.victims.first < 0 and all("strong" in m.word.tags for m in h.members):
        return True  # "beheaded in the massacre of …"
    told = (h.victims.text, h.lead.victims.text)  # "two men killed under torture, and 142 victims since 2018"
    if e.victims.text is not None and e.victims.text in told:
        return True
    near = min(abs(m.first - n.last) for m in h.members for n in e.members) <= 8
    return near and (e.victims.kind is None or h.victims.kind is None)
