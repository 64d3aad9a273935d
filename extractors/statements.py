"""From triggers to statements: which triggers tell an event, and which of them tell the same one."""

from __future__ import annotations

from dataclasses import dataclass, field

from extractors.actors import actor_of
from extractors.judge import set_victims
from extractors.people import People
from extractors.roles import Victims, total
from extractors.sentence import Sentence, Token
from extractors.targets import set_target
from extractors.triggers import Candidate

_AFTER = frozenset("اثر عقب بعد after following".split())
_INDEED = frozenset("قد وقد فقد".split())
_ALONG = frozenset("بالتزامن تزامنا وتزامنا تزامن بالتوازي".split())
_NEW_EVENT = frozenset("كما فيما بينما كذلك ايضا وكذلك meanwhile while whereas separately also".split())


@dataclass(slots=True)
class Statement:
    """Triggers of one sentence that tell one event. words first..last cover all of them and their people."""

    sentence: Sentence
    category: str
    members: list[Candidate]
    subtype: str = ""
    victims: Victims = field(default_factory=Victims)
    injured: Victims | None = None
    status: str = "reported"
    status_why: str = ""
    actor: str | None = None
    accepted: bool = True
    why: str = ""
    first: int = 0
    last: int = 0
    weak: bool = False
    in_place: bool = False
    after_attack: bool = False

    @property
    def lead(self) -> Candidate:
        """The trigger that is shown: the one that tells most."""
        order = {"kill": 0, "injure": 1}
        if self.category == "arrest":
            taken = [m for m in self.members if not m.weak and m.subtype != "raid"]
            return min(taken or self.members, key=lambda m: m.first)
        strong = [m for m in self.members if not m.weak] or self.members
        if self.victims.kind in ("civilians", "unspecified"):  # not the words of the fighters' deaths
            strong = [m for m in strong if m.victims.kind != "combatants"] or strong
        return min(strong, key=lambda m: (min((order[t] for t in m.word.tags if t in order), default=2), m.first))


def build(
    sentence: Sentence, found: list[Candidate], people: list[People], places: set[int], after_attack: bool = False
) -> list[Statement]:
    """Statements of one sentence, accepted or not, in text order."""
    for c in found:
        set_victims(c, people)
        if c.category == "civilian_harm":
            set_target(c, places, people)
    statements: list[Statement] = []
    _hostages(found)
    for category in dict.fromkeys(c.category for c in found):
        same = [c for c in found if c.category == category]
        for group in _groups(same, sentence, places):
            statements.append(_statement(sentence, category, group, people, places, after_attack))
    return sorted(_no_doubles(statements), key=lambda s: s.members[0].first)


def _no_doubles(statements: list[Statement]) -> list[Statement]:
    """People executed are not counted as civilian harm as well (GUIDELINES: execution only)."""
    executions = [s for s in statements if s.category == "execution" and s.accepted]
    for e in executions:
        for h in statements:
            if h.category != "civilian_harm" or not h.accepted or any(m.word.tags & {"attack", "injure"} for m in h.members):
                continue
            near = min(abs(m.first - n.last) for m in h.members for n in e.members) <= 8
            same = h.victims.text is not None and h.victims.text == e.victims.text
            if same or near and (e.victims.kind is None or h.victims.kind is None):
                h.accepted, h.why = False, "told as an execution"
                if e.victims.kind is None:
                    e.victims = h.victims
    return statements


def _hostages(found: list[Candidate]) -> None:
    """Killing somebody who is in one's power is an execution, not civilian harm."""
    for c in found:
        after = c.sentence.tokens[c.last + 1 : c.last + 7]
        bombed = any(r.word.tags & {"attack", "explosion"} for t in after for r in t.readings)
        if c.category == "civilian_harm" and "kill" in c.word.tags and c.victims.captive and "act" in c.kinds and not bombed:
            c.category, c.subtype = "execution", "killing_in_custody"


