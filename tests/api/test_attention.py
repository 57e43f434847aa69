"""What needs attention, for programs."""

from datetime import date

import pytest

from tests.api.shapes import faults
from tests.factories import make_event, make_hotspot


def test_the_plan_needs_this_attention_at_first(api_client):
    found = api_client("viewer").get("/api/v1/attention").json
    assert (found["check_months"], found["border_metres"]) == (6, 300)
    assert [len(found[name]) for name in ("recurred", "border", "unchecked", "unverified")] == [
        0,
        1,
        8,
        11,
    ]
    (border,) = found["border"]
    assert (
        border.items()
        >= {
            "code": "PL2-I-2",
            "district": "020",
            "clearance": "not_cleared",
            "place_error_m": 320.0,
        }.items()
    )
    assert [near["code"] for near in border["neighbours"]] == ["268"]
    assert found["unchecked"][0]["last_check"] == "2016"
    assert {each["code"] for each in found["border_clear"]} >= {"PL3-I-4", "PL3-I-5"}
    assert found["placeless"] == []


def test_a_recurrence_has_its_date_as_precisely_as_it_is_known(app, api_client):
    make_event(
        app,
        "PL3-I-4",
        clearance="recurred",
        effective_from=date(2024, 5, 1),
        effective_to=date(2024, 5, 31),
        effective_precision="month",
    )
    client = api_client("viewer")
    found = client.get("/api/v1/attention").json
    (case,) = found["recurred"]
    document = client.get("/api/v1/openapi.json").json
    assert faults(document, document["components"]["schemas"]["Attention"], found) == []
    assert (case["code"], case["since"], case["times"]) == ("PL3-I-4", "2024-05", 1)
    assert client.get(case["url"]).json["id"] == "PL3-I-4"


def test_it_is_read_as_of_a_day_and_of_one_district(app, api_client):
    client = api_client("viewer")
    make_event(app, make_hotspot(app, geometry=None, code="NO-WHERE"), clearance="not_cleared")
    found = client.get("/api/v1/attention?district=002&as_of=2024-05-17").json
    assert (found["as_of"], found["placeless"]) == ("2024-05-17", ["NO-WHERE"])
    assert found["unverified"] == []
    earlier = client.get("/api/v1/attention?district=002&as_of=2024-05-16").json
    assert earlier["placeless"] == []


def test_a_scope_confines_it(api_client):
    client = api_client("district", scope=("020",))
    found = client.get("/api/v1/attention").json
    assert {each["district"] for each in found["unverified"]} == {"020"}
    other, unknown = (client.get(f"/api/v1/attention?district={code}") for code in ("008", "999"))
    assert other.status_code == unknown.status_code == 422
    assert other.text.replace("008", "999") == unknown.text


@pytest.mark.parametrize("odd", ["district=999", "level=complex", "as_of=soon"])
def test_what_means_nothing_is_refused(api_client, odd):
    answer = api_client("viewer").get(f"/api/v1/attention?{odd}")
    assert answer.status_code == 422
    assert list(answer.json["errors"]) == [odd.split("=")[0]]
