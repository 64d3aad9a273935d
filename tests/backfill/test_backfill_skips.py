"""What a backfill leaves out unread, and that no mention of an event in Syria is lost by it."""

from __future__ import annotations

import html
import json
import sys
from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner

from extractors import pipeline
from extractors.records import Article
from monitor import cases
from monitor.__main__ import app
from monitor.backfill.inputs import find_inputs
from monitor.backfill.looking import ELSEWHERE, NO_TRIGGER, why_page_skipped, why_skipped
from monitor.backfill.parts import How
from monitor.backfill.task import Task, do
from monitor.paths import DATA

HERE = Path(__file__).parent
ROWS = yaml.safe_load((HERE / "skips.yaml").read_text(encoding="utf-8"))


def article_of(row: dict) -> Article:
    return Article(id=row["id"], text=row["text"], title=row.get("title"))


@pytest.mark.parametrize("row", ROWS, ids=[row["id"] for row in ROWS])
def test_a_row(row: dict) -> None:
    assert why_skipped(article_of(row)) == row["expect"], row["why"]
    if row["expect"] == ELSEWHERE:
        assert why_skipped(article_of(row), abroad=True) is None


def test_no_case_with_a_mention_in_syria_is_left_out() -> None:
    found = [cases.article_of(row) for row in cases.read_rows(HERE.parent / "cases")]
    left_out = [one for one in found if why_skipped(one)]
    assert len(found) > 700 and len(left_out) > 20
    assert not [one.id for one in left_out if any(not m.outside_syria for m in pipeline.extract(one))]


def page_of(one: Article) -> str:
    """The article in a page that breaks its words by tags and writes letters as numbers, as some pages do."""
    words = [f"{word[:2]}<b>{word[2:]}</b>" for word in html.escape(one.text).split(" ")]
    title = "".join(f"&#{ord(char)};" for char in one.title or "")
    head = f"<meta property='og:title' content='{title}'>"
    return f"<html><head>{head}</head><body><p>{' '.join(words)}</p></body></html>"


def plain_page(one: Article) -> str:
    return f"<html><head><title>{one.title or ''}</title></head><body><p>{one.text}</p></body></html>"


def test_pages_are_looked_at_whole() -> None:
    for row in ROWS:
        assert why_page_skipped(plain_page(article_of(row))) == row["expect"], row["id"]
        assert why_page_skipped(page_of(article_of(row))) in (row["expect"], None), row["id"]
    menu = "<ul><li>Syria</li></ul>"
    foreign = next(article_of(row) for row in ROWS if row["id"] == "en-elsewhere")
    assert why_page_skipped(menu + plain_page(foreign)) is None, "a menu makes it be read in vain, never be left out"
    found = [cases.article_of(row) for row in cases.read_rows(HERE.parent / "cases")]
    left_out = [one for one in found if why_page_skipped(page_of(one))]
    assert len(left_out) > 20
    assert not [one.id for one in left_out if any(not m.outside_syria for m in pipeline.extract(one))]


def test_pages_of_an_archive_that_are_left_out_are_counted(tmp_path: Path) -> None:
    sys.path.append(str(HERE.parent / "readers"))
    import compose

    story, head = compose.Story("en", 1), b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
    pages = [plain_page(article_of(row)).encode("utf-8") for row in ROWS if row["expect"]]
    records = [compose.record("response", f"https://made.example/{n}", head + one) for n, one in enumerate(pages)]
    (tmp_path / "x.warc").write_bytes(b"".join([*records[:2], compose.response(story), *records[2:]]))
    (one,), _refused = find_inputs([str(tmp_path / "x.warc")])
    about = do(Task(one, How("rules"), str(tmp_path)), pipeline.extract)
    assert about["skipped"] == {NO_TRIGGER: 2, ELSEWHERE: 3}
    assert (about["read"], about["articles"], about["rejects"]) == (6, 1, 0) and about["mentions"]


def test_the_commands_tell_what_they_did(tmp_path: Path) -> None:
    source, out, db = tmp_path / "in", tmp_path / "out", str(tmp_path / "store.db")
    source.mkdir()
    lines = (DATA / "sample" / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [{"id": row["id"], "text": row["text"]} for row in ROWS if row["expect"]]
    whole = [*map(json.dumps, rows), *lines[:6]]
    (source / "a.jsonl").write_text("".join(f"{line}\n" for line in whole), encoding="utf-8")
    run = CliRunner()
    for before in ("", ", 1 of them before"):
        done = run.invoke(app, ["backfill", str(source), "--out", str(out), "--jobs", "1"])
        assert done.exit_code == 0, done.output
        assert f"1 of 1 files are finished{before}\n" in done.stdout
        assert f"looked at {len(rows) + 6} articles: 6 read" in done.stdout
        assert "3 left out: another country" in done.stdout and "2 left out: no trigger word" in done.stdout
    done = run.invoke(app, ["load", str(out), "--db", db])
    assert done.exit_code == 0 and "loaded 1 parts\n6 new articles" in done.stdout
    assert run.invoke(app, ["load", str(out), "--db", db]).stdout == "all 1 parts were in the store\n"
    (source / "bad.jsonl").write_text("no json\n", encoding="utf-8")
    assert run.invoke(app, ["backfill", str(source), "--out", str(out), "--jobs", "1"]).exit_code == 3
    assert run.invoke(app, ["load", str(out), "--db", db]).exit_code == 3


def test_what_cannot_be_done_is_told_in_a_line(tmp_path: Path) -> None:
    run = CliRunner()
    done = run.invoke(app, ["backfill", str(tmp_path / "none"), "--out", str(tmp_path / "out")])
    assert done.exit_code == 1 and "none: no such file\nnothing to read\n" in done.output
    done = run.invoke(app, ["backfill", "nosuch://x/y", "--out", str(tmp_path / "out")])
    assert done.exit_code == 1 and "nosuch" in done.output and "Traceback" not in done.output
    done = run.invoke(app, ["load", str(tmp_path), "--db", str(tmp_path / "store.db")])
    assert done.exit_code == 1 and "no folder of a backfill" in done.output
