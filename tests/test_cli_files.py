"""Files handed to a command: what is no table is refused unopened, whatever it is called."""

import bz2
import gzip
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from geo_app.cli_csv import LONGEST_CELL, MOST_COLUMNS, MOST_ROWS
from geo_app.cli_files import LARGEST_FILE_BYTES
from tests.cli_runs import one_sentence, run_command

# Doubled thirty times, the text would have some ten gigabytes.
ENTITIES = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x0 "laughter">' + "".join(
    f'<!ENTITY x{n} "&x{n - 1};&x{n - 1};">' for n in range(1, 31)
)
XML_BOMB = f"{ENTITIES}]><a>&x30;</a>".encode()
EXTERNAL = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'


def zip_bomb() -> bytes:
    """A workbook of some 200 kB that would unpack to 200 MB."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as workbook:
        workbook.writestr("[Content_Types].xml", XML_BOMB)
        with workbook.open("xl/worksheets/sheet1.xml", "w") as sheet:
            for _ in range(200):
                sheet.write(bytes(1_000_000))
    return packed.getvalue()


KINDS = {
    "xml": XML_BOMB,
    "xml behind a mark and spaces": b"\xef\xbb\xbf \r\n" + XML_BOMB,
    "external": EXTERNAL,
    "page": b"<html><table><tr><td>code</td></tr></table></html>",
    "empty zip": b"PK\x05\x06" + bytes(18),
    "old workbook": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504),
    "pdf": b"%PDF-1.7\n%\xe2\xe3\n",
    "gzip": gzip.compress(b"code,effective_on\n"),
    "bzip2": bz2.compress(b"code,effective_on\n"),
    "png": b"\x89PNG\r\n\x1a\n",
    "sqlite": b"SQLite format 3\x00",
    "nul": b"code,effective_on\nPL2-I-1,20\x0024\n",
    "utf-16": "code,effective_on\n".encode("utf-16"),
    "latin": "code,ngày\n".encode("latin-1"),
}


@pytest.fixture
def hand_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[Result]]:
    """Both commands on a file of this content; neither gets as far as a database."""
    monkeypatch.setenv("HOTSPOTS_INSTANCE", str(tmp_path / "instance"))

    def run(content: bytes, name: str = "table.csv") -> list[Result]:
        file, out = tmp_path / name, tmp_path / "out.csv"
        file.write_bytes(content)
        found = [
            run_command("import", str(file), "--commit"),
            run_command("geocode", "--batch", str(file), "--column", "code", "--out", str(out)),
        ]
        assert not out.exists()
        return found

    return run


@pytest.fixture
def no_unpacking(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing may open an archive or read XML: it would fail here, however fast it were."""

    def refuse(*_arguments: object, **_more: object) -> None:
        raise AssertionError("the file was opened as what it is")

    for name in ("zipfile.ZipFile.__init__", "gzip.decompress", "zlib.decompressobj"):
        monkeypatch.setattr(name, refuse)
    for name in ("xml.etree.ElementTree.parse", "xml.etree.ElementTree.fromstring"):
        monkeypatch.setattr(name, refuse)


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.usefixtures("no_unpacking")
def test_another_kind_is_refused_in_a_sentence(
    hand_over: Callable[..., list[Result]], kind: str, ending: str
) -> None:
    for result in hand_over(KINDS[kind], f"table.{ending}"):
        sentence = one_sentence(result, 2)
        assert f"table.{ending}" in sentence
        assert "CSV UTF-8" in sentence


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_workbook_that_would_fill_the_memory_stays_packed(
    hand_over: Callable[..., list[Result]], request: pytest.FixtureRequest, ending: str
) -> None:
    bomb = zip_bomb()
    assert len(bomb) < LARGEST_FILE_BYTES
    request.getfixturevalue("no_unpacking")
    for result in hand_over(bomb, f"table.{ending}"):
        assert "CSV UTF-8" in one_sentence(result, 2)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"x" * (LARGEST_FILE_BYTES + 1), "2.0 MB"),
        (b"code\n" + b"x\n" * (MOST_ROWS + 1), str(MOST_ROWS)),
        (b",".join([b"code"] * (MOST_COLUMNS + 1)), str(MOST_COLUMNS)),
        (b"code\n" + b"x" * (LONGEST_CELL + 1), str(LONGEST_CELL)),
        (b'code\n"' + b"x\n" * 100_000, ""),
        (b'code\n"' + b"x" * 200_000 + b'"', ""),
    ],
    ids=["bytes", "rows", "columns", "cell", "open quotation", "longer than csv reads"],
)
def test_a_table_that_is_too_large_is_refused(
    hand_over: Callable[..., list[Result]], content: bytes, said: str
) -> None:
    for result in hand_over(content):
        assert said in one_sentence(result, 2)


def test_a_file_without_an_end_is_not_read_to_it(tmp_path: Path) -> None:
    endless = Path("/dev/zero")
    if not endless.exists():
        pytest.skip("this system has no such file")
    out = tmp_path / "out.csv"
    result = run_command("geocode", "--batch", str(endless), "--column", "a", "--out", str(out))
    assert "2.0 MB" in one_sentence(result, 2)


def test_what_a_batch_writes_runs_nowhere_and_can_be_read_again(tmp_path: Path) -> None:
    first, second, third = (tmp_path / name for name in ("in.csv", "out.csv", "again.csv"))
    table = 'id,"=cmd()",place\n-5,"=1+1",phố Hàng Bạc\n-1+1, @x;=2,\n'
    first.write_text(table, encoding="utf-8")
    arguments = ("--column", "place", "--out", str(second))
    assert run_command("geocode", "--batch", str(first), *arguments).exit_code == 0
    text = second.read_text(encoding="utf-8-sig")
    assert text.splitlines()[0].startswith("id,'=cmd(),place,lon")
    assert text.splitlines()[1].startswith("-5,'=1+1,")
    assert text.splitlines()[2].startswith("'-1+1,' @x;'=2,")
    # Without what the first run added, the second writes the same: no apostrophe on another.
    again = "\n".join(",".join(line.split(",")[:3]) for line in text.splitlines())
    first.write_text(again + "\n", encoding="utf-8")
    arguments = ("--column", "place", "--out", str(third))
    assert run_command("geocode", "--batch", str(first), *arguments).exit_code == 0
    assert third.read_text(encoding="utf-8-sig") == text
