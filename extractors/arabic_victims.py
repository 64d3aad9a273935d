"""Who an Arabic trigger befell: the object or passive subject after it, or the people before it."""

from __future__ import annotations

from dataclasses import dataclass

from extractors.groups import joined, shares_number_before
from extractors.lexicon import Reading
from extractors.names import listed_names, named_people, named_person, person_name
from extractors.nearby import REACH_LEFT, is_caused, one_person, people_before, shares_object, take
from extractors.people import People
from extractors.plain_nouns import tells, the_number_after
from extractors.roles import Victims
from extractors.sentence import Token
from extractors.small_words import small
from extractors.triggers import Candidate

_OBJECT_SUFFIXES = small("object_suffix")
_HIM = small("object_him")
_HIM_OR_HER = small("object_him_or_her")
_COMMA = small("people_comma")
_DYING_OF = small("dying_of")
_UPON = small("upon_them")
_BOTH = small("object_both")
_THEM = small("object_them")
_TO_PREFIX = small("to_prefix")
_NOMINATIVE = tuple(small("nominative_plural_ending"))
_NOT_AGENT_BETWEEN = small("not_agent_between")
_WHO = small("who_single")
_BEFORE_VERB = small("subject_before_verb") | small("brackets")
_AND, _BRACKETS = small("conjunction"), small("brackets")
_DOERS = small("armed_doers")
_BODIES = "har.bodies"
_COMPEL = "w.compel"  # "to force somebody to …"
_DAMMA = "\u064f"  # a vowel mark: on a verb's first letter it makes the passive; folding removes it
_TANWIN = ("\u064b", "\u064b\u0627", "\u0627\u064b")  # the accusative of a word without an article
_OBJECT_PLURAL, _IN_PREFIX = tuple(small("object_plural_ending")), small("in_prefix")
_DONE_BY = small("done_by_whom")
_THOSE = small("relative_clause") | small("out_of")
_NUMBER_OF, _REACHED = small("counted_before"), small("number_reached")
_SET_ABOUT, _WAS_DONE = small("set_about"), small("was_done")
_WHEN, _DAYS, _IN = small("when_held"), small("days_and_years"), small("refuge_in")
_SOME, _SOME_BEFORE = small("some_others"), 4
_BEFORE_RESULT = 3  # words from "led" to "his death"
_REACH_OF_TOLL = 50  # words from "the number of those who were killed" to the number
_HELD, _KILLED = ("arrest", "execution"), ("civilian_harm", "execution")
_WAVE, _STOCK = "dis.wave", "dis.stock"  # "the number of displaced"
_FOUND = "har.found_shot"
_STILL_HELD = "arr.still_held"  # "95,000 people are still held"
_TORTURED = "exe.torture"  # "two men died under torture"
_MOST = small("most_of_them")
_CONSISTS, _OF, _UP_TO_MEMBERS = small("consists_of"), small("out_of"), 5
_ANOTHER, _NEXT_DEED = small("others_of_them") | small("another_one"), 6
_SIDES = {"civ": "civilians", "comb": "combatants"}
_FILLER = ("func", "time", "populated", "in_phrase", "in_group", "group", "weapon", "clash", "fringe")
# Whoever flees stands close to the verb; further left are other clauses.
_REACH_OF_FLIGHT = 9


@dataclass(slots=True)
class _Search:
    """One trigger with the people right and left of it. verb: used as a verb; begin: the word after it."""

    c: Candidate
    people: list[People]
    right: list[int]
    left: list[int]
    begin: int
    reading: Reading | None
    verb: bool

    @property
    def tokens(self) -> list[Token]:
        return self.c.sentence.tokens

    @property
    def passive(self) -> bool:
        return _DAMMA in self.tokens[self.c.first].text[:3]

    def distance(self, k: int) -> int:
        """Words between the trigger and people phrase k after it."""
        return self.people[k].first - self.begin


