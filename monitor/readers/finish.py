"""What parsers found, made into an article's fields: furniture left out, source and day read from the text."""

from __future__ import annotations

from extractors import article_text
from extractors.language import detect
from monitor.readers.days import choose, only_day, stated_day, written_day
from monitor.readers.lines import without_furniture
from monitor.readers.parts import Hints, Refused

SHORT = 40  # characters; less than this is no article, whatever the page says


def finished(record: dict[str, object], hints: Hints) -> dict[str, object]:
    """The fields of an article. Raises Refused where nothing but furniture was found.

    Beside the fields a record may have: lines (of a page, instead of a text), dates (that a page shows), whole
    (the text is a whole document, with its source and day in lines of their own).
    """
    fields = dict(record)
    lines, dates, whole = (fields.pop(name, None) for name in ("lines", "dates", "whole"))
    if lines is not None:
        kept = without_furniture(lines, fields.get("title"))
        fields["text"] = "\n\n".join(line for line in kept if not only_day(line))
        if len(fields["text"]) < SHORT:
            raise Refused("a page without the text of an article")
    text = str(fields.get("text") or "")
    if dates:
        fields["published"] = choose(dates, "\n".join(lines or ()))
    elif isinstance(given := fields.get("published"), str):
        language = str(fields.get("language") or detect(text))[:2]
        fields["published"] = written_day(given, alone=True, language=language) or given
    if whole:
        fields["source"] = fields.get("source") or article_text.source_line(text) or hints.source
        fields["published"] = fields.get("published") or stated_day(text)
    return fields
