"""Fetching against a real server that gives hostile answers, and the addresses that are never asked."""

from __future__ import annotations

import gzip
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import hostile
import httpcore
import pytest
from hostile import Server

from monitor.net.fetch import Answer, Fetcher, Unfetched
from monitor.net.guard import Blocked, addresses_of, checked, is_public

ROOT = Path(__file__).parents[2]


@pytest.fixture
def server() -> Iterator[Server]:
    with hostile.serving() as server:
        yield server


def get(url: str, **options: object) -> Answer:
    return Fetcher(private=True, **options).get(url)


def test_a_good_answer_with_its_charset_and_marks(server: Server) -> None:
    headers = {"Content-Type": "text/html; charset=windows-1256", "ETag": '"1"', "Last-Modified": "then"}
    server.pages["/a"] = (200, headers, b"page")
    assert get(server.url("/a#top")) == Answer(server.url("/a#top"), 200, b"page", "windows-1256", '"1"', "then")
    ((path, asked),) = server.seen
    assert path == "/a" and asked["host"] == f"127.0.0.1:{server.server_port}" and "rasd" in asked["user-agent"].lower()


def test_packed_and_redirected_answers(server: Server) -> None:
    server.pages["/z"] = (200, {"Content-Encoding": "gzip"}, gzip.compress(b"page"))
    server.pages["/r"] = (302, {"Location": "/z"}, b"")
    assert get(server.url("/r")).body == b"page"
    assert get(server.url("/r")).url == server.url("/z")


def test_what_has_not_changed_is_asked_for_with_its_marks(server: Server) -> None:
    server.pages["/f"] = (304, {"ETag": '"1"'}, b"")
    answer = Fetcher(private=True).get(server.url("/f"), etag='"1"', modified="then")
    assert (answer.status, answer.body) == (304, b"")
    assert server.seen[0][1]["if-none-match"] == '"1"' and server.seen[0][1]["if-modified-since"] == "then"


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        ((404, {}, b""), "answered 404"),
        ((500, {}, b""), "answered 500"),
        ((302, {}, b""), "answered 302"),
        ((302, {"Location": "/x"}, b""), "more than 5 redirects"),
        ((302, {"Location": "file:///etc/hostname"}, b""), "only http and https"),
        ((302, {"Location": "gopher://127.0.0.1/"}, b""), "only http and https"),
        ((302, {"Location": "http://user:pw@127.0.0.1/"}, b""), "a user name in it"),
        ((302, {"Location": "http://[bad/"}, b""), "Invalid IPv6 URL"),
        ((200, {"Content-Encoding": "br"}, b"x"), "packed as 'br'"),
        ((200, {"Content-Encoding": "gzip"}, b"x" * 50), "damaged answer"),
        ((200, {"Content-Encoding": "gzip"}, gzip.compress(b"page" * 99)[:-9]), "cut off before its end"),
        ((200, {"Content-Length": "99"}, b"short"), "RemoteProtocolError"),
        ((200, {"Content-Length": "x"}, b"short"), "Error"),
        ((200, {}, bytes(2_000_000)), "larger than 1,000,000 bytes"),
        (hostile.endless, "larger than 1,000,000 bytes"),
        (hostile.bomb, "larger than 1,000,000 bytes"),
        (lambda handler: handler.wfile.write(b"\x00\xff not http"), "RemoteProtocolError"),
        (lambda handler: None, "RemoteProtocolError"),
    ],
)
def test_a_bad_answer_is_told(server: Server, page: object, reason: str) -> None:
    server.pages["/x"] = page
    with pytest.raises(Unfetched, match=reason):
        get(server.url("/x"), limit=1_000_000)


