"""Files that are traps: each is refused with its reason, in little time and memory, and the next file is read."""

from __future__ import annotations

import io
import os
import signal
import struct
import subprocess
import sys
import threading
import time
import zipfile
from pathlib import Path

import compose
import pytest
from compose import Story

from extractors.records import Article
from monitor.articles import Reject
from monitor.readers import child
from monitor.readers.child import CHILD
from monitor.readers.limits import CHILD_MEMORY, CHILD_SECONDS_ELSE
from monitor.readers.parts import NO_HINTS, Refused, Source
from monitor.readers.read import read_source

ROOT = Path(__file__).parents[2]


def refused(raw: bytes, name: str = "x") -> list[str]:
    found = list(read_source(Source.of_bytes(name, raw)))
    assert all(isinstance(one, Reject) for one in found), found
    return [f"{one.file}: {one.reason}" for one in found]


def test_bombs_of_archives() -> None:
    big = compose.zipped({"a.txt": bytes(60_000_000)})
    assert "packed more than 100 to 1" in refused(big)[0]
    many = compose.zipped({f"{n}.txt": b"x" for n in range(2_001)})
    assert "2,001 members" in refused(many)[0]
    assert "unpacks to" in refused(compose.zipped({f"{n}.txt": bytes(50_000_000) for n in range(5)}))[0]
    inner = compose.zipped({"in.zip": compose.zipped({"a.txt": b"They fled."})})
    assert refused(inner) == ["x/in.zip: an archive inside a ZIP archive; unpack it first"]


def test_a_declared_size_that_lies() -> None:
    """Its directory says 10 bytes; 20 MB come."""
    raw = bytearray(compose.zipped({"a.txt": b"a" * 20_000_000}))
    at = raw.rindex(b"PK\x01\x02")
    raw[at + 24 : at + 28] = struct.pack("<I", 10)
    (reason,) = refused(bytes(raw))
    assert "damaged" in reason or "packed" in reason


