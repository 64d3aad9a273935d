"""Whether triggers tell civilian harm: people killed or hurt, or something civilian hit."""

from __future__ import annotations

from dataclasses import dataclass

from extractors.nearby import is_caused, is_passive
from extractors.sentence import Token
from extractors.small_words import small
from extractors.statements import Statement, is_verb, reading_of
from extractors.toll import best, set_toll
from extractors.triggers import Candidate

_WHOLLY = small("wholly")
_NUMBER_OF = small("number_of")
_AIRCRAFT, _AMOUNT = small("aircraft"), small("people_opener")
_AN_ARTICLE = small("article")
_STRIKING_AIRCRAFT = small("striking_aircraft")
_ONE_RAID, _HELICOPTERS = small("one_raid"), small("helicopters")
_OF, _THE = small("of_alone"), small("definite_article")
_BY_ENGLISH = small("by")
_BY = small("in_prefix")
_ATTACKS, _ON_AGAINST = small("attacks_on"), small("on_or_against")
_REACH_OF_ON = 8  # words between an attack and what it was on
_MONITORS = small("monitors")
_HOUSES, _MOST_OF = small("houses"), small("most_of")
_PLANTED = small("planted_bomb")
_CAMPAIGN = small("campaign")
_BEFORE_A_VERB, _BEFORE_A_DEED = 14, 30  # words from who burns houses to the verb, or to "led to the burning of"
_BEFORE_DAMAGE = 6  # words of "health facilities in the town were" before "destroyed"
_SET_ABOUT = small("set_about")
_DOER_AND_DEED = 9  # words of "set about, the militia of X, the killing"
_ACCUSATIVE, _LONGEST_FORCE = tuple(small("accusative_ending")), 4
_FOR, _DRAFT = small("errand"), small("draft")
_BOMBS = frozenset(("fire", "chemical"))
_WEAPONS = frozenset(("fire", "gunfire", "explosion", "chemical"))

_AFTER_A_PROTEST, _MANY_AT_ONCE = 10, 1000  # words from a protest to its dead; so many are those of a war


@dataclass(slots=True)
class Told:
    """What a sentence tells of harm. targets: attacks on something civilian; objects: damage to it."""

    kills: list[Candidate]
    injuries: list[Candidate]
    attacks: list[Candidate]
    targets: list[Candidate]
    objects: list[Candidate]
    kinds: set[str]
    fire: bool
    military: bool
    clash: bool
    fights: bool
    other_cause: bool

    @property
    def bombed(self) -> bool:
        """Whether fire or gas is told, which kills also where a flood or a quarrel is named."""
        return any(m.word.tags & _BOMBS for m in self.attacks)

    @property
    def people(self) -> list[Candidate]:
        """The triggers that have dead or wounded people."""
        return [*self.kills, *self.injuries]


_WHO_DIED = 3  # words from "the death of" to the wounded
Verdict = tuple[bool, str]  # whether it is civilian harm, and why


def judge_harm(s: Statement) -> None:
    """Accept or reject civilian harm, keep its civilian toll."""
    told = _told(s)
    later = _later_fire(told) if told.kinds == {"combatants"} else []
    if later:
        s.members, s.accepted, s.why = later, True, "fire on a place besides the fighters' losses"
        fatal = hurt = None
    else:
        s.accepted, s.why = _by_people(s, told) or _by_target(s, told)
        fatal, hurt = best(told.kills), best(told.injuries)
    set_toll(s, fatal, hurt, told.targets, told.objects)


