"""One symbology for the web map and the printed sheet.

Shape says category, fill colour and glyph say clearance, a small badge in the lower right corner
says level. The four fills are steps of lightness as well as of hue (dark where trouble remains,
pale where it is over), so that the symbols keep their order on a photocopy and for readers who do
not tell red from green; the glyph repeats the statement without any colour at all.

Coordinates are in the *unit square* of the symbol: x from -1 (left) to 1 (right), y from -1
(bottom) to 1 (top). The badge is described in a unit square of its own, which
`BADGE_CENTRE` and `BADGE_HALF_SIZE` place in that of the symbol.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import TypeVar

from maps.strokes import BADGES, GLYPHS, SHAPES, Points

Value = TypeVar("Value")

CATEGORIES = ("establishment", "public_place")
LEVELS = ("complex", "active", "low_activity", "inactive", "unverified")
CLEARANCES = ("not_cleared", "cleared", "handed_over", "recurred")

OUTLINE_COLOUR = "#1d2129"
HALO_COLOUR = "#ffffff"

# CIE lightness of the fills: 47, 94, 76, 14. Neighbours differ by 18 or more.
CLEARANCE_COLOURS: Mapping[str, str] = MappingProxyType(
    {
        "not_cleared": "#d32f2f",
        "cleared": "#def3e0",
        "handed_over": "#8fc1ea",
        "recurred": "#3d0c57",
    }
)
GLYPH_COLOURS: Mapping[str, str] = MappingProxyType(
    {
        "not_cleared": "#ffffff",
        "cleared": "#0f4d22",
        "handed_over": "#0a2f57",
        "recurred": "#ffffff",
    }
)
# Pale fills vanish as lines on a pale map: lines and areas use a dark tone of the same hue.
LINE_COLOURS: Mapping[str, str] = MappingProxyType(
    {
        "not_cleared": "#d32f2f",
        "cleared": "#1e7a3a",
        "handed_over": "#1f66a8",
        "recurred": "#3d0c57",
    }
)
# Tints of sand for districts with few to many hotspots: away from the hues of the symbols.
SHADING_COLOURS = ("#f6ead0", "#edd5a3", "#dfb974", "#c99945")

GLYPH_WIDTH = 0.22
OUTLINE_WIDTH = 0.14
BADGE_CENTRE = (0.86, -0.86)
BADGE_HALF_SIZE = 0.54
BADGE_STROKE_WIDTH = 0.38

_LEVEL_WIDTHS = {
    "complex": 7.0,
    "active": 6.0,
    "low_activity": 5.0,
    "inactive": 4.0,
    "unverified": 5.0,
}
# In multiples of the width, so that the gaps survive the round caps of a wide line.
_DASHES: dict[str, tuple[float, ...]] = {
    "not_cleared": (),
    "cleared": (0.1, 1.9),
    "handed_over": (1.6, 2.0),
    "recurred": (2.4, 1.9, 0.1, 1.9),
}


@dataclass(frozen=True, slots=True)
class LineStyle:
    """Describe how a road section or the edge of an area is drawn.

    Parameters
    ----------
    colour
        Hexadecimal RGB, at least 3:1 against white.
    width
        In CSS pixels on screen; a sheet may read it as quarter millimetres.
    dash
        Lengths of strokes and gaps by turns, in the unit of `width`; empty for a solid line.
        Meant for round line caps, which lengthen each stroke by `width`.
    """

    colour: str
    width: float
    dash: tuple[float, ...]


def shape_path(category: str) -> Points:
    """Return the outline that stands for a category.

    Parameters
    ----------
    category
        One of `CATEGORIES`.

    Returns
    -------
    tuple of (x, y)
        Closed polygon in the symbol's unit square, first point repeated at the end.

    Raises
    ------
    ValueError
        If the category is unknown.
    """
    return _known(SHAPES, category, "category")


def clearance_glyph(clearance: str) -> tuple[Points, ...]:
    """Return the sign drawn inside the shape for a clearance state.

    An exclamation mark, a tick, an arrow onwards and an arrow that comes round again.

    Parameters
    ----------
    clearance
        One of `CLEARANCES`.

    Returns
    -------
    tuple of polylines
        In the symbol's unit square; strokes are `GLYPH_WIDTH` wide with round caps and joins.

    Raises
    ------
    ValueError
        If the clearance is unknown.
    """
    return _known(GLYPHS, clearance, "clearance")


def level_badge(level: str) -> tuple[Points, ...]:
    """Return the strokes inside the level badge.

    Three, two or one rising bars, a flat dash for no activity; a question mark while nobody has
    confirmed the level.

    Parameters
    ----------
    level
        One of `LEVELS`.

    Returns
    -------
    tuple of polylines
        In the badge's own unit square (see `BADGE_CENTRE`); strokes are `BADGE_STROKE_WIDTH`
        wide in that square, with round caps.

    Raises
    ------
    ValueError
        If the level is unknown.
    """
    return _known(BADGES, level, "level")


def line_style(level: str, clearance: str) -> LineStyle:
    """Return how a line or the edge of an area is drawn.

    Width grows with the level, colour and dash follow the clearance.

    Parameters
    ----------
    level
        One of `LEVELS`.
    clearance
        One of `CLEARANCES`.

    Returns
    -------
    LineStyle
        Widths and dashes in CSS pixels.

    Raises
    ------
    ValueError
        If either code is unknown.
    """
    level_badge(level)
    width = _LEVEL_WIDTHS[level]
    return LineStyle(
        colour=_known(LINE_COLOURS, clearance, "clearance"),
        width=width,
        dash=tuple(round(part * width, 2) for part in _DASHES[clearance]),
    )


@lru_cache(maxsize=256)
def symbol_svg(category: str, level: str, clearance: str, size: int = 32) -> str:
    """Return a whole symbol as an SVG document; it never holds user text.

    Parameters
    ----------
    category, level, clearance
        Codes of the three vocabularies.
    size
        Width and height in CSS pixels. The shape is centred, so the middle of the image is the
        place it stands for.

    Returns
    -------
    str
        SVG with presentation attributes only, so that a strict style policy accepts it inline.

    Raises
    ------
    ValueError
        If a code is unknown or the size is not positive.
    """
    if size <= 0:
        raise ValueError("size must be positive")
    shape = svg_path(shape_path(category), _MIDDLE, _UNIT)
    fill = _known(CLEARANCE_COLOURS, clearance, "clearance")
    badge_x, badge_y = (
        _MIDDLE[0] + BADGE_CENTRE[0] * _UNIT,
        _MIDDLE[1] - BADGE_CENTRE[1] * _UNIT,
    )
    half = BADGE_HALF_SIZE * _UNIT
    outline = _number(OUTLINE_WIDTH * _UNIT)
    parts = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{size}" height="{size}"',
        ' viewBox="0 0 32 32" aria-hidden="true">',
        f'<path d="{shape}" fill="{HALO_COLOUR}" stroke="{HALO_COLOUR}"',
        ' stroke-width="4" stroke-linejoin="round"/>',
        f'<path d="{shape}" fill="{fill}" stroke="{OUTLINE_COLOUR}"',
        f' stroke-width="{outline}" stroke-linejoin="round"/>',
        _strokes(
            (svg_path(line, _MIDDLE, _UNIT) for line in clearance_glyph(clearance)),
            GLYPH_COLOURS[clearance],
            GLYPH_WIDTH * _UNIT,
        ),
        f'<rect x="{_number(badge_x - half)}" y="{_number(badge_y - half)}"',
        f' width="{_number(2 * half)}" height="{_number(2 * half)}" rx="2.5"',
        f' fill="#ffffff" stroke="{OUTLINE_COLOUR}" stroke-width="1"/>',
        _strokes(
            (svg_path(line, (badge_x, badge_y), half) for line in level_badge(level)),
            OUTLINE_COLOUR,
            BADGE_STROKE_WIDTH * half,
        ),
        "</svg>",
    )
    return "".join(parts)


_MIDDLE = (16.0, 16.0)
_UNIT = 10.4


def _known(table: Mapping[str, Value], code: str, what: str) -> Value:
    try:
        return table[code]
    except KeyError:
        raise ValueError(f"unknown {what}: {code!r}") from None


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def svg_path(points: Points, middle: tuple[float, float], unit: float) -> str:
    """Return a polyline of a unit square as SVG path data.

    Parameters
    ----------
    points
        In the unit square, y upwards.
    middle
        Where the square's middle (x, y) lies in the drawing, y downwards.
    unit
        Half the width of the square in the drawing.

    Returns
    -------
    str
        Value for a ``d`` attribute.
    """
    pairs = [f"{_number(middle[0] + x * unit)} {_number(middle[1] - y * unit)}" for x, y in points]
    return "M" + "L".join(pairs)


def _strokes(paths: Iterable[str], colour: str, width: float) -> str:
    return (
        f'<path d="{"".join(paths)}" fill="none" stroke="{colour}"'
        f' stroke-width="{_number(width)}" stroke-linecap="round" stroke-linejoin="round"/>'
    )
