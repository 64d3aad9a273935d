"""Encodings and publication dates: a page's own day or none, never a first of January that nobody wrote."""

from __future__ import annotations

import json
from pathlib import Path

import compose
import pytest
import yaml
from compose import Story

from monitor.readers.days import written_day
from monitor.readers.parts import Hints, Source
from monitor.readers.read import read_source

HERE = Path(__file__).parent
ROWS = yaml.safe_load((HERE / "encodings.yaml").read_text(encoding="utf-8"))
FIRST_LINES = yaml.safe_load((HERE / "datelines.yaml").read_text(encoding="utf-8"))


def page_of(row: dict) -> bytes:
    story = Story("ar", 3)
    head = f"<meta charset='{row['meta']}'>" if row.get("meta") else ""
    if row.get("jsonld"):
        data = json.dumps({"@type": "NewsArticle", "datePublished": row["jsonld"]})
        head += f"<script type='application/ld+json'>{data}</script>"
    return compose.page(story, head).replace(story.shown, row["date"]).encode(row["encoding"], "ignore")


@pytest.mark.parametrize("row", ROWS["pages"], ids=lambda row: row["id"])
def test_pages_in_every_encoding(row: dict) -> None:
    (article,) = read_source(Source.of_bytes("page", page_of(row)), Hints(charset=row.get("http")))
    assert article.title == Story("ar", 3).title
    assert article.text.split("\n\n")[-1] == Story("ar", 3).body[-1]
    assert article.published == row["day"]


@pytest.mark.parametrize("row", ROWS["written"], ids=lambda row: row["text"])
def test_written_dates(row: dict) -> None:
    assert written_day(row["text"]) == row["day"]


@pytest.mark.parametrize(
    ("old", "new", "day"),
    [
        (
            "<head>",
            "<head><meta property='article:published_time' content='2017-10-22T10:00:00+0300'>",
            "2017-10-22T10",
        ),
        ("<head>", "<head><meta name='date' content='22/10/2017'>", "2017-10-22"),
        ("<h1>", "<time datetime='2017-10-22' pubdate></time><h1>", "2017-10-22"),
        ("<h1>", "<div class='date'>October 22, 2017</div><h1>", "2017-10-22"),
        ("<head>", "<head><link rel='canonical' href='https://banks.example/2017/10/22/shelling.html'>", "2017-10-22"),
        ("<head>", "<head><meta property='article:published_time' content='1970-01-01'>", None),
        ("<head>", "<head><meta name='date' content='soon'>", None),
        ("<footer>", "<footer>2014 ", None),
        ("</main>", "<aside><div class='date'>3 May 2016</div></aside></main>", None),
    ],
)
def test_where_a_page_may_say_its_day(old: str, new: str, day: str | None) -> None:
    markup = compose.page(Story("en", 2), dated=False).replace("2026", "").replace(old, new, 1)
    (article,) = read_source(Source.of_bytes("page", markup.encode("utf-8")))
    assert (article.published or "")[: len(day or "")] == (day or "") and bool(article.published) == bool(day)


@pytest.mark.parametrize("row", FIRST_LINES, ids=lambda row: row["id"])
def test_the_day_in_first_lines(row: dict) -> None:
    (article,) = read_source(Source.of_bytes("article.txt", row["text"].encode("utf-8")))
    assert article.published == row["day"]
