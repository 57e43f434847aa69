"""The window onto the ground: which square kilometres the map shows and at which scale."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from maps.drawing.boxes import Box

# Denominators that a reader can measure with: 1 cm stands for a round number of metres.
SCALES = (
    *(2_000, 2_500, 3_000, 4_000, 5_000, 6_000, 7_500, 10_000, 12_500, 15_000, 20_000, 25_000),
    *(30_000, 35_000, 40_000, 45_000, 50_000, 60_000, 75_000, 80_000, 90_000, 100_000),
    *(120_000, 125_000, 150_000, 175_000, 200_000, 225_000, 250_000, 300_000, 400_000),
    *(500_000, 750_000, 1_000_000),
)
_MM_PER_METRE = 1000.0


@dataclass(frozen=True, slots=True)
class MapFrame:
    """A rectangle of ground and the rectangle of paper it is drawn on.

    Parameters
    ----------
    paper
        Millimetres on the page.
    ground
        Metres of EPSG:32648: left is west, bottom is south.
    """

    paper: Box
    ground: Box

    @property
    def scale(self) -> float:
        """Denominator of the scale, from what is really drawn."""
        return self.ground.width / self.paper.width * _MM_PER_METRE

    def to_page(self, xy: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return millimetres on the page for an (n, 2) array of metres (east, north)."""
        factor = _MM_PER_METRE / self.scale
        origin = np.array([self.ground.left, self.ground.bottom])
        corner = np.array([self.paper.left, self.paper.bottom])
        page: NDArray[np.float64] = (np.asarray(xy, dtype=np.float64) - origin) * factor + corner
        return page

    def metres(self, mm: float) -> float:
        """Return the length on the ground of a length on paper."""
        return mm * self.scale / _MM_PER_METRE


def frame_for(subject: BaseGeometry, paper: Box, *, margin: float) -> MapFrame:
    """Return the frame in which a geometry is largest at a round scale, in the middle.

    Parameters
    ----------
    subject
        In EPSG:32648, metres.
    paper
        Millimetres on the page.
    margin
        Millimetres kept free around the subject.

    Returns
    -------
    MapFrame
        Both axes at the same scale.
    """
    west, south, east, north = subject.bounds
    room = paper.shrunk(margin)
    needed = _MM_PER_METRE * max((east - west) / room.width, (north - south) / room.height)
    scale = next((s for s in SCALES if s >= needed), SCALES[-1])
    half_width = paper.width * scale / _MM_PER_METRE / 2
    half_height = paper.height * scale / _MM_PER_METRE / 2
    x, y = (west + east) / 2, (south + north) / 2
    return MapFrame(paper, Box(x - half_width, y - half_height, x + half_width, y + half_height))