def _groups(found: list[Candidate], sentence: Sentence, places: set[int]) -> list[list[Candidate]]:
    """Neighbouring triggers of one category that tell the same event."""
    groups: list[list[Candidate]] = []
    for c in found:
        if groups and _same_event(groups[-1], c, sentence, places):
            groups[-1].append(c)
        else:
            groups.append([c])
    return groups


def _same_event(group: list[Candidate], c: Candidate, sentence: Sentence, places: set[int]) -> bool:
    last = group[-1]
    if ("return" in (c.subtype, last.subtype) or "release" in (c.subtype, last.subtype)) and c.subtype != last.subtype:
        return False
    tokens = sentence.tokens
    between = tokens[last.last + 1 : c.first]
    fresh = any(t.norm in _NEW_EVENT or t.bases & _NEW_EVENT or t.has("new_event") for t in between)
    if any(t.has("answer", "contrast") for t in between):
        return False
    asserted = ("reported", "past")
    if (c.status in asserted) != (last.status in asserted) and any(t.has("result") or t.norm in _AFTER for t in between):
        return False
    if not (c.status in asserted) == (last.status in asserted) and any(t.norm in _INDEED for t in [*between, tokens[c.first]]):
        return False
    own_places = [i for i in places if c.first <= i <= c.last + 14]
    had_places = [i for i in places if i < c.first]
    if had_places and own_places and any(
        t.norm in _AFTER and tokens[t.i + 1].has("time") or t.norm in _ALONG for t in between[:-1]
    ):
        return False  # "hours after …", "at the same time as …": another event with a place of its own
    if c.category == "civilian_harm":
        if fresh and c.victims.kind == "combatants" and any(m.victims.kind != "combatants" for m in group):
            return False  # "… it also reported six fighters killed"
        if not fresh and not any(t.norm in ("بالاضافه", "اضافه", "؛", ";") for t in between):
            kills = [m for m in group if m.word.tags & {"kill"} and m.victims.stated]
            if (
                kills
                and "kill" in c.word.tags
                and c.victims.stated
                and c.victims.low != kills[-1].victims.low
                and (had_places and own_places and c.first - last.last > 3)
                and any(t.norm.startswith("و") or t.norm in (",", "،", "and") for t in between[-3:] + [tokens[c.first]])
            ):
                return False
            return True
        return not (had_places and own_places)
    if fresh and had_places and own_places:
        return False
    if _own_people(c, last):
        return False
    if c.victims.stated and not last.victims.stated and c.first - last.last > 8 and had_places and own_places:
        return False
    same = (c.victims.low, c.victims.unit) == (last.victims.low, last.victims.unit)
    return not (c.victims.stated and last.victims.stated and not same) or c.first - last.last < 3


def _displaced_victims(s: Statement, people: list[People]) -> None:
    """People who flee are civilians; evacuations without a word of who, and mixed convoys, are not said (GUIDELINES)."""
    v = s.victims
    group = [p for p in people if v.first >= 0 and v.first <= p.first <= v.last]
    if len({p.kind for p in group} & {"comb", "civ", "any"}) > 1 and any(p.kind == "comb" for p in group):
        v.kind = "unspecified"
        if not v.stated or any(p.stated and p.kind == "comb" for p in group):
            v.low, v.high, v.unit, v.stated = total(group)
    elif v.kind == "unspecified" and s.subtype != "evacuation":
        v.kind = "civilians"
    elif v.kind is None:
        lead = s.lead
        near = any(t.has("resident") for t in s.sentence.tokens[lead.last + 1 : lead.last + 9])
        v.kind = "civilians" if near or s.subtype in ("flight", "sheltering", "return") else "unspecified"


def _own_people(c: Candidate, last: Candidate) -> bool:
    """True where a later trigger brings its own counted people ("… fled, and 6 million others left")."""
    v, w = c.victims, last.victims
    return v.stated and w.kind is not None and max(last.last, w.last) < v.first and v.low != w.low


