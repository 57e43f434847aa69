"""Recording inspections: whole or not at all, corrected by superseding."""

from datetime import date

import pytest
from sqlalchemy import func, select

from geo_app.accounts.audit import Actor
from geo_app.accounts.models import AuditEntry
from geo_app.accounts.permissions import PERMISSIONS, Action
from geo_app.errors import NotFoundError
from geo_app.inspections import actions, queries
from geo_app.inspections.models import Inspection
from geo_app.inspections.rules import new_inspection
from geo_app.register import actions as register_actions
from geo_app.register import queries as register_queries
from geo_app.register.models import Event
from geo_app.register.reading import now_reading
from geo_app.register.rules import new_event
from geo_app.register.sequence import ReasonMissingError, RuleError
from tests.factories import entry_number, make_inspection

pytestmark = pytest.mark.both_databases

TODAY = date(2024, 12, 31)
OFFICER = Actor("an officer")
CODE = "PL2-I-1"
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


def record(database, code=CODE, scope=None, **changes):
    new = new_inspection({**GOOD, **changes}, today=TODAY)
    return actions.record_inspection(database, code, new, actor=OFFICER, scope=scope)


def take_back(database, inspection, **changes):
    said = {
        "kind": "retraction",
        "supersedes": entry_number(database, inspection),
        "reason": "Ghi nhầm",
        **changes,
    }
    new = new_inspection(said, today=TODAY)
    return actions.record_inspection(database, CODE, new, actor=OFFICER, scope=None)


def counts(database):
    session = database.session()
    found = tuple(
        session.scalar(select(func.count()).select_from(table))
        for table in (Inspection, Event, AuditEntry)
    )
    session.rollback()
    return found


def standing(database):
    found = queries.inspections(database.session(), scope=None, reading=now_reading())
    return [each.id for each in found]


def level_of(database, code=CODE):
    return register_queries.standing(database.session(), code, scope=None).level


def test_an_inspection_leaves_its_audit_row_and_the_standing_of_the_hotspot(database):
    before = counts(database)
    made = record(database)
    assert counts(database) == (before[0] + 1, before[1], before[2] + 1)
    found = register_queries.standing(database.session(), CODE, scope=None)
    assert (found.level, found.hotspot.version) == ("unverified", 1)
    entry = database.session().scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
    assert (entry.action, entry.subject) == ("inspection.record", f"hotspot/{CODE}")
    assert entry.after["establishments_checked"] == 5
    assert entry.after["inspection"] == made.id


def test_the_level_found_becomes_an_event_of_the_same_date_and_basis(database):
    made = record(database, level="active", effective_on="2024-05", note="Có dấu hiệu")
    event = database.session().get(Event, made.event_id)
    assert (event.level, event.clearance, event.basis, event.note) == (
        "active",
        None,
        GOOD["basis"],
        "Có dấu hiệu",
    )
    assert (event.effective_from, event.effective_to) == (date(2024, 5, 1), date(2024, 5, 31))
    assert (made.effective_from, made.effective_to) == (date(2024, 5, 1), date(2024, 5, 31))
    assert level_of(database) == "active"


def test_an_event_that_a_rule_forbids_takes_the_inspection_with_it(database):
    before = counts(database)
    with pytest.raises(ReasonMissingError):
        record(database, level="inactive")
    assert counts(database) == before
    record(database, level="inactive", note="Các cơ sở đã đóng cửa từ tháng 3")
    assert level_of(database) == "inactive"


def test_whoever_may_record_an_inspection_may_record_what_it_found():
    for granted in PERMISSIONS.values():
        assert Action.RECORD_INSPECTION not in granted or Action.RECORD_EVENT in granted


def test_a_correction_supersedes_and_keeps_the_old_row(database):
    wrong = record(database)
    right = record(
        database,
        establishments_checked=6,
        supersedes=entry_number(database, wrong),
        reason="Thiếu một",
    )
    assert standing(database) == [right.id]
    assert database.session().get(Inspection, wrong.id).establishments_checked == 5
    with pytest.raises(RuleError) as caught:
        record(
            database,
            establishments_checked=7,
            supersedes=entry_number(database, wrong),
            reason="Lại thiếu",
        )
    assert caught.value.rule == "not_in_force"


