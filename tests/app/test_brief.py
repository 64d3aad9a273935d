"""The weekly brief: always one page, the store's numbers, others' words as text."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from app_rows import ROWS
from PIL import Image

from extractors.records import CATEGORIES
from monitor import brief, queries
from monitor.filters import Filters
from monitor.texts import governorates, texts

WEEK = "2026-W46"
needs_poppler = pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler-utils is not installed")


def pdf_text(path: Path) -> str:
    return subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True).stdout


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_the_image_is_one_a4_page_and_the_same_each_time(filled, tmp_path, lang):
    first = brief.render(filled, WEEK, lang, tmp_path / "a.png")
    second = brief.render(filled, WEEK, lang, tmp_path / "deep" / "b.png")
    assert first.read_bytes() == second.read_bytes()
    with Image.open(first) as image:
        assert image.size == (1240, 1754)


@needs_poppler
@pytest.mark.parametrize("lang", ["ar", "en"])
def test_the_pdf_is_one_page_with_its_fonts(filled, tmp_path, lang):
    path = brief.render(filled, WEEK, lang, tmp_path / "a.pdf")
    assert path.read_bytes() == brief.render(filled, WEEK, lang, tmp_path / "b.pdf").read_bytes()
    info = subprocess.run(["pdfinfo", path], capture_output=True, text=True, check=True).stdout
    assert "Pages:           1\n" in info and "Tagged:          yes" in info
    fonts = subprocess.run(["pdffonts", path], capture_output=True, text=True, check=True).stdout.splitlines()[2:]
    assert fonts and all("IBMPlexSansArabic" in line for line in fonts)


@needs_poppler
def test_the_page_carries_numbers_sentences_and_the_warning(filled, tmp_path):
    text = pdf_text(brief.render(filled, WEEK, "en", tmp_path / "a.pdf"))
    t = texts("en")
    for words in (
        t("brief.title"),
        "Week 46 of 2026",
        "9 November 2026 to 15 November 2026",
        "Articles read: 10 (week before: 2)",
    ):
        assert words in text
    assert "not verified events" in text and "rules rows-1" in text and "Data up to 14 November 2026" in text
    assert "five civilians were killed" in text and "Steppe Wire" in text
    assert t("brief.sample") not in text


@needs_poppler
def test_the_sample_says_that_it_is_one(filled, tmp_path):
    for lang in ("ar", "en"):
        content = brief.content(filled, WEEK, lang, sample=True)
        assert content["sample"] == texts(lang)("brief.sample")
    assert texts("en")("brief.sample") in pdf_text(brief.render(filled, WEEK, "en", tmp_path / "a.pdf", sample=True))


def test_numbers_chart_and_table_agree_with_the_store(filled):
    content = brief.content(filled, WEEK, "en", sample=False)
    totals = queries.totals(filled, Filters(start="2026-11-09", end="2026-11-15"))
    shown = {category: number["n"] for category, number in zip(CATEGORIES, content["numbers"], strict=True)}
    assert shown == totals == {"displacement": 1, "arrest": 2, "execution": 0, "civilian_harm": 1}
    assert [series["values"][-1] for series in content["series"]] == list(totals.values())
    assert content["rows"][-1]["cells"] == list(totals.values())
    assert [number["change_text"] for number in content["numbers"]] == ["−1", "+2", "±0", "+1"]
    assert content["series"][0]["values"][-2] == 2
    assert len(content["rows"]) == len(governorates()) + 2


def test_the_three_sentences_come_from_three_articles(filled):
    content = brief.content(filled, WEEK, "ar", sample=False)
    assert len(content["sentences"]) == 3
    triggers = {sentence["trigger"] for sentence in content["sentences"]}
    assert ROWS["flight_w46"]["mentions"][0]["trigger"] in triggers
    assert {sentence["dir"] for sentence in content["sentences"]} == {"rtl", "ltr"}


@needs_poppler
def test_the_words_of_others_are_never_markup(filled, tmp_path):
    text = "#panic() *b* $a$ @ref <label> `c` = h \\ // x " * 3
    content = brief.content(filled, WEEK, "en", sample=False)
    content["sentences"] = [sentence | {"before": text, "meta": [text]} for sentence in content["sentences"]]
    path = tmp_path / "a.pdf"
    path.write_bytes(brief.draw(content, "pdf"))
    assert "#panic() *b* $a$ @ref <label> `c`" in pdf_text(path)


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_the_worst_week_is_still_one_page(filled, lang):
    content = brief.content(filled, WEEK, lang, sample=True)
    for number in content["numbers"]:
        number.update(n=123456, change_text="+123456", previous="x " * 40)
    for row in content["rows"]:
        row.update(cells=[98765] * 4, name="name " * 12)
    for series in content["series"]:
        series["values"] = [98765] * 12
    long = ROWS["flight_w46"]["text"] * 20
    content["sentences"] = [{**sentence, "after": long, "meta": [long] * 4} for sentence in content["sentences"]]
    assert brief.draw(content, "png").startswith(b"\x89PNG")  # draw refuses a second page


def test_a_week_without_mentions_says_so(filled):
    content = brief.content(filled, "2025-W01", "en", sample=False)
    assert content["sentences"] == [] and content["week"] == "Week 1 of 2025"
    assert brief.draw(content, "png").startswith(b"\x89PNG")


@pytest.mark.parametrize("week", ["2026-W60", "2026-47", "W47", "", "2026-W00"])
def test_a_week_that_is_none_is_refused(filled, tmp_path, week):
    with pytest.raises(ValueError, match="not a week"):
        brief.render(filled, week, "ar", tmp_path / "a.png")
    assert not (tmp_path / "a.png").exists()