def set_arabic(c: Candidate, people: list[People], right: list[int], begin: int) -> None:
    """Find who was affected; right: the people phrases after word `begin`, the first after the trigger."""
    tokens = c.sentence.tokens
    reading, verb = tokens[c.first].reading_of(c.word.id)
    if verb and c.first > 0 and tokens[c.first - 1].has("prep") and "event" in c.kinds:
        verb = False
    verb = verb or "mid" in c.kinds and len(tokens[c.first].taken) > 1  # "met their death"
    if verb and reading and reading.clitics.suffix in _OBJECT_SUFFIXES:
        _suffixed_object(c, people, reading.clitics.suffix)
        return
    if c.word.id == _FOUND and (inside := [k for k, p in enumerate(people) if c.first < p.first < _end(c)]):
        take(c, people, inside[-1])  # "*residents* found the bodies of *two men* shot dead"
        return
    if (verb or c.word.id == _STOCK) and (k := _toll_of_those(c, people)) is not None:
        take(c, people, k)
        return
    if not verb and right and tokens[people[right[0]].first - 1].norm in _DONE_BY:
        right = right[1:]  # "executions *carried out by* fighters"
    if right and _other_half(c, tokens[people[right[0]].first]):
        right = right[1:]
    by_name = c.category != "displacement" and "mark" not in c.kinds and not _complete_noun(reading, verb)
    after_agent = _after_agent(c, people, right, begin) if by_name and verb and "act" in c.kinds else None
    name = person_name(tokens, begin if after_agent is None else after_agent, verb) if by_name else None
    if after_agent is not None and name is not None:
        right = right[1:]
    if name is not None and (not right or people[right[0]].first > name):
        c.victims = named_person(c.sentence, people, right, name)
        return
    if (each := _each_of(c, people, right, begin, verb)) is not None:
        c.victims = named_people(c.sentence, people, each)
        return
    if after_agent is not None and _is_unknown_object(tokens, after_agent):
        alone = tokens[after_agent].text.endswith(_TANWIN)
        one = 1 if alone else None
        c.victims = Victims("unspecified", one, one, "persons", named=False, first=after_agent, last=after_agent)
        return
    if (at := _named_before(c, people, reading)) is not None:
        c.victims = Victims("unspecified", 1, 1, "persons", (at, at), named=False, first=at, last=at)
        return
    left = people_before(c, people, _REACH_OF_FLIGHT if c.category == "displacement" else REACH_LEFT)
    if c.word.id == _WAVE:
        left = [k for k in left if not _any(tokens[people[k].last : c.first], _COMMA)]  # "…, which warns of a *wave*"
    search = _Search(c, people, right, left, begin, reading, verb)
    him = not verb and reading is not None and reading.clitics.suffix in _HIM_OR_HER and c.category in _KILLED
    k = None if him and _set_about(c) else _chosen(search)  # "went on to kill him": nobody behind it
    if k is None and not verb and reading and reading.clitics.suffix in _OBJECT_SUFFIXES and "event" in c.kinds:
        _suffixed_noun(c, people, reading.clitics.suffix)
    elif k is not None:
        take(c, people, k)
        _made_up_of(c, people, k)
        _say_whose(search, k)
        _many_by_pronoun(c, reading)
        _both_of_them(c, reading, verb)
    elif verb and c.category in ("arrest", "execution") and _any(tokens[max(0, c.first - 5) : c.first], _WHO):
        c.victims = one_person(c)  # "who was executed"
    elif verb and reading and reading.form.number == "s" and c.category in _HELD:
        if _done_by_somebody(c) or _for_a_time(c):
            c.victims = one_person(c)  # "A B was arrested by …"


def _for_a_time(c: Candidate) -> bool:
    """ "Was arrested *for three days*", "in 2012", "twice": no object, but how long, when or how often."""
    after = [t for t in c.sentence.tokens[c.last + 1 : c.last + 4] if t.norm not in _IN]
    if not after or not any(t.form.tense == "past" for t in c.sentence.tokens[c.first].readings if t.form.pos == "v"):
        return False
    days = len(after) > 1 and after[0].norm[:1] in _TO_PREFIX and after[1].norm in _DAYS
    return days or after[0].norm in _WHEN or len(after) > 1 and after[0].has("prep") and after[1].norm in _WHEN


def _other_half(c: Candidate, token: Token) -> bool:
    """ "20 civilians fell *between dead and wounded*": the wounded right behind the dead are the same people."""
    pair = "mid" in c.kinds and "kill" in c.word.tags and len(c.sentence.tokens[c.first].taken) > 1
    hurt = any(r.kind == "victim" and "injure" in r.word.tags for r in token.readings)
    return pair and hurt and token.begins_with_and() and token.i == c.sentence.tokens[c.first].taken[-1] + 1


