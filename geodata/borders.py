"""Border zones: which other units lie close to a place, and how close.

Measured in EPSG:32648 to outlines that are simplified by 7 m, from a geometry with an error of its
own (:attr:`geodata.geocoding.Located.error_m`); neither is taken off the distance.  So a distance
close to the width of the zone is a reason to look, not a decision.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import inf
from typing import TYPE_CHECKING

import shapely
from shapely import box

from geodata.crs import to_metric
from geodata.errors import BorderZoneError
from geodata.membership import require_degrees
from geodata.outlines import metric_units
from geodata.units import DEFAULT_EDITION, unit

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from geodata.units import Unit

# A register of 10,000 hotspots, with room for those whose geometry changes.
_REMEMBERED = 16384


@dataclass(frozen=True, slots=True)
class BorderNeighbour:
    """A unit close to a place that is reckoned to another one.

    Parameters
    ----------
    unit : Unit
        The unit to coordinate with.
    distance_m : float
        Shortest distance between the place and the unit in metres, measured in EPSG:32648; 0
        where the place reaches into the unit or touches it.
    """

    unit: Unit
    distance_m: float


def border_neighbours(
    geometry: BaseGeometry, code: str, *, within_m: float, edition: str = DEFAULT_EDITION
) -> tuple[BorderNeighbour, ...]:
    """Return the other units that lie closer to a place than a distance.

    Parameters
    ----------
    geometry : shapely geometry
        The place, of any type, in EPSG:4326, longitude first.  It may lie partly or wholly
        outside its own unit, and outside the city.
    code : str
        GSO code of the place's own unit, the one its plan names, which is never listed.
    within_m : float
        Width of the border zone in metres; a unit at exactly this distance is outside it.
    edition : str
        The edition of the own unit and of those looked for: ``2024`` for districts, ``2025`` for
        communes.

    Returns
    -------
    tuple of BorderNeighbour
        The nearest first, those at equal distance in the order of their codes.  Answers are
        remembered by the coordinates of the place, whichever object holds them.

    Raises
    ------
    BorderZoneError
        If the geometry is empty, or the width is not a finite number above 0.
    ValueError
        If a coordinate is NaN, infinite or out of range, which swapped coordinates always are.
    UnknownUnitError
        If the edition has no unit with this code.
    UnknownEditionError
        If there is no such edition.
    """
    own = unit(code, edition)
    if not 0 < within_m < inf:
        raise BorderZoneError(f"a border zone is wider than 0 m and not {within_m} m wide")
    if geometry.is_empty:
        raise BorderZoneError("a place without coordinates has no distance to a border")
    return tuple(
        neighbour
        for neighbour in _units_within(geometry, within_m, edition)
        if neighbour.unit != own
    )


# A page asks for every hotspot of the register each time it is shown, with geometries read anew
# from the database and hardly ever changed; equal geometries have equal hashes.
@lru_cache(maxsize=_REMEMBERED)
def _units_within(
    geometry: BaseGeometry, within_m: float, edition: str
) -> tuple[BorderNeighbour, ...]:
    require_degrees(*shapely.get_coordinates(geometry).T)
    place = to_metric(geometry)
    tree, known = metric_units(edition)
    west, south, east, north = place.bounds
    # Only boxes are asked of the tree: for its predicate dwithin GEOS prepares the place, and then
    # misses units near a line without length, and before libgeos issue 960 those around a line.
    near = tree.query(box(west - within_m, south - within_m, east + within_m, north + within_m))
    distances = shapely.distance(place, tree.geometries[near])
    found = [
        BorderNeighbour(known[index], distance)
        for index, distance in zip(near.tolist(), distances.tolist(), strict=True)
        if distance < within_m
    ]
    return tuple(sorted(found, key=lambda one: (one.distance_m, one.unit.code)))
