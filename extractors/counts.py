"""How many: number words, digits, vague amounts and bounds as ranges."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

import yaml

from extractors.fold import fold, remember
from extractors.lexicon import DATA
from extractors.sentence import Token


@dataclass(frozen=True, slots=True)
class Quantity:
    """A range of persons or households; None is an open end. first, last are word numbers, bounds included."""

    low: int | None
    high: int | None
    first: int
    last: int
    vague: bool = False
    bounded: bool = False


class _Table:
    def __init__(self, rows: dict) -> None:
        def folded(name: str) -> dict:
            return {fold(str(k)): v for k, v in rows[name].items()}

        self.units, self.tens, self.hundreds = folded("units"), folded("tens"), folded("hundreds")
        self.scales, self.dual_scales = folded("scales"), folded("dual_scales")
        self.halves, self.vague = folded("halves"), folded("vague")
        self.phrases = {
            name: _by_first_word(rows[name]) for name in ("at_least", "at_least_after", "at_most", "about", "between")
        }
        self.small = {**self.units, **self.tens, **self.hundreds}
        self.vague_scales = {word: bounds[0] / 2 for word, bounds in self.vague.items() if bounds[0] >= 2000}
        self.all_scales = {**self.scales, **self.vague_scales}
        self.starts: dict[str, bool] = {}
        self.eleven = {fold(w) for w in rows.get("eleven", ())}
        self.between_and = {fold(w) for w in rows["between_and"]}
        self.not_before = {fold(str(w)) for w in rows["not_before"]}
        self.not_after = {fold(str(w)) for w in rows["not_after"]}


def _by_first_word(phrases: list) -> dict[str, list[tuple[str, ...]]]:
    """Folded phrases, longest first, by their first word."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in sorted((tuple(fold(w) for w in str(p).split()) for p in phrases), key=len, reverse=True):
        found.setdefault(phrase[0], []).append(phrase)
    return found


@cache
def table(language: str) -> _Table:
    """The number words of one language (data/numbers.yaml)."""
    rows = yaml.safe_load((DATA / "numbers.yaml").read_text(encoding="utf-8"))
    return _Table(rows[language])


def may_begin(token: Token, language: str) -> bool:
    """False where no amount can begin at this word (quick test)."""
    t = table(language)
    known = t.starts.get(token.norm)
    if known is None:
        tables = (t.small, t.scales, t.dual_scales, t.halves, t.vague, t.eleven, *t.phrases.values())
        known = token.norm[:1].isdigit() or any(base in words for base in token.bases for words in tables)
        remember(t.starts, token.norm, known)
    return known


_DIGITS = re.compile(r"^\d+(?:[.,]\d+)*$")
_RANGE = re.compile(r"^(\d+)[-–](\d+)$")


def _digits(text: str) -> float | None:
    if not _DIGITS.match(text):
        return None
    if re.fullmatch(r"\d{1,3}([.,]\d{3})+", text):
        return float(re.sub(r"[.,]", "", text))
    return float(text.replace(",", ".")) if text.count(".") + text.count(",") < 2 else None


def _lookup(token: Token, words: dict) -> float | None:
    if token.norm in words:
        return words[token.norm]
    found = [base for base in token.bases if base in words]
    return words[max(found, key=lambda b: (len(b), b))] if found else None


def read_number(
    tokens: list[Token], i: int, language: str, between: bool = False
) -> tuple[float, float, int, bool] | None:
    """(low, high, last word, vague) of the number that begins at word i, or None."""
    t = table(language)
    if i >= len(tokens) or tokens[i].inside or tokens[i].has("time") and tokens[i].norm.startswith("ال"):
        return None
    if match := _RANGE.match(tokens[i].norm):
        return float(match[1]), float(match[2]), i, False
    vague = _lookup(tokens[i], t.vague)
    if vague is not None and not (language == "ar" and "و" == tokens[i].norm):
        low, high, last = float(vague[0]), float(vague[1]), i
        for j in (i + 1, i + 2):
            if j < len(tokens) and (scale := _lookup(tokens[j], t.all_scales)):
                return low * scale, (high + 1) * scale - 1 if high < 1000 else high * scale, j, True
            if j < len(tokens) and tokens[j].norm not in ("of", "من"):
                break
        return low, high, last, True
    value = _simple(tokens, i, t, language, between)
    return (value[0], value[0], value[1], False) if value else None


