"""Which triggers of a sentence tell the same event."""

from __future__ import annotations

from itertools import pairwise

from extractors.counts import read_number
from extractors.sentence import Sentence, Token, has_pair, times
from extractors.small_words import small
from extractors.statements import ASSERTED, is_verb
from extractors.territory import at_a_time_when
from extractors.triggers import Candidate

_CLAUSE_LINKS, _AIRCRAFT = small("clause_links"), small("aircraft")
_LONGEST_SUBJECT, _ING = 5, "ing"
_IN_PREFIX = small("in_prefix")
_AFTER, _DAY_AFTER = small("after"), small("the_day_after")
_AND_HE_IS, _KIN = small("and_he_is"), small("kin")
_INDEED = small("indeed")
_AT_THE_SAME_TIME = small("at_the_same_time")
_NEW_EVENT, _FOLLOWED_BY = small("new_event"), small("followed_by")
_ANOTHER_SPOT, _MUNITION = small("another_spot"), small("munition")
_IN_ADDITION = small("event_in_addition")
_HAD, _OF_OR_SINCE = small("had_happened"), small("of_or_since")
_CARRY, _STOCK = "dis.carry", "dis.stock"
_HAD_REACH = 5  # words between "had" and the verb
_JOINED_BY = small("joined_by")
_AND = small("and_prefix")
_OF_THEM = small("part_of_them")
# How far the time may stand before the first and behind the people of the last of two verbs that are the same.
_TIME_BEFORE, _TIME_BEHIND = 4, 3
_KILLED = ("har.kill", "har.shot_dead")
_ANOTHER_STRIKE, _ANOTHER_REACH = small("another_strike"), 5
_BESIDE_PEOPLE = 2  # words between the dead and "and wounded"
_MEANWHILE, _CASES = small("meanwhile"), small("counted_cases")


def groups(found: list[Candidate], sentence: Sentence, places: set[int]) -> list[list[Candidate]]:
    """Neighbouring triggers of one category that tell the same event."""
    grouped: list[list[Candidate]] = []
    for c in found:
        if grouped and _same_event(grouped[-1], c, sentence, places):
            grouped[-1].append(c)
        else:
            grouped.append([c])
    return grouped


def _same_event(group: list[Candidate], c: Candidate, sentence: Sentence, places: set[int]) -> bool:
    last, between = group[-1], sentence.tokens[group[-1].last + 1 : c.first]
    if (
        _undoes(c, last)
        or _of_a_relative(between)
        or any(t.has("answer", "contrast") for t in between)
        or _other_standing(c, last, between)
        or _taken_for_it(c, last)
        or _once_before(c, last)
        or _days_after(c, last)
    ):
        return False
    apart = any(i < c.first for i in places) and any(c.first <= i <= c.last + 14 for i in places)
    if apart and _other_time(sentence.tokens, between) or _told_apart(group, c, between, apart):
        return False
    if c.category == "civilian_harm" and (
        _said_of_another(group, c, between, places) or _of_the_day_before(group, c, between)
    ):
        return False
    if c.category == "civilian_harm" and (_own_clause(c, between, places) or apart and _of_the_other_side(group, c)):
        return False
    if apart and _more_strikes(c):
        return False
    marks = [t.i for t in between if t.norm in _NEW_EVENT or t.bases & _NEW_EVENT or t.has("new_event")]
    marks += [t.i + 1 for t in between if has_pair(sentence.tokens[t.i : t.i + 2], _FOLLOWED_BY)]
    marks += [t.i + 1 for t in between if at_a_time_when(sentence.tokens, t.i)]
    fresh, harm = bool(marks), c.category == "civilian_harm"
    apart = apart or fresh and _another_spot(sentence.tokens[marks[0] : c.last + 6])
    if fresh and harm and _verb_at(sentence.tokens, marks[0] + 1):  # "… and B was also shelled"
        apart = any(i < marks[0] for i in places) and any(marks[0] < i <= c.last + 14 for i in places)
    if last.subtype == "raid" and (not apart or not fresh and last.victims.kind is None):
        return True  # a raid, and those who were taken in it
    if not harm:
        return not (fresh and apart) and _same_people(c, last, apart)
    if fresh and c.victims.kind == "combatants" and any(m.victims.kind != "combatants" for m in group):
        return False  # "… it also reported six fighters killed"
    if fresh and _by_a_blast(c) and _by_fire_alone(group):
        return False  # "the town is shelled; it *also* sees *blasts* that kill"
    if any(t.norm in _IN_ADDITION for t in between) and not sentence.tokens[c.first].bases.isdisjoint(_MUNITION):
        return True  # "50 raids on the city, *in addition to 15 barrels* on a quarter of it"
    if fresh or any(t.norm in _IN_ADDITION for t in between):
        return not apart
    return not (apart and _another_toll(group, c, between))


