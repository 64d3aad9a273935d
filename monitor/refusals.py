"""Why something was not read, in the reader's language: the program's sentences and data/texts/refusals.yaml."""

from __future__ import annotations

import functools
import re
import string

import yaml

from monitor.paths import DATA

INNER = "reason"  # the value that is such a sentence itself
BETWEEN = "; "  # of several reasons in one
LONGEST = 2_000  # characters; reasons quote names and addresses, but no texts


def refusal(reason: str, lang: str) -> str:
    """The sentence in that language; as it stands where the table does not know it."""
    if lang == "en":
        return reason
    reason = reason[:LONGEST]
    for pattern, said in _table(lang):
        if found := pattern.fullmatch(reason):
            values = found.groupdict()
            if INNER in values:
                values[INNER] = refusal(values[INNER], lang)
            return said.format(**values)
    return reason


@functools.cache
def _table(lang: str) -> list[tuple[re.Pattern[str], str]]:
    """Patterns of the English sentences with what to say instead, those that fix most first."""
    with open(DATA / "texts" / "refusals.yaml", encoding="utf-8") as file:
        rows = yaml.safe_load(file)
    rows.sort(key=lambda row: len(re.sub(r"\{\w+\}", "", row["en"])), reverse=True)
    return [(_pattern(row["en"]), row[lang]) for row in rows]


def _pattern(sentence: str) -> re.Pattern[str]:
    parts = string.Formatter().parse(sentence)
    return re.compile("".join(re.escape(text) + (f"(?P<{name}>.*?)" if name else "") for text, name, *_ in parts), re.S)
