"""A team's dashboard as it is started for real, with a login, on a free port."""

from __future__ import annotations

import json
import os
import socket
import ssl
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import Engine
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

from monitor.store import users
from tests.team.provider import CLIENT, SECRET

ROOT = Path(__file__).resolve().parents[2]
COOKIE_SECRET = "only-for-tests-" + "0123456789abcdef" * 2
ROLES = {"amal": "admin", "rim": "reviewer", "vera": "viewer"}
PATIENCE = 120  # seconds: a busy machine is slow, and that is no failure


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def enrol(engine: Engine) -> None:
    """One user of each role."""
    for name, role in ROLES.items():
        users.add(engine, f"{name}@ngo.example", role, by="test", name=name.title())


def secrets_file(folder: Path, home: str, issuer: str, **changed: str) -> Path:
    """The settings of a login; home is where browsers find the dashboard."""
    values = {
        "redirect_uri": f"{home}/oauth2callback",
        "cookie_secret": COOKIE_SECRET,
        "client_id": CLIENT,
        "client_secret": SECRET,
        "server_metadata_url": f"{issuer}/.well-known/openid-configuration",
    } | changed
    path = folder / "secrets.toml"
    lines = "".join(f"{name} = {json.dumps(value)}\n" for name, value in values.items())
    path.write_text("[auth]\n" + lines, encoding="utf-8")
    return path


def start(script: str, db: str, port: int, *options: str, **more: object) -> subprocess.Popen:
    """The dashboard's process."""
    command = [sys.executable, "-m", "streamlit", "run", script, "--server.headless=true", f"--server.port={port}"]
    return subprocess.Popen([*command, *options], cwd=ROOT, env=os.environ | {"RASD_DB": db}, **more)


@dataclass(frozen=True)
class Team:
    """Where the dashboard answers (its own port), where browsers find it, and its process."""

    port: int
    home: str
    issuer: str
    process: subprocess.Popen

    @property
    def inside(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def cookie(self, name: str, **changed: object) -> str:
        """The cookie that this person would have after a login, made with the server's own secret."""
        return mint(self.home, self.issuer, name, **changed)


def mint(home: str, issuer: str, name: str, secret: str = COOKIE_SECRET, **changed: object) -> str:
    """A signed cookie with the claims of somebody."""
    now = int(time.time())
    claims = {
        "iss": issuer,
        "sub": f"sub-{name}",
        "iat": now,
        "exp": now + 3600,
        "email": f"{name}@ngo.example",
        "email_verified": True,
        "is_logged_in": True,
        "origin": home,
        "provider": "default",
    }
    value = create_signed_value(secret, "_streamlit_user", json.dumps(claims | changed)).decode()
    return f"_streamlit_user={value}"


@contextmanager
def serving(folder: Path, db: str, issuer: str, home: str | None = None) -> Iterator[Team]:
    """The team's dashboard on this store; home: where a proxy in front of it answers, else itself."""
    port = free_port()
    home = home or f"http://127.0.0.1:{port}"
    secrets = secrets_file(folder, home, issuer)
    process = start("team.py", db, port, f"--secrets.files={secrets}")
    try:
        wait_for(f"http://127.0.0.1:{port}/_stcore/health", process)
        yield Team(port, home, issuer, process)
    finally:
        process.terminate()
        process.wait(30)


def wait_for(url: str, process: subprocess.Popen) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if process.poll() is not None:
            pytest.fail(f"{process.args} ended with code {process.returncode}")
        if ask(url)[0]:
            return
        time.sleep(0.2)
    pytest.fail(f"{url} does not answer")


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_words: object) -> None:
        return None


ANY_CERTIFICATE = ssl._create_unverified_context()  # the proxy's is of the tests' own making
_opener = urllib.request.build_opener(
    _NoRedirect, urllib.request.ProxyHandler({}), urllib.request.HTTPSHandler(context=ANY_CERTIFICATE)
)


def ask(url: str, cookie: str = "", method: str = "GET", **headers: str) -> tuple[int, dict[str, str], bytes]:
    """(status, headers, body), without following anything; status 0 where nobody answers."""
    request = urllib.request.Request(url, method=method, headers=headers | ({"Cookie": cookie} if cookie else {}))
    try:
        with _opener.open(request, timeout=PATIENCE) as found:
            return found.status, dict(found.headers), found.read()
    except urllib.error.HTTPError as error:
        return error.code, dict(error.headers), error.read()
    except OSError:
        return 0, {}, b""
