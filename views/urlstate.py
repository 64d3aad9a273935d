"""What the reader is looking at, and the same as a link: codes in the address, never translated labels."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace

from extractors.records import CATEGORIES, STATUSES, SUBTYPES, VICTIMS
from monitor.districts import districts, place_ids
from monitor.filters import LEFT, REACHED, Filters
from monitor.texts import LANGUAGES, PRIORITY, UNSPECIFIED, governorates
from monitor.weeks import WEEK, last_complete_month, last_complete_week, monday, mondays, month_days

WEEKS = {"1w": 1, "4w": 4, "12w": 12, "52w": 52}
PERIODS = ("1w", "1m", "4w", "12w", "52w", "all", "custom")
BASES = ("event", "published")
STEPS = ("week", "month")
MEASURES = ("count", "share")
DISPLACED = (LEFT, REACHED)
COMPARISONS = ("years", "places", "all")
SCALES = ("shared", "own")
REVIEWS = ("none", "confirmed", "rejected", "unsure")
NONE = "none"  # stands in a link for "place not stated"
SIGN = "!"  # before a name that is empty ("source not stated"), which a link would lose, or that starts with it
YEAR = 52  # weeks that a year is held against another
LONGEST = 200  # characters of one free-text value in a link


@dataclass(frozen=True, slots=True)
class View:
    """Everything a link carries. Empty tuples mean "all"; the focus is the number whose sentences are shown."""

    lang: str = "ar"
    sample: bool = False
    period: str = "12w"
    start: str | None = None
    end: str | None = None
    categories: tuple[str, ...] = ()
    subtypes: tuple[str, ...] = ()
    governorates: tuple[str, ...] = ()
    districts: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ("reported",)
    victims: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    reviews: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    date_basis: str = "event"
    displaced: str = LEFT
    not_counted: bool = False
    copies: bool = False
    search: str = ""
    step: str = "week"
    measure: str = "count"
    map_category: str | None = None
    compare: str = "years"
    compare_category: str | None = None
    pair: tuple[str, ...] = PRIORITY[:2]
    scale: str = "shared"
    circles: bool = False
    focus_governorate: str | None = None
    focus_category: str | None = None
    focus_week: str | None = None
    focus_month: str | None = None
    focus_undated: bool = False
    focus_before: bool = False  # the week or month is one of those that the period is held against


ONE = {
    "lang": LANGUAGES,
    "period": PERIODS,
    "date_basis": BASES,
    "displaced": DISPLACED,
    "step": STEPS,
    "measure": MEASURES,
    "map_category": CATEGORIES,
    "compare": COMPARISONS,
    "compare_category": CATEGORIES,
    "scale": SCALES,
    "focus_category": CATEGORIES,
}
FLAGS = ("sample", "not_counted", "copies", "circles", "focus_undated", "focus_before")
FREE = ("sources", "actors", "rules")  # names that the store knows, not this program
DAYS = ("start", "end", "focus_week", "focus_month")
DEFAULT_STATUSES = ("reported",)


def _many() -> dict[str, tuple[str, ...]]:
    places = (*governorates(), NONE)
    return {
        "categories": CATEGORIES,
        "subtypes": tuple(name for names in SUBTYPES.values() for name in names),
        "governorates": places,
        "districts": tuple(districts()),
        "reviews": REVIEWS,
        "statuses": STATUSES,
        "victims": VICTIMS,
        "languages": LANGUAGES,
    }


def decode(params: Mapping[str, list[str]]) -> tuple[View, list[str]]:
    """The view a link asks for, and the names of what it asked for in vain. Unknown names are left alone."""
    values: dict[str, object] = {}
    bad: list[str] = []
    for name in (f.name for f in dataclasses.fields(View)):
        given = [text for text in params.get(name, []) if text]
        if not given:
            continue
        try:
            values[name] = _read(name, given)
        except ValueError:
            bad.append(name)
    view = View(**values)
    if view.period == "custom" and not (view.start and view.end and view.start <= view.end):
        return replace(view, period="12w", start=None, end=None), [*bad, "period"]
    return view, bad


def _read(name: str, given: list[str]) -> object:
    if name in FLAGS:
        return _one(given[0], ("1", "0")) == "1"
    if name in DAYS:
        return dt.date.fromisoformat(given[0]).isoformat()
    if name == "focus_governorate":
        return _place(_one(given[0], (*governorates(), NONE)))
    if name in ONE:
        return _one(given[0], ONE[name])
    if name == "search":
        return given[0][:LONGEST]
    if name in FREE:
        return tuple(text[:LONGEST].removeprefix(SIGN) for text in given[:50])
    if name == "pair":
        return _two(given[0])
    codes = [_one(code, _many()[name]) for text in given for code in text.split(",")]
    return tuple(dict.fromkeys(map(_place, codes) if name == "governorates" else codes))


def _one(code: str, allowed: tuple[str, ...]) -> str:
    if code not in allowed:
        raise ValueError(code)
    return code


def _two(text: str) -> tuple[str, ...]:
    """Two different governorates."""
    codes = tuple(_one(code, tuple(governorates())) for code in text.split(","))
    if len(set(codes)) != 2 or len(codes) != 2:
        raise ValueError(text)
    return codes


def _place(code: str) -> str:
    return UNSPECIFIED if code == NONE else code


def encode(view: View) -> dict[str, str | list[str]]:
    """The parameters of a link to the view; what is at its usual value is left out."""
    usual = View()
    changed = {name: value for name, value in dataclasses.asdict(view).items() if value != getattr(usual, name)}
    return {name: _write(name, value) for name, value in changed.items()}


def _write(name: str, value: object) -> str | list[str]:
    if isinstance(value, bool):
        return str(int(value))
    if name in FREE:
        return [SIGN + text if not text or text.startswith(SIGN) else text for text in value]
    if isinstance(value, (tuple, list)):
        return ",".join(code or NONE for code in value)
    return str(value) or NONE


def fixed(view: View, start: str, end: str) -> View:
    """The view with its dates written out, so that a link shows next month what it shows today."""
    return replace(view, period="custom", start=start, end=end)


def period_days(view: View, oldest: str | None, newest: str | None, today: dt.date) -> tuple[dt.date, dt.date]:
    """First and last day of the view's period, given the first and last day in the store (None in an empty one)."""
    if view.period == "custom" and view.start and view.end:
        return dt.date.fromisoformat(view.start), dt.date.fromisoformat(view.end)
    last = dt.date.fromisoformat(newest) if newest else today
    if view.period == "1m":
        return last_complete_month(last, today)
    if view.period not in WEEKS:
        return dt.date.fromisoformat(oldest) if oldest else last, last
    start = last_complete_week(last, today)
    return start - WEEK * (WEEKS[view.period] - 1), start + dt.timedelta(days=6)


