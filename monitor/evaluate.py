"""Figures on the case rows of tests/cases: what the extractor finds, misses and invents, against floors that only rise."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import yaml

from extractors.records import CATEGORIES, NOT_COUNTED, Article, Mention

Extract = Callable[[Article], list[Mention]]
Span = tuple[bool, int, int]  # in the title?, start, end

OTHER_ROWS = ("places.yaml",)  # rows on place names alone, of another shape
CLASSES = (*CATEGORIES, *NOT_COUNTED)  # a return told as a flight is a miss and a false alarm
FIELDS = ("status", "subtype", "governorates", "count", "count_unit", "injured", "victims", "actor", "event")
ENDS = {
    "count": ("count_min", "count_max"),
    "injured": ("injured_min", "injured_max"),
    "event": ("event_start", "event_end"),
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of one row: pairs of expectation and mention, and everything that went wrong."""

    row: dict
    pairs: list[tuple[dict, Mention]]
    missed: list[dict]
    false: list[Mention]
    checks: list[tuple[str, bool, object, object]]  # field, right, wanted, said

    @property
    def passed(self) -> bool:
        return not self.missed and not self.false and all(right for _, right, _, _ in self.checks)


def case_files(cases: Path) -> list[Path]:
    """The files that hold case rows, in order of name."""
    return [path for path in sorted(cases.glob("*.yaml")) if path.name not in OTHER_ROWS]


def read_rows(cases: Path) -> list[dict]:
    """All rows of all files, each with the name of its file."""
    rows = []
    for path in case_files(cases):
        with open(path, encoding="utf-8") as stream:
            rows += [row | {"file": path.name} for row in yaml.safe_load(stream)]
    return rows


def article_of(row: dict) -> Article:
    """The article that a row stands for."""
    published = str(row["published"]) if row.get("published") else None
    return Article(row["id"], row["text"], title=row.get("title"), language=row["language"], published=published)


def class_of(category: str, subtype: str | None) -> str:
    """The category, or return and release, which are kept apart."""
    return subtype if subtype in NOT_COUNTED else category


def evidence_spans(row: dict, expected: dict) -> list[Span]:
    """Where the evidence words stand, in the text and in the title."""
    evidence = expected["evidence"]
    spans = []
    for words in [evidence] if isinstance(evidence, str) else evidence:
        for in_title, place in ((False, row["text"]), (True, row.get("title") or "")):
            at = place.find(words)
            spans += [(in_title, at, at + len(words))] if at >= 0 else []
    return spans


def overlap(row: dict, expected: dict, mention: Mention) -> int:
    """How many characters of the trigger lie in one evidence span of the same class; 0 where none do."""
    if class_of(expected["category"], expected.get("subtype")) != class_of(mention.category, mention.subtype):
        return 0
    shared = (
        min(end, mention.end) - max(start, mention.start)
        for in_title, start, end in evidence_spans(row, expected)
        if in_title == mention.in_title
    )
    return max(0, *shared, 0)


def matched(row: dict, mentions: list[Mention]) -> dict[int, int]:
    """One-to-one pairs {expected: mention}, as many as possible, the required ones and the larger overlaps first."""
    expected = row["expect"]
    weight = [[overlap(row, e, m) for m in mentions] for e in expected]
    owner: dict[int, int] = {}

    def place(wanted: int, tried: set[int]) -> bool:
        for m in sorted(range(len(mentions)), key=lambda m: -weight[wanted][m]):
            if weight[wanted][m] and m not in tried:
                tried.add(m)
                if m not in owner or place(owner[m], tried):
                    owner[m] = wanted
                    return True
        return False

    for wanted in sorted(
        range(len(expected)), key=lambda i: (bool(expected[i].get("optional")), -max(weight[i], default=0))
    ):
        place(wanted, set())
    return {wanted: m for m, wanted in owner.items()}


def said(mention: Mention, field: str) -> object:
    """What the mention says in a field, in the form in which rows expect it."""
    if field in ENDS:
        ends = [getattr(mention, end) for end in ENDS[field]]
        return None if ends == [None, None] else ends
    value = getattr(mention, field)
    return sorted(value) if field == "governorates" else value


def wanted_of(expected: dict, field: str) -> object:
    """What the row expects in a field; dates as ISO days."""
    value = expected.get(field, "reported" if field == "status" else None)
    if field == "event" and value:
        return [str(day) for day in value]
    return sorted(value) if field == "governorates" else value


def checks_of(pairs: Iterable[tuple[dict, Mention]]) -> list[tuple[str, bool, object, object]]:
    """Every field that a row is about, compared; optional expectations are not compared."""
    checks = []
    for expected, mention in pairs:
        for field in FIELDS if not expected.get("optional") else ():
            if field == "status" or field in expected:
                wanted, found = wanted_of(expected, field), said(mention, field)
                either = field == "status" and isinstance(wanted, list)
                checks.append((field, found in wanted if either else wanted == found, wanted, found))
    return checks


def judge(row: dict, mentions: list[Mention]) -> Verdict:
    """Compare the mentions of one row with its expectations.

    Mentions placed outside Syria are not judged, and neither is a further one on an optional expectation.
    """
    mentions = [mention for mention in mentions if not mention.outside_syria]
    expected, found = row["expect"], matched(row, mentions)
    pairs = [(expected[i], mentions[m]) for i, m in sorted(found.items())]
    missed = [e for i, e in enumerate(expected) if i not in found and not e.get("optional")]
    spare = [m for i, m in enumerate(mentions) if i not in found.values()]
    optional = [e for e in expected if e.get("optional")]
    false = [m for m in spare if not any(overlap(row, e, m) for e in optional)]
    return Verdict(row, pairs, missed, false, checks_of(pairs))


