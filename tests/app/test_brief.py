"""The weekly brief: always one page, the store's numbers, others' words as text."""

from __future__ import annotations

import io
import shutil
import subprocess

import pytest
from app_rows import ROWS
from PIL import Image

from extractors.records import CATEGORIES
from monitor import brief, queries
from monitor.brief.gather import bar_marks
from monitor.filters import Filters
from monitor.texts import governorates, texts

WEEK = "2026-W46"
IN_WEEK = Filters(start="2026-11-09", end="2026-11-15")
SIZES = {"a4": (1240, 1754), "wide": (1920, 1080)}
needs_poppler = pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler-utils is not installed")
every_page = pytest.mark.parametrize(("lang", "shape"), [(lang, shape) for lang in ("ar", "en") for shape in SIZES])


def pdf_text(page: bytes) -> str:
    return run("pdftotext", "-layout", "-", "-", given=page)


def run(*command: str, given: bytes) -> str:
    return subprocess.run(command, input=given, capture_output=True, check=True).stdout.decode("utf-8")


@every_page
def test_the_image_has_its_size_and_is_the_same_each_time(filled, tmp_path, lang, shape):
    first = brief.render(filled, WEEK, lang, tmp_path / "a.png", shape=shape)
    second = brief.render(filled, WEEK, lang, tmp_path / "deep" / "b.png", shape=shape)
    assert first.read_bytes() == second.read_bytes()
    with Image.open(first) as image:
        assert image.size == SIZES[shape]


@needs_poppler
@every_page
def test_the_pdf_is_one_tagged_page_with_its_fonts(filled, tmp_path, lang, shape):
    path = brief.render(filled, WEEK, lang, tmp_path / "a.pdf", shape=shape)
    assert path.read_bytes() == brief.render(filled, WEEK, lang, tmp_path / "b.pdf", shape=shape).read_bytes()
    info = subprocess.run(["pdfinfo", path], capture_output=True, text=True, check=True).stdout
    assert "Pages:           1\n" in info and "Tagged:          yes" in info
    fonts = subprocess.run(["pdffonts", path], capture_output=True, text=True, check=True).stdout.splitlines()[2:]
    assert fonts and all("IBMPlexSansArabic" in line and " yes yes " in line for line in fonts)  # embedded, a subset


@every_page
def test_readers_of_screens_get_every_page(filled, lang, shape):
    """PDF/UA-1, which Typst refuses where a picture has no words or a heading is missing."""
    page = brief.draw(brief.content(filled, WEEK, lang, sample=True), "pdf", shape, standards=("ua-1",))
    assert page.startswith(b"%PDF") and b"pdfuaid" in page


@needs_poppler
@pytest.mark.parametrize("shape", SIZES)
def test_the_page_carries_numbers_sentences_and_the_warning(filled, shape):
    t = texts("en")
    text = " ".join(pdf_text(brief.draw(brief.content(filled, WEEK, "en", sample=False), "pdf", shape)).split())
    for words in (
        t("brief.title"),
        "ISO week 46 of 2026",
        "Monday 9 November 2026 to Sunday 15 November 2026",
        "Articles read: 10 (week before: 2, 4-week mean: ",
        "not verified events",
        "rules rows-1",
        "Data up to 14 November 2026",
        "review log: empty",
        "five civilians were killed",
        "Steppe Wire",
        "Killed: at least 5",
        *(t.governorate(code) for code in governorates()),
    ):
        assert words in text
    assert t("brief.sample") not in text


@needs_poppler
def test_the_sample_says_that_it_is_one(filled):
    for lang in ("ar", "en"):
        content = brief.content(filled, WEEK, lang, sample=True)
        assert content["sample"] == texts(lang)("brief.sample")
    assert texts("en")("brief.sample") in pdf_text(brief.draw(content, "pdf"))


def test_numbers_bars_table_and_map_agree_with_the_store(filled):
    content = brief.content(filled, WEEK, "en", sample=False)
    totals = queries.totals(filled, IN_WEEK)
    shown = {category: number["n"] for category, number in zip(CATEGORIES, content["numbers"], strict=True)}
    assert totals == {"displacement": 1, "arrest": 2, "execution": 0, "civilian_harm": 1}
    assert shown == {category: str(n) for category, n in totals.items()}
    assert [number["values"][-1] for number in content["numbers"]] == list(totals.values())
    assert content["rows"][-1]["cells"] == list(totals.values()) and content["rows"][-1]["sum"] == sum(totals.values())
    assert [number["values"][-2] for number in content["numbers"]] == [2, 0, 0, 0]
    assert len(content["rows"]) == len(governorates()) + 2
    on_map = {label["name"]: label["n"] for label in content["map"]["labels"]}
    assert on_map == {row["name"]: str(row["sum"]) for row in content["rows"][:-2]}


def test_both_languages_tell_the_same_numbers(filled):
    one, other = (brief.content(filled, WEEK, lang, sample=False) for lang in ("ar", "en"))
    for name in ("rows", "numbers"):
        cells = [[{k: v for k, v in row.items() if not isinstance(v, str)} for row in c[name]] for c in (one, other)]
        assert cells[0] == cells[1]
    assert [s["cuts"] for s in one["sentences"]] == [s["cuts"] for s in other["sentences"]]


