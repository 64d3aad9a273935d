"""Reading stored articles again with new rules, and retrying what was rejected."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path

import made
import pytest
from made import article
from sqlalchemy import Engine, update

from extractors.records import Article, Mention
from monitor import queries
from monitor.again import gone, reextract, retry
from monitor.doctor import examine
from monitor.filters import Filters
from monitor.ingest import Summary, ingest
from monitor.store.engine import writing
from monitor.store.meta import now
from monitor.store.reviews import add_review
from monitor.store.schema import runs

Put = Callable[..., Summary]


def newer(article: Article) -> list[Mention]:
    """Newer rules: what is killed is not harm but an execution, and who fled is not seen any more."""
    found = [one for one in made.extract(article) if one.trigger != "fled"]
    return [replace(one, rules_version="made-2", status="denied") for one in found]


def again(engine: Engine, extract: Callable = newer, version: str = "made-2", **words: Callable) -> Summary:
    return reextract(engine, extract=extract, rules_version=version, **words)


def assert_sound(engine: Engine) -> None:
    assert not [check for check in examine(engine) if check.ok is False and check.name != "free space"]


def test_all_articles_are_read_with_the_new_rules_and_copies_stay_copies(engine: Engine, put: Put) -> None:
    put(article("they fled and two were killed", "a1"), article("they fled and two were killed", "a2"),
        article("police arrested many", "a3"))  # fmt: skip
    summary = again(engine)
    assert summary.counts == {"reread": 3, "mentions": 3} and summary.exit_code == 0
    assert queries.totals(engine, Filters()) == {"displacement": 0, "arrest": 0, "execution": 0, "civilian_harm": 0}
    denied = Filters(statuses=("denied",))
    assert queries.totals(engine, denied) == {"displacement": 0, "arrest": 1, "execution": 0, "civilian_harm": 1}
    assert queries.article(engine, "a2")["copy_of"] == "a1"
    assert again(engine).total == 0, "nothing is left to do"
    run = queries.runs(engine)[1]
    assert (run["kind"], run["state"], run["done"], run["reread"]) == ("reextract", "finished", 3, 3)
    assert_sound(engine)


def test_reviews_stay_and_those_whose_mention_is_gone_stay_listed(engine: Engine, put: Put) -> None:
    put(article("they fled and two were killed"))
    fled, killed = sorted(queries.mentions(engine, Filters()), key=lambda row: row["start"])
    for row in (fled, killed):
        add_review(engine, row["mention_id"], "confirmed", reviewer="R", corrected={"count_min": 7})
    again(engine)
    assert queries.mention(engine, killed["mention_id"])["reviewed"] == "confirmed"
    assert queries.mention(engine, killed["mention_id"])["count_min"] == 7
    listed = {row["mention_id"]: row["standing"] for row in queries.reviews(engine)}
    assert listed == {fled["mention_id"]: False, killed["mention_id"]: True}
    assert queries.reviews(engine, fled["mention_id"])[0]["quote"] == "they fled and two were killed"
    again(engine, made.extract, "made-3")
    assert all(row["standing"] for row in queries.reviews(engine)), "found again, it is the reviewed mention again"
    assert queries.mention(engine, fled["mention_id"])["count_min"] == 7


def test_stopped_in_the_middle_it_goes_on_from_there(engine: Engine, put: Put) -> None:
    put(*(article(f"they fled and two were killed {n}", f"a{n:03}") for n in range(250)))

    def stop(_summary: Summary) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        again(engine, progress=stop)
    assert queries.runs(engine)[0]["state"] == "stopped"
    assert queries.totals(engine, Filters(statuses=("denied",)))["civilian_harm"] == 100
    assert_sound(engine)
    assert again(engine).counts == {"reread": 150, "mentions": 150}
    assert queries.totals(engine, Filters(statuses=("denied",)))["civilian_harm"] == 250


def test_pages_read_whole_batches_throughout(engine: Engine, put: Put) -> None:
    put(*(article(f"two were killed {n}", f"a{n:03}") for n in range(200)))
    seen: list[int] = []
    done = threading.Event()

    def look() -> None:
        while not done.is_set():
            new = queries.totals(engine, Filters(statuses=("denied",)))["civilian_harm"]
            seen.append(new)
            assert queries.totals(engine, Filters(statuses=()))["civilian_harm"] == 200

    reader = threading.Thread(target=look)
    reader.start()
    again(engine)
    done.set()
    reader.join()
    assert seen == sorted(seen) and {n % 100 for n in seen} <= {0}


def test_an_article_that_changes_meanwhile_keeps_its_newer_text(engine: Engine, put: Put) -> None:
    put(article("two were killed", "a1"), article("police arrested many", "a2"))

    def slow(one: Article) -> list[Mention]:
        if one.id == "a1":
            put(article("many were arrested", "a1"))
        return newer(one)

    again(engine, slow)
    assert queries.article(engine, "a1")["text"] == "many were arrested"
    assert queries.totals(engine, Filters(statuses=()))["civilian_harm"] == 0
    assert again(engine).counts["reread"] == 1, "the newer text is read with the new rules the next time"
    assert_sound(engine)


def test_an_article_the_rules_fail_on_keeps_its_mentions_and_is_retried(engine: Engine, put: Put) -> None:
    put(article("two were killed", "a1"), article("they were executed", "a2"))

    def fail(one: Article) -> list[Mention]:
        if one.id == "a1":
            raise RecursionError("too deep")
        return newer(one)

    assert again(engine, fail).exit_code == 3
    assert queries.totals(engine, Filters())["civilian_harm"] == 1
    (left,) = queries.rejects(engine)
    assert left["file"] == "article a1" and json.loads(left["article"])["text"] == "two were killed"
    assert retry(engine, extract=newer, rules_version="made-2").counts == {"reread": 1, "mentions": 1}
    assert queries.rejects(engine) == []
    assert queries.runs(engine)[0]["kind"] == "retry"


def test_retry_reads_files_as_they_are_now(engine: Engine, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    good = json.dumps(asdict(article("they fled", "a1")))
    (folder / "a.jsonl").write_text(f"{good}\nbroken\n", encoding="utf-8")
    (folder / "b.jsonl").write_text('{"id": "b", "text": "they fled", "published": "soon"}\n', encoding="utf-8")
    (folder / "c.jsonl").write_text("broken\n", encoding="utf-8")
    rules = {"extract": made.extract, "rules_version": made.RULES}
    assert ingest([folder], engine, **rules).exit_code == 3
    assert [Path(row["file"]).name for row in queries.rejects(engine)] == ["a.jsonl", "b.jsonl", "c.jsonl"]
    assert [row["partial"] for row in queries.rejects(engine)] == [False, True, False]
    first = queries.rejects(engine)
    assert retry(engine, **rules).exit_code == 3
    assert [row["reason"] for row in queries.rejects(engine)] == [row["reason"] for row in first], "once each"
    other = json.dumps(asdict(article("two killed", "a2")))
    (folder / "a.jsonl").write_text(f"{good}\n{other}\n", encoding="utf-8")
    (folder / "c.jsonl").unlink()
    summary = retry(engine, **rules)
    assert summary.counts == {"unchanged": 2, "new": 1, "mentions": 1}
    assert [Path(row["file"]).name for row in queries.rejects(engine)] == ["c.jsonl", "b.jsonl"]
    assert [reject.reason for reject in gone(engine)] == ["no such file any more"]
    (folder / "b.jsonl").write_text('{"id": "b", "text": "they fled", "published": "2026-03-01"}\n', encoding="utf-8")
    assert ingest([folder], engine, **rules).exit_code == 0, "a plain ingest of the mended file settles it as well"
    assert [Path(row["file"]).name for row in queries.rejects(engine)] == ["c.jsonl"]


def test_nothing_rejected_nothing_to_retry(engine: Engine) -> None:
    assert retry(engine, extract=made.extract, rules_version=made.RULES) is None


WORK = """
import sys, time, made
from pathlib import Path
from monitor.ingest import ingest
from monitor.store.migrations import open_store
find = made.slowly(lambda: time.sleep(0.002))
ingest([Path(sys.argv[1])], open_store(sys.argv[2]), extract=find, rules_version="made-1")
"""


def test_a_run_is_seen_from_another_process_while_it_works_and_after_it_was_killed(
    engine: Engine, place: str, tmp_path: Path
) -> None:
    path = tmp_path / "in.jsonl"
    lines = (json.dumps(asdict(article(f"they fled {n}", f"a{n}"))) + "\n" for n in range(3000))
    path.write_text("".join(lines), encoding="utf-8")
    folders = f"{Path(__file__).parents[2]}:{Path(__file__).parent}"
    command = [sys.executable, "-c", WORK, str(path), place]
    with subprocess.Popen(command, env={"PYTHONPATH": folders, "PATH": ""}) as child:
        seen: list[int] = []
        while child.poll() is None and len(set(seen)) < 4:
            if found := queries.runs(engine):
                assert found[0]["state"] == "running" and found[0]["total"] == 3000
                seen.append(found[0]["done"])
        child.kill()
    assert seen == sorted(seen) and seen[-1] >= 200
    (run,) = queries.runs(engine)
    assert run["finished"] is None and run["state"] == "running", "just now there was a sign of life"
    with writing(engine) as conn:
        conn.execute(update(runs).values(heartbeat=now().replace(now()[:4], "2020")))
    assert queries.runs(engine)[0]["state"] == "lost"
