"""The clearance that an inspection finds: one event with the level, nothing a team does itself."""

from datetime import date

import pytest
from sqlalchemy import func, select

from geo_app.accounts.audit import Actor
from geo_app.inspections import actions
from geo_app.inspections.models import Inspection
from geo_app.inspections.rules import new_inspection
from geo_app.register import queries as register_queries
from geo_app.register.models import Event
from geo_app.register.sequence import RuleError
from tests.factories import entry_number

GOOD = {
    "effective_on": "2024-05-17",
    "team": "district",
    "establishments_checked": 5,
    "establishments_violating": 2,
    "people_informed": 14,
    "basis": "BB 15/BB-ĐKT178",
}


@pytest.fixture
def database(app):
    with app.test_request_context():
        yield app.extensions["database"]


def record(database, code="PL2-I-1", **changes):
    new = new_inspection({**GOOD, **changes}, today=date(2024, 12, 31))
    actor = Actor("an officer")
    return actions.record_inspection(database, code, new, actor=actor, scope=None)


def counts(database):
    session = database.session()
    found = tuple(session.scalar(select(func.count()).select_from(t)) for t in (Inspection, Event))
    session.rollback()
    return found


def test_a_clearance_found_becomes_part_of_the_event(database):
    """Of a place of Appendix III: still kept, then active again, and that was a mistake."""
    code = "PL3-I-4"
    kept = record(database, code, clearance="handed_over", effective_on="2024-06-03")
    event = database.session().get(Event, kept.event_id)
    assert (event.level, event.clearance, event.handed_over_by) == (None, "handed_over", None)
    active = record(database, code, clearance="recurred", level="active", effective_on="2024-07-01")
    assert (active.clearance, active.level) == ("recurred", "active")
    found = register_queries.standing(database.session(), code, scope=None)
    assert (found.clearance, found.level) == ("recurred", "active")
    database.session().rollback()
    wrong = entry_number(database, active)
    record(
        database,
        code,
        clearance="handed_over",
        effective_on="2024-07-01",
        supersedes=wrong,
        reason="Nhầm điểm",
    )
    assert (
        register_queries.standing(database.session(), code, scope=None).clearance == "handed_over"
    )


def test_no_inspection_hands_a_place_over(database):
    before = counts(database)
    record(database, clearance="not_cleared")
    for clearance in ("recurred", "handed_over"):
        with pytest.raises(RuleError) as refused:
            record(database, clearance=clearance, effective_on="2024-06-17")
        assert refused.value.rule in {"recurrence_needs_clearance", "transition"}
    assert counts(database) == (before[0] + 1, before[1] + 1)
