"""Many events in one transaction: all or none, in order, however large the register is."""

from datetime import date

import pytest
from sqlalchemy import event, func, select

from geo_app.accounts.audit import Actor
from geo_app.accounts.models import AuditEntry
from geo_app.chain_check import verify
from geo_app.errors import NotFoundError, StaleError
from geo_app.register import queries
from geo_app.register.models import Event
from geo_app.register.rules import new_event
from geo_app.register.sequence import RuleError
from geo_app.register.together import Planned, record_together, turns
from tests.factories import make_event, make_hotspot

pytestmark = pytest.mark.both_databases

OFFICER = Actor("an officer")


@pytest.fixture
def database(app):
    with app.test_request_context():
        yield app.extensions["database"]


def planned(code, version=None, **changes):
    values = {"effective_on": "2024-05", "clearance": "cleared", "basis": "BB 1", **changes}
    return Planned(code, version, new_event(values, today=date(2024, 12, 31)))


def together(database, *events, keep=True, scope=None):
    return record_together(database, events, actor=OFFICER, scope=scope, keep=keep)


def rows(database):
    session = database.session()
    found = [session.scalar(select(func.count()).select_from(t)) for t in (Event, AuditEntry)]
    session.rollback()
    return found


def test_each_has_its_own_event_audit_row_and_version(database):
    before = rows(database)
    outcomes = together(database, planned("PL2-I-1", 1), planned("PL2-I-2", 1))
    assert [each.recorded.after.clearance for each in outcomes] == ["cleared", "cleared"]
    assert rows(database) == [before[0] + 2, before[1] + 2]
    assert verify(database.session(), Event).whole
    entries = database.session().scalars(select(AuditEntry).order_by(AuditEntry.id.desc()).limit(2))
    for entry in entries:
        assert entry.before == {"level": "unverified", "clearance": "not_cleared", "version": 1}
        assert (entry.after["clearance"], entry.after["version"]) == ("cleared", 2)


def test_a_preview_says_the_same_and_keeps_nothing(database):
    before = rows(database)
    (outcome,) = together(database, planned("PL2-I-1", 1), keep=False)
    assert outcome.recorded.before.clearance == "not_cleared"
    assert outcome.recorded.after.clearance == "cleared"
    assert outcome.recorded.after.hotspot.name
    assert rows(database) == before
    assert queries.standing(database.session(), "PL2-I-1", scope=None).hotspot.version == 1


def test_one_refusal_keeps_all_out_and_every_reason_is_named(database):
    before = rows(database)
    outcomes = together(
        database,
        planned("PL2-I-1", 1),
        planned("PL2-I-2", 7),
        planned("PL3-I-5", 1),
        planned("NONE"),
        planned("a\x00b"),
    )
    assert outcomes[0].trouble is None
    kinds = [type(each.trouble) for each in outcomes[1:]]
    assert kinds == [StaleError, RuleError, NotFoundError, NotFoundError]
    assert rows(database) == before


def test_outside_the_scope_there_is_no_hotspot(database):
    (outcome,) = together(database, planned("PL2-I-1"), scope=frozenset({"268"}))
    assert isinstance(outcome.trouble, NotFoundError)


def test_events_of_one_hotspot_build_on_each_other(database):
    outcomes = together(
        database,
        planned("PL2-I-1"),
        planned("PL2-I-2"),
        planned("PL2-I-1", clearance="recurred", effective_on="2024-06"),
        planned("PL2-I-1", effective_on="2024-07"),
    )
    clearances = [(each.recorded.before.clearance, each.recorded.after.clearance)
                  for each in outcomes]  # fmt: skip
    assert clearances == [
        ("not_cleared", "cleared"),
        ("not_cleared", "cleared"),
        ("cleared", "recurred"),
        ("recurred", "cleared"),
    ]
    assert queries.standing(database.session(), "PL2-I-1", scope=None).hotspot.version == 4


def test_turns_keep_the_order_within_a_hotspot():
    made = [planned(code) for code in ("A", "B", "A", "C", "A", "B")]
    assert [list(turn) for turn in turns(made)] == [[0, 1, 3], [2, 5], [4]]


def test_the_register_is_not_read_once_for_each_event(database, app):
    hotspots = [make_hotspot(app) for _ in range(12)]
    for hotspot in hotspots:
        make_event(app, hotspot)
    readings = []

    def note(_connection, _cursor, statement, *_more):
        if "over (order by hotspot.id)" in statement.lower():
            readings.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    together(database, *(planned(each.code, 1) for each in hotspots))
    assert len(readings) == 2
