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
        yield Form(singular, "n", "s", free=singular.endswith("ه"))
        stem = singular[:-1] + "ت" if singular.endswith("ه") else singular
        if stem != singular:
            yield Form(stem, "n", "s", bound=True)
        elif "+0" not in flags:
            yield Form(singular + "ا", "n", "s", free=True)
        if singular.endswith("اء"):  # the hamza takes a seat before suffixes: اصدقاءه, اصدقائه, اصدقاؤه
            yield Form(singular[:-1] + "ي", "n", "s", bound=True)
            yield Form(singular[:-1] + "و", "n", "s", bound=True)
        if "+0" not in flags:
            dual = "?" if "+ون" in flags else "d"
            yield Form(stem + "ان", "n", "d", free=True)
            yield Form(stem + "ين", "n", dual, free=True)
            yield Form(stem + "ي", "n", dual, bound=False)
            yield Form(stem + "ا", "n", "d") if stem != singular else Form(stem + "ا", "n", "s")
    if "+ون" in flags:
        yield Form(singular + "ون", "n", "p", free=True)
        yield Form(singular + "و", "n", "p")
    if "+ات" in flags:
        yield Form((singular[:-1] if singular.endswith("ه") else singular) + "ات", "n", "p")
    for plural in plurals:
        yield Form(plural, "n", "p", free=plural.endswith("ه"))
        if plural.endswith("ه"):
            yield Form(plural[:-1] + "ت", "n", "p", bound=True)
        elif not plural.endswith(("ون", "ين", "ات")):
            yield Form(plural + "ا", "n", "p", free=True)
        if plural.endswith("اء"):
            yield Form(plural[:-1] + "ي", "n", "p", bound=True)
            yield Form(plural[:-1] + "و", "n", "p", bound=True)
        if plural.endswith("ون"):
            yield Form(plural[:-2] + "ين", "n", "p", free=True)
            yield Form(plural[:-2] + "ي", "n", "p")


def arabic_verb(spec: str) -> Iterator[Form]:
    """Third-person forms of "past present [more pasts]"; the present is given with ي, as in "نزح ينزح"."""
    raw_past, raw_present, *more = spec.split()
    present = fold(raw_present)
    for stem in (raw_past, *more):
        yield from _past(fold(stem), stem[-1] in "ىاي" and len(stem) > 2)
    if present == "-":
        return
    yield from _present(present)


def _past(past: str, defective: bool) -> Iterator[Form]:
    if defective and past.endswith(("ي", "ا")):  # defective: نفى نفت نفوا, دعا دعت دعوا
        base = past[:-1]
        yield Form(past, "v", "s", "past")
        for ending, number, bound in (("ت", "s", False), ("وا", "p", False), ("و", "p", True), ("يا", "d", False),
                                      ("ا", "s", True)):  # fmt: skip
            yield Form(base + ending, "v", number, "past", bound)
        return
    for ending, number, bound in (("", "s", False), ("ت", "s", False), ("وا", "p", False), ("و", "p", True),
                                  ("ا", "d", False), ("تا", "d", False)):  # fmt: skip
        yield Form(past + ending, "v", number, "past", bound)


def _present(present: str) -> Iterator[Form]:
    base = present[1:]
    for prefix in ("ي", "ت", "ن"):
        yield Form(prefix + base, "v", "s", "present")
    defective = base.endswith(("ي", "و", "ا"))
    for prefix in ("ي", "ت"):
        stem = prefix + (base[:-1] if defective else base)
        for ending, number, bound in (("ون", "p", False), ("وا", "p", False), ("و", "p", True), ("ان", "d", False)):
            yield Form(stem + ("ي" if defective and ending == "ان" else "") + ending, "v", number, "present", bound)
        if defective:
            yield Form(stem, "v", "s", "present", free=True)  # jussive: لم ينفِ


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
    yield Form(_ing(base), "v", "?", "ing")


def _past_of(base: str) -> str:
    if base.endswith("e"):
        return base + "d"
    if base.endswith("y") and base[-2] not in "aeiou":
        return base[:-1] + "ied"
    return base + "ed"


def _ing(base: str) -> str:
    if base.endswith("ee"):
        return base + "ing"
    return (base[:-1] if base.endswith("e") else base) + "ing"
