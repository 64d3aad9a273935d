"""A person whom an Arabic text names right after the trigger."""

from __future__ import annotations

from extractors.people import People
from extractors.roles import Victims, assess
from extractors.sentence import Sentence, Token
from extractors.small_words import small

_BEFORE_A_NAME = small("before_a_name")
_NEVER_BEGINS = tuple(small("never_begins_a_name"))
_ADJECTIVE_ENDINGS = tuple(small("adjective_ending"))
_IN_ADDITION = small("event_in_addition")
_INSIDE_FORCE = small("inside_force")
_FORCE_HEADS = small("force_head")
_GIVEN = small("given_name")
_PLURAL_ENDINGS = tuple(small("masculine_plural_ending"))
_PRONOUNS = small("preposition_with_pronoun")
_EACH, _OUT_OF, _LINKS = small("each"), small("out_of"), small("people_link") | small("list_mark")
_THOSE_CALLED, _FORCE_ALONE = small("those_called"), small("force_alone")
_AND = small("and_prefix")
_YA = "\u064a"  # the last letter of "Ali"; the preposition ends in another
_THE = tuple(small("arabic_article"))
_LONGEST_LIST = 24  # words of a list of names
_LONGEST_NAME = 5  # words of one name, with its fathers'
_RANKS, _FORMER = small("ranks_in_a_force"), small("formerly")
_REACH_OF_RANK, _RANK_TO_FORCE = 14, 7  # words from a name to the rank, and from the rank to the force
_OF_A_FORCE = _INSIDE_FORCE | _FORCE_HEADS
_TA_MARBUTA = "\u0629"
# Alif with the mark of an adverb, in either order of typing; folding removes the mark.
_ADVERB_ENDINGS = ("\u0627\u064b", "\u064b\u0627")


def person_name(tokens: list[Token], begin: int, verb: bool) -> int | None:
    """The word after the trigger where it looks like a person's name; a verb's force may come first."""
    begin = _past_force(tokens, begin) if verb else begin
    after = (t for t in tokens[begin : begin + 3] if t.norm not in _BEFORE_A_NAME)
    token = next(after, None)
    return token.i if token and _looks_like_name(tokens, token) else None


def listed_names(tokens: list[Token], begin: int, verb: bool) -> tuple[int, int, int] | None:
    """(first word, last word, how many) of the names in "arrested *each of* A B and C D"; None where there are none."""
    each = _past_force(tokens, begin) if verb else begin
    pair = [t.norm for t in tokens[each : each + 2]]
    called = bool(pair) and pair[0] in _THOSE_CALLED  # "the arrest of *those called* A B and C D"
    if len(pair) < 2 or not called and (pair[0] not in _EACH or pair[1] not in _OUT_OF):
        return None
    after = tokens[each + 1 : each + 4] if called else tokens[each + 2 : each + 5]
    first = next((t.i for t in after if t.norm not in _BEFORE_A_NAME), None)
    if first is None or not in_name(tokens[first]):
        return None
    last, count = first, 1
    for t in tokens[first + 1 : first + _LONGEST_LIST]:
        if not (t.norm in _LINKS or in_name(t)):
            break
        count += t.norm in _AND or t.begins_with_and() and t.norm not in _LINKS
        last = t.i
    return (first, last, count) if count > 1 else None


def in_name(token: Token) -> bool:
    """True for what may be a part of a name or say who it is: no place, group of people or force, and no verb."""
    if not token.norm[:1].isalpha() or token.has("stop", "populated", "group", "in_group", "time"):
        return False
    if token.has("prep"):  # "Ali" and "Khalaf" are written like prepositions
        return token.text.endswith(_YA) or token.norm.startswith(_THE)
    return not any(r.form.pos == "v" or "person" in r.word.tags and r.form.number in "dp" for r in token.readings)


def _past_force(tokens: list[Token], begin: int) -> int:
    """After the force that an active verb names first ("the army's artillery killed Fatima")."""
    i = begin
    if i + 1 < len(tokens) and tokens[i].norm in _FORCE_ALONE:
        return i + 1
    while i < len(tokens) and (_of_a_force(tokens[i]) or i > begin and _completes_a_force(tokens[i], tokens[i - 1])):
        if tokens[i].has("bullet") and tokens[i].prefix().prep:
            return begin  # "killed by the bullets of …": who shot is no subject
        i += 1
    return i


def _of_a_force(token: Token) -> bool:
    return token.has("group", "in_group", "weapon") or token.norm in _OF_A_FORCE


