"""Draw places that are known as an area only: hatched, for the hotspot is somewhere in it.

A sheet may be printed black on white, so neither tint nor colour alone says what is an area. The
outline of the district stays above the hatching, and an edge is drawn once however many areas
share it.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import shapely
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from shapely.geometry.base import BaseGeometry

from maps import symbology
from maps.drawing.boxes import Box, Point
from maps.drawing.page import Page, points
from maps.sheet.frame import MapFrame

HATCH_MM = 0.14
EDGE_MM = 0.3
# Between two lines of one state; those of another run between them.
_SPACING_MM = 2.2
# An edge this close to one that is drawn already, or to the district's, is the same edge.
_SAME_EDGE_MM = 0.5
_HATCH_Z, _EDGE_Z = 2.7, 2.8
_SHORTEST_EDGE_MM = 0.6


@dataclass(frozen=True, slots=True)
class StatedArea:
    """The area of a hotspot, EPSG:32648, and the state whose style it has."""

    outline: BaseGeometry
    level: str
    clearance: str


def draw_areas(
    axes: Axes, frame: MapFrame, areas: Iterable[StatedArea], district: BaseGeometry
) -> None:
    """Hatch areas below the district's outline and draw their edges.

    Parameters
    ----------
    axes, frame
        Of the map.
    areas
        Clipped to a little more than the frame, whose edge then is none of theirs.
    district
        EPSG:32648; where its outline runs no other edge is drawn.
    """
    same = frame.metres(_SAME_EDGE_MM)
    by_clearance: dict[str, list[BaseGeometry]] = {}
    taken = district.boundary.buffer(same)
    for area in areas:
        by_clearance.setdefault(area.clearance, []).append(area.outline)
        style = symbology.line_style(area.level, area.clearance)
        edge = shapely.line_merge(area.outline.boundary.difference(taken))
        shortest = frame.metres(_SHORTEST_EDGE_MM)
        lines = [part for part in shapely.get_parts(edge) if part.length >= shortest]
        taken = shapely.union(taken, area.outline.boundary.buffer(same))
        dash = tuple(length / style.width * EDGE_MM for length in style.dash)
        _draw(axes, lines, style.colour, EDGE_MM, dash=dash, zorder=_EDGE_Z, part="hotspot-area")
    for clearance, outlines in by_clearance.items():
        corner = (frame.ground.left, frame.ground.bottom)
        lines = hatching(
            shapely.union_all(outlines), clearance, corner=corner, millimetre=frame.metres(1.0)
        )
        colour = symbology.line_style("active", clearance).colour
        _draw(axes, lines, colour, HATCH_MM, zorder=_HATCH_Z, part="hotspot-hatching")


def hatching(
    area: BaseGeometry, clearance: str, *, corner: Point, millimetre: float
) -> list[BaseGeometry]:
    """Return the slanting lines that fill an area.

    Parameters
    ----------
    area
        In metres, or in millimetres of the page.
    clearance
        Each has lines of its own, so that areas that lie over each other show both.
    corner
        Where the lines hang, so that areas side by side are hatched as one.
    millimetre
        Of paper, in the unit of the area.

    Returns
    -------
    list of LineString
        Rising to the right.
    """
    west, south, east, north = area.bounds
    # Along such a line y - x stays the same.
    step = _SPACING_MM * millimetre * np.sqrt(2)
    rank = symbology.CLEARANCES.index(clearance) / len(symbology.CLEARANCES)
    origin = corner[1] - corner[0] + rank * step
    first, last = np.ceil((south - east - origin) / step), (north - west - origin) / step
    rows = origin + step * np.arange(first, last)
    lines = shapely.linestrings([[(west, west + row), (east, east + row)] for row in rows])
    cut = shapely.get_parts(shapely.intersection(area, lines))
    return [part for part in cut if part.geom_type == "LineString" and not part.is_empty]


def draw_sample(page: Page, box: Box) -> None:
    """Draw an area for the legend, in the colour that road sections have there."""
    colour = symbology.line_style("active", "not_cleared").colour
    corners = [(box.left, box.bottom), (box.right, box.bottom), (box.right, box.top)]
    page.polygon(
        [*corners, (box.left, box.top)], edge=colour, width=EDGE_MM, part="hotspot-area-key"
    )
    lines = hatching(box.shape, "not_cleared", corner=(box.left, box.bottom), millimetre=1.0)
    ends = [[(float(x), float(y)) for x, y in shapely.get_coordinates(line)] for line in lines]
    page.strokes(ends, colour=colour, width=HATCH_MM)


def _draw(
    axes: Axes,
    lines: Iterable[BaseGeometry],
    colour: str,
    width: float,
    *,
    dash: tuple[float, ...] = (),
    zorder: float,
    part: str,
) -> None:
    axes.add_collection(
        LineCollection(
            [shapely.get_coordinates(line) for line in lines],
            colors=colour,
            linewidths=points(width),
            linestyles=[(0.0, tuple(length / width for length in dash)) if dash else "solid"],
            capstyle="round",
            joinstyle="round",
            zorder=zorder,
            label=part,
        ),
        autolim=False,
    )
