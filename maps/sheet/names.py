"""Names on the map: of the areas where they fit, of the main roads along their course."""

import math
from collections.abc import Iterable, Sequence

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import LineString
from shapely.geometry.base import BaseGeometry

from maps.sheet.boxes import Box, around
from maps.sheet.content import SheetArea, SheetRoad
from maps.sheet.frame import MapFrame
from maps.sheet.ground import DISTRICT_FILL, lines_of
from maps.sheet.page import Page
from maps.sheet.placement import place_name
from maps.sheet.typography import clean, fit, line_height, text_width

NAME_COLOUR = "#6b6e73"
_NEIGHBOUR_SIZES = (8.0, 7.0, 6.0)
_ROAD_SIZE = 5.6
_ROAD_COLOUR = "#6d675c"
_NAMED_CLASSES = ("motorway", "trunk", "primary")
_MAX_ROAD_NAMES = 14
# A piece of road is straight enough for a name when its chord is this share of its length.
_STRAIGHTNESS = 0.99


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
    inner = shapely.box(*_corners(frame.paper.shrunk(1.0)))
    in_the_way = shapely.transform(roads, frame.to_page)
    for area in areas:
        outline = shapely.transform(area.outline, frame.to_page)
        room = shapely.make_valid(outline).intersection(inner)
        for size in _NEIGHBOUR_SIZES:
            taken = [*obstacles, *covered]
            box = _write_name(page, area.name, size, room, in_the_way, taken, part=part, bold=bold)
            if box is not None:
                covered.append(box)
                break
    return covered


def _write_name(
    page: Page,
    name: str,
    size: float,
    room: BaseGeometry,
    lines: BaseGeometry,
    obstacles: Sequence[Box],
    *,
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


def _corners(box: Box) -> tuple[float, float, float, float]:
    return box.left, box.bottom, box.right, box.top


def draw_road_names(
    page: Page,
    frame: MapFrame,
    roads: Iterable[SheetRoad],
    within: BaseGeometry,
    obstacles: Sequence[Box],
    lines: BaseGeometry,
) -> None:
    """Write the names of main roads along a straight piece of each, inside the district.

    Parameters
    ----------
    page, frame
        Where to draw.
    roads
        In EPSG:32648.
    within
        The district, in EPSG:32648: roads are named only here.
    obstacles
        Boxes that stay uncovered, in millimetres.
    lines
        Hotspots along roads, in EPSG:32648: they stay uncovered too.
    """
    by_name: dict[tuple[int, str], list[BaseGeometry]] = {}
    for road in roads:
        if road.name and road.road_class in _NAMED_CLASSES:
            rank = _NAMED_CLASSES.index(road.road_class)
            by_name.setdefault((rank, road.name), []).append(road.geometry)
    taken = [shapely.box(*_corners(box)) for box in obstacles]
    taken.append(shapely.transform(lines, frame.to_page).buffer(1.0))
    seen: set[str] = set()
    for (_, name), pieces in sorted(by_name.items(), key=lambda item: item[0]):
        if len(seen) >= _MAX_ROAD_NAMES:
            return
        if name in seen:
            continue
        merged = shapely.line_merge(shapely.union_all(pieces)).intersection(within)
        footprint = _write_along(page, frame, name, merged, taken)
        if footprint is not None:
            taken.append(footprint)
            seen.add(name)


def _write_along(
    page: Page, frame: MapFrame, name: str, road: BaseGeometry, taken: Sequence[BaseGeometry]
) -> BaseGeometry | None:
    text = clean(name)
    length = text_width(text, _ROAD_SIZE) + 2.0
    lines = [LineString(frame.to_page(xy)) for xy in lines_of(road)]
    for line in sorted(lines, key=lambda each: -each.length):
        for start in _starts(line.length, length):
            ends = [line.interpolate(start), line.interpolate(start + length)]
            chord = LineString(ends)
            if chord.length < _STRAIGHTNESS * length:
                continue
            footprint = chord.buffer(line_height(_ROAD_SIZE) / 2, cap_style="flat")
            if any(footprint.intersects(other) for other in taken):
                continue
            middle = chord.interpolate(0.5, normalized=True)
            page.text(
                (middle.x, middle.y),
                text,
                _ROAD_SIZE,
                part="road-name",
                colour=_ROAD_COLOUR,
                align="center",
                rotation=_reading_angle(shapely.get_coordinates(chord)),
                zorder=4.5,
                # The road is interrupted for its name.
                background=DISTRICT_FILL,
            )
            return footprint
    return None


def _starts(line_length: float, needed: float) -> NDArray[np.float64]:
    spare = line_length - needed
    if spare < 0:
        return np.empty(0)
    starts = np.arange(0.0, spare + 1e-9, 3.0)
    # From the middle outwards.
    return starts[np.argsort(np.abs(starts - spare / 2), kind="stable")]


def _reading_angle(chord: NDArray[np.float64]) -> float:
    (x0, y0), (x1, y1) = chord
    angle = math.degrees(math.atan2(y1 - y0, x1 - x0))
    if angle > 90:
        angle -= 180
    if angle <= -90:
        angle += 180
    # Exactly 0 would be set as an upright text on its baseline.
    return angle or 0.01
