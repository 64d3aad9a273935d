"""Which names of a sentence can be where its event happened."""

from __future__ import annotations

from extractors.places import Found
from extractors.resolving import names_event
from extractors.sentence import Token
from extractors.small_words import small
from extractors.statements import Statement

_INTO, _WITHDREW = small("into"), small("withdrew")
_WAR_CRIMES = small("war_crimes")
_ACCUSED, _COMMAS, _BE = small("accused_of_a_crime") | small("took_part"), small("people_comma"), small("be")
_CRIME = 14  # words between "accused of" and where it was done
_HOME_OF = 12  # words between displaced people and the last of the places that they come from
_SAYS = 3  # words within which a sentence of reported speech has its verb
_WAY_TO = 6  # words between "fled" and where to


def usable(f: Found, s: Statement) -> bool:
    """Not a name that is no place of an event, nor the place that people came from long before."""
    if f.people_from and s.category == "displacement" and s.sentence.language == "ar":
        return not f.skip and _tells_of(f, s)
    return not f.skip and not (f.people_from and s.category != "displacement")


def _tells_of(f: Found, s: Statement) -> bool:
    """False for the home of other displaced people ("the camp was emptied; it housed families *displaced from X*")."""
    who = next(
        (t.i for t in reversed(s.sentence.tokens[max(0, f.first - _HOME_OF) : f.first]) if t.has("displaced")), -1
    )
    return who <= s.last + 1


def at_target(s: Statement, inside: list[Found]) -> list[Found]:
    """Of an attack without victims: the names from the one that was hit on, up to the next verb."""
    target = next((m.target_at[0] for m in s.members if m.target in ("populated", "civ_object") and m.target_at), None)
    if s.subtype not in ("attack", "objects") or target is None:
        return []
    kept: list[Found] = []
    for f in inside:
        if f.last < target:
            continue
        since = kept[-1].last + 1 if kept else target
        if any(map(_turns_away, s.sentence.tokens[since : f.first])):
            break
        kept.append(f)
    return kept


def _turns_away(t: Token) -> bool:
    return t.has("stop") or any(r.form.pos == "v" and r.word.category for r in t.readings)


def relevant(found: list[Found], s: Statement) -> list[Found]:
    """Names that can be where it happened: destinations only for displacement, foreign ones only if no other is."""
    if named := [f for f in found if any("strong" in m.word.tags and f.first == m.last + 1 for m in s.members)]:
        return named  # "the massacre *of Tadamon* …, who serves at a base near Damascus"
    if s.category != "displacement":
        found = _of_an_act(found, s)
    found = _without_the_speaker(found, s)
    if s.category == "civilian_harm":
        found = [f for f in found if _names_it(f, s)] or found
    main = [f for f in found if not f.aside]
    found = main if any(f.codes or f.candidates or f.abroad for f in main) else found
    syrian = [f for f in found if not f.abroad]
    if s.category == "displacement" and s.subtype != "return":
        left_abroad = [f for f in found if f.abroad and f.role == "origin"]
        if left_abroad and all(f.role in ("destination", "route") or _is_crossing(f) for f in syrian):
            return left_abroad
    return syrian or found


def _without_the_speaker(found: list[Found], s: Statement) -> list[Found]:
    """ "Our reporter *in X* said that shelling hit Y", in Arabic with the verb first: where the speaker is."""
    tokens = s.sentence.tokens
    if s.sentence.language != "ar" or not any(t.has("say") for t in tokens[:_SAYS]):
        return found
    that = next((t.i for t in tokens[: s.lead.first] if t.has("that")), 0)
    told = [f for f in found if f.first > that]
    own = s.category == "displacement"  # whose homes are where they left
    clear = any(f.codes and (own or not f.home) and f.role in ("location", "origin") for f in told)
    return told if clear else found


def _is_crossing(f: Found) -> bool:
    """ "Flight from Lebanon to Syria chokes *the crossing of X*": nobody lives there to leave it."""
    return f.place.kind == "crossing"


def _names_it(f: Found, s: Statement) -> bool:
    """ "Marked in Damascus the *Houla* massacre": the place that stands in the name of the event."""
    mine = any(m.first == f.last + 1 for m in s.members)
    return mine and names_event(s.sentence.tokens, f, s.sentence.language)


def _of_an_act(found: list[Found], s: Statement) -> list[Found]:
    """The names for an arrest, execution or attack: no routes, no place that somebody was taken to."""
    harm = s.category == "civilian_harm" or s.subtype == "return"
    found = [f for f in found if not _fled_to(f, s)] or [f for f in found if not f.abroad]
    near = [f for f in found if f.role != "route" and (f.role != "destination" or harm or _entered(f, s))]
    held = s.category in ("arrest", "execution") and s.subtype != "release"
    found = near or ([] if held else found)
    if held:
        elsewhere = [f for f in found if not _of_the_crime(f, s)]
        found = elsewhere or [f for f in found if not _of_a_massacre(f, s)]
    if len(found) > 1 and any("attack" in m.word.tags for m in s.members):
        found = [f for f in found if f.role != "origin" or f.container] or found
    return _without_homes([f for f in found if not _withdrew_from(f, s)] or found)


def _withdrew_from(f: Found, s: Statement) -> bool:
    """ "Arrested a man in X before they *withdrew from Y*": another place, which troops left."""
    before = s.sentence.tokens[max(0, f.first - _WAY_TO) : f.first]
    left = next((t.i for t in reversed(before) if not t.bases.isdisjoint(_WITHDREW)), None)
    return f.role == "origin" and left is not None and all(not t.has("stop") for t in before if t.i > left)


def _of_the_crime(f: Found, s: Statement) -> bool:
    """ "Arrested in X two men accused of killings *in Y*": where they are said to have done it."""
    for t in reversed(s.sentence.tokens[max(0, f.first - _CRIME) : f.first]):
        if t.norm in _ACCUSED:
            return True
        if t.norm in _COMMAS | _BE or any(m.first <= t.i <= m.last for m in s.members):
            return False
    return False


def _of_a_massacre(f: Found, s: Statement) -> bool:
    """ "Accused of war *crimes* in Y": what was done in the war says nothing of where the arrest was."""
    before = s.sentence.tokens[max(0, f.first - _CRIME) : f.first]
    return _of_the_crime(f, s) and any(t.norm in _WAR_CRIMES for t in before)


def _fled_to(f: Found, s: Statement) -> bool:
    """ "Were killed as they fled *to X*"."""
    before = s.sentence.tokens[max(0, f.first - _WAY_TO) : f.first]
    return f.role == "destination" and any(r.word.category == "displacement" for t in before for r in t.readings)


def _entered(f: Found, s: Statement) -> bool:
    """ "Tanks swept *into* X, and soldiers arrested …": where a force went before the event is where it took place."""
    before = s.sentence.tokens[max(0, f.first - 4) : f.first]
    into = next((t.i for t in before if t.norm in _INTO), None)
    if into is None or f.last > min(m.first for m in s.members):
        return False
    return all(t.has("func", "populated") for t in before if t.i > into)


def _without_homes(found: list[Found]) -> list[Found]:
    """ "Three residents of X arrested in Y": their home is not the place where another one is named."""
    away = [f for f in found if not f.home]
    homes = {c for f in found if f.home for c in f.codes}
    return away if homes and any(f.abroad or set(f.codes) - homes for f in away) else found
