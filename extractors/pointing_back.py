"""Whether a statement only points back to an event told before: "the attack", "their arrest", "the death toll"."""

from __future__ import annotations

from extractors.agreeing import may_be_there
from extractors.linked import Linked
from extractors.sentence import Token
from extractors.small_words import small
from extractors.statements import ASSERTED, is_verb

_THE, _OF = small("pointing_word"), small("of_alone")
_NEW = small("new_despite_article")  # "the seizing of": always of somebody
_DETERMINER_REACH = 3  # words from "the" to the noun: "the deadly overnight attack"
_NEAR = 3  # sentences


def points_back(group: list[Linked], item: Linked) -> bool:
    """True for a definite noun without people of its own, near what it points to, in no town that was not named."""
    s = item.statement
    if s.victims.stated or s.sentence.in_title or not _is_definite(item):
        return False
    if s.category == "displacement" and s.status not in ASSERTED:
        return False  # "called on them for *the evacuation* of the town"
    told = group[-1].statement
    freed = any(o.subtype == "release" for o in item.reading.accepted)  # "freed X after *his arrest*"
    if s.status in ASSERTED and told.status not in ASSERTED or _undergone(item) or freed:
        return False  # what was threatened, and then done
    near = 0 < s.sentence.number - told.sentence.number <= _NEAR
    return near and may_be_there(group, item)


def _undergone(item: Linked) -> bool:
    """ "A woman who was *subjected to killing*": a verb in two words."""
    s = item.statement
    return any(t.has("undergo") for t in s.sentence.tokens[max(0, s.lead.first - 2) : s.lead.first])


def _is_definite(item: Linked) -> bool:
    """ "The attack", "the campaign of arrests", "their arrest", "the detained men", but not "the arrest of"."""
    s, tokens = item.statement, item.statement.sentence.tokens
    first, last = s.lead.first, s.lead.last
    if s.sentence.language == "ar":
        return not is_verb(s.lead) and any(map(_points, tokens[first : last + 1]))
    if is_verb(s.lead):
        return first > 0 and tokens[first - 1].norm in _THE
    if any(t.norm in _OF for t in tokens[last + 1 : last + 2]):
        return False
    return any(t.norm in _THE for t in tokens[max(0, first - _DETERMINER_REACH) : first])


def _points(token: Token) -> bool:
    """An Arabic noun with its article, or with the pronoun of somebody told before."""
    if not token.bases.isdisjoint(_NEW):
        return False
    return any(r.clitics.article or r.clitics.suffix for r in token.readings)
