"""The door of a team's dashboard: every request, page, picture, file or socket, is of somebody who is let in.

Streamlit itself serves downloads, uploads and scripts to whoever asks. This stands in front of all of it, in the same
process (team.py), behind the proxy that does the encryption.
"""

from __future__ import annotations

import asyncio
import json
import logging
import re
from collections.abc import Awaitable, Callable, MutableMapping
from http.cookies import CookieError, SimpleCookie
from importlib.util import find_spec
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from streamlit import config
from streamlit.auth_util import get_cookie_with_chunks, get_secrets_auth_section, get_signing_secret
from streamlit.user_info import generate_login_redirect_url
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from monitor.access import READ, UNKNOWN, Identity, Refused, identity_of, session_hours
from monitor.store import users
from monitor.store.engine import StoreMissing, is_away, reading, store_url
from monitor.store.migrations import open_store
from views import cards

LOG = logging.getLogger(__name__)
# Our own addresses: the way in, what the proxy asks, and what it shows to who has signed in and is no user.
LOGIN, SESSION, STRANGER = "/login", "/session", "/unknown"
NEXT = b"next="  # after LOGIN: all behind it is where to go afterwards, ampersands included
OPEN = ("/auth/login", "/auth/logout", "/oauth2callback", "/_stcore/health")
WANTED = "rasd_wanted"
NEEDED = ("redirect_uri", "cookie_secret", "client_id", "client_secret", "server_metadata_url")
SECRET_BYTES = 32

Scope = MutableMapping[str, Any]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

_closed = False


def closed() -> bool:
    """Whether this process lets nobody in without a login."""
    return _closed


