"""An inspection recorded, corrected and found again in the indicators, by keyboard alone."""

import re

from playwright.sync_api import Page, expect

from scripts.browser import wait_for_map
from scripts.instance import Instance
from tests.browser.conftest import Visit
from tests.troubles import Troubles

SECTION = "section:has(> #inspections)"
MANY = 80


def go_to(page: Page, selector: str) -> None:
    """Press Tab until the element has the focus, as somebody without a mouse does."""
    for _ in range(MANY):
        page.keyboard.press("Tab")
        focused = page.evaluate("(wanted) => document.activeElement.matches(wanted)", selector)
        if focused:
            return
    raise AssertionError(f"{MANY} times Tab did not reach {selector}")


def type_into(page: Page, name: str, text: str) -> None:
    go_to(page, f"#inspection-{name}")
    page.keyboard.press("Control+A")
    page.keyboard.type(text)


def choose(page: Page, name: str, value: str) -> None:
    go_to(page, f"#inspection-{name}")
    field = page.locator(f"#inspection-{name}")
    for _ in range(MANY):
        if field.input_value() == value:
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"{name} has no {value}")


def activate(page: Page, selector: str) -> None:
    go_to(page, selector)
    page.keyboard.press("Enter")


def test_by_keyboard_from_the_hotspot_to_the_indicator(
    visit: Visit, instance: Instance, troubles: Troubles
) -> None:
    page = visit()
    page.goto(f"{instance.url}/hotspots/PL2-I-1")
    wait_for_map(page)
    activate(page, "#record-inspection")
    expect(page.locator("#inspection-form")).to_be_visible()

    # Sent too early: what is missing is said at its field.
    type_into(page, "effective_on", "17/5/2024")
    activate(page, "#inspection-save")
    expect(page.locator("#inspection-team-error")).to_be_visible()
    expect(page.locator("#inspection-effective_on")).to_have_value("17/5/2024")
    troubles.expect("422")

    choose(page, "team", "district")
    type_into(page, "establishments_checked", "5")
    type_into(page, "establishments_violating", "2")
    type_into(page, "people_informed", "1.200")
    choose(page, "level", "active")
    type_into(page, "basis", "BB 15/BB-ĐKT178")
    activate(page, "#inspection-save")
    expect(page).to_have_url(re.compile(r"/hotspots/PL2-I-1#messages$"))
    expect(page.locator(SECTION)).to_contain_text("17/5/2024")
    expect(page.locator(SECTION)).to_contain_text("1.200")
    # Entered once, it stands in the history of the hotspot as well.
    expect(page.locator("section:has(> #timeline)")).to_contain_text("BB 15/BB-ĐKT178")
    expect(page.locator(".standing")).to_contain_text("Có hoạt động")

    wait_for_map(page)
    activate(page, f"{SECTION} .entry-links a[href$='/correct']")
    expect(page.locator("#inspection-reason")).to_be_visible()
    type_into(page, "people_informed", "1.300")
    type_into(page, "reason", "Đếm thiếu")
    activate(page, "#inspection-save")
    expect(page.locator(f"{SECTION} del")).to_contain_text("1.200")
    expect(page.locator(SECTION)).to_contain_text("Đếm thiếu")

    page.goto(f"{instance.url}/indicators/3.6")
    activate(page, "a[href*='/inspections?'][href*='district=020']")
    expect(page.locator("tfoot")).to_contain_text("1.300")
    expect(page.locator("tbody tr")).to_have_count(1)


def test_on_a_phone_nothing_runs_out_of_the_page(visit: Visit, instance: Instance) -> None:
    page = visit(390, 844)
    for path in ("/hotspots/PL3-I-2/inspections/new", "/inspections", "/indicators/9.1"):
        page.goto(f"{instance.url}{path}")
        overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert page.evaluate(overflow) == 0, path
