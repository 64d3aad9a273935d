"""Saved web pages (.mhtml, .eml): the page inside the mail."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Iterator
from dataclasses import replace

from monitor.readers import html
from monitor.readers.parts import Hints, Part, Refused


def parse(raw: bytes, hints: Hints) -> Iterator[Part]:
    """The article of the first page in it, with the address it was saved from."""
    message = email.message_from_bytes(raw, policy=email.policy.compat32)
    for part in message.walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            body = part.get_payload(decode=True)
            if isinstance(body, bytes) and body.strip():
                yield from html.parse(body, replace(hints, **_known(message, part)))
                return
    raise Refused("a saved page without a page in it")


def _known(message: email.message.Message, part: email.message.Message) -> dict[str, str]:
    """What the mail's headers say of the page."""
    address = str(message.get("Snapshot-Content-Location") or part.get("Content-Location") or "").strip()
    found = {"charset": str(part.get_content_charset() or "")}
    if address.startswith(("http://", "https://")):
        found["url"] = address
    return {name: value for name, value in found.items() if value}