def _more_strikes(c: Candidate) -> bool:
    """ "13 raids hit X, *and three raids hit* Y", in Arabic: counted again, with a verb of their own."""
    tokens = c.sentence.tokens
    after = tokens[c.last + 1 : c.last + 4]
    if "strike" not in c.kinds or not any(r.kind == "hit" and r.form.pos == "v" for t in after for r in t.readings):
        return False
    dual = any(r.kind == "strike" and r.form.number == "d" for r in tokens[c.first].readings)
    said = None if dual else read_number(tokens, max(0, c.first - 1), c.sentence.language)
    first = tokens[c.first if dual else max(0, c.first - 1)]
    joined = first.begins_with_and() or tokens[max(0, first.i - 1)].norm in _AND
    return joined and (dual or said is not None and said[2] == c.first - 1)


def _by_a_blast(c: Candidate) -> bool:
    """A blast, or people killed or hurt "*by the explosion* of a mine"."""
    after = [r for t in c.sentence.tokens[c.last + 1 : c.last + 7] for r in t.readings if r.clitics.prep in _IN_PREFIX]
    by = "attack" not in c.word.tags and any("explosion" in r.word.tags for r in after)
    return by or "explosion" in c.word.tags


def _by_fire_alone(group: list[Candidate]) -> bool:
    """True where all that is told before is shelling or strikes, and who fell by them."""
    return any("fire" in m.word.tags for m in group) and all("explosion" not in m.word.tags for m in group)


def _another_spot(tokens: list[Token]) -> bool:
    """ "*A camp nearby* was emptied as well": a place without a name that is not the one told of before."""
    return any(t.has("populated") and nxt.norm in _ANOTHER_SPOT for t, nxt in pairwise(tokens))


def _taken_for_it(c: Candidate, last: Candidate) -> bool:
    """ "Foiled an *abduction* and *arrested* three": the attempt, and those who were taken for it."""
    attempt = last.subtype == "abduction" and last.status not in ASSERTED
    return attempt and c.subtype == "arrest" and c.status in ASSERTED


def _of_the_day_before(group: list[Candidate], c: Candidate, between: list[Token]) -> bool:
    """ "Killed 59 people *a day after* 40 were killed": another number of dead, on another day."""
    tolls = [m.victims.low for m in group if "kill" in m.word.tags and m.victims.stated]
    if not tolls or "kill" not in c.word.tags or not c.victims.stated or c.victims.low in tolls:
        return False
    return any(t.norm in _DAY_AFTER for t in between)


def _said_of_another(group: list[Candidate], c: Candidate, between: list[Token], places: set[int]) -> bool:
    """ "… in A, *and activists said that seven people were killed* in B": other people, and another place first."""
    tokens = c.sentence.tokens
    subject = {t.i + 1 for t in between if t.begins_with_and()} if c.sentence.language == "ar" else set()
    said = [t.i for t in between if t.has("say") and (t.begins_with_and() or t.i in subject)]
    if not said or c.victims.low is None or c.victims.first < said[-1]:
        return False
    if any(t.has("breakdown") for t in tokens[said[-1] : c.victims.first]):
        return False  # "… that among them were four children"
    told = {tokens[i].norm for i in places if i < said[-1]}
    first = min((i for i in places if said[-1] < i <= c.last + 14), default=None)
    other = first is not None and bool(told) and tokens[first].norm not in told
    return other and all(m.victims.low != c.victims.low or m.victims.first > said[-1] for m in group)


def _of_the_other_side(group: list[Candidate], c: Candidate) -> bool:
    """ "Two fighters were killed in A *and a child was hurt* in B": fighters on one side of "and" only."""
    token, own = c.sentence.tokens[c.first], c.victims.kind
    if c.sentence.language != "ar" or own is None or c.victims.first < c.last or not token.begins_with_and():
        return False
    told = {m.victims.kind for m in group if m.word.tags & {"kill", "injure"} and m.victims.kind}
    return own != "unspecified" and (own == "combatants" and bool(told) or told == {"combatants"}) and own not in told


