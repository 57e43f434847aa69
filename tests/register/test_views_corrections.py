"""Corrections and retractions on the page: the old entry stays, and says who, when and why."""

from collections.abc import Callable

import pytest

from tests.desk.page import faults
from tests.register.writer import Writer, entries, error_at, told

CLEARED = {
    "effective_on": "5/2024",
    "clearance": "cleared",
    "level": "low_activity",
    "basis": "BB 12/BB-CA",
}
HANDED_OVER = {
    "effective_on": "2025",
    "clearance": "handed_over",
    "basis": "BB 20/BB-CA",
    "handed_over_by": "Công an huyện Thanh Trì",
    "handed_over_to": "UBND xã Ngọc Hồi",
}


@pytest.fixture
def writer(signed_in: Callable) -> Writer:
    return Writer(signed_in("police", name="ca.mot"))


def test_a_handover_names_both_agencies_from_the_list_or_is_refused(writer: Writer):
    writer.save(**CLEARED)
    offered = [
        each["value"] for each in writer.page.inside(writer.page.one("datalist", id="agencies"))
    ]
    assert offered[:3] == [
        "Công an Thành phố Hà Nội",
        "Công an huyện Thanh Trì",
        "UBND huyện Thanh Trì",
    ]
    assert "UBND xã Liên Ninh" in offered
    page = writer.save(**{**HANDED_OVER, "handed_over_to": ""})
    assert page.status == 422
    assert "takes over" in error_at(page, "event-handed_over_to")
    assert page.value("handed_over_by") == "Công an huyện Thanh Trì"
    page = writer.save(handed_over_to="UBND xã Ngọc Hồi")
    assert "Handed over from Công an huyện Thanh Trì to UBND xã Ngọc Hồi" in told(
        writer.entry("year 2025")
    )


def test_the_form_says_what_may_follow_now_and_leaves_the_rest_for_earlier_dates(writer: Writer):
    options = {
        each["value"]: each.text
        for each in writer.page.inside(writer.page.one("select", id="event-clearance"))
    }
    assert (
        "Possible now: Not cleared (unchanged), Cleared."
        in writer.page.one("p", id="event-clearance-hint").text
    )
    marked = {code for code, text in options.items() if "not possible now" in text}
    assert marked == {"handed_over", "recurred"}
    writer.save(**{**CLEARED, "effective_on": "6/2024"})
    assert "Possible now: Cleared (unchanged), Handed over, Recurred." in writer.page.text
    # Before the clearance it was not cleared still: marked, and yet recorded.
    page = writer.save(
        effective_on="4/2024", clearance="not_cleared", level="complex", basis="BB 2/BB-CA"
    )
    assert page.status == 200
    assert writer.entry("April 2024", "Not cleared")


def test_what_may_not_follow_is_refused_at_its_field_with_the_way_to_what_is_in_the_way(
    writer: Writer,
):
    first = writer.entry("5 February 2024")
    page = writer.save(**{**CLEARED, "clearance": "recurred"})
    assert page.status == 409
    assert "“Recurred” cannot follow “Not cleared”" in error_at(page, "event-clearance")
    assert page.one("a", id="collides-with")["href"] == f"#{first['id']}"
    for name, value in {**CLEARED, "clearance": "recurred"}.items():
        assert page.value(name) == value


def test_an_event_dated_before_others_is_refused_with_the_one_it_collides_with(writer: Writer):
    writer.save(**CLEARED)
    writer.save(**HANDED_OVER)
    handover = writer.entry("year 2025")
    page = writer.save(effective_on="6/2024", clearance="recurred", basis="BB 9")
    assert page.status == 409
    assert "“Handed over” (year 2025)" in error_at(page, "event-effective_on")
    link = page.one("a", id="collides-with")["href"]
    assert link == f"#{handover['id']}"
    assert page.one("li", id=link[1:])


def test_inactive_although_not_cleared_asks_for_the_reason_in_the_note(writer: Writer):
    page = writer.save(effective_on="6/2024", level="inactive", basis="BB 3/BB-CA")
    assert page.status == 422
    assert "say in the note why" in error_at(page, "event-note")
    assert writer.save(note="Đường đang thi công").status == 200


def test_a_correction_starts_from_what_was_recorded_and_keeps_it_struck_through(writer: Writer):
    writer.save(**CLEARED)
    page = writer.follow("Correct", writer.entry("May 2024"))
    assert {name: page.value(name) for name in CLEARED} == CLEARED
    page = writer.save(effective_on="17/6/2024")
    assert page.status == 422
    assert "Say why" in error_at(page, "event-reason")
    assert page.value("effective_on") == "17/6/2024"
    page = writer.save(reason="Biên bản ghi ngày 17/6")
    assert "Corrected. The timeline keeps the old entry, struck through." in page.text
    old, new = writer.entry("May 2024"), writer.entry("17 June 2024")
    assert [each.text for each in page.inside(old) if each.tag == "del"] == [
        "May 2024",
        "✓Cleared",
        "Low activity",
    ]
    assert "Corrected by ca.mot at" in told(old)
    assert "Biên bản ghi ngày 17/6" in told(old)
    links = {each["href"] for each in page.inside(old) if each.tag == "a"}
    assert links == {f"#{new['id']}"}
    assert f"#{old['id']}" in {each["href"] for each in page.inside(new) if each.tag == "a"}
    assert "Cleared since 17 June 2024" in page.text


