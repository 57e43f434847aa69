"""Inspections for programs: recorded, corrected, listed with their sums, within the scope."""

import pytest

from tests.api.conftest import INSPECTION
from tests.factories import entry_number, make_inspection

HOTSPOT = "/api/v1/hotspots/PL2-I-1"
PATH = f"{HOTSPOT}/inspections"
EVERYTHING = "/api/v1/inspections"


def test_an_inspection_with_a_level_is_recorded_with_its_event(api_client):
    client = api_client("police")
    answer = client.post(PATH, json={**INSPECTION, "level": "active"})
    assert answer.status_code == 201
    (made,) = answer.json["inspections"]
    assert (made["team"], made["establishments_checked"], made["level"]) == (
        "district",
        5,
        "active",
    )
    event = client.get(f"{HOTSPOT}/events/{made['event']}").json
    assert (event["level"], event["effective_on"], event["basis"]) == (
        "active",
        INSPECTION["effective_on"],
        INSPECTION["basis"],
    )
    assert client.get(HOTSPOT).json["properties"]["level"] == "active"
    assert client.get(answer.headers["Location"]).json == answer.json


def test_a_correction_and_a_retraction_leave_the_old_one_with_what_replaced_it(api_client):
    client = api_client("police")
    first = client.post(PATH, json=INSPECTION).json["inspections"][0]["id"]
    right = {**INSPECTION, "people_informed": 20, "supersedes": first, "reason": "Đếm thiếu"}
    new, old = client.post(PATH, json=right).json["inspections"]
    assert (new["supersedes"], new["replaced_by"]) == (first, None)
    assert old["replaced_by"]["id"] == new["id"]
    assert client.get(EVERYTHING).json["totals"]["people_informed"] == 20
    taken = {"kind": "retraction", "supersedes": new["id"], "reason": "Nhầm điểm"}
    listed = client.post(PATH, json=taken).json["inspections"]
    assert [each["replaced_by"]["kind"] for each in listed] == ["retraction", "inspection"]
    assert client.get(EVERYTHING).json["inspections"] == []
    assert client.post(PATH, json=taken).json["rule"] == "not_in_force"


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"establishments_violating": 6}, "establishments_violating"),
        ({"people_informed": "14"}, "people_informed"),
        ({"people_informed": 10_001}, "people_informed"),
        ({"effective_on": "2999"}, "effective_on"),
        ({"note": "ai.do@example.vn"}, "note"),
        ({"person": "ai đó"}, "person"),
    ],
)
def test_what_breaks_a_rule_is_named_and_not_saved(api_client, given, field):
    client = api_client("police")
    answer = client.post(PATH, json={**INSPECTION, **given})
    assert answer.status_code == 422
    assert list(answer.json["errors"]) == [field]
    assert client.get(PATH).json["inspections"] == []


def test_a_program_of_a_district_sees_nothing_of_another(app, api_client):
    make_inspection(app, "PL2-I-1", establishments_checked=11)
    make_inspection(app, "PL3-I-2", establishments_checked=700)
    client = api_client("district", scope=("020",))
    found = client.get(EVERYTHING).json
    assert [each["hotspot"] for each in found["inspections"]] == ["PL2-I-1"]
    assert found["totals"]["establishments_checked"] == 11
    assert client.get(f"{EVERYTHING}?district=268").status_code == 422
    away = "/api/v1/hotspots/PL3-I-2/inspections"
    assert client.get(away).status_code == 404
    assert client.post(away, json=INSPECTION).status_code == 404
    rows = {each["code"]: each for each in client.get("/api/v1/indicators").json["indicators"]}
    assert rows["9.1"]["actual"] == 11


def test_a_reading_is_honoured(app, api_client):
    made = make_inspection(app, "PL2-I-1")
    client = api_client("viewer")
    early = {"as_of": "2024-05-16"}
    unknown = {"known_on": "2024-12-31T08:00"}
    for query, count in ((early, 0), (unknown, 0), ({}, 1)):
        found = client.get(EVERYTHING, query_string=query).json
        assert len(found["inspections"]) == found["totals"]["inspections"] == count
    found = client.get(PATH, query_string={"as_of": "2024-05-17"}).json
    assert [each["id"] for each in found["inspections"]] == [entry_number(app, made)]
