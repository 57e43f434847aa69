"""A period's figures end with it: what came later is in none of them."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from flask import Flask

from geo_app.register.reading import Reading
from tests.client import Client
from tests.desk.page import Page
from tests.factories import make_event, make_hotspot, make_inspection

COUNTED = ("8.1", "8.2", "8.3")
LATER = Reading(date(2026, 11, 29), is_today=True)
FIGURES = {
    "effective_on": "17/5/2024",
    "team": "district",
    "establishments_checked": "5",
    "establishments_violating": "2",
    "people_informed": "14",
    "basis": "BB 15/BB-ĐKT178",
}


@pytest.fixture
def _later(app: Flask) -> None:
    """Cleared, recurred, and found for the first time, each after the plan's year."""
    make_event(app, "PL2-I-1", on=date(2026, 6, 1), clearance="cleared")
    make_event(app, "PL3-I-1", on=date(2025, 1, 1), clearance="recurred")
    make_event(app, make_hotspot(app), on=date(2026, 11, 29))


@pytest.fixture
def reader(signed_in: Callable[..., Client]) -> Client:
    client = signed_in("police")
    client.post_form("/language", {"language": "en"}, page="/")
    return client


@pytest.mark.usefixtures("_later")
@pytest.mark.parametrize("period", ["2024", "2024-H1"])
def test_what_came_after_a_period_is_in_none_of_its_counts(row: Callable[..., Any], period: str):
    for reading in (None, LATER, Reading(date(2026, 7, 1))):
        found = [row(code, period=period, reading=reading).actual_value for code in COUNTED]
        assert found == [0, 0, 8]
    assert "2026" not in row("8.2", period=period).source


@pytest.mark.usefixtures("_later")
def test_what_came_on_the_last_day_is_in_the_year_and_not_in_its_half(
    app: Flask, row: Callable[..., Any]
):
    make_event(app, make_hotspot(app, code="M2024-007-02"), on=date(2024, 12, 31))
    assert (row("8.2").actual_value, row("8.2", period="2024-H1").actual_value) == (1, 0)


@pytest.mark.usefixtures("_later")
def test_pages_and_programs_say_the_day_and_lead_to_those_counted(
    reader: Client, api_client: Callable[..., Client]
):
    page = Page.of(reader.get("/indicators/8.2?as_of=2026-07-01"))
    assert "state of 31 December 2024" in page.text
    behind = [each["href"] for each in page.all("a") if each["href"].startswith("/hotspots?part=")]
    assert set(behind) == {"/hotspots?part=new&as_of=2024-12-31"}
    told = api_client("viewer").get("/api/v1/indicators").json
    assert told["as_of"] == "2024-12-31"
    actual = {each["code"]: each["actual"] for each in told["indicators"]}
    assert [actual[code] for code in COUNTED] == [0, 0, 8]


@pytest.mark.usefixtures("_later")
def test_the_desk_says_that_its_progress_runs_on_beyond_the_year(reader: Client):
    desk = Page.of(reader.get("/"))
    assert (
        "Indicator 8 of Year 2024 ends on 31 December 2024"
        in desk.one("p", id="progress-after").text
    )
    within = Page.of(reader.get("/?as_of=2024-12-31"))
    assert within.all("p", id="progress-after") == []


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("17/5/2024", "3.6, 9.1, 9.2 (Year 2024); 3.6, 9.1, 9.2 (First 6 months of 2024)."),
        ("17/8/2024", "These indicators count it: 3.6, 9.1, 9.2 (Year 2024)."),
        ("2024", "These indicators count it: 3.6, 9.1, 9.2 (Year 2024)."),
        ("1/3/2025", "No period of the plan is open on its date: no indicator counts it."),
    ],
)
def test_after_an_inspection_its_writer_is_told_which_period_counts_it(
    reader: Client, row: Callable[..., Any], typed: str, said: str
):
    message = message_after(reader, effective_on=typed)
    assert said in message
    for code in ("3.6", "9.1"):
        counted = row(code).actual_value is not None
        assert counted == ("Year 2024" in message)


def test_where_a_report_counts_the_writer_is_told_so(
    reader: Client, app: Flask, report: Callable[..., Any]
):
    report("9.1", 40, unit="020")
    assert "it: 3.6, 9.2 (Year 2024); 3.6, 9.1, 9.2 (First" in message_after(reader)
    report("9.1", 40)
    report("9.2", 40, 100)
    report("3.6", 40)
    make_inspection(app, "PL2-I-1")
    said = message_after(reader, effective_on="17/8/2024")
    assert "Reports stand for its period (Year 2024) already" in said


def message_after(client: Client, **changes: str) -> str:
    new = "/hotspots/PL2-I-1/inspections"
    answer = client.post_form(new, {**FIGURES, **changes}, page=f"{new}/new")
    assert answer.status_code == 302
    page = Page.of(client.get(answer.headers["Location"]))
    return " ".join(page.one("div", id="messages").text.split())
