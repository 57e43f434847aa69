"""The eleven places of plan 46/KH-UBND, each against what is known of it from elsewhere."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from shapely import Point

from geodata.crs import distance_m, to_metric
from geodata.geocoding import Located, geocode, geocode_plan, plan_check
from geodata.plan import plan_hotspots
from geodata.text import fold


@dataclass(frozen=True)
class Known:
    """What is known of a place without the geocoder."""

    precision: str
    district: str
    length_m: tuple[float, float]
    lon: float
    lat: float
    within_m: float
    source: str


KNOWN = {
    "PL2-I-1": Known(
        "junction", "020", (0, 0), 105.8524, 20.9118, 1000,
        "The committee of xã Liên Ninh stands on Quốc lộ 1A some hundred metres south of the "
        "border with xã Ngọc Hồi.",
    ),
    "PL2-I-2": Known(
        "street", "020", (3000, 5300), 105.8095, 20.9562, 100,
        "Cầu Tó on the Tô Lịch, half way along provincial road 70 from Cầu Bươu to Văn Điển.",
    ),
    "PL2-II-1": Known(
        "section", "008", (700, 1100), 105.8410, 20.9760, 100,
        "Giáp Bát railway station lies beside Giải Phóng, south of the bus station.",
    ),
    "PL3-I-1": Known(
        "commune", "274", (0, 0), 105.7000, 21.0700, 700,
        "Thị trấn Trạm Trôi, where road 32 enters Đức Thượng and Đức Giang.",
    ),
    "PL3-I-2": Known(
        "section", "268", (500, 1500), 105.7478, 20.9495, 150,
        "Yên Nghĩa bus station, on Quốc lộ 6 at the end of metro line 2A.",
    ),
    "PL3-I-3": Known(
        "junction", "268", (0, 0), 105.7370, 20.9898, 600,
        "Dương Nội primary school, in the village of La Dương.",
    ),
    "PL3-I-4": Known(
        "street", "005", (1400, 1800), 105.7935, 21.0065, 250,
        "Big C Thăng Long, 222 Trần Duy Hưng, near the street's south-western end.",
    ),
    "PL3-I-5": Known(
        "section", "020", (1900, 2600), 105.8180, 20.9628, 200,
        "The committee of xã Thanh Liệt stands near Kim Giang on the Tô Lịch.",
    ),
    "PL3-II-1": Known(
        "section", "001", (200, 700), 105.8049, 21.0345, 100,
        "The bridge by which Nguyễn Khánh Toàn crosses the Tô Lịch to Đào Tấn.",
    ),
    "PL3-II-2": Known(
        "street", "007", (150, 300), 105.8590, 21.0135, 200,
        "The institute of hygiene and epidemiology, 1 Yersin, once the Pasteur institute.",
    ),
    "PL3-II-3": Known(
        "junction", "007", (0, 0), 105.8613, 21.0178, 600,
        "Military hospital 108, between Trần Khánh Dư and Trần Thánh Tông, a little north.",
    ),
}  # fmt: skip


def test_all_eleven_are_found_from_their_text() -> None:
    assert list(geocode_plan()) == [hotspot.code for hotspot in plan_hotspots()] == list(KNOWN)


@pytest.mark.parametrize("code", KNOWN)
def test_each_place_of_the_plan_lies_where_it_is_in_the_world(code: str) -> None:
    place, known = geocode_plan()[code], KNOWN[code]
    assert place.precision == known.precision
    assert place.district is not None
    assert place.district.code == known.district
    assert place.verdict.kind == "agrees"
    assert place.verdict.share_inside >= 0.99
    assert known.length_m[0] <= place.length_m <= known.length_m[1]
    assert distance_m(place.geometry, Point(known.lon, known.lat)) <= known.within_m, known.source


@pytest.mark.parametrize("code", KNOWN)
def test_each_place_names_only_communes_of_the_plan(code: str) -> None:
    planned = next(h for h in plan_hotspots() if h.code == code)
    named = fold(" ".join(planned.communes_vi))
    assert geocode_plan()[code].communes
    assert all(fold(commune) in named for commune in geocode_plan()[code].communes)


@pytest.mark.parametrize("code", KNOWN)
def test_diacritics_and_case_do_not_matter(code: str) -> None:
    hotspot = next(h for h in plan_hotspots() if h.code == code)
    place = geocode_plan()[code]
    for form in (fold, str.upper):
        other = geocode(
            form(hotspot.name_vi),
            district=form(hotspot.district_vi),
            communes=[form(name) for name in hotspot.communes_vi],
        )
        assert isinstance(other, Located)
        assert other.geometry.equals(place.geometry)
        assert (other.name, other.precision, other.score) == (
            place.name,
            place.precision,
            place.score,
        )
        assert other.steps == place.steps


def test_a_length_counts_one_carriageway() -> None:
    place = geocode_plan()["PL2-II-1"]
    assert place.geometry.geom_type == "LineString"
    west, south, east, north = to_metric(place.geometry).bounds
    assert place.length_m <= 1.1 * ((east - west) ** 2 + (north - south) ** 2) ** 0.5


def test_the_check_of_the_plan_has_a_row_for_each_hotspot() -> None:
    rows = plan_check()
    assert len(rows) == 11
    assert {row.verdict for row in rows} == {"agrees"}
    assert min(row.share_inside for row in rows) >= 0.99
    assert all(row.error_m > 0 and row.precision and row.communes for row in rows)
