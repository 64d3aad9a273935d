"""A finished picture: plotly's plain values, handed to the page as they are."""

from __future__ import annotations

import functools
from typing import Any

import plotly.graph_objects as go
from plotly.basedatatypes import BaseFigure

Plain = dict[str, Any]


class Finished(BaseFigure):
    """A picture of plain values, none of which is checked or copied again: both took half of the page's time.

    That plotly knows each of them is a matter of tests.
    """

    def __init__(self, plain: Plain) -> None:
        self._plain = plain

    def to_dict(self) -> Plain:
        return self._plain


def finished(plain: Plain) -> Finished:
    """The picture with the page's own look below it, as every picture of plotly's has."""
    return Finished({"data": plain["data"], "layout": {"template": _template(), **plain["layout"]}})


@functools.cache
def _template() -> Plain:
    return go.Figure().to_dict()["layout"]["template"]
