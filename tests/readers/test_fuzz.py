"""Whatever arrives ends as an article or as a reject with its reason: never an error, never a hang."""

from __future__ import annotations

import os
import random
import time
from functools import cache
from pathlib import Path

import compose
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extractors.records import Article
from monitor.articles import Reject
from monitor.readers.child import CHILD
from monitor.readers.parts import Source
from monitor.readers.read import read_source

MOST = 5.0  # seconds of work for one input
PEAK = 500_000  # kB, of this process and of the one that parses
pytestmark = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="work and memory are measured in /proc")
NAMES = ("x", "x.txt", "x.md", "x.csv", "x.jsonl", "x.html", "x.gz")
QUIET = dict(database=None, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


@cache
def seeds() -> tuple[bytes, ...]:
    made = [raw for language in ("ar", "en") for raw, _stories in compose.folder(language).values()]
    story = compose.Story("ar", 1)
    return (*made, compose.atom([story]).encode("utf-8"), compose.warc([story, story], packed=False))


@st.composite
def inputs(draw: st.DrawFn) -> tuple[str, bytes]:
    """Random bytes, random text behind the beginning of a kind, or a good file with bytes changed, cut, doubled."""
    name = draw(st.sampled_from(NAMES))
    way = draw(st.integers(0, 9))
    if way == 0:
        return name, draw(st.binary(max_size=400))
    if way == 1:
        return name, draw(st.text(max_size=200)).encode("utf-8", "surrogatepass")
    raw = draw(st.sampled_from(seeds()))
    if way == 2:
        return name, raw[: draw(st.integers(4, 300))] + draw(st.binary(max_size=200))
    return name, mutated(raw, draw(st.integers(0, 2**32 - 1)))


def mutated(raw: bytes, seed: int) -> bytes:
    """A good file with up to eight changes."""
    chance, out = random.Random(seed), bytearray(raw)
    for _change in range(chance.randint(1, 8)):
        at, much = chance.randrange(len(out) + 1), chance.choice((1, 1, 2, 8, 64, 1_000))
        way = chance.randrange(4)
        if way == 0:
            out[at : at + much] = chance.randbytes(len(out[at : at + much]))
        elif way == 1:
            del out[at : at + much]
        elif way == 2:
            out[at:at] = out[at : at + much]
        else:
            out[at:at] = chance.choice((b"\x00", b"<", b"&#0;", b"\xff\xfe", b"\r\n\r\n", b'"', b"9" * 20, b"]]>"))
    return bytes(out)


def check(case: tuple[str, bytes]) -> None:
    name, raw = case
    started = worked()
    for one in read_source(Source.of_bytes(name, raw)):
        if isinstance(one, Reject):
            assert one.reason and one.file.startswith(name.removesuffix(".gz"))
            assert "took longer" not in one.reason and "broke down" not in one.reason
        else:
            assert isinstance(one, Article) and one.text.strip()
    assert worked() - started < MOST


def worked() -> float:
    """Seconds of processor time of this process and of the one that parses: other programs' work does not count."""
    child = CHILD._ready().pid
    fields = Path(f"/proc/{child}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return time.process_time() + (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def memory(pid: int | str, which: str) -> int:
    """kB: VmRSS now, VmHWM at most."""
    lines = Path(f"/proc/{pid}/status").read_text(encoding="utf-8").split("\n")
    return int(next(line.split()[1] for line in lines if line.startswith(which)))


@pytest.fixture(scope="module", autouse=True)
def started() -> None:
    """What is read and compiled once, at the first article of each kind, is no input's time."""
    for raw in seeds():
        list(read_source(Source.of_bytes("x", raw)))


def run(inputs_read: int, **how: bool) -> None:
    """Read so many; at its peak neither this process has grown by more than PEAK nor is its child larger."""
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")  # the peak is that of now
    before = memory("self", "VmRSS")
    settings(max_examples=inputs_read, **(QUIET | how))(given(inputs())(check))()
    grown, child = memory("self", "VmHWM") - before, memory(CHILD._ready().pid, "VmHWM")
    print(f"\n{inputs_read} inputs; this process grew by {grown / 1000:.0f} MB, its child has {child / 1000:.0f} MB")
    assert grown < PEAK and child < PEAK


def test_2000_inputs() -> None:
    run(2_000)


@pytest.mark.soak
def test_10000_inputs() -> None:
    run(10_000, derandomize=False)
