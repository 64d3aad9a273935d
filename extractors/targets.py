"""What a strike hit: a civilian object, a populated place, its outskirts, a military site, or nothing clear."""

from __future__ import annotations

from extractors.nearby import is_passive
from extractors.people import People
from extractors.sentence import Token
from extractors.small_words import small
from extractors.target_words import after_gun, belongs_to_fighters, fired_at_from_there, target_class
from extractors.triggers import Candidate

_ENDS = small("sentence_part_end")
_RELATIVE = small("relative_pronoun")
_ON = small("on_target")
_RESULT_GOES_ON = small("result_that_goes_on")
_FIRED_FROM = small("fired_from")
_SOURCE_PREFIX = tuple(small("source_prefix"))
_SOURCE_ENDS = small("source_ends")
_STATIONED = small("stationed")
_INSIDE_OR_NEAR = small("inside_or_near")
_BEFORE_AGENT = small("before_agent")
_TO_PREFIX = small("to_prefix")
_ARTICLES = small("article")
_IN_PREFIX = small("in_prefix")
_OBJECT_PRONOUN = small("object_him_or_her")
_OUTSKIRTS, _AND = small("outskirts"), small("and_prefix")
_AIMS = small("with_the_aim")  # what follows is what the attack was for
_DONE_BY, _ACCUSED = small("done_by_whom"), small("is_accused")
_THEM = small("object_them") | small("object_both")
_TRACES, _AFTER = small("traces_of_a_strike"), small("after")
_TARGETING, _COMMAS = small("targeting"), small("comma")
_WIDE = ("populated", "fringe", "vague")
_TARGETS = frozenset(("civ_object", "populated", "military", "vague", "fringe"))
# A force right after this word is who did it ("the bombing of the army"); what was hit needs a preposition.
_BOMBING = "har.bomb"
# How far a target may stand after its trigger and before its verb, in words.
_REACH_RIGHT = 21
_REACH_LEFT = 11
_REACH_OF_AIM = 6
_REACH_OF_TRACES = 14
_LONGEST_FORCE = 7  # words of a force after "by"
# A list of towns between "was subjected" and "to shelling" is longer.
_REACH_OF_LIST = 40
_IN_LISTS = frozenset(("populated", "func", "place_cue", "fringe", "time"))


def set_target(c: Candidate, places: set[int], people: list[People]) -> None:
    """What a strike hit: the first object, place or person that follows it, or what underwent it."""
    tokens = c.sentence.tokens
    passive = _is_hit_passive(c) and _target_left(c, places) or None  # "the camp was bombarded by …"
    found = (
        _fighters_hit_again(c, places, people)
        or passive
        or _fighters_next(c, places, people)
        or _post_attacked(c, places, people)
        or _target_right(c, places, people)
    )
    undergone = any(t.has("undergo") for t in tokens[max(0, c.first - 4) : c.first])
    left = _target_left(c, places) if found is None or found[0] == "vague" or undergone else None
    if left and (found is None or left[0] != "vague"):
        found = left
    if found is None or found[0] in _WIDE:
        found = _aim(c, places, people) or found
    if found:
        c.target, c.target_at = found[0], (found[1], found[1])
    elif _relative_to_place(c, places) or _seen_in(c, places):
        c.target = "populated"


def _aim(c: Candidate, places: set[int], people: list[People]) -> tuple[str, int] | None:
    """ "Shelled the town, *targeting positions* of the army": what of a wide area was aimed at."""
    tokens = c.sentence.tokens
    near = tokens[c.last + 1 : c.last + 1 + _REACH_RIGHT]
    strikes = "strike" in c.kinds  # "raids on the town *that hit positions*"
    at = next((t.i for t in near if t.norm in _TARGETING or strikes and _hits(t)), None)
    between = tokens[c.last + 1 : at]
    if at is None or any(t.has("stop") or any(r.kind == "strike" for r in t.readings) for t in between):
        return None
    if tokens[at].norm not in _TARGETING and any(t.norm in _COMMAS for t in between):
        return None
    for i in range(at + 1, min(at + 1 + _REACH_OF_AIM, len(tokens))):
        kind = target_class(tokens[i], i in places, people)
        if kind == "military" or belongs_to_fighters(tokens, i, kind, people):
            return "military", i
        if kind == "civ_object":
            return kind, i
        if kind == "populated" or _ends_clause(tokens[i]):
            return None
    return None


