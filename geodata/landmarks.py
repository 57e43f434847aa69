"""Stations, markets, hospitals, schools, pagodas and junctions by name.

Source: names of OpenStreetMap bus stops, 2025 (ODbL 1.0, © OpenStreetMap contributors).  A point
is where the bus stops, so it lies some tens of metres from the gate of the place it names.
"""

from __future__ import annotations

from functools import cache

import geopandas as gpd

from geodata import layers


@cache
def _landmarks() -> gpd.GeoDataFrame:
    return layers.load_features("landmarks.geojson.gz")


def landmarks() -> gpd.GeoDataFrame:
    """Return the landmarks.

    Returns
    -------
    geopandas.GeoDataFrame
        A copy the caller may change, with ``name`` and ``geometry`` (points, EPSG:4326,
        longitude first).  A name may occur more than once.

    Raises
    ------
    DataFileError
        If the packaged file is missing or damaged.
    """
    return _landmarks().copy()
