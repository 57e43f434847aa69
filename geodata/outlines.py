"""The outlines of units in metres: each projected once, and a tree that finds those near a place.

Projecting corner by corner keeps an edition without gap or overlap, because units share their
corners exactly.  An edge that is straight here is not straight in degrees, where
:func:`geodata.units.unit_at` decides: halfway along the longest edges (1.8 km in edition 2024,
3.0 km in 2025) the two are 2 cm and 8 cm apart.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from shapely import STRtree

from geodata.crs import to_metric
from geodata.units import all_units, geometry

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from geodata.units import Unit


@cache
def metric_unit(code: str, edition: str) -> BaseGeometry:
    """Return a unit's outline in EPSG:32648.

    Parameters
    ----------
    code, edition : str
        As in :func:`geodata.units.geometry`.

    Returns
    -------
    shapely.Polygon
        Easting first, metres.
    """
    return to_metric(geometry(code, edition))


@cache
def metric_units(edition: str) -> tuple[STRtree, tuple[Unit, ...]]:
    """Return a tree over the outlines of an edition in EPSG:32648, and whose they are.

    Parameters
    ----------
    edition : str
        Code of an edition, see :data:`geodata.editions.EDITIONS`.

    Returns
    -------
    shapely.STRtree
        Asked with geometries and distances in metres.
    tuple of Unit
        The unit of each position the tree answers, in the order of the codes.
    """
    known = all_units(edition)
    return STRtree([metric_unit(unit.code, edition) for unit in known]), known
