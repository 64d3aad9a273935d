"""A backfill on a Dask cluster: the same parts as anywhere else, whoever dies."""

from __future__ import annotations

import csv
import gzip
import json
import os
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from making import EACH, HAND, HOW, assert_complete, write_files

from extractors import pipeline
from extractors.records import as_json
from monitor.backfill import ledger
from monitor.backfill.crew import NoCluster, cluster, local
from monitor.backfill.inputs import find_inputs
from monitor.backfill.ledger import TRIES
from monitor.backfill.looking import why_skipped
from monitor.backfill.parts import How, path_of, rows
from monitor.backfill.run import Report, backfill
from monitor.backfill.task import Task, do
from monitor.extract import extract_all, with_language
from monitor.files import find_files, read_all
from monitor.paths import DATA

dask = pytest.importorskip("distributed", reason="dask[distributed] is not installed: requirements-cluster.txt")
READERS = Path(__file__).parents[1] / "readers"


@pytest.fixture(scope="module")
def workers() -> Iterator[object]:
    """A cluster of two workers on this computer, in processes of their own."""
    options = {"n_workers": 2, "threads_per_worker": 1, "processes": True, "dashboard_address": None}
    with dask.LocalCluster(**options, silence_logs=50, host="127.0.0.1") as found:
        yield found


def pids(found: object) -> list[int]:
    with dask.Client(found, set_as_default=False) as client:
        return sorted(client.run(os.getpid).values())


def read(found: object, source: Path, out: Path, **options: object) -> Report:
    with cluster(found.scheduler_address, HAND) as crew:
        return backfill(find_inputs([str(source)])[0], out, HOW, crew, **options)


def test_workers_that_die_lose_nothing_and_double_nothing(workers: object, tmp_path: Path) -> None:
    source, out = write_files(tmp_path / "in", 16, more="slowly"), tmp_path / "out"
    victims = pids(workers)
    assert len(victims) == 2
    killed = []

    def kill(report: Report) -> None:
        if len(killed) < 2 and report.finished > 3 * len(killed):
            killed.append(report.finished)
            os.kill(victims[len(killed) - 1], signal.SIGKILL)

    report = read(workers, source, out, show=kill)
    assert report.exit_code == 0 and killed[-1] < 16, "the kills must hit a backfill at work"
    assert_complete(out, 16)


def test_a_file_that_kills_its_process_costs_itself_and_no_worker(workers: object, tmp_path: Path) -> None:
    source, out = write_files(tmp_path / "in", 12, bad={4: "segfault"}), tmp_path / "out"
    before = pids(workers)
    report = read(workers, source, out)
    assert (report.finished, report.exit_code) == (11, 3)
    ((name, why),) = report.quarantine.items()
    assert Path(name).name == "04.jsonl" and "SIGSEGV" in why
    assert sum("failed" in line for line in ledger.lines(out)) == TRIES
    assert pids(workers) == before
    assert sum(about["articles"] for about in ledger.parts(out)) == 11 * EACH


def test_a_scheduler_that_is_not_there_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("monitor.backfill.crew.CONNECT", 0.5)
    with pytest.raises(NoCluster, match="no scheduler at tcp://127.0.0.1:9"), cluster("tcp://127.0.0.1:9"):
        pass


def write_kinds(folder: Path) -> Path:
    """Sample articles as JSONL, packed and plain, CSV and Parquet."""
    import pyarrow as pa
    from pyarrow.parquet import write_table

    folder.mkdir()
    lines = (DATA / "sample" / "articles.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)
    (folder / "a.jsonl").write_text("".join(lines[:14]), encoding="utf-8")
    (folder / "b.jsonl.gz").write_bytes(gzip.compress("".join(lines[60:74]).encode("utf-8"), mtime=0))
    found = [json.loads(line) for line in (*lines[90:102], *lines[-12:])]
    fields = ("id", "url", "source", "title", "text", "language", "published")
    table = [{name: one.get(name) for name in fields} for one in found]
    write_table(pa.Table.from_pylist(table[:12]), folder / "c.parquet")
    with (folder / "d.csv").open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, fields)
        writer.writeheader()
        writer.writerows(table[12:])
    return folder


def write_archive(folder: Path) -> Path:
    """Pages. Each has some seconds by the clock, which they may overrun on a machine with ten times its work."""
    sys.path.append(str(READERS))
    import compose

    folder.mkdir()
    stories = [compose.Story(language, n) for language in ("ar", "en") for n in range(3)]
    (folder / "e.warc.gz").write_bytes(compose.warc(stories))
    return folder


def mentions(out: Path) -> bytes:
    found = (row for about in ledger.parts(out) for row in rows(path_of(out, about["part"])))
    return "\n".join(sorted(as_json(one) for _article, group, _reject in found for one in group)).encode("utf-8")


@pytest.mark.parametrize(
    ("write", "files", "least"),
    [(write_kinds, 4, 40), pytest.param(write_archive, 1, 5, marks=pytest.mark.soak)],
    ids=["files", "archive"],
)
def test_one_process_the_pool_and_the_cluster_write_the_same_bytes(
    workers: object, tmp_path: Path, write: Callable[[Path], Path], files: int, least: int
) -> None:
    source, how = write(tmp_path / "in"), How(pipeline.rules_version())
    inputs, _refused = find_inputs([str(source)])
    outs = [tmp_path / name for name in ("one", "pool", "cluster")]
    book = ledger.Ledger(outs[0])
    for one in inputs:
        book.done(one, how, do(Task(one, how, str(outs[0])), pipeline.extract))
    book.close()
    for out, crew in ((outs[1], local(2)), (outs[2], cluster(workers.scheduler_address))):
        with crew as some:
            assert backfill(inputs, out, how, some).exit_code == 0
    parts = [{path.name: path.read_bytes() for path in out.glob("*.parquet")} for out in outs]
    assert len(parts[0]) == len(inputs) == files and parts[0] == parts[1] == parts[2]
    assert mentions(outs[0]) == mentions(outs[1]) == mentions(outs[2]) == as_extract_finds(source, least)


def as_extract_finds(source: Path, least: int) -> bytes:
    """The mentions that the plain way finds in what is not left out."""
    import pyarrow.parquet as pq

    for path in source.glob("*.parquet"):  # which ingest does not read
        lines = (json.dumps(row) + "\n" for row in pq.read_table(path).to_pylist())
        path.with_suffix(".jsonl").write_text("".join(lines), encoding="utf-8")
        path.unlink()
    found = [with_language(one) for one in read_all(find_files([source]))]
    kept = [one for one in found if not why_skipped(one)]
    assert len(kept) > least
    return "\n".join(sorted(as_json(m) for _a, ms in extract_all(kept, pipeline.extract) for m in ms)).encode("utf-8")
