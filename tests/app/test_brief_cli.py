"""The command that writes the weekly brief."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from sqlalchemy import Engine
from typer.testing import CliRunner

from monitor.__main__ import app


def brief(store: Engine, *given: str) -> tuple[int, str]:
    done = CliRunner().invoke(app, ["brief", "--db", str(store.url.database), *given])
    return done.exit_code, re.sub(r"[│\s]+", " ", done.output).strip()


def test_the_brief_of_the_last_whole_week_goes_where_it_is_asked_to(filled: Engine, tmp_path: Path) -> None:
    code, told = brief(filled, "--out", str(tmp_path / "new"), "--format", "pdf", "--lang", "en", "--shape", "wide")
    path = tmp_path / "new" / "rasd_brief_2026-W46_en_wide.pdf"
    assert (code, told) == (0, str(path)) and path.read_bytes().startswith(b"%PDF")
    path = tmp_path / "one.png"
    assert brief(filled, "--out", str(path), "--week", "2026-W45") == (0, str(path))
    assert path.read_bytes().startswith(b"\x89PNG")
    assert brief(filled, "--out", str(path), "--format", "pdf")[0] == 2


def test_all_briefs_are_those_of_what_was_chosen(filled: Engine, tmp_path: Path) -> None:
    assert brief(filled, "--all", "--out", str(tmp_path), "--lang", "ar", "--format", "png")[0] == 0
    names = sorted(path.name for path in tmp_path.glob("*brief*"))
    assert names == ["rasd_brief_2026-W46_ar_a4.png", "rasd_brief_2026-W46_ar_wide.png"]


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (["--out", "x.jpg"], "ends in .png or .pdf"),
        (["--all", "--out", "x.png"], "writes into a folder"),
        (["--week", "2026-W60"], "is not a week"),
    ],
)
def test_a_brief_that_cannot_be_meant_is_refused(filled: Engine, given: list[str], told: str) -> None:
    code, said = brief(filled, *given)
    assert code == 2 and told in said


def test_a_store_without_articles_has_no_last_week(empty: Engine) -> None:
    code, told = brief(empty)
    assert code == 1 and "say --week" in told