def _told(s: Statement) -> Told:
    tokens = s.sentence.tokens
    kills = [m for m in s.members if "kill" in m.word.tags]
    injuries = [m for m in s.members if "injure" in m.word.tags or _blast_on_people(m)]
    if kills:
        injuries = [m for m in injuries if not (_of_the_dead(m) or _has_died(m, kills))]
    shot = [] if injuries else [m for m in s.members if _was_shot(m)]
    if shot and kills and all(m.victims.kind is None for m in kills):
        kills[0].victims = shot[0].victims  # "shot a woman; she died on the way"
    elif not kills:
        injuries = [*injuries, *shot]
    injuries = _without_who_died(kills, injuries)
    attacks = [m for m in s.members if "attack" in m.word.tags and not _of_arrests(m)]
    people = [*kills, *injuries]
    _weaken(people)
    fire = any(t.has("weapon") for t in tokens) or any(m.word.tags & _WEAPONS for m in attacks)
    return Told(
        kills=kills,
        injuries=injuries,
        attacks=attacks,
        targets=_civilian_targets(attacks, fire),
        objects=[m for m in s.members if "damage" in m.word.tags and _hits_object(m) and _somebody_burns(m)],
        kinds={m.victims.kind for m in people if m.victims.kind and not m.weak},
        fire=fire,
        military=any(m.target == "military" for m in attacks),
        clash=any(t.has("clash") for t in tokens),
        fights=any(t.has("fights") for t in tokens),
        other_cause=any(t.has("other_cause") for t in tokens),
    )


def _without_who_died(kills: list[Candidate], injuries: list[Candidate]) -> list[Candidate]:
    """ "A young man was hit by gunfire *and died later*": one dead, and nobody wounded besides."""
    if len(injuries) != 1 or len(kills) != 1 or injuries[0].sentence.language != "ar":
        return injuries
    hurt, died = injuries[0], kills[0]
    dying = "attack" in died.word.needs and died.first > hurt.first and hurt.victims.low == hurt.victims.high == 1
    doers = died.victims.kind == "combatants" and not died.victims.stated  # "by the bullets of *unknown men*"
    other = died.victims.kind is not None and died.victims.text != hurt.victims.text and not doers
    if not dying or other:
        return injuries
    died.victims = hurt.victims
    return []


def _of_arrests(m: Candidate) -> bool:
    """ "The arrests targeted young men", "a campaign that targeted young men", without a weapon."""
    before = m.sentence.tokens[max(0, m.first - 10) : m.first]
    campaign = "fire" not in m.word.tags and any(not t.bases.isdisjoint(_CAMPAIGN) for t in before)
    if campaign and not any(t.has("weapon") or _is_fire(t) for t in m.sentence.tokens):
        return True
    if any(r.word.category == "civilian_harm" for t in before for r in t.readings):
        before = before[-4:]
    if _for_arrest(m):
        return True
    return "fire" not in m.word.tags and any(r.word.category == "arrest" for t in before for r in t.readings)


def _for_arrest(m: Candidate) -> bool:
    """ "Targeted residents *for arrest*": whom they were after, and no attack."""
    after = m.sentence.tokens[m.last + 1 : m.last + 12]
    aims = (t.i for t in after if t.norm in _FOR)
    return m.sentence.language == "en" and any(_told_of_arrest(m.sentence.tokens[i + 1 : i + 3]) for i in aims)


def _told_of_arrest(after: list[Token]) -> bool:
    held = (r for t in after for r in t.readings if r.kind == "event")
    return any(r.word.category == "arrest" for r in held) or any(t.norm in _DRAFT for t in after)


def _is_fire(token: Token) -> bool:
    return any(r.word.category == "civilian_harm" and "fire" in r.word.tags for r in token.readings)


def _blast_on_people(m: Candidate) -> bool:
    """ "A mine went off under children": the people carry a preposition."""
    if "explosion" not in m.word.tags or m.victims.first <= m.last:
        return False
    return m.sentence.tokens[m.victims.first].prefix().prep in _BY and m.victims.first - m.last <= 7


def _of_the_dead(m: Candidate) -> bool:
    """ "Four were killed *by being hit* by bullets", in Arabic "after their injury": no wounded beside the dead."""
    return "event" in m.kinds and m.sentence.tokens[m.first].suffixed() and is_caused(m)


def _has_died(m: Candidate, kills: list[Candidate]) -> bool:
    """ "After the death of *two wounded*": they are of the dead now."""
    if "victim" not in m.kinds or m.sentence.language != "ar" or m.sentence.tokens[m.first].begins_with_and():
        return False
    return any("attack" in k.word.needs and 0 < m.first - k.last <= _WHO_DIED for k in kills)


def _was_shot(m: Candidate) -> bool:
    """ "An old man was shot near the town", "gunmen shot a man": hit, and nothing more is said."""
    if m.sentence.language != "en" or "hit" not in m.kinds or "gunfire" not in m.word.tags or m.victims.kind is None:
        return False
    if m.victims.first == m.last + 1:
        return m.victims.kind != "combatants"
    return m.victims.last < m.first and is_passive(m)


