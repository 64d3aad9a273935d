"""Whether a statement only points back to an event told before: "the attack", "their arrest", "the death toll"."""

from __future__ import annotations

from extractors.agreeing import towns_apart
from extractors.linked import Linked
from extractors.sentence import Token
from extractors.small_words import small
from extractors.statements import is_verb

_THE, _OF = small("pointing_word"), small("of_alone")
_NEW = small("new_despite_article")  # "the seizing of": always of somebody
_DETERMINER_REACH = 3  # words from "the" to the noun: "the deadly overnight attack"
_NEAR = 3  # sentences


def points_back(group: list[Linked], item: Linked) -> bool:
    """True for a definite noun without people of its own, near what it points to, in no town that was not named."""
    s = item.statement
    if s.victims.stated or s.sentence.in_title or is_verb(s.lead) or not _is_definite(item):
        return False
    told = group[-1].statement
    near = 0 < s.sentence.number - told.sentence.number <= _NEAR
    return near and not towns_apart(group, item)


def _is_definite(item: Linked) -> bool:
    """ "القصف", "حملة الاعتقالات"; "the attack", but not "the arrest of"."""
    s, tokens = item.statement, item.statement.sentence.tokens
    first, last = s.lead.first, s.lead.last
    if s.sentence.language == "ar":
        return any(_has_article(t) and t.bases.isdisjoint(_NEW) for t in tokens[first : last + 1])
    if any(t.norm in _OF for t in tokens[last + 1 : last + 2]):
        return False
    return any(t.norm in _THE for t in tokens[max(0, first - _DETERMINER_REACH) : first])


def _has_article(token: Token) -> bool:
    return any(r.clitics.article for r in token.readings) or bool(token.prefix().article)
