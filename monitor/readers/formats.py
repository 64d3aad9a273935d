"""Which parser reads which kind."""

from __future__ import annotations

from monitor.readers import feed, html, mhtml, pdf, plain, sheet, table, word
from monitor.readers.parts import Parse

PARSERS: dict[str, Parse] = {
    "txt": plain.parse,
    "md": plain.parse_markdown,
    "csv": table.parse,
    "html": html.parse,
    "mhtml": mhtml.parse,
    "docx": word.parse,
    "pdf": pdf.parse,
    "xlsx": sheet.parse,
    "feed": feed.parse,
}
INSIDE = frozenset(("txt", "md", "csv"))  # parsed with Python's own means, so that they need no process of their own
