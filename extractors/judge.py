"""Each trigger's people, target and actor, and whether that makes it an event of its category."""

from __future__ import annotations

from extractors.counts import read_quantity
from extractors.roles import REACH_LEFT, REACH_RIGHT, People, Victims, assess, breakdown, joined, two_names
from extractors.sentence import UNNAMED, Sentence, Token, actor_in
from extractors.triggers import Candidate

_BE = frozenset("was were is are be been being get got getting".split())
_ON = frozenset(("علي", "on", "at", "against", "in", "near", "of", "targeting", "hitting"))


def people_after(c: Candidate, people: list[People], start: int, reach: int = REACH_RIGHT) -> list[int]:
    """Numbers of the people phrases right of word `start`, nearest first, up to where the clause ends."""
    tokens, found = c.sentence.tokens, []
    for k, p in enumerate(people):
        if p.head < start or p.first < start and p.head <= start:
            continue
        if p.first - start > reach:
            break
        between = [t for t in tokens[start : p.first] if not (_same_verb(c, t, start) or _is_attribute(tokens, t.i))]
        if any(_ends_clause(t) for t in between):
            break
        found.append(k)
    return found


def _is_attribute(tokens: list[Token], i: int) -> bool:
    """An English participle after an article ("the captured pilot")."""
    return i > 0 and tokens[i - 1].norm in ("the", "a", "an") and tokens[i].norm.endswith("ed")


def _same_verb(c: Candidate, token: Token, start: int) -> bool:
    """A second verb joined to the trigger that shares its object ("executed and crucified nine men")."""
    if token.i - start > 1 or not any(r.word.category == c.category for r in token.readings):
        return False
    return token.norm.startswith("و") or token.i > 0 and c.sentence.tokens[token.i - 1].norm in ("and", "و")


def _ends_clause(token: Token) -> bool:
    return (
        token.has("stop")
        or token.norm in (".", "؛", ";", ":", "؟", "?", "|")
        or any(r.kind in ("act", "mid", "hit") and r.word.category for r in token.readings)
        and not token.has("func")
    )


def people_before(c: Candidate, people: list[People], reach: int = REACH_LEFT) -> list[int]:
    """Numbers of the people phrases left of the trigger, nearest first, within the clause."""
    tokens, found = c.sentence.tokens, []
    reach += 6 if c.sentence.language == "en" else 0
    for k in range(len(people) - 1, -1, -1):
        p = people[k]
        if p.last >= c.first or "org" in p.tags:
            continue
        if c.first - p.last > reach:
            break
        between = tokens[p.last + 1 : c.first]
        if any(
            t.norm in (".", "؛", ";", "|") or t.has("stop") and t.norm not in ("who", "which", "that") and not _is_passive(tokens, t.i)
            for t in between
        ):
            break
        found.append(k)
    return found


def _is_passive(tokens: list[Token], i: int) -> bool:
    """ "Were *reported* injured": a verb of saying that ends no clause."""
    return i > 0 and tokens[i - 1].norm in _BE


def set_victims(c: Candidate, people: list[People]) -> None:
    """Find who was affected, by the syntax of the trigger."""
    sentence, tokens = c.sentence, c.sentence.tokens
    right_now = people_after(c, people, c.last + 1, 1) if sentence.language == "en" and "act" in c.kinds else []
    if "victim" in c.kinds and not right_now:
        own = next((k for k, p in enumerate(people) if p.first <= c.first <= p.last), None)
        if own and sentence.language == "en" and not people[own].stated:  # "left 22 civilians dead"
            before = people_before(c, people)
            if before and c.first - people[before[0]].last <= 3:
                _take(c, people, _subject(c, people, before))
                return
        if own is not None:
            nxt = own + 1
            if nxt < len(people) and not people[own].stated and people[nxt].kind == "civ" and people[nxt].first - people[own].last <= 2:
                own = nxt  # "most of the dead are civilians"
            _take(c, people, own)
            return
    taken = tokens[c.first].taken
    begin = c.first + 1 if taken and taken[-1] - taken[0] >= len(taken) else c.last + 1
    right = people_after(c, people, begin)
    if sentence.language == "en":
        _english(c, people, right)
    else:
        _arabic(c, people, right, begin)
    if c.category == "arrest" and c.victims.kind is None:
        _reached(c, people)
    if sentence.language == "en" and c.category in ("arrest", "execution") and c.victims.kind is None:
        _pronoun_subject(c)
    if sentence.language == "en" and not c.victims.stated and any(
        t.norm == "number" for t in tokens[max(0, c.first - 4) : c.last + 1]
    ):
        _counted_later(c)


