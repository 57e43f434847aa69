"""A request that is sent again with the same Idempotency-Key is done once and answered the same."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from geo_app.api.models import KeptAnswer
from geo_app.db import now
from tests.api.conftest import EVENT, INSPECTION
from tests.factories import make_token, make_user

pytestmark = pytest.mark.both_databases

KEY = '"6f1f0b4e-5d0c-4d6e-9a43-1f6d1c7c2b11"'
AT = "/api/v1/hotspots/PL2-I-1"
NEW = {
    **EVENT,
    "name": "Phố Hàng Bạc",
    "category": "establishment",
    "district": "002",
    "communes": ["Phường Hàng Bạc"],
}
WRITES = [("/api/v1/hotspots", NEW), (f"{AT}/events", EVENT), (f"{AT}/inspections", INSPECTION)]


def said(answer):
    kept = ("Content-Type", "ETag", "Location", "Vary")
    return answer.status_code, answer.json, {name: answer.headers.get(name) for name in kept}


def kept_rows(app):
    with app.app_context():
        session = app.extensions["database"].session()
        return session.scalar(select(func.count()).select_from(KeptAnswer))


@pytest.mark.parametrize(("path", "body"), WRITES, ids=lambda value: str(value)[-12:])
def test_a_retry_is_answered_like_the_first_time(api_client, path, body):
    client = api_client("police")
    headers = {"Idempotency-Key": KEY, "If-Match": '"v1"'}
    first = client.post(path, json=body, headers=headers)
    assert first.status_code == 201
    listed = client.get(path).json
    assert said(client.post(path, json=body, headers=headers)) == said(first)
    assert client.get(path).json == listed
    # A program that read the hotspot meanwhile sends the version it found.
    headers["If-Match"] = first.headers.get("ETag", "*")
    assert said(client.post(path, json=body, headers=headers)) == said(first)
    without = client.post(path, json=body, headers={"If-Match": "*"})
    assert without.status_code == 409


@pytest.mark.parametrize("write", WRITES, ids=lambda write: write[0][-12:])
def test_the_answer_with_a_key_is_the_one_without(api_client, make_app, databases, write):
    path, body = write
    client = api_client("police")
    with_key = client.post(path, json=body, headers={"Idempotency-Key": KEY})
    with databases.loaded() as url:
        other = make_app(url)
        secret = make_token(other, make_user(other, name=with_key_name(with_key)))
        plain = other.test_client().post(
            path, json=body, headers={"Authorization": f"Bearer {secret}"}
        )
    assert without_moments(said(with_key)) == without_moments(said(plain))


def with_key_name(answer):
    """The name under which it was recorded, so that only moments may differ."""
    body = answer.json
    found = body.get("event") or body["inspections"][0]
    return found["recorder"]


def without_moments(value):
    if isinstance(value, dict):
        return {k: without_moments(v) for k, v in value.items() if not k.endswith("_at")}
    return [without_moments(each) for each in value] if isinstance(value, list | tuple) else value


def test_a_key_belongs_to_one_request_of_one_user(api_client):
    client, headers = api_client("police"), {"Idempotency-Key": KEY}
    assert client.post(f"{AT}/events", json=EVENT, headers=headers).status_code == 201
    for path, body in (
        (f"{AT}/events", {**EVENT, "note": "Khác"}),
        ("/api/v1/hotspots/PL2-I-2/events", EVENT),
    ):
        other = client.post(path, json=body, headers=headers)
        assert other.status_code == 422
        assert list(other.json["errors"]) == ["Idempotency-Key"]
    stranger = api_client("police").post(f"{AT}/events", json=EVENT, headers=headers)
    assert stranger.status_code == 409


def test_a_token_confined_further_is_not_answered_from_beyond_its_districts(app):
    user = make_user(app, role="police")
    answers = []
    for districts in (None, ["268"]):
        secret = make_token(app, user, districts=districts)
        headers = {"Authorization": f"Bearer {secret}", "Idempotency-Key": KEY}
        answers.append(app.test_client().post(f"{AT}/events", json=EVENT, headers=headers))
    hidden = answers[1]
    assert (answers[0].status_code, hidden.status_code) == (201, 422)
    assert "current" not in hidden.json
    unknown = app.test_client().post("/api/v1/hotspots/PL9-I-1/events", json=EVENT, headers=headers)
    assert said(unknown) == said(hidden)


def test_a_refusal_is_judged_anew(app, api_client):
    client, headers = api_client("police"), {"Idempotency-Key": KEY}
    wrong = {**EVENT, "clearance": "recurred"}
    assert client.post(f"{AT}/events", json=wrong, headers=headers).status_code == 409
    stale = {**headers, "If-Match": '"v9"'}
    refused = client.post(f"{AT}/events", json=EVENT, headers=stale)
    assert refused.status_code == 412
    assert refused.json["current"]["properties"]["version"] == 1
    assert kept_rows(app) == 0
    assert client.get(f"{AT}/events").json["version"] == 1
    assert client.post(f"{AT}/events", json=EVENT, headers=headers).status_code == 201


def test_what_a_rule_refuses_shows_the_hotspot_as_it_stands(api_client):
    client = api_client("police")
    wrong = {**EVENT, "clearance": "recurred"}
    for headers in ({}, {"Idempotency-Key": KEY}):
        refused = client.post(f"{AT}/events", json=wrong, headers=headers)
        assert refused.json["current"]["properties"]["version"] == 1


@pytest.mark.parametrize("key", ["", " ", "a b", "x" * 256, "khóa\u1ea1".encode().decode("latin1")])
def test_a_key_that_is_none_is_refused(api_client, key):
    client = api_client("police")
    answer = client.post(f"{AT}/events", json=EVENT, headers={"Idempotency-Key": key})
    assert answer.status_code == 400
    assert "Idempotency-Key" in answer.json["detail"]
    assert client.get(f"{AT}/events").json["version"] == 1


def test_it_ends_with_its_time_and_leaves_nothing(app, api_client, monkeypatch):
    client, headers = api_client("police"), {"Idempotency-Key": KEY}
    assert client.post(f"{AT}/events", json=EVENT, headers=headers).status_code == 201
    later = now() + timedelta(hours=25)
    monkeypatch.setattr("geo_app.clock.read", lambda: later)
    assert client.post(f"{AT}/events", json=EVENT, headers=headers).status_code == 409
    other = {**EVENT, "note": "Khác"}
    assert client.post(f"{AT}/events", json=other, headers=headers).status_code == 201
    assert kept_rows(app) == 1


def test_of_two_at_the_same_moment_one_is_done_and_both_are_answered(app, api_client):
    clients = [api_client("police")]
    clients.append(app.test_client())
    clients[1].environ_base["HTTP_AUTHORIZATION"] = clients[0].environ_base["HTTP_AUTHORIZATION"]
    start = threading.Barrier(len(clients))

    def write(client):
        start.wait()
        return said(client.post(f"{AT}/events", json=EVENT, headers={"Idempotency-Key": KEY}))

    with ThreadPoolExecutor(len(clients)) as pool:
        first, second = pool.map(write, clients)
    assert first == second
    assert first[0] == 201
    assert len(clients[0].get(f"{AT}/events").json["events"]) == 2


def test_the_description_names_it(api_client):
    document = api_client("viewer").get("/api/v1/openapi.json").json
    posts = [item["post"] for item in document["paths"].values() if "post" in item]
    assert len(posts) == len(WRITES)
    for operation in posts:
        assert "Idempotency-Key" in {each["name"] for each in operation["parameters"]}
        assert "400" in operation["responses"]
