"""Connections that go only to addresses that were checked, and that end when the time is over, whatever trickles in."""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import httpcore

from monitor.net.guard import Resolve, addresses_of, checked

QUIET = 10.0  # seconds without a byte


@dataclass(slots=True)
class Wire(httpcore.NetworkBackend):
    """Opens connections for one fetch; until: the moment when all of it must be over."""

    private: bool
    resolve: Resolve
    until: float
    clock: Callable[[], float]

    def check(self, url: str) -> None:
        """Raises Blocked for an address whose form alone rules it out."""
        checked(url, private=self.private)

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[tuple] | None = None,
    ) -> httpcore.NetworkStream:
        """A connection to the very IP address that was checked: a second look-up could answer otherwise."""
        address = addresses_of(host, port, self.resolve, private=self.private)[0]
        stream = httpcore.SyncBackend().connect_tcp(address, port, timeout=self.left())
        return Stream(stream, self)

    def left(self) -> float:
        """Seconds for the next step. Raises httpcore.ReadTimeout when there are none."""
        left = self.until - self.clock()
        if left <= 0:
            raise httpcore.ReadTimeout("the time is over")
        return min(left, QUIET)


@dataclass(slots=True)
class Stream(httpcore.NetworkStream):
    """A connection whose every step looks at the clock."""

    inner: httpcore.NetworkStream
    wire: Wire

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self.inner.read(max_bytes, timeout=self.wire.left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self.inner.write(buffer, timeout=self.wire.left())

    def close(self) -> None:
        self.inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        return Stream(self.inner.start_tls(ssl_context, server_hostname, timeout=self.wire.left()), self.wire)

    def get_extra_info(self, info: str) -> object:
        return self.inner.get_extra_info(info)
