"""How fast exports are written and how much memory they take: python benchmarks/export.py

Each file is written by a process of its own, from a store of invented mentions with places, once for fewer and once for
ten times as many; the peak of its memory is what the system counted, the program itself included. Where rows are
streamed the two peaks are about the same.
"""

from __future__ import annotations

import argparse
import multiprocessing
import sys
import tempfile
import time
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1])]

from benchmarks import bulk  # noqa: E402
from monitor.export.choice import CSV, FULL, GEOJSON, JSONL, MENTIONS, PUBLIC, TEAM, WEEKLY, XLSX, Choice  # noqa: E402
from monitor.export.files import Export  # noqa: E402
from monitor.filters import WITH, Filters  # noqa: E402
from monitor.store.migrations import open_store  # noqa: E402

ALL = Filters(statuses=(), undated=WITH, copies=True, include_not_counted=True)
FILES = {
    "csv": Choice(ALL, CSV, FULL, MENTIONS),
    "jsonl": Choice(ALL, JSONL, FULL, MENTIONS),
    "xlsx": Choice(ALL, XLSX, FULL, MENTIONS),
    "team csv": Choice(ALL, CSV, TEAM, MENTIONS),
    "weekly csv": Choice(ALL, CSV, FULL, WEEKLY),
    "public csv": Choice(Filters(), CSV, PUBLIC, WEEKLY),
    "public geojson": Choice(Filters(), GEOJSON, PUBLIC),
}


def written(store: Path, name: str, out: Path) -> tuple[int, float, float, int]:
    """(rows, seconds, seconds of processor time, peak memory in MB) of one file, in this process."""
    engine = open_store(store, create=False)
    started, worked, rows = time.perf_counter(), time.process_time(), 0
    for rows in Export(engine, FILES[name]).write(out):  # noqa: B007
        pass
    spent = time.perf_counter() - started, time.process_time() - worked
    return rows, *spent, peak()


def peak() -> int:
    """The most memory this process has had, in MB: Linux counts it anew in a new program, unlike getrusage."""
    lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) // 1024


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--small", type=int, default=100_000)
    parser.add_argument("--large", type=int, default=1_000_000, help="0: only the small one")
    parser.add_argument("--files", nargs="*", choices=FILES, default=list(FILES))
    parser.add_argument("--folder", type=Path, help="where the stores are made; default: a temporary folder")
    chosen = parser.parse_args()
    sizes = [n for n in (chosen.small, chosen.large) if n]
    print("file            mentions       rows       s  cpu s   rows/cpu s  peak MB    size MB")
    with tempfile.TemporaryDirectory(dir=chosen.folder) as name:
        for size in sizes:
            store = Path(name) / f"{size}.db"
            engine = open_store(store)
            bulk.fill(engine, size, whole=True)
            engine.dispose()
            for file in chosen.files:
                out = Path(name) / f"file.{FILES[file].format}"
                with multiprocessing.get_context("spawn").Pool(1) as fresh:
                    rows, seconds, worked, most = fresh.apply(written, (store, file, out))
                megabytes = out.stat().st_size / 1e6
                line = f"{file:14} {size:9,} {rows:10,} {seconds:7.1f} {worked:6.1f} {rows / worked:12,.0f} {most:8}"
                print(f"{line} {megabytes:10.1f}", flush=True)
                out.unlink()


if __name__ == "__main__":
    main()