def _pronoun_subject(c: Candidate) -> None:
    """ "He was arrested": one person."""
    before = [t.norm for t in c.sentence.tokens[max(0, c.first - 4) : c.first]]
    if set(before) & _BE and set(before) & {"he", "she"} and "act" in c.kinds:
        c.victims = Victims("unspecified", 1, 1, "persons", None, False, first=c.first, last=c.last)


def _counted_later(c: Candidate) -> None:
    """ "The number of abducted people … stands at 220"."""
    found = _toll_number(c)
    if found.stated:
        kind = c.victims.kind or found.kind
        c.victims = Victims(kind, found.low, found.high, "persons", found.text, True, resident=True, displaced=c.victims.displaced,
                            first=found.first, last=found.last)  # fmt: skip


def _reached(c: Candidate, people: list[People]) -> None:
    """ "A campaign of arrests that reached nine young men": the people after the verb of reach."""
    for t in c.sentence.tokens[c.last + 1 : c.last + 14]:
        if any(r.word.id == "har.reach" or r.word.id == "har.target" for r in t.readings):
            k = next((k for k, p in enumerate(people) if 0 < p.first - t.i <= 3), None)
            if k is not None:
                _take(c, people, k)
            return


def _take(c: Candidate, people: list[People], k: int) -> None:
    group = joined(c.sentence, people, k)
    parts = breakdown(c.sentence, people, group[-1].last)
    c.victims = assess(c.sentence, group, parts)


def _is_agent(people: list[People], right: list[int], tokens: list[Token]) -> bool:
    """True where the first people after an active verb are who did it and the next are the victims."""
    p, nxt = people[right[0]], people[right[1]]
    between = tokens[p.last + 1 : nxt.first]
    if tokens[nxt.first].norm.startswith("و") or any(t.norm in ("و", "من", "مع", "و") or t.has("breakdown") for t in between):
        return False
    if p.kind == "comb" and tokens[p.head].norm.endswith("و") and not p.stated:
        return nxt.first - p.last < 14  # nominative of a construct: "the gunmen of …"
    if "agent" in p.tags or p.kind == "comb" and not p.stated and p.low is None:
        return nxt.first - p.last < 10
    return p.kind == "comb" and not p.stated and len(between) == 0


