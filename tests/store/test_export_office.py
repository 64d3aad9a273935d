"""Other programs read the files: LibreOffice opens and writes them back without loss, HXL's own tools find no fault."""

from __future__ import annotations

import csv
import datetime as dt
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import hxl
import openpyxl
import pytest
from exported import as_csv, csv_rows, write
from made import article, extract
from sqlalchemy import Engine

from monitor.export.choice import Choice
from monitor.export.declared import tables
from monitor.filters import EVERYTHING, WITH, Filters
from monitor.store.engine import writing
from monitor.store.migrations import open_store
from monitor.store.write import write_batch

OFFICE = shutil.which("soffice")
ALL = Filters(statuses=(), undated=WITH, **EVERYTHING)
LIKE_A_NUMBER = "0012"  # no CSV can say that this is a text; the workbook does
TEXTS = [
    ("نزحت عائلات من بلدة الكشكية، fled وقال السكان: «لم يبقَ أحد» killed", "مقتل 3 مدنيين؛ ونزوح عائلات"),
    ('=SUM(A1) fled, "quoted"\nsecond line\twith a tab arrested', "+963 11 not a formula"),
    ("می\u200cروند returned 00123 executed month", LIKE_A_NUMBER),
    ("\u202e1000 killed 5/6/2026 fled abroad", "5/6: قصف"),
]


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """Mentions in texts that spreadsheets like to change."""
    engine = open_store(tmp_path_factory.mktemp("texts") / "store.db")
    made = [article(text, id=f"a{n}", title=title, url=f"https://made.example/?q={n}&r=1", source="شبكة الضفاف")
            for n, (text, title) in enumerate(TEXTS)]  # fmt: skip
    with writing(engine) as conn:
        write_batch(conn, 0, [(one, extract(one)) for one in made], "made")
    yield engine
    engine.dispose()


def office(path: Path, to: str, folder: Path, *more: str) -> None:
    """Open a file with LibreOffice and write it as another kind."""
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [OFFICE, profile, "--headless", *more, "--convert-to", to, "--outdir", str(folder), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=240)


@pytest.mark.skipif(not OFFICE, reason="LibreOffice Calc is not installed")
@pytest.mark.parametrize("lang", ["ar", "en"])
def test_a_workbook_comes_back_from_libreoffice(texts, tmp_path, lang):
    path = write(texts, tmp_path, Choice(ALL, "xlsx", lang=lang))
    # Comma, quote, UTF-8, first line, cells as shown, every sheet into a file of its own.
    office(path, "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1", tmp_path)
    for table in ("mentions", "weekly", "governorates"):
        with (tmp_path / f"file-{table}.csv").open(encoding="utf-8", newline="") as stream:
            header, *rows = csv.reader(stream)
        assert header == [column.name for column in tables()[table]]
        given = write(texts, tmp_path, Choice(ALL, table=table), "given")
        with given.open(encoding="utf-8-sig", newline="") as stream:
            expected = list(csv.reader(stream))[1:]
        kinds = [column.type for column in tables()[table]]
        for row, wanted in zip(rows, expected, strict=True):
            shown = [cell.lower() if kind == "boolean" else cell for cell, kind in zip(row, kinds, strict=True)]
            assert shown == wanted
    with (tmp_path / "file-README.csv").open(encoding="utf-8", newline="") as stream:
        assert len(list(csv.reader(stream))) > 60
    # And saved again as a workbook: every cell with its type.
    (tmp_path / "again").mkdir()
    office(path, "xlsx", tmp_path / "again")
    ours, theirs = (openpyxl.load_workbook(one, data_only=True) for one in (path, tmp_path / "again" / "file.xlsx"))
    assert ours.sheetnames == theirs.sheetnames
    for sheet in ours:
        again = theirs[sheet.title]
        assert list(again.iter_rows(values_only=True)) == list(sheet.iter_rows(values_only=True))
        assert bool(again.sheet_view.rightToLeft) == (lang == "ar")
        assert again.auto_filter.ref == sheet.auto_filter.ref


@pytest.mark.skipif(not OFFICE, reason="LibreOffice Calc is not installed")
@pytest.mark.parametrize("table", ["mentions", "weekly", "governorates"])
def test_csv_opens_as_a_table(texts, tmp_path, table):
    path = write(texts, tmp_path, Choice(ALL, table=table))
    # What its window proposes when it sees the byte order mark: comma, quote, UTF-8, days and numbers as such.
    office(path, "xlsx", tmp_path, "--infilter=CSV:44,34,76,1,,0,false,true")
    header, *rows = openpyxl.load_workbook(tmp_path / "file.xlsx").active.iter_rows(values_only=True)
    expected = csv_rows(path)
    assert header == tuple(expected[0])
    types = {column.name: column.type for column in tables()[table]}
    for row, wanted in zip(rows, expected, strict=True):
        for name, value, text in zip(header, row, wanted.values(), strict=True):
            assert as_csv(value) == text or (text == LIKE_A_NUMBER and value == 12), name
            if text and types[name] in ("integer", "date"):
                assert isinstance(value, int if types[name] == "integer" else dt.datetime), name


@pytest.mark.parametrize("profile", ["full", "team", "public"])
def test_hashtags_are_valid_hxl(texts, tmp_path, profile):
    filters = Filters(statuses=(), start="2026-03-02", end="2026-03-08", undated=WITH)
    for table in ("mentions", "weekly", "governorates") if profile != "public" else ("weekly", "governorates"):
        path = write(texts, tmp_path, Choice(filters, profile=profile, table=table, hxl=True))
        source = hxl.data(str(path), hxl.InputOptions(allow_local=True))
        assert [column.header.lstrip("\ufeff") for column in source.columns] == list(csv_rows(path)[0])
        assert len(list(source)) == len(csv_rows(path)) - 1 > 0
        found = hxl.validation.validate(hxl.data(str(path), hxl.InputOptions(allow_local=True)))
        assert found["is_valid"] and not found["issues"], found["issues"]


def test_every_hashtag_is_known_to_hxl_and_means_one_column():
    known = {"#event", "#meta", "#adm1", "#adm2", "#loc", "#date", "#affected", "#indicator", "#description"}
    for columns in tables().values():
        tags = [column.hxl for column in columns]
        assert len(set(tags)) == len(tags)
        assert all(hxl.model.Column.parse(tag) for tag in tags)
        assert {tag.partition("+")[0] for tag in tags} <= known