def test_a_change_is_shown_only_between_weeks_that_were_read(filled):
    content = brief.content(filled, WEEK, "en", sample=False)
    assert [number["change_text"] for number in content["numbers"]] == ["−1", "+2", "±0", "+1"]
    nothing_before = brief.content(filled, "2026-W44", "en", sample=False)
    assert {number["change_text"] for number in nothing_before["numbers"]} == {""}
    assert {number["n"] for number in nothing_before["numbers"]} == {"–"}  # nothing was read, which is not zero


def test_one_sentence_of_each_category_and_governorate_and_of_each_article(filled):
    content = brief.content(filled, WEEK, "ar", sample=False)
    triggers = {sentence["cuts"][0][1] for sentence in content["sentences"]}
    assert ROWS["flight_w46"]["mentions"][0]["trigger"] in triggers
    assert len(content["sentences"]) == len(triggers) == 4
    assert {sentence["dir"] for sentence in content["sentences"]} == {"rtl", "ltr"}


@needs_poppler
@pytest.mark.parametrize("shape", SIZES)
def test_the_words_of_others_are_never_markup(filled, shape):
    text = "#panic() *b* $a$ @ref <label> `c` = h \\ // x "
    content = brief.content(filled, WEEK, "en", sample=False)
    content["sentences"] = [s | {"cuts": [[text, "", ""]] * 5, "meta": [text]} for s in content["sentences"]]
    assert "#panic() *b* $a$ @ref <label> `c`" in " ".join(pdf_text(brief.draw(content, "pdf", shape)).split())


def worst(content: dict) -> dict:
    """The same page with everything as long as it can be."""
    long = ROWS["flight_w46"]["text"] * 12
    for number in content["numbers"]:
        number.update(n="98,765", change=12345, change_text="+12,345", previous="week before: 86,420")
        number.update(mean="4-week mean: 86,420.5", values=[98765, 12345] * 6, thin=[True] * 12)
        number.update(marks=bar_marks([98765, 12345] * 6))
    for row in content["rows"]:
        row.update(cells=[98765] * 4, sum=395060)
    for label in content["map"]["labels"]:
        label["n"] = "395,060"
    sentence = content["sentences"][0] | {"cuts": [[long[:n], "x", long[:n]] for n in (420, 300, 220, 160, 110)]}
    content["sentences"] = [sentence | {"meta": sentence["meta"] * 3}] * 6
    content["changed"] = [content["no_alerts"] * 2, content["no_alerts"] * 2]
    return content | {"thin_note": texts(content["lang"])("brief.thin_note"), "articles": content["articles"] * 2}


@every_page
def test_the_worst_week_is_still_one_page(filled, lang, shape):
    content = worst(brief.content(filled, WEEK, lang, sample=True))
    page = brief.draw(content, "png", shape)  # draw refuses a second page
    with Image.open(io.BytesIO(page)) as image:
        width, height = image.size
        assert image.size == SIZES[shape]
        edge = image.convert("L").crop((0, height - height // 60, width, height))
        assert edge.getextrema() == (255, 255)  # nothing runs out at the bottom
    assert brief.draw(content, "pdf", shape).startswith(b"%PDF")


def test_a_page_that_does_not_fit_is_an_error_in_both_formats(filled):
    content = brief.content(filled, WEEK, "en", sample=False)
    content["rows"] = content["rows"] * 8
    for format in brief.FORMATS:
        with pytest.raises(RuntimeError, match="fit one page"):
            brief.draw(content, format)


@every_page
def test_a_week_without_mentions_says_so(filled, lang, shape):
    content = brief.content(filled, "2025-W01", lang, sample=False)
    assert content["sentences"] == []
    assert brief.draw(content, "png", shape).startswith(b"\x89PNG")


def test_an_empty_store_has_a_page(empty):
    content = brief.content(empty, WEEK, "en", sample=False)
    assert content["changed"] == [texts("en")("brief.thin", n=0, usual=0)]
    assert brief.draw(content, "pdf", "wide").startswith(b"%PDF")


@pytest.mark.parametrize("week", ["2026-W60", "2026-47", "W47", "", "2026-W00"])
def test_a_week_that_is_none_is_refused(filled, tmp_path, week):
    with pytest.raises(ValueError, match="not a week"):
        brief.render(filled, week, "ar", tmp_path / "a.png")
    assert not (tmp_path / "a.png").exists()


def test_a_format_that_is_none_is_refused(filled, tmp_path):
    with pytest.raises(ValueError, match="png, pdf"):
        brief.render(filled, WEEK, "ar", tmp_path / "a.jpg")


def test_all_variants_are_eight_files_with_their_own_names(filled):
    found = dict(brief.every_variant(filled, WEEK))
    assert len(found) == 8 and len(set(found.values())) == 8
    assert found["rasd_brief_2026-W46_en_a4.pdf"].startswith(b"%PDF")
    assert found["rasd_brief_2026-W46_ar_wide.png"].startswith(b"\x89PNG")
    assert all("SAMPLE" in variant.file_name(WEEK, True) for variant in brief.VARIANTS)


@pytest.mark.parametrize(
    ("values", "marks"),
    [
        ([1, 0, 12], ["1", "", "12"]),
        ([0] * 11 + [345], [""] * 11 + ["345"]),
        ([1, 900, *[5] * 9, 7], ["", "900", *[""] * 9, "7"]),
        ([*[1] * 10, 98765, 12345], [*[""] * 11, "12,345"]),  # the largest stands too near the last
    ],
)
def test_bars_carry_their_numbers_where_there_is_room(values, marks):
    assert bar_marks(values) == marks
