"""A district's sheet as a file: PNG, PDF or SVG."""

from typing import Literal, get_args

from matplotlib.figure import Figure

from maps.drawing import files
from maps.sheet.content import SheetContent
from maps.sheet.layout import compose

SheetFormat = Literal["png", "pdf", "svg"]
FORMATS: tuple[SheetFormat, ...] = get_args(SheetFormat)
DPI = 200


def draw_sheet(content: SheetContent, format: SheetFormat) -> bytes:  # noqa: A002 - as savefig
    """Draw the map sheet of a district on A4 landscape.

    Parameters
    ----------
    content
        Everything the sheet shows.
    format
        ``"png"`` (200 dpi), ``"pdf"`` (vector, fonts embedded) or ``"svg"`` (vector, text as
        text). Only a PDF has further pages, when table or history do not fit whole.

    Returns
    -------
    bytes
        A file; the same bytes for the same content.

    Raises
    ------
    ValueError
        If the format is unknown, or a hotspot has a code that `maps.symbology` does not know.
    """
    if format not in FORMATS:
        raise ValueError(f"unknown format: {format!r}")
    title, about = content.texts.title, content.about
    with files.drawing():
        pages = compose(content, overleaf=format == "pdf")
        if format == "pdf":
            return files.pdf(pages, title, about)
        if format == "svg":
            return files.svg(pages[0], title, about)
        return files.png(pages[0], title, DPI, about)


def layout_figures(content: SheetContent, *, overleaf: bool = False) -> tuple[Figure, ...]:
    """Return the pages as figures, to ask their artists where they stand.

    Parameters
    ----------
    content
        Everything the sheet shows.
    overleaf
        Whether to add the pages that only a PDF has.

    Returns
    -------
    tuple of Figure
        Not drawn yet: ``figure.canvas.draw()`` gives extents.
    """
    with files.drawing():
        return compose(content, overleaf=overleaf)
