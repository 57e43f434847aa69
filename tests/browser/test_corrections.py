"""Correcting, taking back, withdrawing and merging with the keyboard alone, on desk and phone."""

import re

import pytest
from playwright.sync_api import Page, expect

from scripts.instance import Instance
from tests.browser.conftest import Visit
from tests.troubles import Troubles

WIDTHS = pytest.mark.parametrize(("width", "height"), [(1440, 900), (390, 844)])
MOST_STOPS = 120
TIMELINE = "ol.timeline > li"


def go_to(page: Page, selector: str) -> None:
    """Press Tab until the focus is on it, as somebody without a mouse does; it must be seen."""
    target = page.locator(selector)
    for _stop in range(MOST_STOPS):
        if target.evaluate("(element) => element === document.activeElement"):
            style = target.evaluate("(element) => getComputedStyle(element).outlineStyle")
            assert style != "none", f"the focus on {selector} cannot be seen"
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{selector} is not reached with the keyboard")


def type_in(page: Page, selector: str, text: str) -> None:
    go_to(page, selector)
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type(text)


def choose(page: Page, selector: str, value: str) -> None:
    """Arrow down a list until it holds this value."""
    go_to(page, selector)
    page.keyboard.press("Home")
    for _option in range(20):
        if page.locator(selector).input_value() == value:
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"{selector} has no {value}")


def press(page: Page, selector: str, key: str = "Enter") -> None:
    go_to(page, selector)
    page.keyboard.press(key)
    page.wait_for_load_state("networkidle")


def record_clearance(page: Page, day: str = "17", month: str = "5") -> None:
    type_in(page, "#event-day", day)
    choose(page, "#event-month", month)
    type_in(page, "#event-year", "2024")
    choose(page, "#event-clearance", "cleared")
    type_in(page, "#event-basis", "BB 12/BB-CA")
    press(page, "#event-save")


@WIDTHS
def test_an_entry_is_recorded_corrected_and_taken_back(
    visit: Visit, instance: Instance, width: int, height: int
) -> None:
    page = visit(width, height)
    page.goto(f"{instance.url}/hotspots/PL2-I-1")
    record_clearance(page)
    expect(page.locator(".flash-success")).to_be_visible()
    expect(page.locator(TIMELINE)).to_have_count(2)

    # The month was wrong.
    press(page, f"{TIMELINE} >> nth=0 >> a[href*='/correct']")
    expect(page.locator("#event-day")).to_have_value("17")
    choose(page, "#event-month", "6")
    type_in(page, "#event-reason", "Biên bản ghi tháng 6")
    press(page, "#event-save")
    expect(page.locator(TIMELINE)).to_have_count(3)
    struck = page.locator("li.superseded")
    expect(struck).to_contain_text("17/5/2024")
    expect(struck).to_contain_text("can.bo")
    expect(struck).to_contain_text("Biên bản ghi tháng 6")
    expect(page.locator(".standing")).to_contain_text("17/6/2024")

    # It was another hotspot altogether: the message of what is recorded next leads to undoing it.
    choose(page, "#event-level", "active")
    press(page, "#event-today", "Space")
    type_in(page, "#event-basis", "BB 99")
    press(page, "#event-save")
    press(page, "#take-it-back")
    type_in(page, "#event-reason", "Ghi nhầm điểm")
    press(page, "#event-save")
    expect(page.locator("li.superseded")).to_have_count(2)
    expect(page.locator("li.superseded").first).to_contain_text("Ghi nhầm điểm")


def test_what_collides_is_led_to_and_nothing_typed_is_lost(
    visit: Visit, instance: Instance, troubles: Troubles
) -> None:
    page = visit()
    page.goto(f"{instance.url}/hotspots/PL2-I-1")
    record_clearance(page)
    type_in(page, "#event-day", "1")
    choose(page, "#event-month", "4")
    type_in(page, "#event-year", "2024")
    choose(page, "#event-clearance", "handed_over")
    # The agencies are asked for only now.
    type_in(page, "#event-handed_over_by", "Công an huyện Thanh Trì")
    type_in(page, "#event-handed_over_to", "UBND xã Ngọc Hồi")
    type_in(page, "#event-basis", "BB 20/BB-CA")
    press(page, "#event-save")
    expect(page.locator("#event-clearance-error")).to_be_visible()
    expect(page.locator("#event-handed_over_to")).to_have_value("UBND xã Ngọc Hồi")
    press(page, "#collides-with")
    expect(page).to_have_url(re.compile(r"#event-\d+$"))
    expect(page.locator("li:target")).to_contain_text("05/02/2024")
    troubles.expect("409")


def test_the_form_asks_only_what_is_needed(visit: Visit, instance: Instance) -> None:
    page = visit()
    page.goto(f"{instance.url}/hotspots/PL2-I-1")
    agencies, why = page.locator("#event-handover"), page.locator("#event-note-needed")
    expect(agencies).to_be_hidden()
    expect(why).to_be_hidden()
    choose(page, "#event-clearance", "handed_over")
    expect(agencies).to_be_visible()
    choose(page, "#event-level", "inactive")
    expect(why).to_be_hidden()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Home")
    expect(agencies).to_be_hidden()
    expect(why).to_be_visible()


@WIDTHS
def test_a_hotspot_is_merged_and_the_merge_undone(
    visit: Visit, instance: Instance, troubles: Troubles, width: int, height: int
) -> None:
    page = visit(width, height)
    page.goto(f"{instance.url}/hotspots/PL2-I-2")
    press(page, "#ending > summary")
    type_in(page, "#merge-merged_into", "PL2-I-1")
    type_in(page, "#merge-reason", "Cùng một đoạn đường")
    press(page, "#merge")
    expect(page.locator("#merge-confirmed-error")).to_be_visible()
    press(page, "#merge-confirmed", "Space")
    press(page, "#merge")
    banner = page.locator("#ended")
    expect(banner).to_contain_text("Cùng một đoạn đường")
    expect(page.locator("#event-form")).to_have_count(0)
    wide = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    assert wide <= 0
    press(page, "#ended summary")
    type_in(page, "#bring-back-reason", "Hai điểm khác nhau")
    press(page, "#bring-back")
    expect(banner).to_have_count(0)
    expect(page.locator("#event-form")).to_be_visible()
    troubles.expect("422")


def test_another_day_is_read_and_left_again(visit: Visit, instance: Instance) -> None:
    page = visit()
    page.goto(f"{instance.url}/hotspots/PL2-I-1")
    press(page, ".reading-choice > summary")
    type_in(page, "#reading-as_of", "17/6/2024")
    page.keyboard.press("Enter")
    expect(page.locator("#reading")).to_contain_text("17/6/2024")
    expect(page.locator("#event-form")).to_have_count(0)
    press(page, "#back-to-today")
    expect(page.locator("#reading")).to_have_count(0)
    expect(page.locator("#event-form")).to_be_visible()
