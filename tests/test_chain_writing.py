"""What the application itself writes makes a chain, whatever the clock and the writers do."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from geo_app.accounts import audit
from geo_app.chain_check import verify
from geo_app.db import Database
from geo_app.register import actions
from geo_app.register.models import Event, Hotspot
from geo_app.register.rules import new_event
from geo_app.register.sequence import RuleError
from tests.factories import make_event, make_hotspot

pytestmark = pytest.mark.both_databases

DAY = date(2024, 5, 17)


@pytest.fixture
def database(app: Flask) -> Database:
    found: Database = app.extensions["database"]
    return found


def record(app: Flask, **values: Any) -> Event:
    new = new_event({"note": "Kiểm tra", **values}, today=datetime.now(UTC).date())
    return actions.record_event(
        app.extensions["database"],
        "PL2-I-1",
        new,
        actor=audit.Actor("an officer"),
        scope=None,
        version=None,
    )


def is_whole(database: Database, model: type[Any]) -> bool:
    with Session(database.engine) as session:
        return verify(session, model).whole


def test_confirming_a_place_is_no_tampering(app: Flask, database: Database) -> None:
    with app.test_request_context():
        actor = audit.Actor("an officer")
        actions.confirm_place(database, "PL2-I-1", actor=actor, scope=None, version=None)
    assert is_whole(database, Hotspot)


def test_a_whole_number_in_a_column_of_floats_is_no_tampering(database: Database) -> None:
    make_hotspot(database, place_error_m=50, place_score=1, place_share_inside=-0.0)
    assert is_whole(database, Hotspot)


@pytest.fixture
def set_clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    return lambda moment: monkeypatch.setattr("geo_app.clock.read", lambda: moment)


def test_a_clock_that_is_set_back_leaves_an_order_and_moments_apart(
    app: Flask, database: Database, set_clock: Callable[[datetime], None]
) -> None:
    began = datetime.now(UTC) + timedelta(days=1)
    moments = []
    with app.test_request_context():
        for seconds in (0, -240, -60, 0):
            set_clock(began + timedelta(seconds=seconds))
            note = f"Kiểm tra lúc {seconds}"
            event = record(app, effective_on="2024-05", level="active", note=note)
            moments.append(event.recorded_at)
    assert moments[0] == began
    assert moments == sorted(set(moments))
    assert is_whole(database, Event)


def test_ids_go_on_behind_the_last_whatever_numbers_were_lost(database: Database) -> None:
    make_event(database, "PL2-I-1", id=5000)
    event = make_event(database, "PL2-I-1")
    assert event.id == 5001
    assert make_event(database, "PL2-I-1").number == event.number + 1
    assert is_whole(database, Event)


def test_a_refused_write_leaves_no_gap(app: Flask, database: Database) -> None:
    with app.test_request_context():
        before = record(app, effective_on="2024-05", level="active")
        with pytest.raises(RuleError):
            record(app, effective_on="2024-06", clearance="recurred")
        after = record(app, effective_on="2024-05", level="active", note="Kiểm tra lại")
    assert (after.id, after.number) == (before.id + 1, before.number + 1)
    assert is_whole(database, Event)


def test_a_savepoint_that_was_undone_lengthened_no_chain(app: Flask, database: Database) -> None:
    hotspot = make_hotspot(app)

    def add_event() -> None:
        session.add(
            Event(
                hotspot_id=hotspot.id,
                effective_from=DAY,
                effective_to=DAY,
                effective_precision="day",
                placed_on=DAY,
                level="active",
            )
        )
        session.flush()

    with app.app_context(), database.transaction() as session:
        add_event()
        undone = session.begin_nested()
        add_event()
        undone.rollback()
        add_event()
        audit.record(session, audit.SYSTEM, "test.made", "event")
    assert is_whole(database, Event)
