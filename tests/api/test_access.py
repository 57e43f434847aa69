"""Who may use which address, and that what a scope hides looks like what does not exist."""

import pytest

from tests.factories import make_user

READING = (
    "/api/v1/openapi.json",
    "/api/v1/hotspots",
    "/api/v1/hotspots/PL2-I-1",
    "/api/v1/hotspots/PL2-I-1/events",
    "/api/v1/hotspots/PL2-I-1/events/1",
    "/api/v1/districts",
    "/api/v1/districts/001",
    "/api/v1/indicators",
    "/api/v1/geocode?q=Phố Huế",
)
WRITING = "/api/v1/hotspots/PL2-I-1/events"


@pytest.mark.parametrize("path", READING)
def test_reading_needs_a_session_or_a_token(client, signed_in, api_client, path):
    refused = client.get(path)
    assert refused.status_code == 401
    assert refused.mimetype == "application/problem+json"
    assert "Bearer" in refused.headers["WWW-Authenticate"]
    for role in ("viewer", "police"):
        assert api_client(role).get(path).status_code == 200
    assert signed_in("viewer").get(path).status_code == 200


@pytest.mark.parametrize(
    ("role", "status"),
    [("viewer", 403), ("admin", 403), ("police", 201), ("district", 201), ("dolisa", 201)],
)
def test_recording_is_for_those_who_may(api_client, event, role, status):
    answer = api_client(role).post(WRITING, json=event())
    assert answer.status_code == status


def test_recording_needs_a_token_at_all(client, event):
    assert client.post(WRITING, json=event()).status_code == 401


def test_a_session_needs_the_token_of_its_form_to_record(signed_in, event):
    client = signed_in("police")
    assert client.post(WRITING, json=event()).status_code == 400


def test_a_wrong_token_is_refused(app):
    client = app.test_client()
    answer = client.get("/api/v1/hotspots", headers={"Authorization": "Bearer nonsense"})
    assert answer.status_code == 401
    assert "invalid_token" in answer.headers["WWW-Authenticate"]


def elsewhere(api_client, role="police"):
    """A program whose user sees Ba Đình only."""
    return api_client(role, scope=("001",))


@pytest.mark.parametrize("tail", ["", "/events", "/events/1"])
def test_a_hidden_hotspot_reads_like_none(api_client, tail):
    client = elsewhere(api_client)
    hidden = client.get(f"/api/v1/hotspots/PL2-I-1{tail}")
    unknown = client.get(f"/api/v1/hotspots/PL9-I-1{tail}")
    assert hidden.status_code == unknown.status_code == 404
    assert hidden.json["detail"].replace("PL2-I-1", "PL9-I-1") == unknown.json["detail"]
    assert {**hidden.json, "detail": ""} == {**unknown.json, "detail": ""}


def test_a_hidden_hotspot_is_written_like_none(api_client, event):
    client = elsewhere(api_client)
    for sent in (event(), event(level="nonsense")):
        hidden = client.post("/api/v1/hotspots/PL2-I-1/events", json=sent)
        unknown = client.post("/api/v1/hotspots/PL9-I-1/events", json=sent)
        assert hidden.status_code == unknown.status_code == 404


def test_a_hidden_district_reads_like_none(api_client):
    client = elsewhere(api_client)
    hidden, unknown = client.get("/api/v1/districts/020"), client.get("/api/v1/districts/999")
    assert hidden.status_code == unknown.status_code == 404
    assert hidden.json.keys() == unknown.json.keys()
    assert [each["code"] for each in client.get("/api/v1/districts").json["districts"]] == ["001"]


def test_the_register_holds_what_the_scope_shows(api_client):
    assert len(api_client("viewer").get("/api/v1/hotspots").json["features"]) == 11
    seen = elsewhere(api_client).get("/api/v1/hotspots").json["features"]
    assert {each["properties"]["district_code"] for each in seen} == {"001"}


def test_an_account_put_out_of_use_reads_nothing(app):
    from tests.factories import make_token  # noqa: PLC0415 (only this test needs it)

    secret = make_token(app, make_user(app, role="dolisa", active=False))
    answer = app.test_client().get(
        "/api/v1/hotspots", headers={"Authorization": f"Bearer {secret}"}
    )
    assert answer.status_code == 401
