"""The page's own question, at every run: who is there, is she still a user, and may she do this?"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest
import streamlit as st
from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError
from streamlit.testing.v1 import AppTest

from monitor import queries, uploads
from monitor.access import FORBIDDEN, UNKNOWN, Refused, identity_of
from monitor.store import audit, users
from monitor.texts import texts
from views import door, gate
from views.caller import Caller

T = texts("en")
ISSUER = "https://login.example"


class Visitor(dict):
    """What st.user is after a login."""

    def to_dict(self) -> dict:
        return dict(self)


@pytest.fixture
def visitor(filled: Engine, monkeypatch: pytest.MonkeyPatch) -> Visitor:
    """Rim, a reviewer, who has just signed in to a team's dashboard."""
    users.add(filled, "rim@ngo.example", "reviewer", by="test", name="Rim")
    now = int(time.time())
    claims = {"iss": ISSUER, "sub": "sub-rim", "iat": now, "exp": now + 3600, "email_verified": True}
    visitor = Visitor(claims, email="rim@ngo.example", is_logged_in=True)
    monkeypatch.setattr(door, "_closed", True)
    monkeypatch.setattr(st, "user", visitor)
    return visitor


def said(app: AppTest) -> str:
    return " ".join(one.value for one in [*app.warning, *app.error])


def shown(app: AppTest) -> set[str]:
    """The pages that can be gone to."""
    return {info["url_pathname"] for info in app._registered_pages.values()}


def test_a_user_sees_who_she_is_and_signs_nothing_but_her_name(visitor: Visitor, page: Callable) -> None:
    app = page(at="review", lang="en")
    assert "Rim" in app.sidebar.caption[0].value and not app.exception
    assert T("review.reviewer") not in {one.label for one in app.text_input}
    assert {"review", "upload"} <= shown(app)


