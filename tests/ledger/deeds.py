"""Single deeds of somebody who edits the database, each on an open connection."""

from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa

from geo_app.accounts.models import AuditEntry, UserScope
from geo_app.chain import ChainHead, chained_columns, digest
from geo_app.indicators.models import IndicatorResult
from geo_app.ledger.journal import JournalEntry
from geo_app.register.models import Event
from tests.tampering import edit, insert, rewritten, row_of

Deed = Callable[[sa.Connection], None]


def first_id(connection: sa.Connection, model: type[Any]) -> int:
    return int(connection.scalar(sa.select(sa.func.min(model.id))) or 0)


def last(connection: sa.Connection, model: type[Any]) -> dict[str, Any]:
    top = connection.scalar(sa.select(sa.func.max(model.id)))
    return row_of(connection, model, int(top or 0))


def set_head(connection: sa.Connection, model: type[Any]) -> None:
    """Make the head say that the chain ends where it now ends."""
    heads = ChainHead.name == model.__tablename__
    if connection.scalar(sa.select(sa.func.count(model.id))) == 0:
        connection.execute(sa.delete(ChainHead).where(heads))
        return
    row = last(connection, model)
    values = {"length": row["number"], "row_hash": row["row_hash"], "last_at": row[model.MOMENT]}
    connection.execute(sa.update(ChainHead).where(heads).values(values))


def cut(model: type[Any]) -> Deed:
    def tamper(connection: sa.Connection) -> None:
        connection.execute(sa.delete(model).where(model.id == last(connection, model)["id"]))
        set_head(connection, model)

    return tamper


def emptied(model: type[Any]) -> Deed:
    def tamper(connection: sa.Connection) -> None:
        connection.execute(sa.delete(model))
        set_head(connection, model)

    return tamper


def appended(model: type[Any], **changes: Any) -> Deed:
    """A row behind the last, hashed and with its head as the application would."""

    def tamper(connection: sa.Connection) -> None:
        row = last(connection, model)
        forged = {
            **row,
            "id": row["id"] + 1,
            "number": row["number"] + 1,
            "previous_hash": row["row_hash"],
            **changes,
        }
        hashed = {name: forged[name] for name in chained_columns(model)}
        insert(connection, model, **forged | {"row_hash": digest(hashed)})
        set_head(connection, model)

    return tamper


def edited(model: type[Any], **changes: Any) -> Deed:
    return lambda connection: edit(connection, model, first_id(connection, model), **changes)


def event_removed(connection: sa.Connection) -> None:
    connection.execute(sa.delete(Event).where(Event.id == first_id(connection, Event)))


def added(model: type[Any], **values: Any) -> Deed:
    return lambda connection: insert(connection, model, **values)


def where(model: type[Any], condition: Any, **values: Any) -> Deed:
    def tamper(connection: sa.Connection) -> None:
        connection.execute(sa.update(model).where(condition).values(values))

    return tamper


def scope_widened(connection: sa.Connection) -> None:
    connection.execute(sa.delete(UserScope))


def swapped(connection: sa.Connection) -> None:
    one, two = first_id(connection, Event), first_id(connection, Event) + 1
    numbers = [row_of(connection, Event, each)["number"] for each in (one, two)]
    edit(connection, Event, one, number=-1)
    edit(connection, Event, two, number=numbers[0])
    edit(connection, Event, one, number=numbers[1])


def event_with_its_journal(connection: sa.Connection) -> None:
    """An event, hashed, and a forged entry of the journal for it, but nothing in the audit."""
    appended(Event, level="complex", supersedes_id=None)(connection)
    row = last(connection, Event)
    appended(JournalEntry, rows={f"event:{row['id']}": row["row_hash"]})(connection)


def journal_cut(connection: sa.Connection) -> None:
    """The last transaction undone everywhere, as if it had never been."""
    row = last(connection, JournalEntry)
    by_name = {model.__tablename__: model for model in (AuditEntry, IndicatorResult)}
    for key in row["rows"]:
        table, _separator, identity = key.partition(":")
        model = by_name[table]
        connection.execute(sa.delete(model).where(model.id == int(identity)))
        set_head(connection, model)
    cut(JournalEntry)(connection)


def all_rewritten(connection: sa.Connection) -> None:
    """A note changed, and every hash computed anew: of the chain, the journal, and the heads."""

    def forge(row: dict[str, Any]) -> None:
        row["note"] = "viết lại"

    rewritten(connection, Event, forge)
    hashes = {f"event:{row.id}": row.row_hash for row in connection.execute(sa.select(Event))}

    def follow(row: dict[str, Any]) -> None:
        row["rows"] = {key: hashes.get(key, value) for key, value in row["rows"].items()}

    rewritten(connection, JournalEntry, follow)


def guards_dropped(connection: sa.Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("DROP TRIGGER event_append_only ON event")
    else:
        connection.exec_driver_sql("DROP TRIGGER event_no_update")


def guards_emptied(connection: sa.Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(
            "CREATE OR REPLACE FUNCTION event_append_only() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RETURN NEW; END $$"
        )
    else:
        connection.exec_driver_sql("DROP TRIGGER event_no_update")
        connection.exec_driver_sql(
            "CREATE TRIGGER event_no_update BEFORE UPDATE ON event BEGIN SELECT 1; END"
        )


def guards_switched_off(connection: sa.Connection) -> None:
    if connection.dialect.name != "postgresql":
        pytest.skip("SQLite cannot switch a trigger off, only drop it")
    connection.exec_driver_sql("ALTER TABLE audit_entry DISABLE TRIGGER audit_entry_append_only")


def index_dropped(connection: sa.Connection) -> None:
    connection.exec_driver_sql("DROP INDEX uq_event_previous_hash")
