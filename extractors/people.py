"""One people phrase of a sentence: its noun, how many they are and what is said of them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from extractors.counts import Quantity, at_least_after, may_begin, read_number, read_quantity
from extractors.family_members import family_after, is_member, is_plain_member
from extractors.lexicon import Reading
from extractors.plain_nouns import PLAYERS, are_players, class_after_trigger, tells, the_number_after
from extractors.qualifying import after_head, side_after
from extractors.sentence import Sentence, Token
from extractors.small_words import small
from extractors.unknown_people import befalls, ends_phrase, is_one, unknown_people

OF = small("of")
_OPENERS = small("people_opener")
_OPENERS_OF_MANY = _OPENERS - small("opener_of_one")
_FORCE_ADJECTIVES = small("force_adjective")
_ONE_OF, _GANG = small("one_of"), small("gang")
_ADJECTIVES = small("people_adjective")
_NOUN_ADJECTIVES = small("noun_adjective")
_BETWEEN = small("between_amount_and_people")
_UNNUMBERED = small("unnumbered_people")
_AFTER_BARE_AMOUNT = small("after_bare_amount")
_BARE_AMOUNT_ENDS = small("bare_amount_ends")
_ENDS, _WHO = _BARE_AMOUNT_ENDS | small("conjunction"), small("relative_pronoun")
_KINDS = frozenset(("civ", "comb", "any"))
_ATTRIBUTES = frozenset(("populated", "civ_object", "time"))
_COUNTED_FIGHTERS, _COUNTED_CIVILIANS = small("fighters_after_number"), small("civilians_after_number")
_COUNTED_NATIONALS = small("nationals_after_number")
_WAYS = small("ways")
_DOTTED_UN = ["u", ".", "n", "."]
_NATIONAL = re.compile(r"[A-Z][a-z]{1,12}(?:an|ese|ish|ch|ino|ek|qi|ni|ti|di|li|ss|iot)|[A-Z]{2,5}")
_THEIRS = "p.theirs"
_NATIONS, _MORE_DEEDS = small("capital_adjective"), small("more_deeds")
_ARMED_MEN, _AN, _NTH = small("armed_men"), small("article"), small("one_more")
_SIDE_NOUNS, _ENDS_OF_A_SIDE = small("side_noun"), small("end_of_a_side")
_OUT_OF, _SONS = small("out_of"), small("sons_of_a_place")
_ONE_FAMILY, _MEMBER = small("one_family"), small("member_of_a_family")
_OF_THEM, _CASES = small("of_them"), small("cases")
_PAIRS = small("english_pair")
_BOTH, _BOTH_PEOPLE = small("both_of_them"), small("both_people")
_TWO = small("two_persons")
_ONE = small("one_person")
_WHOLE_FAMILY = small("whole_family")
_AGES, _BETWEEN_TWO = small("age_words"), small("between_two")
_THEM = small("them_whom")
_BODIES, _OF = small("bodies"), small("of_alone")
_COMMAS = small("people_comma")
_THE = small("definite_article")
_THE_AR = tuple(small("arabic_article"))
_AGE_UNIT, _OLD, _HYPHEN = small("age_unit"), small("age_old"), small("hyphen")
_ONE_AS_PRONOUN = small("pronoun_one")
_BRACKETS, _MASS = small("brackets"), small("people_mass")
# Years of age between which somebody may be a fighter.
_GROWN_UP, _AGED = 18, 65
_LAST_PLURAL = 10  # an Arabic noun after a larger number is singular
# The most words that stand between an amount and its noun ("two other unarmed local").
_LONGEST_GAP = 4


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
    definite: bool
    count_first: int
    count_last: int

    @property
    def kind(self) -> str:
        """civ, comb or any."""
        return "comb" if "comb" in self.tags else "civ" if "civ" in self.tags else "any"


def read_people(sentence: Sentence, i: int) -> People | None:
    """The people phrase that begins at word i ("more than 20 families", "two of its members"), or None."""
    tokens, language = sentence.tokens, sentence.language
    start = tokens[i]
    if language == "ar" and not start.is_person() and (tags := class_after_trigger(tokens, i)):
        last, more = after_head(sentence, i)
        return People(i, last, i, tags | more, 1, 1, "persons", False, False, i, i)
    if i and start.norm in _FORCE_ADJECTIVES and tokens[i - 1].has("group"):
        return None  # "an *extremist* group", in Arabic behind its noun
    member = language == "en" and is_member(tokens, i)
    one = language == "en" and is_one(start)
    known = may_begin(start, language) or _opens(start) or start.is_person() or start.norm in _UNNUMBERED
    if not (known or member or one):
        return None
    if language == "en" and i and start.norm in _ONE and tokens[i - 1].norm in _ONE_AS_PRONOUN:
        return None  # "the previous one"
    if language == "en" and _is_one_more(tokens, i):
        return replace(_bare(i, i + 1, None, {"others"}), low=1, high=1)
    quantity = None if age_ends(tokens, i) else read_quantity(tokens, i, language)
    head, of_a_side = _find_head(sentence, i, quantity)
    if head is None:
        unnamed = (_aged(tokens, i, quantity) or _unknown(tokens, i, quantity)) if language == "en" else None
        return _headless(sentence, i, quantity) or unnamed
    people = _people(sentence, i, head, quantity)
    if tokens[head].norm in _COUNTED_CIVILIANS and not people.tags & _KINDS:
        people.tags = people.tags | {"person", "civ"}
    if not people.tags & _KINDS:
        people.tags = people.tags | {"person", "civ" if tokens[head].norm in PLAYERS else "any"}  # "20 Syrians"
    if i and not quantity and start.bases & _ONE_OF and tokens[head].suffixed() and tokens[i - 1].bases & _GANG:
        people.low = people.high = None  # "a gang, one of whose members is …"
    if of_a_side and people.kind == "any":
        people.tags = (people.tags - {"any"}) | {"person", "comb"}
    return _with_family(tokens, people) if language == "en" else people


def _aged(tokens: list[Token], i: int, quantity: Quantity | None) -> People | None:
    """ "A *12-year-old* was killed", "two *14-year-olds*": an age that no noun follows."""
    if not quantity and not is_one(tokens[i]):
        return None
    begin = quantity.last + 1 if quantity else i + 1
    end = age_ends(tokens, begin)
    if not end or not (ends_phrase(tokens, end) or befalls(tokens[end : end + 1])):
        return None
    low, high = (quantity.low, quantity.high) if quantity else (1, 1)
    tags = frozenset(("person", "civ" if _is_young_or_old(tokens, begin) else "any"))
    count = (quantity.first, quantity.last) if quantity else (end - 1, end - 1)
    return People(i, end - 1, end - 1, tags, low, high, "persons", quantity is not None, False, *count)


def _unknown(tokens: list[Token], i: int, quantity: Quantity | None) -> People | None:
    """ "Three *falconers* were killed", "wounded a *falconer*": who is no word of any table."""
    if not quantity and not is_one(tokens[i]):
        return None
    counted = quantity is not None and quantity.low != 1
    end = unknown_people(tokens, i, quantity.last + 1 if quantity else i + 1, counted)
    if end is None:
        return None
    low, high = (quantity.low, quantity.high) if quantity else (1, 1)
    count = (quantity.first, quantity.last) if quantity else (end, end)
    tags = frozenset(("person", "any"))
    return People(i, end, end, tags, low, high, "persons", quantity is not None, False, *count)


def _with_family(tokens: list[Token], people: People) -> People:
    """ "Six *of one family*", "five family *members*": persons, and no fighters of a force."""
    if "household" in people.tags:
        members = is_plain_member(tokens, people.last + 1)
        tags = people.tags - {"household"}
        return replace(people, last=people.last + 1, tags=tags, unit="persons") if members else people
    family = family_after(tokens, people.last + 1)
    side = people.tags if people.kind == "comb" else (people.tags - {"any"}) | {"civ", "person"}
    return replace(people, last=family, tags=side, unit="persons") if family else people


def _is_one_more(tokens: list[Token], i: int) -> bool:
    """ "Killed two and wounded *a third*": one more, where no noun follows and no part is meant ("a third of them")."""
    if tokens[i].norm not in _AN or i + 1 >= len(tokens) or tokens[i + 1].norm not in _NTH:
        return False
    after = tokens[i + 2] if i + 2 < len(tokens) else None
    if after is None or not after.norm[:1].isalpha():
        return True
    return after.norm not in OF and (after.has("prep", "stop", "time") or after.norm in _AFTER_BARE_AMOUNT)


def _find_head(sentence: Sentence, i: int, quantity: Quantity | None) -> tuple[int | None, bool]:
    """(the noun of the phrase that begins at word i, whether a force stands before it: "40 *army* troops")."""
    tokens, english = sentence.tokens, sentence.language == "en"
    begin = j = quantity.last + 1 if quantity else i
    of_a_side = False
    while j < len(tokens) and j - begin < _LONGEST_GAP:
        if english and (age := age_ends(tokens, j)):  # "an 80-year-old man"
            j = begin = age
            continue
        if english and _is_acronym(tokens, j):
            j, begin = j + 3, begin + 3  # "two Islamic State (IS) agents"
            continue
        if english and quantity and (after := _past_origin(tokens, j)) > j and tokens[after].is_person():
            j = begin = after
            break
        if english and quantity and j == quantity.last + 1 and _are_bodies_of(tokens, j):
            j, begin = j + 2, begin + 2  # "80 bodies of villagers"
        if english and _is_compound(tokens, j):
            j, begin = j + 3, begin + 3  # "scores of pro-democracy protesters"
            continue
        inside = quantity is not None or j > begin
        side = english and inside and (_names_a_side(tokens[j]) or of_a_side and tokens[j].norm in _HYPHEN)
        if not side and not _between(tokens[j], inside or _opens(tokens[j])):
            break
        of_a_side = of_a_side or side
        j += 1
    while english and _is_attributive(tokens, j):
        j += 1  # "two local officials", "600 local Armenian families"
    if english and (quantity or j > i or _opens(tokens[i])):
        article = quantity is None and j == i  # an article that opens the phrase
        j = _past_attributes(tokens, j + 1 if article else j)
    if english and is_member(tokens, j):
        return j, False
    if quantity and j < len(tokens) and tokens[j].inside and tokens[j].has("person"):
        return j, of_a_side  # the last word of "the arrival of 2,000 displaced"
    if english and quantity and of_a_side and tokens[j - 1].norm in _ARMED_MEN:
        return j - 1, True  # "five armed *men*"
    if english and quantity and tokens[j - 1].has("group", "in_group") and tokens[j - 1].norm in _ENDS_OF_A_SIDE:
        return j - 1, True  # "ten *regime troops*", "four *Revolutionary Guards*"
    if quantity and j < len(tokens) and tokens[j].norm in _COUNTED_CIVILIANS:
        return j, False  # "four activists", who without a number are the source
    counted = quantity is not None and j < len(tokens) and tokens[j].norm in _COUNTED_FIGHTERS
    national = quantity is not None and not english and _is_national(tokens, j, quantity)
    named = national or quantity is not None and not english and are_players(tokens, i, j)
    sons = not english and i < j < len(tokens) and tokens[j].norm in _SONS and tokens[j - 1].norm in _OUT_OF
    named = named or sons
    person = j < len(tokens) and (counted or named or tokens[j].is_person())
    if english and j == i and _says_whose(tokens, j):
        return None, False
    return (j if person else None), of_a_side or counted


def _is_national(tokens: list[Token], j: int, quantity: Quantity) -> bool:
    """ "7,000 *Syrians*": in Arabic a singular adjective of origin, a noun only right after eleven or more."""
    if j >= len(tokens) or tokens[j].norm not in _COUNTED_NATIONALS or j != quantity.last + 1:
        return False
    return max(quantity.low or 0, quantity.high or 0) > _LAST_PLURAL


def _is_attributive(tokens: list[Token], j: int) -> bool:
    """True for a noun or nation's adjective that only describes the people whom the next words name."""
    if j + 1 >= len(tokens) or tokens[j].norm not in _NOUN_ADJECTIVES | _NATIONS:
        return False
    if j and tokens[j - 1].norm in _AN and any(r.kind == "victim" for r in tokens[j + 1].readings):
        return False  # "leaving a civilian injured"
    nation = tokens[j + 1].norm in _NATIONS and any(t.is_person() for t in tokens[j + 2 : j + 3])
    return tokens[j + 1].is_person() or nation


