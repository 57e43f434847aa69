"""Reads the source files and refuses those that are not what they claim to be."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import pandas as pd
import shapely

from geodata.crs import WGS84
from geodata.errors import BuildError

if TYPE_CHECKING:
    from pathlib import Path

    from geodata.build.sources import Source

# "CRS84" is WGS 84 with the longitude first, the only order this project knows.
_CRS84 = "urn:ogc:def:crs:OGC:1.3:CRS84"


def _text(directory: Path, source: Source) -> str:
    try:
        return (directory / source.path).read_text(encoding="utf-8")
    except FileNotFoundError:
        raise BuildError(f"{source.path} is not in the source directory") from None
    except UnicodeDecodeError:
        raise BuildError(f"{source.path} is not UTF-8") from None


def _require_rows(found: int, source: Source) -> None:
    if found != source.rows:
        raise BuildError(f"{source.path} has {found} rows where {source.rows} are expected")


def read_features(directory: Path, source: Source) -> gpd.GeoDataFrame:
    """Read a GeoJSON layer whose coordinates are WGS 84, longitude first.

    Raises
    ------
    BuildError
        If the file is missing, is not GeoJSON, names another CRS or has another number of rows.
    """
    try:
        document: dict[str, Any] = json.loads(_text(directory, source))
        features = document["features"]
        table = pd.DataFrame.from_records([feature["properties"] for feature in features])
        geometry = shapely.from_geojson([json.dumps(feature["geometry"]) for feature in features])
    except (ValueError, KeyError, TypeError, shapely.errors.GEOSException) as error:
        raise BuildError(f"{source.path} is not a GeoJSON layer: {error}") from error
    crs = document.get("crs", {"properties": {"name": _CRS84}})["properties"]["name"]
    if crs != _CRS84:
        raise BuildError(f"{source.path} is in {crs}; only {_CRS84} is understood")
    _require_rows(len(table), source)
    return gpd.GeoDataFrame(table, geometry=geometry, crs=WGS84)


def read_table(directory: Path, source: Source) -> pd.DataFrame:
    """Read a CSV table with every column as text.

    Raises
    ------
    BuildError
        If the file is missing or has another number of rows.
    """
    _text(directory, source)
    table = pd.read_csv(directory / source.path, dtype=str, keep_default_na=False, encoding="utf-8")
    _require_rows(len(table), source)
    return table


def without_empty_lines(layer: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Drop parts of lines that are a single point, and rows that hold nothing else.

    Rounding to five decimals left such stubs where a street was cut at the border of a district.
    """
    kept: list[shapely.Geometry] = []
    for shape in layer.geometry:
        parts = [part for part in shapely.get_parts(shape) if part.length > 0]
        merged = parts[0] if len(parts) == 1 else shapely.MultiLineString(parts)
        kept.append(merged if len(parts) < shapely.get_num_geometries(shape) else shape)
    cleaned = layer.set_geometry(kept, crs=layer.crs)
    return cleaned[~cleaned.geometry.is_empty].reset_index(drop=True)
