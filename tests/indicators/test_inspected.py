"""Indicators 3.6, 9.1 and 9.2 where inspections are recorded: what counts, and never twice."""

from datetime import date

import pytest

from geo_app.db import database
from geo_app.indicators.queries import breakdown
from geo_app.register.models import Hotspot
from geo_app.register.queries import standings
from geo_app.register.reading import Reading
from tests.desk.page import Page
from tests.factories import (
    hotspot_id,
    make_event,
    make_hotspot,
    make_inspection,
    take_back,
)

pytestmark = pytest.mark.both_databases

THANH_TRI = frozenset({"020"})
YEAR_2024 = {
    "effective_precision": "year",
    "effective_from": date(2024, 1, 1),
    "effective_to": date(2024, 12, 31),
}


def figures(row, **asked):
    return tuple(row(code, **asked).actual_value for code in ("3.6", "9.1"))


@pytest.fixture
def lines(app):
    """`lines("9.1")`: the units behind a figure, with what counts of each."""

    def found(code, scope=None, period="2024"):
        with app.test_request_context():
            rows = breakdown(
                database().session(),
                code,
                scope=scope,
                reading=Reading(date(2025, 1, 1)),
                period=period,
            )
        return {line.unit: line.counts for line in rows}

    return found


def test_without_inspections_there_is_no_figure(row):
    assert figures(row) == (None, None)
    assert row("9.2").actual_value is None


def test_inspections_of_all_teams_add_up(app, row):
    make_inspection(app, "PL2-I-1", team_level="commune")
    make_inspection(app, "PL3-I-2", team_level="city", establishments_checked=7)
    assert figures(row) == (28, 12)
    assert "2" in row("9.1").source
    assert row("9.1").share == pytest.approx(12 / 2460)
    assert row("9.1").state is None


def test_the_report_of_a_district_replaces_its_inspections_and_no_others(app, row, report, lines):
    make_inspection(app, "PL2-I-1")
    make_inspection(app, "PL2-I-1", team_level="city", establishments_checked=6)
    make_inspection(app, "PL3-I-2", establishments_checked=3)
    report("9.1", 40, unit="020")
    assert row("9.1").actual_value == 40 + 6 + 3
    assert lines("9.1") == {"city": "inspections", "020": "report", "268": "inspections"}
    # The other indicator was not reported.
    assert row("3.6").actual_value == 3 * 14
    report("9.1", 100)
    assert row("9.1").actual_value == 100
    assert lines("9.1") == {"city": "report", "020": "", "268": ""}


def test_a_draft_replaces_nothing(app, row, report):
    make_inspection(app, "PL2-I-1")
    report("9.1", 40, unit="020", state="draft")
    assert row("9.1").actual_value == 5


def test_only_what_lies_wholly_in_the_half_year_counts_there(app, row, report):
    make_inspection(app, "PL2-I-1", on=date(2024, 6, 30), establishments_checked=10)
    make_inspection(app, "PL2-I-1", on=date(2024, 7, 1), establishments_checked=200)
    make_inspection(app, "PL2-I-1", **YEAR_2024, establishments_checked=3000)
    make_inspection(app, "PL2-I-1", on=date(2023, 12, 31), establishments_checked=4)
    assert row("9.1", period="2024-H1").actual_value == 10
    assert row("9.1").actual_value == 3210
    report("9.1", 77, unit="020", period="2024-H1")
    assert row("9.1", period="2024-H1").actual_value == 77
    assert row("9.1").actual_value == 3210


def test_a_reading_knows_no_later_day_and_no_later_correction(app, row):
    made = make_inspection(app, "PL2-I-1", on=date(2024, 5, 17))
    take_back(app, made)
    assert figures(row) == (None, None)
    assert figures(row, reading=Reading(date(2025, 1, 1), made.recorded_at)) == (14, 5)
    assert figures(row, reading=Reading(date(2024, 5, 16), made.recorded_at)) == (None, None)


def test_a_district_sees_its_own_teams_only(app, row, lines):
    make_inspection(app, "PL2-I-1")
    make_inspection(app, "PL2-I-1", team_level="city")
    make_inspection(app, "PL3-I-2")
    assert figures(row, scope=THANH_TRI) == (14, 5)
    assert row("9.1", scope=THANH_TRI).met is None
    assert lines("9.1", scope=THANH_TRI) == {"020": "inspections"}
    # That an establishment was inspected is true whose team it was.
    assert row("9.2", scope=THANH_TRI).total == 3
    assert set(lines("9.2", scope=THANH_TRI)) == {"020"}


