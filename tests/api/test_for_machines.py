"""What programs read is the same in every language, and what they send is read whole."""

import re

import pytest

from tests.api.conftest import EVENT, INSPECTION
from tests.factories import make_event

AT = "/api/v1/hotspots/PL2-I-1"
ENGLISH = {"Accept-Language": "en"}
READ = (
    "/hotspots",
    "/hotspots/PL2-I-1",
    "/hotspots/PL2-I-1/events",
    "/hotspots/PL2-I-1/events/1",
    "/hotspots/PL2-I-1/inspections",
    "/inspections",
    "/attention",
    "/districts",
    "/districts/020",
    "/indicators",
    "/geocode?q=Phố Huế",
)
# Sentences for people: of a step of the geocoder, and of a problem (RFC 9457).
SENTENCES = {"text", "detail"}


def in_another_language(one, other, path=""):
    """The addresses of the fields that differ."""
    if isinstance(one, dict):
        assert one.keys() == other.keys()
        return {
            found
            for name in one
            for found in in_another_language(one[name], other[name], f"{path}.{name}")
        }
    if isinstance(one, list):
        assert len(one) == len(other)
        return {
            found
            for pair in zip(one, other, strict=True)
            for found in in_another_language(*pair, path)
        }
    return set() if one == other else {path}


@pytest.mark.parametrize("path", READ)
def test_only_labels_are_in_a_language(api_client, path):
    client = api_client("police")
    client.post(f"{AT}/events", json=EVENT)
    client.post(f"{AT}/inspections", json={**INSPECTION, "level": "active"})
    one = client.get(f"/api/v1{path}")
    other = client.get(f"/api/v1{path}", headers=ENGLISH)
    assert (one.status_code, other.status_code) == (200, 200)
    names = {each.rpartition(".")[2] for each in in_another_language(one.json, other.json)}
    assert {name for name in names if not name.endswith("_label")} <= SENTENCES


@pytest.mark.parametrize(
    ("said", "precision"), [("2024-05-17", "day"), ("2024-05", "month"), ("2024", "year")]
)
@pytest.mark.parametrize("address", ["/api/v1/hotspots", "/map/hotspots.geojson"])
def test_the_day_of_a_change_is_as_precise_as_it_is_known(api_client, address, said, precision):
    client = api_client("police")
    client.post(f"{AT}/events", json={**EVENT, "effective_on": said})
    found = next(each for each in client.get(address).json["features"] if each["id"] == "PL2-I-1")
    properties = found["properties"]
    assert (properties["changed_on"], properties["changed_precision"]) == (said, precision)
    assert properties["changed_on_label"] != said


def test_a_tag_is_of_one_language_and_a_version_of_all(api_client):
    client = api_client("police")
    for path in (AT, f"{AT}/events"):
        tags = [client.get(path, headers=each).headers["ETag"] for each in ({}, ENGLISH)]
        assert tags[0] != tags[1]
        for language, mine, others in (({}, *tags), (ENGLISH, *reversed(tags))):
            again = client.get(path, headers={**language, "If-None-Match": mine})
            assert again.status_code == 304
            assert "Accept-Language" in again.headers["Vary"]
            for tag in (others, f"W/{others}"):
                asked = client.get(path, headers={**language, "If-None-Match": tag})
                assert (asked.status_code, asked.headers["ETag"]) == (200, mine)
    based = client.post(f"{AT}/events", json=EVENT, headers={"If-Match": tags[1]})
    assert based.status_code == 201


@pytest.mark.parametrize(
    ("header", "status"),
    [
        ('W/"v1"', 201),
        ('"v1", "v2"', 201),
        ('"v9","v1"', 201),
        ('W/"v7" , W/"v1-en"', 201),
        (', "a,b" ,, "v1",', 201),
        ('"v2", "v3"', 412),
        ('W/"v2"', 412),
        ('"other", W/"x"', 412),
        ('"v1-english"', 412),
        ('*, "v1"', 400),
        ('"v1" "v2"', 400),
        ('"v1", v2', 400),
        (",", 400),
    ],
)
def test_one_of_several_versions_is_enough(api_client, header, status):
    client = api_client("police")
    answer = client.post(f"{AT}/events", json=EVENT, headers={"If-Match": header})
    assert answer.status_code == status
    assert client.get(AT).json["properties"]["version"] == (2 if status == 201 else 1)


def test_of_several_stale_versions_the_last_says_what_was_missed(api_client):
    client = api_client("police")
    for number in (1, 2):
        client.post(f"{AT}/events", json={**EVENT, "note": f"Lần {number}"})
    answer = client.post(f"{AT}/events", json=EVENT, headers={"If-Match": '"v1", W/"v2"'})
    assert [each["note"] for each in answer.json["recorded_since"]] == ["Lần 2"]


@pytest.mark.parametrize(
    ("method", "path"), [("put", AT), ("delete", f"{AT}/events"), ("post", "/desk-of-none")]
)
def test_what_is_not_taken_says_what_is(api_client, app, method, path):
    answer = getattr(api_client("dolisa"), method)(path)
    if path == "/desk-of-none":
        assert (answer.status_code, answer.headers.get("Allow")) == (404, None)
        return
    assert answer.status_code == 405
    adapter = app.url_map.bind("localhost")
    assert set(answer.headers["Allow"].split(", ")) == set(adapter.allowed_methods(path))


def test_every_address_says_which_requests_it_takes(app, signed_in):
    client = signed_in("dolisa")
    adapter = app.url_map.bind("localhost")
    asked = 0
    for rule in app.url_map.iter_rules():
        path = re.sub(r"<int:\w+>", "1", rule.rule)
        path = re.sub(r"<(?:\w+:)?\w+>", "x", path)
        allowed = set(adapter.allowed_methods(path))
        if not allowed or "PUT" in allowed:
            continue
        answer = client.put(path)
        assert answer.status_code == 405, path
        assert set(answer.headers["Allow"].split(", ")) == allowed
        asked += 1
    assert asked > 50


@pytest.mark.parametrize(
    "query",
    [
        "/api/v1/hotspots?district=020&district=268",
        "/api/v1/hotspots?level=active&level=active",
        "/api/v1/hotspots?level=&level=active",
        "/api/v1/geocode?q=Phố Huế&q=Phố Vọng",
        "/api/v1/indicators?as_of=2024-05-01&as_of=2024-06-01",
        "/map/hotspots.geojson?district=020&district=268",
        "/hotspots?level=active&level=complex",
        "/?as_of=2024-05-01&as_of=2024-06-01",
        "/audit?text=a&text=b",
    ],
)
def test_what_an_address_says_twice_is_refused(signed_in, query):
    answer = signed_in("dolisa").get(query)
    assert answer.status_code == 422
    name = re.search(r"\?(\w+)=", query)[1]
    if query.startswith("/api/"):
        assert list(answer.json["errors"]) == [name]
    else:
        assert name in answer.get_data(as_text=True)


def test_the_preview_of_a_new_hotspot_may_lie_in_several_communes(app, signed_in):
    make_event(app, "PL2-I-1")
    answer = signed_in("police").get(
        "/map/hotspots.geojson?preview=x&preview_name=Phố Hàng Bạc&preview_category=establishment"
        "&district=002&commune=Phường Hàng Bạc&commune=Phường Hàng Buồm"
    )
    assert answer.status_code == 200
