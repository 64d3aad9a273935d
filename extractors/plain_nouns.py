"""People nouns that are other words as well ("student", "father" in Arabic), and numbers that follow a noun."""

from __future__ import annotations

from extractors.counts import read_number
from extractors.lexicon import EVENT_KINDS
from extractors.sentence import Token
from extractors.small_words import small

_CIVILIANS = small("civilian_after_trigger")
_RELATIVES = small("relative_after_trigger")
PLAYERS = small("players")
_NATIONALS = small("national_after_trigger")
_THE = tuple(small("arabic_article"))
_IN_ACCUSATIVE = small("national_as_object")
_TANWEEN = "\u064b"  # the mark of an indefinite object: "a Syrian" and "Syria" differ by it alone
_OBJECT_ENDS = tuple(small("object_plural_ending") | small("feminine_ending"))
_LONGEST_SUBJECT = 5  # words of a force's name and the word after it
_LAST_THE_NUMBER = 10  # "the three" counts a noun before it; "the twentieth" and "the 40" seldom do
_TOLD = frozenset(("act", "mid", "event"))
_HARMS = frozenset(("kill", "injure"))


def class_after_trigger(tokens: list[Token], i: int) -> frozenset[str]:
    """The classes of a word that is a person only right after a trigger ("killed a student"); empty for others."""
    norm = tokens[i].norm
    civil = norm in _CIVILIANS
    if i == 0 or not (civil or norm in _RELATIVES or norm in _NATIONALS or norm in _IN_ACCUSATIVE):
        return frozenset()
    if not (norm not in _IN_ACCUSATIVE and tells(tokens[i - 1]) or _is_object(tokens, i)):
        return frozenset()
    if norm in PLAYERS and not _killed_or_held(tokens[i - 1 : i]):
        return frozenset()
    return frozenset(("person", "civ")) if civil else frozenset(("person", "any"))


def are_players(tokens: list[Token], i: int, j: int) -> bool:
    """True for "players" at word j behind a number at word i that follows a killing, an arrest or an execution."""
    return j < len(tokens) and tokens[j].norm in PLAYERS and _killed_or_held(tokens[max(0, i - 5) : i])


def _killed_or_held(before: list[Token]) -> bool:
    words = [r.word for t in before for r in t.readings if r.kind in EVENT_KINDS]
    return any(w.category in ("arrest", "execution") or "kill" in w.tags for w in words)


def _is_object(tokens: list[Token], i: int) -> bool:
    """ "The army arrested *a shepherd*": an accusative after a verb and the force that is its subject."""
    if _TANWEEN not in tokens[i].text[-2:] and not tokens[i].norm.endswith(_OBJECT_ENDS):
        return False
    k = i - 1
    while k > 0 and i - k < _LONGEST_SUBJECT and tokens[k].has("group", "in_group", "in_phrase"):
        k -= 1
    return k < i - 1 and tells(tokens[k])


def tells(token: Token) -> bool:
    """True for a word that tells a death, an injury, an arrest or an execution."""
    return any(
        r.kind in _TOLD and (r.word.category in ("arrest", "execution") or r.word.tags & _HARMS) for r in token.readings
    )


def the_number_after(tokens: list[Token], i: int) -> int | None:
    """The number of "his children, *the three*" at word i, written with an article; None for none."""
    if i >= len(tokens) or not tokens[i].norm.startswith(_THE):
        return None
    digits = tokens[i].norm[2:] or "".join(t.norm for t in tokens[i + 1 : i + 2])  # "the 27" as one word or two
    if digits.isascii() and digits.isdigit():
        return int(digits)
    number = read_number(tokens, i, "ar")
    if number is None or number[2] != i or not 2 <= number[0] <= _LAST_THE_NUMBER:
        return None
    return int(number[0])