def _says_whose(tokens: list[Token], j: int) -> bool:
    """ "In *Syrian* prisons": an adjective before a plain noun, and nobody."""
    after = tokens[j + 1 : j + 2]
    if tokens[j].norm not in _NATIONS or not after or not after[0].text.islower() or not after[0].norm.isalpha():
        return False
    noun = after[0]
    told = noun.has("prep", "stop", "time", "result", "func", "person") or any(r.word.category for r in noun.readings)
    return not told and noun.norm not in _AFTER_BARE_AMOUNT | OF | _ENDS | _WHO


def age_ends(tokens: list[Token], i: int) -> int:
    """The word after the age that begins at word i ("80-year-old", "two-day-old"); 0 where none does."""
    k = i + 1
    for wanted in (_AGE_UNIT, _OLD):
        k += k < len(tokens) and tokens[k].norm in _HYPHEN
        if k >= len(tokens) or tokens[k].norm not in wanted:
            return 0
        k += 1
    return k


def _is_acronym(tokens: list[Token], j: int) -> bool:
    """True for the name of a force in brackets."""
    inner = tokens[j : j + 3]
    return len(inner) == 3 and {inner[0].norm, inner[2].norm} <= _BRACKETS and inner[1].has("group")


def _is_compound(tokens: list[Token], j: int) -> bool:
    """True for two words with a hyphen right before people ("*stone-throwing* youths")."""
    inner = tokens[j : j + 4]
    if len(inner) < 4 or inner[1].norm not in _HYPHEN or inner[0].is_person() or inner[2].is_person():
        return False
    words = inner[0].norm.isalpha() and inner[2].norm.isalpha() and not inner[0].has("group", "in_group")
    return words and inner[3].is_person()


