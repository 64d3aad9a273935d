"""A backfill that is killed, whole or in part, loses nothing and doubles nothing; the next one goes on from there."""

from __future__ import annotations

import os
import random
import signal
import time
from pathlib import Path

import made_hand
import pytest
from driver import start
from making import HAND, assert_complete, read, write_files

from monitor.backfill import ledger

pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no SIGKILL on this system")


@pytest.mark.parametrize("point", made_hand.POINTS)
def test_a_worker_killed_at_any_step_costs_one_try(tmp_path: Path, point: str) -> None:
    source, out = write_files(tmp_path / "in", 4), tmp_path / "out"
    report = read(source, out, hand=(*HAND, point, str(tmp_path / "died")))
    assert (tmp_path / "died").exists(), "the kill must hit a worker at work"
    assert report.finished == 4 and report.exit_code == 0
    assert [line["failed"] for line in ledger.lines(out) if "failed" in line] == [
        "its process was ended by SIGKILL, as happens where memory runs out"
    ]
    assert read(source, out).before == 4
    assert_complete(out, 4)


def finished(out: Path) -> int:
    return sum("done" in line for line in ledger.lines(out)) if (out / ledger.NAME).exists() else 0


def test_killed_at_each_side_of_each_line_of_the_ledger(tmp_path: Path) -> None:
    source, out = write_files(tmp_path / "in", 8), tmp_path / "out"
    for point in ("before:1", "cut:2", "after:1"):
        child = start(source, out, point)
        told = max([0, *map(int, child.communicate()[0].split())])
        assert child.returncode == -signal.SIGKILL
        assert finished(out) >= told, "what was said to be finished is"
    before = finished(out)
    assert before == 2
    assert read(source, out).before == before
    assert_complete(out, 8)
    assert finished(out) == 8


@pytest.mark.parametrize(
    ("kills", "files"), [(2, 16), pytest.param(20, 160, marks=pytest.mark.soak)], ids=["quick", "full"]
)
def test_the_whole_group_killed_again_and_again(tmp_path: Path, kills: int, files: int) -> None:
    source, out = write_files(tmp_path / "in", files, more="slowly"), tmp_path / "out"
    chance, done = random.Random(7), []
    for _kill in range(kills):
        child = start(source, out)
        while finished(out) <= (done or [-1])[-1]:
            assert child.poll() is None, "the kill must hit a backfill at work"
            time.sleep(0.01)
        time.sleep(chance.uniform(0.0, 0.3))
        os.killpg(child.pid, signal.SIGKILL)
        child.communicate()
        done.append(finished(out))
        assert done[-1] < files, "the kill must hit a backfill at work"
    assert done == sorted(done)
    report = read(source, out)
    assert report.before == done[-1] and report.exit_code == 0
    assert_complete(out, files)
    print(f"\n{kills} kills of all processes, finished after each: {done}, then {files}; 0 lost, 0 doubled")


def test_what_killed_processes_left_is_taken_away(tmp_path: Path) -> None:
    source, out = write_files(tmp_path / "in", 2), tmp_path / "out"
    out.mkdir()
    (out / ".0123.host-1.tmp").write_bytes(b"half a part")
    read(source, out)
    assert_complete(out, 2)
