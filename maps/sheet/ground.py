"""Draw the base of the map: areas, boundaries and roads, in metres of EPSG:32648."""

from collections.abc import Iterable

import numpy as np
import shapely
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from numpy.typing import NDArray
from shapely import Polygon
from shapely.geometry.base import BaseGeometry

from geodata.crs import to_metric, to_wgs84
from maps.drawing.page import INK, points
from maps.sheet.content import SheetRoad
from maps.sheet.frame import MapFrame

OUTSIDE_FILL = "#dcdcd9"
NEIGHBOUR_FILL = "#efefec"
NEIGHBOUR_EDGE = "#a3a5a8"
DISTRICT_FILL = "#ffffff"
VIGNETTE = "#cfcfca"
# From the least to the most important, in the order of drawing: colour, width in mm.
ROAD_STYLES = {
    "secondary": ("#d3cfc7", 0.25),
    "primary": ("#c3beb4", 0.4),
    "trunk": ("#b3ada2", 0.55),
    "motorway": ("#a39c90", 0.7),
}
DISTRICT_EDGE_MM = 0.6
NEIGHBOUR_EDGE_MM = 0.22
NEIGHBOUR_DASH_MM = (1.2, 0.7)


def to_path(geometry: BaseGeometry) -> Path:
    """Return the outline of an area with its holes as one Matplotlib path."""
    vertices: list[NDArray[np.float64]] = []
    codes: list[NDArray[np.uint8]] = []
    for part in shapely.get_parts(geometry):
        if not isinstance(part, Polygon):
            continue
        for ring in (part.exterior, *part.interiors):
            xy = shapely.get_coordinates(ring)
            code = np.full(len(xy), Path.LINETO, dtype=np.uint8)
            code[0], code[-1] = Path.MOVETO, Path.CLOSEPOLY
            vertices.append(xy)
            codes.append(code)
    if not vertices:
        return Path(np.empty((0, 2)))
    return Path(np.concatenate(vertices), np.concatenate(codes))


def lines_of(geometry: BaseGeometry) -> list[NDArray[np.float64]]:
    """Return the coordinates of every line in a geometry."""
    return [
        shapely.get_coordinates(part)
        for part in shapely.get_parts(geometry)
        if part.geom_type in {"LineString", "LinearRing"} and not part.is_empty
    ]


def clip(geometry: BaseGeometry, frame: MapFrame, *, margin: float = 4.0) -> BaseGeometry:
    """Cut a metric geometry to the frame and ``margin`` millimetres more, to keep files small."""
    ground = frame.ground.shrunk(-frame.metres(margin))
    clipped: BaseGeometry = shapely.clip_by_rect(
        geometry, ground.left, ground.bottom, ground.right, ground.top
    )
    return clipped


def near(geometries: Iterable[BaseGeometry], frame: MapFrame) -> NDArray[np.bool_]:
    """Tell which geometries in EPSG:4326 may reach into the frame, by their bounds alone."""
    window = to_wgs84(shapely.box(*_edges(frame))).bounds
    bounds = shapely.bounds(np.asarray(list(geometries), dtype=object)).reshape(-1, 4)
    return np.asarray(
        (bounds[:, 0] <= window[2])
        & (bounds[:, 2] >= window[0])
        & (bounds[:, 1] <= window[3])
        & (bounds[:, 3] >= window[1])
    )


def _edges(frame: MapFrame) -> tuple[float, float, float, float]:
    ground = frame.ground
    return ground.left, ground.bottom, ground.right, ground.top


def prepare_axes(axes: Axes, frame: MapFrame) -> None:
    """Give the axes the limits of the frame, one metre being as long north as east."""
    axes.set_xlim(frame.ground.left, frame.ground.right)
    axes.set_ylim(frame.ground.bottom, frame.ground.top)
    axes.set_aspect("equal", adjustable="box")


def draw_area(
    axes: Axes,
    area: BaseGeometry,
    *,
    fill: str = "none",
    edge: str = "none",
    width: float = 0.0,
    dash: tuple[float, ...] = (),
    zorder: float,
    part: str = "",
) -> None:
    """Draw a metric area; ``width`` and ``dash`` of its edge are in millimetres."""
    pattern = (0.0, tuple(length / width for length in dash)) if dash else "solid"
    axes.add_artist(
        PathPatch(
            to_path(area),
            facecolor=fill,
            edgecolor=edge,
            linewidth=points(width),
            linestyle=pattern,
            joinstyle="round",
            capstyle="butt",
            zorder=zorder,
            label=part,
        )
    )


def draw_district(axes: Axes, outline: BaseGeometry) -> None:
    """Draw the district of the sheet: white, with a strong edge and a soft band outside it."""
    draw_area(axes, outline, edge=VIGNETTE, width=2.6, zorder=1.2)
    draw_area(axes, outline, fill=DISTRICT_FILL, zorder=1.3)
    draw_area(axes, outline, edge=INK, width=DISTRICT_EDGE_MM, zorder=3.0, part="district-outline")


def draw_neighbours(axes: Axes, outlines: Iterable[BaseGeometry]) -> None:
    """Draw the areas around the district in grey with thin broken boundaries."""
    areas = list(outlines)
    for area in areas:
        draw_area(axes, area, fill=NEIGHBOUR_FILL, edge=NEIGHBOUR_FILL, width=0.1, zorder=1.0)
    # Each boundary once: broken lines of two neighbours drawn over each other look unbroken.
    edges = shapely.line_merge(shapely.union_all([area.boundary for area in areas]))
    axes.add_collection(
        LineCollection(
            lines_of(edges),
            colors=NEIGHBOUR_EDGE,
            linewidths=points(NEIGHBOUR_EDGE_MM),
            linestyles=[(0.0, tuple(mm / NEIGHBOUR_EDGE_MM for mm in NEIGHBOUR_DASH_MM))],
            zorder=1.1,
        ),
        autolim=False,
    )


def metric_roads(roads: Iterable[SheetRoad], frame: MapFrame) -> list[SheetRoad]:
    """Return the roads that reach into the frame, clipped to it, in EPSG:32648."""
    candidates = list(roads)
    if not candidates:
        return []
    reach = near((road.geometry for road in candidates), frame)
    clipped = [
        SheetRoad(road.road_class, road.name, clip(to_metric(road.geometry), frame))
        for road, wanted in zip(candidates, reach, strict=True)
        if wanted
    ]
    return [road for road in clipped if not road.geometry.is_empty]


def draw_roads(axes: Axes, roads: Iterable[SheetRoad]) -> None:
    """Draw metric roads, the important ones above the others."""
    by_class: dict[str, list[NDArray[np.float64]]] = {name: [] for name in ROAD_STYLES}
    for road in roads:
        by_class.get(road.road_class, by_class["secondary"]).extend(lines_of(road.geometry))
    for rank, (road_class, (colour, width)) in enumerate(ROAD_STYLES.items()):
        if by_class[road_class]:
            axes.add_collection(
                LineCollection(
                    by_class[road_class],
                    colors=colour,
                    linewidths=points(width),
                    capstyle="round",
                    joinstyle="round",
                    zorder=2.0 + rank / 10,
                ),
                autolim=False,
            )