def _made_up_of(c: Candidate, people: list[People], k: int) -> None:
    """ "A medical team *made up of two men and a woman*": those whom the group consists of, who are what it is."""
    tokens, one = c.sentence.tokens, people[k]
    n = next((n for n in range(k + 1, len(people)) if people[n].first > one.last), None)
    gap = tokens[one.last + 1 : people[n].first] if n is not None else []
    if not gap or len(gap) > _UP_TO_MEMBERS or gap[-1].norm not in _OF or one.unit != "persons" or one.stated:
        return
    if not any(t.norm in _CONSISTS for t in gap):
        return
    kind = c.victims.kind
    take(c, people, n)
    if kind in ("civilians", "combatants"):
        c.victims.kind = kind


def another_of_them(c: Candidate, people: list[People], begin: int) -> None:
    """ "A fighter was killed and *another* arrested": of the kind that was named right before the trigger."""
    tokens = c.sentence.tokens
    if c.victims.kind != "unspecified" or not any(t.norm in _ANOTHER for t in tokens[begin : begin + 1]):
        return
    before = next((p for p in reversed(people) if p.last < c.first), None)
    if before is None or before.kind != "comb" or c.first - before.last > _NEXT_DEED:
        return
    if any(map(tells, tokens[max(0, before.first - 3) : before.first])):
        c.victims.kind = "combatants"


def _done_by_somebody(c: Candidate) -> bool:
    """ "Was arrested in December *at the hands of* …": who did it stands behind, and no object."""
    after = c.sentence.tokens[c.last + 1 : c.last + 10]
    end = next((k for k, t in enumerate(after) if t.has("agent_mark")), None)
    return end is not None and not any(t.has("stop", "group", "comb") for t in after[:end])


def _both_of_them(c: Candidate, reading: Reading | None, verb: bool) -> None:
    """ "Civilians *were hurt*", in Arabic with a verb of two behind them: two."""
    v = c.victims
    if verb and reading and reading.form.number == "d" and v.last < c.first and v.low is None and not v.stated:
        v.low = v.high = 2


def _end(c: Candidate) -> int:
    """The last word of a phrase with a gap."""
    return max(c.sentence.tokens[c.first].taken or (c.last,))


def _toll_of_those(c: Candidate, people: list[People]) -> int | None:
    """ "The number of those *who were killed* in …, from January until today, *reached 45 persons*"."""
    tokens, i = c.sentence.tokens, c.first - 1
    while i > 0 and any(r.word.category == c.category and r.form.pos == "v" for r in tokens[i].readings):
        i -= 1  # "who were killed and died"
    those = i > 0 and tokens[i].norm in _THOSE and not tokens[i - 1].bases.isdisjoint(_NUMBER_OF)
    if not those and c.word.id != _STOCK:
        return None
    for k, p in enumerate(people):
        reached = any(not t.bases.isdisjoint(_REACHED) for t in tokens[max(c.last + 1, p.first - 3) : p.first])
        if p.stated and reached and p.first - c.last <= _REACH_OF_TOLL:
            back = any(r.word.subtype == "return" for t in tokens[c.last + 1 : p.first] for r in t.readings)
            return None if back else k
    return None


def _complete_noun(reading: Reading | None, verb: bool) -> bool:
    """ "The arrests", "their arrest": a noun that no name completes ("the arrest *of X*")."""
    if verb or reading is None or reading.form.pos != "n":
        return False
    return bool(reading.clitics.article or reading.clitics.suffix) or reading.form.number == "p"


def _named_before(c: Candidate, people: list[People], reading: Reading | None) -> int | None:
    """ "X was subjected to abduction": the first word of a name right after the verb of undergoing."""
    if not reading or reading.clitics.prep not in _TO_PREFIX or c.category not in ("arrest", "execution"):
        return None
    tokens = c.sentence.tokens
    verb = next((i for i in range(c.first - 1, max(-1, c.first - 12), -1) if tokens[i].has("undergo")), None)
    if verb is None or any(verb < p.first < c.first and "resident" not in p.tags for p in people):
        return None
    return person_name(tokens, verb + 1, False)


def _each_of(
    c: Candidate, people: list[People], right: list[int], begin: int, verb: bool
) -> tuple[int, int, int] | None:
    """The names after "arrested *each of*", also behind the fighters who did it."""
    if c.category not in _HELD and "kill" not in c.word.tags:
        return None
    agent = [people[k] for k in right[:1] if verb and people[k].first == begin and people[k].kind == "comb"]
    return listed_names(c.sentence.tokens, agent[0].last + 1 if agent else begin, verb)