@pytest.mark.parametrize("drip", [hostile.drip_head, hostile.drip_body])
def test_a_slow_answer_ends_at_the_deadline(server: Server, drip: object) -> None:
    server.pages["/slow"] = drip
    started = time.monotonic()
    with pytest.raises(Unfetched, match="took longer than 1 s"):
        get(server.url("/slow"), deadline=1.0)
    assert time.monotonic() - started < 2.0


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is measured in /proc")
def test_a_bomb_stays_small_in_memory(server: Server) -> None:
    server.pages["/bomb"] = hostile.bomb
    code = (
        "import sys; from monitor.net.fetch import Fetcher, Unfetched\n"
        "try: Fetcher(private=True).get(sys.argv[1])\n"
        "except Unfetched as error: print(error)\n"
        "print(next(line.split()[1] for line in open('/proc/self/status') if line.startswith('VmHWM')))"
    )
    command = [sys.executable, "-c", code, server.url("/bomb")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    told, peak = done.stdout.split("\n")[:2]
    assert "larger than 8,000,000 bytes" in told and int(peak) < 150_000


INWARD = [
    "http://127.0.0.1/", "http://127.1/", "http://2130706433/", "http://0x7f.1/", "http://017700000001/",
    "http://0.0.0.0/", "http://[::1]/", "http://[::ffff:127.0.0.1]/", "http://[::ffff:7f00:1]/", "http://10.0.0.1/",
    "http://172.16.0.1/", "http://192.168.1.1/", "http://169.254.169.254/latest/meta-data/", "http://100.64.0.1/",
    "http://[fe80::1]/", "http://[fc00::1]/", "http://[64:ff9b::7f00:1]/", "http://[64:ff9b:1::7f00:1]/",
    "http://[2002:7f00:1::]/", "http://[2001:0:7f00:1::]/", "http://[ff02::1]/", "http://224.0.0.1/",
    "http://255.255.255.255/", "http://localhost/",
]  # fmt: skip
FORMS = [
    "ftp://a.example/", "file:///etc/hostname", "//a.example/", "a.example", "javascript:alert(1)", "http://",
    "http://user@a.example/", "http://a.example:22/", "http://a.example:99999/", "http://[::1", "data:text/html,x",
]  # fmt: skip


@pytest.mark.parametrize("url", INWARD)
def test_private_addresses_are_never_connected_to(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    monkeypatch.setattr(httpcore.SyncBackend, "connect_tcp", lambda *args, **kw: asked.append(args))
    with pytest.raises(Unfetched, match="not a public address|no such host"):
        Fetcher().get(url)
    assert asked == []


@pytest.mark.parametrize("url", FORMS)
def test_forms_of_addresses_that_are_not_fetched(url: str) -> None:
    with pytest.raises(Blocked):
        checked(url)


def test_every_address_of_a_host_must_be_public() -> None:
    with pytest.raises(Blocked, match="10.0.0.1"):
        addresses_of("a.example", 80, lambda host, port: ["93.184.216.34", "10.0.0.1"])
    assert is_public("93.184.216.34") and is_public("2606:2800:220:1::1") and not is_public("fe80::1%eth0")
    assert not is_public("nonsense")


def test_a_name_that_changes_its_address_is_asked_once_and_that_answer_is_used(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """First a public address, then this computer: what was checked is what is connected to."""
    answers = iter([["93.184.216.34"], ["127.0.0.1"], ["127.0.0.1"]])
    connected: list[str] = []
    real = httpcore.SyncBackend.connect_tcp
    server.pages["/first"] = (302, {"Location": "http://again.example/second", "Connection": "close"}, b"")

    def connect(self: object, host: str, port: int, **options: object) -> httpcore.NetworkStream:
        connected.append(host)
        return real(self, "127.0.0.1", server.server_port, **options)  # stands for the server out there

    monkeypatch.setattr(httpcore.SyncBackend, "connect_tcp", connect)
    with pytest.raises(Unfetched, match="again.example: 127.0.0.1 is not a public address"):
        Fetcher(resolve=lambda host, port: next(answers)).get("http://rebind.example/first")
    assert connected == ["93.184.216.34"] and server.paths == ["/first"]
