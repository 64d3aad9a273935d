"""Whether a number really changed: held against the weeks before and the articles read, and silent on small numbers."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

FEW = 10  # mentions in all the weeks compared: below, no change can be told from chance
SURE = 0.01  # how unlikely a difference must be; counts in the press scatter more than chance alone
WEEKS = 4  # weeks before that a week is held against
THIN = 0.4  # of the median number of articles: below, a week is marked as thinly covered and not interpreted

RISE, FALL, LEVEL, SMALL, NO_DATA = "rise", "fall", "level", "few", "no_data"


class Change(NamedTuple):
    """A week against the weeks before it. mean is of the weeks in which articles were read, None without any."""

    n: int
    previous: int | None
    mean: float | None
    verdict: str
    chance: float  # probability of a difference this large by chance alone

    @property
    def at_least_doubled(self) -> bool:
        return self.verdict == RISE and bool(self.mean) and self.n >= 2 * self.mean


def compare(counts: Sequence[int], read: Sequence[int]) -> Change:
    """The last of these weeks against those before; read are the articles read in the same weeks."""
    *before, n = counts
    *read_before, read_now = read
    usual = [(c, r) for c, r in zip(before, read_before, strict=True) if r][-WEEKS:]
    mean = sum(c for c, _r in usual) / len(usual) if usual else None
    previous = before[-1] if before and read_before[-1] else None
    if not read_now or mean is None:
        return Change(n, previous, mean, NO_DATA, 1.0)
    earlier = sum(c for c, _r in usual)
    share = read_now / (read_now + sum(r for _c, r in usual))
    chance = two_sided(n, n + earlier, share)
    if n + earlier < FEW:
        return Change(n, previous, mean, SMALL, chance)
    verdict = LEVEL
    if chance < SURE and n != mean:
        verdict = RISE if n > mean else FALL
    return Change(n, previous, mean, verdict, chance)


def two_sided(n: int, total: int, share: float) -> float:
    """The probability that a binomial count lies at least as far out as n, on the side where n lies, twice."""
    if not total or not 0 < share < 1:
        return 1.0
    here = _binomial(n, total, share)
    tail = _tail(n, total, share, here) if n <= total * share else _tail(total - n, total, 1 - share, here)
    return min(1.0, 2 * min(tail, 1 + here - tail))


def _binomial(k: int, total: int, share: float) -> float:
    ways = math.lgamma(total + 1) - math.lgamma(k + 1) - math.lgamma(total - k + 1)
    return math.exp(ways + k * math.log(share) + (total - k) * math.log1p(-share))


def _tail(n: int, total: int, share: float, here: float) -> float:
    """The probability of at most n, from that of n: each smaller count by the one before, until they add nothing."""
    odds, term, found = (1 - share) / share, here, here
    for k in range(n, 0, -1):
        term *= k / (total - k + 1) * odds
        if term < found * 1e-16:
            break
        found += term
    return found


def leader(counts: Mapping[str, int]) -> str | None:
    """The key that clearly has most, None where the first two are too close or everything is small."""
    ranked = sorted(counts.items(), key=lambda item: -item[1])
    if not ranked or sum(counts.values()) < FEW:
        return None
    first, second = ranked[0][1], ranked[1][1] if len(ranked) > 1 else 0
    return ranked[0][0] if two_sided(first, first + second, 0.5) < SURE else None


def thin(read: Sequence[int]) -> list[bool]:
    """Which of these weeks or months have no or far fewer articles than usual among them."""
    usual = sorted(read)[len(read) // 2] if read else 0
    return [n <= THIN * usual for n in read]


class Mover(NamedTuple):
    """A governorate and category with its change."""

    code: str
    category: str
    change: Change


def movers(weeks: Sequence[Mapping[tuple[str, str], int]], read: Sequence[int]) -> list[Mover]:
    """The differences of the last week, clear ones first, then by size; without those too small to speak of.

    weeks count mentions by (governorate, category), the latest week last; what has no governorate is left out.
    """
    cells = sorted({cell for counts in weeks for cell in counts if cell[0]})
    rows = [Mover(*cell, compare([counts.get(cell, 0) for counts in weeks], read)) for cell in cells]
    large = [m for m in rows if m.change.verdict not in (SMALL, NO_DATA) and m.change.n != m.change.mean]
    return sorted(large, key=lambda m: (m.change.verdict == LEVEL, m.change.chance, m.code, m.category))
