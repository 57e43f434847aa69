import pytest

from geodata.agencies import local_agencies
from geodata.errors import UnknownUnitError


def test_agencies_run_from_the_city_to_the_communes_under_their_official_names():
    assert local_agencies("020", ["xã Ngọc Hồi", "thị trấn Văn Điển"]) == (
        "Công an Thành phố Hà Nội",
        "Công an huyện Thanh Trì",
        "UBND huyện Thanh Trì",
        "UBND xã Ngọc Hồi",
        "UBND thị trấn Văn Điển",
        "Công an xã Ngọc Hồi",
        "Công an thị trấn Văn Điển",
    )


@pytest.mark.parametrize(("code", "name"), [("002", "quận Hoàn Kiếm"), ("269", "thị xã Sơn Tây")])
def test_the_kind_of_district_is_said(code: str, name: str):
    assert f"UBND {name}" in local_agencies(code, [])


def test_an_unknown_district_has_no_agencies():
    with pytest.raises(UnknownUnitError):
        local_agencies("999", [])
