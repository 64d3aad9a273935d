"""What a week's numbers allow to be said in one or two sentences, computed as on the overview."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import Engine

from extractors.records import CATEGORIES
from monitor import change, queries
from monitor.filters import Filters
from monitor.headline import headline, sentence
from monitor.texts import Texts
from monitor.weeks import WEEK, mondays


def what_changed(engine: Engine, start: dt.date, weeks: dict[str, list[int]], t: Texts) -> list[str]:
    """The clearest change of a category, then of a governorate; of a week with little input only that it is one.

    weeks are the counts of each category and, under "", the articles read, the week of start last.
    """
    read = weeks[""]
    if change.thin(read)[-1]:
        return [t("brief.thin", n=f"{read[-1]:,}", usual=f"{sorted(read)[len(read) // 2]:,}")]
    first = headline(t, weeks)
    if not sum(weeks[category][-1] for category in CATEGORIES):
        return [first]
    return [first, _where(engine, start, read, t)]


def _where(engine: Engine, start: dt.date, read: list[int], t: Texts) -> str:
    """The governorate that changed clearly; where none did, the one clearly named most; else that there is none."""
    monday_of = mondays(start, change.WEEKS + 1)
    counted = [{(code, c): n for code, c, n in queries.by_governorate(engine, week_of(monday))} for monday in monday_of]
    for mover in change.movers(counted, read[-len(monday_of) :])[:1]:
        if mover.change.verdict in (change.RISE, change.FALL):
            what = t("movers.what", category=t(f"category.{mover.category}"), place=t.governorate(mover.code))
            return sentence(t, mover.change, what)
    named: dict[str, int] = {}
    for (code, _category), n in counted[-1].items():
        named[code] = named.get(code, 0) + n
    named.pop("", None)
    if first := change.leader(named):
        return t("headline.most_place", place=t.governorate(first), what=t("map.all"), n=f"{named[first]:,}")
    return t("movers.none")


def week_of(monday: dt.date) -> Filters:
    """What is counted in the week that starts on this day."""
    return Filters(start=str(monday), end=str(monday + WEEK - dt.timedelta(days=1)))
