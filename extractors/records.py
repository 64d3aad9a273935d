"""The records that travel through the program; field order is export order."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from dataclasses import dataclass, field

CATEGORIES = ("displacement", "arrest", "execution", "civilian_harm")
SUBTYPES = {
    "displacement": ("flight", "forced", "evacuation", "sheltering", "return"),
    "arrest": ("arrest", "raid", "abduction", "disappearance", "release"),
    "execution": ("field", "judicial", "killing_in_custody"),
    "civilian_harm": ("killed", "injured", "killed_and_injured", "objects", "attack"),
}
NOT_COUNTED = ("return", "release")  # kept and shown apart, never part of the four categories
STATUSES = ("reported", "denied", "possible", "past")
VICTIMS = ("civilians", "combatants", "unspecified")
UNITS = ("persons", "households")
ROLES = ("location", "origin", "destination", "route")


@dataclass(frozen=True, slots=True)
class Article:
    """One published text.

    published is an ISO date ("2017-10-22"), possibly with a time, or None where unknown.
    """

    id: str
    text: str
    url: str | None = None
    source: str | None = None
    title: str | None = None
    language: str | None = None
    published: str | None = None


@dataclass(frozen=True, slots=True)
class PlaceTag:
    """One place of a mention and why it was chosen.

    pcode is the governorate ("SY09"), None where the name is ambiguous, foreign or a region without one;
    precision: 1 named town or quarter, 2 near or part of a district, 3 governorate only (ACLED's scale);
    candidates: the P-codes that an ambiguous name could mean.
    """

    name: str
    place_id: str
    pcode: str | None
    role: str
    precision: int
    reason: str
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mention:
    """One statement that an event of a category happened, was denied, feared or recalled.

    Offsets are code points into the article's text (into its title where in_title): text[start:end] == trigger.
    Counts are ranges, None where not stated; dates are ISO days.
    """

    mention_id: str
    article_id: str
    language: str
    source: str | None
    url: str | None
    title: str | None
    published: str | None
    category: str
    subtype: str
    status: str
    trigger: str
    start: int
    end: int
    quote: str
    quote_start: int
    quote_end: int
    in_title: bool
    governorates: tuple[str, ...]
    places: tuple[PlaceTag, ...]
    outside_syria: bool
    count_min: int | None
    count_max: int | None
    count_unit: str | None
    count_text: str | None
    injured_min: int | None
    injured_max: int | None
    victims: str
    actor: str | None
    event_start: str | None
    event_end: str | None
    date_precision: int | None
    date_reason: str | None
    rule_id: str
    rules_version: str = field(default="")


MENTION_FIELDS = tuple(f.name for f in dataclasses.fields(Mention))
ARTICLE_FIELDS = tuple(f.name for f in dataclasses.fields(Article))


def content_id(*parts: object) -> str:
    """A stable id: 32 hex digits (16 bytes) of the SHA-256 of the parts."""
    return hashlib.sha256("\x1f".join(map(str, parts)).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def article_id(url: str | None, text: str) -> str:
    """The id of an article that brings none: from its url, else from its text."""
    return content_id(url) if url else content_id(text)


def mention_id(article: str, category: str, start: int, end: int) -> str:
    """Without rule or version, so that a review survives new rules as long as the mention stands."""
    return content_id(article, category, start, end)


def as_dict(mention: Mention) -> dict:
    """The mention as plain values in export order: tuples become lists, places a list of dicts."""
    row = {name: getattr(mention, name) for name in MENTION_FIELDS}
    row["governorates"] = list(mention.governorates)
    row["places"] = [dataclasses.asdict(p) | {"candidates": list(p.candidates)} for p in mention.places]
    return row


def as_json(mention: Mention) -> str:
    """One JSONL line, without its newline."""
    return json.dumps(as_dict(mention), ensure_ascii=False)