def _after_agent(c: Candidate, people: list[People], right: list[int], begin: int) -> int | None:
    """The word after the fighters that follow an active verb at once, where nobody else follows ("… arrested X")."""
    if not right or people[right[0]].first != begin:
        return None
    agent = people[right[0]]
    following = people[right[1]].first if len(right) > 1 else len(c.sentence.tokens)
    does = not c.sentence.tokens[agent.head].bases.isdisjoint(_DOERS)
    mine = does and agent.kind == "comb" and not agent.stated and agent.low is None
    return agent.last + 1 if mine and following - agent.last > 1 else None


def _is_unknown_object(tokens: list[Token], i: int) -> bool:
    """ "The security forces arrested *a burglar*": a word that no table has, right behind who did it."""
    if i >= len(tokens):
        return False
    t = tokens[i]
    plain = not t.readings and not t.tags and t.norm.isalpha() and t.norm[:1] not in _IN_PREFIX
    return plain and (t.text.endswith(_TANWIN) or t.norm.endswith(_OBJECT_PLURAL))


def _any(tokens: list[Token], words: frozenset[str]) -> bool:
    return any(t.norm in words for t in tokens)


def _suffixed_object(c: Candidate, people: list[People], suffix: str) -> None:
    """ "Whom they abducted": the people stand before."""
    left = _not_the_subject(c, people, people_before(c, people))
    if left:
        take(c, people, left[0])
        if suffix in _THEM and c.victims.low is None:
            take(c, people, _first_of_list(c, people, left[0]))
        if suffix in _THEM and c.victims.low == 1 and not c.victims.stated:
            c.victims.low = c.victims.high = None
        if suffix in _THEM and _part_of_those(c, people[left[0]]):
            c.victims.low = c.victims.high = the_number_after(c.sentence.tokens, people[left[0]].head + 1)
            c.victims.stated = c.victims.low is not None
        return
    if suffix in _THEM and (k := _counted_before(c, people)) is not None:
        take(c, people, k)
        return
    taken = suffix in _HIM and c.category in ("arrest", "execution")
    shot = c.category == "civilian_harm" and any(t.has("bullet") for t in c.sentence.tokens[c.last + 1 : c.last + 2])
    if taken or suffix in _HIM_OR_HER and shot:
        c.victims = one_person(c)


def _part_of_those(c: Candidate, p: People) -> bool:
    """ "Released *6 of the hostages whom* it had abducted": all of them were abducted, and not six."""
    tokens = c.sentence.tokens
    of = p.stated and p.count_last < p.head and tokens[p.count_last + 1].norm in _OF
    return of and tokens[p.head].prefix().article and tokens[c.first - 1].norm in _THOSE


def _counted_before(c: Candidate, people: list[People]) -> int | None:
    """ "The names of *15 people*, who the page says were those *whom they abducted*": a number further before."""
    near = (k for k, p in enumerate(people) if p.stated and p.kind != "comb" and 0 < c.first - p.last <= REACH_LEFT)
    return next(near, None)


def _many_by_pronoun(c: Candidate, reading: Reading | None) -> None:
    """ "*Their* execution in the square, one of them a teacher": of several, and one of them is not their number."""
    many = reading is not None and reading.form.pos == "n" and reading.clitics.suffix in _THEM
    if many and c.victims.low == c.victims.high == 1 and not c.victims.stated:
        c.victims.low = c.victims.high = None


def _not_the_subject(c: Candidate, people: list[People], left: list[int]) -> list[int]:
    """ "By *gunmen* who abducted her": whoever stands right before a verb in the plural did it."""
    reading, _ = c.sentence.tokens[c.first].reading_of(c.word.id)
    plural = reading is not None and reading.form.number == "p"
    doer = bool(left) and people[left[0]].kind == "comb" and people[left[0]].last == c.first - 1
    return left[1:] if doer and plural else left


