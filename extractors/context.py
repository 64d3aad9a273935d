"""Reported, denied, possible or past: status cues with direction, scope and ends."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from extractors import cue_rows, inflect
from extractors.fold import fold, remember
from extractors.lexicon import DATA, Reading
from extractors.long_before import long_before
from extractors.sentence import Sentence, Token
from extractors.small_words import small
from extractors.statements import ASSERTED, Statement, reading_of
from extractors.triggers import Candidate

_RESPONSIBILITY = tuple(small("responsibility"))  # who denies responsibility does not deny the event
_INFINITIVE, _BARE_BE = small("infinitive"), small("after_to")
_AND = small("people_link")
_RELATIVE = small("relative_clause")
_MONTH = "May"  # with a capital inside a sentence it is no "may"
_COMMA = small("comma")
_SINCE, _RECORD, _UNITS = small("since"), small("record"), small("age_unit")
_BEFORE_SINCE = 9  # words between "the first" and "since"
_CALLED_TO, _BY = small("called_to"), small("in_prefix")
_MADE_TO, _FOILED = small("made_to"), small("foiled")
_BEFORE_ATTEMPT = 4  # words from "foiled" to "an attempt"
_TO = small("to_prefix")
_FUTURE = small("future_prefix")
_PRESENT = small("present_prefix")
_BEFORE_VERBS = ("", *sorted(small("and_prefix") | small("so_prefix")))
_OBJECTS = ("", *sorted(small("object_them") | small("object_both")))  # "his", "her" make other words of the verbs
_HAD, _IS_DONE = small("had_happened"), small("be")
_CAUSED = ("result", "undergo", "agent_mark")
_ORDER = {"denied": 0, "possible": 1, "past": 2}  # where several cues reach a trigger, the first of these holds


@dataclass(frozen=True, slots=True)
class Cue:
    """One row of data/cues: its words as sets of folded forms, its reach, and that to the noun it calls for."""

    id: str
    status: str
    direction: str
    scope: int
    far: int
    words: tuple[tuple[frozenset[str], ...], ...]
    pseudo: tuple[tuple[frozenset[str], ...], ...]
    unless: frozenset[str]
    only: frozenset[str]


@dataclass(frozen=True, slots=True)
class CueHit:
    """A cue found at words first..last."""

    cue: Cue
    first: int
    last: int


# Words between a superlative and "since the war began" ("the highest toll of one day since …").
_BEFORE_A_RECORD = 7


def _expand(text: str) -> tuple[frozenset[str], ...]:
    """The words of a cue; "@past present" stands for every form of an Arabic verb, with an object ("warned *them*")."""
    if text.startswith("@"):
        return (frozenset(f"={word}" for form in inflect.arabic_verb(text[1:]) for word in _written(form)),)
    return tuple(frozenset((fold(w),)) for w in text.split())


def _written(form: inflect.Form) -> list[str]:
    """A verb form as it may stand in a text: the future mark only before the present ("he will order", no "Samer")."""
    before = [*_BEFORE_VERBS, *(_FUTURE if form.tense == "present" else ())]
    after = _OBJECTS[1:] if form.bound else _OBJECTS[:1] if form.free else _OBJECTS
    return [f"{prefix}{form.text}{suffix}" for prefix in before for suffix in after]


@cache
def cues(language: str) -> tuple[Cue, ...]:
    """The cue table of one language. Raises DataError where data/cues breaks a rule."""
    return tuple(map(_cue, cue_rows.read(DATA / "cues" / f"{language}.yaml")))


def _cue(row: dict) -> Cue:
    return Cue(
        id=row["id"],
        status=row["status"],
        direction=row.get("direction", "right"),
        scope=row.get("scope", 0),
        far=row.get("far", 0),
        words=tuple(_expand(str(w)) for w in row["words"]),
        pseudo=tuple(_expand(str(w)) for w in row.get("pseudo", ())),
        unless=frozenset(fold(str(w)) for w in row.get("unless", ())),
        only=frozenset(row.get("only", ())),
    )


@cache
def _index(language: str) -> dict[str, list[tuple[Cue, tuple[frozenset[str], ...], bool]]]:
    """First word → cue phrases that begin with it; the flag says that it is a pseudo cue."""
    index: dict[str, list] = {}
    for cue in cues(language):
        for pseudo, phrases in ((False, cue.words), (True, cue.pseudo)):
            for phrase in phrases:
                for first in sorted(phrase[0]):
                    index.setdefault(first, []).append((cue, phrase, pseudo))
    return index


@cache
def _beginnings(language: str) -> Callable[[Token], tuple]:
    """A function that gives the cue phrases that begin with a word, remembered by word form."""
    index, known = _index(language), {}

    def begins(token: Token) -> tuple:
        found = known.get(token.norm)
        if found is None:
            keys = (*sorted(token.bases), f"={token.norm}")
            found = tuple(row for key in keys for row in index.get(key, ()))
            remember(known, token.norm, found)
        return found

    return begins


def find_cues(sentence: Sentence) -> list[CueHit]:
    """All cues of a sentence, ends included; pseudo cues silence the words they cover."""
    tokens, begins = sentence.tokens, _beginnings(sentence.language)
    hits: list[CueHit] = []
    silent: set[int] = set()
    for i, token in enumerate(tokens):
        if token.inside or "nothing" in token.tags or token.text == _MONTH and i:
            continue
        for cue, phrase, pseudo in begins(token):
            if all(i + k < len(tokens) and _matches(tokens[i + k], words) for k, words in enumerate(phrase)):
                last = i + len(phrase) - 1
                if pseudo:
                    silent.update((n, cue.id) for n in range(i, last + 1))
                elif not any(t.norm in _SINCE and record_since(tokens, t.i) for t in tokens[max(0, i - 1) : i + 1]):
                    hits.append(CueHit(cue, i, last))
    return [h for h in hits if not any((n, h.cue.id) in silent for n in range(h.first, h.last + 1))]


def record_since(tokens: list[Token], i: int) -> bool:
    """ "The first raid on the town *since* the war began": says of the event how it compares, not when it was."""
    before = (t for t in tokens[max(0, i - _BEFORE_SINCE) : i] if t.norm in _RECORD)
    return any(all(n.norm.removesuffix("s") not in _UNITS for n in tokens[t.i + 1 : t.i + 3]) for t in before)


def _matches(token: Token, words: frozenset[str]) -> bool:
    """Verbs of a cue table match whole words only ("the student" is no "demands")."""
    if "~present" in words:  # a verb in the present, known or by its prefix
        if any(r.form.tense == "past" for r in token.readings):
            return False
        known = any(r.form.tense == "present" for r in token.readings)
        return known or len(token.norm) > 3 and token.norm[0] in _PRESENT
    return bool(token.bases & words) or f"={token.norm}" in words


def status_of(first: int, last: int, category: str, tokens: list[Token], hits: list[CueHit]) -> tuple[str, str]:
    """(status, cue id) of a trigger at words first..last; ("reported", "") where no cue reaches it."""
    ends = [_end_at(h.first, tokens) for h in hits if h.cue.status == "end"]
    reaching = [
        h.cue
        for h in hits
        if h.cue.status != "end"
        and not _silenced(h, first, last, category, tokens)
        and _reaches(h, first, last, ends, _scope(h, first, tokens))
        and not _new_clause(h, first, tokens)
        and not _of_an_earlier_event(h, last, tokens)
        and not _after_a_trial(h, first, category, tokens)
        and not _fled_from(h, first, category, tokens)
    ]
    found = min(((_ORDER[cue.status], cue.status, cue.id) for cue in reaching), default=None)
    return found[1:] if found else ("reported", "")


def _end_at(i: int, tokens: list[Token]) -> int:
    """The comma before the word that ends a scope (", *wounding* two": what came of it), or else the word."""
    return i - 1 if i and tokens[i - 1].norm in _COMMA else i


def _silenced(h: CueHit, first: int, last: int, category: str, tokens: list[Token]) -> bool:
    """True where a cue is for other categories, or a word near the trigger takes its force."""
    if h.cue.only and category not in h.cue.only:
        return True
    near = tokens[max(0, first - 10) : last + 4]
    if h.cue.status == "past":  # "the worst attack since the war began"
        near = [*(t for t in near if t.i <= h.last), *tokens[max(0, h.first - _BEFORE_A_RECORD) : h.first]]
        near += tokens[first : last + 1]  # "rebuild a school … (two workers) were *killed*"
    if h.cue.unless and any(t.bases & h.cue.unless for t in near):
        return True
    denial = h.cue.id.endswith("denial")
    return denial and any(t.norm.startswith(_RESPONSIBILITY) for t in tokens[h.last + 1 : first])


def _new_clause(h: CueHit, first: int, tokens: list[Token]) -> bool:
    """ "Fearing …, they arrested": after a comma a verb in the past tells a fact."""
    if h.cue.id.endswith("negation") and 2 <= first - h.last and tokens[first].begins_with_and():
        return all(r.form.pos == "v" for r in tokens[first].readings)  # "whom they did not find, and arrested …"
    if h.cue.status != "possible" or h.last > first:
        return False
    and_then = tokens[first].begins_with_and() or first > 0 and tokens[first - 1].norm in _AND
    if and_then and _foiled(h, tokens) and any(map(_holds, tokens[first].readings)):
        return True
    to = any(t.norm in _INFINITIVE for t in tokens[h.last : h.last + 2])
    if to and first - h.last > 1 and _finite(tokens, h.last, first):
        return True
    past = any(r.form.pos == "v" and r.form.tense == "past" and not r.clitics.conj for r in tokens[first].readings)
    relative = first > 0 and tokens[first - 1].norm in _RELATIVE
    return past and (relative or any(t.norm in _COMMA for t in tokens[h.last + 1 : first]))


def _finite(tokens: list[Token], cue: int, i: int) -> bool:
    """ "Those trying *to* leave *were arrested*": a past form that no "to be" leads to."""
    past = any(r.form.pos == "v" and r.form.tense == "past" for r in tokens[i].readings)
    before = tokens[i - 1 : i] if tokens[i - 1].norm not in _AND else tokens[cue:i]
    return past and not any(t.norm in _BARE_BE for t in before)


def _foiled(h: CueHit, tokens: list[Token]) -> bool:
    """ "Foiled an attempt to …, *and arrested* two": what was attempted failed, the arrest did not."""
    return any(not t.bases.isdisjoint(_FOILED) for t in tokens[max(0, h.first - _BEFORE_ATTEMPT) : h.first + 1])


def _holds(reading: Reading) -> bool:
    held = reading.word.category == "arrest" and reading.word.subtype == "arrest"
    return held and reading.form.tense != "base"


def _scope(h: CueHit, first: int, tokens: list[Token]) -> int:
    """How many words a cue governs: more up to the noun it calls for ("called on the people of … *to leave*")."""
    between = tokens[h.last + 1 : first]
    if not h.cue.far or not between or any(t.readings and all(map(_of_a_verb, t.readings)) for t in between):
        return h.cue.scope
    called = between[-1].norm in _CALLED_TO or tokens[first].prefix().prep in _BY
    return h.cue.far if called and not all(map(_of_a_verb, tokens[first].readings)) else h.cue.scope


def _of_a_verb(reading: Reading) -> bool:
    return reading.form.pos == "v"


def _of_an_earlier_event(h: CueHit, last: int, tokens: list[Token]) -> bool:
    """ "Arrested a man *who had been arrested two years ago*": the time of the earlier event, told between the two."""
    if h.cue.status != "past" or h.first <= last:
        return False
    between = tokens[last + 1 : h.first]
    had = next((t.i for t in between if not t.bases.isdisjoint(_HAD)), None)
    return had is not None and any(r.word.category for t in tokens[had + 1 : h.first] for r in t.readings)


def _after_a_trial(h: CueHit, first: int, category: str, tokens: list[Token]) -> bool:
    """ "Men *convicted of* murder *were executed*": what follows the trial, and not what it is about."""
    done = any(t.norm in _IS_DONE for t in tokens[h.last + 1 : first])
    return h.cue.id.endswith("trial") and category == "execution" and done


def _fled_from(h: CueHit, first: int, category: str, tokens: list[Token]) -> bool:
    """ "Trying *to escape the shelling*": the flight is tried, and the shelling is real."""
    if h.cue.status != "possible" or category != "civilian_harm":
        return False
    between = tokens[max(h.last + 1, first - _BEFORE_ATTEMPT) : first]
    return any(r.word.category == "displacement" and r.form.pos == "v" for t in between for r in t.readings)


def _reaches(h: CueHit, first: int, last: int, ends: list[int], scope: int) -> bool:
    """True where the trigger lies in the direction and scope of a cue, with no end between."""
    if h.last < first:
        if h.cue.direction == "left":
            return False
        gap, span = first - h.last - 1, (h.last, first)
    elif h.first > last:
        if h.cue.direction == "right":
            return False
        gap, span = h.first - last - 1, (last, h.first)
    elif h.first < first:  # a cue that takes the verb itself ("may flee")
        return h.cue.direction != "left"
    else:
        return False
    if gap > scope:
        return False
    return h.cue.status == "past" or not any(span[0] < e < span[1] for e in ends)


def drop_negated(found: list[Candidate], tokens: list[Token], hits: list[CueHit]) -> list[Candidate]:
    """Take out triggers that only say what did not happen beside one that did ("shelling … without casualties")."""
    if not any(h.cue.id.endswith("negation") for h in hits):
        return found
    return [c for c in found if not _only_negated(c, found, tokens, hits)]


def _only_negated(c: Candidate, found: list[Candidate], tokens: list[Token], hits: list[CueHit]) -> bool:
    cue = status_of(c.first, c.last, c.category, tokens, hits)[1]
    if c.category != "civilian_harm" or not cue.endswith("negation"):
        return False
    return "kill" not in c.word.tags or any(o is not c and o.category == c.category for o in found)


def own_status(m: Candidate, tokens: list[Token], hits: list[CueHit]) -> tuple[str, str]:
    """The status that cues give a trigger, or that its own form gives: future mark, "in order to"."""
    status, why = status_of(m.first, m.last, m.category, tokens, hits)
    if m.word.id == "exe.sentence" and status != "denied":
        return "possible", "death sentence"
    if status == "reported" and long_before(m, tokens):
        return "past", "long before"
    return (status, why) if status != "reported" else _status_of_form(m, tokens) or (status, why)


def _status_of_form(m: Candidate, tokens: list[Token]) -> tuple[str, str] | None:
    """ "They will arrest", "in order to arrest"; None where the form of the trigger says nothing."""
    reading = reading_of(m)
    if not reading or reading.kind not in ("act", "mid", "hit", "event") or m.category == "civilian_harm":
        return None
    if reading.clitics.prep in _FUTURE:
        return "possible", "future"
    if reading.clitics.prep in _TO and reading.form.pos == "n" and not reading.clitics.article:
        before = tokens[max(0, m.first - 4) : m.first]
        if not any(t.has(*_CAUSED) or t.bases & _MADE_TO for t in before):
            return "possible", "purpose"
    return None


def set_status(statement: Statement, hits: list[CueHit]) -> None:
    """Status of a statement: that of its first trigger where something is threatened or denied, else the mildest."""
    members = statement.members
    each = [own_status(m, statement.sentence.tokens, hits) for m in members]
    lead = each[members.index(statement.lead)]
    chosen = lead if lead[0] != "reported" else next((e for e in each if e[0] == "past"), lead)
    if each[0][0] in ("possible", "denied"):
        counted = (e for e, m in zip(each, members, strict=True) if e[0] in ASSERTED and m.victims.stated)
        chosen = next(counted, each[0])
    statement.status, statement.status_why = chosen
