"""Statements that tell a part of a toll told before: "of those killed six were children"."""

from __future__ import annotations

from itertools import pairwise

from extractors.apart import in_the_process
from extractors.linked import Linked
from extractors.small_words import small
from extractors.triggers import Candidate

_PART_OF_TOLL = small("part_of_toll")
_PART_AFTER_NUMBER = small("part_after_number")
_AMONG, _THE = small("among"), small("definite_article")


def is_part(item: Linked) -> bool:
    """ "Of those killed six were children": a part of the toll told before."""
    head = [t.norm for t in item.statement.sentence.tokens[:6]]
    if in_the_process(item):
        return True
    if item.statement.sentence.language == "ar":
        return any(" ".join(pair) in _PART_OF_TOLL for pair in pairwise(head))
    part = " ".join(head[:2]) in _PART_OF_TOLL or " ".join(head[1:4]) in _PART_AFTER_NUMBER
    return part or among_the_dead(item)


def among_the_dead(item: Linked) -> bool:
    """ "Three children were *among the dead*", "among those killed": a part, where no attack is told with it."""
    s = item.statement
    lead, tokens = s.lead, s.sentence.tokens
    among = lead.first > 1 and tokens[lead.first - 2].norm in _AMONG
    return among and all("attack" not in m.word.tags or _known(m) for m in s.members)


def _known(m: Candidate) -> bool:
    """ "*The* raids": told before."""
    before = m.sentence.tokens[max(0, m.first - 1) : m.first]
    return not {"strike", "blast"}.isdisjoint(m.kinds) and any(t.norm in _THE for t in before)
