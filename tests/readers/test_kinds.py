"""Every kind of file in both languages ends as the article that is in it, whatever the file is called."""

from __future__ import annotations

import csv
import gzip
import io
import json
from functools import cache
from pathlib import Path

import compose
import openpyxl
import pytest
from compose import Story
from typer.testing import CliRunner

from extractors.records import Article
from monitor.__main__ import app
from monitor.articles import Reject
from monitor.readers.parts import NO_HINTS, Hints, Source
from monitor.readers.read import read_source

KINDS = list(compose.folder("en"))
made = cache(compose.folder)


def read(raw: bytes | str, name: str = "unnamed", hints: Hints = NO_HINTS) -> list[Article | Reject]:
    return list(read_source(Source.of_bytes(name, raw.encode("utf-8") if isinstance(raw, str) else raw), hints))


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("name", KINDS)
def test_the_article_of_every_kind(name: str, language: str) -> None:
    raw, stories = made(language)[name]
    found = read(raw, name)
    assert [type(one) for one in found] == [Article] * len(stories), found
    for article, story in zip(
        sorted(found, key=lambda a: a.title), sorted(stories, key=lambda s: s.title), strict=True
    ):
        assert article.title == story.title
        assert (article.published or "")[:10] == story.day
        text = " ".join(article.text.split())
        assert [line for line in story.body if line not in text] == []


@pytest.mark.parametrize("name", [name for name in KINDS if name not in ("notes.md", "table.csv")])
def test_the_name_does_not_decide(name: str) -> None:
    raw, stories = made("ar")[name]
    for wrong in ("x", "x.bin", "x.txt", "x.pdf", "x.html"):
        assert [one.title for one in read(raw, wrong)] == [one.title for one in read(raw, name)]


@pytest.mark.parametrize("language", ["ar", "en"])
def test_what_stands_around_an_article_is_not_in_it(language: str) -> None:
    story = Story(language, 0)
    (article,) = read(compose.page(story))
    assert article.text.split("\n\n") == story.body
    assert article.source == story.source


def test_one_command_reads_a_folder_of_every_kind_twice_with_the_same_result(tmp_path: Path) -> None:
    for language in ("ar", "en"):
        (tmp_path / "in" / language).mkdir(parents=True)
        for name, (raw, _stories) in made(language).items():
            (tmp_path / "in" / language / name).write_bytes(raw)
    first = _run("ingest", str(tmp_path / "in"), "--db", str(tmp_path / "store.db"))
    rows = _export(tmp_path / "store.db")
    second = _run("ingest", str(tmp_path / "in"), "--db", str(tmp_path / "store.db"))
    kept = sum(len(stories) for language in ("ar", "en") for _raw, stories in made(language).values())
    again = 4  # two articles of each archive are those beside it; the same text has the same id
    assert f"read {kept} articles: {kept - again} new, 0 changed, " in first and "skipped" not in first, first
    assert f"read {kept} articles: 0 new, 0 changed, " in second and f"{kept} unchanged" in second, second
    assert _export(tmp_path / "store.db") == rows
    assert {row["language"] for row in rows} == {"ar", "en"}
    quotes = " ".join(row["quote"] for row in rows)
    for language in ("ar", "en"):
        words = compose.WORDS[language]
        assert words["comment"] not in quotes and words["caption"] not in quotes and words["around"][0] not in quotes
        places = {row["title"] for row in rows if row["language"] == language and row["category"] == "civilian_harm"}
        assert len(places) == len(words["places"]), "each story's dead are found, from every kind of file"


def _run(*arguments: str) -> str:
    done = CliRunner().invoke(app, arguments)
    assert done.exit_code == 0, done.output
    return done.stdout


def _export(store: Path) -> list[dict]:
    out = store.with_suffix(".jsonl")
    _run("export", "--format", "jsonl", "--everything", "--status", "all", "--db", str(store), "--out", str(out))
    return [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]


def test_columns_can_be_given_and_a_missing_one_is_told() -> None:
    rows = io.StringIO(newline="")
    csv.writer(rows).writerows([["a", "b"], ["They fled.", "x"]])
    (bad,) = read(rows.getvalue(), "t.csv")
    assert "no column 'text' in the header; the columns are a, b; name one" in bad.reason
    (article,) = read(rows.getvalue(), "t.csv", Hints(columns={"text": "A", "title": "b"}))
    assert (article.text, article.title) == ("They fled.", "x")
    (bad,) = read(rows.getvalue(), "t.csv", Hints(columns={"text": "c"}))
    assert "no column 'c' for text" in bad.reason


