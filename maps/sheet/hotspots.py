"""Draw the hotspots of a sheet: lines and areas in place, symbols and numbers beside each other."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from shapely.geometry.base import BaseGeometry

from geodata.crs import to_metric
from geodata.shapes import sound
from maps import symbology
from maps.drawing.boxes import Box, Point
from maps.drawing.page import INK, SECONDARY_INK, Page, points
from maps.drawing.symbols import SYMBOL_HALF, Symbols
from maps.drawing.typography import text_width
from maps.sheet.areas import StatedArea, draw_areas
from maps.sheet.content import SheetHotspot
from maps.sheet.frame import MapFrame
from maps.sheet.ground import clip, lines_of
from maps.sheet.placement import PlacedHotspot, place_hotspots

# A CSS pixel of `maps.symbology.LineStyle` on paper.
MM_PER_PIXEL = 0.2
_CASING_MM = 0.5
# The dimension of polygons.
_AREA = 2
_NUMBER_SIZE = 7.0
_NUMBER_PADDING = 0.6


@dataclass(frozen=True, slots=True)
class LocatedHotspot:
    """A hotspot that can be seen in the frame.

    Parameters
    ----------
    hotspot
        What was asked to be drawn.
    geometry
        In EPSG:32648, valid and of one kind, clipped to a little more than the frame.
    anchor
        Place of the symbol, in millimetres on the page.
    """

    hotspot: SheetHotspot
    geometry: BaseGeometry
    anchor: Point


def locate(hotspots: Sequence[SheetHotspot], frame: MapFrame) -> list[LocatedHotspot]:
    """Return the hotspots of which something lies in the frame.

    Parameters
    ----------
    hotspots
        With geometries in EPSG:4326, lon, lat, or none.
    frame
        Of the map.

    Returns
    -------
    list of LocatedHotspot
        In the given order; those outside the frame or without a place are left out.
    """
    located = []
    for hotspot in hotspots:
        place = metric_place(hotspot)
        seen = clip(place, frame, margin=-SYMBOL_HALF)
        if not seen.is_empty:
            x, y = frame.to_page(np.array([_anchor(seen)]))[0]
            drawn = sound(clip(place, frame))
            located.append(LocatedHotspot(hotspot, drawn, (float(x), float(y))))
    return located


def metric_place(hotspot: SheetHotspot) -> BaseGeometry:
    """Return the place in EPSG:32648, valid and of one kind; empty where it is not known."""
    return sound(to_metric(hotspot.geometry or shapely.Point()))


def _anchor(geometry: BaseGeometry) -> tuple[float, float]:
    lines = [part for part in shapely.get_parts(geometry) if part.geom_type == "LineString"]
    if lines:
        longest = max(lines, key=lambda line: float(line.length))
        middle = longest.interpolate(0.5, normalized=True)
        return middle.x, middle.y
    point = geometry.representative_point()
    return point.x, point.y


def draw_geometries(
    axes: Axes, frame: MapFrame, located: Sequence[LocatedHotspot], district: BaseGeometry
) -> None:
    """Draw the areas and road sections in the style of their state, below all symbols."""
    areas = [
        StatedArea(item.geometry, item.hotspot.level, item.hotspot.clearance)
        for item in located
        if shapely.get_dimensions(item.geometry) == _AREA
    ]
    draw_areas(axes, frame, areas, district)
    for item in located:
        style = symbology.line_style(item.hotspot.level, item.hotspot.clearance)
        width = style.width * MM_PER_PIXEL
        dash = tuple(length * MM_PER_PIXEL for length in style.dash)
        lines = lines_of(item.geometry)
        if lines:
            _draw_lines(axes, lines, style.colour, width, dash)


def _draw_lines(
    axes: Axes,
    lines: Sequence[np.ndarray[tuple[int, ...], np.dtype[np.float64]]],
    colour: str,
    width: float,
    dash: tuple[float, ...],
) -> None:
    pattern = (0.0, tuple(length / width for length in dash)) if dash else "solid"
    for line_colour, line_width, line_pattern, zorder in (
        ("#ffffff", width + _CASING_MM, "solid", 4.0),
        (colour, width, pattern, 4.1),
    ):
        axes.add_collection(
            LineCollection(
                list(lines),
                colors=line_colour,
                linewidths=points(line_width),
                linestyles=[line_pattern],
                capstyle="round",
                joinstyle="round",
                zorder=zorder,
                label="hotspot-line",
            ),
            autolim=False,
        )


def strokes_of(item: LocatedHotspot) -> BaseGeometry:
    """Return what names keep off: of an area its edge alone, for a name may stand on hatching."""
    is_area = shapely.get_dimensions(item.geometry) == _AREA
    return item.geometry.boundary if is_area else item.geometry


def place(
    located: Sequence[LocatedHotspot], paper: Box, obstacles: Sequence[Box]
) -> list[PlacedHotspot]:
    """Find the places of all symbols and numbers; see `maps.sheet.placement`."""
    widths = [
        text_width(str(item.hotspot.number), _NUMBER_SIZE, bold=True) + 2 * _NUMBER_PADDING
        for item in located
    ]
    return place_hotspots([item.anchor for item in located], widths, paper, obstacles)


def draw_symbols(
    page: Page,
    symbols: Symbols,
    located: Sequence[LocatedHotspot],
    placed: Sequence[PlacedHotspot],
) -> None:
    """Draw leader lines and numbers, and add the symbols to those of the page."""
    leaders: list[tuple[Point, Point]] = []
    for item, spot in zip(located, placed, strict=True):
        hotspot = item.hotspot
        symbols.add(spot.symbol, hotspot.category, hotspot.level, hotspot.clearance)
        if spot.moved:
            leaders.append((spot.anchor, spot.symbol))
        if spot.number_leader:
            leaders.append((spot.symbol, spot.number.centre))
        page.rectangle(
            spot.number, fill="#ffffff", edge=SECONDARY_INK, width=0.12, zorder=7, part="number-box"
        )
        x, y = spot.number.centre
        page.text(
            (x, y - 0.36 * _NUMBER_SIZE * 0.3528),
            str(hotspot.number),
            _NUMBER_SIZE,
            part="number",
            bold=True,
            align="center",
        )
    if leaders:
        page.strokes(leaders, colour="#ffffff", width=0.55, zorder=5.0)
        page.strokes(leaders, colour=INK, width=0.2, zorder=5.1, part="leader")
    # A line without any length is left out by the vector formats.
    dots = [
        ((spot.anchor[0] - 0.02, spot.anchor[1]), (spot.anchor[0] + 0.02, spot.anchor[1]))
        for spot in placed
        if spot.moved
    ]
    if dots:
        page.strokes(dots, colour="#ffffff", width=1.5, zorder=5.2)
        page.strokes(dots, colour=INK, width=1.0, zorder=5.3)
