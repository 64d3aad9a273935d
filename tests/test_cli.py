"""The commands, run as a person runs them."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from typer.models import CommandInfo
from typer.testing import CliRunner

from extractors.records import MENTION_FIELDS
from monitor.__main__ import app
from monitor.export import COLUMNS
from monitor.readers.formats import PARSERS

ROOT = Path(__file__).parent.parent
ARABIC = "نزحت مئات العائلات من مدينة الميادين بريف دير الزور أمس بسبب القصف."
ENGLISH = "Hundreds of families fled the town of Al-Mayadin in Deir-ez-Zor on Sunday."
LINES = [
    json.dumps({"id": "ar-1", "text": ARABIC, "published": "2017-10-22", "source": "S"}, ensure_ascii=False),
    "not json",
    json.dumps({"id": "en-1", "text": ENGLISH, "published": "2017-10-23", "title": "=News"}),
    '{"id": "none"}',
]


def run(*arguments: str, given: str = "", code: int = 0, **environment: str) -> subprocess.CompletedProcess:
    """python -m monitor with these arguments; its standard input is UTF-8 whatever the locale says."""
    done = subprocess.run(
        [sys.executable, "-m", "monitor", *arguments],
        input=given.encode("utf-8"), capture_output=True, cwd=ROOT, env=os.environ | environment, check=False,
    )  # fmt: skip
    assert done.returncode == code, done.stderr.decode("utf-8")
    done.stdout, done.stderr = done.stdout.decode("utf-8"), done.stderr.decode("utf-8")
    return done


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with two good lines and two bad ones."""
    path = tmp_path_factory.mktemp("source") / "articles.jsonl"
    path.write_text("\n".join(LINES), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def store(source: Path) -> Path:
    """A store that has read it."""
    path = source.with_name("store.db")
    done = run("ingest", str(source), "--db", str(path), code=3)
    assert "read 2 articles: 2 new" in done.stdout
    assert "articles.jsonl:2: not JSON" in done.stdout
    assert "articles.jsonl:4: text: missing" in done.stdout
    return path


@pytest.mark.parametrize("command", ["extract", "ingest"])
def test_the_help_names_every_kind_that_is_read(command: str) -> None:
    said = set(re.findall(r"\w+", CliRunner().invoke(app, [command, "--help"]).output))
    assert said >= {*PARSERS, "json", "jsonl", "warc", "zip", "gz", "RSS", "Atom"} - {"feed"}


@pytest.mark.parametrize("locale", ["C", "C.UTF-8"])
def test_extract_reads_standard_input_and_tells_bad_lines(locale: str) -> None:
    done = run("extract", given="\n".join(LINES), LC_ALL=locale, PYTHONUTF8="0")
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [row["article_id"] for row in rows] == ["ar-1", "en-1"]
    assert all(tuple(row) == MENTION_FIELDS for row in rows)
    assert [row["governorates"] for row in rows] == [["SY09"], ["SY09"]]
    for row, text in zip(rows, (ARABIC, ENGLISH), strict=True):
        assert text[row["start"] : row["end"]] == row["trigger"]
        assert text[row["quote_start"] : row["quote_end"]] == row["quote"]
    assert "standard input:2: not JSON" in done.stderr
    assert "standard input:4: text: missing" in done.stderr
    assert "Traceback" not in done.stderr


def test_extract_writes_the_same_with_several_processes(source: Path) -> None:
    assert run("extract", str(source), "--jobs", "2").stdout == run("extract", str(source)).stdout


def test_extract_answers_a_pipe_before_it_ends() -> None:
    command = [sys.executable, "-m", "monitor", "extract"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT) as child:
        child.stdin.write(LINES[0].encode("utf-8") + b"\n")
        child.stdin.flush()
        assert json.loads(child.stdout.readline())["article_id"] == "ar-1"
        child.stdin.close()


def test_extract_csv_has_the_columns_and_safe_cells(source: Path) -> None:
    done = run("extract", str(source), "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(done.stdout.removeprefix("\ufeff"), newline="")))
    assert tuple(rows[0]) == COLUMNS
    assert rows[1]["title"] == "'=News"
    assert rows[0]["governorate_names_en"] == "Deir-ez-Zor"


def test_extract_of_nothing_readable_is_an_error() -> None:
    assert "nothing could be read" in run("extract", given="x\ny\n", code=1).stderr
    assert "no such file" in run("extract", "none.txt", code=1).stderr
    assert run("extract", given="").stdout == ""


def test_explain_names_the_rule(source: Path) -> None:
    rule = json.loads(run("extract", str(source)).stdout.splitlines()[0])["rule_id"]
    assert rule in run("extract", str(source), "--explain").stdout


def test_a_reader_that_has_seen_enough_is_no_error(store: Path, source: Path, tmp_path: Path) -> None:
    many = tmp_path / "many.jsonl"
    many.write_text("".join(LINES[0].replace("ar-1", f"ar-{n}") + "\n" for n in range(200)), encoding="utf-8")
    for arguments in (f"extract {many}", f"export --db {store}"):
        command = f"{sys.executable} -m monitor {arguments} | {sys.executable} -c 'pass'"
        done = subprocess.run(command, shell=True, cwd=ROOT, capture_output=True, text=True, check=False)
        assert "Error" not in done.stderr and "Traceback" not in done.stderr


def test_ingest_twice_reads_nothing_anew(source: Path, store: Path) -> None:
    assert "0 new, 0 changed" in run("ingest", str(source), "--db", str(store), code=3).stdout


def test_ingest_of_nothing_is_an_error(tmp_path: Path) -> None:
    done = run("ingest", str(tmp_path / "none"), "--db", str(tmp_path / "store.db"), code=1)
    assert "no such file" in done.stdout


def test_export_gives_what_extract_gave(source: Path, store: Path, tmp_path: Path) -> None:
    out = tmp_path / "mentions.jsonl"
    done = run("export", "--db", str(store), "--format", "jsonl", "--out", str(out))
    assert sorted(out.read_text(encoding="utf-8").splitlines()) == sorted(
        run("extract", str(source)).stdout.splitlines()
    )
    assert "2 mentions. Mentions in the press, not verified events." in done.stderr


@pytest.mark.parametrize(
    ("options", "found"),
    [
        (["--governorate", "SY09"], 2),
        (["--governorate", "deir-ez-zor", "--category", "displacement"], 2),
        (["--governorate", "إدلب"], 0),
        (["--category", "arrest"], 0),
        (["--status", "denied"], 0),
        (["--status", "all", "--everything"], 2),
        (["--to", "2017-01-01"], 0),
    ],
)
def test_export_takes_a_choice(store: Path, options: list[str], found: int) -> None:
    done = CliRunner().invoke(app, ["export", "--db", str(store), "--no-quotes", *options])
    assert done.exit_code == 0, done.output
    assert f"{found} mentions." in done.stderr
    assert "quote" not in done.stdout.splitlines()[0].split(",")


def test_export_names_the_governorates_it_knows(store: Path) -> None:
    done = CliRunner().invoke(app, ["export", "--db", str(store), "--governorate", "Atlantis"])
    assert done.exit_code == 2 and "SY14 Quneitra" in done.stderr.replace("\n", " ").replace("│", "")


def test_the_name_of_the_file_says_the_format(store: Path, tmp_path: Path) -> None:
    begins = {"csv": b"\xef\xbb\xbfmention_id,", "xlsx": b"PK", "jsonl": b'{"mention_id"', "geojson": b'{"type":'}
    for suffix, start in begins.items():
        out = tmp_path / f"file.{suffix}"
        done = CliRunner().invoke(app, ["export", "--db", str(store), "--out", str(out)])
        assert done.exit_code == 0 and out.read_bytes().startswith(start), done.output
    beside = {path.name for path in tmp_path.iterdir()} - {f"file.{suffix}" for suffix in begins}
    assert beside == {"file.README.txt", "file.README.json"}


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--format", "xlsx"], "--out FILE.xlsx"),
        (["--profile", "public", "--table", "mentions"], "counts only"),
        (["--profile", "public", "--everything"], "cannot be narrowed by"),
        (["--profile", "public", "--from", "2017-10-22", "--to", "2017-10-23"], "whole weeks"),
        (["--format", "geojson", "--table", "weekly"], "governorates"),
        (["--format", "jsonl", "--hxl"], "HXL"),
    ],
)
def test_an_export_that_makes_no_sense_is_refused(store: Path, options: list[str], told: str) -> None:
    done = CliRunner().invoke(app, ["export", "--db", str(store), *options])
    assert done.exit_code == 2 and told in " ".join(done.stderr.replace("│", " ").split())


