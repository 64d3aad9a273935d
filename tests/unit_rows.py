"""Rows of tests/cases/units: words, texts and what must come of them, kept apart from the code that checks them."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

UNITS = Path(__file__).parent / "cases" / "units"


def tables(name: str) -> dict[str, list[dict]]:
    """The tables of one file, by name."""
    with open(UNITS / f"{name}.yaml", encoding="utf-8") as stream:
        return yaml.safe_load(stream)


def params(rows: list[dict]) -> list:
    """Rows as parameters with their ids; a row with `xfail` is a known gap and must lose its mark once it passes."""
    ids = [row["id"] for row in rows]
    assert len(ids) == len(set(ids)), f"a row id stands twice in {ids}"
    return [pytest.param(row, id=row["id"], marks=_gap(row)) for row in rows]


def _gap(row: dict) -> list[pytest.MarkDecorator]:
    return [pytest.mark.xfail(reason=row["xfail"], strict=True)] if "xfail" in row else []
