"""The same filter gives the same totals in every question, whatever the filter."""

from __future__ import annotations

import datetime as dt
import json
import random
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import made
import pytest
from hypothesis import given
from hypothesis import strategies as st
from made import article
from sqlalchemy import Engine, event

from extractors.records import CATEGORIES, NOT_COUNTED, STATUSES, SUBTYPES, VICTIMS, Article, Mention, PlaceTag
from monitor import filters as f
from monitor import quality, queries
from monitor.filters import APART, EVENT, LEFT, ONLY, PUBLISHED, REACHED, WITH, Filters
from monitor.ingest import Summary, ingest
from monitor.store.migrations import open_store
from monitor.store.reviews import DECISIONS, add_review

Put = Callable[..., Summary]
PCODES = ("", "SY02", "SY05", "SY07", "SY09", "SY11")
FIRST = dt.date(2026, 1, 1)


def some_articles(count: int) -> list:
    """Different texts, days, sources and languages, some without, and some copies; the same ones each time."""
    chance = random.Random(7)
    made_up = []
    for number in range(count):
        words = chance.choices([*made.WORDS, "and", "month", "abroad", "people"], k=6)
        day = (FIRST + dt.timedelta(days=chance.randrange(60))).isoformat()
        fields = {"published": chance.choice([day, day, day, None]), "source": chance.choice(["A", "B", None])}
        fields["language"] = chance.choice(["ar", "en"])
        made_up.append(article(f"{' '.join(words)} {chance.randrange(count)}", f"n{number}", **fields))
    return made_up + [replace(one, id=f"copy-{one.id}", source="C") for one in made_up[::5]]


def extract(article: Article) -> list[Mention]:
    """The mentions of made, with places that people went to and others that are doubtful."""
    number = int(article.text.split()[-1])
    tags = []
    if number % 3:
        there = ("SY02",) if number % 2 else ("SY07", "SY11")
        tags += [PlaceTag(code, code, code, "destination", 1, "same clause") for code in there]
    if number % 4 == 0:
        tags.append(PlaceTag("somewhere", "somewhere", None, "location", 1, "same clause", ("SY02", "SY07")))
    if number % 5 == 0:
        tags.append(PlaceTag("the lead", "SY05", "SY05", "location", 3, "headline of the article"))
    changed = {"in_title": number % 7 == 0, "count_min": None if number % 2 else 3}
    return [replace(one, places=one.places + tuple(tags), **changed) for one in made.extract(article)]


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """A store of 150 articles, some mentions reviewed."""
    folder: Path = tmp_path_factory.mktemp("full")
    path = folder / "articles.jsonl"
    path.write_text("".join(json.dumps(asdict(one)) + "\n" for one in some_articles(125)), encoding="utf-8")
    engine = open_store(folder / "store.db")
    ingest([path], engine, extract=extract, rules_version=made.RULES)
    for position, row in enumerate(queries.mentions(engine, Filters(statuses=()), limit=60)):
        corrected = {"governorates": ["SY07", "SY05"], "count_min": 9} if position % 9 == 0 else {}
        add_review(engine, row["mention_id"], DECISIONS[position % 3], reviewer="R", corrected=corrected)
    return engine


def subsets(values: tuple[str, ...]) -> st.SearchStrategy[tuple[str, ...]]:
    """No condition half of the time, else one to three of the values."""
    return st.one_of(st.just(()), st.lists(st.sampled_from(values), min_size=1, max_size=3, unique=True).map(tuple))


days = st.one_of(st.none(), st.dates(FIRST, FIRST + dt.timedelta(days=62)))
choices = st.builds(
    Filters,
    start=days,
    end=days,
    date_basis=st.sampled_from([EVENT, PUBLISHED]),
    categories=subsets(CATEGORIES),
    subtypes=subsets(tuple(sub for group in SUBTYPES.values() for sub in group)),
    governorates=subsets(PCODES),
    statuses=subsets(STATUSES),
    victims=subsets(VICTIMS),
    languages=subsets(("ar", "en")),
    sources=subsets(("A", "B", "C", "")),
    actors=subsets(("police", "is", "air force", "")),
    copies=st.booleans(),
    include_not_counted=st.booleans(),
    search=st.sampled_from([None, None, "fled", "KILLED", "people fled", "100%"]),
    undated=st.sampled_from([APART, ONLY, WITH]),
    reviews=subsets(("none", *DECISIONS)),
    displaced=st.sampled_from([LEFT, REACHED]),
)


