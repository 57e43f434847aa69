"""A page with two maps: the state before, and the state after."""

import copy
from dataclasses import replace
from typing import Any

from maps.document import build_map
from tests.maps.map_samples import LABELS, SOURCES, twelve_hotspots
from tests.maps.map_server import MapService

BEFORE, AFTER = "#hotspots-map-before", "#hotspots-map-after"
TITLES = {"before": "Ngày 17/6/2024", "after": "Ngày 17/12/2024"}
SIDE_BY_SIDE = {"width": 1440, "height": 900}
STACKED = {"width": 390, "height": 844}

# How far the maps are apart in pixels, by their centres and by what is drawn of a hotspot that both
# show, and the difference of their zooms.
APART = """() => {
  const [one, other] = [map_before_0, map_after_0];
  const zoom = one.getZoom();
  const away = one.project(one.getCenter(), zoom).distanceTo(one.project(other.getCenter(), zoom));
  const [here, there] = ["before", "after"].map((name) => {
    const map = document.getElementById(`hotspots-map-${name}`);
    const frame = map.getBoundingClientRect();
    const symbol = map.querySelector("[alt^='Quốc lộ 6']").getBoundingClientRect();
    return L.point(symbol.left - frame.left, symbol.top - frame.top);
  });
  return [Math.max(away, here.distanceTo(there)), Math.abs(zoom - other.getZoom())];
}"""
# How often the maps move in a fifth of a second.
MOVES = """() => new Promise((resolve) => {
  let moves = 0;
  const count = () => (moves += 1);
  for (const map of [map_before_0, map_after_0]) map.on("move moveend zoomend", count);
  setTimeout(() => {
    for (const map of [map_before_0, map_after_0]) map.off("move moveend zoomend", count);
    resolve(moves);
  }, 200);
})"""
MOST_ROUNDS = 25  # of a fifth of a second, after which the maps drive each other without end


def lay_out(service: MapService) -> None:
    """Before, three hotspots less than after, and nothing cleared."""
    after = twelve_hotspots()
    before = copy.deepcopy(after[:8])
    for hotspot in before:
        hotspot["properties"]["clearance"] = "not_cleared"
    service.days = {"1": before, "2": after}
    service.pair = [
        (
            name,
            build_map(
                SOURCES,
                replace(LABELS, title=TITLES[name]),
                name=name,
                with_legend=name == "after",
            ),
            query,
        )
        for name, query in (("before", "day=1"), ("after", "day=2"))
    ]


def settled(page: Any) -> tuple[list[float], float]:
    """Centre (lon, lat) and zoom, after making sure that both maps share them and rest."""
    page.wait_for_timeout(200)
    assert any(page.evaluate(MOVES) == 0 for _round in range(MOST_ROUNDS))
    away, zooms = page.evaluate(APART)
    assert away < 1
    assert zooms == 0
    lon, lat, zoom = page.evaluate(
        "(() => { const { lng, lat } = map_before_0.getCenter();"
        " return [lng, lat, map_before_0.getZoom()]; })()"
    )
    return [lon, lat], zoom
