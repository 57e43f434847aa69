"""Many hotspots at once: chosen, previewed, and saved together or not at all."""

import sqlite3
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.exc import OperationalError

from tests.desk.page import Page, faults
from tests.factories import make_event
from tests.register.surveyor import CLEARED, HANDED_OVER, PATH, TO_CLEAR, Surveyor


@pytest.fixture
def surveyor(signed_in: Callable) -> Surveyor:
    return Surveyor(signed_in("police", name="ca.mot"))


def versions(client: Any) -> dict[str, int]:
    features = client.get("/api/v1/hotspots").json["features"]
    return {each["id"]: each["properties"]["version"] for each in features}


def line_of(page: Page, name: str) -> str:
    return next(" ".join(row.text.split()) for row in page.all("tr") if name in row.text)


def test_the_list_keeps_its_filters_and_ticks_on_demand(surveyor: Surveyor):
    assert len(surveyor.look().all("input", name="hotspot")) == 11
    page = surveyor.look("?district=020")
    assert set(surveyor.boxes) == {"PL2-I-1", "PL2-I-2", "PL3-I-5"}
    assert page.one("a", id="choose-all")["href"] == f"{PATH}?all=1&district=020"
    assert page.one("form", id="choose-form")["action"] == f"{PATH}?district=020"
    assert not any(box.has("checked") for box in page.all("input", name="hotspot"))
    page = surveyor.look("?all=1&district=020")
    assert all(box.has("checked") for box in page.all("input", name="hotspot"))


def test_chosen_previewed_and_saved(surveyor: Surveyor):
    before = versions(surveyor.client)
    page = surveyor.send("fill", [surveyor.boxes[code] for code in TO_CLEAR])
    assert "For 3 chosen hotspots" in page.text
    assert len(surveyor.hidden()) == 3

    page = surveyor.preview(*TO_CLEAR)
    assert page.status == 200
    assert "Ngọc Hồi" in page.text
    row = line_of(page, "Ngã ba Ngọc Hồi")
    assert row.endswith("!Not cleared Unverified ✓Cleared Inactive")
    assert versions(surveyor.client) == before

    page = surveyor.go_on("save")
    assert "3 hotspots were updated." in page.text
    after = versions(surveyor.client)
    assert {code for code in after if after[code] != before[code]} == set(TO_CLEAR)
    for code in TO_CLEAR:
        assert "BB 9/BB-CA" in Page.of(surveyor.client.get(f"/hotspots/{code}")).text


def test_saving_leads_back_to_the_filtered_register(surveyor: Surveyor):
    surveyor.send("save", [surveyor.boxes["PL2-I-1"]], query="?district=020", **CLEARED)
    assert surveyor.location == "/hotspots?district=020"


@pytest.mark.parametrize("hotspots", [[], [""], ["@3"]])
def test_that_nothing_is_chosen_is_said(surveyor: Surveyor, hotspots: list[str]):
    page = surveyor.send("fill", hotspots)
    assert page.status == 422
    assert "Nothing is chosen." in page.one("p", id="trouble").text


def test_more_than_one_page_holds_is_refused(surveyor: Surveyor):
    page = surveyor.send("fill", [f"X-{number}@1" for number in range(501)])
    assert page.status == 422
    assert "At most 500" in page.one("p", id="trouble").text


def test_what_is_wrong_is_said_at_its_field_and_the_choice_is_kept(surveyor: Surveyor):
    page = surveyor.preview(*TO_CLEAR, effective_on="31/2/2024", basis="", note="")
    assert page.status == 422
    assert page.one("p", id="event-effective_on-error")
    assert page.one("p", id="event-basis-error")
    assert page.value("level") == "inactive"
    assert len(surveyor.hidden()) == 3


def test_one_that_breaks_a_rule_keeps_all_from_being_saved_until_left_out(surveyor: Surveyor):
    before = versions(surveyor.client)
    page = surveyor.preview(*TO_CLEAR, HANDED_OVER)
    assert "1 hotspot cannot be saved like this." in page.text
    row = line_of(page, "Đường Kim Giang")
    assert "“Cleared” cannot follow “Handed over” (year 2023). Allowed now: Recurred." in row
    assert page.all("button", id="bulk-save") == []

    page = surveyor.go_on("save")
    assert page.status == 409
    assert "Nothing was saved." in page.one("p", id="refused").text
    assert versions(surveyor.client) == before

    page = surveyor.go_on("leave_out")
    assert "Đường Kim Giang" not in page.text
    assert page.one("button", id="bulk-save").text == "Save for 3 hotspots"
    assert "3 hotspots were updated." in surveyor.go_on("save").text


