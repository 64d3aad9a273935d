"""ISO weeks (Monday to Sunday), named like 2026-W47."""

from __future__ import annotations

import datetime as dt

WEEK = dt.timedelta(days=7)


def monday(day: dt.date) -> dt.date:
    return day - dt.timedelta(days=day.weekday())


def week_of(day: dt.date) -> str:
    """The name of the week a day falls into; the year is the ISO year (30 December 2024 is 2025-W01)."""
    year, number, _ = day.isocalendar()
    return f"{year}-W{number:02d}"


def week_days(week: str) -> tuple[dt.date, dt.date]:
    """First and last day of a week name; ValueError where there is no such week."""
    try:
        year, number = week.upper().split("-W")
        start = dt.date.fromisocalendar(int(year), int(number), 1)
    except (ValueError, AttributeError) as error:
        raise ValueError(f"{week!r} is not a week: write it like 2026-W47") from error
    return start, start + dt.timedelta(days=6)


def mondays(last: dt.date, count: int) -> list[dt.date]:
    """The Mondays of count weeks, ending with the week of last, oldest first."""
    end = monday(last)
    return [end - WEEK * back for back in range(count - 1, -1, -1)]


def last_complete_week(newest: dt.date, today: dt.date) -> dt.date:
    """The Monday of the last week that has data and is over."""
    start = monday(newest)
    return start if start + dt.timedelta(days=6) < today else start - WEEK


def month_days(day: dt.date) -> tuple[dt.date, dt.date]:
    """First and last day of the month of a day."""
    first = day.replace(day=1)
    return first, (first + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1)


def last_complete_month(newest: dt.date, today: dt.date) -> tuple[dt.date, dt.date]:
    """First and last day of the last month that has data and is over."""
    first, last = month_days(newest)
    return (first, last) if last < today else month_days(first - dt.timedelta(days=1))