def _suffixed_noun(c: Candidate, people: list[People], suffix: str) -> None:
    """ "They fired at a man and his child, which led to *their death*": the people named before."""
    before = [k for k, p in enumerate(people) if p.last < c.first and p.kind != "comb" and "org" not in p.tags]
    dying = any(not t.bases.isdisjoint(_DYING_OF) for t in c.sentence.tokens[max(0, c.first - 1) : c.first])
    if suffix in _HIM_OR_HER and c.category in _KILLED and (_results(c) or _set_about(c)):
        _who_fell(c, people)
        before = c.sentence.tokens[max(0, c.first - _SOME_BEFORE) : c.first]
        many = any(not t.bases.isdisjoint(_SOME) for t in before)  # "*some others* were executed"
        if c.category == "execution" and c.victims.kind is None and not many:
            c.victims = one_person(c)
        return
    single = suffix in _HIM_OR_HER and c.category != "arrest" and not is_caused(c)  # "taken in after his injury"
    if suffix in _HIM_OR_HER and c.category == "arrest" and not before:
        c.victims = one_person(c)
    if not before or c.category == "displacement" or dying or single:
        return
    take(c, people, _first_of_list(c, people, before[-1]))
    if suffix in _BOTH:
        c.victims.low = c.victims.high = 2


def _results(c: Candidate) -> bool:
    """ "Which led to *his death*"."""
    return any(t.has("result") for t in c.sentence.tokens[max(0, c.first - _BEFORE_RESULT) : c.first])


def _set_about(c: Candidate) -> bool:
    """ "They went on to *kill him*", "his execution was *carried out*": a verb that says it was done stands before."""
    before = c.sentence.tokens[max(0, c.first - _BEFORE_RESULT) : c.first]
    return any(not t.bases.isdisjoint(_SET_ABOUT | _WAS_DONE) for t in before)


def _who_fell(c: Candidate, people: list[People]) -> None:
    """ "Unknown men fired at a young man, which led to *his death*": the nearest single person before, no fighter."""
    before = [k for k, p in enumerate(people) if p.last < c.first and not p.tags & {"agent", "org"}]
    if before and people[before[-1]].kind != "comb" and people[before[-1]].low == 1:
        take(c, people, before[-1])
    elif not before and (at := _fired_at(c)) is not None:
        c.victims = Victims("unspecified", 1, 1, "persons", (at, at), first=at, last=at)


def _fired_at(c: Candidate) -> int | None:
    """ "Unknown men fired *at A B*, which led to his death": the first word of the name."""
    tokens = c.sentence.tokens
    fired = [t.i for t in tokens[1 : c.first] if t.norm in _UPON and tokens[t.i - 1].inside]
    return person_name(tokens, fired[-1] + 1, False) if fired else None


def _among_others(s: _Search, first: int) -> bool:
    """ "47 were killed, among them eight children *and 15 people under torture*": only the last of the parts."""
    before = s.tokens[max(0, s.people[first].first - 2) : s.people[first].first]
    return s.c.word.id == _TORTURED and any(t.has("breakdown") for t in before)


def _chosen(s: _Search) -> int | None:
    """The number of the people phrase that the syntax of the trigger points to."""
    if s.left and (_were_subjected(s) or _counts_cases(s) or s.c.word.id == _TORTURED):
        first = _first_of_list(s.c, s.people, s.left[0])
        return s.left[0] if _among_others(s, first) else first
    force_between = bool(s.right) and any(t.has("group") for t in s.tokens[s.begin : s.people[s.right[0]].first])
    s.right = _outside_phrase(s)
    if s.right and (k := _object(s, force_between)) is not None:
        return k
    if s.left and (s.c.category == "displacement" and _fled(s) or _is_subject(s)):
        return _whole(s)
    return s.right[0] if s.right and s.distance(s.right[0]) <= 10 and not _of_another(s, s.right[0]) else None


def _beyond_comma(s: _Search, k: int) -> bool:
    """ "The residents were forced into flight, and *the camp houses 25 families*": people of the next clause."""
    return s.c.category == "displacement" and not s.verb and _any(s.tokens[s.begin : s.people[k].first], _COMMA)


def _of_another(s: _Search, k: int) -> bool:
    """ "A wave of displacement after the shelling, which *killed a woman*": people right after another word of harm."""
    at = s.people[k].first
    if s.c.category == "arrest" and s.c.word.subtype != "release":  # "a cell was caught and two captives *freed*"
        between = s.tokens[max(s.c.last + 1, at - 2) : at]
        return any(r.word.subtype == "release" for t in between for r in t.readings)
    if s.c.category != "displacement" or s.verb:
        return False
    since = max(s.c.last + 1, at - 2) if at > s.c.last else max(0, at - 2)
    before = (r.word for t in s.tokens[since:at] for r in t.readings if r.word.category)
    return any(w.category != "displacement" and w.subtype != "attack" for w in before)


