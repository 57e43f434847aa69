from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask

from tests.desk.page import Page
from tests.factories import make_event, make_hotspot, make_user


@pytest.fixture
def page_of(signed_in: Callable) -> Callable[..., Page]:
    client = signed_in("viewer")
    client.post_form("/language", {"language": "en"}, page="/")
    return lambda path: Page.of(client.get(path))


def test_the_page_says_what_the_plan_says(page_of: Callable[..., Page]):
    text = page_of("/hotspots/PL2-I-1").text
    for piece in (
        "Ngã ba Ngọc Hồi - Liên Ninh",
        "Appendix II, row 1",
        "line 969 of the source text",
        "xã Ngọc Hồi, xã Liên Ninh",
        "tẩm quất",
        "cannot be read in the scan",
        "Not cleared since 5 February 2024",
    ):
        assert piece in text


def test_the_page_says_where_it_is_and_how_that_was_found(page_of: Callable[..., Page]):
    page = page_of("/hotspots/PL3-I-5")
    assert "It lies in the district that the plan names." in page.text
    assert "Nobody has compared it with the place in the world yet." in page.text
    assert page.one("details", class_="steps")
    terms = [each.text for each in page.all("dt")]
    assert "Length" in terms
    assert "May be off by" in terms


def test_a_year_is_shown_as_a_year(page_of: Callable[..., Page]):
    page = page_of("/hotspots/PL3-I-1")
    assert "Handed over since year 2021" in page.text
    assert "January" not in page.one("ol", class_="timeline").text


def test_the_timeline_shows_the_newest_first_and_strikes_out_what_was_corrected(
    page_of: Callable[..., Page], app: Flask
):
    police = make_user(app, name="ca.thanh.tri", role="police")
    wrong = make_event(app, "PL2-I-1", on=date(2024, 5, 1), basis="BB 1", recorded_by_id=police.id)
    make_event(
        app, "PL2-I-1", on=date(2024, 5, 2), basis="BB 2", level="inactive", supersedes_id=wrong.id
    )
    page = page_of("/hotspots/PL2-I-1")
    assert [each.text for each in page.all("p", class_="timeline-when")] == [
        "2 May 2024",
        "1 May 2024",
        "5 February 2024",
    ]
    struck = page.one("li", class_="superseded")
    assert "Corrected by" in struck.text
    assert "BB 1" in struck.text
    assert "ca.thanh.tri" in struck.text
    assert [each.text for each in page.all("del")] == ["1 May 2024", "!Not cleared", "Active"]


def test_a_new_hotspot_is_not_said_to_be_of_the_plan(page_of: Callable[..., Page], app: Flask):
    new = make_hotspot(app, code="NEW-1", geometry=None, place_precision=None, place_verdict=None)
    make_event(app, new)
    text = page_of("/hotspots/NEW-1").text
    assert "The plan does not name this hotspot" in text
    assert "The place is not known" in text


def test_only_those_allowed_see_the_forms(signed_in: Callable):
    for role, allowed in (("viewer", False), ("admin", False), ("police", True), ("dolisa", True)):
        page = Page.of(signed_in(role).get("/hotspots/PL2-I-1"))
        assert bool(page.all("form", id="event-form")) is allowed
        assert bool(page.all("button", id="confirm-place")) is allowed


def test_outside_the_scope_is_like_not_there(signed_in: Callable):
    client = signed_in("police", scope=("020",))
    assert client.get("/hotspots/PL2-I-1").status_code == 200
    hidden, missing = client.get("/hotspots/PL2-II-1"), client.get("/hotspots/PL9-II-1")
    assert hidden.status_code == missing.status_code == 404
    answer = client.post_form(
        "/hotspots/PL2-II-1/events",
        {"effective_on": "2024", "level": "active", "basis": "BB 1", "version": "1"},
        page="/",
    )
    assert answer.status_code == 404


def test_confirming_the_place_says_who_did(signed_in: Callable):
    client = signed_in("police", name="ca.hoang.mai")
    client.post_form("/language", {"language": "en"}, page="/")
    page = Page.of(client.get("/hotspots/PL2-II-1"))
    version = next(each["value"] for each in page.all("input", name="version"))
    sent = {"version": version}
    answer = client.post_form("/hotspots/PL2-II-1/place/confirm", sent, page="/hotspots/PL2-II-1")
    assert answer.status_code == 302
    page = Page.of(client.get("/hotspots/PL2-II-1"))
    assert "The place is confirmed." in page.text
    assert "by ca.hoang.mai at" in page.text
    assert not page.all("button", id="confirm-place")
    again = client.post_form("/hotspots/PL2-II-1/place/confirm", sent, page="/hotspots/PL2-II-1")
    assert again.status_code == 412


def test_the_register_is_cut_into_pages_that_keep_the_filters(signed_in: Callable, app: Flask):
    for _each in range(60):
        make_event(app, make_hotspot(app, district_code="002"))
    client = signed_in("viewer")
    first = Page.of(client.get("/hotspots?district=002"))
    assert len(first.all("th", class_="row-title")) == 50
    assert not first.all("a", rel="prev")
    second = Page.of(client.get(first.one("a", rel="next")["href"]))
    assert len(second.all("th", class_="row-title")) == 10
    assert second.value("district") == "002"
    assert not second.all("a", rel="next")
    for odd in ("0", "-1", "99", "x", "9" * 30):
        assert client.get(f"/hotspots?page={odd}").status_code == 200
