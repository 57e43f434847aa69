"""Nothing of the register's daily life is taken for a person."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo_app.personal import findings_in
from tests.personal.harmless import (
    HARMLESS,
    lines_of,
    names_beside,
    names_of_places,
    spellings_of,
    texts_of_the_plan,
)

PLAN_TEXT = Path(__file__).parents[3] / "shared/plan-2024/plan-46-2024-ocr.txt"
SOURCE_DATA = PLAN_TEXT.parents[1] / "geodata"
AGENCIES = "CA UBND CATP SLĐTBXH TTg CP BCA CAQ-THQN BCA-BLĐTBXH ĐKT178 HĐND TU".split()  # noqa: SIM905  # read as one line
DAYS = st.dates(date(1990, 1, 1), date(2039, 12, 31))
KINDS = "KH QĐ BB NĐ TT CT TB BC CV NQ TTr TTLT".split()  # noqa: SIM905  # as above


@pytest.mark.parametrize("name", HARMLESS)
def test_what_officers_write_is_left_alone(name: str, figure: Callable[[str, int], None]):
    lines = lines_of(name)
    assert {line: findings_in(line) for line in lines if findings_in(line)} == {}
    for joint in (". ", "\n", "\r\n"):
        assert findings_in(joint.join(lines)) == []
    figure(f"harmless {name} left alone", len(lines))


def test_no_street_landmark_commune_or_district_is_refused(figure: Callable[[str, int], None]):
    names = names_of_places()
    texts = [text for position, name in enumerate(names) for text in spellings_of(name, position)]
    assert len(names) > 7000
    assert [text for text in texts if findings_in(text)] == []
    figure("spellings of places left alone", len(texts))


def test_no_name_of_the_source_data_is_taken_for_a_persons(figure: Callable[[str, int], None]):
    """Streets without a line and hamlets are in no packaged layer; people write them all the same.

    One shop has its telephone number in its name; that is found as a number.
    """
    if not SOURCE_DATA.exists():
        pytest.skip("the source data is not beside the checkout")
    names = names_beside(SOURCE_DATA)
    texts = [text for position, name in enumerate(names) for text in spellings_of(name, position)]
    assert len(names) > 8000
    found = [text for text in texts if {each.kind for each in findings_in(text)} - {"phone"}]
    assert found == []
    figure("spellings of names of the source data left alone", len(texts))


def test_nothing_of_the_plan_itself_is_refused(figure: Callable[[str, int], None]):
    texts = texts_of_the_plan()
    assert [text for text in texts if findings_in(text)] == []
    assert findings_in("\n".join(texts)) == []
    figure("texts of the plan left alone", len(texts))


def test_the_plans_text_holds_two_addresses_and_no_other_finding():
    if not PLAN_TEXT.exists():
        pytest.skip("the text of the plan is not beside the checkout")
    found = findings_in(PLAN_TEXT.read_text(encoding="utf-8"))
    assert [each.kind for each in found] == ["email", "email"]
    assert all(each.piece.endswith("@hanoi.gov.vn") for each in found)


@given(
    number=st.integers(1, 99_999),
    zeros=st.integers(0, 3),
    year=st.none() | st.integers(2000, 2030),
    kind=st.sampled_from(KINDS),
    agency=st.sampled_from(AGENCIES),
    day=DAYS,
)
def test_no_document_number_is_refused(number, zeros, year, kind, **rest):
    agency, day = rest["agency"], rest["day"]
    between = f"/{year}/" if year else "/"
    text = f"số {'0' * zeros}{number}{between}{kind}-{agency} ngày {day:%d/%m/%Y}"
    assert findings_in(text) == []


@given(days=st.lists(DAYS, min_size=1, max_size=4), form=st.integers(0, 7), data=st.data())
def test_no_date_is_refused(days, form, data):
    forms = "%d/%m/%Y %d.%m.%Y %d-%m-%Y %Y-%m-%d %Y/%m/%d %m/%Y %m-%Y %d/%m".split()  # noqa: SIM905  # read as one line
    joint = data.draw(st.sampled_from([", ", " - ", " và ", " đến ", "; ", "-"]))
    text = joint.join(day.strftime(forms[form]) for day in days)
    assert findings_in(f"từ {text} kiểm tra") == []


@given(
    value=st.integers(1, 10**13),
    mark=st.sampled_from([".", ",", ""]),
    unit=st.sampled_from(["đồng", "đ", "VNĐ", "m²", "m2", "người", "lượt", "cơ sở", "km", "%"]),
)
def test_no_figure_with_its_unit_is_refused(value, mark, unit):
    written = f"{value:,}".replace(",", mark)
    assert findings_in(f"tổng cộng {written} {unit} trong năm") == []


@given(
    latitude=st.floats(20.5, 21.5),
    longitude=st.floats(105.2, 106.1),
    digits=st.integers(2, 9),
    mark=st.sampled_from([", ", ",", "; ", " ", " / "]),
)
def test_no_position_is_refused(latitude, longitude, digits, mark):
    assert findings_in(f"({latitude:.{digits}f}{mark}{longitude:.{digits}f})") == []
