"""A number goes on over a line end; figures on lines of their own are no number together."""

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from geo_app.personal import findings_in
from tests.personal.line_ends import APART, BROKEN_IDENTITIES, BROKEN_PHONES
from tests.personal.test_findings import CITIZENS, MOBILES, grouped

LINE_ENDS = st.sampled_from(["\n", "\r\n", " \n", "\n    ", "-\n", ".\n"])
SIZES = st.lists(st.integers(2, 5), min_size=1, max_size=6)
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
FIGURES = st.one_of(
    st.from_regex(r"0\d{1,6}", fullmatch=True),
    st.integers(1, 9_999_999).map("{:,}".format),
    st.integers(1, 9_999_999).map(str),
    st.integers(1, 99).map("{:02d}".format),
)
STREETS = st.sampled_from(["Ba Đình", "Phố Huế", "Trần Duy Hưng", "Karaoke Sao Mai"])


@pytest.mark.parametrize("text", [*BROKEN_IDENTITIES, *BROKEN_PHONES])
def test_the_piece_holds_both_parts_and_the_line_end(text: str):
    pieces = [each.piece for each in findings_in(text)]
    assert len(pieces) == 1
    assert len(pieces[0].splitlines()) > 1
    before, after = text.split(pieces[0])
    assert not re.search(r"[\d+]\W*$", before)
    assert not re.match(r"\W*\d", after)


@pytest.mark.parametrize("text", APART)
def test_figures_on_lines_of_their_own_are_left_alone(text: str):
    assert findings_in(text) == []
    assert findings_in(f"Kiểm tra:\n{text}\nHết.") == []


@given(
    number=st.one_of(CITIZENS, MOBILES),
    sizes=SIZES,
    line_end=LINE_ENDS,
    joint=st.integers(0, 5),
    behind=st.sampled_from([" khi cần", " gặp chủ", "", ", đã ghi"]),
)
def test_a_number_is_found_wherever_a_line_ends_within_it(number, sizes, line_end, joint, behind):
    assume(not number.startswith("84"))
    joints = [" "] * 6
    joints[joint] = line_end
    written = grouped(number, sizes, joints)
    # The limits: a date, and nine digits in one piece.
    assume(not YEAR.search(written) and not re.search(r"\d{9}", written))
    assert findings_in(f"có {written}{behind}") != []


@given(figures=st.lists(FIGURES, min_size=2, max_size=8), line_end=st.sampled_from(["\n", "\r\n"]))
def test_no_column_of_figures_is_refused(figures: list[str], line_end: str):
    column = line_end.join(figures)
    assert findings_in(column) == []
    assert findings_in(f"Mã số{line_end}{column}{line_end}Cộng") == []


@given(
    first=st.integers(1, 300),
    names=st.lists(STREETS, min_size=2, max_size=6),
    figures=st.lists(st.integers(0, 999).map("{:02d}".format), min_size=1, max_size=4),
    mark=st.sampled_from([" ", "\t", ". ", ") "]),
)
def test_no_numbered_row_goes_on_in_the_next(first, names, figures, mark):
    said = " ".join(figures)
    rows = [f"{first + number}{mark}{name} {said}" for number, name in enumerate(names)]
    assume(not any(findings_in(row) for row in rows))
    assert findings_in("\n".join(rows)) == []
