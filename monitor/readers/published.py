"""What on a page may say when it was published: what it declares, what it shows by its headline, a checked guess."""

from __future__ import annotations

import datetime as dt
import email.utils
import json
import re
from collections.abc import Iterable, Iterator
from copy import deepcopy
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

YEARS = range(1990, 2101)  # 1970-01-01 and 0001-01-01 are how a machine says that it does not know
META = (
    "article:published_time", "og:article:published_time", "datepublished", "publish_date", "publishdate", "pubdate",
    "publication_date", "dc.date.issued", "dcterms.issued",
    "dcterms.created", "dc.date", "parsely-pub-date", "sailthru.date", "date",
)  # fmt: skip
NAMED = re.compile(r"dat(?:e|um)|time|publish|posted|meta|byline|entry-info", re.IGNORECASE)
SHOWN = 120  # characters; a longer stretch is text of the article, whose dates are those of events
AFTER_TITLE, BEFORE_TITLE = 40, 15  # elements around the headline between which its date stands
ASIDE = ("nav", "aside", "footer", "script", "style", "select")


def iso_moment(text: str | None) -> str | None:
    """An ISO or RFC 2822 date as ISO text, None where it is none."""
    text = (text or "").strip()[:60]
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError:
        if re.match(r"\d{4}-\d\d-\d\d(?!\d)", text):  # a good day with a time that is not ISO
            return iso_moment(text[:10]) if len(text) > 10 else None
        try:
            moment = email.utils.parsedate_to_datetime(text)
        except (ValueError, TypeError, IndexError, OverflowError):
            return None
        text = moment.isoformat()
    if moment.year not in YEARS or not re.match(r"\d{4}-\d\d-\d\d", text):
        return None
    return text


def candidates(tree: HtmlElement, url: str | None, title: str | None) -> dict[str, object]:
    """The texts that may say when a page was published: declared by it, shown on it, guessed by htmldate."""
    declared = [text.strip()[:SHOWN] for text in _declarations(tree) if text.strip()]
    certain = any(map(iso_moment, declared))
    return {
        "declared": declared,
        "shown": [] if certain else _shown(tree, title),
        "guessed": None if certain else _guessed(tree, url),
    }


def _declarations(tree: HtmlElement) -> Iterator[str]:
    """JSON-LD, meta elements, then the article's own <time>."""
    yield from _linked_data(tree)
    said: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").lower()
        said.setdefault(name, meta.get("content") or "")
    yield from (said[name] for name in META if said.get(name))
    for element in tree.xpath("//*[@itemprop='datePublished'][not(self::meta)]|//time[@pubdate]"):
        yield element.get("datetime") or element.get("content") or element.text_content()[:SHOWN]


def _linked_data(tree: HtmlElement) -> Iterator[str]:
    for script in tree.xpath("//script[@type='application/ld+json']"):
        try:
            data = json.loads(script.text or "", strict=False)
        except (ValueError, RecursionError):
            continue
        found = sorted(_dated(data), key=lambda item: "Article" not in str(item.get("@type")))
        yield from (str(item["datePublished"]) for item in found)


def _dated(data: object, depth: int = 0) -> Iterator[dict]:
    """The objects of linked data that say when they were published."""
    if depth > 6:
        return
    if isinstance(data, dict) and data.get("datePublished"):
        yield data
    for value in data.values() if isinstance(data, dict) else data if isinstance(data, list) else ():
        yield from _dated(value, depth + 1)


def _shown(tree: HtmlElement, title: str | None) -> list[str]:
    """Short texts with figures that stand by the headline: behind it, else before it."""
    elements = [element for element in tree.iter() if isinstance(element.tag, str)]
    heads = [n for n, element in enumerate(elements) if element.tag == "h1"]
    same = [n for n in heads if " ".join(elements[n].text_content().split()) == title]
    if not heads:
        return []
    at = (same or heads)[0]
    near = elements[at : at + AFTER_TITLE] + elements[max(0, at - BEFORE_TITLE) : at][::-1]
    return [text for text in map(_date_text, near) if text]


def _date_text(element: HtmlElement) -> str | None:
    if element.tag in ASIDE or any(parent.tag in ASIDE for parent in element.iterancestors()):
        return None
    if element.tag == "time" and iso_moment(element.get("datetime")):
        return element.get("datetime")
    named = NAMED.search(f"{element.get('class')} {element.get('id')} {element.tag}")
    text = " ".join((element.text_content() if named else element.text or "").split())
    return text if 5 < len(text) <= SHOWN and any(map(str.isdecimal, text)) else None


def _guessed(tree: HtmlElement, url: str | None) -> str | None:
    """What htmldate finds, where the page or its address has that very day in it.

    Of "5 آذار 2014" it reads only the year and answers 2014-01-01; such an answer is no date.
    """
    from htmldate import find_date
    from lxml.html import tostring

    tree = deepcopy(tree)
    for element in tree.xpath("//nav|//aside|//footer"):
        element.drop_tree()
    try:
        found = find_date(tree, url=url, original_date=True, outputformat="%Y-%m-%d")
        day = dt.date.fromisoformat(found) if found else None
    except (ValueError, TypeError, AttributeError, RecursionError, OverflowError):
        return None
    if day is None or day.year not in YEARS:
        return None
    page = f"{url} {tostring(tree, encoding='unicode')}"
    return found if any(literal in page for literal in _literals(day)) else None


def _literals(day: dt.date) -> Iterable[str]:
    """The ways in which a page spells a day in figures or English."""
    year, month, number = day.year, day.month, day.day
    for sign in "-/.":
        for m in (f"{month:02}", str(month)):
            for d in (f"{number:02}", str(number)):
                yield from (f"{year}{sign}{m}{sign}{d}", f"{d}{sign}{m}{sign}{year}")
    name = day.strftime("%B")
    for word in (name, name[:3]):
        yield from (f"{number} {word} {year}", f"{word} {number}, {year}", f"{number:02} {word} {year}")