def _arabic(c: Candidate, people: list[People], right: list[int], begin: int) -> None:
    tokens = c.sentence.tokens
    reading, verb = tokens[c.first].reading_of(c.word.id)
    if verb and c.first > 0 and tokens[c.first - 1].has("prep") and "event" in c.kinds:
        verb = False
    suffix = reading.clitics.suffix if reading else ""
    passive = "ُ" in tokens[c.first].text[:3] if tokens else False
    if verb and suffix in ("ه", "ها", "هم", "هن", "هما"):  # "whom they abducted": the people stand before
        left = people_before(c, people)
        if left:
            _take(c, people, left[0])
        elif suffix in ("ه", "ها") and (
            suffix == "ه" and c.category in ("arrest", "execution")
            or c.category == "civilian_harm" and any(t.has("bullet") for t in tokens[c.last + 1 : c.last + 2])
        ):
            c.victims = Victims("unspecified", 1, 1, "persons", None, False, first=c.first, last=c.last)
        if left:
            if suffix in ("هم", "هن") and c.victims.low == 1 and not c.victims.stated:
                c.victims.low = c.victims.high = None
        return
    actor_between = _first_group(tokens, begin, right, people)
    name = None if c.category == "displacement" or "mark" in c.kinds else _name_after(tokens, _past_group(tokens, begin) if verb else begin)
    if name is not None and (not right or people[right[0]].first > name):
        _named(c, people, right, name)
        return
    left = people_before(c, people, 9 if c.category == "displacement" else REACH_LEFT)
    if left and reading and reading.clitics.prep == "ل" and any(t.has("undergo") for t in tokens[max(0, people[left[0]].first - 2) : c.first]):
        _take(c, people, left[0])  # "five men were subjected to …"
        return
    if right and "mark" in c.kinds and len(right) > 1 and people[right[0]].kind == "comb" and people[right[0]].first < max(tokens[c.first].taken or (0,)) < people[right[1]].first:
        right = right[1:]  # whoever stands inside the phrase did it
    if right:
        k = right[0]
        if verb and not passive and "act" in c.kinds and len(right) > 1 and _is_agent(people, right, tokens):
            k = right[1]
        shared = any(_same_verb(c, t, begin) for t in tokens[begin : people[k].first])
        near = people[k].first - begin <= 4 or verb and actor_between is not None or _only_filler(tokens, begin, people[k].first)
        better = verb and left and (shared and c.first - people[left[0]].last <= 5 or "mid" in c.kinds and _left_is_better(c, people, people[k].first - begin))
        if near and not better:
            _take(c, people, k)
            return
    if c.category == "displacement":
        compelled = reading and reading.clitics.prep == "ل" and left and any(
            any(r.word.id == "w.compel" for r in t.readings) for t in tokens[max(0, people[left[0]].first - 4) : people[left[0]].first]
        )
        if compelled:  # "the shelling drove thousands to flee"
            _take(c, people, left[0])
            return
        if left and (not right or people[right[0]].first - begin > 6) and c.word.subtype != "return":
            _take(c, people, left[0])
            return
    if verb or "mark" in c.kinds and c.word.subtype in ("return", "release"):
        if left and not (people[left[0]].kind == "comb" and "act" in c.kinds and not _plural_passive(reading, passive)):
            _take(c, people, left[0])
            return
    if right and people[right[0]].first - begin <= 10:
        _take(c, people, right[0])
    elif verb and c.category in ("arrest", "execution") and any(t.norm == "الذي" for t in tokens[max(0, c.first - 5) : c.first]):
        c.victims = Victims("unspecified", 1, 1, "persons", None, False, first=c.first, last=c.last)  # "who was executed"


def _left_is_better(c: Candidate, people: list[People], distance: int) -> bool:
    """ "12,500 civilians fled their homes": the subject stands right before the verb."""
    left = people_before(c, people, 5)
    if not left or distance <= 1:
        return False
    gap = c.sentence.tokens[people[left[0]].last + 1 : c.first]
    return all(t.norm in ("الذين", "قد", "التي", '"', "كانوا", "اخرين") or t.has("time", "breakdown") for t in gap)


def _plural_passive(reading, passive: bool) -> bool:
    return passive or bool(reading and reading.form.number == "p" and reading.form.tense == "past")


def _first_group(tokens: list[Token], begin: int, right: list[int], people: list[People]) -> int | None:
    stop = people[right[0]].first if right else begin
    return next((i for i in range(begin, stop) if tokens[i].has("group")), None)


def _only_filler(tokens: list[Token], begin: int, end: int) -> bool:
    """True where nothing but time, place, adverbs and marks stands between."""
    for t in tokens[begin:end]:
        if t.readings and not t.has(
            "func", "time", "populated", "in_phrase", "in_group", "group", "weapon", "clash", "fringe"
        ):
            return False
    return end - begin <= 9


def _name_after(tokens: list[Token], begin: int) -> int | None:
    """The word after the trigger where it looks like a person's name: an unknown word, not a place or a mark."""
    for i in range(begin, min(begin + 3, len(tokens))):
        t = tokens[i]
        if t.norm in ('"', "(", "[") or t.norm in ("المدعو", "السيد", "السيده", "المدعوه", "الحاج"):
            continue
        if t.text.endswith(("اً", "ًا")):
            return None
        if t.norm[:1].isalpha() and len(t.norm) > 2 and not t.tags and not t.readings:
            if i + 1 < len(tokens) and tokens[i + 1].has("group", "in_group"):
                return None
            if t.norm.endswith("يه") or t.text.endswith("ة") and t.i + 1 < len(tokens) and tokens[t.i + 1].has("prep"):
                return None  # an adjective ("mutual", "successive")
            return None if t.norm.startswith(("ب", "ل", "و", "ال", "ك")) else i
        return None
    return None


