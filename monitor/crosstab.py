"""Counts by week, governorate, category and status at once: what files of numbers are made of."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from sqlalchemy import Engine

from extractors.records import STATUSES
from monitor.filters import APART, Filters
from monitor.queries import by_week, each_governorate, week_start
from monitor.store.schema import ALL

Key = tuple[str, str, str, str]  # Monday, P-code ('' unspecified, ALL each mention once), category, status


def by_week_and_governorate(engine: Engine, filters: Filters) -> Counter[Key]:
    """Mentions by all four: those of queries.by_week and queries.by_governorate, without undated mentions.

    A mention of two governorates counts in both and once under ALL, which is of the chosen governorates where some are.
    """
    filters = replace(filters, undated=APART)
    found: Counter[Key] = Counter()
    for code, category, day, status, n in each_governorate(engine, filters, "day", "status"):
        found[week_start(day), code, category, status] += n
    for status in filters.statuses or STATUSES:
        for week, category, n in by_week(engine, replace(filters, statuses=(status,))):
            found[week, ALL, category, status] += n
    return found
