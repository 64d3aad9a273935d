"""No regular expression of the program takes long on a text made to make it take long."""

from __future__ import annotations

import importlib
import re
import time
from pathlib import Path

import pytest

from extractors import dates

ROOT = Path(__file__).parents[2]
SIZE = 100_000
LONG = 1.0  # seconds
# Slow on thousands of empty lines, but never given more than the first six lines of a text.
SIX_LINES = ("extractors.article_text._DATELINE.0",)
TRAPS = {
    "shelling": "\u0642\u0635\u0641 " * (SIZE // 4),
    "letter": "a" * SIZE,
    "alef": "\u0627" * SIZE,
    "blanks": " " * SIZE,
    "lines": "\n" * SIZE,
    "digits": "9" * SIZE,
    "slashes": "1/" * (SIZE // 2),
    "brackets": "<" * SIZE,
    "tags": "<p " * (SIZE // 3),
    "marks": "**" * (SIZE // 2),
    "links": "[a](" * (SIZE // 4),
    "comments": "<!--" * (SIZE // 4),
    "keys": "a: b\n" * (SIZE // 5),
    "dashes": "- " * (SIZE // 2),
}


def patterns() -> dict[str, re.Pattern]:
    """Every compiled pattern of extractors and monitor, by where it stands."""
    found = {}
    for package in ("extractors", "monitor"):
        for file in sorted((ROOT / package).rglob("*.py")):
            name = ".".join(file.relative_to(ROOT).with_suffix("").parts)
            if name.endswith("__main__"):
                continue
            module = importlib.import_module(name)
            for key, value in vars(module).items():
                values = value if isinstance(value, list | tuple) else [value]
                for n, one in enumerate(values):
                    if isinstance(one, tuple):
                        one = next((part for part in one if isinstance(part, re.Pattern)), None)
                    if isinstance(one, re.Pattern):
                        found[f"{name}.{key}.{n}"] = one
    for language in ("ar", "en"):
        for n, row in enumerate(dates.patterns(language)):
            parts = row if isinstance(row, list | tuple) else [row]
            found |= {f"dates.{language}.{n}": one for one in parts if isinstance(one, re.Pattern)}
    return found


@pytest.mark.parametrize("trap", TRAPS)
def test_patterns_end_soon(trap: str) -> None:
    slow = {}
    for name, pattern in patterns().items():
        text: str | bytes = TRAPS[trap]
        if trap == "lines" and name in SIX_LINES:
            text = "\n" * 5
        if isinstance(pattern.pattern, bytes):
            text = text.encode("utf-8")
        started = time.process_time()
        for _match in pattern.finditer(text):
            if time.process_time() - started > LONG:
                break
        if (took := time.process_time() - started) > LONG:
            slow[name] = round(took, 2)
    assert slow == {}


def test_the_walk_finds_patterns() -> None:
    names = patterns()
    assert len(names) > 40 and "monitor.readers.html.AROUND.0" in names
