"""Which places and which day belong to a statement."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from extractors import dates, places
from extractors.records import PlaceTag
from extractors.statements import Statement

if TYPE_CHECKING:
    from extractors.pipeline import Reading


WAR_TOTAL = 50_000  # so many dead are the total of years, whatever else the sentence says


@dataclass(slots=True)
class Linked:
    """A statement with its places and day. key places: names that the statement itself has."""

    statement: Statement
    reading: Reading
    tags: list[PlaceTag] = field(default_factory=list)
    governorates: tuple[str, ...] = ()
    outside: bool = False
    event: tuple[str | None, str | None, int | None, str | None] = (None, None, None, None)
    own: frozenset[str] = frozenset()
    day: dates.DateHit | None = None
    following: list[Statement] = field(default_factory=list)  # statements of the next two sentences, rejected ones too


def headers(readings: list[Reading], title_number: int | None) -> list[set[str]]:
    """For each sentence the governorates that a title, dateline or round-up header above it names."""
    top: set[str] = set()
    for r in readings[:1]:
        if r.sentence.in_title or r.sentence.line == title_number or len(readings) > 1:
            top = {f.pcode for f in r.found if f.pcode and not f.abroad}
    found = []
    for r in readings:
        line = _line_header(r)
        found.append(({line.pcode} if line and line.pcode else set()) | (top if len(top) == 1 else set()))
    return found


def _line_header(r: Reading) -> places.Found | None:
    """The place of a round-up header or dateline: "Idleb: …", "حلب::", "QAMISHLI, Syria (Agency) – …"."""
    tokens = r.sentence.tokens
    for f in r.found[:1]:
        after = tokens[f.last + 1 : f.last + 2]
        if f.first <= 2 and after and (after[0].norm[:1] == ":" or after[0].norm in ("–", "-", "/", "—", "ـ")):
            return f
        head = tokens[f.last + 1 : f.last + 10]
        if f.first == 0 and any(t.norm == "(" for t in head) and any(t.norm in ("–", "-", "—") for t in head):
            return f
    return None


def link(readings: list[Reading], published: dt.date | None) -> list[Linked]:
    """Every accepted statement with its places and day."""
    linked: list[Linked] = []
    article = _article_places(readings)
    carried: places.Found | None = None
    line_of_header = None
    for number, r in enumerate(readings):
        header = _line_header(r)
        if header and r.sentence.tokens[header.last + 1].norm[:1] == ":":
            carried, line_of_header = header, r.sentence.line
        accepted = [s for s in r.statements if s.accepted]
        for s in accepted:
            item = Linked(s, r)
            item.following = [t for q in readings[number + 1 : number + 4] for t in q.statements]
            _link_places(item, accepted, readings, number, carried, article, linked)
            _link_day(item, accepted, published, linked)
            linked.append(item)
        _ = line_of_header
    return linked


def _article_places(readings: list[Reading]) -> list[places.Found]:
    return [f for r in readings for f in r.found if not f.skip and not f.people_from]


def _territory(s: Statement, accepted: list[Statement], n: int) -> tuple[int, int]:
    """The words that belong to a statement: from the end of the one before to the start of the next."""
    k = accepted.index(s)
    lo = 0 if k == 0 else _boundary(accepted[k - 1], s)
    hi = n if k + 1 == len(accepted) else _boundary(s, accepted[k + 1])
    return lo, hi


def _boundary(before: Statement, after: Statement) -> int:
    """Where the territory of `after` begins: its first word, or a conjunction shortly before it."""
    start = min(m.first for m in after.members)
    tokens = after.sentence.tokens
    last = max(m.last for m in before.members)
    for i in range(start, max(last, start - 8), -1):
        t = tokens[i]
        if t.norm in ("و", "and", "while", ",", "،", ";", "؛") or t.has("stop") or t.norm.startswith("و") and t.readings:
            return i
    return min(start, max(last + 1, start - 3))


_ASIDE = frozenset("فيما بينما كما وبينما while whereas meanwhile حين المقابل".split())


def _clause(s: Statement, lo: int, hi: int) -> tuple[int, int]:
    """The part of the territory lo..hi between words that turn to another subject ("while", "in the meantime")."""
    tokens = s.sentence.tokens
    marks = [t.i for t in tokens[lo:hi] if t.bases & _ASIDE and (t.has("stop") or t.norm in _ASIDE)]
    first, last = min(m.first for m in s.members), max(m.last for m in s.members)
    return max([lo, *(i for i in marks if i <= first)]), min([hi, *(i for i in marks if i > last)])


def _at_target(s: Statement, inside: list[places.Found]) -> list[places.Found]:
    """Of an attack without victims: the names from the one that was hit on, up to the next verb."""
    target = next((m.target_at[0] for m in s.members if m.target in ("populated", "civ_object") and m.target_at), None)
    if s.subtype not in ("attack", "objects") or target is None:
        return []
    tokens, kept = s.sentence.tokens, []
    for f in inside:
        if f.last < target:
            continue
        since = kept[-1].last + 1 if kept else target
        if any(t.has("stop") or any(r.form.pos == "v" and r.word.category for r in t.readings) for t in tokens[since : f.first]):
            break
        kept.append(f)
    return kept


def _usable(f: places.Found, s: Statement) -> bool:
    if f.skip:
        return False
    return not (f.people_from and s.category != "displacement")


def _link_places(
    item: Linked,
    accepted: list[Statement],
    readings: list[Reading],
    number: int,
    carried: places.Found | None,
    article: list[places.Found],
    linked: list[Linked],
) -> None:
    s, r = item.statement, item.reading
    lo, hi = _territory(s, accepted, len(r.sentence.tokens))
    inside = [f for f in r.found if lo <= f.first < hi and _usable(f, s)]
    lo, hi = _clause(s, lo, hi)
    inside = [f for f in inside if lo <= f.first < hi] or inside
    inside = _at_target(s, inside) or inside
    header = _line_header(r)
    if header in inside and (len([f for f in inside if not f.container]) > 1 or header.abroad and _in_syria(r)):
        inside.remove(header)
    if authority := _foreign_authority(s, r) or _foreign_people(s, inside):
        item.tags, item.outside = [authority], True
        return
    inside = _relevant(inside, s)
    item.own = frozenset(f.place.place_id for f in inside)
    if inside:
        _set(item, inside, "same clause" if len(accepted) > 1 else "same sentence")
        if item.governorates or item.outside:
            return
    rest = [f for f in r.found if f not in inside and _usable(f, s) and not (f.role == "destination" and s.category == "displacement")]
    rest = _relevant(rest, s)
    if rest and len(accepted) > 1:
        _set(item, inside + rest, "same sentence")
        if item.governorates or item.outside:
            return
    if _national(s, lo, hi):
        return
    if carried and carried in [f for q in readings[: number + 1] for f in q.found]:
        _set(item, inside + [carried], "header")
        return
    loose = not _running(r) or _bulleted(r, readings)
    for back in range(number - 1, max(-1, number - 4), -1):
        if loose and readings[back].sentence.line != r.sentence.line and not readings[back].sentence.in_title:
            continue  # a list of headlines: each line is a matter of its own
        found = _relevant([f for f in readings[back].found if _usable(f, s)], s)
        found = [f for f in found if f.role != "destination"] or found
        if _in_syria(r) or readings[back].sentence.line != r.sentence.line:
            found = [f for f in found if not f.abroad] or ([] if _in_syria(r) else found)
        if any(f.codes or f.abroad for f in found):
            reason = "headline" if readings[back].sentence.in_title or back == 0 and readings[0].sentence.line <= 0 else "sentence before"
            _set(item, inside + found, reason)
            return
    after = [f for q in readings[number + 1 : number + 3] for f in q.found if _usable(f, s) and f.codes and not f.abroad]
    if after and number == 0 and not unknown_place(r) and len(readings) > 1 and (_running(readings[1]) or readings[1].sentence.line == r.sentence.line):
        _set(item, inside + after[:1], "sentence after")
        return
    if not _bulleted(r, readings):
        _whole_article(item, inside, article, any(map(_in_syria, readings)))


def _foreign_authority(s: Statement, r: Reading) -> PlaceTag | None:
    """The country of foreign police, army or courts that hold or execute somebody, unless a Syrian place follows."""
    if s.category not in ("arrest", "execution"):
        return None
    tokens, lead = s.sentence.tokens, s.lead
    if any(not f.abroad and not f.skip and f.pcode and lead.last < f.first <= lead.last + 9 for f in r.found):
        return None
    for k in range(max(0, lead.first - 7), min(len(tokens) - 1, lead.last + 5)):
        code, text = places.foreign_authority(tokens, k, s.sentence.language)
        if code:
            return PlaceTag(text, f"country-{code.lower()}", None, "location", 3, "a foreign authority")
    return None


def _foreign_people(s: Statement, inside: list[places.Found]) -> PlaceTag | None:
    """The country of displaced foreigners ("thousands of Lebanese"), unless they leave a Syrian place."""
    if s.category != "displacement" or s.victims.first < 0 or any(f.pcode and f.role != "destination" for f in inside):
        return None
    for t in s.sentence.tokens[s.victims.first : s.victims.last + 1]:
        if code := places.nationality(t, s.sentence.language):
            return PlaceTag(t.text, f"country-{code.lower()}", None, "origin", 3, "foreigners displaced")
    return None


def _national(s: Statement, lo: int, hi: int) -> bool:
    """True where a statement without a place of its own speaks of the country ("in Syria", millions of people)."""
    total = WAR_TOTAL if s.category == "civilian_harm" else 1_000_000
    if (s.victims.low or 0) >= total:
        return True
    tokens = s.sentence.tokens
    for t in tokens[lo:hi]:
        if t.norm in ("syria", "البلاد") or t.has("syria") and t.bases & {"سوريا", "سوريه"}:
            before = tokens[t.i - 1] if t.i else t
            near = min(abs(t.i - m.last) for m in s.members) <= 12
            if near and (before.norm in ("في", "in", "داخل", "انحاء", "across", "inside", "عموم") or t.norm.startswith("ب")):
                return True
    return False


def _in_syria(r: Reading) -> bool:
    """True where the sentence names Syria, a force that acts there, or its government."""
    return any(t.has("syria") or t.actor in _SYRIAN for t in r.sentence.tokens) or any(
        f.skip == "stands for a government" and not f.abroad for f in r.found
    )


_SYRIAN = frozenset(("government", "sdf", "hts", "sna", "interim", "opposition"))


def unknown_place(r: Reading) -> bool:
    """True where a type word names a place that no table has ("from the village of …")."""
    tokens = r.sentence.tokens
    known = {i for f in r.found for i in range(f.first, f.last + 1)}
    for t in tokens[:-1]:
        nxt = tokens[t.i + 1]
        if t.has("place_cue") and not t.prefix().article and nxt.i not in known and not nxt.readings and nxt.norm[:1].isalpha():
            return True
    return False


_BULLETS = frozenset("-•●▪*–")


def _running(r: Reading) -> bool:
    """True for running text: the sentence ends with a full stop, a quote or a bracket, or is long."""
    return r.sentence.text[-1:] in ".!?؟…\"”»)]" or len(r.sentence.tokens) > 22


def _bulleted(r: Reading, readings: list[Reading]) -> bool:
    """True for one of several lines that begin with a dash or dot: a list of headlines, each a matter of its own."""
    lines = {q.sentence.line for q in readings if q.sentence.text[:1] in _BULLETS}
    return r.sentence.line in lines and len(lines) > 1


def _whole_article(item: Linked, inside: list[places.Found], article: list[places.Found], syrian: bool) -> None:
    clear = [f for f in article if f.codes and not f.abroad]
    codes = {c for f in clear for c in f.codes}
    if len(codes) == 1 and clear:
        _set(item, inside + clear[:1], f"whole article is about {clear[0].hit.name}")
    elif not clear and not syrian:
        abroad = [f for f in article if f.abroad]
        syria = [f for f in article if not f.abroad]
        if abroad and not syria:
            _set(item, inside + abroad[:1], f"whole article is about {abroad[0].hit.name}")


def _relevant(found: list[places.Found], s: Statement) -> list[places.Found]:
    """Names that can be where it happened: destinations only for displacement, foreign ones only when nothing else is."""
    if s.category != "displacement":
        harm = s.category == "civilian_harm" or s.subtype == "return"
        near = [f for f in found if f.role != "route" and (f.role != "destination" or harm)]
        attack = {"attack"} & {t for m in s.members for t in m.word.tags}
        found = near or ([] if s.category in ("arrest", "execution") and not s.subtype == "release" else found)
        if attack and len(found) > 1:
            found = [f for f in found if f.role != "origin" or f.container] or found
        found = _without_homes(found)
    main = [f for f in found if not f.aside]
    found = main if any(f.codes or f.candidates or f.abroad for f in main) else found
    syrian = [f for f in found if not f.abroad]
    if s.category == "displacement" and s.subtype != "return":
        left_abroad = [f for f in found if f.abroad and f.role == "origin"]
        if left_abroad and all(f.role == "destination" for f in syrian):
            return left_abroad
    return syrian or found


def _without_homes(found: list[places.Found]) -> list[places.Found]:
    """ "Three residents of X arrested in Y": their home is not the place where another one is named."""
    away = [f for f in found if not f.home]
    homes = {c for f in found if f.home for c in f.codes}
    return away if homes and any(f.abroad or set(f.codes) - homes for f in away) else found


def _set(item: Linked, found: list[places.Found], reason: str) -> None:
    s = item.statement
    tags, codes = [], []
    displaced = s.category == "displacement"
    origins = [f for f in found if f.role == "origin"]
    for f in found:
        role = f.role if displaced else "location"
        role = "origin" if displaced and f.home and role == "location" else role
        if displaced and s.subtype == "return":
            role = "location"
        elif displaced and role == "location" and origins:
            same = set(f.codes) & {c for o in origins for c in o.codes}
            role = "origin" if f.container or same else "destination"
        why = "listed with " + found[0].hit.name if reason == "listed" else reason
        tag = places.tag(f, why)
        tags.append(PlaceTag(tag.name, tag.place_id, tag.pcode, role, tag.precision, tag.reason, tag.candidates))
        if role in ("location", "origin"):
            codes += [c for c in f.codes]
    item.tags = tags
    item.governorates = tuple(dict.fromkeys(codes))
    foreign = [f for f in found if f.abroad]
    if displaced and any(t.has("syria") for t in s.sentence.tokens):
        foreign = []  # Syrians abroad were displaced from Syria
    open_here = [f for f in found if not f.abroad and (f.pcode or f.place.kind == "region")]
    item.outside = bool(foreign) and not codes and not open_here and any(
        t.role in ("location", "origin") for t, f in zip(tags, found, strict=True) if f in foreign
    )


def _link_day(item: Linked, accepted: list[Statement], published: dt.date | None, linked: list[Linked]) -> None:
    s, r = item.statement, item.reading
    lo, hi = _territory(s, accepted, len(r.sentence.tokens))
    opening = min(m.first for m in accepted[0].members)
    near = [d for d in r.dates if lo <= d.first < hi] or [
        d for d in r.dates if d.first < opening or d.since and d.first < s.first
    ]
    near = [d for d in near if not _in_relative_clause(d, s)]
    near = [d for d in near if not _of_speech(d, s)]
    near = [d for d in near if not published or d.start <= published + dt.timedelta(days=1)]
    if s.category == "civilian_harm" and (s.victims.low or 0) >= WAR_TOTAL and s.status == "reported":
        s.status, s.status_why = "past", "total of the war"
    if near:
        best = min(near, key=lambda d: (_distance(d, s), d.precision))
        item.day = best
        words = r.sentence.text[
            r.sentence.tokens[best.first].start - r.sentence.start : r.sentence.tokens[best.last].end - r.sentence.start
        ]
        start, end, precision = best.start, best.end, best.precision
        if best.since and published:
            end, precision = published, 3
        if published and s.status in ("reported",) and dates.is_past(best, published):
            s.status, s.status_why = "past", "date"
        item.event = (start.isoformat(), end.isoformat(), precision, words)
    elif published and s.status != "past":
        item.event = (published.isoformat(), published.isoformat(), 2, "published")
    elif published:
        item.event = (published.isoformat(), published.isoformat(), 3, "published")


_RELATIVE = frozenset(("التي", "الذي", "الذين", "which", "who"))


def _in_relative_clause(d: dates.DateHit, s: Statement) -> bool:
    """True where a relative pronoun stands between the triggers and a later date: the date is another matter's."""
    last = max(m.last for m in s.members)
    between = s.sentence.tokens[last + 1 : d.first]
    return d.first > last and any(t.norm in _RELATIVE or t.bases & places.cue_words(s.sentence.language)["during"] for t in between)


def _of_speech(d: dates.DateHit, s: Statement) -> bool:
    """ "The monitor said on Saturday that …": the day of the words, not of the event."""
    tokens = s.sentence.tokens
    said = next((t for t in reversed(tokens[max(0, d.first - 8) : d.first]) if t.has("say")), None)
    if said is None or any(said.i < m.first < d.first for m in s.members):
        return False
    follows = any(t.has("that") for t in tokens[d.last + 1 : d.last + 9])
    return follows or d.first - said.i <= 3 and not any(m.first > d.last and m.first - d.last <= 3 for m in s.members)


def _distance(d: dates.DateHit, s: Statement) -> int:
    return min(min(abs(d.first - m.last), abs(m.first - d.last)) for m in s.members)


def default_victims(s: Statement) -> str:
    """Who the victims are where the text names nobody (GUIDELINES: people who flee are civilians)."""
    if s.category == "displacement" and s.subtype in ("flight", "sheltering", "return"):
        return "civilians"
    return "unspecified"