def _whole(s: _Search) -> int:
    """ "Four people, among them a girl, were killed": the people before the verb, not the part named after them."""
    k = s.left[0]
    part = _first_of_list(s.c, s.people, k)
    if part:
        between = s.tokens[s.people[part - 1].last + 1 : s.people[part].first]
        aside = any(t.norm in _COMMA for t in s.tokens[s.people[k].last + 1 : s.c.first])
        # "among them four who were killed" are a part of people of whom another word tells
        whole = aside or not s.people[part].stated or not _told_before(s.tokens, s.people[part - 1])
        if whole and between and between[-1].has("breakdown") and s.people[part - 1].stated:
            k = part - 1
    return _first_of_list(s.c, s.people, k)


def _told_before(tokens: list[Token], p: People) -> bool:
    """True where a word right before people, or their own noun, tells of them ("arrested 20, among them …")."""
    own = any(r.kind == "victim" for r in tokens[p.head].readings)
    return own or any(map(tells, tokens[max(0, p.first - 3) : p.first]))


def _first_of_list(c: Candidate, people: list[People], k: int) -> int:
    """ "A child, 4 women and 22 men were killed": the first of those joined before phrase k."""
    while k and (
        any(p is people[k] for p in joined(c.sentence, people, k - 1)) or shares_number_before(c.sentence, people, k)
    ):
        k -= 1
    return k


def _were_subjected(s: _Search) -> bool:
    """ "Five men were subjected to …"."""
    if not s.reading or s.reading.clitics.prep not in _TO_PREFIX:
        return False
    first = s.people[_first_of_list(s.c, s.people, s.left[0])].first
    undergone = [t.i for t in s.tokens[max(0, first - 2) : s.c.first] if t.has("undergo")]
    # not "farmers were subjected to fire, which *led* to the death of one"
    return bool(undergone) and not any(t.has("result") for t in s.tokens[undergone[-1] : s.c.first])


def _counts_cases(s: _Search) -> bool:
    """ "178 cases of arrest", "12 injuries": an amount without a noun stands right before the phrase."""
    p = s.people[s.left[0]]
    noun = "event" in s.c.kinds and not s.verb and not (s.reading and s.reading.clitics.conj)
    return ("mark" in s.c.kinds or noun) and "headless" in p.tags and p.stated and p.last + 1 == s.c.first


def _say_whose(s: _Search, k: int) -> None:
    """ "12 injuries *among civilians*": who they are stands right after what is counted."""
    if k not in s.left or s.c.victims.kind != "unspecified" or not _counts_cases(s):
        return
    for p in (s.people[n] for n in s.right[:1] if s.distance(n) <= 2):
        if not p.stated and p.kind in _SIDES:
            s.c.victims.kind = _SIDES[p.kind]
    near = s.tokens[s.begin : s.begin + 4]
    if near and near[0].has("ranks") and any(t.has("group") for t in near[1:]):
        s.c.victims.kind = "combatants"  # "12 injuries in the ranks of the army"


def _outside_phrase(s: _Search) -> list[int]:
    """The people after the trigger, without those inside its phrase who did it: fighters, or who pulled bodies out."""
    pulled = s.c.word.id == _BODIES
    if not pulled and "mark" not in s.c.kinds or len(s.right) < 2:
        return s.right
    inner, nxt = s.people[s.right[0]], s.people[s.right[1]]
    end = max(s.tokens[s.c.first].taken or (0,))
    return s.right[1:] if (pulled or inner.kind == "comb") and inner.first < end <= nxt.first else s.right


def _object(s: _Search, force_between: bool) -> int | None:
    """The people right after the trigger, or after the one who did it, unless its subject is the better choice."""
    by_others = s.verb and not s.passive and "act" in s.c.kinds and len(s.right) > 1 and _is_agent(s)
    k = s.right[by_others]
    near = (
        by_others
        or s.distance(k) <= 4
        or s.verb
        and force_between
        or _only_filler(s.tokens, s.begin, s.people[k].first)
    )
    near = near and not _of_another(s, k) and not (s.left and _beyond_comma(s, k))
    return k if near and not (s.verb and s.left and _subject_is_better(s, k)) else None


