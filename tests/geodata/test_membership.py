"""Every point belongs to exactly one unit, whoever asks and however many at once."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.membership import membership
from geodata.units import unit_at, units, units_at

EDITIONS = ("2024", "2025")
# The first example also loads the data; a deadline would measure that.
patient = settings(deadline=None, max_examples=200)
editions = st.sampled_from(EDITIONS)


@cache
def shapes_of(edition):
    table = units(edition)
    return table["code"].to_numpy(), table.geometry.to_numpy()


@cache
def corners_of(edition):
    return np.unique(shapely.get_coordinates(shapes_of(edition)[1]), axis=0)


@cache
def middles_of(edition):
    """Middles of all edges: on a border as nearly as a float can be."""
    lines = shapely.boundary(shapes_of(edition)[1])
    coordinates, line = shapely.get_coordinates(shapely.get_parts(lines), return_index=True)
    same = line[1:] == line[:-1]
    return np.unique(((coordinates[1:] + coordinates[:-1]) / 2)[same], axis=0)


def by_definition(lon, lat, edition):
    """The smallest code among the units that cover the point, without any index."""
    codes, shapes = shapes_of(edition)
    covering = codes[shapely.covers(shapes, shapely.Point(lon, lat))]
    return min(covering, default="")


def assert_by_definition(lon, lat, edition):
    expected = by_definition(lon, lat, edition)
    found = unit_at(lon, lat, edition)
    assert (found.code if found else "") == expected
    assert units_at([lon], [lat], edition).tolist() == [expected]


@patient
@given(edition=editions, lon=st.floats(105.2, 106.1), lat=st.floats(20.5, 21.45))
def test_any_point_near_the_city_is_where_the_definition_says(edition, lon, lat):
    assert_by_definition(lon, lat, edition)


@patient
@given(edition=editions, number=st.integers(0, 10**6))
def test_a_corner_belongs_to_the_smallest_code_that_covers_it(edition, number):
    corners = corners_of(edition)
    lon, lat = corners[number % len(corners)].tolist()
    assert_by_definition(lon, lat, edition)
    assert unit_at(lon, lat, edition) is not None


@patient
@given(edition=editions, number=st.integers(0, 10**6))
def test_the_middle_of_a_border_belongs_to_one_unit(edition, number):
    middles = middles_of(edition)
    assert_by_definition(*middles[number % len(middles)].tolist(), edition)


@patient
@given(
    edition=editions,
    number=st.integers(0, 10**6),
    east=st.floats(-1e-3, 1e-3),
    north=st.floats(-1e-3, 1e-3),
)
def test_points_close_to_a_border_are_where_the_definition_says(edition, number, east, north):
    corners = corners_of(edition)
    lon, lat = corners[number % len(corners)].tolist()
    assert_by_definition(lon + east, lat + north, edition)


@patient
@given(edition=editions, row=st.integers(-1, 1700), column=st.integers(-1, 1500))
def test_the_edge_of_a_cell_is_answered_like_the_rest(edition, row, column):
    grid = membership(edition).grid
    lon = grid.west + column / grid.cells_per_degree
    lat = grid.south + row / grid.cells_per_degree
    assert_by_definition(lon, lat, edition)


@pytest.mark.parametrize("edition", EDITIONS)
def test_one_and_many_agree_on_every_corner_and_middle(edition):
    points = np.concatenate([corners_of(edition), middles_of(edition)])
    known = membership(edition)
    many = known.places_of(points[:, 0].copy(), points[:, 1].copy())
    one = [known.place_of(lon, lat) for lon, lat in points.tolist()]
    assert many.tolist() == one


@pytest.mark.parametrize("edition", EDITIONS)
def test_many_points_are_where_plain_polygons_say(edition):
    codes, shapes = shapes_of(edition)
    random = np.random.default_rng(46)
    west, south, east, north = shapely.total_bounds(shapes)
    lons, lats = random.uniform(west, east, 60_000), random.uniform(south, north, 60_000)
    expected = np.full(len(lons), "", dtype="<U5")
    shapely.prepare(shapes)
    for code, shape in zip(codes[::-1], shapes[::-1], strict=True):
        expected[shapely.intersects_xy(shape, lons, lats)] = code
    assert np.array_equal(units_at(lons, lats, edition), expected)


@pytest.mark.parametrize("edition", EDITIONS)
def test_borders_are_covered_by_two_and_given_to_the_smaller(edition):
    codes, shapes = shapes_of(edition)
    tree = shapely.STRtree(shapes)
    points = shapely.points(corners_of(edition)[::7])
    asked, covering = tree.query(points, predicate="covered_by")
    shared = 0
    for number in np.unique(asked):
        covers = codes[covering[asked == number]]
        shared += len(covers) > 1
        assert unit_at(points[number].x, points[number].y, edition).code == min(covers)
    assert shared > 1000


def test_editions_agree_where_a_commune_is_whole_in_a_district():
    # Hoàn Kiếm lake: phường Hoàn Kiếm of 2025 in quận Hoàn Kiếm of 2024.
    assert unit_at(105.8524, 21.0288, "2024").name == "Quận Hoàn Kiếm"
    assert unit_at(105.8524, 21.0288, "2025").name == "Phường Hoàn Kiếm"


@pytest.mark.parametrize(
    ("lon", "lat"),
    [
        (106.0567, 21.1833),  # Bắc Ninh
        (105.9700, 20.9400),  # Văn Giang, across the river from Thanh Trì
        (0.0, 0.0),
        (-105.85, -21.03),
        (180.0, 90.0),
        (105.85, 21.39),  # inside the box of the city, north of it
    ],
)
def test_outside_the_city_is_none_and_not_the_nearest(lon, lat):
    for edition in EDITIONS:
        assert unit_at(lon, lat, edition) is None
        assert units_at([lon], [lat], edition).tolist() == [""]


@pytest.mark.parametrize(
    ("lon", "lat", "axis"),
    [
        (float("nan"), 21.0, "lon"),
        (105.8, float("nan"), "lat"),
        (float("inf"), 21.0, "lon"),
        (105.8, float("-inf"), "lat"),
        (181.0, 21.0, "lon"),
        (105.8, -90.1, "lat"),
        (21.03, 105.85, "lat"),  # swapped
    ],
)
def test_what_is_no_coordinate_is_refused_by_the_name_of_its_axis(lon, lat, axis):
    with pytest.raises(ValueError, match=rf"^{axis} .*lon, lat"):
        unit_at(lon, lat)
    with pytest.raises(ValueError, match=rf"^{axis} .*lon, lat"):
        units_at([105.8, lon], [21.0, lat])


def test_lists_of_different_length_are_refused():
    with pytest.raises(ValueError, match="equal length"):
        units_at([105.8, 105.9], [21.0])
    with pytest.raises(ValueError, match="equal length"):
        units_at([[105.8]], [[21.0]])


def test_no_points_are_no_codes():
    assert units_at([], []).tolist() == []


def test_lists_series_and_arrays_are_all_points():
    frame = units("2024").geometry.representative_point()
    expected = units("2024")["code"].tolist()
    assert units_at(frame.x, frame.y).tolist() == expected
    assert units_at(frame.x.to_numpy(), frame.y.to_numpy()).tolist() == expected
    assert units_at(frame.x.tolist(), frame.y.tolist()).tolist() == expected
