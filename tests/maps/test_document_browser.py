"""The map in a real browser, under the service's content policy."""

import itertools
import re
from typing import Any

import pytest

from maps.document import build_map
from tests.maps.map_page import Open, apart, boxes, count_to, events, select
from tests.maps.map_samples import (
    HOSTILE,
    LABELS,
    SOURCES,
    THANH_TRI,
    feature,
    hostile_labels,
    line,
    many_hotspots,
    point,
)
from tests.maps.map_server import MapService
from tests.troubles import Troubles

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

pytestmark = pytest.mark.browser

# Two symbols side by side may touch where their images are empty, at the corners.
EMPTY_CORNER = 8


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (760, 800), (390, 500)])
def test_names_and_symbols_do_not_cover_each_other(open_map: Open, width: int, height: int) -> None:
    page = open_map(width, height)
    page.wait_for_timeout(200)
    names = boxes(page, ".hotspots-label span")
    symbols = boxes(page, ".hotspots-symbol")
    controls = boxes(page, ".leaflet-control")
    assert len(names) >= 8
    for one, other in itertools.combinations([*names, *controls], 2):
        assert apart(one, other), (one, other)
    for one, other in itertools.product(symbols, [*names, *controls]):
        assert apart(one, other), (one, other)
    for one, other in itertools.combinations(symbols, 2):
        assert apart(one, other, EMPTY_CORNER), (one, other)
    for left, top, right, bottom in (*names, *controls, *symbols):
        assert left >= 0
        assert top >= 0
        assert right <= width
        assert bottom <= height


def test_everything_on_the_map_has_a_name(open_map: Open) -> None:
    page = open_map()
    assert page.get_by_role("region", name=LABELS.title).count() >= 1
    for name in (LABELS.zoom_in, LABELS.zoom_out, LABELS.home, LABELS.layers):
        assert page.get_by_role("button", name=name, exact=True).count() == 1
    symbol = page.locator(".hotspots-symbol").nth(1)
    assert symbol.get_attribute("alt") == (
        "Tuyến đường Cầu Bươu - Phan Trọng Tuệ – Cơ sở kinh doanh dịch vụ – Phức tạp –"
        " Chưa triệt xóa"
    )
    assert "OpenStreetMap" in page.locator(".leaflet-control-attribution").inner_text()
    legend = page.locator(".hotspots-legend")
    for _code, text in (*LABELS.categories, *LABELS.clearances, *LABELS.levels):
        assert legend.get_by_text(text, exact=True).is_visible()
    assert legend.locator(".hotspots-legend-shading li").all_inner_texts() == ["0", "1", "2–3"]


def test_choosing_on_the_map_tells_the_page_once(open_map: Open) -> None:
    page = open_map()
    page.locator(".hotspots-symbol").first.click()
    card = page.locator(".hotspots-popup")
    assert card.locator("h2").inner_text() == "Ngã ba Ngọc Hồi - Liên Ninh"
    assert "Huyện Thanh Trì" in card.inner_text()
    link = card.get_by_role("link", name=LABELS.open)
    assert link.get_attribute("href").endswith("/hotspots/A-1")
    assert events(page, "hotspots:select") == [{"code": "A-1", "origin": "map"}]


def test_choosing_from_the_page_moves_the_map_and_is_not_told_back(open_map: Open) -> None:
    page = open_map()
    for code, name in (("A-2", "Tuyến đường Cầu Bươu"), ("B-3", "Chùa Tổng"), ("B-8", "Huy Tự")):
        select(page, code)
        page.wait_for_selector(f".hotspots-popup h2:has-text('{name}')")
        assert page.locator(".hotspots-symbol-selected").count() == 1
    assert events(page, "hotspots:select") == []
    assert page.evaluate("HotspotsMap.get().select('none', {open: true})") is False