def _own_clause(c: Candidate, between: list[Token], places: set[int]) -> bool:
    """ "… in A, *as helicopters bombed* B", "… in A *and a bomb wounded* two in B": a new subject, verb and place."""
    link = next((t.i for t in reversed(between) if t.norm in _CLAUSE_LINKS), None)
    tokens = c.sentence.tokens
    if link is None or c.sentence.language != "en" or not {"act", "hit"} & {*c.kinds} or not is_verb(c):
        return False
    subject = tokens[link + 1 : c.first]
    named = any(t.has("weapon", "group", "comb") or t.norm in _AIRCRAFT for t in subject)
    if not named or len(subject) > _LONGEST_SUBJECT or tokens[c.first].norm.endswith(_ING):
        return False
    return any(i < link for i in places) and any(link < i <= c.last + 14 for i in places)


def _of_a_relative(between: list[Token]) -> bool:
    """ "Was wounded, *and he is the brother of* two men who were killed": what befell the relative is another event."""
    for one, nxt in pairwise(between):
        if one.norm in _AND_HE_IS and not nxt.bases.isdisjoint(_KIN):
            return True
    return False


def _verb_at(tokens: list[Token], i: int) -> bool:
    return any(r.form.pos == "v" for t in tokens[i : i + 1] for r in t.readings)


def _told_apart(group: list[Candidate], c: Candidate, between: list[Token], apart: bool) -> bool:
    """The same verb again with people of its own, in another place or after "while": "killed a boy in A, … in B"."""
    if _by_another_strike(group, c):
        return True
    while_ = any(t.norm in _MEANWHILE for t in between)
    twice = [m for m in group if m.word.id == c.word.id and m.target_at and m.target_at[0] < c.first]
    if while_ and twice and c.target_at and c.target_at[0] > c.last:
        return True  # "they bomb the western quarters while others bomb the eastern ones"
    # "A man was shot dead in …, *while* a child was killed"; who died later is a part of the toll
    both_kill = while_ and c.sentence.language == "en" and c.word.id in _KILLED
    alike = [m for m in group if m.word.id == c.word.id or both_kill and "kill" in m.word.tags]
    same = [m for m in alike if m.victims.low is not None or m.victims.kind == "civilians"]
    if not same or c.victims.low is None:
        return False
    if c.victims.first <= max(same[-1].victims.last, group[-1].last if both_kill else c.first):
        return False
    same_one = any(r.kind == "strike" and r.clitics.article for r in c.sentence.tokens[c.first].readings)
    return apart or while_ and not same_one or _other_day(group, c)  # not "*the* shelling also wounded a woman"


def _by_another_strike(group: list[Candidate], c: Candidate) -> bool:
    """ "… was wounded by a mine, and a child was killed by *another mine* in B": people and a cause of their own."""
    last = group[-1]
    if c.victims.first <= last.last or not any("attack" in m.word.tags for m in group):
        return False
    if last.victims.first > last.last and c.first - last.victims.last <= _BESIDE_PEOPLE:
        return False  # "ten died and 35 were hurt in another attack"
    end = max(c.last, c.victims.last) + 1
    return has_pair(c.sentence.tokens[end : end + _ANOTHER_REACH], _ANOTHER_STRIKE)


def _other_day(group: list[Candidate], c: Candidate) -> bool:
    """ "36 were killed …, *and on Tuesday* 18 were killed": a time behind the verb that does not stand before it."""
    tokens = c.sentence.tokens
    before = times(tokens[max(0, group[0].first - _TIME_BEFORE) : c.first])
    behind = times(tokens[c.first : c.victims.last + _TIME_BEHIND])
    return bool(behind) and behind.isdisjoint(before)


def _undoes(c: Candidate, last: Candidate) -> bool:
    """A return after a flight, a release after an arrest, or the other way round."""
    return c.subtype != last.subtype and not {"return", "release"}.isdisjoint((c.subtype, last.subtype))


def _other_standing(c: Candidate, last: Candidate, between: list[Token]) -> bool:
    """One is told as done and the other as feared or denied, and words between say that they are two matters."""
    if (c.status in ASSERTED) == (last.status in ASSERTED):
        return False
    if any(t.has("result") or t.norm in _AFTER for t in between) or _then_did(c, last, between):
        return True
    if c.category == "civilian_harm" and c.status in ASSERTED and any(t.has("say") for t in between):
        return True  # "you never know when they might bomb, she said of *the bombardment* of the town"
    return any(t.norm in _INDEED for t in (*between, c.sentence.tokens[c.first]))


