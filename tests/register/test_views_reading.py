"""The page of a hotspot as of a day and as known on a moment, and the way between readings."""

from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask

from geo_app.db import now
from geo_app.register.reading import written
from tests.desk.page import Page, faults
from tests.factories import entry_number, make_event
from tests.register.writer import Writer, entries, error_at, told


@pytest.fixture
def writer(signed_in: Callable) -> Writer:
    return Writer(signed_in("dolisa"))


def test_today_has_no_band_and_a_form_that_leads_to_another_day(writer: Writer):
    assert not writer.page.all("section", id="reading")
    field = writer.page.one("input", id="reading-as_of")
    form = next(each for each in field.parents[::-1] if each.tag == "form")
    assert (form["method"], form["action"]) == ("get", writer.path)


def test_another_day_says_so_keeps_the_address_and_takes_no_writing(writer: Writer, app: Flask):
    make_event(app, "PL2-I-1", on=date(2024, 6, 20), clearance="cleared")
    page = writer.look(f"{writer.path}?as_of=17/6/2024&kept=this")
    band = page.one("section", id="reading")
    assert told(band).startswith("State of 17 June 2024, as known today.")
    assert page.one("a", id="back-to-today")["href"] == f"{writer.path}?kept=this"
    hidden = page.one("input", name="kept")
    assert (hidden["type"], hidden["value"]) == ("hidden", "this")
    assert "Not cleared since 5 February 2024" in page.text
    assert len(entries(page)) == 1
    assert page.one("section", id="map-pane")["data-query"] == "as_of=2024-06-17"
    posting = [each["action"] for each in page.all("form") if each["method"] == "post"]
    assert [each for each in posting if each.startswith("/hotspots")] == []
    assert "Correct" not in page.one("ol", class_="timeline").text
    assert faults(page) == []


def test_as_known_before_a_correction_the_old_entry_stands(writer: Writer, app: Flask):
    wrong = make_event(app, "PL2-I-1", on=date(2024, 5, 1), clearance="cleared")
    before = written(wrong.recorded_at)
    make_event(
        app,
        "PL2-I-1",
        on=date(2024, 8, 1),
        clearance="cleared",
        supersedes_id=wrong.id,
        reason="Sai ngày",
    )
    page = writer.look(f"{writer.path}?as_of=2024-06-17")
    # The correction has moved the entry beyond the day that is read.
    assert "Not cleared" in told(page.one("dl", class_="standing"))
    assert page.all("li", id=f"event-{entry_number(app, wrong)}", class_="superseded")
    page = writer.look(f"{writer.path}?as_of=2024-06-17&known_on={before}")
    assert f"as known at {before[11:16]}" in told(page.one("section", id="reading"))
    assert "Cleared since 1 May 2024" in page.text
    assert not page.all("li", id=f"event-{entry_number(app, wrong)}", class_="superseded")


@pytest.mark.parametrize("name", ["as_of", "known_on"])
def test_a_day_that_cannot_be_read_is_refused_at_its_field(writer: Writer, name: str):
    page = writer.look(f"{writer.path}?{name}=hôm+qua")
    assert page.status == 422
    assert "hôm qua" in error_at(page, f"reading-{name}")
    assert page.one("input", id=f"reading-{name}")["value"] == "hôm qua"


def test_before_its_first_event_the_page_says_so_and_leads_back(writer: Writer):
    page = writer.look(f"{writer.path}?as_of=2019-01-01")
    assert page.status == 404
    assert "does not hold this hotspot yet" in page.text
    assert page.one("a", id="back-to-today")["href"] == writer.path
    assert faults(page) == []


def test_outside_the_scope_no_day_tells_of_a_hotspot(signed_in: Callable):
    page = Page.of(signed_in("viewer", scope=("008",)).get("/hotspots/PL2-I-1?as_of=2019-01-01"))
    assert page.status == 404
    assert "Ngọc Hồi" not in page.text


def test_a_withdrawal_that_was_not_known_yet_is_not_told(writer: Writer):
    before = written(now())
    writer.press("withdraw", reason="Nhập nhầm", confirmed="yes")
    assert writer.look(f"{writer.path}?as_of=2024-06-17").all("section", id="ended")
    page = writer.look(f"{writer.path}?known_on={before}")
    assert page.status == 200
    assert not page.all("section", id="ended")
