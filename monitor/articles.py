"""Records as they arrive, checked field by field and made into articles; and JSONL, a record a line."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO

from extractors.records import ARTICLE_FIELDS, Article, article_id

MAX_LINE = 10_000_000  # bytes; a longer line is no article and would only fill the memory
MAX_TEXT = 1_000_000  # characters; the longest article of a wire service has about 60,000
RAW_KEPT = 500  # characters of a rejected line that are kept, enough to find it again
ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?![0-9])")
LANGUAGES = ("ar", "en")


@dataclass(frozen=True, slots=True)
class Reject:
    """A part that could not be read: the file, its line (None: the whole file), the field (None: all of it) and why.

    partial: the article was read all the same, without this field.
    """

    file: str
    line: int | None
    field: str | None
    reason: str
    raw: str = ""
    partial: bool = False

    def __str__(self) -> str:
        where = self.file if self.line is None else f"{self.file}:{self.line}"
        return f"{where}: {self.field}: {self.reason}" if self.field else f"{where}: {self.reason}"


Read = Article | Reject


def read_lines(stream: BinaryIO, name: str) -> Iterator[Read]:
    """Article JSONL line by line, so that a pipe is answered while it still runs."""
    number = 0
    while raw := stream.readline(MAX_LINE + 1):
        number += 1
        if len(raw) > MAX_LINE:
            _skip_line(stream, raw)
            yield Reject(name, number, None, f"line longer than {MAX_LINE:,} bytes", _shorten(raw))
        elif raw.strip():
            yield from _from_line(raw, name, number)


def _skip_line(stream: BinaryIO, raw: bytes) -> None:
    while raw and not raw.endswith(b"\n"):
        raw = stream.readline(MAX_LINE)


def _from_line(raw: bytes, name: str, number: int) -> Iterator[Read]:
    try:
        record = json.loads(raw.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        kind = "not UTF-8" if isinstance(error, UnicodeDecodeError) else "not JSON"
        yield Reject(name, number, None, f"{kind}: {error}", _shorten(raw))
        return
    if not isinstance(record, dict):
        yield Reject(name, number, None, "not a JSON object", _shorten(raw))
        return
    yield from from_record(record, name, number, _shorten(raw))


def from_record(record: dict, name: str, line: int | None, raw: str) -> Iterator[Read]:
    """One record as an article: a bad text refuses it, a bad further field is reported and left empty."""
    values: dict[str, str | None] = {}
    for field in ARTICLE_FIELDS:
        value, reason = CHECKS.get(field, _check_string)(record.get(field))
        values[field] = value
        if reason:
            refused = field in REFUSING
            yield Reject(name, line, field, reason, raw[:RAW_KEPT], partial=not refused)
            if refused:
                return
    values["id"] = values["id"] or article_id(values["url"], values["text"])
    yield Article(**values)


Checked = tuple[str | None, str | None]  # the value to keep, the reason why it is not what was given


def _check_string(value: object) -> Checked:
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)  # ids are often bare numbers
    if value is None:
        return None, None
    if not isinstance(value, str):
        return None, f"expected text, found {type(value).__name__}"
    bad = _bad_character(value)
    return (None, bad) if bad else (value.strip() or None, None)


def _check_text(value: object) -> Checked:
    if not isinstance(value, str):
        return None, "missing" if value is None else f"expected text, found {type(value).__name__}"
    if not value.strip():
        return None, "empty"
    if len(value) > MAX_TEXT:
        return None, f"longer than {MAX_TEXT:,} characters"
    bad = _bad_character(value)
    return (None, bad) if bad else (value, None)  # not stripped: offsets count from its first character


def _check_published(value: object) -> Checked:
    text, reason = _check_string(value)
    if text is None:
        return None, reason
    try:
        datetime.fromisoformat(text)
    except ValueError:
        text = ""
    # 20171022 and 2017-W43-1 are dates to Python, but do not start with a day that sorts and compares as text.
    if not ISO_DAY.match(text):
        return None, f"not an ISO date or datetime such as 2026-11-15: {str(value)[:40]!r}"
    return text, None


def _check_language(value: object) -> Checked:
    text, reason = _check_string(value)
    if text is None:
        return None, reason
    code = text.lower().replace("_", "-").partition("-")[0]
    return (code, None) if code in LANGUAGES else (None, f"{text[:40]!r} is not read; can read {', '.join(LANGUAGES)}")


def _bad_character(text: str) -> str | None:
    """Why no database would take the text: lone surrogates are no characters, PostgreSQL refuses NUL."""
    if "\x00" in text:
        return "contains a NUL character"
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        return f"contains half a character (U+{ord(text[error.start]):04X}) at {error.start}"
    return None


CHECKS: dict[str, Callable[[object], Checked]] = {
    "text": _check_text,
    "published": _check_published,
    "language": _check_language,
}
REFUSING = ("text", "language")  # without a text, or in a third language, there is nothing to read


def _shorten(raw: bytes) -> str:
    return raw[: 4 * RAW_KEPT].decode("utf-8", "replace").strip()[:RAW_KEPT]
