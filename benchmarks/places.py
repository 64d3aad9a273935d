"""What the place tables cost: against tokenising in one run, and with 20,000 imported places beside them.

    python benchmarks/places.py [--texts FILE.jsonl …] [--imported 20000] [--rounds 7]

Processor time, the best of the rounds, so that a busy machine matters little; still, only the ratios mean something.
The imported list is made of the words of our own tables, put together anew.
"""

from __future__ import annotations

import argparse
import csv
import functools
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks")]

from extract import articles, megabytes  # noqa: E402

from extractors import gazetteer, language, lexicon, pipeline, places  # noqa: E402
from extractors.records import Article  # noqa: E402
from extractors.sentence import Sentence  # noqa: E402
from monitor.paths import DATA  # noqa: E402
from monitor.places_import import import_file  # noqa: E402

COLUMNS = ("featureName_en", "featureName_ar", "ADM1_PCODE", "PCODE")


def sentences(items: list[Article]) -> list[Sentence]:
    """All sentences of the articles, read once."""
    found = []
    for item in items:
        words = lexicon.load(item.language)
        for start, end in language.sentences(item.text, item.language):
            found.append(Sentence(item.text, start, end, item.language, len(found), 0, words))
    return found


def tokenise(rows: list[Sentence]) -> None:
    for row in rows:
        for _ in language.words(row.text, row.language):
            pass


def look_up(rows: list[Sentence]) -> None:
    """Names alone."""
    for row in rows:
        gazetteer.load(row.language).find(row.tokens)


def find(rows: list[Sentence]) -> None:
    """Names with their type words, prepositions and roles."""
    for row in rows:
        places.find(row, gazetteer.load(row.language))


def best_of(rounds: int, *works: Callable[[], object]) -> list[float]:
    """Processor seconds of each piece of work, the best of the rounds; by turns, after one round to warm up."""
    best = [float("inf")] * len(works)
    for n in range(rounds + 1):
        for k, work in enumerate(works):
            begin = time.process_time()
            work()
            if n:
                best[k] = min(best[k], time.process_time() - begin)
    return best


def made_list(path: Path, count: int) -> None:
    """A list of new names, half of them of one word, as OCHA writes them."""
    rows = gazetteer.read_csv(DATA / "places" / "places.csv")
    rng, names = random.Random(0), {}
    for column in ("name_ar", "name_en"):
        split = [row[column].split() for row in rows]
        names[column] = ([s[0] for s in split if len(s) > 1], [s[-1] for s in split])
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(COLUMNS)
        for number in range(count):
            pair = {}
            for column, (heads, tails) in names.items():
                one, two = rng.choice(tails), rng.choice(tails)
                spliced = one[: (len(one) + 1) // 2] + two[len(two) // 2 :]
                pair[column] = spliced if number % 2 else f"{rng.choice(heads)} {spliced}"
            writer.writerow((pair["name_en"], pair["name_ar"], rng.choice(gazetteer.PCODES), f"C{number}"))


def start(root: Path) -> None:
    """Read the tables of both languages."""
    gazetteer.places.cache_clear()
    for name in lexicon.LANGUAGES:
        gazetteer.load.__wrapped__(name, root)


def extracting(items: list[Article], root: Path) -> Callable[[], None]:
    """Extraction with the tables of a data folder."""
    names = {name: gazetteer.load.__wrapped__(name, root) for name in lexicon.LANGUAGES}

    def work() -> None:
        kept, gazetteer.load = gazetteer.load, functools.partial(dict.__getitem__, names)
        try:
            for item in items:
                pipeline.extract(item)
        finally:
            gazetteer.load = kept

    return work


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--texts", type=Path, nargs="+", default=[DATA / "sample" / "articles.jsonl"])
    parser.add_argument("--imported", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=7)
    given = parser.parse_args()
    items = articles(given.texts)
    rows, size = sentences(items), megabytes(items)
    base, named, placed = best_of(given.rounds, lambda: tokenise(rows), lambda: look_up(rows), lambda: find(rows))
    print(f"{len(items)} articles, {len(rows)} sentences, {size:.2f} MB; tokenising {size / base:.2f} MB/s")
    print(f"names              {named / base:.2f} × tokenising")
    print(f"names with roles   {placed / base:.2f} × tokenising")
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "data"
        shutil.copytree(DATA / "places", root / "places")
        made_list(Path(folder) / "made.csv", given.imported)
        begin = time.process_time()
        report = import_file(Path(folder) / "made.csv", root=root)
        kept = report.added + len(report.conflicting)
        print(f"import             {time.process_time() - begin:.2f} s for {given.imported} rows, {kept} kept")
        before, after = best_of(given.rounds, lambda: start(DATA), lambda: start(root))
        print(f"start-up           {before:.2f} s, with the import {after:.2f} s: {after - before:+.2f} s")
        before, after = best_of(given.rounds, extracting(items, DATA), extracting(items, root))
        rates = f"{size / before:.3f} MB/s, with the import {size / after:.3f} MB/s"
        print(f"extraction         {rates}: {before / after - 1:+.1%}")


if __name__ == "__main__":
    main()
