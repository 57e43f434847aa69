"""The line of history says what the ledger says, for the reading that is asked for."""

from datetime import date

import pytest

from geo_app.exports.histories import history_of, marks, period, spans
from geo_app.register import queries
from geo_app.register.models import Event
from geo_app.register.reading import Reading
from tests.factories import make_event, make_hotspot

DAY = date(2024, 6, 17)


def event(on: date, *, since: date | None = None, **axes: str) -> Event:
    return Event(placed_on=on, effective_from=since or on, **axes)


def test_a_level_lasts_until_the_next_says_otherwise():
    told = [
        event(date(2024, 2, 5), level="unverified"),
        event(date(2024, 3, 1), clearance="cleared"),
        event(date(2024, 4, 1), level="complex"),
        event(date(2024, 5, 1), level="complex"),
        event(date(2024, 6, 1), level="inactive"),
        event(date(2024, 6, 1), level="active"),
    ]
    found = [(each.level, each.start, each.end) for each in spans(told, DAY)]
    assert found == [
        ("unverified", date(2024, 2, 5), date(2024, 4, 1)),
        ("complex", date(2024, 4, 1), date(2024, 6, 1)),
        ("active", date(2024, 6, 1), DAY),
    ]


def test_a_clearance_is_marked_where_it_changes_and_over_all_days_it_may_mean():
    told = [
        event(date(2021, 12, 31), since=date(2021, 1, 1), clearance="handed_over"),
        event(date(2024, 3, 1), clearance="handed_over"),
        event(date(2024, 5, 1), clearance="recurred"),
    ]
    assert [(each.clearance, each.earliest, each.on) for each in marks(told)] == [
        ("handed_over", date(2021, 1, 1), date(2021, 12, 31)),
        ("recurred", date(2024, 5, 1), date(2024, 5, 1)),
    ]


@pytest.mark.parametrize("as_of", [date(2016, 12, 31), date(2024, 2, 5), date(2026, 11, 25)])
def test_a_period_is_never_empty_and_holds_the_day(as_of: date):
    start, end = period(as_of)
    assert start < as_of < end


def test_superseded_and_later_events_are_not_drawn(app):
    hotspot = make_hotspot(app)
    wrong = make_event(app, hotspot, on=date(2024, 3, 1), level="complex")
    make_event(app, hotspot, on=date(2024, 3, 1), level="active", supersedes_id=wrong.id)
    make_event(app, hotspot, on=date(2024, 9, 1), level="inactive")
    with app.test_request_context():
        session = app.extensions["database"].session()
        found = queries.standings(session, scope=None, codes=[hotspot.code], reading=Reading(DAY))
        lines = history_of(session, found, Reading(DAY))
    assert [span.level for span in lines.rows[0].levels] == ["active"]


def test_the_picture_is_of_the_readers_districts_and_of_the_day(signed_in):
    client = signed_in("police", scope=("020",))
    whole = client.get("/history.svg?as_of=2024-06-17")
    assert whole.mimetype == "image/svg+xml"
    assert client.get("/history.svg?as_of=2024-06-17").data == whole.data
    assert client.get("/history.svg?as_of=2024-06-18").data != whole.data
    narrow = client.get("/history.svg?as_of=2024-06-17&width=narrow")
    assert narrow.data != whole.data
    again = client.get(
        "/history.svg?as_of=2024-06-17", headers={"If-None-Match": whole.headers["ETag"]}
    )
    assert again.status_code == 304


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("code=PL2-I-1&district=%00", 404),
        ("code=PL2-I-1", 200),
        ("code=PL3-I-4", 404),
        ("code=none", 404),
        ("district=268", 404),
        ("as_of=x", 422),
    ],
)
def test_a_line_outside_the_scope_is_one_that_does_not_exist(signed_in, query, status):
    assert signed_in("police", scope=("020",)).get(f"/history.svg?{query}").status_code == status
