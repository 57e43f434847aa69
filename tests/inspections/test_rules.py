"""What an inspection must hold; form and API ask the same rules."""

from datetime import date

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from geo_app.errors import InvalidError
from geo_app.inspections.rules import FIELDS, FIGURES, LARGEST, new_inspection

TODAY = date(2024, 6, 17)
GOOD = {
    "effective_on": "2024-05-17",
    "team": "district",
    "establishments_checked": 5,
    "establishments_violating": 2,
    "people_informed": 14,
    "basis": "BB 15/BB-ĐKT178",
}
TYPED = {
    **GOOD,
    "effective_on": "17/5/2024",
    "establishments_checked": "1.200",
    "establishments_violating": " 2 ",
    "people_informed": "0",
    "level": "",
    "note": "",
}
TAKEN_BACK = {"kind": "retraction", "supersedes": 3, "reason": "Ghi nhầm điểm"}
NOTHING_DONE = dict.fromkeys(FIGURES, 0)


@pytest.fixture(scope="module", autouse=True)
def _language(bare_app: Flask):
    with bare_app.test_request_context():
        yield


def refused(values, **how):
    with pytest.raises(InvalidError) as caught:
        new_inspection(values, today=TODAY, **how)
    assert str(caught.value.detail)
    assert all(str(sentence) for sentence in caught.value.errors.values())
    return set(caught.value.errors)


def test_a_good_inspection_is_accepted():
    new = new_inspection(GOOD, today=TODAY)
    assert str(new.effective) == "2024-05-17"
    assert [getattr(new, figure) for figure in FIGURES] == [5, 2, 14]
    assert (new.team, new.level, new.note, new.supersedes) == ("district", None, None, None)


def test_a_form_writes_figures_as_people_do():
    new = new_inspection(TYPED, today=TODAY, by_hand=True)
    assert [getattr(new, figure) for figure in FIGURES] == [1200, 2, 0]
    assert new.level is None


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"effective_on": "18/6/2024"}, "effective_on"),
        ({"effective_on": "2024-02-30"}, "effective_on"),
        ({"effective_on": None}, "effective_on"),
        ({"team": None}, "team"),
        ({"team": "178"}, "team"),
        ({"level": "unverified"}, "level"),
        ({"level": "quiet"}, "level"),
        ({"establishments_checked": -1}, "establishments_checked"),
        ({"establishments_checked": None}, "establishments_checked"),
        ({"establishments_checked": 2.5}, "establishments_checked"),
        ({"establishments_checked": True}, "establishments_checked"),
        ({"establishments_checked": "5"}, "establishments_checked"),
        ({"people_informed": LARGEST + 1}, "people_informed"),
        ({"establishments_violating": 6}, "establishments_violating"),
        (NOTHING_DONE, "note"),
        ({"basis": None}, "basis"),
        ({"basis": ""}, "basis"),
        ({"basis": "gọi 0912 345 678"}, "basis"),
        ({"note": "CCCD 001190001234"}, "note"),
        ({"note": "x" * 2001}, "note"),
        ({"kind": "event"}, "kind"),
        ({"supersedes": 3}, "reason"),
        ({"supersedes": "3", "reason": "Ghi nhầm"}, "supersedes"),
        ({"supersedes": 0, "reason": "Ghi nhầm"}, "supersedes"),
        ({"supersedes": 10**30, "reason": "Ghi nhầm"}, "supersedes"),
        ({"supersedes": 3, "reason": "của ai.do@example.vn"}, "reason"),
    ],
)
def test_what_is_wrong_is_named(changes, field):
    assert refused({**GOOD, **changes}) == {field}


@pytest.mark.parametrize("text", ["-3", "năm", "1,5", "12.34", "10.001"])
def test_a_figure_typed_wrongly_is_named(text):
    values = {**TYPED, "people_informed": text}
    assert refused(values, by_hand=True) == {"people_informed"}


def test_the_largest_and_an_inspection_without_result_are_plausible():
    largest = {**GOOD, "establishments_checked": LARGEST, "establishments_violating": LARGEST}
    assert new_inspection(largest, today=TODAY).establishments_checked == LARGEST
    closed = {**GOOD, **NOTHING_DONE, "note": "Các cơ sở đều đóng cửa"}
    assert new_inspection(closed, today=TODAY).people_informed == 0


def test_who_takes_back_gives_a_reason_and_nothing_else():
    new = new_inspection(TAKEN_BACK, today=TODAY)
    assert (new.kind, new.supersedes, new.team, new.establishments_checked) == (
        "retraction",
        3,
        None,
        None,
    )
    assert new.effective.start == TODAY
    assert refused({**TAKEN_BACK, "reason": " "}) == {"reason"}
    assert refused({**TAKEN_BACK, "supersedes": None}) == {"supersedes"}
    assert refused({**TAKEN_BACK, "establishments_checked": 0, "team": "city"}) == {
        "establishments_checked",
        "team",
    }


anything = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(), st.lists(st.integers())
)


def outcome(values, by_hand):
    try:
        return new_inspection(values, today=TODAY, by_hand=by_hand), {}
    except InvalidError as error:
        return None, error.errors


@given(st.dictionaries(st.sampled_from(FIELDS), anything), st.booleans())
def test_whatever_is_sent_is_accepted_or_refused_in_words(values, by_hand):
    new, errors = outcome(values, by_hand)
    assert set(errors) <= set(FIELDS)
    assert (new is None) == bool(errors)
