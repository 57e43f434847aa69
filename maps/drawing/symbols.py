"""Hotspot symbols on a page, after `maps.symbology`.

All symbols of a page are gathered and drawn as a handful of collections: a sheet with forty
hotspots has about a hundred of them, each of a dozen strokes.
"""

from collections.abc import Sequence

import numpy as np
from matplotlib.collections import LineCollection, PolyCollection
from numpy.typing import NDArray

from maps import symbology
from maps.drawing.boxes import Box, Point
from maps.drawing.page import Page, points

SYMBOL_HALF = 2.2
SMALL_SYMBOL_HALF = 1.15
_NEUTRAL_FILL = "#ffffff"
_CIRCLE = "public_place"
_HALO_MM = 0.5

Coordinates = NDArray[np.float64]


def symbol_box(centre: Point, half: float = SYMBOL_HALF) -> Box:
    """Return what a whole symbol covers, badge and outline included, in millimetres."""
    x, y = centre
    badge = symbology.BADGE_HALF_SIZE + symbology.BADGE_CENTRE[0] + 0.1
    return Box(x - 1.1 * half, y - badge * half, x + badge * half, y + 1.1 * half)


def _placed(unit_points: Sequence[Point], centre: Point, half: float) -> Coordinates:
    placed: Coordinates = np.asarray(unit_points, dtype=np.float64) * half + np.asarray(centre)
    return placed


class Symbols:
    """Gather symbols, then draw them above everything that lies on the map."""

    def __init__(self) -> None:
        self._shapes: list[tuple[Coordinates, str, float]] = []
        self._glyphs: list[tuple[Coordinates, str, float]] = []
        self._badges: list[tuple[Coordinates, float]] = []
        self._marks: list[tuple[Coordinates, str, float]] = []

    def add(
        self, centre: Point, category: str, level: str, clearance: str, half: float = SYMBOL_HALF
    ) -> None:
        """Add a whole symbol with its middle at ``centre`` (mm) and half its width (mm)."""
        self.add_clearance(centre, clearance, half, category=category)
        badge_x, badge_y = symbology.BADGE_CENTRE
        self.add_level(
            (centre[0] + badge_x * half, centre[1] + badge_y * half),
            level,
            half * symbology.BADGE_HALF_SIZE,
        )

    def add_category(self, centre: Point, category: str, half: float) -> None:
        """Add the shape of a category without any state, for the legend."""
        shape = _placed(symbology.shape_path(category), centre, half)
        self._shapes.append((shape, _NEUTRAL_FILL, half))

    def add_clearance(
        self, centre: Point, clearance: str, half: float, *, category: str = _CIRCLE
    ) -> None:
        """Add fill and glyph of a clearance state, for the legend inside a plain circle."""
        shape = _placed(symbology.shape_path(category), centre, half)
        glyph = symbology.clearance_glyph(clearance)
        self._shapes.append((shape, symbology.CLEARANCE_COLOURS[clearance], half))
        self._glyphs.extend(
            (_placed(line, centre, half), symbology.GLYPH_COLOURS[clearance], half)
            for line in glyph
        )

    def add_level(self, centre: Point, level: str, half: float) -> None:
        """Add a level badge of half-width ``half`` (mm)."""
        square = ((-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0))
        self._badges.append((_placed(square, centre, half), half))
        self.add_level_strokes(centre, level, half, symbology.OUTLINE_COLOUR)

    def add_level_strokes(self, centre: Point, level: str, half: float, colour: str) -> None:
        """Add what stands inside a level badge, without the badge."""
        self._marks.extend(
            (_placed(line, centre, half), colour, half) for line in symbology.level_badge(level)
        )

    def draw(self, page: Page) -> None:
        """Draw what was gathered onto the page."""
        axes = page.axes
        if self._shapes:
            shapes = [shape for shape, _, _ in self._shapes]
            halves = np.array([half for _, _, half in self._shapes])
            outline = halves * symbology.OUTLINE_WIDTH
            axes.add_collection(
                PolyCollection(
                    shapes,
                    facecolors=symbology.HALO_COLOUR,
                    edgecolors=symbology.HALO_COLOUR,
                    linewidths=points(1.0) * (outline + _HALO_MM * halves / SYMBOL_HALF),
                    zorder=6,
                    label="symbol-halo",
                ),
                autolim=False,
            )
            axes.add_collection(
                PolyCollection(
                    shapes,
                    facecolors=[fill for _, fill, _ in self._shapes],
                    edgecolors=symbology.OUTLINE_COLOUR,
                    linewidths=points(1.0) * outline,
                    zorder=6.1,
                    label="symbol",
                ),
                autolim=False,
            )
        self._draw_lines(page)

    def _draw_lines(self, page: Page) -> None:
        axes = page.axes
        if self._glyphs:
            strokes = _strokes(self._glyphs, symbology.GLYPH_WIDTH, zorder=6.2)
            axes.add_collection(strokes, autolim=False)
        if self._badges:
            axes.add_collection(
                PolyCollection(
                    [square for square, _ in self._badges],
                    facecolors="#ffffff",
                    edgecolors=symbology.OUTLINE_COLOUR,
                    linewidths=[points(half * 0.18) for _, half in self._badges],
                    zorder=6.3,
                ),
                autolim=False,
            )
        if self._marks:
            strokes = _strokes(self._marks, symbology.BADGE_STROKE_WIDTH, zorder=6.4)
            axes.add_collection(strokes, autolim=False)


def _strokes(
    lines: Sequence[tuple[Coordinates, str, float]], width: float, *, zorder: float
) -> LineCollection:
    """Return lines of a colour each, whose width is a part of the symbol's half width (mm)."""
    return LineCollection(
        [line for line, _, _ in lines],
        colors=[colour for _, colour, _ in lines],
        linewidths=[points(half * width) for _, _, half in lines],
        capstyle="round",
        joinstyle="round",
        # Snapped to pixels, the dots of "!" and "?" vanish.
        snap=False,
        zorder=zorder,
    )
