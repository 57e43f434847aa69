"""What points to a person is found, however it is spelled, and its place is told."""

import re
from collections.abc import Callable
from itertools import accumulate, pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from geo_app.personal import findings_in
from geo_app.personal.number_forms import PROVINCES
from geo_app.personal.people import FAMILY_NAMES, GIVEN_NAMES
from tests.personal.spellings import BY_KIND

FOUND_AS = {"address": {"email", "link"}}
SEPARATORS = (" ", ".", "-", "\u00a0", "\u200b", " - ", "_", "\u2011", ". ")
WORDS = (
    "gặp",
    "đã ghi",
    "(",
    "tại phố Huế:",
    "số",
    "ghi chú",
    "trả lời",
    "và",
    "ở",
    "ngày 17/6/2024",
)
BEFORE = st.sampled_from([*(f"{word} " for word in WORDS), "(", "SĐT:", ""])
AFTER = st.sampled_from([*(f" {word}" for word in WORDS), ".", ",", ")", "", ";"])
MOBILE_PREFIXES = "32 39 52 58 70 79 81 89 90 94 96 99".split()  # noqa: SIM905  # read as one line


@pytest.mark.parametrize("kind", BY_KIND)
def test_every_spelling_is_found(kind: str, figure: Callable[[str, int], None]):
    texts = BY_KIND[kind]
    wanted = FOUND_AS.get(kind, {kind})
    missed = [text for text in texts if not wanted & {each.kind for each in findings_in(text)}]
    assert missed == []
    figure(f"spellings of {kind} found", len(texts))


@pytest.mark.parametrize("kind", BY_KIND)
def test_a_finding_says_where_it_stands(kind: str):
    for text in BY_KIND[kind]:
        around = f"Kiểm tra lúc 22h, {text}\nkết thúc."
        for each in findings_in(around):
            assert around[each.start : each.end] == each.piece


def test_all_pieces_are_found_in_the_order_of_the_text():
    text = "Gọi 0912 345 678 hoặc ten@gmail.com, gặp bà Mận, CCCD 001085012345."
    assert [(each.kind, each.piece) for each in findings_in(text)] == [
        ("phone", "0912 345 678"),
        ("email", "ten@gmail.com"),
        ("name", "bà Mận"),
        ("identity", "001085012345"),
    ]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("(+84) 912 345 678", ["(+84) 912 345 678"]),
        ("0912345678, 0987654321", ["0912345678", "0987654321"]),
        ("0912 345 678 0987 654 321", ["0912 345 678", "0987 654 321"]),
        ("anh Hùng, chị Hoa", ["anh Hùng", "chị Hoa"]),
        ("Chủ cơ sở: bà Trần Thị B vắng mặt", ["bà Trần Thị B"]),
        ("０９１２３４５６７８", ["０９１２３４５６７８"]),
        ("0912\u200b345678.", ["0912\u200b345678"]),
        ("Gọi ⁰⁹¹²³⁴⁵⁶⁷⁸, rộng 12 m²", ["⁰⁹¹²³⁴⁵⁶⁷⁸"]),
        ("⓪⑨①②③④⑤⑥⑦⑧", ["⓪⑨①②③④⑤⑥⑦⑧"]),
        ("| 0912 | 345 | 678 |", ["0912 | 345 | 678"]),
        ("", []),
        ("\u200b\u0301", []),
    ],
)
def test_the_piece_is_what_was_typed(text: str, pieces: list[str]):
    assert [each.piece for each in findings_in(text)] == pieces


def grouped(digits: str, sizes: list[int], separators: list[str]) -> str:
    """The digits in groups of these sizes, the last one with what is left."""
    cuts = [0, *(cut for cut in accumulate(sizes) if cut < len(digits)), len(digits)]
    groups = [digits[start:end] for start, end in pairwise(cuts)]
    joints = [*separators[: len(groups) - 1], ""]
    return "".join(group + joint for group, joint in zip(groups, joints, strict=True))


@st.composite
def spelled(draw: st.DrawFn, digits: st.SearchStrategy[str]) -> str:
    """A number in any groups of two to five digits, with one separator or with several."""
    number = draw(digits)
    sizes = draw(st.lists(st.integers(2, 5), max_size=6))
    one = st.sampled_from(SEPARATORS).map(lambda mark: [mark] * 6)
    several = st.lists(st.sampled_from(SEPARATORS), min_size=6, max_size=6)
    written = grouped(number, sizes, draw(one | several))
    # The only limit: in groups that read as a month and a year it is taken for a date.
    assume(not re.search(r"(?<!\d)(?:19|20)\d\d(?!\d)", written.replace("\u200b", "")))
    return written


def tail(length: int) -> st.SearchStrategy[str]:
    """Digits at random; those that count up look like a list, and are left out."""
    return st.text("0123456789", min_size=length, max_size=length)


CITIZENS = st.builds(
    "{}{}{}".format, st.sampled_from(PROVINCES.split("|")), st.sampled_from("0123"), tail(8)
)
MOBILES = st.builds(
    "{}{}{}".format,
    st.sampled_from(["0", "84", "+84", "0084"]),
    st.sampled_from(MOBILE_PREFIXES),
    tail(7),
)


@given(before=BEFORE, number=spelled(CITIZENS), after=AFTER)
def test_every_citizens_number_is_found_between_any_words(before: str, number: str, after: str):
    assert findings_in(f"{before}{number}{after}") != []


@given(before=BEFORE, number=spelled(MOBILES), after=AFTER)
def test_every_mobile_number_is_found_between_any_words(before: str, number: str, after: str):
    assert findings_in(f"{before}{number}{after}") != []


@given(
    title=st.sampled_from(
        ["ông", "bà", "Anh", "chị", "đối tượng", "chủ quán", "quản lý", "tiếp viên", "đồng chí"]
    ),
    family=st.sampled_from(sorted(FAMILY_NAMES)),
    middle=st.sampled_from(["Văn", "Thị", "Đức", "Ngọc Như"]),
    given_name=st.sampled_from(sorted(GIVEN_NAMES)),
    before=st.sampled_from(["gặp ", "", "có mặt: ", "tại nhà ", "do "]),
)
def test_every_name_behind_a_title_is_found(title, family, middle, given_name, before):
    found = findings_in(f"{before}{title} {family} {middle} {given_name} khai nhận")
    assert [each.kind for each in found] == ["name"]


@given(st.text(max_size=200))
def test_any_text_is_read(text: str):
    for each in findings_in(text):
        assert text[each.start : each.end] == each.piece
        assert each.piece
