"""Who was affected and what was hit: people and targets around a trigger."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from extractors.counts import Quantity, at_least_after, may_begin, read_number, read_quantity
from extractors.sentence import Sentence, Token

# How far people may stand from their trigger, in words; longer gaps are other clauses (measured on news sentences:
# 95 % of the people stand within 9 words of the verb).
REACH_RIGHT = 14
REACH_LEFT = 12
_LINKS = frozenset(("و", "،", ",", "and", "or", "أو", "/"))
_OF = frozenset(("من", "of", "the", "ال"))
_NOUN_ADJECTIVES = frozenset("local displaced elderly wounded injured male female syrian palestinian iraqi".split())
_ADDED = frozenset(("بالاضافه", "اضافه", "فضلا", "الي", "عن", "plus", "as", "well"))
_BOTH = frozenset(("وهما", "هما"))
_MOST = frozenset(("معظمهم", "اغلبهم", "غالبيتهم", "جلهم", "most", "mostly"))
_UNNAMED = frozenset(("some", "many", "several", "others", "hundreds"))


@dataclass(slots=True)
class People:
    """One people phrase: head word, its classes, how many, in persons or households."""

    first: int
    last: int
    head: int
    tags: frozenset[str]
    low: int | None
    high: int | None
    unit: str
    stated: bool
    definite: bool = False
    count_first: int = -1
    count_last: int = -1
    parts: list[People] = field(default_factory=list)

    @property
    def kind(self) -> str:
        """civ, comb or any."""
        return "comb" if "comb" in self.tags else "civ" if "civ" in self.tags else "any"


def read_people(sentence: Sentence, i: int) -> People | None:
    """The people phrase that begins at word i ("more than 20 families", "two of its members"), or None."""
    tokens, language = sentence.tokens, sentence.language
    start = tokens[i]
    if not (may_begin(start, language) or _opens(start) or _is_head(start) or start.norm in _UNNAMED):
        return None
    quantity = read_quantity(tokens, i, language)
    j = quantity.last + 1 if quantity else i
    skipped = 0
    sided = False
    while j < len(tokens) and skipped < 4:
        side = language == "en" and (quantity is not None or skipped > 0) and _names_a_side(tokens[j])
        if not side and not _between(tokens[j], quantity is not None or skipped > 0 or _opens(tokens[j])):
            break
        sided = sided or side
        j, skipped = j + 1, skipped + 1
    while language == "en" and j + 1 < len(tokens) and tokens[j].norm in _NOUN_ADJECTIVES and _is_head(tokens[j + 1]):
        j += 1  # "two local officials"
    if j < len(tokens) and _is_head(tokens[j]):
        people = _people(sentence, i, j, quantity)
        if sided and people.kind == "any":
            people.tags = (people.tags - {"any"}) | {"comb"}
        return people
    amount = quantity.last + 1 if quantity else i + 1
    if amount < len(tokens) and tokens[amount].norm in ("منهم", "منهن") and (quantity or _opens(tokens[i])):
        low, high = (quantity.low, quantity.high) if quantity else (None, None)
        return People(i, amount, amount, frozenset(("person", "any", "headless", "others")), low, high, "persons",
                      quantity is not None, False, i, amount)  # fmt: skip
    if not quantity and sentence.language == "en" and tokens[i].norm in _UNNAMED:
        if i + 1 < len(tokens) and tokens[i + 1].norm in _AUXILIARY:
            return People(i, i, i, frozenset(("person", "any", "headless")), None, None, "persons", False, False, i, i)
    if quantity and _stands_alone(tokens, quantity.last + 1, quantity.vague):
        return People(i, quantity.last, quantity.last, frozenset(("person", "any", "headless")), quantity.low, quantity.high,
                      "persons", True, False, quantity.first, quantity.last)  # fmt: skip
    return None


def _stands_alone(tokens: list[Token], i: int, vague: bool) -> bool:
    """True where an amount has no noun of its own ("33 injured", "tens of thousands fled")."""
    if i >= len(tokens):
        return True
    token = tokens[i]
    if token.norm in _AUXILIARY or token.has("wounds"):
        return True
    if token.has("prep", "time", "breakdown", "stop", "result") or token.norm in (".", ",", "،", ")", '"', "و", "and", "اخرين", "اخرون"):
        return not token.has("time") or vague
    return any(r.kind in ("mid", "act", "event") for r in token.readings) or vague and token.prefix().conj != "" and not token.has("person")


def _names_a_side(token: Token) -> bool:
    """ "Two *Islamic State* agents", "40 *army* troops": a force before its people."""
    return token.has("group", "in_group") and not _is_head(token) or token.norm in ("army", "force", "air")


def _opens(token: Token) -> bool:
    return not token.bases.isdisjoint(_OPENERS)


_AUXILIARY = frozenset("have has were was had are is been more".split())
_OPENERS = frozenset(
    """عدد عددا العديد الكثير المزيد مزيد بعض جميع كافه كل احد احدي عشرات مجموعه the a an some several
    many all other another its local young two عده one number اثنين اثنان""".split()
)
_ADJECTIVES = frozenset(
    """others other local young innocent unarmed displaced syrian more additional of from the a an whole
    elderly injured killed wounded number pro its male female kurdish captured downed abducted""".split()
)


def _between(token: Token, after_amount: bool) -> bool:
    """Words between an amount and its people: "of the", "a number of", "young"."""
    return after_amount and (token.norm in _OF or bool(token.bases & _OPENERS) or token.norm in _ADJECTIVES
                             or token.norm in ('"', "كبير", "كبيره", "هولاء")) and not _is_head(token)  # fmt: skip


def _is_head(token: Token) -> bool:
    if token.inside or token.has("nothing"):
        return False
    return token.has("person") or any(r.kind == "victim" and r.word.category == "civilian_harm" for r in token.readings)


def _people(sentence: Sentence, first: int, head: int, quantity) -> People:
    tokens = sentence.tokens
    token = tokens[head]
    reading = next((r for r in token.readings if "person" in r.word.tags or r.kind == "victim"), None)
    tags = set(token.tags)
    last = max(head, token.phrase_end)
    low = high = None
    stated = False
    if quantity:
        low, high, stated = quantity.low, quantity.high, True
    elif reading and reading.form.pos in ("n", "w"):
        number = reading.form.number
        if (
            number == "d"
            or number in ("?", "p") and any(t.norm in _BOTH for t in tokens[last + 1 : last + 9])
            or number == "?"
            and sentence.language == "ar"
            and last + 1 < len(tokens)
            and (tokens[last + 1].norm in ("اثنين", "اثنان", "اثنتين"))
        ):
            low = high = 2
            stated = True
        elif number == "s" and not any(
            b in _OPENERS - {"احد", "احدي", "a", "an", "one", "the", "its", "his", "her", "their"} for t in tokens[first:head] for b in t.bases
        ):
            low = high = 1
        elif tokens[first].bases & {"احد", "احدي"}:
            low = high = 1
    last, extra = _after_head(sentence, last)
    tags |= extra
    if (high is not None or low is not None) and (words := at_least_after(tokens, last + 1, sentence.language)):
        high, last = None, last + words
    if "household" in tags and (members := _members(sentence, last + 1)):
        low, high, stated, tags = members.low, members.high, True, tags - {"household"}
    if low == 1 and last + 1 < len(tokens) and tokens[last + 1].bases & {"واحدا", "واحد", "واحده"}:
        if words := at_least_after(tokens, last + 2, sentence.language):  # "one man at least"
            high, last = None, last + 1 + words
    definite = sentence.language == "en" and any(t.norm == "the" for t in tokens[max(0, first - 1) : head]) or bool(reading and reading.clitics.article)
    unit = "households" if "household" in tags else "persons"
    cf, cl = (quantity.first, quantity.last) if quantity else (head, head)
    return People(first, last, head, frozenset(tags), low, high, unit, stated, definite, cf, cl)


def _members(sentence: Sentence, i: int) -> Quantity | None:
    """The number of persons in "a family of seven"."""
    tokens = sentence.tokens
    while i < len(tokens) and tokens[i].norm in ("مولفه", "مكونه", "كامله", "باكملها", "whole"):
        i += 1
    if i + 1 < len(tokens) and tokens[i].norm in ("من", "of"):
        return read_quantity(tokens, i + 1, sentence.language)
    return None


def _after_head(sentence: Sentence, last: int) -> tuple[int, set[str]]:
    """What qualifies the head: "three persons of its members", "dead in the ranks of the army", "unarmed"."""
    tokens = sentence.tokens
    extra: set[str] = set()
    j = last + 1
    limit = min(len(tokens), last + 5)
    while j < limit:
        token = tokens[j]
        if token.has("agent_mark") or token.norm[:1] == "و" or token.norm == "and" or token.norm[:1].isdigit():
            break
        if read_number(tokens, j, sentence.language):
            break
        if token.has("ranks") or token.norm in ("من", "of") or token.has("in_phrase"):
            k = max(j, token.phrase_end) + 1
            while k < min(len(tokens), j + 4) and (
                tokens[k].norm in ('"', "the", "its", "بين", "ضمن") or tokens[k].has("ranks")
            ):
                k = max(k, tokens[k].phrase_end) + 1
            if k < len(tokens) and (tokens[k].has("comb", "group")):
                extra |= {"comb"}
                return max(k, tokens[k].phrase_end), extra
            if k < len(tokens) and tokens[k].has("civ") and _is_head(tokens[k]):
                extra |= {"civ"}
                return k, extra
            break
        if token.prefix().prep == "ب" and not token.has("ranks"):
            break
        if token.norm.startswith("لل") or token.norm.startswith("ل") and token.has("group"):
            if token.has("group"):  # "3 dead of the regime"
                extra |= {"comb"}
            break
        if token.has("comb") and not token.has("group") and not token.prefix().conj:  # a soldier named …
            extra |= {"comb"}
            break
        if token.has("civ", "plain") and not token.prefix().conj and not token.prefix().prep and token.has("plain"):
            extra |= {"civ"}
            last = j
        elif token.has("prep") or token.norm in ('"', ",", "،", ".", ":"):
            break
        j += 1
    return last, extra


def chunks(sentence: Sentence) -> list[People]:
    """Every people phrase of a sentence, left to right, without overlaps."""
    found: list[People] = []
    i = 0
    while i < len(sentence.tokens):
        people = None if sentence.tokens[i].norm in _OF else read_people(sentence, i)
        if people and found and "headless" in people.tags and people.first == found[-1].last + 1 and people.low in (1, 2) and found[-1].low in (None, people.low):
            found[-1].low = found[-1].high = people.low  # "two advisers, two": the number again
            found[-1].last, found[-1].stated = people.last, True
            i = people.last + 1
        elif people:
            if found and ("others" in people.tags or _is_others(sentence.tokens[people.head])) and people.first - found[-1].last < 12:
                people.tags = (people.tags - {"any"}) | (found[-1].tags & {"civ", "comb", "any"})
            found.append(people)
            i = people.last + 1
        else:
            i += 1
    for a, b in zip(found, found[1:], strict=False):  # "40 dead and 60 wounded of the army": both are fighters
        if b.kind == "comb" and a.kind == "any" and b.first - a.last <= 2 and any(
            r.kind == "victim" for r in sentence.tokens[b.head].readings
        ):
            a.tags = (a.tags - {"any"}) | {"comb"}
    return found


def _is_others(token: Token) -> bool:
    """ "two others": of the kind named before."""
    return bool(token.bases & {"اخرين", "اخرون", "اخران", "others"})


def _single_relative(one: People, nxt: People, sentence: Sentence) -> bool:
    """ "Mrs A B, and her husband C D": names stand between two single people."""
    both = one.low == one.high == nxt.low == nxt.high == 1 and nxt.first - one.last <= 5
    return both and sentence.tokens[nxt.first].norm.startswith("و") and any(r.form.pos == "w" for r in sentence.tokens[nxt.head].readings)


def two_names(one: People, nxt: People, sentence: Sentence) -> bool:
    """ "Activist A B and her friend C D": a single person with a name, joined to another one's."""
    if not one.low == one.high == nxt.low == nxt.high == 1 or nxt.first - one.last > 6:
        return False
    between = [t for t in sentence.tokens[one.last + 1 : nxt.first] if t.norm not in ("his", "her", "their")]
    return bool(between) and between[-1].norm == "and" and all(t.text[:1].isupper() and not t.readings for t in between[:-1])


