"""People phrases of a sentence, and which of them belong together: joined by "and", or a part of the others."""

from __future__ import annotations

from itertools import pairwise

from extractors.counts import may_begin, read_quantity
from extractors.dead_and_hurt import dead_and_hurt
from extractors.names import in_name, is_surname
from extractors.people import OF, People, read_people
from extractors.sentence import Sentence, Token, has_pair
from extractors.small_words import small

_BETWEEN_TWO = small("between_two")
_AND, _FROM = small("conjunction"), small("from_where")
_LINKS = small("people_link")
_THE, _PLURALS = tuple(small("arabic_article")), tuple(small("masculine_plural_ending"))
_COMMAS = small("people_comma")
_WITH = small("with_families")
_ADDED = small("in_addition")
_TO = small("alone_no_addition")
_FILLER = _LINKS | small("between_joined_people")
_MOST = small("most_of_them")
_OTHERS = small("others_of_them")
_THEIR, _NATION = small("his_her_their"), small("nation_of_people")
_THEIR_OWN, _ALONG_WITH = small("its_own"), small("together_with")
_UP_TO = small("up_to")
_MORE = small("more_of_them")
_THEY_ARE, _MEMBERS = small("they_are"), small("members_of_a_family")
_COLON = small("colon") | small("bracket_of_parts")
_WHO = small("relative_clause")
_OUT_OF, _HIS_KIN = small("out_of"), small("his_kin")
_OWN = small("their_very_own")
_OF, _THEM = small("of_alone"), small("them_whom")
_BE, _BEFORE_PASSIVE = small("be"), small("before_passive")
_ARTICLES = small("article")
_NUMBER_OF = small("counted_before")
_THEIR_NUMBER = small("their_number")
_EXCEEDED = small("exceeds")
_REACHED = small("number_reached")
# How far the number may stand after the people that it counts, in words.
_TOLL_REACH = 12
_WORDS_OF_A_NAME = 5
# How far "among them" stands from people that it follows at once.
_NEAR = 8
_ITS_MEN, _ITS_STAFF = small("men_of_a_side"), small("staff_of_a_body")
_LATER = 4  # people of a list after a comma
_LONG_NAME = 9  # words of "of a cell linked to the former regime and"
# Numbers behind which an Arabic noun is a plural.
_MASSES = 200  # hundreds and more
_FIRST_PLURAL, _LAST_PLURAL = 3, 10
_KINDS = frozenset(("civ", "comb", "any"))
_SHARED = _KINDS | {"captive", "displaced", "resident", "plain"}  # what a part of people has of the whole


def chunks(sentence: Sentence) -> list[People]:
    """Every people phrase of a sentence, left to right, without overlaps."""
    found: list[People] = []
    i = 0
    while i < len(sentence.tokens):
        no_people = sentence.tokens[i].norm in OF or _only_tells(sentence, i)
        people = None if no_people else read_people(sentence, i)
        if people is None:
            i += 1
            continue
        if _is_a_name(sentence, people):
            i = people.last + 1
            continue
        if found and _describes(sentence, found[-1], people):
            i = people.last + 1
            continue
        if found and _says_again(found[-1], people):
            found[-1].low = found[-1].high = people.low
            found[-1].last, found[-1].stated = people.last, True
        else:
            if found and _are_others(sentence, found[-1], people):
                people.tags = (people.tags - {"any"}) | (found[-1].tags & _KINDS)
            found.append(people)
        i = people.last + 1
    _share_side(sentence, found)
    _of_its_own(sentence, found)
    _parts_of(sentence, found)
    if sentence.language == "ar":
        _raised(sentence, found)
    return _tolls(sentence, found)


def _is_a_name(sentence: Sentence, people: People) -> bool:
    """ "The citizen Salim *al-Khatib*", "the preacher": a trade behind a given name is a surname."""
    said = people.tags & {"captive", "displaced", "plain", "resident", "household"}
    return sentence.language == "ar" and people.kind == "civ" and not said and is_surname(sentence.tokens, people)