def test_the_keyboard_is_enough(open_map: Open) -> None:
    page = open_map()
    first = page.locator(".hotspots-symbol").first
    first.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(".hotspots-popup")
    assert page.evaluate("document.activeElement.className") == "hotspots-popup"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == LABELS.open
    page.keyboard.press("Escape")
    page.wait_for_selector(".hotspots-popup", state="detached")
    assert first.evaluate("(symbol) => symbol === document.activeElement")
    assert events(page, "hotspots:select") == [{"code": "A-1", "origin": "map"}]
    layers = page.get_by_role("button", name=LABELS.layers)
    layers.focus()
    page.keyboard.press("Enter")
    page.get_by_label(LABELS.layer_roads).wait_for()
    page.keyboard.press("Escape")
    page.get_by_label(LABELS.layer_roads).wait_for(state="hidden")


def test_filters_change_symbols_shading_and_messages(open_map: Open) -> None:
    page = open_map()
    page.evaluate("HotspotsMap.get().setQuery('district=020')")
    count_to(page, ".hotspots-symbol", 3)
    assert events(page, "hotspots:loaded")[-1] == {
        "query": "district=020",
        "count": 3,
        "codes": ["A-1", "A-2", "B-5"],
    }
    page.evaluate("HotspotsMap.get().setQuery('?district=999')")
    page.get_by_text(LABELS.empty).wait_for()
    assert page.locator(".hotspots-symbol").count() == 0
    assert page.locator(".hotspots-legend-shading li").all_inner_texts() == ["0"]
    page.evaluate("HotspotsMap.get().setQuery('')")
    count_to(page, ".hotspots-symbol", 11)
    assert not page.get_by_text(LABELS.empty).is_visible()


def test_the_address_bar_filters_from_the_start(open_map: Open, service: MapService) -> None:
    open_map(symbols=3, path="/?district=020")
    assert service.requests.count("/map/hotspots.geojson") == 1


def test_a_selection_outlives_new_data(open_map: Open, service: MapService) -> None:
    page = open_map()
    page.locator(".hotspots-symbol").first.click()
    service.features[0]["properties"]["clearance_label"] = "Mới đổi"
    page.evaluate("HotspotsMap.get().refresh()")
    page.get_by_text("Mới đổi").wait_for()
    assert page.locator(".hotspots-symbol-selected").count() == 1


def test_failure_says_so_and_can_be_tried_again(
    open_map: Open, service: MapService, troubles: Troubles
) -> None:
    page = open_map()
    service.failing = {"/map/hotspots.geojson"}
    page.evaluate("HotspotsMap.get().refresh()")
    alert = page.get_by_role("alert")
    alert.get_by_text(LABELS.error).wait_for()
    service.failing = set()
    alert.get_by_role("button", name=LABELS.retry).click()
    alert.get_by_text(LABELS.error).wait_for(state="hidden")
    assert events(page, "hotspots:loaded")[-1]["count"] == 12
    troubles.expect("503")


def test_communes_are_fetched_when_they_can_be_read(open_map: Open, service: MapService) -> None:
    page = open_map()
    assert not any("communes" in path for path in service.requests)
    select(page, "B-8")
    page.locator(".hotspots-label-commune span").first.wait_for()
    assert sum("communes" in path for path in service.requests) == 1


def test_hostile_names_are_shown_and_do_not_run(open_map: Open, service: MapService) -> None:
    service.document = build_map(SOURCES, hostile_labels(HOSTILE[5]))
    service.features = [
        feature(
            f"H-{number}",
            text,
            point(105.80 + number * 0.01, 20.98),
            ("establishment", "active", "not_cleared"),
            THANH_TRI,
            communes=text,
            district=text,
            level_label=text,
            url="javascript:window.hacked=1",
        )
        for number, text in enumerate(HOSTILE)
    ]
    page = open_map(symbols=len(HOSTILE))
    page.locator(".hotspots-legend summary").click()  # such names make it cover the map
    for number, text in enumerate(HOSTILE):
        symbol = page.locator(".hotspots-symbol").nth(number)
        symbol.hover()
        assert text in page.locator(".hotspots-tooltip").all_text_contents()
        symbol.click()
        heading = page.locator(".hotspots-popup h2")
        sync_api.expect(heading).to_have_count(1)
        assert heading.text_content() == text
        card = page.locator(".hotspots-popup")
        assert card.locator("dd").all_text_contents().count(text) == 3
        assert card.locator("a, img, script").count() == 0
        page.keyboard.press("Escape")
    page.locator(".leaflet-control-layers-toggle").press("Enter")
    layers = page.locator(".leaflet-control-layers-list label").all_inner_texts()
    assert len(layers) == 4
    assert all(HOSTILE[5] in name for name in layers)
    assert HOSTILE[5] in page.locator(".leaflet-control-attribution").inner_text()
    assert page.evaluate("window.hacked") is None


