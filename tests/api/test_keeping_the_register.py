"""Corrections, endings and their undoing over the interface."""

from datetime import date

import pytest

from geo_app.accounts.audit import Actor
from geo_app.register import actions

REASON = "Nhập hai lần"


@pytest.fixture
def withdrawn(api_client, events_path):
    """The number of the event that withdrew the hotspot."""
    body = {"kind": "withdrawal", "reason": REASON}
    return api_client("dolisa").post(events_path, json=body).json["event"]["id"]


@pytest.mark.parametrize(
    "body", [{"kind": "withdrawal"}, {"kind": "merge", "merged_into": "PL2-I-2"}]
)
def test_only_those_who_keep_the_register_end_an_entry(api_client, events_path, body):
    body = {**body, "reason": REASON}
    assert api_client("police").post(events_path, json=body).status_code == 403
    assert api_client("dolisa").post(events_path, json=body).status_code == 201


def test_only_those_who_may_end_an_entry_bring_it_back(api_client, code, events_path, withdrawn):
    body = {"kind": "retraction", "supersedes": withdrawn, "reason": "Vẫn là một điểm"}
    for role in ("police", "district"):
        assert api_client(role).post(events_path, json=body).status_code == 403
    client = api_client("dolisa")
    assert code not in {each["id"] for each in client.get("/api/v1/hotspots").json["features"]}
    assert client.post(events_path, json=body).status_code == 201
    assert code in {each["id"] for each in client.get("/api/v1/hotspots").json["features"]}


def test_what_a_stale_writer_has_missed_holds_no_event_that_he_had_read(
    app, api_client, event, code, events_path
):
    client = api_client("police")
    seen = client.post(events_path, json=event(clearance=None)).headers["ETag"]
    with app.test_request_context():
        actions.confirm_place(
            app.extensions["database"], code, actor=Actor("an officer"), scope=None, version=None
        )
    stale = client.post(events_path, json=event(), headers={"If-Match": seen})
    assert stale.status_code == 412
    assert stale.json["recorded_since"] == []
    later = client.post(events_path, json=event(effective_on=str(date(2024, 6, 1)))).json["event"]
    stale = client.post(events_path, json=event(), headers={"If-Match": seen})
    assert [each["id"] for each in stale.json["recorded_since"]] == [later["id"]]
