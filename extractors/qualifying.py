"""What the words after a people noun say of them: members of a force, civilians, unarmed."""

from __future__ import annotations

from extractors.counts import read_number
from extractors.sentence import Sentence, Token
from extractors.small_words import small

_AND = small("conjunction")
_OUT_OF = small("out_of")
_AMONG = small("among")
_WAYS = small("ways") - _OUT_OF
_INSIDE_SIDE = small("inside_side")
_END_MARKS = small("people_end_marks")
_IN_PREFIX = small("in_prefix")
_IN_A = next(iter(_IN_PREFIX))
_IN, _TRADE, _WORKS_AS = small("refuge_in"), small("trade"), small("works_as")
_CIVILIAN = small("civilian_after_trigger")
_TO_PREFIX = tuple(small("to_prefix"))
_TO_THE_PREFIX = tuple(small("to_the_prefix"))
_THAT = small("that_clause")  # "the reporter said *that* civilians …"
_NONE: frozenset[str] = frozenset()
_FIGHTERS = frozenset({"comb"})
_MOST = small("most_of_them")
_CIVILIANS = frozenset({"civ"})
# How many words after the noun still qualify it.
_REACH = 4
_SAID_THAT = small("said_that")
_RELATIVES = small("relatives")
_STATES = ("turkey", "russia", "israel")


def after_head(sentence: Sentence, last: int) -> tuple[int, frozenset[str]]:
    """(last word, classes) of what qualifies a noun that ends at `last`: "dead in the ranks of the army", "unarmed"."""
    tokens, more = sentence.tokens, _NONE
    for j in range(last + 1, min(len(tokens), last + 1 + _REACH)):
        token = tokens[j]
        if token.norm in _WORKS_AS:
            return last, more | _of_a_trade(tokens, j + 1)
        if _begins_anew(sentence, j) or _is_event_verb(token) or token.norm in _THAT:
            break
        if token.has("plain") and (tokens[last].has("agent") or tokens[last].has("comb") and token.prefix().article):
            break  # "members of the checkpoint (arrested) the citizen …", "unknown men (abducted) a civilian"
        if tokens[last].has("in_phrase", "in_group") and token.has("plain"):
            break  # "the security forces (arrested) citizens"
        if token.norm in _WAYS | _SAID_THAT:
            break  # "pushed people into Turkey", "the reporter said that civilians …"
        if token.norm in _AMONG and (found := side_after(tokens, j)):
            return found[0], more | found[1]  # "several casualties among the soldiers"
        if sentence.language == "ar" and token.has("breakdown") and token.norm not in _MOST:
            break  # "six people, *among them* a civilian"
        other_phrase = token.inside and not token.has("ranks")  # "the teams *recovered the bodies* of …"
        if token.has("ranks", "in_phrase") and not other_phrase or token.norm in _OUT_OF:
            end, side = side_after(tokens, j) or (last, _NONE)
            return end, more | side
        if token.prefix().prep in _IN_PREFIX or not token.readings and token.norm[:1] in _IN_PREFIX:
            break
        if _belongs_to(token):  # "3 dead of the regime"
            return last, more | (_FIGHTERS if token.has("group") else _NONE)
        clitics = token.prefix()
        if token.has("plain", "comb") and j == last + 1 and _says_what_they_are(tokens[last], token):
            break
        if token.has("comb") and not token.has("group") and not clitics.conj:  # a soldier named …
            return last, more | (_NONE if _are_family(tokens[j - 1]) else _FIGHTERS)
        if token.has("plain") and not clitics.conj and not clitics.prep:
            more, last = more | _CIVILIANS, j
        elif token.has("prep") or token.norm in _END_MARKS:
            break
    return last, more


def _of_a_trade(tokens: list[Token], i: int) -> frozenset[str]:
    """ "(Works as) *a driver*", "(works in) *the trade of* …", "(works for) *the army*": who somebody is."""
    k = i + (i < len(tokens) and tokens[i].norm in _IN)
    if k >= len(tokens):
        return _NONE
    at, joined = tokens[k], tokens[k].norm.removeprefix(_IN_A) if tokens[k].prefix().prep in _IN_PREFIX else ""
    trade = (k > i or joined) and (at.norm in _TRADE or joined in _TRADE)
    person = k == i and (at.norm in _CIVILIAN or at.has("civ") and at.is_person())
    if trade or person:
        return _CIVILIANS
    return _FIGHTERS if any(t.has("group", "ranks", "comb") for t in tokens[i : i + _REACH]) else _NONE


def _is_event_verb(token: Token) -> bool:
    """A verb of an event, or the noun of an arrest ("the security forces announced *the arrest of* a cell")."""
    verbs = [r for r in token.readings if r.word.category]
    if any(r.kind == "event" and r.word.category == "arrest" for r in verbs):
        return True
    return any(r.kind == "mid" or r.kind in ("act", "hit") and r.form.pos == "v" for r in verbs)


def _begins_anew(sentence: Sentence, j: int) -> bool:
    """True where word j belongs to the next phrase: "by", "and", a number."""
    token = sentence.tokens[j]
    if token.has("agent_mark") or token.begins_with_and() or token.norm in _AND or token.norm[:1].isdigit():
        return True
    return bool(read_number(sentence.tokens, j, sentence.language))


def _says_what_they_are(noun: Token, after: Token) -> bool:
    """ "Among *the dead* (are) *civilians*": no Arabic adjective, which would have the article as its noun has."""
    return noun.prefix().article and not after.prefix().article and not after.prefix().conj


def _belongs_to(token: Token) -> bool:
    return token.norm.startswith(_TO_THE_PREFIX) or token.norm.startswith(_TO_PREFIX) and token.has("group")


def _are_family(token: Token) -> bool:
    """Those who belong to fighters are no fighters: "relatives", "families"."""
    return token.has("household") or token.norm in _RELATIVES


def _is_country(token: Token) -> bool:
    """ "20 young men *from Turkey*": a state by its bare name, where people come from and no force."""
    return any(r.kind == "word" and r.word.id in _STATES for r in token.readings)


def side_after(tokens: list[Token], j: int) -> tuple[int, frozenset[str]] | None:
    """(last word, class) of the side that "of", "in the ranks of" at word j leads to."""
    k = max(j, tokens[j].phrase_end) + 1
    while k < min(len(tokens), j + 4) and (tokens[k].norm in _INSIDE_SIDE or tokens[k].has("ranks")):
        k = max(k, tokens[k].phrase_end) + 1
    if k < len(tokens) and tokens[k].has("comb", "group") and not _is_country(tokens[k]):
        if _are_family(tokens[j - 1]):
            return max(k, tokens[k].phrase_end), _NONE  # "the families of fighters"
        return max(k, tokens[k].phrase_end), _FIGHTERS
    if k < len(tokens) and tokens[k].has("civ") and tokens[k].is_person():
        return k, _CIVILIANS
    return None
