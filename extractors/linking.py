"""From sentences read to statements with their places and days."""

from __future__ import annotations

import datetime as dt

from extractors.day_before import carry_day
from extractors.days import link_day
from extractors.eras import actor_on_day
from extractors.headers import ends_in_colon, line_header
from extractors.jihadists import the_jihadists
from extractors.linked import Linked
from extractors.locating import link_places
from extractors.places import Found
from extractors.reading import Reading


def link(readings: list[Reading], published: dt.date | None) -> list[Linked]:
    """Every accepted statement with its places and day."""
    linked: list[Linked] = []
    carried: Found | None = None
    for number, r in enumerate(readings):
        header = line_header(r)
        if header and ends_in_colon(r, header):
            carried = header
        for s in r.accepted:
            item = Linked(s, r)
            item.following = [t for q in readings[number + 1 : number + 4] for t in q.statements]
            link_places(item, readings, number, carried)
            link_day(item, published)
            carry_day(item, readings, number, published)
            s.actor = actor_on_day(item, published) or the_jihadists(s, readings)
            linked.append(item)
    return linked
