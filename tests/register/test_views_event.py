"""The form for a new event: what it takes, what it refuses, and that nothing typed is lost."""

import sqlite3
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.exc import OperationalError

from geo_app.i18n import today
from tests.desk.page import Page
from tests.factories import make_event
from tests.register.writer import Writer, error_at

PATH = "/hotspots/PL2-I-1"
GOOD = {
    "effective_on": "17/6/2024",
    "level": "low_activity",
    "clearance": "cleared",
    "basis": "BB 12/BB-CA",
    "note": "Đã kiểm tra.\r\nKhông còn hoạt động.",
}


@pytest.fixture
def writer(signed_in: Callable) -> Writer:
    return Writer(signed_in("police", name="ca.mot"))


def timeline(page: Page) -> str:
    return " ".join(page.one("ol", class_="timeline").text.split())


def test_saving_shows_at_once_on_page_desk_and_map(writer: Writer):
    page = writer.save(**GOOD)
    assert page.status == 200
    assert "Saved." in page.text
    assert "17 June 2024 Clearance: ✓Cleared Level: Low activity" in timeline(page)
    assert "BB 12/BB-CA" in timeline(page)
    assert "recorded by ca.mot" in timeline(page)
    desk = Page.of(writer.client.get("/"))
    row = next(each for each in desk.all("tr") if each["data-code"] == "PL2-I-1")
    assert "Low activity" in row.text
    assert "Cleared" in row.text
    features = writer.client.get("/map/hotspots.geojson").get_json(force=True)["features"]
    assert features[0]["properties"]["clearance"] == "cleared"


@pytest.mark.parametrize(
    ("typed", "shown"),
    [("2024", "year 2024"), ("6/2024", "June 2024"), ("2024-06", "June 2024")],
)
def test_a_date_is_kept_as_precisely_as_it_is_known(writer: Writer, typed: str, shown: str):
    page = writer.save(**{**GOOD, "effective_on": typed})
    assert page.all("p", class_="timeline-when")[0].text == shown


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Say when"),
        ("31/02/2024", "no day 31/02/2024 in the calendar"),
        ("hôm qua", "is not a date"),
        ("17//2024", "is not a date"),
        ((today() + timedelta(days=1)).isoformat(), "lies in the future"),
        ("1789", "too long ago"),
    ],
)
def test_a_date_that_cannot_be_is_refused_at_its_field(writer: Writer, typed: str, sentence: str):
    before = timeline(writer.page)
    page = writer.save(**{**GOOD, "effective_on": typed})
    assert page.status == 422
    assert sentence in error_at(page, "event-effective_on")
    assert page.value("effective_on") == typed
    assert timeline(page) == before


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"level": "terrible"}, "level"),
        ({"clearance": "gone"}, "clearance"),
        ({"level": "", "clearance": ""}, "level"),
        ({"basis": "", "note": " "}, "basis"),
        ({"basis": "x" * 300}, "basis"),
        ({"note": "gọi 0912 345 678"}, "note"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_all_that_was_typed_is_kept(
    writer: Writer, changes: dict[str, str], field: str
):
    typed = {**GOOD, **changes}
    page = writer.save(**typed)
    assert page.status == 422
    assert error_at(page, f"event-{field}")
    assert "Nothing was saved" in page.text
    for name, value in typed.items():
        assert page.value(name).strip() == value.replace("\r\n", "\n").strip()


def test_the_hint_names_first_that_nothing_changed_and_asks_for_no_handover(writer: Writer):
    """That a place still is handed over needs no agencies; to hand one over does."""
    kept = Writer(writer.client, "PL3-I-4")
    page = kept.page
    hint = page.one("p", id="event-clearance-hint").text
    assert hint.startswith("Possible now: Handed over (unchanged), Recurred.")
    assert page.one("fieldset", id="event-handover").has("data-over")
    said = {"effective_on": "17/6/2024", "clearance": "handed_over", "level": "", "basis": "BB 3"}
    assert kept.save(**said).status == 200
    first = Writer(writer.client).save(**said)
    assert first.status == 422
    assert "agency that hands over" in error_at(first, "event-handed_over_by")
    assert "agency that takes over" in error_at(first, "event-handed_over_to")


def test_a_note_alone_is_enough(writer: Writer):
    assert writer.save(**{**GOOD, "basis": ""}).status == 200


def test_the_second_writer_is_told_what_the_first_saved_and_loses_nothing(signed_in: Callable):
    first = Writer(signed_in("police", name="ca.mot"))
    second = Writer(signed_in("dolisa", name="so.hai"))
    first.save(**{**GOOD, "basis": "BB 1/CA", "note": "Việc của người thứ nhất"})

    page = second.save(**{**GOOD, "level": "inactive", "note": "Việc của người thứ hai"})
    assert page.status == 412
    box = " ".join(page.one("div", id="meanwhile").text.split())
    assert "Somebody else saved first" in box
    assert "ca.mot saved at" in box
    assert "17 June 2024 · Level: Low activity · Clearance: Cleared" in box
    assert "BB 1/CA" in box
    assert "Việc của người thứ nhất" in box
    assert "Việc của người thứ hai" not in timeline(page)
    assert page.value("note") == "Việc của người thứ hai"
    assert page.value("level") == "inactive"
    assert page.value("effective_on") == "17/6/2024"

    page = second.save(**{name: page.value(name) for name in GOOD})
    assert page.status == 200
    assert "Việc của người thứ nhất" in timeline(page)
    assert "Việc của người thứ hai" in timeline(page)


def test_bad_input_on_an_old_version_does_not_hide_that_it_is_old(signed_in: Callable):
    first, second = Writer(signed_in("police")), Writer(signed_in("dolisa"))
    first.save(**GOOD)
    page = second.save(**{**GOOD, "effective_on": "31/02/2024"})
    assert page.status == 422
    assert second.save(**GOOD).status == 412


def test_a_form_without_its_version_is_not_saved_over_anything(writer: Writer, app: Flask):
    make_event(app, "PL2-I-1", basis="BB 7")
    answer = writer.client.post_form(f"{PATH}/events", GOOD, page=PATH)
    assert answer.status_code == 412


def test_a_place_confirmed_meanwhile_is_said_too(signed_in: Callable):
    first, second = Writer(signed_in("police")), Writer(signed_in("dolisa"))
    first.client.post_form(
        f"{PATH}/place/confirm", {"version": first.page.value("version")}, page=PATH
    )
    page = second.save(**GOOD)
    assert page.status == 412
    assert "They confirmed the place" in page.one("div", id="meanwhile").text


def test_a_busy_database_keeps_what_was_typed(writer: Writer, monkeypatch: pytest.MonkeyPatch):
    def busy(*_args: Any, **_more: Any) -> None:
        raise OperationalError("BEGIN", {}, sqlite3.OperationalError("database is locked"))

    monkeypatch.setattr("geo_app.register.actions.record_event", busy)
    page = writer.save(**GOOD)
    assert page.status == 503
    assert "The database is busy" in page.text
    assert page.value("basis") == GOOD["basis"]


def test_a_viewer_cannot_save_whatever_they_send(signed_in: Callable):
    client = signed_in("viewer")
    answer = client.post_form(f"{PATH}/events", {**GOOD, "version": "1"}, page="/")
    assert answer.status_code == 403


def test_without_the_token_of_the_page_nothing_is_saved(signed_in: Callable):
    client = signed_in("police")
    before = timeline(Page.of(client.get(PATH)))
    assert client.post(f"{PATH}/events", data={**GOOD, "version": "1"}).status_code == 400
    assert timeline(Page.of(client.get(PATH))) == before