def _past_group(tokens: list[Token], begin: int) -> int:
    """After the force that an active verb names first ("the army's artillery killed Fatima")."""
    i = begin
    while i < len(tokens) and (tokens[i].has("group", "in_group", "weapon") or tokens[i].norm in ("و", '"')):
        i += 1
    return i


def _named(c: Candidate, people: list[People], right: list[int], at: int) -> None:
    """A named person; what the next words call him ("… , a teacher") decides who he was."""
    more = sum(1 for k in right if people[k].low == 1 and c.sentence.tokens[people[k].first].norm.startswith("و") and people[k].first - at < 7)
    c.victims = Victims("unspecified", 1 + more, 1 + more, "persons", (at, at), False, named=True, first=at, last=at)
    for k in right:
        p = people[k]
        if p.first - at > 6:
            break
        if p.low == 1 and p.high == 1 or p.first - at <= 4:
            stated = assess(c.sentence, [p], [])
            c.victims.kind = stated.kind
            break


def _english(c: Candidate, people: list[People], right: list[int]) -> None:
    tokens = c.sentence.tokens
    left = people_before(c, people)
    nearest = people[right[0]].first - c.last - 1 if right else 99
    gap = tokens[c.last + 1 : people[right[0]].first] if right else []
    clean = right and nearest <= 4 and all(
        t.norm in ("of", "the", "a", "an", ",", "and", "at", "least", "to", "about", "some", "or", "injuring", "wounding", "injured",
                   "wounded", "killed", "injury", "death", "off", "up", "local", "several", "more", "kidnapped", "detained", "its", "his", "her", "their", "another")
        or not t.has("prep") and not t.tags for t in gap
    )  # fmt: skip
    before = {tokens[k].norm for k in range(max(0, c.first - 3), c.first)}
    passive = bool(before & _BE)
    noun = c.last + 1 < len(tokens) and tokens[c.last + 1].norm == "of" or tokens[c.first].norm.endswith("ing")
    if "mid" in c.kinds and c.word.subtype != "return":
        if left:
            _take(c, people, left[0])
        return
    if passive and left:
        _take(c, people, _subject(c, people, left))
        return
    if clean and _headline_pair(c, people, left, right):
        _take(c, people, left[0])
        return
    if clean:
        _take(c, people, right[0])
        return
    act = "act" in c.kinds or "mid" in c.kinds or "mark" in c.kinds or "event" not in c.kinds
    if left and act and not noun and "civilian_person" not in c.word.needs and _objectless(tokens, c):
        _take(c, people, _subject(c, people, left))
        return
    if right and nearest <= 6 and (not act or noun):
        _take(c, people, right[0])
    elif "kill" in c.word.tags and "mark" in c.kinds:
        c.victims = _toll_number(c)


def _headline_pair(c: Candidate, people: list[People], left: list[int], right: list[int]) -> bool:
    """ "13 civilians killed 43 others injured": each participle belongs to the people before it."""
    if not left or c.first - people[left[0]].last != 1:
        return False
    after = people[right[0]].last + 1
    tokens = c.sentence.tokens
    return after < len(tokens) and any(r.kind == "act" and r.word.category == c.category for r in tokens[after].readings)


def _objectless(tokens: list[Token], c: Candidate) -> bool:
    """True where an English participle has no object after it, so its people stand before it."""
    if "mark" in c.kinds or c.last + 1 >= len(tokens):
        return True
    t = tokens[c.last + 1]
    return t.has("prep", "time", "stop", "result", "agent_mark") or not t.norm[:1].isalnum() or t.norm in ("and", "or", "after", "when") or (
        t.norm.endswith("ly") and t.norm != "nearly" or any(r.kind in ("act", "mid") for r in t.readings)
    )


def _toll_number(c: Candidate) -> Victims:
    """ "The death toll … rose to 15": the last amount after "to", "of" or "at"."""
    tokens = c.sentence.tokens
    found = Victims()
    for i in range(c.last + 1, min(len(tokens), c.last + 16)):
        if tokens[i - 1].norm in ("to", "of", "at", "is", "reached") and (q := read_quantity(tokens, i, "en")):
            if q.last + 1 >= len(tokens) or not tokens[q.last + 1].norm[:1].isalpha() or tokens[q.last + 1].has("prep"):
                found = Victims("unspecified", q.low, q.high, "persons", (q.first, q.last), True, first=q.first, last=q.last)
    return found


