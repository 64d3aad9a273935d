"""What is a copy and what is another report, pair by pair; and that it depends on the articles alone."""

from __future__ import annotations

import datetime as dt
import itertools
import random
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from made import RULES, article, extract
from sqlalchemy import Engine, select

from extractors.language import detect
from extractors.records import Article
from monitor import copies, queries
from monitor.doctor import rollup_check
from monitor.filters import Filters
from monitor.ingest import Summary
from monitor.store import links
from monitor.store.engine import reading, writing
from monitor.store.migrations import open_store
from monitor.store.runs import start_run
from monitor.store.schema import article_bands
from monitor.store.write import write_batch

Put = Callable[..., Summary]
PAIRS = yaml.safe_load((Path(__file__).parent / "copies.yaml").read_text(encoding="utf-8"))["pairs"]
FIRST = dt.date(2026, 3, 2)


def both(pair: dict) -> tuple[Article, Article]:
    """The two articles of a pair."""
    texts = ["\n".join(pair[name]) for name in ("earlier", "later")]
    days = FIRST.isoformat(), (FIRST + dt.timedelta(days=pair.get("days", 1))).isoformat()
    titles = pair.get("titles", (None, None))
    return tuple(
        article(text, id, published=day, title=title, language=detect(text))
        for id, text, day, title in zip(("b-earlier", "a-later"), texts, days, titles, strict=True)
    )


def test_both_languages_have_true_and_false_pairs() -> None:
    kinds = [(pair["id"][:2], pair["copy"]) for pair in PAIRS]
    assert all(kinds.count((language, copy)) >= 4 for language in ("ar", "en") for copy in (True, False))
    assert len({pair["id"] for pair in PAIRS}) == len(PAIRS)


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair["id"])
def test_pairs_in_either_order(tmp_path: Path, pair: dict) -> None:
    wanted = {"b-earlier": None, "a-later": "b-earlier" if pair["copy"] else None}
    for order in (1, -1):
        engine = open_store(tmp_path / f"{order}.db")
        for one in both(pair)[::order]:
            write(engine, one)
        assert {id: queries.article(engine, id)["copy_of"] for id in wanted} == wanted
        engine.dispose()


def write(engine: Engine, *some: Article) -> None:
    with writing(engine) as conn:
        run = start_run(conn, len(some), RULES)
        write_batch(conn, run, [(one, extract(one)) for one in some], RULES)


def test_on_one_day_the_whole_text_comes_before_the_trimmed_one(engine: Engine) -> None:
    pair = next(pair for pair in PAIRS if pair["id"] == "ar-trimmed")
    whole, trimmed = both(pair)
    write(engine, replace(trimmed, id="a", published=whole.published), replace(whole, id="b"))
    assert [queries.article(engine, id)["copy_of"] for id in "ab"] == ["b", None]


def test_three_weeks_of_one_text_are_three_reports_with_copies(engine: Engine, put: Put) -> None:
    days = [(FIRST + dt.timedelta(days=n)).isoformat() for n in range(0, 24, 3)]
    put(*(article("they fled", f"a{n}", published=day) for n, day in enumerate(days)))
    found = [queries.article(engine, f"a{n}")["copy_of"] for n in range(8)]
    assert found == [None, "a0", "a0", None, "a3", "a3", None, "a6"], "never across more than seven days"
    assert queries.totals(engine, Filters())["displacement"] == 3
    assert queries.totals(engine, Filters(copies=True))["displacement"] == 8


def wire(chance: random.Random, number: int) -> str:
    """A text of its own, of 40 to 120 words."""
    return f"they fled {number} " + " ".join(f"w{chance.randrange(3000)}" for _word in range(chance.randrange(40, 120)))


