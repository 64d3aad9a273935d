"""RSS and Atom: the entries of a feed, with as much text as the feed itself has."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from monitor.readers import html
from monitor.readers.lines import tidy
from monitor.readers.parts import Hints, Part, Refused

ENTRIES = 1_000
SHORT = 20  # characters of text, fewer say nothing


def parse(raw: bytes, hints: Hints) -> Iterator[Part]:
    """An article an entry; entries without text are told. No date in an entry stays no date."""
    found = parsed(raw)
    source = hints.source or _line(found.feed.get("title"))
    for number, entry in enumerate(found.entries[:ENTRIES], start=1):
        record = fields(entry) | {"source": source, "language": hints.language}
        if sum(map(len, record["lines"])) < SHORT:
            yield Part(reason=f"entry without text; its article is at {record['url']}", line=number)
        else:
            yield Part(record, line=number)
    if len(found.entries) > ENTRIES:
        yield Part(reason=f"more than {ENTRIES} entries; the rest is left out", line=ENTRIES + 1)


def parsed(raw: bytes) -> Any:
    """The feed. Raises Refused for what is none, and for one with a document type, whose entities can be a trap."""
    from xml.etree.ElementTree import ParseError

    import feedparser
    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    try:
        fromstring(raw, forbid_dtd=True)
    except DefusedXmlException:
        raise Refused("a feed with a document type (DTD), which feeds do not need") from None
    except (ParseError, ValueError, LookupError):
        pass  # many good feeds are not quite XML; feedparser reads them
    # As a stream: given bytes or text it would open a path or an address that stands in them.
    found = feedparser.parse(io.BytesIO(raw), sanitize_html=False, resolve_relative_uris=False)
    if not found.version and not found.entries:
        raise Refused("not a feed")
    return found


def fields(entry: Any) -> dict[str, Any]:
    """url, title, text and published of one entry."""
    moment = entry.get("published") or entry.get("updated")
    parsed_moment = entry.get("published_parsed") or entry.get("updated_parsed")
    if parsed_moment and 1990 <= parsed_moment[0] <= 2100:
        day = "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z".format(*parsed_moment[:6])
    else:
        day = str(moment)[:60] if moment else None
    url = str(entry.get("link") or "").strip()
    bodies = [content.get("value", "") for content in entry.get("content", ())] + [entry.get("summary", "")]
    return {
        "url": url if url.startswith(("http://", "https://")) else None,
        "title": _line(entry.get("title")),
        "lines": max((_plain(body) for body in bodies), key=lambda lines: sum(map(len, lines))),
        "published": day,
    }


def _line(value: object) -> str | None:
    return " ".join(_plain(str(value or "")))[:500] or None


def _plain(markup: str) -> list[str]:
    """Lines of the little page that an entry's content is."""
    if "<" not in markup and "&" not in markup:
        return _lines(markup)
    try:
        tree = html.tree_of(f"<div>{markup}</div>")
    except Refused:
        return []
    html.prune(tree)
    for block in tree.iter("p", "div", "br", "li", "h1", "h2", "h3", "blockquote", "tr"):
        block.tail = f"\n{block.tail or ''}"
    return _lines(tree.text_content())


def _lines(text: str) -> list[str]:
    return [line for line in tidy(text).split("\n") if line]
