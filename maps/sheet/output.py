"""Turn the pages of a sheet into files: PNG, PDF or SVG, the same bytes for the same content.

Matplotlib keeps a few settings of its writers in process-wide ``rcParams``: the seed of SVG
identifiers and the kind of font in a PDF have no other way in. They are set around the drawing by
``rc_context``, and a lock makes sure that two threads of a server never do so at once. Drawing
holds the interpreter's lock nearly all the time, so that waiting costs little, and only one
canvas of 15 MB exists at a time. Nothing else in the process may draw with Matplotlib.
"""

import hashlib
import re
import threading
import zlib
from io import BytesIO
from typing import Any, Literal, get_args

import matplotlib as mpl
import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_pdf import PdfPages
from matplotlib.figure import Figure
from numpy.typing import NDArray
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from maps.sheet.content import SheetContent
from maps.sheet.layout import compose
from maps.sheet.typography import clean

SheetFormat = Literal["png", "pdf", "svg"]
FORMATS: tuple[SheetFormat, ...] = get_args(SheetFormat)
DPI = 200

# Matplotlib types the keys one by one; ours are a plain mapping to it.
_SETTINGS: Any = {
    "svg.hashsalt": "hotspots-sheet",
    # Letters as outlines: an SVG looks the same where DejaVu is not installed.
    "svg.fonttype": "path",
    # TrueType: the other kind leaves Vietnamese letters out of copied and searched text.
    "pdf.fonttype": 42,
    "pdf.compression": 6,
    "text.hinting": "none",
    "text.usetex": False,
    "path.simplify": True,
    "axes.unicode_minus": True,
}
_lock = threading.Lock()
# Matplotlib's style attributes, and the one rule that goes before them all.
_STYLE = re.compile(r'style="((?:(?:fill|stroke|opacity)[a-z-]*: [#a-zA-Z0-9., -]+(?:; )?)+)"')
_STYLE_RULE = '<style type="text/css">*{stroke-linejoin: round; stroke-linecap: butt}</style>'
_STYLE_INHERITED = 'stroke-linejoin="round" stroke-linecap="butt"'
_SUBSET_PREFIX = re.compile(rb"/([A-Z]{6})\+(?=DejaVu)")


def draw_sheet(content: SheetContent, format: SheetFormat) -> bytes:  # noqa: A002 - as savefig
    """Draw the map sheet of a district on A4 landscape.

    Parameters
    ----------
    content
        Everything the sheet shows.
    format
        ``"png"`` (200 dpi), ``"pdf"`` (vector, fonts embedded) or ``"svg"`` (vector, letters as
        outlines). Only a PDF has further pages, when the table does not fit whole.

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
    with _lock, mpl.rc_context(_SETTINGS):
        pages = compose(content, overleaf=format == "pdf")
        if format == "pdf":
            return _pdf(pages, content)
        return _picture(pages[0], content, format)


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
    with _lock, mpl.rc_context(_SETTINGS):
        return compose(content, overleaf=overleaf)


def _picture(page: Figure, content: SheetContent, format: str) -> bytes:  # noqa: A002  # as savefig
    buffer = BytesIO()
    title = clean(content.texts.title)
    if format == "png":
        _save_png(page, buffer, title)
    else:
        page.savefig(
            buffer,
            format="svg",
            metadata={"Date": None, "Creator": None, "Title": title},
        )
        return _without_styles(buffer.getvalue().decode()).encode()
    return buffer.getvalue()


def _without_styles(svg: str) -> str:
    """Say by attributes what Matplotlib says in CSS.

    A Content-Security-Policy without ``unsafe-inline`` holds for a picture opened by itself too,
    and would leave it black.
    """

    def attributes(match: re.Match[str]) -> str:
        pairs = (each.split(": ", 1) for each in match[1].split("; ") if each)
        return " ".join(f'{name}="{value}"' for name, value in pairs)

    styled = svg.replace(_STYLE_RULE, "").replace("<svg ", f"<svg {_STYLE_INHERITED} ", 1)
    return _STYLE.sub(attributes, styled)


def _save_png(page: Figure, buffer: BytesIO, title: str) -> None:
    """Save without the alpha channel, run-length coded: half the time of ``savefig``."""
    page.set_dpi(DPI)
    canvas = FigureCanvasAgg(page)
    canvas.draw()  # type: ignore[no-untyped-call]  # Matplotlib leaves its canvas untyped
    info = PngInfo()
    info.add_itxt("Title", title)
    picture = Image.fromarray(_pixels(canvas)).convert("RGB")
    picture.save(buffer, format="png", dpi=(DPI, DPI), pnginfo=info, compress_type=zlib.Z_RLE)


def _pixels(canvas: FigureCanvasAgg) -> NDArray[np.uint8]:
    return np.asarray(canvas.buffer_rgba())  # type: ignore[no-untyped-call]  # as canvas.draw


def _pdf(pages: tuple[Figure, ...], content: SheetContent) -> bytes:
    buffer = BytesIO()
    metadata = {
        "Title": clean(content.texts.title),
        "Creator": None,
        "Producer": None,
        "CreationDate": None,
    }
    with PdfPages(buffer, metadata=metadata) as pdf:
        for page in pages:
            pdf.savefig(page)
    return _steady_font_names(buffer.getvalue())


def _steady_font_names(pdf: bytes) -> bytes:
    """Replace the random prefixes of embedded fonts by ones that stay.

    Matplotlib makes them from Python's string hash, which differs in every process. The new
    ones are as long as the old ones, so that no offset in the file moves.
    """
    prefixes: dict[bytes, bytes] = {}

    def replace(match: re.Match[bytes]) -> bytes:
        old = match.group(1)
        if old not in prefixes:
            digest = hashlib.sha256(str(len(prefixes)).encode()).digest()
            prefixes[old] = bytes(ord("A") + byte % 26 for byte in digest[:6])
        return b"/" + prefixes[old] + b"+"

    return _SUBSET_PREFIX.sub(replace, pdf)
