"""The record of a statement with its places and its day."""

from __future__ import annotations

from dataclasses import dataclass, field

from extractors.dates import DateHit
from extractors.reading import Reading
from extractors.records import PlaceTag
from extractors.statements import Statement

WAR_TOTAL = 50_000  # so many dead are the total of years, whatever else the sentence says
MANY_MOVED = 1_000_000  # so many people displaced are a figure of the whole country, and of years


@dataclass(slots=True)
class Linked:
    """A statement with its places and day.

    own: ids of the places that the statement itself names; event: first day, last day, precision and the words for it;
    following: statements of the next three sentences, rejected ones too; part_of: the total that it is a share of.
    """

    statement: Statement
    reading: Reading
    tags: list[PlaceTag] = field(default_factory=list)
    governorates: tuple[str, ...] = ()
    outside: bool = False
    event: tuple[str | None, str | None, int | None, str | None] = (None, None, None, None)
    own: frozenset[str] = frozenset()
    day: DateHit | None = None
    following: list[Statement] = field(default_factory=list)
    part_of: Linked | None = None