def _are_bodies_of(tokens: list[Token], j: int) -> bool:
    """ "12 *bodies of* villagers": as many villagers; not "of the 30 villagers"."""
    return tokens[j].norm in _BODIES and any(t.norm in _OF for t in tokens[j + 1 : j + 2])


def _is_young_or_old(tokens: list[Token], i: int) -> bool:
    """True where an age begins at word i that no fighter has ("an 80-year-old man")."""
    number = read_number(tokens, i, "en") if age_ends(tokens, i) else None
    return number is not None and not _GROWN_UP <= number[0] < _AGED


def _past_attributes(tokens: list[Token], j: int) -> int:
    """After one or two plain nouns that say more of the people ("a *night* watchman", "two *school* pupils")."""
    for k in range(j, min(len(tokens), j + 3)):
        if tokens[k].is_person():
            return k
        one_car = tokens[k].has("vehicle") and any(r.form.number == "s" for r in tokens[k].readings)
        plain = not tokens[k].readings or not tokens[k].tags.isdisjoint(_ATTRIBUTES) or one_car  # "taxi drivers"
        word = tokens[k].text == tokens[k].norm and tokens[k].norm.isalpha() and tokens[k].norm not in _ENDS
        if tokens[k].norm in _NATIONS:
            continue  # "700 poor Kurdish families"
        if not plain or may_begin(tokens[k], "en") or not word:
            break
    return j


