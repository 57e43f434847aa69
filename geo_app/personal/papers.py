"""Numbers that only the word before them tells: of papers, cards, accounts, and plates of vehicles.

Each row of the table is the words, what may stand for the number, and an example. The number may
be grouped; dates, sums and numbers of documents were taken out of the text before.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from geo_app.personal.findings import Kind

BANKS = (
    r"(?:vietcombank|vcb|techcombank|tcb|bidv|vietinbank|agribank|mb ?bank|mb|acb|vpbank|tpbank|"
    r"sacombank|hdbank|shb|vib|msb|ocb|seabank|lpbank|eximbank|abbank|ncb|scb|pvcombank|momo)"
)
# Where the state itself keeps its money; fines are paid there.
TREASURY = re.compile(r"kho bạc|kbnn|ngân sách|phạt vi phạm|thu phạt", re.IGNORECASE)
AROUND = 48
# A word and its number: "số", "là", a colon or the name of a bank may stand between.
BETWEEN_WORD_AND_NUMBER = r"[^\d\n]{0,24}?"
GROUPED = r"\d(?:[ .\-]{0,2}\d)"


@dataclass(frozen=True)
class Paper:
    """A row: what the number is of, the words before it, its form, and an example."""

    name: str
    kind: Kind
    words: str
    number: str
    example: str

    @property
    def pattern(self) -> re.Pattern[str]:
        return re.compile(
            rf"(?<![^\W\d_])(?:{self.words})(?![^\W\d_]){BETWEEN_WORD_AND_NUMBER}"
            rf"(?P<number>{self.number})(?![\d])",
            re.IGNORECASE,
        )


PAPERS = (
    Paper(
        "passport",
        "identity",
        # HC is short for hành chính as well; passports of Vietnam begin with a letter.
        r"hộ chiếu|ho chieu|passport|hc(?=[ :.]{0,3}(?:số )?[a-z]{1,2}\d)|thị thực|visa"
        r"|thẻ tạm trú",
        r"(?<![^\W\d_])[a-z]{0,2}[ .-]?\d{7,9}",
        "hộ chiếu số E12345678",
    ),
    Paper(
        "social or health insurance",
        "identity",
        r"bhxh|bhyt|bảo hiểm xã hội|bảo hiểm y tế|thẻ bảo hiểm|sổ bảo hiểm|bao hiem xa hoi",
        rf"(?:[a-z]{{2}}[ .-]?)?{GROUPED}{{9,14}}",
        "số BHXH 0123456789",
    ),
    Paper(
        "card of the Party",
        "identity",
        r"thẻ đảng(?: viên)?|số đảng viên|the dang vien|the dang",
        rf"{GROUPED}{{5,11}}",
        "thẻ Đảng viên số 12.345678",
    ),
    Paper(
        "driving licence",
        "identity",
        r"gplx|giấy phép lái xe|bằng lái(?: xe)?|giay phep lai xe",
        rf"{GROUPED}{{8,11}}",
        "bằng lái xe số 790123456789",
    ),
    Paper(
        "number of a student, an employee or an officer",
        "identity",
        r"mssv|mã(?: số)? sinh viên|mã(?: số)? nhân viên|mã(?: số)? học viên"
        r"|số hiệu (?:cand|sĩ quan|sỹ quan)|mã số thuế cá nhân|sổ hộ khẩu|hộ khẩu số"
        r"|giấy khai sinh",
        rf"{GROUPED}{{5,13}}",
        "MSSV 20191234",
    ),
    Paper(
        "bank account",
        "bank",
        r"stk|số tk|số tài khoản|so tai khoan|tài khoản(?: ngân hàng| số)?|tk(?: ngân hàng| số)?"
        r"|chuyển khoản(?: vào| qua| cho| tới)?",
        rf"{GROUPED}{{5,18}}",
        "STK 1903 4567 8901 23",
    ),
    Paper(
        "plate of a vehicle",
        "plate",
        r"bks|bsx|biển(?: số| kiểm soát| xe)?(?: xe)?|bien so|bien kiem soat|xe(?: máy| ô tô)?"
        r"|ô tô|ôtô|mô tô|moto",
        r"\d{2}[ -]?[a-zđ](?:[a-zđ]|\d)?[ .\-]{1,3}\d{3}(?:[. ]?\d{2}|\d)"
        r"|\d{2}[a-zđ](?:[a-zđ]|\d)?\d{5}",
        "biển số 29A-1234",
    ),
)
PATTERNS = {paper.name: paper.pattern for paper in PAPERS}
BANK_BEHIND = re.compile(
    rf"(?<![\d.,/])(?P<number>\d{{8,19}})[ ,(-]{{1,3}}{BANKS}\b", re.IGNORECASE
)
# Codes of provinces on plates: Circular 79/2024/TT-BCA, annex 2.
PLATE = re.compile(
    r"(?<![^\W_])(?:1[1-9]|[2-9]\d)[ -]?[A-ZĐ](?:[A-ZĐ]|[1-9])?"
    r"(?:[ ]?-[ ]?\d{3}[. ]?\d{2}|[ ]?\d{3}\.\d{2}|\d{5})(?![\d.]\d)(?!\d)"
)


def numbers_of(paper: Paper, text: str) -> Iterator[tuple[int, int]]:
    for match in PATTERNS[paper.name].finditer(text):
        if paper.kind == "bank" and is_of_the_state(text, match):
            continue
        yield match.span("number")


def bank_numbers(text: str) -> Iterator[tuple[int, int]]:
    """A number before the name of a bank: 19034567890123 Techcombank."""
    for match in BANK_BEHIND.finditer(text):
        if not is_of_the_state(text, match):
            yield match.span("number")


def plates(text: str) -> Iterator[tuple[int, int]]:
    """A plate with all its digits, wherever it stands: 30F-128.45."""
    for match in PLATE.finditer(text):
        yield match.span()


def is_of_the_state(text: str, match: re.Match[str]) -> bool:
    return bool(TREASURY.search(text, max(0, match.start() - AROUND), match.end() + AROUND))
