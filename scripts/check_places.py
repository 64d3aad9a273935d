"""Check data/places against an independent list of Syrian places, where one is at hand.

python scripts/check_places.py [REFERENCE.csv]    the reference has name_ar, alt_ar and admin1_pcode columns.
A row whose name the reference knows in another governorate only is listed: it is wrong until shown right, and
shown right means a line with its reason in data/places/confirmed.csv. The exit code is 1 when one is left.
"""

from __future__ import annotations

import csv
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
from extractors.fold import fold  # noqa: E402  (the path must be set first)

PLACES = ROOT / "data" / "places"
REFERENCE = ROOT.parent / "shared" / "reference" / "places_reference.csv"
FIELDS = [
    "place_id", "name_ar", "variants_ar", "name_en", "variants_en", "kind", "pcode", "district", "lat", "lon",
    "common_word", "source",
]  # fmt: skip
ARTICLE = "\u0627\u0644"  # the Arabic article; gazetteers drop it at will


def read_rows(name: str, folder: Path = PLACES) -> list[dict]:
    """The rows of one place table."""
    with (folder / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def spellings(row: dict) -> list[str]:
    """The Arabic name of a row and its variants."""
    return [row["name_ar"], *filter(None, row["variants_ar"].split("|"))]


def key(name: str) -> str:
    """A spelling for comparison between gazetteers: folded, without spaces, hyphens and article."""
    return re.sub(r"[\s-]", "", fold(name)).removeprefix(ARTICLE)


def governorates_by_name(reference: Path) -> dict[str, set[str]]:
    """Name key -> P-codes of the governorates where the reference knows such a place."""
    known: dict[str, set[str]] = {}
    with reference.open(encoding="utf-8-sig", newline="") as lines:
        for row in csv.DictReader(lines):
            for name in [row["name_ar"], *row["alt_ar"].split("|")]:
                if name:
                    known.setdefault(key(name), set()).add(row["admin1_pcode"])
    return known


def verdict(row: dict, known: dict[str, set[str]]) -> str:
    """agrees, elsewhere (known in other governorates only) or unknown."""
    found = set().union(*(known.get(key(name), set()) for name in spellings(row)))
    if row["pcode"] in found:
        return "agrees"
    return "elsewhere" if found else "unknown"


def confirmed_ids() -> set[str]:
    """Ids of the rows that are right although the reference has the name elsewhere only."""
    return {row["place_id"] for row in read_rows("confirmed.csv")}


def check(table: str, known: dict[str, set[str]]) -> dict[str, list[dict]]:
    """The rows of one table by verdict; confirmed rows count as such."""
    confirmed, result = confirmed_ids(), {"agrees": [], "confirmed": [], "elsewhere": [], "unknown": []}
    for row in read_rows(table):
        found = verdict(row, known)
        result["confirmed" if found == "elsewhere" and row["place_id"] in confirmed else found].append(row)
    return result


def main() -> int:
    reference = Path(sys.argv[1]) if len(sys.argv) > 1 else REFERENCE
    if not reference.exists():
        print(f"SKIPPED: no reference list at {reference}")
        return 0
    known, wrong = governorates_by_name(reference), 0
    for table in ("admin.csv", "towns.csv", "places.csv"):
        rows = check(table, known)
        print(f"{table}: " + ", ".join(f"{len(found)} {name}" for name, found in rows.items()))
        for row in rows["elsewhere"]:
            where = sorted(set().union(*(known.get(key(name), set()) for name in spellings(row))))
            print(f"  {row['place_id']}: {row['name_ar']} is {row['pcode']} here, {' '.join(where)} there")
        wrong += len(rows["elsewhere"])
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
