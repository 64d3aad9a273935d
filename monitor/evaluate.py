"""Figures on the case rows of tests/cases: what is found, missed and invented, against floors that only rise."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

from extractors.records import Article, Mention
from monitor.cases import CLASSES, FIELDS, Verdict, article_of, case_files, class_of, judge, read_rows

Extract = Callable[[Article], list[Mention]]


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
