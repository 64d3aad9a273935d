"""The weekly brief: one week of the store on one page, as PNG or PDF, in Arabic or English."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from pathlib import Path

import typst
from sqlalchemy import Engine

from extractors.records import CATEGORIES
from monitor import queries
from monitor.filters import Filters
from monitor.paths import ROOT
from monitor.queries import Bounds
from monitor.quotes import direction, isolate, split_quote
from monitor.texts import PRIORITY, UNSPECIFIED, Texts, governorates, texts
from monitor.weeks import WEEK, mondays, week_days

TEMPLATE = Path(__file__).with_name("a4.typ")
FONTS = ROOT / "static" / "fonts"
# Told apart with protan, deutan and tritan vision: smallest difference 17 (dE76), against 14 for the usual four.
COLOURS = {"displacement": "#0072B2", "arrest": "#E69F00", "execution": "#4B2E83", "civilian_harm": "#C25608"}
WEEKS = 12
QUOTE_LENGTH = 290  # three lines of the page in either language
PPI = 150  # 1240 x 1754 pixels: sharp in a message, small enough to send
CANDIDATES = 500  # mentions looked through for the three sentences; a week of the press is well below


def render(engine: Engine, week: str, lang: str, out: Path | str, sample: bool = False) -> Path:
    """Write the brief of a week ("2026-W47"): PDF where out ends in .pdf, else PNG. Same store, same bytes."""
    out = Path(out)
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_bytes(draw(content(engine, week, lang, sample), "pdf" if out.suffix.lower() == ".pdf" else "png"))
    return out


def draw(data: dict, kind: str) -> bytes:
    """The page of a content, "png" or "pdf". Raises RuntimeError if it does not fit one page."""
    compiler = typst.Compiler(
        str(TEMPLATE), font_paths=[str(FONTS)], ignore_system_fonts=True, sys_inputs={"data": json.dumps(data)}
    )
    if kind == "pdf":
        return compiler.compile(format="pdf")
    pages = compiler.compile(format="png", ppi=PPI)
    if not isinstance(pages, bytes):
        raise RuntimeError(f"the brief took {len(pages)} pages instead of one")
    return pages


def content(engine: Engine, week: str, lang: str, sample: bool) -> dict:
    """Everything the page shows, as plain values; the template adds no word and no number."""
    t = texts(lang)
    start, end = week_days(week)
    found = queries.mentions(engine, _week(start), limit=CANDIDATES)
    year, number = week.upper().split("-W")
    table = _table(engine, start, t)
    return {
        "lang": lang,
        "dir": t.dir,
        "date": [end.year, end.month, end.day],
        "title": t("brief.title"),
        "subtitle": t("brief.subtitle"),
        "week": t("brief.week", number=int(number), year=year),
        "range": t("brief.range", start=t.day(start), end=t.day(end)),
        "sample": t("brief.sample") if sample else None,
        "numbers": _numbers(engine, start, t),
        "articles": _articles(engine, start, t),
        "weekly": t("brief.weekly"),
        "series": _series(engine, start, t),
        "first_week": t.day(mondays(start, WEEKS)[0], short=True),
        "last_week": t.day(start, short=True),
        "places": t("brief.places"),
        "places_note": t("brief.places_note"),
        "governorate": t("brief.governorate"),
        "columns": [t(f"short_category.{category}") for category in CATEGORIES],
        "rows": table,
        "table_max": max((n for row in table if row["kind"] != "total" for n in row["cells"]), default=0),
        "sentences_title": t("brief.sentences"),
        "sentences": [_sentence(row, t) for row in pick_sentences(found)],
        "no_sentences": t("brief.no_sentences"),
        "note": t("brief.note"),
        "footer": t("brief.footer", **data_as_of(queries.bounds(engine), queries.runs(engine, limit=1), t)),
    }


def data_as_of(bounds: Bounds, runs: list[dict], t: Texts) -> dict[str, str]:
    """What a page says it rests on: data_until, the last day of publication, and rules, those of the last run."""
    last = bounds.published_last
    return {"data_until": t.day(last) if last else "–", "rules": runs[0]["rules_version"] if runs else "–"}


def _week(start: dt.date) -> Filters:
    return _span(start, start)


def _numbers(engine: Engine, start: dt.date, t: Texts) -> list[dict]:
    now, before = queries.totals(engine, _week(start)), queries.totals(engine, _week(start - WEEK))
    return [_number(t, category, now.get(category, 0), before.get(category, 0)) for category in CATEGORIES]


def _number(t: Texts, category: str, n: int, previous: int) -> dict:
    return {
        "label": t(f"category.{category}"),
        "colour": COLOURS[category],
        "n": n,
        "change": n - previous,
        "change_text": signed(n - previous),
        "previous": t("brief.change", n=previous),
    }


def signed(change: int) -> str:
    """ "+3", "−3" or "±0": never a bare number that could be read as a count."""
    return f"{'+' if change > 0 else '−' if change < 0 else '±'}{abs(change)}"


def _articles(engine: Engine, start: dt.date, t: Texts) -> str:
    read = dict(queries.documents(engine, _span(start - WEEK, start)))
    return t("brief.articles", n=read.get(str(start), 0), previous=read.get(str(start - WEEK), 0))


def _series(engine: Engine, start: dt.date, t: Texts) -> list[dict]:
    weeks = [str(day) for day in mondays(start, WEEKS)]
    found = {
        (week, category): n for week, category, n in queries.by_week(engine, _span(mondays(start, WEEKS)[0], start))
    }
    return [
        {
            "label": t(f"category.{category}"),
            "colour": COLOURS[category],
            "values": [found.get((week, category), 0) for week in weeks],
        }
        for category in CATEGORIES
    ]


def _span(first: dt.date, last: dt.date) -> Filters:
    """From the week that starts on first to the end of the week that starts on last."""
    return Filters(start=str(first), end=str(last + WEEK - dt.timedelta(days=1)))


def _table(engine: Engine, start: dt.date, t: Texts) -> list[dict]:
    """The governorates, the four priority ones first; then what has no place; then each mention once."""
    found = {(code, category): n for code, category, n in queries.by_governorate(engine, _week(start))}
    totals = queries.totals(engine, _week(start))
    codes = [*governorates(), UNSPECIFIED]
    rows = [_row(t.governorate(code), [found.get((code, c), 0) for c in CATEGORIES], "plain") for code in codes]
    for edge in (len(PRIORITY), len(codes) - 1):
        rows[edge]["kind"] = "divider"
    return [*rows, _row(t("brief.total"), [totals.get(c, 0) for c in CATEGORIES], "total")]


def _row(name: str, cells: list[int], kind: str) -> dict:
    return {"name": name, "cells": cells, "kind": kind}


def pick_sentences(rows: list[dict], wanted: int = 3) -> list[dict]:
    """One sentence from each of the categories most reported, then the next best; no article twice.

    Best is the mention with a governorate, then the largest number stated, then the earliest; ids settle the rest.
    """
    often = Counter(row["category"] for row in rows)
    ranked = sorted(rows, key=_rank)
    order = sorted(often, key=lambda category: (-often[category], CATEGORIES.index(category)))
    firsts = [next(row for row in ranked if row["category"] == category) for category in order]
    picked: dict[str, dict] = {}
    for row in [*firsts, *ranked]:
        if len(picked) < wanted:
            picked.setdefault(row["article_id"], row)
    return list(picked.values())


def _rank(row: dict) -> tuple:
    return (not row["governorates"], -(row["count_min"] or 0), row["event_start"] or "", row["mention_id"])


def _sentence(row: dict, t: Texts) -> dict:
    before, trigger, after = split_quote(row, QUOTE_LENGTH)
    places = [t.governorate(code) for code in row["governorates"]] or [t("overview.unspecified")]
    day = row["published"] or row["event_start"]
    meta = [t(f"category.{row['category']}"), t.join(places), row["source"] or t("card.no_source")]
    if day:
        meta.append(t.day(day))
    return {
        "before": before,
        "trigger": trigger,
        "after": after,
        "lang": "ar" if row["language"] == "ar" else "en",
        "dir": direction(row["language"]),
        "colour": COLOURS[row["category"]],
        "meta": [isolate(part) for part in meta],
    }
