"""Which inspections count in a reading, for whom."""

from datetime import date

import pytest
from sqlalchemy import select

from geo_app.indicators.periods import HALF_YEAR, YEAR
from geo_app.inspections import queries
from geo_app.inspections.queries import Filters, Sums
from geo_app.inspections.vocabulary import LOCAL, TEAM_LEVELS
from geo_app.register.models import Hotspot
from geo_app.register.reading import Reading
from tests.factories import make_event, make_inspection, take_back

pytestmark = pytest.mark.both_databases

THANH_TRI, HA_DONG = "020", "268"
LATER = Reading(date(2025, 1, 1))


@pytest.fixture
def session(app):
    with app.test_request_context():
        yield app.extensions["database"].session()


def ids(session, *, scope=None, reading=LATER, **filters):
    found = queries.inspections(session, scope=scope, reading=reading, filters=Filters(**filters))
    return {each.id for each in found}


def test_what_is_only_known_to_the_year_counts_in_no_half_of_it(app, session):
    year = make_inspection(
        app,
        "PL2-I-1",
        effective_precision="year",
        effective_from=date(2024, 1, 1),
        effective_to=date(2024, 12, 31),
    )
    june = make_inspection(
        app,
        "PL2-I-1",
        effective_precision="month",
        effective_from=date(2024, 6, 1),
        effective_to=date(2024, 6, 30),
    )
    last, after = (
        make_inspection(app, "PL2-I-1", on=date(2024, *day)) for day in ((6, 30), (7, 1))
    )
    before = make_inspection(app, "PL2-I-1", on=date(2023, 12, 31))
    assert ids(session, period=HALF_YEAR.code) == {june.id, last.id}
    assert ids(session, period=YEAR.code) == {year.id, june.id, last.id, after.id}
    assert ids(session) == {year.id, june.id, last.id, after.id, before.id}


def test_a_district_sees_its_own(app, session):
    here, there = make_inspection(app, "PL2-I-1"), make_inspection(app, "PL3-I-2")
    scope = frozenset({THANH_TRI})
    assert ids(session) == {here.id, there.id}
    assert ids(session, scope=scope) == {here.id}
    assert ids(session, scope=scope, district=HA_DONG) == set()
    assert queries.totals(session, scope=scope, reading=LATER) == Sums(1, 5, 2, 14)


def test_teams_can_be_told_apart(app, session):
    made = {team: make_inspection(app, "PL2-I-1", team_level=team).id for team in TEAM_LEVELS}
    assert ids(session, team="city") == {made["city"]}
    assert ids(session, team=LOCAL) == {made["district"], made["commune"]}
    assert ids(session, category="public_place") == set()


def test_a_reading_knows_no_later_day_and_no_later_correction(app, session):
    wrong = make_inspection(app, "PL2-I-1", on=date(2024, 5, 17))
    right = make_inspection(
        app, "PL2-I-1", on=date(2024, 5, 17), supersedes_id=wrong.id, reason="Đếm thiếu"
    )
    take_back(app, right, placed_on=date(2024, 8, 1))
    assert ids(session) == set()
    assert ids(session, reading=Reading(date(2025, 1, 1), right.recorded_at)) == {right.id}
    assert ids(session, reading=Reading(date(2025, 1, 1), wrong.recorded_at)) == {wrong.id}
    assert ids(session, reading=Reading(date(2024, 5, 16), wrong.recorded_at)) == set()
    # That it was taken back is known of every day, also of those before.
    hotspot = session.scalar(select(Hotspot).where(Hotspot.code == "PL2-I-1"))
    known = queries.history(session, hotspot, Reading(date(2024, 6, 1)))
    assert [each.kind for each in known].count("retraction") == 1


def test_withdrawn_hotspots_had_none_and_merged_ones_had_theirs(app, session):
    withdrawn, merged = make_inspection(app, "PL2-I-1"), make_inspection(app, "PL2-I-2")
    make_event(app, "PL2-I-1", kind="withdrawal", level=None, clearance=None, reason="Nhập nhầm")
    other = session.scalar(select(Hotspot.id).where(Hotspot.code == "PL3-I-5"))
    make_event(
        app,
        "PL2-I-2",
        kind="merge",
        level=None,
        clearance=None,
        merged_into_id=other,
        reason="Cùng một nơi",
    )
    assert ids(session) == {merged.id}
    assert ids(session, reading=Reading(date(2025, 1, 1), withdrawn.recorded_at)) == {withdrawn.id}
