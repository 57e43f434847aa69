"""The numbered table of hotspots: set so that no cell leaves its column or its row.

The first of `STYLES` with which all rows fit is taken. The smallest is one line of 6 pt a row,
the least that can be read on paper; rows that do not fit even so are left out and counted.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from maps.drawing.boxes import Box
from maps.drawing.page import HAIRLINE, INK, SECONDARY_INK, Page
from maps.drawing.symbols import SMALL_SYMBOL_HALF, Symbols
from maps.drawing.typography import Fitted, fit, line_height
from maps.sheet.content import SheetHotspot, SheetTexts

# Size in points and lines a cell may have, from roomy to dense.
STYLES = ((7.5, 8), (7.0, 6), (7.0, 4), (6.5, 4), (6.5, 3), (6.0, 3), (6.0, 2), (6.0, 1))
MINIMUM_SIZE = 6.0
OVERLEAF_STYLE = (7.0, 12)
OFF_MAP_MARK = "*"

_NUMBER_COLUMN = 10.4
_SYMBOL_OFFSET = 6.9
_SHARES = (0.37, 0.25, 0.19, 0.19)
_GUTTER = 1.4
_ROW_PADDING = 0.6
_DENSE_PADDING = 0.25
_HEADING_SIZES = (6.5, 6.0, 5.5)


@dataclass(frozen=True, slots=True)
class Row:
    """One hotspot, broken into lines.

    Parameters
    ----------
    hotspot
        The row's hotspot.
    number
        First cell, with a mark if the hotspot is not on the map.
    cells
        Name, commune, level and clearance.
    height
        In millimetres, padding included.
    padding
        Above and below the text, in millimetres.
    """

    hotspot: SheetHotspot
    number: str
    cells: tuple[Fitted, ...]
    height: float
    padding: float

    @property
    def abridged(self) -> bool:
        """Whether any cell lost text."""
        return any(cell.truncated for cell in self.cells)


@dataclass(frozen=True, slots=True)
class TableSetting:
    """Rows as they will be drawn.

    Parameters
    ----------
    rows
        Those that fit.
    size
        Of their text, in points.
    omitted
        How many did not.
    """

    rows: tuple[Row, ...]
    size: float
    omitted: int

    @property
    def abridged(self) -> bool:
        """Whether any row lost text."""
        return any(row.abridged for row in self.rows)


def columns(width: float) -> tuple[tuple[float, float], ...]:
    """Return offset and text width of the five columns of a table, in millimetres."""
    rest = width - _NUMBER_COLUMN
    result = [(0.0, _NUMBER_COLUMN - _GUTTER)]
    left = _NUMBER_COLUMN
    for share in _SHARES:
        result.append((left, share * rest - _GUTTER))
        left += share * rest
    return tuple(result)


def set_row(
    hotspot: SheetHotspot, width: float, size: float, max_lines: int, *, on_map: bool
) -> Row:
    """Break the cells of a hotspot into lines for a table ``width`` millimetres wide."""
    texts = (
        hotspot.name,
        hotspot.commune_text,
        hotspot.level_label,
        hotspot.clearance_label,
    )
    cells = tuple(
        fit(text, column, (size,), max_lines=max_lines)
        for text, (_, column) in zip(texts, columns(width)[1:], strict=True)
    )
    tallest = max(cell.height for cell in cells)
    number = str(hotspot.number) + ("" if on_map else OFF_MAP_MARK)
    padding = _DENSE_PADDING if max_lines == 1 else _ROW_PADDING
    return Row(hotspot, number, cells, tallest + 2 * padding, padding)


def set_table(
    hotspots: Sequence[SheetHotspot],
    shown: frozenset[int],
    width: float,
    height: float,
    styles: Sequence[tuple[float, int]] = STYLES,
) -> TableSetting:
    """Choose the roomiest style in which all rows fit.

    Parameters
    ----------
    hotspots
        One a row.
    shown
        Positions in ``hotspots`` of those that are on the map.
    width, height
        Of the rows together, in millimetres, heading not included.
    styles
        Pairs of size in points and lines a cell may have.

    Returns
    -------
    TableSetting
        With some rows omitted if they do not fit in the last of the styles.
    """
    rows: list[Row] = []
    for size, max_lines in styles:
        rows = [
            set_row(hotspot, width, size, max_lines, on_map=index in shown)
            for index, hotspot in enumerate(hotspots)
        ]
        if sum(row.height for row in rows) <= height:
            return TableSetting(tuple(rows), size, 0)
    kept, used = 0, 0.0
    for row in rows:
        if used + row.height > height:
            break
        used += row.height
        kept += 1
    return TableSetting(tuple(rows[:kept]), styles[-1][0], len(rows) - kept)


def headings(texts: SheetTexts, width: float) -> tuple[Fitted, ...]:
    """Set the five headings, in at most two lines each."""
    labels = (
        texts.heading_number,
        texts.heading_name,
        texts.heading_commune,
        texts.heading_level,
        texts.heading_clearance,
    )
    return tuple(
        fit(label, column, _HEADING_SIZES, max_lines=2, bold=True)
        for label, (_, column) in zip(labels, columns(width), strict=True)
    )


def heading_height(texts: SheetTexts, width: float) -> float:
    """Return the height of the heading row in millimetres."""
    return max(heading.height for heading in headings(texts, width)) + 2 * _ROW_PADDING


def draw_table(
    page: Page, symbols: Symbols, texts: SheetTexts, box: Box, setting: TableSetting
) -> float:
    """Draw headings and rows from the top of a box and return where they end (mm)."""
    offsets = [offset for offset, _ in columns(box.width)]
    top = box.top
    for offset, heading in zip(offsets, headings(texts, box.width), strict=True):
        page.block(
            (box.left + offset, top - _ROW_PADDING),
            heading.lines,
            heading.size,
            part="table",
            bold=True,
            colour=SECONDARY_INK,
        )
    top -= heading_height(texts, box.width)
    rules = [((box.left, top), (box.right, top))]
    page.strokes(rules, colour=INK, width=0.3)
    rules = []
    for row in setting.rows:
        corner = (box.left, top)
        _draw_row(page, symbols, row, size=setting.size, corner=corner, offsets=offsets)
        top -= row.height
        rules.append(((box.left, top), (box.right, top)))
    if rules:
        page.strokes(rules, colour=HAIRLINE, width=0.12)
    return top


def _draw_row(
    page: Page,
    symbols: Symbols,
    row: Row,
    *,
    size: float,
    corner: tuple[float, float],
    offsets: Sequence[float],
) -> None:
    left, top = corner
    text_top = top - row.padding
    page.block((left, text_top), (row.number,), size, part="table", bold=True)
    hotspot = row.hotspot
    symbols.add(
        (left + _SYMBOL_OFFSET, text_top - line_height(size) / 2 + 0.1),
        hotspot.category,
        hotspot.level,
        hotspot.clearance,
        SMALL_SYMBOL_HALF,
    )
    for offset, cell in zip(offsets[1:], row.cells, strict=True):
        page.block((left + offset, text_top), cell.lines, cell.size, part="table")
