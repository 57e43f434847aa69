"""Births of persons: a day of birth, or a year with sex, home or age beside it.

Who is meant can be found by them although no name stands there.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from geo_app.personal.names import YEAR

DAY_OR_YEAR = rf"(?:(?:\d{{1,2}}[/.-]){{0,2}}{YEAR})(?![\d/])"
# In "phát sinh năm 2024" and "học sinh năm 2" nobody is born.
BORN = (
    r"(?:(?:ngày(?:,? tháng,? năm)? |năm )sinh|(?<!phát )(?<!học )(?<!vệ )(?<!nảy )(?<!tuyển )"
    r"(?<!thí )(?<!sản )(?<!khai )(?<!hy )(?<!ký )(?<!tái )(?<!mưu )sinh(?: ngày| năm)?"
    r"|s\.?n\.?|ns)"
)
PROVINCES = (
    "an giang|bà rịa|bạc liêu|bắc giang|bắc kạn|bắc ninh|bến tre|bình định|bình dương|bình phước|"
    "bình thuận|cà mau|cao bằng|cần thơ|đà nẵng|đắk lắk|đắk nông|điện biên|đồng nai|đồng tháp|"
    "gia lai|hà giang|hà nam|hà tĩnh|hải dương|hải phòng|hậu giang|hòa bình|hoà bình|hưng yên|"
    "khánh hòa|kiên giang|kon tum|lai châu|lạng sơn|lào cai|lâm đồng|long an|nam định|nghệ an|"
    "ninh bình|ninh thuận|phú thọ|phú yên|quảng bình|quảng nam|quảng ngãi|quảng ninh|quảng trị|"
    "sóc trăng|sơn la|tây ninh|thái bình|thái nguyên|thanh hóa|thanh hoá|thừa thiên|tiền giang|"
    "trà vinh|tuyên quang|vĩnh long|vĩnh phúc|yên bái"
)
SIGN = re.compile(
    rf"(?<![^\W\d_])(?:(?P<born>{BORN}[\s:.]{{0,3}}{DAY_OR_YEAR})"
    rf"|(?P<year>(?<![\d/.-]){DAY_OR_YEAR}|\d{{2}} ?tuổi)"
    r"|(?P<sex>(?:giới tính)[ :]{0,3}(?:nam|nữ)|nữ|(?<!phía )(?<!miền )(?<!việt )(?<!hà )nam)"
    r"|(?P<home>quê(?: quán)?|nguyên quán|hktt|đktt|hộ khẩu|thường trú|trú tại|trú quán|tạm trú"
    rf"|dân tộc|nơi sinh|{PROVINCES}))(?![^\W\d_])",
    re.IGNORECASE,
)
# A day of birth alone is somebody's.
BIRTHDAY = re.compile(
    r"(?<![^\W\d_])(?:(?:ngày(?:,? tháng,? năm)? sinh|sinh ngày)[\s:]{0,3}|sinh[\s:]{1,2})"
    rf"\d{{1,2}}[/.-]\d{{1,2}}[/.-]{YEAR}(?!\d)",
    re.IGNORECASE,
)
RANGE_BEFORE = re.compile(r"(?:từ|đến|dưới|trên|đủ|hơn|quá|-|–)[ ]?$", re.IGNORECASE)
OTHERS_BEHIND = re.compile(r" (?:trở lên|trở xuống|đến|-|trở về)", re.IGNORECASE)
APART = re.compile(r"[\n!?]|\. (?=[^\W\d_a-z])|(?:[^\W\d_]{1,12}[^\w\n]{1,3}){4}")
FARTHEST = 24
LONGEST = 120


@dataclass
class Signs:
    """Signs of a birth that stand together."""

    start: int
    end: int
    kinds: set[str]

    @property
    def tell(self) -> bool:
        beside = self.kinds & {"sex", "home"}
        return ("born" in self.kinds and bool(beside)) or {"year", "sex", "home"} <= self.kinds


def births(text: str) -> Iterator[tuple[int, int]]:
    """Where in the text births stand, with what tells whose they are."""
    for match in BIRTHDAY.finditer(text):
        yield match.span()
    together: Signs | None = None
    for match in SIGN.finditer(text):
        kind = match.lastgroup or ""
        if kind in {"year", "born"} and (
            RANGE_BEFORE.search(text[max(0, match.start() - 6) : match.start()])
            or OTHERS_BEHIND.match(text[match.end() : match.end() + 12])
        ):
            continue
        near = (
            together is not None
            and match.start() - together.end <= FARTHEST
            and match.end() - together.start <= LONGEST
            and not APART.search(text[together.end : match.start()])
        )
        if near and together is not None:
            together.end = match.end()
            together.kinds.add(kind)
        else:
            if together is not None and together.tell:
                yield together.start, together.end
            together = Signs(match.start(), match.end(), {kind})
    if together is not None and together.tell:
        yield together.start, together.end
