"""The line of history as a picture of its own, for a wide page or a phone."""

from collections.abc import Sequence
from datetime import date
from typing import Literal, get_args

from matplotlib.figure import Figure

from maps.drawing import files
from maps.drawing.page import MM_PER_INCH, SECONDARY_INK, Page
from maps.drawing.symbols import Symbols
from maps.drawing.typography import Fitted, fit
from maps.history.chart import ChartStyle, draw_chart, set_chart
from maps.history.content import History, HistoryRow, HistoryTexts
from maps.history.legend import draw_legend, set_legend

PictureFormat = Literal["svg", "png"]
PictureWidth = Literal["wide", "narrow"]
PICTURE_FORMATS: tuple[PictureFormat, ...] = get_args(PictureFormat)

# 1.5 dots for each CSS pixel.
DPI = 144
_MM_PER_PIXEL = MM_PER_INCH / 96
_WIDTHS = {"wide": 1000 * _MM_PER_PIXEL, "narrow": 360 * _MM_PER_PIXEL}
# 9 points are 12 CSS pixels.
_STYLES = {
    "wide": ChartStyle(
        text_size=9.0, tick_size=8.25, band=4.0, mark=2.2, padding=0.6, names="beside"
    ),
    "narrow": ChartStyle(
        text_size=9.0, tick_size=8.25, band=4.0, mark=2.2, padding=0.9, names="above"
    ),
}
_MARGIN = 2.0
_GAP = 2.0
_TITLE_SIZES = (12.0, 11.0)
# The axis is repeated after so many rows, for it has left the screen by then.
_ROWS_PER_AXIS = 20


def draw_history(
    rows: Sequence[HistoryRow],
    texts: HistoryTexts,
    *,
    start: date,
    end: date,
    format: PictureFormat,  # noqa: A002 - as savefig
    width: PictureWidth = "wide",
) -> bytes:
    """Draw the history of hotspots: a row each, level as bands, clearance as marks.

    Parameters
    ----------
    rows
        Top first. The picture grows with them; some 500 are the most that a PNG takes.
    texts
        Words.
    start, end
        First and last day of the time axis.
    format
        ``"svg"`` (letters as outlines, no CSS) or ``"png"`` (144 dpi).
    width
        ``"wide"`` for 1000 CSS pixels, names left of the bands; ``"narrow"`` for 360, names
        above them.

    Returns
    -------
    bytes
        A file; the same bytes for the same arguments.

    Raises
    ------
    ValueError
        If format or width is unknown, the period is empty, a row holds a code that
        `maps.symbology` does not know, or a PNG would be too high.
    """
    if format not in PICTURE_FORMATS:
        raise ValueError(f"unknown format: {format!r}")
    history = History(tuple(rows), texts, start, end)
    with files.drawing():
        figure = compose(history, width)
        if format == "svg":
            return files.svg(figure, texts.title)
        return files.png(figure, texts.title, DPI)


def history_figure(history: History, width: PictureWidth) -> Figure:
    """Return the picture as a figure, to ask its artists where they stand."""
    with files.drawing():
        return compose(history, width)


def compose(history: History, width: PictureWidth) -> Figure:
    """Lay the picture out: title, legend, then rows under as many axes as are needed."""
    if width not in _WIDTHS:
        raise ValueError(f"unknown width: {width!r}")
    style, page_width = _STYLES[width], _WIDTHS[width]
    inner = page_width - 2 * _MARGIN
    title = fit(history.texts.title, inner, _TITLE_SIZES, max_lines=3, bold=True)
    if not history.rows:
        return _empty(history, title, page_width)
    legend = set_legend(history, style, inner)
    chart = set_chart(history, style, _MARGIN, page_width - _MARGIN)
    groups = [
        chart.rows[first : first + _ROWS_PER_AXIS]
        for first in range(0, len(chart.rows), _ROWS_PER_AXIS)
    ]
    height = sum(row.height for row in chart.rows) + len(groups) * chart.axis_height
    height += title.height + legend.height + 2 * _GAP + 2 * _MARGIN
    page, symbols = Page(page_width, height), Symbols()
    top = _draw_title(page, title)
    draw_legend(page, symbols, legend, (_MARGIN, top))
    top -= legend.height + _GAP
    for group in groups:
        top = draw_chart(page, symbols, chart, group, top)
    symbols.draw(page)
    return page.figure


def _empty(history: History, title: Fitted, width: float) -> Figure:
    sentence = fit(history.texts.empty, width - 2 * _MARGIN, (9.0,), max_lines=4)
    page = Page(width, title.height + sentence.height + _GAP + 2 * _MARGIN)
    top = _draw_title(page, title)
    page.block((_MARGIN, top), sentence.lines, sentence.size, part="empty", colour=SECONDARY_INK)
    return page.figure


def _draw_title(page: Page, title: Fitted) -> float:
    top = page.height - _MARGIN
    used = page.block((_MARGIN, top), title.lines, title.size, part="title", bold=True)
    return top - used - _GAP
