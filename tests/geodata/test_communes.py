"""The communes of the plan's time, by name."""

from __future__ import annotations

import pytest

from geodata.communes import all_communes, communes_2024, find_communes
from geodata.text import strip_marks, unit_key
from geodata.units import units, units_at


def test_there_are_579_with_codes_of_their_own():
    table = communes_2024()
    assert len(table) == len(all_communes()) == 579
    assert table["code"].is_unique
    assert table["unit_type"].value_counts().to_dict() == {"xã": 383, "phường": 175, "thị trấn": 21}
    assert set(table["district_code"]) == set(units("2024")["code"])


def test_each_has_a_point_in_its_box_an_area_and_successors():
    for commune in all_communes():
        west, south, east, north = commune.bounds
        assert west <= commune.lon <= east
        assert south <= commune.lat <= north
        assert commune.communes_2025
    assert communes_2024()["area_km2"].between(0.05, 80).all()


def test_points_lie_in_the_district_their_table_names():
    known = communes_2024().dropna(subset=["lon"])
    found = units_at(known["lon"], known["lat"])
    assert found.tolist() == known["district_code"].tolist()


@pytest.mark.parametrize(
    "spelling", ["Phường Trung Hòa", "P. Trung Hoà", "phuong trung hoa", "P.TRUNG HÒA"]
)
def test_a_commune_is_found_in_any_spelling(spelling):
    (commune,) = find_communes(spelling)
    assert commune.district == "Quận Cầu Giấy"
    assert commune.name == "Phường Trung Hoà"


def test_every_commune_is_found_in_its_district_with_marks_and_without():
    for commune in all_communes():
        full, short = commune.name, commune.name_short
        for spelling in (full, strip_marks(full), unit_key(full), short, strip_marks(short)):
            assert commune in find_communes(spelling, commune.district_code), spelling


def test_the_kind_in_front_has_to_be_right_and_may_be_left_out():
    assert [c.code for c in find_communes("thị trấn Văn Điển")] == ["00640"]
    assert find_communes("TT. Văn Điển") == find_communes("Văn Điển")
    assert find_communes("xã Văn Điển") == ()
    assert len(find_communes("Trung Hòa")) == 2


def test_a_name_that_repeats_is_told_apart_by_its_district():
    quang_trung = find_communes("Quang Trung")
    assert len(quang_trung) == 4
    assert [c.district_code for c in find_communes("Quang Trung", "268")] == ["268"]


@pytest.mark.parametrize("name", ["", "phường", "Atlantis", "xã"])
def test_what_is_no_commune_is_not_found(name):
    assert find_communes(name) == ()


def test_successors_are_communes_of_2025():
    known = set(units("2025")["code"])
    for commune in all_communes():
        assert set(commune.communes_2025) <= known