def figures(verdicts: list[Verdict]) -> dict[str, float]:
    """All figures by name: 'ar displacement f1', 'en status', 'ar rows'; those without a single case are left out."""
    count: Counter[str] = Counter()
    for verdict in verdicts:
        tongue = verdict.row["language"]
        count[f"{tongue} rows"] += 1
        count[f"{tongue} rows right"] += verdict.passed
        for field, right, _, _ in verdict.checks:
            count[f"{tongue} {field}"] += 1
            count[f"{tongue} {field} right"] += right
        for expected in [e for e, _ in verdict.pairs if not e.get("optional")]:
            count[f"{tongue} {class_of(expected['category'], expected.get('subtype'))} tp"] += 1
        for expected in verdict.missed:
            count[f"{tongue} {class_of(expected['category'], expected.get('subtype'))} fn"] += 1
        for mention in verdict.false:
            count[f"{tongue} {class_of(mention.category, mention.subtype)} fp"] += 1
    return {name: round(value, 4) for name, value in sorted(_shares(count))}


def _shares(count: Counter[str]) -> Iterable[tuple[str, float]]:
    for tongue in ("ar", "en"):
        for name in (f"{tongue} {kind}" for kind in CLASSES):
            tp, fp, fn = (count[f"{name} {part}"] for part in ("tp", "fp", "fn"))
            if tp + fn:
                yield f"{name} precision", tp / (tp + fp) if tp + fp else 0.0
                yield f"{name} recall", tp / (tp + fn)
                yield f"{name} f1", 2 * tp / (2 * tp + fp + fn)
        for name in (f"{tongue} {field}" for field in (*FIELDS, "rows")):
            if count[name]:
                yield name, count[f"{name} right"] / count[name]


def corpus(cases: Path) -> dict[str, str]:
    """The SHA-256 of every case file: floors hold for these rows only."""
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in case_files(cases)}


def complaint(verdict: Verdict) -> str:
    """One failing row in words."""
    lines = [f"{verdict.row['file']} {verdict.row['id']}: {verdict.row['why']}", f"    {verdict.row['text']}"]
    lines += [f"    missed  {e['category']} «{e['evidence']}»" for e in verdict.missed]
    lines += [f"    false   {m.category}/{m.subtype} {m.status} «{m.trigger}» by {m.rule_id}" for m in verdict.false]
    lines += [
        f"    wrong   {f}: wanted {wanted}, said {found}" for f, right, wanted, found in verdict.checks if not right
    ]
    return "\n".join(lines)


def report(values: dict[str, float], verdicts: list[Verdict]) -> str:
    """The figures as a table, one line per class and language, then the fields and the rows."""
    lines = [f"{'':18}{'precision':>10}{'recall':>10}{'f1':>10}"]
    for name in (f"{tongue} {kind}" for tongue in ("ar", "en") for kind in CLASSES):
        if f"{name} f1" in values:
            lines.append(
                f"{name:18}" + "".join(f"{values[f'{name} {k}']:10.3f}" for k in ("precision", "recall", "f1"))
            )
    lines += [f"{name:18}{value:10.3f}" for name, value in values.items() if name.split(" ")[1] in (*FIELDS, "rows")]
    lines.append(f"{sum(v.passed for v in verdicts)} of {len(verdicts)} rows passed")
    return "\n".join(lines)


def _write_floors(floors: Path, hashes: dict, values: dict[str, float], old: dict[str, float], force: bool) -> int:
    lower = {} if force else {k: (v, values.get(k, 0.0)) for k, v in old.items() if values.get(k, 0.0) < v}
    if lower:
        print("\n".join(f"floor kept: {name} would fall from {was} to {now}" for name, (was, now) in lower.items()))
        return 1
    with open(floors, "w", encoding="utf-8") as stream:
        json.dump({"files": hashes, "figures": values}, stream, indent=1, ensure_ascii=False)
        stream.write("\n")
    print(f"floors written to {floors}")
    return 0


def main(
    cases: Path, floors: Path, update: bool, *, force: bool = False, show: bool = False, extract: Extract | None = None
) -> int:
    """Run all rows and print the figures; 0 where every figure holds its floor, else 1.

    update writes the figures as new floors, which may only rise unless force; show lists the failing rows.
    """
    if extract is None:
        from extractors.pipeline import extract
    verdicts = [judge(row, extract(article_of(row))) for row in read_rows(cases)]
    values, hashes = figures(verdicts), corpus(cases)
    if show:
        print("\n".join(complaint(verdict) for verdict in verdicts if not verdict.passed))
    print(report(values, verdicts))
    kept = json.loads(floors.read_text(encoding="utf-8")) if floors.exists() else {"files": {}, "figures": {}}
    if update:
        return _write_floors(floors, hashes, values, kept["figures"], force)
    if kept["files"] != hashes:
        print("the case files are not those the floors were set for: run with --update")
        return 1
    fallen = {name: floor for name, floor in kept["figures"].items() if values.get(name, 0.0) < floor}
    print(
        "\n".join(f"below its floor: {name} {values.get(name, 0.0)} < {floor}" for name, floor in fallen.items()),
        end="",
    )
    return 1 if fallen else 0
