"""Server time of the map's document against one Folium marker per hotspot, in one run.

    python -m benchmarks.map_document [HOTSPOTS]

The document's size does not depend on the number of hotspots: their data comes by URL. It is
measured as built from nothing and as served from the cache. Measured by the way, because the
reader waits for it as well: writing the hotspots as GeoJSON.
"""

import json
import statistics
import sys
import time
from collections.abc import Callable
from typing import Any

import folium

from maps.document import MapDocument, build_map
from tests.maps.map_samples import LABELS, SOURCES, many_hotspots

HOTSPOTS = 10_000
REPEATS = 30
REQUIRED_RATIO = 1_000.0


def serialised(document: MapDocument) -> int:
    parts = (document.body_html, document.script, *document.stylesheets, *document.scripts)
    return sum(len(part.encode()) for part in parts)


def document_cold() -> int:
    build_map.cache_clear()
    return serialised(build_map(SOURCES, LABELS))


def document_cached() -> int:
    return serialised(build_map(SOURCES, LABELS))


def marker_per_hotspot(features: list[dict[str, Any]]) -> int:
    """What one writes first: a marker with a popup for each hotspot."""
    drawn = folium.Map(location=(21.0, 105.85), tiles=None)
    for feature in features:
        lon, lat = feature["geometry"]["coordinates"]
        folium.Marker((lat, lon), popup=feature["properties"]["name"]).add_to(drawn)
    return len(drawn.get_root().render().encode())


def geojson(features: list[dict[str, Any]]) -> int:
    return len(json.dumps({"type": "FeatureCollection", "features": features}).encode())


def timed(task: Callable[[], int], repeats: int) -> tuple[float, int]:
    """Median seconds and the bytes made."""
    seconds, size = [], 0
    for _ in range(repeats):
        start = time.perf_counter()
        size = task()
        seconds.append(time.perf_counter() - start)
    return statistics.median(seconds), size


def main() -> int:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else HOTSPOTS
    features = many_hotspots(count)
    document_cold()
    baseline, baseline_size = timed(lambda: marker_per_hotspot(features), 1)
    print(f"{count:,} hotspots; median of {REPEATS} runs, the baseline once")
    print(f"{'':34}{'ms':>12}{'bytes':>14}{'ratio':>12}")
    print(f"{'one folium.Marker per hotspot':34}{baseline * 1e3:12.2f}{baseline_size:14,}{1:12}")
    ratios = {}
    for name, task in (("document, built", document_cold), ("document, cached", document_cached)):
        seconds, size = timed(task, REPEATS)
        ratios[name] = baseline / seconds
        print(f"{name:34}{seconds * 1e3:12.4f}{size:14,}{ratios[name]:12,.0f}")
    seconds, size = timed(lambda: geojson(features), 5)
    print(f"{'by the way: data as GeoJSON':34}{seconds * 1e3:12.2f}{size:14,}")
    met = ratios["document, cached"] >= REQUIRED_RATIO  # which is what a request meets
    print(f"required as served: {REQUIRED_RATIO:,.0f} times, {'met' if met else 'NOT met'}")
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
