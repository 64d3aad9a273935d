"""Place resolution on the rows of tests/cases/places.yaml: the right governorate, or rightly none."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path

import pytest
import yaml

from extractors import gazetteer, places
from extractors.fold import fold
from extractors.gazetteer import PCODES
from extractors.pipeline import extract
from extractors.records import ROLES, Article, Mention, PlaceTag
from monitor.cases import article_of

with open(Path(__file__).parent / "cases" / "places.yaml", encoding="utf-8") as stream:
    ROWS = yaml.safe_load(stream)
ROW_KEYS = {"id", "language", "title", "text", "expect", "why", "xfail"}
EXPECT_KEYS = {"governorates", "each", "places", "ambiguous", "candidates", "outside"}
PLACE_KEYS = {"name", "pcode", "role"}
LEAST = {"ar": 250, "en": 100}


@cache
def found(number: int) -> list[Mention]:
    """The mentions of a row, returns and releases included."""
    article: Article = article_of(ROWS[number])
    return extract(article)


def wanted_sets(expect: dict, mentions: int) -> list[set[str]]:
    """The governorates of each mention, in order."""
    if "each" in expect:
        return [set(codes) for codes in expect["each"]]
    return [set(expect["governorates"])] * max(1, mentions)


def fits(tag: PlaceTag, wanted: dict) -> bool:
    """Whether a place is the expected one, as far as the row says; names are compared folded."""
    name = wanted.get("name")
    same_name = name is None or fold(tag.name) == fold(name)
    return same_name and all(getattr(tag, key) == wanted[key] for key in ("pcode", "role") if key in wanted)


def problems(expect: dict, mentions: list[Mention]) -> list[str]:
    """Everything that is wrong with the places of a row's mentions."""
    tags = [tag for mention in mentions for tag in mention.places]
    said = [set(mention.governorates) for mention in mentions]
    wrong = [] if said == wanted_sets(expect, len(mentions)) else [f"governorates {said}"]
    wrong += [f"no place like {w}" for w in expect.get("places", ()) if not any(fits(tag, w) for tag in tags)]
    open_tags = [tag for tag in tags if tag.pcode is None and len(tag.candidates) > 1]
    if expect.get("ambiguous") and not open_tags:
        wrong.append("nothing is left open")
    if "candidates" in expect and not any(set(tag.candidates) == set(expect["candidates"]) for tag in open_tags):
        wrong.append(f"candidates {[tag.candidates for tag in open_tags]}")
    outside = bool(mentions) and all(mention.outside_syria for mention in mentions)
    if outside != bool(expect.get("outside")):
        wrong.append(f"outside Syria: {outside}")
    return wrong


def known_gap(row: dict) -> list[pytest.MarkDecorator]:
    """A gap is a row that fails, with its reason; one that passes by now must lose its mark."""
    return [pytest.mark.xfail(reason=row["xfail"], strict=True)] if "xfail" in row else []


@pytest.mark.parametrize("number", [pytest.param(i, id=row["id"], marks=known_gap(row)) for i, row in enumerate(ROWS)])
def test_place(number: int) -> None:
    row, mentions = ROWS[number], found(number)
    told = "; ".join(f"{t.name} {t.pcode or t.candidates} ({t.role}, {t.reason})" for m in mentions for t in m.places)
    assert not problems(row["expect"], mentions), f"{row['text']} — {row['why']} — {told or 'no place'}"


def test_rows_are_well_formed() -> None:
    assert [i for i, n in Counter(row["id"] for row in ROWS).items() if n > 1] == []
    assert [t for t, n in Counter((row.get("title"), row["text"]) for row in ROWS).items() if n > 1] == []
    for row in ROWS:
        assert set(row) <= ROW_KEYS and row["text"].strip() and row["why"].strip(), row["id"]
        expect = row["expect"]
        assert set(expect) <= EXPECT_KEYS and ("each" in expect) != ("governorates" in expect), row["id"]
        for codes in [expect.get("governorates", []), expect.get("candidates", []), *expect.get("each", [])]:
            assert set(codes) <= set(PCODES), row["id"]
        for place in expect.get("places", ()):
            assert set(place) <= PLACE_KEYS and place.get("role") in (None, *ROLES), row["id"]


def test_there_are_rows_enough() -> None:
    assert all(n >= LEAST[language] for language, n in Counter(row["language"] for row in ROWS).items())
    named = {code for row in ROWS for code in row["expect"].get("governorates", ())}
    assert named == set(PCODES)
    assert sum(row["expect"].get("ambiguous", False) for row in ROWS) >= 5
    assert sum(row["expect"].get("outside", False) for row in ROWS) >= 10


def test_a_wrong_place_is_noticed() -> None:
    number = next(i for i, row in enumerate(ROWS) if row["expect"].get("governorates") == ["SY09"])
    assert problems({"governorates": ["SY02"]}, found(number))
    assert problems({"governorates": ["SY09"], "places": [{"role": "destination"}]}, found(number))
    assert problems({"governorates": ["SY09"], "outside": True}, found(number))
    assert problems({"governorates": ["SY09"]}, [])


def test_better_known_places_exist() -> None:
    known = {place.place_id for place, _ in gazetteer.places()}
    assert set(places.weights()["better_known"]["places"]) <= known
