"""What README.md and the requirements say is so: commands run as written, and named files, commands and flags exist."""

from __future__ import annotations

import ast
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import typer
from click import Command
from typer.testing import CliRunner

from extractors.lexicon import EVENT_KINDS, WORD_KINDS
from monitor.__main__ import app

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
CHANGELOG = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\S*)(?: (\S+))?\n(.*?)^```$", README, re.M | re.S)
SHELL = [line for kind, _, body in BLOCKS if kind == "sh" for line in body.splitlines()]
OWN = {"extractors", "monitor", "views"}
SHIPPED = ("dashboard.py", *OWN)
# Where a package is installed under another name than it is imported by.
DISTRIBUTIONS = {"yaml": "pyyaml", "docx": "python-docx", "pdfminer": "pdfminer.six"}
NEEDED_BY_OTHERS = {"lxml_html_clean"}  # imported by a package that does not ask for it; requirements.txt says which


def commands(of: Command, path: str = "") -> dict[str, set[str]]:
    """Every command, as it is typed, with its flags."""
    if inner := getattr(of, "commands", None):
        return {name: flags for key, one in inner.items() for name, flags in commands(one, f"{path} {key}").items()}
    flags = {flag for parameter in of.params for flag in parameter.opts if flag.startswith("--")}
    return {path.strip(): flags - {"--help"}}


COMMANDS = commands(typer.main.get_command(app))


def console() -> list[tuple[str, str]]:
    """The commands of the console blocks, in order, each with what it prints."""
    body = "".join(body for kind, _, body in BLOCKS if kind == "console")
    return [tuple(part.split("\n", 1)) for part in re.split(r"^\$ ", body, flags=re.M)[1:]]


def pattern(shown: str) -> str:
    """A shown output as a pattern: an ellipsis stands for anything."""
    return ".*".join(re.escape(part) for part in shown.rstrip("\n").split("…"))


def test_the_commands_of_the_readme_print_what_it_shows(tmp_path: Path) -> None:
    for kind, name, body in BLOCKS:
        if kind == "text":
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(body, encoding="utf-8")
    commands = console()
    assert {shlex.split(command)[3] for command, _ in commands} >= {"extract", "ingest", "export", "brief"}
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "RASD_DB": str(tmp_path / "own.db")}
    for command, shown in commands:
        program, *words = shlex.split(command)
        assert program == "python"
        done = subprocess.run([sys.executable, *words], cwd=tmp_path, env=environment, capture_output=True, check=False)
        said = (done.stdout + done.stderr).decode("utf-8").rstrip("\n")
        assert done.returncode == 0, said
        assert re.fullmatch(pattern(shown), said, re.S), f"$ {command}\n{said}"


def scheduled(kind: str) -> str:
    """The one line of the README that a scheduler takes."""
    (body,) = (body for one, _, body in BLOCKS if one == kind)
    return body.strip()


def test_the_line_for_cron_writes_every_brief_though_no_feed_is_there(tmp_path: Path) -> None:
    *when, command = scheduled("cron").split(" ", 5)
    assert when == ["0", "7", "*", "*", "1"] and "%" not in command  # cron takes a percent sign for the end of the line
    python = tmp_path / "rasd" / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} "$@"\n', encoding="utf-8")
    python.chmod(0o755)
    (tmp_path / "rasd" / "data").mkdir()
    article = tmp_path / "article.txt"
    article.write_text(next(body for kind, _, body in BLOCKS if kind == "text"), encoding="utf-8")
    environment = os.environ | {"PYTHONPATH": str(ROOT), "RASD_DB": str(tmp_path / "own.db"), "HOME": str(tmp_path)}
    subprocess.run([sys.executable, "-m", "monitor", "ingest", str(article)], env=environment, cwd=ROOT, check=True)
    done = subprocess.run(["/bin/sh", "-c", command], env=environment, cwd=tmp_path, check=False)
    log = (tmp_path / "rasd" / "data" / "monday.log").read_text(encoding="utf-8")
    assert done.returncode == 0 and "no feeds yet" in log, log
    assert len(list((tmp_path / "rasd" / "briefs").glob("rasd_brief_2026-W46_*"))) == 8


def test_the_line_for_windows_runs_what_cron_runs() -> None:
    line = scheduled("bat")
    (task,) = re.findall(r'/TR "([^"]*)"', line)
    assert len(task) <= 261  # what schtasks takes
    runs = [re.findall(r"python (-m monitor [a-z -]+[a-z])", text) for text in (scheduled("cron"), task)]
    assert runs[0] == runs[1] == ["-m monitor feeds fetch", "-m monitor brief --all --out briefs"]


def test_both_first_commands_are_what_they_should_be() -> None:
    first, second = (line.split(" && ") for line in SHELL)
    assert first[0] == second[0] == "python3 -m venv .venv"
    assert first[1:] == [".venv/bin/pip install -r requirements.txt", ".venv/bin/streamlit run dashboard.py"]
    assert second[1:] == [".venv/bin/pip install -r requirements-dev.txt", ".venv/bin/python -m pytest"]


def test_the_checks_run_the_tests_by_the_command_of_the_readme() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert os.access(ROOT / ".ci" / "run", os.X_OK)
    assert "tests=$(grep -x '.* -m pytest' README.md)" in script and '-c "$tests"' in script
    assert sum(line.endswith(" -m pytest") for line in README.splitlines()) == 1


def test_files_and_folders_named_exist() -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)\)", README)
    quoted = re.findall(r"`([\w.-]*/[\w./-]*|[\w-]+\.(?:py|md|txt|toml))`", README)
    # Made by whoever works with the program, or by the commands themselves.
    made = {"data/rasd.db", "articles/kishkiya.txt", ".venv/bin"}
    named = {name for name in [*links, *quoted] if name not in made}
    assert len(named) > 10
    assert [name for name in sorted(named) if not (ROOT / name).exists()] == []


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_named_with_its_flags(command: str) -> None:
    assert re.search(rf"^\|[^|]*`{command}\b", README, re.M), f"README.md has no line for python -m monitor {command}"
    line = next((line for line in CHANGELOG.splitlines() if re.match(rf"- `{command}\b", line)), None)
    assert line, f"CHANGELOG.md has no line for python -m monitor {command}"
    assert set(re.findall(r"--[a-z][a-z-]*", line)) == COMMANDS[command], "the flags of its line are not those it has"
    assert CliRunner().invoke(app, [*command.split(), "--help"]).exit_code == 0


