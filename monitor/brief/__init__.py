"""The weekly brief: one week of the store on one page."""

from monitor.brief.page import COLOURS, content, data_as_of, draw, pick_sentences, render

__all__ = ["COLOURS", "content", "data_as_of", "draw", "pick_sentences", "render"]
