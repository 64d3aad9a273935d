"""The gate: what is found in the case rows may not get worse than the floors of tests/floors.json."""

from __future__ import annotations

import pytest

from monitor import evaluate
from monitor.cli import CASES, FLOORS


def test_no_figure_fell_below_its_floor(capsys: pytest.CaptureFixture) -> None:
    assert FLOORS.exists(), "set the floors with: python -m monitor evaluate --update"
    assert evaluate.main(CASES, FLOORS, update=False) == 0, capsys.readouterr().out
