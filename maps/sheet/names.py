"""Names of areas, written in the roomiest place inside each."""

from collections.abc import Iterable, Sequence

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from maps.drawing.boxes import Box, Point, around
from maps.drawing.page import Page
from maps.drawing.typography import fit, text_width
from maps.sheet.content import SheetArea
from maps.sheet.frame import MapFrame

NAME_COLOUR = "#6b6e73"
_NEIGHBOUR_SIZES = (8.0, 7.0, 6.0)
_GRID_MM = 2.5


def draw_area_names(
    page: Page,
    frame: MapFrame,
    areas: Iterable[SheetArea],
    roads: BaseGeometry,
    obstacles: Sequence[Box],
    *,
    part: str,
    bold: bool = False,
) -> list[Box]:
    """Write each name once, in the roomiest place inside its area, where it fits.

    Parameters
    ----------
    page, frame
        Where to draw.
    areas
        In EPSG:32648, clipped to the frame.
    roads
        In EPSG:32648: names keep off them.
    obstacles
        Boxes that stay uncovered, in millimetres.
    part
        Label of the artists.
    bold
        Whether the names are set in the bold face.

    Returns
    -------
    list of Box
        What the names cover.
    """
    covered: list[Box] = []
    inner = frame.paper.shrunk(1.0).shape
    in_the_way = shapely.transform(roads, frame.to_page)
    for area in areas:
        outline = shapely.transform(area.outline, frame.to_page)
        room = shapely.make_valid(outline).intersection(inner)
        for size in _NEIGHBOUR_SIZES:
            taken = [*obstacles, *covered]
            box = _write_name(
                page,
                area.name,
                size,
                room=room,
                lines=in_the_way,
                obstacles=taken,
                part=part,
                bold=bold,
            )
            if box is not None:
                covered.append(box)
                break
    return covered


def _write_name(
    page: Page,
    name: str,
    size: float,
    *,
    room: BaseGeometry,
    lines: BaseGeometry,
    obstacles: Sequence[Box],
    part: str,
    bold: bool,
) -> Box | None:
    for width in (60.0, 24.0):
        text = fit(name, width, (size,), max_lines=3, bold=bold)
        wide = max(text_width(line, size, bold=bold) for line in text.lines)
        spot = place_name(room, wide + 1.5, text.height + 1.0, obstacles, lines)
        if spot is not None:
            x, y = spot
            page.block(
                (x, y + text.height / 2),
                text.lines,
                size,
                part=part,
                bold=bold,
                colour=NAME_COLOUR,
                align="center",
            )
            return around(spot, wide, text.height)
    return None


def place_name(
    area: BaseGeometry,
    width: float,
    height: float,
    obstacles: Sequence[Box],
    lines: BaseGeometry,
) -> Point | None:
    """Return the middle of the roomiest place for a name inside an area.

    Parameters
    ----------
    area
        In millimetres on the page, clipped to the paper of the map.
    width, height
        Of the name, in millimetres.
    obstacles
        Boxes that stay uncovered.
    lines
        Roads and the like, in millimetres on the page, that stay uncovered.

    Returns
    -------
    (x, y) or None
        None if the name does not fit inside the area.
    """
    if area.is_empty or area.area < width * height:
        return None
    left, bottom, right, top = area.bounds
    xs, ys = np.meshgrid(np.arange(left, right, _GRID_MM), np.arange(bottom, top, _GRID_MM))
    x, y = xs.ravel(), ys.ravel()
    boxes = (x - width / 2, y - height / 2, x + width / 2, y + height / 2)
    shapely.prepare(area)
    keep = shapely.contains_xy(area, x, y)
    for other in obstacles:
        clear = (boxes[0] >= other.right) | (boxes[2] <= other.left)
        clear |= (boxes[1] >= other.top) | (boxes[3] <= other.bottom)
        keep &= clear
    chosen = np.flatnonzero(keep)
    names = shapely.box(*(edge[chosen] for edge in boxes))
    shapely.prepare(lines)
    chosen = chosen[shapely.contains(area, names) & ~shapely.intersects(lines, names)]
    if chosen.size == 0:
        return None
    room = shapely.distance(area.boundary, shapely.points(x[chosen], y[chosen]))
    best = chosen[int(np.argmax(np.round(room, 6)))]
    return float(x[best]), float(y[best])
