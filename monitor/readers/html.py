"""Web pages: the article of a page without the page around it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from extractors.fold import fold
from monitor.readers import headlines, published
from monitor.readers.encoding import decode
from monitor.readers.lines import tidy
from monitor.readers.parts import Hints, Part, Refused

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# Class and id words of what stands around an article. Whole words: "share" must not hit "shareholder".
AROUND = re.compile(
    r"(?:^|[\s_-])(?:related|recommend(?:ed|ations)?|share|sharing|social|comments?|comment-list|disqus|caption|credits?|"
    r"newsletter|subscribe|subscription|breadcrumbs?|tags?|cookie|popup|advert|ads?|promo|sidebar|menu|navbar|most-read|"
    r"trending|ticker|read-?(?:also|more)|see-?also|author-?box|pagination|widget)(?:$|[\s_-])",
    re.IGNORECASE,
)
GONE = ("script", "style", "noscript", "template", "svg", "form", "button", "iframe", "select", "nav", "aside",
        "footer", "figcaption", "figure", "picture", "dialog")  # fmt: skip
TITLE_SPLIT = re.compile(r" [|\u2013\u2014:\u00bb-] ")


def parse(raw: bytes, hints: Hints) -> Iterator[Part]:
    """The article of a page. Raises Refused where there is none."""
    yield Part(page(decode(raw, hints.charset), hints))


def page(markup: str, hints: Hints) -> dict[str, object]:
    """An article's fields from a page's markup."""
    tree = tree_of(markup)
    url = _address(tree, hints.url)
    title = _title(tree) or hints.title
    body = _body(markup)
    if reason := headlines.reason(tree, body):
        raise Refused(reason)
    return {
        "url": url,
        "source": hints.source or _site(tree, url),
        "title": title,
        "lines": body,
        "language": hints.language,
        "dates": published.candidates(tree, url, title),
    }


def tree_of(markup: str) -> HtmlElement:
    """The page as a tree. Raises Refused where there is no page in it."""
    from lxml import html
    from lxml.etree import LxmlError

    markup = re.sub(r"\A\s*<\?xml[^>]*\?>", "", markup.replace("\x00", ""))  # lxml refuses text that names an encoding
    try:
        return html.document_fromstring(markup, parser=html.HTMLParser(huge_tree=False))
    except (LxmlError, ValueError, AssertionError) as error:
        raise Refused(f"a page that cannot be read: {error}") from None


def _body(markup: str) -> list[str]:
    """The lines of the article."""
    from lxml.html import tostring
    from trafilatura import extract

    pruned = tree_of(markup)
    prune(pruned)
    found = extract(
        tostring(pruned, encoding="unicode"), include_comments=False, include_tables=True, deduplicate=False,
        favor_precision=False, with_metadata=False, output_format="txt",
    )  # fmt: skip
    return [line for line in map(tidy, (found or "").split("\n")) if line]


def prune(tree: HtmlElement) -> None:
    """Take out what stands around the article, never the larger part of the page."""
    whole = len(tree.text_content()) or 1
    for element in list(tree.iter()):
        if not isinstance(element.tag, str):
            continue
        if element.tag not in GONE and not AROUND.search(f"{element.get('class', '')} {element.get('id', '')}"):
            continue
        keeps = element.tag in ("html", "body", "main", "article") or element.getparent() is None
        if keeps or (element.tag not in ("script", "style") and len(element.text_content()) > 0.5 * whole):
            continue
        element.drop_tree()


def _title(tree: HtmlElement) -> str | None:
    """The headline: the one that the page gives to others, else its only first heading, else its name."""
    given = _meta(tree, "og:title") or _meta(tree, "twitter:title")
    heads = [" ".join(head.text_content().split()) for head in tree.iter("h1")]
    heads = [head for head in heads if head]
    if given:
        bare = [head for head in heads if fold(head) in fold(given)]
        return (bare or [TITLE_SPLIT.split(given)[0]])[0][:500]
    if len(heads) == 1:
        return heads[0][:500]
    name = tree.find(".//title")
    text = " ".join((name.text_content() if name is not None else "").split())
    same = [head for head in heads if fold(head) in fold(text)]
    return (same or [TITLE_SPLIT.split(text)[0]] if text else heads or [""])[0][:500] or None


def _meta(tree: HtmlElement, name: str) -> str | None:
    for meta in tree.iter("meta"):
        if (meta.get("property") or meta.get("name") or "").lower() == name:
            return " ".join((meta.get("content") or "").split()) or None
    return None


def _address(tree: HtmlElement, given: str | None) -> str | None:
    """The page's lasting address. On a fetched page only one of the same host: others' would let it pose as them."""
    links = tree.xpath("//link[@rel='canonical']/@href")
    found = links[0].strip() if links else _meta(tree, "og:url")
    try:
        found = urljoin(given or "", found or "")
        parts = urlsplit(found)
        fine = parts.scheme in ("http", "https") and parts.hostname and len(parts.path) > 1
        same = not given or parts.hostname == urlsplit(given).hostname
    except ValueError:
        return given
    return found if fine and same else given


def _site(tree: HtmlElement, url: str | None) -> str | None:
    """The name of the outlet, else its host."""
    name = _meta(tree, "og:site_name") or _meta(tree, "application-name")
    return name or (urlsplit(url).hostname.removeprefix("www.") if url else None)
