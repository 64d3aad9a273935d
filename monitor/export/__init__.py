"""Mentions and their counts as files for other programs and other people."""

from monitor.export.lines import (
    COLUMNS,
    NAME_COLUMNS,
    NOTICE,
    TEXT_COLUMNS,
    WRITERS,
    columns,
    csv_writer,
    encoding,
    export,
    file_name,
    governorate_names,
    jsonl_writer,
)

__all__ = [
    "COLUMNS",
    "NAME_COLUMNS",
    "NOTICE",
    "TEXT_COLUMNS",
    "WRITERS",
    "columns",
    "csv_writer",
    "encoding",
    "export",
    "file_name",
    "governorate_names",
    "jsonl_writer",
]