def _statement(
    sentence: Sentence, category: str, group: list[Candidate], people: list[People], places: set[int],
    after_attack: bool,
) -> Statement:
    s = Statement(sentence, category, group, in_place=bool(places), after_attack=after_attack)
    if category == "civilian_harm":
        _harm(s)
    else:
        for c in group:
            _accept(c, sentence, places)
        kept = [c for c in group if not c.rejected]
        s.accepted = bool(kept)
        s.why = "; ".join(dict.fromkeys(c.rejected or "" for c in group)) if not kept else "accepted"
        s.members = kept or group
        best = max(
            s.members, key=lambda c: (c.victims.stated, c.victims.low is not None, c.victims.kind == "civilians")
        )
        s.victims = best.victims
        s.subtype = next((c.subtype for c in s.members if c.subtype not in ("raid",)), s.members[0].subtype)
        if category == "execution" and any(c.status_why.endswith(".sentence") or c.word.id == "exe.sentence" for c in kept):
            s.subtype = "judicial"
        if category == "displacement":
            _displaced_victims(s, people)
    s.first = min(m.first for m in s.members)
    s.last = max(max(m.last, m.victims.last, (m.target_at or (0, 0))[1]) for m in s.members)
    s.first = min([s.first, *(m.victims.first for m in s.members if m.victims.first >= 0)])
    taken = (s.victims.first, s.victims.last) if s.victims.first >= 0 and s.victims.kind == "combatants" else None
    if category != "displacement" or s.subtype == "forced":
        s.actor = actor_of(sentence, s.first, s.last, people, taken, near=category == "displacement")
    s.weak = all(
        m.weak and (m.status in ("reported", "past") or m.status_why.endswith(".sentence")) for m in s.members
    )
    return s


def _accept(c: Candidate, sentence: Sentence, places: set[int]) -> None:
    """Check what a displacement, arrest or execution trigger needs; sets `rejected` with the reason."""
    v, needs = c.victims, c.word.needs
    tokens = sentence.tokens
    window = tokens[max(0, c.first - 4) : c.last + 12]
    after = tokens[c.last + 1 : c.last + 9]
    if c.category == "displacement":
        _displaced(c, v, needs, window, after, places)
    elif c.category == "arrest":
        _arrested(c, v, needs, window, after)
    elif c.category == "execution":
        _executed(c, v, needs, sentence)


def _displaced(
    c: Candidate, v: Victims, needs: frozenset[str], window: list[Token], after: list[Token], places: set[int]
) -> None:
    """What a displacement trigger needs: civilians who leave, a home or area left, a number; sets `rejected`."""
    home = any(t.has("home") and (t.suffixed() or t.i and c.sentence.tokens[t.i - 1].norm in _THEIR) or t.norm in _HOMES for t in window)
    near = any(i in places for i in range(c.first, c.last + 9)) or any(t.has("populated") for t in after[:5])
    many = v.kind == "unspecified" and v.stated and _many(v)
    if c.sentence.language == "en" and "event" in c.kinds and v.kind is None and not near and c.subtype != "return":
        c.rejected = "nobody named as displaced"
    elif c.subtype == "return":
        displaced = v.displaced or any(t.has("displaced") for t in window)
        if not (displaced or home and v.kind != "combatants"):
            c.rejected = "nobody displaced returns"
    elif v.kind == "combatants":
        c.rejected = "fighters, not civilians"
    elif "refuge" in needs and not _refuge(c.sentence.tokens[c.last + 1 : c.last + 16], places):
        c.rejected = "no refuge"
    elif "expelled" in needs and not _expelled(c, v, after):
        c.rejected = "no residents expelled"
    elif "people" in needs and not (v.resident or v.kind == "unspecified" and (many or home or v.definite and _many(v))):
        c.rejected = "no civilians named as fleeing"
    elif "residents" in needs and not (v.resident or many and (home or near)):
        c.rejected = "no residents named"
    elif "away" in needs and not _leaves(c, v, window, places, home):
        c.rejected = "nobody leaves home"
    elif "people_or_town" in needs:
        c.rejected = _not_evacuated(c, v, after, places)
    elif "count" in needs and not v.stated:
        c.rejected = "no number"


