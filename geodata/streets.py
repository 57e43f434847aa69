"""Named streets and numbered roads of 2025, cut by district of 2024.

Source: OpenStreetMap, February to May 2025 (ODbL 1.0, © OpenStreetMap contributors).  The twelve
urban districts and Thanh Trì are well covered, some suburban ones in part, ten outer ones not.
"""

from __future__ import annotations

from functools import cache

import geopandas as gpd

from geodata import layers


@cache
def _streets() -> gpd.GeoDataFrame:
    table = layers.load_features("streets.geojson.gz")
    table["aliases"] = [tuple(names.split(";")) if names else () for names in table["aliases"]]
    return table


def streets() -> gpd.GeoDataFrame:
    """Return the streets, one row per name and district.

    Returns
    -------
    geopandas.GeoDataFrame
        A copy the caller may change, with ``name``, ``aliases`` (a tuple of other names and road
        numbers such as ``QL.6``), ``district_code`` (edition 2024), ``road_class`` (OpenStreetMap's
        ``highway``), ``length_m`` in metres, and ``geometry`` (lines, EPSG:4326, longitude first).

    Raises
    ------
    DataFileError
        If the packaged file is missing or damaged.
    """
    return _streets().copy()
