"""Plain text and Markdown: one file, one article."""

from __future__ import annotations

import re
from collections.abc import Iterator

from monitor.readers.encoding import decode
from monitor.readers.lines import first_line
from monitor.readers.parts import Hints, Part

FRONT = re.compile(r"\A---[ \t]*\n(?P<rows>.{0,5000}?)\n(?:---|\.\.\.)[ \t]*\n", re.DOTALL)
ROW = re.compile(r"^(?P<key>[\w -]{1,40}):[ \t]*(?P<value>[^\n]{1,500})$", re.MULTILINE)
FRONT_KEYS = {"title": "title", "date": "published", "published": "published", "url": "url", "link": "url",
              "source": "source", "language": "language", "lang": "language"}  # fmt: skip
MARKS = (
    (re.compile(r"!\[[^\]\n]{0,500}\]\([^)\n]{0,2000}\)"), ""),
    (re.compile(r"\[([^\]\n]{1,500})\]\([^)\n]{0,2000}\)"), r"\1"),
    (re.compile(r"^ {0,3}#{1,6}[ \t]+", re.MULTILINE), ""),
    (re.compile(r"^ {0,3}>[ \t]?", re.MULTILINE), ""),
    (re.compile(r"(\*\*|__)(?=\S)([^*_\n]{1,2000}?)\1"), r"\2"),
    (re.compile(r"(?<![\w*])[*](?=\S)([^*\n]{1,2000}?)[*](?![\w*])"), r"\1"),
)


def parse(raw: bytes, hints: Hints) -> Iterator[Part]:
    """The text is the whole file, the title its first line."""
    text = decode(raw, hints.charset).replace("\r\n", "\n").replace("\r", "\n")
    yield Part(whole(text, hints), raw=text[:500])


def whole(text: str, hints: Hints) -> dict[str, object]:
    """An article's fields from running text, which says its source and day in lines of its own (finish.py)."""
    return {
        "url": hints.url,
        "title": first_line(text) or hints.title,
        "text": text,
        "language": hints.language,
        "whole": True,
    }


def parse_markdown(raw: bytes, hints: Hints) -> Iterator[Part]:
    """The text without its marks; a header of "key: value" lines fills the fields it names."""
    text = decode(raw, hints.charset).replace("\r\n", "\n").replace("\r", "\n")
    front = FRONT.match(text)
    said = {}
    if front:
        text = text[front.end() :]
        rows = ((row["key"].strip().lower(), row["value"].strip(" \t\"'")) for row in ROW.finditer(front["rows"]))
        said = {FRONT_KEYS[key]: value for key, value in rows if key in FRONT_KEYS}
    for pattern, plain in MARKS:
        text = pattern.sub(plain, text)
    yield Part(whole(text, hints) | said, raw=text[:500])
