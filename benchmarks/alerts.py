"""How often alerts are false and how many triplings they find: python benchmarks/alerts.py [--countries N]

Series with a known truth are drawn: 56 of them share the articles read, as the governorates and categories of a store
do. They scatter more than chance (variance up to four times the mean), have a season, a trend, outbreaks in their past
and weeks in which little was read; in some, half of what varies in the articles read has nothing to do with Syria.
A false alert is one in a week that is no outbreak. A tripling is the same week drawn anew at three times its rate. The
rule that an alert needs two sources is left out: it can only make both numbers smaller.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from monitor import alerts  # noqa: E402

SERIES = 56
YEAR = 52
SCATTER = (1.0, 1.5, 2.0, 3.0)
SIZES = ((0.3, 1), (1, 5), (5, 10), (10, 20), (20, 50))
LIMIT_FALSE, LIMIT_FOUND = 1.0, 0.8


class Country(NamedTuple):
    """Two years of 56 series; usual is the rate without outbreaks, outbreak the weeks that have one."""

    counts: np.ndarray
    read: np.ndarray
    usual: np.ndarray
    outbreak: np.ndarray
    mean: np.ndarray
    scatter: np.ndarray


class Tested(NamedTuple):
    """One series over its second year: weeks judged, false alerts, triplings tried and found."""

    mean: float
    scatter: float
    weeks: int
    false: int
    tried: int
    found: int


def draw(chance: np.random.Generator, rate: np.ndarray, scatter: np.ndarray) -> np.ndarray:
    """Counts of this mean whose variance is scatter times as large."""
    over = np.broadcast_to(np.maximum(scatter - 1, 1e-9), rate.shape)
    return chance.poisson(np.where(over > 1e-6, chance.gamma(rate / over, over), rate))


def country(chance: np.random.Generator, *, scatter: tuple[float, ...] = SCATTER, follows: float = 1.0) -> Country:
    """follows: how much of what varies in the articles read is news on Syria."""
    weeks, one = 2 * YEAR, (SERIES, 1)
    t = np.arange(weeks)
    plenty = 120 * np.exp(chance.normal(0, 0.3, weeks) + 0.4 * (t - YEAR) / YEAR)
    little = np.where(chance.random(weeks) < 0.04, chance.uniform(0.05, 0.3, weeks), 1)
    read = np.maximum(1, chance.poisson(plenty * little))
    mean, chosen = np.exp(chance.uniform(np.log(0.3), np.log(50), one)), chance.choice(scatter, one)
    season = chance.uniform(0, 0.4, one) * np.sin(2 * np.pi * (t / YEAR + chance.random(one)))
    trend = chance.uniform(-0.7, 0.7, one) * (t - 1.5 * YEAR) / YEAR
    usual = mean * np.exp(season + trend) * (read / 120) ** np.where(little < 1, 1, follows)
    outbreak = _outbreaks(chance, weeks)
    return Country(draw(chance, usual * np.where(outbreak, 5, 1), chosen), read, usual, outbreak, mean, chosen)


def _outbreaks(chance: np.random.Generator, weeks: int) -> np.ndarray:
    """About one in two years, of three weeks."""
    start = chance.random((SERIES, weeks)) < 0.01
    found = start.copy()
    for later in (1, 2):
        found[:, later:] |= start[:, :-later]
    return found


def back_test(chance: np.random.Generator, made: Country, every: int = 4) -> list[Tested]:
    """Judge each week of the second year, and a tripling in every fourth one that has enough articles."""
    weeks, false, tried, found = (np.zeros(SERIES, int) for _ in range(4))
    for now in range(YEAR, 2 * YEAR):
        window = slice(now - alerts.HISTORY, now + 1)
        counts, calm = made.counts[:, window].copy(), ~made.outbreak[:, now]
        judged = alerts.judge(counts, made.read[window])
        weeks += calm
        false += judged.high & calm
        if now % every == 0 and judged.input == alerts.OK:
            counts[:, -1] = draw(chance, 3 * made.usual[:, now : now + 1], made.scatter)[:, 0]
            tried += 1
            found += alerts.judge(counts, made.read[window]).high
    size, scatter = made.usual[:, YEAR:].mean(axis=1), made.scatter[:, 0]
    return [Tested(*row) for row in zip(size, scatter, weeks, false, tried, found, strict=True)]


def all_tested(countries: int, seed: int = 11, **options: object) -> Iterator[Tested]:
    """The series of so many countries; seeds are fixed."""
    for number in range(countries):
        chance = np.random.default_rng([seed, number])
        yield from back_test(chance, country(chance, **options))


def false_a_year(rows: list[Tested]) -> float:
    return YEAR * sum(row.false for row in rows) / max(1, sum(row.weeks for row in rows))


def share_found(rows: list[Tested]) -> float:
    return sum(row.found for row in rows) / max(1, sum(row.tried for row in rows))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--countries", type=int, default=20, help="of 56 series and a year each, for every line")
    countries = parser.parse_args().countries
    mixed = list(all_tested(countries))
    other = list(all_tested(countries, seed=12, follows=0.5))
    print(
        f"{'false alerts a series and year / triplings found':52}"
        + "".join(f"{a:g} to {b:g}".rjust(13) for a, b in SIZES)
    )
    report("articles read follow the news", mixed)
    for scatter in SCATTER:
        report(f"  of which variance {scatter:g} times the mean", [row for row in mixed if row.scatter == scatter])
    report("half of what varies in them does not", other)
    report("variance 4 times the mean everywhere", list(all_tested(countries, seed=13, scatter=(4.0,))))
    rows = mixed + other
    false, found = false_a_year(rows), share_found([row for row in rows if row.mean >= 5])
    print(
        f"\nall of the first and third kind: {false:.2f} false alerts a series and year (limit {LIMIT_FALSE:g}); ",
        end="",
    )
    print(f"{found:.0%} of triplings found where the mean is 5 a week or more (limit {LIMIT_FOUND:.0%})")
    return int(false > LIMIT_FALSE or found < LIMIT_FOUND)


def report(name: str, rows: list[Tested]) -> None:
    cells = []
    for low, high in SIZES:
        some = [row for row in rows if low <= row.mean < high]
        cells.append(f"{false_a_year(some):.2f} / {share_found(some):.0%}".rjust(13))
    print(f"{name:52}" + "".join(cells))


if __name__ == "__main__":
    raise SystemExit(main())
