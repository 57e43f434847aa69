"""Reading the register: features, filters, versions, history."""

from datetime import date, timedelta

import pytest

from geo_app.i18n import today
from tests.factories import make_event


def features(client, query=""):
    answer = client.get(f"/api/v1/hotspots{query}")
    assert answer.status_code == 200, answer.json
    assert answer.mimetype == "application/geo+json"
    return answer.json["features"]


def test_the_eleven_are_features_with_longitude_first(api_client):
    for feature in features(api_client("viewer")):
        longitude, latitude = next(positions(feature["geometry"]["coordinates"]))
        assert 105 < longitude < 106.1
        assert 20.5 < latitude < 21.5


def positions(coordinates):
    if isinstance(coordinates[0], (int, float)):
        yield tuple(coordinates)
    else:
        for each in coordinates:
            yield from positions(each)


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("?clearance=handed_over", 8),
        ("?clearance=not_cleared", 3),
        ("?level=unverified", 11),
        ("?level=complex", 0),
        ("?district=020", 3),
        ("?district=020&clearance=recurred", 0),
        ("?district=", 11),
        ("?as_of=2015-12-31", 0),
        ("?as_of=2020-01-01", 1),
        ("?as_of=2024-02-05", 11),
    ],
)
def test_the_register_can_be_narrowed(api_client, query, count):
    assert len(features(api_client("viewer"), query)) == count


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("?district=999", "district"),
        ("?district=Thanh Trì", "district"),
        ("?level=bad", "level"),
        ("?clearance=x%00y", "clearance"),
        ("?category=person", "category"),
        ("?as_of=31/02/2024", "as_of"),
        ("?as_of=2024-02-31", "as_of"),
        ("?as_of=2024-W05-1", "as_of"),
        ("?as_of=yesterday", "as_of"),
        ("?clearence=cleared", "clearence"),
    ],
)
def test_a_filter_that_means_nothing_is_named(api_client, query, field):
    answer = api_client("viewer").get(f"/api/v1/hotspots{query}")
    assert answer.status_code == 422
    assert list(answer.json["errors"]) == [field]


def test_the_state_of_a_day_to_come_is_not_known(api_client):
    tomorrow = today() + timedelta(days=1)
    answer = api_client("viewer").get(f"/api/v1/hotspots?as_of={tomorrow}")
    assert "as_of" in answer.json["errors"]


def test_the_state_of_an_earlier_day_is_that_of_then(app, api_client, code):
    make_event(app, code, on=date(2024, 6, 1), level="active", clearance="cleared")
    client = api_client("viewer")
    before, after = (
        {each["id"]: each["properties"]["clearance"] for each in features(client, query)}[code]
        for query in ("?as_of=2024-05-31", "?as_of=2024-06-01")
    )
    assert (before, after) == ("not_cleared", "cleared")


def test_a_hotspot_that_has_not_changed_is_not_sent_again(api_client, event, code, events_path):
    client = api_client("police")
    first = client.get(f"/api/v1/hotspots/{code}")
    assert first.headers["ETag"] == '"v1"'
    assert "Accept-Language" in first.headers["Vary"]
    kept = {"If-None-Match": first.headers["ETag"]}
    again = client.get(f"/api/v1/hotspots/{code}", headers=kept)
    assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", '"v1"')
    assert client.post(events_path, json=event()).status_code == 201
    changed = client.get(f"/api/v1/hotspots/{code}", headers=kept)
    assert (changed.status_code, changed.headers["ETag"]) == (200, '"v2"')
    assert changed.json["properties"]["clearance"] == "cleared"


def test_the_history_says_who_what_when_and_why(api_client, event, events_path):
    client = api_client("police")
    client.post(events_path, json=event())
    newest, oldest = client.get(events_path).json["events"]
    assert newest["effective_on"] == "2024-05"
    assert newest["effective_precision"] == "month"
    assert newest["recorder"].startswith("police")
    assert newest["recorded_at"].endswith("Z")
    assert (newest["basis"], newest["level"]) == ("BB 12/BB-CA", "low_activity")
    assert oldest["recorder"] is None
    assert oldest["effective_on"] == "2024-02-05"


def test_a_handover_of_a_year_stays_a_year(api_client):
    events = api_client("viewer").get("/api/v1/hotspots/PL3-I-1/events").json["events"]
    handover = next(each for each in events if each["clearance"] == "handed_over")
    assert len(handover["effective_on"]) == 4
    assert handover["level"] is None


def test_labels_follow_the_language_asked_for(api_client, code):
    client = api_client("viewer")
    english, vietnamese = (
        client.get(f"/api/v1/hotspots/{code}", headers={"Accept-Language": tag}).json
        for tag in ("en", "vi")
    )
    assert english["properties"]["clearance_label"] == "Not cleared"
    assert english["properties"]["clearance"] == vietnamese["properties"]["clearance"]


@pytest.mark.parametrize("odd", ["%00", "a%00b", "x" * 500, "'; DROP TABLE hotspot; --", "1/2"])
def test_a_code_that_cannot_be_one_is_simply_unknown(api_client, odd):
    for tail in ("", "/events"):
        assert api_client("viewer").get(f"/api/v1/hotspots/{odd}{tail}").status_code == 404


def test_an_event_belongs_to_its_hotspot(api_client):
    client = api_client("viewer")
    first = client.get("/api/v1/hotspots/PL2-I-1/events").json["events"][0]
    assert client.get(first["url"]).json == first
    elsewhere = client.get(first["url"].replace("PL2-I-1", "PL3-I-1")).json
    assert elsewhere == client.get("/api/v1/hotspots/PL3-I-1/events").json["events"][-1] != first
    assert client.get("/api/v1/hotspots/PL2-I-1/events/2").status_code == 404
    assert client.get("/api/v1/hotspots/PL2-I-1/events/99999999999999999999").status_code == 404
