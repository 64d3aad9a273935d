"""What a file says of itself: period, choice, age of the data, rules, and how to read it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, fields
from typing import Any, NamedTuple

from sqlalchemy import Engine

from extractors.records import CATEGORIES, NOT_COUNTED, STATUSES, SUBTYPES, VICTIMS
from monitor import queries
from monitor.districts import districts
from monitor.export.choice import FULL, GEOJSON, JSONL, MENTIONS, PUBLIC, TEAM, Choice
from monitor.export.declared import least, words
from monitor.export.tables import Table
from monitor.filters import ONLY, PUBLISHED, Filters
from monitor.texts import Texts, texts

PLAIN = ("data_until", "last_read", "rules_version", "undated")  # facts that have a value for programs
NAMING = ("sources", "actors", "rules", "search")  # filters whose values may hold a name


class Fact(NamedTuple):
    """One line: its key for programs, its label and text for people, and the plain value."""

    key: str
    label: str
    text: str
    value: object = None


@dataclass
class About:
    """facts: one line each; notes: sentences; rows is filled in while the file is written, cut likewise."""

    choice: Choice
    t: Texts
    words: dict[str, str]
    sample: bool
    facts: list[Fact]
    notes: list[str]
    tables: list[Table]
    rows: dict[str, int] = field(default_factory=dict)
    cut: int = 0

    @property
    def lang(self) -> str:
        return self.t.lang

    @property
    def all_facts(self) -> list[Fact]:
        """The facts with those that are only known when the file is written."""
        word = self.words
        rows = [Fact("rows", f"{word['rows']}: {name}", f"{n:,}") for name, n in self.rows.items()]
        return [*self.facts, *rows, *([Fact("cut", word["cut"], str(self.cut), self.cut)] if self.cut else [])]

    def codes(self) -> list[tuple[str, str, str]]:
        """(column, code, meaning) of every code that the tables hold."""
        t, names = self.t, {column.name for table in self.tables for column in table.columns}
        kinds = [name for group in SUBTYPES.values() for name in group]
        apart = [name for name in NOT_COUNTED if any(kind[0] == name for kind in self._kinds())]
        rows = [("category", code, f"{t(f'category.{code}')}. {t(f'definition.{code}')}") for code in CATEGORIES]
        rows += [("category", code, t(f"subtype.{code}")) for code in apart]
        rows += [("subtype", code, t(f"subtype.{code}")) for code in kinds]
        rows += [("status", code, t(f"status.{code}")) for code in STATUSES]
        rows += [("victims", code, t(f"victims.{code}")) for code in VICTIMS]
        return [row for row in rows if row[0] in names]

    def _kinds(self) -> list[tuple[str, str]]:
        apart = self.choice.filters.include_not_counted and self.choice.tables != (MENTIONS,)
        return [(name, "") for name in NOT_COUNTED] if apart else []


def about(engine: Engine, choice: Choice, tables: list[Table]) -> About:
    """What a file of this choice says of itself."""
    t, word = texts(choice.lang), words(choice.lang)
    sample = queries.kind(engine) == "sample"
    facts = [Fact("contents", word["profile"], profile_in_words(choice))]
    facts += [Fact("period", word["period"], _period(choice, t))]
    facts += [Fact("choice", word["choice"], line) for line in chosen(choice, t)]
    facts += _age(engine, t, word)
    if choice.profile != PUBLIC and (undated := sum(queries.undated(engine, choice.filters).values())):
        facts.append(Fact("undated", word["undated"], f"{undated:,}", undated))
    notes = [word["sample"]] if sample else []
    return About(choice, t, word, sample, facts, notes + _notes(choice, t, word), tables)


def profile_in_words(choice: Choice) -> str:
    """What a profile holds, and for whom."""
    if choice.profile != PUBLIC and MENTIONS not in choice.tables:
        return words(choice.lang)["profile_counts"].format(profile=choice.profile)
    plain = choice.profile == FULL and not choice.quotes and MENTIONS in choice.tables
    return words(choice.lang)["profile_no_quotes" if plain else f"profile_{choice.profile}"]


def _age(engine: Engine, t: Texts, word: dict[str, str]) -> list[Fact]:
    last, runs = queries.bounds(engine).published_last, queries.runs(engine, limit=1)
    run = runs[0] if runs else {"heartbeat": None, "rules_version": None}
    facts = [Fact("data_until", word["data_until"], t.day(last) if last else word["not_known"], last)]
    for key, value in (("last_read", run["heartbeat"]), ("rules_version", run["rules_version"])):
        facts.append(Fact(key, word[key], value or word["not_known"], value))
    return facts


def _period(choice: Choice, t: Texts) -> str:
    start, end, word = choice.filters.start, choice.filters.end, words(choice.lang)
    which = "period_days" if start and end else "period_from" if start else "period_to" if end else "period_all"
    return word[which].format(start=start and t.day(start), end=end and t.day(end))


def _notes(choice: Choice, t: Texts, word: dict[str, str]) -> list[str]:
    """The method note, and what else must be known of this file."""
    published = choice.filters.date_basis == PUBLISHED
    notes = [t("app.note_long"), word["note_published" if published else "note_weeks"]]
    if choice.tables != (MENTIONS,):
        notes.append(t("overview.several"))
    notes += [t("overview.displaced_reached")] if choice.filters.displaced == "reached" else []
    if choice.profile == PUBLIC:
        told = [f"{n} ({t(f'category.{category}')})" for category, n in least().items()]
        notes.append(word["note_public"].format(least=t.join(told)))
    if choice.profile == TEAM:
        notes.append(word["note_team"])
    if choice.profile == FULL and MENTIONS in choice.tables and choice.format != JSONL:
        notes.append(word["note_cells"])
    return [*notes, t("map.boundaries")] if choice.format == GEOJSON else notes


def chosen(choice: Choice, t: Texts) -> list[str]:
    """The filters in words, but for the period. Where names are left out, so are those that were filtered by."""
    return [_line(t, label, [words(t.lang)["withheld"]] if _withheld(choice, name) else values)
            for name, label, values in _chosen(choice.filters, t)]  # fmt: skip


def _withheld(choice: Choice, name: str) -> bool:
    return choice.profile != FULL and name in NAMING


def _chosen(filters: Filters, t: Texts) -> list[tuple[str, str, list[str]]]:
    """(filter, label, values in words) of each filter that is set."""
    word, t_of = words(t.lang), lambda group: lambda code: t(f"{group}.{code}")
    named: list[tuple[str, str, Callable[[str], str]]] = [
        ("statuses", t("filters.status"), t_of("status")),
        ("categories", t("filters.category"), t_of("category")),
        ("subtypes", t("filters.subtype"), t_of("subtype")),
        ("governorates", t("filters.governorate"), t.governorate),
        ("victims", t("filters.victims"), t_of("victims")),
        ("languages", t("filters.language"), t.language),
        ("sources", t("filters.source"), lambda name: name or t("card.no_source")),
        ("actors", t("filters.actor"), lambda name: t.actor(name) if name else word["not_known"]),
        ("reviews", t("filters.reviews"), t_of("review_state")),
        ("rules", word["rule"], str),
    ]
    found = [(name, label, [text(one) for one in getattr(filters, name)]) for name, label, text in named]
    within = [one.name(t.lang) for code, one in districts().items() if code in filters.place_ids]
    found += [("place_ids", t("filters.district"), within)]
    found += [("search", t("filters.search"), [filters.search] if filters.search else [])]
    if filters.date_basis == PUBLISHED:
        found.append(("date_basis", t("filters.date_basis"), [t("filters.date_basis_published")]))
    flags = [("copies", t("filters.copies"), filters.copies)]
    flags += [("include_not_counted", word["with_not_counted"], filters.include_not_counted)]
    flags += [("undated", word["undated_only"], filters.undated == ONLY)]
    return [row for row in found if row[2]] + [(name, label, []) for name, label, on in flags if on]


def _line(t: Texts, label: str, values: list[str]) -> str:
    return t("date.pair", label=label, value=t.join(values)) if values else label


def as_data(about: About) -> dict[str, Any]:
    """The same for programs, with codes beside the words."""
    choice = about.choice
    found: dict[str, Any] = {"title": about.words["title"], "lang": about.lang, "profile": choice.profile}
    found |= {"sample": about.sample, "start": choice.filters.start, "end": choice.filters.end}
    found |= {"filters": _codes_of(choice)}
    found |= {"in_words": [f"{fact.label}: {fact.text}" for fact in about.facts], "notes": about.notes}
    found |= {fact.key: fact.value for fact in about.all_facts if fact.key in PLAIN} | {"rows": about.rows}
    columns = {column.name: column.meaning(about.lang) for table in about.tables for column in table.columns}
    return found | {"columns": columns}


def _codes_of(choice: Choice) -> dict[str, Any]:
    usual, filters = Filters(statuses=()), choice.filters
    names = [one.name for one in fields(Filters) if getattr(filters, one.name) != getattr(usual, one.name)]
    kept = {name: getattr(filters, name) for name in names if name not in ("start", "end")}
    if choice.profile != FULL:
        kept |= {name: None for name in kept if name in NAMING}
    return kept


def as_text(about: About) -> str:
    """The same for people, as a text file beside the table."""
    word = about.words
    lines = [word["title"], "", *(f"{fact.label}: {fact.text}" for fact in about.all_facts), "", *about.notes]
    for table in about.tables:
        lines += ["", f"{word['columns']} ({table.name})", ""]
        lines += [f"{one.name} ({word[f'type_{one.type}']}): {one.meaning(about.lang)}" for one in table.columns]
    lines += ["", word["codes"], ""]
    lines += [f"{column} = {code}: {meaning}" for column, code, meaning in about.codes()]
    return "\n".join(lines) + "\n"
