import re
from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask

from tests.desk.page import Page
from tests.factories import make_event, make_hotspot

THANH_TRI = "020"
OF_THANH_TRI = ["PL2-I-1", "PL2-I-2", "PL3-I-5"]


@pytest.fixture
def desk(signed_in: Callable) -> Callable[..., Page]:
    client = signed_in("viewer")
    client.post_form("/language", {"language": "en"}, page="/")
    return lambda query="": Page.of(client.get(f"/{query}"))


def figure(page: Page, part: str) -> str:
    return " ".join(page.one("li", id=f"goal-{part}").text.split())


def number(page: Page, part: str) -> int:
    """What a link of the progress counts."""
    found = re.search(r"\d+", page.one("a", id=f"count-{part}").text)
    assert found
    return int(found[0])


def test_the_desk_shows_the_eleven_in_the_order_of_the_plan(desk: Callable[..., Page]):
    page = desk()
    assert len(page.rows()) == 11
    assert page.rows()[0] == "PL2-I-1"
    assert page.rows()[-1] == "PL3-II-3"
    assert "11 of 11 hotspots shown." in page.text


@pytest.mark.parametrize(
    ("query", "rows"),
    [
        ({"district": THANH_TRI}, OF_THANH_TRI),
        ({"district": THANH_TRI, "clearance": "not_cleared"}, OF_THANH_TRI[:2]),
        ({"category": "public_place", "clearance": "not_cleared"}, ["PL2-II-1"]),
        ({"level": "complex"}, []),
    ],
)
def test_filters_act_on_table_and_map(
    desk: Callable[..., Page], query: dict[str, str], rows: list[str]
):
    address = "&".join(f"{name}={value}" for name, value in query.items())
    page = desk(f"?{address}")
    assert page.rows() == rows
    assert page.one("section", id="map-pane")["data-query"] == address
    for name, value in query.items():
        assert page.value(name) == value
    assert page.one("a", id="clear-filters")["href"] == "/"


def test_a_hotspot_keeps_its_number_under_a_filter(desk: Callable[..., Page]):
    page = desk(f"?district={THANH_TRI}")
    numbers = [row.text.split()[0] for row in page.all("tr") if row.has("data-code")]
    assert numbers == ["1", "2", "8"]


def test_no_match_is_a_sentence(desk: Callable[..., Page]):
    page = desk("?level=complex")
    assert "No hotspot matches these filters." in page.text
    assert "0 of 11 hotspots shown." in page.text


def test_a_filter_that_does_not_exist_is_named_and_left_out(desk: Callable[..., Page]):
    page = desk("?level=terrible&district=999&category=establishment")
    assert "terrible, 999" in page.text or "999, terrible" in page.text
    assert page.one("section", id="map-pane")["data-query"] == "category=establishment"
    assert len(page.rows()) == 7


def test_progress_starts_as_the_plan_says(desk: Callable[..., Page]):
    page = desk()
    assert figure(page, "cleared").startswith("Cleared 0 Cleared/3 hotspots")
    assert figure(page, "new").startswith("New hotspots 0 New hotspots target 0")
    assert figure(page, "kept").startswith("Kept cleared 8 Kept cleared/8 hotspots")


def test_progress_follows_the_events(desk: Callable[..., Page], app: Flask):
    make_event(app, "PL2-I-1", clearance="cleared", level=None)
    make_event(app, "PL3-I-1", clearance="recurred", level=None)
    new = make_hotspot(app)
    make_event(app, new, on=date(2024, 6, 1))
    page = desk()
    assert number(page, "cleared") == 1
    assert number(page, "left") == 2
    assert "more than the target" in figure(page, "new")
    assert number(page, "kept") == 7
    assert "1 no longer cleared" in figure(page, "kept")


def test_unverified_levels_wait_until_somebody_confirms_them(desk: Callable[..., Page], app: Flask):
    def waiting() -> list[str]:
        return [each["id"] for each in desk().all("a") if each["id"].startswith("waiting-")]

    assert len(waiting()) == 11
    make_event(app, "PL2-I-1", level="active", clearance=None)
    assert "waiting-PL2-I-1" not in waiting()
    assert len(waiting()) == 10


def test_whoever_is_confined_sees_nothing_else(signed_in: Callable):
    client = signed_in("viewer", scope=(THANH_TRI,))
    page = Page.of(client.get("/"))
    assert page.rows() == OF_THANH_TRI
    assert Page.of(client.get("/?district=008")).rows() in ([], OF_THANH_TRI)
    for path in ("/", "/hotspots", "/districts", "/hotspots?part=to_clear"):
        text = Page.of(client.get(path)).text
        assert "Giải Phóng" not in text
        assert "Hoàng Mai" not in text


def test_indicators_without_a_report_are_never_zero(desk: Callable[..., Page]):
    page = desk()
    row = next(each for each in page.all("tr") if each.text.split()[:1] == ["3.4"])
    assert "55,500" in row.text
    cells = [each.text.strip() for each in page.inside(row) if each.tag == "td"]
    assert "0" not in cells


def test_a_filter_says_which_figures_it_does_not_narrow(signed_in):
    client = signed_in("viewer")
    everything = Page.of(client.get("/"))
    assert not everything.all("p", class_="hint beyond-filters")
    page = Page.of(client.get("/?district=020"))
    told = page.all("p", class_="hint beyond-filters")
    outer = [[each["id"] for each in one.parents if each["id"]][-1] for one in told]
    assert outer == ["progress", "waiting", "indicators"]