def _past_origin(tokens: list[Token], j: int) -> int:
    """After the words at j that say whose people they are ("40 *Fijian U.N.* peacekeepers"); j where none do."""
    while j + 1 < len(tokens):
        if [t.norm for t in tokens[j : j + 4]] == _DOTTED_UN:
            j += 4
        elif not tokens[j].readings and _NATIONAL.fullmatch(tokens[j].text):
            j += 1
        else:
            break
    return j


def _headless(sentence: Sentence, i: int, quantity: Quantity | None) -> People | None:
    """An amount without a noun: "two of them", "33 injured", "many were"."""
    tokens = sentence.tokens
    after = quantity.last + 1 if quantity else i + 1
    if quantity and i and tokens[i].norm in _ONE and tokens[i - 1].has("household", "populated", "time"):
        return None  # "of one family", in Arabic with the number behind
    if quantity and not quantity.vague and i and _counts_a_noun(tokens[i - 1], tokens[i]):
        return None  # "the four towns", likewise
    if after < len(tokens) and tokens[after].norm in _OF_THEM and (quantity or _opens(tokens[i])):
        return _bare(i, after, quantity, {"others"})
    if quantity and sentence.language == "en" and _is_of_them(tokens, after):
        return _bare(i, quantity.last, quantity, {"others"})  # "injuring two of them"
    if quantity and _counts_cases(tokens, after) and any(map(tells, tokens[max(0, i - 2) : i])):
        return _bare(i, after, quantity, set())  # "the arrest of at least 140 cases"
    many = not quantity and sentence.language == "en" and tokens[i].norm in _UNNUMBERED
    if many and (_ends_with_many(tokens, i) or i + 1 < len(tokens) and tokens[i + 1].norm in _AFTER_BARE_AMOUNT):
        return _bare(i, i, None, set())
    if quantity and not _is_age(tokens, quantity) and _stands_alone(tokens, quantity.last + 1, quantity.vague):
        side = side_after(tokens, after) if after < len(tokens) and tokens[after].norm in _OUT_OF else None
        if side and "comb" in side[1]:  # "three of the army"
            people = _bare(i, quantity.last, quantity, {"comb"})
            return replace(people, last=side[0], tags=people.tags - {"any"})
        return _bare(i, quantity.last, quantity, set())
    return None