def _weaken(people: list[Candidate]) -> None:
    """Deaths without people, and "the dead and wounded" that are told elsewhere, tell nothing by themselves."""
    for m in people:
        if m.victims.kind is None and "strong" not in m.word.tags:
            m.weak = True
        if _known_dead(m) and m.victims.low is None:
            before = m.sentence.tokens[max(0, m.victims.first - 2) : m.victims.first + 1]
            most = m.victims.kind == "civilians" and any(not t.bases.isdisjoint(_MOST_OF) for t in before)
            m.weak = not most and not any(t.has("toll") or t.norm in _NUMBER_OF for t in before)
    if any(m.victims.stated and not _part_of_dead(m) for m in people):
        for m in people:
            m.weak = m.weak or _known_dead(m) or _part_of_dead(m)
        _part_says_civilians(people)


def _known_dead(m: Candidate) -> bool:
    return "victim" in m.kinds and m.victims.definite and not m.victims.stated


def _part_says_civilians(people: list[Candidate]) -> None:
    """ "78 people were killed, half of the dead women and children": the group is one of civilians."""
    if any(_part_of_dead(m) and m.victims.kind == "civilians" for m in people):
        for m in people:
            if not m.weak and m.victims.kind == "unspecified":
                m.victims.kind = "civilians"


def _part_of_dead(m: Candidate) -> bool:
    """ "Half *of the dead*": a part of a toll that is told before."""
    before = [t.norm for t in m.sentence.tokens[max(0, m.first - 2) : m.first]]
    return "victim" in m.kinds and len(before) == 2 and before[0] in _OF and before[1] in _THE


def _civilian_targets(attacks: list[Candidate], fire: bool) -> list[Candidate]:
    """The attacks on something civilian; beside fire without a target also those that need civilians there."""
    found = [m for m in attacks if _target_counts(m, fire)]
    if not found and any("fire" in m.word.tags and m.target is None for m in attacks):
        found = [m for m in attacks if m.target == "populated" and "civilian_target" in m.word.needs]
    return found


def _target_counts(m: Candidate, fire: bool) -> bool:
    needs = m.word.needs
    if "victims" in needs and not _planted(m) or "fire" in needs and not fire:
        return False
    bomber = m.target == "civ_object" and m.sentence.language == "en"  # "gunmen attacked a hospital"
    armed = ("group", "weapon", "comb") if bomber else ("group", "weapon")
    gunmen = any(t.has("comb") for t in m.sentence.tokens[m.last + 1 : m.last + 2])  # in Arabic who did it comes next
    if _attack_on(m):
        return True
    if "violent" in needs and not fire and not gunmen and not any(t.has(*armed) for t in m.sentence.tokens):
        return False
    if m.target == "civ_object":
        return True
    if m.target != "populated" or "civilian_target" in needs and "chemical" not in m.word.tags and not _by_aircraft(m):
        return False
    return "fire" in needs or "gunfire_target" not in needs


def _by_aircraft(m: Candidate) -> bool:
    """ "Russian *planes* carried out strikes on the town": the aircraft stand a few words before."""
    return any(t.norm in _STRIKING_AIRCRAFT for t in m.sentence.tokens[max(0, m.first - 5) : m.first])


def _attack_on(m: Candidate) -> bool:
    """ "The attack last week *against a bakery*": an attack, and no raid, on something civilian that is named."""
    tokens = m.sentence.tokens
    if m.sentence.language != "en" or m.target != "civ_object" or not m.target_at or "strike" not in m.kinds:
        return False
    counted = m.first > 0 and tokens[m.first - 1].norm[:1].isdigit()  # "135 attacks on hospitals" in a year
    if tokens[m.first].norm not in _ATTACKS or m.target_at[0] < m.last or counted:
        return False
    links = [t for t in tokens[m.last + 1 : m.target_at[0]] if t.has("prep") and not t.has("time")]
    near = m.target_at[0] - m.last <= _REACH_OF_ON
    return near and bool(links) and all(t.norm in _ON_AGAINST or t.norm in _OF for t in links)


