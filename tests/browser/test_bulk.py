"""A survey day by keyboard only: choose, say once what was found, look, save."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, Route, expect

from scripts.instance import Instance
from tests.browser.conftest import Visit
from tests.browser.keyboard import choose, fill_date, follow, press, type_into
from tests.troubles import Troubles

ROWS = ".preview-table tbody tr"
THANH_TRI = ("PL2-I-1", "PL2-I-2", "PL3-I-5")


def fill_survey(page: Page) -> None:
    fill_date(page, "17", "6", "2024")
    choose(page, "#event-clearance", "cleared")
    choose(page, "#event-level", "inactive")
    type_into(page, "#event-basis", "BB 9/BB-CA")
    follow(page, "#bulk-preview")
    expect(page.locator(ROWS).first).to_be_visible()


def test_all_of_a_district_are_chosen_previewed_and_saved(visit: Visit, instance: Instance) -> None:
    page = visit()
    page.goto(f"{instance.url}/hotspots?district=020")
    follow(page, "#bulk-update")
    expect(page).to_have_url(re.compile(r"/hotspots/bulk\?district=020$"))
    expect(page.locator("#chosen-count")).to_contain_text("0")
    press(page, "#choose-all")
    expect(page.locator("#chosen-count")).to_contain_text("3")
    follow(page, "#update-chosen")
    fill_survey(page)

    # One was handed over and cannot be cleared: it is left out, the others are saved.
    expect(page.locator(ROWS)).to_have_count(3)
    expect(page.locator(f"{ROWS}.marked")).to_have_count(1)
    expect(page.locator("#bulk-save")).to_have_count(0)
    follow(page, "#bulk-leave-out")
    expect(page.locator(ROWS)).to_have_count(2)
    follow(page, "#bulk-save")
    expect(page).to_have_url(re.compile(r"/hotspots\?district=020$"))
    expect(page.locator(".flash-success")).to_contain_text("2")
    cleared = page.locator("tbody tr", has=page.locator(".tick-cleared"))
    expect(cleared).to_have_count(2)


def test_single_rows_are_chosen_and_none_is_said(
    visit: Visit, instance: Instance, troubles: Troubles
) -> None:
    page = visit()
    page.goto(f"{instance.url}/hotspots/bulk")
    press(page, "#choose-PL2-I-1", "Space")
    press(page, "#choose-PL2-II-1", "Space")
    expect(page.locator("#chosen-count")).to_contain_text("2")
    press(page, "#choose-none")
    expect(page.locator("#chosen-count")).to_contain_text("0")
    follow(page, "#update-chosen")
    expect(page.locator("#trouble")).to_be_visible()
    troubles.expect("422")


def test_what_changed_meanwhile_is_shown_before_anything_is_saved(
    visit: Visit, instance: Instance, troubles: Troubles, execute: Callable[..., None]
) -> None:
    page = visit()
    page.goto(f"{instance.url}/hotspots/bulk?district=020")
    press(page, "#choose-PL2-I-1", "Space")
    press(page, "#choose-PL2-I-2", "Space")
    follow(page, "#update-chosen")
    fill_survey(page)
    execute("UPDATE hotspot SET version = version + 1 WHERE code = 'PL2-I-2'")
    with page.expect_response(lambda answer: answer.status == 409):
        follow(page, "#bulk-save")
    expect(page.locator("#refused")).to_be_visible()
    expect(page.locator(f"{ROWS}.marked")).to_have_count(1)
    expect(page.locator(f"{ROWS}.marked")).to_contain_text("Cầu Bươu")
    follow(page, "#bulk-change")
    expect(page.locator("#event-basis")).to_have_value("BB 9/BB-CA")
    troubles.expect("409")


def test_what_takes_a_moment_says_so_and_is_sent_once(visit: Visit, instance: Instance) -> None:
    page = visit()
    page.goto(f"{instance.url}/hotspots/bulk?all=1&district=268")
    sent: list[str] = []

    def answer_nothing(route: Route) -> None:
        # Without content the browser stays on the page, as if the answer were still to come.
        sent.append(route.request.method)
        route.fulfill(status=204)

    page.route("**/hotspots/bulk*", answer_nothing)
    saying = page.locator("#choose-form").get_attribute("data-sending") or ""
    press(page, "#update-chosen")
    expect(page.locator("#update-chosen")).to_have_text(saying)
    expect(page.locator("#choose-form .sending")).to_have_text(saying)
    press(page, "#update-chosen")
    page.wait_for_timeout(500)
    assert sent == ["POST"]


def test_the_phone_shows_everything_without_scrolling_sideways(
    visit: Visit, instance: Instance
) -> None:
    page = visit(390, 844)
    page.goto(f"{instance.url}/hotspots/bulk?all=1")
    pages = ("#update-chosen", "#bulk-preview", "#bulk-leave-out")
    for button in pages:
        wide = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert wide <= 0, f"{page.url} before {button} is {wide} px too wide"
        if button == "#bulk-preview":
            fill_survey(page)
        else:
            follow(page, button)
