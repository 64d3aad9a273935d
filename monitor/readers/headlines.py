"""Pages that list articles instead of being one: home pages, sections, search results."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from extractors.fold import fold

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MANY = 8  # headlines; fewer may stand below any article
WORDS = 4  # of a headline, at least; links of menus have fewer
PROSE = 100  # characters of a line that is more than a headline
ARTICLE_TYPE = re.compile(r'"@type"\s*:\s*\[?\s*"(?:\w*Article|Report\w*)"')


def reason(tree: HtmlElement, body: list[str]) -> str | None:
    """Why the page is no article, None where it may be one; body is what was taken as its text."""
    linked = {fold(_text(link)) for link in tree.iter("a") if len(_text(link).split()) >= WORDS}
    if len(linked) < MANY:
        return None
    mine = [line for line in body if fold(line).strip() not in linked]
    prose = sum(len(line) for line in mine if len(line) >= PROSE)
    listed = len(body) - len(mine)
    if listed >= MANY and prose < sum(len(line) for line in body) / 2:
        return _told(len(linked))
    if not _says_article(tree) and prose < sum(map(len, linked)) and _cards(tree) >= MANY:
        return _told(len(linked))
    return None


def _told(n: int) -> str:
    return f"a page of {n} headlines, not an article; give the address of an article"


def _text(link: HtmlElement) -> str:
    return " ".join(link.text_content().split())


def _cards(tree: HtmlElement) -> int:
    """Headlines that are headings or stand in a card of their own, outside what frames a page."""
    found = tree.xpath(
        "//*[self::h1 or self::h2 or self::h3 or self::h4][.//a or parent::a][not(ancestor::aside or ancestor::footer)]"
        "|//li[a][not(ancestor::aside or ancestor::footer or ancestor::nav)]"
    )
    return sum(len(_text(element).split()) >= WORDS for element in found)


def _says_article(tree: HtmlElement) -> bool:
    """The page declares itself an article, or has one headline of its own that links nowhere."""
    if tree.xpath("//meta[@property='og:type'][@content='article']|//meta[@property='article:published_time']"):
        return True
    if any(_is_article(script.text or "") for script in tree.xpath("//script[@type='application/ld+json']")):
        return True
    heads = [head for head in tree.iter("h1") if len(_text(head).split()) >= WORDS]
    return len(heads) == 1 and not heads[0].xpath(".//a|parent::a")


def _is_article(script: str) -> bool:
    try:
        json.loads(script, strict=False)
    except (ValueError, RecursionError):
        return False
    return bool(ARTICLE_TYPE.search(script)) and '"ItemList"' not in script
