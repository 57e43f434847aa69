"""The two editions of boundaries: closed, checked, with their neighbours."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import shapely

from geodata.build import checks
from geodata.crs import area_km2
from geodata.errors import BuildError

if TYPE_CHECKING:
    import geopandas as gpd

# Gaps smaller than this are drawing noise and are closed; a larger one is trouble.
_LARGEST_NOISE_KM2 = 20e-6
_AREA_TOLERANCE = 0.002
_DECIMALS = 5


@dataclass(frozen=True)
class Boundaries:
    """A checked edition and the outline of the city it covers."""

    units: gpd.GeoDataFrame
    outline: shapely.Polygon
    closed_gaps: int


def _segments(ring: shapely.LinearRing) -> list[shapely.LineString]:
    points = shapely.get_coordinates(ring)
    return [shapely.LineString(pair) for pair in pairwise(points)]


def _owner(gap: shapely.Polygon, shapes: np.ndarray) -> int:
    """Return the row of the unit behind the longest edge of a gap.

    Both editions share that edge, so both give the gap to units that contain each other.
    """
    longest = max(_segments(gap.exterior), key=lambda edge: (edge.length, edge.wkt))
    behind = np.flatnonzero(shapely.covers(shapes, longest))
    if len(behind) != 1:
        raise BuildError(f"a gap at {gap.centroid.wkt} has no single owner")
    return int(behind[0])


def close_gaps(shapes: np.ndarray, what: str) -> tuple[np.ndarray, int]:
    """Give each sliver between units to the unit behind its longest edge.

    Simplifying borders by 7 m left triangles of a few square metres that belong to no unit.

    Returns
    -------
    tuple
        The shapes without gaps, and how many were closed.

    Raises
    ------
    BuildError
        If a gap is larger than drawing noise.
    """
    city = shapely.coverage_union_all(shapes)
    gaps = [shapely.Polygon(ring) for part in shapely.get_parts(city) for ring in part.interiors]
    closed = shapes.copy()
    for gap in gaps:
        if area_km2(gap) > _LARGEST_NOISE_KM2:
            raise BuildError(f"{what}: a gap of {area_km2(gap):.6f} km2 at {gap.centroid.wkt}")
        row = _owner(gap, shapes)
        closed[row] = shapely.union(closed[row], gap)
    return closed, len(gaps)


def _neighbours(units: gpd.GeoDataFrame) -> list[str]:
    """List for each unit, joined by ``;``, those that share a line with it and not just a point."""
    shapes = units.geometry.to_numpy()
    codes = units["code"].to_numpy()
    tree = shapely.STRtree(shapes)
    left, right = tree.query(shapes, predicate="touches")
    shared = shapely.length(shapely.intersection(shapes[left], shapes[right])) > 0
    found: list[list[str]] = [[] for _ in codes]
    for one, other in zip(left[shared], right[shared], strict=True):
        found[one].append(codes[other])
    return [";".join(sorted(names)) for names in found]


def check(layer: gpd.GeoDataFrame, edition: str) -> Boundaries:
    """Return the edition in the order of its codes, closed and checked.

    Raises
    ------
    BuildError
        If codes repeat, borders overlap, a gap is not noise or areas are not those stated.
    """
    what = f"edition {edition}"
    units = layer.sort_values("code", ignore_index=True)
    checks.require_unique(units["code"], what)
    checks.require_inside_city(units, what)
    if set(units["edition"]) != {edition}:
        raise BuildError(f"{what}: rows of another edition")
    checks.require_matched_borders(units, what)
    shapes, closed_gaps = close_gaps(units.geometry.to_numpy(), what)
    shapes = np.array([shapely.set_precision(shape, 10**-_DECIMALS) for shape in shapes])
    units = units.set_geometry(shapely.orient_polygons(shapely.normalize(shapes)), crs=units.crs)
    outline = checks.require_coverage(units, what)
    stated = units["area_km2"].to_numpy(dtype=float)
    units["area_km2"] = [round(area_km2(shape), 3) for shape in units.geometry]
    checks.require_close(units["area_km2"].to_numpy(), stated, f"{what}: areas", _AREA_TOLERANCE)
    units["neighbours"] = _neighbours(units)
    return Boundaries(units, outline, closed_gaps)


def largest_district(crosswalk: pd.DataFrame, communes: pd.Series) -> list[str]:
    """Return for each commune of 2025 the district of 2024 that holds most of it.

    Raises
    ------
    BuildError
        If a commune is in no district.
    """
    overlaps = crosswalk.assign(km2=pd.to_numeric(crosswalk["km2"]))
    ranked = overlaps.sort_values(["km2", "district_code_2024"], ascending=[False, True])
    largest = ranked.drop_duplicates("commune_code_2025").set_index("commune_code_2025")
    missing = set(communes) - set(largest.index)
    if missing:
        raise BuildError(f"communes in no district: {', '.join(sorted(missing))}")
    return list(largest.loc[communes, "district_code_2024"])
