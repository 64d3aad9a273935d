"""Reported, denied, possible or past: status cues with direction, scope and ends."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from extractors import cue_rows, inflect
from extractors.fold import fold, remember
from extractors.lexicon import DATA
from extractors.sentence import Sentence, Token

_RESPONSIBILITY = re.compile("مسوولي|responsib")  # who denies responsibility does not deny the event


@dataclass(frozen=True, slots=True)
class Cue:
    """One row of data/cues: its words as sets of folded forms, and how far it reaches."""

    id: str
    status: str
    direction: str
    scope: int
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


def _expand(text: str, language: str) -> tuple[frozenset[str], ...]:
    if text.startswith("@"):
        forms = [f.text for f in inflect.arabic_verb(text[1:])]
        return (frozenset(f"={conj}{form}" for form in forms for conj in ("", "و", "ف", "س")),)
    return tuple(frozenset((fold(w),)) for w in text.split())


@cache
def cues(language: str) -> tuple[Cue, ...]:
    """The cue table of one language. Raises DataError where data/cues breaks a rule."""
    found = []
    for row in cue_rows.read(DATA / "cues" / f"{language}.yaml"):
        words, pseudo = (tuple(_expand(str(w), language) for w in row.get(name, ())) for name in ("words", "pseudo"))
        unless, only = frozenset(fold(str(w)) for w in row.get("unless", ())), frozenset(row.get("only", ()))
        direction, scope = row.get("direction", "right"), row.get("scope", 0)
        found.append(Cue(row["id"], row["status"], direction, scope, words, pseudo, unless, only))
    return tuple(found)


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
            keys = (*token.bases, f"={token.norm}")
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
        if token.inside or "nothing" in token.tags:
            continue
        for cue, phrase, pseudo in begins(token):
            if all(i + k < len(tokens) and _matches(tokens[i + k], words) for k, words in enumerate(phrase)):
                last = i + len(phrase) - 1
                if pseudo:
                    silent.update((n, cue.id) for n in range(i, last + 1))
                else:
                    hits.append(CueHit(cue, i, last))
    return [h for h in hits if not any((n, h.cue.id) in silent for n in range(h.first, h.last + 1))]


def _matches(token: Token, words: frozenset[str]) -> bool:
    """Verbs of a cue table match whole words only ("the student" is no "demands")."""
    if "~present" in words:  # a verb in the present, known or by its prefix
        if any(r.form.tense == "past" for r in token.readings):
            return False
        return any(r.form.tense == "present" for r in token.readings) or len(token.norm) > 3 and token.norm[0] == "ي"
    return bool(token.bases & words) or f"={token.norm}" in words


def status_of(first: int, last: int, category: str, tokens: list[Token], hits: list[CueHit]) -> tuple[str, str]:
    """(status, cue id) of a trigger at words first..last; ("reported", "") where no cue reaches it."""
    ends = [h.first for h in hits if h.cue.status == "end"]
    order = {"denied": 0, "possible": 1, "past": 2}
    best: tuple[int, str, str] | None = None
    for h in hits:
        if h.cue.status == "end" or h.cue.only and category not in h.cue.only:
            continue
        if h.cue.unless and any(t.bases & h.cue.unless for t in tokens[max(0, first - 10) : last + 4]):
            continue
        if h.cue.id.endswith("denial") and any(_RESPONSIBILITY.match(t.norm) for t in tokens[h.last + 1 : first]):
            continue
        if _reaches(h, first, last, ends) and not _new_clause(h, first, tokens):
            rank = (order[h.cue.status], h.cue.status, h.cue.id)
            best = min(best, rank) if best else rank
    return (best[1], best[2]) if best else ("reported", "")


def _new_clause(h: CueHit, first: int, tokens: list[Token]) -> bool:
    """ "Fearing …, they arrested": after a comma a verb in the past tells a fact."""
    if h.cue.id.endswith("negation") and 2 <= first - h.last and tokens[first].begins_with_and():
        return all(r.form.pos == "v" for r in tokens[first].readings)  # "whom they did not find, and arrested …"
    if h.cue.status != "possible" or h.last > first:
        return False
    past = any(r.form.pos == "v" and r.form.tense == "past" and not r.clitics.conj for r in tokens[first].readings)
    relative = first > 0 and tokens[first - 1].norm in ("التي", "الذين", "الذي", "who", "which")
    return past and (relative or any(t.norm in ("،", ",") for t in tokens[h.last + 1 : first]))


def _reaches(h: CueHit, first: int, last: int, ends: list[int]) -> bool:
    if h.last < first:
        if h.cue.direction == "left":
            return False
        gap, span = first - h.last - 1, (h.last, first)
    elif h.first > last:
        if h.cue.direction == "right":
            return False
        gap, span = h.first - last - 1, (last, h.first)
    else:
        return False
    if gap > h.cue.scope:
        return False
    return h.cue.status == "past" or not any(span[0] < e < span[1] for e in ends)


def drop_negated(found: list, tokens: list[Token], hits: list[CueHit]) -> list:
    """Take out triggers that only say what did not happen beside one that did ("shelling … without casualties")."""
    negations = [h for h in hits if h.cue.id.endswith("negation")]
    if not negations:
        return found
    kept = []
    for c in found:
        status, cue = status_of(c.first, c.last, c.category, tokens, hits)
        others = [o for o in found if o is not c and o.category == c.category]
        if cue.endswith("negation") and c.category == "civilian_harm" and (others or not c.word.tags & {"kill"}):
            continue
        kept.append(c)
    return kept


_CAUSED = ("result", "undergo", "agent_mark")
_FORCED = frozenset(fold(w) for w in ("اضطر", "اضطروا", "اضطرت", "دفع", "دفعت", "عرضة", "حملة", "نتيجة", "عملية", "عمليات"))


def own_status(m, tokens: list[Token], hits: list[CueHit]) -> tuple[str, str]:
    """The status that cues give a trigger, or that its own form gives: future mark, "in order to"."""
    status, why = status_of(m.first, m.last, m.category, tokens, hits)
    if m.word.id == "exe.sentence" and status != "denied":
        return "possible", "death sentence"
    if status != "reported":
        return status, why
    reading = next((r for r in tokens[m.first].readings if r.word.id == m.word.id), None)
    if not reading or reading.kind not in ("act", "mid", "hit", "event") or m.category == "civilian_harm":
        return status, why
    if reading.clitics.prep == "س":
        return "possible", "future"
    if reading.clitics.prep == "ل" and reading.form.pos == "n" and not reading.clitics.article:
        before = tokens[max(0, m.first - 4) : m.first]
        if not any(t.has(*_CAUSED) or t.bases & _FORCED for t in before):
            return "possible", "purpose"
    return status, why


def set_status(statement, hits: list[CueHit]) -> None:
    """Status of a statement: that of its first trigger where something is threatened or denied, else the mildest."""
    tokens = statement.sentence.tokens
    each = [own_status(m, tokens, hits) for m in statement.members]
    lead = statement.members.index(statement.lead) if statement.lead in statement.members else 0
    chosen = each[lead] if each[lead][0] != "reported" else next((e for e in each if e[0] == "past"), each[lead])
    if each[0][0] in ("possible", "denied") and all(e[0] != "reported" for e in each[:1]):
        asserted = [e for e, m in zip(each, statement.members, strict=True) if e[0] in ("reported", "past") and m.victims.stated]
        chosen = each[0] if not asserted else asserted[0]
    statement.status, statement.status_why = chosen
