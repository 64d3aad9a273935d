"""Who is in front of the page: the one person of this computer, or a user of a team."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Engine

from monitor.access import Identity, allowed, export_action
from monitor.store import users


@dataclass(frozen=True)
class Caller:
    """identity, user and the store that knows her; all None on a computer without a login."""

    identity: Identity | None = None
    user: users.User | None = None
    engine: Engine | None = None

    def may(self, action: str) -> bool:
        """Whether to offer something. What is offered asks again when it is done."""
        return self.identity is None or allowed(self.user.role if self.user else None, action)

    def may_export(self, profile: str) -> bool:
        return self.may(export_action(profile))

    def take(self, engine: Engine, profile: str, **detail: object) -> None:
        """Ask, and log, when something is taken out of the store. Raises Refused."""
        users.note_export(self.engine or engine, self.identity, profile, **detail)


NOBODY_ELSE = Caller()
