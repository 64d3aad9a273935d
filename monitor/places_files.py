"""Places out of the files that a person downloads: OCHA's gazetteer and populated places, GeoNames' SY.txt."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from extractors import gazetteer
from extractors.fold import fold

# GeoNames numbers the governorates in its own way: its 09 is Aleppo, OCHA's SY09 is Deir-ez-Zor.
GEONAMES = dict(
    zip(
        (f"{n:02}" for n in range(1, 15)),
        "SY08 SY06 SY14 SY11 SY13 SY12 SY09 SY03 SY02 SY05 SY04 SY07 SY01 SY10".split(),
        strict=True,
    )
)
_GEONAMES_CELLS = 19
_KINDS = {1: "governorate", 2: "district", 3: "subdistrict", 4: "village"}
_ARABIC = re.compile(r"[\u0621-\u064a]")
_FOREIGN_LETTERS = re.compile("[\u0671-\u06d3]")  # Persian and Kurdish spellings, which the Arabic press does not use
# Column names without case and marks. A level is 1 (governorate) to 4 (community).
_LEVEL = r"adm(?:in)?(?P<level>[1-4])"
_OWN = "(?:feature|place|location|community|neighbou?rhood|area)?"
_COLUMNS = {
    "level_code": re.compile(rf"^{_LEVEL}(?:p?code)$"),
    "level_ar": re.compile(rf"^{_LEVEL}(?:name)?(?:ar|arabic|1)$"),
    "level_en": re.compile(rf"^{_LEVEL}(?:name)?(?:en|english)?$"),
    "name_ar": re.compile(rf"^{_OWN}name(?:ar|arabic)$|^arabicname$"),
    "name_en": re.compile(rf"^{_OWN}name(?:en|english)?$|^englishname$"),
    "alt_ar": re.compile(r"^(?:feature|neighbou?rhood)?alt(?:ernative)?\d?name\d?ar(?:abic)?$"),
    "alt_en": re.compile(r"^(?:feature|neighbou?rhood)?(?:alt(?:ernative)?\d?name\d?(?:en)?|refname)$"),
    "lat": re.compile(r"^(?:center|point)?(?:lat|latitude|y)(?:y|dd)?$"),
    "lon": re.compile(r"^(?:center|point)?(?:lon|long|lng|longitude|x)(?:x|dd)?$"),
    "code": re.compile(r"^(?:feature|place|neighbou?rhood|area)?pcode$"),
    "class": re.compile(r"^(?:popplaceclass(?:title)?|featureclass|placeclass|type|class)$"),
}  # fmt: skip
_CLASSES = (("camp", "camp"), ("neighb", "quarter"), ("quarter", "quarter"), ("city", "town"), ("town", "town"))


class FileProblem(ValueError):
    """The file as a whole cannot be read as a list of places."""


class Rejected(NamedTuple):
    """A row that is no place we can use."""

    line: str
    why: str


class LeftOut(NamedTuple):
    """A row that is no populated place: a river, a hill."""

    line: str


@dataclass(frozen=True, slots=True)
class Listed:
    """A row that is a place. line says where it stands; code is the list's own number for it."""

    line: str
    name_ar: str
    name_en: str
    kind: str
    pcode: str
    district: str = ""
    lat: str = ""
    lon: str = ""
    code: str = ""
    variants_ar: tuple[str, ...] = field(default=())
    variants_en: tuple[str, ...] = field(default=())


Row = Listed | Rejected | LeftOut


def read(path: Path) -> Iterator[Row]:
    """The rows of a file, in order. Raises FileProblem where it is no list of places."""
    if path.suffix.lower() in (".xlsx", ".xlsm"):
        yield from _sheets(path)
        return
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise FileProblem(f"{path.name} is not in UTF-8: save it as CSV UTF-8") from None
    first = text.partition("\n")[0]
    if first.count("\t") >= _GEONAMES_CELLS - 1 and not _header(first.split("\t")):
        yield from _geonames(text.splitlines())
        return
    mark = max(",;\t", key=first.count)
    yield from _table(csv.reader(io.StringIO(text, newline=""), delimiter=mark), path.name, "line {}")


