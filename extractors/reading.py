"""One sentence read: everything that was found in it, before statements get their places and days."""

from __future__ import annotations

from dataclasses import dataclass, field

from extractors.context import CueHit
from extractors.dates import DateHit
from extractors.people import People
from extractors.places import Found
from extractors.sentence import Sentence
from extractors.statements import Statement
from extractors.triggers import Candidate


@dataclass(slots=True)
class Reading:
    """One sentence with its statements, people, places, dates and cues; negated: triggers that a negation took out."""

    sentence: Sentence
    statements: list[Statement] = field(default_factory=list)
    people: list[People] = field(default_factory=list)
    found: list[Found] = field(default_factory=list)
    dates: list[DateHit] = field(default_factory=list)
    cues: list[CueHit] = field(default_factory=list)
    negated: list[Candidate] = field(default_factory=list)

    @property
    def accepted(self) -> list[Statement]:
        """The statements that tell an event of a category, in text order."""
        return [s for s in self.statements if s.accepted]
