"""The desk in the past: what it shows, how it says so, and where its links lead."""

from collections.abc import Callable
from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask

from geo_app.i18n import today
from geo_app.register.reading import written
from tests.desk.page import Element, Page, faults
from tests.factories import make_event

KNOWN_ON = today().isoformat()
READING = {"as_of": ["2024-06-30"], "known_on": [KNOWN_ON]}
PAST = f"?as_of=2024-06-30&known_on={KNOWN_ON}"


@pytest.fixture
def desk(signed_in: Callable) -> Callable[..., Page]:
    client = signed_in("viewer")
    client.post_form("/language", {"language": "en"}, page="/")
    return lambda query="": Page.of(client.get(f"/{query}"))


def stop_at(page: Page) -> Element:
    """The stop at which the slider stands."""
    place = int(page.one("input", id="time-slider")["value"])
    return [each for each in page.all("li") if each.has("data-day")][place]


def state(page: Page) -> str:
    return " ".join(page.one("p", id="time-state").text.split())


def queries(page: Page, path: str) -> list[dict[str, list[str]]]:
    """The queries of the links of the desk itself to a part of the service."""
    main = page.one("main")
    links = [urlsplit(each["href"]) for each in page.inside(main) if each.tag == "a"]
    return [parse_qs(link.query) for link in links if link.path.startswith(path)]


def test_the_slider_ends_with_today_and_stands_there(desk: Callable[..., Page]):
    page = desk()
    slider = page.one("input", id="time-slider")
    assert (slider["type"], slider["min"]) == ("range", "0")
    assert slider["value"] == slider["max"]
    assert slider["aria-valuetext"].startswith("Today, ")
    assert page.one("label", for_="time-slider")
    assert stop_at(page)["data-day"] == ""
    assert "past" not in page.one("body")["class"]
    assert state(page) == "as known today."


def test_each_stop_is_said_in_words(desk: Callable[..., Page]):
    stops = [each for each in desk().all("li") if each.has("data-day")]
    said = {each["data-day"]: each["data-said"] for each in stops}
    assert said["2024-02-29"] == "State of 29 February 2024"
    assert said["2024-12-31"] == "State of 31 December 2024"


@pytest.mark.parametrize("day", ["2024-06-30", "17/6/2024", "1/1/2022"])
def test_the_slider_stands_at_the_day_of_the_address(desk: Callable[..., Page], day: str):
    page = desk(f"?as_of={day}")
    words = page.one("input", id="time-slider")["aria-valuetext"]
    assert words == page.one("output", id="time-value").text == stop_at(page)["data-said"]
    # And so does what the filters send.
    assert page.one("input", name="as_of", type="hidden")["value"] == stop_at(page)["data-day"]


def test_the_past_says_so_in_words_and_colour(desk: Callable[..., Page], app: Flask):
    make_event(app, "PL2-I-1", on=date(2024, 7, 3), level="complex", clearance="cleared")
    page = desk("?as_of=2024-06-30")
    assert "past" in page.one("body")["class"].split()
    assert state(page) == "Past state as known today."
    row = next(each for each in page.all("tr") if each["data-code"] == "PL2-I-1")
    assert "Not cleared" in row.text
    assert "Unverified" in row.text
    assert page.one("section", id="map-pane")["data-query"] == "as_of=2024-06-30"
    assert "0" in page.one("a", id="count-cleared").text
    assert page.all("a", id="waiting-PL2-I-1")
    assert faults(page) == []


def test_today_as_it_was_known_is_of_the_past_as_well(desk: Callable[..., Page], app: Flask):
    known = make_event(app, "PL2-I-1", on=date(2024, 5, 1), clearance="cleared")
    moment = written(known.recorded_at)
    make_event(
        app,
        "PL2-I-1",
        on=date(2024, 5, 1),
        clearance="recurred",
        supersedes_id=known.id,
        reason="Ghi nhầm",
    )
    page = desk(f"?known_on={moment}")
    assert state(page).startswith("Past knowledge as known at ")
    row = next(each for each in page.all("tr") if each["data-code"] == "PL2-I-1")
    assert "Cleared" in row.text
    assert "Recurred" not in row.text
    assert page.one("a", id="time-known-now")["href"] == "/"


def test_every_link_of_the_desk_keeps_the_reading(desk: Callable[..., Page]):
    page = desk(f"{PAST}&district=020")
    for path in ("/hotspots", "/indicators/", "/attention"):
        found = queries(page, path)
        assert found, path
        for query in found:
            assert READING.items() <= query.items(), path


def test_whoever_clears_the_filters_stays_at_the_day(desk: Callable[..., Page]):
    href = desk(f"{PAST}&district=020").one("a", id="clear-filters")["href"]
    assert parse_qs(urlsplit(href).query) == READING


def test_without_scripts_a_form_asks_for_the_day_and_keeps_the_filters(desk: Callable[..., Page]):
    page = desk("?district=020")
    form = next(
        each for each in page.one("input", id="reading-as_of").parents[::-1] if each.tag == "form"
    )
    fields = {each["name"] for each in page.inside(form) if each["name"]}
    assert (form["method"], form["action"]) == ("get", "/")
    assert fields == {"as_of", "known_on", "district"}


def test_a_day_that_cannot_be_shown_is_told_at_its_field(desk: Callable[..., Page]):
    page = desk("?as_of=31/2/2024")
    assert page.status == 422
    assert page.one("input", id="reading-as_of")["value"] == "31/2/2024"
    assert "31/2/2024" in page.one("p", id="reading-as_of-error").text
    assert len(page.rows()) == 11
    assert faults(page) == []


def test_the_desk_leads_to_the_comparison_of_what_it_shows(desk: Callable[..., Page]):
    href = desk(f"{PAST}&district=020").one("a", id="time-compare")["href"]
    asked = parse_qs(urlsplit(href).query)
    assert asked == {"after": ["2024-06-30"], "known_after": [KNOWN_ON], "district": ["020"]}


def test_the_card_on_the_map_leads_to_the_same_reading(signed_in: Callable):
    client = signed_in("viewer")
    features = client.get(f"/map/hotspots.geojson{PAST}").get_json(force=True)["features"]
    assert features[0]["properties"]["url"].endswith(PAST)
    now = client.get("/map/hotspots.geojson").get_json(force=True)["features"]
    assert "?" not in now[0]["properties"]["url"]


def test_today_by_its_date_is_today(desk: Callable[..., Page]):
    assert stop_at(desk(f"?as_of={today()}"))["data-day"] == ""