_THEIR = frozenset("their his her our".split())
_HOMES = frozenset("home homes الديار ديار".split())


def _refuge(after: list[Token], places: set[int]) -> bool:
    """Where people took refuge: a place, building or border after "to" or "in"."""
    to = any(t.norm in ("الي", "to") for t in after)
    for k, t in enumerate(after):
        if t.norm in (("الي", "to") if to else ("في", "in", "at", "with")) or t.prefix().prep == "ل" and t.has("populated", "civ_object"):
            spot = after[k : k + 4]
            return any(s.i in places or s.has("populated", "civ_object", "home", "border") for s in spot)
    return False


def _expelled(c: Candidate, v: Victims, after: list[Token]) -> bool:
    """Residents are the object, not the subject ("residents expelled the soldiers")."""
    if v.kind != "civilians":
        return False
    if c.sentence.language == "en" or not _is_verb(c):
        return v.first > c.last or c.sentence.language == "en"
    return v.stated and not any(t.has("group", "comb") for t in after if t.i > v.last)


def _not_evacuated(c: Candidate, v: Victims, after: list[Token], places: set[int]) -> str | None:
    """Why an evacuation is none of residents; None where it is."""
    wounded = any(r.word.id == "har.injure" and r.kind == "victim" for t in after[:5] for r in t.readings)
    if wounded or any(t.has("patients", "wounds") for t in after[:5]):
        return "rescue of the wounded"
    town = any(t.i in places or t.has("populated") for t in after[:4])
    if not (v.resident or v.kind == "unspecified" and v.stated or not _is_verb(c) and town):
        return "nobody named as evacuated"
    if v.low == 1 and v.high == 1 and (not v.stated or v.unit == "households"):
        return "a rescue of one"
    if any(t.has("mil_object") for t in after[:4]):
        return "a military position is evacuated"
    return None


def _is_verb(c: Candidate) -> bool:
    return c.sentence.tokens[c.first].reading_of(c.word.id)[1]


def _many(v: Victims) -> bool:
    return v.low is None or v.low >= 5 or v.high is None


def _leaves(c: Candidate, v: Victims, window: list, places: set[int], home: bool) -> bool:
    """Leaving counts when it is from home, or of a stated number of people from a named area."""
    after = c.sentence.tokens[c.last + 1 : c.last + 9]
    out_of = any(t.norm in ("من", "from") for t in after[:8])
    if any(t.has("protest") for t in window):
        return False
    tokens = c.sentence.tokens
    called = c.first > 0 and tokens[c.first - 1].norm in ("الي", "علي") or tokens[c.first].prefix().prep == "ل"
    if "event" in c.kinds and v.resident and (called and (out_of or c.last + 1 >= len(tokens) or not tokens[c.last + 1].has("prep"))):
        return True
    area = any(t.has("populated") for t in after[:3])
    if c.sentence.language == "en" and not (home or area or any(t.i in places for t in after[:5])):
        return False
    return home or v.stated and (out_of or any(t.i in places for t in after)) or v.displaced or v.kind == "civilians" and (
        v.stated or v.resident and area
    )


def _arrested(c: Candidate, v: Victims, needs: frozenset[str], window: list, after: list) -> None:
    if "person" in needs and v.kind is None:
        c.rejected = "no person held"
    elif "person" in needs and v.kind == "unspecified" and v.named:
        c.rejected = "no person held"
    elif "person_next" in needs and (v.kind is None or v.named or v.first - c.last > (9 if _is_verb(c) or "mark" in c.kinds else 2) or v.last < c.first):
        c.rejected = "no person held"
    elif "released" in needs and v.kind is None:
        c.rejected = "nobody released"
    elif v.kind is None and c.status not in ("reported", "past"):
        pass  # "they did not arrest", "vowed to arrest": nobody need be named
    elif v.kind is None and "act" in c.kinds and _is_verb(c) and not _passive_object(c):
        c.rejected = "no person held"
    elif v.kind is None and c.sentence.language == "en" and not c.words.lower().endswith("s") and "mark" not in c.kinds:
        c.rejected = "no person held"
    elif "civilian_person" in needs and not (v.resident or v.kind == "civilians"):
        c.rejected = "captured in combat or not a person"
    elif "custody" in needs and not any(t.has("custody") for t in window):
        c.rejected = "not taken to a place of detention"
    elif "raided" in needs and not any(t.has("civ_object", "populated") for t in after) and "mark" not in c.kinds:
        c.rejected = "nothing raided"
    reading = next((r for r in c.sentence.tokens[c.first].readings if r.word.id == c.word.id), None)
    if reading and reading.kind == "event" and reading.clitics.article and v.kind is None and not c.rejected:
        c.weak = True