def where(row: dict, chosen: Filters) -> list[str]:
    """The governorates in which a mention counts, '' for none."""
    codes = row["governorates"]
    if chosen.displaced == REACHED and row["category"] == "displacement":
        codes = {place["pcode"] for place in row["places"] if place["role"] == "destination" and place["pcode"]}
    return [code for code in codes or [""] if not chosen.governorates or code in chosen.governorates]


@given(choices)
def test_every_question_counts_the_same_mentions(full: Engine, chosen: Filters) -> None:
    totals = queries.totals(full, chosen)
    listed = queries.mentions(full, chosen, limit=10_000)
    assert sum(totals.values()) == len(listed) == queries.count(full, chosen)
    assert [row["mention_id"] for row in queries.all_mentions(full, chosen)] == [row["mention_id"] for row in listed]
    if chosen.undated == APART:
        weeks = Counter()
        for _week, category, n in queries.by_week(full, chosen):
            weeks[category] += n
        assert weeks == {category: n for category, n in totals.items() if n}
    each = Counter()
    for row in listed:
        each.update(where(row, chosen))
    places = Counter()
    for code, _category, n in queries.by_governorate(full, chosen):
        places[code] += n
    assert places == each
    assert all(where(row, chosen) for row in listed)
    by_status = queries.by_field(full, chosen, "status")
    assert sum(n for *_rest, n in by_status) == len(listed)


