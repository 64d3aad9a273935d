"""The map of the brief and the table beside it, which hold the same numbers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from extractors.records import CATEGORIES
from monitor.brief.atlas import atlas
from monitor.brief.guard import Secret
from monitor.texts import PRIORITY, UNSPECIFIED, Texts, governorates


def places(t: Texts, cells: Mapping[tuple[str, str], int], totals: Mapping[str, int], secret: Secret) -> dict[str, Any]:
    """The four priority governorates, the others, what has no place, each mention once; a hidden number is null."""
    rows = {code: _row(code, cells, secret) for code in (*governorates(), UNSPECIFIED)}
    total = [None if secret.total(category) else totals[category] for category in CATEGORIES]
    table = [{"name": t.governorate(code), "kind": _kind(code), **row} for code, row in rows.items()]
    summed = {"cells": total, "sum": None if secret.any_total() else sum(totals[c] for c in CATEGORIES)}
    return {
        **_map(t, rows),
        "map_alt": t("map.alt"),
        "map_note": t("map.boundaries"),
        "places": t("brief.places"),
        "places_note": t("brief.places_note"),
        "governorate": t("brief.governorate"),
        "columns": [t(f"short_category.{category}") for category in CATEGORIES] + [t("overview.total")],
        "rows": [*table, {"name": t("brief.total"), "kind": "total", **summed}],
        "table_max": max(n or 0 for row in table for n in row["cells"]),
    }


def _map(t: Texts, rows: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """The sums by governorate; where some are hidden, the category of which most numbers are shown."""
    sums = {code: row["sum"] for code, row in rows.items()}
    if None not in sums.values():
        return {"map_title": t("brief.map"), "map": atlas(t, sums)}
    columns = [{code: row["cells"][k] for code, row in rows.items()} for k in range(len(CATEGORIES))]
    shown = [(sum(n is not None for n in column.values()), sum(filter(None, column.values()))) for column in columns]
    best = shown.index(max(shown))
    return {"map_title": t("brief.map_of", category=t(f"category.{CATEGORIES[best]}")), "map": atlas(t, columns[best])}


def _row(code: str, cells: Mapping[tuple[str, str], int], secret: Secret) -> dict[str, Any]:
    counts = [None if (code, c) in secret.cells else cells.get((code, c), 0) for c in CATEGORIES]
    return {"cells": counts, "sum": None if secret.row(code) else sum(counts)}


def _kind(code: str) -> str:
    """divider: a line stands above it."""
    return "divider" if code in (UNSPECIFIED, list(governorates())[len(PRIORITY)]) else "plain"
