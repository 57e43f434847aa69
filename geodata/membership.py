"""Which unit a point lies in, for one point and for millions.

The answer is a partition: every point of the city belongs to exactly one unit of an edition.  A
point on a border, which two or more units cover, belongs to the one with the smallest code.  That
rule needs no tolerance, because the borders of an edition share their vertices exactly and GEOS
decides on which side of a segment a point lies without rounding.
"""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import shapely

from geodata import layers, store
from geodata.editions import edition as edition_of
from geodata.grid import OUTSIDE, Grid

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from geodata.editions import Edition


def boundary_layer(edition: Edition) -> str:
    """Return the name of the layer that holds the boundaries of an edition.

    Parameters
    ----------
    edition : Edition
        The edition.

    Returns
    -------
    str
        Such as ``districts-2024``.
    """
    return f"{edition.level}s-{edition.code}"


class Membership:
    """Answers for one edition.

    Parameters
    ----------
    grid : Grid
        The lattice over the edition.
    shapes : NDArray
        Polygons in the order of the codes of the grid, EPSG:4326, longitude first.
    """

    def __init__(self, grid: Grid, shapes: NDArray[np.object_]) -> None:
        shapely.prepare(shapes)
        self.grid = grid
        self.shapes = shapes
        self.codes = np.array(["", *grid.codes])  # shifted by one: -1, outside, is ""

    def place_of(self, lon: float, lat: float) -> int:
        """Return the place of the unit of one point.

        Parameters
        ----------
        lon, lat : float
            Degrees, EPSG:4326.

        Returns
        -------
        int
            Position in the codes of the grid, -1 outside the city.
        """
        value = self.grid.look_up_one(lon, lat)
        if value >= OUTSIDE:
            return value
        *asked, last = self.grid.candidates[-value - 2]
        for place in asked:
            if shapely.intersects_xy(self.shapes[place], lon, lat):
                return place
        return last

    def places_of(self, lons: NDArray[np.float64], lats: NDArray[np.float64]) -> NDArray[np.int16]:
        """Return the place of the unit of each point.

        Parameters
        ----------
        lons, lats : NDArray
            Degrees, EPSG:4326, one-dimensional.

        Returns
        -------
        NDArray
            Positions in the codes of the grid, -1 outside the city.
        """
        places = self.grid.look_up(lons, lats)
        near = np.flatnonzero(places < OUTSIDE)
        near = near[np.argsort(places[near], kind="stable")]
        sets = -places[near] - 2
        runs = np.flatnonzero(np.diff(sets, prepend=-1, append=-1))
        for start, end in pairwise(runs):
            points = near[start:end]
            # Ascending codes, and a point that has found its unit is not asked again.
            *asked, last = self.grid.candidates[sets[start]]
            for place in asked:
                covered = shapely.intersects_xy(self.shapes[place], lons[points], lats[points])
                places[points[covered]] = place
                points = points[~covered]
            places[points] = last
        return places


@cache
def membership(edition: str) -> Membership:
    """Return what answers for an edition, loaded once.

    Parameters
    ----------
    edition : str
        Code of an edition, see :data:`geodata.editions.EDITIONS`.

    Returns
    -------
    Membership
        The same object each time.

    Raises
    ------
    UnknownEditionError
        If there is no such edition.
    DataFileError
        If a packaged file is missing or damaged.
    """
    name = boundary_layer(edition_of(edition))
    units = layers.load_features(f"{name}.geojson.gz")
    grid = Grid.from_bytes(store.read(f"{name}.grid.gz"))
    return Membership(grid, units.geometry.to_numpy())


def require_degrees(
    lons: ArrayLike, lats: ArrayLike
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return longitudes and latitudes as arrays of one dimension, or say which is wrong.

    Parameters
    ----------
    lons, lats : array-like
        Degrees, EPSG:4326.

    Raises
    ------
    ValueError
        If lengths differ, or a value is NaN, infinite or no longitude (or latitude).  Hanoi's
        longitude of 105° is no latitude, so swapped arguments are always caught.
    """
    east = np.atleast_1d(np.asarray(lons, dtype=np.float64))
    north = np.atleast_1d(np.asarray(lats, dtype=np.float64))
    if east.ndim != 1 or east.shape != north.shape:
        raise ValueError(
            f"lons and lats must be two lists of equal length, not {east.shape} and {north.shape}"
        )
    for axis, values, limit in (("lon", east, 180.0), ("lat", north, 90.0)):
        good = np.abs(values) <= limit  # false for NaN too
        if not good.all():
            place = int(np.argmin(good))
            raise ValueError(
                f"{axis} {values[place]} is not between -{limit:g} and {limit:g} degrees; "
                "the order is lon, lat"
            )
    return east, north