def headline_week(start: dt.date, end: dt.date, today: dt.date) -> dt.date | None:
    """The Monday of the last whole week inside the period that is over: the week the four numbers are about."""
    last = min(end, today - dt.timedelta(days=1))
    monday = last - dt.timedelta(days=(last.weekday() + 1) % 7 + 6)
    return monday if monday >= start else None


def number_week(start: dt.date, end: dt.date, today: dt.date) -> dt.date | None:
    """The week that the four numbers are about; None where they are about the period, a month or some days.

    By the days alone, so that a link with the days written out shows the same.
    """
    whole_weeks = start.weekday() == 0 and end.weekday() == 6
    return headline_week(start, end, today) if whole_weeks and not is_month(start, end) else None


def is_month(start: dt.date, end: dt.date) -> bool:
    """Whether the days are exactly one calendar month."""
    return month_days(start) == (start, end)


def weeks_between(start: dt.date, end: dt.date) -> list[dt.date]:
    """The Mondays of all weeks that the period touches."""
    return mondays(end, (monday(end) - monday(start)).days // 7 + 1)


def months_between(start: dt.date, end: dt.date) -> list[dt.date]:
    """The first days of all months that the period touches."""
    first, last = start.year * 12 + start.month - 1, end.year * 12 + end.month - 1
    return [dt.date(number // 12, number % 12 + 1, 1) for number in range(first, last + 1)]


def has_focus(view: View) -> bool:
    return view != without_focus(view)


def without_focus(view: View) -> View:
    return replace(
        view,
        focus_governorate=None,
        focus_category=None,
        focus_week=None,
        focus_month=None,
        focus_undated=False,
        focus_before=False,
    )


def same_numbers(view: View) -> View:
    """The view without what only changes how its numbers are drawn."""
    usual = View()
    looks = ("lang", "step", "measure", "map_category", "circles", "compare", "compare_category", "pair", "scale")
    return replace(view, **{name: getattr(usual, name) for name in looks})


def as_filters(view: View, start: dt.date, end: dt.date) -> Filters:
    """The view's choice as the store understands it, without the focus."""
    return Filters(
        start=str(start),
        end=str(end),
        date_basis=view.date_basis,
        categories=view.categories,
        governorates=view.governorates,
        statuses=view.statuses,
        victims=view.victims,
        languages=view.languages,
        sources=view.sources,
        actors=view.actors,
        subtypes=view.subtypes,
        reviews=view.reviews,
        rules=view.rules,
        place_ids=place_ids(view.districts),
        displaced=view.displaced,
        copies=view.copies,
        include_not_counted=view.not_counted,
        search=view.search or None,
    )


def focused(view: View, filters: Filters) -> Filters:
    """The filters narrowed to the number whose sentences are asked for."""
    if view.focus_undated:
        filters = replace(filters, undated="only")
    if view.focus_before:
        filters = year_before_of(view, filters)
    if view.focus_week:
        start = monday(dt.date.fromisoformat(view.focus_week))
        filters = _within(filters, start, start + dt.timedelta(days=6))
    if view.focus_month:
        filters = _within(filters, *month_days(dt.date.fromisoformat(view.focus_month)))
    if view.focus_governorate is not None:
        filters = replace(filters, governorates=(view.focus_governorate,))
    if view.focus_category is not None:
        filters = replace(filters, categories=(view.focus_category,))
    return filters


def _within(filters: Filters, first: dt.date, last: dt.date) -> Filters:
    return replace(filters, start=max(str(first), filters.start), end=min(str(last), filters.end))


def compared_days(view: View, start: dt.date, end: dt.date) -> tuple[dt.date, dt.date]:
    """The days that are held against others: the period, or of a long one its last whole year of weeks or months."""
    if view.step == "month":
        months = months_between(start, end)
        if len(months) <= 12:
            return start, end
        whole = month_days(end)[1] == end
        return (months[-12], end) if whole else (months[-13], months[-1] - dt.timedelta(days=1))
    weeks = weeks_between(start, end)
    if len(weeks) <= YEAR:
        return start, end
    last = end if end.weekday() == 6 else weeks[-1] - dt.timedelta(days=1)
    return last - WEEK * YEAR + dt.timedelta(days=1), last


def year_before_of(view: View, filters: Filters) -> Filters:
    """The same choice in the days that the period is held against."""
    start, end = compared_days(view, dt.date.fromisoformat(filters.start), dt.date.fromisoformat(filters.end))
    return replace(filters, start=year_before(str(start), view.step), end=year_before(str(end), view.step))


def year_before(day: str, step: str) -> str:
    """The day that a day is held against: by weeks the same weekday 52 weeks ago, by months the same date."""
    that = dt.date.fromisoformat(day)
    if step == "week":
        return str(that - YEAR * WEEK)
    last = month_days(that.replace(year=that.year - 1, day=1))[1]
    return str(last if that == month_days(that)[1] else last.replace(day=min(that.day, last.day)))
