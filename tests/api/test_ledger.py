"""Episodes, and what became of entries that were corrected or ended."""

from datetime import date

from tests.factories import entry_number, make_event


def test_a_hotspot_comes_with_its_episodes(api_client, app, code):
    make_event(app, code, on=date(2024, 5, 1), effective_to=date(2024, 5, 31),
               effective_precision="month", clearance="cleared")  # fmt: skip
    make_event(app, code, on=date(2025, 6, 17), clearance="recurred")
    client = api_client("viewer")
    found = client.get(f"/api/v1/hotspots/{code}").json["properties"]["episodes"]
    assert found == [
        {
            "number": 1,
            "follows": None,
            "opened": "2024-02-05",
            "cleared": "2024-05",
            "handed_over": None,
            "months_to_clear": {"least": 2, "most": 3},
            "months_from_clearance_to_recurrence": None,
        },
        {
            "number": 2,
            "follows": 1,
            "opened": "2025-06-17",
            "cleared": None,
            "handed_over": None,
            "months_to_clear": None,
            "months_from_clearance_to_recurrence": {"least": 12, "most": 13},
        },
    ]
    before = client.get(f"/api/v1/hotspots/{code}?as_of=2025-06-16").json
    assert len(before["properties"]["episodes"]) == 1


def test_the_least_alone_is_told_where_only_the_handover_is_known(api_client, app):
    make_event(app, "PL3-I-1", on=date(2025, 4, 29), clearance="recurred")
    found = api_client("viewer").get("/api/v1/hotspots/PL3-I-1").json["properties"]["episodes"]
    assert found[0]["opened"] is None
    assert found[1]["months_from_clearance_to_recurrence"] == {"least": 39, "most": None}


def test_an_entry_that_was_corrected_to_a_later_day_is_superseded_on_the_day_before(
    api_client, app, code, events_path
):
    wrong = make_event(app, code, on=date(2024, 5, 1), clearance="cleared")
    make_event(app, code, on=date(2024, 8, 1), clearance="cleared", supersedes_id=wrong.id)
    client = api_client("viewer")
    events = client.get(f"{events_path}?as_of=2024-06-17").json["events"]
    assert {each["id"]: each["superseded"] for each in events}[entry_number(app, wrong)] is True


def test_only_who_keeps_the_register_brings_back_what_was_withdrawn(api_client, events_path, code):
    keeper, officer = api_client("dolisa"), api_client("police")
    ending = {"kind": "withdrawal", "reason": "Nhập nhầm địa bàn"}
    assert officer.post(events_path, json=ending).status_code == 403
    number = keeper.post(events_path, json=ending).json["event"]["id"]
    back = {"kind": "retraction", "supersedes": number, "reason": "Điểm có thật"}
    assert officer.post(events_path, json=back).status_code == 403
    assert keeper.post(events_path, json=back).status_code == 201
    assert code in {each["id"] for each in keeper.get("/api/v1/hotspots").json["features"]}
