"""Why: for each sentence the candidates, what accepted or rejected them, places, dates and cues, as plain text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from extractors.records import Article, Mention

if TYPE_CHECKING:
    from extractors.pipeline import Reading
    from extractors.places import Found
    from extractors.statements import Statement
    from extractors.triggers import Candidate


def report(article: Article, readings: Iterable[Reading], mentions: list[Mention]) -> str:
    """The explanation of an article, one block per sentence that has a trigger or a place."""
    lines = [f"article {article.id}"]
    for r in readings:
        if r.statements or r.negated or r.found:
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
        lines += _statement(s)
    lines += [f"  {c.category}: rejected: negated beside what happened; triggers {_trigger(c)}" for c in r.negated]
    lines += [f"  place {f.hit.name}: {_place(f)}" for f in r.found]
    lines += [f"  date {d.start}..{d.end}, precision {d.precision}" for d in r.dates]
    return lines + [f"  cue {h.cue.id} at word {h.first}" for h in r.cues if h.cue.status != "end"]


def _statement(s: Statement) -> list[str]:
    verdict = "accepted" if s.accepted else "rejected"
    lines = [f"  {s.category}: {verdict}: {s.why}; triggers {', '.join(map(_trigger, s.members))}"]
    if s.left_out:
        lines.append(f"    beside them, rejected: {', '.join(map(_trigger, s.left_out))}")
    if s.accepted:
        v = s.victims
        lines.append(f"    victims {v.kind}, count {v.low}..{v.high}, status {s.status} {s.status_why}")
    return lines


def _trigger(c: Candidate) -> str:
    return f"{c.words} ({c.word.id}{', ' + c.rejected if c.rejected else ''})"


def _place(f: Found) -> str:
    losing = ", ".join(f"{c} {v:g}" for c, v in sorted(f.votes.items(), key=lambda kv: -kv[1])) or "one candidate"
    state = f.skip or (f"abroad ({f.place.country})" if f.abroad else f.pcode or f"ambiguous {f.candidates}")
    return f"{state}; {f.role}, precision {f.precision}; {losing}"