def _parts_of(sentence: Sentence, found: list[People]) -> None:
    """ "*Five* of the seven detained men": the five are of the kind named after them."""
    for one, nxt in zip(found, found[1:], strict=False):
        between = [t.norm for t in sentence.tokens[one.last + 1 : nxt.first]]
        of = bool(between) and between[0] in _OUT_OF and all(norm in OF | _THEIR_OWN | _OWN for norm in between)
        if sentence.language == "en" and of and one.stated and "headless" in one.tags:
            one.tags = (one.tags - {"any"}) | (nxt.tags & _SHARED) | {"part"}


def _raised(sentence: Sentence, found: list[People]) -> None:
    """ "It rose to 6, among them two children, the number of the dead": the number stands before its people."""
    tokens = sentence.tokens
    for people in found:
        counted = any(not t.bases.isdisjoint(_NUMBER_OF) for t in tokens[max(0, people.first - 1) : people.head])
        if people.stated or not counted:
            continue
        for t in tokens[max(0, people.first - 2 * _TOLL_REACH) : people.first]:
            quantity = read_quantity(tokens, t.i + 1, "ar") if t.norm in _UP_TO and t.i + 1 < people.first else None
            if quantity and any(not b.bases.isdisjoint(_REACHED) for b in tokens[max(0, t.i - 3) : t.i]):
                people.low, people.high, people.stated = quantity.low, quantity.high, True
                people.count_first, people.count_last = quantity.first, quantity.last


def _tolls(sentence: Sentence, found: list[People]) -> list[People]:
    """ "The number of those arrested in the town reached 22 persons": the number belongs to the first phrase."""
    kept: list[People] = []
    for people in found:
        if kept and _is_toll(sentence, kept[-1], people):
            one = kept[-1]
            if people.kind == "comb":
                one.tags = (one.tags - {"any"}) | {"comb"}  # "the toll of the army's dead to 5 soldiers"
                kept.append(people)
                continue
            one.low, one.high, one.unit, one.stated = people.low, people.high, people.unit, True
            if one.low == one.high and _exceeded(sentence, one, people):
                one.high = None
            one.count_first, one.count_last = people.count_first, max(people.count_last, people.head)
            if people.kind == "civ":
                one.tags = (one.tags - {"any"}) | (people.tags & {"civ", "plain"})
        else:
            kept.append(people)
    return kept


def _exceeded(sentence: Sentence, one: People, nxt: People) -> bool:
    """ "The number of the displaced *exceeded* 40,000": no upper bound."""
    verbs = sentence.tokens[max(0, one.first - 5) : one.first] + sentence.tokens[one.last + 1 : nxt.first]
    return any(t.norm in _EXCEEDED for t in verbs)


def _is_toll(sentence: Sentence, one: People, nxt: People) -> bool:
    """True where a verb of reaching gives the number of people counted before ("their number reached", "rose to")."""
    tokens = sentence.tokens
    if _their_number(tokens, one, nxt):
        return True
    counted = any(not t.bases.isdisjoint(_NUMBER_OF) for t in tokens[max(0, one.first - 1) : one.head + 1])
    relative = any(t.norm in _WHO for t in tokens[one.last + 1 : one.last + 2])  # "the number of those who …"
    far = relative or _rises_to(tokens, one, nxt)
    reach = _TOLL_REACH + (_TOLL_REACH if far else 0)
    if not counted or one.stated or not nxt.stated or nxt.first - one.last > reach:
        return False
    if any(r.kind == "victim" for r in tokens[nxt.head].readings):
        return False  # a word of its own ("rose to nine dead")
    between = tokens[one.last + 1 : nxt.first]
    reached = any(not t.bases.isdisjoint(_REACHED) for t in (*tokens[max(0, one.first - 5) : one.first], *between))
    return reached and not any(t.has("stop", "breakdown") for t in between)


def _their_number(tokens: list[Token], one: People, nxt: People) -> bool:
    """ "Arrested the demonstrators …, and *their number reached* 68": a number told of people behind them."""
    exact = nxt.low is not None and nxt.low == nxt.high
    if one.kind == "comb" or one.stated and one.low == one.high or not (nxt.stated and exact):
        return False
    before = tokens[max(one.last + 1, nxt.first - 3) : nxt.first]
    theirs = any(not t.bases.isdisjoint(_THEIR_NUMBER) for t in before)
    return theirs and nxt.first - one.last <= 2 * _TOLL_REACH


