"""What needs attention, from the desk to the form that records it: by keyboard alone."""

import re

from playwright.sync_api import Page, expect

from scripts.browser import wait_for_map
from scripts.instance import Instance
from tests.browser.conftest import Visit

CUT_HEADER = """
[...document.querySelectorAll(".page-head :is(a, button):not(.rooms *)")]
  .filter((each) => each.getBoundingClientRect().right > innerWidth)
  .map((each) => each.textContent)
"""


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def test_the_desk_opens_a_list_and_its_hotspot(visit: Visit, instance: Instance) -> None:
    page = visit()
    page.goto(instance.url)
    wait_for_map(page)
    expect(page.locator("#waiting details[open]")).to_have_count(0)
    page.locator("#open-attention").focus()
    # Recurrences, border zones; each of them a place to stop.
    press(page, "Tab", "Tab", "Enter")
    border = page.locator("#border-PL2-I-2")
    expect(border).to_be_visible()
    press(page, "Tab")
    expect(border).to_be_focused()
    press(page, "Tab", "Enter", "Tab")
    expect(page.locator("#attention-unchecked")).to_have_attribute("open", "")

    # A filter brings the desk up to date: what was opened stays open.
    with page.expect_response(lambda answer: "district=020" in answer.url):
        page.locator("#filter-district").select_option("020")
    expect(page.locator("#hotspots tbody tr")).to_have_count(3)
    expect(page.locator("#waiting details[open]")).to_have_count(2)

    border.focus()
    press(page, "Enter")
    expect(page).to_have_url(re.compile("/hotspots/PL2-I-2"))


def test_from_the_summary_to_the_form_and_off_the_list(visit: Visit, instance: Instance) -> None:
    page = visit()
    page.goto(f"{instance.url}/attention")
    page.locator("#count-unverified").focus()
    press(page, "Enter")
    expect(page).to_have_url(re.compile("#unverified$"))
    # The list follows: the hotspot, then what is to be done about it.
    press(page, "Tab", "Tab")
    expect(page.locator("#do-unverified-PL2-I-1")).to_be_focused()
    press(page, "Enter")
    expect(page).to_have_url(re.compile("/hotspots/PL2-I-1#record$"))
    expect(page.locator("#event-form")).to_be_in_viewport()

    # Its script has to be there: a press before it would do nothing.
    page.wait_for_load_state()
    page.locator("#event-today").focus()
    press(page, "Enter")
    page.locator("#event-level").select_option("active")
    page.locator("#event-basis").fill("BB 12/BB-CA")
    page.locator("#event-save").focus()
    press(page, "Enter")
    expect(page.locator(".flash-success")).to_be_visible()
    page.goto(f"{instance.url}/attention?district=020")
    expect(page.locator("#do-unverified-PL2-I-2")).to_be_visible()
    expect(page.locator("#do-unverified-PL2-I-1")).to_have_count(0)


def test_every_page_can_be_reached_from_the_head(visit: Visit, instance: Instance) -> None:
    for width in (1440, 390):
        page = visit(width, 900)
        page.goto(f"{instance.url}/attention")
        # Rooms that one line has no place for are pushed into sight by whoever tabs to them.
        for room in page.locator(".rooms a").all():
            room.focus()
            expect(room).to_be_in_viewport(ratio=0.95)
        assert page.evaluate(CUT_HEADER) == []
        lines = page.locator(".rooms a").evaluate_all(
            "(all) => new Set(all.map((each) => each.offsetTop)).size"
        )
        assert lines == 1 or width == 390
