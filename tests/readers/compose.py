"""Files of every kind, made from two invented articles."""

from __future__ import annotations

import base64
import csv
import gzip
import hashlib
import html
import io
import json
import quopri
import zipfile
from dataclasses import dataclass
from pathlib import Path

import yaml

FONTS = Path(__file__).parents[2] / "static" / "fonts"
WORDS = yaml.safe_load((Path(__file__).parent / "articles.yaml").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Story:
    """One article: number n of a language."""

    language: str
    n: int

    def _fill(self, text: str) -> str:
        return text.format(n=self.n + 3, m=10 * self.n + 40, place=self.words["places"][self.n])

    @property
    def words(self) -> dict:
        return WORDS[self.language]

    @property
    def title(self) -> str:
        return self._fill(self.words["title"])

    @property
    def body(self) -> list[str]:
        return [self._fill(line) for line in self.words["body"]]

    @property
    def day(self) -> str:
        return self.words["day"]

    @property
    def shown(self) -> str:
        return self.words["shown"]

    @property
    def source(self) -> str:
        return self.words["source"]

    @property
    def url(self) -> str:
        return f"https://banks.example/{self.language}/{self.n}"


def text(story: Story) -> str:
    return "\n\n".join([story.title, story.shown, *story.body])


def markdown(story: Story) -> str:
    return f"---\ntitle: {story.title}\ndate: {story.day}\n---\n# {story.title}\n\n" + "\n\n".join(
        [f"**{story.body[0]}**", f"> {story.body[1]}", f"- {story.body[2]} [link](https://banks.example/x)"]
    )


def page(story: Story, head: str = "", *, dated: bool = True) -> str:
    """A page with all that stands around an article."""
    esc = html.escape
    words = story.words
    menu = "".join(f"<li><a href='/{n}'>{esc(name)}</a></li>" for n, name in enumerate(words["menu"]))
    body = "".join(f"<p>{esc(line)}</p>" for line in story.body)
    around = "".join(f"<p>{esc(line)}</p>" for line in words["around"])
    date = f"<div class='post-date'>{esc(story.shown)}</div>" if dated else ""
    return (
        f"<!DOCTYPE html><html lang='{story.language}'><head>{head}"
        f"<title>{esc(story.title)} | {esc(story.source)}</title>"
        f"<meta property='og:site_name' content='{esc(story.source)}'></head>"
        f"<body><header><ul class='menu'>{menu}</ul></header>"
        f"<main><article><h1>{esc(story.title)}</h1>{date}"
        f"<figure><img src='x.jpg'><figcaption>{esc(words['caption'])}</figcaption></figure>{body}{around}</article>"
        f"<div id='comments'><h3>{len(menu)}</h3><p>{esc(words['comment'])}</p></div></main>"
        f"<footer><p>{esc(words['around'][2])}</p></footer></body></html>"
    )


def mhtml(story: Story) -> bytes:
    body = quopri.encodestring(page(story).encode("utf-8"))
    head = (
        f"From: <Saved by a browser>\r\nSnapshot-Content-Location: {story.url}\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related; type="text/html"; boundary="----part"\r\n\r\n------part\r\n'
        f"Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n"
        f"Content-Location: {story.url}\r\n\r\n"
    )
    return head.encode("ascii") + body + b"\r\n------part--\r\n"


def docx(story: Story) -> bytes:
    from docx import Document

    document, out = Document(), io.BytesIO()
    document.add_heading(story.title)
    document.add_paragraph(story.shown)
    for line in story.body[:2]:
        document.add_paragraph(line)
    document.add_table(1, 2).cell(0, 0).text = story.body[2]
    document.save(out)
    return out.getvalue()


def pdf(story: Story) -> bytes:
    import typst

    lines = "\n\n".join([story.title, story.shown, *story.body])
    source = f'#set text(lang: "{story.language}", font: "IBM Plex Sans Arabic")\n{lines}'
    return typst.compile(source.encode("utf-8"), font_paths=[str(FONTS)])


def table(stories: list[Story], separator: str = ",") -> str:
    out = io.StringIO(newline="")
    rows = csv.writer(out, delimiter=separator)
    rows.writerow(stories[0].words["columns"])
    rows.writerows([story.title, "\n".join(story.body), story.day, story.source] for story in stories)
    return out.getvalue()


def xlsx(stories: list[Story]) -> bytes:
    import datetime as dt

    from openpyxl import Workbook

    book, out = Workbook(), io.BytesIO()
    book.active.title = "notes"
    book.active.append(["nothing", "here"])
    sheet = book.create_sheet("articles")
    sheet.append(stories[0].words["columns"])
    for story in stories:
        sheet.append([story.title, "\n".join(story.body), dt.datetime.fromisoformat(story.day), story.source])
    book.save(out)
    return out.getvalue()


def jsonl(stories: list[Story]) -> str:
    rows = ({"text": "\n".join(s.body), "title": s.title, "published": s.day, "url": s.url} for s in stories)
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def rss(stories: list[Story], *, dated: bool = True, link: str = "{url}") -> str:
    date = "<pubDate>Sun, 15 Nov 2026 08:00:00 +0300</pubDate>" if dated else ""
    items = "".join(
        f"<item><title>{html.escape(s.title)}</title><link>{link.format(url=s.url, n=s.n)}</link>{date}"
        f"<description>{html.escape(''.join(f'<p>{line}</p>' for line in s.body))}</description></item>"
        for s in stories
    )
    head = '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0">'
    return f"{head}<channel><title>{stories[0].source}</title>{items}</channel></rss>"


def atom(stories: list[Story]) -> str:
    items = "".join(
        f"<entry><title>{html.escape(s.title)}</title><link href='{s.url}'/><id>{s.url}</id>"
        f"<updated>2026-11-15T08:00:00Z</updated><content type='html'>{html.escape(''.join(s.body))}</content></entry>"
        for s in stories
    )
    return f"<feed xmlns='http://www.w3.org/2005/Atom'><title>{stories[0].source}</title>{items}</feed>"


def record(kind: str, url: str, block: bytes, **headers: str) -> bytes:
    """One WARC record with its digest."""
    digest = base64.b32encode(hashlib.sha1(block).digest()).decode("ascii")
    given = {"WARC-Type": kind, "WARC-Target-URI": url, "WARC-Block-Digest": f"sha1:{digest}"} | headers
    lines = "".join(f"{name}: {value}\r\n" for name, value in (given | {"Content-Length": str(len(block))}).items())
    return f"WARC/1.0\r\n{lines}\r\n".encode() + block + b"\r\n\r\n"


def response(story: Story, encoding: str = "utf-8") -> bytes:
    head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset={encoding}\r\n\r\n"
    return record("response", story.url, head.encode() + page(story).encode(encoding))


def warc(stories: list[Story], *, packed: bool = True) -> bytes:
    records = [record("warcinfo", "", b"software: made\r\n"), *map(response, stories)]
    return b"".join(gzip.compress(one, mtime=0) if packed else one for one in records)


def zipped(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, raw in members.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 11, 15, 0, 0, 0)), raw, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def folder(language: str) -> dict[str, tuple[bytes, list[Story]]]:
    """A file of every kind in one language: its name, its bytes and the stories in it."""
    s = [Story(language, n) for n in range(14)]
    legacy = "cp1256" if language == "ar" else "cp1252"
    return {
        "plain.txt": (text(s[0]).encode("utf-8"), [s[0]]),
        "legacy.txt": (text(s[1]).encode(legacy), [s[1]]),
        "wide.txt": (text(s[2]).encode("utf-16"), [s[2]]),
        "notes.md": (markdown(s[3]).encode("utf-8"), [s[3]]),
        "page.html": (page(s[4]).encode("utf-8"), [s[4]]),
        "legacy.htm": (page(s[5], f"<meta charset='{legacy}'>").encode(legacy), [s[5]]),
        "saved.mhtml": (mhtml(s[6]), [s[6]]),
        "letter.docx": (docx(s[7]), [s[7]]),
        "report.pdf": (pdf(s[8]), [s[8]]),
        "table.csv": (table(s[9:10], ";").encode(legacy), s[9:10]),
        "table.xlsx": (xlsx(s[10:11]), s[10:11]),
        "lines.jsonl": (jsonl(s[11:12]).encode("utf-8"), s[11:12]),
        "feed.xml": (rss(s[12:13]).encode("utf-8"), s[12:13]),
        "crawl.warc.gz": (warc(s[13:14]), s[13:14]),
        "all.zip": (
            zipped({"in/a.txt": text(s[0]).encode("utf-8"), "b.html": page(s[4]).encode("utf-8")}),
            [s[0], s[4]],
        ),
    }
