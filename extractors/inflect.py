"""From principal parts to surface forms: Arabic clitics, persons, numbers and cases; English endings."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from extractors.fold import fold


class Form(NamedTuple):
    """One inflected form before clitics. pos v (verb) or n (noun, adjective); number s, d, p or ? (dual or plural).

    tense: past, present or "" ; bound: only with a pronoun suffix; free: never with one.
    """

    text: str
    pos: str
    number: str
    tense: str = ""
    bound: bool = False
    free: bool = False


class Clitics(NamedTuple):
    """What was taken off a word: conjunction, preposition or future mark, article, pronoun suffix."""

    conj: str = ""
    prep: str = ""
    article: bool = False
    suffix: str = ""


_SUFFIXES = ("هما", "كما", "هم", "هن", "ها", "نا", "كم", "ني", "ه", "ك", "ي", "")
_NOUN_PREFIXES = (("بال", "ب", True), ("كال", "ك", True), ("لل", "ل", True), ("ال", "", True), ("ب", "ب", False),
                  ("ل", "ل", False), ("ك", "ك", False), ("", "", False))  # fmt: skip
_VERB_PREFIXES = ("ل", "س", "")


def arabic_noun(spec: str) -> Iterator[Form]:
    """Forms of "singular plural … [+ون] [+ات]"; "-" stands for a missing singular, "+0" adds no dual or accusative."""
    parts = spec.split()
    flags = {p for p in parts if p.startswith("+")}
    singular, *plurals = (fold(p) for p in parts if not p.startswith("+"))
    if singular != "-":
        yield from _singular(singular, flags)
    if "+ون" in flags:
        yield Form(singular + "ون", "n", "p", free=True)
        yield Form(singular + "و", "n", "p")
    if "+ات" in flags:
        yield Form((singular[:-1] if singular.endswith("ه") else singular) + "ات", "n", "p")
    for plural in plurals:
        yield from _broken_plural(plural)


def _singular(singular: str, flags: set[str]) -> Iterator[Form]:
    """The singular with its accusative and its dual."""
    feminine = singular.endswith("ه")
    stem = singular[:-1] + "ت" if feminine else singular
    yield Form(singular, "n", "s", free=feminine)
    if feminine:
        yield Form(stem, "n", "s", bound=True)
    elif "+0" not in flags:
        yield Form(singular + "ا", "n", "s", free=True)
    yield from _seats(singular, "s")
    if "+0" not in flags:
        dual = "?" if "+ون" in flags else "d"
        yield Form(stem + "ان", "n", "d", free=True)
        yield Form(stem + "ين", "n", dual, free=True)
        yield Form(stem + "ي", "n", dual)
        yield Form(stem + "ا", "n", "d", bound=not feminine)  # "their two children"


def _broken_plural(plural: str) -> Iterator[Form]:
    yield Form(plural, "n", "p", free=plural.endswith("ه"))
    if plural.endswith("ه"):
        yield Form(plural[:-1] + "ت", "n", "p", bound=True)
    elif not plural.endswith(("ون", "ين", "ات")):
        yield Form(plural + "ا", "n", "p", free=True)
    yield from _seats(plural, "p")
    if plural.endswith("ون"):
        yield Form(plural[:-2] + "ين", "n", "p", free=True)
        yield Form(plural[:-2] + "ي", "n", "p")


def _seats(noun: str, number: str) -> Iterator[Form]:
    """The seats that a final hamza takes before suffixes: اصدقاءه, اصدقائه, اصدقاؤه."""
    if noun.endswith("اء"):
        for seat in "يو":
            yield Form(noun[:-1] + seat, "n", number, bound=True)


# Endings of verbs: (ending, number, only before a pronoun).
_PAST_ENDINGS = (
    ("", "s", False),
    ("ت", "s", False),
    ("وا", "p", False),
    ("و", "p", True),
    ("ا", "d", False),
    ("تا", "d", False),
)
# after a weak end is taken off: نفى نفت نفوا, دعا دعت دعوا
_WEAK_PAST_ENDINGS = (("ت", "s", False), ("وا", "p", False), ("و", "p", True), ("يا", "d", False), ("ا", "s", True))
# a final yeh stays before the other endings, but the plural: لقي لقيت لقوا
_YEH = "ي"
_YEH_PAST_ENDINGS = (("ت", "s", False), ("تا", "d", False), ("ا", "d", False))
_PLURAL_ENDINGS = (("وا", "p", False), ("و", "p", True))
# a final hamza sits on waw before the plural: لجؤوا, يلجؤون
_HAMZA_PAST_ENDINGS = (("ووا", "p", False), ("وو", "p", True))
_HAMZA_PRESENT_ENDINGS = (("وون", "p", False), *_HAMZA_PAST_ENDINGS, ("ان", "d", False))
_PRESENT_ENDINGS = (("ون", "p", False), ("وا", "p", False), ("و", "p", True), ("ان", "d", False))
_HAMZA = "أإؤئء"


def arabic_verb(spec: str) -> Iterator[Form]:
    """Third-person forms of "past present [more pasts]"; the present is given with ي, as in "نزح ينزح"."""
    past, present, *more = spec.split()
    for stem in (past, *more):
        yield from _past(fold(stem), stem[-1])
    if present != "-":
        yield from _present(fold(present), present[-1])


def _past(past: str, end: str) -> Iterator[Form]:
    """Forms of a folded past; end is its last letter as it is written."""
    if end in "ىاي" and len(past) > 2 and past.endswith(("ي", "ا")):
        yield Form(past, "v", "s", "past")
        if end == _YEH:
            yield from _verbs(past, _YEH_PAST_ENDINGS, "past")
            yield from _verbs(past[:-1], _PLURAL_ENDINGS, "past")
        else:
            yield from _verbs(past[:-1], _WEAK_PAST_ENDINGS, "past")
        return
    yield from _verbs(past, _PAST_ENDINGS, "past")
    if end in _HAMZA:
        yield from _verbs(past[:-1], _HAMZA_PAST_ENDINGS, "past")
    elif _sound(past):
        yield Form(past + "ن", "v", "p", "past")


def _present(present: str, end: str) -> Iterator[Form]:
    """Forms of a folded present; end is its last letter as it is written."""
    base, hamza = present[1:], end in _HAMZA
    weak = base.endswith(("ي", "و", "ا")) and not hamza
    for prefix in "يتن":
        yield Form(prefix + base, "v", "s", "present")
    for prefix in "يت":
        if weak:
            yield from _verbs(prefix + base[:-1], _PRESENT_ENDINGS[:3], "present")
            yield Form(prefix + base[:-1] + "يان", "v", "d", "present")
            yield Form(prefix + base[:-1], "v", "s", "present", free=True)  # jussive: لم ينفِ
        else:
            yield from _verbs(prefix + base, _PRESENT_ENDINGS, "present")
        if hamza:
            yield from _verbs(prefix + base[:-1], _HAMZA_PRESENT_ENDINGS, "present")
    if not hamza and _sound(base):
        yield Form("ي" + base + "ن", "v", "p", "present")


def _sound(stem: str) -> bool:
    """True where the plural of women only adds a nun: no weak middle or end, no final nun, no doubled letter."""
    return len(stem) > 2 and stem[-2] not in "اوي" and stem[-1] not in "اوين"


def _verbs(stem: str, endings: tuple[tuple[str, str, bool], ...], tense: str) -> Iterator[Form]:
    yield from (Form(stem + ending, "v", number, tense, bound) for ending, number, bound in endings)


def arabic_splits(word: str) -> Iterator[tuple[str, str, Clitics]]:
    """Every way to take clitics off a folded word: (stem, "n" or "v", clitics), shortest prefix last."""
    for conj in ("و", "ف", ""):
        if not word.startswith(conj) or len(word) - len(conj) < 2:
            continue
        rest = word[len(conj) :]
        for prefix, prep, article in _NOUN_PREFIXES:
            if rest.startswith(prefix) and len(rest) - len(prefix) >= 2:
                stem = rest[len(prefix) :]
                yield from (
                    (s, "n", Clitics(conj, prep, article, suffix)) for s, suffix in _without_suffix(stem, article)
                )
        for prep in _VERB_PREFIXES:
            if rest.startswith(prep) and len(rest) - len(prep) >= 2:
                stems = _without_suffix(rest[len(prep) :], False)
                yield from ((s, "v", Clitics(conj, prep, False, suffix)) for s, suffix in stems)


def _without_suffix(stem: str, article: bool) -> Iterator[tuple[str, str]]:
    yield stem, ""
    if article:
        return
    for suffix in _SUFFIXES:
        if suffix and stem.endswith(suffix) and len(stem) - len(suffix) >= 2:
            yield stem[: -len(suffix)], suffix


def compatible(form: Form, pos: str, clitics: Clitics, raw: str) -> bool:
    """True where a form may carry these clitics; raw tells a ta marbuta from a pronoun."""
    if form.pos != pos or (form.bound and not clitics.suffix) or (form.free and clitics.suffix):
        return False
    if clitics.suffix == "ه" and raw.endswith("ة"):
        return False
    if pos == "v":
        return not (clitics.prep == "س" and form.tense != "present") and clitics.suffix != "ي"
    return clitics.suffix != "ني"


def english_noun(spec: str) -> Iterator[Form]:
    """Forms of "singular [plural]"; a regular plural is made, "-" stands for a missing singular."""
    singular, *plurals = spec.replace("_", " ").split()
    if singular != "-":
        yield Form(fold(singular), "n", "s")
    if not plurals:
        plurals = [_plural(singular)]
    yield from (Form(fold(p), "n", "p") for p in plurals if p != "+0")


def _plural(word: str) -> str:
    if word.endswith("y") and word[-2] not in "aeiou":
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "x", "ch", "sh", "z")) else "s")


def english_verb(spec: str) -> Iterator[Form]:
    """Forms of "base [past participle]"; regular ones are made. tense: base, present, past, participle, ing."""
    base, *irregular = spec.split()
    past, participle = irregular if len(irregular) == 2 else (irregular * 2 or [_past_of(base)] * 2)
    yield Form(base, "v", "p", "base")
    yield Form(_plural(base), "v", "s", "present")
    yield Form(past, "v", "?", "past")
    if participle != past:
        yield Form(participle, "v", "?", "participle")
    yield Form(_ing(base, past), "v", "?", "ing")


def _past_of(base: str) -> str:
    if base.endswith("e"):
        return base + "d"
    if base.endswith("y") and base[-2] not in "aeiou":
        return base[:-1] + "ied"
    return base + "ed"


def _ing(base: str, past: str) -> str:
    """The form in -ing: dying, fleeing, injuring; a consonant is doubled where the past doubles it (kidnapped)."""
    if base.endswith("ie"):
        return base[:-2] + "ying"
    if base.endswith("e") and not base.endswith("ee"):
        return base[:-1] + "ing"
    doubled = base + base[-1]
    return (doubled if past == doubled + "ed" else base) + "ing"
