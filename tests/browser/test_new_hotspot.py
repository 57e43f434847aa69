"""A new hotspot, entered by keyboard only: described, looked at on the map, saved."""

import re

from playwright.sync_api import Page, expect

from scripts.browser import wait_for_map
from scripts.instance import Instance
from tests.browser.conftest import Visit
from tests.browser.keyboard import choose, fill_date, follow, press, tab_to, type_into
from tests.troubles import Troubles

SYMBOLS = "#hotspots-map .hotspots-symbol"


def describe(page: Page, name: str, place: str = "") -> None:
    type_into(page, "#new-name", name)
    choose(page, "#new-category", "public_place")
    choose(page, "#new-district", "002")
    hang_bac = page.locator("#new-communes label", has_text="Phường Hàng Bạc").locator("input")
    expect(hang_bac).to_be_visible()
    code = hang_bac.get_attribute("value")
    press(page, f"#new-communes input[value='{code}']", "Space")
    expect(hang_bac).to_be_checked()
    if place:
        type_into(page, "#new-place", place)
    follow(page, "#find-place")
    wait_for_map(page)


def test_a_place_is_described_looked_at_and_saved(visit: Visit, instance: Instance) -> None:
    page = visit()
    page.goto(f"{instance.url}/hotspots?part=new")
    follow(page, "#new-hotspot")
    expect(page).to_have_url(re.compile("/hotspots/new$"))
    describe(page, "Phố Hàng Bạc")

    # It is on the map, and what was typed is still there.
    expect(page.locator("section.new-found")).to_contain_text("Phố Hàng Bạc")
    expect(page.locator(f"{SYMBOLS}[alt*='Phố Hàng Bạc']")).to_have_count(1)
    expect(page.locator("#new-name")).to_have_value("Phố Hàng Bạc")
    expect(page.locator("#new-district")).to_have_value("002")

    fill_date(page, "15", "3", "2024")
    choose(page, "#event-level", "active")
    type_into(page, "#event-basis", "BB 3/BB-CA")
    follow(page, "#new-save")
    expect(page).to_have_url(re.compile("/hotspots/M2024-002-01"))
    expect(page.locator(".flash-success")).to_contain_text("M2024-002-01")
    page.goto(instance.url)
    wait_for_map(page)
    expect(page.locator("#count-new")).to_have_text(re.compile(r"^1\b"))
    expect(page.locator("tr[data-code='M2024-002-01']")).to_contain_text("Phố Hàng Bạc")


def test_what_is_not_found_can_be_found_by_a_suggestion(visit: Visit, instance: Instance) -> None:
    page = visit()
    page.goto(f"{instance.url}/hotspots/new")
    describe(page, "Quán số bảy", "Quán số bảy, phố Hàng Bạc")
    expect(page.locator(".new-found .flash-warning")).to_contain_text("Phường Hàng Bạc")
    follow(page, ".suggestions button")
    wait_for_map(page)
    expect(page.locator(".new-found .flash-warning")).to_have_count(0)
    expect(page.locator("#new-place")).to_have_value("phố Hàng Bạc")
    expect(page.locator("#new-name")).to_have_value("Quán số bảy")


def test_a_likely_duplicate_is_answered_before_it_is_saved(
    visit: Visit, instance: Instance, troubles: Troubles
) -> None:
    page = visit()
    page.goto(f"{instance.url}/hotspots/new?district=020")
    type_into(page, "#new-name", "Đường Kim Giang")
    choose(page, "#new-category", "establishment")
    thanh_liet = page.locator("#new-communes label", has_text="Xã Thanh Liệt").locator("input")
    press(page, f"#new-communes input[value='{thanh_liet.get_attribute('value')}']", "Space")
    follow(page, "#find-place")
    wait_for_map(page)
    expect(page.locator("#likely")).to_contain_text("PL3-I-5")
    fill_date(page, "15", "3", "2024")
    type_into(page, "#event-basis", "BB 3/BB-CA")
    with page.expect_response(lambda answer: answer.status == 409):
        follow(page, "#new-save")
    wait_for_map(page)
    expect(page.locator("#new-messages [role=alert]")).to_be_visible()
    boxes = page.locator("#likely input[name=different_from]")
    for value in boxes.evaluate_all("(all) => all.map((box) => box.value)"):
        press(page, f"#likely input[value='{value}']", "Space")
    follow(page, "#new-save")
    expect(page).to_have_url(re.compile("/hotspots/M2024-020-01"))
    troubles.expect("409")


def test_the_district_decides_which_communes_can_be_chosen(
    visit: Visit, instance: Instance
) -> None:
    page = visit()
    page.goto(f"{instance.url}/hotspots/new")
    type_into(page, "#new-name", "Một nơi")
    expect(page.locator("#new-communes input")).to_have_count(0)
    choose(page, "#new-district", "020")
    expect(page.locator("#new-communes")).to_contain_text("Xã Thanh Liệt")
    choose(page, "#new-district", "009")
    expect(page.locator("#new-communes")).not_to_contain_text("Xã Thanh Liệt")
    expect(page.locator("#new-name")).to_have_value("Một nơi")
    tab_to(page, "#new-communes li:first-child input")


def test_the_phone_shows_everything_without_scrolling_sideways(
    visit: Visit, instance: Instance
) -> None:
    page = visit(390, 844)
    page.goto(f"{instance.url}/hotspots/new")
    describe(page, "Phố Hàng Bạc")
    wide = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    assert wide <= 0, f"{wide} px too wide"
