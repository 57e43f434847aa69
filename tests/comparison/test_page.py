"""The page that compares two days: its fields, its choices, its maps and what it tells whom."""

from collections.abc import Callable
from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask

from geo_app.comparison.forms import quick_choices
from geo_app.i18n import today
from tests.desk.page import Element, Page, faults
from tests.factories import make_event, make_hotspot

DAYS = "before=2024-03-31&after=2024-12-31"
THANH_TRI = "020"


@pytest.fixture
def look(signed_in: Callable) -> Callable[..., Page]:
    client = signed_in("viewer")
    client.post_form("/language", {"language": "en"}, page="/")
    return lambda query="": Page.of(client.get(f"/compare?{query}"))


@pytest.fixture
def cleared(app: Flask) -> None:
    make_event(app, "PL2-I-1", on=date(2024, 5, 20), level=None, clearance="cleared")


def asked_by(link: Element) -> dict[str, str]:
    return {name: value for name, (value,) in parse_qs(urlsplit(link["href"]).query).items()}


def codes(page: Page) -> list[str]:
    return [each["data-code"] for each in page.all("li") if each.has("data-code")]


def maps(page: Page) -> list[str]:
    return [each["data-map-query"] for each in page.all("div") if each.has("data-map-query")]


def numbers(page: Page) -> list[list[str]]:
    table = page.one("table", id="numbers")
    rows = [each for each in page.inside(table) if each.tag == "tr"][1:]
    return [[each.text.strip() for each in page.inside(row) if each.tag == "td"] for row in rows]


def test_it_begins_with_the_plan_and_ends_today(look: Callable[..., Page]):
    page = look()
    now = today()
    assert page.one("input", id="before")["value"] == "05/02/2024"
    assert page.one("input", id="after")["value"] == f"{now:%d/%m/%Y}"
    assert "Nothing changed" in page.text
    assert "11 hotspots are the same." in page.one("p", id="change-count").text
    assert faults(page) == []


@pytest.mark.usefixtures("cleared")
def test_it_tells_what_changed_and_counts_the_rest(look: Callable[..., Page]):
    page = look(DAYS)
    assert codes(page) == ["PL2-I-1"]
    told = next(each.text for each in page.all("p", class_="change"))
    assert told == "clearance from Not cleared to Cleared (20 May 2024, BB 1/BB-CA)"
    assert " ".join(page.one("p", id="change-count").text.split()) == (
        "1 hotspot differs. 10 hotspots are the same."
    )
    assert numbers(page) == [["0", "1", "+1"], ["0", "0", "0"], ["8", "8", "0"]]
    assert faults(page) == []


@pytest.mark.usefixtures("cleared")
def test_the_numbers_lead_to_what_they_count(look: Callable[..., Page], signed_in: Callable):
    client = signed_in("viewer")
    page = look(DAYS)
    table = page.one("table", id="numbers")
    for link in [each for each in page.inside(table) if each.tag == "a"]:
        behind = Page.of(client.get(link["href"]))
        assert len(behind.all("th", class_="row-title")) == int(link.text)


def test_each_map_asks_for_its_own_reading(look: Callable[..., Page]):
    page = look(f"{DAYS}&known_before=2025-01-02&district={THANH_TRI}")
    assert maps(page) == [
        f"as_of=2024-03-31&known_on=2025-01-02&district={THANH_TRI}",
        f"as_of=2024-12-31&district={THANH_TRI}",
    ]
    assert page.one("div", id="hotspots-map-before")
    assert page.one("div", id="hotspots-map-after")


@pytest.mark.parametrize("written", ["31/3/2024", "31-3-2024", "2024-03-31", "31.03.2024"])
def test_days_are_taken_as_people_write_them(look: Callable[..., Page], written: str):
    assert maps(look(f"before={written}"))[0] == "as_of=2024-03-31"


def test_what_is_wrong_is_told_at_its_field(look: Callable[..., Page]):
    page = look("before=31/2/2024&known_after=soon&after=17/6/2024")
    assert page.status == 422
    assert "31/2/2024" in page.one("p", id="before-error").text
    assert "soon" in page.one("p", id="known_after-error").text
    assert page.one("input", id="before")["value"] == "31/2/2024"
    assert page.one("input", id="after")["value"] == "17/6/2024"
    assert page.one("input", id="before")["aria-invalid"] == "true"
    assert maps(page) == []
    assert faults(page) == []


