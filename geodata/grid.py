"""A lattice of small cells that answers "which unit?" without geometry almost everywhere.

A cell that no border comes near belongs whole to one unit, or to none.  A cell near a border
holds the number of a *set* of units, and only its points need an exact test.  The lattice is
computed by the build step with a margin far above rounding, so that a point that falls on a cell's
edge is answered alike from either side.
"""

from __future__ import annotations

import json
import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

OUTSIDE = -1
"""The value of a cell outside the city, and the place of a point that is in no unit."""

_HEADER_LENGTH = struct.Struct("<I")
_CELL_TYPE = np.dtype("<i2")


@dataclass(frozen=True)
class Grid:
    """Cells over one edition, row by row from the south-west.

    Parameters
    ----------
    west, south : float
        Corner of the first cell, degrees, EPSG:4326.
    cells_per_degree : int
        Number of cells along one degree, the same both ways.
    cells : NDArray
        Two-dimensional, [row from south, column from west]: -1 outside the city, 0 or more the
        place of the only unit in ``codes``, -2 or less a set: ``candidates[-value - 2]``.
    codes : tuple of str
        Codes of the units in ascending order.
    candidates : tuple of tuple of int
        Sets of places in ``codes``, each ascending and complete: a point of the cell that none
        but the last covers belongs to the last.  Where a cell may reach out of the city, -1 is
        the last.
    """

    west: float
    south: float
    cells_per_degree: int
    cells: NDArray[np.int16]
    codes: tuple[str, ...]
    candidates: tuple[tuple[int, ...], ...]

    def look_up(self, lons: NDArray[np.float64], lats: NDArray[np.float64]) -> NDArray[np.int16]:
        """Return the value of the cell of each point, -1 beyond the lattice.

        Parameters
        ----------
        lons, lats : NDArray
            Finite longitudes and latitudes in degrees, of equal length.
        """
        rows, columns = self.cells.shape
        # Shifted by one, so that truncation means "west of the lattice" for everything below 1.
        column = ((lons - self.west) * self.cells_per_degree + 1.0).astype(np.int32)
        row = ((lats - self.south) * self.cells_per_degree + 1.0).astype(np.int32)
        inside = (column >= 1) & (column <= columns) & (row >= 1) & (row <= rows)
        flat = np.where(inside, (row - 1) * columns + (column - 1), 0)
        values = self.cells.ravel().take(flat)
        values[~inside] = OUTSIDE
        return values

    def look_up_one(self, lon: float, lat: float) -> int:
        """Return the value of the cell of one point, as :meth:`look_up` does for many.

        Parameters
        ----------
        lon, lat : float
            Degrees, EPSG:4326.

        Returns
        -------
        int
            As in :meth:`look_up`.
        """
        rows, columns = self.cells.shape
        column = int((lon - self.west) * self.cells_per_degree + 1.0) - 1
        row = int((lat - self.south) * self.cells_per_degree + 1.0) - 1
        if 0 <= column < columns and 0 <= row < rows:
            return int(self.cells[row, column])
        return OUTSIDE

    def to_bytes(self) -> bytes:
        """Return the grid as the bytes that :meth:`from_bytes` reads."""
        header = {
            "west": self.west,
            "south": self.south,
            "cells_per_degree": self.cells_per_degree,
            "shape": self.cells.shape,
            "codes": self.codes,
            "candidates": self.candidates,
        }
        text = json.dumps(header, separators=(",", ":")).encode()
        return _HEADER_LENGTH.pack(len(text)) + text + self.cells.astype(_CELL_TYPE).tobytes()

    @classmethod
    def from_bytes(cls, content: bytes) -> Grid:
        """Read a grid that :meth:`to_bytes` wrote.

        Parameters
        ----------
        content : bytes
            What :meth:`to_bytes` returned.

        Returns
        -------
        Grid
            Equal to the one written.
        """
        (length,) = _HEADER_LENGTH.unpack_from(content)
        start = _HEADER_LENGTH.size
        header: dict[str, Any] = json.loads(content[start : start + length])
        cells = np.frombuffer(content, dtype=_CELL_TYPE, offset=start + length)
        return cls(
            west=header["west"],
            south=header["south"],
            cells_per_degree=header["cells_per_degree"],
            cells=cells.reshape(header["shape"]),
            codes=tuple(header["codes"]),
            candidates=tuple(tuple(places) for places in header["candidates"]),
        )