HOLE = {
    "type": "Polygon",
    "coordinates": [[[105.8, 20.9], [105.82, 20.9], [105.82, 20.92], [105.8, 20.9]]],
}
ROAD = line((105.83, 20.93), (105.85, 20.94))
DRAWN = {
    "polygon": HOLE,
    "line": ROAD,
    "point": point(105.86, 20.95),
    "several points": {"type": "MultiPoint", "coordinates": [[105.79, 20.96], [105.8, 20.96]]},
    "several lines": {"type": "MultiLineString", "coordinates": [ROAD["coordinates"]]},
    "several polygons": {"type": "MultiPolygon", "coordinates": [HOLE["coordinates"], [[]]]},
    "polygon and slivers": {
        "type": "GeometryCollection",
        "geometries": [*[ROAD] * 24, {"type": "GeometryCollection", "geometries": [HOLE]}],
    },
    "line and point": {"type": "GeometryCollection", "geometries": [point(105.8, 20.9), ROAD]},
}
NOT_DRAWN: dict[str, dict[str, Any] | None] = {
    "nothing": None,
    "unknown": {"type": "Circle", "coordinates": [105.8, 20.9]},
    "no coordinates": {"type": "LineString"},
    "no collection": {"type": "GeometryCollection"},
    "empty collection": {"type": "GeometryCollection", "geometries": []},
    "empty polygon": {"type": "Polygon", "coordinates": []},
    "empty ring": {"type": "Polygon", "coordinates": [[]]},
    "nowhere": {"type": "Point", "coordinates": [None, None]},
    "broken line": {"type": "LineString", "coordinates": [[105.8, 20.9], [105.8]]},
}


def test_no_kind_of_geometry_stops_the_map(open_map: Open, service: MapService) -> None:
    state = ("establishment", "complex", "not_cleared")
    service.features = [
        feature(name, name, geometry, state, THANH_TRI)
        for name, geometry in {**NOT_DRAWN, **DRAWN}.items()
    ]
    page = open_map(symbols=len(DRAWN))
    assert events(page, "hotspots:loaded")[0]["count"] == len(service.features)
    for name in DRAWN:
        select(page, name)
        page.wait_for_selector(f".hotspots-popup h2:text-is('{name}')")
    for name in NOT_DRAWN:
        assert not page.evaluate("(code) => HotspotsMap.get().select(code)", name)
    assert page.locator(".hotspots-label").count() > 0
    assert page.locator("path.hotspots-shape").count() == 6


def test_many_are_grouped_and_still_found(open_map: Open, service: MapService) -> None:
    service.features = many_hotspots(2000)
    page = open_map(symbols=0)
    page.wait_for_selector(".hotspots-cluster")
    counts = [
        int(re.sub(r"\D", "", text))
        for text in page.locator(".hotspots-cluster [aria-hidden]").all_inner_texts()
    ]
    assert 300 < sum(counts) <= 2000
    before = page.locator(".hotspots-cluster").count()
    page.locator(".hotspots-cluster").first.focus()
    page.keyboard.press("Enter")
    sync_api.expect(page.locator(".hotspots-cluster")).not_to_have_count(before)
    select(page, "N-1234")
    page.wait_for_selector(".hotspots-popup h2:has-text('Điểm 1234')")
    assert page.locator(".hotspots-symbol-selected").count() == 1
