"""The evaluator itself: how it matches, what it counts, when it fails; with a fake extractor over small rows."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import pytest
import yaml

from extractors.records import CATEGORIES, Article, Mention, mention_id
from monitor import cases, evaluate

ROW = {
    "id": "t-1",
    "language": "en",
    "text": "Shelling of Binnish killed three people and drove families out.",
    "expect": [
        {
            "category": "civilian_harm",
            "evidence": ["Shelling of Binnish killed"],
            "count": [3, 3],
            "governorates": ["SY07"],
        },
        {"category": "displacement", "evidence": "drove families out", "subtype": "flight"},
    ],
    "why": "two events in one sentence",
}


def found(text: str, words: str, category: str, **values: object) -> Mention:
    """A mention of these words; fields not given are empty."""
    assert category in CATEGORIES
    start = text.index(words)
    blank = {f.name: None for f in dataclasses.fields(Mention)}
    fixed = {"mention_id": mention_id("t", category, start, start + len(words)), "category": category, "trigger": words}
    fixed |= {
        "start": start,
        "end": start + len(words),
        "status": "reported",
        "subtype": "",
        "governorates": (),
        "places": (),
    }
    return Mention(**(blank | fixed | {"in_title": False, "outside_syria": False} | values))


def good(article: Article) -> list[Mention]:
    """A fake extractor that gets the row right."""
    harm = found(article.text, "killed", "civilian_harm", count_min=3, count_max=3, governorates=("SY07",))
    return [harm, found(article.text, "drove", "displacement", subtype="flight")]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one case file of one row."""
    (tmp_path / "one.yaml").write_text(yaml.safe_dump([ROW]), encoding="utf-8")
    return tmp_path


def test_a_right_answer_passes() -> None:
    verdict = cases.judge(ROW, good(cases.article_of(ROW)))
    assert verdict.passed
    assert {check[0] for check in verdict.checks} == {"status", "count", "governorates", "subtype"}


@pytest.mark.parametrize(
    ("change", "missed", "false", "wrong"),
    [
        ({"status": "denied"}, 0, 0, ["status"]),
        ({"count_max": None}, 0, 0, ["count"]),
        ({"governorates": ()}, 0, 0, ["governorates"]),
        ({"category": "execution"}, 1, 1, []),
        ({"in_title": True}, 1, 1, []),
        ({"outside_syria": True}, 1, 0, []),
    ],
)
def test_each_error_is_seen(change: dict, missed: int, false: int, wrong: list[str]) -> None:
    harm, flight = good(cases.article_of(ROW))
    verdict = cases.judge(ROW, [dataclasses.replace(harm, **change), flight])
    assert not verdict.passed
    assert (len(verdict.missed), len(verdict.false)) == (missed, false)
    assert [field for field, right, _, _ in verdict.checks if not right] == wrong


def test_a_row_may_accept_two_statuses() -> None:
    row = ROW | {"expect": [ROW["expect"][1] | {"status": ["denied", "possible"]}]}
    flight = good(cases.article_of(ROW))[1]
    assert cases.judge(row, [dataclasses.replace(flight, status="possible")]).passed
    assert not cases.judge(row, [flight]).passed


def test_a_second_mention_of_one_event_is_false() -> None:
    mentions = [*good(cases.article_of(ROW)), found(ROW["text"], "Shelling", "civilian_harm")]
    assert len(cases.judge(ROW, mentions).false) == 1


def test_a_return_told_as_flight_is_missed_and_false() -> None:
    row = ROW | {"expect": [{"category": "displacement", "subtype": "return", "evidence": "drove families out"}]}
    verdict = cases.judge(row, [found(ROW["text"], "drove", "displacement", subtype="flight")])
    assert len(verdict.missed) == len(verdict.false) == 1


def test_an_optional_expectation_counts_neither_way() -> None:
    row = ROW | {"expect": [ROW["expect"][0] | {"optional": True}]}
    words = ("Shelling", "killed")
    assert cases.judge(row, []).passed
    assert cases.judge(row, [found(ROW["text"], w, "civilian_harm", status="denied") for w in words]).passed
    assert evaluate.figures([cases.judge(row, [])]) == {"en rows": 1.0}


