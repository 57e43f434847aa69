"""The legend: what shape, fill, badge and lines mean."""

from collections.abc import Callable, Sequence

from maps import symbology
from maps.drawing.boxes import Box, Point, around
from maps.drawing.page import INK, SECONDARY_INK, Page
from maps.drawing.symbols import Symbols
from maps.drawing.typography import fit
from maps.sheet import areas
from maps.sheet.content import SheetTexts
from maps.sheet.ground import (
    DISTRICT_EDGE_MM,
    NEIGHBOUR_DASH_MM,
    NEIGHBOUR_EDGE,
    NEIGHBOUR_EDGE_MM,
    ROAD_STYLES,
)
from maps.sheet.hotspots import MM_PER_PIXEL

_KEY_WIDTH = 7.0
_SYMBOL_HALF = 1.45
_BADGE_HALF = 1.3
_SIZES = (7.0, 6.5, 6.0)
_HEADING_SIZES = (6.8, 6.3, 5.8)
_TITLE_SIZES = (8.5, 7.5, 6.5)
_ROW = 3.75
_HEADING_ROW = 4.0
TITLE_ROW = 4.6
_GROUP_GAP = 0.9

DrawKey = Callable[[Point, str], None]


def draw_title(page: Page, box: Box, title: str, part: str) -> float:
    """Write the title of a block at the top of its box and return where it ends (mm)."""
    text = fit(title, box.width, _TITLE_SIZES, bold=True)
    page.block((box.left, box.top), text.lines, text.size, part=part, bold=True)
    return box.top - TITLE_ROW


def draw_legend(
    page: Page, symbols: Symbols, texts: SheetTexts, columns: Sequence[tuple[Box, int]]
) -> None:
    """Draw the vocabulary of the symbols: category, clearance and level.

    Parameters
    ----------
    page, symbols, texts
        Where and what to draw.
    columns
        Boxes, each with the number of groups that stand in it below one another.
    """
    groups: list[tuple[str, tuple[tuple[str, str], ...], DrawKey]] = [
        (
            texts.category_title,
            texts.categories,
            lambda centre, code: symbols.add_category(centre, code, _SYMBOL_HALF),
        ),
        (
            texts.clearance_title,
            texts.clearances,
            lambda centre, code: symbols.add_clearance(centre, code, _SYMBOL_HALF),
        ),
        (
            texts.level_title,
            texts.levels,
            lambda centre, code: symbols.add_level(centre, code, _BADGE_HALF),
        ),
    ]
    draw_title(page, columns[0][0], texts.legend_title, "legend")
    for box, count in columns:
        top = box.top - TITLE_ROW
        for heading, rows, draw_key in groups[:count]:
            top = _draw_group(page, box, top=top, heading=heading, rows=rows, draw_key=draw_key)
        del groups[:count]


def _draw_group(
    page: Page,
    box: Box,
    *,
    top: float,
    heading: str,
    rows: Sequence[tuple[str, str]],
    draw_key: DrawKey,
) -> float:
    text = fit(heading, box.width, _HEADING_SIZES, bold=True)
    page.block(
        (box.left, top), text.lines, text.size, part="legend", bold=True, colour=SECONDARY_INK
    )
    top -= _HEADING_ROW
    for code, label in rows:
        middle = top - _ROW / 2
        draw_key((box.left + 2.2, middle), code)
        _label(page, box, middle, label)
        top -= _ROW
    return top - _GROUP_GAP


def draw_line_legend(page: Page, texts: SheetTexts, box: Box) -> None:
    """Draw samples of the areas and lines of the map, from the top of the box down."""
    road_colour, road_width = ROAD_STYLES["trunk"]
    section = symbology.line_style("active", "not_cleared")
    middle = box.top - 0.5 * _ROW
    sample = around((box.left + (_KEY_WIDTH - 1.0) / 2, middle), _KEY_WIDTH - 2.2, 2.4)
    areas.draw_sample(page, sample)
    _label(page, box, middle, texts.hotspot_area)
    samples = (
        (texts.hotspot_line, section.colour, section.width * MM_PER_PIXEL, ()),
        (texts.district_line, INK, DISTRICT_EDGE_MM, ()),
        (texts.neighbour_line, NEIGHBOUR_EDGE, NEIGHBOUR_EDGE_MM, NEIGHBOUR_DASH_MM),
        (texts.road_line, road_colour, road_width, ()),
    )
    for row, (label, colour, width, dash) in enumerate(samples, start=1):
        middle = box.top - (row + 0.5) * _ROW
        page.strokes(
            [((box.left + 0.6, middle), (box.left + _KEY_WIDTH - 1.6, middle))],
            colour=colour,
            width=width,
            dash=dash,
        )
        _label(page, box, middle, label)


def _label(page: Page, box: Box, middle: float, label: str) -> None:
    text = fit(label, box.width - _KEY_WIDTH, _SIZES)
    page.block(
        (box.left + _KEY_WIDTH, middle + text.height / 2), text.lines, text.size, part="legend"
    )
