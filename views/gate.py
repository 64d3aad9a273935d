"""The first thing of every run: may this page answer here, and who is it talking to?"""

from __future__ import annotations

import ipaddress
import logging
from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st
from streamlit.auth_util import get_secrets_auth_section
from streamlit.runtime.scriptrunner import get_script_run_ctx

from monitor.access import EXPIRED, READ, UNKNOWN, Identity, Refused, identity_of, session_hours
from monitor.store import users
from monitor.store.engine import StoreMissing, is_away, reading, store_url
from monitor.texts import Texts
from views import door, stores
from views.caller import NOBODY_ELSE, Caller
from views.markdown import plain
from views.source import Context

LOG = logging.getLogger(__name__)
ADMITTED = "admitted"  # the sign-in that this session was let in with
LOOK_AGAIN = 3  # seconds between two looks whether the database is back


def enter(t: Texts) -> Caller:
    """Who may see the page; anybody else sees why not, and the run ends here."""
    if reason := refusal(st.get_option("server.address")):
        LOG.error(t(f"gate.{reason}"))
        st.error(t(f"gate.{reason}"))
        st.stop()
    if not door.closed():
        return NOBODY_ELSE
    identity = identity_of(st.user.to_dict(), session_hours())
    try:
        if identity is None:
            raise Refused(EXPIRED)
        return _caller(identity)
    except Refused as refused:
        turn_away(t, refused.reason)


def refusal(address: str | None) -> str | None:
    """Why the page must not answer at all; None where it may. Without an address it would answer on all of them."""
    if door.closed():
        return None
    if get_secrets_auth_section():
        return "use_team"
    return None if is_loopback(address) else "no_login"


def is_loopback(address: str | None) -> bool:
    """Whether only this computer can reach the address."""
    if address == "localhost":
        return True
    try:
        return ipaddress.ip_address(address or "0.0.0.0").is_loopback
    except ValueError:
        return False


def _caller(identity: Identity) -> Caller:
    try:
        engine = stores.own(store_url())
    except StoreMissing:
        raise Refused(UNKNOWN) from None  # no store, no users
    if st.session_state.get(ADMITTED) != identity.since:
        user = users.admit(engine, identity)
        st.session_state[ADMITTED] = identity.since
    else:
        with reading(engine) as conn:
            user = users.present(conn, identity, READ)
    return Caller(identity, user, engine)


def turn_away(t: Texts, reason: str) -> None:
    """Say why, offer another sign-in, end the run."""
    st.warning(t(f"gate.{reason}"))
    st.button(t("gate.sign_in"), on_click=st.login, key="sign_in")
    st.stop()


def badge(context: Context) -> None:
    """Who is signed in, and the way out."""
    user, t = context.caller.user, context.t
    if user is None:
        return
    with st.sidebar.container(key="signed_in"):
        st.caption(plain(t("gate.signed_in", who=user.called, role=t(f"may.{user.role}"))))
        st.button(t("gate.sign_out"), on_click=st.logout, key="sign_out")


def still(context: Context) -> None:
    """The same question for a part of the page that is drawn alone: refused, the whole page is drawn and says so."""
    caller = context.caller
    if caller.identity is None or not _alone():
        return
    try:
        with reading(caller.engine) as conn:
            users.present(conn, caller.identity, READ)
    except Exception as error:
        if not (isinstance(error, Refused) or is_away(error)):
            raise
        st.rerun()


def _alone() -> bool:
    """Whether a part is drawn without its page, for which the question has just been asked."""
    run = get_script_run_ctx()
    return run is None or bool(run.fragment_ids_this_run)


@contextmanager
def patient(t: Texts) -> Iterator[None]:
    """Where the database server goes away in the middle: a sentence, and the page as soon as it is back."""
    try:
        yield
    except Exception as error:
        if not is_away(error):
            raise
        LOG.warning("the database does not answer: %s", type(error).__name__)
        st.error(t("gate.store_away"))
        st.fragment(_look, run_every=LOOK_AGAIN)()


def _look() -> None:
    try:
        with reading(stores.own(store_url())):
            pass
    except Exception as error:
        if not is_away(error):
            raise
        return
    st.rerun()
