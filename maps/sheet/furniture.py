"""What surrounds a map: title, north arrow, scale, inset and sources."""

from collections.abc import Sequence

import numpy as np
import shapely
from matplotlib_scalebar.scalebar import ScaleBar
from shapely.geometry.base import BaseGeometry

from geodata.crs import to_metric
from maps.drawing.boxes import Box, Point
from maps.drawing.page import INK, PAGE_HEIGHT, PAGE_WIDTH, SECONDARY_INK, Page
from maps.drawing.typography import fit, text_width
from maps.sheet.content import OSM_ATTRIBUTION, SheetTexts
from maps.sheet.frame import MapFrame
from maps.sheet.ground import to_path

NORTH_WIDTH = 9.0
NORTH_HEIGHT = 15.0
_BAR_HEIGHT = 1.3
_BAR_TARGET_MM = 40.0
_KILOMETRE = 1000
_SMALL = (6.6, 6.2, 5.8)
_MAX_SOURCE_LINES = 4


def draw_title(page: Page, texts: SheetTexts, box: Box) -> None:
    """Write what the sheet shows, where, and the date of the state, above a strong rule."""
    date = fit(texts.state_date, 80.0, (10.0, 9.0, 8.0), max_lines=2, bold=True)
    date_width = max(text_width(line, date.size, bold=True) for line in date.lines)
    page.block(
        (box.right, box.top - 1.0),
        date.lines,
        date.size,
        part="state-date",
        bold=True,
        align="right",
    )
    width = box.width - date_width - 8.0
    title = fit(texts.title, width, (17.0, 15.5, 14.0), bold=True)
    if title.truncated:
        title = fit(texts.title, width, (11.5, 10.5), max_lines=2, bold=True)
    used = page.block((box.left, box.top), title.lines, title.size, part="title", bold=True)
    subtitle = fit(texts.subtitle, width, (9.0, 8.0, 7.0))
    page.block(
        (box.left, box.top - used - 0.4),
        subtitle.lines,
        subtitle.size,
        part="subtitle",
        colour=SECONDARY_INK,
    )
    page.strokes([((box.left, box.bottom), (box.right, box.bottom))], width=0.5)


def choose_north_corner(paper: Box, subject: BaseGeometry, anchors: Sequence[Point]) -> Box:
    """Return the corner of the map where a north arrow covers least.

    Parameters
    ----------
    paper
        Of the map, in millimetres.
    subject
        The district, in millimetres on the page.
    anchors
        Places of hotspots, in millimetres on the page.

    Returns
    -------
    Box
        Right corners are preferred to left ones, upper to lower.
    """
    inner = paper.shrunk(2.5)
    left, right = inner.left, inner.right - NORTH_WIDTH
    bottom, top = inner.bottom, inner.top - NORTH_HEIGHT
    boxes = [
        Box(x, y, x + NORTH_WIDTH, y + NORTH_HEIGHT)
        for x, y in ((right, top), (left, top), (right, bottom), (left, bottom))
    ]

    def covered(box: Box) -> float:
        window = box.shape
        hidden = sum(window.buffer(4.0).covers(shapely.Point(anchor)) for anchor in anchors)
        return round(float(window.intersection(subject).area), 3) + 1000.0 * hidden

    return min(boxes, key=covered)


def draw_north(page: Page, letter: str, box: Box) -> None:
    """Draw a needle that points up, the letter above its tip."""
    page.rectangle(box, fill="#ffffff", edge=SECONDARY_INK, width=0.15, zorder=5, part="north-box")
    x = (box.left + box.right) / 2
    label = fit(letter, box.width - 1.0, (9.0, 7.0, 5.0), bold=True)
    page.text(
        (x, box.top - 4.0), label.lines[0], label.size, part="north", bold=True, align="center"
    )
    tip, foot, notch = box.top - 5.0, box.bottom + 1.2, box.bottom + 3.2
    page.polygon(
        [(x, tip), (x - 2.6, foot), (x, notch)], fill=INK, edge=INK, zorder=6, part="north-needle"
    )
    page.polygon(
        [(x, tip), (x + 2.6, foot), (x, notch)],
        fill="#ffffff",
        edge=INK,
        zorder=6,
        part="north-needle",
    )


def bar_metres(frame: MapFrame) -> int:
    """Return the round length whose bar comes closest below 40 mm."""
    longest = frame.metres(_BAR_TARGET_MM)
    magnitude = 10 ** int(np.floor(np.log10(longest)))
    return int(max(step * magnitude for step in (1, 2, 5) if step * magnitude <= longest))


def scale_text(frame: MapFrame, texts: SheetTexts) -> str:
    """Return the numeric scale, as in ``Tỷ lệ 1:25.000``."""
    grouped = f"{round(frame.scale / 100) * 100:,}".replace(",", texts.thousands_separator)
    return f"{texts.scale_prefix} 1:{grouped}"