def _subject(c: Candidate, people: list[People], left: list[int]) -> int:
    """The subject of an English passive: the nearest people, or the amount that "including" breaks down."""
    k = left[0]
    tokens = c.sentence.tokens
    for candidate in left[1:]:
        between = tokens[people[candidate].last + 1 : people[k].first]
        if any(t.norm == "among" for t in between) and any(t.norm in _BE for t in between):
            break  # "ten children were among 48 killed": the total
        broken = any(t.has("breakdown") for t in between) and not any(t.norm == "and" for t in between)
        linked = all(t.norm in ("and", ":", ",", "the", "a", "his", "her", "their") for t in between)
        if not (broken or linked or two_names(people[candidate], people[k], c.sentence)):
            break
        k = candidate
    return k


# -- targets ------------------------------------------------------------------------------------------------------


def set_target(c: Candidate, places: set[int], people: list[People]) -> None:
    """What a strike hit: the first object, place or person that follows it, or what underwent it."""
    tokens = c.sentence.tokens
    found = _target_right(c, places, people)
    undergone = any(t.has("undergo") for t in tokens[max(0, c.first - 4) : c.first])
    left = _target_left(c, places) if found is None or found[0] == "vague" or undergone else None
    if undergone and left and left[0] not in ("vague", "fringe"):
        found = left
    if found is None or left and left[0] != "vague":
        found = left or found
    if found:
        c.target, c.target_at = found[0], (found[1], found[1])
    elif _relative_to_place(tokens, c, places):
        c.target = "populated"


def _target_right(c: Candidate, places: set[int], people: list[People]) -> tuple[str, int] | None:
    tokens = c.sentence.tokens
    fringe: int | None = None
    hit_seen = "hit" in c.kinds
    end = min(len(tokens), c.last + 22)
    i = c.last + 1
    vague: int | None = None
    while i < end:
        t = tokens[i]
        kind = _target_class(t, i in places, people, i)
        stopper = (
            t.has("stop")
            or t.norm in (".", "؛", ";")
            or t.has("result")
            and t.norm not in ("خلال", "ما", "بعد", "as", "when")
        )
        if stopper and not kind and t.norm not in ("which", "that", "who"):
            break
        if any(r.kind in ("act", "mid", "event") and r.word.category for r in t.readings) and kind is None:
            break
        if (t.norm in ("من", "from") or t.norm.startswith("مصدر")) and i + 1 < end:  # where it was fired from
            i = _skip_source(tokens, i + 1, places)
            continue
        if any(r.kind == "hit" for r in t.readings):
            hit_seen = True
        if t.has("agent_mark"):
            i = _skip_agent(tokens, i)
            continue
        if kind == "military":
            return "military", i
        if kind in ("civ_object", "populated", "vague") and (_of_fighters(tokens, i) if kind == "civ_object" else _hosts_fighters(tokens, i)):
            return "military", i
        if kind in ("civ_object", "populated"):
            if fringe is not None and kind == "populated":
                return "fringe", fringe
            return kind, i
        if kind == "fringe" and fringe is None:
            fringe = i
        if kind == "vague":
            vague = i if vague is None else vague
        if kind == "group":
            follow = _after_group(tokens, i, places, people, end)
            if follow is None and (hit_seen and c.word.id != "har.bomb" or t.prefix().prep == "ل" or tokens[i - 1].norm in _ON):
                return "military", i
        i += 1
    if fringe is not None:
        return "fringe", fringe
    return ("vague", vague) if vague is not None else None


def _of_fighters(tokens: list[Token], i: int) -> bool:
    """A building that belongs to fighters ("a house of a commander", "buildings of the group")."""
    if _hosts_fighters(tokens, i):
        return True
    for t in tokens[i + 1 : i + 5]:
        if t.norm in (".", "،", ",", "في", "in", "من") or t.has("agent_mark", "civ"):
            return False
        if t.has("comb") or t.has("group") and (t.prefix().prep == "ل" or tokens[t.i - 1].norm in ("تابع", "تابعه", "تابعين", "of")):
            return True
    return False