def test_a_correction_of_the_same_date_keeps_its_place_among_the_days(app, database):
    # Recorded in May of that year, when the year was not over.
    made = make_inspection(
        app,
        CODE,
        effective_precision="year",
        effective_from=date(2024, 1, 1),
        effective_to=date(2024, 12, 31),
        placed_on=date(2024, 5, 20),
    )
    same = record(
        database,
        effective_on="2024",
        people_informed=15,
        supersedes=entry_number(database, made),
        reason="Đếm thiếu",
    )
    assert same.placed_on == date(2024, 5, 20)
    exact = record(database, effective_on="2024-03", supersedes=same.id, reason="Biết rõ hơn")
    assert exact.placed_on == date(2024, 3, 31)


def test_what_is_taken_back_counts_no_more(database):
    made = record(database)
    take_back(database, made)
    assert standing(database) == []
    with pytest.raises(RuleError):
        take_back(database, made)


def test_the_event_follows_a_correction_and_a_retraction(database):
    made = record(database, level="active")
    same = record(
        database,
        level="active",
        people_informed=15,
        supersedes=entry_number(database, made),
        reason="Đếm thiếu",
    )
    assert same.event_id == made.event_id
    moved = record(
        database,
        level="complex",
        effective_on="2024-05-18",
        supersedes=same.id,
        reason="Nhầm ngày",
    )
    event = database.session().get(Event, moved.event_id)
    assert event.supersedes_id == made.event_id
    assert level_of(database) == "complex"
    take_back(database, moved)
    assert level_of(database) == "unverified"


def test_the_event_takes_over_a_corrected_date_and_basis(database):
    made = record(database, level="active")
    changed = {"effective_on": "2024-05-16", "basis": "BB 14/BB-ĐKT178"}
    moved = record(
        database,
        level="active",
        **changed,
        supersedes=entry_number(database, made),
        reason="Nhầm biên bản",
    )
    event = database.session().get(Event, moved.event_id)
    assert (event.supersedes_id, event.level) == (made.event_id, "active")
    assert (event.effective_from, event.basis) == (date(2024, 5, 16), "BB 14/BB-ĐKT178")
    assert event.reason == "Nhầm biên bản"


def test_a_correction_without_the_level_takes_the_event_back(database):
    made = record(database, level="active")
    right = record(
        database, supersedes=entry_number(database, made), reason="Không đánh giá mức độ"
    )
    assert right.event_id is None
    assert level_of(database) == "unverified"
    again = record(database, level="active", supersedes=right.id, reason="Có đánh giá")
    assert again.event_id not in {None, made.event_id}
    assert level_of(database) == "active"


def test_an_event_corrected_in_the_history_is_left_alone(database):
    made = record(database, level="active")
    values = {
        "effective_on": "2024-05-17",
        "level": "complex",
        "basis": "BB 16/BB-CA",
        "supersedes": database.session().get(Event, made.event_id).entry_number,
        "reason": "Đánh giá lại",
    }
    new = new_event(values, today=TODAY)
    register_actions.record_event(database, CODE, new, actor=OFFICER, scope=None, version=None)
    right = record(
        database,
        level="active",
        people_informed=15,
        supersedes=entry_number(database, made),
        reason="Thiếu",
    )
    assert right.event_id == made.event_id
    take_back(database, right)
    assert level_of(database) == "complex"


def test_the_same_inspection_is_not_counted_twice(database):
    record(database)
    before = counts(database)
    with pytest.raises(RuleError) as caught:
        record(database)
    assert caught.value.rule == "recorded_before"
    assert counts(database) == before
    record(database, note="Tổ kiểm tra thứ hai")
    record(database, team="city")
    record(database, code="PL2-I-2")
    assert len(standing(database)) == 4


def test_outside_the_scope_nothing_is_recorded(database):
    before = counts(database)
    with pytest.raises(NotFoundError):
        record(database, scope=frozenset({"268"}))
    made = record(database)
    with pytest.raises(RuleError):
        record(
            database,
            code="PL3-I-2",
            supersedes=entry_number(database, made),
            reason="Không phải điểm này",
        )
    assert counts(database)[0] == before[0] + 1


def test_a_withdrawn_hotspot_takes_no_inspection(database):
    values = {"kind": "withdrawal", "reason": "Nhập nhầm"}
    register_actions.record_event(
        database, CODE, new_event(values, today=TODAY), actor=OFFICER, scope=None, version=None
    )
    with pytest.raises(RuleError) as caught:
        record(database)
    assert caught.value.rule == "withdrawn"