def draw_scale(page: Page, frame: MapFrame, texts: SheetTexts, box: Box) -> None:
    """Draw numeric scale, scale bar and projection in the strip below the map."""
    baseline = box.bottom + 2.0
    scale = fit(scale_text(frame, texts), 48.0, (8.5, 7.5, 6.5), bold=True)
    page.text((box.left, baseline), scale.lines[0], scale.size, part="scale", bold=True)
    metres = bar_metres(frame)
    in_km = metres >= _KILOMETRE
    unit = texts.unit_kilometre if in_km else texts.unit_metre
    left, bottom = box.left + 54.0, box.bottom + 1.6
    length = metres / frame.metres(1.0)
    page.map_axes.add_artist(
        ScaleBar(
            1.0,
            "m",
            fixed_value=metres,
            fixed_units="m",
            location="lower left",
            bbox_to_anchor=(left / PAGE_WIDTH, bottom / PAGE_HEIGHT),
            bbox_transform=page.figure.transFigure,
            width_fraction=_BAR_HEIGHT / frame.paper.height,
            scale_loc="none",
            pad=0,
            border_pad=0,
            frameon=False,
            color=INK,
        )
    )
    for quarter in (1, 3):
        start = left + length * quarter / 4
        page.rectangle(
            Box(start, bottom + 0.3, start + length / 4, bottom + _BAR_HEIGHT - 0.3), fill="#ffffff"
        )
    half = metres / 2 / (_KILOMETRE if in_km else 1)
    marks: tuple[tuple[float, str], ...] = (
        (0.0, "0"),
        (1.0, f"{metres // _KILOMETRE if in_km else metres} {unit}"),
    )
    if half == int(half):
        marks = (*marks, (0.5, str(int(half))))
    for share, mark in marks:
        page.text(
            (left + share * length, bottom + _BAR_HEIGHT + 1.0),
            mark,
            6.5,
            part="scale",
            align="center",
        )
    projection = fit(texts.projection, box.width - 54.0 - length - 14.0, _SMALL)
    page.text(
        (box.right, baseline),
        projection.lines[0],
        projection.size,
        part="scale",
        colour=SECONDARY_INK,
        align="right",
    )


def draw_inset(
    page: Page, city: Sequence[BaseGeometry], district: BaseGeometry, frame: MapFrame, box: Box
) -> None:
    """Draw the city with the district filled and the frame of the map around it.

    Parameters
    ----------
    page
        Where to draw.
    city
        Outlines in EPSG:4326, lon, lat.
    district
        In EPSG:32648.
    frame
        Of the main map.
    box
        Millimetres on the page; the city is fitted inside.
    """
    outlines = [to_metric(outline) for outline in city] or [district]
    ground = frame.ground.shape
    west, south, east, north = shapely.total_bounds([*outlines, ground])
    factor = min(box.width / (east - west), box.height / (north - south))
    middle = np.array([(west + east) / 2, (south + north) / 2])

    def shrink(geometry: BaseGeometry) -> BaseGeometry:
        placed: BaseGeometry = shapely.transform(
            geometry, lambda xy: (xy - middle) * factor + np.array(box.centre)
        )
        return placed.simplify(0.08)

    for outline in outlines:
        page.path(to_path(shrink(outline)), fill="#efefec", edge="#9a9ca0", width=0.12, zorder=3.0)
    page.path(to_path(shrink(district)), fill="#3a3f47", edge=INK, width=0.12, zorder=3.1)
    page.path(to_path(shrink(ground)), fill="none", edge=INK, width=0.3, zorder=3.2)


def draw_footer(page: Page, texts: SheetTexts, box: Box, *, page_number: str = "") -> None:
    """Write sources and licences at the left, page note, mark and number at the right."""
    sources = list(texts.sources)
    if not any("OpenStreetMap" in line for line in sources):
        sources.append(OSM_ATTRIBUTION)
    page.strokes([((box.left, box.top), (box.right, box.top))], width=0.2)
    note = fit(texts.page_note, 70.0, _SMALL, max_lines=2)
    lines = [*note.lines, *filter(None, (texts.mark, page_number))]
    page.block(
        (box.right, box.top - 0.8),
        lines,
        note.size,
        part="footer",
        colour=SECONDARY_INK,
        align="right",
    )
    for size in (*_SMALL, 5.4):
        set_lines = [fit(line, box.width - 76.0, (size,), max_lines=3).lines for line in sources]
        credit = [line for group in set_lines for line in group]
        if len(credit) <= _MAX_SOURCE_LINES:
            break
    page.block((box.left, box.top - 0.8), credit, size, part="footer", colour=SECONDARY_INK)
