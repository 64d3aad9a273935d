"""The weekly brief: always one page, the store's numbers, others' words as text."""

from __future__ import annotations

import datetime as dt
import io
import shutil
import subprocess
import zipfile

import pytest
from app_rows import ROWS
from PIL import Image
from sqlalchemy import Engine

from benchmarks import made_store
from extractors.records import CATEGORIES
from monitor import alerts, brief, queries
from monitor.brief.changes import public_report, unusual, what_changed
from monitor.brief.guard import Secret
from monitor.brief.numbers import bar_marks, counted_weeks, signed
from monitor.brief.sentences import told
from monitor.export.declared import least
from monitor.filters import Filters
from monitor.store.migrations import open_store
from monitor.texts import governorates, texts

WEEK = "2026-W46"
IN_WEEK = Filters(start="2026-11-09", end="2026-11-15")
SIZES = {"a4": (1240, 1754), "wide": (1920, 1080)}
needs_poppler = pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler-utils is not installed")
every_page = pytest.mark.parametrize(("lang", "shape"), [(lang, shape) for lang in ("ar", "en") for shape in SIZES])


@pytest.fixture(scope="module")
def crowded(tmp_path_factory) -> Engine:
    """A store with many mentions a week, small numbers among them."""
    engine = open_store(tmp_path_factory.mktemp("crowded") / "store.db")
    made_store.fill(engine, 2000, days=120)
    return engine


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


def test_a_change_is_shown_only_between_weeks_of_which_enough_was_read(filled, crowded):
    for number in brief.content(crowded, WEEK, "en", sample=False)["numbers"]:
        before, last = number["values"][-2:]
        assert number["change"] == last - before and number["change_text"] == signed(last - before)
    little_before = brief.content(filled, WEEK, "en", sample=False)["numbers"]
    assert {(number["change"], number["thin"][-2]) for number in little_before} == {(None, True)}
    nothing = brief.content(filled, "2026-W44", "en", sample=False)["numbers"]
    assert {number["n"] for number in nothing} == {"–"}  # nothing was read, which is not zero
    assert [signed(n) for n in (-1200, 0, 3)] == ["−1,200", "±0", "+3"]


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


def worst(content: dict, found: int) -> dict:
    """The same page with everything as long as it can be, with so many alerts or the reason why there are none."""
    t, many = texts(content["lang"]), [98765, 12345] * 6
    for number in content["numbers"]:
        number.update(n="98,765", change=12345, change_text="+12,345", previous=t("overview.vs_previous", n="86,420"))
        number.update(mean=t("overview.mean", n="86,420.5"), values=many, thin=[True] * 12, marks=bar_marks(many))
    for row in content["rows"]:
        row.update(cells=[98765] * 4, sum=395060)
    for label in content["map"]["labels"]:
        label["n"] = "395,060"
    what = t("movers.what", category=t("category.arrest"), place=t.governorate("SY03"))
    content["changed"] = [t("headline.doubled", what=what, n="98,765", mean="12,345.6")] * (1 if found else 2)
    figures = {"n": "98,765", "low": "12,345", "high": "23,456", "sources": 40, "documents": "98,765"}
    content["alerts"] = [t("alerts.sentence", what=what, **figures).split(": ", 1)] * found
    alone = t("alerts.alone", list=t.join([t("date.pair", label=what, value="98,765")] * 2))
    content["alerts_notes"] = [t("brief.more_alerts", n=12) if found else f"{t('alerts.none')} {alone}"] * 4
    content["sentences"] = [told(long_row(), t, "#0072B2")] * 6
    return content | {"thin_note": t("brief.thin_note")}


def long_row() -> dict:
    """A mention with a long sentence, a long number, many governorates and a source that is no name."""
    row = ROWS["flight_w46"]
    trigger, quote = row["mentions"][0]["trigger"], f"{row['text']} " * 20
    start = quote.index(trigger, 800)
    names = {"category": "arrest", "subtype": "disappearance", "count_min": 20000, "count_max": 99999}
    offsets = {"quote_start": 0, "start": start, "end": start + len(trigger), "count_unit": "households"}
    codes = {"governorates": list(governorates()), "places": [], "source": "https://very.long.example/" + "a" * 300}
    return {"quote": quote, "language": "ar", "published": row["published"], **names, **offsets, **codes}


