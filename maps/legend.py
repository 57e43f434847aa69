"""Keys of the legend: each part of a symbol alone, as a small SVG without any text."""

from maps import symbology
from maps.symbology import (
    BADGE_STROKE_WIDTH,
    CLEARANCE_COLOURS,
    GLYPH_COLOURS,
    GLYPH_WIDTH,
    HALO_COLOUR,
    OUTLINE_COLOUR,
    LineStyle,
)

_SIZE = 20


def category_key(category: str) -> str:
    """Return the bare shape of a category.

    Parameters
    ----------
    category
        One of `maps.symbology.CATEGORIES`.

    Returns
    -------
    str
        SVG document, 20 by 20 CSS pixels.

    Raises
    ------
    ValueError
        If the category is unknown.
    """
    path = symbology.svg_path(symbology.shape_path(category), (10, 10), 8)
    return _svg(
        f'<path d="{path}" fill="{HALO_COLOUR}" stroke="{OUTLINE_COLOUR}"'
        ' stroke-width="1.6" stroke-linejoin="round"/>'
    )


def clearance_key(clearance: str) -> str:
    """Return colour and glyph of a clearance state on a tile that is neither category's shape.

    Parameters
    ----------
    clearance
        One of `maps.symbology.CLEARANCES`.

    Returns
    -------
    str
        SVG document, 20 by 20 CSS pixels.

    Raises
    ------
    ValueError
        If the clearance is unknown.
    """
    glyph = symbology.clearance_glyph(clearance)
    strokes = "".join(symbology.svg_path(line, (10, 10), 9) for line in glyph)
    return _svg(
        f'<rect x="1.5" y="1.5" width="17" height="17" rx="4"'
        f' fill="{CLEARANCE_COLOURS[clearance]}" stroke="{OUTLINE_COLOUR}"/>'
        + _line(strokes, GLYPH_COLOURS[clearance], GLYPH_WIDTH * 9)
    )


def level_key(level: str) -> str:
    """Return the badge of a level.

    Parameters
    ----------
    level
        One of `maps.symbology.LEVELS`.

    Returns
    -------
    str
        SVG document, 20 by 20 CSS pixels.

    Raises
    ------
    ValueError
        If the level is unknown.
    """
    strokes = "".join(symbology.svg_path(s, (10, 10), 8) for s in symbology.level_badge(level))
    return _svg(
        f'<rect x="2.5" y="2.5" width="15" height="15" rx="3.5" fill="#ffffff"'
        f' stroke="{OUTLINE_COLOUR}"/>' + _line(strokes, OUTLINE_COLOUR, BADGE_STROKE_WIDTH * 7)
    )


def line_key(style: LineStyle) -> str:
    """Return a piece of a line.

    Parameters
    ----------
    style
        How the line is drawn; its width is limited to 4 CSS pixels.

    Returns
    -------
    str
        SVG document, 34 by 20 CSS pixels.
    """
    scale = min(style.width, 4.0) / style.width
    parts = " ".join(f"{part * scale:g}" for part in style.dash)
    dash = f' stroke-dasharray="{parts}"' if parts else ""
    return _svg(
        f'<path d="M4 10H30" fill="none" stroke="{style.colour}"'
        f' stroke-width="{style.width * scale:g}" stroke-linecap="round"{dash}/>',
        width=34,
    )


def area_key(colour: str) -> str:
    """Return a hatched piece of an area whose place is known only roughly.

    Parameters
    ----------
    colour
        Hexadecimal RGB of hatching and edge.

    Returns
    -------
    str
        SVG document, 34 by 20 CSS pixels.
    """
    return _svg(
        f'<path d="M3 16L14 4M11 16L22 4M19 16L30 4" stroke="{colour}" stroke-width="1"/>'
        f'<rect x="3" y="4" width="28" height="12" fill="none" stroke="{colour}"'
        ' stroke-width="1.6" stroke-dasharray="4 3"/>',
        width=34,
    )


def _svg(content: str, *, width: int = _SIZE) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{_SIZE}"'
        f' viewBox="0 0 {width} {_SIZE}">{content}</svg>'
    )


def _line(path: str, colour: str, width: float) -> str:
    return (
        f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="{width:.2f}"'
        ' stroke-linecap="round" stroke-linejoin="round"/>'
    )
