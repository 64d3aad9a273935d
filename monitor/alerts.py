"""Alerts: governorates and categories with unusually many mentions in a week, and when nothing can be said at all.

An alert says that the press reported more than it usually does, for as many articles read. It is no finding about what
happened, and names nobody.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from sqlalchemy import Engine

from extractors.records import CATEGORIES
from monitor import baseline, change, queries
from monitor.baseline import Usual
from monitor.filters import Filters
from monitor.texts import Texts, governorates
from monitor.weeks import WEEK, monday, mondays

HISTORY = 52  # weeks before that a week is held against
ENOUGH = 12  # of them, with articles read, for a usual number to be known
LATELY = 12  # weeks, this one included, whose articles say how many are read usually: as many as pages and brief show
UNLIKELY = 1 / 80  # chance of a count this high in a usual week; back-tested in benchmarks/alerts.py
FLOOR = 5  # mentions: fewer are never an alert, however rare they are
SOURCES = 2  # that must tell of it

OK, LITTLE, NONE, SHORT = "ok", "little", "none", "short"

Cell = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Alert:
    """Unusually many mentions in a week.

    expected   what is usual with as many articles read; low, high: where 9 of 10 such weeks lie
    chance     of n or more in a usual week
    sources    named sources that tell of it, copies left out; 1 where none is named
    documents  articles read in the week
    """

    pcode: str
    category: str
    week: str
    n: int
    expected: float
    low: int
    high: int
    chance: float
    sources: int
    documents: int


@dataclass(frozen=True, slots=True)
class Report:
    """What a week gives. No alert is drawn from a week unless its input is "ok".

    input      ok; little: far fewer articles than lately; none: no article; short: too few weeks before
    usual      articles read in a week lately (median)
    thin       Mondays of the weeks with no or little input, this one included
    alerts     the least likely first
    alone      just as unusual, but told by one source only
    """

    week: str
    input: str
    documents: int
    usual: float
    thin: tuple[str, ...] = ()
    alerts: tuple[Alert, ...] = ()
    alone: tuple[Alert, ...] = ()


class Judged(NamedTuple):
    """Series by series: whether the last week is unusually high, how unlikely that is, and what is usual."""

    input: str
    high: np.ndarray
    chance: np.ndarray
    usual: Usual


def judge(counts: np.ndarray, read: np.ndarray) -> Judged:
    """The last week of these series (series x weeks), given the articles read in each week."""
    thin, _lately = thin_weeks(read)
    what = _input(read, thin)
    if what != OK:
        unknown = np.full(len(counts), np.nan)
        return Judged(what, np.zeros(len(counts), bool), unknown, Usual(unknown, unknown))
    usual = baseline.usual(counts[:, :-1], np.where(thin, 0, read)[:-1], float(read[-1]))
    chance = baseline.chance(counts[:, -1], usual)
    high = (counts[:, -1] >= FLOOR) & (chance < UNLIKELY)
    return Judged(what, high, chance, usual)


def find_alerts(engine: Engine, week: str | dt.date, filters: Filters | None = None) -> Report:
    """The alerts of the week with this day; the days of the filter do not count, everything else of it does."""
    filters = filters or Filters()
    days = mondays(monday(dt.date.fromisoformat(str(week))), HISTORY + 1)
    names = [str(day) for day in days]
    span = replace(filters, start=names[0], end=str(days[-1] + WEEK - dt.timedelta(days=1)))
    found = dict(queries.documents(engine, span))
    read = np.array([found.get(name, 0) for name in names])
    thin, lately = thin_weeks(read)
    report = Report(names[-1], _input(read, thin), int(read[-1]), lately, _named(names, read, thin))
    if report.input != OK:
        return report
    high = _unusual(_counts(engine, span, names), read, report)
    chosen = [alert for alert in high if _is_chosen(alert, filters)]
    told = [replace(alert, sources=_sources(engine, alert, filters)) for alert in chosen]
    return replace(
        report,
        alerts=tuple(alert for alert in told if alert.sources >= SOURCES),
        alone=tuple(alert for alert in told if alert.sources < SOURCES),
    )


def thin_weeks(read: np.ndarray) -> tuple[np.ndarray, float]:
    """(which weeks had no or far fewer articles than usual, how many are usual lately).

    The last week is held against lately; weeks before the first article are thin as well.
    """
    first = int(np.argmax(read > 0))
    thin = np.array([True] * first + change.thin(read[first:].tolist()))
    lately = read[-LATELY:].tolist()
    thin[-1] = change.thin(lately)[-1]
    return thin, float(sorted(lately)[len(lately) // 2])


def _input(read: np.ndarray, thin: np.ndarray) -> str:
    if not read[-1]:
        return NONE
    if np.sum(~thin[:-1]) < ENOUGH:
        return SHORT
    return LITTLE if thin[-1] else OK


def _named(names: list[str], read: np.ndarray, thin: np.ndarray) -> tuple[str, ...]:
    """The thin weeks since reading began."""
    first = int(np.argmax(read > 0)) if read.any() else len(names)
    return tuple(name for name, is_thin in zip(names[first:], thin[first:], strict=True) if is_thin)


def _counts(engine: Engine, span: Filters, names: list[str]) -> dict[Cell, list[int]]:
    """Weekly counts of every governorate and category: all of them, since the scatter of one leans on that of all."""
    everywhere = replace(span, governorates=(), categories=())
    place = {name: position for position, name in enumerate(names)}
    counts = {(pcode, category): [0] * len(names) for pcode in governorates() for category in CATEGORIES}
    for week, pcode, category, n in queries.by_week_and_governorate(engine, everywhere):
        if (pcode, category) in counts:
            counts[pcode, category][place[week]] = n
    return counts


def _unusual(counts: dict[Cell, list[int]], read: np.ndarray, report: Report) -> list[Alert]:
    """The cells that are unlikely and above the floor, their sources not yet counted."""
    table = np.array(list(counts.values()))
    judged = judge(table, read)
    found = []
    for (pcode, category), series, high, chance, mean, variance in zip(
        counts, table, judged.high, judged.chance, *judged.usual, strict=True
    ):
        if high:
            low, top = baseline.between(Usual(mean, variance))
            numbers = (int(series[-1]), round(float(mean), 1), low, top, float(chance))
            found.append(Alert(pcode, category, report.week, *numbers, 0, report.documents))
    return sorted(found, key=lambda alert: (alert.chance, alert.pcode, alert.category))


def _is_chosen(alert: Alert, filters: Filters) -> bool:
    place = not filters.governorates or alert.pcode in filters.governorates
    return place and (not filters.categories or alert.category in filters.categories)


def _sources(engine: Engine, alert: Alert, filters: Filters) -> int:
    end = dt.date.fromisoformat(alert.week) + WEEK - dt.timedelta(days=1)
    behind = replace(filters, start=alert.week, end=str(end), governorates=(alert.pcode,), categories=(alert.category,))
    names = {name for name, _category, _n in queries.by_field(engine, behind, "source")}
    return max(1, len(names - {None}))


def what(t: Texts, alert: Alert) -> str:
    """ "Arrests and abductions in Idleb"."""
    return t("movers.what", category=t(f"category.{alert.category}"), place=t.governorate(alert.pcode))


def sentence(t: Texts, alert: Alert) -> str:
    """An alert in words, with the numbers it rests on."""
    numbers = {name: getattr(alert, name) for name in ("n", "low", "high", "sources", "documents")}
    return t("alerts.sentence", what=what(t, alert), **numbers)


def verdict(t: Texts, report: Report) -> str:
    """One line on the week: how many alerts, or why none could be sought."""
    if report.input == OK:
        return t("alerts.some", n=len(report.alerts)) if report.alerts else t("alerts.none")
    return t(f"alerts.input_{report.input}", n=report.documents, usual=f"{report.usual:.0f}", weeks=ENOUGH)
