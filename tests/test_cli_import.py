"""`hotspots import`: what a table would change, what refuses it, and all or nothing."""

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa
from click.testing import Result
from flask import Flask

from geo_app.accounts.models import AuditEntry
from geo_app.chain_check import verify
from geo_app.register import queries
from geo_app.register.models import Event
from tests.cli_runs import everything_in, one_sentence, run_command

pytestmark = pytest.mark.both_databases

HEAD = "code,effective_on,level,clearance,basis,note,handed_over_by,handed_over_to"
CLEARED = f"""{HEAD}
PL2-I-1,2024-05-17,inactive,cleared,BB 1/BB-CA,,,
PL2-I-2,6/2024,,cleared,,Khảo sát,,
"""


@pytest.fixture(autouse=True)
def instance(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, database_url: str) -> None:
    monkeypatch.setenv("HOTSPOTS_INSTANCE", str(tmp_path / "instance"))
    monkeypatch.setenv("HOTSPOTS_DATABASE_URL", database_url)


@pytest.fixture
def import_table(tmp_path: Path) -> Callable[..., Result]:
    def run(table: str | bytes, *options: str, name: str = "khao-sat.csv") -> Result:
        content = table.encode() if isinstance(table, str) else table
        (tmp_path / name).write_bytes(content)
        return run_command("import", str(tmp_path / name), *options)

    return run


def state_of(app: Flask, code: str) -> tuple[str, str]:
    with app.test_request_context():
        found = queries.standing(app.extensions["database"].session(), code, scope=None)
    return found.level, found.clearance


def lines(result: Result) -> list[str]:
    return [" ".join(line.split()) for line in result.stdout.splitlines()]


def test_without_commit_it_shows_and_saves_nothing(
    import_table: Callable[..., Result], database_url: str
):
    before = everything_in(database_url)
    result = import_table(CLEARED)
    assert result.exit_code == 0
    assert lines(result)[1].startswith("2 PL2-I-1 2024-05-17 Chưa triệt xóa, Chưa xác minh →")
    assert lines(result)[2].startswith("3 PL2-I-2 6/2024 Chưa triệt xóa, Chưa xác minh →")
    assert "--commit" in lines(result)[-1]
    assert everything_in(database_url) == before


def test_with_commit_all_are_recorded_by_the_system_and_the_file_is_named(
    import_table: Callable[..., Result], app: Flask
):
    result = import_table(CLEARED, "--commit")
    assert result.exit_code == 0
    assert state_of(app, "PL2-I-1") == ("inactive", "cleared")
    assert state_of(app, "PL2-I-2") == ("unverified", "cleared")
    with app.test_request_context():
        session = app.extensions["database"].session()
        entries = session.scalars(sa.select(AuditEntry).order_by(AuditEntry.id.desc()).limit(3))
        imported, *recorded = entries
        assert imported.subject == "file/khao-sat.csv"
        sha256 = hashlib.sha256(CLEARED.encode()).hexdigest()
        assert imported.after == {"events": 2, "sha256": sha256}
        assert {each.subject for each in recorded} == {"hotspot/PL2-I-1", "hotspot/PL2-I-2"}
        assert {each.actor_name for each in (imported, *recorded)} == {"system"}
        assert verify(session, Event).whole
        assert verify(session, AuditEntry).whole


@pytest.mark.parametrize("options", [(), ("--commit",)])
def test_each_refused_line_says_which_rule_and_nothing_is_saved(
    import_table: Callable[..., Result], database_url: str, options: tuple[str, ...]
):
    table = f"""{HEAD}
PL2-I-1,2024-05-17,inactive,cleared,BB 1/BB-CA,,,
PL3-I-5,2024-05-17,,cleared,BB 1/BB-CA,,,
NONE,2024-05-17,,cleared,BB 1/BB-CA,,,
PL2-I-2,31/2/2024,,cleared,BB 1/BB-CA,,,
PL2-I-2,2024-05-17,,handed_over,BB 1/BB-CA,,,
PL2-I-2,2024-05-17,awful,,BB 1/BB-CA,gọi 0912 345 678,,
,2024-05-17,,cleared,BB 1/BB-CA,,,
"""
    before = everything_in(database_url)
    result = import_table(table, *options)
    assert result.exit_code == 1
    refused = {line.split()[0] for line in lines(result) if "TỪ CHỐI" in line or "REFUSED" in line}
    assert refused == {"3", "4", "5", "6", "7", "8"}
    assert "NONE" in lines(result)[3]
    assert "31/2/2024" in lines(result)[4]
    assert "awful" in lines(result)[6]
    assert "0912 345 678" in lines(result)[6]
    assert one_sentence(result, 1).startswith("Chưa lưu. 6/7 ")
    assert everything_in(database_url) == before


