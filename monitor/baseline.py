"""What a week's count would usually be, from its own weeks before and the articles read in them.

Counts follow the articles read; they rise and fall slowly, and scatter more than chance alone, since one event is told
several times. After Farrington and Noufaily, with two departures: the slope is held near level instead of being tested,
and the scatter of one series leans on that of all, which twelve weeks of one alone cannot tell.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from scipy.special import betainc

Array = np.ndarray

HALF = 20.0  # weeks after which a week counts half
SLOPE = 0.02  # usual change of the rate in a week, on the log scale: a doubling takes eight months
TRIMMED = 0.15  # of the weeks, the highest: what a first fit leaves out, so that past outbreaks do not hide themselves
TOO_HIGH = 1e-3  # chance under that fit below which a week was no usual one
SMALL = 10  # mentions in a week: fewer are no outbreak, however rare; small series scatter in clusters
TRIMMED_SCATTER = 2.0  # the scatter of what is left after trimming is about half of the whole
COMMON, SERIES, LEANING = 2.0, 5, 10.0  # scatter of news counts where nothing is known, its weight in series; in weeks
ROUNDS = 12  # of Newton's method; eight are enough


class Usual(NamedTuple):
    """The count to expect in a week, with its variance, for each series."""

    mean: Array
    variance: Array


def usual(counts: Array, read: Array, read_now: float) -> Usual:
    """counts: series x weeks, the latest last; read: articles in the same weeks, 0 leaves a week out."""
    y, d = np.asarray(counts, float), np.asarray(read, float)
    age = np.arange(y.shape[1], 0, -1)
    weight = 0.5 ** (age / HALF) * (d > 0) * np.ones_like(y)
    calm = weight * _not_outbreaks(y, d, weight)
    level, fitted, error = _fit(y, d, calm)
    scatter = _leaning(*_scatter(y, fitted, calm), fitted.mean(axis=1))
    mean = read_now * np.exp(level)
    return Usual(mean, scatter * mean + scatter * error * mean**2)


def chance(n: Array, found: Usual) -> Array:
    """The probability of at least n (negative binomial): small where n is unusually high."""
    return _at_least(np.asarray(n, float), found.mean, found.variance / found.mean)


def between(found: Usual, share: float = 0.9) -> tuple[int, int]:
    """The lowest and highest count that would surprise nobody; for one series."""
    mean, variance = float(found.mean), float(found.variance)
    tail = (1 - share) / 2
    numbers = np.arange(int(mean + 12 * variance**0.5) + 10)
    above = _at_least(numbers, mean, variance / mean)  # P(N >= number), falling
    return int(np.sum(above >= 1 - tail)) - 1, int(np.sum(above > tail)) - 1


def _at_least(n: Array, mean: Array, scatter: Array) -> Array:
    over = np.maximum(scatter, 1 + 1e-6) - 1
    return np.where(n > 0, betainc(np.maximum(n, 1), mean / over, over / (1 + over)), 1.0)


def _not_outbreaks(y: Array, d: Array, weight: Array) -> Array:
    """1 for the weeks that fit the rest of their series, 0 for those far above."""
    kept = weight
    for _turn in range(2):
        _level, fitted, _error = _fit(y, d, kept)
        kept = weight * _trimmed(np.where(weight > 0, (y - fitted) / np.sqrt(fitted + 0.1), -np.inf))
    _level, fitted, _error = _fit(y, d, kept)
    scatter = np.maximum(1, TRIMMED_SCATTER * _scatter(y, fitted, kept)[0])
    return (y < SMALL) | (_at_least(y, fitted + 1e-9, scatter[:, None]) > TOO_HIGH)


def _trimmed(residual: Array) -> Array:
    highest = np.argsort(-residual, axis=1)[:, : int(np.ceil(TRIMMED * residual.shape[1]))]
    kept = np.ones_like(residual)
    np.put_along_axis(kept, highest, 0, axis=1)
    return kept


def _fit(y: Array, d: Array, weight: Array) -> tuple[Array, Array, Array]:
    """(level now, fitted counts, variance of the level where the scatter is 1): log rate = level + slope * weeks."""
    weeks = y.shape[1]
    t = np.arange(-weeks, 0.0)
    y = y + 0.5 / weeks  # half a mention in all: a series of zeros has a rate too
    level, slope = np.log((weight * y).sum(1) / np.maximum((weight * d).sum(1), 1e-9)), np.zeros(len(y))
    for _round in range(ROUNDS):
        fitted = d * np.exp(np.clip(level[:, None] + slope[:, None] * t, -30, 30))
        miss = weight * (y - fitted)
        a, b, c = _information(weight * fitted, t)
        down, right = miss.sum(1), (miss * t).sum(1) - slope / SLOPE**2
        step, turn = np.stack([c * down - b * right, a * right - b * down]) / (a * c - b * b)
        short = np.minimum(1, 1 / np.maximum(np.abs(step), 10 * np.abs(turn) + 1e-12))
        level, slope = level + short * step, slope + short * turn
    a, b, c = _information(weight * fitted, t)
    return level, fitted, c / (a * c - b * b)


def _information(weight: Array, t: Array) -> tuple[Array, Array, Array]:
    return weight.sum(1), (weight * t).sum(1), (weight * t * t).sum(1) + 1 / SLOPE**2


def _scatter(y: Array, fitted: Array, weight: Array) -> tuple[Array, Array]:
    """(variance over mean, the number of weeks it rests on), for each series."""
    total = np.maximum(weight.sum(1), 1e-9)
    weeks = total**2 / np.maximum((weight**2).sum(1), 1e-9)
    square = (weight * (y - fitted) ** 2 / (fitted + 0.02)).sum(1) / total
    return square * weeks / np.maximum(weeks - 1.5, 1), weeks


def _leaning(scatter: Array, weeks: Array, size: Array) -> Array:
    """Each scatter drawn towards that of all series with something in them; never below chance alone."""
    telling = scatter[size > 0.5]
    common = (telling.sum() + SERIES * COMMON) / (len(telling) + SERIES)
    return np.maximum(1, (weeks * scatter + LEANING * common) / (weeks + LEANING))
