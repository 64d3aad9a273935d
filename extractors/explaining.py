"""Why: for each sentence the candidates, what accepted or rejected them, places, dates and cues, as plain text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from extractors.records import Article, Mention

if TYPE_CHECKING:
    from extractors.pipeline import Reading


def report(article: Article, readings: Iterable[Reading], mentions: list[Mention]) -> str:
    """The explanation of an article, one block per sentence that has a trigger or a place."""
    lines = [f"article {article.id}"]
    for r in readings:
        if r.statements or r.found:
            lines += _sentence(r)
    lines.append(f"{len(mentions)} mention(s)")
    for m in mentions:
        places = ", ".join(f"{p.name} {p.pcode or '?'} ({p.role}, {p.reason})" for p in m.places) or "no place"
        lines.append(f"  {m.category}/{m.subtype} {m.status} [{m.trigger}] {','.join(m.governorates) or '-'}; {places}")
    return "\n".join(lines)


def _sentence(r: Reading) -> list[str]:
    where = "title" if r.sentence.in_title else f"{r.sentence.start}-{r.sentence.end}"
    lines = [f"sentence {where}: {r.sentence.text}"]
    for s in r.statements:
        words = ", ".join(f"{m.words} ({m.word.id}{', ' + m.rejected if m.rejected else ''})" for m in s.members)
        verdict = "accepted" if s.accepted else "rejected"
        lines.append(f"  {s.category}: {verdict}: {s.why}; triggers {words}")
        if s.accepted:
            lines.append(f"    victims {s.victims.kind}, count {s.victims.low}..{s.victims.high}, status {s.status} {s.status_why}")
    for f in r.found:
        losing = ", ".join(f"{c} {v:g}" for c, v in sorted(f.votes.items(), key=lambda kv: -kv[1])) or "one candidate"
        state = f.skip or (f"abroad ({f.place.country})" if f.abroad else f.pcode or f"ambiguous {f.candidates}")
        lines.append(f"  place {f.hit.name}: {state}; {f.role}, precision {f.precision}; {losing}")
    for d in r.dates:
        lines.append(f"  date {d.start}..{d.end}, precision {d.precision}")
    for h in r.cues:
        if h.cue.status != "end":
            lines.append(f"  cue {h.cue.id} at word {h.first}")
    return lines
