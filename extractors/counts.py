"""How many: amounts as ranges, with what bounds them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from extractors.date_words import words
from extractors.fold import remember
from extractors.number_words import Table, digits, dual_before_noun, exact, lookup, scale_at, table
from extractors.sentence import Token
from extractors.small_words import small

__all__ = ["Quantity", "at_least_after", "may_begin", "read_number", "read_quantity", "table"]

_COMMAS = small("comma")
_QUANTITIES, _RISES = small("quantities"), small("rises")
_THE_YEAR, _DIGITS_OF_A_YEAR = small("the_year"), 4
_MOST_PEOPLE = 30_000_000  # more than ever lived in Syria
_OUTLET_NUMBER, _OUTLETS = "24", small("before_outlet_number")
_RANGE = re.compile(r"^(\d+)[-–](\d+)$")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A range of persons or households; None is an open end. first, last are word numbers, bounds included."""

    low: int | None
    high: int | None
    first: int
    last: int
    vague: bool = False
    bounded: bool = False


def may_begin(token: Token, language: str) -> bool:
    """False where no amount can begin at this word (quick test)."""
    t = table(language)
    known = t.starts.get(token.norm)
    return remember(t.starts, token.norm, t.begins(token)) if known is None else known


def read_number(tokens: list[Token], i: int, language: str) -> tuple[float, float, int, bool] | None:
    """(low, high, last word, vague) of the number that begins at word i, or None."""
    t = table(language)
    if i >= len(tokens) or tokens[i].inside or _is_time(tokens[i]) or _on_a_clock(tokens, i):
        return None
    if tokens[i].bases & _QUANTITIES:
        return None
    if match := _RANGE.match(tokens[i].norm):
        scale = scale_at(tokens, i + 1, t)
        times = scale or 1
        return float(match[1]) * times, float(match[2]) * times, i + bool(scale), False
    if dual := dual_before_noun(tokens, i, t):
        return dual, dual, i, False
    if (vague := lookup(tokens[i], t.vague)) is not None:
        return _vague(tokens, i, t, *vague)
    value = exact(tokens, i, t)
    return (value[0], value[0], value[1], False) if value else None


def _on_a_clock(tokens: list[Token], i: int) -> bool:
    """The hours or minutes of "12:50"."""
    for k in (i - 1, i + 1):
        if 0 < k < len(tokens) - 1 and tokens[k].norm == ":" and tokens[i].end - tokens[i].start <= 2:
            glued = tokens[k - 1].end == tokens[k].start and tokens[k].end == tokens[k + 1].start
            if glued and tokens[k - 1].norm.isdigit() and tokens[k + 1].norm.isdigit():
                return True
    return False


def _is_time(token: Token) -> bool:
    """True for "the hour", "the day": their names are numbers as well."""
    return token.has("time") and any(r.clitics.article for r in token.readings)


def _vague(tokens: list[Token], i: int, t: Table, low: float, high: float) -> tuple[float, float, int, bool]:
    """Dozens, or dozens of thousands."""
    for j in range(i + 1, min(i + 3, len(tokens))):
        if scale := lookup(tokens[j], t.all_scales):
            return low * scale, (high + 1) * scale - 1 if high < 1000 else high * scale, j, True
        if tokens[j].norm not in t.of:
            break
    return float(low), float(high), i, True


def read_quantity(tokens: list[Token], i: int, language: str) -> Quantity | None:
    """The amount that begins at word i, with what bounds it before and after; None where there is none."""
    if not may_begin(tokens[i], language):
        return None
    t = table(language)
    first = i
    kind, i = _bound(tokens, i, t)
    number = _between(tokens, i, language, t) if kind == "between" else _plain(tokens, i, language, t)
    if number is None or tokens[i].norm in t.not_after:
        return None
    low, high, last, vague = number
    if kind == "between" and first and tokens[first - 1].norm in _RISES:
        low = high  # "rose from five to eight"
    if low >= _MOST_PEOPLE:  # "1,694,418 million": the number was written out already
        low = high = digits(tokens[i].norm) or 0
        if not 0 < low < _MOST_PEOPLE:
            return None
    after = last + 1
    if after + 1 < len(tokens) and tokens[after].norm in t.of and tokens[after + 1].norm in _months(language):
        return None  # "the 8 of December"
    if after < len(tokens) and _of_no_people(tokens[after], t):
        return None
    if words := _phrase_at(tokens, after, t.phrases["at_least_after"]):
        kind, last = "at_least", last + words
    if first and not kind and tokens[first - 1].norm in t.not_after and not _counts_people(tokens, first, after):
        return None
    if first and tokens[first].norm == _OUTLET_NUMBER and _is_outlet(tokens[first - 1], tokens[first]):
        return None  # "Daraa 24", a network
    low_end = None if kind == "at_most" else int(low)
    high_end = None if kind == "at_least" and not vague else int(high)
    return Quantity(low_end, high_end, first, last, vague, bool(kind))


