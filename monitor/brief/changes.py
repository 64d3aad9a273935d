"""What a week's numbers allow to be said, computed as on the overview: what changed, and what is unusual."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import Engine

from extractors.records import CATEGORIES
from monitor import alerts, change, queries
from monitor.alerts import Alert, Report
from monitor.filters import Filters
from monitor.headline import headline, sentence
from monitor.texts import Texts
from monitor.weeks import WEEK, mondays

if TYPE_CHECKING:
    from monitor.brief.guard import Secret

NOT_READ = (alerts.LITTLE, alerts.NONE)  # input of which nothing is concluded
ALERTS, ALONE = 3, 2  # alerts, and unusual numbers of one source, that a page has room for


def what_changed(engine: Engine, start: dt.date, weeks: dict[str, list[int]], report: Report, t: Texts) -> list[str]:
    """The clearest change of a category, then of a governorate; of a week with little input only that it is one.

    weeks are the counts of each category and, under "", the articles read, the week of start last.
    """
    if report.input in NOT_READ:
        return [alerts.verdict(t, report)]
    first = headline(t, weeks)
    if report.alerts or not sum(weeks[category][-1] for category in CATEGORIES):
        return [first]  # alerts name the governorates themselves
    return [first, _where(engine, start, weeks[""], t)]


def _where(engine: Engine, start: dt.date, read: list[int], t: Texts) -> str:
    """The governorate that changed clearly; where none did, the one clearly named most; else that there is none."""
    compared = mondays(start, change.WEEKS + 1)
    counted = [{(code, c): n for code, c, n in queries.by_governorate(engine, week_of(monday))} for monday in compared]
    for mover in change.movers(counted, read[-len(compared) :])[:1]:
        if mover.change.verdict in (change.RISE, change.FALL):
            return sentence(t, mover.change, _what(t, mover.code, mover.category))
    named: dict[str, int] = {}
    for (code, _category), n in counted[-1].items():
        named[code] = named.get(code, 0) + n
    named.pop("", None)
    if first := change.leader(named):
        return t("headline.most_place", place=t.governorate(first), what=t("map.all"), n=f"{named[first]:,}")
    return t("movers.none")


def public_change(weeks: dict[str, list[int]], secret: Secret, report: Report, t: Texts) -> list[str]:
    """The same for a public page: nothing of a governorate, and nothing where a number it rests on is hidden."""
    if report.input in NOT_READ:
        return [alerts.verdict(t, report)]
    hidden = any(secret.total(c, k) for c in CATEGORIES for k in range(-1 - change.WEEKS, 0))
    return [t("brief.public_change") if hidden else headline(t, weeks)]


def public_report(report: Report, secret: Secret) -> Report:
    """The alerts whose numbers a public page shows; none that rests on one source."""
    shown = [alert for alert in report.alerts if (alert.pcode, alert.category) not in secret.cells]
    return replace(report, alerts=tuple(shown), alone=())


def unusual(report: Report, t: Texts) -> dict[str, Any]:
    """The alerts, the least likely first, each as what it is about and the figures behind it.

    alerts_notes tell the rest where none, one, … of them are shown.
    """
    told = [alerts.sentence(t, alert).partition(": ")[::2] for alert in report.alerts[:ALERTS]]
    notes = [_rest(report, shown, t) for shown in range(len(told) + 1)]
    return {"alerts_title": t("alerts.heading"), "alerts": told, "alerts_notes": notes}


def _rest(report: Report, shown: int, t: Texts) -> str:
    if report.input in NOT_READ:
        return t("brief.alerts_not_sought")
    if more := len(report.alerts) - shown:
        return t("brief.more_alerts", n=more)
    lines = [] if report.alerts else [alerts.verdict(t, report)]
    if report.alone and shown < ALERTS:
        named = [_alone(t, alert) for alert in report.alone[:ALONE]]
        lines.append(t("alerts.alone", list=t.join(named)))
    return " ".join(lines)


def _alone(t: Texts, alert: Alert) -> str:
    return t("date.pair", label=_what(t, alert.pcode, alert.category), value=f"{alert.n:,}")


def _what(t: Texts, code: str, category: str) -> str:
    return t("movers.what", category=t(f"category.{category}"), place=t.governorate(code))


def week_of(monday: dt.date) -> Filters:
    """What is counted in the week that starts on this day."""
    return Filters(start=str(monday), end=str(monday + WEEK - dt.timedelta(days=1)))