def mixed(count: int, seed: int = 5) -> list[Article]:
    """Wires over three weeks, half of them repeated some days later: whole, trimmed, or with a head."""
    chance, made = random.Random(seed), []
    for number in range(count // 2):
        text, day = wire(chance, number), FIRST + dt.timedelta(days=chance.randrange(20))
        made.append(article(text, f"o{number}", published=day.isoformat()))
        later = day + dt.timedelta(days=chance.randrange(11))
        words = text.split(" ")
        other = chance.choice([text, " ".join(words[: len(words) * 3 // 4]), "Second News Agency: " + text])
        made.append(article(other, f"c{number}", published=later.isoformat()))
    return made


def linked(engine: Engine) -> dict[str, str | None]:
    with reading(engine) as conn:
        return dict(conn.execute(select(links.articles.c.id, links.articles.c.copy_of)).all())


def test_links_do_not_depend_on_the_order_of_arrival(tmp_path: Path) -> None:
    some, seen = mixed(80), []
    for number in range(4):
        random.Random(number).shuffle(some)
        engine = open_store(tmp_path / f"{number}.db")
        for part in itertools.batched(some, 7) if hasattr(itertools, "batched") else _parts(some, 7):
            write(engine, *part)
        seen.append(linked(engine))
        with reading(engine) as conn:
            assert rollup_check(conn).ok
        with writing(engine) as conn:
            assert not links.link_all(conn), "judged all anew, nothing changes"
        assert linked(engine) == seen[-1]
        engine.dispose()
    assert seen[0] == seen[1] == seen[2] == seen[3]
    assert 15 < sum(copy is not None for copy in seen[0].values()) < 40


def _parts(some: list[Article], size: int) -> list[list[Article]]:
    return [some[first : first + size] for first in range(0, len(some), size)]


def test_links_are_the_same_after_changes_as_if_they_had_come_so(tmp_path: Path) -> None:
    chance, some = random.Random(2), mixed(60)
    changed = [replace(one, text=chance.choice(some).text, published=chance.choice(some).published) for one in some]
    final = [chance.choice(pair) for pair in zip(some, changed, strict=True)]
    for name, rounds in (("changed", (some, changed, final)), ("fresh", (final,))):
        engine = open_store(tmp_path / f"{name}.db")
        for articles in rounds:
            for part in _parts(articles, 10):
                write(engine, *part)
    fresh, turned = (open_store(tmp_path / f"{name}.db") for name in ("fresh", "changed"))
    assert linked(turned) == linked(fresh)
    bands = [sorted(one.connect().execute(select(article_bands)).all()) for one in (fresh, turned)]
    assert bands[0] == bands[1], "no band of a text that is gone stays behind"
    with reading(turned) as conn:
        assert rollup_check(conn).ok


def test_ten_thousand_articles_are_compared_in_seconds() -> None:
    """Words, bands, and the alignment of all pairs that share a band, in one process."""
    some = mixed(10_000)
    started = time.perf_counter()
    bodies = [copies.body(one) for one in some]
    by_band: dict[int, list[int]] = {}
    for number, text in enumerate(bodies):
        for band in copies.bands(text):
            by_band.setdefault(band, []).append(number)
    pairs = {pair for group in by_band.values() for pair in itertools.combinations(group, 2)}
    found = sum(copies.repeats(bodies[one], bodies[other]) for one, other in pairs)
    seconds = time.perf_counter() - started
    assert found >= 4900, "of 5,000 pairs"
    assert len(pairs) < 10_000
    assert seconds < 30, f"{seconds:.1f} s"


def test_a_formula_does_not_make_every_pair_a_candidate(engine: Engine) -> None:
    """Bulletins alike but for names and numbers: a thousand in a week, and each band stays short."""
    chance = random.Random(4)
    head = "an air strike by warplanes hit the town of {} this evening and wounded {} people a woman among them while "
    tail = "teams took the wounded to medical points near {} and inspected the places that were hit before they left"
    names = [f"name{n}" for n in range(400)]
    some = [
        article((head + tail).format(chance.choice(names), n, chance.choice(names)), f"f{n}") for n in range(200)
    ]  # fmt: skip
    for part in _parts(some, 100):
        write(engine, *part)
    with reading(engine) as conn:
        sizes = conn.exec_driver_sql("SELECT count(*) FROM article_bands GROUP BY band").scalars().all()
    assert max(sizes) <= links.CROWDED
    assert not any(linked(engine).values()), "all are reports of their own"
