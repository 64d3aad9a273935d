"""Which addresses may be fetched: public ones alone, so that no feed or redirect reaches into a private network."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable
from urllib.parse import SplitResult, urlsplit

PORTS = (80, 443, 8080, 8443)
# Public by their class, but they carry another address inside, which may be a private one: NAT64, 6to4, Teredo.
CARRIERS = tuple(map(ipaddress.ip_network, ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32")))

Resolve = Callable[[str, int], list[str]]


class Blocked(Exception):
    """The address may not be fetched; the message says why."""


def resolve(host: str, port: int) -> list[str]:
    """All addresses of a host. Raises Blocked where it has none."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Blocked(f"{host}: no such host ({error})") from None
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def checked(url: str, *, private: bool = False) -> SplitResult:
    """The parts of an address whose form is one to fetch. Raises Blocked; private: any port."""
    try:
        parts = urlsplit(url)
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError as error:
        raise Blocked(f"not an address: {error}") from None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise Blocked("only http and https addresses are fetched")
    if parts.username is not None or parts.password is not None:
        raise Blocked("an address with a user name in it")
    if not private and port not in PORTS:
        raise Blocked(f"port {port}; only {', '.join(map(str, PORTS))} are fetched")
    return parts


def addresses_of(host: str, port: int, resolve: Resolve = resolve, *, private: bool = False) -> list[str]:
    """The IP addresses of a host, each of which is public. Raises Blocked; private: whatever they are."""
    addresses = resolve(host, port)
    if not addresses:
        raise Blocked(f"{host}: no address")
    for address in addresses:
        if not private and not is_public(address):
            raise Blocked(f"{host}: {address} is not a public address")
    return addresses


def is_public(address: str) -> bool:
    """True for an address that anybody on the internet could reach."""
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    inner = getattr(ip, "ipv4_mapped", None)
    if inner is not None:
        return is_public(str(inner))
    return ip.is_global and not ip.is_multicast and not any(ip in network for network in CARRIERS if ip.version == 6)
