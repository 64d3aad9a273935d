"""Users, roles and the log: nobody by default, no write without a role, everything noted, nothing taken back."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable
from dataclasses import replace

import pytest
from made import article
from sqlalchemy import Engine, text
from sqlalchemy.exc import DatabaseError

from monitor import queries
from monitor.access import EXPIRED, FORBIDDEN, MAY, READ, REVIEW, ROLES, UNKNOWN, Identity, Refused, allowed
from monitor.doctor import examine
from monitor.filters import Filters
from monitor.ingest import Summary
from monitor.store import audit, users
from monitor.store.engine import reading, writing
from monitor.store.reviews import add_review

Put = Callable[..., Summary]
ISSUER = "https://login.example"


def who(name: str, **changed: object) -> Identity:
    """Somebody who has just signed in, with a verified address."""
    now = int(time.time())
    return replace(Identity(ISSUER, f"sub-{name}", f"{name}@ngo.example", now, now + 3600), **changed)


def add(engine: Engine, name: str, role: str) -> Identity:
    """A user who has signed in once."""
    users.add(engine, f"{name}@ngo.example", role, by="test", name=name.title())
    users.admit(engine, who(name))
    return who(name)


def reason(call: Callable[[], object]) -> str:
    """Why somebody was refused."""
    with pytest.raises(Refused) as refusal:
        call()
    return refusal.value.reason


def present(engine: Engine, identity: Identity, action: str = READ) -> users.User:
    with reading(engine) as conn:
        return users.present(conn, identity, action)


@pytest.fixture
def mention(engine: Engine, put: Put) -> str:
    """The id of the only mention of a store."""
    put(article("they fled"))
    return queries.mentions(engine, Filters())[0]["mention_id"]


def test_roles_hold_what_they_should_and_nothing_else() -> None:
    expected = {
        "viewer": {"read", "export:public"},
        "reviewer": {"read", "export:public", "review", "upload", "export:team"},
        "admin": {"read", "export:public", "review", "upload", "export:team", "export:full"},
    }
    assert {role: set(MAY[role]) for role in ROLES} == expected
    assert not allowed("viewer", "export:secret") and not allowed("owner", READ) and not allowed(None, READ)


def test_nobody_is_let_in_by_default(engine: Engine) -> None:
    assert reason(lambda: users.admit(engine, who("amal"))) == UNKNOWN
    assert reason(lambda: present(engine, who("amal"))) == UNKNOWN
    assert [(row["kind"], row["who"]) for row in audit.entries(engine, 9)] == [("refused", "amal@ngo.example")]


def test_a_user_is_the_account_of_her_first_login(engine: Engine) -> None:
    amal = add(engine, "amal", "viewer")
    assert present(engine, amal).role == "viewer"
    assert present(engine, replace(amal, email="married@ngo.example")).email == "amal@ngo.example"
    other = replace(amal, subject="sub-other")  # the address was given to somebody else
    assert reason(lambda: users.admit(engine, other)) == UNKNOWN
    assert reason(lambda: users.admit(engine, replace(amal, issuer="https://evil.example"))) == UNKNOWN


def test_an_address_that_is_not_verified_opens_nothing(engine: Engine) -> None:
    users.add(engine, "amal@ngo.example", "viewer", by="test")
    assert reason(lambda: users.admit(engine, who("amal", email=None))) == UNKNOWN
    users.add(engine, "rim@ngo.example", "viewer", by="test", account=(ISSUER, "sub-rim"))
    assert users.admit(engine, who("rim", email=None)).email == "rim@ngo.example"


def test_a_session_ends_by_its_age(engine: Engine) -> None:
    amal = add(engine, "amal", "admin")
    old = replace(amal, until=int(time.time()) - users.GRACE - 1)
    assert reason(lambda: present(engine, old)) == EXPIRED
    assert reason(lambda: users.admit(engine, old)) == EXPIRED


def test_removal_and_a_new_role_hold_from_the_next_question_on(engine: Engine) -> None:
    amal = add(engine, "amal", "viewer")
    assert reason(lambda: present(engine, amal, REVIEW)) == FORBIDDEN
    users.set_role(engine, "AMAL@ngo.example", "reviewer", by="test")
    assert present(engine, amal, REVIEW).role == "reviewer"
    users.remove(engine, "amal@ngo.example", by="test")
    assert reason(lambda: present(engine, amal)) == UNKNOWN
    users.add(engine, "amal@ngo.example", "viewer", by="test")
    assert present(engine, users_in(engine, amal)).role == "viewer", "she may come back"


def users_in(engine: Engine, identity: Identity) -> Identity:
    users.admit(engine, identity)
    return identity


def test_a_review_is_refused_without_the_role_and_leaves_no_trace(engine: Engine, mention: str) -> None:
    viewer = add(engine, "vera", "viewer")
    for by in (None, viewer, who("stranger"), replace(viewer, until=0)):
        assert reason(lambda by=by: add_review(engine, mention, "confirmed", reviewer="X", by=by))
    assert queries.reviews(engine) == []
    assert queries.mention(engine, mention)["reviewed"] == ""


def test_a_review_bears_the_name_of_the_user(engine: Engine, mention: str) -> None:
    rim = add(engine, "rim", "reviewer")
    number = add_review(engine, mention, "confirmed", reviewer="somebody else", by=rim)
    assert queries.reviews(engine)[0]["reviewer"] == "Rim"
    line = audit.entries(engine, 1)[0]
    assert (line["kind"], line["who"]) == ("review", "rim@ngo.example")
    assert json.loads(line["detail"]) == {"review": number, "decision": "confirmed"}


def test_a_store_of_one_person_needs_no_login(engine: Engine, mention: str) -> None:
    add_review(engine, mention, "confirmed", reviewer="R")
    assert queries.reviews(engine)[0]["reviewer"] == "R"
    assert audit.entries(engine, 9) == []


@pytest.mark.parametrize("tampering", ["UPDATE audit SET who = 'x'", "DELETE FROM audit"])
def test_the_log_cannot_be_changed(engine: Engine, tampering: str) -> None:
    add(engine, "amal", "viewer")
    before = audit.entries(engine, 9)
    with pytest.raises(DatabaseError, match="never changed"), writing(engine) as conn:
        conn.execute(text(tampering))
    assert audit.entries(engine, 9) == before and [row["kind"] for row in before] == ["login", "users"]


def test_a_login_is_noted_once_however_many_tabs(engine: Engine) -> None:
    amal = add(engine, "amal", "viewer")
    for _tab in range(3):
        users.admit(engine, amal)
    users.admit(engine, replace(amal, since=amal.since + 100))
    assert [row["kind"] for row in audit.entries(engine, 9)].count("login") == 2


def test_two_accounts_at_once_do_not_become_one_user(engine: Engine) -> None:
    users.add(engine, "amal@ngo.example", "viewer", by="test")
    outcomes: list[str] = []

    def sign_in(number: int) -> None:
        try:
            outcomes.append(users.admit(engine, who("amal", subject=f"sub-{number}")).role)
        except Refused as refusal:
            outcomes.append(refusal.reason)

    threads = [threading.Thread(target=sign_in, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == [UNKNOWN, UNKNOWN, UNKNOWN, "viewer"]


def test_what_cannot_be_is_told(engine: Engine) -> None:
    for address in ("amal", "@ngo.example", "a b@ngo.example", ""):
        with pytest.raises(ValueError, match="no e-mail address"):
            users.add(engine, address, "viewer", by="test")
    with pytest.raises(ValueError, match="known are viewer, reviewer, admin"):
        users.add(engine, "amal@ngo.example", "owner", by="test")
    users.add(engine, "amal@ngo.example", "viewer", by="test")
    with pytest.raises(ValueError, match="a user already"):
        users.add(engine, "Amal@NGO.example", "viewer", by="test")
    with pytest.raises(ValueError, match="no user"):
        users.remove(engine, "rim@ngo.example", by="test")
    assert not [check for check in examine(engine) if check.ok is False and check.name != "free space"]
