"""Lists of places as a person downloads them: read, added beside our tables, found in articles, told row by row."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest
from openpyxl import Workbook
from typer.testing import CliRunner

from extractors import gazetteer
from extractors.records import Article
from monitor import places_cli, places_import
from monitor.cli import app
from monitor.paths import DATA
from monitor.places_files import FileProblem, governorate_of, read
from monitor.places_import import FIELDS, Report, import_file, known_places

GAZETTEER = """\
admin1Name_en,admin1Name_ar,admin1Pcode,admin2Name_en,admin2Pcode,admin3Name_en,admin3Name_ar,admin3Pcode
Aleppo,حلب,SY02,Al Bab,SY0202,Tadaf,تادف,SY020202
Homs,حمص,SY02,Homs,SY0400,Test,تجريب,SY040000
,,,,,Nowhere,اللامكان,
"""
PLACES = """\
OBJECTID,featureName_en,featureName_ar,featureAltName1_en,popPlaceClassTitle,PCODE,ADM1_EN,ADM1_PCODE,ADM2_PCODE,LATITUDE,LONGITUDE
1,Kafr Tajribeh,كفر تجريبة,Kafer Tajriba,Village,C9001,Aleppo,SY02,SY0202,36.31,37.42
2,Tajribat Sharqi,تجريبات,,Town,C9002,Deir-ez-Zor,SY09,SY0901,35.3,40.1
3,Suran,صوران,,Village,C9003,Homs,SY04,SY0400,34.7,36.7
4,Kafr Nabl,كفر نبل,,Town,C9004,Idleb,SY07,SY0702,35.6,36.5
10,Quneitra,القنيطرة,,Village,C9010,Idleb,SY07,SY0700,35.9,36.6
5,Baghdad,بغداد,,Village,C9005,Al-Hasakeh,SY08,SY0800,36.5,40.7
6,Kafr Tajribeh,كفر تجريبة,,Village,C9006,Aleppo,SY02,SY0202,36.32,37.43
7,Sayyi,Sayyi,,Village,C9007,Hama,SY05,SY0501,35.1,36.7
8,Badr,بدر,,Village,C9008,Hama,SY05,SY0501,north,36.7
9,,,,Village,C9009,Hama,SY05,SY0501,35.1,36.7
"""


def geonames(
    number: int, name: str, others: str, code: str, admin: str, *, kind: str = "P", country: str = "SY"
) -> str:
    """One line as in SY.txt."""
    cells = [str(number), name, name, others, "35.1", "36.8", kind, code, country, "", admin, *["", "", ""], "0"]
    return "\t".join([*cells, "", "300", "Asia/Damascus", "2020-01-01"])


SY_TXT = "\n".join(
    [
        geonames(1, "Tall Tajribah", "Tall Tajriba,تل تجريبة,تەل تجریبه", "PPL", "09"),
        geonames(2, "Nahr Tajribah", "نهر تجريبة", "STM", "09", kind="H"),
        geonames(3, "Old Tajribah", "تجريبة القديمة", "PPLQ", "09"),
        geonames(4, "Nowhere", "اللامكان", "PPL", "00"),
        geonames(5, "Tripoli", "طرابلس", "PPL", "09", country="LB"),
        "6\tshort",
        geonames(7, "Hayy Tajribah", "", "PPLX", "13"),
    ]
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A data folder with our tables and no local layer."""
    shutil.copytree(DATA / "places", tmp_path / "data" / "places")
    return tmp_path / "data"


@pytest.fixture
def lists(tmp_path: Path) -> Path:
    """A folder with a list of each kind."""
    (tmp_path / "syr_admin.csv").write_text(GAZETTEER, encoding="utf-8-sig")
    (tmp_path / "syr_pplp.csv").write_text(PLACES, encoding="utf-8")
    (tmp_path / "SY.txt").write_text(SY_TXT, encoding="utf-8")
    return tmp_path


def layer(report: Report) -> dict[str, dict[str, str]]:
    """The rows written, by name."""
    with report.layer.open(encoding="utf-8", newline="") as lines:
        return {row["name_ar"] or row["name_en"]: row for row in csv.DictReader(lines)}


