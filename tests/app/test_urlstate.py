"""Links: what is written is read back, and what is not understood is left out."""

from __future__ import annotations

import dataclasses
import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from extractors.records import CATEGORIES, STATUSES, SUBTYPES, VICTIMS
from monitor.districts import districts
from monitor.filters import Filters
from monitor.texts import governorates
from monitor.weeks import last_complete_week, week_days, week_of
from views.share import link
from views.urlstate import (
    COMPARISONS,
    DISPLACED,
    MEASURES,
    REVIEWS,
    SCALES,
    STEPS,
    View,
    as_filters,
    decode,
    encode,
    fixed,
    focused,
    headline_week,
    months_between,
    number_week,
    period_days,
    same_numbers,
    year_before,
)

MONDAY = dt.date(2026, 11, 16)


def some(codes) -> st.SearchStrategy:
    return st.lists(st.sampled_from(tuple(codes)), unique=True).map(tuple)


def views() -> st.SearchStrategy:
    days = st.dates(dt.date(2001, 1, 1), dt.date(2040, 1, 1)).map(str)
    return st.builds(
        View,
        lang=st.sampled_from(["ar", "en"]),
        sample=st.booleans(),
        period=st.sampled_from(["1w", "1m", "4w", "12w", "52w", "all"]),
        categories=some(CATEGORIES),
        governorates=some([*governorates(), ""]),
        subtypes=some(name for names in SUBTYPES.values() for name in names),
        districts=some(districts()),
        reviews=some(REVIEWS),
        rules=st.lists(st.text(min_size=1, max_size=30), unique=True, max_size=3).map(tuple),
        displaced=st.sampled_from(DISPLACED),
        step=st.sampled_from(STEPS),
        measure=st.sampled_from(MEASURES),
        map_category=st.none() | st.sampled_from(CATEGORIES),
        compare=st.sampled_from(COMPARISONS),
        compare_category=st.none() | st.sampled_from(CATEGORIES),
        pair=st.lists(st.sampled_from(list(governorates())), unique=True, min_size=2, max_size=2).map(tuple),
        scale=st.sampled_from(SCALES),
        circles=st.booleans(),
        focus_month=st.none() | days,
        statuses=some(STATUSES).filter(bool),
        victims=some(VICTIMS),
        sources=st.lists(st.sampled_from(["", "!", "!x"]) | st.text(max_size=30), unique=True, max_size=5).map(tuple),
        actors=st.lists(st.text(min_size=1, max_size=30), unique=True, max_size=3).map(tuple),
        search=st.text(max_size=50),
        focus_governorate=st.none() | st.sampled_from([*governorates(), ""]),
        focus_category=st.none() | st.sampled_from(CATEGORIES),
        focus_week=st.none() | days,
        copies=st.booleans(),
    )


@given(views())
def test_a_link_gives_back_its_view(view):
    written = {name: value if isinstance(value, list) else [value] for name, value in encode(view).items()}
    assert decode(written) == (view, [])


def test_the_usual_view_needs_no_parameters():
    assert encode(View()) == {}


def test_a_link_with_fixed_days_does_not_move_with_the_calendar():
    view = fixed(View(), "2026-08-24", "2026-11-15")
    start, end = period_days(view, "2020-01-01", "2027-06-01", dt.date(2027, 6, 9))
    assert (str(start), str(end)) == ("2026-08-24", "2026-11-15")


def test_a_link_keeps_the_address_and_replaces_its_parameters():
    assert link("http://127.0.0.1:8501/evidence?x=1", {"sources": ["a b", "c&d"]}) == (
        "http://127.0.0.1:8501/evidence?sources=a+b&sources=c%26d"
    )


NAMES = [field.name for field in dataclasses.fields(View)]


@given(
    st.dictionaries(
        st.sampled_from(NAMES), st.lists(st.text() | st.sampled_from(["custom", "all", "SY09"]), max_size=3)
    )
)
def test_no_link_breaks_the_page(params):
    view, _ = decode(params)
    start, end = period_days(view, None, None, MONDAY)
    as_filters(view, start, end)


def test_the_period_ends_with_the_last_week_that_is_over():
    start, end = period_days(View(), "2026-06-29", "2026-11-18", dt.date(2026, 11, 19))
    assert (str(start), str(end)) == ("2026-08-24", "2026-11-15")
    start, end = period_days(View(period="1w"), "2026-06-29", "2026-11-18", dt.date(2026, 11, 23))
    assert (str(start), str(end)) == ("2026-11-16", "2026-11-22")


