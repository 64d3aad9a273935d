"""Nothing of a team's dashboard is served to who is not let in: no page, no file, no socket, no upload."""

from __future__ import annotations

import json
import re
import shlex
import time

import pytest
from sqlalchemy import Engine
from websockets.exceptions import InvalidStatus

from monitor import queries
from monitor.filters import Filters
from monitor.store import audit, users
from monitor.texts import texts
from tests.team.session import Run, Session, visiting
from tests.team.team import ROOT, Team, ask, mint

PAGE = {"Accept": "text/html"}
DECISIONS = {texts("en")(f"review.{decision}") for decision in ("confirmed", "rejected", "unsure")}
PATHS = ("/", "/review", "/media/0123.csv", "/static/index.html", "/app/static/icon.png", "/session",
         "/_stcore/host-config", "/_stcore/metrics", "/_stcore/upload_file/a/b", "/component/x", "//media/0123.csv",
         "/media/%2e%2e/x", "/auth/login/..", "/_stcore/health/../../media/x", "/LOGIN",
         "/%0d%0aSet-Cookie:%20x=1")  # fmt: skip


@pytest.mark.parametrize("path", PATHS)
def test_nobody_gets_anything_without_a_cookie(team: Team, path: str) -> None:
    status, headers, body = ask(team.inside + path)
    assert (status, body) == (401, b"") and headers["cache-control"] == "no-store"
    status, headers, body = ask(team.inside + path, **PAGE)
    assert body == b"" and (status == 401 or headers["location"].startswith("/login?next=/"))


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "HEAD", "OPTIONS"])
def test_other_methods_are_closed_as_well(team: Team, method: str) -> None:
    assert ask(f"{team.inside}/_stcore/upload_file/a/b", method=method)[0] == 401


def forged(team: Team) -> dict[str, str]:
    """Cookies that must not open."""
    now, good = int(time.time()), team.cookie("amal")
    return {
        "another secret": mint(team.home, team.issuer, "amal", secret="x" * 40),
        # not the last letter: two of its bits are no part of the signature
        "a changed letter": good[:-6] + ("A" if good[-6] != "A" else "B") + good[-5:],
        "nothing": "_streamlit_user=",
        "no signature": "_streamlit_user=" + json.dumps({"is_logged_in": True}),
        "expired": team.cookie("amal", exp=now - 3600),
        "older than a session may be": team.cookie("amal", iat=now - 9 * 3600, exp=now + 3600),
        "not signed in": team.cookie("amal", is_logged_in=False),
        "no times": team.cookie("amal", exp=None),
        "times that are words": team.cookie("amal", exp="tomorrow"),
        "no account": team.cookie("amal", sub=""),
        "another issuer": team.cookie("amal", iss="https://evil.example"),
        "a second account with the same address": team.cookie("amal", sub="sub-other"),
        "broken": '_streamlit_user="; x=\\',
    }


@pytest.mark.parametrize("kind", [
    "another secret", "a changed letter", "nothing", "no signature", "expired", "older than a session may be",
    "not signed in", "no times", "times that are words", "no account", "another issuer",
    "a second account with the same address", "broken",
])  # fmt: skip
def test_no_such_cookie_opens(team: Team, kind: str) -> None:
    cookie = forged(team)[kind]
    assert ask(f"{team.inside}/media/0123.csv", cookie)[0] == 401
    assert ask(f"{team.inside}/", cookie, **PAGE)[0] in (302, 403)
    with pytest.raises(InvalidStatus, match="403"), visiting(team.inside, team.home, cookie):
        pass


def test_a_stranger_is_told_so_in_both_languages_and_logged_once(team: Team, engine: Engine) -> None:
    cookie = team.cookie("nobody")
    for _again in range(3):
        status, _headers, body = ask(f"{team.inside}/", cookie, **PAGE)
        assert status == 403 and b'lang="ar"' in body and b"no access" in body and b"/auth/logout" in body
    lines = [row for row in audit.entries(engine, 99) if row["who"] == "nobody@ngo.example"]
    assert [row["kind"] for row in lines] == ["refused"]


