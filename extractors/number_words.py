"""One number in words or digits, exact or vague, as it stands in a text."""

from __future__ import annotations

import math
import re
from functools import cache

from extractors.data_files import DATA, DataError, read_section
from extractors.fold import fold
from extractors.sentence import Token

_TABLES = ("units", "tens", "hundreds", "scales", "dual_scales", "dual_before_noun", "halves", "vague")
_LISTS = ("eleven", "and", "of", "until", "or", "from", "at_least", "at_least_after", "at_most", "about", "between",
          "between_and", "not_before", "not_after")  # fmt: skip
_FIELDS = {"units_first": bool, **dict.fromkeys(_TABLES, dict), **dict.fromkeys(_LISTS, list)}


class Table:
    """The number words of one language, folded."""

    def __init__(self, rows: dict) -> None:
        def folded(name: str) -> dict:
            return {fold(str(k)): v for k, v in rows[name].items()}

        def listed(name: str) -> frozenset[str]:
            return frozenset(fold(str(w)) for w in rows[name])

        self.units, self.tens, self.hundreds = folded("units"), folded("tens"), folded("hundreds")
        self.scales, self.dual_scales = folded("scales"), folded("dual_scales")
        self.halves, self.vague = folded("halves"), folded("vague")
        self.dual_before_noun: dict[str, int] = rows[
            "dual_before_noun"
        ]  # by the written word: folded it has homographs
        self.folded_duals = folded("dual_before_noun")
        self.phrases = {
            name: _by_first_word(rows[name]) for name in ("at_least", "at_least_after", "at_most", "about", "between")
        }
        self.small = {**self.units, **self.tens, **self.hundreds}
        self.vague_scales = {word: bounds[0] / 2 for word, bounds in self.vague.items() if bounds[0] >= 2000}
        self.all_scales = {**self.scales, **self.vague_scales}
        self.units_first: bool = rows["units_first"]
        self.eleven, self.of, self.until, self.either = map(listed, ("eleven", "of", "until", "or"))
        self.conjunctions, self.risen, self.between_and = map(listed, ("and", "from", "between_and"))
        self.not_before, self.not_after = listed("not_before"), listed("not_after")
        self.starts: dict[str, bool] = {}

    def begins(self, token: Token) -> bool:
        """True where a number word, digits or a bound stand at this word."""
        words = (self.small, self.scales, self.dual_scales, self.halves, self.vague, self.eleven, self.folded_duals,
                 *self.phrases.values())  # fmt: skip
        return token.norm[:1].isdigit() or any(base in known for base in token.bases for known in words)

    def joined(self, tokens: list[Token], i: int) -> bool:
        """True where "and" stands before a number word, as a word or, in Arabic, as its first letter."""
        norm = tokens[i].norm
        glued = self.units_first and norm[:1] in self.conjunctions and norm not in self.small
        return glued or i > 0 and tokens[i - 1].norm in self.conjunctions

    def fits(self, current: float, value: float) -> bool:
        """True where a word of this value may be added to what is read: hundreds, then tens and units."""
        rest = current % 100
        if value >= 100:
            return current == 0
        if value >= 20:
            return rest == 0 or self.units_first and rest < 10
        return rest == 0 or value < 10 and not self.units_first and rest >= 20 and rest % 10 == 0