def test_an_export_that_cannot_be_written_is_one_line(store: Path, tmp_path: Path) -> None:
    done = run("export", "--db", str(store), "--out", str(tmp_path / "none" / "file.csv"), code=1)
    assert "No such file or directory; nothing was written" in done.stderr and "Traceback" not in done.stderr


def test_a_missing_store_is_one_line(tmp_path: Path) -> None:
    for command in (["export"], ["doctor"], ["brief", "--week", "2026-W40", "--out", str(tmp_path / "b.png")]):
        done = run(*command, code=1, RASD_DB=str(tmp_path / "none.db"))
        assert done.stderr.startswith("no store at ") and "Traceback" not in done.stderr
    assert not list(tmp_path.iterdir())


def test_doctor_finds_a_good_store_good_and_a_bad_one_bad(store: Path, tmp_path: Path) -> None:
    assert "BAD" not in run("doctor", "--db", str(store)).stdout
    bad = tmp_path / "bad.db"
    from monitor.store.engine import writing
    from monitor.store.migrations import open_store

    run("ingest", str(store.with_name("articles.jsonl")), "--db", str(bad), code=3)
    engine = open_store(bad)
    with writing(engine) as conn:
        conn.exec_driver_sql("UPDATE rollup_daily SET n = n + 1")
    engine.dispose()
    assert "BAD  daily counts: differs from the mentions on" in run("doctor", "--db", str(bad), code=1).stdout
    assert "BAD" not in run("doctor", "--db", str(bad), "--rebuild").stdout


