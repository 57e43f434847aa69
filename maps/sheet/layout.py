"""Compose the pages of a sheet: where each part stands on A4 landscape."""

from dataclasses import dataclass, replace

from matplotlib.figure import Figure

from geodata.crs import to_metric
from maps.drawing.boxes import Box
from maps.drawing.page import Page
from maps.drawing.symbols import Symbols
from maps.sheet import furniture, legend, table
from maps.sheet.content import SheetContent, SheetTexts
from maps.sheet.draw import draw_map
from maps.sheet.history import draw_pages
from maps.sheet.listing import Listing, draw_listing, set_listing, shown_history

TITLE = Box(9.0, 187.0, 288.0, 202.5)
FOOTER = Box(9.0, 6.0, 288.0, 16.0)
OVERLEAF = Box(9.0, 19.0, 288.0, 184.0)
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
    inset=Box(251.0, 38.0, 288.0, 77.0),
    lines=Box(251.0, 17.5, 288.0, 36.5),
)
# For many hotspots: a narrower map, a wider and higher table.
DENSE = Arrangement(
    map=Box(9.0, 27.0, 163.0, 184.0),
    scale=Box(9.0, 17.5, 163.0, 25.5),
    table=Box(168.0, 67.5, 288.0, 184.0),
    legend=((Box(168.0, 17.5, 211.0, 64.5), 2), (Box(212.0, 17.5, 252.0, 64.5), 1)),
    inset=Box(254.0, 17.5, 288.0, 64.5),
    lines=Box(212.0, 17.5, 252.0, 36.3),
)


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
        The sheet, then as many pages of table and of history as are needed.
    """
    page = Page()
    symbols = Symbols()
    texts = content.texts
    places = _arrangement(content, overleaf=overleaf)
    frame, shown = draw_map(page, symbols, content, places.map)
    furniture.draw_title(page, texts, TITLE)
    furniture.draw_scale(page, frame, texts, places.scale)
    legend.draw_legend(page, symbols, texts, places.legend)
    top = legend.draw_title(page, places.inset, texts.inset_title, "inset")
    district = to_metric(content.ground.district.outline)
    room = replace(places.inset, top=top)
    furniture.draw_inset(page, content.ground.city, district, frame, room)
    legend.draw_line_legend(page, texts, places.lines)
    listing = set_listing(content, shown, places.table, overleaf=overleaf)
    draw_listing(page, symbols, content, listing, places.table)
    symbols.draw(page)
    more = _overleaf_pages(content, shown, listing) if overleaf else []
    for number, each in enumerate([page, *more], start=1):
        label = _page_number(texts, number, 1 + len(more)) if more else ""
        furniture.draw_footer(each, texts, FOOTER, page_number=label)
    return tuple(each.figure for each in [page, *more])


def _page_number(texts: SheetTexts, number: int, count: int) -> str:
    return texts.page_number.replace("{page}", str(number)).replace("{pages}", str(count))


def _arrangement(content: SheetContent, *, overleaf: bool) -> Arrangement:
    """Return the first arrangement with room for everything, or the one to make do with."""
    everything = frozenset(range(len(content.hotspots)))

    def whole(sample: SheetContent, places: Arrangement) -> bool:
        return set_listing(sample, everything, places.table, overleaf=overleaf).whole

    for places in (ROOMY, DENSE):
        if whole(content, places):
            return places
    return ROOMY if overleaf and whole(replace(content, history=None), ROOMY) else DENSE


def _overleaf_pages(content: SheetContent, shown: frozenset[int], listing: Listing) -> list[Page]:
    pages = []
    if listing.table.omitted or listing.table.abridged:
        pages += _table_pages(content, shown)
    history = shown_history(content)
    if history and listing.history_left:
        pages += draw_pages(history, OVERLEAF)
    for page, symbols in pages:
        furniture.draw_title(page, content.texts, TITLE)
        symbols.draw(page)
    return [page for page, _ in pages]


def _table_pages(content: SheetContent, shown: frozenset[int]) -> list[tuple[Page, Symbols]]:
    """List all hotspots in full text, two columns a page."""
    pages: list[tuple[Page, Symbols]] = []
    spots = content.hotspots
    start = 0
    while start < len(spots):
        page, symbols = Page(), Symbols()
        for box in OVERLEAF_COLUMNS:
            rest = spots[start:]
            if not rest:
                break
            room = box.height - table.heading_height(content.texts, box.width)
            on_map = frozenset(index - start for index in shown)
            setting = table.set_table(rest, on_map, box.width, room, (table.OVERLEAF_STYLE,))
            table.draw_table(page, symbols, content.texts, box, setting)
            start += len(setting.rows)
        pages.append((page, symbols))
    return pages