@pytest.mark.parametrize("how", ["expired", "removed", "signed out"])
def test_a_session_that_is_over_shows_nothing_more(
    visitor: Visitor, page: Callable, filled: Engine, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    app = page(lang="en")
    assert app.metric
    if how == "expired":
        later = time.time() + 3600 + users.GRACE + 1
        monkeypatch.setattr(users.time, "time", lambda: later)
    elif how == "removed":
        users.remove(filled, "rim@ngo.example", by="test")
    else:
        visitor.clear()
    app.run()
    assert said(app) == T("gate.unknown" if how == "removed" else "gate.expired")
    assert not app.metric and not app.markdown and app.button(key="sign_in")


def test_a_session_is_never_longer_than_a_day_of_work(visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    lasting = visitor | {"exp": visitor["iat"] + 30 * 24 * 3600}
    assert identity_of(lasting, 8).until == visitor["iat"] + 8 * 3600
    assert identity_of(visitor, 8).until == visitor["exp"], "nor longer than the token"
    assert identity_of({"iss": ISSUER, "sub": "x"}, 8) is None, "without times there is no session"
    assert identity_of(visitor | {"email_verified": "true"}, 8).email is None, "only a true true counts"


def test_who_is_no_user_is_told_so(visitor: Visitor, page: Callable, filled: Engine) -> None:
    visitor["sub"], visitor["email"] = "sub-other", "other@ngo.example"
    app = page(lang="en")
    assert said(app) == T("gate.unknown") and not app.metric
    assert [row["who"] for row in audit.entries(filled, 1)] == ["other@ngo.example"]


def test_without_a_store_nobody_is_a_user(visitor: Visitor, own: Path, page: Callable, tmp_path: Path,
                                          monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    monkeypatch.setenv("RASD_DB", str(tmp_path / "none.db"))
    assert said(page(lang="en")) == T("gate.unknown")


def test_a_review_asks_again_when_it_is_saved(visitor: Visitor, page: Callable, filled: Engine) -> None:
    app = page(at="review", lang="en")
    button = next(one for one in app.button if one.label == T("review.rejected"))
    users.set_role(filled, "rim@ngo.example", "viewer", by="test")  # while she looks at the form
    button.click()
    app.run()
    assert queries.reviews(filled) == []


def test_a_review_bears_her_name(visitor: Visitor, page: Callable, filled: Engine) -> None:
    app = page(at="review", lang="en")
    next(one for one in app.button if one.label == T("review.rejected")).click()
    app.run()
    assert [row["reviewer"] for row in queries.reviews(filled)] == ["Rim"]
    assert audit.entries(filled, 1)[0]["kind"] == "review"


def test_a_decision_that_the_database_could_not_take_is_told(
    visitor: Visitor, page: Callable, filled: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(*_words: object, **_named: object) -> None:
        raise OperationalError("INSERT", {}, psycopg.OperationalError("server closed the connection"))

    app = page(at="review", lang="en")
    monkeypatch.setattr("views.review.add_review", gone)
    next(one for one in app.button if one.label == T("review.rejected")).click()
    app.run()
    assert T("gate.store_away") in said(app) and not app.exception and queries.reviews(filled) == []


def caller(engine: Engine, visitor: Visitor, role: str) -> Caller:
    users.set_role(engine, "rim@ngo.example", role, by="test")
    identity = identity_of(visitor, 8)
    return Caller(identity, users.admit(engine, identity), engine)


@pytest.mark.parametrize(("role", "may"), [
    ("viewer", {"public"}), ("reviewer", {"public", "team"}), ("admin", {"public", "team", "full"}),
])  # fmt: skip
def test_exports_are_by_role_and_logged(visitor: Visitor, filled: Engine, role: str, may: set[str]) -> None:
    who = caller(filled, visitor, role)
    for profile in ("public", "team", "full", "secret"):
        assert who.may_export(profile) == (profile in may)
        before = len(audit.entries(filled, 99))
        if profile in may:
            who.take(filled, profile, mentions=3)
            line = audit.entries(filled, 1)[0]
            assert (line["kind"], line["who"]) == ("export", "rim@ngo.example") and f'"{profile}"' in line["detail"]
        else:
            with pytest.raises(Refused) as refusal:
                who.take(filled, profile)
            assert refusal.value.reason == FORBIDDEN and len(audit.entries(filled, 99)) == before


def test_nothing_is_exported_from_a_teams_store_without_a_user(visitor: Visitor, filled: Engine) -> None:
    with pytest.raises(Refused) as refusal:
        Caller().take(filled, "public")
    assert refusal.value.reason == UNKNOWN


@pytest.mark.parametrize("role", ["viewer", "reviewer", None])
def test_an_upload_asks_the_store_before_it_reads(visitor: Visitor, filled: Engine, tmp_path: Path, role: str) -> None:
    by = caller(filled, visitor, role).identity if role else None
    before = queries.sizes(filled)
    job = uploads.start([("a.txt", b"Two civilians were killed in Idlib\n\nTwo civilians were killed in Idlib.")],
                        filled.url.database, published="2026-11-01", folder=tmp_path, by=by)  # fmt: skip
    job.process.wait(120)
    if role == "reviewer":
        assert job.state()["error"] is None and queries.sizes(filled) != before
        assert [row["kind"] for row in audit.entries(filled, 1)] == ["upload"]
    else:
        assert "Refused" in job.state()["error"] and queries.sizes(filled) == before


@pytest.mark.parametrize(("address", "inside"), [
    ("127.0.0.1", True), ("localhost", True), ("::1", True), ("127.8.9.1", True), ("0.0.0.0", False), ("::", False),
    ("192.168.1.5", False), ("rasd.example", False), ("", False), (None, False),
])  # fmt: skip
def test_only_loopback_may_do_without_a_login(address: str | None, inside: bool) -> None:
    assert gate.is_loopback(address) is inside
    assert gate.refusal(address) == (None if inside else "no_login")