def _hosts_fighters(tokens: list[Token], i: int) -> bool:
    """A site "that hosts camps of rebels", a bus "carrying militiamen"."""
    after = tokens[i + 1 : i + 10]
    k = next((t.i for t in after if t.norm in _HOSTING), None)
    return k is not None and any(t.has("comb", "mil_object") for t in tokens[k + 1 : k + 6])


_HOSTING = frozenset("hosts hosting carrying transporting housing held used تقل تحمل يقل تضم يضم تنقل".split())


def _target_class(t: Token, is_place: bool, people: list[People], i: int) -> str | None:
    if t.has("civ_object"):
        return "civ_object"
    if t.has("mil_object"):
        return "military"
    if t.has("vague_target"):
        return "vague"
    if t.has("fringe") and not is_place:
        return "fringe"
    if is_place:
        return "populated"
    if t.has("group"):
        return "group"
    if t.has("populated"):
        return "populated"
    if t.has("person"):
        p = next((p for p in people if p.first <= i <= p.last), None)
        kind = p.kind if p else "any"
        return "military" if kind == "comb" else "civ_object" if kind == "civ" else None
    if t.has("vehicle"):
        return "vehicle"
    return None


def _after_group(tokens: list[Token], i: int, places: set[int], people: list[People], end: int) -> str | None:
    """What follows a force name within the clause: then the force is who did it, not what was hit."""
    for j in range(i + 1, end):
        t = tokens[j]
        if t.has("stop") or t.norm in (".", "؛", ";"):
            return None
        kind = _target_class(t, j in places, people, j)
        if kind in ("civ_object", "military"):
            return kind
        if kind in ("populated", "fringe"):
            prev = tokens[j - 1]
            if prev.norm in ("في", "in", "داخل", "قرب", "near", "within", "inside") or t.prefix().prep == "ب":
                return None
            return kind
    return None


def _skip_source(tokens: list[Token], i: int, places: set[int]) -> int:
    j = i
    while (
        j < len(tokens)
        and j < i + 5
        and tokens[j].norm not in ("علي", "في", "،", ",", "on", "at")
        and not tokens[j].has("stop")
    ):
        if any(r.kind in ("hit", "strike") for r in tokens[j].readings):
            break
        j += 1
    return max(j, i)


def _skip_agent(tokens: list[Token], i: int) -> int:
    j = max(i, tokens[i].phrase_end) + 1
    while j < len(tokens) and (tokens[j].has("group", "in_group") or tokens[j].norm in ("the", '"')):
        j += 1
    return max(j, i + 1)


def _target_left(c: Candidate, places: set[int]) -> tuple[str, int] | None:
    """The subject of "was subjected to shelling", "saw raids"; in English also of "was hit"."""
    tokens = c.sentence.tokens
    undergo = next((i for i in range(c.first - 1, max(-1, c.first - 12), -1) if tokens[i].has("undergo")), None)
    passive_en = (
        c.sentence.language == "en"
        and "hit" in c.kinds
        and any(tokens[k].norm in _BE for k in range(max(0, c.first - 3), c.first))
    )
    if undergo is None and not passive_en:
        return None
    for i in range(undergo if undergo is not None else c.first - 1, c.first):
        kind = _target_class(tokens[i], i in places, [], i)
        if kind in ("civ_object", "populated", "military", "vague", "fringe"):
            return kind, i
    stop = undergo if undergo is not None else c.first
    for i in range(stop - 1, max(-1, stop - 12), -1):
        if tokens[i].norm in (".", "؛", ";"):
            break
        kind = _target_class(tokens[i], i in places, [], i)
        if kind in ("civ_object", "populated", "military", "vague", "fringe"):
            if kind == "populated" and i in places:
                military = next((k for k in range(max(0, i - 6), i) if tokens[k].has("mil_object")), None)
                if military is not None:
                    return "military", military
            return kind, i
    return None


