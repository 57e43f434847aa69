"""The page of what needs attention, and its short form on the desk."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from flask import Flask

from geo_app.attention import views
from geo_app.i18n import today
from geo_app.inspections.rules import FIGURES
from tests.client import Client
from tests.desk.page import Page, faults
from tests.factories import make_event, make_hotspot, make_user

THANH_TRI = "020"
LISTS = ("recurred", "border", "unchecked", "unverified")


@pytest.fixture
def page(signed_in: Callable) -> Callable[..., Page]:
    client = signed_in("police")
    client.post_form("/language", {"language": "en"}, page="/")
    return lambda path="/attention": Page.of(client.get(path))


def counts(page: Page) -> dict[str, str]:
    """The number which the summary gives for each list."""
    tiles = {name: page.one("a", id=f"count-{name}") for name in LISTS}
    return {
        name: next(each.text for each in page.inside(tile) if each.tag == "strong")
        for name, tile in tiles.items()
    }


def to_do(page: Page, name: str) -> dict[str, str]:
    """What is to be done in a list, by hotspot."""
    found = [each for each in page.all("a") if each["id"].startswith(f"do-{name}-")]
    return {each["id"].removeprefix(f"do-{name}-"): each.text.split(":")[0] for each in found}


def clearance(client: Client) -> str:
    """Since when the place is handed over, as its own page says it."""
    standing = Page.of(client.get("/hotspots/PL3-I-4")).one("dl", class_="standing")
    return " ".join(standing.text.split())


def section(page: Page, name: str) -> str:
    return " ".join(page.one("section", id=name).text.split())


def test_the_plan_needs_this_attention_at_first(page: Callable[..., Page]):
    shown = page()
    assert counts(shown) == {"recurred": "0", "border": "1", "unchecked": "8", "unverified": "11"}
    assert len(to_do(shown, "unverified")) == 11
    assert set(to_do(shown, "unchecked").values()) == {"Inspect"}
    assert to_do(shown, "border") == {
        "PL2-I-2": "Coordinate with the police and the People's Committee of quận Hà Đông"
    }
    assert "Quận Hà Đông (at the boundary)" in section(shown, "border")
    assert "the place may be off by 320 m" in section(shown, "border")


def test_an_empty_list_is_good_news(page: Callable[..., Page], app: Flask):
    assert "No hotspot is active again" in section(page(), "recurred")
    make_event(app, "PL2-I-2", on=today(), clearance="cleared", level=None)
    assert "No hotspot still to be cleared lies closer than 300 m" in section(page(), "border")


def test_what_to_do_leads_to_the_form_which_records_that_it_was_done(
    page: Callable[..., Page], signed_in: Callable, app: Flask
):
    make_event(app, "PL3-I-4", on=today(), clearance="recurred", level=None)
    shown = page()
    link = shown.one("a", id="do-recurred-PL3-I-4")
    assert link.text == "Clear it again: Đường Trần Duy Hưng"
    address, anchor = link["href"].split("#")
    assert page(address).one("section", id=anchor)
    watching = Page.of(signed_in("viewer").get("/attention"))
    assert [each for each in watching.all("a") if each["id"].startswith("do-")] == []


def test_to_inspect_leads_to_an_inspection_that_says_still_kept(signed_in: Callable):
    """Handed over years ago and seen again today: no agencies are asked for, nothing recurs."""
    client = signed_in("police")
    client.post_form("/language", {"language": "en"}, page="/")
    before = clearance(client)
    link = Page.of(client.get("/attention")).one("a", id="do-unchecked-PL3-I-4")
    form = Page.of(client.get(link["href"]))
    field = form.one("select", id="inspection-clearance")
    choices = [each for each in form.inside(field) if each.tag == "option"]
    assert [each.text for each in choices] == [
        "Still kept: Handed over",
        "Recurred",
        "Not assessed",
    ]
    assert form.value("clearance") == "handed_over"
    typed = {name: form.value(name) for name in ("clearance", "level", "note")}
    figures = dict.fromkeys(FIGURES, "0") | {"establishments_checked": "2"}
    answer = client.post_form(
        form.one("form", id="inspection-form")["action"],
        {**typed, **figures, "effective_on": str(today()), "team": "district", "basis": "BB 7"},
        page=link["href"],
    )
    assert answer.status_code == 302
    after = Page.of(client.get("/attention"))
    assert "PL3-I-4" not in to_do(after, "unchecked")
    assert counts(after)["recurred"] == "0"
    assert clearance(client) == before
    assert "Handed over since" in before


def test_a_recurrence_says_since_when_and_which_one_it_is(page: Callable[..., Page], app: Flask):
    for clearance, on in (
        ("recurred", date(2024, 3, 1)),
        ("cleared", date(2024, 4, 1)),
        ("recurred", date(2024, 5, 17)),
    ):
        make_event(app, "PL3-I-4", on=on, clearance=clearance, level=None)
    assert "since 17 May 2024, recurrence no. 2" in section(page(), "recurred")
    assert "since 1 March 2024" in section(page("/attention?as_of=2024-03-15"), "recurred")
    assert "recurrence no." not in section(page("/attention?as_of=2024-03-15"), "recurred")


def test_a_hotspot_whose_place_is_not_known_is_said_to_be_left_out(
    page: Callable[..., Page], app: Flask
):
    assert not page().all("p", id="placeless")
    make_event(app, make_hotspot(app, geometry=None), clearance="not_cleared")
    assert "The place of 1 hotspot is not known" in page().one("p", id="placeless").text


def test_a_place_of_unknown_error_says_so(page: Callable[..., Page], app: Flask):
    # The place of the factory's hotspots lies in Hoàn Kiếm.
    make_event(app, make_hotspot(app, district_code="007", place_error_m=None))
    assert "how far off the place may be is not known" in section(page(), "border")


def test_the_district_narrows_every_list_and_is_named(page: Callable[..., Page]):
    shown = page(f"/attention?district={THANH_TRI}")
    assert counts(shown) == {"recurred": "0", "border": "1", "unchecked": "1", "unverified": "3"}
    assert shown.value("district") == THANH_TRI
    assert "Huyện Thanh Trì." in shown.one("header", class_="title-band").text
    odd = page("/attention?district=999&level=complex")
    assert "999" in odd.one("p", class_="flash flash-warning").text
    assert counts(odd)["unverified"] == "11"


def test_a_past_day_is_said_and_kept(page: Callable[..., Page]):
    shown = page(f"/attention?as_of=2024-02-05&known_on={today()}")
    assert "State of 5 February 2024." in shown.text
    assert "As it was known at 23:59" in shown.text
    assert shown.value("as_of") == "2024-02-05"
    assert shown.value("known_on").startswith(str(today()))
    hotspots = [each for each in shown.all("a") if each["href"].startswith("/hotspots/PL2-I-1?")]
    assert all("as_of=2024-02-05" in each["href"] for each in hotspots)
    assert hotspots
    assert page("/attention?as_of=soon").status == 422


def test_whoever_is_confined_sees_their_own_districts_only(signed_in: Callable):
    shown = Page.of(signed_in("district", scope=(THANH_TRI,)).get("/attention"))
    assert set(to_do(shown, "unverified")) == {"PL2-I-1", "PL2-I-2", "PL3-I-5"}
    assert "Trần Duy Hưng" not in shown.text
    assert "Quận Hà Đông" in shown.text


def test_a_long_list_is_cut_and_says_so(page: Callable[..., Page], monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(views, "LONGEST_LIST", 5)
    shown = page()
    assert counts(shown)["unverified"] == "11"
    assert len(to_do(shown, "unverified")) == 5
    assert "The first 5 are shown." in section(shown, "unverified")
    assert "The first" not in section(shown, "border")


@pytest.mark.parametrize("query", ["", "?district=002", "?as_of=2010-01-01"])
def test_the_page_is_clean_full_and_empty(page: Callable[..., Page], query: str):
    assert faults(page(f"/attention{query}")) == []


def test_the_navigation_leads_there(page: Callable[..., Page]):
    link = next(each for each in page("/").all("a") if each["href"] == "/attention")
    assert link.text == "Needs attention"
    here = next(each for each in page().all("a") if each["href"] == "/attention")
    assert here["aria-current"] == "page"


def test_the_settings_decide(make_app: Callable, app: Flask, database_url: str):
    make_event(app, "PL2-I-1", on=today() - timedelta(days=70), clearance="cleared", level=None)
    strict = make_app(database_url, CHECK_MONTHS="1", BORDER_METRES="100")
    make_event(app, "PL3-I-4", on=today(), clearance="recurred", level=None)
    client = strict.test_client()
    client.sign_in(make_user(strict).name)
    shown = Page.of(client.get("/attention"))
    assert "PL2-I-1" in to_do(shown, "unchecked")
    # Đống Đa at 21 m and Nam Từ Liêm at 60 m, but not Thanh Xuân at 256 m.
    assert "Quận Nam Từ Liêm" in section(shown, "border")
    assert "Quận Thanh Xuân" not in section(shown, "border")


class TestDesk:
    def test_it_counts_the_same_as_the_page(self, page: Callable[..., Page], app: Flask):
        make_event(app, "PL3-I-4", on=today(), clearance="recurred", level=None)
        desk, on_page = page("/"), counts(page())
        for name in LISTS:
            block = desk.one("details", id=f"attention-{name}")
            badge = next(each for each in desk.inside(block) if "badge-count" in each["class"])
            items = [each for each in desk.inside(block) if each.tag == "li"]
            assert badge.text == on_page[name] == str(len(items))
        assert not any(each.has("open") for each in desk.all("details"))

    def test_each_item_says_what_matters_and_opens_its_hotspot(self, page: Callable[..., Page]):
        desk = page("/")
        assert desk.one("a", id="border-PL2-I-2")["href"] == "/hotspots/PL2-I-2"
        assert desk.one("a", id="waiting-PL2-I-2")["href"] == "/hotspots/PL2-I-2"
        items = [" ".join(each.text.split()) for each in desk.all("li")]
        assert any("Huyện Thanh Trì · Neighbour: Quận Hà Đông (at the" in each for each in items)
        assert any("Last check: year 2021" in each for each in items)

    def test_good_news_has_a_sentence_of_its_own(self, page: Callable[..., Page]):
        desk = page("/")
        block = desk.one("details", id="attention-recurred")
        assert "No hotspot is active again" in block.text
        assert any("badge-none" in each["class"] for each in desk.inside(block))

    def test_a_long_list_leads_to_the_whole_one(self, page: Callable[..., Page], app: Flask):
        for _ in range(2):
            make_event(app, make_hotspot(app), level="unverified", clearance=None)
        desk = page("/")
        block = desk.one("details", id="attention-unverified")
        assert len([each for each in desk.inside(block) if each.tag == "li"]) == 12
        all_of_them = next(each for each in desk.inside(block) if "#" in each["href"])
        assert (all_of_them["href"], all_of_them.text.split(":")[0]) == (
            "/attention#unverified",
            "All 13",
        )