def _by_first_word(phrases: list) -> dict[str, list[tuple[str, ...]]]:
    """Folded phrases, longest first, by their first word."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in sorted((tuple(fold(w) for w in str(p).split()) for p in phrases), key=len, reverse=True):
        found.setdefault(phrase[0], []).append(phrase)
    return found


@cache
def table(language: str) -> Table:
    """The number words of one language (data/numbers.yaml). Raises DataError with file, section and field."""
    path = DATA / "numbers.yaml"
    rows = read_section(path, language, _FIELDS)
    for name in _TABLES:
        for word, value in rows[name].items():
            numbers = value if name == "vague" and isinstance(value, list) and len(value) == 2 else [value]
            if (name == "vague") != (len(numbers) == 2) or not all(type(n) in (int, float) for n in numbers):
                wanted = "[low, high]" if name == "vague" else "a number"
                raise DataError(
                    f"{path.name}: section {language!r}, field {name!r}: {word!r} is {value!r}, not {wanted}"
                )
    return Table(rows)


_DIGITS = re.compile(r"^\d+(?:[.,]\d+)*$")


def digits(text: str) -> float | None:
    """The value of digits, grouped or with a decimal part; None for anything else."""
    if not _DIGITS.match(text):
        return None
    if re.fullmatch(r"\d{1,3}([.,]\d{3})+", text):
        return float(re.sub(r"[.,]", "", text))
    return float(text.replace(",", ".")) if text.count(".") + text.count(",") < 2 else None


def lookup(token: Token, words: dict) -> float | None:
    """The value of a word, or of the longest of its stems that the table has."""
    if token.norm in words:
        return words[token.norm]
    found = [base for base in token.bases if base in words]
    return words[max(found, key=lambda b: (len(b), b))] if found else None


def scale_at(tokens: list[Token], i: int, t: Table) -> float | None:
    """The scale (thousand, million) that stands at a word, or None."""
    return lookup(tokens[i], t.scales) if i < len(tokens) else None


def dual_before_noun(tokens: list[Token], i: int, t: Table) -> int | None:
    """Two hundred, two thousand in the form that stands only right before its noun; told by the written word."""
    raw = tokens[i].text
    value = t.dual_before_noun.get(raw) or (t.dual_before_noun.get(raw[1:]) if raw[:1] in t.conjunctions else None)
    if value is None or i and t.begins(tokens[i - 1]) or i + 1 >= len(tokens) or t.begins(tokens[i + 1]):
        return None
    return value if tokens[i + 1].text[:1].isalpha() else None


class _Sum:
    """What is read so far: whole thousands and more in total, the rest in current; ceiling is the last scale."""

    def __init__(self, tokens: list[Token], first: int, t: Table) -> None:
        self.tokens, self.first, self.t = tokens, first, t
        self.total, self.current, self.ceiling, self.last = 0.0, 0.0, math.inf, -1
        self.kept = (0.0, -1)  # value and last word up to the last scale
        # after digits only "and" joins words: "2017 three people" are two numbers
        self.free = not t.units_first and not tokens[first].norm[:1].isdigit()

    def take(self, j: int) -> int | None:
        """The word after the part of the number at word j, or None where the number ends before it."""
        begins, joined = self.last < 0, self.t.joined(self.tokens, j)
        for part in (self._teen, self._small, self._scale, self._half):
            if (after := part(j, begins or self.free or joined, joined)) is not None:
                return after
        return None

    def _teen(self, j: int, may: bool, joined: bool) -> int | None:
        token, after = self.tokens[j], self.tokens[j + 1 : j + 2]
        if self.current % 100 == 0 and token.bases & self.t.eleven and after and lookup(after[0], self.t.units) == 10:
            self.current += 11
            return self._to(j + 1)
        if self.t.units_first and not joined and 0 < self.current % 100 < 10 and lookup(token, self.t.units) == 10:
            self.current += 10
            return self._to(j)
        return None

    def _small(self, j: int, may: bool, joined: bool) -> int | None:
        token = self.tokens[j]
        number = digits(token.norm)
        value = number if number is not None else lookup(token, self.t.small)
        if value is None or not may or value >= self.ceiling or not self.t.fits(self.current, value):
            return None
        if number is not None and self.last >= 0 and (self.total == 0 or self.current or not joined):
            return None
        self.current += value
        return self._to(j)

    def _scale(self, j: int, may: bool, joined: bool) -> int | None:
        token = self.tokens[j]
        if (scale := lookup(token, self.t.scales)) and (self.last >= 0 or token.norm not in self.t.vague):
            if scale >= self.ceiling or scale < 100 < self.current or scale == 100 and self.current >= 100:
                self.total, self.current, self.last = (
                    self.kept[0],
                    0.0,
                    self.kept[1],
                )  # the next number begins before it
                return None
            return self._raise(scale, j)
        if (dual := lookup(token, self.t.dual_scales)) and may and dual / 2 < self.ceiling and not self.current:
            self.total, self.ceiling = self.total + dual, dual / 2
            return self._keep(j)
        return None

    def _raise(self, scale: float, j: int) -> int:
        self.current = (self.current or 1) * scale
        if scale >= 1000:
            self.total, self.current, self.ceiling = self.total + self.current, 0.0, scale
        return self._keep(j)

    def _half(self, j: int, may: bool, joined: bool) -> int | None:
        half = lookup(self.tokens[j], self.t.halves)
        if half is None:
            return None
        k = j + 1
        while k < min(j + 3, len(self.tokens)) and self.tokens[k].norm in self.t.of:
            k += 1
        if scale := scale_at(self.tokens, k, self.t):
            self.total, self.current, self.ceiling = self.total + (self.current + half) * scale, 0.0, scale
            return self._keep(k)
        if self.total and joined and not self.current and self.ceiling < math.inf:
            self.total += half * self.ceiling
            return self._keep(j)
        return None

    def _keep(self, j: int) -> int:
        self.kept = (self.total + self.current, j)
        return self._to(j)

    def _to(self, j: int) -> int:
        self.last = j
        return j + 1


def exact(tokens: list[Token], i: int, t: Table) -> tuple[float, int] | None:
    """(value, last word) of the exact number in words or digits that begins at word i; None where there is none."""
    found, j = _Sum(tokens, i, t), i
    while j < len(tokens):
        after = found.take(j)
        if after is None:
            if found.last != j - 1 or found.last < 0 or tokens[j].norm not in t.conjunctions:
                break
            after = j + 1
        j = after
    value = found.total + found.current
    return (value, found.last) if found.last >= 0 and value == int(value) and value > 0 else None