def test_events_of_one_hotspot_follow_each_other(import_table: Callable[..., Result], app: Flask):
    table = f"""{HEAD}
PL2-I-1,2024-05,,cleared,BB 1,,,
PL2-I-1,2024-06,,handed_over,BB 2,,Công an huyện,UBND xã
PL2-I-1,2024-07,complex,recurred,BB 3,,,
"""
    result = import_table(table, "--commit")
    assert result.exit_code == 0
    assert [line.count("→") for line in lines(result)[1:4]] == [1, 1, 1]
    assert state_of(app, "PL2-I-1") == ("complex", "recurred")


def test_what_collides_with_a_later_line_is_refused(
    import_table: Callable[..., Result], app: Flask
):
    table = f"""{HEAD}
PL2-I-1,2024-06,,cleared,BB 1,,,
PL2-I-1,2024-05,,recurred,BB 2,,,
"""
    assert import_table(table, "--commit").exit_code == 1
    assert state_of(app, "PL2-I-1") == ("unverified", "not_cleared")


def test_the_same_table_again_changes_nothing_and_is_no_failure(
    import_table: Callable[..., Result], database_url: str
):
    table = f"""{HEAD}
PL2-I-1,2024-05-17,inactive,cleared,BB 1/BB-CA,,,
PL2-I-1,2024-05-17,,handed_over,BB 2,,Công an huyện,UBND xã
PL2-I-1,2024-07,complex,recurred,BB 3,,,
PL2-I-2,6/2024,,cleared,,Khảo sát,,
"""
    assert import_table(table, "--commit").exit_code == 0
    before = everything_in(database_url)
    for options in ((), ("--commit",)):
        again = import_table(table, *options)
        assert again.exit_code == 0, again.output
        assert all("không đổi" in line for line in lines(again)[1:5])
        assert everything_in(database_url) == before
    more = import_table(f"{table}PL2-I-2,2024-08,,recurred,BB 4,,,\n", "--commit", name="b.csv")
    assert more.exit_code == 0, more.output
    assert [("không đổi" in line) for line in lines(more)[1:6]] == [True] * 4 + [False]
    assert everything_in(database_url) != before


def test_a_row_that_stands_twice_in_a_table_is_recorded_once(
    import_table: Callable[..., Result], app: Flask
):
    row = "PL2-I-1,2024-05-17,inactive,cleared,BB 1/BB-CA,,,\n"
    result = import_table(f"{HEAD}\n{row}{row}", "--commit")
    assert result.exit_code == 0, result.output
    with app.test_request_context():
        session = app.extensions["database"].session()
        found = session.scalars(sa.select(Event).where(Event.basis == "BB 1/BB-CA"))
        assert len(list(found)) == 1


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_headings_and_values_may_be_vietnamese(
    import_table: Callable[..., Result], app: Flask, delimiter: str, mark: str
):
    rows = (
        ("Mã điểm", "NGÀY", "Mức độ", "Triệt xoá", "Căn cứ", "Ghi chú"),
        ("PL2-I-1", "17/5/2024", "Ít hoạt động", "đã triệt xóa", "BB 1/BB-CA", ""),
    )
    table = mark + "\r\n".join(delimiter.join(row) for row in rows)
    result = import_table(table, "--commit")
    assert result.exit_code == 0, result.output
    assert state_of(app, "PL2-I-1") == ("low_activity", "cleared")


def test_line_numbers_are_those_of_the_file(import_table: Callable[..., Result]):
    table = f'{HEAD}\nPL2-I-1,2024,,cleared,BB 1,"một\nhai",,\n\nPL2-I-2,2024,,cleared,BB 1,,,\n'
    assert [line.split()[0] for line in lines(import_table(table))[1:3]] == ["2", "5"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "khao-sat.csv"),
        (b"\xff\xfe\x00a", "UTF-8"),
        (b"PK\x03\x04 a workbook", "CSV UTF-8"),
        (f"{HEAD},person\n".encode(), "person"),
        (b"code,code,effective_on\n", "code"),
        (b"code,level\nPL2-I-1,active\n", "effective_on"),
        (f"{HEAD}\nPL2-I-1,2024,,cleared,BB 1,,,,,,\n".encode(), "2"),
        (f'{HEAD}\nPL2-I-1,"2024\n'.encode(), "khao-sat.csv"),
        (b"x" * 2_000_001, "2.0"),
    ],
)
def test_a_table_that_cannot_be_used_is_a_sentence(
    import_table: Callable[..., Result], database_url: str, content: bytes, said: str
):
    before = everything_in(database_url)
    assert said in one_sentence(import_table(content, "--commit"), 2)
    assert everything_in(database_url) == before


def test_a_table_without_rows_saves_nothing(import_table: Callable[..., Result], database_url: str):
    before = everything_in(database_url)
    assert import_table(HEAD, "--commit").exit_code == 0
    assert everything_in(database_url) == before


def test_a_missing_file_is_a_sentence(tmp_path: Path):
    assert "none.csv" in one_sentence(run_command("import", str(tmp_path / "none.csv")), 1)
