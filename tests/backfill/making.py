"""Files of made articles, the made process that reads them, and what came of it."""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from dataclasses import asdict
from pathlib import Path

import made
from made import article

from extractors.records import as_json
from monitor.backfill import ledger
from monitor.backfill.crew import local
from monitor.backfill.inputs import find_inputs
from monitor.backfill.parts import How, path_of, rows
from monitor.backfill.run import Report, backfill

HAND = (sys.executable, str(Path(__file__).parent / "made_hand.py"))
HOW = How(made.RULES)
EACH = 20  # articles in a file

# The made process is started by its path: it finds the made rules, and the program, by this.
os.environ["PYTHONPATH"] = os.pathsep.join([str(Path(made.__file__).parent), os.environ.get("PYTHONPATH", "")])


def write_files(folder: Path, count: int, *, more: str = "", bad: dict[int, str] | None = None) -> Path:
    """Files of EACH articles with two mentions each; more: a word in all of them; bad: one in the middle of a file."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        with (folder / f"{number:02}.jsonl").open("w", encoding="utf-8") as out:
            for n in range(EACH):
                word = (bad or {}).get(number, "") if n == EACH // 2 else ""
                text = " ".join(f"people fled and others were killed near place {number} {n} {more} {word}".split())
                out.write(json.dumps(asdict(article(text, f"a{number}-{n}", published=f"2026-03-{n + 1:02}"))) + "\n")
    return folder


def read(source: Path, out: Path, *, hand: tuple[str, ...] = HAND, jobs: int = 1, **options: object) -> Report:
    """A backfill with the made rules."""
    still = options.pop("still", 60.0)
    with local(jobs, hand, still) as crew:
        return backfill(find_inputs([str(source)])[0], out, HOW, crew, **options)


def mentions(out: Path) -> list[str]:
    """All mentions of all finished inputs, sorted."""
    found = (row for about in ledger.parts(out) for row in rows(path_of(out, about["part"])))
    return sorted(as_json(mention) for _article, group, _reject in found for mention in group)


def assert_complete(out: Path, count: int) -> None:
    """Every article of so many files once, with both its mentions; nothing unfinished lies about."""
    keys = Counter(json.loads(line)["mention_id"] for line in mentions(out))
    assert len(keys) == 2 * EACH * count, "lost"
    assert set(keys.values()) == {1}, "doubled"
    assert not list(out.glob(".*")), "unfinished files"
    assert len(list(out.glob("*.parquet"))) == count
