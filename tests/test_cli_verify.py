"""`hotspots verify` names the table and the first broken row, and counts what it checked."""

from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from shapely.geometry import Point

from geo_app.accounts.models import AuditEntry
from geo_app.chain import chained_models
from geo_app.db import make_engine
from geo_app.register.models import Event, Hotspot
from tests.cli_runs import one_sentence, run_command
from tests.tampering import behind_the_back, edit, rewritten

pytestmark = pytest.mark.both_databases


@pytest.fixture(autouse=True)
def instance(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, database_url: str) -> str:
    monkeypatch.setenv("HOTSPOTS_INSTANCE", str(tmp_path / "instance"))
    monkeypatch.setenv("HOTSPOTS_DATABASE_URL", database_url)
    return database_url


def counted(url: str) -> dict[str, int]:
    engine = make_engine(url)
    try:
        with engine.connect() as connection:
            return {
                model.__tablename__: connection.scalar(sa.select(sa.func.count(model.id))) or 0
                for model in chained_models()
            }
    finally:
        engine.dispose()


def said() -> dict[str, tuple[int, str]]:
    """Rows checked and last hash by table, as the command shows them."""
    lines = [line.split() for line in run_command("verify").stdout.splitlines()]
    return {line[0]: (int(line[1]), line[2]) for line in lines if line and line[0] in TABLES}


TABLES = {"audit_entry", "event", "hotspot"}


def test_a_whole_ledger_is_counted(instance: str) -> None:
    result = run_command("verify")
    assert result.exit_code == 0
    rows = counted(instance)
    assert {name: number for name, (number, _hash) in said().items()} == {
        name: rows[name] for name in TABLES
    }
    assert str(sum(rows.values())) in result.stdout


@pytest.mark.parametrize(
    ("model", "values"),
    [
        (Event, {"clearance": "recurred"}),
        (Event, {"placed_on": sa.func.date("2020-01-01")}),
        (Hotspot, {"name": "Quán khác"}),
        (Hotspot, {"geometry": Point(105.8, 21.0)}),
        (Hotspot, {"district_code": "001"}),
    ],
)
def test_an_edited_row_is_named_with_its_table(
    instance: str, model: type[Any], values: dict[str, Any]
) -> None:
    with behind_the_back(instance) as connection:
        edit(connection, model, 5, **values)
    result = run_command("verify")
    assert result.exit_code == 1
    sentences = [each for each in result.stderr.splitlines() if model.__tablename__ in each]
    assert len(sentences) == 1
    assert " 5:" in sentences[0]
    assert said()[model.__tablename__][0] == 4


def test_two_tables_that_were_touched_are_both_named(instance: str) -> None:
    with behind_the_back(instance) as connection:
        edit(connection, Hotspot, 2, name="Quán khác")
        connection.execute(sa.delete(Event).where(Event.id == 7))
    result = run_command("verify")
    assert result.exit_code == 1
    sentences = "\n".join(result.stderr.splitlines())
    # The row behind the one that is gone does not follow any more; the journal knows the gone one.
    assert all(part in sentences for part in ("event, dòng 8:", "event, dòng 7:"))
    assert "hotspot, dòng 2:" in sentences


def test_rows_that_are_gone_from_the_end_are_missed(instance: str) -> None:
    last = counted(instance)["audit_entry"]
    with behind_the_back(instance) as connection:
        connection.execute(sa.delete(AuditEntry).where(AuditEntry.number == last))
    result = run_command("verify")
    assert result.exit_code == 1
    assert "audit_entry" in result.stderr


def test_a_hash_that_was_noted_finds_a_ledger_that_was_rewritten(instance: str) -> None:
    noted = {name: row_hash for name, (_rows, row_hash) in said().items()}
    for row_hash in noted.values():
        assert run_command("verify", "--expect", f" {row_hash.upper()}").exit_code == 0

    def forge(row: dict[str, Any]) -> None:
        row["note"] = "viết lại"

    with behind_the_back(instance) as connection:
        rewritten(connection, Event, forge)
    wanted = "không có trong bảng nào"
    assert wanted in run_command("verify", "--expect", noted["event"]).stderr
    assert wanted not in run_command("verify", "--expect", noted["hotspot"]).stderr


def test_the_hash_of_a_ledger_without_rows_is_expected_in_vain_by_nobody() -> None:
    assert run_command("verify", "--expect", "0" * 64).exit_code == 0


def test_the_short_form_of_a_sheet_is_found_as_well() -> None:
    row_hash = said()["hotspot"][1]
    short = " ".join(row_hash[at : at + 4] for at in range(0, 16, 4))
    assert run_command("verify", "--expect", short).exit_code == 0
    other = row_hash[:15] + ("0" if row_hash[15] != "0" else "1")
    assert run_command("verify", "--expect", other).exit_code == 1


@pytest.mark.parametrize("text", ["", "abc", "x" * 64, "0" * 15, "0" * 65])
def test_what_is_no_hash_is_refused(text: str) -> None:
    one_sentence(run_command("verify", "--expect", text), 2)


def test_a_database_that_was_not_made_is_a_sentence(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("HOTSPOTS_DATABASE_URL", f"sqlite:///{tmp_path / 'none.sqlite'}")
    assert "hotspots init" in one_sentence(run_command("verify"), 1)