def _counts_a_noun(before: Token, number: Token) -> bool:
    """True for an Arabic number with an article behind a noun with one, which is no person."""
    the = number.norm.startswith(_THE_AR) and before.norm.startswith(_THE_AR)
    return the and not before.is_person() and not any(r.form.pos == "v" for r in before.readings)


def _is_of_them(tokens: list[Token], i: int) -> bool:
    pair = [t.norm for t in tokens[i : i + 2]]
    return len(pair) == 2 and pair[0] in _OF and pair[1] in _THEM


def _counts_cases(tokens: list[Token], i: int) -> bool:
    """True where "cases" stands at word i without a deed of its own ("cases of arrest")."""
    return i < len(tokens) and tokens[i].norm in _CASES and tokens[i].phrase_end == i


def _ends_with_many(tokens: list[Token], i: int) -> bool:
    """ "Killing three and arresting *many*": the object of a verb of harm, with nothing of its own behind."""
    verb = i > 0 and any(r.kind == "act" and r.word.category for r in tokens[i - 1].readings)
    after = tokens[i + 1 : i + 2]
    return verb and (not after or not after[0].norm[:1].isalnum() or after[0].has("prep"))


def _is_age(tokens: list[Token], quantity: Quantity) -> bool:
    """ "Somebody, 37, was killed", "A B (25)", "aged between 15 and 55": a number set apart, or after a word of age."""
    if any(t.norm in _AGES for t in tokens[max(0, quantity.first - 3) : quantity.first]):
        return True
    around = (*tokens[max(0, quantity.first - 1) : quantity.first], *tokens[quantity.last + 1 : quantity.last + 2])
    if quantity.first != quantity.last or len(around) < 2:
        return False
    named = quantity.first > 1 and tokens[quantity.first - 2].text[:1].isupper()
    return all(t.norm in _COMMAS for t in around) or named and all(t.norm in _BRACKETS for t in around)


def _bare(first: int, last: int, quantity: Quantity | None, more: set[str]) -> People:
    low, high = (quantity.low, quantity.high) if quantity else (None, None)
    tags = frozenset(("person", "any", "headless", *more))
    return People(first, last, last, tags, low, high, "persons", quantity is not None, False, first, last)