def _hits(token: Token) -> bool:
    hit = any(r.word.id == "har.target" and r.kind == "hit" for r in token.readings)
    return hit and not token.begins_with_and()


def _fighters_hit_again(c: Candidate, places: set[int], people: list[People]) -> tuple[str, int] | None:
    """ "Two fighters were killed by a mine that *hit them*": a pronoun whose people are fighters."""
    tokens = c.sentence.tokens
    suffixes = {r.clitics.suffix for r in tokens[c.first].readings if r.kind == "hit"}
    before = [p for p in people if p.last < c.first and "agent" not in p.tags]
    if not before or before[-1].kind != "comb" or not suffixes & (_THEM | _OBJECT_PRONOUN):
        return None
    one = before[-1]
    named = any(t.has("populated", "civ_object", "vehicle") or t.i in places for t in tokens[one.last + 1 : c.first])
    return ("military", one.first) if suffixes & _THEM or one.low == 1 and not named else None


def _fighters_next(c: Candidate, places: set[int], people: list[People]) -> tuple[str, int] | None:
    """ "A bomb targeted *six fighters* in the countryside of X": counted fighters right behind, with no object more."""
    tokens = c.sentence.tokens
    one = next((p for p in people if p.first == c.last + 1), None)
    if one is None or one.kind != "comb" or c.word.id == _BOMBING or one.low is None and one.high is None:
        return None
    end = min(len(tokens), one.last + 1 + _REACH_RIGHT)
    return None if _does_it(tokens, one.last, places, people, end) else ("military", one.first)


def _post_attacked(c: Candidate, places: set[int], people: list[People]) -> tuple[str, int] | None:
    """ "*The people of the town* attacked *a checkpoint*", in Arabic with the verb first: they are no target."""
    tokens, subject = c.sentence.tokens, next((p for p in people if p.first == c.last + 1), None)
    verb = c.sentence.language == "ar" and "hit" in c.kinds and c.word.id != _BOMBING
    if subject is None or not verb or subject.low is not None and subject.unit == "persons":
        return None
    for t in tokens[subject.head + 1 : subject.head + 5]:
        if t.has("mil_object") and not t.prefix().prep:
            return "military", t.i
        if t.i not in places and not t.has("populated", "place_cue"):
            return None
    return None


def _target_right(c: Candidate, places: set[int], people: list[People]) -> tuple[str, int] | None:
    """(class, word) of the target after the trigger; outskirts and unclear sites only where nothing else follows."""
    tokens = c.sentence.tokens
    second: dict[str, int] = {}
    hit_seen = "hit" in c.kinds
    end = min(len(tokens), c.last + 1 + _REACH_RIGHT)
    i = c.last + 1
    if "gunfire" in c.word.tags and tokens[c.first].taken:
        i = tokens[c.first].taken[-1] + 1  # "fired from a checkpoint … bullets at": what stands inside is no target
    while i < end:
        t = tokens[i]
        kind = target_class(t, i in places, people)
        if kind is None and (_ends_clause(t) or _new_clause(c, i)):
            break
        within = any(p.first < i < p.last for p in people)  # "on a group *of* shepherds"
        if _begins_source(t) and i + 1 < end and not within:
            i = _past_base(tokens, i + 1) or _skip_source(tokens, i + 1)
            continue
        if t.norm in _STATIONED and (target := fired_at_from_there(tokens, i + 1)):
            i = target  # "the forces *stationed in X* shelled the town of Y", in Arabic with the verb first
            continue
        hit_seen = hit_seen or any(r.kind == "hit" for r in t.readings)
        if c.sentence.language == "en" and _hits_fighters(tokens, i, people):
            return "military", i
        if kind == "military" and t.is_person() and tokens[min(i + 1, len(tokens) - 1)].has("populated"):
            i += 1  # "the *rebel* town of"
            continue
        if i == c.last + 1 and kind == "military" and t.is_person() and _does_it(tokens, i, places, people, end):
            i += 1  # "*gunmen* targeted a car", in Arabic with the verb first
            continue
        if i == c.last + 1 and t.has("agent"):
            i = max(i, t.phrase_end) + 1  # "*unknown men* targeted …", in Arabic with the verb first
            continue
        if t.has("agent_mark") or t.norm in _DONE_BY:
            i = _skip_agent(tokens, i)
            continue
        if kind == "military" and "explosion" not in c.word.tags and (go_on := after_gun(tokens, i, c.last, places)):
            i = go_on
            continue
        if kind == "group" and _force_is_hit(c, i, hit_seen) and not _does_it(tokens, i, places, people, end):
            kind = "military"
        if kind == "military" or belongs_to_fighters(tokens, i, kind, people):
            return "military", i
        if kind == "civ_object" or kind == "populated" and "fringe" not in second:
            return kind, i
        if kind == "populated":
            beside = _town_beside(tokens, i, places, second["fringe"])
            return ("populated", beside) if beside else ("fringe", second["fringe"])
        if kind in ("fringe", "vague"):
            second.setdefault(kind, i)
        i += 1
    return next(((kind, second[kind]) for kind in ("fringe", "vague") if kind in second), None)


