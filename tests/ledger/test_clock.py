"""A clock that was ahead: nothing is written meanwhile, it is said everywhere, and undone."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from geo_app.accounts.audit import SYSTEM
from geo_app.db import Database
from geo_app.errors import ClockError
from geo_app.inspections.models import Inspection
from geo_app.inspections.queries import EVERYTHING, totals
from geo_app.ledger.clock import last_number
from geo_app.ledger.verification import check
from geo_app.register import queries
from geo_app.register.models import Event
from geo_app.register.reading import Reading
from geo_app.register.rules import new_event
from geo_app.register.together import Planned, record_together
from tests.cli_runs import run_command
from tests.factories import make_event, make_inspection

pytestmark = pytest.mark.both_databases
DAY = date(2024, 5, 17)
CODE = "PL2-I-1"


@pytest.fixture
def set_clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    return lambda moment: monkeypatch.setattr("geo_app.clock.read", lambda: moment)


@pytest.fixture
def database(app: Flask, monkeypatch: pytest.MonkeyPatch, database_url: str) -> Database:
    monkeypatch.setenv("HOTSPOTS_DATABASE_URL", database_url)
    monkeypatch.setenv("HOTSPOTS_INSTANCE", app.instance_path)
    monkeypatch.setenv("HOTSPOTS_SECRET_KEY", "a key for tests only")
    found: Database = app.extensions["database"]
    return found


@pytest.fixture
def ahead(app: Flask, set_clock: Callable[[datetime], None]) -> datetime:
    """The clock was 30 days ahead for one event and one inspection; the true moment."""
    true = datetime.now(UTC)
    set_clock(true + timedelta(days=30))
    make_event(app, CODE, note="hẹn giờ sai")
    make_inspection(app, CODE)
    set_clock(true)
    return true


@pytest.mark.usefixtures("database", "ahead")
def test_nothing_is_written_while_the_clock_is_behind(app: Flask) -> None:
    with pytest.raises(ClockError):
        make_event(app, CODE)
    readiness = app.test_client().get("/readyz")
    assert readiness.status_code == 503
    assert "hotspots clock" in readiness.get_data(as_text=True)


@pytest.mark.usefixtures("database", "ahead")
def test_many_at_once_are_refused_as_a_whole(app: Flask) -> None:
    """And not row by row, in a transaction that has ended."""
    sent = {"effective_on": "17/5/2024", "level": "active", "basis": "BB 1"}
    planned = [Planned(CODE, None, new_event(sent, today=DAY))]
    with app.test_request_context(), pytest.raises(ClockError):
        record_together(app.extensions["database"], planned, actor=SYSTEM, scope=None, keep=False)


@pytest.mark.usefixtures("database", "ahead")
def test_verify_and_check_say_it() -> None:
    verified = run_command("verify")
    assert verified.exit_code == 0
    assert "hotspots clock" in verified.stderr
    assert "hotspots clock" in run_command("check").stdout


def test_the_way_out_is_tried_first_and_then_taken(
    app: Flask, database: Database, ahead: datetime, set_clock: Callable[[datetime], None]
) -> None:
    assert "--commit" in run_command("clock").stdout
    with pytest.raises(ClockError):
        make_event(app, CODE)
    assert run_command("clock", "--commit").exit_code == 0
    set_clock(ahead + timedelta(minutes=1))
    made = make_event(app, CODE)
    assert made.recorded_at == ahead + timedelta(minutes=1)
    with Session(database.engine) as session:
        report = check(session)
        assert report.whole
        assert report.ahead is None
    assert run_command("verify").exit_code == 0
    assert "không" in run_command("clock").stdout.lower()


def test_what_is_known_after_the_way_out_is_all_there_is(
    app: Flask, database: Database, ahead: datetime, set_clock: Callable[[datetime], None]
) -> None:
    with Session(database.engine) as session:
        before = last_number(session, Event, ahead)
    run_command("clock", "--commit")
    later = ahead + timedelta(hours=1)
    set_clock(later)
    event, inspection = make_event(app, CODE), make_inspection(app, CODE, on=DAY)
    with Session(database.engine) as session:
        # Before the clock went wrong, after it was right again, and when the wrong moment comes.
        assert last_number(session, Event, ahead) == before
        for moment in (later, later + timedelta(days=1), ahead + timedelta(days=30, minutes=1)):
            assert last_number(session, Event, moment) == event.number
            assert last_number(session, Inspection, moment) == inspection.number
            reading = Reading(DAY, moment)
            assert totals(session, scope=None, reading=reading, filters=EVERYTHING).inspections == 2
        said = queries.known_until(session, Reading(DAY), scope=None)
        assert said is not None
        assert abs(said - later) < timedelta(minutes=1)


def test_a_clock_that_was_wrong_twice_can_be_mended_twice(
    app: Flask, database: Database, ahead: datetime, set_clock: Callable[[datetime], None]
) -> None:
    run_command("clock", "--commit")
    set_clock(ahead + timedelta(days=60))
    wrong = make_event(app, CODE)
    set_clock(ahead + timedelta(hours=2))
    run_command("clock", "--commit")
    set_clock(ahead + timedelta(hours=3))
    event = make_event(app, CODE)
    with Session(database.engine) as session:
        assert check(session).whole
        assert event.number == wrong.number + 1
        assert last_number(session, Event, ahead + timedelta(hours=3)) == event.number
        assert last_number(session, Event, ahead + timedelta(days=90)) == event.number


def test_nothing_is_done_where_nothing_is_ahead(app: Flask, database: Database) -> None:
    make_event(app, CODE)
    with Session(database.engine) as session:
        before = check(session).rows
    assert run_command("clock", "--commit").exit_code == 0
    with Session(database.engine) as session:
        assert check(session).rows == before
