"""No word of an article, and no name, is in what goes to a team or to the public: every free text is a canary's."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from exported import write
from made import article
from sqlalchemy import Engine, Text, update

from monitor.export.choice import FORMATS, Choice, Unfit
from monitor.filters import EVERYTHING, WITH, Filters
from monitor.store import schema
from monitor.store.engine import writing

CANARY = "Canary Bird"
pytestmark = pytest.mark.parametrize("backend", ["sqlite"])  # what is left out does not depend on the database
# What this program chooses from lists of its own, or makes itself. Everything else that is a text may hold a name.
OWN = {
    "language", "published", "category", "subtype", "status", "count_unit", "victims", "event_start", "event_end",
    "rules_version", "counts_as", "day", "published_day", "reviewed", "role", "pcode", "candidates", "first_seen",
    "last_seen", "copy_of", "decided", "prev_hash", "hash", "machine", "kind", "started", "finished", "heartbeat",
    "stage",
}  # fmt: skip
TABLES = (schema.articles, schema.mentions, schema.mention_places, schema.reviews, schema.runs)


def plant(engine: Engine) -> list[str]:
    """Put the canary into every free text of the store; where it sits now."""
    planted = []
    with writing(engine) as conn:
        for table in TABLES:
            names = [c.name for c in table.c if isinstance(c.type, Text) and c.name not in OWN and not c.foreign_keys]
            free = [name for name in names if not (table.c[name].primary_key)]
            planted += [f"{table.name}.{name}" for name in free]
            conn.execute(update(table).values({name: CANARY for name in free}))
    return planted


def contents(path: Path) -> str:
    """All that a file holds, and what lies beside it, as text."""
    found = []
    for one in path.parent.iterdir():
        if zipfile.is_zipfile(one):
            with zipfile.ZipFile(one) as parts:
                found += [parts.read(name).decode("utf-8", "replace") for name in parts.namelist()]
        else:
            found.append(one.read_text(encoding="utf-8"))
        found.append(one.name)
    return "\n".join(found)


@pytest.fixture
def planted(engine: Engine, put) -> Engine:
    """A store in which every free text is the canary, identifiers of articles included."""
    texts = ("they fled and arrested month", "killed abroad", "returned executed killed fled fled fled fled arrested")
    put(*(article(text, id=f"{CANARY} {n}", source=f"s{n}", url="u", title="t") for n, text in enumerate(texts)))
    assert set(plant(engine)) >= {
        "mentions.quote", "mentions.title", "mentions.trigger", "mentions.url", "mentions.source",
        "mentions.count_text", "mentions.actor", "mentions.date_reason", "mentions.rule_id", "mention_places.name",
        "mention_places.place_id", "mention_places.reason", "articles.text",
    }  # fmt: skip
    return engine


def choices(profile: str) -> list[Choice]:
    """Every file that the profile has; of a team also one narrowed by words that are names."""
    wide = Filters(statuses=(), undated=WITH, **(EVERYTHING if profile == "team" else {}))
    found = []
    for format in FORMATS:
        for table in (None, "mentions", "weekly", "governorates"):
            lang, hxl = ("ar", False) if table else ("en", format in ("csv", "xlsx"))
            try:
                found.append(Choice(wide, format, profile, table, lang, hxl))
            except Unfit:
                continue
    if profile == "team":
        named = {"sources": (CANARY,), "actors": (CANARY,), "rules": (CANARY,), "search": CANARY}
        found += [Choice(Filters(**{key: value}), "csv", profile, lang="en") for key, value in named.items()]
    return found


@pytest.mark.parametrize("profile", ["team", "public"])
def test_no_name_leaves(planted, tmp_path_factory, profile):
    made = choices(profile)
    assert len(made) > 8
    for choice in made:
        path = write(planted, tmp_path_factory.mktemp("out"), choice)
        held = contents(path)
        assert len(held) > 100
        assert not any(part in held for part in (CANARY, "Canary", "canary")), f"{choice}"


def test_the_canary_would_be_heard(planted, tmp_path_factory):
    for format in ("csv", "jsonl", "xlsx"):
        path = write(planted, tmp_path_factory.mktemp("out"), Choice(Filters(statuses=()), format))
        assert contents(path).count(CANARY) > 5


def test_keys_tell_articles_apart_and_are_new_in_each_file(planted, tmp_path):
    from exported import csv_rows

    files = [csv_rows(write(planted, tmp_path, Choice(Filters(statuses=()), profile="team"))) for _turn in range(2)]
    first, second = ({row["mention_id"]: row["article_key"] for row in rows} for rows in files)
    assert first.keys() == second.keys() and len(set(first.values())) == 2
    assert not set(first.values()) & set(second.values())
    assert all(key.startswith("k") for key in first.values())
    assert {row["actor"] for row in files[0]} == {""}, "an actor that is not on the list may be a person"
