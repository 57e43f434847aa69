"""What became of a form has the focus and is in sight, on a phone too."""

from playwright.sync_api import Page, expect

from scripts.browser import sign_in
from scripts.instance import Instance
from tests.browser.conftest import Visit
from tests.troubles import Troubles

SAVED = "#messages"
HOTSPOT = "/hotspots/PL2-I-1"


def expect_focus(page: Page, selector: str) -> None:
    expect(page.locator(selector)).to_be_focused()
    expect(page.locator(selector)).to_be_in_viewport()


def test_a_confirmation_is_seen_and_has_the_focus(visit: Visit, instance: Instance) -> None:
    page = visit(390, 844)
    page.goto(f"{instance.url}{HOTSPOT}")
    page.locator("#confirm-place").click()
    expect(page.locator(SAVED)).to_contain_text("Đã xác nhận vị trí")
    expect_focus(page, SAVED)

    page.goto(f"{instance.url}{HOTSPOT}/inspections/new")
    for name, text in (("effective_on", "17/5/2024"), ("basis", "BB 15/BB-ĐKT178")):
        page.locator(f"#inspection-{name}").fill(text)
    page.locator("#inspection-team").select_option("district")
    for name in ("establishments_checked", "establishments_violating", "people_informed"):
        page.locator(f"#inspection-{name}").fill("1")
    page.locator("#inspection-save").click()
    expect_focus(page, SAVED)

    page.goto(f"{instance.url}/indicators/3.1")
    page.locator("#report-value").fill("12")
    page.locator("#report-basis").fill("BC 5")
    page.locator("#report button").click()
    expect_focus(page, SAVED)


def test_after_a_refusal_the_first_wrong_field_has_the_focus(
    visit: Visit, instance: Instance, troubles: Troubles
) -> None:
    page = visit(390, 844)
    page.goto(f"{instance.url}{HOTSPOT}")
    page.locator("#event-save").click()
    # Not the text that the fields for day, month and year stand for.
    expect_focus(page, "#event-day")
    page.locator("#trouble a, .wrong-fields a").last.click()
    expect_focus(page, "#event-basis")
    page.locator(".wrong-fields a").first.click()
    expect_focus(page, "#event-day")

    page.goto(f"{instance.url}/indicators/3.1")
    page.locator("#report button").click()
    expect_focus(page, "#report-value")

    password = instance.add_user("quantri", "admin")
    admin = visit(signed_in=False)
    sign_in(admin, instance, "quantri", password)
    admin.goto(f"{instance.url}/accounts/new")
    admin.locator("input[name=name]").fill("doi178")
    admin.locator("main form button").click()
    expect_focus(admin, "#role-viewer")
    troubles.expect("422")
