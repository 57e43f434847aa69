"""Two maps on one page, in a real browser: they show two days of the same part of the city."""

from typing import Any

import pytest

from tests.maps.map_page import Open, count_to, events
from tests.maps.map_pair import AFTER, BEFORE, SIDE_BY_SIDE, STACKED, TITLES, settled
from tests.maps.map_server import MapService

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

pytestmark = pytest.mark.browser


def test_each_shows_what_the_page_says_and_asks_once(open_pair: Open, service: MapService) -> None:
    page = open_pair(path="/pair?district=020")
    count_to(page, f"{BEFORE} .hotspots-symbol", 8)
    count_to(page, f"{AFTER} .hotspots-symbol", 11)
    assert sorted(service.queries) == ["day=1", "day=2"]
    assert sorted(each["query"] for each in events(page, "hotspots:loaded")) == ["day=1", "day=2"]
    assert page.evaluate("HotspotsMap.get()") is None
    page.evaluate("HotspotsMap.get('before').setQuery('day=2')")
    count_to(page, f"{BEFORE} .hotspots-symbol", 11)


def test_the_address_bar_is_not_for_maps_with_names(open_pair: Open, service: MapService) -> None:
    service.pair = [(name, document, None) for name, document, _query in service.pair]
    open_pair(path="/pair?district=020", symbols=22)
    assert service.queries == ["", ""]


def test_nothing_on_the_page_is_there_twice(open_pair: Open) -> None:
    page = open_pair()
    page.locator(f"{AFTER} .hotspots-symbol").first.click()
    ids = page.locator("[id]").evaluate_all("(all) => all.map((each) => each.id)")
    assert len(ids) == len(set(ids))
    assert any("hatching" in each for each in ids)
    for name, title in TITLES.items():
        region = page.get_by_role("region", name=title, exact=True)
        assert region.get_attribute("id") == f"hotspots-map-{name}"
        assert region.locator(f"[aria-label='{title}']").count() == 1


def test_areas_are_hatched_even_where_the_other_map_is_hidden(open_pair: Open) -> None:
    page = open_pair()
    for map_of in (BEFORE, AFTER):
        fills = page.locator(f"{map_of} path.hotspots-shape[fill^='url']").evaluate_all(
            "(all) => all.map((path) => path.getAttribute('fill').slice(5, -1))"
        )
        assert fills
        for each in fills:
            assert page.locator(f"{map_of} [id='{each}']").count() == 1


def test_one_legend_stands_for_both(open_pair: Open, service: MapService) -> None:
    service.days["1"] = service.days["1"][:1]
    page = open_pair(symbols=12)
    assert page.locator(f"{BEFORE} .hotspots-legend").count() == 0
    shades = page.locator(f"{AFTER} .hotspots-legend-shading li")
    assert shades.all_inner_texts() == ["0", "1", "2–3"]
    # One hotspot is less than the most that a district has on the other map.
    assert page.evaluate("HotspotsMap.get('after').setQuery('day=1')")
    assert shades.all_inner_texts() == ["0", "1"]
    assert page.evaluate("HotspotsMap.get('before').setQuery('day=2')")
    assert shades.all_inner_texts() == ["0", "1", "2–3"]


@pytest.mark.parametrize("late", ["1", "2"])
@pytest.mark.parametrize("layout", [SIDE_BY_SIDE, STACKED], ids=["side by side", "stacked"])
def test_both_show_every_hotspot_of_either(
    open_pair: Open, service: MapService, layout: dict[str, Any], late: str
) -> None:
    service.days["1"] = service.days["1"][4:5]
    service.seconds = {late: 0.3}
    page = open_pair(**layout, symbols=12)
    settled(page)
    shown = page.evaluate(
        "[map_before_0, map_after_0].map((map) => map.getBounds().contains([[20.91, 105.7],"
        " [21.078, 105.8607]]))"
    )
    assert shown == [True, True]


def test_choosing_on_one_marks_on_both_and_opens_one_card(open_pair: Open) -> None:
    page = open_pair()
    for map_of, other in ((AFTER, BEFORE), (BEFORE, AFTER)):
        page.locator(f"{map_of} .hotspots-symbol[alt^='Quốc lộ 6']").click()
        count_to(page, ".hotspots-symbol-selected", 2)
        count_to(page, ".hotspots-popup", 1)
        assert page.locator(f"{map_of} .hotspots-popup").count() == 1
        marked = page.locator(f"{other} .hotspots-symbol-selected")
        assert marked.get_attribute("alt").startswith("Quốc lộ 6")
        settled(page)
    chosen = events(page, "hotspots:select")
    assert chosen == [{"code": "B-2", "origin": "map"}] * 2
    # There after, not yet there before: nothing stays marked that was not chosen.
    assert page.evaluate("HotspotsMap.get('after').select('B-7', { open: true })")
    page.locator(f"{AFTER} .hotspots-popup h2:has-text('Yersin')").wait_for()
    count_to(page, ".hotspots-popup", 1)
    count_to(page, f"{BEFORE} .hotspots-symbol-selected", 0)
    assert page.evaluate("HotspotsMap.get('before').select('B-7', { open: true })") is False
    assert events(page, "hotspots:select") == chosen


def test_a_map_that_is_not_there_is_named(open_pair: Open) -> None:
    page = open_pair()
    with pytest.raises(sync_api.Error, match='no map named "between"'):
        page.evaluate("HotspotsMap.keepInStep('before', 'between')")
