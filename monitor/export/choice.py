"""What a file is to hold and for whom, and whether that goes together."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, fields, replace

from monitor.filters import APART, Filters
from monitor.weeks import WEEK, monday

FULL, TEAM, PUBLIC = "full", "team", "public"
PROFILES = (FULL, TEAM, PUBLIC)
MENTIONS, WEEKLY, GOVERNORATES = "mentions", "weekly", "governorates"
TABLES = (MENTIONS, WEEKLY, GOVERNORATES)
CSV, JSONL, XLSX, GEOJSON = "csv", "jsonl", "xlsx", "geojson"
FORMATS = (CSV, XLSX, JSONL, GEOJSON)
TAGGED = (CSV, XLSX)  # the formats that have a header, and can have a row of hashtags under it
# All that a public file may be narrowed by: two files that differ in anything else could be subtracted from each other.
PUBLIC_FILTERS = ("start", "end", "categories", "governorates", "statuses", "undated")


class Unfit(ValueError):
    """What was asked for does not go together; the message says why."""


@dataclass(frozen=True, slots=True)
class Choice:
    """table: None for all that the format and the profile have."""

    filters: Filters
    format: str = CSV
    profile: str = FULL
    table: str | None = None
    lang: str = "ar"
    hxl: bool = False
    quotes: bool = True

    def __post_init__(self) -> None:
        if self.profile == PUBLIC:
            if self.table == MENTIONS:
                raise Unfit("a public file holds counts only; take the table weekly or governorates")
            if more := not_public(self.filters):
                told = ", ".join(more)
                raise Unfit(f"a public file cannot be narrowed by {told}: it could be subtracted from another")
            object.__setattr__(self, "filters", whole_weeks(self.filters))
        if self.format == GEOJSON and self.table not in (None, GOVERNORATES):
            raise Unfit("GeoJSON holds the table governorates")
        if self.hxl and self.format not in TAGGED:
            raise Unfit(f"a row of HXL hashtags is for {' and '.join(TAGGED)}")

    @property
    def tables(self) -> tuple[str, ...]:
        """The tables of the file."""
        if self.table:
            return (self.table,)
        if self.format == GEOJSON:
            return (GOVERNORATES,)
        known = TABLES[1:] if self.profile == PUBLIC else TABLES
        return known if self.format == XLSX else known[:1]


def not_public(filters: Filters) -> list[str]:
    """The filters that are set and that no public file may be narrowed by."""
    usual = Filters()
    names = [field.name for field in fields(Filters) if field.name not in PUBLIC_FILTERS]
    return [name for name in names if getattr(filters, name) != getattr(usual, name)]


def whole_weeks(filters: Filters) -> Filters:
    """The choice cut to the whole weeks in its period: a part of a week could be subtracted from the whole."""
    start = monday(_day(filters.start) + dt.timedelta(days=6)) if filters.start else None
    end = monday(_day(filters.end) + dt.timedelta(days=1)) - dt.timedelta(days=1) if filters.end else None
    if start and end and start + WEEK > end + dt.timedelta(days=1):
        raise Unfit("a public file holds whole weeks (Monday to Sunday), and the period has none")
    return replace(filters, start=start, end=end, undated=APART)


def _day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)
