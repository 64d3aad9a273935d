"""What stands around a sentence in its article, and how the program came to read it as it did."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import Any

from sqlalchemy import Engine

from extractors.records import ARTICLE_FIELDS, Article
from monitor import queries

ENDS = re.compile(r"[.!?؟؛…\n]+[»”\")\]]*\s*")
ROOM = 600  # characters on either side
BLOCK = re.compile(r"^sentence (title|\d+-\d+): ", re.MULTILINE)


def around(engine: Engine, row: dict[str, Any], sentences: int = 2) -> tuple[str, str]:
    """The sentences before and after the quote, empty where there are none; after a title comes the lead."""
    article = queries.article(engine, row["article_id"])
    if article is None:
        return "", ""
    text = article["text"] or ""
    if row["in_title"]:
        return "", first_sentences(text, sentences)
    if text[row["quote_start"] : row["quote_end"]] != row["quote"]:
        return "", ""  # the article has changed since
    before = text[max(0, row["quote_start"] - ROOM) : row["quote_start"]]
    return last_sentences(before, sentences), first_sentences(text[row["quote_end"] :][:ROOM], sentences)


def first_sentences(text: str, wanted: int) -> str:
    """The first sentences of a text."""
    ends = [found.end() for found in ENDS.finditer(text.lstrip())]
    ends = [end for end in ends if text.lstrip()[:end].strip(" .…\n")]
    return text.lstrip()[: ends[wanted - 1] if len(ends) >= wanted else None].strip()


def last_sentences(text: str, wanted: int) -> str:
    """The last sentences of a text; a half one at its start is left out where there are whole ones."""
    text = text.rstrip()
    starts = [found.end() for found in ENDS.finditer(text) if found.end() < len(text)]
    if not starts:
        return text.strip() if len(text) < ROOM else ""
    return text[starts[max(-wanted, -len(starts))] :].strip() if len(starts) >= wanted else text.strip()


def explanation(engine: Engine, row: dict[str, Any]) -> str:
    """How the present rules read the sentence: triggers, what accepted or rejected them, places, dates, cues."""
    from extractors import pipeline  # loads the language pipelines: only when somebody asks

    stored = queries.article(engine, row["article_id"])
    if stored is None:
        return ""
    return block_of(pipeline.explain(Article(**{name: stored[name] for name in ARTICLE_FIELDS})), row)


def block_of(report: str, row: dict[str, Any]) -> str:
    """The part of an explanation that is about the sentence of a mention."""
    found = list(BLOCK.finditer(report))
    for position, match in enumerate(found):
        end = found[position + 1].start() if position + 1 < len(found) else len(report)
        if _covers(match[1], row):
            lines = report[match.start() : end].splitlines()[1:]
            return "\n".join(takewhile(lambda line: line.startswith("  "), lines))
    return ""


def _covers(where: str, row: dict[str, Any]) -> bool:
    if where == "title" or row["in_title"]:
        return where == "title" and row["in_title"]
    start, end = map(int, where.split("-"))
    return start <= row["start"] < end