def test_the_headline_week_lies_inside_the_period():
    assert headline_week(dt.date(2026, 11, 10), dt.date(2026, 11, 20), MONDAY) is None
    assert headline_week(dt.date(2026, 11, 2), dt.date(2026, 11, 20), dt.date(2027, 1, 1)) == dt.date(2026, 11, 9)
    assert headline_week(dt.date(2026, 11, 2), dt.date(2026, 11, 15), dt.date(2027, 1, 1)) == dt.date(2026, 11, 9)


def test_the_numbers_are_about_a_week_only_in_whole_weeks():
    week = lambda start, end: number_week(dt.date.fromisoformat(start), dt.date.fromisoformat(end), dt.date(2027, 6, 1))  # noqa: E731
    assert week("2026-08-24", "2026-11-15") == dt.date(2026, 11, 9)
    assert week("2026-10-01", "2026-10-31") is None  # a month
    assert week("2026-08-25", "2026-11-15") is None
    assert week("2027-02-01", "2027-02-28") is None  # a month that is four whole weeks stays a month


def test_the_focus_narrows_and_never_widens():
    filters = Filters(start="2026-11-11", end="2026-11-30")
    narrowed = focused(View(focus_week="2026-11-09", focus_governorate="", focus_category="arrest"), filters)
    assert (narrowed.start, narrowed.end) == ("2026-11-11", "2026-11-15")
    assert (narrowed.governorates, narrowed.categories) == (("",), ("arrest",))


@given(st.dates(dt.date(2000, 1, 3), dt.date(2100, 1, 1)))
def test_week_names_and_days_agree(day):
    start, end = week_days(week_of(day))
    assert start <= day <= end and start.weekday() == 0 and (end - start).days == 6
    assert last_complete_week(day, day) == start - dt.timedelta(days=7)


def test_the_last_month_is_one_that_is_over():
    start, end = period_days(View(period="1m"), "2026-06-29", "2026-11-18", dt.date(2026, 11, 19))
    assert (str(start), str(end)) == ("2026-10-01", "2026-10-31")
    start, end = period_days(View(period="1m"), "2026-06-29", "2026-11-18", dt.date(2026, 12, 1))
    assert (str(start), str(end)) == ("2026-11-01", "2026-11-30")


def test_months_of_a_period_over_the_new_year():
    found = months_between(dt.date(2026, 11, 30), dt.date(2027, 2, 1))
    assert [str(day) for day in found] == ["2026-11-01", "2026-12-01", "2027-01-01", "2027-02-01"]


def test_a_month_in_focus_stays_inside_the_period():
    narrowed = focused(View(focus_month="2026-10-01"), Filters(start="2026-10-05", end="2026-11-15"))
    assert (narrowed.start, narrowed.end) == ("2026-10-05", "2026-10-31")


@given(views())
def test_what_only_changes_the_look_changes_no_number(view):
    first, second = (as_filters(v, MONDAY, MONDAY) for v in (view, same_numbers(view)))
    assert first == second


def test_a_pair_is_two_different_governorates():
    assert decode({"pair": ["SY07,SY02"]})[0].pair == ("SY07", "SY02")
    for bad in ("SY07", "SY07,SY07", "SY07,SY02,SY01", "SY07,SY99", "none,SY02"):
        assert decode({"pair": [bad]}) == (View(), ["pair"])


def test_a_year_before_by_weeks_and_by_months():
    assert year_before("2026-11-09", "week") == "2025-11-10"  # Monday and Monday
    assert year_before("2026-11-09", "month") == "2025-11-09"
    assert year_before("2024-02-29", "month") == "2023-02-28"
    assert year_before("2025-02-28", "month") == "2024-02-29"  # the last day of a month, like the other
    assert year_before("2025-02-27", "month") == "2024-02-27"


def test_sentences_of_a_year_before_are_found_from_the_period_of_now():
    filters = Filters(start="2026-08-26", end="2026-11-15")
    before = focused(View(focus_week="2025-11-10", focus_before=True), filters)
    assert (before.start, before.end) == ("2025-11-10", "2025-11-16")
    cut = focused(
        View(focus_week="2025-08-25", focus_before=True), filters
    )  # the period begins on a Wednesday, and so did this one
    assert (cut.start, cut.end) == ("2025-08-27", "2025-08-31")
    month = focused(View(focus_month="2025-08-01", focus_before=True, step="month"), filters)
    assert (month.start, month.end) == ("2025-08-26", "2025-08-31")
