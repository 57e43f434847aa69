"""The packaged layers, each loaded once, when it is first asked for."""

from __future__ import annotations

import io
import json
from functools import cache

import geopandas as gpd
import pandas as pd
import shapely

from geodata import store
from geodata.crs import WGS84
from geodata.errors import UnknownLayerError

WEB_LAYERS = ("districts-2024", "communes-2025", "roads")


def load_table(file_name: str) -> pd.DataFrame:
    """Read a packaged CSV table with every column as text.

    Codes have leading zeros, so nothing is guessed to be a number; an empty cell is ``""``.

    Parameters
    ----------
    file_name : str
        Name inside ``geodata/data/``.

    Returns
    -------
    pandas.DataFrame
        The table, in the order of the file.

    Raises
    ------
    DataFileError
        If the file is missing or damaged.
    """
    text = io.BytesIO(store.read(file_name))
    return pd.read_csv(text, dtype=str, keep_default_na=False, encoding="utf-8")


def load_features(file_name: str) -> gpd.GeoDataFrame:
    """Read a packaged GeoJSON layer.

    Parameters
    ----------
    file_name : str
        Name inside ``geodata/data/``.

    Returns
    -------
    geopandas.GeoDataFrame
        The properties as columns and ``geometry`` in EPSG:4326, longitude first.

    Raises
    ------
    DataFileError
        If the file is missing or damaged.
    """
    features = json.loads(store.read(file_name))["features"]
    geometry = shapely.from_geojson([json.dumps(feature["geometry"]) for feature in features])
    table = pd.DataFrame.from_records([feature["properties"] for feature in features])
    return gpd.GeoDataFrame(table, geometry=geometry, crs=WGS84)


@cache
def layer_geojson(name: str) -> bytes:
    """Return a layer for the web as compact GeoJSON.

    Parameters
    ----------
    name : str
        ``districts-2024``, ``communes-2025`` or ``roads``.

    Returns
    -------
    bytes
        UTF-8, coordinates longitude first with five decimals (about one metre).  Units carry
        ``code``, ``name``, ``name_short`` and ``unit_type``; communes also ``district_code``,
        the district of 2024 that holds most of their area.  Roads carry ``road_class`` and
        ``name``.

    Raises
    ------
    UnknownLayerError
        If no layer has this name.
    DataFileError
        If the packaged file is missing or damaged.
    """
    if name not in WEB_LAYERS:
        raise UnknownLayerError(name, WEB_LAYERS)
    return store.read(f"{name}.geojson.gz")