def test_a_file_of_somebody_else_is_closed_without_a_cookie(team: Team) -> None:
    """Streamlit serves pictures and downloads to anybody who knows or computes their address."""
    with visiting(team.inside, team.home, team.cookie("vera")) as vera:
        first = vera.run()
        addresses = vera.run(page=first.pages["brief"]).downloads()
        assert addresses, "the brief's picture and files have addresses"
        for address in addresses:
            assert ask(team.inside + address, team.cookie("vera"))[0] == 200
            assert ask(team.inside + address)[0] == 401
            guess = re.sub(r"/media/[0-9a-f]{8}", "/media/00000000", address)
            assert ask(team.inside + guess, team.cookie("vera"))[0] == 404


def pages(session: Session) -> set[str]:
    return set(session.run().pages) - {""}


def labels(run: Run) -> set[str]:
    return {one.button.label for one in run.elements if one.HasField("button")}


def test_each_role_has_its_pages(team: Team) -> None:
    shown = {}
    for name in ("vera", "rim", "amal"):
        with visiting(team.inside, team.home, team.cookie(name)) as session:
            shown[name] = pages(session)
    assert {"evidence", "brief", "method"} <= shown["vera"]
    assert shown["rim"] - shown["vera"] == shown["amal"] - shown["vera"] == {"review", "upload"}


def test_a_viewer_who_types_the_address_of_the_queue_gets_nothing_of_it(team: Team) -> None:
    with visiting(team.inside, team.home, team.cookie("rim")) as rim:
        page = rim.run().pages["review"]
        assert DECISIONS <= labels(rim.run(page=page))
    with visiting(team.inside, team.home, team.cookie("vera")) as vera:
        seen = vera.run(page=page)
        assert "review" not in seen.pages and not DECISIONS & labels(seen)


def test_removal_and_a_new_role_act_on_the_next_click(team: Team, engine: Engine) -> None:
    users.add(engine, "maya@ngo.example", "viewer", by="test")
    cookie = team.cookie("maya")
    assert ask(f"{team.inside}/", cookie, **PAGE)[0] == 200
    with visiting(team.inside, team.home, cookie) as maya:
        assert "review" not in pages(maya)
        users.set_role(engine, "maya@ngo.example", "reviewer", by="test")
        assert "review" in pages(maya)
        users.remove(engine, "maya@ngo.example", by="test")
        after = maya.run()
        assert after.pages == {} and "has no access" in after.text
        assert not any(one.HasField("plotly_chart") for one in after.elements)
    assert ask(f"{team.inside}/media/0123.csv", cookie)[0] == 401


def test_a_login_is_logged(team: Team, engine: Engine) -> None:
    with visiting(team.inside, team.home, team.cookie("rim")) as rim:
        rim.run()
    assert ("login", "rim@ngo.example") in {(row["kind"], row["who"]) for row in audit.entries(engine, 99)}
    assert queries.reviews(engine) == [] and queries.totals(engine, Filters())


def test_after_the_login_comes_the_page_that_was_asked_for(team: Team) -> None:
    asked = ask(f"{team.inside}/evidence?gov=SY09&lang=ar", **PAGE)[1]["location"]
    headers = ask(team.inside + asked)[1]
    kept = headers["set-cookie"].partition(";")[0]
    assert "HttpOnly" in headers["set-cookie"]
    status, headers, _body = ask(f"{team.inside}/", f"{team.cookie('vera')}; {kept}", **PAGE)
    assert (status, headers["location"]) == (302, "/evidence?gov=SY09&lang=ar")
    assert "Max-Age=0" in headers["set-cookie"]


@pytest.mark.parametrize("planted", [
    "//evil.example/", "/%5Cevil.example", "https%3A//evil.example", "%2F%2Fevil.example", "/a%0D%0ASet-Cookie:x",
    "/%09/evil.example", "evil.example",
])  # fmt: skip
def test_a_planted_address_leads_nowhere_else(team: Team, planted: str) -> None:
    cookie = f"{team.cookie('vera')}; rasd_wanted={planted}"
    status, headers, _body = ask(f"{team.inside}/", cookie, **PAGE)
    assert status == 200 and "location" not in headers


def test_the_service_that_is_shipped_starts_just_this(team: Team) -> None:
    service = (ROOT / "deploy" / "rasd.service").read_text(encoding="utf-8")
    words = shlex.split(next(line for line in service.splitlines() if line.startswith("ExecStart=")))
    assert words[1:5] == team.process.args[1:5] == ["-m", "streamlit", "run", "team.py"]
    assert [word.partition("=")[0] for word in words[5:]] == [word.partition("=")[0] for word in team.process.args[5:]]
