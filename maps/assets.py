"""Where the files that the map loads in the browser are, and in which order it loads them.

Leaflet and MarkerCluster come from the XStatic wheels, unchanged; the rest is in ``maps/static``.
"""

from functools import cache
from importlib import import_module
from pathlib import Path

STYLESHEETS = (
    ("leaflet", "leaflet.css"),
    ("markercluster", "MarkerCluster.css"),
    ("maps", "hotspots-map.css"),
)
SCRIPTS = (
    ("leaflet", "leaflet.js"),
    ("markercluster", "leaflet.markercluster.js"),
    ("maps", "hotspots-dom.js"),
    ("maps", "hotspots-geometry.js"),
    ("maps", "hotspots-labels.js"),
    ("maps", "hotspots-base.js"),
    ("maps", "hotspots-popup.js"),
    ("maps", "hotspots-card.js"),
    ("maps", "hotspots-shapes.js"),
    ("maps", "hotspots-spread.js"),
    ("maps", "hotspots-symbols.js"),
    ("maps", "hotspots-layer.js"),
    ("maps", "hotspots-legend.js"),
    ("maps", "hotspots-controls.js"),
    ("maps", "hotspots-step.js"),
    ("maps", "hotspots-print.js"),
    ("maps", "hotspots-map.js"),
    ("maps", "hotspots-page.js"),
)


@cache
def asset_directories() -> dict[str, Path]:
    """Return the directories to serve, by the package name used in asset URLs.

    Returns
    -------
    dict
        ``leaflet`` (with a subdirectory ``images`` that its stylesheet refers to),
        ``markercluster`` and ``maps``.
    """
    return {
        "leaflet": Path(import_module("xstatic.pkg.leaflet").BASE_DIR),
        "markercluster": Path(import_module("xstatic.pkg.leaflet_markercluster").BASE_DIR),
        "maps": Path(__file__).parent / "static",
    }
