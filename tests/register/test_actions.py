"""What is written is written whole, with its audit row, or not at all; on both databases."""

import threading
from datetime import date

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError

from geo_app.accounts.audit import Actor
from geo_app.accounts.models import AuditEntry
from geo_app.db import NothingRecordedError
from geo_app.errors import NotFoundError, StaleError
from geo_app.register import actions, loading, queries
from geo_app.register.models import Event, Hotspot
from geo_app.register.rules import new_event

pytestmark = pytest.mark.both_databases

TODAY = date(2024, 12, 31)
OFFICER = Actor("an officer")
CLEARED = {"effective_on": "2024-05", "clearance": "cleared", "basis": "BB 12/BB-CA"}


@pytest.fixture
def database(app):
    with app.test_request_context():
        yield app.extensions["database"]


def record(database, code="PL2-I-1", version=1, scope=None, **changes):
    new = new_event({**CLEARED, **changes}, today=TODAY)
    return actions.record_event(database, code, new, actor=OFFICER, scope=scope, version=version)


def counts(database):
    session = database.session()
    found = tuple(
        session.scalar(select(func.count()).select_from(table)) for table in (Event, AuditEntry)
    )
    session.rollback()
    return found


def test_an_event_leaves_its_audit_row_and_raises_the_version(database):
    events, entries = counts(database)
    record(database)
    assert counts(database) == (events + 1, entries + 1)
    session = database.session()
    assert session.scalar(select(Hotspot.version).where(Hotspot.code == "PL2-I-1")) == 2
    entry = session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
    assert entry.actor_name == "an officer"
    assert entry.subject == "hotspot/PL2-I-1"
    assert entry.before == {"level": "unverified", "clearance": "not_cleared", "version": 1}
    assert entry.after["clearance"] == "cleared"
    assert entry.after["version"] == 2


def test_a_stale_version_changes_nothing_and_shows_what_stands(database):
    record(database)
    before = counts(database)
    with pytest.raises(StaleError) as caught:
        record(database, clearance="recurred")
    assert counts(database) == before
    assert caught.value.current.clearance == "cleared"
    since = queries.events_after(database.session(), caught.value.current.hotspot, 1)
    assert [event.clearance for event in since] == ["cleared"]


def test_outside_the_scope_nothing_can_be_recorded(database):
    before = counts(database)
    with pytest.raises(NotFoundError):
        record(database, scope=frozenset({"268"}))
    assert counts(database) == before


def test_confirming_a_place_is_audited(database):
    actions.confirm_place(database, "PL2-I-1", actor=OFFICER, scope=None, version=1)
    found = queries.standing(database.session(), "PL2-I-1", scope=None)
    assert found.hotspot.place_confirmed_at is not None
    assert found.hotspot.version == 2


def test_of_many_writers_on_one_version_exactly_one_wins(app, database):
    before = counts(database)
    outcomes = []

    def write():
        with app.test_request_context():
            try:
                record(database)
                outcomes.append("saved")
            except StaleError:
                outcomes.append("stale")

    threads = [threading.Thread(target=write) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["saved"] + ["stale"] * 7
    assert counts(database) == (before[0] + 1, before[1] + 1)


@pytest.mark.parametrize("table", ["event", "audit_entry", "indicator_result"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET id = id + 1000", "DELETE FROM {}"])
def test_what_is_recorded_cannot_be_edited_or_deleted(database, table, statement):
    if table == "indicator_result":
        with database.engine.begin() as connection:
            connection.execute(
                text(
                    "INSERT INTO indicator_result (indicator_code, unit_code, period, "
                    "actual_value, state, recorded_at) "
                    "VALUES ('3.1', 'city', '2024', 10, 'draft', '2024-06-17 00:00:00')"
                )
            )
    with pytest.raises(DBAPIError, match="append-only"), database.engine.begin() as connection:
        connection.execute(text(statement.format(table)))


def test_a_write_without_an_audit_row_is_rolled_back(database):
    def write_unaudited():
        with database.transaction() as session:
            session.get_one(Hotspot, 1).name = "Tên khác"

    with pytest.raises(NothingRecordedError):
        write_unaudited()
    assert database.session().get_one(Hotspot, 1).name != "Tên khác"


def test_loading_the_plan_again_adds_nothing(database):
    before = counts(database)
    assert loading.load_plan(database) == (0, 0)
    assert counts(database) == before


def test_a_geometry_comes_back_as_it_was_stored(database):
    from geodata.geocoding import geocode_plan  # noqa: PLC0415 (loads the layers)

    located = geocode_plan()
    for hotspot in database.session().scalars(select(Hotspot)):
        assert hotspot.geometry.equals(located[hotspot.code].geometry)
