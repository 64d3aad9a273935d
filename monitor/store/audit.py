"""Who came in, took something out or decided something, and when: a log that is only ever added to."""

from __future__ import annotations

import getpass
import json

from sqlalchemy import Connection, Engine, insert, select

from monitor.store.engine import reading
from monitor.store.meta import now
from monitor.store.schema import audit

LOGIN, REFUSED, EXPORT, REVIEW, UPLOAD, USERS = "login", "refused", "export", "review", "upload", "users"


def note(conn: Connection, kind: str, who: str, **detail: object) -> None:
    """Add a line; detail holds no text of articles."""
    told = json.dumps(detail, ensure_ascii=False, sort_keys=True)
    conn.execute(insert(audit).values(at=now(), kind=kind, who=who, detail=told))


def entries(engine: Engine, limit: int) -> list[dict[str, str]]:
    """The last lines, latest first: id, at, kind, who, detail (JSON)."""
    with reading(engine) as conn:
        return [dict(row) for row in conn.execute(select(audit).order_by(audit.c.id.desc()).limit(limit)).mappings()]


def terminal() -> str:
    """Whoever types commands: the name this computer knows her by."""
    try:
        return f"terminal:{getpass.getuser()}"
    except (KeyError, OSError):  # a service may have a number and no name
        return "terminal"