def _stands_alone(tokens: list[Token], i: int, vague: bool) -> bool:
    """True where an amount has no noun of its own ("33 injured", "tens of thousands fled")."""
    if i >= len(tokens):
        return True
    token = tokens[i]
    if token.norm in _AFTER_BARE_AMOUNT or token.has("wounds") or token.norm in _WAYS and token.has("in_phrase"):
        return True
    if token.has("prep", "time", "breakdown", "stop", "result") or token.norm in _BARE_AMOUNT_ENDS:
        return not token.has("time") or vague
    if any(r.kind in ("mid", "act", "event", "mark") for r in token.readings):
        return True
    if token.norm in _MORE_DEEDS:  # "40 *additional* arrests"
        return any(r.kind == "event" for t in tokens[i + 1 : i + 2] for r in t.readings)
    if token.prefix().prep and token.has("weapon", "attack", "bullet"):
        return True  # "wounded six *by shelling*"
    return vague and token.prefix().conj != "" and not token.has("person")


def _names_a_side(token: Token) -> bool:
    """ "Two *Islamic State* agents", "40 *army* troops": a force before its people."""
    return token.has("group", "in_group") and not token.is_person() or token.norm in _SIDE_NOUNS


def _opens(token: Token) -> bool:
    return not token.bases.isdisjoint(_OPENERS)


def _between(token: Token, after_amount: bool) -> bool:
    """Words between an amount and its people: "of the", "a number of", "young"."""
    if not after_amount or token.is_person():
        return False
    return token.norm in OF or _opens(token) or token.norm in _ADJECTIVES or token.norm in _BETWEEN


def _people(sentence: Sentence, first: int, head: int, quantity: Quantity | None) -> People:
    """The phrase of words first..head with what follows it, as far as it tells how many and who they are."""
    token = sentence.tokens[head]
    reading = next((r for r in token.readings if "person" in r.word.tags or r.kind == "victim"), None)
    family = _of_one_family(sentence, head, bool(quantity))
    end = family or max(head, token.phrase_end)
    if quantity:
        low, high, stated = quantity.low, quantity.high, True
    else:
        low, high, stated = _grammatical_number(sentence, first, head, end, reading)
    last, more = after_head(sentence, end)
    tags = token.tags | more
    if sentence.language == "en" and any(t.has("plain") for t in sentence.tokens[first:head]):
        tags |= {"civ"}  # "civilian casualties"
    aged = sentence.language == "en" and any(_is_young_or_old(sentence.tokens, i) for i in range(first, head))
    if aged and "any" in tags:
        tags = (tags - {"any"}) | {"civ"}
    if family:
        tags = (tags - {"household"}) | {"civ"}  # "eight *of one family*"
    unit = "households" if "household" in tags else "persons"
    count = (quantity.first, quantity.last) if quantity else (head, head)
    definite = _is_definite(sentence, first, head, reading)
    people = People(first, last, head, tags, low, high, unit, stated, definite, *count)
    return _single_at_least(sentence, _with_members(sentence, _at_least(sentence, people)))


def _of_one_family(sentence: Sentence, head: int, counted: bool) -> int:
    """The last word of "eight *of one family*", "three of *the members of one family*" in Arabic; 0 for none."""
    tokens, end = sentence.tokens, 0
    after = tokens[head + 1 : head + 2]
    if sentence.language != "ar":
        return 0
    if counted and head and tokens[head].norm in _ONE_FAMILY and tokens[head - 1].norm in _OUT_OF:
        end = head
    elif tokens[head].norm in _MEMBER and after and after[0].norm in _ONE_FAMILY:
        end = head + 1
    one = any(t.norm in _ONE for t in tokens[end + 1 : end + 2])
    return end + one if end else 0