def _simple(tokens: list[Token], i: int, t: _Table, language: str, between: bool = False) -> tuple[float, int] | None:
    """(value, last word) of an exact number in words or digits; with between, "and" does not add up."""
    total, current, last, j = 0.0, 0.0, -1, i
    while j < len(tokens):
        token = tokens[j]
        number = _digits(token.norm)
        if current % 100 == 0 and token.bases & t.eleven and j + 1 < len(tokens) and _lookup(tokens[j + 1], t.units) == 10:
            current, last, j = current + 11, j + 1, j + 2
            continue
        if last >= 0 and between and _small_word(token, t) and token.norm[:1] != "و" and tokens[j - 1].norm in t.between_and:
            break
        small = number if number is not None else _lookup(token, t.small)
        spelled = language == "en" and (last < 0 or not tokens[i].norm[:1].isdigit())
        joined = spelled or token.norm.startswith("و") or last < 0 or tokens[j - 1].norm in ("و", "and")
        if small is not None and joined and (last < 0 or number is None or small < 1000 and current == 0):
            current += small
        elif small == 10 and last >= 0 and 0 < current % 100 < 10:
            current += 10
        elif (scale := _lookup(token, t.scales)) and (last >= 0 or token.norm not in t.vague):
            current = (current or 1) * scale
            if scale >= 1000:
                total, current = total + current, 0.0
        elif (dual := _lookup(token, t.dual_scales)) and joined:
            total += dual
        elif (half := _lookup(token, t.halves)) and j + 1 < len(tokens) and _lookup(tokens[j + 1], t.scales):
            current += half
        elif half and j + 2 < len(tokens) and tokens[j + 1].norm == "a" and _lookup(tokens[j + 2], t.scales):
            current, j = half, j + 1
        elif last >= 0 and token.norm in ("و", "and", "-") and j + 1 < len(tokens) and _small_word(tokens[j + 1], t):
            j += 1
            continue
        else:
            break
        last = j
        j += 1
    if last < 0:
        return None
    value = total + current
    return (value, last) if value == int(value) and value > 0 else None


def _small_word(token: Token, t: _Table) -> bool:
    return _lookup(token, t.small) is not None


def read_quantity(tokens: list[Token], i: int, language: str) -> Quantity | None:
    """The amount that begins at word i, with what bounds it before and after; None where there is none."""
    if not may_begin(tokens[i], language):
        return None
    t = table(language)
    first, kind = i, ""
    for name in ("at_least", "at_most", "about", "between"):
        words = _phrase_at(tokens, i, t.phrases[name])
        if words:
            kind, i = name, i + words
            break
    if kind == "about" and (more := _phrase_at(tokens, i, t.phrases["about"])):
        i += more
    number = read_number(tokens, i, language, kind == "between")
    if number is None or tokens[i].norm in t.not_after:
        return None
    low, high, last, vague = number
    if _is_year(tokens, i, last, low):
        return None
    if kind == "between":
        second = _second(tokens, last, language, t)
        if second is None:
            return None
        high, last = second
    elif (
        last + 2 < len(tokens)
        and tokens[last + 1].norm in ("-", "–", "to", "الي")
        and (second := read_number(tokens, last + 2, language))
        and second[0] > low
        and language
        and not vague
    ):
        raised = first and tokens[first - 1].norm in ("من", "from") and tokens[last + 1].norm in ("الي", "to")
        low, high, last = second[0] if raised else low, second[1], second[2]
    after = last + 1
    if after < len(tokens) and tokens[after].bases & t.not_before or after < len(tokens) and tokens[after].norm == "%":
        return None
    if words := _phrase_at(tokens, after, t.phrases["at_least_after"]):
        kind, last = "at_least", after + words - 1
    if first and not kind and tokens[first - 1].norm in t.not_after:
        return None
    low_end = None if kind == "at_most" else int(low)
    high_end = None if kind == "at_least" and not vague else int(high)
    return Quantity(low_end, high_end, first, last, vague, bool(kind))


def _is_year(tokens: list[Token], i: int, last: int, value: float) -> bool:
    """ "2015" is a year unless people follow it at once."""
    if i != last or not 1950 <= value <= 2035 or len(tokens[i].norm) != 4 or not tokens[i].norm.isdigit():
        return False
    return last + 1 >= len(tokens) or not tokens[last + 1].has("person")


def at_least_after(tokens: list[Token], i: int, language: str) -> int:
    """How many words "at least" takes at i, after a noun ("400 people at least"); 0 for none."""
    return _phrase_at(tokens, i, table(language).phrases["at_least_after"]) if language == "ar" else 0


def _second(tokens: list[Token], last: int, language: str, t: _Table) -> tuple[float, int] | None:
    j = last + 1
    if j >= len(tokens):
        return None
    if tokens[j].norm in t.between_and:
        j += 1
    elif not tokens[j].norm.startswith("و"):
        return None
    number = read_number(tokens, j, language)
    return (number[1], number[2]) if number else None


def _phrase_at(tokens: list[Token], i: int, phrases: dict[str, list[tuple[str, ...]]]) -> int:
    """How many words the longest of the phrases takes at i; 0 for none."""
    if i >= len(tokens):
        return 0
    best = 0
    for base in tokens[i].bases & phrases.keys():
        for phrase in phrases[base]:
            if len(phrase) > best and i + len(phrase) <= len(tokens):
                if all(w in tokens[i + k].bases for k, w in enumerate(phrase)):
                    best = len(phrase)
    return best
