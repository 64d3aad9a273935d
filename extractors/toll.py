"""The civilian toll of a statement: whose number counts, and the subtype that follows."""

from __future__ import annotations

from extractors.small_words import small
from extractors.statements import Statement
from extractors.triggers import Candidate

_UP_TO, _RISES = small("up_to"), small("toll_rises")
_LAST_PLURAL = 10  # an Arabic noun after a larger number is singular
_REACH_OF_TARGET = 7  # words from an attack to the people whom it hit
_REACH = 9  # words from "raising" to the number
_RANK = {"civilians": 2, "unspecified": 1}


def best(members: list[Candidate]) -> Candidate | None:
    """The trigger whose people are civilians, else unspecified, with a stated number first; a higher toll wins."""
    good = [m for m in members if m.victims.kind in _RANK and not m.rejected]
    if (toll := next(filter(_raised, good), None)) is not None:
        if any(m.victims.kind == "civilians" for m in good):
            toll.victims.kind = "civilians"  # "a woman died of her wounds, raising the toll to 5"
        return toll
    return max([m for m in good if not m.weak] or good, key=_telling, default=None)


def _raised(m: Candidate) -> bool:
    """ "… *raising the toll of* the shelling *to* five dead": the number of all."""
    at, tokens = m.victims.first, m.sentence.tokens
    if m.sentence.language != "ar" or not m.victims.stated or at < 1 or tokens[at - 1].norm not in _UP_TO:
        return False
    return any(not t.bases.isdisjoint(_RISES) for t in tokens[max(0, at - _REACH) : at])


def _telling(m: Candidate) -> tuple[int, bool, bool, int]:
    v = m.victims
    return _RANK[v.kind], v.stated, v.low is not None, v.low or 0


def set_toll(
    s: Statement,
    fatal: Candidate | None,
    hurt: Candidate | None,
    targets: list[Candidate],
    objects: list[Candidate],
) -> None:
    """Set subtype, victims and injured of a statement from its dead, its wounded and what was hit."""
    if fatal and hurt:
        _set_both(s, fatal, hurt)
    elif fatal:
        s.subtype, s.victims = "killed", fatal.victims
    elif hurt:
        s.subtype, s.victims = "injured", hurt.victims
    else:
        s.subtype = _subtype(s, targets, objects)
    if s.victims.kind == "unspecified" and any(map(_is_on_civilians, s.members)):
        s.victims.kind = "civilians"
    if not s.victims.kind:
        s.victims.kind = "civilians" if any(map(_is_people_or_home, s.members)) else "unspecified"


def _set_both(s: Statement, fatal: Candidate, hurt: Candidate) -> None:
    """ "Two killed and four wounded", or one number for both ("six killed and wounded")."""
    s.subtype, s.victims = "killed_and_injured", fatal.victims
    if fatal.victims.text == hurt.victims.text and abs(fatal.first - hurt.first) <= 2 or _one_for_both(fatal, hurt):
        return
    s.injured = hurt.victims
    if hurt.victims.kind == "civilians" and s.victims.kind == "unspecified":
        s.victims.kind = "civilians"


def _one_for_both(fatal: Candidate, hurt: Candidate) -> bool:
    """ "*More than 25* dead and wounded", in Arabic with both nouns in the singular after a number above ten."""
    many = fatal.victims.stated and (fatal.victims.low or 0) > _LAST_PLURAL
    one = hurt.victims.low == 1 and not hurt.victims.stated and hurt.first == fatal.last + 1
    return many and one and {"victim"} == {*hurt.kinds} and hurt.sentence.language == "ar"


def _subtype(s: Statement, targets: list[Candidate], objects: list[Candidate]) -> str:
    """What harm without victims is: an attack, or objects hit."""
    if targets:
        return "objects" if any(map(_is_object, targets)) else "attack"
    return "objects" if objects else s.members[0].subtype


def _is_object(m: Candidate) -> bool:
    return m.target == "civ_object" and bool(m.target_at) and not m.sentence.tokens[m.target_at[0]].has("person")


def _is_on_civilians(m: Candidate) -> bool:
    """ "An attack *on a group of shepherds* killed five people"; "*farmers were subjected* to fire, which …"."""
    if _were_subjected(m):
        return True
    if m.target != "civ_object" or not m.target_at or m.sentence.language != "ar" or "attack" not in m.word.tags:
        return False
    hit = m.sentence.tokens[m.target_at[0]]
    return hit.is_person() and hit.has("civ") and 0 < m.target_at[0] - m.last <= _REACH_OF_TARGET


def _were_subjected(m: Candidate) -> bool:
    v, tokens = m.victims, m.sentence.tokens
    civilians = v.kind == "civilians" and 0 <= v.first < m.first and "attack" in m.word.tags
    return civilians and any(t.has("undergo") for t in tokens[max(0, v.first - 2) : m.first])


def _is_people_or_home(m: Candidate) -> bool:
    """True where people or their home are what was hit."""
    if m.target != "civ_object" or not m.target_at:
        return False
    hit, *after = m.sentence.tokens[m.target_at[0] : m.target_at[0] + 2]
    if hit.has("civ") or hit.has("home") and hit.has("civ_object"):
        return True
    return any(t.has("civ", "plain", "resident") for t in after)
