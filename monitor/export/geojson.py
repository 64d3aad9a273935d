"""Counts on the shapes of the governorates, for GIS programs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, TextIO

from monitor.export.about import About, as_data
from monitor.export.tables import Table
from monitor.paths import DATA

# Read as they are: outer rings turn anticlockwise as the format demands (RFC 7946), for plotly they are turned round.
SHAPES = DATA / "boundaries" / "governorates.geojson"


def write(table: Table, about: About, out: TextIO) -> Iterator[int]:
    """A feature for each governorate, with a property for each category and status; rows written so far.

    What has no place, and the total, have no shape: they stand beside the features with what the file says of itself.
    """
    places: dict[str, dict[str, Any]] = {}
    n = 0
    for n, row in enumerate(table.rows, start=1):
        cells = dict(zip((column.name for column in table.columns), row, strict=True))
        names = {"pcode": cells["governorate"], "name_en": cells["governorate_name_en"]}
        place = places.setdefault(names["pcode"], names | {"name_ar": cells["governorate_name_ar"]})
        place[f"{cells['category']}_{cells['status']}"] = cells["mentions"]
        if cells.get("hidden"):
            place.setdefault("hidden", []).append(f"{cells['category']}_{cells['status']}")
        yield n
    about.rows[table.name] = n
    json.dump(_collection(places, about), out, ensure_ascii=False, separators=(",", ":"))


def _collection(places: dict[str, dict[str, Any]], about: About) -> dict[str, Any]:
    with SHAPES.open(encoding="utf-8") as file:
        shapes = {feature["properties"]["pcode"]: feature["geometry"] for feature in json.load(file)["features"]}
    features = [
        {"type": "Feature", "id": code, "properties": _joined(place), "geometry": shapes[code]}
        for code, place in places.items()
        if code in shapes
    ]
    rest = {code: _joined(place) for code, place in places.items() if code not in shapes}
    return {"type": "FeatureCollection", "about": as_data(about), "without_shape": rest, "features": features}


def _joined(place: dict[str, Any]) -> dict[str, Any]:
    """Hidden properties named in one text, since many programs take no lists."""
    return place | {"hidden": ";".join(place["hidden"])} if "hidden" in place else place
