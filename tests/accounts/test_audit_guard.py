"""No row of a ledger is changed or removed, whatever is said to the database itself."""

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.exc import DBAPIError

from geo_app.db import Database
from tests.factories import database_of, make_event, make_inspection

pytestmark = pytest.mark.both_databases

LEDGERS = ("audit_entry", "event", "inspection")


@pytest.fixture
def database(app: Flask) -> Database:
    """A database with rows in every ledger: without one, no trigger on rows would speak."""
    make_event(app, "PL2-I-1")
    make_inspection(app, "PL2-I-1")
    return database_of(app)


def counts(database: Database) -> list[int]:
    with database.engine.connect() as connection:
        found = [
            connection.scalar(sa.select(sa.func.count()).select_from(sa.table(table)))
            for table in (*LEDGERS, "hotspot")
        ]
    assert all(found)
    return found


def refused(database: Database, statement: str) -> None:
    before = counts(database)
    with (
        pytest.raises(DBAPIError, match=r"append-only|never deleted"),
        database.engine.begin() as connection,
    ):
        connection.exec_driver_sql(statement)
    assert counts(database) == before


@pytest.mark.parametrize("table", LEDGERS)
def test_no_row_is_updated(database: Database, table: str) -> None:
    refused(database, f"UPDATE {table} SET row_hash = row_hash")  # noqa: S608  # a name from above


@pytest.mark.parametrize("table", [*LEDGERS, "hotspot"])
def test_no_row_is_deleted(database: Database, table: str) -> None:
    if table == "hotspot":
        # One that nothing refers to, or a foreign key would hold it.
        refused(database, "DELETE FROM hotspot WHERE code = 'PL3-I-1'")
    else:
        refused(database, f"DELETE FROM {table}")  # noqa: S608  # as above


@pytest.mark.parametrize("table", [*LEDGERS, "hotspot", "user_account"])
def test_no_table_is_emptied(database: Database, table: str) -> None:
    if database.engine.dialect.name != "postgresql":
        pytest.skip("SQLite has no TRUNCATE; its DELETE is refused above")
    # Users are what the rows of the audit refer to, and CASCADE would empty it with them.
    refused(database, f"TRUNCATE {table} CASCADE")


@pytest.mark.parametrize("table", [*LEDGERS, "hotspot"])
@pytest.mark.parametrize("column", ["id", "number", "previous_hash"])
def test_no_row_takes_the_place_of_another(database: Database, table: str, column: str) -> None:
    if database.engine.dialect.name != "sqlite":
        pytest.skip("only SQLite replaces rows without a word")
    columns = [each["name"] for each in sa.inspect(database.engine).get_columns(table)]
    others = {"id": "id + 1000", "number": "number + 1000", "previous_hash": "'x'"}
    kept = {name: value for name, value in others.items() if name != column}
    values = ", ".join(kept.get(name, f'"{name}"') for name in columns)
    quoted = ", ".join(f'"{name}"' for name in columns)
    rows = f"SELECT {values} FROM {table} LIMIT 1"  # noqa: S608  # names of the schema
    refused(database, f"INSERT OR REPLACE INTO {table} ({quoted}) {rows}")
