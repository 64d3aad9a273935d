"""What the numbers of a week allow to be said, in one sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from monitor import change
from monitor.change import Change
from monitor.texts import Texts


def headline(t: Texts, weeks: Mapping[str, Sequence[int]]) -> str:
    """The clearest change among the categories, or that there is none; weeks[""] are the articles read."""
    changes = {c: change.compare(counts, weeks[""]) for c, counts in weeks.items() if c}
    clear = [c for c, found in changes.items() if found.verdict in (change.RISE, change.FALL)]
    if clear:
        category = min(clear, key=lambda c: changes[c].chance)
        return sentence(t, changes[category], t(f"category.{category}"))
    if all(found.verdict == change.NO_DATA for found in changes.values()):
        return t("headline.no_data")
    if all(found.verdict in (change.SMALL, change.NO_DATA) for found in changes.values()):
        return t("headline.few")
    return t("headline.level")


def sentence(t: Texts, found: Change, what: str) -> str:
    """One change in words, with the numbers it rests on."""
    verdict = "doubled" if found.at_least_doubled else found.verdict
    return t(f"headline.{verdict}", what=what, n=f"{found.n:,}", mean=f"{found.mean:,.1f}")