def joined(sentence: Sentence, people: list[People], k: int) -> list[People]:
    """Chunk k and those that a comma or "and" adds to it ("3 children and a woman")."""
    group = [people[k]]
    span = sentence.tokens[people[k].first : people[k].last + 1]
    if sentence.language == "en" and len(people) > k + 1 and two_names(people[k], people[k + 1], sentence):
        return people[k : k + 2]
    if people[k].stated and any(t.has("breakdown") or t.norm in _MOST for t in span):
        return group  # "38 people, most of them women and children"
    for nxt in people[k + 1 :]:
        between = sentence.tokens[group[-1].last + 1 : nxt.first]
        conj = sentence.tokens[nxt.first].norm.startswith("و") or any(t.norm in _LINKS for t in between)
        filler = [
            t for t in between if t.norm not in _LINKS and t.norm not in ('"', ")", "(", "كذلك", "ايضا", "the", "a", "his", "her", "their")
        ]
        if filler and any(t.norm in _ADDED for t in filler) and all(t.norm in _ADDED for t in filler):
            conj, filler = True, []
        if filler and _single_relative(group[-1], nxt, sentence) and all(t.norm[:1].isalpha() and not t.readings for t in filler[:4]):
            filler = []
        comma = conj and not sentence.tokens[nxt.first].norm.startswith("و") and all(t.norm in ("،", ",") for t in between)
        if comma and not nxt.stated:
            break
        if not conj or filler or any(t.has("breakdown") for t in between):
            break
        if any(r.kind in ("event", "act", "mid") for t in sentence.tokens[nxt.first : nxt.head] for r in t.readings):
            break
        if any(r.kind == "victim" for r in sentence.tokens[nxt.head].readings) or "headless" in nxt.tags:
            break
        first = group[0]  # "36 women and children": the second noun belongs to the number
        if first.stated and (first.low or 0) > 10 and not nxt.stated and nxt.low == 1:
            continue
        group.append(nxt)
    return group