def _rises_to(tokens: list[Token], one: People, nxt: People) -> bool:
    """ "*The rise of the number of* the dead, after more than 50 raids, *to 15*": the number may stand further off."""
    up_to = nxt.first > 0 and tokens[nxt.first - 1].norm in _UP_TO
    return up_to and any(not t.bases.isdisjoint(_REACHED) for t in tokens[max(0, one.first - 3) : one.first])


def _describes(sentence: Sentence, one: People, nxt: People) -> bool:
    """ "A man called X, *of the people of* the village": says where somebody is from."""
    of = nxt.first > 0 and sentence.tokens[nxt.first - 1].norm in _OUT_OF
    between = sentence.tokens[one.last + 1 : nxt.first]
    if not between and nxt.first == nxt.head and sentence.tokens[nxt.head].norm in _NATION:
        return True  # "two *Syrian* young men", in Arabic with the noun first
    if sentence.language == "ar" and _are_a_family(sentence, one, nxt):
        return True
    near = len(between) <= 9 and all(t.has("func") or not any(r.form.pos == "v" for r in t.readings) for t in between)
    described = "resident" in nxt.tags and not nxt.stated and one.low is not None
    one_family = "household" in nxt.tags and nxt.low == nxt.high == 1 and nxt.first - one.last == 2
    described = described or one_family and one.unit == "persons"  # "12 civilians of one family"
    return sentence.language == "ar" and of and near and described


def _are_a_family(sentence: Sentence, one: People, nxt: People) -> bool:
    """ "13 civilians, *they are the members of* two families": says who those named before are."""
    before = [t.norm for t in sentence.tokens[max(0, nxt.first - 2) : nxt.first]]
    they = bool(before) and (before[-1] in _THEY_ARE or before[0] in _THEY_ARE and before[-1] in _MEMBERS)
    whose = "household" in nxt.tags or sentence.tokens[nxt.head].norm in _MEMBERS
    return they and whose and one.stated and nxt.first - one.last <= 4 and one.unit == "persons"


def _says_again(one: People, nxt: People) -> bool:
    """ "Two advisers, two": the number of the phrase before, again."""
    return "headless" in nxt.tags and nxt.first == one.last + 1 and nxt.low in (1, 2) and one.low in (None, nxt.low)


def _are_others(sentence: Sentence, one: People, nxt: People) -> bool:
    """ "Two others": of the kind named before."""
    more = any(t.norm in _MORE for t in sentence.tokens[nxt.last + 1 : nxt.last + 2])  # "19 more were killed"
    others = more or "others" in nxt.tags or bool(sentence.tokens[nxt.head].bases & _OTHERS)
    did_it = (
        sentence.language == "ar" and "agent" in one.tags and not one.stated
    )  # "killed by *unknown men*; two others"
    return others and not did_it and nxt.first - one.last < 12


def _share_side(sentence: Sentence, found: list[People]) -> None:
    """ "40 dead and 60 wounded of the army": both are fighters."""
    for one, nxt in zip(found, found[1:], strict=False):
        gap = sentence.tokens[one.last + 1 : nxt.first]
        between = any(t.norm in _BETWEEN_TWO for t in gap)  # "20 *between* dead and wounded of the army"
        close = nxt.kind == "comb" and one.kind == "any" and nxt.first - one.last <= 2 + between
        hurt = any(r.kind == "victim" for r in sentence.tokens[nxt.head].readings)
        if one.kind == "comb" and nxt.kind == "any" and ("headless" in nxt.tags or hurt) and 0 < len(gap) <= 4:
            if gap[-1].norm in _AND:  # "three soldiers were killed and 12 wounded"
                nxt.tags = (nxt.tags - {"any"}) | {"comb"}
        if one.kind == "comb" and nxt.kind == "any" and _of_one_side(sentence, one, nxt, gap):
            nxt.tags = (nxt.tags - {"any"}) | {"comb"}
        if close and hurt:
            one.tags = (one.tags - {"any"}) | {"comb"}