def _relative_to_place(tokens: list[Token], c: Candidate, places: set[int]) -> bool:
    """ "Douma, whose shelling they resumed": a pronoun suffix that points to a place before it."""
    reading = next((r for r in tokens[c.first].readings if r.word.id == c.word.id), None)
    if not reading or reading.clitics.suffix not in ("ها", "ه"):
        return False
    return any(i in places for i in range(max(0, c.first - 10), c.first))


def _english_agent(tokens: list[Token], i: int, first: int, last: int) -> bool:
    """An English agent stands before the verb and after no preposition, or after "by", or names the strike itself."""
    k = i - 1
    while k >= 0 and tokens[k].norm in ("the", "a", "an", "so", "-", '"', "called"):
        k -= 1
    before = tokens[k].norm if k >= 0 else ""
    if before in ("by", "of") and i > last or before == "by":
        return True
    if before in _WHEN or _names_the_attack(tokens, i):
        return True
    if i > last:
        return False
    return not (k >= 0 and tokens[k].has("prep"))


_WHEN = frozenset("when as after before while since".split())


def _names_the_attack(tokens: list[Token], i: int) -> bool:
    """ "An SDF rocket launcher attack": a force as the attribute of an attack noun."""
    for t in tokens[i + 1 : i + 5]:
        if t.has("prep", "stop") or not t.norm[:1].isalpha():
            return False
        if any(r.kind in ("strike", "mark", "event") and "attack" in r.word.tags for r in t.readings):
            return tokens[i].text[:1].isupper() or not t.has("func")
    return False


def _end_of_side(tokens: list[Token], p: People) -> int:
    """The last word of a people phrase with "of their army" after it."""
    after = tokens[p.last + 1 : p.last + 2]
    return p.last + 3 if after and (after[0].norm in ("من", "of") or after[0].has("group")) else p.last


def actor_of(
    sentence: Sentence, first: int, last: int, people: list[People], victims: tuple[int, int] | None = None, near: bool = False
) -> str | None:
    """Who is reported to have done it: the force named nearest to the words first..last, before other clauses."""
    tokens = sentence.tokens
    best: tuple[int, str] | None = None
    for t in tokens:
        if not t.has("group") or sentence.language == "en" and not _english_agent(tokens, t.i, first, last):
            continue
        actor = t.actor or actor_in(t.readings)
        if not actor or actor == UNNAMED:
            continue
        distance = first - t.i if t.i < first else t.i - last if t.i > last else 0
        if distance > (6 if near else 40 if t.i < first else 14):
            continue
        prev = tokens[max(0, t.i - 3) : t.i]
        if any(p.has("mil_object", "ranks") for p in prev):
            continue
        if victims and any(victims[0] <= p.i <= victims[1] for p in (*prev, t)):
            continue
        if any(p.kind == "comb" and p.stated and p.first <= t.i <= _end_of_side(tokens, p) for p in people):
            continue  # counted fighters are among the victims
        if best is None and _is_target(tokens, t.i):
            continue
        if any(p.has("no_agent") for p in (*prev, *tokens[max(0, t.i - 1) : t.i])):
            continue
        if best is None or distance < best[0]:
            best = (distance, actor)
    if best is None and sentence.language == "en":
        return _pronoun_actor(tokens, first)
    return best[1] if best else None


def _is_target(tokens: list[Token], i: int) -> bool:
    """ "Airstrikes on the group": what was hit."""
    k = i - 1
    while k >= 0 and tokens[k].norm in ("the", "a", "an", "so", "-", '"', "called"):
        k -= 1
    return k >= 0 and tokens[k].norm in ("on", "against", "at")


def _pronoun_actor(tokens: list[Token], first: int) -> str | None:
    """The force named before "they executed", "… and rounded up"."""
    before = [t for t in tokens[max(0, first - 2) : first] if t.norm not in ("then", "also", "have", "had")]
    if not before or before[-1].norm not in ("they", "it", "and", "who", "which"):
        return None
    named = [t for t in tokens[max(0, first - 30) : first] if t.has("group") and (t.actor or any(r.word.actor for r in t.readings))]
    named = [t for t in named if not _is_target(tokens, t.i)]
    if not named:
        return None
    actor = named[-1].actor or actor_in(named[-1].readings)
    return None if actor == UNNAMED else actor