def breakdown(sentence: Sentence, people: list[People], after: int) -> list[People]:
    """The people that "among them …" names within 6 words after a phrase."""
    tokens = sentence.tokens
    for i in range(after + 1, min(len(tokens), after + 9)):
        if tokens[i].has("stop", "result") or any(r.kind in ("act", "hit") for r in tokens[i].readings):
            return []
        if tokens[i].has("breakdown") or tokens[i].norm == ":" and i == after + 1:
            begin = max(i, tokens[i].phrase_end) + 1
            k = next((n for n, p in enumerate(people) if begin <= p.first <= begin + 2), None)
            return joined(sentence, people, k) if k is not None else []
    return []


@dataclass(slots=True)
class Victims:
    """Who an event befell: kind civilians, combatants, unspecified or None (nobody found); the count as a range."""

    kind: str | None = None
    low: int | None = None
    high: int | None = None
    unit: str | None = None
    text: tuple[int, int] | None = None
    stated: bool = False
    captive: bool = False
    displaced: bool = False
    resident: bool = False
    named: bool = False
    definite: bool = False
    first: int = -1
    last: int = -1


def assess(sentence: Sentence, group: Iterable[People], parts: Iterable[People]) -> Victims:
    """Civilian part, count and classes of a group of people phrases and its "among them …" part."""
    group, parts = list(group), list(parts)
    if not group:
        return Victims()
    civil = [p for p in group if p.kind == "civ"]
    fighters = [p for p in group if p.kind == "comb"]
    others = [p for p in group if p.kind == "any"]
    counted = group
    if fighters and (civil or others):
        counted = civil or others
    kind = "civilians" if civil else "unspecified" if others else "combatants"
    part_civil = [p for p in parts if p.kind == "civ"]
    part_comb = [p for p in parts if p.kind == "comb"]
    if kind == "unspecified" and part_civil:
        kind = "civilians"
        plain = [p for p in part_civil if "plain" in p.tags]
        if plain and (plain[0].stated or part_comb):
            counted = plain
    elif kind == "unspecified" and part_comb and all(p.low is not None for p in part_comb):
        kind = "unspecified"
    elif kind == "combatants" and part_civil:
        kind, counted = "civilians", part_civil
    low, high, unit, stated = total(counted)
    tags = set().union(*(p.tags for p in group))
    first, last = counted[0], counted[-1]
    return Victims(kind, low, high, unit, (first.count_first, max(last.count_last, last.head)), stated,
                   "captive" in tags, "displaced" in tags, bool(tags & {"resident", "civ"}), False,
                   group[0].definite, min(p.first for p in group), max(p.last for p in [*group, *parts]))  # fmt: skip


def total(group: list[People]) -> tuple[int | None, int | None, str | None, bool]:
    """(low, high, unit, stated) of people phrases added up; persons only where a unit is mixed."""
    same = [p for p in group if p.unit == group[0].unit]
    if not any(p.stated or p.low is not None for p in same):
        return None, None, None, False
    if any(p.low is None and p.high is None for p in same):
        known = [p for p in same if p.low is not None or p.high is not None]
        stated = [p for p in known if p.stated]
        if len(same) > 1 and not stated:
            ones = [p for p in known if p.low == 1]  # "a leader and several of his aides"
            return (len(ones), None, same[0].unit, True) if ones and ones[0] is same[0] else (None, None, None, False)
        best = stated or known
        vague = best[0].high is not None and best[0].low is not None and best[0].high >= 3 * best[0].low
        return best[0].low, best[0].high if len(same) == 1 or vague else None, best[0].unit, True
    low = None if any(p.low is None for p in same) else sum(p.low for p in same)
    high = None if any(p.high is None for p in same) else sum(p.high for p in same)
    return low, high, same[0].unit, any(p.stated for p in same)
