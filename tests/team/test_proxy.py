"""The proxy as shipped: closed without a cookie, encrypted, limited, and the login goes through it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
from sqlalchemy import Engine
from websockets.exceptions import InvalidStatus

from monitor.store import users
from tests.team.provider import Provider
from tests.team.proxy import NGINX, proxying
from tests.team.session import visiting
from tests.team.team import Team, ask, free_port, serving

PAGE = {"Accept": "text/html"}
pytestmark = pytest.mark.skipif(NGINX is None, reason="nginx (Debian: nginx-light) is not installed")


@pytest.fixture(scope="module")
def front(engine: Engine, provider: Provider, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Team, int]]:
    """A team's dashboard behind the proxy, and the proxy's port without encryption."""
    port = free_port()
    home = f"https://127.0.0.1:{port}"
    with serving(tmp_path_factory.mktemp("behind"), engine.url.database, provider.issuer, home) as team:
        with proxying(tmp_path_factory.mktemp("nginx"), port, team.port) as plain:
            for name in ("amal", "rim", "vera"):
                assert ask(f"{home}/", team.cookie(name), **PAGE)[0] == 200
            yield team, plain


@pytest.fixture
def browser() -> Iterator[Callable[[], httpx.Client]]:
    """Clients that keep cookies and follow redirections, as browsers do."""
    opened = []

    def new() -> httpx.Client:
        opened.append(httpx.Client(verify=False, follow_redirects=True, headers=PAGE, timeout=60, trust_env=False))
        return opened[-1]

    yield new
    for client in opened:
        client.close()


@pytest.mark.parametrize("path", [
    "/media/0123.csv", "/static/index.html", "/session", "/_stcore/health", "/_stcore/host-config",
    "/_stcore/upload_file/a/b", "/component/x", "/app/static/icon.png", "/auth/x", "/loginx", "/",
])  # fmt: skip
def test_nothing_is_open_without_a_cookie(front: tuple[Team, int], path: str) -> None:
    status, headers, body = ask(front[0].home + path)
    assert status in (401, 404) and b"streamlit" not in body.lower() and "Strict-Transport-Security" in headers


def test_a_real_file_is_closed_and_a_guessed_one_is_not_there(front: tuple[Team, int]) -> None:
    team = front[0]
    with visiting(team.home, team.home, team.cookie("vera")) as vera:
        files = vera.run(page=vera.run().pages["brief"]).downloads()
        assert files
        assert ask(team.home + files[0], team.cookie("vera"))[0] == 200
        assert ask(team.home + files[0])[0] == 401
        assert ask(f"{team.home}/media/{'0' * 64}.png", team.cookie("vera"))[0] == 404
        assert ask(team.home + files[0], team.cookie("vera", exp=int(time.time()) - 999))[0] == 401


def test_a_socket_needs_a_cookie(front: tuple[Team, int]) -> None:
    with pytest.raises(InvalidStatus, match="401"), visiting(front[0].home, front[0].home):
        pass


def test_a_login_goes_through_the_proxy_to_the_page_asked_for(
    front: tuple[Team, int], browser: Callable[[], httpx.Client], provider: Provider
) -> None:
    team, client = front[0], browser()
    page = client.get(f"{team.home}/evidence?gov=SY09&lang=ar")
    assert str(page.url).startswith(f"{provider.issuer}/authorize")
    chosen = page.text.split('">rim<')[0].rpartition('href="')[2]
    page = client.get(provider.issuer + chosen)
    assert page.status_code == 200 and str(page.url) == f"{team.home}/evidence?gov=SY09&lang=ar"
    cookies = [cookie for response in page.history for cookie in response.headers.get_list("set-cookie")]
    mine = next(cookie for cookie in cookies if cookie.startswith("_streamlit_user="))
    assert {"Secure", "HttpOnly"} <= {part.strip().capitalize().replace("only", "Only") for part in mine.split(";")}


def test_a_code_is_good_once_and_for_one_browser(
    front: tuple[Team, int], browser: Callable[[], httpx.Client], provider: Provider
) -> None:
    team, client = front[0], browser()
    page = client.get(f"{team.home}/")
    chosen = page.text.split('">rim<')[0].rpartition('href="')[2]
    back = client.get(provider.issuer + chosen, follow_redirects=False).headers["location"]
    thief = browser()
    assert str(thief.get(back).url).startswith(provider.issuer), "a stolen answer opens nothing without its browser"
    assert thief.get(f"{team.home}/media/0123.csv", headers={"Accept": "*/*"}).status_code == 401


def test_a_stranger_is_told_so(front: tuple[Team, int]) -> None:
    status, _headers, body = ask(f"{front[0].home}/", front[0].cookie("stranger"), **PAGE)
    assert status == 403 and b"no access" in body and b'lang="ar"' in body


def test_who_is_removed_is_out(front: tuple[Team, int], engine: Engine) -> None:
    team = front[0]
    users.add(engine, "lina@ngo.example", "viewer", by="test")
    assert ask(f"{team.home}/", team.cookie("lina"), **PAGE)[0] == 200
    users.remove(engine, "lina@ngo.example", by="test")
    assert ask(f"{team.home}/", team.cookie("lina"), **PAGE)[0] == 403
    assert ask(f"{team.home}/static/index.html", team.cookie("lina"))[0] == 401


def test_without_encryption_there_is_only_the_way_to_it(front: tuple[Team, int]) -> None:
    status, headers, _body = ask(f"http://127.0.0.1:{front[1]}/x")
    assert status == 301 and headers["Location"].startswith("https://")


def test_measurements_of_the_server_are_for_nobody(front: tuple[Team, int]) -> None:
    assert ask(f"{front[0].home}/_stcore/metrics", front[0].cookie("amal"))[0] == 404


def test_while_the_program_is_stopped_a_page_says_so_and_looks_again(tmp_path: Path) -> None:
    port = free_port()
    with proxying(tmp_path, port, free_port()):
        status, headers, body = ask(f"https://127.0.0.1:{port}/evidence", **PAGE)
        assert status == 503 and b"http-equiv=refresh" in body and b"lang=ar" in body and b"lang=en" in body
        assert headers["Content-Type"].startswith("text/html")


def test_many_tries_in_a_row_are_refused(front: tuple[Team, int]) -> None:
    """The last test of this file: the way in stays shut for a while."""
    answers = [ask(f"{front[0].home}/login")[0] for _try in range(40)]
    assert 429 in answers and answers.count(302) <= 17
    assert ask(f"{front[0].home}/oauth2callback?state=a&code=b")[0] == 429
    assert ask(f"{front[0].home}/", front[0].cookie("vera"), **PAGE)[0] == 200, "who is in is not disturbed"
