"""Parts of a backfill come into the store once each, whatever kills the load and whatever was there before."""

from __future__ import annotations

import json
import random
import signal
import time
from collections.abc import Callable, Iterable
from dataclasses import asdict, replace
from pathlib import Path

import made
import pytest
from loader import start
from made import article
from sqlalchemy import Engine, select

from extractors.records import Article, Mention
from monitor import queries
from monitor.backfill import task as tasks
from monitor.backfill.inputs import find_inputs
from monitor.backfill.ledger import Ledger, key_of
from monitor.backfill.ledger import parts as finished
from monitor.backfill.load import Unfit, load
from monitor.backfill.parts import How, path_of
from monitor.backfill.task import Task, do
from monitor.doctor import examine
from monitor.filters import Filters
from monitor.ingest import BATCH, Summary, ingest
from monitor.store.engine import reading
from monitor.store.migrations import open_store
from monitor.store.reviews import add_review
from monitor.store.schema import articles, mentions, parts, rejects

Put = Callable[..., Summary]


@pytest.fixture(autouse=True)
def _all_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """The made rules look at every article; "nothing" is left out."""
    monkeypatch.setattr(tasks, "why_skipped", lambda one, abroad: tasks.REASONS[0] if "nothing" in one.text else None)


def backfilled(folder: Path, source: Path, extract: Callable = made.extract, rules: str = made.RULES) -> Path:
    """The folder that a backfill of these files leaves."""
    ledger, how = Ledger(folder), How(rules)
    for one in find_inputs([str(source)])[0]:
        ledger.done(one, how, do(Task(one, how, str(folder)), extract))
    ledger.close()
    return folder


def write_file(path: Path, lines: Iterable[Article | str]) -> Path:
    path.parent.mkdir(exist_ok=True)
    rows = (line if isinstance(line, str) else json.dumps(asdict(line)) for line in lines)
    path.write_text("".join(f"{row}\n" for row in rows), encoding="utf-8")
    return path


def write_files(folder: Path, count: int, each: int) -> Path:
    """Articles with two mentions each; every tenth repeats the one before it."""
    for file in range(count):
        made_of = []
        for n in range(each):
            text = f"people fled and others were killed near place {file} {n - 1 if n % 10 == 1 else n}"
            made_of.append(article(text, f"a{file}-{n}", published=f"2026-03-{n % 28 + 1:02}"))
        write_file(folder / f"{file:02}.jsonl", made_of)
    return folder


def content(engine: Engine) -> dict[str, list]:
    """All that a load brings, without the times at which it did."""
    with reading(engine) as conn:
        return {
            "articles": conn.execute(select(articles.c.id, articles.c.content_sha, articles.c.copy_of,
                                            articles.c.rules_version).order_by(articles.c.id)).all(),
            "mentions": conn.execute(select(mentions.c.mention_id, mentions.c.active, mentions.c.is_copy,
                                            mentions.c.day).order_by(mentions.c.mention_id)).all(),
            "parts": conn.execute(select(parts.c.part, parts.c.input, parts.c.done, parts.c.total,
                                         parts.c.skipped).order_by(parts.c.part)).all(),
            "rejects": conn.execute(select(rejects.c.file, rejects.c.line, rejects.c.open)
                                    .order_by(rejects.c.file)).all(),
        }  # fmt: skip


def assert_sound(engine: Engine) -> None:
    assert not [check for check in examine(engine) if check.ok is False and check.name != "free space"]


def bring(engine: Engine, folder: Path, **words: object) -> object:
    return load(engine, folder, **({"rules_version": made.RULES} | words))


def test_a_load_is_what_an_ingest_is(engine: Engine, tmp_path: Path) -> None:
    source = write_files(tmp_path / "in", 3, 120)
    loaded = bring(engine, backfilled(tmp_path / "out", source))
    assert (loaded.parts, loaded.done, loaded.total, loaded.rejected) == (3, 360, 360, 0)
    assert loaded.counts == {"new": 324, "copies": 36, "mentions": 720}
    other = open_store(tmp_path / "other.db")
    ingest([source], other, extract=made.extract, rules_version=made.RULES)
    both = [content(one) for one in (engine, other)]
    assert both[0]["articles"] == both[1]["articles"] and both[0]["mentions"] == both[1]["mentions"]
    other.dispose()
    before = content(engine)
    again = bring(engine, tmp_path / "out")
    assert (again.parts, again.before, again.done) == (0, 3, 0) and content(engine) == before
    (run,) = queries.runs(engine)
    assert (run["kind"], run["state"], run["done"], run["mentions"]) == ("load", "finished", 360, 720)
    assert_sound(engine)


