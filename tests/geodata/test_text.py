from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.text import (
    expand_abbreviations,
    fold,
    street_key,
    street_kind,
    unit_key,
    with_few_marks,
)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Đường Trần Duy Hưng", "duong tran duy hung"),
        ("  TRUNG   HOÀ ", "trung hoa"),
        ("Trung Hòa", "trung hoa"),
        ("Ngọc Hồi – Liên Ninh", "ngoc hoi - lien ninh"),
        ("", ""),
    ],
)
def test_a_folded_name_has_no_marks_no_case_and_one_kind_of_dash(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text(max_size=60))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("text", "full"),
    [
        ("P.Trung Hòa, Q. Cầu Giấy", "phuong trung hoa, quan cau giay"),
        ("TT. Văn Điển", "thi tran van dien"),
        ("X. Ngọc Hồi, H Thanh Trì, TP.Hà Nội", "xa ngoc hoi, huyen thanh tri, thanh pho ha noi"),
        ("TX. Sơn Tây", "thi xa son tay"),
        ("QL6", "quoc lo 6"),
        ("QL.32", "quoc lo 32"),
        ("ĐT.70", "tinh lo 70"),
        ("BX Giáp Bát", "ben xe giap bat"),
    ],
)
def test_abbreviations_are_written_out(text: str, full: str) -> None:
    assert expand_abbreviations(text) == full


def test_one_letter_inside_a_name_is_no_abbreviation() -> None:
    assert expand_abbreviations("Khu H Phố X") == "khu h pho x"


@pytest.mark.parametrize(
    "name", ["phường Trung Hòa", "P. Trung Hoà", "Trung Hòa", "PHUONG TRUNG HOA"]
)
def test_a_unit_has_one_key(name: str) -> None:
    assert unit_key(name) == "trung hoa"


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Phố Nguyễn Huy Tự", "nguyen huy tu"),
        ("Yersin Street", "yersin"),
        ("Quốc lộ 6", "ql 6"),
        ("QL.6", "ql 6"),
        ("National Route 1", "ql 1"),
        ("Ngõ 250 Đường  Phan Trọng Tuệ", "ngo 250 phan trong tue"),
        ("thành phố Hà Nội", "thanh pho ha noi"),
    ],
)
def test_a_street_has_one_key_and_an_alley_another(name: str, key: str) -> None:
    assert street_key(name) == key


def test_the_kind_of_street_is_told() -> None:
    assert [street_kind(n) for n in ("Phố Huế", "ĐƯỜNG LÁNG", "Kim Mã")] == ["pho", "duong", ""]


def test_of_many_marks_on_a_letter_four_are_read() -> None:
    assert with_few_marks("Hoa\u0301\u0323 Sen") == "Hoa\u0301\u0323 Sen"
    assert with_few_marks("a" + "\u0301" * 9 + "b") == "a" + "\u0301" * 4 + "b"
    assert fold("Ho\u0302\u0301 " + "\u0301" * 9) == "ho"
