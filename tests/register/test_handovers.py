"""A handover names its agencies; that a place is still handed over is no handover."""

from datetime import date

import pytest
from flask import Flask

from geo_app.accounts.audit import Actor
from geo_app.register import actions
from geo_app.register.rules import AGENCIES, new_event
from geo_app.register.sequence import RuleError

HANDED_OVER = {"effective_on": "2024-06", "clearance": "handed_over", "basis": "BB 3/BB-CA"}
BETWEEN = {"handed_over_by": "Công an huyện", "handed_over_to": "UBND xã"}


@pytest.fixture
def record(app: Flask):
    def recorded(code, **changes):
        new = new_event({**HANDED_OVER, **changes}, today=date(2024, 12, 31), may_restate=True)
        with app.test_request_context():
            return actions.record_event(
                app.extensions["database"],
                code,
                new,
                actor=Actor("an officer"),
                scope=None,
                version=None,
            )

    return recorded


def test_what_was_handed_over_before_is_stated_again_without_agencies(record):
    again = record("PL3-I-4")
    assert (again.clearance, again.handed_over_by, again.handed_over_to) == (
        "handed_over",
        None,
        None,
    )


def test_a_handover_that_took_place_names_both_agencies(record):
    record("PL2-I-1", clearance="cleared", effective_on="2024-05")
    with pytest.raises(RuleError) as refused:
        record("PL2-I-1")
    assert refused.value.status == 422
    assert refused.value.rule == "handover_needs_agencies"
    assert set(refused.value.errors) == set(AGENCIES)
    assert record("PL2-I-1", **BETWEEN).handed_over_to == "UBND xã"