def _planted(m: Candidate) -> bool:
    """ "A bomb exploded in a market": no blast of a depot, whose cause nobody knows."""
    near = m.sentence.tokens[max(0, m.first - 3) : m.last + 4]
    return m.target == "civ_object" and any(not t.bases.isdisjoint(_PLANTED) for t in near)


def _hits_object(m: Candidate) -> bool:
    """True where damage is to something civilian, not to something military named first."""
    tokens = m.sentence.tokens
    if "arson" in m.word.tags and tokens[tokens[m.first].phrase_end].norm in _HOUSES:
        return True  # a phrase that names what was blown up
    if "arson" in m.word.tags and m.last + 1 < len(tokens) and not is_passive(m):
        return _burns_what_follows(tokens, m.last + 1)
    if m.sentence.language == "ar" and _whole_town(tokens[m.last + 1 : m.last + 7]):
        return True
    hit = next((t for t in tokens[m.first : m.last + 8] if t.has("mil_object", "civ_object")), None)
    if hit is not None:
        return not hit.has("mil_object")
    far = m.sentence.language == "en" or "mark" in m.kinds
    return any(t.has("civ_object") for t in tokens[max(0, m.first - (_BEFORE_DAMAGE if far else 4)) : m.first])


def _whole_town(after: list[Token]) -> bool:
    """ "Destroyed *whole villages*", "the town *completely*"."""
    return any(t.has("populated") for t in after[:4]) and any(t.norm in _WHOLLY for t in after)


def _burns_what_follows(tokens: list[Token], start: int) -> bool:
    """ "Burned *the village*", "the burning *of houses*"; not "blew up a tunnel near the hospital"."""
    for t in tokens[start : start + 6]:
        if t.has("civ_object", "populated"):
            return True
        of_amount = t.i > start and tokens[t.i - 1].norm in _AMOUNT  # "a number *of* houses"
        if t.has("mil_object") or t.has("prep") and t.norm not in _OF and not of_amount:
            return False
    return False


def _somebody_burns(m: Candidate) -> bool:
    """Houses burnt or razed count where a force does it ("militiamen torched", "burned down by the army")."""
    if "arson" not in m.word.tags or "on_purpose" in m.word.tags:
        return True
    tokens = m.sentence.tokens
    if any(r.word.tags & _WEAPONS for t in tokens[max(0, m.first - 10) : m.first] for r in t.readings):
        return True  # "shelling burnt three tents"
    if m.sentence.language == "ar":  # the doer stands behind the verb
        behind = tokens[m.last + 1 : m.last + 6]
        if any(r.word.tags & _WEAPONS for t in behind[:2] for r in t.readings):
            return True
        doers = tokens[max(0, m.first - 8) : m.last + 1] + behind
        return not any(t.has("protest") for t in tokens) and any(map(_armed, doers))
    by = next((t.i for t in tokens[m.last + 1 : m.last + 10] if t.norm in _BY_ENGLISH), None)
    reach = _BEFORE_A_DEED if "event" in m.kinds else _BEFORE_A_VERB
    doers = tokens[max(0, m.first - reach) : m.first] + (tokens[by + 1 : by + 6] if by is not None else [])
    protest = any(t.has("protest") for t in tokens)
    return not protest and any(map(_armed, doers))


def _armed(token: Token) -> bool:
    return token.has("group", "in_group", "comb") or bool(token.actor)


def _later_fire(told: Told) -> list[Candidate]:
    """Attacks on something civilian that are told after the fighters' losses, as events of their own."""
    losses = max(m.last for m in told.people)
    return [m for m in told.targets if m.first > losses and _fresh_fire(m)]


def _fresh_fire(m: Candidate) -> bool:
    """True where an attack is told on its own and not as how somebody was killed ("… killed by a strike on …")."""
    if m.word.id == "har.indiscriminate":
        return True
    tokens = m.sentence.tokens
    before = tokens[max(0, m.first - 4) : m.first]
    if m.sentence.language == "en" and any(t.has("prep") for t in before):
        return False  # "killed in a drone attack on …"
    return not (tokens[m.first].prefix().prep or m.first and _introduces_cause(tokens[m.first - 1]))


