"""`hotspots geocode`: a text, the plan's own places, a table."""

import csv
import json
from pathlib import Path

import pytest
from click.testing import Result

from geo_app.cli_batch import ADDED
from tests.cli_runs import one_sentence, run_command

KIM_GIANG = "Đường Kim Giang (đoạn từ Cầu Tó đến đường Nghiêm Xuân Yêm)"


@pytest.fixture(autouse=True)
def instance(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    folder = tmp_path / "instance"
    monkeypatch.setenv("HOTSPOTS_INSTANCE", str(folder))
    return folder


def test_a_place_as_text() -> None:
    result = run_command("geocode", KIM_GIANG, "--district", "Thanh Trì")

    assert result.exit_code == 0
    assert "Huyện Thanh Trì (020)" in result.stdout
    assert "Thanh Liệt" in result.stdout


def test_a_place_as_json() -> None:
    found = json.loads(
        run_command("geocode", KIM_GIANG, "--district", "020", "--format", "json").stdout
    )

    assert found["found"] is True
    assert found["precision"] == "section"
    assert found["district"]["code"] == "020"
    assert found["verdict"]["kind"] == "agrees"
    assert found["geometry"]["type"] in {"LineString", "MultiLineString"}
    assert all(step["text"] for step in found["steps"])


def test_what_is_not_found_says_where_it_gave_up() -> None:
    text = "phố Xyzzy Không Đâu Có"
    found = json.loads(run_command("geocode", text, "--format", "json").stdout)

    assert found["found"] is False
    assert found["gave_up_at"] in {"street", "landmark", "commune", "district"}
    assert found["reason"] in {"unknown_name", "weak_match", "ambiguous_name"}
    assert "geometry" not in found
    assert run_command("geocode", text).exit_code == 0


def test_geocoding_needs_no_database_and_makes_no_file(instance: Path) -> None:
    run_command("geocode", "Hàng Bạc")
    assert not instance.exists()


def test_the_plans_places_all_lie_in_their_districts() -> None:
    result = run_command("geocode", "--plan-check")
    heading, *rows, _summary = result.stdout.splitlines()

    assert result.exit_code == 0
    assert len(rows) == 11
    assert all("100%" in row for row in rows)
    # Columns are aligned: each share ends where its heading ends.
    ends = {row.index("100%") + len("100%") for row in rows}
    assert len(ends) == 1
    assert ends.pop() <= len(heading)


def test_the_plans_places_as_json() -> None:
    rows = json.loads(run_command("geocode", "--plan-check", "--format", "json").stdout)
    assert {row["verdict"] for row in rows} == {"agrees"}


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("Hàng Bạc", "--plan-check"),
        ("???",),
        ("",),
        ("--batch", "in.csv"),
        ("Hàng Bạc", "--format", "xml"),
        ("--batch",),
    ],
)
def test_arguments_that_do_not_fit_are_answered_in_one_sentence(arguments) -> None:
    one_sentence(run_command("geocode", *arguments), 2)


def batch(tmp_path: Path, content: bytes, column: str = "place") -> tuple[Result, Path]:
    (tmp_path / "in.csv").write_bytes(content)
    out = tmp_path / "out.csv"
    result = run_command(
        "geocode", "--batch", str(tmp_path / "in.csv"), "--column", column, "--out", str(out)
    )
    return result, out


def rows_of(file: Path, delimiter: str = ",") -> list[dict[str, str]]:
    text = file.read_bytes().decode("utf-8")
    assert text.startswith("\ufeff"), "Excel needs the mark to see that it is UTF-8"
    return list(csv.DictReader(text[1:].splitlines(), delimiter=delimiter))


def test_one_row_out_for_each_row_in(tmp_path: Path) -> None:
    table = 'id,place\n1,phố Hàng Bạc\n2,\n3,xyzzy không đâu có\n1,phố Hàng Bạc\n4,"a ""b"", c"\n'
    result, out = batch(tmp_path, table.encode())
    rows = rows_of(out)

    assert result.exit_code == 0
    assert [row["id"] for row in rows] == ["1", "2", "3", "1", "4"]
    assert list(rows[0]) == ["id", "place", *ADDED]
    assert rows[0]["district"] == "Quận Hoàn Kiếm"
    assert 105.84 < float(rows[0]["lon"]) < 105.86
    assert 21.02 < float(rows[0]["lat"]) < 21.05
    assert all(rows[1][name] == rows[2][name] == "" for name in ADDED)
    assert rows[4]["place"] == 'a "b", c'


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_what_excel_saves_is_read_and_written_alike(tmp_path: Path, delimiter: str) -> None:
    table = f"\ufeffĐịa điểm{delimiter}ghi chú\r\nphố Hàng Bạc{delimiter}x\r\n"
    result, out = batch(tmp_path, table.encode(), column="Địa điểm")

    assert result.exit_code == 0, result.output
    assert rows_of(out, delimiter)[0]["district"] == "Quận Hoàn Kiếm"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("name\nphố Hàng Bạc\n".encode(), "name"),
        ("place,lon\nphố Hàng Bạc,1\n".encode(), "lon"),
        ("place,b\nphố Hàng Bạc,1,2,3\n".encode(), "2"),
        ("place\nphố Hàng Bạc\n".encode("utf-16"), "UTF-8"),
        (b"place\n\xff\xfe\x80\n", "UTF-8"),
        (b'place\n"never ended\n', "csv"),
        (b"", "csv"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "UTF-8"),
    ],
)
def test_a_table_that_does_not_fit_writes_nothing(
    tmp_path: Path, content: bytes, said: str
) -> None:
    result, out = batch(tmp_path, content)

    assert said in one_sentence(result, 2)
    assert not out.exists()


def test_a_missing_table_is_a_sentence(tmp_path: Path) -> None:
    missing, out = tmp_path / "none.csv", tmp_path / "out.csv"
    arguments = ("--batch", str(missing), "--column", "a", "--out", str(out))
    assert "none.csv" in one_sentence(run_command("geocode", *arguments), 1)
