"""The parts of the geocoder by themselves: grammar, lines, areas, steps."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from shapely import LineString, MultiLineString, Point

import geodata.geocoding
from geodata.communes import all_communes, find_communes
from geodata.crs import to_metric
from geodata.geocoding.areas import likely_area, possible_area
from geodata.geocoding.grammar import end_name, read
from geodata.geocoding.network import centre_lines, junctions, way_between
from geodata.geocoding.rivers import RIVERS
from geodata.geocoding.steps import STEP_CODES
from geodata.geocoding.verdict import district_shares
from geodata.landmarks import landmarks
from geodata.outlines import metric_unit
from geodata.streets import streets
from geodata.text import fold, street_key, unit_key


@pytest.mark.parametrize(
    ("text", "kind", "subject", "first", "second"),
    [
        ("Phố Huế", "place", "pho hue", "", ""),
        ("Đường A (đoạn từ Cầu B đến đường C)", "section", "duong a", "cau b", "duong c"),
        ("Đường A từ B tới C", "section", "duong a", "b", "c"),
        ("Đường A giữa B và C", "section", "duong a", "b", "c"),
        ("Đường A, khu vực bến xe B", "near", "duong a", "ben xe b", ""),
        ("Đường A đoạn gần B", "near", "duong a", "b", ""),
        ("Ngã ba A - B", "pair", "a - b", "a", "b"),
        ("Ngã tư A và B", "pair", "a va b", "a", "b"),
        ("Phố Anh-Phố Bình", "pair", "pho anh - pho binh", "pho anh", "pho binh"),
        ("Tuyến đường A - B", "route", "a - b", "a", "b"),
        ("Đường ven sông A đoạn gần cầu B", "riverside", "a", "cau b", ""),
    ],
)
def test_a_description_is_taken_apart(
    text: str, kind: str, subject: str, first: str, second: str
) -> None:
    reading = read(text)
    assert (reading.kind, reading.first, reading.second) == (kind, first, second)
    assert fold(reading.subject).replace(" - ", "-") == subject.replace(" - ", "-")


def test_units_in_the_text_are_told_from_places() -> None:
    reading = read("Phố Huế, P. Ngô Thì Nhậm, Q. Hai Bà Trưng, TP. Hà Nội")
    assert reading.communes == ("phuong ngo thi nham",)
    assert reading.districts == ("quan hai ba trung",)


def test_the_end_of_a_section_is_freed_of_its_wording() -> None:
    assert end_name("lối rẽ vào phố Đại Từ".lower()) != ""
    assert end_name("loi re vao pho dai tu") == "pho dai tu"
    assert end_name("nga ba ben xe giap bat") == "ben xe giap bat"


def test_two_carriageways_have_one_centre_line() -> None:
    there, back = LineString([(0, 0), (1000, 0)]), LineString([(1000, 30), (0, 30)])
    (way,) = centre_lines(MultiLineString([there, back]))
    assert way.length == pytest.approx(1000, abs=35)


def test_carriageways_joined_at_one_end_are_not_walked_there_and_back() -> None:
    hairpin = LineString([(0, 0), (1000, 0), (1000, 30), (0, 30)])
    (way,) = centre_lines(MultiLineString([hairpin]))
    assert way.length == pytest.approx(1000, abs=60)


def test_parts_of_a_street_that_lie_apart_are_all_kept() -> None:
    lines = MultiLineString([[(0, 0), (500, 0)], [(900, 0), (1200, 0)]])
    assert sorted(round(way.length) for way in centre_lines(lines)) == [300, 500]


def test_the_way_between_two_places_follows_the_street() -> None:
    bend = LineString([(0, 0), (500, 0), (500, 500)])
    way = way_between([bend], Point(100, 20), Point(520, 300))
    assert way is not None
    assert way.length == pytest.approx(400 + 300, abs=1)


def test_no_way_is_invented_over_a_wide_gap() -> None:
    parts = [LineString([(0, 0), (500, 0)]), LineString([(900, 0), (1200, 0)])]
    assert way_between(parts, Point(100, 0), Point(1000, 0)) is None


def test_streets_meet_where_they_cross_or_nearly_touch() -> None:
    main = LineString([(0, 0), (1000, 0)])
    (crossing,) = junctions(main, LineString([(300, -100), (300, 100)]))
    assert crossing.distance(Point(300, 0)) < 5
    (mouth,) = junctions(main, LineString([(700, 40), (700, 400)]))
    assert mouth.distance(Point(700, 20)) < 15
    assert junctions(main, LineString([(0, 500), (1000, 500)])) == ()


def test_most_committees_stand_in_the_approximate_area_of_their_commune() -> None:
    inside, outside = 0, []
    table = landmarks()
    for name, point in zip(table["name"], table.geometry, strict=True):
        committee = re.match(r"ubnd (?:xa|phuong) (.+)", fold(name))
        for commune in find_communes(unit_key(committee[1])) if committee else ():
            distance = to_metric(point).distance(likely_area(commune))
            if commune.bounds is not None and distance < 3000:
                inside += distance == 0
                outside += [distance] if distance else []
    assert inside >= 40
    assert len(outside) <= 0.1 * inside
    assert max(outside, default=0) < 300


def test_areas_of_a_districts_communes_do_not_overlap_and_stay_inside() -> None:
    communes = [c for c in all_communes() if c.district_code == "020"]
    areas = [likely_area(c) for c in communes]
    district = metric_unit("020", "2024")
    total = sum(area.area for area in areas)
    assert 0.85 * district.area < total < 1.001 * district.area
    for commune, area in zip(communes, areas, strict=True):
        assert area.difference(possible_area(commune)).area < 1000, commune.name


def test_shares_are_taken_of_length_area_or_point() -> None:
    east_west = to_metric(LineString([(105.80, 21.02), (105.86, 21.02)]))
    shares = district_shares(east_west)
    assert sum(shares.values()) == pytest.approx(1.0, abs=0.01)
    assert list(shares.values()) == sorted(shares.values(), reverse=True)
    assert district_shares(metric_unit("002", "2024")) == {"002": pytest.approx(1.0)}
    assert district_shares(to_metric(Point(105.8524, 20.9118))) == {"020": 1.0}
    assert district_shares(to_metric(Point(100.0, 10.0))) == {}


def test_riverside_streets_are_streets_of_the_layer_and_have_a_source() -> None:
    names = {street_key(name) for name in streets()["name"]}
    for river in RIVERS:
        assert river.source
        assert {street_key(name) for name in river.streets} <= names


def test_every_step_the_code_takes_is_listed_and_every_listed_step_is_taken() -> None:
    folder = Path(geodata.geocoding.__file__).parent
    sources = [p.read_text("utf-8") for p in folder.glob("*.py") if p.name != "steps.py"]
    used = {code for code in STEP_CODES for source in sources if re.search(rf'"{code}"', source)}
    assert used == set(STEP_CODES)
    written = {c for s in sources for c in re.findall(r'\.note\(\s*"([a-z_]+)"', s)}
    assert written <= set(STEP_CODES)
