"""Word files: paragraphs and tables in the order in which they stand."""

from __future__ import annotations

import io
from collections.abc import Iterator

from monitor.readers.lines import tidy
from monitor.readers.parts import Hints, Part, Refused
from monitor.readers.plain import whole


def parse(raw: bytes, hints: Hints) -> Iterator[Part]:
    """One article. Its first paragraph is the title. The file's own date is when it was typed and is not used."""
    from docx import Document
    from docx.table import Table

    from monitor.readers.archive import check_unpacked

    check_unpacked(io.BytesIO(raw))
    try:
        document = Document(io.BytesIO(raw))
        blocks = document.iter_inner_content()
        lines = [line for block in blocks for line in (_cells(block) if isinstance(block, Table) else [block.text])]
    except Refused:
        raise
    except Exception as error:  # the library raises what its parts raise: KeyError, XMLSyntaxError, BadZipFile and more
        raise Refused(f"a damaged Word file: {type(error).__name__}: {str(error)[:200]}") from None
    text = tidy("\n".join(lines))
    if not text:
        raise Refused("a Word file without text, perhaps pictures only")
    yield Part(whole(text, hints), raw=text[:500])


def _cells(table: object) -> Iterator[str]:
    """A row a line; a cell that spans columns once."""
    for row in table.rows:
        texts = [" ".join(cell.text.split()) for cell in row.cells]
        yield " | ".join(dict.fromkeys(filter(None, texts)))