def _counts_people(tokens: list[Token], first: int, after: int) -> bool:
    """ "Since the beginning of the year *45 persons*": no year where people stand right behind the number."""
    if tokens[first].norm.isalpha() and after < len(tokens) and tokens[after].is_person():
        return True  # "on 3 February two civilians"
    this_year = first > 0 and tokens[first - 1].norm in _THE_YEAR and len(tokens[first].norm) < _DIGITS_OF_A_YEAR
    return this_year and after < len(tokens) and tokens[after].is_person() and not tokens[after].prefix().article


def _of_no_people(token: Token, t: Table) -> bool:
    """True where a word after a number says that it counts no people ("12 raids"), not "*in* raids"."""
    return bool(token.bases & t.not_before) and not token.prefix().prep or token.norm == "%"


def _is_outlet(name: Token, number: Token) -> bool:
    """True for a known outlet, and for any name of three letters or more that a number is glued to."""
    glued = name.end == number.start and len(name.norm) >= 3 and name.norm.isalpha()
    return name.norm in _OUTLETS or glued


@cache
def _months(language: str) -> frozenset[str]:
    """The first words of the names of months."""
    return frozenset(name.split()[0] for name in words(language).months)


def _bound(tokens: list[Token], i: int, t: Table) -> tuple[str, int]:
    """(kind of the bound that stands at word i or "", the word after it)."""
    for kind in ("at_least", "at_most", "about", "between"):
        if words := _phrase_at(tokens, i, t.phrases[kind]):
            i += words
            return kind, i + (_phrase_at(tokens, i, t.phrases["about"]) if kind == "about" else 0)
    return "", i


def _plain(tokens: list[Token], i: int, language: str, t: Table) -> tuple[float, float, int, bool] | None:
    """A number, or two with "to" or "or" between them."""
    number = read_number(tokens, i, language)
    if number is None or _is_year(tokens, i, number):
        return None
    low, _, last, vague = number
    link = tokens[last + 1].norm if last + 2 < len(tokens) else ""
    if vague or link not in t.until | t.either:
        return number
    second = read_number(tokens, last + 2, language)
    if second is None or second[0] <= low or link in t.either and second[3]:
        return number
    rises = i > 0 and tokens[i - 1].norm in t.risen and link in t.until and link[:1].isalpha()
    return second[0] if rises else _lifted(low, second, tokens, t), second[1], second[2], False


def _between(tokens: list[Token], i: int, language: str, t: Table) -> tuple[float, float, int, bool] | None:
    """The two ends of "between … and …". "And" joins the parts of a number as well: the first end gives way."""
    end = len(tokens)
    while first := read_number(tokens[:end], i, language):
        low, _, last, vague = first
        second = _second(tokens, last + 1, language, t)
        if second and second[1] > low:
            years = _is_year(tokens, i, first) and _is_year(tokens, second[2], second)
            return None if years else (_lifted(low, second, tokens, t), second[1], second[2], vague)
        joints = [j for j in range(i + 1, last + 1) if t.joined(tokens, j)]
        if not joints:
            return None
        end = joints[-1]
    return None


def _second(tokens: list[Token], j: int, language: str, t: Table) -> tuple[float, float, int, bool] | None:
    if j < len(tokens) and tokens[j].norm in t.between_and:
        return read_number(tokens, j + 1, language)
    return read_number(tokens, j, language) if j < len(tokens) and t.joined(tokens, j) else None


def _lifted(low: float, second: tuple[float, float, int, bool], tokens: list[Token], t: Table) -> float:
    """The lower end of "five to six thousand" counts thousands as the upper one does."""
    scale = lookup(tokens[second[2]], t.scales) or 1
    return low * scale if scale >= 1000 > low and low * scale < second[1] else low


def _is_year(tokens: list[Token], i: int, number: tuple[float, float, int, bool]) -> bool:
    """ "2015" is a year unless people follow it at once."""
    value, last, norm = number[0], number[2], tokens[i].norm
    if i != last or not 1950 <= value <= 2035 or len(norm) != 4 or digits(norm) is None:
        return False
    return last + 1 >= len(tokens) or not tokens[last + 1].has("person")


def at_least_after(tokens: list[Token], i: int, language: str) -> int:
    """How many words "at least" takes at i, after a noun ("400 people at least"); 0 for none."""
    comma = language == "ar" and i < len(tokens) and tokens[i].norm in _COMMAS
    words = _phrase_at(tokens, i + comma, table(language).phrases["at_least_after"])
    end = i + comma + words
    of_another = (language == "en" or comma) and end < len(tokens) and may_begin(tokens[end], language)
    return 0 if of_another or not words else comma + words  # "ten people, at least three of them …"


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
