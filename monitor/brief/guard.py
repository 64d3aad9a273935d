"""What a public page must not show: small numbers, and those they could be found from.

Each week is judged by itself, so that the pages of two weeks, which share eleven, never hide different numbers.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Engine

from extractors.records import CATEGORIES
from monitor import queries
from monitor.brief.changes import week_of
from monitor.export.declared import least
from monitor.export.hiding import hidden
from monitor.store.schema import ALL

MARK = "*"  # in the place of a hidden number


@dataclass(frozen=True, slots=True)
class Secret:
    """cells: (P-code, category) hidden in the last week; weeks: of each category which week's total is hidden."""

    cells: frozenset[tuple[str, str]]
    weeks: Mapping[str, tuple[bool, ...]]

    def total(self, category: str, week: int = -1) -> bool:
        """Whether the total of a category in a week is hidden."""
        return self.weeks[category][week]

    def any_total(self) -> bool:
        """Whether a total of the last week is: then their sum is hidden as well."""
        return any(weeks[-1] for weeks in self.weeks.values())

    def row(self, code: str) -> bool:
        """Whether a number of the governorate is: then their sum is hidden as well."""
        return any((code, category) in self.cells for category in CATEGORIES)


def nothing(weeks: int) -> Secret:
    """Where everything may be shown."""
    return Secret(frozenset(), {category: (False,) * weeks for category in CATEGORIES})


def secret(engine: Engine, mondays: Sequence[dt.date], counts: Mapping[str, list[int]]) -> Secret:
    """What is hidden in these weeks, of which counts are the totals by category."""
    cells: dict[str, dict[tuple[str, str], int]] = {str(monday): {} for monday in mondays}
    span = replace(week_of(mondays[0]), end=week_of(mondays[-1]).end)
    for week, code, category, n in queries.by_week_and_governorate(engine, span):
        cells[week][code, category] = n
    found = [_of_week(of, {c: counts[c][k] for c in CATEGORIES}) for k, of in enumerate(cells.values())]
    weeks = {category: tuple((ALL, category) in week for week in found) for category in CATEGORIES}
    return Secret(frozenset(found[-1]), weeks)


def _of_week(cells: Mapping[tuple[str, str], int], totals: Mapping[str, int]) -> set[tuple[str, str]]:
    tables: dict[str, dict[tuple[str, str], int]] = {category: {} for category in CATEGORIES}
    for (code, category), n in cells.items():
        tables[category]["week", code] = tables[category][ALL, code] = n
    for category, table in tables.items():
        table["week", ALL] = table[ALL, ALL] = totals[category]
    return {(code, category) for category, table in tables.items() for _row, code in hidden(table, least()[category])}
