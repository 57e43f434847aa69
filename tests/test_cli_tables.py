"""Tables as Excel leaves them: what it adds at the ends and before, and headings in pieces."""

import csv
import io
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from geo_app.cli_csv import Row, read_table
from geo_app.cli_errors import Refused
from tests.cli_runs import run_command

NFD_ADDRESS = unicodedata.normalize("NFD", "Địa chỉ")


@pytest.fixture
def table_file(tmp_path: Path) -> Callable[..., Path]:
    def write(text: str, *, mark: str = "\ufeff") -> Path:
        file = tmp_path / "khao-sat.csv"
        file.write_bytes((mark + text).encode())
        return file

    return write


@pytest.mark.parametrize(
    ("text", "headings", "rows"),
    [
        # Rows at the end, of delimiters, spaces, no-break spaces, and lines of nothing.
        ("a;b\r\n1;2\r\n;\r\n ;\u00a0\r\n;;;\r\n\r\n", ["a", "b"], [(2, ["1", "2"])]),
        # Columns at the end and between that hold nothing.
        ("a;b;;\r\n1;2;;\r\n", ["a", "b"], [(2, ["1", "2"])]),
        ("a;;b\r\n1; ;2\r\n", ["a", "b"], [(2, ["1", "2"])]),
        ("a;b" + ";" * 16_000 + "\r\n1;2\r\n", ["a", "b"], [(2, ["1", "2"])]),
        # A column without a heading that holds something stays.
        ("a;;\r\n1;x;\r\n", ["a", ""], [(2, ["1", "x"])]),
        # A heading alone is a column, and a blank row between others a row.
        ("a;b\r\n1;\r\n;\r\n2;\r\n", ["a", "b"], [(2, ["1", ""]), (3, ["", ""]), (4, ["2", ""])]),
        # Blank rows before the headings.
        (";\r\n;;\r\na;b\r\n1;2\r\n", ["a", "b"], [(4, ["1", "2"])]),
        # A first line for Excel.
        ("sep=;\r\na;b,c\r\n1;2\r\n", ["a", "b,c"], [(3, ["1", "2"])]),
        ("SEP=,\na,b;c\n1,2\n", ["a", "b;c"], [(3, ["1", "2"])]),
        ("sep=\t\r\na\tb\r\n1\t2\r\n", ["a", "b"], [(3, ["1", "2"])]),
        ('"sep=|"\r\na|b\r\n1|2\r\n', ["a", "b"], [(3, ["1", "2"])]),
        ("sep=;;;\r\na;b;\r\n1;2;\r\n", ["a", "b"], [(3, ["1", "2"])]),
        ("sep=;\r\na;\r\n1\r\n", ["a"], [(3, ["1"])]),
        # One column, in which commas are of the text.
        ("a\r\nsố 1, phố Huế\r\n", ["a"], [(2, ["số 1, phố Huế"])]),
        # Old Macintosh lines.
        ("a;b;c,d\r1;2;3\r", ["a", "b", "c,d"], [(2, ["1", "2", "3"])]),
    ],
)
def test_what_excel_adds_is_no_part_of_the_table(
    table_file: Callable[..., Path], text: str, headings: list[str], rows: list[tuple]
) -> None:
    for mark in ("", "\ufeff"):
        found = read_table(table_file(text, mark=mark))
        expected = [Row(line, cells) for line, cells in rows]
        assert (found.headings, found.rows) == (headings, expected)


def test_many_blank_rows_at_the_end_are_not_too_many(table_file: Callable[..., Path]) -> None:
    found = read_table(table_file("a;b\r\n1;2\r\n" + ";\r\n" * 200_000))
    assert found.rows == [Row(2, ["1", "2"])]


@pytest.mark.parametrize("text", ["", "\r\n\r\n", ";;;\r\n;\r\n", "sep=;\r\n", "sep=;"])
def test_what_holds_nothing_is_empty(table_file: Callable[..., Path], text: str) -> None:
    with pytest.raises(Refused, match="khao-sat"):
        read_table(table_file(text))


def test_a_line_that_does_not_fit_is_named_as_in_the_file(
    table_file: Callable[..., Path],
) -> None:
    with pytest.raises(Refused, match="4"):
        read_table(table_file("sep=;\r\na;b\r\n1;2\r\n1;2;3\r\n"))


@pytest.mark.parametrize("column", ["Địa chỉ", NFD_ADDRESS, "  Địa\u00a0chỉ "])
@pytest.mark.parametrize(
    "text",
    [
        f"STT;{NFD_ADDRESS};;\r\n1;Phố Huế;;\r\n2;phố Hàng Bạc, quận Hoàn Kiếm;;\r\n;;;\r\n;;;\r\n",
        "sep=;\r\nSTT;Địa chỉ \r\n1;Phố Huế\r\n2;phố Hàng Bạc, quận Hoàn Kiếm\r\n",
        f"{NFD_ADDRESS}\r\nPhố Huế\r\nphố Hàng Bạc, quận Hoàn Kiếm\r\n\r\n",
    ],
    ids=["ends", "sep", "one column"],
)
def test_places_of_such_a_table_are_found(
    table_file: Callable[..., Path], tmp_path: Path, text: str, column: str
) -> None:
    out = tmp_path / "out.csv"
    result = run_command(
        "geocode", "--batch", str(table_file(text)), "--column", column, "--out", str(out)
    )
    assert result.exit_code == 0, result.output
    written = out.read_bytes().decode("utf-8-sig")
    delimiter = "," if ";" not in text else ";"
    headings, *rows = csv.reader(io.StringIO(written, newline=""), delimiter=delimiter)
    assert headings[-7:] == ["lon", "lat", "commune", "district", "precision", "error_m", "score"]
    assert len(rows) == 2
    assert all(len(row) == len(headings) and row[-7] for row in rows)


def test_a_survey_of_such_a_table_is_recorded(
    table_file: Callable[..., Path],
    database_url: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("HOTSPOTS_INSTANCE", str(tmp_path / "instance"))
    monkeypatch.setenv("HOTSPOTS_DATABASE_URL", database_url)
    headings = unicodedata.normalize("NFD", "Mã điểm ;Ngày;Triệt xóa;Căn cứ;;")
    rows = (
        "PL2-I-1;17/5/2024;Đã triệt xóa;BB 1/BB-CA;;\r\n;;;;;\r\nPL2-I-2;6/2024;Đã triệt xóa;BB 2"
    )
    text = f"sep=;\r\n{headings}\r\n{rows}\r\n;;;;;\r\n;;;;;\r\n"
    result = run_command("import", str(table_file(text)), "--commit")
    assert result.exit_code == 0, result.output
    assert [line.split()[0] for line in result.stdout.splitlines()[1:3]] == ["3", "5"]
