"""Roles and what each may do. What is not written here is forbidden; a store without users belongs to one person."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass

ROLES = ("viewer", "reviewer", "admin")
READ, REVIEW, UPLOAD = "read", "review", "upload"
PUBLIC, TEAM, FULL = "public", "team", "full"  # profiles of an export, from numbers alone to other people's words

_VIEWER = frozenset((READ, f"export:{PUBLIC}"))
_REVIEWER = _VIEWER | {REVIEW, UPLOAD, f"export:{TEAM}"}
MAY = {"viewer": _VIEWER, "reviewer": _REVIEWER, "admin": _REVIEWER | {f"export:{FULL}"}}

SESSION_HOURS = 8

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


def identity_of(claims: Mapping[str, object], hours: float) -> Identity | None:
    """Who the claims of an ID token are about, for at most so many hours; None without an account."""
    issuer, subject, since, until = (claims.get(name) for name in ("iss", "sub", "iat", "exp"))
    if not (isinstance(issuer, str) and isinstance(subject, str) and issuer and subject):
        return None
    if not (isinstance(since, int | float) and isinstance(until, int | float)):
        return None
    email = claims.get("email") if claims.get("email_verified") is True else None
    end = min(int(until), int(since + hours * 3600))
    return Identity(issuer, subject, email if isinstance(email, str) else None, int(since), end)


def session_hours() -> float:
    """How long somebody stays signed in: RASD_SESSION_HOURS, or a working day."""
    return float(os.environ.get("RASD_SESSION_HOURS") or SESSION_HOURS)
