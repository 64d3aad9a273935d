"""The weekly brief: one week of the store on one page, as picture or PDF, A4 or wide, in Arabic or English."""

from monitor.brief.gather import content, data_as_of
from monitor.brief.numbers import COLOURS
from monitor.brief.page import FORMATS, SHAPES, VARIANTS, Variant, bundle, bundle_name, draw, every_variant, render

__all__ = [
    "COLOURS", "FORMATS", "SHAPES", "VARIANTS", "Variant", "bundle", "bundle_name", "content", "data_as_of", "draw",
    "every_variant", "render",
]  # fmt: skip
