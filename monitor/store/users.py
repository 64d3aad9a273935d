"""People of a team's store and their roles, asked for again at every page and every write; changed by commands only."""

from __future__ import annotations

import time
from dataclasses import dataclass

from sqlalchemy import Connection, Engine, insert, select, update

from monitor.access import EXPIRED, FORBIDDEN, ROLES, UNKNOWN, Identity, Refused, allowed, export_action
from monitor.store import audit
from monitor.store.engine import reading, writing
from monitor.store.meta import now
from monitor.store.schema import users

GRACE = 60  # seconds: clocks of two machines differ


@dataclass(frozen=True, slots=True)
class User:
    """Somebody with a role."""

    id: int
    email: str
    name: str
    role: str

    @property
    def called(self) -> str:
        return self.name or self.email


def is_team(conn: Connection) -> bool:
    """Whether the store has ever had users: then nothing is written without one."""
    return conn.scalar(select(users.c.id).limit(1)) is not None


def add(
    engine: Engine, email: str, role: str, *, by: str, name: str = "", account: tuple[str, str] | None = None
) -> None:
    """Admit whoever signs in with this verified address, or with this account (issuer, subject) whatever its address.

    Somebody removed earlier comes back as if new.
    """
    email = _address(email)
    _known_role(role)
    issuer, subject = account or (None, None)
    values = {"name": name, "role": role, "added": now(), "removed": None, "issuer": issuer, "subject": subject}
    with writing(engine) as conn:
        present = _row(conn, email)
        if present is not None and present.removed is None:
            raise ValueError(f"{email} is a user already, as {present.role}")
        if present is None:
            conn.execute(insert(users).values(values | {"email": email}))
        else:
            conn.execute(update(users).where(users.c.id == present.id).values(values))
        audit.note(conn, audit.USERS, by, done="add", email=email, role=role)


def remove(engine: Engine, email: str, *, by: str) -> None:
    """Shut somebody out, from the next click on."""
    _change(engine, email, {"removed": now()}, by, done="remove")


def set_role(engine: Engine, email: str, role: str, *, by: str) -> None:
    """Give somebody another role, from the next click on."""
    _known_role(role)
    _change(engine, email, {"role": role}, by, done="role", role=role)


def everyone(engine: Engine) -> list[dict[str, str | None]]:
    """All who may come in: email, name, role, added, last_login."""
    columns = (users.c.email, users.c.name, users.c.role, users.c.added, users.c.last_login)
    with reading(engine) as conn:
        query = select(*columns).where(users.c.removed.is_(None)).order_by(users.c.email)
        return [dict(row) for row in conn.execute(query).mappings()]


def admit(engine: Engine, who: Identity) -> User:
    """Let somebody in who has just signed in, and log it. The first time, the verified address becomes this account's.

    Raises Refused; that is logged as well.
    """
    with writing(engine) as conn:
        try:
            _bind(conn, who)
            user = present(conn, who)
        except Refused as refusal:
            known = who.email or f"{who.issuer} {who.subject}"
            audit.note(conn, audit.REFUSED, known, reason=refusal.reason)
            reason = refusal
        else:
            stamp = time.strftime("%Y-%m-%dT%H:%M:%S+00:00", time.gmtime(who.since))
            mine = users.c.id == user.id
            if stamp > (conn.scalar(select(users.c.last_login).where(mine)) or ""):  # else another tab of one sign-in
                conn.execute(update(users).where(mine).values(last_login=stamp))
                audit.note(conn, audit.LOGIN, user.email, role=user.role)
            return user
    raise reason


def present(conn: Connection, who: Identity, action: str | None = None) -> User:
    """The user behind an identity, as the store knows her now; Refused where there is none, or she may not do it."""
    if time.time() > who.until + GRACE:
        raise Refused(EXPIRED)
    account = (users.c.issuer == who.issuer, users.c.subject == who.subject)
    row = conn.execute(select(users).where(*account, users.c.removed.is_(None))).first()
    if row is None:
        raise Refused(UNKNOWN)
    if action is not None and not allowed(row.role, action):
        raise Refused(FORBIDDEN, action)
    return User(row.id, row.email, row.name, row.role)


def require(conn: Connection, who: Identity | None, action: str) -> User | None:
    """What every write asks first, in its own transaction: the user, None in a store of one person; else Refused."""
    if who is not None:
        return present(conn, who, action)
    if is_team(conn):
        raise Refused(UNKNOWN, action)
    return None


def note_export(engine: Engine, who: Identity | None, profile: str, **detail: object) -> None:
    """What every export on a page asks first: Refused where it is not allowed; logged in a team's store."""
    action = export_action(profile)
    if who is None:
        with reading(engine) as conn:
            require(conn, None, action)
        return
    with writing(engine) as conn:
        user = present(conn, who, action)
        audit.note(conn, audit.EXPORT, user.email, profile=profile, **detail)


def note_terminal(engine: Engine, profile: str, **detail: object) -> None:
    """Log an export that was made by a command: whoever may do that on the computer may do it."""
    with reading(engine) as conn:
        if not is_team(conn):
            return
    with writing(engine) as conn:
        audit.note(conn, audit.EXPORT, audit.terminal(), profile=profile, **detail)


def _bind(conn: Connection, who: Identity) -> None:
    """Tie a user that has no account yet to the one that came with her verified address."""
    if who.email is None:
        return
    free = (users.c.email == who.email.lower(), users.c.subject.is_(None), users.c.removed.is_(None))
    taken = select(users.c.id).where(users.c.issuer == who.issuer, users.c.subject == who.subject)
    if conn.scalar(taken) is None:
        conn.execute(update(users).where(*free).values(issuer=who.issuer, subject=who.subject))


def _change(engine: Engine, email: str, values: dict[str, str], by: str, **told: str) -> None:
    email = _address(email)
    with writing(engine) as conn:
        here = (users.c.email == email, users.c.removed.is_(None))
        if not conn.execute(update(users).where(*here).values(values)).rowcount:
            raise ValueError(f"no user {email}")
        audit.note(conn, audit.USERS, by, email=email, **told)


def _row(conn: Connection, email: str) -> object:
    return conn.execute(select(users).where(users.c.email == email)).first()


def _address(email: str) -> str:
    name, at, host = email.strip().lower().rpartition("@")
    if not (name and at and host) or any(char.isspace() for char in email.strip()):
        raise ValueError(f"{email!r} is no e-mail address")
    return f"{name}@{host}"


def _known_role(role: str) -> None:
    if role not in ROLES:
        raise ValueError(f"role {role!r}; known are {', '.join(ROLES)}")
