"""Districts by code, and which places lie in them: read from the place tables."""

from __future__ import annotations

import csv
import functools
from collections.abc import Iterable
from dataclasses import dataclass

from monitor.paths import DATA

TABLES = ("admin.csv", "towns.csv", "places.csv")


@dataclass(frozen=True, slots=True)
class District:
    """A district; lat and lon are those of its seat, None where they are not known."""

    code: str
    ar: str
    en: str
    pcode: str
    lat: float | None
    lon: float | None

    def name(self, lang: str) -> str:
        return self.ar if lang == "ar" else self.en


@functools.cache
def districts() -> dict[str, District]:
    """All districts by code, which is also their order."""
    rows = [row for row in _rows("admin.csv") if row["kind"] == "district"]
    return {row["place_id"]: _district(row) for row in sorted(rows, key=lambda row: row["place_id"])}


def _district(row: dict[str, str]) -> District:
    lat, lon = (float(row[name]) if row[name] else None for name in ("lat", "lon"))
    return District(row["place_id"], row["name_ar"], row["name_en"], row["pcode"], lat, lon)


@functools.cache
def district_of() -> dict[str, str]:
    """The district of each place that has one, by place_id."""
    return {row["place_id"]: row["district"] for table in TABLES for row in _rows(table) if row["district"]}


def place_ids(codes: Iterable[str]) -> tuple[str, ...]:
    """All places of these districts, the districts themselves included."""
    wanted = set(codes)
    return tuple(sorted(place for place, district in district_of().items() if district in wanted))


def _rows(table: str) -> list[dict[str, str]]:
    with open(DATA / "places" / table, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))