def _once_before(c: Candidate, last: Candidate) -> bool:
    """ "Arrested a man *whom it had* arrested two years ago", "… had arrested *his brother*": an earlier event."""
    before = c.sentence.tokens[max(last.last + 1, c.first - _HAD_REACH) : c.first]
    if c.category == "civilian_harm" or not any(not t.bases.isdisjoint(_HAD) for t in before):
        return False
    whom = c.sentence.tokens[c.victims.first : c.victims.last + 1] if c.victims.first > c.last else []
    relative = any(not t.bases.isdisjoint(_KIN) for t in whom)
    return relative or c.status == "past" and _told_as_new(last, before[0].i)


def _days_after(c: Candidate, last: Candidate) -> bool:
    """ "A boy was abducted, *days after the abduction of a girl*": people of its own, and a time between the two."""
    tokens, v = c.sentence.tokens, c.victims
    if c.first == 0 or tokens[c.first - 1].norm not in _OF_OR_SINCE or v.first <= c.last or v.low is None or v.definite:
        return False
    before = tokens[max(last.last + 1, c.first - _HAD_REACH) : c.first - 1]
    return any(t.norm in _AFTER and nxt.has("time") for t, nxt in pairwise(before))


def _told_as_new(last: Candidate, end: int) -> bool:
    """False where what was told before lies back as well."""
    return last.status != "past" or last.first < end


def _then_did(c: Candidate, last: Candidate, between: list[Token]) -> bool:
    """ "Thwarted a *kidnapping* attempt *and arrested* two": the verb tells what happened, the noun what did not."""
    verb = any(r.form.pos == "v" and r.form.tense == "past" for r in c.sentence.tokens[c.first].readings)
    joined = bool(between) and between[-1].norm in _JOINED_BY
    return c.sentence.language == "en" and verb and joined and c.status in ASSERTED and "event" in last.kinds


def _other_time(tokens: list[Token], between: list[Token]) -> bool:
    """ "Hours after …", "at the same time as …": another event with a place of its own."""
    return any(t.norm in _AFTER and tokens[t.i + 1].has("time") or t.norm in _AT_THE_SAME_TIME for t in between[:-1])


def _another_toll(group: list[Candidate], c: Candidate, between: list[Token]) -> bool:
    """Another number of dead, joined by "and" or a comma."""
    kills = [m for m in group if "kill" in m.word.tags and m.victims.stated]
    if not kills or "kill" not in c.word.tags or not c.victims.stated or c.victims.low == kills[-1].victims.low:
        return False
    joints = [*between[-3:], c.sentence.tokens[c.first]]
    return c.first - group[-1].last > 3 and any(t.norm[:1] in _AND or t.norm in _JOINED_BY for t in joints)


def _same_people(c: Candidate, last: Candidate, apart: bool) -> bool:
    """True where the people of a displacement, arrest or execution can be those of the trigger before."""
    v, w, gap = c.victims, last.victims, c.first - last.last
    if v.first > last.last and any(t.norm in _OF_THEM for t in c.sentence.tokens[v.last : v.last + 3]):
        return True  # "… beheaded; two of them for theft"
    if c.word.id == _CARRY and not w.stated and c.category == "displacement":
        return True  # "the evacuation of residents *on buses that carry 5,000*"
    if c.word.id == _STOCK and c.sentence.language == "ar" and not w.stated and not apart:
        return True  # "families go on fleeing …, and *the number of the displaced* reached 80,000"
    if _own_people(c, last) or v.stated and not w.stated and gap > 8 and apart:
        return False
    return gap < 3 or not (v.stated and w.stated) or (v.low, v.unit) == (w.low, w.unit)


def _own_people(c: Candidate, last: Candidate) -> bool:
    """True where a later trigger brings its own counted people ("… fled, and 6 million others left")."""
    v, w = c.victims, last.victims
    if w.low is None and not last.sentence.tokens[last.first].bases.isdisjoint(_CASES):
        return False  # "recorded *cases of arrest*, … the arrest of at least 30 people"
    return v.stated and w.kind is not None and max(last.last, w.last) < v.first and v.low != w.low