def test_an_optional_expectation_may_still_forbid_a_status() -> None:
    row = ROW | {"expect": [ROW["expect"][1] | {"optional": True, "status": "denied"}]}
    flight = good(cases.article_of(ROW))[1]
    assert cases.judge(row, []).passed
    assert not cases.judge(row, [flight]).passed


def test_matching_gives_up_a_better_overlap_for_one_more_pair() -> None:
    text = "killed one and killed two"
    wide = {"category": "civilian_harm", "evidence": ["killed one and", "killed two"]}
    narrow = {"category": "civilian_harm", "evidence": "killed two"}
    row = {"id": "t", "language": "en", "text": text, "expect": [wide, narrow], "why": "-"}
    mentions = [found(text, "killed two", "civilian_harm"), found(text, "killed one", "civilian_harm")]
    assert cases.judge(row, mentions).passed


def test_evidence_in_the_title_is_matched_there_only() -> None:
    row = ROW | {
        "title": "Raid kills two",
        "text": "No details yet.",
        "expect": [ROW["expect"][0] | {"evidence": "kills two"}],
    }
    row["expect"][0].pop("count"), row["expect"][0].pop("governorates")
    title = found(row["title"], "kills", "civilian_harm", in_title=True)
    assert cases.judge(row, [title]).passed
    assert not cases.judge(row, [dataclasses.replace(title, in_title=False)]).passed


def test_days_are_compared_as_iso_text() -> None:
    row = yaml.safe_load("expect: [{category: arrest, evidence: held, event: [2026-03-13, 2026-03-13]}]\ntext: held")
    row |= {"id": "t", "language": "en", "why": "-"}
    day = {"event_start": "2026-03-13", "event_end": "2026-03-13"}
    assert cases.judge(row, [found("held", "held", "arrest", **day)]).passed
    assert not cases.judge(row, [found("held", "held", "arrest")]).passed


def test_figures_by_hand() -> None:
    verdicts = [cases.judge(ROW, good(cases.article_of(ROW))), cases.judge(ROW, [])]
    values = evaluate.figures(verdicts)
    assert values["en displacement precision"] == 1.0
    assert values["en displacement recall"] == 0.5
    assert values["en displacement f1"] == 0.6667
    assert values["en rows"] == 0.5
    assert "en arrest f1" not in values


def test_floors_hold_fall_and_only_rise(folder: Path, capsys: pytest.CaptureFixture) -> None:
    floors = folder / "floors.json"

    def run(update: bool = False, force: bool = False, extract: evaluate.Extract = good) -> int:
        return evaluate.main(folder, floors, update, force=force, extract=extract)

    assert run() == 1, "floors that were never set do not hold"
    assert run(update=True) == 0
    assert run() == 0
    before = floors.read_text(encoding="utf-8")
    assert run(extract=lambda _: []) == 1
    assert "below its floor: en rows 0.0 < 1.0" in capsys.readouterr().out
    assert run(update=True, extract=lambda _: []) == 1
    assert floors.read_text(encoding="utf-8") == before
    assert run(update=True, force=True, extract=lambda _: []) == 0
    assert json.loads(floors.read_text(encoding="utf-8"))["figures"]["en rows"] == 0.0


def test_changed_rows_ask_for_new_floors(folder: Path, capsys: pytest.CaptureFixture) -> None:
    floors = folder / "floors.json"
    assert evaluate.main(folder, floors, True, extract=good) == 0
    (folder / "one.yaml").write_text(yaml.safe_dump([ROW | {"why": "other words"}]), encoding="utf-8")
    assert evaluate.main(folder, floors, False, extract=good) == 1
    assert "run with --update" in capsys.readouterr().out


def test_show_names_row_and_reason(folder: Path, capsys: pytest.CaptureFixture) -> None:
    evaluate.main(folder, folder / "floors.json", True, show=True, extract=lambda _: [])
    printed = capsys.readouterr().out
    assert "t-1: two events in one sentence" in printed
    assert "missed  displacement «drove families out»" in printed
    assert "0 of 1 rows passed" in printed
