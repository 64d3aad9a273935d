"""Roles and what each may do. What is not written here is forbidden; a store without users belongs to one person."""

from __future__ import annotations

from dataclasses import dataclass

ROLES = ("viewer", "reviewer", "admin")
READ, REVIEW, UPLOAD = "read", "review", "upload"
PUBLIC, TEAM, FULL = "public", "team", "full"  # profiles of an export, from numbers alone to other people's words

_VIEWER = frozenset((READ, f"export:{PUBLIC}"))
_REVIEWER = _VIEWER | {REVIEW, UPLOAD, f"export:{TEAM}"}
MAY = {"viewer": _VIEWER, "reviewer": _REVIEWER, "admin": _REVIEWER | {f"export:{FULL}"}}

UNKNOWN, EXPIRED, FORBIDDEN = "unknown", "expired", "forbidden"


class Refused(Exception):
    """Somebody may not do this. reason: UNKNOWN (no user), EXPIRED (sign in again) or FORBIDDEN (another role may)."""

    def __init__(self, reason: str, what: str = "") -> None:
        super().__init__(f"{reason}: {what}" if what else reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Identity:
    """Who signed in, as the identity provider says. email is set only where the provider has verified it."""

    issuer: str
    subject: str
    email: str | None
    since: int  # seconds since 1970: when the provider made the token
    until: int  # when the session ends, by the token or by the age limit


def export_action(profile: str) -> str:
    """What must be allowed for an export of this profile."""
    return f"export:{profile}"


def allowed(role: str | None, action: str) -> bool:
    """Whether the role may; an unknown role or action may not."""
    return action in MAY.get(role or "", ())
