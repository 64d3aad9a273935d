"""The case files are well formed, and broad enough to be worth a floor."""

from __future__ import annotations

import datetime
from collections import Counter
from pathlib import Path

import pytest
import yaml

from extractors.records import STATUSES, SUBTYPES, UNITS, VICTIMS
from monitor.cases import case_files, read_rows

CASES = Path(__file__).parent / "cases"
ROWS = read_rows(CASES)
PCODES = {f"SY{n:02}" for n in range(1, 15)}
with open(CASES.parents[1] / "data" / "actors.yaml", encoding="utf-8") as stream:
    ACTORS = {actor["id"] for actor in yaml.safe_load(stream)}
ROW_KEYS = {"id", "language", "published", "title", "text", "expect", "why", "file"}
EXPECT_KEYS = {"category", "evidence", "subtype", "status", "governorates", "count", "count_unit", "injured", "victims"}
EXPECT_KEYS |= {"actor", "event", "optional"}
LEAST = {"ar": 270, "en": 130}  # fewer rows would leave whole word families of a language without a single case
LEAST_STATUS = 65
LEAST_NOTHING = 160


def expectations() -> list[tuple[dict, dict]]:
    """Every expected mention with its row."""
    return [(row, expected) for row in ROWS for expected in row["expect"]]


def statuses(expected: dict) -> list[str]:
    """The statuses that a row accepts."""
    status = expected.get("status", "reported")
    return status if isinstance(status, list) else [status]


def range_problem(value: object) -> str | None:
    """What is wrong with a range [min, max] that may be open on one side; None where nothing is."""
    if value is None:
        return None
    if not isinstance(value, list) or len(value) != 2 or value == [None, None]:
        return "is no range"
    if any(isinstance(end, bool) or not isinstance(end, int | None) for end in value):
        return "has an end that is no number"
    return "is upside down" if None not in value and value[0] > value[1] else None


@pytest.mark.parametrize(
    "value",
    [[1], [5, 3], [None, None], ["5", None], 7, [True, 2]],
    ids=["short", "upside", "empty", "text", "bare", "bool"],
)
def test_a_bad_range_is_noticed(value: object) -> None:
    assert range_problem(value)


def test_ids_are_unique() -> None:
    assert [i for i, n in Counter(row["id"] for row in ROWS).items() if n > 1] == []


def test_texts_are_not_repeated() -> None:
    assert [t for t, n in Counter((row.get("title"), row["text"]) for row in ROWS).items() if n > 1] == []


def test_rows_have_the_known_fields_only() -> None:
    for row in ROWS:
        assert set(row) <= ROW_KEYS and {"id", "language", "text", "expect", "why"} <= set(row), row["id"]
        assert row["language"] in LEAST and row["text"].strip() and row["why"].strip(), row["id"]
        assert isinstance(row.get("published"), datetime.date | None), row["id"]
        assert row["file"].endswith(f"_{row['language']}.yaml"), row["id"]


def test_expected_values_are_allowed() -> None:
    for row, expected in expectations():
        name = f"{row['id']} {expected}"
        assert set(expected) <= EXPECT_KEYS, name
        assert expected["category"] in SUBTYPES, name
        assert expected.get("subtype") in {None, *SUBTYPES[expected["category"]]}, name
        assert set(statuses(expected)) <= set(STATUSES) and statuses(expected), name
        assert set(expected.get("governorates", [])) <= PCODES, name
        assert expected.get("victims") in {None, *VICTIMS}, name
        assert expected.get("actor") in {None, *ACTORS}, name
        assert expected.get("count_unit") in {None, *UNITS}, name
        assert expected.get("optional", True) is True, name


def test_ranges_and_days_are_in_order() -> None:
    for row, expected in expectations():
        for field in ("count", "injured"):
            assert range_problem(expected.get(field)) is None, f"{row['id']} {field}"
        if expected.get("event"):
            first, last = expected["event"]
            assert first <= last and (row.get("published") is None or first <= row["published"]), row["id"]


def test_evidence_stands_once_in_text_or_title() -> None:
    for row, expected in expectations():
        evidence = expected["evidence"]
        for words in [evidence] if isinstance(evidence, str) else evidence:
            found = [place.count(words) for place in (row["text"], row.get("title") or "")]
            assert max(found) == 1, f"{row['id']}: {words!r} stands {found} times"


def test_there_are_rows_enough() -> None:
    by_language = Counter(row["language"] for row in ROWS)
    by_status = Counter(row["language"] for row in ROWS if row["file"].startswith("status_"))
    for language, least in LEAST.items():
        assert by_language[language] >= least
        assert by_status[language] >= LEAST_STATUS
    assert sum(not row["expect"] for row in ROWS) >= LEAST_NOTHING


def test_every_class_has_rows_in_both_languages() -> None:
    seen = {(row["language"], e["category"], e.get("subtype")) for row, e in expectations()}
    wanted = {(tongue, c, s) for tongue in LEAST for c, subtypes in SUBTYPES.items() for s in subtypes}
    assert wanted - seen == set()
    told = {(row["language"], e["category"], s) for row, e in expectations() for s in statuses(e)}
    assert {(tongue, c, s) for tongue in LEAST for c in SUBTYPES for s in STATUSES} - told == set()


def test_every_file_holds_rows() -> None:
    assert {path.name for path in case_files(CASES)} == {row["file"] for row in ROWS}
