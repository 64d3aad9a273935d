"""One input read into one part: the work that is handed out, the same wherever it is done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from extractors.records import Article
from monitor.articles import Read, Reject
from monitor.backfill.inputs import Input, Opened
from monitor.backfill.looking import REASONS, why_page_skipped, why_skipped
from monitor.backfill.parts import How, Writer, about, path_of, row_of
from monitor.extract import Extract, extract_one, with_language
from monitor.readers import parquet, warc
from monitor.readers.encoding import decode
from monitor.readers.kinds import kind_of
from monitor.readers.parts import Hints, Refused, Source
from monitor.readers.read import read_parts, read_source

Tell = Callable[[int, float], None]  # articles looked at so far, and which share of the input that was


class Broken(Exception):
    """The input could not be read to its end: a disk or a network failed, perhaps not for ever."""


class Damaged(Exception):
    """What was read of the input cannot be trusted."""


@dataclass(frozen=True, slots=True)
class Task:
    """An input, how it is read, and the folder of the parts."""

    input: Input
    how: How
    folder: str

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def of_dict(cls, values: dict[str, Any]) -> Task:
        return cls(Input(**values["input"]), How(**values["how"]), values["folder"])


def do(task: Task, extract: Extract, tell: Tell = lambda articles, share: None) -> dict[str, Any]:
    """Read the input into its part, unless that is there already; the part's description, with its key.

    Raises Broken, CannotWrite, and whatever a reader's library raises.
    """
    opened = Opened(task.input.name, task.input.size)
    try:
        content = opened.sha()
        key = task.how.key(content)
        part = path_of(Path(task.folder), key)
        if not part.exists():
            _write(task, opened, content, key, extract, tell)
    except OSError as error:
        raise Broken(f"{type(error).__name__}: {error}") from None
    return about(part) | {"part": key}


def _write(task: Task, opened: Opened, content: str, key: str, extract: Extract, tell: Tell) -> None:
    try:
        _write_items(_read(opened, task.how), task, opened, content, key, extract, tell)
    except Damaged:
        reject = Reject(task.input.name, None, None, opened.damage)
        opened.damage = None
        _write_items(iter([reject]), task, opened, content, key, extract, tell)


def _write_items(
    items: Iterator[Read], task: Task, opened: Opened, content: str, key: str, extract: Extract, tell: Tell
) -> None:
    counts: Counter[str] = Counter()
    skipped = dict.fromkeys(REASONS, 0)
    with Writer(Path(task.folder), key) as writer:
        for item in items:
            if isinstance(item, str):  # a page that was left out before it was taken apart
                counts["read"] += 1
                skipped[item] += 1
                continue
            counts["read"] += 1
            tell(counts["read"], opened.position / max(task.input.size, 1))
            if isinstance(item, Article) and (why := why_skipped(item, abroad=task.how.abroad)):
                skipped[why] += 1
                continue
            row = _row(item, extract)
            _count(row, counts)
            writer.add(row)
        if opened.error:
            raise opened.error
        if opened.damage:
            raise Damaged
        told = {name: counts[name] for name in ("read", "rows", "articles", "mentions", "rejects", "fields")}
        how = {"rules_version": task.how.rules, "abroad": task.how.abroad}
        writer.finish({"input": task.input.name, "content": content, **how, **told, "skipped": skipped})


def _read(opened: Opened, how: How) -> Iterator[Read | str]:
    """The articles and what cannot be read; of pages that are left out before they are taken apart, the reason."""
    source, hints = opened.source(), Hints(columns=how.columns)
    left_out: list[str] = []

    def unwanted(raw: bytes, charset: str | None) -> bool:
        why = _why_page_skipped(raw, charset, how)
        left_out.extend([why] if why else [])
        return bool(why)

    readers = {
        "parquet": lambda: read_parts(parquet.articles(source, hints), source, hints),
        "warc": lambda: read_parts(warc.parts(source, hints, unwanted), source, hints),
    }
    for item in readers.get(_kind(source), lambda: read_source(source, hints))():
        yield from left_out
        left_out.clear()
        yield with_language(item) if isinstance(item, Article) else item
    yield from left_out


def _why_page_skipped(raw: bytes, charset: str | None, how: How) -> str | None:
    try:
        return why_page_skipped(decode(raw, charset), abroad=how.abroad)
    except Refused:
        return None  # the reader of pages tells why


def _kind(source: Source) -> str:
    """The kind of an input that is read in another way here than by ingest; "" for all others."""
    try:
        return "parquet" if source.head(4) == b"PAR1" else kind_of(source)
    except (OSError, Refused):
        return ""  # read_source tells what is wrong with it


def _row(item: Read, extract: Extract) -> dict[str, Any]:
    if isinstance(item, Reject):
        return row_of(item)
    result = extract_one(item, extract)
    return row_of(result, item)


def _count(row: dict[str, Any], counts: Counter[str]) -> None:
    reject = row.get("reject")
    counts["rows"] += 1
    counts["articles"] += reject is None
    counts["mentions"] += len(row.get("mentions", ()))
    counts["fields"] += bool(reject) and reject["partial"]
    counts["rejects"] += bool(reject) and not reject["partial"]
