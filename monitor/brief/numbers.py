"""The four numbers of the brief with their twelve weeks, and the articles that were read for them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import Engine

from extractors.records import CATEGORIES
from monitor import change, quality, queries
from monitor.brief.changes import week_of
from monitor.brief.guard import MARK, Secret
from monitor.filters import Filters
from monitor.texts import Texts
from monitor.weeks import mondays

# Told apart with protan, deutan and tritan vision: smallest difference 17 (dE76), against 14 for the usual four.
COLOURS = {"displacement": "#0072B2", "arrest": "#E69F00", "execution": "#4B2E83", "civilian_harm": "#C25608"}
WEEKS = 12
DASH = "–"  # no article was read, which is not zero

Weeks = dict[str, list[int]]


def counted_weeks(engine: Engine, start: dt.date) -> Weeks:
    """Mentions of each category in the WEEKS up to the one of start, and under "" the articles read in them."""
    days = [str(day) for day in mondays(start, WEEKS)]
    filters = Filters(start=days[0], end=week_of(start).end)
    found = {(week, category): n for week, category, n in queries.by_week(engine, filters)}
    read = dict(queries.documents(engine, filters))
    counts = {category: [found.get((day, category), 0) for day in days] for category in CATEGORIES}
    return counts | {"": [read.get(day, 0) for day in days]}


def numbers(t: Texts, weeks: Weeks, thin: list[bool], secret: Secret) -> list[dict[str, Any]]:
    """Each category's number beside the week before and the mean of four, and its bars. thin: weeks not interpreted."""
    return [_number(t, category, weeks[category], weeks[""], thin, secret.weeks[category]) for category in CATEGORIES]


def _number(
    t: Texts, category: str, counts: list[int], read: list[int], thin: list[bool], hidden: tuple[bool, ...]
) -> dict[str, Any]:
    found, label = change.compare(counts, read), t(f"category.{category}")
    comparable = found.previous is not None and not any((*thin[-2:], *hidden[-2:]))
    shown = [0 if secret else n for n, secret in zip(counts, hidden, strict=True)]
    marks = [MARK if secret else mark for mark, secret in zip(bar_marks(shown), hidden, strict=True)]
    values = ", ".join(MARK if secret else str(n) for n, secret in zip(counts, hidden, strict=True))
    n = f"{found.n:,}" if read[-1] or found.n else DASH
    mean = DASH if found.mean is None else f"{found.mean:,.1f}"
    return {
        "label": label,
        "colour": COLOURS[category],
        "n": MARK if hidden[-1] else n,
        "change": found.n - found.previous if comparable else None,
        "change_text": signed(found.n - found.previous) if comparable else "",
        "previous": t("overview.vs_previous", n=MARK if hidden[-2] else _or_dash(found.previous)),
        "mean": t("overview.mean", n=MARK if any(hidden[k] for k in _compared(read)) else mean),
        "values": shown,
        "marks": marks,
        "thin": thin,
        "alt": t("brief.bars_alt", label=label, values=values),
    }


def _compared(read: list[int]) -> list[int]:
    """The weeks that the mean is of, by their place."""
    return [k for k, n in enumerate(read[:-1]) if n][-change.WEEKS :]


def _or_dash(n: int | None) -> str:
    return DASH if n is None else f"{n:,}"


def signed(n: int) -> str:
    """ "+3", "−3" or "±0": never a bare number that could be read as a count."""
    return f"{'+' if n > 0 else '−' if n < 0 else '±'}{abs(n):,}"


def bar_marks(values: list[int]) -> list[str]:
    """What stands above the bars: each number, or where they are long only the last and the largest."""
    last, largest = len(values) - 1, max(range(len(values)), key=lambda k: values[k])
    width = len(f"{values[largest]:,}")
    room = 1 if width <= 2 else (width + 1) // 2 + 1  # bars that a number needs to itself
    shown = range(len(values)) if width <= 2 else {last, *([largest] if last - largest >= room else [])}
    return [f"{n:,}" if n and k in shown else "" for k, n in enumerate(values)]


def articles(engine: Engine, start: dt.date, weeks: Weeks, t: Texts) -> str:
    """How many articles were read, and of how many sources: what rising or falling numbers must be held against."""
    read = weeks[""]
    mean = change.compare(read, read).mean
    names = {name for name, _week, _n in quality.articles_by_source(engine, week_of(start))}
    values = {"n": f"{read[-1]:,}", "previous": f"{read[-2]:,}", "sources": f"{len(names):,}"}
    return t("brief.articles", mean=DASH if mean is None else f"{mean:,.1f}", **values)