def _passive_object(c: Candidate) -> bool:
    """ "whom they arrested": the object is a pronoun."""
    reading = next((r for r in c.sentence.tokens[c.first].readings if r.word.id == c.word.id), None)
    return bool(reading and reading.clitics.suffix)


def _executed(c: Candidate, v: Victims, needs: frozenset[str], sentence: Sentence) -> None:
    tokens = sentence.tokens
    after = tokens[c.last + 1 : c.last + 4]
    far = v.kind is not None and v.first - c.last > (10 if _is_verb(c) else 4)
    if "person" in needs and (v.kind is None or far) and not (any(t.has("group") for t in after) and _is_verb(c)):
        c.rejected = "no person killed"
    elif v.kind is None and after and after[0].prefix().prep == "ل" and not after[0].has("person", "group"):
        c.rejected = "no person killed"
    elif v.kind is None and c.status in ("reported", "past") and c.sentence.language == "en" and (
        not c.words.lower().endswith("s") and "mark" not in c.kinds
    ):
        c.rejected = "no person killed"
    reading = next((r for r in tokens[c.first].readings if r.word.id == c.word.id), None)
    if reading and reading.kind == "event" and reading.clitics.article and v.kind is None and not c.rejected:
        c.weak = True
    if "killed" in needs and not any(t.has("kill") for t in tokens[max(0, c.first - 10) : c.last + 8]):
        c.rejected = "nobody said to have died of it"
    if "person" in needs and v.named and c.word.id == "exe.slaughter":
        c.rejected = "no person killed"