def _is_agent(s: _Search) -> bool:
    """True where the first people after an active verb are who did it and the next are the victims."""
    p, nxt = s.people[s.right[0]], s.people[s.right[1]]
    between = s.tokens[p.last + 1 : nxt.first]
    if s.tokens[nxt.first].begins_with_and() or any(
        t.norm in _NOT_AGENT_BETWEEN or t.has("breakdown") for t in between
    ):
        return False
    if p.kind == "comb" and s.tokens[p.head].norm.endswith(_NOMINATIVE) and not p.stated:
        return nxt.first - p.last < 14  # nominative of a construct: "the gunmen of …"
    armed = p.kind == "comb" or not s.tokens[p.head].bases.isdisjoint(_DOERS)
    if "agent" in p.tags or armed and not p.stated and p.low is None:
        return nxt.first - p.last < 10
    return p.kind == "comb" and not p.stated and not between


def _only_filler(tokens: list[Token], begin: int, end: int) -> bool:
    """True where nothing but time, place, adverbs and marks stands between."""
    return end - begin <= 9 and all(not t.readings or t.has(*_FILLER) for t in tokens[begin:end])


def _subject_is_better(s: _Search, k: int) -> bool:
    """True where the people before the verb, not those after it, are whom it befell."""
    shared = any(shares_object(s.c, t, s.begin) for t in s.tokens[s.begin : s.people[k].first])
    if shared and s.c.first - s.people[s.left[0]].last <= 5:
        return True
    if s.distance(k) and "headless" in s.people[k].tags and _joined_number(s.tokens, s.people[k].first):
        return _right_before(s)  # "four were executed in A, *and eleven* in B"
    if s.tokens[s.people[k].head].norm in _MOST and people_before(s.c, s.people, 8):
        return True  # "42 people were killed, *most of them* in …"
    of_them = {"others", "headless"} <= s.people[k].tags  # "six civilians were killed, three of them in …"
    broken = any(t.has("breakdown") for t in s.tokens[s.begin : s.people[k].first])
    return (of_them or broken) and _right_before(s) or "mid" in s.c.kinds and s.distance(k) > 1 and _right_before(s)


def _joined_number(tokens: list[Token], i: int) -> bool:
    """True where "and" joins the number at word i, with or without a bracket between."""
    k = i - 1
    while k > 0 and tokens[k].norm in _BRACKETS:
        k -= 1
    return tokens[i].begins_with_and() or k > 0 and tokens[k].norm in _AND


def _right_before(s: _Search) -> bool:
    """ "12,500 civilians fled their homes": the subject stands right before the verb."""
    left = people_before(s.c, s.people, 5)
    gap = s.tokens[s.people[left[0]].last + 1 : s.c.first] if left else []
    return bool(left) and all(t.norm in _BEFORE_VERB or t.has("time", "breakdown") for t in gap)


def _fled(s: _Search) -> bool:
    """True where the people before a word of displacement are whom it befell."""
    if not s.verb and s.tokens[s.c.first].begins_with_and() and s.reading and s.reading.clitics.conj:
        return False  # "executes two men, and displacement in …"
    if _of_another(s, s.left[0]):
        return False
    at = s.people[s.left[0]].first
    if s.reading and s.reading.clitics.prep in _TO_PREFIX:
        before = (r for t in s.tokens[max(0, at - 4) : at] for r in t.readings)
        if any(r.word.id == _COMPEL for r in before):
            return True  # "the shelling drove thousands to flee"
    apart = not s.right or s.distance(s.right[0]) > 6 or _beyond_comma(s, s.right[0])
    return apart and s.c.word.subtype != "return"


def _is_subject(s: _Search) -> bool:
    """True where the people before a verb, or a phrase of return or release, are whom it befell."""
    state = s.c.word.subtype in ("return", "release") or s.c.word.id == _STILL_HELD
    if not (s.verb or "mark" in s.c.kinds and state):
        return False
    return not (s.people[s.left[0]].kind == "comb" and "act" in s.c.kinds and not _passive_of_many(s))


def _passive_of_many(s: _Search) -> bool:
    return s.passive or bool(s.reading and s.reading.form.number == "p" and s.reading.form.tense == "past")
