"""Parts: what was read from one input, as one Parquet file that is there whole or not at all.

A row is an article with its mentions, or what could not be read, in the order of the input. A part's name is the hash
of the input's bytes and of how they were read: whoever reads the same again writes the same bytes under the same name.
"""

from __future__ import annotations

import dataclasses
import json
import os
import socket
import types
import typing
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from extractors.records import ARTICLE_FIELDS, Article, Mention, PlaceTag, as_dict, content_id
from monitor.articles import Reject
from monitor.extract import Result
from monitor.paths import DATA

FORMAT = 1  # of the rows; a change of it gives every part another name
ROWS_AT_ONCE = 500  # a row group: what a reader holds in memory
ABOUT = b"rasd"  # the key of the part's own description in the file
SUFFIX = ".parquet"


class CannotWrite(Exception):
    """The folder of the parts takes no more: no file's fault, so nothing is tried again."""


@dataclasses.dataclass(frozen=True, slots=True)
class How:
    """How inputs are read, as far as it decides what is found.

    rules: the version of the rules; abroad: articles on other countries as well; columns: article field -> column.
    """

    rules: str
    abroad: bool = False
    columns: dict[str, str] = dataclasses.field(default_factory=dict)

    def key(self, *of: str) -> str:
        """The name of what comes of an input that is told by these."""
        return content_id(FORMAT, self.rules, _look(), self.abroad, sorted(self.columns.items()), *of)


@cache
def _look() -> bytes:
    """What the quick look goes by beside the rules."""
    return (DATA / "elsewhere.yaml").read_bytes()


def path_of(folder: Path, key: str) -> Path:
    """Where a part is kept."""
    return folder / f"{key}{SUFFIX}"


@cache
def schema() -> Any:
    """The columns: an article's fields, its mentions, and why there is none."""
    import pyarrow as pa

    reject = [("file", pa.string()), ("line", pa.int64()), ("field", pa.string()), ("reason", pa.string()),
              ("raw", pa.string()), ("partial", pa.bool_())]  # fmt: skip
    fields = [(name, pa.string()) for name in ARTICLE_FIELDS]
    return pa.schema([*fields, ("mentions", pa.list_(_struct(Mention))), ("reject", pa.struct(reject))])


def _struct(record: type) -> Any:
    import pyarrow as pa

    hints = typing.get_type_hints(record)
    return pa.struct([(field.name, _type(hints[field.name])) for field in dataclasses.fields(record)])


def _type(hint: Any) -> Any:
    """The Arrow type of a record's field."""
    import pyarrow as pa

    if isinstance(hint, types.UnionType):
        hint = next(one for one in typing.get_args(hint) if one is not type(None))
    if typing.get_origin(hint) is tuple:
        return pa.list_(_type(typing.get_args(hint)[0]))
    if hint is PlaceTag:
        return _struct(PlaceTag)
    return {str: pa.string(), int: pa.int64(), bool: pa.bool_()}[hint]


def row_of(result: Result, article: Article | None = None) -> dict[str, Any]:
    """A result as a row; article: the one that the rules failed on."""
    if isinstance(result, Reject):
        fields = dataclasses.asdict(article) if article else {}
        return fields | {"reject": dataclasses.asdict(result)}
    article, found = result
    return dataclasses.asdict(article) | {"mentions": list(map(as_dict, found))}


class Writer:
    """A part being written: under a name of its own until it is whole. Raises CannotWrite."""

    def __init__(self, folder: Path, key: str) -> None:
        self.path = path_of(folder, key)
        self.temporary = folder / f".{key}.{socket.gethostname()}.{os.getpid()}.tmp"
        self._rows: list[dict[str, Any]] = []
        self._file: Any = None

    def __enter__(self) -> Writer:
        from pyarrow.parquet import ParquetWriter

        self._file = _writing(lambda: ParquetWriter(self.temporary, schema(), compression="zstd"), self.path.parent)
        return self

    def __exit__(self, *_error: object) -> None:
        if self._file.is_open:
            _writing(self._file.close, self.path.parent)
        self.temporary.unlink(missing_ok=True)

    def add(self, row: dict[str, Any]) -> None:
        self._rows.append(row)
        if len(self._rows) >= ROWS_AT_ONCE:
            self._flush()

    def _flush(self) -> None:
        import pyarrow as pa

        if self._rows:
            batch = pa.RecordBatch.from_pylist(self._rows, schema())
            _writing(lambda: self._file.write_batch(batch), self.path.parent)
            self._rows.clear()

    def finish(self, about: dict[str, Any]) -> None:
        """Put the part in its place, with its description; after this it survives a loss of power."""
        self._flush()
        self._file.add_key_value_metadata({ABOUT: json.dumps(about, ensure_ascii=False, sort_keys=True)})
        _writing(self._put, self.path.parent)

    def _put(self) -> None:
        self._file.close()
        with open(self.temporary, "rb+") as file:
            os.fsync(file.fileno())
        os.replace(self.temporary, self.path)
        sync_folder(self.path.parent)


def _writing(step: Any, folder: Path) -> Any:
    try:
        return step()
    except OSError as error:
        raise CannotWrite(f"cannot write in {folder}: {error.strerror or error}") from None


def sync_folder(folder: Path) -> None:
    """Bring a folder's names to the disk; Windows has no such call and needs none."""
    if os.name == "nt":
        return
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def remove_unfinished(folder: Path) -> None:
    """Take away what processes that were killed had begun to write."""
    for path in folder.glob(".*.tmp"):
        path.unlink(missing_ok=True)


def about(path: Path) -> dict[str, Any]:
    """A part's description: its input, how it was read, and how many of what."""
    from pyarrow.parquet import read_metadata

    return json.loads(read_metadata(path).metadata[ABOUT])


def rows(path: Path, first: int = 0) -> Iterator[tuple[Article | None, list[Mention], Reject | None]]:
    """The rows from a number on: an article with its mentions, or what could not be read."""
    from pyarrow.parquet import ParquetFile

    with ParquetFile(path) as file:
        for number in range(file.num_row_groups):
            held = file.metadata.row_group(number).num_rows
            if first >= held:
                first -= held
                continue
            for row in file.read_row_group(number).slice(first).to_pylist():
                yield _of_row(row)
            first = 0


def _of_row(row: dict[str, Any]) -> tuple[Article | None, list[Mention], Reject | None]:
    article = Article(**{name: row[name] for name in ARTICLE_FIELDS}) if row["id"] is not None else None
    reject = Reject(**row["reject"]) if row["reject"] else None
    return article, list(map(_mention, row["mentions"] or ())), reject


def _mention(row: dict[str, Any]) -> Mention:
    found = [PlaceTag(**(place | {"candidates": tuple(place["candidates"])})) for place in row["places"]]
    return Mention(**(row | {"governorates": tuple(row["governorates"]), "places": tuple(found)}))