def test_the_share_is_of_the_hotspots_of_establishments_in_the_register(app, row):
    make_inspection(app, "PL2-I-1")
    make_inspection(app, "PL2-I-1", team_level="city")
    make_inspection(app, "PL2-II-1")
    found = row("9.2")
    with app.test_request_context():
        everything = standings(database().session(), scope=None)
    total = sum(each.hotspot.category == "establishment" for each in everything)
    assert (found.numerator, found.total) == (1, total)
    assert "2" in found.source
    # One more stands in the register since July only, one was entered by mistake.
    make_event(app, make_hotspot(app), on=date(2024, 7, 1))
    assert row("9.2").total == total + 1
    assert row("9.2", period="2024-H1").total == total
    assert row("9.2", reading=Reading(date(2024, 6, 30))).total == total
    make_event(app, "PL3-I-4", kind="withdrawal", level=None, clearance=None, reason="Nhập nhầm")
    assert row("9.2").total == total


def test_an_inspection_that_found_nobody_there_inspected_nothing(app, row):
    make_inspection(
        app,
        "PL2-I-1",
        establishments_checked=0,
        establishments_violating=0,
        people_informed=0,
        note="Các cơ sở đều đóng cửa",
    )
    assert row("9.2").actual_value is None
    assert row("9.1").actual_value == 0


def test_what_was_inspected_under_another_name_is_inspected(app, row):
    make_inspection(app, "PL2-I-2")
    total = row("9.2").total
    make_event(
        app,
        "PL2-I-2",
        kind="merge",
        level=None,
        clearance=None,
        merged_into_id=hotspot_id(app, "PL3-I-5"),
        reason="Cùng một nơi",
    )
    assert (row("9.2").numerator, row("9.2").total) == (1, total - 1)
    assert row("9.1").actual_value == 5


def test_where_a_district_reports_the_share_is_of_what_was_reported(app, row, report, lines):
    make_inspection(app, "PL2-I-1")
    report("9.2", 10, 40, unit="268")
    assert (row("9.2").numerator, row("9.2").total) == (10, 40)
    assert lines("9.2")["268"] == "report"
    assert lines("9.2")["020"] == ""
    assert row("9.2", scope=THANH_TRI).total == 3


def test_all_inspected_is_the_target_reached(app, row):
    with app.test_request_context():
        codes = [
            code
            for (code,) in database()
            .session()
            .query(Hotspot.code)
            .where(Hotspot.category == "establishment")
        ]
    for code in codes:
        assert row("9.2").met is not True
        make_inspection(app, code)
    assert (row("9.2").actual_value, row("9.2").met) == (100, True)


def test_the_page_leads_to_the_list_and_offers_the_figure_to_a_district(app, signed_in):
    make_inspection(app, "PL2-I-1", people_informed=1200)
    client = signed_in("district", scope=("020",))
    client.post_form("/language", {"language": "en"}, page="/")
    page = Page.of(client.get("/indicators/3.6"))
    assert "from 1 recorded inspection" in page.text
    links = [each["href"] for each in page.all("a") if each["href"].startswith("/inspections")]
    assert "/inspections?district=020&period=2024&team=local" in {
        "?".join([link.split("?")[0], "&".join(sorted(link.split("?")[1].split("&")))])
        for link in links
    }
    assert all(client.get(link).status_code == 200 for link in links)
    assert page.value("value") == "1200"
    assert "Filled in from 1 recorded inspection" in page.text


def test_who_reports_for_many_chooses_the_district_first(app, signed_in):
    make_inspection(app, "PL2-I-1")
    client = signed_in("dolisa")
    client.post_form("/language", {"language": "en"}, page="/")
    assert Page.of(client.get("/indicators/9.1")).value("value") == ""
    chosen = Page.of(client.get("/indicators/9.1?unit=020"))
    assert (chosen.value("unit"), chosen.value("value")) == ("020", "5")
    share = Page.of(client.get("/indicators/9.2?unit=020"))
    assert (share.value("value"), share.value("total")) == ("1", "3")
    # The city's report holds more than what its own team did.
    make_inspection(app, "PL2-I-1", team_level="city")
    assert Page.of(client.get("/indicators/9.1?unit=city")).value("value") == ""


def test_once_reported_the_figure_is_not_offered_by_itself(app, report, signed_in):
    make_inspection(app, "PL2-I-1")
    report("9.1", 40, unit="020")
    client = signed_in("district", scope=("020",))
    assert Page.of(client.get("/indicators/9.1")).value("value") == ""
