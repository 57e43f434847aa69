"""Levels as bands on a row, the strokes of the badge repeated on them."""

from collections.abc import Sequence
from dataclasses import dataclass

from maps.bands import level_band
from maps.drawing.boxes import Box
from maps.drawing.page import SECONDARY_INK, Page
from maps.drawing.symbols import Symbols
from maps.history.axis import TimeAxis
from maps.history.content import LevelSpan

_EDGE = 0.12
_DOT = 0.45
_DOT_STEP = 1.5
# The strokes of a badge keep within this share of its square, which is as high as the band.
_BADGE_REACH = 0.72
_MARGIN = 0.5


@dataclass(frozen=True, slots=True)
class Band:
    """A span on the axis.

    Parameters
    ----------
    level
        Its level.
    left, right
        In millimetres, within the axis.
    """

    level: str
    left: float
    right: float


def place_levels(spans: Sequence[LevelSpan], axis: TimeAxis) -> list[Band]:
    """Return the bands of the spans that are seen on the axis."""
    return [
        Band(span.level, axis.x(span.start), axis.x(span.end))
        for span in spans
        if max(span.start, axis.start) < min(span.end, axis.end)
    ]


def draw_band(
    page: Page,
    symbols: Symbols,
    band: Band,
    *,
    y: float,
    height: float,
    covered: Sequence[tuple[float, float]] = (),
) -> None:
    """Draw a band about the height ``y``, its badge where nothing covers it.

    Parameters
    ----------
    page, symbols
        Where to draw.
    band
        What to draw.
    y, height
        Middle and height of the band, in millimetres.
    covered
        Stretches in which something stands on the band.
    """
    style = level_band(band.level)
    box = Box(band.left, y - height / 2, band.right, y + height / 2)
    part = f"level-{band.level}"
    page.rectangle(box, fill=style.fill, edge=SECONDARY_INK, width=_EDGE, zorder=4.0, part=part)
    half = height / 2
    reach = half * _BADGE_REACH
    x = _badge_x(band, reach, covered)
    if style.dotted:
        _draw_dots(page, box, style.ink)
        if x is not None:
            plate = Box(x - reach - _MARGIN, box.bottom, x + reach + _MARGIN, box.top)
            page.rectangle(plate.shrunk(2 * _EDGE), fill=style.fill, zorder=4.2)
    if x is not None:
        symbols.add_level_strokes((x, y), band.level, half, style.ink)


def _badge_x(band: Band, reach: float, covered: Sequence[tuple[float, float]]) -> float | None:
    """Return the leftmost place on the band where a badge is seen whole."""
    left = band.left + _MARGIN
    for start, end in sorted(covered):
        if start - left >= 2 * reach:
            break
        left = max(left, end + _MARGIN / 2)
    return left + reach if left + 2 * reach + _MARGIN <= band.right else None


def _draw_dots(page: Page, box: Box, colour: str) -> None:
    """Fill a box with two rows of dots: each row a dashed line, few bytes however long it is."""
    inner = box.shrunk(_DOT)
    lines = [
        ((inner.left + shift, y), (inner.right, y))
        for shift, y in (
            (0.0, box.bottom + box.height * 0.72),
            (_DOT_STEP / 2, box.bottom + box.height * 0.28),
        )
        if inner.left + shift < inner.right
    ]
    page.strokes(lines, colour=colour, width=_DOT, dash=(0.02, _DOT_STEP - 0.02), zorder=4.1)