def _harm(s: Statement) -> None:
    """Accept or reject civilian harm, keep its civilian toll."""
    tokens = s.sentence.tokens
    kills = [m for m in s.members if "kill" in m.word.tags]
    injuries = [m for m in s.members if "injure" in m.word.tags or _blast_on_people(m)]
    attacks = [m for m in s.members if "attack" in m.word.tags]
    damages = [m for m in s.members if "damage" in m.word.tags]
    for m in list(attacks):
        before = tokens[max(0, m.first - 4) : m.first]
        if "fire" not in m.word.tags and any(r.word.category == "arrest" for t in before for r in t.readings):
            attacks.remove(m)  # "the arrests targeted young men"
    for m in (*kills, *injuries):
        if m.victims.kind is None and "strong" not in m.word.tags:
            m.weak = True
        if "victim" in m.kinds and not m.victims.stated and m.victims.low is None and m.victims.definite:
            before = tokens[max(0, m.victims.first - 2) : m.victims.first + 1]
            m.weak = not any(t.has("toll") or t.norm in ("عدد", "عددا") for t in before)
    if any(m.victims.stated for m in (*kills, *injuries)):
        for m in (*kills, *injuries):  # "the dead and wounded" beside their numbers
            m.weak = m.weak or "victim" in m.kinds and m.victims.definite and not m.victims.stated
    fatal = _best([m for m in kills if not m.rejected])
    hurt = _best([m for m in injuries if not m.rejected])
    kinds = {m.victims.kind for m in (*kills, *injuries) if m.victims.kind and not m.weak}
    other_cause = any(t.has("other_cause") for t in tokens)
    clash = any(t.has("clash") for t in tokens)
    fire = any(t.has("weapon") for t in tokens) or any(
        m.word.tags & {"fire", "gunfire", "explosion", "chemical"} for m in attacks
    )
    good_target = [m for m in attacks if _target_counts(m, fire)]
    if not good_target and any("fire" in m.word.tags and m.target is None for m in attacks):
        good_target = [m for m in attacks if m.target == "populated" and "civilian_target" in m.word.needs]
    military = any(m.target == "military" for m in attacks)
    massacre = any("strong" in m.word.tags for m in kills)
    object_hit = [m for m in damages if _objects(m)]
    s.accepted, s.why = False, "nothing of the kind needed was found"
    if (
        "civilians" in kinds
        and not (other_cause and not attacks)
        and not _needs_attack(kills, injuries, attacks, fire, s)
    ):
        s.accepted, s.why = True, "civilians by word"
    elif kinds == {"combatants"} and (
        later := [m for m in good_target if m.first > max(k.last for k in (*kills, *injuries)) and _fresh_fire(m)]
    ):
        s.accepted, s.why, fatal, hurt, kinds = True, "fire on a place besides the fighters' losses", None, None, set()
        s.members = later
    elif kinds == {"combatants"} and not good_target:
        s.why = "fighters only"
    elif (
        "combatants" in kinds and "unspecified" not in kinds and not any(m.target == "civ_object" for m in good_target)
    ):
        s.why = "fighters only"
    elif massacre and (kinds or fire or s.in_place or any(t.has("group") for t in tokens)):
        s.accepted, s.why = True, "a massacre"
    elif "unspecified" in kinds and not other_cause and _context(s, good_target, fire, military, clash):
        strong = [m for m in (*kills, *injuries) if m.victims.kind == "unspecified" and not m.weak]
        s.accepted, s.why = bool(strong or good_target), "people hit by an attack"
    elif "unspecified" in kinds and not (other_cause or military or clash) and any(map(_by_a_force, kills)):
        s.accepted, s.why = True, "people killed by a force"
    elif not kinds and any(t.has("exercise") for t in tokens):
        s.why = "an exercise"
    elif good_target and not fire and _is_search(s):
        s.why = "a raid, not an attack"
    elif good_target and not other_cause:
        s.accepted, s.why = True, f"hit: {good_target[0].target}"
    elif object_hit and not other_cause and (fire or attacks or any(t.has("group") for t in tokens)):
        s.accepted, s.why = True, "civilian property"
    elif military:
        s.why = "a military target"
    _toll(s, fatal, hurt, kinds, good_target, object_hit)


def _by_a_force(m: Candidate) -> bool:
    """An active verb with a force as its subject and one to four people as its object ("the police killed a young man")."""
    if "act" not in m.kinds or not _is_verb(m) or m.victims.kind != "unspecified" or (m.victims.low or 9) > 4:
        return False
    tokens = m.sentence.tokens
    if m.sentence.language == "en":
        return any(t.has("group", "in_group") for t in tokens[max(0, m.first - 2) : m.first])
    return m.victims.first > m.last + 1 and tokens[m.last + 1].has("group")


def _blast_on_people(m: Candidate) -> bool:
    """ "A mine went off under children": the people carry the preposition ب."""
    if "explosion" not in m.word.tags or m.victims.first <= m.last:
        return False
    return m.sentence.tokens[m.victims.first].prefix().prep == "ب" and m.victims.first - m.last <= 7


def _is_search(s: Statement) -> bool:
    """A raid on a house is no attack; "raids on a town" by aircraft are."""
    words = [t for t in s.sentence.tokens if t.has("raid_word")]
    return bool(words) and not any(t.i in range(m.first, m.last + 1) for m in s.members for t in words)


def _fresh_fire(m: Candidate) -> bool:
    """True where an attack is told on its own and not as how somebody was killed ("… killed by a strike on …")."""
    tokens = m.sentence.tokens
    before = tokens[m.first - 1] if m.first else None
    if m.word.id == "har.indiscriminate":
        return True
    return not (tokens[m.first].prefix().prep or before and (before.has("prep", "result") or before.norm in ("a", "an", "the")))