def test_an_entry_says_nothing_of_an_axis_that_its_correction_leaves_open(writer: Writer):
    writer.save(**CLEARED)
    page = writer.follow("Correct", writer.entry("May 2024"))
    assert "Nothing said" in page.one("select", id="event-level").text
    page = writer.save(level="", reason="Mức độ chưa được xác minh")
    assert "Unverified since 5 February 2024" in page.text


def test_what_was_just_recorded_can_be_taken_back_from_the_message(writer: Writer):
    page = writer.save(**CLEARED)
    page = writer.look(page.one("a", id="take-it-back")["href"])
    assert "May 2024 · Level: Low activity · Clearance: Cleared" in told(
        page.one("p", class_="concerned")
    )
    page = writer.save(reason=" ")
    assert page.status == 422
    assert error_at(page, "event-reason")
    page = writer.save(reason="Ghi nhầm điểm")
    assert "Taken back." in page.text
    old = writer.entry("May 2024")
    assert "Taken back by ca.mot at" in told(old)
    assert "Ghi nhầm điểm" in told(old)
    assert "Not cleared since 5 February 2024" in page.text
    assert not [each for each in page.inside(old) if each.tag == "a"]


def test_taking_back_what_later_entries_rest_on_is_refused(writer: Writer):
    writer.save(**CLEARED)
    writer.save(**HANDED_OVER)
    writer.follow("Take back", writer.entry("May 2024"))
    page = writer.save(reason="Ghi nhầm")
    assert page.status == 409
    assert "It collides with an event" in page.text
    assert page.one("a", id="collides-with")["href"] == f"#{writer.entry('year 2025')['id']}"
    assert page.value("reason") == "Ghi nhầm"


def test_the_only_entry_of_a_hotspot_is_not_taken_back(writer: Writer):
    writer.follow("Take back", writer.entry("5 February 2024"))
    page = writer.save(reason="Ghi nhầm")
    assert page.status == 409
    assert "This is the only event of the hotspot" in page.text


def test_a_correction_that_is_taken_back_brings_nothing_back_and_says_so_before(writer: Writer):
    writer.save(**CLEARED)
    writer.follow("Correct", writer.entry("May 2024"))
    writer.save(effective_on="6/2024", reason="Sai tháng")
    page = writer.follow("Take back", writer.entry("June 2024"))
    assert "Taking it back does not bring that one back" in page.text
    page = writer.save(reason="Không có biên bản")
    assert "Not cleared since 5 February 2024" in page.text


def test_what_no_longer_counts_cannot_be_corrected_again(writer: Writer):
    writer.save(**CLEARED)
    number = writer.entry("May 2024")["id"].removeprefix("event-")
    writer.follow("Correct", writer.entry("May 2024"))
    stale = writer.page
    writer.save(effective_on="6/2024", reason="Sai tháng")
    page = writer.look(f"{writer.path}/events/{number}/correct")
    assert "cannot be changed any more" in page.text
    assert not page.all("textarea", id="event-reason")
    # The form that was open meanwhile is told so, twice, and loses nothing.
    writer.page = stale
    page = writer.save(effective_on="7/2024", reason="Của người thứ hai")
    assert page.status == 412
    assert "Corrected" not in page.one("div", id="meanwhile").text
    assert "June 2024" in page.one("div", id="meanwhile").text
    page = writer.save()
    assert page.status == 409
    assert "is not in force" in page.text
    assert page.value("reason") == "Của người thứ hai"


def test_entries_are_numbered_at_their_hotspot_and_no_further_one_is_found(writer: Writer):
    other = Writer(writer.client, "PL2-I-2")
    other.save(**CLEARED)
    for each, numbers in ((writer, ["event-1"]), (other, ["event-2", "event-1"])):
        assert [entry["id"] for entry in entries(each.look())] == numbers
        for change in ("correct", "take-back"):
            known, unknown = len(numbers), len(numbers) + 1
            assert each.look(f"{each.path}/events/{known}/{change}").status == 200
            assert each.look(f"{each.path}/events/{unknown}/{change}").status == 404


def test_only_who_may_record_sees_and_reaches_the_ways_to_correct(signed_in: Callable):
    viewer = Writer(signed_in("viewer"))
    assert "Correct" not in viewer.page.one("ol", class_="timeline").text
    number = viewer.entry("5 February 2024")["id"].removeprefix("event-")
    assert viewer.look(f"{viewer.path}/events/{number}/correct").status == 403


def test_the_pages_are_clean(writer: Writer):
    writer.save(**CLEARED)
    for change in ("Correct", "Take back"):
        writer.look()
        assert faults(writer.follow(change, writer.entry("May 2024"))) == []
    assert faults(writer.save(reason="Ghi nhầm")) == []
