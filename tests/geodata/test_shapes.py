"""Geometries that are handed out: valid, of one kind, their rings turned as RFC 7946 asks."""

from __future__ import annotations

import json

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely import wkt

from geodata import basemap, landmarks, layers, streets, units
from geodata.communes import all_communes
from geodata.crs import to_metric
from geodata.geocoding import Located, geocode
from geodata.shapes import rounded, sound, without_specks

KINDS = {"Point", "LineString", "Polygon"}
SOMEWHERE = "nơi không ai biết xyz"


def faults(geometry):
    """What a reader of GeoJSON may stumble over."""
    found = []
    if geometry.geom_type.removeprefix("Multi") not in KINDS:
        found.append(geometry.geom_type)
    if geometry.is_empty:
        found.append("empty")
    if not geometry.is_valid:
        found.append(shapely.is_valid_reason(geometry))
    areas = [part for part in shapely.get_parts(geometry) if part.geom_type == "Polygon"]
    for area in areas:
        outer, *inner = (ring.is_ccw for ring in shapely.get_rings(area))
        if not outer or any(inner):
            found.append("left-handed")
    return found


def handed_out(geometry):
    """As a program reads it that knows the text alone."""
    text = json.dumps(shapely.geometry.mapping(rounded(geometry)))
    return shapely.from_geojson(text)


@pytest.fixture(scope="module")
def places():
    """Where a hotspot of each commune stands that is found no better."""
    return {
        commune.code: geocode(SOMEWHERE, district=commune.district_code, communes=[commune.name])
        for commune in all_communes()
    }


def test_the_place_of_every_commune_is_valid_of_one_kind_and_right_handed(places):
    wrong = {}
    for code, place in places.items():
        assert isinstance(place, Located), code
        assert place.precision == "commune", code
        for how, geometry in (("kept", place.geometry), ("given", handed_out(place.geometry))):
            if faults(geometry) or not geometry.geom_type.endswith("Polygon"):
                wrong[code, how] = faults(geometry)
    assert not wrong


def test_a_commune_has_no_specks(places):
    for code, place in places.items():
        for part in shapely.get_parts(to_metric(place.geometry)):
            assert part.area > 9_990, code


@pytest.mark.parametrize(
    "layer",
    [
        lambda: units.units("2024"),
        lambda: units.units("2025"),
        basemap.roads,
        streets.streets,
        landmarks.landmarks,
    ],
    ids=["districts", "communes", "roads", "streets", "landmarks"],
)
def test_every_packaged_geometry_is_fit_to_be_handed_out(layer):
    for geometry in layer().geometry:
        assert not faults(geometry)
        assert not faults(sound(geometry))
        assert not faults(handed_out(geometry))


@pytest.mark.parametrize("name", layers.WEB_LAYERS)
def test_the_layers_of_the_web_are_fit_to_be_handed_out(name):
    for feature in json.loads(layers.layer_geojson(name))["features"]:
        assert not faults(shapely.from_geojson(json.dumps(feature["geometry"])))


@pytest.mark.parametrize(
    ("given_text", "kept_text"),
    [
        ("POINT (105.8 21)", "POINT (105.8 21)"),
        ("LINESTRING (105.8 21, 105.9 21)", "LINESTRING (105.8 21, 105.9 21)"),
        # Turned the other way round.
        ("POLYGON ((0 0, 0 1, 1 1, 0 0))", "POLYGON ((0 0, 1 1, 0 1, 0 0))"),
        # A bow tie becomes two triangles.
        (
            "POLYGON ((0 0, 1 1, 1 0, 0 1, 0 0))",
            "MULTIPOLYGON (((0 0, 0.5 0.5, 0 1, 0 0)), ((1 1, 0.5 0.5, 1 0, 1 1)))",
        ),
        # Parts that meet along an edge become one.
        (
            "MULTIPOLYGON (((0 0, 1 0, 1 1, 0 1, 0 0)), ((1 0, 2 0, 2 1, 1 1, 1 0)))",
            "POLYGON ((0 0, 1 0, 2 0, 2 1, 1 1, 0 1, 0 0))",
        ),
        # What cutting leaves over: the area alone, else the lines alone.
        (
            "GEOMETRYCOLLECTION (POINT (5 5), LINESTRING (3 3, 4 4), POLYGON ((0 0,1 0,1 1,0 0)))",
            "POLYGON ((0 0, 1 0, 1 1, 0 0))",
        ),
        (
            "GEOMETRYCOLLECTION (POINT (5 5), GEOMETRYCOLLECTION (LINESTRING (3 3, 4 4)))",
            "LINESTRING (3 3, 4 4)",
        ),
        ("GEOMETRYCOLLECTION (POINT (5 5), MULTIPOINT (3 3))", "MULTIPOINT (5 5, 3 3)"),
    ],
)
def test_what_is_kept_of_a_geometry(given_text, kept_text):
    kept = sound(wkt.loads(given_text))
    assert kept.geom_type == wkt.loads(kept_text).geom_type
    assert kept.normalize() == wkt.loads(kept_text).normalize()
    assert not faults(kept)


def test_what_is_smaller_than_the_grid_does_not_vanish():
    for text in (
        "POLYGON ((0 0, 0.000001 0, 0.000001 0.000001, 0 0))",
        "LINESTRING (0 0, 0.000001 0.000001)",
    ):
        assert not faults(handed_out(wkt.loads(text)))


def test_nothing_stays_nothing():
    for kind in ("POINT", "POLYGON", "MULTIPOLYGON", "GEOMETRYCOLLECTION"):
        assert sound(wkt.loads(f"{kind} EMPTY")).is_empty
        assert rounded(wkt.loads(f"{kind} EMPTY")).is_empty


def test_specks_go_and_the_largest_part_stays():
    area = wkt.loads(
        "MULTIPOLYGON (((0 0, 9 0, 9 9, 0 9, 0 0), (1 1, 1 2, 2 2, 1 1), (4 4, 4 8, 8 8, 4 4)), "
        "((4.5 5, 4.5 7.5, 7 7.5, 4.5 5)), ((20 20, 21 20, 21 21, 20 20)))"
    )
    assert shapely.equals(
        without_specks(area, 2.0),
        wkt.loads(
            "MULTIPOLYGON (((0 0, 9 0, 9 9, 0 9, 0 0), (4 4, 4 8, 8 8, 4 4)), "
            "((4.5 5, 4.5 7.5, 7 7.5, 4.5 5)))"
        ),
    )
    assert shapely.equals(without_specks(area, 1000.0), shapely.box(0, 0, 9, 9))


corners = st.tuples(st.integers(0, 8), st.integers(0, 8)).map(
    lambda pair: (105.8 + pair[0] * 0.4e-5, 21.0 + pair[1] * 0.4e-5)
)
polygons = st.lists(corners, min_size=3, max_size=9, unique=True).map(shapely.Polygon)
lines = st.lists(corners, min_size=2, max_size=5, unique=True).map(shapely.LineString)
simple = st.one_of(polygons, lines, corners.map(shapely.Point))
anything = st.recursive(
    simple, lambda inner: st.lists(inner, min_size=1, max_size=4).map(shapely.GeometryCollection)
)


@given(anything)
def test_whatever_comes_in_what_goes_out_is_sound(geometry):
    for made in (sound(geometry), handed_out(geometry)):
        # A flat polygon has no place, and nothing else does without.
        assert not faults(made) or (made.is_empty and not geometry.is_valid)
