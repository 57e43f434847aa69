"""Measure and break text before it is drawn.

Widths come from the advances in the font file, so that a layout does not depend on the output
format. Kerning is left out; in DejaVu it only ever makes a line shorter.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import matplotlib as mpl
from matplotlib.font_manager import FontProperties
from matplotlib.ft2font import FT2Font, LoadFlags

MM_PER_POINT = 25.4 / 72
LEADING = 1.28
ELLIPSIS = "…"
# Stands for what the font has no drawing of, instead of a warning per letter.
UNKNOWN = "\N{WHITE SQUARE}"

FAMILY = "DejaVu Sans"
_FONT_FILES = {False: "DejaVuSans.ttf", True: "DejaVuSans-Bold.ttf"}
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Fitted:
    """Lines of text and the size at which they fit.

    Parameters
    ----------
    lines
        Ready to draw, top first.
    size
        In points.
    truncated
        Whether an ellipsis replaces part of the text.
    """

    lines: tuple[str, ...]
    size: float
    truncated: bool

    @property
    def height(self) -> float:
        """Height of the block in millimetres."""
        return len(self.lines) * line_height(self.size)


@lru_cache(maxsize=2)
def font_path(*, bold: bool = False) -> Path:
    """Return the font file that Matplotlib ships, so that sheets look alike on every machine."""
    return Path(mpl.get_data_path()) / "fonts" / "ttf" / _FONT_FILES[bold]


@lru_cache(maxsize=64)
def font(size: float, *, bold: bool = False) -> FontProperties:
    """Return DejaVu Sans at a size in points."""
    return FontProperties(
        family=FAMILY,
        weight="bold" if bold else "normal",
        fname=str(font_path(bold=bold)),
        size=size,
    )


def line_height(size: float) -> float:
    """Return the distance between baselines in millimetres at a size in points."""
    return size * LEADING * MM_PER_POINT


@lru_cache(maxsize=2)
def _face(*, bold: bool) -> tuple[FT2Font, frozenset[int]]:
    face = FT2Font(str(font_path(bold=bold)))
    return face, frozenset(face.get_charmap())


@lru_cache(maxsize=4096)
def _advance(char: str, *, bold: bool) -> float:
    face, known = _face(bold=bold)
    if ord(char) not in known:
        return 1.0
    return float(
        face.load_char(ord(char), flags=LoadFlags.NO_SCALE).horiAdvance / face.units_per_EM
    )


@lru_cache(maxsize=4096)
def clean(text: str) -> str:
    """Return text that can be drawn: one line, composed letters, nothing invisible.

    Line breaks and tabs become spaces; control, format and direction characters go; what
    the font cannot draw becomes `UNKNOWN`.
    """
    spaced = _SPACES.sub(" ", unicodedata.normalize("NFC", text)).strip()
    _, known = _face(bold=False)
    return "".join(
        char if ord(char) in known else UNKNOWN
        for char in spaced
        if unicodedata.category(char) not in {"Cc", "Cf"}
    )


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Return the width in millimetres of cleaned text at a size in points."""
    return sum(_advance(char, bold=bold) for char in text) * size * MM_PER_POINT


def truncate(text: str, size: float, width: float, *, bold: bool = False) -> str:
    """Return the longest start of the text that fits, with an ellipsis if anything is cut."""
    if text_width(text, size, bold=bold) <= width:
        return text
    kept = text
    while kept and text_width(kept.rstrip() + ELLIPSIS, size, bold=bold) > width:
        kept = kept[:-1]
    return kept.rstrip() + ELLIPSIS


def wrap(text: str, size: float, width: float, *, bold: bool = False) -> list[str]:
    """Break text at spaces into lines no wider than ``width`` millimetres.

    A word wider than a line is broken where the line ends.
    """
    lines: list[str] = []
    line = ""
    for word in clean(text).split(" "):
        joined = f"{line} {word}" if line else word
        if text_width(joined, size, bold=bold) <= width:
            line = joined
            continue
        if line:
            lines.append(line)
        *full, line = _break_word(word, size, width, bold=bold)
        lines.extend(full)
    return [*lines, line]


def _break_word(word: str, size: float, width: float, *, bold: bool) -> list[str]:
    parts, part = [], ""
    for char in word:
        if part and text_width(part + char, size, bold=bold) > width:
            parts.append(part)
            part = ""
        part += char
    return [*parts, part]


def fit(
    text: str, width: float, sizes: tuple[float, ...], *, max_lines: int = 1, bold: bool = False
) -> Fitted:
    """Set text in at most ``max_lines`` lines at the largest of ``sizes`` that takes it whole.

    Parameters
    ----------
    text
        Any text; it is cleaned first.
    width
        Of a line, in millimetres.
    sizes
        In points, largest first.
    max_lines
        At the smallest size, what is longer ends in an ellipsis.
    bold
        Which face.

    Returns
    -------
    Fitted
        Lines, size and whether text was lost.
    """
    for size in sizes:
        lines = wrap(text, size, width, bold=bold)
        if len(lines) <= max_lines:
            return Fitted(tuple(lines), size, truncated=False)
    size = sizes[-1]
    lines = wrap(text, size, width, bold=bold)
    last = truncate(" ".join(lines[max_lines - 1 :]), size, width, bold=bold)
    return Fitted((*lines[: max_lines - 1], last), size, truncated=True)
