"""What is called a change: clear ones are found, chance is not, small numbers never."""

from __future__ import annotations

import math
import random

import pytest

from monitor import change
from monitor.change import FALL, LEVEL, NO_DATA, RISE, SMALL, compare
from monitor.headline import headline
from monitor.texts import texts


@pytest.mark.parametrize(
    ("counts", "read", "verdict"),
    [
        ([5, 6, 4, 5, 20], [20] * 5, RISE),
        ([20, 22, 18, 20, 4], [20] * 5, FALL),
        ([5, 6, 4, 5, 7], [20] * 5, LEVEL),
        ([0, 1, 0, 0, 4], [20] * 5, SMALL),
        ([5, 6, 4, 5, 20], [20, 20, 20, 20, 80], LEVEL),  # four times as much was read
        ([5, 6, 4, 5, 0], [20, 20, 20, 20, 0], NO_DATA),
        ([0, 0, 0, 0, 30], [0, 0, 0, 0, 20], NO_DATA),
        ([30], [20], NO_DATA),
    ],
    ids=str,
)
def test_verdicts(counts, read, verdict):
    assert compare(counts, read).verdict == verdict


def test_weeks_without_articles_are_no_zeros_in_the_mean():
    found = compare([10, 0, 10, 0, 10], [20, 0, 20, 0, 20])
    assert (found.mean, found.previous) == (10, None)


def test_chance_alone_is_rarely_called_a_change():
    draw = random.Random(3)
    weeks = [[sum(draw.random() < 0.2 for _ in range(40)) for _ in range(5)] for _ in range(600)]
    called = sum(compare(week, [40] * 5).verdict in (RISE, FALL) for week in weeks)
    assert called / len(weeks) < 0.02


def test_a_tripling_of_a_usual_number_is_mostly_found():
    draw = random.Random(4)
    poisson = lambda mean: sum(draw.random() < mean / 400 for _ in range(400))  # noqa: E731
    weeks = [[*(poisson(8) for _ in range(4)), poisson(24)] for _ in range(200)]
    assert sum(compare(week, [40] * 5).verdict == RISE for week in weeks) / len(weeks) > 0.8


@pytest.mark.parametrize("total", [1, 7, 60, 400])
@pytest.mark.parametrize("share", [0.02, 0.2, 0.5, 0.93])
def test_the_chance_is_the_sum_of_all_counts_as_far_out(total, share):
    of = [math.comb(total, k) * share**k * (1 - share) ** (total - k) for k in range(total + 1)]
    for n in {0, 1, total // 3, total // 2, total - 1, total}:
        wanted = min(1.0, 2 * min(sum(of[: n + 1]), sum(of[n:])))
        assert change.two_sided(n, total, share) == pytest.approx(wanted, rel=1e-9, abs=1e-15)


def test_a_leader_needs_a_distance():
    assert change.leader({"a": 40, "b": 10}) == "a"
    assert change.leader({"a": 22, "b": 20}) is None
    assert change.leader({"a": 5}) is None
    assert change.leader({}) is None


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_headlines_say_no_more_than_the_numbers(lang):
    t = texts(lang)
    steady = {"displacement": [5, 5, 5, 5, 5], "arrest": [1, 0, 0, 0, 1], "": [20] * 5}
    assert headline(t, steady) == t("headline.level")
    assert headline(t, {"arrest": [0, 0, 1, 0, 3], "": [20] * 5}) == t("headline.few")
    assert headline(t, {"arrest": [0, 0, 0, 0, 0], "": [0] * 5}) == t("headline.no_data")
    doubled = headline(t, steady | {"arrest": [6, 6, 6, 6, 30]})
    assert doubled == t("headline.doubled", what=t("category.arrest"), n=30, mean="6.0")
    risen = headline(t, steady | {"arrest": [60, 60, 60, 60, 100]})
    assert risen == t("headline.rise", what=t("category.arrest"), n=100, mean="60.0")
