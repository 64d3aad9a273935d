"""Small words that the rules ask for by name: prepositions, links, pronouns (data/small_words.yaml)."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml

from extractors.fold import fold
from extractors.lexicon import DATA, DataError


@cache
def _table(root: Path = DATA) -> dict[str, frozenset[str]]:
    path = root / "small_words.yaml"
    rows = yaml.safe_load(path.read_text(encoding="utf-8"))
    found = {}
    for name, languages in rows.items():
        words = [word for key in ("ar", "en", "marks") for word in languages.get(key, ())]
        if unknown := set(languages) - {"ar", "en", "marks"}:
            raise DataError(f"{path.name}: {name!r} has unknown field(s) {sorted(unknown)}; allowed are ar, en, marks")
        if bad := [word for word in words if not isinstance(word, str)]:
            raise DataError(f"{path.name}: {name!r} has {bad[0]!r}: put on, no and the like in quotes")
        found[name] = frozenset(fold(word) for word in words)
    return found


def small(name: str) -> frozenset[str]:
    """The folded words of one list, both languages together. Raises KeyError for a list that is not in the file."""
    return _table()[name]
