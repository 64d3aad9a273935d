"""Everything the brief shows, as plain values: the templates add no word and no number."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import Engine

from extractors.records import CATEGORIES
from monitor import change, quality, queries
from monitor.alerts import find_alerts
from monitor.brief import sentences
from monitor.brief.atlas import atlas
from monitor.brief.changes import unusual, week_of, what_changed
from monitor.change import Change
from monitor.filters import Filters
from monitor.leading import leading
from monitor.queries import Bounds
from monitor.texts import PRIORITY, UNSPECIFIED, Texts, governorates, texts
from monitor.weeks import mondays, week_days

# Told apart with protan, deutan and tritan vision: smallest difference 17 (dE76), against 14 for the usual four.
COLOURS = {"displacement": "#0072B2", "arrest": "#E69F00", "execution": "#4B2E83", "civilian_harm": "#C25608"}
WEEKS = 12
HASH_SHOWN = 12  # digits of the review log's last hash: enough to find it again
DASH = "–"  # no article was read, which is not zero


def content(engine: Engine, week: str, lang: str, sample: bool) -> dict[str, Any]:
    """The page of a week in a language; all templates are filled from it."""
    t = texts(lang)
    start, end = week_days(week)
    weeks, report = counted_weeks(engine, start), find_alerts(engine, start)
    read = zip(mondays(start, WEEKS), weeks[""], strict=True)
    thin = [not n or str(day) in report.thin for day, n in read]
    cells = {(code, c): n for code, c, n in queries.by_governorate(engine, week_of(start))}
    return {
        "lang": lang,
        "dir": t.dir,
        "date": [end.year, end.month, end.day],
        **_title(t, start, end, sample),
        "changed_title": t("brief.changed"),
        "changed": what_changed(engine, start, weeks, report, t),
        **unusual(report, t),
        "numbers": _numbers(t, weeks, thin),
        "articles": _articles(engine, start, weeks, t),
        "weekly": t("brief.weekly"),
        "thin_note": t("brief.thin_note") if any(thin) else "",
        "first_week": t.day(mondays(start, WEEKS)[0], short=True),
        "last_week": t.day(start, short=True),
        **_places(t, cells, {c: weeks[c][-1] for c in CATEGORIES}),
        "sentences_title": t("brief.sentences"),
        "sentences": _sentences(engine, start, t),
        "no_sentences": t("brief.no_sentences"),
        "note": t("brief.note"),
        "method": t("brief.method"),
        "footer": _footer(engine, start, t),
    }


def counted_weeks(engine: Engine, start: dt.date) -> dict[str, list[int]]:
    """Mentions of each category in the WEEKS up to the one of start, and under "" the articles read in them."""
    days = [str(day) for day in mondays(start, WEEKS)]
    filters = Filters(start=days[0], end=week_of(start).end)
    found = {(week, category): n for week, category, n in queries.by_week(engine, filters)}
    read = dict(queries.documents(engine, filters))
    counts = {category: [found.get((day, category), 0) for day in days] for category in CATEGORIES}
    return counts | {"": [read.get(day, 0) for day in days]}


def data_as_of(bounds: Bounds, runs: list[dict], t: Texts) -> dict[str, str]:
    """What a page says it rests on: data_until, the last day of publication, and rules, those of the last run."""
    last = bounds.published_last
    return {"data_until": t.day(last) if last else DASH, "rules": runs[0]["rules_version"] if runs else DASH}


def _title(t: Texts, start: dt.date, end: dt.date, sample: bool) -> dict[str, Any]:
    year, number, _ = start.isocalendar()
    return {
        "title": t("brief.title"),
        "subtitle": t("brief.subtitle"),
        "week": t("brief.week", number=number, year=year),
        "range": t("brief.range", start=t.day(start), end=t.day(end)),
        "sample": t("brief.sample") if sample else None,
    }


def _numbers(t: Texts, weeks: dict[str, list[int]], thin: list[bool]) -> list[dict[str, Any]]:
    return [_number(t, category, weeks[category], weeks[""], thin) for category in CATEGORIES]


def _number(t: Texts, category: str, counts: list[int], read: list[int], thin: list[bool]) -> dict[str, Any]:
    found = change.compare(counts, read)
    label = t(f"category.{category}")
    comparable = found.previous is not None and not thin[-1] and not thin[-2]
    return {
        "label": label,
        "colour": COLOURS[category],
        "n": f"{found.n:,}" if read[-1] or found.n else DASH,
        "change": found.n - found.previous if comparable else None,
        "change_text": signed(found.n - found.previous) if comparable else "",
        "previous": t("overview.vs_previous", n=_or_dash(found.previous)),
        "mean": t("overview.mean", n=DASH if found.mean is None else f"{found.mean:,.1f}"),
        "values": counts,
        "marks": bar_marks(counts),
        "thin": thin,
        "alt": t("brief.bars_alt", label=label, values=", ".join(map(str, counts))),
    }


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


def _articles(engine: Engine, start: dt.date, weeks: dict[str, list[int]], t: Texts) -> str:
    read = weeks[""]
    found: Change = change.compare(read, read)
    names = {name for name, _week, _n in quality.articles_by_source(engine, week_of(start))}
    values = {"n": f"{read[-1]:,}", "previous": f"{read[-2]:,}", "sources": f"{len(names):,}"}
    return t("brief.articles", mean=DASH if found.mean is None else f"{found.mean:,.1f}", **values)


def _places(t: Texts, cells: dict[tuple[str, str], int], totals: dict[str, int]) -> dict[str, Any]:
    """The map, and the table: the four priority governorates, the others, what has no place, each mention once."""
    codes = [*governorates(), UNSPECIFIED]
    rows = [_row(t.governorate(code), [cells.get((code, c), 0) for c in CATEGORIES], "plain") for code in codes]
    for edge in (len(PRIORITY), len(codes) - 1):
        rows[edge]["kind"] = "divider"
    total = _row(t("brief.total"), [totals[c] for c in CATEGORIES], "total")
    return {
        "map_title": t("brief.map"),
        "map": atlas(t, {code: sum(cells.get((code, c), 0) for c in CATEGORIES) for code in codes}),
        "map_alt": t("map.alt"),
        "map_note": t("map.boundaries"),
        "places": t("brief.places"),
        "places_note": t("brief.places_note"),
        "governorate": t("brief.governorate"),
        "columns": [t(f"short_category.{category}") for category in CATEGORIES] + [t("overview.total")],
        "rows": [*rows, total],
        "table_max": max(n for row in rows for n in row["cells"]),
    }


def _row(name: str, counts: list[int], kind: str) -> dict[str, Any]:
    return {"name": name, "cells": counts, "sum": sum(counts), "kind": kind}


def _sentences(engine: Engine, start: dt.date, t: Texts) -> list[dict[str, Any]]:
    picked = sentences.pick(leading(engine, week_of(start)))
    return [sentences.told(row, t, COLOURS[row["category"]]) for row in picked]


def _footer(engine: Engine, start: dt.date, t: Texts) -> str:
    reviewed = queries.by_field(engine, week_of(start), "reviewed")
    total = sum(n for _value, _category, n in reviewed)
    seen = total - sum(n for value, _category, n in reviewed if not value)
    log = queries.reviews(engine, limit=1)
    head = log[0]["hash"][:HASH_SHOWN] if log else t("brief.no_reviews")
    as_of = data_as_of(queries.bounds(engine), queries.runs(engine, limit=1), t)
    return t("brief.footer", **as_of, reviewed=f"{seen:,}", total=f"{total:,}", head=head)
