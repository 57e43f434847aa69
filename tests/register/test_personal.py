from pathlib import Path

import pytest

import geodata.plan
from geo_app.register.personal import personal_data_in

PLAN_TEXT = Path(__file__).parents[3] / "shared/plan-2024/plan-46-2024-ocr.txt"


@pytest.mark.parametrize(
    "text",
    [
        "CCCD 001085012345",
        "số 001 085 012 345",
        "CMND 012345678",
        "gọi 0912345678 khi cần",
        "0912 345 678",
        "0912.345.678",
        "(+84) 912 345 678",
        "+84912345678",
        "024 3825 3536 gặp trực ban",
        "nguyenvana@gmail.com",
        "a.b+c@hanoi.gov.vn",
    ],
)
def test_what_points_to_a_person_is_found(text):
    assert personal_data_in(text) is not None


@pytest.mark.parametrize(
    "text",
    [
        "BB 12/BB-CA",
        "BB 123/2024/BB-CATP ngày 17/6/2024",
        "46/KH-UBND",
        "Quyết định số 808/QĐ-LĐTBXH ngày 05/9/2022",
        "17.06.2024",
        "17-06-2024 và 18-06-2024",
        "từ 2021 đến 2024",
        "số nhà 12 ngõ 168/186 Phan Trọng Tuệ",
        "kiểm tra 2.460 cơ sở, 55.500 sinh viên",
        "đoạn dài 1.250 m, rộng 12,5 m",
        "Nghị định 178/2004/NĐ-CP",
        "",
    ],
)
def test_documents_dates_addresses_and_figures_are_left_alone(text):
    assert personal_data_in(text) is None


def test_nothing_of_the_plan_itself_is_refused():
    for hotspot in geodata.plan.plan_hotspots():
        assert personal_data_in(f"{hotspot.name_vi} {hotspot.note_vi or ''}") is None
    for indicator in geodata.plan.plan_indicators():
        assert personal_data_in(indicator.text_vi) is None


def test_the_plans_text_holds_two_addresses_and_no_other_finding():
    if not PLAN_TEXT.exists():
        pytest.skip("the text of the plan is not beside the checkout")
    lines = PLAN_TEXT.read_text(encoding="utf-8").splitlines()
    found = [line for line in lines if personal_data_in(line)]
    assert len(found) == 2
    assert all("@hanoi.gov.vn" in line for line in found)
