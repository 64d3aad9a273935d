"""What a backfill costs: two workers against one, Dask against plain processes, and an article of each kind.

    python benchmarks/backfill.py [--files 16] [--each 150] [--rounds 3] [--words 300] [--costs] [--workers] [--dask]

Without a choice all three are measured. Times are of the wall clock and of processors, for on a machine that does other
work only the second mean something: the load is printed beside them.
"""

from __future__ import annotations

import argparse
import contextlib
import html
import itertools
import json
import os
import random
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.extract import LETTERS  # noqa: E402
from extractors import language, pipeline, prefilter  # noqa: E402
from monitor.backfill import ledger  # noqa: E402
from monitor.backfill.crew import Crew, cluster, local  # noqa: E402
from monitor.backfill.hand import close_all  # noqa: E402
from monitor.backfill.inputs import find_inputs  # noqa: E402
from monitor.backfill.load import load  # noqa: E402
from monitor.backfill.parts import How  # noqa: E402
from monitor.backfill.run import backfill  # noqa: E402
from monitor.backfill.task import Task, do  # noqa: E402
from monitor.readers.child import CHILD  # noqa: E402
from monitor.store.migrations import open_store  # noqa: E402

SAMPLE = ROOT / "data" / "sample" / "articles.jsonl"
TINY = 200  # files of one article: what is left is the handing out
PAGES = 200  # so that the process that reads pages is begun anew as often as it would be


def sample() -> list[dict]:
    """The sample articles."""
    return [json.loads(line) for line in SAMPLE.read_text(encoding="utf-8").splitlines()]


