"""Clearance as marks on a row: where each stands, and what is known of its day.

A mark whose day is known stands on it. One known only to a month or a year stands at the end of a
dashed stretch over all the days on which it may have happened. What happened before the period is
told left of the axis, by the last mark with its year.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from maps.drawing.boxes import Point
from maps.drawing.page import INK, SECONDARY_INK, Page
from maps.drawing.symbols import Symbols
from maps.drawing.typography import text_width
from maps.history.axis import TimeAxis
from maps.history.content import ClearanceMark, HistoryRow

_HALO = 1.15
_WHISKER = 0.35
# White beneath the dashes, as a share of the band.
_CASING_SHARE = 0.4
_WHISKER_DASH = (0.9, 0.8)
_GAP = 0.8
# How far a tick reaches out under its disc, in half-widths of the disc: it shows the day where
# the disc had to stand beside it.
TICK_REACH = 0.4
_CHEVRON = 0.9


@dataclass(frozen=True, slots=True)
class PlacedMark:
    """A mark on the axis.

    Parameters
    ----------
    clearance
        Its state.
    day
        Where its last possible day stands, in millimetres.
    x
        Middle of the disc: beside the day where discs would cover each other.
    since
        Where the stretch of its possible days begins; None if the day is known.
    open
        Whether that stretch begins before the axis.
    """

    clearance: str
    day: float
    x: float
    since: float | None
    open: bool


@dataclass(frozen=True, slots=True)
class Earlier:
    """What happened before the axis begins.

    Parameters
    ----------
    last
        The last of its marks.
    text
        The year of the last, after the number of those before it.
    """

    last: ClearanceMark
    text: str


def earlier(row: HistoryRow, start: date) -> Earlier | None:
    """Return what happened before a day, or None if nothing is known of it."""
    marks = sorted((mark for mark in row.marks if mark.on < start), key=lambda mark: mark.on)
    if not marks:
        return None
    more = f"+{len(marks) - 1} " if len(marks) > 1 else ""
    return Earlier(marks[-1], f"{more}{marks[-1].on.year}")


def earlier_width(told: Earlier, size: float, half: float) -> float:
    """Return the width of chevron, year and mark in millimetres, the gap after them included."""
    return _CHEVRON + text_width(told.text, size) + 2 * half + 3 * _GAP


def place_marks(marks: Sequence[ClearanceMark], axis: TimeAxis, half: float) -> list[PlacedMark]:
    """Return where the marks of a row stand on the axis, in order of time.

    Parameters
    ----------
    marks
        Of one row; those before or after the axis are left out.
    axis
        Where days stand.
    half
        Half the width of a disc in millimetres.

    Returns
    -------
    list of PlacedMark
        No disc covers another, unless there are more of them than the axis is long.
    """
    seen = sorted(
        (mark for mark in marks if axis.start <= mark.on and mark.earliest <= axis.end),
        key=lambda mark: mark.on,
    )
    days = [axis.x(mark.on) for mark in seen]
    return [
        PlacedMark(
            mark.clearance,
            day,
            x,
            axis.x(mark.earliest) if mark.earliest < mark.on else None,
            mark.earliest < axis.start,
        )
        for mark, day, x in zip(seen, days, _spread(days, 2 * half * _HALO, axis), strict=True)
    ]


def _spread(days: Sequence[float], apart: float, axis: TimeAxis) -> list[float]:
    """Move places apart, to the right first and back to the left where the axis ends."""
    if len(days) > 1:
        apart = min(apart, (axis.right - axis.left) / (len(days) - 1))
    places: list[float] = []
    for day in days:
        places.append(max(day, places[-1] + apart) if places else day)
    limit = axis.right
    for index in reversed(range(len(places))):
        places[index] = min(places[index], limit)
        limit = places[index] - apart
    return places


def covered(marks: Sequence[PlacedMark], half: float) -> list[tuple[float, float]]:
    """Return the stretches that discs and their uncertain days cover, in millimetres."""
    room = half * _HALO
    return [
        (min(mark.x - room, mark.day if mark.since is None else mark.since), mark.x + room)
        for mark in marks
    ]


def draw_marks(
    page: Page, symbols: Symbols, marks: Sequence[PlacedMark], y: float, *, half: float, band: float
) -> None:
    """Draw marks on a band of a height of ``band``, uncertain days beneath the discs."""
    for mark in marks:
        symbols.add_clearance((mark.x, y), mark.clearance, half)
        if mark.since is None:
            tick = [((mark.day, y), (mark.day, y - half * (1.0 + TICK_REACH)))]
            page.strokes(tick, width=_WHISKER, zorder=4.5, part="day")
        else:
            draw_whisker(page, (mark.since, y), mark.x, band=band, open_start=mark.open)


def draw_whisker(page: Page, start: Point, end: float, *, band: float, open_start: bool) -> None:
    """Draw the stretch of days on which a change may have happened, up to its mark."""
    x, y = start
    casing = _CASING_SHARE * band
    line = [((x, y), (end, y))]
    page.strokes(line, colour="#ffffff", width=casing, zorder=5.0)
    page.strokes(line, width=_WHISKER, dash=_WHISKER_DASH, zorder=5.2, part="whisker")
    if open_start:
        draw_chevron(page, (x, y))
    else:
        rise = band / 2 + 0.4
        cap = [((x, y - rise), (x, y + rise))]
        page.strokes(cap, colour="#ffffff", width=casing, zorder=5.0)
        page.strokes(cap, width=_WHISKER, zorder=5.2)


def draw_earlier(
    page: Page, symbols: Symbols, told: Earlier, right: float, *, y: float, size: float, half: float
) -> None:
    """Draw a chevron, the year and the last mark up to ``right``, for what came before."""
    symbols.add_clearance((right - _GAP - half, y), told.last.clearance, half)
    text_right = right - 2 * _GAP - 2 * half
    baseline = y - 0.13 * size
    page.text(
        (text_right, baseline), told.text, size, part="before", colour=SECONDARY_INK, align="right"
    )
    draw_chevron(page, (right - earlier_width(told, size, half), y))


def draw_chevron(page: Page, tip: Point) -> None:
    """Draw a sign that points to what lies before."""
    x, y = tip
    rise = _CHEVRON
    page.strokes(
        [((x + _CHEVRON, y + rise), (x, y), (x + _CHEVRON, y - rise))],
        colour=INK,
        width=_WHISKER,
        zorder=5.2,
        part="chevron",
    )