def _of_its_own(sentence: Sentence, found: list[People]) -> None:
    """ "The SDF said that *three of its members* were killed": fighters, where a force is named before."""
    tokens = sentence.tokens
    for p in found if sentence.language == "en" else ():
        after = [t.norm for t in tokens[p.last + 1 : p.last + 4]] if p.last == p.count_last else []
        inside = [t.norm for t in tokens[p.first : p.last + 1]]
        words = inside + after
        if p.kind != "any" or not _THEIR_OWN & set(words):
            continue
        if not _ITS_STAFF.isdisjoint(words):
            p.tags = (p.tags - {"any"}) | {"civ"}  # "two of its staff"
        elif not _ITS_MEN.isdisjoint(words[1:]) and any(
            t.has("group") for t in tokens[max(0, p.first - _LONG_NAME) : p.first]
        ):
            p.tags = (p.tags - {"any"}) | {"comb"}


def _of_one_side(sentence: Sentence, one: People, nxt: People, gap: list[Token]) -> bool:
    return _more_of_a_side(sentence, one, nxt) or _with_his_own(sentence, one, nxt, gap)


def _more_of_a_side(sentence: Sentence, one: People, nxt: People) -> bool:
    """ "Killed 12 soldiers and *wounded five*", "… and *captured five*": a bare number behind a second verb."""
    verb = sentence.tokens[nxt.first - 1]
    bare = sentence.language == "en" and "headless" in nxt.tags and "others" not in nxt.tags
    acts = any(r.kind == "act" for r in verb.readings) and sentence.tokens[verb.i - 1].norm in _AND
    return bare and acts and nxt.first - one.last <= 3


def joined(sentence: Sentence, people: list[People], k: int) -> list[People]:
    """Phrase k and those that a comma or "and" adds to it ("3 children and a woman")."""
    first, group = people[k], [people[k]]
    if sentence.language == "en" and len(people) > k + 1 and two_names(first, people[k + 1], sentence):
        return people[k : k + 2]
    span = sentence.tokens[first.first : first.last + 1]
    if first.stated and any(t.has("breakdown") or t.norm in _MOST for t in span):
        return group  # "38 people, most of them women and children"
    before = first
    for n, nxt in enumerate(people[k + 1 :], k + 1):
        if not _adds(sentence, before, nxt, people[n + 1 : n + 1 + _LATER]):
            break
        before = nxt
        if _shares_number(sentence, group[-1], nxt):
            _share_kind(group[-1], nxt)
        else:
            group.append(nxt)
    return group


def _share_kind(one: People, nxt: People) -> None:
    """ "Eight men *and children*" are civilians, "2,200 fighters *and civilians*" are mixed."""
    if nxt.kind == "civ" and one.kind == "any":
        one.tags = (one.tags - {"any"}) | {"civ"}
    elif {nxt.kind, one.kind} == {"civ", "comb"}:
        one.tags = (one.tags - {"civ", "comb"}) | {"any", "mixed"}


def shares_number_before(sentence: Sentence, people: list[People], k: int) -> bool:
    """ "36 women *and children* were abducted": phrase k has the number of the phrase before it."""
    one, nxt = people[k - 1], people[k]
    return bool(k) and _adds(sentence, one, nxt, people[k + 1 : k + 2]) and _shares_number(sentence, one, nxt)


def _shares_number(sentence: Sentence, first: People, nxt: People) -> bool:
    """ "36 women and children", "eight men and youths": the second noun belongs to the number of the first."""
    if not first.stated or nxt.stated:
        return False
    if sentence.language == "en" and nxt.low is None:
        return _of_one_number(first, nxt)
    if nxt.low == 1:
        return (first.low or 0) > _LAST_PLURAL
    few = _FIRST_PLURAL <= (first.low or 0) == first.high and first.high <= _LAST_PLURAL
    return few and nxt.low is None and nxt.first == nxt.head == first.last + 1


