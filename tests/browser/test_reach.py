"""Past a map by keyboard, into tables that do not fit, and links that a finger finds."""

import re

import pytest
from playwright.sync_api import expect

from scripts.browser import wait_for_map, wait_until
from scripts.instance import Instance
from tests.browser.accessible import violations
from tests.browser.conftest import Visit
from tests.browser.keyboard import tab_to
from tests.browser.stations import furnish
from tests.browser.test_language import switch
from tests.browser.test_small_screens import LETTERS_TWICE_AS_LARGE, PHONE

HEIGHT = 24
WITH_A_MAP = {
    "/": 1,
    "/hotspots/PL2-I-1": 1,
    "/districts/020": 1,
    "/compare?before=2024-02-05": 2,
    "/map": 1,
}
WITH_TABLES = (
    "/",
    "/attention",
    "/compare?before=2024-02-05",
    "/hotspots",
    "/hotspots/PL2-I-1",
    "/districts",
    "/districts/020",
    "/indicators",
    "/inspections",
)
INSIDE = "document.activeElement.closest('.hotspots-map') !== null"
# The targets of a table, by the boxes that take a press.
TARGETS = """() => [...document.querySelectorAll("table :is(a, button)")]
  .filter((each) => each.checkVisibility() && !each.matches(".visually-hidden"))
  .map((each) => [each.outerHTML.slice(0, 90), ...[...each.getClientRects()].map(
    (box) => [box.left, box.top, box.right, box.bottom])])"""


@pytest.mark.parametrize(("path", "count"), WITH_A_MAP.items())
def test_a_map_is_skipped_by_keyboard(
    visit: Visit, instance: Instance, path: str, count: int
) -> None:
    page = visit()
    page.goto(instance.url + path)
    wait_for_map(page)
    links = page.locator(".skip-map")
    expect(links).to_have_count(count)
    for link in links.all():
        expect(link).to_have_text("Bỏ qua bản đồ")
        link.focus()
        expect(link).to_be_in_viewport(ratio=1)
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert not page.evaluate(INSIDE)
        link.focus()
        page.keyboard.press("Tab")
        assert page.evaluate(INSIDE)


def test_the_link_past_a_map_speaks_the_language_of_the_page(
    visit: Visit, instance: Instance
) -> None:
    page = visit()
    page.goto(instance.url)
    switch(page)
    expect(page.locator(".skip-map")).to_have_text("Skip the map")


@pytest.mark.parametrize("width", [1440, 390])
def test_links_in_tables_are_high_enough_and_apart(
    visit: Visit, instance: Instance, width: int
) -> None:
    furnish(instance.app)
    page = visit(width, 900)
    for path in WITH_TABLES:
        page.goto(instance.url + path)
        page.wait_for_load_state("networkidle")
        boxes = []
        for target, *parts in page.evaluate(TARGETS):
            for left, top, right, bottom in parts:
                assert bottom - top >= HEIGHT - 0.05, f"{path}: {target} is {bottom - top} high"
                boxes.append((left, top, right, bottom, target))
        assert boxes or path == "/hotspots/PL2-I-1", path
        for number, one in enumerate(boxes):
            for other in boxes[:number]:
                apart = one[0] >= other[2] or other[0] >= one[2]
                apart = apart or one[1] >= other[3] - 1 or other[1] >= one[3] - 1
                assert apart, f"{path}: {one[4]} over {other[4]}"


@pytest.mark.parametrize("path", ["/districts", "/compare?before=2024-02-05"])
def test_a_table_that_does_not_fit_is_reached_and_named(
    visit: Visit, instance: Instance, path: str
) -> None:
    page = visit(*PHONE)
    page.goto(instance.url + path)
    page.evaluate(LETTERS_TWICE_AS_LARGE)
    box = page.locator(".table-box[tabindex]")
    expect(box).to_have_count(1)
    expect(box).to_have_role("region")
    expect(box).to_have_accessible_name(re.compile(r"\w"))
    tab_to(page, ".table-box[tabindex]")
    page.keyboard.press("ArrowRight")
    wait_until(page, "document.activeElement.scrollLeft > 0")
    assert violations(page) == []

    # With room for the table its box is no stop and no region.
    page.evaluate("document.documentElement.style.fontSize = ''")
    page.set_viewport_size({"width": 1440, "height": 900})
    expect(page.locator(".table-box[tabindex], .table-box[role]")).to_have_count(0)


def test_a_table_that_came_later_is_reached_as_well(visit: Visit, instance: Instance) -> None:
    page = visit(*PHONE)
    page.goto(instance.url)
    page.evaluate(LETTERS_TWICE_AS_LARGE)
    box = page.locator("#hotspots .table-box[tabindex='0']")
    expect(box).to_have_count(1)
    with page.expect_response(lambda answer: "district=020" in answer.url):
        page.locator("#filter-district").select_option("020")
    expect(page.locator("#hotspots tbody tr")).to_have_count(3)
    expect(box).to_have_count(1)