def _sheets(path: Path) -> Iterator[Row]:
    """Every sheet of a workbook that has the columns of a place list."""
    from zipfile import BadZipFile

    from openpyxl import load_workbook

    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except (BadZipFile, KeyError, OSError) as error:
        raise FileProblem(f"{path.name} is no workbook: {error}") from None
    problems = []
    for sheet in book.worksheets:
        rows = ([_cell(c) for c in row] for row in sheet.iter_rows(values_only=True))
        try:
            yield from _table(rows, sheet.title, f"{sheet.title} row {{}}")
        except FileProblem as problem:
            problems.append(problem)
    if len(problems) == len(book.worksheets):
        raise FileProblem(f"{path.name}: {problems[0] if problems else 'no sheets'}")


def _cell(value: object) -> str:
    return "" if value is None else str(value).strip()


def _header(cells: Iterable[str]) -> dict[int, tuple[str, int]]:
    """Column number → (what it holds, level or 0) for the columns whose names we know."""
    found = {}
    for number, cell in enumerate(cells):
        name = re.sub(r"[^a-z0-9]", "", cell.lower())
        for meaning, pattern in _COLUMNS.items():
            if match := pattern.match(name):
                found[number] = (meaning, int(match.groupdict().get("level") or 0))
                break
    meanings = {meaning for meaning, _ in found.values()}
    placed = meanings & {"level_code", "level_ar", "level_en"}
    return found if placed and meanings & {"name_ar", "name_en", "level_ar", "level_en"} else {}


def _table(rows: Iterable[list[str]], name: str, where: str) -> Iterator[Row]:
    """The rows under the first line that has column names we know, within the first ten."""
    columns: dict[int, tuple[str, int]] = {}
    for number, cells in enumerate(rows, start=1):
        cells = [c.strip() for c in cells]
        if not columns:
            columns = _header(cells)
            if not columns and number >= 10:
                break
        elif any(cells) and not any(c.startswith("#") for c in cells):  # a line of HXL tags is no place
            yield _listed(cells, columns, where.format(number))
    if not columns:
        raise FileProblem(
            f"{name}: no columns of places; known are those of OCHA (admin1Pcode, ADM1_PCODE, adm1_name, "
            "featureName_en, featureName_ar …) and the 19 columns of GeoNames"
        )


def _listed(cells: list[str], columns: dict[int, tuple[str, int]], line: str) -> Row:
    values: dict[tuple[str, int], list[str]] = {}
    for number, key in columns.items():
        if number < len(cells) and cells[number]:
            values.setdefault(key, []).append(cells[number])
    of_units = not any(meaning in ("name_ar", "name_en") for meaning, _ in columns.values())
    level = max((n for m, n in values if m in ("level_ar", "level_en")), default=0)
    named = level if of_units or level == 4 else 0  # a village without a name is not its governorate
    ar = values.get(("name_ar", 0)) or values.get(("level_ar", named), [])
    en = values.get(("name_en", 0)) or values.get(("level_en", named), [])
    pcode, why = _governorate(values)
    if not ar and not en:
        return Rejected(line, "no name")
    if ar and not _ARABIC.search(ar[0]):
        return Rejected(line, f"the Arabic name {ar[0]!r} is not in Arabic letters")
    if why:
        return Rejected(line, why)
    lat, lon = (_degrees(values.get((axis, 0), [""])[0]) for axis in ("lat", "lon"))
    if lat is None or lon is None:
        return Rejected(line, "latitude or longitude is no number of degrees")
    codes = [v for (m, n), found in values.items() if m == "level_code" and n >= 2 for v in found]
    district = next((c[:6] for c in codes if re.match(r"^SY\d{4}", c)), "")
    variants = {m: tuple(v for v in values.get((m, 0), ()) if v not in (*ar, *en)) for m in ("alt_ar", "alt_en")}
    return Listed(
        line, ar[0] if ar else "", en[0] if en else "", _kind(values, level if of_units else 4), pcode, district,
        lat, lon, (values.get(("code", 0)) or values.get(("level_code", level)) or [""])[0],
        (*ar[1:], *variants["alt_ar"]), (*en[1:], *variants["alt_en"]),
    )  # fmt: skip


