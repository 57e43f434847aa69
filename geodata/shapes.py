"""Geometries that every reader of GeoJSON, Leaflet and PostGIS takes: valid and of one kind.

Cutting areas by each other leaves collections of polygons, lines and points, and rounding each
corner by itself makes a ring cross itself.  RFC 7946 also wants the ground at the left of a ring,
so that outer rings run anticlockwise and holes clockwise.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import shapely

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

GRID_DEGREES: Final = 1e-5
"""Five decimals, about a metre; the layers it is drawn from are no finer."""

_FINE_GRID_DEGREES: Final = 1e-7
"""About a centimetre: what projecting there and back changes vanishes in it."""

_AREA: Final = 2
"""The dimension of polygons; points have 0 and lines 1."""

_TOGETHER: Final[Any] = (shapely.multipoints, shapely.multilinestrings)


def sound(geometry: BaseGeometry) -> BaseGeometry:
    """Return a geometry as one valid kind: areas if it has any, else lines, else points.

    Parameters
    ----------
    geometry : shapely geometry
        Of any kind, valid or not, in EPSG:4326, longitude first.

    Returns
    -------
    shapely geometry
        Point, LineString, Polygon or the same of several parts, EPSG:4326, its rings turned as
        RFC 7946 asks; areas on a grid of a centimetre.  Empty where nothing has a place.
    """
    whole = _one_kind(geometry)
    if shapely.get_dimensions(whole) == _AREA:
        whole = _snapped(whole, _FINE_GRID_DEGREES)
    return _right_handed(whole)


def rounded(geometry: BaseGeometry) -> BaseGeometry:
    """Return a geometry to hand out: sound, with five decimals.

    Parameters
    ----------
    geometry : shapely geometry
        As for :func:`sound`.

    Returns
    -------
    shapely geometry
        As from :func:`sound`.  What is smaller than a metre keeps its decimals, so that it does
        not vanish.
    """
    return _right_handed(_snapped(sound(geometry), GRID_DEGREES))


def without_specks(area: BaseGeometry, smallest: float) -> BaseGeometry:
    """Return an area without parts and holes smaller than a size.

    Parameters
    ----------
    area : shapely geometry
        Of any kind; lines and points in it are dropped.
    smallest : float
        In the square of the unit of the coordinates.

    Returns
    -------
    shapely.Polygon or shapely.MultiPolygon
        Never empty where there was an area: the largest part stays.
    """
    areas = [part for part in _single_parts(area) if shapely.get_dimensions(part) == _AREA]
    parts = sorted(areas, key=lambda part: -float(part.area))
    kept = [part for part in parts if part.area >= smallest] or parts[:1]
    return shapely.union_all([_without_small_holes(part, smallest) for part in kept])


def _without_small_holes(part: BaseGeometry, smallest: float) -> BaseGeometry:
    outer, *inner = (shapely.Polygon(ring) for ring in shapely.get_rings(part))
    return outer - shapely.union_all([hole for hole in inner if hole.area >= smallest])


def _snapped(geometry: BaseGeometry, grid: float) -> BaseGeometry:
    """Return a sound geometry on a grid, valid still; as it is where it would vanish."""
    snapped = shapely.set_precision(geometry, grid)
    return geometry if snapped.is_empty else _one_kind(snapped)


def _right_handed(geometry: BaseGeometry) -> BaseGeometry:
    oriented: BaseGeometry = shapely.orient_polygons(geometry)
    return oriented


def _one_kind(geometry: BaseGeometry) -> BaseGeometry:
    """Return the parts of the highest dimension alone, made valid."""
    if not geometry.is_valid:
        geometry = shapely.make_valid(geometry, method="structure")
    if geometry.geom_type != "GeometryCollection" or geometry.is_empty:
        return geometry
    single = _single_parts(geometry)
    dimension = max(int(shapely.get_dimensions(part)) for part in single)
    parts = [part for part in single if shapely.get_dimensions(part) == dimension]
    if dimension == _AREA:
        # Areas of a collection may lie over each other.
        return shapely.union_all(parts)
    together: BaseGeometry = parts[0] if len(parts) == 1 else _TOGETHER[dimension](parts)
    return together


def _single_parts(geometry: BaseGeometry) -> list[BaseGeometry]:
    """Return the parts that are there, collections inside collections taken apart."""
    parts = [geometry]
    while any(part.geom_type.startswith(("Multi", "Geometry")) for part in parts):
        parts = list(shapely.get_parts(parts))
    return [part for part in parts if not part.is_empty]
