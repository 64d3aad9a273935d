"""The counts of a file, by week and governorate, and which of them it must not show."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import product

from sqlalchemy import Engine

from extractors.records import CATEGORIES, STATUSES
from monitor.crosstab import Key, by_week_and_governorate
from monitor.export.choice import PUBLIC, Choice
from monitor.export.declared import least, words
from monitor.export.hiding import Cell, hidden
from monitor.export.lines import governorate_names
from monitor.filters import COUNTED_AS
from monitor.queries import documents
from monitor.store.schema import ALL
from monitor.texts import UNSPECIFIED, governorates, texts
from monitor.weeks import monday, mondays, week_of

NO_PLACE = "unspecified"  # in files, where an empty cell would look like a gap


@dataclass
class Numbers:
    """The counts that a choice gives. Public files are computed over all governorates, whichever of them they show, so
    that two of them never hide different numbers of the same week."""

    engine: Engine
    choice: Choice

    @cached_property
    def counts(self) -> Counter[Key]:
        """Mentions by (Monday, P-code, category, status), with ALL for each mention once."""
        filters = self.choice.filters
        return by_week_and_governorate(self.engine, replace(filters, governorates=()) if self.public else filters)

    @property
    def public(self) -> bool:
        return self.choice.profile == PUBLIC

    @cached_property
    def weeks(self) -> list[dt.date]:
        """The Mondays of all weeks in the period, those without a mention too."""
        start, end = self.choice.filters.start, self.choice.filters.end
        known = [*{key[0] for key in self.counts}, *(day for day in (start, end) if day)]
        if not known:
            return []
        first, last = (dt.date.fromisoformat(day) for day in (start or min(known), end or max(known)))
        return mondays(last, (monday(last) - monday(first)).days // 7 + 1)

    @cached_property
    def codes(self) -> list[str]:
        """The governorates of the file, priority ones first, what has no place after them, then the total."""
        order = [*governorates(), UNSPECIFIED]
        return [*sorted(self.choice.filters.governorates or order, key=order.index), ALL]

    @cached_property
    def kinds(self) -> list[tuple[str, str]]:
        """(category, status), what is kept apart from the four categories after them where it was asked for."""
        filters = self.choice.filters
        apart = [name for name in COUNTED_AS if name not in CATEGORIES] if filters.include_not_counted else []
        names = [*(name for name in CATEGORIES if name in (filters.categories or CATEGORIES)), *apart]
        return list(product(names, (name for name in STATUSES if name in (filters.statuses or STATUSES))))

    @cached_property
    def sums(self) -> Counter[tuple[str, str, str]]:
        """Mentions of the whole period by (P-code, category, status)."""
        found: Counter[tuple[str, str, str]] = Counter()
        for (_week, code, category, status), n in self.counts.items():
            found[code, category, status] += n
        return found

    @cached_property
    def secret(self) -> dict[tuple[str, str], set[Cell]]:
        """What a public file hides of each category and status: (Monday or ALL, P-code or ALL)."""
        tables: dict[tuple[str, str], dict[Cell, int]] = {kind: {} for kind in self.kinds}
        for (week, code, category, status), n in self.counts.items():
            tables[category, status][week, code] = n
        for (code, category, status), n in self.sums.items():
            tables[category, status][ALL, code] = n
        return {kind: hidden(table, least()[kind[0]]) for kind, table in tables.items()}

    def shown(self, week: str, code: str, kind: tuple[str, str]) -> list[object]:
        """A number as the cells of a row, in a public file also whether it is hidden. week: ALL for the period."""
        n = self.sums[code, *kind] if week == ALL else self.counts[week, code, *kind]
        if not self.public:
            return [n]
        secret = (week, code) in self.secret[kind]
        return [None if secret else n, secret]

    def weekly(self) -> Iterator[list[object]]:
        """The rows of the table weekly, but for the names of their columns."""
        read = dict(documents(self.engine, self.choice.filters))
        for start in self.weeks:
            week, end = str(start), start + dt.timedelta(days=6)
            days = [] if self.public else [self._days(start, end)]
            for code, kind in product(self.codes, self.kinds):
                place = [code or NO_PLACE, *names_of(code)]
                numbers = self.shown(week, code, kind)
                yield [week_of(start), week, str(end), *days, *place, *kind, *numbers, read.get(week, 0)]

    def by_governorate(self) -> Iterator[list[object]]:
        """The rows of the table governorates."""
        for code, kind in product(self.codes, self.kinds):
            yield [code or NO_PLACE, *names_of(code), *kind, *self.shown(ALL, code, kind)]

    def _days(self, start: dt.date, end: dt.date) -> int:
        filters = self.choice.filters
        first = max(start, dt.date.fromisoformat(filters.start)) if filters.start else start
        last = min(end, dt.date.fromisoformat(filters.end)) if filters.end else end
        return (last - first).days + 1


def names_of(code: str) -> tuple[str, str]:
    """The name of a governorate, of no place, or of all, in English and Arabic."""
    if code == ALL:
        return words("en")["all"], words("ar")["all"]
    if code == UNSPECIFIED:
        return texts("en").governorate(code), texts("ar").governorate(code)
    return governorate_names()[code]
