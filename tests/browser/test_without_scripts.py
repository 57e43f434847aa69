"""Where scripts do not run: the place of each map says so, and leads to what the map shows."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from scripts.browser import sign_in
from scripts.instance import Instance

SENTENCES = {
    "vi": "Bản đồ không hiện vì trình duyệt này không chạy JavaScript.",
    "en": "The map is not shown because this browser does not run JavaScript.",
}
# By page: where its table is, and whether the district's sheet is offered.
PLACES = {
    "/": ("#hotspots-title", False),
    "/?district=020": ("#hotspots-title", True),
    "/hotspots/PL2-I-1": ("/hotspots?district=020", True),
    "/districts/020": ("#district-hotspots", True),
    "/map": ("/hotspots", False),
}


@pytest.fixture
def page(browser: Browser, instance: Instance) -> Iterator[Page]:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    sign_in(page, instance)
    yield page
    context.close()


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_place_of_a_map_leads_to_table_and_sheet(
    page: Page, instance: Instance, language: str
) -> None:
    if language == "en":
        page.locator("button[name=language][value=en]").click()
    for path, (table, has_sheet) in PLACES.items():
        page.goto(instance.url + path)
        absent = page.locator("noscript .map-absent")
        expect(absent).to_be_visible()
        expect(absent).to_contain_text(SENTENCES[language])
        expect(page.locator(".hotspots-map")).to_be_hidden()
        links = absent.locator("a")
        expect(links).to_have_count(2 if has_sheet else 1)
        expect(links.first).to_have_attribute("href", table)
        links.first.click()
        expect(page.locator("table.grid").first).to_be_visible()
        if table.startswith("#"):
            expect(page.locator(table)).to_be_in_viewport()
    page.goto(f"{instance.url}/districts/020?as_of=2024-03-01")
    sheet = page.locator(".map-absent a").last.get_attribute("href")
    assert sheet is not None
    assert sheet.endswith(".pdf?as_of=2024-03-01")
    assert page.request.get(instance.url + sheet).headers["content-type"] == "application/pdf"


def test_each_of_two_maps_leads_to_the_table_of_its_day(page: Page, instance: Instance) -> None:
    page.goto(f"{instance.url}/compare?before=2024-02-05&after=2024-06-17&district=020")
    tables = page.locator(".map-absent a:first-of-type")
    expect(tables).to_have_count(2)
    for number, day in enumerate(("2024-02-05", "2024-06-17")):
        address = f"/hotspots?as_of={day}&district=020"
        expect(tables.nth(number)).to_have_attribute("href", address)


def test_a_place_that_was_found_leads_to_the_hotspots_of_its_district(
    page: Page, instance: Instance
) -> None:
    page.goto(f"{instance.url}/hotspots/new?district=020")
    page.locator("#new-name").fill("Đường Kim Giang")
    page.locator("#new-category").select_option("establishment")
    page.locator("button[value=communes]").click()
    page.locator("#new-communes label", has_text="Xã Thanh Liệt").locator("input").check()
    page.locator("#find-place").click()
    expect(page.locator(".map-absent a")).to_have_attribute("href", "/hotspots?district=020")
