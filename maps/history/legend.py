"""Samples of bands and marks, set one after another in as many lines as they need."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from maps.drawing.boxes import Point
from maps.drawing.page import INK, SECONDARY_INK, Page
from maps.drawing.symbols import Symbols
from maps.drawing.typography import line_height, text_width, wrap
from maps.history.chart import ChartStyle
from maps.history.content import History
from maps.history.levels import Band, draw_band
from maps.history.marks import draw_chevron, draw_whisker

# In heights of a band.
_BAND_KEY = 1.75
_CHEVRON_KEY = 2.0
_KEY_GAP = 1.2
# In millimetres for each point of the text.
_ITEM_GAP = 0.45
_LEADING = 1.5

Sign = Literal["heading", "level", "clearance", "uncertain", "before", "nothing"]


@dataclass(frozen=True, slots=True)
class Item:
    """A sample and its label.

    Parameters
    ----------
    sign
        What the sample shows; a heading has none.
    label
        Any text.
    code
        Of a level or a clearance.
    """

    sign: Sign
    label: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class Legend:
    """Items in lines.

    Parameters
    ----------
    lines
        Items with their offset from the left, in millimetres.
    style
        Sizes.
    """

    lines: tuple[tuple[tuple[float, Item], ...], ...]
    style: ChartStyle

    @property
    def leading(self) -> float:
        """Height of a line in millimetres."""
        return _LEADING * line_height(self.style.tick_size)

    @property
    def height(self) -> float:
        """Height of all lines in millimetres."""
        return len(self.lines) * self.leading


def set_legend(
    history: History, style: ChartStyle, width: float, *, clearances: bool = True
) -> Legend:
    """Break the legend into lines no wider than ``width`` millimetres.

    Parameters
    ----------
    history
        What is shown: signs that do not occur in it are left out, states of the vocabularies not.
    style
        Sizes.
    width
        Of a line, in millimetres.
    clearances
        Whether to explain the marks, each group from a line of its own; a sheet's own legend
        does, and what is left is set as one.

    Returns
    -------
    Legend
        To be drawn by `draw_legend`.
    """
    texts = history.texts
    levels = [Item("heading", texts.level_title), *_items("level", texts.levels)]
    signs = list(_signs(history))
    groups = [[*levels, *signs]]
    if clearances:
        heading = Item("heading", texts.clearance_title)
        groups = [levels, [heading, *_items("clearance", texts.clearances)], signs]
    lines = (line for group in groups for line in _break(group, style, width))
    return Legend(tuple(lines), style)


def _items(
    sign: Literal["level", "clearance"], labels: tuple[tuple[str, str], ...]
) -> Iterator[Item]:
    return (Item(sign, label, code) for code, label in labels)


def _signs(history: History) -> Iterator[Item]:
    marks = [mark for row in history.rows for mark in row.marks]
    if any(mark.earliest < mark.on and history.start <= mark.on for mark in marks):
        yield Item("uncertain", history.texts.uncertain)
    if any(mark.on < history.start for mark in marks):
        yield Item("before", history.texts.before)


def _break(
    group: list[Item], style: ChartStyle, width: float
) -> Iterator[tuple[tuple[float, Item], ...]]:
    line: list[tuple[float, Item]] = []
    x, gap = 0.0, _ITEM_GAP * style.tick_size
    for item in group:
        bold = item.sign == "heading"
        key = _key_width(item, style)
        first, *rest = wrap(item.label, style.tick_size, width - key, bold=bold)
        if line and x + key + text_width(first, style.tick_size, bold=bold) > width:
            yield tuple(line)
            line, x = [], 0.0
        line.append((x, Item(item.sign, first, item.code)))
        for more in rest:
            yield tuple(line)
            line = [(key, Item("nothing", more))]
        # Nothing stands beside the last line of a label that took several.
        x = width if rest else x + key + text_width(first, style.tick_size, bold=bold) + gap
    if line:
        yield tuple(line)


def _key_width(item: Item, style: ChartStyle) -> float:
    widths = {
        "level": _BAND_KEY * style.band,
        "uncertain": _BAND_KEY * style.band,
        "clearance": 2 * style.mark,
        "before": _CHEVRON_KEY,
    }
    return widths[item.sign] + _KEY_GAP if item.sign in widths else 0.0


def draw_legend(page: Page, symbols: Symbols, legend: Legend, corner: Point) -> None:
    """Draw a legend down from its upper left corner."""
    left, top = corner
    size = legend.style.tick_size
    for line in legend.lines:
        middle = top - legend.leading / 2
        for offset, item in line:
            x = left + offset
            _draw_key(page, symbols, item, legend.style, (x, middle))
            heading = item.sign == "heading"
            page.block(
                (x + _key_width(item, legend.style), middle + line_height(size) / 2),
                (item.label,),
                size,
                part="legend",
                bold=heading,
                colour=SECONDARY_INK if heading else INK,
            )
        top -= legend.leading


def _draw_key(page: Page, symbols: Symbols, item: Item, style: ChartStyle, place: Point) -> None:
    x, y = place
    if item.sign == "level":
        sample = Band(item.code, x, x + _BAND_KEY * style.band)
        draw_band(page, symbols, sample, y=y, height=style.band)
    elif item.sign == "clearance":
        symbols.add_clearance((x + style.mark, y), item.code, style.mark)
    elif item.sign == "uncertain":
        draw_whisker(
            page, (x + 0.3, y), x + _BAND_KEY * style.band, band=style.band, open_start=False
        )
    elif item.sign == "before":
        draw_chevron(page, place)