def test_populated_places(lists: Path, root: Path) -> None:
    report = import_file(lists / "syr_pplp.csv", root=root)
    rows = layer(report)
    assert set(rows) == {"كفر تجريبة", "تجريبات", "صوران", "القنيطرة", "بغداد"}
    assert (report.added, len(report.merged), len(report.conflicting), len(report.rejected)) == (2, 2, 3, 3)
    first = rows["كفر تجريبة"]
    assert (first["place_id"], first["pcode"], first["district"]) == ("local-syr-pplp-c9001", "SY02", "SY0202")
    assert (first["kind"], first["lat"], first["variants_en"]) == ("village", "36.31", "Kafer Tajriba")
    assert rows["تجريبات"]["kind"] == "town"
    assert [r.line for r in report.rejected] == ["line 9", "line 10", "line 11"]
    assert "Arabic letters" in report.rejected[0].why and "degrees" in report.rejected[1].why
    assert report.merged[0].startswith("line 5: كفر نبل SY07 is ") and report.merged[1].startswith("line 8: ")
    assert report.conflicting[0] == "line 4: صوران SY04, known in SY02, SY05"
    assert report.conflicting[1] == "line 6: القنيطرة SY07, known in SY14"
    assert report.conflicting[2].endswith("known in IQ")


def test_one_word_needs_a_type_word_unless_ours_does_not(lists: Path, root: Path) -> None:
    rows = layer(import_file(lists / "syr_pplp.csv", root=root))
    assert rows["تجريبات"]["common_word"] == "yes"
    assert rows["كفر تجريبة"]["common_word"] == "no"
    assert rows["صوران"]["common_word"] == "no"
    assert rows["صوران"]["name_en"] == "Suran village"
    assert rows["كفر تجريبة"]["name_en"] == "Kafr Tajribeh"


def test_gazetteer_of_units(lists: Path, root: Path) -> None:
    report = import_file(lists / "syr_admin.csv", root=root)
    assert (report.added, len(report.merged)) == (0, 1)
    assert [(r.line, r.why.partition(":")[0]) for r in report.rejected] == [
        ("line 3", "code and name of the governorate disagree"), ("line 4", "no governorate"),
    ]  # fmt: skip


def test_geonames(lists: Path, root: Path) -> None:
    report = import_file(lists / "SY.txt", root=root)
    rows = layer(report)
    assert set(rows) == {"تل تجريبة", "Hayy Tajribah"}
    hill = rows["تل تجريبة"]
    assert (hill["pcode"], hill["place_id"], hill["variants_ar"]) == ("SY02", "local-sy-1", "")
    assert (rows["Hayy Tajribah"]["pcode"], rows["Hayy Tajribah"]["kind"]) == ("SY01", "quarter")
    assert report.left_out == 2
    assert [r.line for r in report.rejected] == ["line 4", "line 5", "line 6"]


def test_the_codes_of_geonames_are_not_those_of_ocha(tmp_path: Path) -> None:
    seats = {"01": "SY08", "05": "SY13", "07": "SY09", "09": "SY02", "13": "SY01", "14": "SY10"}
    path = tmp_path / "SY.txt"
    path.write_text("\n".join(geonames(int(c), f"Tall {c}", "", "PPL", c) for c in seats), encoding="utf-8")
    assert {row.code.zfill(2): row.pcode for row in read(path)} == seats


@pytest.mark.parametrize(
    "header",
    [
        ("ADM1_PCODE", "ADM1_EN", "ADM3_EN", "ADM3_AR", "ADM3_PCODE"),
        ("adm1_pcode", "adm1_name", "adm3_name", "adm3_name1", "adm3_pcode"),
        ("admin1Pcode", "admin1Name_en", "admin3Name_en", "admin3Name_ar", "admin3Pcode"),
    ],
    ids=["older", "newer", "gazetteer"],
)
def test_workbooks(tmp_path: Path, root: Path, header: tuple[str, ...]) -> None:
    book = Workbook()
    book.active.append(["About this list"])
    sheet = book.create_sheet("Admin3")
    for row in (header, ["#adm1+code", "", "", "", ""], ["SY07", "Idleb", "Tajribat", "تجريبات الغربية", "SY070099"]):
        sheet.append(list(row))
    book.save(tmp_path / "syr_tables.xlsx")
    report = import_file(tmp_path / "syr_tables.xlsx", root=root)
    row = layer(report)["تجريبات الغربية"]
    assert (row["pcode"], row["kind"], row["district"]) == ("SY07", "subdistrict", "SY0700")
    assert report.rejected == []


