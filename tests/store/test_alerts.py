"""Alerts of a store: two sources, enough input, enough history; the numbers are those that the store counts."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Engine

from monitor import alerts, queries
from monitor.alerts import find_alerts
from monitor.filters import Filters
from monitor.ingest import ingest
from monitor.store.migrations import open_store
from monitor.texts import texts
from tests.made_year import RULES, Made, extract, fill, monday

WEEK = str(monday(0))
USUAL = [Made(back, 2 - back % 2, "arrest") for back in range(1, 20)] + [Made(back, 10) for back in range(20)]
HIGH = [Made(0, 7, "arrest", source="Steppe Wire"), Made(0, 5, "arrest", source="River Agency")]


@pytest.fixture
def of(tmp_path: Path):
    """A store with these articles."""
    opened = []

    def make(*made: Made) -> Engine:
        engine = open_store(tmp_path / f"{len(opened)}.db")
        opened.append(engine)
        fill(engine, tmp_path, made)
        return engine

    yield make
    for engine in opened:
        engine.dispose()


def test_an_unusual_week_with_its_figures(of):
    engine = of(*USUAL, *HIGH)
    report = find_alerts(engine, WEEK)
    assert (report.week, report.input, report.documents, report.alone) == (WEEK, alerts.OK, 22, ())
    (alert,) = report.alerts
    assert (alert.pcode, alert.category, alert.week, alert.sources, alert.documents) == ("SY07", "arrest", WEEK, 2, 22)
    week = Filters(start=WEEK, end=str(monday(-1)), governorates=("SY07",))
    assert alert.n == queries.totals(engine, week)["arrest"] == 12
    assert 1.5 < alert.expected < 4.5 and alert.low <= alert.expected <= alert.high < alert.n
    assert alert.chance < alerts.UNLIKELY
    assert find_alerts(engine, monday(0)) == find_alerts(engine, str(monday(0).replace(day=13))) == report


def test_one_source_alone_is_told_apart(of):
    report = find_alerts(of(*USUAL, Made(0, 12, "arrest")), WEEK)
    assert report.alerts == ()
    assert [(alert.pcode, alert.n, alert.sources) for alert in report.alone] == [("SY07", 12, 1)]


def test_articles_without_a_source_are_no_second_one(of):
    unnamed = [Made(0, 7, "arrest"), Made(0, 5, "arrest", source=None)]
    assert [alert.sources for alert in find_alerts(of(*USUAL, *unnamed), WEEK).alone] == [1]


def test_copies_are_no_second_source(of, tmp_path):
    engine = of(*USUAL, Made(0, 12, "arrest"))
    before = find_alerts(engine, WEEK)
    text = (tmp_path / "year.jsonl").read_text(encoding="utf-8")
    copies = tmp_path / "copies.jsonl"
    copies.write_text(text.replace('"id": "year', '"id": "copy').replace("Steppe", "River"), encoding="utf-8")
    ingest([copies], engine, extract=extract, rules_version=RULES)
    assert queries.count_articles(engine) == 2 * queries.count_articles(engine, copies=False)
    assert before.alone and find_alerts(engine, WEEK) == before


@pytest.mark.parametrize(
    ("made", "what"),
    [
        ([*USUAL[:19], *(Made(back, 30) for back in range(1, 20)), *HIGH], alerts.LITTLE),
        ([one for one in USUAL if one.back], alerts.NONE),
        ([one for one in USUAL if one.back < 12] + HIGH, alerts.SHORT),
        ([], alerts.NONE),
    ],
    ids=["little", "none", "short", "empty store"],
)
def test_weeks_of_which_nothing_is_concluded(of, made, what):
    report = find_alerts(of(*made), WEEK)
    assert (report.input, report.alerts, report.alone) == (what, (), ())
    assert (WEEK in report.thin) == (bool(made) and what != alerts.SHORT)
    for lang in ("ar", "en"):
        assert alerts.verdict(texts(lang), report)


def test_a_thin_week_of_the_past_is_named_and_teaches_nothing(of):
    quiet = [one for one in USUAL if one.back != 5] + [Made(5, 1)]
    report = find_alerts(of(*quiet, *HIGH), WEEK)
    assert report.thin == (str(monday(5)),)
    assert len(report.alerts) == 1


def test_filters_choose_but_do_not_change_what_is_usual(of):
    engine = of(*USUAL, *HIGH, *(Made(back, 3, "displacement", "SY02") for back in range(20)))
    every = find_alerts(engine, WEEK).alerts
    assert len(every) == 1
    assert find_alerts(engine, WEEK, Filters(governorates=("SY07",), categories=("arrest",))).alerts == every
    assert find_alerts(engine, WEEK, Filters(governorates=("SY02",))).alerts == ()
    assert find_alerts(engine, WEEK, Filters(categories=("displacement",))).alerts == ()
    one_source = find_alerts(engine, WEEK, Filters(sources=("Steppe Wire",)))
    assert one_source.documents == 20 and one_source.alerts == ()


def test_words_are_plain_and_blame_nobody(of):
    report = find_alerts(of(*USUAL, *HIGH), WEEK)
    (alert,) = report.alerts
    assert alerts.sentence(texts("en"), alert) == (
        f"Arrests and abductions in Idleb: 12 mentions from 2 sources. With 22 articles read, {alert.low} to "
        f"{alert.high} would be usual."
    )
    arabic = alerts.sentence(texts("ar"), alert)
    assert all(str(n) in arabic for n in (12, 2, 22, alert.low, alert.high))
    assert "{" not in arabic and "1" in alerts.verdict(texts("ar"), report)
