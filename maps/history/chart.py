"""Rows under one time axis, set before they are drawn so that a caller knows their height."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from maps.drawing.page import HAIRLINE, INK, SECONDARY_INK, Page
from maps.drawing.symbols import Symbols
from maps.drawing.typography import Fitted, fit, line_height, text_width
from maps.history.axis import LABEL_OFFSET, Tick, TimeAxis, ticks
from maps.history.content import History, HistoryRow
from maps.history.levels import draw_band, place_levels
from maps.history.marks import (
    TICK_REACH,
    Earlier,
    covered,
    draw_earlier,
    draw_marks,
    earlier,
    earlier_width,
    place_marks,
)

_COLUMN_GAP = 2.0
_NAME_SHARE = 0.3
_NAME_LINES = 2


@dataclass(frozen=True, slots=True)
class ChartStyle:
    """Sizes of a chart and where names stand.

    Parameters
    ----------
    text_size, tick_size
        Of numbers and names, and of the axis, in points.
    band
        Height of a level's band in millimetres.
    mark
        Half the width of a clearance mark in millimetres.
    padding
        Above and below a row in millimetres.
    names
        Left of the band, above it, or nowhere: beneath a table that has them, the number will do.
    """

    text_size: float
    tick_size: float
    band: float
    mark: float
    padding: float
    names: Literal["beside", "above", "nowhere"]


@dataclass(frozen=True, slots=True)
class SetRow:
    """A row ready to be drawn.

    Parameters
    ----------
    row
        What became of the hotspot.
    name
        Broken into lines; none if names stand nowhere.
    earlier
        What happened before the axis begins.
    height
        In millimetres.
    """

    row: HistoryRow
    name: Fitted | None
    earlier: Earlier | None
    height: float


@dataclass(frozen=True, slots=True)
class Chart:
    """Rows, axis and columns for a given width.

    Parameters
    ----------
    style
        Sizes.
    rows
        All of them; a page may draw some.
    axis, ticks
        Where days stand, and which are marked.
    left, names, right
        Where the chart and its names begin, and where the chart ends, in millimetres.
    """

    style: ChartStyle
    rows: tuple[SetRow, ...]
    axis: TimeAxis
    ticks: tuple[Tick, ...]
    left: float
    names: float
    right: float

    @property
    def axis_height(self) -> float:
        """Height of the axis above the rows, in millimetres."""
        return line_height(self.style.tick_size) + 0.6


def set_chart(history: History, style: ChartStyle, left: float, right: float) -> Chart:
    """Set all rows of a history between two places on a page.

    Parameters
    ----------
    history
        What to show.
    style
        Sizes.
    left, right
        In millimetres.

    Returns
    -------
    Chart
        To be drawn by `draw_chart`, a page's rows at a time.
    """
    size, half = style.text_size, style.mark
    told = [earlier(row, history.start) for row in history.rows]
    number = max((text_width(str(row.number), size, bold=True) for row in history.rows), default=0)
    names = left + number + _COLUMN_GAP
    if style.names == "beside":
        name_width = _NAME_SHARE * (right - left)
        before = names + name_width + _COLUMN_GAP
    else:
        name_width = right - names
        before = left if style.names == "above" else names
    room = max((earlier_width(each, style.tick_size, half) for each in told if each), default=0.0)
    # A mark at either end of the axis reaches half its width beyond it.
    axis = TimeAxis(history.start, history.end, before + room + half, right - half)
    rows = tuple(
        _set_row(row, each, style, name_width) for row, each in zip(history.rows, told, strict=True)
    )
    marked = ticks(axis, history.texts, style.tick_size)
    return Chart(style, rows, axis, marked, left, names, right)


def _set_row(row: HistoryRow, told: Earlier | None, style: ChartStyle, name_width: float) -> SetRow:
    line = _line_height(style)
    if style.names == "nowhere":
        return SetRow(row, None, told, line + 2 * style.padding)
    name = fit(row.name, name_width, (style.text_size,), max_lines=_NAME_LINES)
    content = max(name.height, line) if style.names == "beside" else name.height + line
    return SetRow(row, name, told, content + 2 * style.padding)


def _line_height(style: ChartStyle) -> float:
    return 2 * style.mark * (1.0 + TICK_REACH)


def draw_chart(
    page: Page, symbols: Symbols, chart: Chart, rows: Sequence[SetRow], top: float
) -> float:
    """Draw the axis and some rows below it and return where they end (mm)."""
    style = chart.style
    y = top - chart.axis_height
    for tick in chart.ticks:
        if tick.label:
            page.text(
                (tick.x + LABEL_OFFSET, y + 0.15 * style.tick_size),
                tick.label,
                style.tick_size,
                part="tick",
                colour=SECONDARY_INK,
            )
    page.strokes([((chart.left, y), (chart.right, y))], colour=INK, width=0.3)
    grid = [((tick.x, y), (tick.x, y + 1.2)) for tick in chart.ticks]
    rules = []
    for row in rows:
        highest = y
        if style.names == "above" and row.name is not None:
            highest -= style.padding + row.name.height
        y -= row.height
        _draw_names(page, chart, row, top=y + row.height, bottom=y)
        _draw_line(page, symbols, chart, row, (highest + y) / 2)
        grid += [((tick.x, highest), (tick.x, y)) for tick in chart.ticks]
        rules.append(((chart.left, y), (chart.right, y)))
    page.strokes(rules, colour=HAIRLINE, width=0.12, part="row-rule")
    page.strokes(grid, colour=HAIRLINE, width=0.12, zorder=2.5, part="grid")
    return y


def _draw_names(page: Page, chart: Chart, row: SetRow, *, top: float, bottom: float) -> None:
    style = chart.style
    lines = 1 if row.name is None else len(row.name.lines)
    start = (top + bottom + lines * line_height(style.text_size)) / 2
    if style.names == "above":
        start = top - style.padding
    number = (str(row.row.number),)
    page.block((chart.left, start), number, style.text_size, part="row-number", bold=True)
    if row.name is not None:
        page.block((chart.names, start), row.name.lines, style.text_size, part="row-name")


def _draw_line(page: Page, symbols: Symbols, chart: Chart, row: SetRow, y: float) -> None:
    style, axis = chart.style, chart.axis
    marks = place_marks(row.row.marks, axis, style.mark)
    page.strokes([((axis.left, y), (axis.right, y))], colour=HAIRLINE, width=0.25, part="blank")
    hidden = covered(marks, style.mark)
    for band in place_levels(row.row.levels, axis):
        draw_band(page, symbols, band, y=y, height=style.band, covered=hidden)
    draw_marks(page, symbols, marks, y, half=style.mark, band=style.band)
    if row.earlier is not None:
        right = axis.left - style.mark
        draw_earlier(page, symbols, row.earlier, right, y=y, size=style.tick_size, half=style.mark)
