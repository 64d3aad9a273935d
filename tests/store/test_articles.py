"""Reading articles: the good part goes in, the bad part is told with its place and reason."""

from __future__ import annotations

import io
import json
import os
from pathlib import Path

import pytest

from extractors.records import Article, article_id
from monitor.articles import MAX_LINE, Reject, read_lines
from monitor.files import count_records, find_files, read_all
from monitor.readers.read import read_path


def read(path: Path, content: str | bytes) -> list[Article | Reject]:
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return list(read_path(path))


def lines(content: str | bytes) -> list[Article | Reject]:
    raw = content if isinstance(content, bytes) else content.encode("utf-8")
    return list(read_lines(io.BytesIO(raw), "in"))


def test_txt_is_one_article_with_its_first_line_as_title(tmp_path: Path) -> None:
    head = "قصف على بنش\nقصف على بنش\n● أخبار سورية ٢٢ أكتوبر ٢٠١٧\n\n"
    text = head + "قتل مدنيان.\n\nالمصدر: شبكة شام الكاتب: فريق التحرير\n"
    (one,) = read(tmp_path / "one.txt", text)
    assert one == Article(article_id(None, text), text, None, "شبكة شام", "قصف على بنش", None, "2017-10-22")


def test_txt_without_dateline_and_source_leaves_them_unknown(tmp_path: Path) -> None:
    (one,) = read(tmp_path / "one.txt", b"\xef\xbb\xbfTitle\r\n\r\nText.\r\n")
    assert (one.text, one.title, one.published, one.source) == ("Title\n\nText.\n", "Title", None, None)


def test_the_id_comes_from_the_record_else_the_url_else_the_text() -> None:
    found = lines('{"id": 7, "text": "t"}\n{"url": "https://a.example", "text": "t"}\n{"text": "t"}\n')
    assert [one.id for one in found] == ["7", article_id("https://a.example", "t"), article_id(None, "t")]


@pytest.mark.parametrize(
    ("line", "field", "reason"),
    [
        ("not json", None, "not JSON"),
        ('["a"]', None, "not a JSON object"),
        (b'{"text": "\xff"}', None, "not UTF-8"),
        ("{}", "text", "missing"),
        ('{"text": "  "}', "text", "empty"),
        ('{"text": 5}', "text", "expected text, found int"),
        ('{"text": "a\\u0000"}', "text", "NUL"),
        ('{"text": "a\\ud800"}', "text", "half a character (U+D800) at 1"),
        ('{"text": "bonjour", "language": "fr"}', "language", "'fr' is not read; can read ar, en"),
        ("[" * 100_000, None, "not JSON"),
        ('{"text": "' + "a" * 1_000_001 + '"}', "text", "longer than 1,000,000"),
        ('{"text": "' + "a" * MAX_LINE + '"}', None, "line longer than"),
    ],
)
def test_a_bad_line_is_told_and_the_next_one_read(line: str | bytes, field: str | None, reason: str) -> None:
    raw = line if isinstance(line, bytes) else line.encode("utf-8")
    bad, good = lines(b"\n" + raw + b'\n{"text": "good"}')
    assert isinstance(bad, Reject) and isinstance(good, Article)
    assert (bad.file, bad.line, bad.field, bad.partial) == ("in", 2, field, False)
    assert reason in bad.reason and len(bad.raw) <= 500


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("published", "22/10/2017"),
        ("published", "٢٠١٧-١٠-٢٢"),
        ("published", "20171022"),
        ("published", "2017-W43-1"),
        ("published", "2017-02-30"),
        ("title", ["a"]),
    ],
)
def test_a_bad_further_field_is_told_and_left_out(field: str, value: object) -> None:
    bad, good = lines(json.dumps({"text": "good", field: value}))
    assert isinstance(bad, Reject) and bad.partial and bad.field == field
    assert good.text == "good" and getattr(good, field) is None


@pytest.mark.parametrize("day", ["2017-10-22", "2017-10-22T08:00:00Z", "2017-10-22 08:00:00+03:00"])
def test_dates_and_datetimes_are_kept_as_they_are(day: str) -> None:
    (one,) = lines(f'{{"text": "t", "published": "{day}", "language": "ar-SY"}}')
    assert (one.published, one.language) == (day, "ar")


def test_csv_rows_with_quoted_lines(tmp_path: Path) -> None:
    content = '\ufefftitle,text,other\n"a, b","one\ntwo",x\nc,,\n,,\n,"three"\n'
    first, bad, second = read(tmp_path / "one.csv", content)
    assert (first.title, first.text, second.text) == ("a, b", "one\ntwo", "three")
    assert (bad.line, bad.field, bad.reason) == (4, "text", "empty")


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    for name, content, reason in [
        ("a.csv", "title;words\na;b\n", "no column 'text' in the header; the columns are title, words"),
        ("b.txt", "قصف".encode("cp1256"), "not UTF-8 from byte 0 on"),
        ("c.pdf", b"%PDF-1.4", "a damaged PDF"),
        ("d.txt", "", "empty"),
        ("e.txt", "a\x00b", "NUL"),
    ]:
        (bad,) = read(tmp_path / name, content)
        assert isinstance(bad, Reject) and reason in bad.reason and name in str(bad)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no such files on this system")
def test_folders_are_read_in_order_and_links_not_followed(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    for name in ("b/2.txt", "a.txt", "c.txt", ".hidden.txt"):
        (tmp_path / name).write_text(name, encoding="utf-8")
    os.symlink("/etc/hostname", tmp_path / "link.txt")
    os.symlink(tmp_path, tmp_path / "b" / "loop")
    os.mkfifo(tmp_path / "fifo.txt")
    found = list(find_files([tmp_path, tmp_path / "none"]))
    assert [path.name for path in found if isinstance(path, Path)] == ["a.txt", "2.txt", "c.txt"]
    reasons = {Path(bad.file).name: bad.reason for bad in found if isinstance(bad, Reject)}
    assert reasons == {
        "link.txt": "a symbolic link, not followed",
        "loop": "a symbolic link, not followed",
        "fifo.txt": "not a regular file",
        "none": "no such file",
    }
    assert [one.text for one in read_all(found) if isinstance(one, Article)] == ["a.txt", "b/2.txt", "c.txt"]
    assert count_records(path for path in found if isinstance(path, Path)) == 3
