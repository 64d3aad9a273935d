"""Days of a text, counted from the publication day: what they are, how exact, and when they are background."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from unit_rows import params, tables

from extractors import dates, lexicon
from extractors.dates import DateHit
from extractors.sentence import Sentence

TABLES = tables("dates")
PUBLISHED = dt.date(2026, 3, 14)
DAYS = st.dates(dt.date(2005, 1, 1), dt.date(2035, 12, 31))
LANGUAGES = ["ar", "en"]


def find(text: str, language: str, published: dt.date | None = PUBLISHED) -> list[DateHit]:
    return dates.find(Sentence(text, 0, len(text), language, 0, 0, lexicon.load(language)), published)


@pytest.mark.parametrize("row", params(TABLES["dates"]))
def test_dates(row: dict) -> None:
    found = find(row["text"], row["language"], row.get("published", PUBLISHED))
    assert [[hit.start, hit.end, hit.precision] for hit in found] == row["dates"]


@pytest.mark.parametrize("row", params(TABLES["datelines"]))
def test_datelines(row: dict) -> None:
    assert dates.parse_day(row["text"], row["language"]) == row["day"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_name_of_a_month_is_that_month(language: str) -> None:
    for name, month in dates.words(language).months.items():
        hits = find(f"12 {name} 2020", language)
        assert [(h.start, h.end, h.precision) for h in hits] == [(dt.date(2020, month, 12),) * 2 + (1,)], name


@pytest.mark.parametrize("language", LANGUAGES)
def test_twelve_months_and_seven_weekdays(language: str) -> None:
    words = dates.words(language)
    assert set(words.months.values()) == set(range(1, 13))
    assert set(words.weekdays.values()) == set(range(7))


@settings(max_examples=30)
@given(DAYS, st.sampled_from(LANGUAGES))
def test_a_weekday_is_the_last_one_before_publication(published: dt.date, language: str) -> None:
    for name, weekday in dates.words(language).weekdays.items():
        (hit,) = find(name, language, published)
        assert hit.start == hit.end and hit.start.weekday() == weekday
        assert 0 <= (published - hit.start).days <= 6


@settings(max_examples=50)
@given(DAYS, st.sampled_from(LANGUAGES))
def test_the_publication_day_named_without_its_year_is_that_day(published: dt.date, language: str) -> None:
    name = next(n for n, month in dates.words(language).months.items() if month == published.month)
    (hit,) = find(f"{published.day} {name}", language, published)
    assert hit.start == hit.end == published


@settings(max_examples=50)
@given(DAYS, DAYS, st.sampled_from(LANGUAGES))
def test_a_full_date_does_not_depend_on_publication(day: dt.date, published: dt.date, language: str) -> None:
    for known in (published, None):
        assert [(h.start, h.end, h.precision) for h in find(day.isoformat(), language, known)] == [(day, day, 1)]


@settings(max_examples=60)
@given(st.data())
def test_any_row_of_date_words_can_be_read(data: st.DataObject) -> None:
    language = data.draw(st.sampled_from(LANGUAGES))
    w = dates.words(language)
    pool = [*w.months, *w.weekdays, *w.units, *w.dual_units, *w.today, *w.yesterday, *w.before_yesterday, *w.ago]
    pool += [*w.since, *w.last, *w.this, *w.week, *w.month, *w.year, *w.year_word, *w.of, "ago", "3", "31", "2016", "/"]
    text = " ".join(data.draw(st.lists(st.sampled_from(pool), min_size=1, max_size=9)))
    taken: set[int] = set()
    for hit in find(text, language, data.draw(DAYS)):
        assert hit.start <= hit.end and hit.precision in (1, 2, 3) and hit.first <= hit.last
        assert (hit.precision == 1) == (hit.start == hit.end)
        assert not taken & set(range(hit.first, hit.last + 1))
        taken |= set(range(hit.first, hit.last + 1))


@pytest.mark.parametrize("language", LANGUAGES)
def test_relative_words_say_nothing_without_a_publication_day(language: str) -> None:
    w = dates.words(language)
    for word in (*w.today, *w.yesterday, *w.before_yesterday, *w.weekdays):
        assert find(word, language, None) == []


@pytest.mark.parametrize(
    ("days", "since", "past"), [(30, False, False), (31, False, True), (30, True, False), (31, True, True)]
)
def test_more_than_thirty_days_ago_is_past(days: int, since: bool, past: bool) -> None:
    day = PUBLISHED - dt.timedelta(days=days)
    assert dates.is_past(DateHit(0, 0, day, day, 1, since), PUBLISHED) is past


def test_a_period_is_past_by_its_end_unless_it_goes_on() -> None:
    year = (dt.date(2026, 1, 1), dt.date(2026, 12, 31))
    assert not dates.is_past(DateHit(0, 0, *year, 3), PUBLISHED)
    long_ago = (dt.date(2011, 1, 1), dt.date(2011, 12, 31))
    assert dates.is_past(DateHit(0, 0, *long_ago, 3, since=True), PUBLISHED)
