"""The commands of a team: users come and go, and the log tells of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from monitor.__main__ import app
from monitor.store.migrations import open_store


@pytest.fixture
def store(tmp_path: Path) -> str:
    return str(tmp_path / "team.db")


def run(*words: str) -> tuple[int, str]:
    """The exit code and all that was said."""
    done = CliRunner().invoke(app, words)
    return done.exit_code, done.output


def test_users_come_and_go(store: str) -> None:
    assert run("users", "add", "Rim@ngo.example", "--role", "viewer", "--name", "Rim", "--db", store)[0] == 0
    assert run("users", "role", "rim@ngo.example", "reviewer", "--db", store)[0] == 0
    code, said = run("users", "list", "--db", store)
    assert code == 0 and "rim@ngo.example (Rim): reviewer, last login never" in said
    assert run("users", "remove", "rim@ngo.example", "--db", store) == (0, "rim@ngo.example: removed\n")
    assert "0 users" in run("users", "list", "--db", store)[1]
    code, said = run("audit", "--db", store)
    kinds = [line.split()[1] for line in said.splitlines()]
    assert code == 0 and kinds == ["users"] * 3 and "terminal" in said and '"done": "remove"' in said.splitlines()[0]


def test_an_export_is_logged_where_there_is_a_team(store: str, tmp_path: Path) -> None:
    open_store(store).dispose()
    assert run("export", "--db", store, "--out", str(tmp_path / "a.csv"))[0] == 0
    assert run("audit", "--db", store) == (0, "")
    run("users", "add", "rim@ngo.example", "--role", "viewer", "--db", store)
    assert run("export", "--db", store, "--out", str(tmp_path / "b.csv"), "--profile", "team")[0] == 0
    said = run("audit", "--db", store)[1].splitlines()[0]
    assert " export terminal" in said and '"profile": "team"' in said


def test_what_is_wrong_is_told_in_a_line(store: str) -> None:
    assert run("users", "add", "nobody", "--role", "viewer", "--db", store) == (1, "'nobody' is no e-mail address\n")
    assert run("users", "remove", "x@ngo.example", "--db", store) == (1, "no user x@ngo.example\n")
    assert run("users", "add", "x@ngo.example", "--db", store)[0] == 2, "a role is never guessed"
    assert run("users", "add", "x@ngo.example", "--role", "viewer", "--issuer", "i", "--db", store)[0] == 2
