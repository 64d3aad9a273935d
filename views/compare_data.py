"""What a comparison shows: panels of lines, counted by the same questions as every other page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace

from monitor import change
from monitor.filters import Filters
from monitor.texts import Texts
from monitor.weeks import month_days
from views.charts import drawn
from views.numbers import shown
from views.source import Context, ask
from views.table import codes_of
from views.urlstate import compared_days, months_between, weeks_between, year_before_of

NOW, BEFORE = "now", "before"  # looks; the others are those of the categories


@dataclass(frozen=True)
class Line:
    """Counts by week or month. category and governorate say whose, None for all; look how it is drawn."""

    name: str
    buckets: tuple[str, ...]
    counts: tuple[int, ...]
    read: tuple[int, ...]
    share: bool
    category: str | None = None
    governorate: str | None = None
    look: str = NOW

    def values(self) -> list[float | None]:
        """What is drawn and stands in the table: None where no article was read."""
        return [drawn(n, read, self.share) for n, read in zip(self.counts, self.read, strict=True)]


@dataclass(frozen=True)
class Panel:
    """One small chart."""

    name: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Comparison:
    """names and labels are those of the buckets, long and short; partial the positions that the period cuts."""

    title: str
    panels: tuple[Panel, ...]
    names: list[str]
    labels: list[str]
    partial: frozenset[int]
    start: dt.date
    end: dt.date
    step: str

    @property
    def lines(self) -> list[Line]:
        return [line for panel in self.panels for line in panel.lines]

    def thin(self, line: Line) -> list[int]:
        """The positions for which no or far fewer articles than usual were read."""
        whole = [place for place in range(len(line.read)) if place not in self.partial]
        return [place for place, few in zip(whole, change.thin([line.read[p] for p in whole]), strict=True) if few]


def comparison(context: Context) -> Comparison:
    """What the view asks for."""
    return {"years": _years, "places": _places, "all": _all}[context.view.compare](context)


def compared(context: Context) -> list[str]:
    """The categories that are compared: the chosen one, else all that the filters let through."""
    names = shown(context)
    return [context.view.compare_category] if context.view.compare_category in names else names


def span(context: Context) -> tuple[dt.date, dt.date]:
    """The days compared: the period, against a year before at most its last year."""
    days = context.start, context.end
    return compared_days(context.view, *days) if context.view.compare == "years" else days


def _years(context: Context) -> Comparison:
    t = context.t
    now = _dated(context.filters, *span(context))
    then = year_before_of(context.view, context.filters)
    lines = [dict(_by_category(context, filters, look)) for filters, look in ((now, NOW), (then, BEFORE))]
    panels = tuple(Panel(t(f"category.{c}"), (lines[0][c], lines[1][c])) for c in compared(context))
    totals = [sum(sum(line.counts) for line in found.values()) for found in lines]
    numbers = {"what": _what(context), "n": f"{totals[0]:,}", "before": f"{totals[1]:,}"}
    title = t("compare.years_title" if any(panels[0].lines[1].read) else "compare.years_title_alone", **numbers)
    return _made(context, title, panels)


def _by_category(context: Context, filters: Filters, look: str) -> Iterable[tuple[str, Line]]:
    step = context.view.step
    found = {(bucket, c): n for bucket, c, n in ask(context.source, f"by_{step}", filters)}
    buckets, read = _buckets(context, filters)
    name, share = context.t(f"compare.{look}"), context.view.measure == "share"
    for c in compared(context):
        counts = tuple(found.get((bucket, c), 0) for bucket in buckets)
        yield c, Line(name, buckets, counts, read, share, c, look=look)


def _places(context: Context) -> Comparison:
    t, pair = context.t, context.view.pair
    lines = _of_governorates(context, pair)
    panels = tuple(Panel(t.governorate(code), tuple(lines[code, c] for c in compared(context))) for code in pair)
    first, second = (sum(sum(line.counts) for line in panel.lines) for panel in panels)
    names = {"first": panels[0].name, "second": panels[1].name}
    title = t("compare.places_title", what=_what(context), n=f"{first:,}", m=f"{second:,}", **names)
    return _made(context, title, panels)


def _all(context: Context) -> Comparison:
    t, codes = context.t, tuple(codes_of(context))
    lines = _of_governorates(context, codes)
    panels = tuple(
        Panel(t.governorate(code), (_sum(_what(context), [lines[code, c] for c in compared(context)]),))
        for code in codes
    )
    return _made(context, t("compare.all_title", what=_what(context)), panels)


def _of_governorates(context: Context, codes: tuple[str, ...]) -> dict[tuple[str, str], Line]:
    step, filters = context.view.step, _dated(replace(context.filters, governorates=codes), *span(context))
    rows = ask(context.source, f"by_{step}_and_governorate", filters)
    found = {(bucket, code, c): n for bucket, code, c, n in rows}
    buckets, read = _buckets(context, filters)

    def line(code: str, category: str) -> Line:
        name, counts = context.t(f"short_category.{category}"), [found.get((b, code, category), 0) for b in buckets]
        return Line(name, buckets, tuple(counts), read, context.view.measure == "share", category, code, look=category)

    return {(code, category): line(code, category) for code in codes for category in compared(context)}


def _sum(name: str, lines: list[Line]) -> Line:
    """All lines of a governorate as one; the line itself where there is one only."""
    first, counts = lines[0], tuple(map(sum, zip(*(line.counts for line in lines), strict=True)))
    return first if len(lines) == 1 else replace(first, name=name, counts=counts, category=None, look=NOW)


def _buckets(context: Context, filters: Filters) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """The first days of the weeks or months, and the articles read in each."""
    start, end = dt.date.fromisoformat(filters.start), dt.date.fromisoformat(filters.end)
    between = months_between if context.view.step == "month" else weeks_between
    buckets = tuple(str(day) for day in between(start, end))
    read = dict(ask(context.source, "documents", filters, step=context.view.step))
    return buckets, tuple(read.get(bucket, 0) for bucket in buckets)


def _dated(filters: Filters, start: dt.date, end: dt.date) -> Filters:
    return replace(filters, start=str(start), end=str(end))


def _what(context: Context) -> str:
    """The category compared, or that it is all of them."""
    t, names = context.t, compared(context)
    return t(f"category.{names[0]}") if len(names) == 1 else t("compare.everything")


def _made(context: Context, title: str, panels: tuple[Panel, ...]) -> Comparison:
    t, step, (start, end) = context.t, context.view.step, span(context)
    days = [dt.date.fromisoformat(bucket) for bucket in panels[0].lines[0].buckets]
    names, labels = [named(t, day, step) for day in days], [_tick(t, day, step) for day in days]
    partial = frozenset(place for place, day in enumerate(days) if day < start or _last(day, step) > end)
    return Comparison(title, panels, names, labels, partial, start, end, step)


def named(t: Texts, day: dt.date | str, step: str) -> str:
    """A week by its Monday, a month by its name."""
    return t.month(str(day)) if step == "month" else t.day(day)


def _tick(t: Texts, day: dt.date, step: str) -> str:
    return t.tick_month(str(day)) if step == "month" else t.tick(str(day))


def _last(day: dt.date, step: str) -> dt.date:
    return month_days(day)[1] if step == "month" else day + dt.timedelta(days=6)