@given(choices, st.integers(1, 40))
def test_pages_are_parts_of_the_whole_list(full: Engine, chosen: Filters, limit: int) -> None:
    listed = queries.mentions(full, chosen, limit=10_000)
    offset = limit * (len(listed) // limit // 2)
    assert queries.mentions(full, chosen, limit=limit, offset=offset) == listed[offset : offset + limit]
    assert queries.mentions(full, chosen, limit=limit, offset=len(listed)) == []


@given(choices)
def test_what_is_doubtful_is_what_the_mentions_say(full: Engine, chosen: Filters) -> None:
    listed = queries.mentions(full, chosen, limit=10_000)
    found = quality.unknowns(full, chosen)
    assert found.mentions == len(listed)
    assert found.no_place == sum(not row["governorates"] and not row["outside_syria"] for row in listed)
    assert found.ambiguous == sum(any(_is_ambiguous(place) for place in row["places"]) for row in listed)
    assert found.no_number == sum(row["count_min"] is None and row["count_max"] is None for row in listed)
    assert found.day_of_publication == sum(row["date_reason"] == "published" for row in listed)
    assert found.no_day == sum(row["event_start"] is None or row["date_precision"] > 2 for row in listed)
    by_rule = Counter(row["rule_id"] for row in listed)
    assert {rule: n for rule, n, *_rest in quality.reviews_by_rule(full, chosen)} == by_rule
    corrected = sum(bool(row["machine"]) and row["reviewed"] == "confirmed" for row in listed)
    assert sum(rule.corrected for rule in quality.reviews_by_rule(full, chosen)) == corrected


@given(choices)
def test_the_queue_goes_by_doubt(full: Engine, chosen: Filters) -> None:
    listed = queries.mentions(full, chosen, limit=10_000)
    queue = [row["mention_id"] for row in quality.queue(full, chosen, limit=10_000)]
    assert sorted(queue) == sorted(row["mention_id"] for row in listed)
    points = {row["mention_id"]: _doubt(row) for row in listed}
    assert [points[ident] for ident in queue] == sorted(points.values(), reverse=True)
    assert queue[:7] == [row["mention_id"] for row in quality.queue(full, chosen, limit=7)]


def _is_ambiguous(place: dict) -> bool:
    return place["pcode"] is None and bool(place["candidates"])


def _doubt(row: dict) -> int:
    guessed = any(place["reason"].startswith("headline") for place in row["places"])
    return (
        3 * (not row["governorates"] and not row["outside_syria"])
        + 2 * any(_is_ambiguous(place) for place in row["places"])
        + 2 * guessed
        + 2 * (row["status"] != "reported")
        + (row["victims"] == "unspecified")
        + (row["date_reason"] == "published")
        + row["in_title"]
    )


@given(choices)
def test_the_rollup_answers_as_the_mentions_do(full: Engine, chosen: Filters) -> None:
    fast = queries.totals(full, chosen), queries.by_week(full, chosen), queries.by_governorate(full, chosen)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(queries, "fits_rollup", lambda filters: False)
        slow = queries.totals(full, chosen), queries.by_week(full, chosen), queries.by_governorate(full, chosen)
    assert fast == slow


@given(choices)
def test_dated_and_undated_are_all_there_is(full: Engine, chosen: Filters) -> None:
    dated = sum(queries.totals(full, replace(chosen, undated=APART)).values())
    assert dated + sum(queries.undated(full, chosen).values()) == queries.count(full, replace(chosen, undated=WITH))


@given(choices)
def test_returns_releases_and_events_abroad_are_never_in_a_category(full: Engine, chosen: Filters) -> None:
    counted = queries.totals(full, replace(chosen, include_not_counted=False))
    assert set(counted) == set(CATEGORIES)
    rows = queries.mentions(full, replace(chosen, include_not_counted=False), limit=10_000)
    assert not [row for row in rows if row["subtype"] in NOT_COUNTED or row["outside_syria"]]
    with_all = queries.totals(full, replace(chosen, include_not_counted=True))
    assert {category: with_all[category] for category in CATEGORIES} == counted


def test_the_property_tests_see_something(full: Engine) -> None:
    assert queries.count(full, Filters()) > 50
    assert sum(queries.undated(full, Filters()).values()) > 10
    assert queries.count(full, Filters(copies=True)) > queries.count(full, Filters())
    apart = queries.totals(full, Filters(include_not_counted=True))
    assert apart["return"] and apart["release"] and apart["outside_syria"]
    assert f.fits_rollup(Filters(start=FIRST, governorates=("SY09",), sources=("A", "")))
    assert not f.fits_rollup(Filters(actors=("is",)))


def test_weeks_start_on_monday(engine: Engine, put: Put) -> None:
    put(article("they fled", published="2027-01-03"), article("people fled", "a2", published="2027-01-04"))
    assert queries.by_week(engine, Filters()) == [("2026-12-28", "displacement", 1), ("2027-01-04", "displacement", 1)]
    assert queries.documents(engine, Filters()) == [("2026-12-28", 1), ("2027-01-04", 1)]


def test_a_month_is_in_every_range_it_overlaps(engine: Engine, put: Put) -> None:
    put(article("they fled month", published="2026-03-04"))
    inside = Filters(start="2026-03-01", end="2026-03-31")
    assert queries.totals(engine, inside)["displacement"] == 0
    assert queries.undated(engine, inside)["displacement"] == 1
    assert queries.undated(engine, Filters(start="2026-04-01"))["displacement"] == 0
    assert queries.by_week(engine, inside) == []


def test_two_governorates_count_once_in_totals_and_once_in_each(engine: Engine, put: Put) -> None:
    put(article("two killed"))
    assert queries.totals(engine, Filters())["civilian_harm"] == 1
    harm = [("SY02", "civilian_harm", 1), ("SY07", "civilian_harm", 1)]
    assert queries.by_governorate(engine, Filters()) == harm
    assert queries.by_governorate(engine, Filters(governorates=("SY02",))) == harm[:1]


def test_search_finds_spelling_variants_and_takes_signs_literally(engine: Engine, put: Put) -> None:
    put(article("killed in الرقة 100%"), article("killed in Hama", "a2"))
    for words in ("الرقه", "killed الرقة", "100%"):
        assert queries.count(engine, Filters(search=words)) == 1, words
    assert queries.count(engine, Filters(search="10%0")) == 0
    assert queries.count(engine, Filters(search="_")) == 0


def test_bounds_sources_and_actors(engine: Engine, put: Put) -> None:
    assert queries.bounds(engine) == (None, None, None, None)
    put(
        article("a massacre", published="2026-05-01"),
        article("police arrested two", "a2", published="2026-03-04T10:00:00", source=None),
    )
    assert queries.bounds(engine) == ("2026-03-04", "2026-03-04", "2026-03-04", "2026-05-01")
    assert queries.sources(engine) == [
        ("", 1, "2026-03-04", "2026-03-04"),
        ("Made News", 1, "2026-05-01", "2026-05-01"),
    ]
    assert queries.actors(engine) == ["police"]


def test_one_mention_and_one_article_by_id(engine: Engine, put: Put) -> None:
    put(article("they fled"))
    row = queries.mentions(engine, Filters())[0]
    assert queries.mention(engine, row["mention_id"]) == row
    assert queries.mention(engine, "no such id") is None
    assert queries.article(engine, row["article_id"])["text"] == "they fled"
    assert queries.article(engine, "no such id") is None


@pytest.mark.parametrize("words", [{"start": "yesterday"}, {"end": "2026-13-01"}])
def test_a_day_that_is_none_is_refused(words: dict) -> None:
    with pytest.raises(ValueError):
        Filters(**words)


def test_the_rollup_is_read_from_an_index_alone(engine: Engine, put: Put) -> None:
    if engine.dialect.name != "sqlite":
        pytest.skip("SQLite's words")
    put(article("they fled"))
    plan = []
    with engine.connect() as conn:
        for where in ("governorates = 'ALL' AND day >= '2026-01-01'", "day IN ('2026-03-04')"):
            plan.append(str(conn.exec_driver_sql(f"EXPLAIN QUERY PLAN SELECT * FROM rollup_daily WHERE {where}").all()))
    assert "PRIMARY KEY (governorates=? AND day>?)" in plan[0]
    assert "rollup_daily_day" in plan[1]


WEEKS = Filters(start="2026-01-05", end="2026-03-29", governorates=("SY02", "SY07", "SY09", ""))
UNINDEXED = re.compile(r"(SEARCH|SCAN) (mentions|articles)\b(?!.* COVERING )")
QUESTIONS: dict[str, Callable[[Engine], object]] = {
    "totals": lambda engine: queries.totals(engine, WEEKS),
    "weeks": lambda engine: queries.by_week(engine, replace(WEEKS, sources=("A", ""), victims=("civilians",))),
    "by publication": lambda engine: queries.by_week(engine, replace(WEEKS, date_basis=PUBLISHED)),
    "an actor": lambda engine: queries.totals(engine, replace(WEEKS, actors=("is",))),
    "a rule": lambda engine: queries.by_governorate(engine, replace(WEEKS, rules=("made.fled",))),
    "places reached": lambda engine: queries.by_governorate(engine, replace(WEEKS, displaced=REACHED, actors=("is",))),
    "undated": lambda engine: queries.undated(engine, WEEKS),
    "to review": lambda engine: queries.count(engine, replace(WEEKS, undated=WITH, reviews=("none",))),
    "rules": lambda engine: quality.reviews_by_rule(engine, replace(WEEKS, undated=WITH)),
    "unknowns": lambda engine: quality.unknowns(engine, replace(WEEKS, undated=WITH)),
    "queue": lambda engine: quality.queue(engine, replace(WEEKS, undated=WITH, reviews=("unsure",))),
    "documents": lambda engine: queries.documents(engine, WEEKS),
    "sources and weeks": lambda engine: quality.articles_by_source(engine, WEEKS),
    "languages": lambda engine: quality.articles_by_language(engine, WEEKS),
    "days": queries.bounds,
}


@pytest.mark.parametrize("name", QUESTIONS)
def test_what_pages_count_is_read_from_indexes_alone(tmp_path: Path, name: str) -> None:
    """The plans of an empty store: they are the same for a million mentions, where a row costs a look at the disk."""
    engine, plans = open_store(tmp_path / "store.db"), []

    @event.listens_for(engine, "before_cursor_execute")
    def explain(conn: Any, _cursor: object, words: str, values: tuple, *_rest: object) -> None:
        if words.startswith(("SELECT", "WITH")):
            plan = conn.connection.cursor().execute(f"EXPLAIN QUERY PLAN {words}", values).fetchall()
            plans.extend(row[3] for row in plan)

    QUESTIONS[name](engine)
    engine.dispose()
    lists = [plan for plan in plans if "sqlite_autoindex_mentions" in plan]  # the few mentions shown, by their ids
    assert len(lists) == (name == "queue")
    assert plans and not [plan for plan in plans if UNINDEXED.match(plan) and plan not in lists]