@pytest.mark.parametrize(
    ("boundaries", "at_random", "files", "each"),
    [(1, 1, 5, 130), pytest.param(2, 16, 40, 110, marks=pytest.mark.soak)],
    ids=["quick", "full"],
)
def test_kills_lose_nothing_and_double_nothing(
    place: str, tmp_path: Path, boundaries: int, at_random: int, files: int, each: int
) -> None:
    folder = backfilled(tmp_path / "out", write_files(tmp_path / "in", files, each))
    wanted = open_store(tmp_path / "whole.db")
    bring(wanted, folder)
    kills = [f"{point}:{n}" for n in range(1, boundaries + 1) for point in ("before", "after")] + [""] * at_random
    chance, landed, told = random.Random(4), 0, 0
    for point in kills:
        child = start(folder, place, point)
        if not point:
            line = child.stdout.readline()
            time.sleep(chance.uniform(0.0, 0.2))
            landed += bool(line) and child.poll() is None
            child.kill()
        else:
            line = b""
        now = max([0, *map(int, (line + child.communicate()[0]).split())])
        landed += bool(point) and child.returncode == -signal.SIGKILL
        told += now
        engine = open_store(place, create=False)
        with reading(engine) as conn:
            done = conn.execute(select(parts.c.done)).scalars().all()
        assert queries.count_articles(engine) == sum(done) >= told, "rows and their ledger are kept together"
        assert all(rows in (0, BATCH, each) for rows in done), "half a batch"
        assert_sound(engine)
        engine.dispose()
    assert landed >= len(kills) - at_random
    engine = open_store(place, create=False)
    assert bring(engine, folder).done == files * each - sum(done)
    assert content(engine) == content(wanted)
    print(f"\n{engine.dialect.name}: {landed} of {len(kills)} kills hit a load, 0 lost, 0 doubled")
    wanted.dispose()
    engine.dispose()


def test_two_loads_at_once_bring_each_row_once(place: str, tmp_path: Path) -> None:
    folder = backfilled(tmp_path / "out", write_files(tmp_path / "in", 4, 130))
    open_store(place).dispose()
    children = [start(folder, place) for _child in range(2)]
    for child in children:
        child.communicate()
    assert 0 in [child.returncode for child in children]
    engine = open_store(place, create=False)
    bring(engine, folder)
    assert queries.count_articles(engine) == 520
    assert sum(run["new"] + run["copies"] for run in queries.runs(engine)) == 520
    assert sum(run["unchanged"] for run in queries.runs(engine)) == 0
    assert_sound(engine)
    engine.dispose()


def newer(one: Article) -> list[Mention]:
    """Newer rules, that find no flight any more."""
    found = [mention for mention in made.extract(one) if mention.trigger != "fled"]
    return [replace(mention, rules_version="made-2") for mention in found]


def test_what_was_read_with_newer_rules_is_not_replaced_by_an_older_reading(
    engine: Engine, put: Put, tmp_path: Path
) -> None:
    some = [article(f"people fled and others were killed {n}", f"a{n}") for n in range(3)]
    folder = backfilled(tmp_path / "out", write_file(tmp_path / "in" / "x.jsonl", some))
    ingest([write_file(tmp_path / "new" / "x.jsonl", some[:1])], engine, extract=newer, rules_version="made-2")
    loaded = bring(engine, folder, rules_version="made-2")
    assert loaded.counts == {"unchanged": 1, "new": 2, "mentions": 4}
    with reading(engine) as conn:
        found = dict(conn.execute(select(articles.c.id, articles.c.rules_version)).all())
    assert found == {"a0": "made-2", "a1": made.RULES, "a2": made.RULES}, "those read with older rules say so"
    assert queries.totals(engine, Filters(copies=True))["displacement"] == 2
    assert_sound(engine)


