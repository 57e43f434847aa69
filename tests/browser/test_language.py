"""The switch of language leaves one where one was: the address, the day, the part of the map."""

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from scripts.browser import wait_for_map, wait_until
from scripts.instance import Instance
from tests.browser.conftest import Visit
from tests.browser.keyboard import follow, press, tab_to, type_into
from tests.troubles import Troubles

PAIR = ("before", "after")
DISTRICT = "#filters [name=district]"
VIEW = "JSON.stringify(HotspotsMap.get().view())"


def switch(page: Page, code: str = "en") -> None:
    follow(page, f"button[name=language][value={code}]")
    expect(page.locator("html")).to_have_attribute("lang", code)


def test_filter_day_and_view_of_the_desk_stay(visit: Visit, instance: Instance) -> None:
    page = visit()
    page.goto(instance.url)
    wait_for_map(page)
    page.locator(DISTRICT).select_option("020")
    expect(page.locator("#hotspots tbody tr")).to_have_count(3)
    tab_to(page, "#time-slider")
    page.keyboard.press("ArrowLeft")
    wait_until(page, "location.search.includes('as_of=')")
    press(page, "#choose-PL2-I-1")
    expect(page.locator(".hotspots-card")).to_be_visible()
    page.wait_for_timeout(300)
    query, view = urlsplit(page.url).query, page.evaluate(VIEW)
    assert set(parse_qs(query)) == {"district", "as_of"}
    switch(page)

    wait_for_map(page)
    there = urlsplit(page.url)
    assert (there.query, there.fragment) == (query, "")
    expect(page.locator(DISTRICT)).to_have_value("020")
    expect(page.locator("#hotspots tbody tr")).to_have_count(3)
    expect(page.locator("body")).to_have_class("two-panes past")
    expect(page.locator(".hotspots-card")).to_be_visible()
    expect(page.locator("tr[data-code=PL2-I-1]")).to_have_attribute("aria-current", "true")
    assert page.evaluate(VIEW) == view


def test_two_maps_show_the_same_part_as_before(visit: Visit, instance: Instance) -> None:
    page = visit()
    page.goto(f"{instance.url}/compare?before=2024-02-05&district=020")
    wait_for_map(page)
    tab_to(page, "#hotspots-map-before .leaflet-container")
    page.keyboard.press("+")
    page.wait_for_timeout(600)
    views = [page.evaluate(f"HotspotsMap.get('{name}').view()") for name in PAIR]
    switch(page)

    wait_for_map(page)
    assert "district=020" in page.url
    for name, before in zip(PAIR, views, strict=True):
        after = page.evaluate(f"HotspotsMap.get('{name}').view()")
        assert after["zoom"] == before["zoom"]
        # Longer words make the maps a little lower or higher.
        assert after["lat"] == pytest.approx(before["lat"], abs=0.003)
        assert after["lng"] == pytest.approx(before["lng"], abs=0.003)


def test_a_page_that_was_refused_keeps_the_address_of_its_form(
    visit: Visit, instance: Instance, troubles: Troubles
) -> None:
    page = visit()
    for path, field, button in (
        ("/hotspots/PL2-I-1/inspections/new", "#inspection-basis", "#inspection-save"),
        ("/hotspots/PL2-I-1", "#event-basis", "#event-save"),
    ):
        page.goto(f"{instance.url}{path}")
        type_into(page, field, "x")
        follow(page, button)
        expect(page.locator(".flash-danger").first).to_be_visible()
        assert urlsplit(page.url).path == path
        # Asked for once more, and not sent again.
        page.once("dialog", lambda dialog: dialog.accept())
        with page.expect_request(lambda request: request.is_navigation_request()) as asked:
            page.reload()
        assert asked.value.method == "GET"
    troubles.expect("422")
