"""What keeps the page private and its HTML safe: settings, fonts, and who may write HTML."""

from __future__ import annotations

import ast
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CONFIG = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))
PAGES = [ROOT / "dashboard.py", *sorted((ROOT / "views").glob("*.py"))]


def test_the_page_answers_this_computer_only_and_tells_nobody():
    assert CONFIG["server"]["address"] == "127.0.0.1"
    assert CONFIG["browser"]["gatherUsageStats"] is False
    assert CONFIG["server"]["enableAgentApi"] is False
    assert CONFIG["client"]["showErrorDetails"] == "none"
    assert CONFIG["client"]["showErrorLinks"] is False


def test_fonts_come_from_the_project_with_their_licence():
    faces = CONFIG["theme"]["fontFaces"]
    assert {face["weight"] for face in faces} == {"400", "600"}
    for face in faces:
        assert (ROOT / face["url"].removeprefix("app/")).is_file()
    assert "SIL Open Font License" in (ROOT / "static" / "fonts" / "OFL.txt").read_text("utf-8")


@pytest.mark.parametrize("file", PAGES, ids=lambda file: file.name)
def test_html_is_written_in_two_files_only(file):
    tree = ast.parse(file.read_text("utf-8"))
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        options = {keyword.arg for keyword in call.keywords}
        assert "unsafe_allow_html" not in options
        if getattr(call.func, "attr", "") == "html":
            made_by = ast.unparse(call.args[0])
            constant = file.name == "chrome.py" and made_by in ("STYLE", "DIRECTION[lang]")
            assert constant or made_by.startswith("cards."), f"{file.name}: {made_by}"
        if "unsafe_allow_javascript" in options:
            assert file.name == "chrome.py"


def test_no_page_names_another_machine():
    for file in PAGES:
        text = file.read_text("utf-8")
        assert "http://" not in text and "https://" not in text and ":material/" not in text, file.name
