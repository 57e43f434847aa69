"""A page on which everything is placed in millimetres from the lower left corner."""

from collections.abc import Iterable, Sequence

from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch, Polygon, Rectangle
from matplotlib.path import Path
from matplotlib.text import Text

from maps.drawing.boxes import Box, Point
from maps.drawing.typography import MM_PER_POINT, clean, font, line_height

PAGE_WIDTH = 297.0
PAGE_HEIGHT = 210.0
MM_PER_INCH = 25.4

INK = "#1d2129"
SECONDARY_INK = "#4f5560"
HAIRLINE = "#b4b8be"


def points(mm: float) -> float:
    """Return a length on paper in typographic points."""
    return mm / MM_PER_POINT


class Page:
    """A figure and the means to draw on it.

    Artists are labelled with the part of the page they belong to, so that a test can ask for
    them. No text is ever read as a formula.

    Parameters
    ----------
    width, height
        In millimetres; A4 landscape if not said.
    """

    def __init__(self, width: float = PAGE_WIDTH, height: float = PAGE_HEIGHT) -> None:
        self.width = width
        self.height = height
        self.figure = Figure(figsize=(width / MM_PER_INCH, height / MM_PER_INCH), facecolor="white")
        self.axes: Axes = self.figure.add_axes((0.0, 0.0, 1.0, 1.0), zorder=2)
        self.axes.set_axis_off()
        self.axes.set_xlim(0.0, width)
        self.axes.set_ylim(0.0, height)
        self.axes.patch.set_visible(False)
        self.map_axes: Axes = self.axes

    def add_map(self, box: Box) -> Axes:
        """Return axes beneath the page's own, without ticks, for drawing in metres."""
        self.map_axes = self.figure.add_axes(
            (
                box.left / self.width,
                box.bottom / self.height,
                box.width / self.width,
                box.height / self.height,
            ),
            zorder=1,
            label="map",
        )
        self.map_axes.set_axis_off()
        return self.map_axes

    def text(
        self,
        position: Point,
        text: str,
        size: float,
        *,
        part: str,
        bold: bool = False,
        colour: str = INK,
        align: str = "left",
        rotation: float = 0.0,
        background: str | None = None,
        zorder: float = 10.0,
    ) -> Text:
        """Draw one line of text; ``position`` is on its baseline.

        Parameters
        ----------
        position
            Left end, middle or right end of the baseline, as ``align`` says.
        text
            Drawn literally.
        size
            In points.
        part
            Label of the artist.
        bold, colour, align, zorder
            As their names say.
        rotation
            Degrees anticlockwise; a rotated text is centred on ``position``.
        background
            Fill of a plate behind the text.

        Returns
        -------
        Text
            The artist.
        """
        return self.axes.text(
            *position,
            clean(text),
            fontproperties=font(size, bold=bold),
            color=colour,
            ha=align,
            va="center_baseline" if rotation else "baseline",
            rotation=rotation,
            rotation_mode="anchor",
            zorder=zorder,
            parse_math=False,
            bbox=background and {"facecolor": background, "edgecolor": "none", "pad": 0.6},
            label=part,
        )

    def block(
        self,
        top_left: Point,
        lines: Iterable[str],
        size: float,
        *,
        part: str,
        bold: bool = False,
        colour: str = INK,
        align: str = "left",
    ) -> float:
        """Draw lines below one another and return the height they took, in millimetres."""
        x, top = top_left
        leading = line_height(size)
        used = 0.0
        for line in lines:
            baseline = top - used - 0.78 * leading
            self.text((x, baseline), line, size, part=part, bold=bold, colour=colour, align=align)
            used += leading
        return used

    def rectangle(
        self,
        box: Box,
        *,
        fill: str | None = None,
        edge: str | None = None,
        width: float = 0.2,
        zorder: float = 3.0,
        part: str = "",
    ) -> None:
        """Draw a rectangle; ``width`` is that of its edge, in millimetres."""
        self.axes.add_artist(
            Rectangle(
                (box.left, box.bottom),
                box.width,
                box.height,
                facecolor=fill or "none",
                edgecolor=edge or "none",
                linewidth=points(width),
                zorder=zorder,
                label=part,
            )
        )

    def polygon(
        self,
        corners: Sequence[Point],
        *,
        fill: str | None = None,
        edge: str | None = None,
        width: float = 0.2,
        zorder: float = 3.0,
        part: str = "",
    ) -> None:
        """Draw a closed outline; ``width`` is that of its edge, in millimetres."""
        self.axes.add_artist(
            Polygon(
                list(corners),
                closed=True,
                facecolor=fill or "none",
                edgecolor=edge or "none",
                linewidth=points(width),
                joinstyle="round",
                zorder=zorder,
                label=part,
            )
        )

    def path(
        self, path: Path, *, fill: str, edge: str, width: float, dash: str = "-", zorder: float
    ) -> None:
        """Draw a path given in millimetres."""
        self.axes.add_artist(
            PathPatch(
                path,
                facecolor=fill,
                edgecolor=edge,
                linewidth=points(width),
                linestyle=dash,
                zorder=zorder,
            )
        )

    def strokes(
        self,
        lines: Sequence[Sequence[Point]],
        *,
        colour: str = INK,
        width: float = 0.2,
        dash: tuple[float, ...] = (),
        zorder: float = 3.0,
        part: str = "",
    ) -> None:
        """Draw open lines with round ends; ``width`` and ``dash`` are in millimetres."""
        pattern = (0.0, tuple(length / width for length in dash)) if dash else "solid"
        self.axes.add_collection(
            LineCollection(
                list(lines),
                colors=colour,
                linewidths=points(width),
                linestyles=[pattern],
                capstyle="round",
                joinstyle="round",
                zorder=zorder,
                label=part,
            ),
            autolim=False,
        )
