"""A register that was kept before there was a ledger becomes one, on both databases."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
import sqlalchemy as sa
from alembic import command
from shapely.geometry import Point
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from geo_app import schema
from geo_app.accounts.models import AuditEntry
from geo_app.chain_check import verify
from geo_app.db import Database, Geometry, UtcDateTime
from geo_app.ledger.journal_check import compare
from geo_app.register.models import Event, Hotspot
from tests.factories import HOAN_KIEM_LAT, HOAN_KIEM_LON, make_event

pytestmark = pytest.mark.both_databases

# The tables as they were in migration 0001, as far as a row must fill them.
HOTSPOT = sa.table(
    "hotspot",
    sa.column("id"), sa.column("code"), sa.column("name"), sa.column("category"),
    sa.column("district_code"), sa.column("communes", sa.JSON), sa.column("place_score"),
    sa.column("service_types", sa.JSON), sa.column("geometry", Geometry),
    sa.column("place_steps", sa.JSON), sa.column("recorded_at", UtcDateTime), sa.column("version"),
)  # fmt: skip
EVENT = sa.table(
    "event",
    sa.column("id"), sa.column("hotspot_id"), sa.column("effective_from", sa.Date),
    sa.column("effective_to", sa.Date), sa.column("effective_precision"),
    sa.column("placed_on", sa.Date), sa.column("recorded_at", UtcDateTime), sa.column("level"),
    sa.column("clearance"), sa.column("basis"), sa.column("supersedes_id"),
)  # fmt: skip
AUDIT = sa.table(
    "audit_entry",
    sa.column("id"), sa.column("at", UtcDateTime), sa.column("actor_name"), sa.column("action"),
    sa.column("subject"), sa.column("before", sa.JSON), sa.column("after", sa.JSON),
)  # fmt: skip
PLACE = Point(HOAN_KIEM_LON, HOAN_KIEM_LAT)
JUNE = datetime(2024, 6, 3, 2, tzinfo=UTC)
EVENING = datetime(2024, 5, 20, 18, tzinfo=UTC)  # the 21st in Hanoi
# Days that an event may mean, when it was recorded, and where the ledger places it. The ids have
# gaps, as those of PostgreSQL have, and the clock was set back once.
PLACED = (
    (1, date(2021, 1, 1), date(2021, 12, 31), "year", JUNE, date(2021, 12, 31)),
    (2, date(2024, 5, 17), date(2024, 5, 17), "day", JUNE, date(2024, 5, 17)),
    (5, date(2024, 5, 1), date(2024, 5, 31), "month", JUNE, date(2024, 5, 31)),
    (6, date(2024, 5, 1), date(2024, 5, 31), "month", EVENING, date(2024, 5, 21)),
    (9, date(2024, 1, 1), date(2024, 12, 31), "year", EVENING, date(2024, 5, 21)),
)


@pytest.fixture
def old(empty_database_url: str) -> Iterator[Database]:
    """A database of version 0001 with rows in it."""
    database = Database(empty_database_url)
    writer = database.engine.execution_options(hotspots_writes=True)
    with writer.begin() as connection:
        command.upgrade(schema.alembic_config(connection), "0001")
        fill(connection)
    yield database
    database.engine.dispose()


def fill(connection: sa.Connection) -> None:
    hotspot: dict[str, Any] = {
        "name": "Quán cũ", "category": "establishment", "district_code": "002",
        "communes": ["Hàng Bạc"], "service_types": [], "geometry": PLACE,
        "place_steps": [{"code": "street", "values": {"name": "Hàng Bạc"}}], "place_score": 1,
        "recorded_at": JUNE, "version": 3,
    }  # fmt: skip
    for number in (1, 4):
        connection.execute(sa.insert(HOTSPOT), {**hotspot, "id": number, "code": f"CU-{number}"})
    for number, start, end, precision, recorded_at, _placed in PLACED:
        connection.execute(
            sa.insert(EVENT),
            {
                "id": number, "hotspot_id": 4, "effective_from": start, "effective_to": end,
                "effective_precision": precision, "placed_on": end, "recorded_at": recorded_at,
                "level": "active", "clearance": None, "basis": f"BB {number}",
                "supersedes_id": None,
            },
        )  # fmt: skip
    connection.execute(
        sa.insert(AUDIT),
        [
            {"id": number, "at": JUNE, "actor_name": "hoa", "action": "event.record",
             "subject": "hotspot/CU-4", "before": None, "after": {"event": number, "share": 0.5}}
            for number in (1, 5)
        ],
    )  # fmt: skip


def test_rows_that_were_there_before_are_chained(old: Database) -> None:
    schema.upgrade(old)
    with Session(old.engine) as session:
        for model, rows in ((Hotspot, 2), (Event, len(PLACED)), (AuditEntry, 3)):
            found = verify(session, model)
            assert (found.whole, found.checked) == (True, rows)
        # What stood before the journal began is in its first entry.
        assert compare(session).differences == []


def test_an_event_is_placed_on_the_day_it_was_certain(old: Database) -> None:
    schema.upgrade(old)
    with Session(old.engine) as session:
        found = session.scalars(sa.select(Event).order_by(Event.id)).all()
    assert [(each.id, each.placed_on) for each in found] == [(row[0], row[-1]) for row in PLACED]
    assert [each.position for each in found] == [each.number for each in found]
    assert {each.kind for each in found} == {"state"}
    moments = [each.recorded_at for each in found]
    assert moments == sorted(moments)


def test_what_is_recorded_next_stands_behind_what_was_there(old: Database) -> None:
    schema.upgrade(old)
    before = PLACED[-1]
    event = make_event(old, "CU-4", on=before[-1], level="complex")
    with Session(old.engine) as session:
        earlier = session.get_one(Event, before[0])
        assert (earlier.placed_on, event.placed_on) == (before[-1], before[-1])
        assert event.position > earlier.position
        assert event.id > earlier.id
        assert verify(session, Event).whole


@pytest.mark.parametrize("statement", ["UPDATE event SET basis = 'x'", "DELETE FROM audit_entry"])
def test_the_guards_are_up_again(old: Database, statement: str) -> None:
    schema.upgrade(old)
    with pytest.raises(DBAPIError, match="append-only"), old.engine.begin() as connection:
        connection.exec_driver_sql(statement)


def test_an_empty_register_is_a_whole_ledger(empty_database_url: str) -> None:
    database = Database(empty_database_url)
    schema.upgrade(database)
    with Session(database.engine) as session:
        found = verify(session, Event)
    database.engine.dispose()
    assert (found.whole, found.checked) == (True, 0)