def test_a_newer_reading_replaces_an_older_one_and_reviews_stay(engine: Engine, put: Put, tmp_path: Path) -> None:
    some = [article("people fled and others were killed", "a1")]
    put(*some)
    killed = next(row for row in queries.mentions(engine, Filters()) if row["trigger"] == "killed")
    add_review(engine, killed["mention_id"], "confirmed", reviewer="R")
    folder = backfilled(tmp_path / "out", write_file(tmp_path / "in" / "x.jsonl", some), newer, "made-2")
    assert bring(engine, folder, rules_version="made-2").counts == {"reread": 1, "mentions": 1}
    assert queries.mention(engine, killed["mention_id"])["reviewed"] == "confirmed"
    assert queries.totals(engine, Filters())["displacement"] == 0


def test_an_input_read_again_is_loaded_as_it_is_now(engine: Engine, tmp_path: Path) -> None:
    file = write_file(tmp_path / "in" / "x.jsonl", [article("people fled", "a1"), "no json"])
    backfilled(tmp_path / "out", file)
    assert bring(engine, tmp_path / "out").rejected == 1
    write_file(file, [article("people were killed", "a1"), article("nothing", "a2")])
    backfilled(tmp_path / "out", file)
    loaded = bring(engine, tmp_path / "out")
    assert (loaded.parts, loaded.before, loaded.rejected) == (1, 0, 0)
    assert loaded.counts == {"changed": 1, "mentions": 1} and loaded.skipped == {tasks.REASONS[0]: 1}
    totals = queries.totals(engine, Filters())
    assert (totals["displacement"], totals["civilian_harm"]) == (0, 1)
    assert queries.rejects(engine) == [], "what was rejected of the file as it was is settled"
    other = open_store(tmp_path / "other.db")
    assert bring(other, tmp_path / "out").parts == 1, "an older version of an input is not loaded at all"
    other.dispose()


def test_rejects_come_once_and_can_be_retried(engine: Engine, tmp_path: Path) -> None:
    def choke(one: Article) -> list[Mention]:
        if one.id == "a2":
            raise RecursionError("too deep")
        return made.extract(one)

    lines = [article("people fled", "a1"), "no json", article("others were killed", "a2"),
             '{"id": "a3", "text": "people fled", "published": "soon", "language": "en"}']  # fmt: skip
    folder = backfilled(tmp_path / "out", write_file(tmp_path / "in" / "x.jsonl", lines), choke)
    for rejected in (2, 0):
        assert bring(engine, folder).rejected == rejected
    found = sorted((row["line"] or 0, row["field"], row["partial"]) for row in queries.rejects(engine))
    assert found == [(0, None, False), (2, None, False), (4, "published", True)]
    lost = next(row for row in queries.rejects(engine) if row["line"] is None)
    assert json.loads(lost["article"])["text"] == "others were killed"


def test_an_article_that_comes_again_in_a_file_counts_as_it_stands_last(engine: Engine, tmp_path: Path) -> None:
    lines = [article("people fled", "a1"), article("police arrested many", "a2"), article("people were killed", "a1")]
    bring(engine, backfilled(tmp_path / "out", write_file(tmp_path / "in" / "x.jsonl", lines)))
    assert queries.article(engine, "a1")["text"] == "people were killed"
    assert queries.totals(engine, Filters())["displacement"] == 0
    assert_sound(engine)


def test_parts_without_rows_are_loaded_too(engine: Engine, tmp_path: Path) -> None:
    folder = backfilled(tmp_path / "out", write_file(tmp_path / "in" / "x.jsonl", [article("nothing", "a1")]))
    assert bring(engine, folder).skipped == {tasks.REASONS[0]: 1}
    assert bring(engine, folder).before == 1


def test_a_folder_that_is_none_and_a_part_that_is_gone_are_told(engine: Engine, tmp_path: Path) -> None:
    with pytest.raises(Unfit, match=r"no folder of a backfill: it has no ledger\.jsonl"):
        bring(engine, tmp_path)
    folder = backfilled(tmp_path / "out", write_file(tmp_path / "in" / "x.jsonl", [article("people fled", "a1")]))
    path_of(folder, finished(folder)[0]["part"]).unlink()
    with pytest.raises(Unfit, match=r"is gone, which was read from .*x\.jsonl"):
        bring(engine, folder)
    assert queries.runs(engine) == [] and key_of(find_inputs([str(tmp_path / "in")])[0][0], How(made.RULES))