def test_a_day_that_is_given_fills_only_what_is_unknown() -> None:
    story = Story("en", 0)
    given = Hints(published="2026-01-02")
    assert [a.published for a in read(compose.page(story), hints=given)] == [story.day]
    assert [a.published for a in read(compose.page(story, dated=False), hints=given)] == ["2026-01-02"]
    assert [a.published for a in read('{"text": "They fled."}', "a.jsonl", given)] == ["2026-01-02"]
    assert [a.published for a in read("They fled.", "a.txt", given)] == ["2026-01-02"]


def test_atom_and_lists_of_json_and_plain_gzip() -> None:
    story = Story("en", 1)
    (article,) = read(compose.atom([story]))
    assert (article.published, article.url, article.source) == ("2026-11-15T08:00:00Z", story.url, story.source)
    one, bad = read(json.dumps([{"text": "They fled."}, "x"], indent=1))
    assert one.text == "They fled." and bad.reason == "not a JSON object"
    (article,) = read(gzip.compress(compose.text(story).encode("utf-8")), "a.txt.gz")
    assert article.title == story.title


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_page_of_headlines_is_refused(language: str) -> None:
    stories = [Story(language, n) for n in range(14)]
    teaser = stories[0].body[0][:90]
    for tag in ("<h2><a href='/{n}'>{title}</a></h2><p>{teaser}</p>", "<li><a href='/{n}'>{title}</a></li>"):
        items = "".join(tag.format(n=s.n, title=s.title, teaser=teaser[s.n :]) for s in stories)
        (bad,) = read(f"<html><head><title>News</title></head><body><h1>News</h1><div>{items}</div></body></html>")
        assert isinstance(bad, Reject) and "headlines, not an article" in bad.reason
    links = "".join(f"<div class='card'><h3><a href='/{s.n}'>{s.title}</a></h3></div>" for s in stories[1:])
    (article,) = read(compose.page(stories[0]).replace("</main>", f"{links}</main>"))
    assert article.text.startswith(stories[0].body[0]), "headlines below an article do not make it a list"


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "an old Office file; save it as .docx or .xlsx"),
        (b"{\\rtf1 text}", "a rich text file"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "a picture"),
        (bytes(range(256)) * 20, "no other encoding is certain"),
        (b"\x01\x02\x03\x04 binary \x05\x06", "not text"),
        (b"<?xml version='1.0'?><svg xmlns='x'/>", "XML with the root 'svg'"),
        (b"<html><body><p>x</p></body></html>", "a page without the text of an article"),
        (b"PK\x03\x04" + b"x" * 100, "a damaged ZIP, Word or Excel file"),
        (b"", "empty"),
        (compose.zipped({"[Content_Types].xml": b"<x/>", "ppt/presentation.xml": b"<x/>"}), "no .docx or .xlsx"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_told_with_its_reason(raw: bytes, reason: str) -> None:
    (bad,) = read(raw)
    assert isinstance(bad, Reject) and reason in bad.reason, bad


def test_every_sheet_is_read_or_told() -> None:
    book = openpyxl.Workbook()
    book.active.append(["title", "text"])
    book.active.append(["Shelling", "Shells hit Binnish in Idleb and killed a man."])
    book.create_sheet("empty")
    book.create_sheet("more").append(["title", "what happened"])
    book.create_sheet("notes").append(["colours", "meaning"])
    file = io.BytesIO()
    book.save(file)
    article, told = read(file.getvalue())
    assert article.title == "Shelling"
    assert told.reason.startswith("sheet 'more': no column 'text'") and "title, what happened" in told.reason


@pytest.mark.parametrize("before", range(4))
def test_a_first_line_without_end_is_read(before: int) -> None:
    text = "a" * before + "قُتل مدني في بنش " * 9_000
    (article,) = read(text)
    assert article.text == text


@pytest.mark.parametrize(("language", "day"), [("ar", "2025-03-12"), ("en", None)])
def test_figures_in_a_table_are_read_as_its_language_writes_them(language: str, day: str | None) -> None:
    found = read(f'title,text,date\nA,"{Story(language, 1).body[0]}",12/3/2025\n', "a.csv")
    (article,) = (one for one in found if isinstance(one, Article))
    assert article.published == day
    assert [one.field for one in found if isinstance(one, Reject)] == ([] if day else ["published"])
