"""Many files become parts: each once, whatever breaks; what cannot be read is put aside with the reason."""

from __future__ import annotations

import gzip
import json
import random
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import driver
import made
import pytest
from making import EACH, HAND, HOW, assert_complete, mentions, read, write_files

from monitor.backfill import inputs, ledger, showing
from monitor.backfill.inputs import Input, Opened, find_inputs
from monitor.backfill.ledger import TRIES, Busy, Ledger
from monitor.backfill.parts import How, path_of, rows
from monitor.backfill.run import Report, Stopped
from monitor.backfill.task import Broken, Task, do


def tries(out: Path) -> Counter[str]:
    """How many tries failed, by file."""
    return Counter(Path(line["input"]).name for line in ledger.lines(out) if "failed" in line)


def test_each_file_becomes_a_part_once(tmp_path: Path) -> None:
    source, out = write_files(tmp_path / "in", 6), tmp_path / "out"
    report = read(source, out, jobs=2)
    assert (report.finished, report.before, report.exit_code) == (6, 0, 0)
    assert report.counts == {"read": 6 * EACH, "articles": 6 * EACH, "mentions": 12 * EACH, "rejects": 0, "fields": 0}
    assert_complete(out, 6)
    before = {path: path.stat().st_mtime_ns for path in out.glob("*.parquet")}
    again = read(source, out)
    assert (again.finished, again.before, again.counts) == (6, 6, report.counts)
    assert {path: path.stat().st_mtime_ns for path in out.glob("*.parquet")} == before


def test_a_changed_file_is_read_again_and_stands_for_the_old_one(tmp_path: Path) -> None:
    source, out = write_files(tmp_path / "in", 3), tmp_path / "out"
    read(source, out)
    write_files(source, 1, more="again")
    report = read(source, out)
    assert (report.finished, report.before) == (3, 2)
    assert len(ledger.parts(out)) == 3 and len(mentions(out)) == 6 * EACH
    assert sum("again" in line for line in mentions(out)) == 2 * EACH


def test_the_same_file_under_two_names_is_one_part(tmp_path: Path) -> None:
    source, out = write_files(tmp_path / "in", 1), tmp_path / "out"
    (source / "copy.jsonl").write_bytes((source / "00.jsonl").read_bytes())
    assert read(source, out).finished == 2
    assert_complete(out, 1)


@pytest.mark.parametrize(
    ("word", "reason"),
    [("segfault", "SIGSEGV"), ("swelling", "memory"), ("exits", "a library said goodbye")],
)
def test_a_file_that_kills_its_process_costs_itself(tmp_path: Path, word: str, reason: str) -> None:
    source, out = write_files(tmp_path / "in", 6, bad={2: word}), tmp_path / "out"
    report = read(source, out)
    assert report.finished == 5 and report.exit_code == 3
    ((name, why),) = report.quarantine.items()
    assert Path(name).name == "02.jsonl" and reason in why
    assert tries(out) == {"02.jsonl": TRIES}
    assert len(mentions(out)) == 10 * EACH and "in quarantine" in showing.told(report)


def test_a_file_that_hangs_is_put_aside(tmp_path: Path) -> None:
    source, out = write_files(tmp_path / "in", 1, bad={0: "hangs"}), tmp_path / "out"
    report = read(source, out, still=2.0)
    assert report.exit_code == 1 and "gave no sign for 2 s" in report.quarantine[str(source / "00.jsonl")]
    assert tries(out) == {"00.jsonl": TRIES}


def test_what_is_in_quarantine_is_tried_again_only_when_asked_for_or_mended(tmp_path: Path) -> None:
    source, out = write_files(tmp_path / "in", 3, bad={0: "segfault", 1: "exits"}), tmp_path / "out"
    assert len(read(source, out).quarantine) == 2
    report = read(source, out)
    assert len(report.quarantine) == 2 and tries(out) == {"00.jsonl": TRIES, "01.jsonl": TRIES}
    assert len(read(source, out, again=True).quarantine) == 2
    assert tries(out) == {"00.jsonl": 2 * TRIES, "01.jsonl": 2 * TRIES}
    write_files(source, 2)
    report = read(source, out)
    assert not report.quarantine and report.exit_code == 0
    assert_complete(out, 3)