class Door:
    """An ASGI application that asks who is there before it hands over to another one."""

    def __init__(self, inside: App) -> None:
        global _closed
        self.inside = inside
        self.told: set[Identity] = set()  # refused ones whose refusal is logged: one line a sign-in is enough
        _closed = True

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        kind, path = scope["type"], scope.get("path", "")
        if kind == "lifespan" or (kind == "http" and path in OPEN):
            await self.inside(scope, receive, send)
        elif kind == "http" and path == LOGIN:
            wanted = scope["query_string"].removeprefix(NEXT) if scope["query_string"].startswith(NEXT) else b""
            way = (b"location", generate_login_redirect_url("default").encode())
            await answer(send, 302, headers=[way, remember(quote(wanted).encode(), 600)])
        elif kind == "http" and path == STRANGER:
            await answer(send, 403, cards.unknown_page(OPEN[1]))
        else:
            await self.ask(scope, receive, send)

    async def ask(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let in, send to the login, or turn away."""
        enters = is_page(scope)
        identity = identity_in(scope)
        try:
            if identity is None:
                raise Refused("anonymous")
            await asyncio.to_thread(self.check, identity, enters)
        except Refused as refused:
            await turn_away(scope, send, enters, refused.reason)
        except Exception as error:  # whatever it is, it does not open the door
            LOG.log(logging.WARNING if is_away(error) else logging.ERROR, "nobody could be asked for: %r", error)
            await answer(send, 503, cards.away_page(), websocket=scope["type"] == "websocket")
        else:
            if scope["path"] == SESSION:
                await answer(send, 204)
            elif enters and (wanted := wanted_in(scope)):
                await answer(send, 302, headers=[(b"location", wanted), remember(b"", 0)])
            else:
                await self.inside(scope, receive, send)

    def check(self, identity: Identity, enters: bool) -> None:
        """Raises Refused. Only who opens a page is let in anew; pictures and sockets are of those who are in."""
        try:
            engine = store()
        except StoreMissing:
            raise Refused(UNKNOWN) from None
        try:
            with reading(engine) as conn:
                users.present(conn, identity, READ)
        except Refused as refused:
            if not enters or refused.reason != UNKNOWN or identity in self.told:
                raise
            try:
                users.admit(engine, identity)
            except Refused:
                self.told.add(identity)
                raise


_engines: dict[str, Any] = {}


def store() -> Any:
    """The store that knows the users, opened once."""
    url = store_url()
    if url not in _engines:
        _engines[url] = open_store(url, create=False)
    return _engines[url]


def cookies_in(scope: Scope) -> SimpleCookie:
    """The cookies of a request; none where they cannot be read."""
    cookies = SimpleCookie()
    for name, value in scope.get("headers", ()):
        if name == b"cookie":
            try:
                cookies.load(value.decode("latin-1"))
            except CookieError:
                return SimpleCookie()
    return cookies


def remember(address: bytes, seconds: int) -> tuple[bytes, bytes]:
    """A header that keeps the address somebody asked for while she signs in."""
    return (b"set-cookie", b"%s=%s; Path=/; Max-Age=%d; HttpOnly; SameSite=lax" % (WANTED.encode(), address, seconds))


def wanted_in(scope: Scope) -> bytes | None:
    """After a login: the address that was asked for before it, one of this server. It may come from anybody."""
    cookies = cookies_in(scope)
    if scope["path"] != "/" or scope["query_string"] or WANTED not in cookies:
        return None
    address = unquote(cookies[WANTED].value)
    inside = re.fullmatch(r"/[\w./-]*(\?[\w.%&=+,;:~-]*)?", address, re.A) and not address.startswith("//")
    return address.encode() if inside and address not in ("/", "/?") else None


def identity_in(scope: Scope) -> Identity | None:
    """Whoever the signed cookie names; None without one, with a forged one, or one older than a session may be."""
    cookies = cookies_in(scope)
    days = session_hours() / 24

    def signed(name: str) -> bytes | None:
        return decode_signed_value(get_signing_secret(), name, cookies[name].value, days) if name in cookies else None

    raw = get_cookie_with_chunks(signed, USER_COOKIE_NAME)
    claims = json.loads(raw) if raw else {}
    return identity_of(claims, session_hours()) if claims.get("is_logged_in") else None


def is_page(scope: Scope) -> bool:
    """Whether a browser asks for a page that a person will look at."""
    if scope["type"] != "http" or scope["method"] != "GET" or scope["path"].startswith(("/_stcore", "/media")):
        return False
    return any(name == b"accept" and b"text/html" in value for name, value in scope["headers"])


async def turn_away(scope: Scope, send: Send, enters: bool, reason: str) -> None:
    """A page: to the login, or why that will not help. Anything else: only that it is closed."""
    if scope["type"] == "websocket":
        await answer(send, 403, websocket=True)
    elif enters and reason == UNKNOWN:
        await answer(send, 403, cards.unknown_page(OPEN[1]))
    elif enters and scope["path"] != SESSION:
        asked = scope.get("raw_path", b"/") + b"?" + scope["query_string"]
        await answer(send, 302, headers=[(b"location", LOGIN.encode() + b"?" + NEXT + asked)])
    else:
        await answer(send, 401)


async def answer(
    send: Send,
    status: int,
    page: str = "",
    *,
    headers: list[tuple[bytes, bytes]] | None = None,
    websocket: bool = False,
) -> None:
    """A whole answer; a socket is closed before it is opened."""
    if websocket:
        await send({"type": "websocket.close", "code": 1013 if status == 503 else 1008})
        return
    kind = [(b"content-type", b"text/html; charset=utf-8"), (b"cache-control", b"no-store")]
    await send({"type": "http.response.start", "status": status, "headers": kind + (headers or [])})
    await send({"type": "http.response.body", "body": page.encode("utf-8")})


def unfit() -> str | None:
    """Why a team's dashboard must not start with these settings; None where it may."""
    auth = get_secrets_auth_section()
    if missing := [name for name in NEEDED if not auth.get(name)]:
        return f"no login is configured: [auth] in secrets.toml lacks {', '.join(missing)}"
    if find_spec("authlib") is None:
        return "the login needs a package: pip install -r requirements-team.txt"
    if len(str(auth["cookie_secret"]).encode()) < SECRET_BYTES:
        return f"cookie_secret must have {SECRET_BYTES} random bytes or more: openssl rand -hex 32"
    home = urlsplit(str(auth["redirect_uri"]))
    if home.scheme != "https" and home.hostname not in ("127.0.0.1", "localhost"):
        return "redirect_uri must begin with https: without encryption anybody on the way can read the cookie"
    if home.path != "/oauth2callback":
        return "redirect_uri must end with the address /oauth2callback, without a folder before it"
    if config.get_option("server.trustedUserHeaders"):
        return "server.trustedUserHeaders must be empty: whoever can send a header could be anybody"
    return None
