"""One case row of tests/cases and what came of it: which mentions were expected, found, missed and invented."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import yaml

from extractors.records import CATEGORIES, NOT_COUNTED, Article, Mention

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


def checked_fields(expected: dict) -> list[str]:
    """The fields to compare: those given and always status; of an optional expectation only a status that is given."""
    if expected.get("optional"):
        return ["status"] if "status" in expected else []
    return [field for field in FIELDS if field == "status" or field in expected]


def checks_of(pairs: Iterable[tuple[dict, Mention]]) -> list[tuple[str, bool, object, object]]:
    """Every field that a row is about, compared; a row may accept several statuses."""
    checks = []
    for expected, mention in pairs:
        for field in checked_fields(expected):
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