def _masses_who_fled(one: People, nxt: People) -> bool:
    """ "40 civilians *and thousands of the displaced*": no part of the dead, wounded or held named before."""
    return "displaced" in nxt.tags - one.tags and (nxt.low or 0) >= _MASSES and nxt.low != nxt.high


def _of_one_number(first: People, nxt: People) -> bool:
    """ "30 women *and children*", "12 men, *women and children*"; of two, one may be each."""
    both = first.unit == nxt.unit and (first.kind == "comb") == (nxt.kind == "comb")
    return both and (first.low or first.high or 0) >= _FIRST_PLURAL and not nxt.definite and nxt.count_first == nxt.head


def _adds(sentence: Sentence, one: People, nxt: People, later: list[People]) -> bool:
    """True where "and", or a comma before an amount, adds the next phrase to one, and it has no event of its own.

    later: the phrases after it, which show that a comma before a single person belongs to a list.
    """
    tokens = sentence.tokens
    between = tokens[one.last + 1 : nxt.first]
    if _with_his_own(sentence, one, nxt, between) or _and_his(sentence, nxt, between):
        return True
    if not _linked(sentence, one, nxt, between) or any(t.has("breakdown") for t in between):
        return False
    if dead_and_hurt(sentence, one, nxt):
        return False
    only_commas = not tokens[nxt.first].begins_with_and() and all(t.norm in _COMMAS for t in between)
    if only_commas and not nxt.stated and not _list_goes_on(sentence, nxt, later):
        return False
    if any(r.word.category == "displacement" for r in tokens[nxt.head].readings) or _masses_who_fled(one, nxt):
        return False  # "hundreds dead and thousands displaced"
    inside = (r for t in tokens[nxt.first : nxt.head] for r in t.readings)
    if any(r.kind in ("event", "act", "mid") for r in inside):
        return False
    return not any(r.kind == "victim" for r in tokens[nxt.head].readings) and "headless" not in nxt.tags


def _and_his(sentence: Sentence, nxt: People, between: list[Token]) -> bool:
    """ "A man *from the area* and *his* son": where he is from stands between the two."""
    if sentence.language != "en" or not 2 < len(between) <= _LONG_NAME or between[0].norm not in _FROM:
        return False
    gap = [*between, sentence.tokens[nxt.first]]
    his = any(a.norm in _AND and b.norm in _THEIR for a, b in pairwise(gap[-3:]))
    after = sentence.tokens[nxt.last + 1 : nxt.last + 2]
    acts = any(t.norm in _BE or any(r.word.category for r in t.readings) for t in after)
    return his and not acts and not any(t.has("stop") for t in between)


def _only_tells(sentence: Sentence, i: int) -> bool:
    """ "Several civilians *were injured* and a child was killed": a participle, not the injured as people."""
    token, before = sentence.tokens[i], sentence.tokens[max(0, i - 3) : i]
    if sentence.language != "en" or token.phrase_end > i:
        return False
    verb = any(r.kind == "act" and r.form.tense == "past" for r in token.readings)
    while before and before[-1].norm in _BEFORE_PASSIVE - _BE:
        before = before[:-1]
    return verb and bool(before) and before[-1].norm in _BE


def _with_his_own(sentence: Sentence, one: People, nxt: People, between: list[Token]) -> bool:
    """ "The leader of a cell *and six of its members*", "a commander *along with two of his* aides"."""
    after = [t.norm for t in sentence.tokens[nxt.last + 1 : nxt.last + 3]]
    if sentence.language != "en" or len(after) < 2 or after[0] not in _OF or after[1] not in _THEIR_OWN:
        return False
    if not (one.low == one.high == 1 and nxt.stated and between and len(between) <= _LONG_NAME):
        return False
    if any(t.has("stop", "time") or any(r.word.category for r in t.readings) for t in between):
        return False
    return between[-1].norm in _AND or has_pair(between[-2:], _ALONG_WITH)