def _introduces_cause(before: Token) -> bool:
    return before.has("prep", "result") or before.norm in _AN_ARTICLE


def _by_people(s: Statement, told: Told) -> Verdict | None:
    """The verdict by who was killed or hurt; None where that does not decide."""
    kinds, unnamed = told.kinds, "unspecified" in told.kinds
    if not (told.attacks or told.fire or s.after_attack) and told.people and all(map(_victims_of_it, told.people)):
        return False, "victims of something told before"
    if kinds and told.fights and not told.attacks:
        return False, "whoever fights for a side"
    if "civilians" in kinds and not (told.other_cause and not told.attacks) and not _only_died(s, told):
        return True, "civilians by word"
    if kinds == {"combatants"} and not told.targets:
        return False, "fighters only"
    if "combatants" in kinds and not unnamed and not any(m.target == "civ_object" for m in told.targets):
        return False, "fighters only"
    if any("strong" in m.word.tags for m in told.kills) and (kinds or told.fire or s.in_place or _names_group(s)):
        return True, "a massacre"
    if unnamed and (told.bombed or not told.other_cause) and _attack_told(s, told):
        strong = any(m.victims.kind == "unspecified" and not m.weak for m in told.people)
        return strong or bool(told.targets), "people hit by an attack"
    if unnamed and not (told.other_cause or told.military or told.clash) and any(map(_by_a_force, told.kills)):
        return True, "people killed by a force"
    if unnamed and told.kills and not (told.other_cause or told.military or told.clash) and _at_a_protest(s):
        return True, "people killed at a protest"
    return None


def _at_a_protest(s: Statement) -> bool:
    """ "Protests broke out, which led to the death of nine people"."""
    before = s.sentence.tokens[max(0, s.lead.first - _AFTER_A_PROTEST) : s.lead.first]
    low = max((m.victims.low or 0 for m in s.members), default=0)
    return low < _MANY_AT_ONCE and any(t.has("protest") for t in before)


def _by_target(s: Statement, told: Told) -> Verdict:
    """The verdict by what was hit."""
    if not told.kinds and any(t.has("exercise") for t in s.sentence.tokens):
        return False, "an exercise"
    if told.targets and not told.fire and _is_search(s):
        return False, "a raid, not an attack"
    if told.targets and not told.other_cause:
        return True, f"hit: {told.targets[0].target}"
    burnt = any("arson" in m.word.tags or _by_gunmen(m) for m in told.objects)
    if told.objects and not told.other_cause and (told.fire or told.attacks or burnt or _struck(s) or _names_group(s)):
        return True, "civilian property"
    return False, "a military target" if told.military else "nothing of the kind needed was found"


def _by_gunmen(m: Candidate) -> bool:
    """ "*Gunmen* burnt houses", in Arabic with the verb before or behind them."""
    near = m.sentence.tokens[max(0, m.first - 1) : m.last + 2]
    return m.sentence.language == "ar" and is_verb(m) and any(t.has("comb") and t.is_person() for t in near)


def _victims_of_it(m: Candidate) -> bool:
    """ "Among *its* victims were …": of arrests, where no attack is told."""
    reading = reading_of(m)
    return m.word.id == "har.victims" and bool(reading and reading.clitics.suffix)


def _struck(s: Statement) -> bool:
    """ "The shelling caused no casualties *but damaged* two homes": fire that the sentence tells before."""
    before = s.sentence.tokens[: s.members[0].first] if s.sentence.language == "en" else []
    return any("attack" in r.word.tags and r.kind != "event" for t in before for r in t.readings)


def _names_group(s: Statement) -> bool:
    return any(t.has("group") for t in s.sentence.tokens)


def _only_died(s: Statement, told: Told) -> bool:
    """True where the only words are "died" and no attack is told."""
    if any("attack" not in m.word.needs for m in told.people if m.victims.kind == "civilians"):
        return False
    return not (told.attacks or told.fire or s.after_attack)


