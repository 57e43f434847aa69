"""Each number of indicator 8 is a link to exactly the hotspots that it counts, on any day."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask

from geo_app.i18n import today
from tests.desk.page import Page
from tests.factories import make_event, make_hotspot

KNOWN_ON = today().isoformat()
PARTS = ("cleared", "to_clear", "left", "new", "kept", "to_keep", "lost")
# Before anything was recorded, between the events of the story below, and after them.
DAYS = ("2024-03-31", "2024-05-20", "2024-07-01", "2024-09-30", "")


def tell_the_story(app: Flask) -> None:
    """Two are cleared, one of them is lost again; one of the eight recurs; one is new."""
    make_event(app, "PL2-I-1", on=date(2024, 5, 20), level=None, clearance="cleared")
    make_event(app, "PL2-I-2", on=date(2024, 6, 1), level=None, clearance="cleared")
    make_event(app, "PL2-I-2", on=date(2024, 9, 1), level=None, clearance="recurred")
    make_event(app, "PL3-I-4", on=date(2024, 7, 1), level=None, clearance="recurred")
    make_event(app, make_hotspot(app), on=date(2024, 8, 1))


@pytest.fixture
def look(signed_in: Callable, app: Flask) -> Callable[[str], Page]:
    tell_the_story(app)
    client = signed_in("viewer")
    client.post_form("/language", {"language": "en"}, page="/")
    return lambda address: Page.of(client.get(address))


def first_number(text: str) -> int:
    found = re.search(r"\d+", text)
    assert found, text
    return int(found[0])


def listed(page: Page) -> int:
    return len(page.all("th", class_="row-title"))


@pytest.mark.parametrize("day", DAYS)
def test_the_numbers_of_the_desk(look: Callable[[str], Page], day: str):
    desk = look(f"/?as_of={day}")
    links = [each for each in desk.all("a") if each["id"].startswith("count-")]
    parts = {each["id"].removeprefix("count-") for each in links}
    assert {"cleared", "to_clear", "new", "kept", "to_keep"} <= parts <= set(PARTS)
    for link in links:
        assert first_number(link.text) == listed(look(link["href"])), link["href"]


def test_the_story_is_told_by_the_numbers(look: Callable[[str], Page]):
    def numbers(day: str) -> list[int]:
        return [listed(look(f"/hotspots?part={part}&as_of={day}")) for part in PARTS]

    assert [numbers(day) for day in DAYS] == [
        [0, 3, 3, 0, 8, 8, 0],
        [1, 3, 2, 0, 8, 8, 0],
        [2, 3, 1, 0, 7, 8, 1],
        [1, 3, 2, 1, 7, 8, 1],
        [1, 3, 2, 1, 7, 8, 1],
    ]


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("code", ["8.1", "8.2", "8.3"])
def test_the_numbers_of_an_indicator(look: Callable[[str], Page], code: str, day: str):
    page = look(f"/indicators/{code}?as_of={day}")
    counted = [
        each
        for each in page.all("a")
        if each["href"].startswith("/hotspots?") and re.search(r"\d", each.text)
    ]
    assert len(counted) == (2 if code == "8.2" else 4)
    for link in counted:
        assert first_number(link.text) == listed(look(link["href"])), link["href"]


@pytest.mark.parametrize("address", ["/indicators?period=2024-H1", "/indicators?as_of=2024-07-01"])
def test_the_numbers_of_the_table(look: Callable[[str], Page], address: str):
    page = look(address)
    counted = [each for each in page.all("a") if each["href"].startswith("/hotspots?part=")]
    numbers = [first_number(each.text) for each in counted]
    assert [listed(look(each["href"])) for each in counted] == numbers
    # On 30 June two were cleared and all eight were kept; on 1 July one was lost.
    assert numbers == [2, 0, 8 if "H1" in address else 7]


def test_a_part_that_is_empty_says_what_that_means(look: Callable[[str], Page]):
    page = look("/hotspots?part=lost&as_of=2024-03-31")
    assert "Every hotspot of Appendix III is still cleared." in page.text


def test_the_indicators_keep_the_reading_in_their_links(look: Callable[[str], Page]):
    for address in ("/indicators", "/indicators/8", "/indicators/8.1"):
        page = look(f"{address}?as_of=2024-07-01&known_on={KNOWN_ON}")
        links = [each["href"] for each in page.all("a") if "/indicators" in each["href"]]
        inside = [href for href in links if "period=" in href]
        assert inside, address
        assert all(f"as_of=2024-07-01&known_on={KNOWN_ON}" in href for href in inside), address
    index = look("/indicators?as_of=2024-07-01")
    assert index.one("input", name="as_of", type="hidden")["value"] == "2024-07-01"


def test_the_half_year_does_not_bind_the_day_for_other_periods(look: Callable[[str], Page]):
    page = look("/indicators/8.1?period=2024-H1")
    year = next(each for each in page.all("a") if each["href"].endswith("period=2024"))
    assert "as_of" not in year["href"]
    behind = [each["href"] for each in page.all("a") if each["href"].startswith("/hotspots?part=")]
    assert all("as_of=2024-06-30" in href for href in behind)