def _list_goes_on(sentence: Sentence, one: People, later: list[People]) -> bool:
    """ "*A woman*, a girl and a boy": commas between uncounted people up to the "and"."""
    for nxt in later:
        if _ends_list(sentence, one, nxt):
            return True
        between = sentence.tokens[one.last + 1 : nxt.first]
        if nxt.stated or nxt.low not in (1, None) or not between or not all(t.norm in _COMMAS for t in between):
            return False
        one = nxt
    return False


def _ends_list(sentence: Sentence, one: People, last: People) -> bool:
    """ "Two women, a child *and an elderly man*": an English list goes on to its "and"."""
    between = [t.norm for t in sentence.tokens[one.last + 1 : last.first] if t.norm not in _THEIR]
    if sentence.language != "en" or one.stated or one.low not in (1, None) or not between or between[-1] not in _AND:
        return False
    return len(between) == 1 or all(norm in _COMMAS for norm in between[:-1])


def _linked(sentence: Sentence, one: People, nxt: People, between: list[Token]) -> bool:
    """True where a link and nothing of weight stands between two phrases."""
    filler = [t for t in between if t.norm not in _FILLER]
    if filler and all(t.norm in _ADDED for t in filler) and filler[0].norm not in _TO:
        return True
    if len(between) == 1 and between[0].norm in _WITH and sentence.tokens[nxt.first].norm in _HIS_KIN:
        return one.low == one.high == 1 or one.kind == "comb" and nxt.kind == "civ"  # "a man with his wife"
    if len(between) == 1 and between[0].norm in _WITH and sentence.tokens[nxt.first].suffixed() and nxt.kind == "civ":
        return one.kind == "comb"  # "fighters with their families"
    if one.kind == "comb" and nxt.kind == "civ" and between and len(between) <= _LONG_NAME:
        theirs = sentence.tokens[nxt.first].begins_with_and() and sentence.tokens[nxt.first].suffixed()
        if theirs and all(t.has("group", "in_group") for t in between):
            return True  # "fighters of the group and their families"
        if sentence.tokens[nxt.first].begins_with_and() and _only_describes(sentence, between):
            return True  # "the fighters *who reject the deal* and the civilians", in Arabic an adjective
    names = all(t.norm[:1].isalpha() and not t.readings for t in filler[:4])
    named = (
        names
        and (_single_relative(one, nxt, sentence) or _both_described(one, nxt, sentence))
        or all(map(in_name, filler))
        and (_named_too(one, nxt, sentence) or _some_of_his(one, nxt, sentence))
    )
    if filler and not named:
        return False
    return sentence.tokens[nxt.first].begins_with_and() or any(t.norm in _LINKS for t in between)


def _only_describes(sentence: Sentence, between: list[Token]) -> bool:
    """An Arabic plural adjective with the article behind its noun, alone or with what it is about."""
    adjective, *rest = between
    plain = not adjective.readings and adjective.norm.startswith(_THE) and adjective.norm.endswith(_PLURALS)
    return sentence.language == "ar" and plain and all(t.has("deal") for t in rest)


def _both_single(one: People, nxt: People) -> bool:
    return one.low == one.high == nxt.low == nxt.high == 1


def _single_relative(one: People, nxt: People, sentence: Sentence) -> bool:
    """ "Mrs A B, and her husband C D": names stand between two single people."""
    first, head = sentence.tokens[nxt.first], sentence.tokens[nxt.head]
    near = _both_single(one, nxt) and nxt.first - one.last <= 5
    return near and first.begins_with_and() and any(r.form.pos == "w" for r in head.readings)


def _both_described(one: People, nxt: People, sentence: Sentence) -> bool:
    """ "A pedlar and a bus driver": in Arabic one unknown word, an adjective or name, stands before "and"."""
    near = _both_single(one, nxt) and nxt.first - one.last == 2
    return sentence.language == "ar" and near and sentence.tokens[nxt.first].begins_with_and()


def _named_too(one: People, nxt: People, sentence: Sentence) -> bool:
    """ "The young man A B *and the child C D*": two single people, each with his name behind."""
    after = sentence.tokens[nxt.last + 1 : nxt.last + 2]
    near = _both_single(one, nxt) and nxt.first - one.last <= _WORDS_OF_A_NAME and sentence.language == "ar"
    named = one.definite and nxt.definite and bool(after) and in_name(after[0]) and not after[0].readings
    return near and named and sentence.tokens[nxt.first].begins_with_and()


