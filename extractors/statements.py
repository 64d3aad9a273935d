"""The record of a statement: triggers of one sentence that tell one event."""

from __future__ import annotations

from dataclasses import dataclass, field

from extractors.lexicon import Reading
from extractors.roles import Victims
from extractors.sentence import Sentence
from extractors.triggers import Candidate

ASSERTED = ("reported", "past")  # the statuses of what is said to have happened
_TELLS_MOST = {"kill": 0, "injure": 1}


@dataclass(slots=True)
class Statement:
    """Triggers of one sentence that tell one event. words first..last cover all of them and their people."""

    sentence: Sentence
    category: str
    members: list[Candidate]
    subtype: str = ""
    victims: Victims = field(default_factory=Victims)
    injured: Victims | None = None
    status: str = "reported"
    status_why: str = ""
    actor: str | None = None
    accepted: bool = True
    why: str = ""
    first: int = 0
    last: int = 0
    weak: bool = False
    in_place: bool = False
    after_attack: bool = False
    left_out: list[Candidate] = field(default_factory=list)  # triggers of an accepted statement that tell nothing

    @property
    def lead(self) -> Candidate:
        """The trigger that is shown: the one that tells most."""
        if self.category == "arrest":
            taken = [m for m in self.members if not m.weak and m.subtype != "raid"]
            return min(taken or self.members, key=lambda m: m.first)
        strong = [m for m in self.members if not m.weak] or self.members
        if self.category == "execution":  # "had been executed" before how the bodies looked
            strong = [m for m in strong if {"act", "event"} & {*m.kinds}] or strong
        if self.victims.kind in ("civilians", "unspecified"):  # not the words of the fighters' deaths
            strong = [m for m in strong if m.victims.kind != "combatants"] or strong
        return min(strong, key=lambda m: (min((_TELLS_MOST.get(t, 2) for t in m.word.tags), default=2), m.first))


def reading_of(c: Candidate) -> Reading | None:
    """The first reading of a trigger's first word that makes it this trigger."""
    return next((r for r in c.sentence.tokens[c.first].readings if r.word.id == c.word.id), None)


def is_verb(c: Candidate) -> bool:
    """True where the trigger is used as a verb."""
    return c.sentence.tokens[c.first].reading_of(c.word.id)[1]
