"""Metres are metres, and the longitude comes first."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import LineString, Point, Polygon

from geodata.crs import area_km2, distance_m, length_m, to_metric, to_wgs84

# The first example also opens the projection database.
patient = settings(deadline=None)
points = st.builds(Point, st.floats(105.2, 106.1), st.floats(20.5, 21.45))


@patient
@given(point=points)
def test_there_and_back_is_the_same_place(point):
    assert to_wgs84(to_metric(point)).distance(point) < 1e-9


@patient
@given(first=points, second=points)
def test_distance_is_symmetric_and_the_length_between(first, second):
    there = distance_m(first, second)
    assert there == pytest.approx(distance_m(second, first))
    assert there == pytest.approx(length_m(LineString([first, second])), abs=1e-6)


def test_the_easting_comes_first():
    metric = to_metric(Point(105.0, 21.0))  # on the central meridian of zone 48N
    assert metric.x == pytest.approx(500_000, abs=0.01)
    assert metric.y == pytest.approx(2_322_000, abs=1_000)


def test_a_hundredth_of_a_degree_in_hanoi():
    # WGS 84 at 21° N: 110.72 km along a degree of latitude, 103.97 km along one of longitude.
    assert distance_m(Point(105.85, 21.0), Point(105.85, 21.01)) == pytest.approx(1107.2, rel=1e-3)
    assert distance_m(Point(105.85, 21.0), Point(105.86, 21.0)) == pytest.approx(1039.7, rel=1e-3)
    square = Polygon([(105.85, 21.0), (105.86, 21.0), (105.86, 21.01), (105.85, 21.01)])
    assert area_km2(square) == pytest.approx(1.1072 * 1.0396, rel=2e-3)
    assert length_m(square) == pytest.approx(2 * (1107.2 + 1039.7), rel=1e-3)