def _some_of_his(one: People, nxt: People, sentence: Sentence) -> bool:
    """ "The young man A B *and three of his friends*": a number of them behind the name of one."""
    near = one.low == one.high == 1 and nxt.first - one.last <= _WORDS_OF_A_NAME and sentence.language == "ar"
    span = sentence.tokens[nxt.first : nxt.last + 1]
    of_them = nxt.stated and (span[-1].suffixed() or any(t.norm in _OUT_OF for t in span))
    return near and of_them and sentence.tokens[nxt.first].begins_with_and()


def two_names(one: People, nxt: People, sentence: Sentence) -> bool:
    """ "Activist A B and her friend C D": a single person with a name, joined to another one's."""
    if not _both_single(one, nxt) or nxt.first - one.last > 6:
        return False
    between = [t for t in sentence.tokens[one.last + 1 : nxt.first] if t.norm not in _THEIR]
    names = all(t.text[:1].isupper() and not t.readings for t in between[:-1])
    return bool(between) and between[-1].norm in _AND and names


def names_parts(tokens: list[Token], i: int) -> bool:
    """True where "including", or "of them" right before people ("six people, two *of them* children"), stands at i."""
    if tokens[i].has("breakdown"):
        return True
    if tokens[i].norm not in _OF or i + 2 >= len(tokens) or tokens[i + 1].norm not in _THEM:
        return False
    after = [t for t in tokens[i + 2 : i + 5] if t.norm not in _BE and t.norm not in _ARTICLES]
    return bool(after) and after[0].is_person()


def breakdown(sentence: Sentence, people: list[People], after: int, reach: int = _NEAR) -> list[People]:
    """The people that "among them …" names within some words after a phrase."""
    tokens = sentence.tokens
    for i in range(after + 1, min(len(tokens), after + 1 + reach)):
        during = tokens[i].has("prep") and any(t.has("time") for t in tokens[i + 1 : i + 4])  # "in the last days, …"
        if tokens[i].has("stop", "result") and not during or _is_verb(tokens, i):
            return []
        of_them = i + 1 < len(tokens) and names_parts(tokens, i + 1)
        other = (p for p in people if p.first <= i <= p.last and (p.low or 0) > 1 and p.stated)
        if reach > _NEAR and not of_them and any(other):
            return []  # somebody else's
        they_are = tokens[i].norm in _THEY_ARE and may_begin(tokens[min(i + 1, len(tokens) - 1)], sentence.language)
        if names_parts(tokens, i) or they_are or _begins_parts(sentence, people, i, after):
            begin = max(i, tokens[i].phrase_end) + 1
            k = next((n for n, p in enumerate(people) if begin <= p.first <= begin + 2), None)
            return joined(sentence, people, k) if k is not None else []
    return []


def _begins_parts(sentence: Sentence, people: list[People], i: int, after: int) -> bool:
    """A colon right after people, or in English one before numbers of their kinds ("in May: 12 civilians and …")."""
    if sentence.tokens[i].norm not in _COLON:
        return False
    parts = [p for p in people if p.first > i and p.stated and p.kind != "any"]
    counted = len(parts) > 1 and parts[0].first == i + 1 and parts[0].kind == "civ"
    return i == after + 1 or sentence.language == "en" and counted


def _is_verb(tokens: list[Token], i: int) -> bool:
    """True where a trigger at word i is a verb, not a noun after a preposition or article ("in the attack")."""
    token, before = tokens[i], tokens[i - 1]
    if token.prefix().prep or before.has("prep") or before.norm in _ARTICLES:
        return False
    if token.norm.endswith("s") and token.norm.isascii() or any(r.kind in ("strike", "blast") for r in token.readings):
        return False
    relative = any(r.kind == "strike" for r in before.readings)  # "a strike that hit"
    return any(r.kind == "act" or r.kind == "hit" and not relative for r in token.readings)
