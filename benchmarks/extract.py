"""Extraction against bare tokenising and a keyword scan, measured in one run: only the ratios mean something.

    python benchmarks/extract.py [--texts FILE.jsonl …] [--seconds 4] [--memory]

Two streams: all relevant (every article has a mention) and mixed (one article in ten has one). Without --texts the
sample articles are read. --memory runs 100,000 varied articles and prints how much resident memory grows after the
first 20,000.
"""

from __future__ import annotations

import argparse
import itertools
import json
import random
import re
import string
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from extractors import language, lexicon, pipeline, prefilter  # noqa: E402
from extractors.records import ARTICLE_FIELDS, Article  # noqa: E402
from extractors.triggers import candidates  # noqa: E402
from monitor.extract import extract_all  # noqa: E402

# Letters of the invented words of the memory run: the Arabic alphabet from alif to yeh without its hamza seats.
LETTERS = {
    "ar": "".join(map(chr, (0x627, 0x628, *range(0x62A, 0x63B), *range(0x641, 0x649), 0x64A))),
    "en": string.ascii_lowercase,
}


def articles(paths: Iterable[Path]) -> list[Article]:
    """The articles of JSONL files, their language set."""
    found = []
    for path in paths:
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            row["language"] = row.get("language") or language.detect(row["text"])
            found.append(Article(**{name: row.get(name) for name in ARTICLE_FIELDS}))
    return found


def megabytes(items: list[Article]) -> float:
    """UTF-8 size of the texts in MB."""
    return sum(len(a.text.encode()) for a in items) / 1e6


def rate(work: Callable[[], object], size: float, seconds: float) -> float:
    """MB/s of a piece of work, warm: the best of the rounds that fit into the time, at least three."""
    work()
    best, rounds, end = 0.0, 0, time.perf_counter() + seconds
    while rounds < 3 or time.perf_counter() <= end:
        begin = time.perf_counter()
        work()
        best, rounds = max(best, size / (time.perf_counter() - begin)), rounds + 1
    return best


def tokenise(items: list[Article]) -> None:
    """Bare tokenising by the tokenisers that extraction uses."""
    for article in items:
        language.pipeline(article.language).tokenizer(article.text)


def may_mention(article: Article) -> bool:
    """The quick look that extraction takes before it reads an article."""
    return prefilter.load(article.language).may_mention(article.text, article.title or "")


def extract(items: list[Article]) -> None:
    """Full extraction, one article after the other."""
    for article in items:
        pipeline.extract(article)


def keyword_scan() -> Callable[[list[Article]], None]:
    """A naive scan for every form of every trigger word."""
    forms = set()
    for name in lexicon.LANGUAGES:
        for text, rows in lexicon.load(name).forms.items():
            if any(word.category for word, _kind, _form in rows):
                forms.add(re.escape(text))
    pattern = re.compile("|".join(sorted(forms, key=len, reverse=True)), re.IGNORECASE)

    def scan(items: list[Article]) -> None:
        for article in items:
            sum(1 for _ in pattern.finditer(article.text))

    return scan


def mixed(relevant: list[Article], rest: list[Article]) -> list[Article]:
    """One relevant article and nine others in turn, until 200 relevant ones are used up."""
    others = itertools.cycle(rest)
    return [a for one in relevant[:200] for a in (one, *itertools.islice(others, 9))]


def print_rates(name: str, items: list[Article], seconds: float, scan: Callable[[list[Article]], None]) -> None:
    """One table: articles and MB per second and the ratio to bare tokenising."""
    size = megabytes(items)
    works = {
        "bare tokenising": lambda: tokenise(items),
        "keyword scan (regex)": lambda: scan(items),
        "quick look (prefilter)": lambda: sum(map(may_mention, items)),
        "full extraction": lambda: extract(items),
        "full extraction, --jobs 2": lambda: sum(1 for _ in extract_all(items, pipeline.extract, jobs=2)),
    }
    print(f"\n{name}: {len(items)} articles, {size:.2f} MB")
    base = None
    for label, work in works.items():
        speed = rate(work, size, seconds)
        base = base or speed
        print(f"  {label:26} {speed:8.3f} MB/s {speed / size * len(items):9.0f} articles/s   ratio {speed / base:.3f}")


def check_equal(items: list[Article]) -> None:
    """Stop where the quick look drops an article that has a candidate."""
    skipped = [a for a in items if not may_mention(a)]
    lost = [a.id for a in skipped if any(candidates(r.sentence) for r in pipeline.read(a))]
    print(f"\nquick look: {len(skipped)} of {len(items)} articles skipped, {len(lost)} of them with a candidate")
    if lost:
        raise SystemExit(f"lost: {lost}")


def varied(items: list[Article], count: int) -> Iterable[Article]:
    """Articles made of shuffled sentences with invented words among them, so that no cache can hold them all."""
    dice = random.Random(1)
    for n in range(count):
        article = items[n % len(items)]
        words = article.text.split(" ")
        for _ in range(len(words) // 6):
            made = "".join(dice.choices(LETTERS[article.language], k=dice.randint(4, 9)))
            words.insert(dice.randrange(len(words)), made)
        yield Article(id=f"v{n}", text=" ".join(words), language=article.language, published=article.published)


def resident() -> float:
    """Resident memory of this process in MB (Linux)."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * 4096 / 1e6


def print_memory(items: list[Article], count: int = 100_000, first: int = 20_000) -> None:
    """Growth of resident memory between two article numbers."""
    start = 0.0
    for n, article in enumerate(varied(items, count), 1):
        pipeline.extract(article)
        if n == first:
            start = resident()
        if n % 10_000 == 0:
            print(f"  {n:7} articles {resident():7.0f} MB", flush=True)
    print(f"growth from {first} to {count}: {resident() - start:.0f} MB")


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", nargs="*", type=Path, default=[ROOT / "data" / "sample" / "articles.jsonl"])
    parser.add_argument("--seconds", type=float, default=4.0)
    parser.add_argument("--memory", action="store_true")
    options = parser.parse_args()
    items = articles(options.texts)
    check_equal(items)
    if options.memory:
        print_memory(items)
        return
    relevant = [a for a in items if pipeline.extract(a)]
    found = {a.id for a in relevant}
    rest = [a for a in items if a.id not in found]
    scan = keyword_scan()
    print_rates("all relevant", relevant, options.seconds, scan)
    print_rates("mixed, one in ten relevant", mixed(relevant, rest), options.seconds, scan)


if __name__ == "__main__":
    main()
