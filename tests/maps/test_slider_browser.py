"""The map while its day is changed again and again, as under a slider, in a real browser."""

import copy
from typing import Any

import pytest

from tests.maps.map_page import Open, count_to, events, select
from tests.maps.map_samples import many_hotspots, twelve_hotspots
from tests.maps.map_server import MapService
from tests.troubles import Troubles

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

pytestmark = pytest.mark.browser

Hotspots = list[dict[str, Any]]

# Writes down each symbol that is taken away, be it for one frame.
WATCH = """() => {
  window.removed = [];
  new MutationObserver((changes) => {
    for (const { removedNodes } of changes) {
      for (const node of removedNodes) window.removed.push(node.alt || node.textContent);
    }
  }).observe(document.querySelector(".leaflet-symbols-pane"), { childList: true });
}"""
VIEW = """() => {
  const { lat, lng } = map_0.getCenter();
  return [lng, lat, map_0.getZoom()];
}"""


def on_day(hotspots: Hotspots, code: str, **changed: str) -> Hotspots:
    """The same hotspots on a day on which one of them was otherwise."""
    found = copy.deepcopy(hotspots)
    for hotspot in found:
        if hotspot["properties"]["code"] == code:
            hotspot["properties"].update(changed)
    return found


CLEARED = {
    "clearance": "cleared",
    "clearance_label": "Đã triệt xóa",
    "changed_on_label": "20/5/2024",
}


def set_day(page: Any, day: str) -> bool:
    shown = page.evaluate("(day) => HotspotsMap.get().setQuery(`day=${day}`, { stay: true })", day)
    return bool(shown)


def card(page: Any) -> Any:
    return page.locator(".hotspots-popup")


def test_only_the_last_of_quick_changes_is_shown(open_map: Open, service: MapService) -> None:
    plan = twelve_hotspots()
    service.days = {str(day): plan[: day + 1] for day in range(8)}
    # The earlier asked for, the later answered.
    service.seconds = {str(day): 0.4 - 0.05 * day for day in range(8)}
    page = open_map()
    shown = page.evaluate(
        """async () => {
          const map = HotspotsMap.get();
          const asked = [];
          for (let day = 0; day < 8; day += 1) {
            asked.push(map.setQuery(`day=${day}`));
            await new Promise((resolve) => setTimeout(resolve, 20));
          }
          return Promise.all(asked);
        }"""
    )
    assert shown == [False] * 7 + [True]
    page.wait_for_timeout(500)
    count_to(page, ".hotspots-symbol", 8)
    loaded = events(page, "hotspots:loaded")
    assert [each["query"] for each in loaded] == ["", "day=7"]
    assert loaded[-1]["count"] == 8


def test_a_failed_change_says_that_it_is_not_shown(
    open_map: Open, service: MapService, troubles: Troubles
) -> None:
    page = open_map()
    service.failing = {"/map/hotspots.geojson"}
    assert set_day(page, "1") is False
    count_to(page, ".hotspots-symbol", 11)
    service.failing = set()
    assert set_day(page, "2") is True
    troubles.expect("503")


def test_symbols_stay_and_change_in_place(open_map: Open, service: MapService) -> None:
    plan = twelve_hotspots()
    service.days = {"1": plan, "2": on_day(plan, "B-2", **CLEARED), "3": plan[:-2]}
    page = open_map()
    symbol = page.locator(".hotspots-symbol[alt^='Quốc lộ 6']")
    handle = symbol.element_handle()
    page.evaluate(WATCH)
    for day in ("1", "2", "1", "2"):
        assert set_day(page, day)
        page.wait_for_timeout(50)
    assert handle.get_attribute("src").endswith("-cleared.svg")
    assert handle.get_attribute("alt").endswith("Đã triệt xóa")
    symbol.hover()
    assert "Quốc lộ 6" in page.locator(".hotspots-tooltip").inner_text()
    assert page.evaluate("window.removed") == []
    # What is not there on a day goes, and nothing else.
    assert set_day(page, "3")
    assert [name.split(" – ")[0] for name in page.evaluate("window.removed")] == [
        "Nguyễn Huy Tự - Trần Khánh Dư"
    ]
    assert set_day(page, "1")
    count_to(page, ".hotspots-symbol", 11)


def test_lines_and_areas_follow_the_day(open_map: Open, service: MapService) -> None:
    plan = twelve_hotspots()
    before = {"clearance": "not_cleared"}
    service.days = {
        "1": on_day(on_day(plan, "B-3", **before), "B-4", **before),
        "2": on_day(on_day(plan, "B-3", **CLEARED), "B-4", **CLEARED),
        "3": [each for each in plan if each["properties"]["code"] not in {"B-3", "B-4"}],
    }
    page = open_map()

    def strokes() -> list[str]:
        found = page.locator("path.hotspots-shape").evaluate_all(
            "(all) => all.map((path) => path.getAttribute('stroke'))"
        )
        return sorted(found)

    assert set_day(page, "1")
    first = strokes()
    assert set_day(page, "2")
    second = strokes()
    assert set_day(page, "3")
    assert len(first) == len(second) == len(strokes()) + 2
    assert first.count("#d32f2f") == second.count("#d32f2f") + 2