def test_none_left_is_said(surveyor: Surveyor):
    surveyor.preview(HANDED_OVER)
    page = surveyor.go_on("leave_out")
    assert page.status == 422
    assert "None is left" in page.text


def test_what_somebody_else_changed_meanwhile_is_shown_and_nothing_is_saved(
    surveyor: Surveyor, api_client: Callable
):
    surveyor.preview(*TO_CLEAR)
    event = {"effective_on": "2024-06", "level": "complex", "basis": "BB 1/BB-CA"}
    api_client("police").post("/api/v1/hotspots/PL2-I-2/events", json=event)
    before = versions(surveyor.client)

    page = surveyor.go_on("save")
    assert page.status == 409
    assert "Somebody else changed 1 of them meanwhile" in page.one("p", id="refused").text
    row = line_of(page, "Cầu Bươu")
    assert "changed by somebody else meanwhile" in row
    assert "!Not cleared Complex" in row
    assert versions(surveyor.client) == before

    kept = surveyor.page
    page = surveyor.go_on("leave_out")
    assert "Cầu Bươu" not in page.text
    surveyor.page = kept
    assert "3 hotspots were updated." in surveyor.go_on("save").text


def test_what_was_withdrawn_meanwhile_is_named(surveyor: Surveyor, api_client: Callable):
    surveyor.preview("PL2-I-1", "PL2-I-2")
    withdrawal = {"kind": "withdrawal", "reason": "nhập nhầm"}
    api_client("dolisa").post("/api/v1/hotspots/PL2-I-2/events", json=withdrawal)
    page = surveyor.go_on("save")
    assert page.status == 409
    assert "This hotspot was withdrawn." in line_of(page, "Cầu Bươu")


def test_an_event_of_the_past_says_that_the_state_stays(surveyor: Surveyor, app: Flask):
    make_event(app, "PL2-I-1", level="complex")
    surveyor.look()
    page = surveyor.preview("PL2-I-1", effective_on="1/3/2024", clearance="", level="active")
    assert "recorded in its history" in line_of(page, "Ngã ba Ngọc Hồi")


def test_a_handover_of_many_names_both_agencies(surveyor: Surveyor):
    surveyor.preview(*TO_CLEAR)
    surveyor.go_on("save")
    surveyor.look()
    handover = {"clearance": "handed_over", "level": "", "effective_on": "20/6/2024"}
    page = surveyor.preview(*TO_CLEAR, **handover)
    assert page.one("p", id="event-handed_over_by-error")
    agencies = {"handed_over_by": "Công an huyện", "handed_over_to": "UBND huyện"}
    page = surveyor.preview(*TO_CLEAR, **handover, **agencies)
    assert "→Handed over" in line_of(page, "Ngã ba Ngọc Hồi")


def test_outside_the_scope_nothing_is_recorded(signed_in: Callable):
    surveyor = Surveyor(signed_in("district", scope=("268",)))
    assert "PL2-I-1" not in surveyor.boxes
    page = surveyor.send("save", ["PL2-I-1@1"], **CLEARED)
    assert page.status == 409
    assert "There is no hotspot PL2-I-1." in page.text


def test_a_viewer_can_neither_open_nor_send_it(signed_in: Callable):
    client = signed_in("viewer")
    assert client.get(PATH).status_code == 403
    assert client.post_form(PATH, {"hotspot": "PL2-I-1@1"}, page="/").status_code == 403
    assert Page.of(client.get("/hotspots")).all("a", id="bulk-update") == []


def test_a_busy_database_keeps_choice_and_text(surveyor: Surveyor, monkeypatch: pytest.MonkeyPatch):
    def busy(*_args: Any, **_more: Any) -> None:
        raise OperationalError("BEGIN", {}, sqlite3.OperationalError("database is locked"))

    monkeypatch.setattr("geo_app.register.together.record_together", busy)
    page = surveyor.preview(*TO_CLEAR)
    assert page.status == 503
    assert "The database is busy" in page.text
    assert len(surveyor.hidden()) == 3
    assert page.value("note") == CLEARED["note"]


def test_the_pages_hold_what_policy_and_screen_readers_ask_for(surveyor: Surveyor):
    assert faults(surveyor.page) == []
    assert faults(surveyor.send("fill", [surveyor.boxes["PL2-I-1"]])) == []
    assert faults(surveyor.preview(*TO_CLEAR, HANDED_OVER)) == []
