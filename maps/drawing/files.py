"""Turn figures into files: PNG, PDF or SVG, the same bytes for the same figure.

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
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from html import unescape
from io import BytesIO
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_pdf import PdfPages
from matplotlib.figure import Figure
from numpy.typing import NDArray
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from maps.drawing.typography import FAMILY, MM_PER_POINT, clean, text_width

# Matplotlib types the keys one by one; ours are a plain mapping to it.
_SETTINGS: Any = {
    "svg.hashsalt": "hotspots-sheet",
    # Text as text, which can be searched, copied, read aloud and corrected.
    "svg.fonttype": "none",
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
_TEXT = re.compile(r'<text style="([^"]*)"([^>]*)>([^<]*)</text>')
# Verdana, which Windows has, is as wide as DejaVu Sans and knows Vietnamese too.
_FAMILIES = f"'{FAMILY}', Verdana, sans-serif"
_STYLE_RULE = '<style type="text/css">*{stroke-linejoin: round; stroke-linecap: butt}</style>'
_STYLE_INHERITED = 'stroke-linejoin="round" stroke-linecap="butt"'
_SUBSET_PREFIX = re.compile(rb"/([A-Z]{6})\+(?=DejaVu)")


@contextmanager
def drawing() -> Iterator[None]:
    """Hold Matplotlib's settings; figures are made and written inside, one thread at a time."""
    with _lock, mpl.rc_context(_SETTINGS):
        yield


def png(figure: Figure, title: str, dpi: float, about: str = "") -> bytes:
    """Write a figure without the alpha channel, run-length coded: half the time of ``savefig``.

    Parameters
    ----------
    figure
        Made inside `drawing`.
    title
        Of the file.
    dpi
        Pixels per inch.
    about
        Kept in the file beside its title, for programs.

    Returns
    -------
    bytes
        The file.

    Raises
    ------
    ValueError
        If a side would have 65,536 pixels or more.
    """
    figure.set_dpi(dpi)
    canvas = FigureCanvasAgg(figure)
    canvas.draw()  # type: ignore[no-untyped-call]  # Matplotlib leaves its canvas untyped
    info = PngInfo()
    info.add_itxt("Title", clean(title))
    if about:
        info.add_itxt("Description", clean(about))
    picture = Image.fromarray(_pixels(canvas)).convert("RGB")
    buffer = BytesIO()
    picture.save(buffer, format="png", dpi=(dpi, dpi), pnginfo=info, compress_type=zlib.Z_RLE)
    return buffer.getvalue()


def _pixels(canvas: FigureCanvasAgg) -> NDArray[np.uint8]:
    return np.asarray(canvas.buffer_rgba())  # type: ignore[no-untyped-call]  # as canvas.draw


def svg(figure: Figure, title: str, about: str = "") -> bytes:
    """Write a figure as SVG, its text as text, its look said by attributes.

    Parameters
    ----------
    figure
        Made inside `drawing`.
    title
        Of the file.
    about
        Kept in the file beside its title, for programs.

    Returns
    -------
    bytes
        The file. A Content-Security-Policy without ``unsafe-inline`` holds for a picture opened
        by itself too, and would leave it black if it said its look in CSS, as Matplotlib does.
        Each text states its width, so that it keeps its place where DejaVu is not installed.
    """
    buffer = BytesIO()
    metadata = {"Date": None, "Creator": None, "Title": clean(title)}
    if about:
        metadata["Description"] = clean(about)
    figure.savefig(buffer, format="svg", metadata=metadata)
    return _without_styles(buffer.getvalue().decode()).encode()


def _without_styles(svg: str) -> str:
    def attributes(match: re.Match[str]) -> str:
        pairs = (each.split(": ", 1) for each in match[1].split("; ") if each)
        return " ".join(f'{name}="{value}"' for name, value in pairs)

    styled = svg.replace(_STYLE_RULE, "").replace("<svg ", f"<svg {_STYLE_INHERITED} ", 1)
    return _TEXT.sub(_plain_text, _STYLE.sub(attributes, styled))


def _plain_text(match: re.Match[str]) -> str:
    style = dict(each.split(": ", 1) for each in match[1].split("; "))
    bold = style.get("font-weight", "400") != "400"
    size = float(style["font-size"].removesuffix("px"))
    width = text_width(unescape(match[3]), size, bold=bold) / MM_PER_POINT
    said = {
        "font-family": _FAMILIES,
        "font-size": f"{size:g}",
        "font-weight": "bold" if bold else "normal",
        "text-anchor": style.get("text-anchor", "start"),
        "fill": style.get("fill", "#000000"),
        "textLength": f"{width:.2f}",
        "lengthAdjust": "spacingAndGlyphs",
    }
    attributes = " ".join(f'{name}="{value}"' for name, value in said.items())
    return f"<text {attributes}{match[2]}>{match[3]}</text>"


def pdf(figures: Iterable[Figure], title: str, about: str = "") -> bytes:
    """Write figures as the pages of a PDF, fonts embedded.

    Parameters
    ----------
    figures
        Made inside `drawing`.
    title
        Of the file.
    about
        Kept in the file beside its title, for programs.

    Returns
    -------
    bytes
        The file.
    """
    buffer = BytesIO()
    metadata = {"Title": clean(title), "Creator": None, "Producer": None, "CreationDate": None}
    if about:
        metadata["Subject"] = clean(about)
    with PdfPages(buffer, metadata=metadata) as pages:
        for figure in figures:
            pages.savefig(figure)
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
