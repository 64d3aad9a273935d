"""A list of places that a person downloaded, added beside our own tables as a local layer that never overrides them."""

from __future__ import annotations

import csv
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from extractors import gazetteer
from extractors.fold import fold
from monitor.paths import DATA
from monitor.places_files import LeftOut, Listed, Rejected, read

FIELDS = ("place_id", "name_ar", "variants_ar", "name_en", "variants_en", "kind", "pcode", "district", "lat", "lon",
          "common_word", "source")  # fmt: skip
_ARTICLE = "\u0627\u0644"  # place lists write the Arabic article or leave it out
_SHOWN = 20  # rows printed of each sort


@dataclass(slots=True)
class Report:
    """What came of an import; the lists hold a line for each row."""

    layer: Path
    added: int = 0
    merged: list[str] = field(default_factory=list)
    conflicting: list[str] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    left_out: int = 0

    def told(self) -> Iterator[str]:
        """The report as lines for a person."""
        yield f"{self.added + len(self.conflicting)} places in {self.layer}"
        yield f"  {self.added} added"
        yield f"  {len(self.merged)} merged with a place of the same name and governorate"
        yield f"  {len(self.conflicting)} conflicting: the name is known in another governorate; both stay candidates"
        yield from _some(self.conflicting)
        yield f"  {len(self.rejected)} rejected"
        yield from _some([f"{r.line}: {r.why}" for r in self.rejected])
        if self.left_out:
            yield f"  {self.left_out} left out: no populated places"


def _some(lines: list[str]) -> Iterator[str]:
    yield from (f"    {line}" for line in lines[:_SHOWN])
    if len(lines) > _SHOWN:
        yield f"    … and {len(lines) - _SHOWN} more"


class Known:
    """Places by their names. A name is its folded letters without article and spaces."""

    def __init__(self) -> None:
        self.rows: dict[str, list[dict[str, str]]] = {}

    def add(self, row: dict[str, str]) -> None:
        for key in {*row_keys(row)}:
            self.rows.setdefault(key, []).append(row)

    def namesakes(self, keys: set[str]) -> list[dict[str, str]]:
        found = {r["place_id"]: r for key in keys for r in self.rows.get(key, ())}
        return list(found.values())


def name_key(name: str) -> str:
    """A name for comparison between lists."""
    return re.sub(r"[\W_]", "", fold(name)).removeprefix(_ARTICLE)


def row_keys(row: dict[str, str]) -> set[str]:
    """The keys of the Arabic names of a row; of the English ones where it has no Arabic name."""
    language = "ar" if row["name_ar"] else "en"
    names = [row[f"name_{language}"], *row[f"variants_{language}"].split("|")]
    if language == "ar":
        return {name_key(n) for n in names if n.strip()}
    return {"".join(gazetteer.name_words(n, "en")) for n in names if n.strip()}


def known_places(root: Path, layer: Path) -> Known:
    """Our tables and the other local layers."""
    known = Known()
    for path in gazetteer.tables(root):
        if path != layer:
            for row in gazetteer.read_csv(path):
                known.add(row)
    return known


def import_file(path: Path, *, root: Path | None = None, name: str = "") -> Report:
    """Read a list of places and write its layer, in place of an earlier one of that name.

    Raises FileProblem where the file is no list of places; then nothing is written.
    """
    slug = re.sub(r"[^a-z0-9]+", "-", (name or path.stem).lower()).strip("-") or "list"
    root = root or DATA
    layer = root / "local" / f"places_{slug}.csv"
    report, known = Report(layer), known_places(root, layer)
    rows: list[dict[str, str]] = []
    for found in read(path):
        if isinstance(found, LeftOut):
            report.left_out += 1
        elif isinstance(found, Rejected):
            report.rejected.append(found)
        elif row := _judged(found, slug, len(rows), known, report):
            rows.append(row)
            known.add(row)
    _write(layer, rows)
    return report


def _judged(found: Listed, slug: str, number: int, known: Known, report: Report) -> dict[str, str] | None:
    """The row to keep, None where we have the place; counted in the report."""
    row = _row(found, slug, number)
    namesakes = known.namesakes(row_keys(row))
    where = f"{found.line}: {found.name_ar or found.name_en} {found.pcode}"
    if same := [r for r in namesakes if r["pcode"] == found.pcode and r["kind"] != "region"]:
        report.merged.append(f"{where} is {same[0]['place_id']}")
        return None
    row["common_word"] = _common(row, namesakes)
    others = sorted({r["pcode"] or r.get("country") or r["kind"] for r in namesakes})
    if others:
        report.conflicting.append(f"{where}, known in {', '.join(others)}")
    else:
        report.added += 1
    return row


def _row(found: Listed, slug: str, number: int) -> dict[str, str]:
    code = re.sub(r"[^a-z0-9]+", "-", found.code.lower()) or str(number)
    english = [_english(n) for n in (found.name_en, *found.variants_en) if n]
    whole = name_key(found.name_ar) if " " in found.name_ar else ""
    arabic = [n for n in found.variants_ar if not whole or " " in n or name_key(n) == whole]
    return {
        "place_id": f"{gazetteer.LOCAL}{slug}-{code}",
        "name_ar": found.name_ar,
        "variants_ar": "|".join(arabic),
        "name_en": english[0] if english else "",
        "variants_en": "|".join(english[1:]),
        "kind": found.kind,
        "pcode": found.pcode,
        "district": found.district,
        "lat": found.lat,
        "lon": found.lon,
        "common_word": "no",
        "source": "import",
    }


def _english(name: str) -> str:
    """The name; one of a single word with its type: many villages are called like first names or ordinary words."""
    return name if len(gazetteer.name_words(name, "en")) > 1 else f"{name} village"


def _common(row: dict[str, str], namesakes: list[dict[str, str]]) -> str:
    """Whether the name counts only after a type word: as in our tables where they have it, else where it is one word.

    Of 5,427 names of one word 397 are everyday words, and nobody has read this list for them.
    """
    if namesakes:
        return "yes" if any(r["common_word"] == "yes" for r in namesakes) else "no"
    return "no" if " " in row["name_ar"] else "yes"


def _write(layer: Path, rows: list[dict[str, str]]) -> None:
    layer.parent.mkdir(parents=True, exist_ok=True)
    draft = layer.with_suffix(".tmp")
    with draft.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, FIELDS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    os.replace(draft, layer)
