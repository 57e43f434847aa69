"""A phone held upright, and letters of twice the size: all in reach, nothing above another."""

import pytest
from playwright.sync_api import Locator, Page, expect

from scripts.browser import sign_in, wait_for_map
from scripts.instance import Instance
from tests.browser.conftest import Visit

PHONE = (390, 844)
DESKTOP = (1366, 768)
LEGEND_SHARE = 0.2
LETTERS_TWICE_AS_LARGE = "document.documentElement.style.fontSize = '200%'"
WITH_A_MAP = ("/", "/hotspots/PL2-I-1", "/districts/020", "/compare", "/map")

Box = tuple[float, float, float, float]


def box(part: Locator) -> Box:
    """Left, top, right and bottom in the window."""
    found = part.bounding_box()
    assert found is not None, f"{part} is not drawn"
    return (found["x"], found["y"], found["x"] + found["width"], found["y"] + found["height"])


def shared(one: Box, other: Box) -> float:
    """How many square pixels two boxes share."""
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    return max(width, 0) * max(height, 0)


def too_wide(page: Page) -> int:
    root = "document.documentElement"
    return int(page.evaluate(f"{root}.scrollWidth - {root}.clientWidth"))


def show_map(page: Page, address: str) -> None:
    page.goto(address)
    wait_for_map(page)


@pytest.mark.parametrize("role", ["dolisa", "admin"])
def test_the_head_takes_two_lines_on_a_phone(visit: Visit, instance: Instance, role: str) -> None:
    page = visit(*PHONE, signed_in=False)
    sign_in(page, instance, "nguoi.thu", instance.add_user("nguoi.thu", role))
    page.goto(f"{instance.url}/indicators")
    head = page.locator(".page-head")
    parts = head.locator(".brand, .rooms a, .who-name, .who button")
    tops = sorted((top, bottom) for _left, top, _right, bottom in map(box, parts.all()))
    lines = 1
    end = tops[0][1]
    for top, bottom in tops[1:]:
        lines += top >= end
        end = max(end, bottom)
    assert lines <= 2
    _left, top, _right, bottom = box(head)
    assert bottom - top <= 96
    assert too_wide(page) <= 0
    # Where one is, is in sight, however far along the line.
    left, _top, right, _bottom = box(head.locator("[aria-current]"))
    assert left >= 0
    assert right <= PHONE[0]


def test_the_action_of_the_card_is_in_reach_on_a_phone(visit: Visit, instance: Instance) -> None:
    page = visit(*PHONE)
    show_map(page, instance.url)
    for code in ("PL3-I-4", "PL2-I-1"):
        page.locator(f"#choose-{code}").click()
        action = page.locator(".hotspots-card .hotspots-popup-open")
        expect(action).to_have_attribute("href", f"{instance.url}/hotspots/{code}")
        page.wait_for_timeout(600)
        left, top, right, bottom = box(action)
        frame = box(page.locator("#hotspots-map .folium-map"))
        assert shared((left, top, right, bottom), frame) == (right - left) * (bottom - top)
        assert bottom <= PHONE[1]
        hit = "([x, y]) => document.elementFromPoint(x, y)?.className"
        centre = [(left + right) / 2, (top + bottom) / 2]
        assert page.evaluate(hit, centre) == "hotspots-popup-open"


@pytest.mark.parametrize("twice", [False, True], ids=["letters as they are", "letters twice"])
def test_the_legend_leaves_map_and_layers_free(
    visit: Visit, instance: Instance, *, twice: bool
) -> None:
    page = visit(*PHONE)
    for path in WITH_A_MAP:
        show_map(page, instance.url + path)
        if twice:
            page.evaluate(LETTERS_TWICE_AS_LARGE)
        legend = page.locator(".hotspots-legend")
        legend.locator("summary").click()
        expect(legend).to_have_attribute("open", "")
        page.wait_for_timeout(100)
        seen = page.locator(".hotspots-map:has(.hotspots-legend)")
        left, top, right, bottom = frame = box(seen.locator(".folium-map"))
        assert (right - left) * (bottom - top) > 0.9 * (PHONE[0] - 32) * 288, path
        covered = shared(box(legend), frame)
        assert covered <= LEGEND_SHARE * (right - left) * (bottom - top), path
        for control in seen.locator(".leaflet-control-layers, .leaflet-bar").all():
            assert shared(box(legend), box(control)) == 0, path
        assert too_wide(page) <= 0, path


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_letters_of_twice_the_size_keep_slider_buttons_and_legend_apart(
    visit: Visit, instance: Instance, size: tuple[int, int]
) -> None:
    page = visit(*size)
    show_map(page, instance.url)
    page.evaluate(LETTERS_TWICE_AS_LARGE)
    page.wait_for_timeout(300)
    apart = page.locator(
        "#time-value, #time-state, #time-play, #time-slider, #time-today, #time-more summary,"
        " #time-compare, #hotspots-map .leaflet-control-layers, #hotspots-map .leaflet-bar,"
        " .hotspots-legend, #progress-title, .page-head"
    ).all()
    assert len(apart) == 13
    boxes = [box(each) for each in apart]
    for number, one in enumerate(boxes):
        assert one[2] <= size[0], f"{apart[number]} leaves the window"
        for other_number, other in enumerate(boxes[:number]):
            assert shared(one, other) <= 1, f"{apart[number]} over {apart[other_number]}"
    _left, _top, slider_right, _bottom = box(page.locator("#time-slider"))
    assert slider_right - box(page.locator("#time-slider"))[0] >= 200
    assert too_wide(page) <= 0


def test_an_inspection_is_recorded_from_the_top_of_a_hotspot(
    visit: Visit, instance: Instance
) -> None:
    page = visit(*PHONE)
    show_map(page, f"{instance.url}/hotspots/PL2-I-1")
    _left, _top, _right, bottom = box(page.locator("#record-inspection"))
    assert bottom <= PHONE[1] / 2
    page.locator("#record-inspection").click()
    expect(page).to_have_url(f"{instance.url}/hotspots/PL2-I-1/inspections/new")
