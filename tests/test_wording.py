"""The Vietnamese of pages and help keeps to one word for an idea and to the form of documents."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from geo_app.i18n import show_date, show_moment, show_partial_date
from geo_app.register.dates import parse_partial_date
from geo_app.register.reading import moment_in

ROOT = Path(__file__).parent.parent
CATALOGUE = ROOT / "geo_app/translations/vi/LC_MESSAGES/messages.po"
HELP = sorted((ROOT / "docs/help").glob("*.md"))
# What is not said, and what is said instead.
AVOIDED = {
    r"\b[Bb]ạn\b|\b[Aa]nh, chị\b|chúng ta": "tài khoản, người dùng, đơn vị, nội dung vừa nhập",
    r"[Cc]hưa lưu gì": "Chưa lưu",
    r"\d %(?!\()| %%": "a percentage has no space before its sign",
    r"(?<!Bearer) …": "three dots stand directly after the word",
    r"LĐ-TB&XH": "LĐTB&XH",
    r"[Qq]uận, huyện(?!, thị xã)": "quận, huyện, thị xã (Sơn Tây is one)",
    r"[Pp]hường, xã(?!, thị trấn)": "xã, phường, thị trấn",
    r"[Rr]anh giới": "địa giới",
    r"[Vv]ùng giáp ranh": "khu vực giáp ranh",
    r"[Nn]ơi công cộng": "địa bàn công cộng",
    r"[Ss]ơ đồ": "bản đồ",
    r"[Bb]àn làm việc|[Tt]rang đầu\b": "Trang chủ",
    r"[Tt]hông tin cá nhân": "dữ liệu cá nhân",
    r"vượt mức|quá chỉ tiêu": "không đạt: more than none is a failure here",
    r"[Bb]ản quét|[Bb]ản chụp": "bản số hóa",
    r"[Nn]gừng hoạt động": "ngừng sử dụng, of an account",
    r"hiểu biết|đã biết lúc|[Tt]heo ghi nhận": "chỉ tính nội dung đã ghi nhận đến",
    r"lịch sử": "diễn biến",
    # Taking a place off the list is what the police do when it is no longer complicated.
    r"\b[Rr]út (điểm|hoặc|và)|[Đđ]ã rút\b(?! gọn)": "hủy",
    r"thành phố(?! Hà Nội)": "Thành phố",
    r"KH 46/KH-UBND|Kế hoạch 46/": "Kế hoạch số 46/KH-UBND",
}


def vietnamese_texts():
    with CATALOGUE.open("rb") as file:
        for message in read_po(file):
            if message.id:
                forms = message.string if isinstance(message.string, tuple) else (message.string,)
                yield from forms
    for page in HELP:
        yield from page.read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("avoided", AVOIDED)
def test_no_text_says_it_in_other_words(avoided):
    found = [text for text in vietnamese_texts() if re.search(avoided, text)]
    assert not found, AVOIDED[avoided]


def test_the_rules_are_tried_on_all_texts():
    assert len(list(vietnamese_texts())) > 1500
    assert len(HELP) == 14


@pytest.mark.parametrize(
    ("day", "precision", "shown"),
    [
        (date(2024, 2, 5), "day", "05/02/2024"),
        (date(2022, 9, 5), "day", "05/9/2022"),
        (date(2024, 6, 17), "day", "17/6/2024"),
        (date(2025, 1, 31), "day", "31/01/2025"),
        (date(2024, 12, 1), "day", "01/12/2024"),
        (date(2024, 2, 1), "month", "tháng 02/2024"),
        (date(2024, 10, 1), "month", "tháng 10/2024"),
        (date(2016, 1, 1), "year", "năm 2016"),
    ],
)
def test_dates_are_padded_as_in_documents_and_read_back(app, day, precision, shown):
    with app.test_request_context():
        assert show_partial_date(day, precision) == shown
        found = parse_partial_date(shown.rsplit(" ", 1)[-1], today=date(2026, 11, 30))
    assert (found.start, found.precision) == (day, precision)


def test_a_moment_is_shown_as_in_documents_and_read_back(app):
    moment = datetime(2024, 2, 5, 1, 7, tzinfo=UTC)
    with app.test_request_context():
        assert show_moment(moment) == "08:07 ngày 05/02/2024"
        assert moment_in(show_moment(moment)) == moment
        assert moment_in("8:07, 5/2/2024") == moment
        assert show_date(date(2024, 2, 5)) == "05/02/2024"