@needs_poppler
@pytest.mark.parametrize("unusual", [0, 3])
@every_page
def test_the_worst_week_is_still_one_page(filled, lang, shape, unusual):
    content = worst(brief.content(filled, WEEK, lang, sample=True), unusual)
    page = brief.draw(content, "png", shape)  # draw refuses a second page
    with Image.open(io.BytesIO(page)) as image:
        width, height = image.size
        edge = image.convert("L").crop((0, height - height // 60, width, height))
        assert edge.getextrema() == (255, 255)  # nothing runs out at the bottom
    text = pdf_text(brief.draw(content, "pdf", shape))
    assert text.count("99,999") == text.count("very.long.example") >= 3  # three whole sentences at the least


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
    assert content["changed"] == [texts("en")("alerts.input_none")]
    assert brief.draw(content, "pdf", "wide").startswith(b"%PDF")


def report(found: int, alone: int, input: str = alerts.OK) -> alerts.Report:
    """A week with so many alerts and as many numbers of one source."""
    made = [
        alerts.Alert(code, "arrest", "2026-11-09", 12, 4.2, 1, 8, 0.001, 3, 80) for code in list(governorates())[:9]
    ]
    return alerts.Report("2026-11-09", input, 80, 75.0, (), tuple(made[:found]), tuple(made[:alone]))


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_alerts_are_told_with_their_figures_and_the_others_counted(lang):
    t = texts(lang)
    found = unusual(report(5, 2), t)
    assert [": ".join(alert) for alert in found["alerts"]] == [
        alerts.sentence(t, alert) for alert in report(3, 0).alerts
    ]
    assert found["alerts_notes"] == [t("brief.more_alerts", n=n) for n in (5, 4, 3, 2)]
    assert found["alerts"][0][0] == t("movers.what", category=t("category.arrest"), place=t.governorate("SY09"))
    none = unusual(report(0, 2), t)
    assert none["alerts"] == [] and none["alerts_notes"][0].startswith(t("alerts.none"))
    assert t.governorate("SY11") in none["alerts_notes"][0]
    assert unusual(report(0, 0, alerts.LITTLE), t)["alerts_notes"] == [t("brief.alerts_not_sought")]


def test_a_public_page_has_no_alert_of_a_hidden_number_and_none_of_one_source():
    secret = Secret(frozenset({("SY09", "arrest"), ("SY11", "execution")}), {})
    left = public_report(report(3, 2), secret)
    assert [alert.pcode for alert in left.alerts] == ["SY11", "SY07"] and left.alone == ()


def test_nothing_is_drawn_from_a_week_with_little_input(crowded):
    t, weeks = texts("en"), counted_weeks(crowded, dt.date(2026, 11, 9))
    little = report(0, 0, alerts.LITTLE)
    assert what_changed(crowded, dt.date(2026, 11, 9), weeks, little, t) == [alerts.verdict(t, little)]
    assert len(what_changed(crowded, dt.date(2026, 11, 9), weeks, report(0, 0), t)) == 2
    assert len(what_changed(crowded, dt.date(2026, 11, 9), weeks, report(1, 0), t)) == 1  # the alert says where


def test_a_team_gets_the_facts_without_the_words(filled):
    content = brief.content(filled, WEEK, "en", False, "team")
    assert "Killed: at least 5" in str(content["sentences"]) and len(content["sentences"]) == 4
    for row in ROWS.values():
        assert not [
            row[name] for name in ("text", "title", "source") if row.get(name) and row[name][:30] in str(content)
        ]
    assert brief.draw(content, "png").startswith(b"\x89PNG")


@every_page
def test_the_public_gets_counts_of_which_none_is_small(crowded, lang, shape):
    content = brief.content(crowded, WEEK, lang, False, "public")
    assert "People fled" not in str(content) and "Source 0" not in str(content)
    for row in content["rows"]:
        for category, n in zip(CATEGORIES, row["cells"], strict=True):
            assert n is None or n == 0 or n >= least()[category]
        assert (row["sum"] is None) == (None in row["cells"])
    shown = [n for row in content["rows"] for n in row["cells"] if n]
    assert len(shown) >= 5 and None in content["rows"][0]["cells"]
    assert content["sentences"] == [] and content["definitions"]
    assert brief.draw(content, "png", shape).startswith(b"\x89PNG")


def test_no_hidden_number_is_the_difference_of_shown_ones(crowded):
    """Of a category that adds up, none or more than one number is hidden."""
    content = brief.content(crowded, WEEK, "en", False, "public")
    full = brief.content(crowded, WEEK, "en", False)
    for k in range(len(CATEGORIES)):
        column = [row["cells"][k] for row in content["rows"]]
        known = [row["cells"][k] for row in full["rows"]]
        if sum(known[:-1]) == known[-1]:
            assert column.count(None) != 1
        assert [n for n, real in zip(column, known, strict=True) if n not in (None, real)] == []


def test_two_public_briefs_hide_the_same_of_a_week(crowded):
    earlier, later = (brief.content(crowded, week, "en", False, "public") for week in ("2026-W45", WEEK))
    hidden = 0
    for one, other in zip(earlier["numbers"], later["numbers"], strict=True):
        weeks, more = (number["alt"].rpartition(": ")[2].split(", ") for number in (one, other))
        assert len(weeks) == 12 and weeks[1:] == more[:-1]
        hidden += more.count("*")
    assert hidden


@pytest.mark.parametrize("week", ["2026-W60", "2026-47", "W47", "", "2026-W00"])
def test_a_week_that_is_none_is_refused(filled, tmp_path, week):
    with pytest.raises(ValueError, match="not a week"):
        brief.render(filled, week, "ar", tmp_path / "a.png")
    assert not (tmp_path / "a.png").exists()


def test_a_format_that_is_none_is_refused(filled, tmp_path):
    with pytest.raises(ValueError, match="png, pdf"):
        brief.render(filled, WEEK, "ar", tmp_path / "a.jpg")


def test_all_variants_are_eight_files_with_their_own_names(filled):
    found = {variant.file_name(WEEK, False): page for variant, page in brief.every_variant(filled, WEEK)}
    assert len(found) == 8 and len(set(found.values())) == 8
    assert found["rasd_brief_2026-W46_en_a4.pdf"].startswith(b"%PDF")
    assert found["rasd_brief_2026-W46_ar_wide.png"].startswith(b"\x89PNG")
    assert brief.bundle(filled, WEEK) == brief.bundle(filled, WEEK)
    with zipfile.ZipFile(io.BytesIO(brief.bundle(filled, WEEK))) as file:
        assert {name: file.read(name) for name in file.namelist()} == found
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
