"""Names of main roads, written along their course."""

import math
from collections.abc import Iterable, Sequence

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import LineString
from shapely.geometry.base import BaseGeometry

from maps.drawing.boxes import Box
from maps.drawing.page import Page
from maps.drawing.typography import clean, line_height, text_width
from maps.sheet.content import SheetRoad
from maps.sheet.frame import MapFrame
from maps.sheet.ground import DISTRICT_FILL, lines_of

_ROAD_SIZE = 5.6
_ROAD_COLOUR = "#6d675c"
_NAMED_CLASSES = ("motorway", "trunk", "primary")
_MAX_ROAD_NAMES = 14
_UPRIGHT = 90
# A piece of road is straight enough for a name when its chord is this share of its length.
_STRAIGHTNESS = 0.99


def draw_road_names(
    page: Page,
    frame: MapFrame,
    roads: Iterable[SheetRoad],
    *,
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
    taken: list[BaseGeometry] = [box.shape for box in obstacles]
    taken.append(shapely.transform(lines, frame.to_page).buffer(1.0))
    taken.append(shapely.transform(within.boundary, frame.to_page).buffer(0.6, quad_segs=1))
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
    if angle > _UPRIGHT:
        angle -= 180
    if angle <= -_UPRIGHT:
        angle += 180
    # Exactly 0 would be set as an upright text on its baseline.
    return angle or 0.01