@pytest.mark.parametrize("command", app.registered_commands, ids=lambda c: c.name or c.callback.__name__)
def test_every_command_says_what_it_does(command: CommandInfo) -> None:
    done = CliRunner().invoke(app, [command.name or command.callback.__name__, "--help"])
    shown = " ".join(done.stdout.split())
    assert done.exit_code == 0 and command.callback.__doc__.splitlines()[0] in shown


def test_nothing_of_an_article_is_told_by_the_commands(tmp_path: Path) -> None:
    """What is printed ends in terminals, mails and logs: counts, files and reasons, never what was read."""
    path, db = tmp_path / "articles.jsonl", str(tmp_path / "store.db")
    told = "Canary Namesake and hundreds of families fled the town of Al-Mayadin in Deir-ez-Zor on Sunday."
    lines = [
        json.dumps({"id": "c1", "text": told, "published": "2017-10-23", "source": "S"}),
        json.dumps({"id": "c2", "text": told + " Then again.", "published": "soon"}),
        json.dumps({"id": "c3", "text": told, "title": 7}),
        told,
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    outputs = [run("ingest", str(path), "--db", db, code=3)]
    for command in ("runs", "doctor", "reextract"):
        outputs.append(run(command, "--db", db))
    outputs.append(run("rejects", "list", "--db", db))
    outputs.append(run("rejects", "retry", "--db", db, code=3))
    outputs.append(run("brief", "--db", db, "--week", "2017-W43", "--lang", "en", "--out", str(tmp_path / "b.png")))
    outputs.append(run("export", "--db", db, "--out", str(tmp_path / "m.csv")))
    assert "Namesake" in (tmp_path / "m.csv").read_text(encoding="utf-8"), "it was read"
    assert not [done.args for done in outputs if "Namesake" in done.stdout + done.stderr]
