"""The brief as a picture or a PDF: a content set by Typst in one of two shapes, with the fonts of the project."""

from __future__ import annotations

import functools
import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import typst
from sqlalchemy import Engine

from monitor.brief.gather import content
from monitor.export.choice import FULL
from monitor.paths import ROOT
from monitor.texts import LANGUAGES
from monitor.weeks import week_days

FOLDER = Path(__file__).parent
FONTS = ROOT / "static" / "fonts"
# Pixels per inch of the pictures: A4 is 1240 x 1754, sharp in a message and small enough to send; wide is 1920 x 1080.
SHAPES = {"a4": 150, "wide": 144}
FORMATS = ("png", "pdf")


class Variant(NamedTuple):
    """One of the eight ways in which the brief of a week comes."""

    lang: str
    shape: str
    format: str

    def file_name(self, week: str, sample: bool, profile: str = FULL) -> str:
        """A file name that says what it is, for a file that will travel."""
        return f"{_named(week, sample, profile, self.lang, self.shape)}.{self.format}"


VARIANTS = [Variant(lang, shape, format) for lang in LANGUAGES for shape in SHAPES for format in FORMATS]


def render(
    engine: Engine, week: str, lang: str, out: Path | str, *, sample: bool = False, shape: str = "a4", format: str = ""
) -> Path:
    """Write the brief of a week ("2026-W47"), in the format out ends in unless one is given. Same store, same bytes."""
    out = Path(out)
    page = draw(content(engine, week, lang, sample), format or out.suffix.lower().lstrip("."), shape)
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_bytes(page)
    return out


def every_variant(
    engine: Engine, week: str, variants: list[Variant] = VARIANTS, *, sample: bool = False, profile: str = FULL
) -> Iterator[tuple[Variant, bytes]]:
    """Each variant with its page; a language is gathered once, so that its pages hold the same numbers."""
    gathered = functools.cache(lambda lang: content(engine, week, lang, sample, profile))
    for variant in variants:
        yield variant, draw(gathered(variant.lang), variant.format, variant.shape)


def bundle(engine: Engine, week: str, *, sample: bool = False, profile: str = FULL) -> bytes:
    """All variants in one ZIP file, dated by the week and not by the clock, so that it too is the same each time."""
    day, out = week_days(week)[1], io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:  # pictures and PDFs are packed already
        for variant, page in every_variant(engine, week, sample=sample, profile=profile):
            name = variant.file_name(week, sample, profile)
            file.writestr(zipfile.ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0)), page)
    return out.getvalue()


def bundle_name(week: str, sample: bool, profile: str = FULL) -> str:
    """A file name for all variants."""
    return _named(week, sample, profile) + ".zip"


def _named(week: str, sample: bool, profile: str, *more: str) -> str:
    parts = ["rasd", *(["SAMPLE"] if sample else []), "brief", week, *more, *([profile] if profile != FULL else [])]
    return "_".join(parts)


def draw(data: dict[str, Any], format: str, shape: str = "a4", *, standards: tuple[str, ...] = ()) -> bytes:
    """The page of a content. Raises RuntimeError if it does not fit one page."""
    if format not in FORMATS:
        raise ValueError(f"{format!r} is no format of the brief: use one of {', '.join(FORMATS)}")
    compiler = typst.Compiler(
        str(FOLDER / f"{shape}.typ"),
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data)},
        package_path=str(FOLDER),  # templates take nothing from anywhere else
        package_cache_path=str(FOLDER),
    )
    if format == "pdf":
        return compiler.compile(format="pdf", pdf_standards=list(standards))
    pages = compiler.compile(format="png", ppi=SHAPES[shape])
    if not isinstance(pages, bytes):
        raise RuntimeError(f"the brief took {len(pages)} pages instead of one")
    return pages
