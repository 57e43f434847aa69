"""The state of the register is derived from its events, on both databases."""

from datetime import date

import pytest

from geo_app.accounts.audit import Actor
from geo_app.errors import NotFoundError
from geo_app.register import actions, queries
from geo_app.register.dates import iso_date
from geo_app.register.progress import progress as progress_of
from geo_app.register.reading import Reading
from geo_app.register.rules import new_event
from tests.factories import make_event, make_hotspot

pytestmark = pytest.mark.both_databases

TODAY = date(2024, 12, 31)
OFFICER = Actor("an officer")


@pytest.fixture
def database(app):
    with app.test_request_context():
        yield app.extensions["database"]


def record(database, code, effective_on, *, version=None, scope=None, **axes):
    values = {"effective_on": effective_on, "basis": "BB 1/BB-CA", **axes}
    new = new_event(values, today=TODAY, may_restate=True)
    return actions.record_event(database, code, new, actor=OFFICER, scope=scope, version=version)


def state(database, code, as_of=None):
    reading = Reading(as_of) if as_of else None
    found = queries.standing(database.session(), code, scope=None, reading=reading)
    return found.level, found.clearance


def test_the_plan_starts_unverified_with_three_to_clear_and_eight_handed_over(database):
    found = queries.standings(database.session(), scope=None)
    assert [each.number for each in found] == list(range(1, 12))
    assert {each.level for each in found} == {"unverified"}
    by_appendix = {each.hotspot.code: each.clearance for each in found}
    assert list(by_appendix.values()).count("not_cleared") == 3
    assert list(by_appendix.values()).count("handed_over") == 8


def test_a_handover_of_a_year_is_never_a_first_of_january(database):
    found = queries.standing(database.session(), "PL3-I-1", scope=None)
    handover = next(
        event for event in queries.history(database.session(), found.hotspot) if event.clearance
    )
    assert handover.effective_precision == "year"
    assert (handover.effective_from, handover.effective_to) == (
        date(2021, 1, 1),
        date(2021, 12, 31),
    )


def test_each_axis_keeps_what_the_last_event_said_of_it(database):
    record(database, "PL2-I-1", "2024-03-01", level="complex")
    record(database, "PL2-I-1", "2024-05-01", clearance="cleared")
    assert state(database, "PL2-I-1") == ("complex", "cleared")


def test_the_state_of_a_day_leaves_out_what_came_later(database):
    record(database, "PL2-I-1", "2024-05-20", clearance="cleared")
    assert state(database, "PL2-I-1", date(2024, 5, 19)) == ("unverified", "not_cleared")
    assert state(database, "PL2-I-1", date(2024, 5, 20)) == ("unverified", "cleared")


def test_before_its_first_event_a_hotspot_does_not_stand_in_the_register(database):
    before_the_plan = queries.standings(
        database.session(), scope=None, reading=Reading(date(2020, 12, 31))
    )
    assert [each.hotspot.code for each in before_the_plan] == ["PL3-II-1"]


def test_events_recorded_late_take_their_place_in_time(database):
    record(database, "PL2-I-1", "2024-06-01", level="low_activity")
    record(database, "PL2-I-1", "2024-04-01", level="complex")
    assert state(database, "PL2-I-1")[0] == "low_activity"


@pytest.mark.parametrize("coarse", ["2024", "2024-05"])
def test_a_coarse_date_stands_after_what_is_known_inside_it(database, coarse):
    record(database, "PL2-I-1", "2024-05-20", level="complex")
    record(database, "PL2-I-1", coarse, level="low_activity")
    assert state(database, "PL2-I-1")[0] == "low_activity"


def test_a_superseded_event_no_longer_counts(app, database):
    hotspot = make_hotspot(app)
    wrong = make_event(app, hotspot, clearance="cleared")
    make_event(app, hotspot, clearance="not_cleared", supersedes_id=wrong.id)
    assert state(database, hotspot.code)[1] == "not_cleared"


def changed(database, code, as_of=None):
    found = queries.standing(
        database.session(), code, scope=None, reading=Reading(as_of) if as_of else None
    )
    return iso_date(found.changed_from, found.changed_precision)


def test_what_was_handed_over_before_the_plan_did_not_change_when_the_plan_named_it(database):
    found = queries.standings(database.session(), scope=None)
    kept = {each.hotspot.code: each for each in found if each.clearance == "handed_over"}
    assert len(kept) == 8
    assert {each.changed_precision for each in kept.values()} == {"year"}
    assert kept["PL3-II-1"].changed_from.year == 2016
    # What the plan is the first to tell of is known since its day.
    assert changed(database, "PL2-I-1") == "2024-02-05"


def test_saying_again_what_stands_is_no_change(database):
    record(database, "PL3-II-1", "2024-03", clearance="handed_over")
    record(database, "PL3-II-1", "2024-04", level="unverified")
    assert changed(database, "PL3-II-1") == "2016"
    record(database, "PL3-II-1", "2024-06-17", level="inactive")
    record(database, "PL3-II-1", "2024-08", level="inactive", clearance="handed_over")
    assert changed(database, "PL3-II-1") == "2024-06-17"
    assert changed(database, "PL3-II-1", date(2024, 5, 31)) == "2016"
    record(database, "PL3-II-1", "2024-09", level="unverified")
    assert changed(database, "PL3-II-1") == "2024-09"


def test_filters_act_together(database):
    record(database, "PL2-I-1", "2024-03-01", level="complex", clearance="cleared")

    def codes(**filters):
        found = queries.standings(
            database.session(), scope=None, filters=queries.Filters(**filters)
        )
        return {each.hotspot.code for each in found}

    assert codes(district="020") == {"PL2-I-1", "PL2-I-2", "PL3-I-5"}
    assert codes(district="020", clearance="cleared") == {"PL2-I-1"}
    assert codes(level="complex") == {"PL2-I-1"}
    assert codes(category="public_place", district="007") == {"PL3-II-2", "PL3-II-3"}
    assert codes(category="public_place", district="020") == set()


def test_progress_is_counted_from_events(app, database):
    progress = progress_of(database.session(), scope=None)
    assert (len(progress.cleared), len(progress.to_clear)) == (0, 3)
    assert (len(progress.kept), len(progress.to_keep), len(progress.new)) == (8, 8, 0)
    record(database, "PL2-I-1", "2024-05", clearance="cleared")
    record(database, "PL3-I-4", "2024-06", clearance="recurred")
    make_event(app, make_hotspot(app))
    progress = progress_of(database.session(), scope=None)
    assert [each.hotspot.code for each in progress.cleared] == ["PL2-I-1"]
    assert len(progress.kept) == 7
    assert len(progress.new) == 1


def test_a_scope_hides_the_rest_as_if_it_did_not_exist(database):
    scope = frozenset({"020"})
    found = queries.standings(database.session(), scope=scope)
    assert {each.hotspot.district_code for each in found} == {"020"}
    assert [each.number for each in found] == [1, 2, 3]
    with pytest.raises(NotFoundError) as hidden:
        queries.standing(database.session(), "PL3-I-4", scope=scope)
    with pytest.raises(NotFoundError) as missing:
        queries.standing(database.session(), "PL9-I-4", scope=scope)
    assert str(hidden.value.detail).replace("PL3", "PL9") == str(missing.value.detail)
