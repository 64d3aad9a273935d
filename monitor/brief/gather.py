"""Everything the brief shows, as plain values: the templates add no word and no number."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import Engine

from extractors.records import CATEGORIES
from monitor import queries
from monitor.alerts import Report, find_alerts
from monitor.brief import guard, sentences
from monitor.brief.changes import public_change, public_report, unusual, week_of, what_changed
from monitor.brief.guard import MARK, Secret
from monitor.brief.numbers import COLOURS, DASH, WEEKS, articles, counted_weeks, numbers
from monitor.brief.places import places
from monitor.export.choice import FULL, PROFILES, PUBLIC
from monitor.leading import leading
from monitor.queries import Bounds
from monitor.texts import Texts, texts
from monitor.weeks import mondays, week_days

HASH_SHOWN = 12  # digits of the review log's last hash: enough to find it again


def content(
    engine: Engine, week: str, lang: str, sample: bool, profile: str = FULL, report: Report | None = None
) -> dict[str, Any]:
    """The page of a week in a language; all templates are filled from it.

    profile: full; team, without other people's words; public, counts only, of which the small ones are hidden.
    report: the week's alerts under no filter, where somebody has them.
    """
    if profile not in PROFILES:
        raise ValueError(f"{profile!r} is no profile: use one of {', '.join(PROFILES)}")
    t, (start, end) = texts(lang), week_days(week)
    days, weeks = mondays(start, WEEKS), counted_weeks(engine, start)
    secret = guard.secret(engine, days, weeks) if profile == PUBLIC else guard.nothing(WEEKS)
    cells = {(code, c): n for code, c, n in queries.by_governorate(engine, week_of(start))}
    report = report or find_alerts(engine, start)
    thin = [not n or str(day) in report.thin for day, n in zip(days, weeks[""], strict=True)]
    if profile == PUBLIC:
        report, told = public_report(report, secret), public_change(weeks, secret, report, t)
    else:
        told = what_changed(engine, start, weeks, report, t)
    return {
        "lang": lang,
        "dir": t.dir,
        "mark": MARK,
        "date": [end.year, end.month, end.day],
        **_title(t, start, end, sample),
        "changed_title": t("brief.changed"),
        "changed": told,
        **unusual(report, t),
        "numbers": numbers(t, weeks, thin, secret),
        "articles": articles(engine, start, weeks, t),
        "weekly": t("brief.weekly"),
        "thin_note": t("brief.thin_note") if any(thin) else "",
        "first_week": t.day(days[0], short=True),
        "last_week": t.day(start, short=True),
        **places(t, cells, {category: weeks[category][-1] for category in CATEGORIES}, secret),
        **_sentences(engine, start, profile, t),
        "note": t("brief.note"),
        "method": t("brief.method") if profile == PUBLIC else f"{t('brief.method')} {t('brief.method_chosen')}",
        "footer": _footer(engine, start, secret, t),
    }


def data_as_of(bounds: Bounds, runs: list[dict], t: Texts) -> dict[str, str]:
    """What a page says it rests on: data_until, the last day of publication, and rules, those of the last run."""
    last = bounds.published_last
    return {"data_until": t.day(last) if last else DASH, "rules": runs[0]["rules_version"] if runs else DASH}


def _title(t: Texts, start: dt.date, end: dt.date, sample: bool) -> dict[str, Any]:
    year, number, _ = start.isocalendar()
    return {
        "title": t("brief.title"),
        "subtitle": t("brief.subtitle"),
        "week": t("brief.week", number=number, year=year),
        "range": t("brief.range", start=t.day(start), end=t.day(end)),
        "sample": t("brief.sample") if sample else None,
    }


def _sentences(engine: Engine, start: dt.date, profile: str, t: Texts) -> dict[str, Any]:
    """The key sentences, for a team without their words; of a public page what it leaves out."""
    if profile == PUBLIC:
        defined = {category: t(f"definition.{category}") for category in CATEGORIES}
        defined["displacement"] = t("brief.displaced")  # a page offers no choice between origin and destination
        title, none = t("brief.public_title"), t("brief.public_note", mark=MARK)
        named = [[t(f"category.{category}"), told] for category, told in defined.items()]
        return {"sentences_title": title, "sentences": [], "no_sentences": none, "definitions": named}
    picked = sentences.pick(leading(engine, week_of(start)))
    title, told = (t("brief.sentences"), sentences.told) if profile == FULL else (t("brief.facts"), sentences.fact)
    return {
        "sentences_title": title,
        "sentences": [told(row, t, COLOURS[row["category"]]) for row in picked],
        "no_sentences": t("brief.no_sentences"),
        "definitions": [],
    }


def _footer(engine: Engine, start: dt.date, secret: Secret, t: Texts) -> str:
    reviewed = queries.by_field(engine, week_of(start), "reviewed")
    total = sum(n for _value, _category, n in reviewed)
    seen = total - sum(n for value, _category, n in reviewed if not value)
    shown = (MARK, MARK) if secret.any_total() else (f"{seen:,}", f"{total:,}")
    log = queries.reviews(engine, limit=1)
    head = log[0]["hash"][:HASH_SHOWN] if log else t("brief.no_reviews")
    as_of = data_as_of(queries.bounds(engine), queries.runs(engine, limit=1), t)
    return t("brief.footer", **as_of, reviewed=shown[0], total=shown[1], head=head)