def test_importing_again_replaces_the_layer(lists: Path, root: Path) -> None:
    first = import_file(lists / "syr_pplp.csv", root=root)
    again = import_file(lists / "syr_pplp.csv", root=root)
    assert (first.added, len(first.merged)) == (again.added, len(again.merged))
    other = import_file(lists / "syr_pplp.csv", root=root, name="second")
    assert (other.added, len(other.conflicting)) == (0, 0)


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("a.csv", b"id,title\n1,x\n", "no columns of places"),
        ("b.csv", "admin1Pcode,name_ar\nSY02,حلب\n".encode("cp1256"), "not in UTF-8"),
        ("c.xlsx", b"PK no workbook", "is no workbook"),
    ],
)
def test_a_file_that_is_no_list(tmp_path: Path, root: Path, name: str, content: bytes, problem: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(FileProblem, match=problem):
        import_file(tmp_path / name, root=root)
    assert not (root / "local").exists() or not list((root / "local").iterdir())


def test_a_layer_is_read_and_ours_stands(lists: Path, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import_file(lists / "syr_pplp.csv", root=root)
    names = {language: gazetteer.load(language, root) for language in ("ar", "en")}
    monkeypatch.setattr(gazetteer, "load", lambda language: names[language])
    from extractors.pipeline import extract

    def governorates(text: str) -> tuple[str, ...]:
        return extract(Article("x", text, language="ar"))[0].governorates

    assert governorates("قُتل مدنيان بقصف على كفر تجريبة.") == ("SY02",)
    assert governorates("قُتل مدنيان بقصف على بلدة تجريبات.") == ("SY09",)
    assert governorates("قُتل مدنيان بقصف على بلدة صوران بريف حمص.") == ("SY04",)
    assert governorates("قُتل مدنيان بقصف على كفرنبل.") == ("SY07",)
    assert governorates("قُتل مدنيان بقصف على القنيطرة، وقال شهود في إدلب إنهم سمعوه.") == ("SY14", "SY07")
    assert governorates("قُتل مدنيان بقصف على قرية القنيطرة بريف إدلب.") == ("SY07",)
    assert extract(Article("x", "قُتل مدنيان بتفجير في بغداد.", language="ar"))[0].outside_syria
    english = "Shelling killed two civilians in the village of Kafr Tajribeh."
    assert extract(Article("x", english, language="en"))[0].governorates == ("SY02",)


def test_layer_has_the_columns_of_our_tables(lists: Path, root: Path) -> None:
    report = import_file(lists / "SY.txt", root=root)
    assert list(next(iter(layer(report).values()))) == list(FIELDS)
    with (root / "places" / "places.csv").open(encoding="utf-8", newline="") as lines:
        assert next(csv.reader(lines)) == list(FIELDS)
    assert len(known_places(root, report.layer).rows) > 3_000


def test_names_of_governorates() -> None:
    assert [governorate_of(n) for n in ("دير الزور", "Deir ez-Zor", "Rif Dimashq", "Nowhere", "")] == [
        "SY09", "SY09", "SY03", "", "",
    ]  # fmt: skip


def test_commands(lists: Path, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places_import, "DATA", root)
    done = CliRunner().invoke(app, ["places", "import", str(lists / "syr_pplp.csv")])
    assert done.exit_code == 0, done.output
    for told in ("5 places in", "2 added", "2 merged", "3 conflicting", "3 rejected", "line 9: the Arabic name"):
        assert told in done.output
    bad = lists / "bad.csv"
    bad.write_text("a,b\n1,2\n", encoding="utf-8")
    assert CliRunner().invoke(app, ["places", "import", str(bad)]).exit_code == 1


def test_find() -> None:
    found = CliRunner().invoke(app, ["places", "find", "صوران"])
    assert found.exit_code == 0
    assert "SY02 Aleppo" in found.output and "SY05 Hama" in found.output and "open between" in found.output
    assert "alone: SY09" in CliRunner().invoke(app, ["places", "find", "Deir Ezzor"]).output
    assert "abroad (IQ)" in CliRunner().invoke(app, ["places", "find", "الموصل"]).output
    assert "after a type word" in CliRunner().invoke(app, ["places", "find", "الباب"]).output
    assert CliRunner().invoke(app, ["places", "find", "xyz"]).exit_code == 1
    assert {row[4] for row in places_cli.candidates("Raqqa")} == {"en"}
