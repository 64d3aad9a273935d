"""Web archives: every whole page goes in, and what is cut off, damaged or changed is counted."""

from __future__ import annotations

import gzip

import compose
import pytest
from compose import Story

from extractors.records import Article
from monitor.articles import Reject
from monitor.readers.parts import Source
from monitor.readers.read import read_source

STORIES = [Story("ar", n) for n in range(6)]
GARBAGE = bytes(range(256)) * 8


def read(raw: bytes) -> tuple[list[str], list[str]]:
    """The titles of what was read, the reasons of what was not."""
    found = list(read_source(Source.of_bytes("crawl.warc", raw)))
    titles = [one.title for one in found if isinstance(one, Article)]
    return titles, [one.reason for one in found if isinstance(one, Reject)]


def titles(*numbers: int) -> list[str]:
    return [STORIES[number].title for number in numbers]


def records(packed: bool) -> list[bytes]:
    found = list(map(compose.response, STORIES))
    return [gzip.compress(one, mtime=0) for one in found] if packed else found


@pytest.mark.parametrize("packed", [True, False])
def test_whole(packed: bool) -> None:
    assert read(b"".join(records(packed))) == (titles(0, 1, 2, 3, 4, 5), [])


def test_packed_as_one_member() -> None:
    assert read(gzip.compress(b"".join(records(False)))) == (titles(0, 1, 2, 3, 4, 5), [])


@pytest.mark.parametrize("packed", [True, False])
@pytest.mark.parametrize("part", [0.1, 0.5, 0.9])
def test_cut_off(packed: bool, part: float) -> None:
    parts = records(packed)
    whole, cut = b"".join(parts[:3]), parts[3]
    got, reasons = read(whole + cut[: int(part * len(cut))])
    assert got == titles(0, 1, 2)
    assert len(reasons) == 1 and "incomplete" in reasons[0]


@pytest.mark.parametrize("packed", [True, False])
def test_damage_in_the_middle_costs_only_what_it_hits(packed: bool) -> None:
    parts = records(packed)
    got, reasons = read(b"".join([*parts[:3], GARBAGE, *parts[3:]]))
    assert got == titles(0, 1, 2, 3, 4, 5)
    assert len(reasons) == 1 and "damaged stretches passed over" in reasons[0]


def test_a_damaged_member_costs_itself() -> None:
    parts = records(True)
    parts[2] = parts[2][:200] + b"\x00" * 100 + parts[2][300:]
    got, reasons = read(b"".join(parts))
    assert got == titles(0, 1, 3, 4, 5) and "1 damaged stretches" in " ".join(reasons)


def test_a_changed_record_is_refused() -> None:
    parts = records(False)
    parts[1] = parts[1].replace(b"</html>", b"</htmX>")
    got, reasons = read(b"".join(parts))
    assert got == titles(0, 2, 3, 4, 5) and reasons == [
        "its digest does not match: the record was changed or damaged"
    ]  # fmt: skip


def test_other_records_and_answers_are_passed_over() -> None:
    page = compose.page(STORIES[0]).encode("utf-8")
    head = b"HTTP/1.1 %s\r\nContent-Type: %s\r\n%s\r\n"
    chunked = b"%x\r\n%s\r\n0\r\n\r\n" % (len(page), page)
    chunks, zipped = b"Transfer-Encoding: chunked\r\n", b"Content-Encoding: gzip\r\n"
    ok = b"200 OK"
    made = [
        compose.record("request", STORIES[0].url, b"GET / HTTP/1.1\r\n\r\n"),
        compose.record("response", STORIES[0].url, head % (b"404 Not Found", b"text/html", b"") + page),
        compose.record("response", STORIES[0].url, head % (b"200 OK", b"image/png", b"") + page),
        compose.record("resource", STORIES[0].url, page, **{"Content-Type": "text/html"}),
        compose.record("response", STORIES[0].url, head % (ok, b"text/html", chunks) + chunked),
        compose.record("response", STORIES[0].url, head % (ok, b"text/html", zipped) + gzip.compress(page)),
    ]  # fmt: skip
    assert read(b"".join(made)) == (titles(0, 0, 0), [])
