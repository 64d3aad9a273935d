"""Whether a trigger of displacement, arrest or execution has what it needs to tell an event."""

from __future__ import annotations

from extractors.deeds import carried_out
from extractors.leaving import why_not_displaced
from extractors.nearby import is_passive
from extractors.sentence import Token
from extractors.small_words import small
from extractors.statements import ASSERTED, is_verb, reading_of
from extractors.triggers import Candidate

_TO, _OF = small("to_prefix"), small("of_alone")
_CAPTORS = small("captors_of_somebody")
_SUBJECT = 9  # words of a force before its verb
_RAIDS = small("raids_that_fetch")
_ACCUSED_OF = small("accused_of")
_HALT = "arr.stop"
_DIED_BEFORE = 20  # words from "met their death" to "by torture", with where they were from


def accept(c: Candidate, places: set[int]) -> None:
    """Set `rejected` to what is missing, and `weak` where the event is only referred to."""
    if c.category == "displacement":
        c.rejected = why_not_displaced(c, places)
        return
    c.rejected = _why_not_held(c) if c.category == "arrest" else _why_nobody_executed(c)
    if not c.rejected and _referred_to(c):
        c.weak = True
    if c.category == "execution":
        c.rejected = _why_no_execution(c) or c.rejected


def _referred_to(c: Candidate) -> bool:
    """ "The arrests", without a word of who: an event that is told elsewhere."""
    reading = reading_of(c)
    return bool(reading and reading.kind == "event" and reading.clitics.article and c.victims.kind is None)


def _singular_noun(c: Candidate) -> bool:
    """True for an English trigger that no plural and no phrase makes an event by itself ("arrests")."""
    return c.sentence.language == "en" and not c.words.lower().endswith("s") and "mark" not in c.kinds


def _why_not_held(c: Candidate) -> str | None:
    """Why an arrest trigger is rejected; None where it tells an arrest."""
    v, needs = c.victims, c.word.needs
    if _no_person_held(c):
        return "no person held"
    if "captive" in needs and not v.captive:
        return "nobody held is freed"
    if "released" in needs and v.kind is None:
        return "nobody released"
    if v.kind is None and c.status not in ASSERTED and "civilian_person" not in needs:
        return None  # "they did not arrest", "vowed to arrest": nobody need be named
    if v.kind is None and (_verb_without_object(c) or _singular_noun(c)) and not carried_out(c):
        return "no person held"
    if "count" in needs and not v.stated:
        return "no number"
    if "civilian_person" in needs and not (v.resident or v.kind == "civilians" or _taken_in_peace(c) or _in_a_raid(c)):
        return "captured in combat or not a person"
    if _stops_something(c):
        return "something is stopped"
    if "civilian_person" in needs and _of_things(c):
        return "things are seized"
    if "by_force" in needs and not any(map(_of_force, c.sentence.tokens)):
        return "led away by no force"
    if "force_before" in needs and not _by_a_force(c):
        return "picked up by no force"
    if "no_trade" in needs and v.kind == "civilians":
        return "caught at their trade"  # "caught 15 doctors who work without a licence"
    if "wanted" in needs and not _wanted(c):
        return "caught, but not by the police"
    return _unmet_around(c)


def _by_a_force(c: Candidate) -> bool:
    """A force before the verb ("soldiers picked him up"), or a checkpoint behind it ("picked up at a checkpoint")."""
    tokens = c.sentence.tokens
    post = any(t.has("mil_object", "custody") for t in tokens[c.last + 1 : c.last + 5])
    return post or any(map(_of_force, tokens[max(0, c.first - _SUBJECT) : c.first]))


def _of_force(token: Token) -> bool:
    return token.has("group", "agent", "comb", "custody") or token.norm in _CAPTORS


def _stops_something(c: Candidate) -> bool:
    """ "Turkey *stopped the deportation* of refugees", in Arabic the verb of taking into custody."""
    v = c.victims
    if c.word.id != _HALT or v.first <= c.last:
        return False
    between = c.sentence.tokens[c.last + 1 : v.first]
    return any(r.kind in ("event", "strike") and r.word.category for t in between for r in t.readings)