def relevant(words: int) -> Iterator[dict]:
    """Articles of about so many words, without end: sentences of the sample in another order each time.

    Invented words among them keep one from being a copy of another, which a store would have to find out.
    """
    sentences = by_language()
    for number, lang, dice in turns():
        lines = [with_invented(text, lang, dice) for text in dice.choices(sentences[lang], k=words // 4)]
        yield article(number, lang, lines, words)


def irrelevant(words: int) -> Iterator[dict]:
    """The same of sentences that together hold no trigger word and no words of a trigger phrase."""
    kept: dict[str, list[str]] = {}
    for lang, some in by_language().items():
        lines: list[str] = []
        for text in some:
            if not prefilter.load(lang).may_mention(" ".join([*lines, text])):
                lines.append(text)
        kept[lang] = lines
    for number, lang, dice in turns():
        yield article(number, lang, dice.choices(kept[lang], k=words // 4), words)


def by_language() -> dict[str, list[str]]:
    """The sentences of the sample."""
    found: dict[str, list[str]] = {"ar": [], "en": []}
    for one in sample():
        lang = one.get("language") or language.detect(one["text"])
        found[lang] += [one["text"][start:end] for start, end in language.sentences(one["text"], lang)]
    return found


def turns() -> Iterator[tuple[int, str, random.Random]]:
    """Three Arabic articles and an English one in turn, with dice of their own."""
    for number in itertools.count():
        yield number, "en" if number % 4 == 3 else "ar", random.Random(number)


def with_invented(text: str, lang: str, dice: random.Random) -> str:
    words = text.split()
    for _word in range(len(words) // 5):
        words.insert(dice.randrange(len(words)), "".join(dice.choices(LETTERS[lang], k=7)))
    return " ".join(words)


def article(number: int, lang: str, lines: list[str], words: int) -> dict:
    """One of about so many words; the line of which they are reached is the last."""
    counts = itertools.accumulate(len(line.split()) for line in lines)
    kept = [line for line, count in zip(lines, counts, strict=True) if count - len(line.split()) < words]
    day = f"2026-{number % 12 + 1:02}-{number % 28 + 1:02}"
    text = "\n".join([f"{number}.", *kept])
    return {"id": f"b{number}", "text": text, "language": lang, "published": day, "source": f"Source {number % 20}"}


def write_files(folder: Path, articles: Iterator[dict], files: int, each: int) -> Path:
    """Files of so many articles each."""
    folder.mkdir(parents=True)
    for number in range(files):
        lines = (json.dumps(one, ensure_ascii=False) + "\n" for one in itertools.islice(articles, each))
        (folder / f"{number:04}.jsonl").write_text("".join(lines), encoding="utf-8")
    return folder


def write_pages(folder: Path, articles: Iterator[dict], count: int) -> Path:
    """A web archive of these articles, a page each, most of it links and scripts as on the web."""
    folder.mkdir(parents=True)
    menu = "".join(f"<li class='menu entry'><a href='/section/{n}'>Menu entry {n}</a></li>" for n in range(300))
    script = "<script>" + "var a=document.getElementById('b');a.push({c:1,d:'e'});" * 900 + "</script>"
    with (folder / "pages.warc").open("wb") as out:
        for one in itertools.islice(articles, count):
            body = "".join(f"<p>{html.escape(line)}</p>" for line in one["text"].split("\n"))
            head = f"{script}<title>Page {one['id']}</title>"
            page = f"<html><head>{head}</head><body><ul>{menu}</ul><article>{body}</article>"
            block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page.encode("utf-8")
            head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://made.example/{one['id']}\r\n"
            out.write(f"{head}Content-Length: {len(block)}\r\n\r\n".encode() + block + b"\r\n\r\n")
    return folder


def processor() -> float:
    """Seconds of processor time of this process and of all that it started and that have ended."""
    return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


def load_average() -> str:
    return f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors"


def timed(work: Callable[[], object]) -> float:
    """Seconds of the wall clock."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


class Bench:
    """Files read into a new folder each time, by workers that have their words already."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.how = How(pipeline.rules_version())
        self._outs = itertools.count()

    def read(self, crew: Crew, source: Path) -> None:
        out = self.folder / f"out{next(self._outs)}"
        report = backfill(find_inputs([str(source)])[0], out, self.how, crew)
        assert report.exit_code == 0, report
        shutil.rmtree(out)

    def rounds(self, crews: dict[str, Crew], source: Path, warm: Path, rounds: int) -> dict[str, Spent]:
        """The best of some rounds for each crew, taken in turn, so that other work on the machine meets all alike."""
        spent: dict[str, list[Spent]] = {name: [] for name in crews}
        hands: dict[str, set[str]] = {}
        for name, crew in crews.items():
            before = set(children())
            self.read(crew, warm)
            hands[name] = set(children()) - before
        for _round in range(rounds):
            for name, crew in crews.items():
                before = sum(map(worked, hands[name]))
                wall = timed(lambda crew=crew: self.read(crew, source))
                spent[name].append(Spent(wall, sum(map(worked, hands[name])) - before))
        return {name: Spent(*map(min, zip(*some, strict=True))) for name, some in spent.items()}


class Spent(NamedTuple):
    """Seconds that a backfill took: by the clock, and of the processors, of all its workers together."""

    wall: float
    busy: float


def worked(pid: str) -> float:
    """Seconds that a process has had a processor (Linux)."""
    return int(Path(f"/proc/{pid}/schedstat").read_text(encoding="ascii").split()[0]) / 1e9


def measure_workers(bench: Bench, source: Path, warm: Path, rounds: int) -> None:
    """Two workers against one. On a machine with other work only the ratio of processor time means something."""
    print(f"\ntwo workers against one ({load_average()})")
    with local(1) as one, local(2) as two:
        best = bench.rounds({"one": one, "two": two}, source, warm, rounds)
    a, b = best["one"], best["two"]
    print(f"  by the clock: {a.wall:.1f} s, {b.wall:.1f} s; efficiency {a.wall / b.wall / 2:.2f}")
    print(f"  processor time: {a.busy:.1f} s, {b.busy:.1f} s; ratio {a.busy / b.busy:.2f} ({load_average()})")


def measure_dask(bench: Bench, source: Path, warm: Path, tiny: Path, rounds: int) -> None:
    """A Dask cluster of two workers on this computer against two plain processes."""
    try:
        from distributed import LocalCluster
    except ImportError:
        print("\nDask is not installed: requirements-cluster.txt")
        return
    print(f"\nDask against plain processes, two workers each ({load_average()})")
    options = {"n_workers": 2, "threads_per_worker": 1, "dashboard_address": None, "silence_logs": 50}
    with contextlib.ExitStack() as stack:
        plain = stack.enter_context(local(2))
        found = stack.enter_context(LocalCluster(**options))
        dask = stack.enter_context(cluster(found.scheduler_address))
        crews = {"plain": plain, "dask": dask}
        best = bench.rounds(crews, source, warm, rounds)
        small = bench.rounds(crews, tiny, warm, rounds)
    files, a, b = len(list(source.iterdir())), best["plain"].wall, best["dask"].wall
    print(f"  {files} files: {a:.1f} s, {b:.1f} s; Dask {b / a - 1:+.1%}")
    each = {name: one.wall / TINY * 1000 for name, one in small.items()}
    print(f"  a file of one article: {each['plain']:.1f} ms, {each['dask']:.1f} ms ({load_average()})")


def measure_costs(bench: Bench, words: int) -> None:
    """What one article of each kind costs on its way: processor time and bytes."""
    print(f"\nan article of about {words} words ({load_average()})")
    kinds = {
        "left out, JSONL": (write_files(bench.folder / "left", irrelevant(words), 1, 500), 500),
        "read, JSONL": (write_files(bench.folder / "read", relevant(words), 1, 500), 500),
        "left out, web page": (write_pages(bench.folder / "pages", irrelevant(words), PAGES), PAGES),
        "read, web page": (write_pages(bench.folder / "pages read", relevant(words), PAGES), PAGES),
    }
    for name, (source, count) in kinds.items():
        out, (one,) = bench.folder / name, find_inputs([str(source)])[0]
        out.mkdir()
        do(Task(one, How("warm"), str(out)), pipeline.extract)
        CHILD.close()
        before = processor()
        about = do(Task(one, bench.how, str(out)), pipeline.extract)
        CHILD.close()
        spent = (processor() - before) / count * 1000
        part = (out / f"{about['part']}.parquet").stat().st_size / count
        held = f", {part:.0f} bytes of its part, {about['mentions'] / count:.1f} mentions" if about["rows"] else ""
        print(f"  {name}: {spent:.2f} ms{held}; {one.size / count:.0f} bytes of input")
        if about["rows"] and "JSONL" in name:
            measure_load(bench, out, one, about, count)


def measure_load(bench: Bench, out: Path, one: object, about: dict, count: int) -> None:
    """The same articles brought into an SQLite store."""
    book = ledger.Ledger(out)
    book.done(one, bench.how, about)
    book.close()
    path = bench.folder / "store.db"
    engine = open_store(path)
    empty, before = path.stat().st_size, processor()
    load(engine, out, rules_version=bench.how.rules)
    spent = processor() - before
    engine.dispose()
    size = (path.stat().st_size - empty) / count
    print(f"  loading it: {spent / count * 1000:.2f} ms, {size:.0f} bytes of the store")


def measure_start(warm: Path, bench: Bench) -> None:
    """What a worker costs before its first article, and what it holds."""
    before = processor()
    with local(1) as crew:
        bench.read(crew, warm)
        pids = [child for child in map(int, children()) if child != os.getpid()]
        held = max((resident(pid) for pid in pids), default=0)
    close_all()
    print(f"\na worker's start: {processor() - before:.1f} s of processor time; it holds {held:.0f} MB")


def children() -> list[str]:
    files = Path(f"/proc/{os.getpid()}/task").glob("*/children")
    return [pid for file in files for pid in file.read_text(encoding="ascii").split()]


def resident(pid: int) -> float:
    """Resident memory of a process in MB (Linux)."""
    return int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1]) * 4096 / 1e6


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, default=16)
    parser.add_argument("--each", type=int, default=150)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--words", type=int, default=300)
    for name in ("costs", "workers", "dask"):
        parser.add_argument(f"--{name}", action="store_true")
    options = parser.parse_args()
    everything = not (options.costs or options.workers or options.dask)
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder))
        source = write_files(bench.folder / "in", relevant(options.words), options.files, options.each)
        warm = write_files(bench.folder / "warm", relevant(options.words), 4, 1)
        tiny = write_files(bench.folder / "tiny", relevant(30), TINY, 1)
        if everything or options.costs:
            measure_start(warm, bench)
            measure_costs(bench, options.words)
        if everything or options.workers:
            measure_workers(bench, source, warm, options.rounds)
        if everything or options.dask:
            measure_dask(bench, source, warm, tiny, options.rounds)


if __name__ == "__main__":
    main()
