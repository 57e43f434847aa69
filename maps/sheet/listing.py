"""What stands in a sheet's box for the table: the table, its notes, the history of its rows."""

from dataclasses import dataclass, replace

from maps.drawing.boxes import Box
from maps.drawing.page import SECONDARY_INK, Page
from maps.drawing.symbols import Symbols
from maps.drawing.typography import fit, line_height
from maps.history.content import History
from maps.sheet import legend, table
from maps.sheet.content import SheetContent, SheetTexts
from maps.sheet.history import Strip, draw_strip, set_strip

_NOTE_SIZE = 6.6
_NOTE_ROW = 4.2


@dataclass(frozen=True, slots=True)
class Listing:
    """A table and its history as they will be drawn.

    Parameters
    ----------
    table
        Rows that fit.
    notes
        Under the table.
    strip
        Rows of history below them, if any are drawn here.
    history_left
        Whether rows of history are missing here.
    """

    table: table.TableSetting
    notes: tuple[str, ...]
    strip: Strip | None
    history_left: bool

    @property
    def whole(self) -> bool:
        """Whether nothing is left out or shortened."""
        return not (self.table.omitted or self.table.abridged or self.history_left)


def shown_history(content: SheetContent) -> History | None:
    """Return the history that a sheet is to show, if there is any."""
    history = content.history
    return history if history and history.rows and content.hotspots else None


def set_listing(
    content: SheetContent, shown: frozenset[int], place: Box, *, overleaf: bool
) -> Listing:
    """Divide a box between table and history; the table comes first.

    Parameters
    ----------
    content
        Of the sheet.
    shown
        Positions in ``content.hotspots`` of those that are on the map.
    place
        Millimetres on the page.
    overleaf
        Whether there may be further pages: the table is not shortened then to make room for the
        history, which stands there whole.

    Returns
    -------
    Listing
        The whole history below the whole table, if both fit. Else, on a sheet of one page, as
        many rows as there is room for.
    """
    spots, texts, width = content.hotspots, content.texts, place.width
    room = place.height - legend.TITLE_ROW - table.heading_height(texts, width)
    notes = [texts.off_map_note] if len(shown) < len(spots) else []
    history = shown_history(content)
    strip = set_strip(history, place) if history else None

    def set_rows(note_count: int, below: float = 0.0) -> table.TableSetting:
        return table.set_table(spots, shown, width, room - note_count * _NOTE_ROW - below)

    if strip:
        setting = set_rows(len(notes), strip.height)
        if not (setting.omitted or (overleaf and setting.abridged)):
            return Listing(setting, tuple(notes), strip, history_left=False)
        notes.append(strip.history.texts.overleaf if overleaf else strip.history.texts.no_room)
    setting = set_rows(len(notes))
    if setting.omitted or (overleaf and setting.abridged):
        setting = set_rows(len(notes) + 1)
        notes.insert(0, _omission(texts, setting, overleaf=overleaf))
    if strip and not overleaf:
        used = sum(row.height for row in setting.rows) + (len(notes) - 1) * _NOTE_ROW
        strip = strip.within(room - used)
        if strip:
            notes.pop()
    else:
        strip = None
    return Listing(setting, tuple(notes), strip, history_left=history is not None)


def _omission(texts: SheetTexts, setting: table.TableSetting, *, overleaf: bool) -> str:
    if not setting.omitted:
        return texts.abridged_overleaf
    more = texts.more_overleaf if overleaf else texts.more
    return more.replace("{count}", str(setting.omitted))


def draw_listing(
    page: Page, symbols: Symbols, content: SheetContent, listing: Listing, place: Box
) -> None:
    """Draw a listing into its box, or the sentence that there is no hotspot."""
    texts = content.texts
    box = replace(place, top=legend.draw_title(page, place, texts.table_title, "table-title"))
    if not content.hotspots:
        _draw_empty(page, texts, box)
        return
    end = table.draw_table(page, symbols, texts, box, listing.table) - 0.8
    for note in listing.notes:
        text = fit(note, box.width, (_NOTE_SIZE, 6.0))
        page.block((box.left, end), text.lines, text.size, part="table", colour=SECONDARY_INK)
        end -= line_height(_NOTE_SIZE)
    if listing.strip:
        draw_strip(page, symbols, listing.strip, replace(box, top=end + 0.8))


def _draw_empty(page: Page, texts: SheetTexts, box: Box) -> None:
    empty = fit(texts.empty, box.width - 4.0, (8.5, 7.5), max_lines=5)
    page.rectangle(Box(box.left, box.top - empty.height - 6.0, box.right, box.top), fill="#f3f3f1")
    page.block(
        (box.left + 2.0, box.top - 3.0),
        empty.lines,
        empty.size,
        part="table",
        colour=SECONDARY_INK,
    )
