"""The same event twice: refused by form and interface, unchanged in a table."""

import pytest

from tests.factories import make_event
from tests.register.writer import Writer, error_at

PATH = "/api/v1/hotspots/PL2-I-1/events"
EVENT = {
    "effective_on": "2024-05-17",
    "level": "low_activity",
    "clearance": "cleared",
    "basis": "BB 12/BB-CA",
    "note": "Đoàn kiểm tra xác nhận",
}


@pytest.fixture
def officer(api_client):
    """A program that records; `officer(**changes)` answers a response."""
    client = api_client("police")

    def send(if_match=None, **changes):
        said = {name: value for name, value in {**EVENT, **changes}.items() if value is not None}
        headers = {"If-Match": if_match} if if_match else {}
        return client.post(PATH, json=said, headers=headers)

    send.client = client
    return send


def test_the_same_event_again_is_refused_with_the_number_of_the_first(officer):
    first = officer()
    again = officer()
    assert (first.status_code, again.status_code) == (201, 409)
    assert again.json["rule"] == "recorded_before"
    assert again.json["collides_with"] == first.json["event"]["id"]
    assert list(again.json["errors"]) == ["note"]
    assert again.json["current"]["properties"]["version"] == 2
    assert len(officer.client.get(PATH).json["events"]) == 2


def test_a_stale_version_is_told_before_the_repetition(officer):
    assert officer('"v1"').status_code == 201
    assert officer('"v1"').status_code == 412
    assert officer('"v2"').status_code == 409
    assert officer("*").status_code == 409


@pytest.mark.parametrize(
    "change",
    [
        {"effective_on": "2024-05-18"},
        {"effective_on": "2024-05"},
        {"level": "inactive"},
        {"level": None},
        {"basis": "BB 13/BB-CA"},
        {"basis": None},
        {"note": "Đoàn kiểm tra xác nhận lần hai"},
        {"note": None},
    ],
    ids=lambda change: next(iter(change.items())),
)
def test_whatever_differs_makes_it_another_event(officer, change):
    assert officer().status_code == 201
    assert officer(**change).status_code == 201


def test_what_became_true_in_between_makes_it_another_event(officer):
    assert officer().status_code == 201
    assert officer(clearance="recurred").status_code == 201
    assert officer().status_code == 201
    assert officer().status_code == 409


def test_it_stands_behind_its_own_day_whatever_was_recorded_of_later_ones(officer):
    assert officer().status_code == 201
    assert officer(effective_on="2024-06", clearance=None).status_code == 201
    assert officer().status_code == 409


def test_what_was_taken_back_may_be_recorded_again(officer):
    number = officer().json["event"]["id"]
    back = {"kind": "retraction", "supersedes": number, "reason": "Nhập nhầm"}
    assert officer.client.post(PATH, json=back).status_code == 201
    assert officer().status_code == 201


def test_a_correction_back_to_the_same_words_counts_as_the_event(officer):
    number = officer(note="Nhầm").json["event"]["id"]
    assert officer(supersedes=number, reason="Ghi nhầm chú thích").status_code == 201
    assert officer().status_code == 409


def test_the_form_says_so_at_the_note_and_keeps_what_was_typed(app, signed_in):
    make_event(app, "PL2-I-1", level="active", clearance=None, basis="BB 9/BB-CA")
    writer = Writer(signed_in("police"))
    page = writer.save(effective_on="17/5/2024", level="active", basis="BB 9/BB-CA")
    assert "recorded already" in error_at(page, "event-note")
    assert writer.client.get(PATH).json["version"] == 1
    writer.save(effective_on="17/5/2024", level="active", basis="BB 9/BB-CA", note="Lần hai")
    assert writer.client.get(PATH).json["version"] == 2


def test_each_inspection_keeps_an_event_of_its_own(officer):
    path = "/api/v1/hotspots/PL2-I-1/inspections"
    found = {
        "effective_on": "2024-05-17",
        "team": "district",
        "establishments_checked": 5,
        "establishments_violating": 0,
        "people_informed": 0,
        "level": "active",
        "basis": "BB 3/BB-ĐKT178",
    }
    for checked in (5, 6):
        sent = {**found, "establishments_checked": checked}
        assert officer.client.post(path, json=sent).status_code == 201
    events = [each["event"] for each in officer.client.get(path).json["inspections"]]
    assert None not in events
    assert len(set(events)) == 2