def test_what_cannot_be_read_is_in_the_part(tmp_path: Path) -> None:
    source, out = write_files(tmp_path / "in", 1), tmp_path / "out"
    with (source / "00.jsonl").open("a", encoding="utf-8") as file:
        file.write('no json\n{"id": "x", "text": "they fled", "published": "soon"}\n{"text": "nothing"}\n')
    report = read(source, out)
    assert report.counts["rejects"] == report.counts["fields"] == 1 and report.skipped == {"no trigger word": 1}
    assert report.exit_code == 3
    (about,) = ledger.parts(out)
    assert about["rows"] == EACH + 3 == len(list(rows(path_of(out, about["part"]))))
    rejects = [reject for _article, _found, reject in rows(path_of(out, about["part"])) if reject]
    assert [(reject.line, reject.field, reject.partial) for reject in rejects] == [
        (EACH + 1, None, False), (EACH + 2, "published", True)
    ]  # fmt: skip


def test_rows_from_a_number_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("monitor.backfill.parts.ROWS_AT_ONCE", 7)
    part = one_part(write_files(tmp_path / "in", 1) / "00.jsonl", tmp_path)
    whole = list(rows(part))
    assert len(whole) == EACH and whole[3][1] == made.extract(whole[3][0])
    for first in (0, 1, 6, 7, 8, 14, EACH - 1, EACH):
        assert list(rows(part, first)) == whole[first:]


def one_part(source: Path, out: Path, how: How = HOW) -> Path:
    """A file read in this process."""
    (one,), _refused = find_inputs([str(source)])
    return path_of(out, do(Task(one, how, str(out)), made.extract)["part"])


def test_a_part_is_named_by_its_content_and_how_it_was_read(tmp_path: Path) -> None:
    source = write_files(tmp_path / "in", 1) / "00.jsonl"
    names = {one_part(source, tmp_path, how).name for how in (HOW, How("others"), How(made.RULES, abroad=True))}
    assert len(names) == 3
    other = source.rename(tmp_path / "other.jsonl")
    assert one_part(other, tmp_path).name in names


def test_a_cut_line_of_the_ledger_is_no_line(tmp_path: Path) -> None:
    source, out = write_files(tmp_path / "in", 4), tmp_path / "out"
    read(source, out)
    whole = (out / ledger.NAME).read_bytes()
    (out / ledger.NAME).write_bytes(whole[:-40])
    assert len(ledger.parts(out)) == 3
    assert read(source, out).before == 3
    assert_complete(out, 4)
    assert len(list(ledger.lines(out))) == 4


def test_two_backfills_do_not_write_into_one_folder(tmp_path: Path) -> None:
    source, out = write_files(tmp_path / "in", 1), tmp_path / "out"
    held = Ledger(out)
    with pytest.raises(Busy, match="another backfill"):
        read(source, out)
    held.close()
    assert read(source, out).finished == 1


def test_a_full_disk_stops_all_and_is_no_fault_of_a_file(tmp_path: Path) -> None:
    source, out = write_files(tmp_path / "in", 3), tmp_path / "out"
    with pytest.raises(Stopped, match=r"cannot write in .*out: No space left"):
        read(source, out, hand=(*HAND, "full", "-"))
    assert not tries(out) and not list(out.glob("*.parquet"))
    assert read(source, out).exit_code == 0
    assert_complete(out, 3)


def test_a_worker_with_other_rules_does_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source, out = write_files(tmp_path / "in", 2), tmp_path / "out"
    monkeypatch.setattr("making.HOW", How("newer"))
    with pytest.raises(Stopped, match=r"other rules \(made-1\) than this computer \(newer\)"):
        read(source, out)
    assert not tries(out) and not list(out.glob("*.parquet"))


