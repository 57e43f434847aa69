"""Computes the lattice of :mod:`geodata.grid` from checked boundaries."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely

from geodata.grid import OUTSIDE, Grid

if TYPE_CHECKING:
    import geopandas as gpd
    from numpy.typing import NDArray

# 2,000 cells along a degree are cells of 52 m by 55 m: one in seventy is then near a border of a
# district, one in forty near one of a commune.  An edition takes 5 MB in memory, 63 kB packed.
CELLS_PER_DEGREE = 2000

# One ten-thousandth of a cell, 5 mm: a thousand million times the rounding error of a coordinate.
_MARGIN_CELLS = 1e-4


def _touched(shape: shapely.Polygon, west: float, south: float) -> NDArray[np.int64]:
    """Return (row, column) of every cell that the border of a polygon comes near.

    Each edge is cut into pieces no longer than a cell, and all cells under the box of a piece
    count: some too many, never one too few.
    """
    corners = [shapely.get_coordinates(ring) for ring in (shape.exterior, *shape.interiors)]
    origin = np.array([west, south])
    starts = np.concatenate([(ring[:-1] - origin) * CELLS_PER_DEGREE for ring in corners])
    ends = np.concatenate([(ring[1:] - origin) * CELLS_PER_DEGREE for ring in corners])
    pieces = np.ceil(np.abs(ends - starts).max(axis=1)).astype(int).clip(1)
    edge = np.repeat(np.arange(len(pieces)), pieces)
    number = np.arange(len(edge)) - np.repeat(np.cumsum(pieces) - pieces, pieces)
    step = (ends - starts)[edge] / pieces[edge, None]
    first = starts[edge] + step * number[:, None]
    last = first + step
    low = np.floor(np.minimum(first, last) - _MARGIN_CELLS).astype(int)
    high = np.floor(np.maximum(first, last) + _MARGIN_CELLS).astype(int)
    spread = [(x, y) for x in (0, 1, 2) for y in (0, 1, 2)]
    cells = [low + offset for offset in spread]
    kept = [cell[(cell <= high).all(axis=1)] for cell in cells]
    return np.unique(np.concatenate(kept)[:, ::-1], axis=0)


def _owners(
    shapes: NDArray[np.object_], west: float, south: float, size: tuple[int, int]
) -> NDArray[np.int16]:
    """Return for each cell the place of the unit that holds its middle, -1 where none does."""
    owners = np.full(size, OUTSIDE, dtype=np.int16)
    for place, shape in enumerate(shapes):
        shapely.prepare(shape)
        bounds = np.array(shape.bounds).reshape(2, 2) - [west, south]
        (left, bottom), (right, top) = np.floor(bounds * CELLS_PER_DEGREE).astype(int)
        columns, rows = np.meshgrid(np.arange(left, right + 1), np.arange(bottom, top + 1))
        lons = west + (columns.ravel() + 0.5) / CELLS_PER_DEGREE
        lats = south + (rows.ravel() + 0.5) / CELLS_PER_DEGREE
        held = shapely.contains_xy(shape, lons, lats)
        owners[rows.ravel()[held], columns.ravel()[held]] = place
    return owners


def _in_order(places: set[int]) -> tuple[int, ...]:
    """Return places in ascending order with the outside of the city, where possible, last."""
    return tuple(sorted(places, key=lambda place: (place == OUTSIDE, place)))


def compute(units: gpd.GeoDataFrame) -> Grid:
    """Lay a lattice over units that cover the city once.

    Parameters
    ----------
    units : geopandas.GeoDataFrame
        ``code`` in ascending order and polygons in EPSG:4326, longitude first.
    """
    shapes = units.geometry.to_numpy()
    west, south, east, north = shapely.total_bounds(shapes)
    # One empty cell all around, on whole multiples of a cell.
    west = float(np.floor(west * CELLS_PER_DEGREE) - 1) / CELLS_PER_DEGREE
    south = float(np.floor(south * CELLS_PER_DEGREE) - 1) / CELLS_PER_DEGREE
    columns = int(np.ceil((east - west) * CELLS_PER_DEGREE)) + 1
    rows = int(np.ceil((north - south) * CELLS_PER_DEGREE)) + 1
    owners = _owners(shapes, west, south, (rows, columns))

    city = shapely.coverage_union_all(shapes)
    near: dict[tuple[int, int], set[int]] = {}
    for place, shape in ((OUTSIDE, city), *enumerate(shapes)):
        for row, column in _touched(shape, west, south).tolist():
            near.setdefault((row, column), set()).add(place)
    cells = owners.copy()
    numbers: dict[tuple[int, ...], int] = {}
    for (row, column), places in sorted(near.items()):
        # The cell may lie whole inside a unit whose own border stays away from it.
        places.add(int(owners[row, column]))
        number = numbers.setdefault(_in_order(places), len(numbers))
        cells[row, column] = -2 - number
    return Grid(west, south, CELLS_PER_DEGREE, cells, tuple(units["code"]), tuple(numbers))