def test_every_command_named_exists() -> None:
    groups = "|".join({command.split()[0] for command in COMMANDS if " " in command})
    named = re.findall(rf"python -m monitor ((?:(?:{groups}) )?[a-z]+)", README + CHANGELOG)
    named += re.findall(rf"^\| `((?:(?:{groups}) )?[a-z]+)[ `]", README, re.M)
    assert named and set(named) <= set(COMMANDS)


def requirements(file: str) -> list[str]:
    """The lines of a requirements file, without comments and markers."""
    lines = (ROOT / file).read_text(encoding="utf-8").splitlines()
    return [line.partition(";")[0].strip() for line in lines if line and not line.startswith(("#", "-r "))]


def third_party(*names: str) -> set[str]:
    """The packages that these files import, by the names they are installed under."""
    paths = [ROOT / name for name in names]
    files = [file for path in paths for file in ([path] if path.is_file() else path.rglob("*.py"))]
    found: set[str] = set()
    for node in (node for file in files for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add((node.module or "").partition(".")[0])
    return {DISTRIBUTIONS.get(name, name) for name in found - set(sys.stdlib_module_names) - OWN}


@pytest.mark.parametrize("file", sorted(path.name for path in ROOT.glob("requirements*.txt")))
def test_every_requirement_is_pinned(file: str) -> None:
    lines = requirements(file)
    assert lines and [line for line in lines if not re.fullmatch(r"[\w.\[\]-]+==\d[\w.]*", line)] == []


def names(file: str) -> set[str]:
    """The packages of a requirements file, by the names they are imported by; dask itself is not imported."""
    lines = {line.partition("==")[0].lower() for line in requirements(file)}
    return {"distributed" if line == "dask[distributed]" else line for line in lines}


def test_what_the_program_imports_is_required_and_nothing_else() -> None:
    assert names("requirements.txt") - NEEDED_BY_OTHERS == third_party(*SHIPPED) - names("requirements-cluster.txt")


def test_what_clusters_need_is_imported_by_backfill_alone() -> None:
    assert third_party("monitor/backfill") >= names("requirements-cluster.txt") == {"distributed", "fsspec"}
    files = (path for path in (ROOT / "monitor").rglob("*.py") if path.parent.name != "backfill")
    others = [str(path.relative_to(ROOT)) for path in files]
    assert not third_party("extractors", "views", "dashboard.py", *others) & {"distributed", "fsspec"}


def test_the_words_readme_explains_every_kind() -> None:
    told = (ROOT / "data" / "lexicon" / "README.md").read_text(encoding="utf-8")
    first_cells = "".join(re.findall(r"^\|[^|]*\|", told, re.M))
    assert set(re.findall(r"`(\w+)`", first_cells)) >= {*EVENT_KINDS, *WORD_KINDS}
