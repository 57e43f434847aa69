"""Rows of history on a sheet: a strip beneath the table, or pages of their own."""

from dataclasses import dataclass, replace

from maps.drawing.boxes import Box
from maps.drawing.page import SECONDARY_INK, Page
from maps.drawing.symbols import Symbols
from maps.drawing.typography import fit, line_height
from maps.history.chart import Chart, ChartStyle, SetRow, draw_chart, set_chart
from maps.history.content import History
from maps.history.legend import Legend, draw_legend, set_legend
from maps.sheet import legend

STRIP_STYLE = ChartStyle(
    text_size=6.5, tick_size=6.0, band=2.3, mark=1.3, padding=0.05, names="nowhere"
)
OVERLEAF_STYLE = ChartStyle(
    text_size=7.5, tick_size=7.0, band=3.0, mark=1.8, padding=0.5, names="beside"
)
_GAP = 4.5
_NOTE_SIZES = (6.6, 6.0)
_NOTE_ROW = 4.2
# A strip of fewer rows, when there are more, says too little for the room its legend takes.
_FEWEST_ROWS = 3


@dataclass(frozen=True, slots=True)
class Strip:
    """Rows of history set for the width of a table, each known by its number alone.

    Parameters
    ----------
    history
        What is shown.
    chart, legend
        As set.
    rows
        Those that are drawn.
    """

    history: History
    chart: Chart
    legend: Legend
    rows: tuple[SetRow, ...]

    @property
    def omitted(self) -> int:
        """How many rows are not drawn."""
        return len(self.chart.rows) - len(self.rows)

    @property
    def height(self) -> float:
        """From the end of the table to that of the last row or note, in millimetres."""
        head = _GAP + legend.TITLE_ROW + self.legend.height + self.chart.axis_height
        note = _NOTE_ROW if self.omitted else 0.0
        return head + sum(row.height for row in self.rows) + note

    def within(self, height: float) -> "Strip | None":
        """Return the strip with the rows that a height has room for, or None if they are few."""
        for count in range(len(self.rows), _FEWEST_ROWS - 1, -1):
            shorter = replace(self, rows=self.rows[:count])
            if shorter.height <= height:
                return shorter
        return None


def set_strip(history: History, box: Box) -> Strip:
    """Set all rows between the sides of a table's box."""
    chart = set_chart(history, STRIP_STYLE, box.left, box.right)
    signs = set_legend(history, STRIP_STYLE, box.width, clearances=False)
    return Strip(history, chart, signs, chart.rows)


def draw_strip(page: Page, symbols: Symbols, strip: Strip, box: Box) -> None:
    """Draw a strip down from the top of a box, below its gap."""
    texts = strip.history.texts
    top = legend.draw_title(page, replace(box, top=box.top - _GAP), texts.title, "history-title")
    draw_legend(page, symbols, strip.legend, (box.left, top))
    end = draw_chart(page, symbols, strip.chart, strip.rows, top - strip.legend.height)
    if strip.omitted:
        note = texts.more.replace("{count}", str(strip.omitted))
        text = fit(note, box.width, _NOTE_SIZES)
        page.block(
            (box.left, end - 0.8), text.lines, text.size, part="history", colour=SECONDARY_INK
        )


def draw_pages(history: History, box: Box) -> list[tuple[Page, Symbols]]:
    """Draw all rows with their names on as many pages as they need, each with the legend."""
    chart = set_chart(history, OVERLEAF_STYLE, box.left, box.right)
    signs = set_legend(history, OVERLEAF_STYLE, box.width)
    title = fit(history.texts.title, box.width, (11.0, 9.5, 8.5), bold=True)
    head = title.height + signs.height + chart.axis_height + line_height(OVERLEAF_STYLE.text_size)
    pages: list[tuple[Page, Symbols]] = []
    waiting = list(chart.rows)
    while waiting:
        rows: list[SetRow] = []
        room = box.height - head
        while waiting and (not rows or waiting[0].height <= room):
            rows.append(waiting.pop(0))
            room -= rows[-1].height
        page, symbols = Page(), Symbols()
        top = box.top - page.block(
            (box.left, box.top), title.lines, title.size, part="history-title", bold=True
        )
        draw_legend(page, symbols, signs, (box.left, top))
        top -= signs.height + line_height(OVERLEAF_STYLE.text_size) / 2
        draw_chart(page, symbols, chart, rows, top)
        pages.append((page, symbols))
    return pages
