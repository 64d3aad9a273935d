"""What the guides for a team's server say is so: files, commands, options and tests that they name exist."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests.team.team import ROOT
from tests.test_readme import COMMANDS

DEPLOY = (ROOT / "docs" / "deploy.md").read_text(encoding="utf-8")
THREATS = (ROOT / "docs" / "threats.md").read_text(encoding="utf-8")
UNITS = sorted((ROOT / "deploy").glob("rasd*"))
LOCK = (ROOT / "requirements-team.lock").read_text(encoding="utf-8")


def named_tests() -> list[str]:
    return re.findall(r"`(tests/[\w/]+\.py::\w+)`", THREATS)


def test_every_test_that_is_named_exists() -> None:
    assert len(named_tests()) > 60
    for name in named_tests():
        file, _, function = name.partition("::")
        tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
        assert function in {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}, name


def test_every_threat_has_a_test() -> None:
    rows = [line for line in THREATS.splitlines() if line.startswith("|") and not line.startswith(("|---", "| threat"))]
    assert len(rows) > 40 and [row for row in rows if "::test_" not in row] == []


def unit(path: Path) -> dict[str, list[str]]:
    """The lines of a unit of systemd by name; a name may stand several times."""
    lines: dict[str, list[str]] = {}
    section = ""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            section = line.strip("[]")
        elif line and not line.startswith("#"):
            name, _, value = line.partition("=")
            lines.setdefault(f"{section}.{name}", []).append(value)
    return lines


def test_the_units_name_what_exists() -> None:
    assert {path.name for path in UNITS} == {"rasd.service", "rasd-backup.service", "rasd-backup.timer"}
    for path in UNITS:
        lines = unit(path)
        for command in lines.get("Service.ExecStart", []):
            for called in re.findall(r"-m monitor ([a-z]+)", command):
                assert called in COMMANDS
        if path.suffix == ".service":
            assert lines["Service.User"] == ["rasd"] and lines["Service.WorkingDirectory"] == ["/opt/rasd"]


def test_the_guide_names_what_exists() -> None:
    groups = "|".join({command.split()[0] for command in COMMANDS if " " in command})
    for called in re.findall(rf"python -m monitor ((?:(?:{groups}) )?[a-z]+)", DEPLOY):
        assert called in COMMANDS, called
    for name in re.findall(r"deploy/[\w.-]+|requirements[\w-]*\.(?:txt|lock)|benchmarks/\w+\.py", DEPLOY):
        assert (ROOT / name).exists(), name
    for role in ("viewer", "reviewer", "admin"):
        assert f"| `{role}` |" in DEPLOY


def locked() -> dict[str, tuple[str, int]]:
    """Package: (version, number of hashes)."""
    found = {}
    for entry in re.split(r"\n(?=[A-Za-z0-9])", LOCK):
        if match := re.match(r"([\w.-]+)==([\w.]+)", entry):
            found[normal(match.group(1))] = (match.group(2), len(re.findall(r"--hash=sha256:[0-9a-f]{64}\b", entry)))
    return found


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


@pytest.mark.parametrize("file", ["requirements.txt", "requirements-team.txt"])
def test_the_lock_holds_every_pin_with_its_hashes(file: str) -> None:
    lines = (ROOT / file).read_text(encoding="utf-8").splitlines()
    pins = [re.match(r"([\w.-]+)(?:\[\w+\])?==([\w.]+)", line) for line in lines]
    pinned = {normal(pin.group(1)): pin.group(2) for pin in pins if pin}
    have = locked()
    assert pinned and {name: have.get(name, ("missing",))[0] for name in pinned} == pinned, "make the lock file anew"
    assert [name for name, (_version, hashes) in have.items() if not hashes] == []