def test_a_word_file_that_swells() -> None:
    raw = io.BytesIO(compose.docx(Story("en", 0)))
    with zipfile.ZipFile(raw, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/media/x.xml", bytes(60_000_000))
    assert "packed more than 100 to 1" in refused(raw.getvalue())[0]


def test_names_that_lead_out_and_links() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in ("../up.txt", "/etc/abs.txt", "C:/x.txt", "a/../../b.txt", "..\\win.txt"):
            archive.writestr(name, "They fled.")
        link = zipfile.ZipInfo("link.txt")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/hostname")
        archive.writestr("good.txt", "They fled.")
    found = list(read_source(Source.of_bytes("x", out.getvalue())))
    assert [one.text for one in found if isinstance(one, Article)] == ["They fled."]
    reasons = [one.reason for one in found if isinstance(one, Reject)]
    assert reasons.count("a name that leads out of the archive") == 5
    assert reasons.count("a symbolic link, not followed") == 1


@pytest.mark.parametrize(
    "page",
    [
        b"<div>" * 100_000 + b"x",
        b"<html>" + b"<table><tr><td>" * 20_000,
        b"<p>" + b"<b " * 200_000,
        b"<p>" + b"a" * 7_000_000,
        ("<p>" + "\u0642\u0635\u0641 " * 500_000).encode("utf-8"),
        b"<html><!--" * 100_000,
        b"<a href='" * 100_000,
        b"<p>" + b"&amp;" * 1_000_000,
    ],
    ids=["deep", "tables", "tag", "word", "words", "comment", "links", "entities"],
)
def test_pages_that_are_too_much(page: bytes) -> None:
    next(CHILD.parse("html", compose.page(Story("en", 0)).encode(), NO_HINTS))  # so that its start is not counted
    started = time.process_time(), time.monotonic()
    for one in read_source(Source.of_bytes("x.html", page)):
        assert isinstance(one, Reject) and one.reason or isinstance(one, Article) and one.text
    assert time.process_time() - started[0] < 5 and time.monotonic() - started[1] < 2 * CHILD_SECONDS_ELSE
    assert "larger than 8,000,000 bytes" in refused(b"<html>" + b"x" * 8_000_001)[0]


LAUGHS = b"""<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "ha">""" + b"".join(
    b'<!ENTITY %c "%s">' % (letter, b"&%c;" % (letter - 1) * 10) for letter in range(ord("b"), ord("k"))
) + b"]><rss><channel><title>&j;</title><item><title>&j;</title></item></channel></rss>"  # fmt: skip
QUADRATIC = (
    b'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "' + b"a" * 50_000 + b'">]><rss><channel><title>'
    + b"&a;" * 50_000 + b"</title></channel></rss>"
)  # fmt: skip


@pytest.mark.parametrize("bomb", [LAUGHS, QUADRATIC], ids=["laughs", "quadratic"])
def test_entities_that_swell(bomb: bytes) -> None:
    list(read_source(Source.of_bytes("x", compose.rss([Story("en", 0)]).encode())))  # so that its start is not counted
    started = time.monotonic()
    assert "document type" in refused(bomb)[0]
    assert time.monotonic() - started < 1


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is measured in /proc")
def test_a_line_of_200_mb_stays_small_in_memory(tmp_path: Path) -> None:
    path = tmp_path / "long.jsonl"
    with path.open("wb") as out:
        out.write(b'{"text": "')
        for _mb in range(200):
            out.write(b"a" * 1_000_000)
        out.write(b'"}\n{"text": "They fled."}\n')
    code = (
        "import sys; from pathlib import Path; from monitor.readers.read import read_path\n"
        "for one in read_path(Path(sys.argv[1])): print(getattr(one, 'reason', None) or one.text)\n"
        "print(next(line.split()[1] for line in open('/proc/self/status') if line.startswith('VmHWM')))"
    )
    done = subprocess.run([sys.executable, "-c", code, str(path)], cwd=ROOT, capture_output=True, text=True, check=True)
    told, text, peak = done.stdout.split("\n")[:3]
    assert told == "line longer than 10,000,000 bytes" and text == "They fled."
    assert int(peak) < 300_000


def test_the_parsing_process_has_limits_and_its_death_costs_one_file(monkeypatch: pytest.MonkeyPatch) -> None:
    good = compose.page(Story("en", 0)).encode("utf-8")
    with pytest.raises(Refused, match="took longer than 0.01 s"):
        list(CHILD.parse("pdf", compose.pdf(Story("en", 0)), NO_HINTS, seconds=0.01))
    assert len(list(CHILD.parse("html", good, NO_HINTS))) == 1
    CHILD._process.kill()
    assert len(list(CHILD.parse("html", good, NO_HINTS))) == 1
    monkeypatch.setattr(child, "CHILD_FILES", 1)
    before = CHILD._process.pid
    assert len(list(CHILD.parse("html", good, NO_HINTS))) == 1 and CHILD._process.pid != before


@pytest.mark.skipif(not child.COUNTS_WORK, reason="no limit of work on this system")
def test_a_process_that_gets_no_turn_costs_no_file() -> None:
    good = compose.page(Story("en", 0)).encode("utf-8")
    assert len(list(CHILD.parse("html", good, NO_HINTS))) == 1
    os.kill(CHILD._process.pid, signal.SIGSTOP)
    threading.Timer(1.5, os.kill, (CHILD._process.pid, signal.SIGCONT)).start()
    assert len(list(CHILD.parse("html", good, NO_HINTS, seconds=1))) == 1, "it worked for less than a second"


@pytest.mark.skipif(sys.platform != "linux", reason="its memory is limited by Linux")
def test_the_parsing_process_cannot_swell() -> None:
    code = f"from monitor.readers.child import limit_memory; limit_memory(); bytes({CHILD_MEMORY})"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1 and "MemoryError" in done.stderr


def test_pdfs_without_text_and_with_letters_back_to_front() -> None:
    import typst

    scan = typst.compile(b"#rect(width: 5cm, height: 5cm)")
    assert "perhaps a scan" in refused(scan)[0]
    story = Story("ar", 0)
    turned = "\n\n".join(line[::-1] for line in [story.title, *story.body])
    source = f'#set text(lang: "ar", font: "IBM Plex Sans Arabic")\n{turned}'.encode()
    assert "visual order" in refused(typst.compile(source, font_paths=[str(compose.FONTS)]))[0]