def _completes_a_force(token: Token, before: Token) -> bool:
    """ "A *joint* patrol", in Arabic behind it: an unknown word after a force without an article is no name."""
    if token.inside:
        return True
    open_ended = before.norm in _FORCE_HEADS and not before.norm.startswith(_THE)
    return open_ended and not token.readings and not token.tags and token.norm.isalpha() and _given(token) is None


def _looks_like_name(tokens: list[Token], token: Token) -> bool:
    """An unknown word, not an adverb, an adjective, a place or a mark."""
    known = token.tags or token.readings or not token.norm[:1].isalpha() or len(token.norm) < 3
    known = known or token.norm in _PRONOUNS
    if known or token.text.endswith(_ADVERB_ENDINGS) or token.norm.startswith(_NEVER_BEGINS):
        return False
    after = tokens[token.i + 1 : token.i + 2]
    if token.norm.endswith(_PLURAL_ENDINGS) and _given(token) is None:
        return False  # "*local* gunmen", in Arabic behind them
    if any(t.has("group", "in_group") for t in after) or token.norm.endswith(_ADJECTIVE_ENDINGS):
        return False
    return not (token.text.endswith(_TA_MARBUTA) and any(t.has("prep") for t in after))


def named_people(sentence: Sentence, people: list[People], names: tuple[int, int, int]) -> Victims:
    """The people of a list of names; what they are called in it decides who they were."""
    first, last, count = names
    called = [p for p in people if first <= p.first <= last and not is_surname(sentence.tokens, p)]
    kind = assess(sentence, called, []).kind if called else "unspecified"
    return Victims(kind, count, count, "persons", (first, first), named=not called, first=first, last=last)


def _is_added(tokens: list[Token], p: People) -> bool:
    """ "… and his wife", "and her four children", "in addition to two of his sons"."""
    if tokens[p.first].begins_with_and() and (p.low == 1 or p.low == p.high and tokens[p.head].suffixed()):
        return True
    return p.high == p.low and any(t.norm in _IN_ADDITION for t in tokens[max(0, p.first - 2) : p.first])


def named_person(sentence: Sentence, people: list[People], right: list[int], at: int) -> Victims:
    """The person named at word `at`; what the next words call him ("… , a teacher") decides who he was."""
    tokens = sentence.tokens
    more = _names_joined(tokens, at)
    near = [people[k] for k in right if people[k].first - at < 9 and not is_surname(tokens, people[k])]
    count = 1 + len(more) + sum(p.low or 0 for p in near if p.low and _is_added(tokens, p))
    called = next((p for p in near if p.low == p.high == 1 or p.first - at <= 4), None)
    kind = assess(sentence, [called], []).kind if called else "unspecified"
    if called is None and count == 1 and _serves(tokens, at):
        kind = "combatants"
    return Victims(kind, count, count, "persons", (at, at), named=True, first=at, last=at)


def _serves(tokens: list[Token], at: int) -> bool:
    """ "A B, *who held the post of an official in* the organisation": a rank, and right behind it the force."""
    for t in tokens[at + 1 : at + _REACH_OF_RANK]:
        if t.norm in _RANKS:
            behind = tokens[t.i + 1 : t.i + _RANK_TO_FORCE]
            return any(n.has("group") for n in behind) and not any(n.norm in _FORMER for n in behind)
        if any(r.word.category for r in t.readings):
            return False
    return False


def is_surname(tokens: list[Token], p: People) -> bool:
    """ "Omar *al-Khatib*": a single word with an article right behind a given name is a part of the name."""
    before = tokens[p.first - 1] if p.first == p.last and p.first else None
    if before is None or not tokens[p.first].norm.startswith(_THE):
        return False
    return _given(before) is not None


def _names_joined(tokens: list[Token], at: int) -> list[int]:
    """The first words of the names that "and" joins to the one at word `at` ("arrested A B *and C D*")."""
    found: list[int] = []
    since = at
    for t in tokens[at + 1 : at + _LONGEST_LIST]:
        joined = t.norm[:1] in _INSIDE_FORCE or tokens[t.i - 1].norm in _INSIDE_FORCE
        if joined and _given(t) is not None and t.i - since > 1:
            found.append(t.i)
            since = t.i
        elif t.i - since > _LONGEST_NAME or not (in_name(t) or t.norm in _LINKS):
            break
    return found


def _given(token: Token) -> str | None:
    """The given name that a word is, "and" before it left out; None for another word."""
    names = (token.norm, token.norm[1:] if token.norm[:1] in _INSIDE_FORCE else token.norm)
    return next((name for name in names if name in _GIVEN), None)
