"""Compose the pages of a sheet: where each part stands on A4 landscape."""

from dataclasses import dataclass, replace

from matplotlib.figure import Figure

from geodata.crs import to_metric
from maps.drawing.boxes import Box
from maps.drawing.page import SECONDARY_INK, Page
from maps.drawing.symbols import Symbols
from maps.drawing.typography import fit, line_height
from maps.sheet import furniture, legend, table
from maps.sheet.content import SheetContent, SheetTexts
from maps.sheet.draw import draw_map

TITLE = Box(9.0, 187.0, 288.0, 202.5)
FOOTER = Box(9.0, 6.0, 288.0, 16.0)
OVERLEAF_COLUMNS = (Box(9.0, 19.0, 145.5, 184.0), Box(151.5, 19.0, 288.0, 184.0))


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Where the parts between title and footer stand, in millimetres on the page.

    Parameters
    ----------
    map, scale, table, inset, lines
        Boxes of the parts.
    legend
        Boxes of the legend's columns, with the number of groups in each.
    """

    map: Box
    scale: Box
    table: Box
    legend: tuple[tuple[Box, int], ...]
    inset: Box
    lines: Box


ROOMY = Arrangement(
    map=Box(9.0, 27.0, 195.0, 184.0),
    scale=Box(9.0, 17.5, 195.0, 25.5),
    table=Box(200.0, 80.0, 288.0, 184.0),
    legend=((Box(200.0, 17.5, 248.0, 77.0), 3),),
    inset=Box(251.0, 34.0, 288.0, 77.0),
    lines=Box(251.0, 17.5, 288.0, 32.8),
)
# For many hotspots: a narrower map, a wider and higher table.
DENSE = Arrangement(
    map=Box(9.0, 27.0, 163.0, 184.0),
    scale=Box(9.0, 17.5, 163.0, 25.5),
    table=Box(168.0, 66.0, 288.0, 184.0),
    legend=((Box(168.0, 17.5, 211.0, 62.0), 2), (Box(212.0, 17.5, 252.0, 62.0), 1)),
    inset=Box(254.0, 17.5, 288.0, 62.0),
    lines=Box(212.0, 17.5, 252.0, 33.5),
)

_NOTE_SIZE = 6.6
_NOTE_ROW = 4.2


def compose(content: SheetContent, *, overleaf: bool) -> tuple[Figure, ...]:
    """Lay the sheet out and return its pages, ready to be saved.

    Parameters
    ----------
    content
        What to show.
    overleaf
        Whether rows that do not fit, or only shortened, may be listed whole on further pages.

    Returns
    -------
    tuple of Figure
        The sheet, then as many pages of table as are needed.
    """
    page = Page()
    symbols = Symbols()
    texts = content.texts
    places = _arrangement(content)
    frame, shown = draw_map(page, symbols, content, places.map)
    furniture.draw_title(page, texts, TITLE)
    furniture.draw_scale(page, frame, texts, places.scale)
    legend.draw_legend(page, symbols, texts, places.legend)
    top = legend.draw_title(page, places.inset, texts.inset_title, "inset")
    district = to_metric(content.ground.district.outline)
    room = replace(places.inset, top=top)
    furniture.draw_inset(page, content.ground.city, district, frame, room)
    legend.draw_line_legend(page, texts, places.lines)
    setting = _draw_table(page, symbols, content, shown, places.table, overleaf=overleaf)
    symbols.draw(page)
    more = []
    if overleaf and (setting.omitted or setting.abridged):
        more = _overleaf_pages(content, shown)
    for number, each in enumerate([page, *more], start=1):
        label = _page_number(texts, number, 1 + len(more)) if more else ""
        furniture.draw_footer(each, texts, FOOTER, page_number=label)
    return tuple(each.figure for each in [page, *more])


def _page_number(texts: SheetTexts, number: int, count: int) -> str:
    return texts.page_number.replace("{page}", str(number)).replace("{pages}", str(count))


def _arrangement(content: SheetContent) -> Arrangement:
    everything = frozenset(range(len(content.hotspots)))
    box = ROOMY.table
    setting = table.set_table(content.hotspots, everything, box.width, _room(box, content.texts))
    return DENSE if setting.omitted or setting.abridged else ROOMY


def _room(box: Box, texts: SheetTexts) -> float:
    """Return the height for rows and notes in a table's box."""
    return box.height - legend.TITLE_ROW - table.heading_height(texts, box.width)


def _draw_table(
    page: Page,
    symbols: Symbols,
    content: SheetContent,
    shown: frozenset[int],
    place: Box,
    *,
    overleaf: bool,
) -> table.TableSetting:
    texts = content.texts
    box = replace(place, top=legend.draw_title(page, place, texts.table_title, "table-title"))
    if not content.hotspots:
        empty = fit(texts.empty, box.width - 4.0, (8.5, 7.5), max_lines=5)
        page.rectangle(
            Box(box.left, box.top - empty.height - 6.0, box.right, box.top), fill="#f3f3f1"
        )
        page.block(
            (box.left + 2.0, box.top - 3.0),
            empty.lines,
            empty.size,
            part="table",
            colour=SECONDARY_INK,
        )
        return table.TableSetting((), table.MINIMUM_SIZE, 0)
    room = _room(place, texts)
    notes = 1 if len(shown) < len(content.hotspots) else 0
    setting = table.set_table(content.hotspots, shown, box.width, room - notes * _NOTE_ROW)
    if setting.omitted or (overleaf and setting.abridged):
        notes += 1
        setting = table.set_table(content.hotspots, shown, box.width, room - notes * _NOTE_ROW)
    end = table.draw_table(page, symbols, texts, box, setting) - 0.8
    for note in _notes(content, setting, shown, overleaf=overleaf):
        text = fit(note, box.width, (_NOTE_SIZE, 6.0))
        page.block((box.left, end), text.lines, text.size, part="table", colour=SECONDARY_INK)
        end -= line_height(_NOTE_SIZE)
    return setting


def _notes(
    content: SheetContent,
    setting: table.TableSetting,
    shown: frozenset[int],
    *,
    overleaf: bool,
) -> list[str]:
    texts = content.texts
    notes = []
    if setting.omitted:
        more = texts.more_overleaf if overleaf else texts.more
        notes.append(more.replace("{count}", str(setting.omitted)))
    elif overleaf and setting.abridged:
        notes.append(texts.abridged_overleaf)
    if len(shown) < len(content.hotspots):
        notes.append(texts.off_map_note)
    return notes


def _overleaf_pages(content: SheetContent, shown: frozenset[int]) -> list[Page]:
    """List all hotspots in full text, two columns a page."""
    pages: list[Page] = []
    spots = content.hotspots
    start = 0
    while start < len(spots):
        page = Page()
        symbols = Symbols()
        furniture.draw_title(page, content.texts, TITLE)
        for box in OVERLEAF_COLUMNS:
            rest = spots[start:]
            if not rest:
                break
            room = box.height - table.heading_height(content.texts, box.width)
            on_map = frozenset(index - start for index in shown)
            setting = table.set_table(rest, on_map, box.width, room, (table.OVERLEAF_STYLE,))
            table.draw_table(page, symbols, content.texts, box, setting)
            start += len(setting.rows)
        symbols.draw(page)
        pages.append(page)
    return pages
