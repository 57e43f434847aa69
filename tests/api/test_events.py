"""Recording events: what is accepted, what is refused, and two writers at once."""

import json
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from geo_app.i18n import today

HOSTILE = "{{ 7*7 }} ${1} `x` </script><img src=x onerror=alert(1)> {% raw %} \\"


def hotspot_of(client, code):
    return client.get(f"/api/v1/hotspots/{code}").json["properties"]


def test_an_event_is_answered_with_itself_and_what_it_made(api_client, event, code, events_path):
    client = api_client("police")
    answer = client.post(events_path, json=event(), headers={"If-Match": '"v1"'})
    assert answer.status_code == 201
    assert answer.headers["ETag"] == '"v2"'
    assert client.get(answer.headers["Location"]).json == answer.json["event"]
    properties = answer.json["hotspot"]["properties"]
    assert properties["clearance"] == "cleared"
    assert properties["level"] == "low_activity"
    assert properties == hotspot_of(client, code)


def test_an_axis_left_out_is_unchanged(api_client, event, code, events_path):
    client = api_client("police")
    for left_out in (event(level=None), {**event(), "level": None, "note": "Xác nhận lại"}):
        answer = client.post(events_path, json=left_out)
        assert answer.status_code == 201
        assert answer.json["event"]["level"] is None
    assert hotspot_of(client, code)["level"] == "unverified"


@pytest.mark.parametrize("header", [None, "*", '"v1"', ' "v1" '])
def test_the_version_may_be_left_out_or_right(api_client, event, events_path, header):
    headers = {"If-Match": header} if header else {}
    answer = api_client("police").post(events_path, json=event(), headers=headers)
    assert answer.status_code == 201


@pytest.mark.parametrize("header", ["v1", "1", '"v1', '"v1" "v2"', '"v\x7f"', "W/v1"])
def test_a_malformed_version_is_refused(api_client, event, code, events_path, header):
    client = api_client("police")
    answer = client.post(events_path, json=event(), headers={"If-Match": header})
    assert answer.status_code == 400
    assert hotspot_of(client, code)["version"] == 1


@pytest.mark.parametrize("header", ['"v2"', '"v0"', '"other"', 'W/"v2"', '"v99999999999999999999"'])
def test_a_version_that_does_not_stand_is_stale(api_client, event, code, events_path, header):
    client = api_client("police")
    answer = client.post(events_path, json=event(), headers={"If-Match": header})
    assert answer.status_code == 412
    assert answer.headers["ETag"] == '"v1"'
    assert answer.json["current"]["properties"]["version"] == 1
    assert hotspot_of(client, code)["version"] == 1


