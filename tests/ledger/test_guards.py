"""The list of guards is what the migrations make, no more and no less."""

import pytest
from flask import Flask

from geo_app.ledger import guards

pytestmark = pytest.mark.both_databases


def test_a_register_that_was_just_made_has_exactly_these(app: Flask) -> None:
    with app.extensions["database"].engine.connect() as connection:
        assert guards.found_triggers(connection) == guards.expected_triggers(connection)
        assert guards.missing_guards(connection) == []


@pytest.mark.parametrize(
    ("statement", "name"),
    [
        ("DROP INDEX ix_event_level", "ix_event_level"),
        ("DROP TABLE recovery_code", "recovery_code"),
    ],
)
def test_what_is_gone_is_named(app: Flask, statement: str, name: str) -> None:
    with app.extensions["database"].engine.connect() as connection, connection.begin() as all_:
        connection.exec_driver_sql(statement)
        assert name in guards.missing_guards(connection)
        all_.rollback()


@pytest.mark.parametrize(
    ("table", "constraint"),
    [
        ("event", "fk_event_hotspot_id"),
        ("user_account", "uq_user_account_name"),
        ("inspection", "ck_inspection_figures"),
    ],
)
def test_a_constraint_that_is_gone_is_named(app: Flask, table: str, constraint: str) -> None:
    engine = app.extensions["database"].engine
    if engine.dialect.name != "postgresql":
        pytest.skip("SQLite loses a constraint only with its table")
    with engine.connect() as connection, connection.begin() as all_:
        connection.exec_driver_sql(f"ALTER TABLE {table} DROP CONSTRAINT {constraint} CASCADE")
        assert constraint in " ".join(guards.missing_guards(connection))
        all_.rollback()