def _grammatical_number(
    sentence: Sentence, first: int, head: int, end: int, reading: Reading | None
) -> tuple[int | None, int | None, bool]:
    """(low, high, stated) of a noun without an amount: a dual is two, a singular is one."""
    tokens = sentence.tokens
    if not reading or reading.form.pos not in ("n", "w"):
        return None, None, False
    number = reading.form.number
    if sentence.language == "en" and tokens[head].norm in _PAIRS:
        return 2, 2, True
    definite = reading.clitics.suffix or reading.clitics.article or reading.word.id == _THEIRS
    if (
        number == "p"
        and tokens[first].norm in _BOTH_PEOPLE
        and not any(t.norm in _ENDS for t in tokens[end + 1 : end + 2])
    ):
        return 2, 2, True  # not "both civilians and soldiers"
    if number in ("p", "?") and definite and (the := the_number_after(tokens, end + 1)):
        return the, the, True
    if number == "d" or _two_follow(sentence, number, end):
        return 2, 2, True
    many = any(not t.bases.isdisjoint(_OPENERS_OF_MANY) and not age_ends(tokens, t.i) for t in tokens[first:head])
    both = any(t.norm in _BETWEEN_TWO for t in tokens[max(0, first - 3) : first])  # "dozens, killed or wounded"
    both = both and reading.kind == "victim"
    if sentence.language == "en" and tokens[head].norm in _MASS:
        return None, None, False
    if number == "s" and not (many or both) or tokens[first].bases & _ONE_OF:
        return 1, 1, False
    return None, None, False


def _two_follow(sentence: Sentence, number: str, end: int) -> bool:
    """A form that may be a dual or a plural, with "two" or "they both are" after it."""
    after = sentence.tokens[end + 1 : end + 9]
    if number in ("?", "p") and any(t.norm in _BOTH for t in after):
        return True
    return number == "?" and sentence.language == "ar" and bool(after) and after[0].norm in _TWO


def _is_definite(sentence: Sentence, first: int, head: int, reading: Reading | None) -> bool:
    before = sentence.tokens[max(0, first - 1) : head]
    the = sentence.language == "en" and any(t.norm in _THE for t in before)
    return the or bool(reading and reading.clitics.article)


def _at_least(sentence: Sentence, people: People) -> People:
    """ "Three men at least": no upper bound."""
    if people.low is None and people.high is None:
        return people
    words = at_least_after(sentence.tokens, people.last + 1, sentence.language)
    return replace(people, high=None, last=people.last + words) if words else people


def _with_members(sentence: Sentence, people: People) -> People:
    """ "A family of seven": persons, not households."""
    many = any(r.form.number == "p" for r in sentence.tokens[people.head].readings)
    members = _members(sentence, people.last + 1, many) if "household" in people.tags else None
    if not members:
        return people
    tags = people.tags - {"household"}
    return replace(people, low=members.low, high=members.high, stated=True, tags=tags, unit="persons")


def _begins_people(tokens: list[Token]) -> bool:
    return bool(tokens) and tokens[0].is_person()


def _members(sentence: Sentence, i: int, many: bool) -> Quantity | None:
    """The number of persons in "a family of seven"; many: several families, who belong to the people behind."""
    tokens = sentence.tokens
    while i < len(tokens) and tokens[i].norm in _WHOLE_FAMILY:
        i += 1
    if i + 1 >= len(tokens) or tokens[i].norm not in _OUT_OF:
        return None
    quantity = read_quantity(tokens, i + 1, sentence.language)
    behind = tokens[quantity.last + 1 : quantity.last + 1 + _LONGEST_GAP] if quantity else []
    whose = any(t.has("comb") for t in behind) or many and sentence.language == "en" and _begins_people(behind)
    return None if whose else quantity  # not "the families of five rebels"


def _single_at_least(sentence: Sentence, people: People) -> People:
    """ "A man, one at least": the number again, with no upper bound."""
    tokens, after = sentence.tokens, people.last + 1
    if people.low != 1 or after >= len(tokens) or tokens[after].bases.isdisjoint(_ONE):
        return people
    words = at_least_after(tokens, after + 1, sentence.language)
    return replace(people, high=None, last=after + words) if words else people
