"""The words of the pages: the same keys in both languages, every key that the code asks for, none that nobody uses."""

from __future__ import annotations

import json
import re
import string
from pathlib import Path

import pytest

from extractors import pipeline
from extractors.records import CATEGORIES, ROLES, STATUSES, SUBTYPES, UNITS, VICTIMS, Article
from monitor import sample
from monitor import texts as module
from monitor.texts import PRIORITY, governorates, texts

ROOT = Path(__file__).resolve().parents[2]
SOURCES = [
    ROOT / "dashboard.py",
    ROOT / "monitor" / "alerts.py",
    ROOT / "monitor" / "headline.py",
    *(ROOT / "monitor" / "brief").glob("*.py"),
    ROOT / "monitor" / "texts.py",
    *(ROOT / "views").glob("*.py"),
]


def leaves(tree: object, prefix: str = "") -> dict[str, object]:
    """Dotted key -> text; list items by number."""
    items = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else None
    if items is None:
        return {prefix: tree}
    return {k: v for name, value in items for k, v in leaves(value, f"{prefix}.{name}".lstrip(".")).items()}


ALL = {lang: leaves(module._tree(lang)) for lang in module.LANGUAGES}


def test_both_languages_have_the_same_keys():
    assert set(ALL["ar"]) == set(ALL["en"])


@pytest.mark.parametrize("key", sorted(ALL["en"]))
def test_a_text_is_there_and_fills_in_the_same_values_in_both_languages(key):
    fields = {}
    for lang in module.LANGUAGES:
        assert isinstance(ALL[lang][key], str) and ALL[lang][key].strip()
        fields[lang] = {name for _, name, _, _ in string.Formatter().parse(ALL[lang][key]) if name}
    if key not in ("date.tick", "date.tick_month"):  # Arabic names of months are too long for the axis of a phone
        assert fields["ar"] == fields["en"]


@pytest.mark.parametrize("key", sorted(ALL["ar"]))
def test_arabic_texts_are_arabic(key):
    if key not in (
        "language.dir",
        "date.list",
        "date.pair",
        "date.day",
        "date.day_short",
        "date.tick",
        "date.month",
        "date.tick_month",
        "overview.focus",
    ):
        assert re.search("[\u0621-\u064a]", ALL["ar"][key])


def test_texts_hold_no_markup_and_no_arabic_digits():
    for lang in module.LANGUAGES:
        for key, text in ALL[lang].items():
            assert not re.search(r"</?[a-z]", text), key
            assert not re.search("[\u0660-\u0669\u06f0-\u06f9]", text), key


CODE = "\n".join(path.read_text("utf-8") for path in SOURCES)
CALLS = r"""\b(?:t|self|self\.get|t\.get|context\.t\.get|texts\([a-z.]+\))\(\s*["']([a-z_0-9.]+[a-z0-9])["']"""
NAMED = set(re.findall(CALLS, CODE))
# beginnings that the code completes with a code of the records: f"category.{code}", "role." + role
BEGINNINGS = set(re.findall(r"""["']([a-z_]+\.[a-z_]*)(?:\{|["'] \+)""", CODE)) | {
    "filters.",
    "article_language.",
    "nav.",
}


def test_every_key_the_code_names_exists():
    assert len(NAMED) > 60
    for key in NAMED:
        texts("en").get(key)


def test_no_text_is_left_over():
    completed = {
        "filters": {"not_counted", "copies", "category", "status", "language", "victims", "source", "actor", "reviews"},
        "card": set(UNITS),
        "overview": {
            f"{step}_{name}" for step in ("week", "month") for name in ("of_event", "of_published", "alt", "column")
        }
        | {"displaced_left", "displaced_reached"},
        "brief_page": {"png", "pdf", "lang", "lang_ar", "lang_en", "shape", "shape_a4", "shape_wide"},
    }  # f"filters.{name}" and the like
    for key in {re.sub(r"\.\d+.*$", "", key) for key in ALL["en"]} - NAMED:
        group, _, name = key.rpartition(".")
        if group in completed and not name.startswith(("period_", "date_basis_")):
            assert name in completed[group], f"{key} is shown nowhere"
            continue
        assert group == "reasons" or any(key.startswith(start) for start in BEGINNINGS), f"{key} is shown nowhere"


def test_every_code_of_the_records_has_a_name():
    for lang in module.LANGUAGES:
        t = texts(lang)
        groups = {
            "category": CATEGORIES,
            "short_category": CATEGORIES,
            "status": STATUSES,
            "victims": VICTIMS,
            "role": ROLES,
        }
        for group, codes in groups.items():
            assert set(t.get(group)) == set(codes)
        assert set(t.get("subtype")) == {name for names in SUBTYPES.values() for name in names}
        assert all(t(f"card.{unit}") for unit in UNITS)


def test_the_four_priority_governorates_come_first_of_fourteen():
    assert tuple(governorates())[:4] == PRIORITY
    assert sorted(governorates()) == [f"SY{number:02d}" for number in range(1, 15)]


def test_a_missing_key_and_a_strange_language_are_errors():
    with pytest.raises(KeyError, match="no.such"):
        texts("en")("no.such")
    with pytest.raises(ValueError, match="xx"):
        texts("xx")


def test_a_reason_keeps_what_follows_its_known_beginning():
    assert texts("ar").reason("listed with Idleb").endswith(" Idleb")
    assert texts("ar").reason("listed with Idleb") != "listed with Idleb"
    assert texts("ar").reason("something new") == "something new"


def test_actors_are_named_in_both_languages_and_strange_ones_by_their_id():
    assert texts("en").actor("sdf") == "Syrian Democratic Forces and affiliates"
    assert re.search("[\u0621-\u064a]", texts("ar").actor("sdf"))
    assert texts("ar").actor("nobody_knows") == "nobody_knows"


def test_every_reason_for_a_place_is_known_in_arabic():
    articles = [Article(**json.loads(line)) for line in sample.ARTICLES.read_text("utf-8").splitlines()]
    reasons = {
        place.reason for article in articles for mention in pipeline.extract(article) for place in mention.places
    }
    assert len(reasons) > 3
    for reason in reasons:
        assert texts("ar").reason(reason) != reason