def _town_beside(tokens: list[Token], i: int, places: set[int], fringe: int) -> int | None:
    """ "The outskirts of X *and the village of Y*": a town of an Arabic list that is named beside the outskirts."""
    if tokens[fringe].bases.isdisjoint(_OUTSKIRTS):
        return None
    for t in tokens[i + 1 : i + _REACH_RIGHT]:
        if t.has("stop") or t.i not in places and t.readings and not t.tags & _IN_LISTS:
            return None
        if t.has("place_cue") and (t.prefix().conj or tokens[t.i - 1].norm in _AND):
            return t.i
    return None


def _hits_fighters(tokens: list[Token], i: int, people: list[People]) -> bool:
    """ "A bomb … *targeted two fighters*": fighters as the object of a verb of hitting, which in English follows it."""
    struck = any(r.kind == "hit" for r in tokens[i - 1].readings)
    return struck and any(p.first == i and p.kind == "comb" for p in people)


def _ends_clause(token: Token) -> bool:
    """True where a word that is no target ends the search: a mark, a result, another event."""
    if any(r.kind in ("act", "mid", "event") and r.word.category for r in token.readings):
        return not token.text[:1].isupper()  # "Martyr X Hospital"
    if token.norm in _RELATIVE:
        return False
    return (
        not token.bases.isdisjoint(_ACCUSED)
        or token.has("stop")
        or token.norm in _ENDS
        or token.norm in _AIMS
        or token.has("result")
        and token.norm not in _RESULT_GOES_ON
    )


def _new_clause(c: Candidate, i: int) -> bool:
    """ "After the shelling, *a convoy entered* …", in Arabic with the verb first: told of another matter."""
    t, before = c.sentence.tokens[i], c.sentence.tokens[i - 1]
    verb = any(r.form.pos == "v" and not r.word.category for r in t.readings)
    return (
        c.sentence.language == "ar" and "strike" in c.kinds and before.norm in _COMMAS and verb and not t.has("undergo")
    )


def _begins_source(token: Token) -> bool:
    """True at "from", "the source of": where it was fired from follows."""
    return token.norm in _FIRED_FROM or token.norm.startswith(_SOURCE_PREFIX)


def _past_base(tokens: list[Token], i: int) -> int | None:
    """ "Shelled *from its positions in X* the villages of Y": the villages; None where no base is named."""
    base = any(t.has("mil_object") for t in tokens[i : i + 2])
    return fired_at_from_there(tokens, i + 1) if base else None


def _skip_source(tokens: list[Token], i: int) -> int:
    for t in tokens[i : i + 5]:
        if t.norm in _SOURCE_ENDS or t.has("stop") or any(r.kind in ("hit", "strike") for r in t.readings):
            return t.i
    return min(i + 5, len(tokens))


def _skip_agent(tokens: list[Token], i: int) -> int:
    j = max(i, tokens[i].phrase_end) + 1
    while j < len(tokens) and (tokens[j].has("group", "in_group", "comb") or tokens[j].norm in _BEFORE_AGENT):
        j += 1
    for t in tokens[j : j + _LONGEST_FORCE]:  # "by Turkish and jihadist occupation forces"
        if t.has("prep", "stop", "time", "result", "populated") or not t.norm[:1].isalnum() or _tells(t):
            break
        if t.has("group", "in_group", "comb"):
            j = t.i + 1
    return j


def _tells(token: Token) -> bool:
    return any(r.word.category for r in token.readings)


def _force_is_hit(c: Candidate, i: int, hit_seen: bool) -> bool:
    """True where a force after the trigger stands where a target stands ("on the group", "hit the group")."""
    tokens = c.sentence.tokens
    if hit_seen and c.word.id != _BOMBING:
        return True
    if i - 1 > c.last and any(r.kind == "hit" for r in tokens[i - 1].readings):
        return True  # "raids that *target* the group"
    return tokens[i].prefix().prep in _TO_PREFIX or tokens[i - 1].norm in _ON