def test_the_same_day_on_two_moments_shows_what_was_learned(look: Callable[..., Page], app: Flask):
    seen = make_event(app, "PL2-I-1", on=date(2024, 5, 1), clearance="cleared", level=None)
    make_event(app, "PL2-I-2", on=date(2024, 5, 2), clearance="cleared", level=None)
    moment = seen.recorded_at.isoformat().replace("+00:00", "Z")
    page = look(f"before=2024-06-17&after=2024-06-17&known_before={moment}")
    assert codes(page) == ["PL2-I-2"]
    assert "as known on" in page.one("h2", id="title-before").text
    assert "as known on" not in page.one("h2", id="title-after").text


def test_swapping_answers_with_the_other_order(signed_in: Callable):
    client = signed_in("viewer")
    answer = client.get(f"/compare?{DAYS}&known_after=2025-01-02&district={THANH_TRI}&swap=1")
    assert answer.status_code == 302
    query = {
        name: value
        for name, (value,) in parse_qs(urlsplit(answer.headers["Location"]).query).items()
    }
    assert query == {
        "before": "31/12/2024",
        "known_before": "2025-01-02",
        "after": "31/3/2024",
        "district": THANH_TRI,
    }


def test_swapping_keeps_what_cannot_be_read(signed_in: Callable):
    answer = signed_in("viewer").get("/compare?before=soon&after=2024-12-31&swap=1")
    assert "after=soon" in answer.headers["Location"]


def test_the_choices_on_a_day_in_november():
    asked = [query for _label, query in quick_choices(date(2026, 11, 25), date(2026, 11, 25))]
    assert asked == [
        {"before": "2024-02-05", "after": "2026-11-25"},
        {"before": "2026-09-30", "after": "2026-10-31"},
        {"before": "2026-06-30", "after": "2026-11-25"},
    ]


def test_the_choices_on_the_first_of_january():
    asked = [query for _label, query in quick_choices(date(2025, 1, 1), date(2025, 1, 1))]
    assert asked[1:] == [
        {"before": "2024-11-30", "after": "2024-12-31"},
        {"before": "2024-12-31", "after": "2025-01-01"},
    ]


def test_a_past_day_offers_what_was_learned_of_it_since(look: Callable[..., Page]):
    page = look(DAYS)
    link = next(each for each in page.all("a") if "learned of 31/12/2024" in each.text)
    assert asked_by(link) == {
        "before": "2024-12-31",
        "after": "2024-12-31",
        "known_before": "2024-12-31",
    }


@pytest.mark.usefixtures("cleared")
def test_its_lasting_address_is_not_touched_by_what_is_learned_later(
    look: Callable[..., Page], app: Flask, signed_in: Callable
):
    link = next(each for each in look(DAYS).all("a") if "always shows" in each.text)
    make_event(app, "PL2-I-2", on=date(2024, 5, 2), clearance="cleared", level=None)
    assert codes(look(DAYS)) == ["PL2-I-1", "PL2-I-2"]
    assert codes(Page.of(signed_in("viewer").get(link["href"]))) == ["PL2-I-1"]


def test_whoever_is_confined_compares_what_they_may_see(signed_in: Callable, app: Flask):
    make_event(app, "PL2-I-1", on=date(2024, 5, 1), clearance="cleared", level=None)
    make_event(app, "PL3-I-4", on=date(2024, 5, 1), clearance="recurred", level=None)
    make_event(app, make_hotspot(app), on=date(2024, 5, 1))
    client = signed_in("viewer", scope=(THANH_TRI,))
    page = Page.of(client.get(f"/compare?{DAYS}"))
    assert codes(page) == ["PL2-I-1"]
    # What no filter holds is set aside and named; a district outside the scope is no other.
    other = Page.of(client.get(f"/compare?{DAYS}&district=005"))
    unknown = Page.of(client.get(f"/compare?{DAYS}&district=999"))
    assert codes(other) == codes(unknown) == ["PL2-I-1"]
    assert other.text.replace("005", "999") == unknown.text
    assert "Trần Duy Hưng" not in other.text


def test_names_and_documents_are_text_and_nothing_else(look: Callable[..., Page], app: Flask):
    hostile = "{{ 7*7 }}</p><script>alert(1)</script><img src=x onerror=alert(1)>"
    new = make_hotspot(app, name=hostile)
    make_event(app, new, on=date(2024, 6, 5), basis=hostile)
    page = look(DAYS)
    assert page.text.count("{{ 7*7 }}</p><script>") == 3
    assert faults(page) == []


def test_a_district_leads_to_its_comparison(signed_in: Callable):
    page = Page.of(signed_in("viewer").get(f"/districts/{THANH_TRI}?as_of=2024-06-17"))
    link = page.one("a", id="compare")
    assert asked_by(link) == {"district": THANH_TRI, "after": "2024-06-17"}
