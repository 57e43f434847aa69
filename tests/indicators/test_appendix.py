"""Appendix I: targets, sums, shares, and what is said where nothing was reported."""

from datetime import date

import pytest

from geo_app.indicators.queries import appendix_one
from geo_app.indicators.titles import TITLES, UNITS
from geo_app.register.reading import Reading
from geodata.plan import plan_indicators
from tests.factories import make_event, make_hotspot


def test_every_indicator_and_unit_has_a_name():
    assert set(TITLES) == {each.code for each in plan_indicators()}
    assert set(UNITS) >= {each.unit for each in plan_indicators()} - {""}


@pytest.mark.parametrize(
    ("code", "target"),
    [
        ("3.4", "55.500"),
        ("3.7", "500"),
        ("1", "100%"),
        ("9.2", "100%"),
        ("10.1", "500"),
        ("8.2", "0"),
        ("3", ""),
    ],
)
def test_targets_read_as_the_plan_writes_them(row, code, target):
    assert row(code).target_display == target


def test_a_least_share_says_so(row):
    assert "60%" in row("10.2").target_display
    assert row("10.2").target_display != "60%"


def test_nothing_reported_is_never_nought(row, report):
    found = row("3.1")
    assert (found.actual_value, found.share, found.met) == (None, None, None)
    assert found.actual_display
    assert "0" not in found.actual_display
    report("3.1", 0)
    found = row("3.1")
    assert (found.actual_value, found.actual_display, found.met) == (0, "0", False)
    assert found.share == 0


def test_districts_add_up(row, report):
    report("3.1", 500, unit="001")
    report("3.1", 700, unit="020")
    found = row("3.1")
    assert (found.actual_value, found.actual_display) == (1200, "1.200")
    assert found.share == pytest.approx(0.6)
    assert found.share_display == "60%"
    assert "2" in found.source
    assert "30" in found.source


def test_the_report_of_the_city_stands_before_those_of_districts(row, report):
    report("3.1", 2500)
    report("3.1", 700, unit="020")
    found = row("3.1")
    assert (found.actual_value, found.met, found.share) == (2500, True, 1.0)
    assert found.share_display == "125%"


def test_the_last_report_counts_and_a_draft_never(row, report):
    report("3.1", 500)
    report("3.1", 900, state="confirmed")
    report("3.1", 9999, state="draft")
    found = row("3.1")
    assert (found.actual_value, found.state) == (900, "confirmed")


def test_shares_are_of_all_that_was_counted(row, report):
    report("6", 10, 10, unit="001")
    report("6", 50, 90, unit="020")
    found = row("6")
    assert (found.numerator, found.total, found.actual_value) == (60, 100, 60)
    assert found.actual_display.startswith("60%")


def test_a_share_of_some_districts_is_not_called_reached(row, report):
    report("6", 10, 10, unit="001")
    assert row("6").met is None
    report("6", 100, 100)
    assert row("6").met is True


def test_at_least_sixty_per_cent_is_reached_at_sixty(row, report):
    report("10.2", 59.99, 100)
    assert row("10.2").met is False
    report("10.2", 60, 100)
    assert row("10.2").met is True


def test_an_indicator_of_ten_districts_expects_ten(row, report):
    report("10.1", 5, unit="001")
    assert "10" in row("10.1").source


def test_periods_do_not_mix(row, report):
    report("3.1", 800, period="2024-H1")
    assert row("3.1").actual_value is None
    assert row("3.1", period="2024-H1").actual_value == 800


def test_an_assessment_has_words_and_no_number(row, report):
    report("2", 0, note="Đăng tải thường xuyên")
    found = row("2")
    assert (found.actual_value, found.note, found.met) == (None, "Đăng tải thường xuyên", None)
    assert found.actual_display == "Đăng tải thường xuyên"


def test_hotspots_are_counted_from_events(app, row):
    assert [row(code).actual_value for code in ("8.1", "8.2", "8.3")] == [0, 0, 8]
    make_event(app, "PL2-I-1", on=date(2024, 6, 1), clearance="cleared")
    make_event(app, "PL3-I-1", on=date(2024, 6, 1), clearance="recurred")
    made = make_hotspot(app)
    make_event(app, made, on=date(2024, 6, 2))
    assert [row(code).actual_value for code in ("8.1", "8.2", "8.3")] == [1, 1, 7]
    assert [row(code).met for code in ("8.1", "8.2", "8.3")] == [False, False, False]
    before = date(2024, 5, 31)
    assert [row(code, reading=Reading(before)).actual_value for code in ("8.1", "8.2", "8.3")] == [
        0,
        0,
        8,
    ]


def test_a_report_by_hand_cannot_change_what_is_counted(row, report):
    report("8.1", 3)
    assert row("8.1").actual_value == 0


def test_a_district_sees_its_own_reports_against_no_target_of_the_city(row, report):
    report("3.1", 1999, unit="001")
    report("3.1", 5, unit="020")
    report("3.2", 25000)
    found = row("3.1", scope=frozenset({"020"}))
    assert (found.actual_value, found.share, found.met) == (5, None, None)
    assert row("3.2", scope=frozenset({"020"})).actual_value is None
    cleared = row("8.1", scope=frozenset({"020"}))
    assert (cleared.target_value, cleared.actual_value) == (2, 0)
    assert row("8.1", scope=frozenset({"002"})).met is None


def test_support_stands_in_the_table_like_the_rest(app):
    with app.test_request_context():
        rows = {
            each.code: each
            for each in appendix_one(app.extensions["database"].session(), scope=None)
        }
    assert list(rows) == [each.code for each in plan_indicators()]
    assert not rows["10.1"].is_group
    assert rows["10.1"].depth == rows["9.1"].depth
