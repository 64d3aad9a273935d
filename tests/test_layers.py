"""Imports go one way: dashboard.py and views, then monitor, then extractors; and what each may not touch."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PURE_FORBIDS = {
    # network, clock, database, processes, screen
    "asyncio", "http", "httpx", "requests", "smtplib", "socket", "ssl", "urllib", "urllib3",
    "time", "sqlite3", "pysqlite3", "sqlalchemy", "psycopg", "duckdb",
    "subprocess", "multiprocessing", "threading", "random", "streamlit", "plotly", "pandas", "rich", "typer",
}  # fmt: skip
HEAVY = ("sqlalchemy", "pandas", "streamlit", "plotly", "typst")
CLOCK_CALLS = {"now", "today", "utcnow", "print", "input"}


def files_of(*names: str) -> list[Path]:
    """The Python files of packages and single files, those that exist."""
    paths = [ROOT / name for name in names]
    return sorted(file for path in paths for file in ([path] if path.is_file() else path.rglob("*.py")))


def imported(file: Path) -> set[str]:
    """The modules a file imports, anywhere in it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add("." * node.level + (node.module or ""))
    return found


def tops(file: Path) -> set[str]:
    """The top-level packages a file imports."""
    return {name.partition(".")[0] for name in imported(file)}


def name_of(file: Path) -> str:
    return str(file.relative_to(ROOT))


@pytest.mark.parametrize("file", files_of("extractors"), ids=name_of)
def test_extractors_are_pure(file: Path) -> None:
    assert not tops(file) & ({"monitor", "views", "dashboard"} | PURE_FORBIDS)
    called = {
        node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
    }
    assert not called & CLOCK_CALLS


@pytest.mark.parametrize("file", files_of("monitor"), ids=name_of)
def test_monitor_imports_no_page(file: Path) -> None:
    assert not tops(file) & {"views", "dashboard", "streamlit"}


@pytest.mark.parametrize("file", files_of("extractors", "monitor", "views", "dashboard.py", "benchmarks"), ids=name_of)
def test_only_pages_import_streamlit(file: Path) -> None:
    page = file.name == "dashboard.py" or file.parent.name == "views"
    assert page or "streamlit" not in tops(file)
    assert not [name for name in imported(file) if name.startswith(".")], "imports say where they go"


@pytest.mark.parametrize("file", files_of("views", "dashboard.py"), ids=name_of)
def test_pages_ask_queries_and_write_no_sql(file: Path) -> None:
    allowed = {"Engine", "engine"}  # for annotations
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("sqlalchemy"):
            assert {alias.name for alias in node.names} <= allowed
    assert not {"monitor.store.schema", "monitor.store.write"} & imported(file)


def test_the_walk_sees_files_and_imports() -> None:
    assert len(files_of("extractors")) > 3 and len(files_of("monitor")) > 15
    assert "sqlalchemy" in tops(ROOT / "monitor" / "queries.py")


def test_extract_starts_without_the_database_and_the_pages() -> None:
    """Importing what the extract command imports; its start-up may cost little more than spaCy's own."""
    code = (
        "import sys, monitor.cli, monitor.extract, monitor.export, monitor.files, extractors.pipeline; "
        f"print([name for name in {HEAVY} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.strip()) == (0, "[]"), done.stderr
