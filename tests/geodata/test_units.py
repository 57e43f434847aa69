"""Units, their names, their neighbours, and the arrangement they form."""

from __future__ import annotations

import pytest
import shapely

import geodata
from geodata import units as module
from geodata.crs import area_km2
from geodata.editions import EDITIONS
from geodata.errors import UnknownEditionError, UnknownUnitError
from geodata.units import all_units, find_unit, geometry, neighbours, unit, units

COLUMNS = ["code", "name", "name_short", "unit_type", "level", "edition", "area_km2", "geometry"]


@pytest.mark.parametrize("edition", EDITIONS.values(), ids=EDITIONS)
def test_an_edition_covers_the_city_once(edition):
    table = units(edition.code)
    shapes = table.geometry.to_numpy()
    assert list(table.columns) == COLUMNS
    assert table.crs == "EPSG:4326"
    assert len(table) == edition.unit_count
    assert table["code"].is_unique
    assert table["code"].is_monotonic_increasing
    assert shapely.coverage_is_valid(shapes)
    city = shapely.coverage_union_all(shapes)
    assert city.geom_type == "Polygon"
    assert not len(city.interiors)
    assert table["area_km2"].sum() == pytest.approx(area_km2(city), abs=0.1)


def test_both_editions_are_the_same_city():
    first, second = (
        shapely.coverage_union_all(units(code).geometry.to_numpy()).normalize() for code in EDITIONS
    )
    assert first.equals_exact(second, 0.0)


def test_the_kinds_of_units_are_those_the_law_names():
    kinds = units("2024")["unit_type"].value_counts().to_dict()
    assert kinds == {"huyện": 17, "quận": 12, "thị xã": 1}
    kinds = units("2025")["unit_type"].value_counts().to_dict()
    assert kinds == {"xã": 75, "phường": 51}


@pytest.mark.parametrize("edition", EDITIONS)
def test_neighbours_are_mutual_and_share_a_line(edition):
    shapes = {code: geometry(code, edition) for code in units(edition)["code"]}
    for code, shape in shapes.items():
        names = neighbours(code, edition)
        assert names
        assert list(names) == sorted(names)
        for name in names:
            assert code in neighbours(name, edition)
            assert shape.intersection(shapes[name]).length > 0


def test_thanh_tri_has_its_neighbours():
    assert {unit(code).name_short for code in neighbours("020")} == {
        "Hoàng Mai",
        "Thanh Xuân",
        "Hà Đông",
        "Thanh Oai",
        "Thường Tín",
        "Gia Lâm",
    }


@pytest.mark.parametrize(
    "spelling",
    [
        "Huyện Thanh Trì",
        "thanh trì",
        "THANH TRI",
        " h.  Thanh Trì ",
        "Huyen thanh tri",
        "H.Thanh Trì",
    ],
)
def test_a_district_is_found_in_any_spelling(spelling):
    assert find_unit(spelling).code == "020"


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_unit_is_found_by_each_of_its_names(edition):
    for known in all_units(edition):
        assert find_unit(known.name, edition) == known
        assert find_unit(known.name_short, edition) == known


@pytest.mark.parametrize("name", ["", "   ", "Quận Thanh Trì", "Atlantis", "Huyện", "quận"])
def test_what_is_no_unit_is_not_found(name):
    assert find_unit(name) is None


def test_a_name_is_looked_for_in_its_own_edition():
    assert find_unit("Thanh Xuân", "2024").name == "Quận Thanh Xuân"
    assert find_unit("Thanh Xuân", "2025").name == "Phường Thanh Xuân"


def test_an_unknown_code_or_edition_is_named():
    with pytest.raises(UnknownUnitError, match="'999' in edition 2024"):
        unit("999")
    with pytest.raises(UnknownUnitError, match="00004"):
        geometry("00004", "2024")
    with pytest.raises(UnknownUnitError):
        neighbours("999")
    for ask in (units, all_units):
        with pytest.raises(UnknownEditionError, match=r"'1999'.*2024, 2025"):
            ask("1999")
    with pytest.raises(UnknownEditionError):
        module.unit_at(105.8, 21.0, "1999")


def test_what_a_caller_does_to_a_table_stays_with_the_caller():
    mine = units("2024")
    mine.loc[0, "name"] = "changed"
    mine.loc[0, "geometry"] = None
    assert units("2024").loc[0, "name"] == "Quận Ba Đình"
    assert units("2024").geometry.notna().all()


def test_the_room_offers_its_main_names_and_no_others():
    for name in geodata.__all__:
        assert getattr(geodata, name) is not None
    assert geodata.unit("020").name_short == "Thanh Trì"
    assert "unit_at" in dir(geodata)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        geodata.nothing  # noqa: B018 - the access is the test
