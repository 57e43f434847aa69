"""The two coordinate reference systems, and measuring in metres instead of degrees.

Everything stored or exchanged is WGS 84 with the longitude first.  Lengths, areas and distances
are computed in UTM zone 48N, which covers 102°E to 108°E; over Hanoi its scale error is below
0.04 %, that is 4 m in 10 km.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

import shapely
from pyproj import Transformer

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

WGS84 = "EPSG:4326"
METRIC = "EPSG:32648"

AnyGeometry = TypeVar("AnyGeometry", bound="BaseGeometry")


@cache
def _transformer(source: str, target: str) -> Any:
    # always_xy: EPSG:4326 on paper puts the latitude first, this project never does.
    return Transformer.from_crs(source, target, always_xy=True)


def _project(geometry: AnyGeometry, source: str, target: str) -> AnyGeometry:
    transform = _transformer(source, target).transform
    projected: AnyGeometry = shapely.transform(geometry, transform, interleaved=False)
    return projected


def to_metric(geometry: AnyGeometry) -> AnyGeometry:
    """Project a geometry to metres.

    Parameters
    ----------
    geometry : shapely geometry
        In EPSG:4326, longitude first, degrees.

    Returns
    -------
    shapely geometry
        Of the same type in EPSG:32648, easting first, metres.
    """
    return _project(geometry, WGS84, METRIC)


def to_wgs84(geometry: AnyGeometry) -> AnyGeometry:
    """Project a metric geometry back to degrees.

    Parameters
    ----------
    geometry : shapely geometry
        In EPSG:32648, easting first, metres.

    Returns
    -------
    shapely geometry
        Of the same type in EPSG:4326, longitude first, degrees.
    """
    return _project(geometry, METRIC, WGS84)


def length_m(geometry: BaseGeometry) -> float:
    """Measure the length of a line (of a polygon: its perimeter) in metres.

    Parameters
    ----------
    geometry : shapely geometry
        In EPSG:4326, longitude first.
    """
    return float(to_metric(geometry).length)


def area_km2(geometry: BaseGeometry) -> float:
    """Measure the area of a polygon in square kilometres.

    Parameters
    ----------
    geometry : shapely geometry
        In EPSG:4326, longitude first.
    """
    return float(to_metric(geometry).area) / 1_000_000.0


def distance_m(first: BaseGeometry, second: BaseGeometry) -> float:
    """Measure the shortest distance between two geometries in metres.

    Parameters
    ----------
    first, second : shapely geometry
        Both in EPSG:4326, longitude first.
    """
    return float(to_metric(first).distance(to_metric(second)))