class Breaking:
    """A file that breaks off, as one on a network may."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("rb")
        self.tell, self.close, self.seek = self._file.tell, self._file.close, self._file.seek

    def read(self, size: int) -> bytes:
        if self._file.tell():
            raise OSError("connection lost")
        return self._file.read(min(size, 900))


def test_a_file_that_breaks_off_is_not_taken_for_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = write_files(tmp_path / "in", 1) / "00.jsonl"
    monkeypatch.setattr(Opened, "sha", lambda self: "0")
    monkeypatch.setattr(inputs, "_opener", lambda name: lambda: Breaking(source))
    with pytest.raises(Broken, match="connection lost"):
        one_part(source, tmp_path)
    assert not list(tmp_path.glob("*.parquet")) and not list(tmp_path.glob(".*"))


def test_a_file_that_is_gone_is_put_aside(tmp_path: Path) -> None:
    source, out = write_files(tmp_path / "in", 2), tmp_path / "out"
    found, _refused = find_inputs([str(source)])
    (source / "00.jsonl").unlink()
    from monitor.backfill.crew import local
    from monitor.backfill.run import backfill

    with local(1, HAND) as crew:
        report = backfill(found, out, HOW, crew)
    assert report.finished == 1 and "No such file" in report.quarantine[str(source / "00.jsonl")]


def test_paths_folders_globs_and_urls(tmp_path: Path) -> None:
    source = write_files(tmp_path / "in", 3)
    (source / "deep").mkdir()
    (source / "deep" / "z.jsonl").write_text("{}\n", encoding="utf-8")
    names = ["00.jsonl", "01.jsonl", "02.jsonl", "z.jsonl"]

    def found(*patterns: str) -> list[str]:
        return [Path(one.name).name for one in find_inputs(patterns)[0]]

    assert found(str(source)) == names
    assert found(str(source / "*.jsonl")) == names[:3]
    assert found(str(source / "**" / "*.jsonl")) == names
    assert found(str(source / "0[12].jsonl"), str(source / "01.jsonl")) == names[1:3], "each once"
    assert [reject.reason for reject in find_inputs([str(tmp_path / "none*")])[1]] == ["no such file"]


def test_urls_are_read_as_paths_are(tmp_path: Path) -> None:
    pytest.importorskip("fsspec")
    source, out = write_files(tmp_path / "in", 2), tmp_path / "out"
    (source / "00.jsonl.gz").write_bytes(gzip.compress((source / "00.jsonl").read_bytes(), mtime=0))
    (source / "00.jsonl").unlink()
    found, refused = find_inputs([f"file://{source}/*.jsonl*", f"file://{tmp_path}/none"])
    assert [one.name for one in found] == [f"file://{source}/00.jsonl.gz", f"file://{source}/01.jsonl"]
    assert [reject.file for reject in refused] == [f"file://{tmp_path}/none"]
    abouts = [do(Task(one, HOW, str(tmp_path)), made.extract) for one in found]
    assert [about["mentions"] for about in abouts] == [2 * EACH, 2 * EACH]
    (one, *_rest) = find_inputs([f"file://{source}"])[0]
    assert one == found[0]
    (source / "00.jsonl.gz").write_bytes(gzip.compress(b"{}", mtime=0))
    assert find_inputs([f"file://{source}"])[0][0].stamp != one.stamp
    assert not out.exists()


def test_gzip_of_any_size_is_unpacked_on_the_way_and_its_damage_told(tmp_path: Path) -> None:
    whole = "".join(f'{{"text": "they fled {n} {random.Random(n).random()}"}}\n' for n in range(5000)).encode()
    packed = gzip.compress(whole, mtime=0)
    file = tmp_path / "in.jsonl.gz"
    for raw, reason in (
        (packed[: len(packed) // 2], "gzip cut off before its end"),
        (packed[: len(packed) // 2] + b"damage" + packed[len(packed) // 2 :], "damaged gzip: "),
        (packed[:12], "gzip cut off before its end"),
    ):
        file.write_bytes(raw)
        found = list(rows(one_part(file, tmp_path)))
        assert found[-1][2].reason.startswith(reason)
        kept = len(found) - 1
        assert 2000 < kept < 3000 if raw == packed[: len(packed) // 2] else not kept, "after damage none can be trusted"


def test_progress_tells_the_rate_and_what_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("monitor.backfill.run.time.monotonic", lambda: 100.0)
    report = Report(total=4, bytes_total=1000, started=90.0)
    assert showing.line(report) == "0 of 4 files, 0 articles/s, unknown time left"
    about = {"read": 50, "articles": 40, "mentions": 9, "rejects": 0, "fields": 0, "skipped": {"no trigger word": 10}}
    report.finish(Input("early", 400, ""), about, now=False)
    report.finish(Input("now", 200, ""), about, now=True)
    report.sign(Input("being read", 200, ""), {"articles": 50, "share": 0.5})
    assert report.rate() == (10.0, pytest.approx(300 * 10 / 300)), "of 600 bytes to read in this run 300 took 10 s"
    assert showing.line(replace(report, started=-500.0)) == "2 of 4 files, 0 articles/s, 10 min left"


@pytest.fixture
def arrow_file(tmp_path: Path) -> Callable[..., Path]:
    import pyarrow as pa
    from pyarrow.parquet import write_table

    def make(**columns: list) -> Path:
        write_table(pa.table(columns), tmp_path / "x.parquet", row_group_size=2)
        return tmp_path / "x.parquet"

    return make


def test_parquet_tables(arrow_file: Callable[..., Path], tmp_path: Path) -> None:
    import datetime as dt

    file = arrow_file(words=["they fled", "", "two were killed"], id=[1, 2, 3], language=["en"] * 3, n=[[1], [2], [3]],
                      date=[dt.date(2026, 3, 4), None, dt.datetime(2026, 3, 5).date()])  # fmt: skip
    how = replace(HOW, columns={"text": "words"})
    found = [row[0] or row[2] for row in rows(one_part(file, tmp_path, how))]
    assert [(one.id, one.text, one.published) for one in (found[0], found[2])] == [
        ("1", "they fled", "2026-03-04"), ("3", "two were killed", "2026-03-05")
    ]  # fmt: skip
    assert (found[1].line, found[1].reason) == (2, "empty")
    ((_article, _found, reject),) = rows(one_part(file, tmp_path))
    assert "no column 'text'" in reject.reason and "words" in reject.reason
    file.write_bytes(b"PAR1" + b"\x00" * 100 + b"PAR1")
    ((_article, _found, reject),) = rows(one_part(file, tmp_path))
    assert reject.reason.startswith("a damaged Parquet file")


def processes_of(pid: int) -> list[int]:
    """The processes that a process has started and that still run (Linux)."""
    found = Path(f"/proc/{pid}/task").glob("*/children")
    return [int(child) for file in found for child in file.read_text(encoding="ascii").split()]


def runs(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="looks for processes in /proc")
def test_a_killed_backfill_leaves_no_process(tmp_path: Path) -> None:
    source, out = write_files(tmp_path / "in", 4, more="slowly"), tmp_path / "out"
    with driver.start(source, out) as child:
        while len(hands := processes_of(child.pid)) < 2:
            assert child.poll() is None
            time.sleep(0.01)
        child.kill()
    for _try in range(3000):
        if not any(map(runs, hands)):
            return
        time.sleep(0.01)
    raise AssertionError("processes go on working for nobody")


def test_the_ledger_says_what_is_in_which_part(tmp_path: Path) -> None:
    source, out = write_files(tmp_path / "in", 1), tmp_path / "out"
    read(source, out)
    (line,) = map(json.loads, (out / ledger.NAME).read_text(encoding="utf-8").splitlines())
    assert line["input"] == str(source / "00.jsonl") and (out / f"{line['done']['part']}.parquet").is_file()
    assert line["done"]["mentions"] == 2 * EACH and line["done"]["rules_version"] == made.RULES
