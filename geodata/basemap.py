"""Main roads to draw behind everything else, so that a map needs no internet tiles.

Source: OpenStreetMap, 2025 (ODbL 1.0, © OpenStreetMap contributors), motorway to secondary.
"""

from __future__ import annotations

from functools import cache

import geopandas as gpd

from geodata import layers


@cache
def _roads() -> gpd.GeoDataFrame:
    return layers.load_features("roads.geojson.gz")


def roads() -> gpd.GeoDataFrame:
    """Return the main roads.

    Returns
    -------
    geopandas.GeoDataFrame
        A copy the caller may change, with ``road_class`` (``motorway``, ``trunk``, ``primary``,
        ``secondary``), ``name`` (may be empty) and ``geometry`` (lines, EPSG:4326, longitude
        first).

    Raises
    ------
    DataFileError
        If the packaged file is missing or damaged.
    """
    return _roads().copy()