def _does_it(tokens: list[Token], i: int, places: set[int], people: list[People], end: int) -> bool:
    """True where a target follows a force within the clause: then the force is who did it, not what was hit."""
    for j in range(i + 1, end):
        t = tokens[j]
        if t.has("stop") or t.norm in _ENDS:
            return False
        if t.norm in _STATIONED and fired_at_from_there(tokens, j + 1):
            return True
        kind = target_class(t, j in places, people)
        if kind == "military":
            return True
        if kind in ("civ_object", "populated", "fringe", "vehicle"):
            before = j - 2 if tokens[j - 1].norm in _ARTICLES else j - 1
            return tokens[before].norm not in _INSIDE_OR_NEAR and t.prefix().prep not in _IN_PREFIX
    return False


def _target_left(c: Candidate, places: set[int]) -> tuple[str, int] | None:
    """The subject of "was subjected to shelling", "saw raids"; in English also of "was hit"."""
    tokens = c.sentence.tokens
    verb = _undergone(c, places)
    if verb is None and not _is_hit_passive(c):
        return None
    for i in range(c.first - 1 if verb is None else verb, c.first):
        kind = target_class(tokens[i], i in places, [])
        if kind in _TARGETS:
            return kind, i
    return _subject(tokens, c.first if verb is None else verb, places)


def _undergone(c: Candidate, places: set[int]) -> int | None:
    """The verb of undergoing before a trigger, also before a list of places ("were subjected, the towns …, to")."""
    tokens, reach = c.sentence.tokens, _REACH_LEFT + 1
    if any(r.clitics.prep in _TO_PREFIX for r in tokens[c.first].readings):
        reach = _REACH_OF_LIST
    for i in range(c.first - 1, max(-1, c.first - reach), -1):
        if tokens[i].has("undergo"):
            return i
        if c.first - i > _REACH_LEFT and tokens[i].readings and i not in places and not tokens[i].tags & _IN_LISTS:
            return None
    return None


def _is_hit_passive(c: Candidate) -> bool:
    return c.sentence.language == "en" and "hit" in c.kinds and is_passive(c)


def _subject(tokens: list[Token], stop: int, places: set[int]) -> tuple[str, int] | None:
    """The nearest target before word `stop`; a military site "in Douma" comes before Douma."""
    for i in range(stop - 1, max(-1, stop - 1 - _REACH_LEFT), -1):
        if tokens[i].norm in _ENDS:
            return None
        kind = target_class(tokens[i], i in places, [])
        if kind not in _TARGETS:
            continue
        in_place = kind == "populated" and i in places
        site = next((t.i for t in tokens[max(0, i - 6) : i] if in_place and t.has("mil_object")), None)
        return (kind, _first_name(tokens, i, places) if in_place else i) if site is None else ("military", site)
    return None


def _first_name(tokens: list[Token], i: int, places: set[int]) -> int:
    """ "The town of X in the countryside of Y was shelled": the first name of those that stand together."""
    first = i
    for j in range(i - 1, max(-1, i - _REACH_LEFT), -1):
        if j in places:
            first = j
        elif tokens[j].has("stop") or not (tokens[j].tags & _IN_LISTS or not tokens[j].readings):
            break
    return first


def _seen_in(c: Candidate, places: set[int]) -> bool:
    """ "The *damage in the town after* the raids": what a strike left behind there, and no other clause between."""
    tokens = c.sentence.tokens
    first = max(0, c.first - _REACH_OF_TRACES)
    seen = next((t.i for t in tokens[first : c.first] if not t.bases.isdisjoint(_TRACES)), None)
    if seen is None or "strike" not in c.kinds or not any(seen < i < c.first for i in places):
        return False
    between = tokens[seen + 1 : c.first]
    if any(t.has("stop") or any(r.form.pos == "v" and r.word.category for r in t.readings) for t in between):
        return False
    return any(t.norm in _AFTER or t.has("result") for t in between[-2:])


def _relative_to_place(c: Candidate, places: set[int]) -> bool:
    """ "Douma, whose shelling they resumed": a pronoun suffix that points to a place before it."""
    reading = next((r for r in c.sentence.tokens[c.first].readings if r.word.id == c.word.id), None)
    if not reading or reading.clitics.suffix not in _OBJECT_PRONOUN:
        return False
    return any(i in places for i in range(max(0, c.first - 10), c.first))