def _context(s: Statement, good_target: list, fire: bool, military: bool, clash: bool) -> bool:
    """People not said to be civilians count when an attack on a place or a weapon is told with them."""
    toll = [m for m in s.members if ("attack" not in m.word.needs or s.after_attack) and m.victims.stated and (m.victims.low or 0) >= 2 and m.word.tags & {"kill", "injure"}]
    if toll and (s.in_place or s.after_attack) and not military and not clash:
        return True
    if good_target or any(m.target in ("populated", "civ_object") and "attack" in m.word.tags for m in s.members):
        return True
    if military:
        return False
    return fire and not clash


def _needs_attack(kills: list, injuries: list, attacks: list, fire: bool, s: Statement) -> bool:
    """True where the only words are "died" and no attack is told."""
    if any("attack" not in m.word.needs for m in (*kills, *injuries) if m.victims.kind == "civilians"):
        return False
    return not (attacks or fire or s.after_attack)


def _target_counts(m: Candidate, fire: bool) -> bool:
    needs = m.word.needs
    if "victims" in needs or "fire" in needs and not fire:
        return False
    if "violent" in needs and not fire and not any(t.has("group", "weapon") for t in m.sentence.tokens):
        return False
    if m.target == "civ_object":
        return not ("victims" in needs and not fire)
    if m.target != "populated":
        return False
    if "victims" in needs or "civilian_target" in needs and "chemical" not in m.word.tags:
        return False
    if "fire" in needs:
        return fire
    if "gunfire_target" in needs:
        return False
    return True


def _objects(m: Candidate) -> bool:
    tokens = m.sentence.tokens
    for t in tokens[m.first : m.last + 8]:
        if t.has("mil_object"):
            return False
        if t.has("civ_object"):
            return True
    return any(t.has("civ_object") for t in tokens[max(0, m.first - 4) : m.first])


def _best(members: list[Candidate]) -> Candidate | None:
    """The trigger whose people are civilians, else unspecified, with a stated number first; a later, higher toll wins."""
    rank = {"civilians": 2, "unspecified": 1}
    good = [m for m in members if m.victims.kind in rank]
    return max(good, key=lambda m: (rank[m.victims.kind], m.victims.stated, m.victims.low is not None,
                                    m.victims.low or 0), default=None)  # fmt: skip


def _toll(s: Statement, fatal, hurt, kinds: set, good_target: list, object_hit: list) -> None:
    if fatal and hurt and fatal.victims.text == hurt.victims.text and abs(fatal.first - hurt.first) <= 2:
        s.subtype, s.victims = "killed_and_injured", fatal.victims
    elif fatal and hurt:
        s.subtype, s.victims, s.injured = "killed_and_injured", fatal.victims, hurt.victims
        if hurt.victims.kind == "civilians" and s.victims.kind == "unspecified":
            s.victims.kind = "civilians"
    elif fatal:
        s.subtype, s.victims = "killed", fatal.victims
    elif hurt:
        s.subtype, s.victims = "injured", hurt.victims
    elif good_target:
        s.subtype = "objects" if any(_is_object(m) for m in good_target) else "attack"
    elif object_hit:
        s.subtype = "objects"
    else:
        s.subtype = s.members[0].subtype
    if not s.victims.kind:
        people = any(m.target == "civ_object" and _is_people_or_home(m) for m in s.members)
        if people:
            s.victims.kind = "civilians"
    if not s.victims.kind:
        s.victims.kind = "unspecified"


def _is_object(m: Candidate) -> bool:
    return m.target == "civ_object" and bool(m.target_at) and not m.sentence.tokens[m.target_at[0]].has("person")


def _is_people_or_home(m: Candidate) -> bool:
    if not m.target_at:
        return False
    tokens = m.sentence.tokens
    around = tokens[m.target_at[0] : m.target_at[0] + 4]
    return around[0].has("civ") or around[0].has("home") and around[0].has("civ_object") or any(t.has("civ", "plain", "resident") for t in around[1:2])
