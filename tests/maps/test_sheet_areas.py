"""How areas, and places of any geometry, are drawn on a map sheet."""

import pytest
import shapely
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure

from geodata.crs import to_metric
from maps import symbology
from maps.drawing.page import points
from maps.sheet.hotspots import MM_PER_PIXEL
from tests.maps.sheet_samples import content, hotspot, with_areas
from tests.maps.test_sheet_layout import drawn, texts


def parts_of(figure: Figure, label: str) -> list[LineCollection]:
    ground = next(axes for axes in figure.axes if axes.get_label() == "map")
    return [each for each in ground.collections if each.get_label() == label]


def drawn_lines(collections: list[LineCollection]) -> shapely.MultiLineString:
    return shapely.MultiLineString(
        [path.vertices for each in collections for path in each.get_paths()]
    )


def test_an_area_is_hatched_below_the_outline_of_the_district_and_no_road_section() -> None:
    figure = drawn(with_areas())[0]
    outline = next(
        each
        for axes in figure.axes
        for each in axes.get_children()
        if each.get_label() == "district-outline"
    )
    edges, hatching = parts_of(figure, "hotspot-area"), parts_of(figure, "hotspot-hatching")
    assert len(hatching) == 4  # a set of lines for each of the four states
    assert max(each.get_zorder() for each in [*edges, *hatching]) < outline.get_zorder()
    # The one road section, with its white edge.
    assert len(parts_of(figure, "hotspot-line")) == 2
    road = symbology.line_style("unverified", "not_cleared").width * MM_PER_PIXEL
    assert all(width < points(road) for each in edges for width in each.get_linewidths())
    assert {"hotspot-area-key"} <= {each.get_label() for each in figure.axes[0].get_children()}


def test_the_edge_of_an_area_is_drawn_once_and_not_over_the_district() -> None:
    figure = drawn(with_areas())[0]
    sample = with_areas()
    edges = drawn_lines(parts_of(figure, "hotspot-area"))
    border = to_metric(sample.ground.district.outline).boundary
    # Ten metres are 0.4 mm on this sheet; what remains is where edges meet the border.
    assert edges.intersection(border.buffer(10)).length < 100
    vinh_tuy = to_metric(sample.hotspots[0].geometry)
    thanh_luong = to_metric(sample.hotspots[1].geometry)
    shared = vinh_tuy.boundary.intersection(thanh_luong.boundary.buffer(5))
    assert shared.length > 500
    assert edges.intersection(shared.buffer(10)).length == pytest.approx(shared.length, rel=0.1)


def test_an_area_is_hatched_to_the_edge_of_the_map() -> None:
    """It goes on beyond the map: its edge is not that of the map."""
    sample = content("002", hotspot(1, "Nơi nào đó", shapely.box(105.80, 20.99, 105.853, 21.06)))
    figure = drawn(sample)[0]
    ground = next(axes for axes in figure.axes if axes.get_label() == "map")
    (west, east), (south, north) = ground.get_xlim(), ground.get_ylim()
    frame = shapely.box(west, south, east, north)
    edges = drawn_lines(parts_of(figure, "hotspot-area")).intersection(frame)
    right = to_metric(shapely.Point(105.853, 21.03)).x
    assert shapely.get_coordinates(edges)[:, 0] == pytest.approx(right, abs=60)
    hatching = drawn_lines(parts_of(figure, "hotspot-hatching")).intersection(frame)
    assert hatching.bounds[:2] == pytest.approx((west, south), abs=1)


@pytest.mark.parametrize(
    "geometry",
    [
        shapely.GeometryCollection(),
        shapely.Polygon(),
        shapely.MultiPoint([(105.82, 20.94), (105.83, 20.95)]),
        shapely.MultiLineString([[(105.82, 20.94), (105.83, 20.95)]]),
        shapely.Polygon([(105.8, 20.9), (105.82, 20.94), (105.82, 20.9), (105.8, 20.94)]),
        shapely.GeometryCollection(
            [
                shapely.box(105.8, 20.9, 105.82, 20.94),
                shapely.box(105.81, 20.92, 105.84, 20.95),
                shapely.LineString([(105.82, 20.94), (105.83, 20.95)]),
                shapely.GeometryCollection([shapely.Point(105.82, 20.94)]),
            ]
        ),
    ],
)
def test_no_kind_of_geometry_stops_the_sheet(geometry: shapely.Geometry) -> None:
    figure = drawn(content("020", hotspot(1, "Nơi nào đó", geometry)))[0]
    assert "Nơi nào đó" in [each.get_text() for each in texts(figure)]
