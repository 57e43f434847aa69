"""What must be true of the layers before anything is built from them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely

from geodata.errors import BuildError

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

# The outline of the city is inside this box with some kilometres to spare
# (west, south, east, north, degrees); it catches swapped axes and stray coordinates.
CITY_BOX = (105.2, 20.5, 106.1, 21.45)


def require_unique(codes: pd.Series, what: str) -> None:
    """Raise BuildError if a code is missing or occurs twice."""
    if (codes == "").any():
        raise BuildError(f"{what}: a code is missing")
    repeated = sorted(set(codes[codes.duplicated()]))
    if repeated:
        raise BuildError(f"{what}: codes occur twice: {', '.join(repeated)}")


def require_codes(codes: pd.Series, known: set[str], what: str) -> None:
    """Raise BuildError if a code is not one of those known."""
    strange = sorted(set(codes) - known)
    if strange:
        raise BuildError(f"{what}: codes that nobody knows: {', '.join(strange[:5])}")


def require_inside_city(layer: gpd.GeoDataFrame, what: str) -> None:
    """Raise BuildError if a geometry is empty, invalid or outside the box of the city."""
    shapes = layer.geometry.to_numpy()
    if shapely.is_empty(shapes).any() or shapely.is_missing(shapes).any():
        raise BuildError(f"{what}: a geometry is empty")
    if not shapely.is_valid(shapes).all():
        raise BuildError(f"{what}: a geometry is invalid")
    west, south, east, north = shapely.total_bounds(shapes)
    if west < CITY_BOX[0] or south < CITY_BOX[1] or east > CITY_BOX[2] or north > CITY_BOX[3]:
        raise BuildError(f"{what}: reaches outside the city ({west} {south} {east} {north})")


def require_touching(layer: gpd.GeoDataFrame, outline: shapely.Polygon, what: str) -> None:
    """Raise BuildError if a geometry lies wholly outside the city's outline."""
    if not shapely.intersects(outline, layer.geometry.to_numpy()).all():
        raise BuildError(f"{what}: a geometry lies outside the city")


def require_matched_borders(units: gpd.GeoDataFrame, what: str) -> None:
    """Raise BuildError if units overlap, or share a border but not its corners."""
    shapes = units.geometry.to_numpy()
    if not shapely.coverage_is_valid(shapes):
        faulty = ~shapely.is_empty(shapely.coverage_invalid_edges(shapes))
        codes = ", ".join(units["code"][faulty])
        raise BuildError(f"{what}: borders overlap or do not meet: {codes}")


def require_coverage(units: gpd.GeoDataFrame, what: str) -> shapely.Polygon:
    """Raise BuildError unless the units cover the city once, without gap or overlap.

    Returns
    -------
    shapely.Polygon
        The outline of the city, EPSG:4326, longitude first.
    """
    require_matched_borders(units, what)
    outline = shapely.coverage_union_all(units.geometry.to_numpy())
    if not isinstance(outline, shapely.Polygon):
        raise BuildError(f"{what}: the city falls apart into {outline.geom_type}")
    if len(outline.interiors):
        raise BuildError(f"{what}: {len(outline.interiors)} gaps between the units")
    return outline


def require_same_outline(first: shapely.Polygon, second: shapely.Polygon) -> None:
    """Raise BuildError if two editions do not cover the same city."""
    if not first.normalize().equals_exact(second.normalize(), 0.0):
        raise BuildError("the two editions do not cover the same city")


def require_close(found: np.ndarray, stated: np.ndarray, what: str, tolerance: float) -> None:
    """Raise BuildError if figures differ from those stated by more than a share of them."""
    off = np.abs(found - stated) > tolerance * stated
    if off.any():
        raise BuildError(f"{what}: {int(off.sum())} figures differ from those the source states")


def require_equal(found: pd.Series, expected: pd.Series, what: str) -> None:
    """Raise BuildError unless two columns hold the same texts."""
    if list(found) != list(expected):
        raise BuildError(f"{what}: not the same as in the boundaries")


def require_points(table: pd.DataFrame, what: str) -> None:
    """Raise BuildError unless each row has a point in its box, or neither."""
    names = ["lon", "lat", "west", "south", "east", "north"]
    blank = table[names] == ""
    if (blank.any(axis=1) != blank.all(axis=1)).any():
        raise BuildError(f"{what}: a point without its box, or a box without its point")
    known = table.loc[~blank["lon"], names].astype(float)
    inside = known["lon"].between(known["west"], known["east"])
    inside &= known["lat"].between(known["south"], known["north"])
    west, south, east, north = CITY_BOX
    inside &= known["west"].ge(west) & known["east"].le(east)
    inside &= known["south"].ge(south) & known["north"].le(north)
    if not inside.all():
        raise BuildError(f"{what}: {int((~inside).sum())} points outside their box or the city")
