"""Draw the map of a sheet, from the ground up to the names."""

from collections.abc import Sequence

import shapely
from shapely.geometry.base import BaseGeometry

from geodata.crs import to_metric
from maps.drawing.boxes import Box
from maps.drawing.page import INK, Page
from maps.drawing.symbols import Symbols, symbol_box
from maps.sheet import furniture, ground, hotspots, names, road_names
from maps.sheet.content import SheetArea, SheetContent, SheetHotspot
from maps.sheet.frame import MapFrame, frame_for

MAP_MARGIN = 6.0


def _subject(district: BaseGeometry, spots: Sequence[SheetHotspot]) -> BaseGeometry:
    """Return what the frame must hold: the district, and hotspots that lean out of it a little.

    A place far off, by a wrong coordinate for instance, must not shrink the map to nothing.
    """
    west, south, east, north = district.bounds
    reach = 0.2 * max(east - west, north - south)
    window = shapely.box(west - reach, south - reach, east + reach, north + reach)
    near = [shapely.clip_by_rect(hotspots.metric_place(spot), *window.bounds) for spot in spots]
    subject: BaseGeometry = shapely.box(
        *shapely.total_bounds([district, *(each for each in near if not each.is_empty)])
    )
    return subject


def draw_map(
    page: Page, symbols: Symbols, content: SheetContent, paper: Box
) -> tuple[MapFrame, frozenset[int]]:
    """Draw the map into its box.

    Parameters
    ----------
    page
        Where to draw.
    symbols
        Gathers the symbols of the page.
    content
        What to draw.
    paper
        Inside of the neat line, in millimetres.

    Returns
    -------
    tuple
        The frame, and the positions in ``content.hotspots`` of those that are seen in it.
    """
    base = content.ground
    district = to_metric(base.district.outline)
    frame = frame_for(_subject(district, content.hotspots), paper, margin=MAP_MARGIN)
    axes = page.add_map(paper)
    ground.prepare_axes(axes, frame)
    page.rectangle(paper, edge=INK, width=0.35, zorder=8, part="neat-line")
    reach = ground.near((area.outline for area in base.neighbours), frame)
    neighbours = [
        SheetArea(area.name, ground.clip(to_metric(area.outline), frame))
        for area, wanted in zip(base.neighbours, reach, strict=True)
        if wanted
    ]
    roads = ground.metric_roads(base.roads, frame)
    axes.set_facecolor(ground.OUTSIDE_FILL)
    ground.draw_area(
        axes,
        frame.ground.shape,
        fill=ground.OUTSIDE_FILL,
        zorder=0.5,
    )
    ground.draw_neighbours(axes, (area.outline for area in neighbours))
    ground.draw_district(axes, district)
    ground.draw_roads(axes, roads)

    located = hotspots.locate(content.hotspots, frame)
    hotspots.draw_geometries(axes, frame, located, district)
    on_paper = shapely.transform(district, frame.to_page)
    north = furniture.choose_north_corner(paper, on_paper, [item.anchor for item in located])
    furniture.draw_north(page, content.texts.north, north)
    placed = hotspots.place(located, paper.shrunk(0.8), [north])
    hotspots.draw_symbols(page, symbols, located, placed)
    taken = [north, *(symbol_box(spot.symbol) for spot in placed)]
    taken += [spot.number for spot in placed]
    strokes = [hotspots.strokes_of(item) for item in located]
    lines = shapely.GeometryCollection(strokes)
    network = shapely.union_all([road.geometry for road in roads])
    taken += names.draw_area_names(page, frame, neighbours, network, taken, part="neighbour-name")
    own = SheetArea(base.district.name.upper(), district)
    in_district = shapely.union_all([network, *strokes])
    written = names.draw_area_names(
        page, frame, [own], in_district, taken, part="district-name", bold=True
    )
    for box in written:
        # The name may stand on hatching.
        page.rectangle(box, fill=ground.DISTRICT_FILL, zorder=9.0, part="district-name-plate")
    taken += written
    road_names.draw_road_names(page, frame, roads, within=district, obstacles=taken, lines=lines)
    seen = {id(item.hotspot) for item in located}
    shown = (index for index, spot in enumerate(content.hotspots) if id(spot) in seen)
    return frame, frozenset(shown)