def test_the_open_card_shows_the_day_and_stays_where_it_is(
    open_map: Open, service: MapService
) -> None:
    plan = twelve_hotspots()
    longer = CLEARED | {"communes": "Phường Yên Nghĩa, " * 12}
    service.days = {"1": plan, "2": on_day(plan, "B-2", **longer)}
    page = open_map(height=600)
    assert set_day(page, "1")
    page.locator(".hotspots-symbol[alt^='Quốc lộ 6']").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.localName") == "a"
    page.wait_for_timeout(400)
    view = page.evaluate(VIEW)
    popup = page.locator(".hotspots-card").element_handle()
    for day, text in (("2", "Đã triệt xóa"), ("1", "Đã bàn giao"), ("2", "Đã triệt xóa")):
        assert set_day(page, day)
        assert text in card(page).inner_text()
    assert "20/5/2024" in card(page).inner_text()
    assert popup.evaluate("(popup) => popup.isConnected")
    assert page.evaluate("document.activeElement.localName") == "a"
    page.wait_for_timeout(300)
    assert page.evaluate(VIEW) == view
    count_to(page, ".hotspots-symbol-selected", 1)
    page.keyboard.press("Escape")
    count_to(page, ".hotspots-popup", 0)
    assert page.evaluate("document.activeElement.alt").startswith("Quốc lộ 6")


def test_a_chosen_hotspot_is_chosen_again_when_it_comes_back(
    open_map: Open, service: MapService
) -> None:
    plan = twelve_hotspots()
    service.days = {"1": plan[:3], "2": plan}
    page = open_map()
    select(page, "B-4")
    page.locator(".hotspots-popup h2:has-text('Trần Duy Hưng')").wait_for()
    assert set_day(page, "1")
    count_to(page, ".hotspots-popup", 0)
    count_to(page, ".hotspots-symbol-selected", 0)
    assert set_day(page, "2")
    count_to(page, ".hotspots-symbol-selected", 1)
    assert page.locator(".leaflet-halo-pane path").count() == 1
    count_to(page, ".hotspots-popup", 0)


def test_a_slider_never_moves_the_map_and_a_filter_may(open_map: Open, service: MapService) -> None:
    service.days = {"1": twelve_hotspots()[3:4]}
    page = open_map()
    page.evaluate("void map_0.setView([20.95, 105.85], 14, { animate: false })")
    view = page.evaluate(VIEW)
    assert set_day(page, "1")
    assert page.evaluate(VIEW) == view
    page.evaluate("HotspotsMap.get().setQuery('day=1')")
    assert page.evaluate(VIEW) != view


def test_many_changes_leave_nothing_behind(open_map: Open, service: MapService) -> None:
    plan = twelve_hotspots()
    service.days = {"1": plan, "2": on_day(plan[:9], "B-2", **CLEARED)}
    page = open_map()
    select(page, "B-4")
    parts = "document.querySelectorAll('.hotspots-map *').length"
    assert set_day(page, "1")
    before = page.evaluate(parts)
    for day in ("2", "1") * 10:
        assert set_day(page, day)
    page.wait_for_timeout(300)
    assert page.evaluate(parts) <= before + 5


def test_a_quick_change_is_not_announced_and_a_slow_one_is(
    open_map: Open, service: MapService
) -> None:
    page = open_map()
    status = page.locator(".hotspots-map-message[role=status]")
    service.seconds = {"1": 0.05, "2": 1.5}
    page.evaluate("void HotspotsMap.get().setQuery('day=1')")
    page.wait_for_timeout(30)
    assert not status.is_visible()
    page.evaluate("void HotspotsMap.get().setQuery('day=2')")
    status.wait_for()
    count_to(page, ".hotspots-symbol", 11)
    status.wait_for(state="hidden")


def test_groups_of_many_stay_too(open_map: Open, service: MapService) -> None:
    line = twelve_hotspots()[1]
    service.features = [line, *many_hotspots(2000)]
    service.days = {
        "1": on_day(service.features, "N-7", **CLEARED),
        "2": service.features[:1990],
        "3": service.features[:100],
    }
    page = open_map(symbols=0)
    page.wait_for_selector(".hotspots-cluster")
    page.wait_for_timeout(300)
    page.evaluate(WATCH)
    assert set_day(page, "1")
    page.wait_for_timeout(100)
    assert page.evaluate("window.removed") == []
    assert set_day(page, "2")
    assert set_day(page, "3")
    count_to(page, ".hotspots-symbol", 100)
    assert set_day(page, "2")
    page.wait_for_selector(".hotspots-cluster")
    page.evaluate("void map_0.setView([20.95, 105.82], 14, { animate: false })")
    count_to(page, ".leaflet-places-pane canvas, .leaflet-places-pane svg", 1)
    select(page, "N-7")
    page.wait_for_selector(".hotspots-popup h2:has-text('Điểm 7')")