def _attack_told(s: Statement, told: Told) -> bool:
    """People not said to be civilians count when an attack on a place or a weapon is told with them."""
    no_battle = not told.military and not told.clash
    struck = any({"strike", "blast"} & {*m.kinds} for m in told.attacks)
    if no_battle and (s.in_place or s.after_attack or struck) and any(_has_toll(m, s) for m in s.members):
        return True
    if told.targets or any(m.target in ("populated", "civ_object") and "attack" in m.word.tags for m in s.members):
        return True
    return told.fire and no_battle


def _has_toll(m: Candidate, s: Statement) -> bool:
    """True for two or more people killed or hurt; a word such as "died" needs an attack told before."""
    v = m.victims
    counted = (v.stated and (v.low or v.high or 0) >= 2 or _one_of_a_day(m, s)) and bool(
        m.word.tags & {"kill", "injure"}
    )
    return counted and ("attack" not in m.word.needs or s.after_attack)


def _one_of_a_day(m: Candidate, s: Statement) -> bool:
    """ "One person was killed in the town, *activists* said": one of the dead of a day of violence."""
    one = m.victims.low == m.victims.high == 1 and m.victims.text is not None
    sourced = any(t.norm in _MONITORS or t.has("protest") for t in s.sentence.tokens)
    return s.sentence.language == "en" and one and (sourced or m.victims.stated and s.after_attack)


def _by_a_force(m: Candidate) -> bool:
    """An active verb with a force as its subject and one to four people ("the police killed a young man")."""
    tokens = m.sentence.tokens
    if _force_set_about(m):
        return True
    verb = is_verb(m) or bool(tokens[m.first].taken)  # "beat a man to death"
    if "act" not in m.kinds or not verb or m.victims.kind != "unspecified" or (m.victims.low or 9) > 4:
        return False
    if m.sentence.language == "en":
        if any(t.has("group", "in_group") for t in tokens[max(0, m.first - 2) : m.first]):
            return True
        by = next((t.i for t in tokens[m.last + 1 : m.last + 3] if t.norm in _BY_ENGLISH), None)
        return by is not None and any(t.has("group", "comb") for t in tokens[by + 1 : by + 5])
    return m.victims.first > m.last + 1 and tokens[m.last + 1].has("group") or _force_kills(m)


def _force_kills(m: Candidate) -> bool:
    """ "*Border guards kill* a young man", in Arabic with the force at the head and the people in the accusative."""
    tokens, v = m.sentence.tokens, m.victims
    whom = tokens[v.last].norm if v.first == m.last + 1 else ""
    i = m.first
    while i and (tokens[i - 1].has("group", "in_group") or not tokens[i - 1].readings and tokens[i - 1].norm.isalpha()):
        i -= 1
    head = i == 0 or tokens[i - 1].has("that") or not tokens[i - 1].norm.isalnum()
    force = i < m.first and tokens[i].has("group") and m.first - i <= _LONGEST_FORCE
    return head and force and whom.endswith(_ACCUSATIVE)


def _force_set_about(m: Candidate) -> bool:
    """ "*The army went on to the killing* of a young man", in Arabic with the verb first and who did it behind."""
    tokens = m.sentence.tokens
    near = range(m.first - 1, max(-1, m.first - _DOER_AND_DEED), -1)
    verb = next((i for i in near if tokens[i].bases & _SET_ABOUT), None)
    few = m.victims.kind == "unspecified" and m.victims.first > m.last and (m.victims.low or 9) <= 4
    return few and verb is not None and any(t.has("group") for t in tokens[verb + 1 : m.first])


def _is_search(s: Statement) -> bool:
    """A raid on a house is no attack; "raids on a town" by aircraft are."""
    words = [t for t in s.sentence.tokens if t.has("raid_word")]
    tokens = s.sentence.tokens
    arrests = any(r.word.category == "arrest" for t in tokens for r in t.readings)  # "a helicopter raid to arrest …"
    landing = all(tokens[m.first].norm in _ONE_RAID for m in s.members)  # one raid by helicopter sets men down
    aircraft = _AIRCRAFT - _HELICOPTERS if landing else _AIRCRAFT
    by_air = not arrests and any(t.norm in aircraft for t in tokens)
    if s.sentence.language == "en" and not by_air and all(tokens[m.first].has("raid_word") for m in s.members):
        return True  # "raids on houses" by ground forces
    return bool(words) and not any(t.i in range(m.first, m.last + 1) for m in s.members for t in words)