def test_the_second_of_two_writers_learns_what_the_first_saved(
    api_client, event, code, events_path
):
    first, second = api_client("police"), api_client("district")
    seen = first.get(f"/api/v1/hotspots/{code}").headers["ETag"]
    assert second.get(f"/api/v1/hotspots/{code}").headers["ETag"] == seen
    saved = first.post(events_path, json=event(), headers={"If-Match": seen}).json
    mine = event(clearance="recurred", level="complex", effective_on="2024-06")
    stale = second.post(events_path, json=mine, headers={"If-Match": seen})
    assert stale.status_code == 412
    assert stale.mimetype == "application/problem+json"
    assert stale.json["current"] == saved["hotspot"]
    assert [each["id"] for each in stale.json["recorded_since"]] == [saved["event"]["id"]]
    assert len(second.get(events_path).json["events"]) == 2
    now = {"If-Match": stale.headers["ETag"]}
    assert second.post(events_path, json=mine, headers=now).status_code == 201
    assert hotspot_of(first, code)["clearance"] == "recurred"


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"effective_on": "31/02/2024"}, "effective_on"),
        ({"effective_on": "2024-02-31"}, "effective_on"),
        ({"effective_on": "2024-13"}, "effective_on"),
        ({"effective_on": "0000"}, "effective_on"),
        ({"effective_on": "hôm qua"}, "effective_on"),
        ({"effective_on": ""}, "effective_on"),
        ({"effective_on": None}, "effective_on"),
        ({"effective_on": 2024}, "effective_on"),
        ({"effective_on": ["2024"]}, "effective_on"),
        ({"level": "phức tạp"}, "level"),
        ({"level": "COMPLEX"}, "level"),
        ({"level": True}, "level"),
        ({"clearance": "gone"}, "clearance"),
        ({"clearance": {"is": "cleared"}}, "clearance"),
        ({"level": None, "clearance": None}, "level"),
        ({"basis": ""}, "basis"),
        ({"basis": "   "}, "basis"),
        ({"basis": 12}, "basis"),
        ({"basis": "x" * 201}, "basis"),
        ({"basis": None, "note": None}, "basis"),
        ({"note": "gọi 0912 345 678"}, "note"),
        ({"note": "CCCD 001190001234"}, "note"),
        ({"note": "ai.do@example.vn"}, "note"),
        ({"note": "a\x00b"}, "note"),
        ({"note": "x" * 2001}, "note"),
        ({"person": "ai đó"}, "person"),
        ({"recorded_by": 1}, "recorded_by"),
    ],
)
def test_what_breaks_a_rule_is_named_and_not_saved(api_client, event, events_path, given, field):
    client = api_client("police")
    answer = client.post(events_path, json=event(**given))
    assert answer.status_code == 422
    assert list(answer.json["errors"]) == [field]
    assert answer.json["errors"][field]
    assert client.get(events_path).json["version"] == 1


def test_a_day_to_come_is_refused(api_client, event, events_path):
    answer = api_client("police").post(events_path, json=event(effective_on=str(today().year + 1)))
    assert "effective_on" in answer.json["errors"]


def test_every_wrong_field_is_named_at_once(api_client, event, events_path):
    answer = api_client("police").post(events_path, json=event(level="x", basis="", note=3))
    assert set(answer.json["errors"]) == {"level", "basis", "note"}


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"{", 400),
        (b"[]", 400),
        (b'"text"', 400),
        (b"null", 400),
        (b"[" * 20_000, 400),
        (b'{"note": "\xff\xfe"}', 400),
        (b'{"note": "\\ud800"}', 400),
        (json.dumps({"note": "x" * 100_000}).encode(), 413),
        (b" " * 3_000_000, 413),
    ],
    ids=lambda value: str(value)[:12],
)
def test_a_body_that_cannot_be_read_is_refused(api_client, events_path, body, status):
    answer = api_client("police").post(events_path, data=body, content_type="application/json")
    assert answer.status_code == status
    assert answer.mimetype == "application/problem+json"
    assert answer.json["detail"]


@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "text/plain", ""])
def test_only_json_is_taken(api_client, event, events_path, kind):
    answer = api_client("police").post(
        events_path, data=json.dumps(event()), headers={"Content-Type": kind}
    )
    assert answer.status_code == 415


def test_hostile_text_comes_back_as_it_was(api_client, event, events_path):
    answer = api_client("police").post(events_path, json=event(note=HOSTILE, basis=HOSTILE))
    assert answer.json["event"]["note"] == HOSTILE
    assert answer.json["event"]["basis"] == HOSTILE


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_nothing_is_edited_or_deleted(api_client, event, events_path, method):
    answer = getattr(api_client("dolisa"), method)(events_path, json=event())
    assert answer.status_code == 405
    assert answer.mimetype == "application/problem+json"


def test_of_two_writers_at_the_same_moment_one_is_told(api_client, event, events_path):
    clients = [api_client("police"), api_client("police")]
    start = threading.Barrier(len(clients))

    def write(client):
        start.wait()
        return client.post(events_path, json=event(), headers={"If-Match": '"v1"'}).status_code

    with ThreadPoolExecutor(len(clients)) as pool:
        assert sorted(pool.map(write, clients)) == [201, 412]
    assert len(clients[0].get(events_path).json["events"]) == 2
