"""Whoever changes the ledger behind the application's back is found, on both databases."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from shapely.geometry import Point
from sqlalchemy.orm import Session

from geo_app import chain
from geo_app.accounts.audit import Actor
from geo_app.accounts.models import AuditEntry
from geo_app.chain import BEGINNING, ChainHead, chained_models
from geo_app.chain_check import Verdict, holds, verify
from geo_app.register import actions
from geo_app.register.models import Event, Hotspot
from geo_app.register.rules import new_event
from tests.factories import make_user
from tests.tampering import (
    ANOTHER_HASH,
    another,
    edit,
    guards_lifted,
    insert,
    rewritten,
    row_of,
)

pytestmark = pytest.mark.both_databases

TABLES = (Hotspot, Event, AuditEntry)
# A row with others before and behind it.
MIDDLE = 4


@pytest.fixture
def ledger(app: Flask) -> Flask:
    """The plan with some history after it, so that every table has rows to tamper with."""
    user = make_user(app, role="dolisa")
    with app.test_request_context():
        for month in (3, 4, 5):
            values = {"effective_on": f"2024-0{month}", "level": "active", "note": f"Lần {month}"}
            record(app, "PL2-I-1", user.id, **values)
        handover = {"handed_over_by": "Công an huyện", "handed_over_to": "UBND xã"}
        record(app, "PL2-I-1", user.id, effective_on="2024-06", clearance="cleared", note="Đã xong")
        record(
            app, "PL2-I-1", user.id,
            effective_on="2024-07", clearance="handed_over", basis="BB 2/BB-CA", **handover,
        )  # fmt: skip
    return app


def record(app: Flask, code: str, user_id: int | None, **values: Any) -> Event:
    new = new_event(values, today=datetime.now(UTC).date())
    actor = Actor("an officer", user_id)
    return actions.record_event(
        app.extensions["database"], code, new, actor=actor, scope=None, version=None
    )


@pytest.fixture
def tampering(ledger: Flask) -> Iterator[sa.Connection]:
    """The ledger with its guards lifted, in a transaction that is never kept."""
    with ledger.extensions["database"].engine.connect() as connection, connection.begin() as all_:
        with guards_lifted(connection):
            yield connection
        all_.rollback()


def checked(connection: sa.Connection, model: type[Any]) -> Verdict:
    with Session(connection) as session:
        return verify(session, model)


def ids_of(connection: sa.Connection, model: type[Any]) -> list[int]:
    return list(connection.scalars(sa.select(model.id).order_by(model.number)))


def test_what_nobody_touched_is_whole_and_counted(tampering: sa.Connection) -> None:
    for model in chained_models():
        found = checked(tampering, model)
        assert (found.whole, found.broken_id) == (True, None)
        assert found.checked == tampering.scalar(sa.select(sa.func.count(model.id)))


@pytest.mark.parametrize("model", TABLES)
def test_no_column_of_a_row_can_be_edited(tampering: sa.Connection, model: type[Any]) -> None:
    row_id = ids_of(tampering, model)[MIDDLE]
    row = row_of(tampering, model, row_id)
    for column in model.__table__.columns:
        if column.name in model.UNCHAINED:
            continue
        values = [another(column.name, row[column.name], column.type)]
        values += [None] if column.nullable and row[column.name] is not None else []
        for value in values:
            savepoint = tampering.begin_nested()
            edit(tampering, model, row_id, **{column.name: value})
            found = checked(tampering, model)
            assert not found.whole, column.name
            assert found.name == model.__tablename__
            if column.name == "number":
                # It now stands elsewhere: what is first missed is its place.
                assert (found.trouble, found.checked) == ("order", MIDDLE)
            else:
                named = value if column.name == "id" else row_id
                assert (found.broken_id, found.checked) == (named, MIDDLE), column.name
            savepoint.rollback()
    assert checked(tampering, model).whole


@pytest.mark.parametrize("model", TABLES)
def test_a_row_taken_out_is_missed_where_it_stood(
    tampering: sa.Connection, model: type[Any]
) -> None:
    ids = ids_of(tampering, model)
    for index, row_id in enumerate(ids):
        savepoint = tampering.begin_nested()
        tampering.execute(sa.delete(model).where(model.id == row_id))
        found = checked(tampering, model)
        assert found.checked == index
        last = row_id == ids[-1]
        assert found.broken_id == (None if last else ids[index + 1])
        assert found.trouble == ("cut" if last else "order")
        savepoint.rollback()


def test_all_rows_taken_out_at_once_are_missed(tampering: sa.Connection) -> None:
    tampering.execute(sa.delete(Event))
    assert checked(tampering, Event).trouble == "cut"


def test_a_row_put_at_the_end_is_found_though_its_hash_is_right(tampering: sa.Connection) -> None:
    last = row_of(tampering, Event, ids_of(tampering, Event)[-1])
    forged = last | {
        "id": last["id"] + 1,
        "number": last["number"] + 1,
        "previous_hash": last["row_hash"],
        "clearance": "recurred",
    }
    hashed = {name: forged[name] for name in chain.chained_columns(Event)}
    insert(tampering, Event, **forged | {"row_hash": chain.digest(hashed)})
    found = checked(tampering, Event)
    assert (found.trouble, found.checked) == ("cut", forged["number"])


def test_a_row_put_in_between_is_named(tampering: sa.Connection) -> None:
    ids = ids_of(tampering, Event)
    row = row_of(tampering, Event, ids[MIDDLE])
    # Room is made by numbering what comes behind it anew, from the end.
    for row_id in reversed(ids[MIDDLE + 1 :]):
        edit(tampering, Event, row_id, number=Event.number + 1)
    forged = row | {"id": 999, "number": row["number"] + 1, "previous_hash": row["row_hash"]}
    next_row = ids[MIDDLE + 1]
    edit(tampering, Event, next_row, previous_hash=ANOTHER_HASH)
    hashed = {name: forged[name] for name in chain.chained_columns(Event)}
    insert(tampering, Event, **forged | {"row_hash": chain.digest(hashed)})
    found = checked(tampering, Event)
    # The forged row fits where it stands; the row behind it shows the joint.
    assert (found.trouble, found.broken_id) == ("order", next_row)


@pytest.mark.parametrize("model", TABLES)
def test_two_rows_that_change_places_are_found(tampering: sa.Connection, model: type[Any]) -> None:
    first, second = ids_of(tampering, model)[MIDDLE : MIDDLE + 2]
    numbers = [row_of(tampering, model, each)["number"] for each in (first, second)]
    edit(tampering, model, first, number=-1)
    edit(tampering, model, second, number=numbers[0])
    edit(tampering, model, first, number=numbers[1])
    found = checked(tampering, model)
    assert (found.trouble, found.broken_id, found.checked) == ("order", second, MIDDLE)


def test_two_hotspots_cannot_change_their_ids_and_with_them_their_events(
    tampering: sa.Connection,
) -> None:
    first, second = ids_of(tampering, Hotspot)[:2]
    for row_id, becomes in ((first, 9999), (second, first), (9999, second)):
        edit(tampering, Hotspot, row_id, id=becomes)
    assert checked(tampering, Hotspot).trouble == "edited"


def test_a_hotspot_keeps_its_name_and_its_place(tampering: sa.Connection) -> None:
    for changes in ({"name": "Quán khác"}, {"geometry": Point(105.8, 21.0)}, {"geometry": None}):
        savepoint = tampering.begin_nested()
        edit(tampering, Hotspot, 3, **changes)
        found = checked(tampering, Hotspot)
        assert (found.trouble, found.broken_id, found.checked) == ("edited", 3, 2)
        savepoint.rollback()


def test_a_chain_hashed_anew_with_the_clock_turned_back_is_found(tampering: sa.Connection) -> None:
    ids = ids_of(tampering, Event)

    def turn_back(row: dict[str, Any]) -> None:
        if row["id"] == ids[MIDDLE]:
            row["recorded_at"] -= timedelta(days=1)

    rewritten(tampering, Event, turn_back)
    found = checked(tampering, Event)
    assert (found.trouble, found.broken_id, found.checked) == ("clock", ids[MIDDLE], MIDDLE)


def test_a_chain_hashed_anew_as_a_whole_is_found_by_a_hash_that_was_noted(
    tampering: sa.Connection,
) -> None:
    noted = checked(tampering, Event).last_hash

    def forge(row: dict[str, Any]) -> None:
        row["note"] = "viết lại"

    rewritten(tampering, Event, forge)
    assert checked(tampering, Event).whole
    with Session(tampering) as session:
        assert not holds(session, Event, noted)
        assert holds(session, Event, checked(tampering, Event).last_hash)
        # Noted of a ledger that had no row yet.
        assert holds(session, Event, BEGINNING)


@pytest.mark.parametrize(
    "changes",
    [
        {"length": ChainHead.length + 1},
        {"row_hash": ANOTHER_HASH},
        {"last_at": datetime(2099, 1, 1, tzinfo=UTC)},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_the_end_that_is_kept_apart_cannot_be_moved(
    tampering: sa.Connection, changes: dict[str, Any]
) -> None:
    tampering.execute(sa.update(ChainHead).where(ChainHead.name == "event").values(changes))
    assert checked(tampering, Event).trouble == "cut"
    tampering.execute(sa.delete(ChainHead).where(ChainHead.name == "event"))
    assert checked(tampering, Event).trouble == "cut"


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("recorded_at", "'hôm qua'"),
        ("recorded_at", "17"),
        ("place_steps", "'{'"),
        ("geometry", "x'00'"),
        ("name", "x'ff00'"),
        ("place_score", "'cao'"),
    ],
)
def test_a_value_that_cannot_even_be_read_is_named(
    tampering: sa.Connection, column: str, value: str
) -> None:
    if tampering.dialect.name != "sqlite":
        pytest.skip("only SQLite takes any value in any column")
    edit(tampering, Hotspot, 3, **{column: sa.literal_column(value)})
    found = checked(tampering, Hotspot)
    assert (found.trouble, found.broken_id, found.checked) == ("edited", 3, 2)
