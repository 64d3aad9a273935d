"""One address fetched: redirects checked one by one, the body counted while it is unpacked, all within a deadline."""

from __future__ import annotations

import functools
import re
import ssl
import time
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import quote, urldefrag, urljoin

import certifi
import httpcore

from monitor.net.guard import Blocked, Resolve, resolve
from monitor.net.wire import Wire
from monitor.readers.limits import HTTP_BODY

REDIRECTS = 5
DEADLINE = 30.0  # seconds for one address with all its redirects
AGENT = "Rasd/0.1 (reads news feeds for humanitarian monitoring)"
PACKED = ("gzip", "x-gzip")
CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{2,40})", re.IGNORECASE)


class Unfetched(Exception):
    """Nothing came of it; the message says why."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered; status 304 and an empty body where nothing has changed."""

    url: str
    status: int
    body: bytes = b""
    charset: str | None = None
    etag: str | None = None
    modified: str | None = None


@dataclass(frozen=True, slots=True)
class Fetcher:
    """How addresses are fetched; deadline (seconds) and limit (bytes) are for one address.

    private: also addresses that are not public, for tests and for servers in one's own house.
    """

    private: bool = False
    resolve: Resolve = resolve
    deadline: float = DEADLINE
    limit: int = HTTP_BODY
    clock: Callable[[], float] = time.monotonic

    def get(self, url: str, *, etag: str | None = None, modified: str | None = None) -> Answer:
        """The answer. Raises Unfetched; etag and modified: what the last answer said of itself."""
        wire = Wire(self.private, self.resolve, self.clock() + self.deadline, self.clock)
        conditions = {"If-None-Match": etag, "If-Modified-Since": modified}
        headers = {"User-Agent": AGENT, "Accept-Encoding": "gzip, identity"}
        headers |= {name: value for name, value in conditions.items() if value}
        try:
            with httpcore.ConnectionPool(ssl_context=_certificates(), network_backend=wire) as pool:
                for _step in range(REDIRECTS + 1):
                    found = self._once(pool, wire, url, headers)
                    if isinstance(found, Answer):
                        return found
                    url = found
        except Blocked as error:
            raise Unfetched(f"not fetched: {error}") from None
        except httpcore.TimeoutException:
            raise Unfetched(f"took longer than {self.deadline:g} s") from None
        except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.UnsupportedProtocol, ValueError) as error:
            raise Unfetched(f"{type(error).__name__}: {str(error)[:200]}") from None
        raise Unfetched(f"more than {REDIRECTS} redirects")

    def _once(self, pool: httpcore.ConnectionPool, wire: Wire, url: str, headers: dict[str, str]) -> Answer | str:
        """The answer of one address, or the address that it sends to."""
        wire.check(url)
        target = quote(urldefrag(url).url, safe="%/:=&?~#+!$,;'@()*[]")
        with pool.stream("GET", target, headers=headers) as response:
            got = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in response.headers}
            if response.status in (301, 302, 303, 307, 308) and "location" in got:
                return urljoin(url, got["location"])
            if response.status not in (200, 304):
                raise Unfetched(f"the server answered {response.status}")
            coding = got.get("content-encoding", "identity").strip().lower()
            body = b"" if response.status == 304 else b"".join(self._body(response, coding))
            charset = CHARSET.search(got.get("content-type", ""))
            named = charset[1] if charset else None
            return Answer(url, response.status, body, named, got.get("etag"), got.get("last-modified"))

    def _body(self, response: httpcore.Response, coding: str) -> Iterator[bytes]:
        """The unpacked body; it is unpacked here, a limited piece at a time, so that a bomb stops where it swells."""
        if coding not in (*PACKED, "identity", ""):
            raise Unfetched(f"packed as {coding[:20]!r}, which was not asked for")
        engine = zlib.decompressobj(31) if coding in PACKED else None
        left = self.limit
        for raw in response.iter_stream():
            while raw:
                try:
                    chunk = engine.decompress(raw, left + 1) if engine else raw
                except zlib.error as error:
                    raise Unfetched(f"damaged answer: {error}") from None
                raw = engine.unconsumed_tail if engine else b""
                left -= len(chunk)
                if left < 0:
                    raise Unfetched(f"larger than {self.limit:,} bytes")
                yield chunk
        if engine and not engine.eof:
            raise Unfetched("the answer was cut off before its end")


@functools.cache
def _certificates() -> ssl.SSLContext:
    return ssl.create_default_context(cafile=certifi.where())
