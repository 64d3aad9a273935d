"""A mention's sentence, split around its trigger and safe to set in any page."""

from __future__ import annotations

import re

from monitor import sanitise


def clean(text: object) -> str:
    """The text on one line, without control, direction-changing or other hidden characters."""
    return " ".join(re.split(r"\s+", sanitise.clean("" if text is None else str(text))))


def isolate(text: object) -> str:
    """The text cleaned and kept from reordering its neighbours: for names set inside a line of the other direction."""
    return f"\u2068{clean(text)}\u2069"


def split_quote(row: dict, limit: int | None = None) -> tuple[str, str, str]:
    """(before, trigger, after) of a mention row; longer than limit characters, the ends are cut at a word."""
    quote = row.get("quote") or ""
    start = (row.get("start") or 0) - (row.get("quote_start") or 0)
    end = (row.get("end") or 0) - (row.get("quote_start") or 0)
    if not 0 <= start < end <= len(quote):
        return _keep_start(clean(quote), limit or len(quote)), "", ""  # trigger outside the sentence: nothing to mark
    before, trigger, after = clean(quote[:start]), clean(quote[start:end]), clean(quote[end:])
    if limit is None or len(before) + len(trigger) + len(after) <= limit:
        return before, trigger, after
    room = max(limit - len(trigger), 40)
    before = _keep_end(before, max(room - len(after), room // 2))
    return before, trigger[:limit], _keep_start(after, max(room - len(before), room // 3))


def _keep_end(text: str, room: int) -> str:
    if len(text) <= room:
        return text
    tail = text[len(text) - room :]
    return "… " + tail.partition(" ")[2] if " " in tail else "…" + tail


def _keep_start(text: str, room: int) -> str:
    if len(text) <= room:
        return text
    head = text[:room]
    return (head.rpartition(" ")[0] if " " in head else head) + " …"


def direction(language: object) -> str:
    return "rtl" if language == "ar" else "ltr"