def _kind(values: dict[tuple[str, int], list[str]], level: int) -> str:
    said = " ".join(values.get(("class", 0), ())).lower()
    return next((kind for word, kind in _CLASSES if word in said and level == 4), _KINDS[level])


def _governorate(values: dict[tuple[str, int], list[str]]) -> tuple[str, str]:
    """(P-code, "") or ("", why there is none): from any code, checked against the governorate's name."""
    codes = [v.upper()[:4] for (m, _), found in values.items() if m in ("level_code", "code") for v in found]
    coded = {c for c in codes if c in gazetteer.PCODES}
    names = [*values.get(("level_ar", 1), ()), *values.get(("level_en", 1), ())]
    named = {c for name in names if (c := governorate_of(name))}
    if not coded and not named:
        return "", f"no governorate: {', '.join(dict.fromkeys([*codes, *names])) or 'no code and no name'}"
    if len(coded) > 1 or len(named) > 1 or coded and named and coded != named:
        return "", f"code and name of the governorate disagree: {', '.join(dict.fromkeys([*codes, *names]))}"
    return (coded or named).pop(), ""


def governorate_of(name: str) -> str:
    """The P-code of a governorate's name in Arabic or English, "" where it is none."""
    for language in ("ar", "en"):
        for place in gazetteer.load(language).called(name):
            if place.kind == "governorate":
                return place.pcodes[0]
    return ""


def _degrees(text: str) -> str | None:
    """The number as written, "" where there is none, None where it is no number of degrees."""
    try:
        return text if not text or abs(float(text)) <= 180 else None
    except ValueError:
        return None


def _geonames(lines: Iterable[str]) -> Iterator[Row]:
    """Tab separated without a header: id, name, ascii name, other names, lat, lon, class, code, country, …, admin1."""
    for number, text in enumerate(lines, start=1):
        line, cells = f"line {number}", text.rstrip("\r").split("\t")
        if not text.strip():
            continue
        if len(cells) < _GEONAMES_CELLS:
            yield Rejected(line, f"{len(cells)} columns where GeoNames has {_GEONAMES_CELLS}")
        elif cells[8] != "SY":
            yield Rejected(line, f"country {cells[8]!r}")
        elif cells[6] != "P" or cells[7] in ("PPLH", "PPLQ"):  # not populated, or no longer
            yield LeftOut(line)
        elif cells[10] not in GEONAMES:
            yield Rejected(line, f"no governorate: GeoNames code {cells[10]!r}")
        elif _degrees(cells[4]) is None or _degrees(cells[5]) is None:
            yield Rejected(line, "latitude or longitude is no number of degrees")
        else:
            yield _geonames_place(line, cells)


def _geonames_place(line: str, cells: list[str]) -> Listed:
    arabic = [n.strip() for n in cells[3].split(",") if _ARABIC.search(n) and not _FOREIGN_LETTERS.search(n)]
    plain = (cells[2],) if cells[2] and fold(cells[2]) != fold(cells[1]) else ()
    people = int(cells[14]) if cells[14].isdigit() else 0
    kind = "quarter" if cells[7] == "PPLX" else "town" if cells[7].startswith("PPLA") or people >= 10_000 else "village"
    return Listed(
        line, arabic[0] if arabic else "", cells[1], kind, GEONAMES[cells[10]], "", cells[4], cells[5], cells[0],
        tuple(dict.fromkeys(arabic[1:])), plain,
    )  # fmt: skip
