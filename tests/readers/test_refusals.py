"""Every reason why something is not read is told in Arabic too."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from monitor.net.fetch import Unfetched
from monitor.net.guard import Blocked
from monitor.readers.kinds import MAGIC
from monitor.readers.parts import Refused
from monitor.readers.warc import LOSSES
from monitor.refusals import refusal

ROOT = Path(__file__).resolve().parents[2]
ROWS = yaml.safe_load((ROOT / "data" / "texts" / "refusals.yaml").read_text(encoding="utf-8"))
FILES = [*(ROOT / "monitor" / "readers").glob("*.py"), *(ROOT / "monitor" / "net").glob("*.py")]
FILES += [ROOT / "monitor" / name for name in ("articles.py", "files.py", "extract.py", "again.py")]
RAISED = {error.__name__ for error in (Refused, Unfetched, Blocked)}
RETURNED = {"_check_string", "_check_text", "_check_published", "_check_language", "_bad_character", "_unsafe", "_told"}
ARABIC = re.compile("[\u0621-\u064a]")


def sentences() -> Iterator[str]:
    """All reasons in the code, with XX where a value stands."""
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                yield from _of_call(node, node.func.id)
            elif isinstance(node, ast.FunctionDef) and node.name in RETURNED:
                yield from _returned(node)
    yield from (f"{what}; can read XX" for _magic, what in MAGIC)
    yield from (text.replace("{n}", "3") for text in LOSSES.values())


def _of_call(node: ast.Call, name: str) -> Iterator[str]:
    given = node.args[:1] if name in RAISED else node.args[3:4] if name == "Reject" else []
    given += [word.value for word in node.keywords if word.arg == "reason"]
    for value in given:
        yield from _texts(value)


def _returned(node: ast.FunctionDef) -> Iterator[str]:
    for one in ast.walk(node):
        if isinstance(one, ast.Return) and one.value:
            yield from _texts(one.value)


def _texts(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        yield "".join(part.value if isinstance(part, ast.Constant) else "XX" for part in node.values)
    elif isinstance(node, ast.Tuple):
        yield from (text for one in node.elts for text in _texts(one))
    elif isinstance(node, (ast.IfExp, ast.BoolOp)):
        branches = node.values if isinstance(node, ast.BoolOp) else (node.body, node.orelse)
        yield from (text for one in branches for text in _texts(one))


# What is nothing but a library's own words, or one of the other sentences put together.
WITHOUT = {"XX: XX", "XX; can read XX"}
SENTENCES = sorted(set(sentences()) - WITHOUT)


def test_the_code_has_the_sentences_that_are_looked_for() -> None:
    assert len(SENTENCES) > 60 and {"empty", "larger than XX bytes", "not a JSON object"} <= set(SENTENCES)


@pytest.mark.parametrize("sentence", SENTENCES)
def test_every_reason_has_its_arabic(sentence: str) -> None:
    assert ARABIC.search(refusal(sentence, "ar")), f"data/texts/refusals.yaml has no {sentence!r}"
    assert refusal(sentence, "en") == sentence


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["en"])
def test_a_row_says_the_same_in_both(row: dict) -> None:
    assert set(row) == {"en", "ar"} and sum(other["en"] == row["en"] for other in ROWS) == 1
    assert sorted(re.findall(r"\{\w+\}", row["en"])) == sorted(re.findall(r"\{\w+\}", row["ar"]))


def test_reasons_within_reasons_and_values_are_kept() -> None:
    said = refusal("sheet 'News': no column 'text' in the header; the columns are a, b; name one of them text, or say "
                   "which with --columns text=NAME", "ar")  # fmt: skip
    assert "'News'" in said and "a, b" in said and "header" not in said
    said = refusal("https://a.example/x: a page larger than 8,000,000 bytes", "ar")
    assert said.startswith("https://a.example/x: ") and "8,000,000" in said and "larger" not in said
    assert refusal("a reader's own {words}", "ar") == "a reader's own {words}"
