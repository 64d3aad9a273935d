"""Whether one article repeats another: the same wire text republished, trimmed or under another headline.

Two steps. MinHash bands say which pairs may be worth a look, without comparing each article with each; the alignment
of the words (rapidfuzz) decides. The later article is a copy if it says nothing of its own: words may be missing, but
what it has more or otherwise must not be another incident told in the same formula.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

import numpy as np
from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from extractors import article_text
from extractors.counts import table
from extractors.fold import fold
from extractors.records import Article

GAP = 7  # days: a text that comes again after more than a week is told of something else
SHORT = 20  # words: shorter texts are all formula, and copies only if they are equal to the last word
COMPARED = 3000  # words of an article: the alignment's memory grows with the square
LEAD = 25  # words at the start that have bands of their own, which a text trimmed to a quarter still shares
SHINGLE = 4  # words hashed together: with 3, bulletins of one formula all land in the same bands
BANDS, LEAD_BANDS, ROWS = 12, 4, 4  # 16 bands of 4: at 70 % common shingles 19 pairs of 20 share one, at 30 % 1 of 10
HEADLINE = 20  # words a first line without a full stop may have to be a headline
FRAME = 8  # words that a paper may put before or after a wire text: its name, the day, a credit
LONG = 120  # words from which a text may differ in a few words and still be the same
OTHER = 0.03  # that few
JOINED = 92  # the same for words written as one or apart
VARIANT = 84  # likeness of two spellings of a word; "Tuesday" and "Thursday" have 80

WORD = re.compile(r"[^\W_]+")
ENDS = (".", "!", "?", "؟", ":", "،", ",", "…")  # closing marks: a line that has one is no headline

Words = tuple[str, ...]


def words(text: str) -> Words:
    """The words of a text as they are compared: folded, without marks."""
    return tuple(part for word in text.split() for part in WORD.findall(fold(word)))


def body(article: Article) -> Words:
    """The words that make a copy: without headline, dateline, credits and share lines, where enough is left."""
    lines = [article.text[start:end] for start, end, _n in article_text.lines(article.text, article.title)]
    if len(lines) > 1 and _is_headline(lines[0], article.title):
        lines = lines[1:]
    found = words("\n".join(lines))
    return found if len(found) >= SHORT else words(article.text)


def _is_headline(line: str, title: str | None) -> bool:
    if title and words(line) == words(title):
        return True
    return len(words(line)) <= HEADLINE and not line.rstrip(" \t\"”»'").endswith(ENDS)


def repeats(earlier: Words, later: Words) -> bool:
    """Whether the later text is the earlier one, perhaps trimmed, and says nothing of its own."""
    if earlier == later:
        return True
    earlier, later = earlier[:COMPARED], later[:COMPARED]
    if min(len(earlier), len(later)) < SHORT:
        return False
    if len(set(later) & set(earlier)) < 0.75 * len(set(later)):
        return False  # most pairs end here
    return _says_nothing_new(earlier, later)


def _says_nothing_new(earlier: Words, later: Words) -> bool:
    long = len(later) >= LONG
    own = 0
    for (a, b), (c, d) in _changes(earlier, later):
        before, after = earlier[a:b], later[c:d]
        at_start, at_end = a == c == 0, (b, d) == (len(earlier), len(later))
        if not after or _is_frame(before, after, at_start, at_end, len(later)):
            continue
        if numbers(before) != numbers(after):
            return False
        if not _are_variants(before, after):
            own += len(after)
            if not long:
                return False
    return own <= OTHER * len(later)


def _changes(earlier: Words, later: Words) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Where the two differ: (first, end) in the earlier and in the later text, with equal words between them."""
    a = c = 0
    for block in Levenshtein.editops(earlier, later).as_matching_blocks():
        if (a, c) != (block.a, block.b):
            yield (a, block.a), (c, block.b)
        a, c = block.a + block.size, block.b + block.size


def _is_frame(before: Words, after: Words, at_start: bool, at_end: bool, later: int) -> bool:
    """A few words before or after the text. A number at the end may be a later toll, at the start it is a date."""
    if len(after) > FRAME or (before and later < 3 * SHORT):
        return False
    return at_start or (at_end and not numbers(after))


def _are_variants(before: Words, after: Words) -> bool:
    if len(before) != len(after):  # "north-east", "northeast"
        return bool(before) and fuzz.ratio("".join(before), "".join(after)) >= JOINED
    return all(fuzz.ratio(one, other) >= VARIANT for one, other in zip(before, after, strict=True))


def numbers(some: Sequence[str]) -> list[str]:
    """The numbers among the words, in digits or spelled out, in either language."""
    return sorted(filter(_is_number, some))


@lru_cache(maxsize=50_000)
def _is_number(word: str) -> bool:
    return word.isdigit() or word in _spelled() or word[1:] in _spelled("ar")


@cache
def _spelled(*languages: str) -> frozenset[str]:
    tables = [table(language) for language in languages or ("ar", "en")]
    groups = [group for t in tables for group in (t.units, t.tens, t.hundreds, t.scales, t.dual_scales, t.vague)]
    return frozenset(word for group in groups for word in group)


def same_title(one: str | None, other: str | None) -> bool:
    """False for two texts of few words that their titles tell apart, as "Shelling of Binnish" may."""
    return not one or not other or words(one) == words(other)


def bands(text: Words) -> tuple[int, ...]:
    """Hashes of 44 bits: two texts that share one are worth comparing. A short text, which must be equal, has none."""
    if len(text) < SHORT:
        return ()
    whole, lead = _signature(text[:COMPARED], 0, BANDS), _signature(text[:LEAD], BANDS, LEAD_BANDS)
    return tuple(_digest(f"{number} {band.tolist()}") for number, band in enumerate((*whole, *lead)))


def _signature(text: Words, first: int, count: int) -> np.ndarray:
    """The least hashes of the shingles, as bands of ROWS, under as many hash functions."""
    factors, offsets = _functions()
    chosen = slice(first * ROWS, (first + count) * ROWS)
    hashed = np.multiply.outer(_shingles(text), factors[chosen]) + offsets[chosen]
    return (hashed >> np.uint64(32)).min(axis=0).reshape(count, ROWS)


def _shingles(text: Words) -> np.ndarray:
    hashes = np.fromiter(map(_word_hash, text), dtype=np.uint64, count=len(text))
    count = len(hashes) - SHINGLE + 1
    mixed = np.zeros(count, dtype=np.uint64)
    for position in range(SHINGLE):
        mixed = (mixed ^ hashes[position : position + count]) * np.uint64(0x9E3779B97F4A7C15)
        mixed ^= mixed >> np.uint64(29)
    return np.unique(mixed)


@cache
def _functions() -> tuple[np.ndarray, np.ndarray]:
    """Factors and offsets of the hash functions: the same on every machine, for bands are stored."""
    count = (BANDS + LEAD_BANDS) * ROWS
    raw = b"".join(hashlib.sha256(f"minhash {number}".encode()).digest()[:16] for number in range(count))
    pairs = np.frombuffer(raw, dtype="<u8").reshape(count, 2)
    return pairs[:, 0] | np.uint64(1), pairs[:, 1].copy()


@lru_cache(maxsize=200_000)
def _word_hash(word: str) -> int:
    return int.from_bytes(hashlib.blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


def _digest(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big") >> 20
