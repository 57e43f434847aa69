from datetime import date

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from geo_app.errors import InvalidError
from geo_app.register.rules import FIELDS, new_event

TODAY = date(2024, 6, 17)
GOOD = {
    "effective_on": "2024-05",
    "level": "low_activity",
    "clearance": "cleared",
    "basis": "BB 12/BB-CA",
    "note": "",
}


@pytest.fixture(autouse=True)
def _language(bare_app: Flask):
    with bare_app.test_request_context():
        yield


def refused(values, **how):
    with pytest.raises(InvalidError) as caught:
        new_event(values, today=TODAY, **how)
    assert str(caught.value.detail)
    return caught.value.errors


def test_a_good_event_is_accepted():
    event = new_event(GOOD, today=TODAY)
    assert str(event.effective) == "2024-05"
    assert (event.level, event.clearance, event.basis, event.note) == (
        "low_activity",
        "cleared",
        "BB 12/BB-CA",
        None,
    )


def test_an_axis_left_out_is_unchanged():
    event = new_event({"effective_on": "2024", "level": "active", "note": "x"}, today=TODAY)
    assert event.clearance is None


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"effective_on": ""}, "effective_on"),
        ({"effective_on": None}, "effective_on"),
        ({"effective_on": "31/02/2024"}, "effective_on"),
        ({"effective_on": "2024-06-18"}, "effective_on"),
        ({"effective_on": 2024}, "effective_on"),
        ({"level": "very bad"}, "level"),
        ({"level": ["active"]}, "level"),
        ({"clearance": "gone"}, "clearance"),
        ({"level": None, "clearance": None}, "level"),
        ({"basis": ""}, "basis"),
        ({"basis": "  ", "note": "seen on site"}, "basis"),
        ({"basis": None, "note": None}, "basis"),
        ({"basis": "x" * 201}, "basis"),
        ({"note": "x" * 2001}, "note"),
        ({"note": "one\x00two"}, "note"),
        ({"note": "gọi 0912 345 678"}, "note"),
        ({"basis": "a.b@example.vn"}, "basis"),
    ],
)
def test_what_breaks_a_rule_is_marked_at_its_field(change, field):
    assert set(refused({**GOOD, **change})) == {field}


def test_every_wrong_field_is_named_at_once():
    wrong = {"effective_on": "31/02/2024", "level": "x", "clearance": "y", "basis": ""}
    assert set(refused(wrong)) == {"effective_on", "level", "clearance", "basis"}


def test_a_form_leaves_the_basis_blank_where_a_note_says_how_it_is_known():
    values = {**GOOD, "basis": "", "note": "Kiểm tra thực địa"}
    assert new_event(values, today=TODAY, by_hand=True).basis is None
    assert set(refused({**values, "note": ""}, by_hand=True)) == {"basis"}


@given(
    st.dictionaries(
        st.sampled_from(["effective_on", "level", "clearance", "basis", "note"]),
        st.one_of(st.none(), st.text(), st.integers(), st.lists(st.text(max_size=3), max_size=2)),
    )
)
def test_anything_sent_is_an_event_or_refused_by_field(values):
    try:
        event = new_event(values, today=TODAY)
    except InvalidError as error:
        named = set(error.errors)
    else:
        named = {"none"}
        assert event.level or event.clearance
    assert named <= {"none", *FIELDS}
    assert named
