"""What one input may cost. The largest real article page seen has 1.6 MB, a year's report as PDF about 20 MB."""

from __future__ import annotations

MB = 1_000_000
FILE_BYTES = {  # larger files of a kind are refused before they are read
    "txt": 10 * MB,
    "md": 10 * MB,
    "html": 8 * MB,
    "mhtml": 30 * MB,
    "docx": 30 * MB,
    "pdf": 50 * MB,
    "xlsx": 50 * MB,
    "csv": 200 * MB,
    "json": 50 * MB,
    "feed": 8 * MB,
    "zip": 500 * MB,
}
UNPACKED = 200 * MB  # bytes that an archive or an Office file may hold
RATIO = 100  # unpacked to packed; text packs 3 to 20 times, a bomb a thousand times
MEMBERS = 2_000
RATIO_FROM = 1 * MB  # smaller members may pack as well as they like
PDF_PAGES = 300
ROWS = 100_000  # of one table
HTTP_BODY = 8 * MB
CHILD_MEMORY = 450 * MB  # address space of the process that parses foreign formats; empty it takes about 150
CHILD_SECONDS = {"pdf": 120.0, "xlsx": 60.0}  # of work for one file; a page of a PDF takes 0.2 to 0.4
CHILD_SECONDS_ELSE = 20.0
CHILD_WAIT = 6  # times as long by the clock, where others take the processor or nothing goes on at all
CHILD_FILES = 200  # after so many files a fresh process: whatever a library holds on to is let go
