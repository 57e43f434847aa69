"""A register made by the first form of migration 0002 goes on as a whole ledger (0006)."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
import sqlalchemy as sa
from alembic import command
from sqlalchemy.orm import Session

from geo_app import schema
from geo_app.accounts.models import AuditEntry
from geo_app.chain import BEGINNING, ChainHead
from geo_app.db import Database
from geo_app.ledger.guards import missing_guards
from geo_app.ledger.verification import check
from geo_app.migrations.frozen import canonical, hash_of
from geo_app.register.models import Event, Hotspot
from tests.factories import make_event
from tests.tampering import guards_lifted
from tests.test_migrations import PLACED, fill

pytestmark = pytest.mark.both_databases
MODELS = (Hotspot, Event, AuditEntry)
JULY = datetime(2024, 7, 1, tzinfo=UTC)


@pytest.fixture
def first(empty_database_url: str) -> Iterator[Database]:
    """Rows of version 0001, chained as 0002 did it first, one more recorded then, at 0005."""
    database = Database(empty_database_url)
    writer = database.engine.execution_options(hotspots_writes=True)
    with writer.begin() as connection:
        command.upgrade(schema.alembic_config(connection), "0001")
        fill(connection)
        command.upgrade(schema.alembic_config(connection), "0005")
        with guards_lifted(connection):
            connection.execute(sa.update(Event).values(position=Event.id))
            for model in MODELS:
                chain_as_first(connection, model)
            record_as_first(connection)
        narrow_indexes(connection)
    yield database
    database.engine.dispose()


def chain_as_first(connection: sa.Connection, model: type[Any]) -> None:
    table, previous = model.__table__, BEGINNING
    for number, row in enumerate(rows_of(connection, model), start=1):
        row |= {"number": number, "previous_hash": previous}
        row["row_hash"] = previous = first_hash(model, row)
        connection.execute(sa.update(table).where(table.c.id == row["id"]).values(row))
    set_head(connection, model, len(rows_of(connection, model)), previous)


def first_hash(model: type[Any], row: dict[str, Any]) -> str:
    """Without the id; a whole number in a column of floats as it was read, 1.0."""
    left_out = {"id", "row_hash", *model.UNCHAINED}
    said = {k: v for k, v in row.items() if k not in left_out and v is not None}
    floats = {name: value for name, value in said.items() if isinstance(value, float)}
    return hash_of({name: canonical(value) for name, value in said.items()} | floats)


def rows_of(connection: sa.Connection, model: type[Any]) -> list[dict[str, Any]]:
    columns = [each for each in model.__table__.columns if each.name != "geometry_type"]
    found = connection.execute(sa.select(*columns).order_by(model.id)).mappings()
    return [dict(row) for row in found]


def set_head(connection: sa.Connection, model: type[Any], length: int, row_hash: str) -> None:
    heads = ChainHead.name == model.__tablename__
    values = {"length": length, "row_hash": row_hash}
    connection.execute(sa.update(ChainHead).where(heads).values(values))


def record_as_first(connection: sa.Connection) -> None:
    """An event that the application of that time recorded: its position is its number."""
    last = rows_of(connection, Event)[-1]
    number = last["number"] + 1
    row = {
        **last,
        "id": 20,
        "number": number,
        "position": number,
        "effective_from": date(2024, 6, 1),
        "effective_to": date(2024, 6, 1),
        "effective_precision": "day",
        "placed_on": date(2024, 6, 1),
        "recorded_at": JULY,
        "previous_hash": last["row_hash"],
    }
    row["row_hash"] = first_hash(Event, row)
    connection.execute(sa.insert(Event), row)
    set_head(connection, Event, number, row["row_hash"])
    heads = ChainHead.name == "event"
    connection.execute(sa.update(ChainHead).where(heads).values(last_at=JULY))


def narrow_indexes(connection: sa.Connection) -> None:
    connection.exec_driver_sql("DROP INDEX ix_event_superseded")
    connection.exec_driver_sql("DROP INDEX ix_event_level")
    connection.exec_driver_sql(
        "CREATE INDEX ix_event_level ON event (hotspot_id, placed_on, position) "
        "WHERE level IS NOT NULL"
    )


def test_it_is_whole_afterwards_and_goes_on(first: Database) -> None:
    schema.upgrade(first)
    make_event(first, "CU-4", on=date(2024, 8, 1))
    with Session(first.engine) as session:
        report = check(session)
        assert report.whole, report
        assert missing_guards(session.connection()) == []


def test_events_stand_where_they_stand_in_a_register_made_now(first: Database) -> None:
    schema.upgrade(first)
    with Session(first.engine) as session:
        found = session.scalars(sa.select(Event).order_by(Event.id)).all()
    assert [each.placed_on for each in found[:-1]] == [row[-1] for row in PLACED]
    assert [each.position for each in found] == [each.number for each in found]


def test_its_indexes_hold_all_that_is_asked(first: Database) -> None:
    schema.upgrade(first)
    with first.engine.connect() as connection:
        found = {each["name"]: each for each in sa.inspect(connection).get_indexes("event")}
    for index in Event.__table__.indexes:
        assert found[index.name]["column_names"] == [column.name for column in index.columns]


def test_what_was_tampered_with_is_not_made_whole(first: Database) -> None:
    with first.engine.begin() as connection, guards_lifted(connection):
        connection.execute(sa.update(Event).where(Event.id == 5).values(basis="BB khác"))
    schema.upgrade(first)
    with Session(first.engine) as session:
        assert not check(session).whole
