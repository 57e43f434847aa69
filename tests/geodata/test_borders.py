"""Who lies close to a place: measured against drawn places and against every outline in turn."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import GeometryCollection, LineString, MultiPoint, Point, Polygon

from geodata import borders
from geodata.borders import border_neighbours
from geodata.crs import METRIC, to_metric, to_wgs84
from geodata.errors import BorderZoneError, GeodataError, UnknownEditionError, UnknownUnitError
from geodata.geocoding import geocode_plan
from geodata.units import all_units, find_unit, geometry, neighbours, unit, unit_at, units

EDITIONS = ("2024", "2025")
# The first example also loads and projects the boundaries.
patient = settings(deadline=None, max_examples=300)
# To degrees and back loses less.
MILLIMETRE = 1e-3


def near(place, code, within_m=300.0, edition="2024"):
    found = border_neighbours(place, code, within_m=within_m, edition=edition)
    return [(one.unit.code, one.distance_m) for one in found]


@cache
def outlines(edition):
    table = units(edition).to_crs(METRIC)
    return dict(zip(table["code"], table.geometry, strict=True))


def by_definition(place, code, within_m, edition):
    """Every other outline is measured, without any index."""
    metric = to_metric(place)
    measured = [
        (metric.distance(outline), other)
        for other, outline in outlines(edition).items()
        if other != code
    ]
    return [(other, metres) for metres, other in sorted(measured) if metres < within_m]


class Border:
    """The longest straight piece of the border between two units, to draw places beside it."""

    def __init__(self, own, other, edition):
        shared = outlines(edition)[own].intersection(outlines(edition)[other])
        corners = [
            pair
            for line in shapely.get_parts(shared)
            for pair in pairwise(shapely.get_coordinates(line))
        ]
        first, last = max(corners, key=lambda pair: np.hypot(*(pair[1] - pair[0])))
        self.length_m = np.hypot(*(last - first))
        self.middle = (first + last) / 2
        self.along = (last - first) / self.length_m
        self.inward = np.array([-self.along[1], self.along[0]])
        if not outlines(edition)[own].contains(Point(self.middle + self.inward)):
            self.inward = -self.inward

    def at(self, inward_m, along_m=0.0):
        """Metres into the own unit (negative: into the other) and along the border."""
        return self.middle + inward_m * self.inward + along_m * self.along

    def point(self, inward_m):
        return to_wgs84(Point(self.at(inward_m)))

    def line(self, *inward_m):
        steps = np.linspace(-100, 100, len(inward_m))
        return to_wgs84(LineString([self.at(*pair) for pair in zip(inward_m, steps, strict=True)]))

    def square(self, inward_m):
        corners = [(0, -50), (0, 50), (100, 50), (100, -50)]
        return to_wgs84(Polygon([self.at(inward_m + into, along) for into, along in corners]))


# Pairs whose common border is straight for long enough that 300 m from its middle nothing else of
# the neighbour is nearer.
BORDERS = [
    ("004", "003", "2024"),  # Long Biên and Tây Hồ, across the Red River
    ("268", "277", "2024"),  # Hà Đông and Chương Mỹ
    ("00097", "00118", "2025"),  # phường Hồng Hà and phường Bồ Đề
    ("10273", "10237", "2025"),  # xã Phú Xuyên and xã Chương Dương
]


@pytest.mark.parametrize(("own", "other", "edition"), BORDERS)
class TestDrawnPlace:
    @pytest.mark.parametrize("metres", [1.0, 150.0, 299.0])
    def test_it_is_as_far_from_the_neighbour_as_it_was_drawn(self, own, other, edition, metres):
        border = Border(own, other, edition)
        places = (border.point(metres), border.line(metres, 2 * metres), border.square(metres))
        for place in places:
            expected = pytest.approx(metres, abs=MILLIMETRE)
            assert near(place, own, edition=edition) == [(other, expected)]

    def test_one_that_reaches_over_is_at_distance_nothing(self, own, other, edition):
        border = Border(own, other, edition)
        for place in (border.point(-1), border.line(50, -1), border.square(-1)):
            assert near(place, own, edition=edition) == [(other, 0.0)]

    def test_one_wholly_in_the_neighbour_is_at_distance_nothing_too(self, own, other, edition):
        border = Border(own, other, edition)
        for place in (border.point(-250), border.line(-250, -260), border.square(-250)):
            assert near(place, own, edition=edition) == [(other, 0.0)]
            assert dict(near(place, other, edition=edition))[own] > 149

    def test_the_zone_ends_before_its_width(self, own, other, edition):
        place = Border(own, other, edition).point(200)
        ((_, metres),) = near(place, own, edition=edition)
        assert near(place, own, metres, edition) == []
        assert near(place, own, metres + MILLIMETRE, edition) == [(other, metres)]


@st.composite
def drawn(draw):
    """A place of any type near a corner of an outline, its own unit, a width and the edition."""
    edition = draw(st.sampled_from(EDITIONS))
    codes = st.sampled_from([known.code for known in all_units(edition)])
    corners = shapely.get_coordinates(geometry(draw(codes), edition))
    anchor = corners[draw(st.integers(0, len(corners) - 1))]
    steps = st.tuples(st.floats(-0.01, 0.01), st.floats(-0.01, 0.01))
    points = anchor + np.array(draw(st.lists(steps, min_size=2, max_size=5)))
    place = draw(
        st.sampled_from(
            [
                Point(anchor),
                Point(points[0]),
                MultiPoint(points),
                LineString(points),
                MultiPoint(points).convex_hull,
                GeometryCollection([Point(anchor), LineString(points)]),
            ]
        )
    )
    return place, draw(codes), draw(st.floats(0.01, 5000)), edition


@patient
@given(case=drawn())
def test_the_answer_is_the_one_that_measuring_every_outline_gives(case):
    place, code, within_m, edition = case
    assert near(place, code, within_m, edition) == by_definition(place, code, within_m, edition)


@patient
@given(case=drawn(), share=st.floats(0.01, 1))
def test_a_narrower_zone_holds_the_nearest_of_a_wider_one(case, share):
    place, code, within_m, edition = case
    wide, narrow = (near(place, code, width, edition) for width in (within_m, within_m * share))
    assert wide[: len(narrow)] == narrow
    assert all(metres >= within_m * share for _, metres in wide[len(narrow) :])


@pytest.mark.parametrize("edition", EDITIONS)
def test_a_unit_as_a_place_is_as_near_to_another_as_that_one_to_it(edition):
    found = {
        (known.code, other): metres
        for known in all_units(edition)
        for other, metres in near(geometry(known.code, edition), known.code, edition=edition)
    }
    assert found == {(other, code): metres for (code, other), metres in found.items()}
    for known in all_units(edition):
        for other in neighbours(known.code, edition):
            assert found[known.code, other] == 0


@pytest.mark.parametrize("edition", EDITIONS)
def test_units_that_meet_in_a_corner_are_all_touched_there_in_the_order_of_their_codes(edition):
    shapes = {known.code: geometry(known.code, edition) for known in all_units(edition)}
    corners = np.concatenate(
        [np.unique(shapely.get_coordinates(s), axis=0) for s in shapes.values()]
    )
    corners, meeting = np.unique(corners, axis=0, return_counts=True)
    triple = corners[meeting > 2]
    assert len(triple) > 10
    for corner in triple:
        own, *others = (code for code, shape in shapes.items() if shape.covers(Point(corner)))
        touched = [code for code, metres in near(Point(corner), own, 1.0, edition) if metres == 0]
        assert touched == others


def test_a_point_given_to_a_neighbour_is_in_it_whatever_its_plan_says():
    lake = Point(105.8524, 21.0288)
    assert unit_at(lake.x, lake.y) == find_unit("Hoàn Kiếm")
    assert near(lake, find_unit("Mỹ Đức").code) == [(find_unit("Hoàn Kiếm").code, 0.0)]


def test_a_place_outside_the_city_is_near_what_it_is_near():
    beyond_the_river = Point(105.97, 20.94)  # Văn Giang, in Hưng Yên
    assert unit_at(beyond_the_river.x, beyond_the_river.y) is None
    assert near(beyond_the_river, "020") == []
    ((code, metres),) = near(beyond_the_river, "020", 3000)
    assert unit(code).name_short == "Gia Lâm"
    assert metres > 2000
    assert near(Point(0, 0), "020") == []


def test_hotspots_of_the_plan_have_the_neighbours_a_street_map_shows():
    found = {}
    for code, place in geocode_plan().items():
        listed = border_neighbours(place.geometry, place.verdict.planned.code, within_m=300)
        found[code] = [one.unit.name_short for one in listed]
    # Trần Duy Hưng runs from the Tô Lịch, which parts it from Đống Đa, to the ring road.
    assert found["PL3-I-4"] == ["Đống Đa", "Nam Từ Liêm", "Thanh Xuân"]
    # Kim Giang follows the Tô Lịch as far as Hoàng Mai; the Tô Lịch parts Ba Đình from Cầu Giấy.
    assert found["PL3-I-5"] == ["Hoàng Mai"]
    assert found["PL3-II-1"] == ["Cầu Giấy"]
    # Ngọc Hồi - Liên Ninh is the nearest to Thường Tín, and still a kilometre away.
    assert found["PL2-I-1"] == []


def test_equal_geometries_are_measured_once_whichever_object_holds_them():
    borders._units_within.cache_clear()
    first = near(Point(105.85, 20.97), "020")
    assert near(shapely.from_wkb(Point(105.85, 20.97).wkb), "020") == first
    assert near(Point(105.85, 20.97), "008") != first
    assert borders._units_within.cache_info().misses == 1
    near(Point(105.85, 20.97), "020", 301)
    near(Point(105.86, 20.97), "020")
    assert borders._units_within.cache_info().misses == 3


@pytest.mark.parametrize("within_m", [0, 0.0, -1, float("nan"), float("inf")])
def test_a_zone_without_width_is_refused(within_m):
    with pytest.raises(BorderZoneError, match="wider than 0 m"):
        border_neighbours(Point(105.85, 20.97), "020", within_m=within_m)


@pytest.mark.parametrize("place", [Point(), Polygon(), GeometryCollection([LineString()])])
def test_a_place_without_coordinates_is_refused(place):
    with pytest.raises(BorderZoneError, match="without coordinates"):
        border_neighbours(place, "020", within_m=300)


def test_the_refusal_is_of_this_library_and_a_value_error():
    assert issubclass(BorderZoneError, GeodataError)
    assert issubclass(BorderZoneError, ValueError)


@pytest.mark.parametrize(
    ("place", "axis"),
    [
        (Point(20.97, 105.85), "lat"),  # swapped
        (LineString([(105.8, 20.9), (float("inf"), 20.9)]), "lon"),
    ],
)
def test_what_is_no_coordinate_is_refused_by_the_name_of_its_axis(place, axis):
    with pytest.raises(ValueError, match=rf"^{axis} .*lon, lat"):
        border_neighbours(place, "020", within_m=300)


def test_an_own_unit_that_the_edition_does_not_have_is_refused():
    place = Point(105.85, 20.97)
    for code, edition in (("", "2024"), ("999", "2024"), ("00640", "2024"), ("020", "2025")):
        with pytest.raises(UnknownUnitError, match=f"{code!r} in edition {edition}"):
            border_neighbours(place, code, within_m=300, edition=edition)
    with pytest.raises(UnknownEditionError):
        border_neighbours(place, "020", within_m=300, edition="1999")