def _of_things(c: Candidate) -> bool:
    """ "Seized dozens *of villages*": an amount of what is no word for people."""
    v = c.victims
    after = c.sentence.tokens[v.last + 1 : v.last + 2]
    return v.text is not None and v.text[1] == v.last and any(t.norm in _OF for t in after)


def _wanted(c: Candidate) -> bool:
    """ "Two *fugitives* were caught", "a man *accused* of theft was caught"; not "caught in the crossfire"."""
    near = c.sentence.tokens[max(0, c.victims.first) : max(c.victims.last, c.last) + 4]
    return c.victims.kind is not None and any(t.has("wanted") or t.norm in _ACCUSED_OF for t in near)


def _taken_in_peace(c: Candidate) -> bool:
    """A stated number of men of no stated side, with no word of a battle in the sentence."""
    v = c.victims
    return v.kind == "unspecified" and v.stated and not any(t.has("clash") for t in c.sentence.tokens)


def _in_a_raid(c: Candidate) -> bool:
    """ "Captured an IS leader *in a raid*": fetched, and not taken in a battle."""
    tokens = c.sentence.tokens
    fighters = c.victims.kind == "combatants" and not any(t.has("clash") for t in tokens)
    return c.sentence.language == "en" and fighters and any(t.norm in _RAIDS for t in tokens)


def _no_person_held(c: Candidate) -> bool:
    v, needs = c.victims, c.word.needs
    if "person" in needs and (v.kind is None or v.kind == "unspecified" and v.named):
        return True
    if "person_next" not in needs:
        return False
    reach = 9 if is_verb(c) or "mark" in c.kinds else 2
    return v.kind is None or v.named or v.first - c.last > reach or v.last < c.first


def _verb_without_object(c: Candidate) -> bool:
    """An active verb with no person; a pronoun is one ("whom they arrested")."""
    reading = reading_of(c)
    return "act" in c.kinds and is_verb(c) and not (reading and reading.clitics.suffix)


def _unmet_around(c: Candidate) -> str | None:
    """What is missing of the words that some triggers need around them: a prison, something raided."""
    tokens = c.sentence.tokens
    if "custody" in c.word.needs and not any(t.has("custody") for t in tokens[max(0, c.first - 4) : c.last + 12]):
        return "not taken to a place of detention"
    raided = any(t.has("civ_object", "populated") for t in tokens[c.last + 1 : c.last + 9])
    return "nothing raided" if "raided" in c.word.needs and not raided and "mark" not in c.kinds else None


def _why_nobody_executed(c: Candidate) -> str | None:
    """Why an execution trigger has nobody to execute; None where it has."""
    v, after = c.victims, c.sentence.tokens[c.last + 1 : c.last + 4]
    if "person" in c.word.needs and not (_person_near(c) or is_verb(c) and any(t.has("group") for t in after)):
        return "no person killed"
    if v.kind is None and after and after[0].prefix().prep in _TO and not after[0].has("person", "group"):
        return "no person killed"
    if v.kind is None and c.status in ASSERTED and _singular_noun(c):
        return "no person killed"
    return None


def _person_near(c: Candidate) -> bool:
    return c.victims.kind is not None and c.victims.first - c.last <= (10 if is_verb(c) else 4)


def _why_no_execution(c: Candidate) -> str | None:
    """Why a trigger that has its people is no execution all the same."""
    if "person" in c.word.needs and c.victims.named and c.word.id == "exe.slaughter":
        return "no person killed"
    if c.word.id == "exe.burn" and is_passive(c):
        return "burnt, but not said by whom"  # "a family was burned alive when a shell hit its tent"
    around = c.sentence.tokens[max(0, c.first - _DIED_BEFORE) : c.last + 8]
    if "killed" in c.word.needs and not any(t.has("kill") for t in around):
        return "nobody said to have died of it"
    return None
