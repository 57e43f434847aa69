"""Days that have passed, by keyboard alone: the slider of the desk, two days side by side."""

import json
import re
import urllib.request
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from geo_app.i18n import today
from scripts.browser import wait_for_map, wait_until
from scripts.instance import Instance
from tests.browser.conftest import Visit
from tests.browser.keyboard import choose, follow, press, tab_to, type_into
from tests.troubles import Troubles

ROW = "tr[data-code='PL2-I-1']"
SLIDER = "#time-slider"
NOT_CLEARED = "/map/symbols/establishment-unverified-not_cleared.svg"
CLEARED = "/map/symbols/establishment-low_activity-cleared.svg"
KEEP_WHAT_IS_LOADED = """
window.loadedQueries = [];
window.addEventListener("hotspots:loaded", ({ detail }) => loadedQueries.push(detail.query), true);
"""


def record(instance: Instance, code: str, **event: str) -> None:
    """Record an event as a program does."""
    address = f"{instance.url}/api/v1/hotspots/{code}"
    bearer = {"Authorization": f"Bearer {instance.token(instance.user)}"}
    with urllib.request.urlopen(urllib.request.Request(address, headers=bearer)) as answer:  # noqa: S310  # always http://127.0.0.1
        version = answer.headers["ETag"]
    request = urllib.request.Request(  # noqa: S310  # always http://127.0.0.1
        f"{address}/events",
        data=json.dumps({"basis": "BB 12/BB-CA", **event}).encode(),
        headers={**bearer, "Content-Type": "application/json", "If-Match": version},
    )
    urllib.request.urlopen(request).close()  # noqa: S310  # as above


@pytest.fixture
def story(instance: Instance) -> Instance:
    """One hotspot is cleared in May 2024, one of those handed over recurs in September."""
    record(instance, "PL2-I-1", effective_on="2024-05", level="low_activity", clearance="cleared")
    record(instance, "PL3-I-4", effective_on="2024-09-12", clearance="recurred")
    return instance


def open_desk(page: Page, instance: Instance, query: str = "") -> None:
    page.goto(f"{instance.url}/{query}")
    wait_for_map(page)


def symbols(page: Page, name: str = "") -> list[str]:
    """The addresses of the symbols on a map."""
    container = f"#hotspots-map{name}"
    found = page.locator(f"{container} .hotspots-symbol")
    sources: list[str] = found.evaluate_all(
        "(all) => all.map((each) => new URL(each.src).pathname).sort()"
    )
    return sources


def move(page: Page, *keys: str) -> None:
    """Press keys on the slider, and wait until map, table and address stand where it does."""
    tab_to(page, SLIDER)
    for key in keys:
        page.keyboard.press(key)
    follows(page)


def follows(page: Page) -> None:
    day = stops(page)[int(page.locator(SLIDER).input_value())]
    query = f"as_of={day}" if day else ""
    wait_until(page, f"(new URLSearchParams(location.search).get('as_of') || '') === '{day}'")
    wait_until(page, "window.hotspotsLoaded?.query === location.search.slice(1)")
    wait_until(
        page, f"document.getElementById('open-PL2-I-1')?.search === '{query and '?' + query}'"
    )


def stops(page: Page) -> list[str]:
    days: list[str] = page.locator("[data-day]").evaluate_all(
        "(all) => all.map((each) => each.dataset.day)"
    )
    return days


def test_the_keys_of_the_slider_move_table_map_counts_and_address(
    visit: Visit, story: Instance
) -> None:
    page = visit()
    open_desk(page, story)
    expect(page.locator(ROW)).to_contain_text("Đã triệt xóa")
    expect(page.locator("body")).not_to_have_class(re.compile("past"))

    move(page, "Home")
    assert page.url == f"{story.url}/?as_of=2024-02-29"
    expect(page.locator(ROW)).to_contain_text("Chưa triệt xóa")
    expect(page.locator("#count-cleared")).to_contain_text("0")
    assert symbols(page).count(NOT_CLEARED) == 2
    assert CLEARED not in symbols(page)
    expect(page.locator("body")).to_have_class(re.compile("past"))
    expect(page.locator(".past-mark")).to_be_visible()
    expect(page.locator(SLIDER)).to_have_attribute("aria-valuetext", re.compile("29/02/2024"))
    expect(page.locator("#time-value")).to_contain_text("29/02/2024")

    move(page, "ArrowRight", "ArrowRight", "ArrowRight")
    assert page.url == f"{story.url}/?as_of=2024-05-31"
    expect(page.locator(ROW)).to_contain_text("Đã triệt xóa")
    expect(page.locator("#count-cleared")).to_contain_text("1")
    expect(page.locator("#count-kept")).to_contain_text("8")
    assert symbols(page).count(CLEARED) == 1

    move(page, "End")
    assert page.url == f"{story.url}/"
    expect(page.locator("#count-kept")).to_contain_text("7")
    expect(page.locator("body")).not_to_have_class(re.compile("past"))

    page.go_back()
    follows(page)
    expect(page.locator(SLIDER)).to_have_attribute("aria-valuetext", re.compile("31/5/2024"))
    expect(page.locator("#count-kept")).to_contain_text("8")
    page.reload()
    wait_for_map(page)
    follows(page)
    expect(page.locator(SLIDER)).to_have_attribute("aria-valuetext", re.compile("31/5/2024"))


def test_the_day_and_the_filters_leave_each_other_alone(visit: Visit, story: Instance) -> None:
    page = visit()
    known_on = today().isoformat()
    open_desk(page, story, f"?known_on={known_on}")
    tab_to(page, SLIDER)
    page.keyboard.press("Home")
    expect(page).to_have_url(re.compile("as_of=2024-02-29"))
    choose(page, "#filter-district", "020")
    expect(page.locator("#hotspots tbody tr")).to_have_count(3)
    asked = parse_qs(urlsplit(page.url).query)
    assert asked == {
        "as_of": ["2024-02-29"],
        "known_on": [known_on],
        "district": ["020"],
    }
    press(page, "#clear-filters")
    expect(page.locator("#hotspots tbody tr")).to_have_count(11)
    assert parse_qs(urlsplit(page.url).query).keys() == {"as_of", "known_on"}
    press(page, "#time-today")
    expect(page).to_have_url(f"{story.url}/?known_on={known_on}")


def test_playing_shows_month_after_month_and_ends_today(visit: Visit, story: Instance) -> None:
    page = visit()
    page.add_init_script(KEEP_WHAT_IS_LOADED)
    open_desk(page, story)
    move(page, "ArrowLeft", "ArrowLeft", "ArrowLeft")
    before, months = page.url, stops(page)[-3:]
    page.evaluate("loadedQueries.length = 0")

    page.keyboard.press("Shift+Tab")
    button = page.locator("#time-play")
    expect(button).to_be_focused()
    play = button.inner_text()
    page.keyboard.press("Space")
    expect(button).not_to_have_text(play)
    expect(page).to_have_url(f"{story.url}/", timeout=20_000)
    expect(button).to_have_text(play)
    follows(page)
    assert page.evaluate("loadedQueries") == [f"as_of={day}" if day else "" for day in months]

    # The back button takes back the whole play.
    page.go_back()
    expect(page).to_have_url(before)


def test_whoever_moves_the_slider_pauses(visit: Visit, story: Instance) -> None:
    page = visit()
    open_desk(page, story)
    button = page.locator("#time-play")
    play = button.inner_text()
    # From today it begins again with the first month.
    press(page, "#time-play")
    expect(page).to_have_url(f"{story.url}/?as_of=2024-02-29")
    expect(button).not_to_have_text(play)
    move(page, "End", "ArrowLeft")
    expect(button).to_have_text(play)
    assert page.url.endswith(stops(page)[-2])

    move(page, "Home")
    press(page, "#time-play", "Enter")
    expect(button).not_to_have_text(play)
    press(page, "#time-play", "Enter")
    expect(button).to_have_text(play)


def test_links_lead_to_the_same_day(visit: Visit, story: Instance) -> None:
    page = visit()
    open_desk(page, story, "?as_of=2024-04-30")
    follow(page, "#count-left")
    expect(page.locator("th.row-title")).to_have_count(3)
    expect(page.locator("#reading")).to_contain_text("30/4/2024")
    page.go_back()
    wait_for_map(page)
    follow(page, "#open-PL2-I-1")
    expect(page.locator("dl.standing")).to_contain_text("Chưa triệt xóa")


def test_two_days_side_by_side_in_words_and_on_two_maps(visit: Visit, story: Instance) -> None:
    page = visit()
    open_desk(page, story, "?district=020")
    follow(page, "#time-compare")
    type_into(page, "#before", "31/3/2024")
    type_into(page, "#after", "31/12/2024")
    choose(page, "#compare-district", "")
    with page.expect_navigation():
        press(page, "#compare-show")
    wait_for_map(page)
    changed = page.locator(".change-list li")
    expect(changed).to_have_count(2)
    expect(changed.first).to_contain_text("Ngã ba Ngọc Hồi - Liên Ninh")
    expect(changed.first).to_contain_text("Chưa triệt xóa")
    expect(changed.first).to_contain_text("tháng 5/2024, BB 12/BB-CA")
    expect(changed.last).to_contain_text("12/9/2024")
    for name, cleared in (("before", 0), ("after", 1)):
        wait_until(
            page,
            f"document.querySelectorAll('#hotspots-map-{name} .hotspots-symbol').length === 11",
        )
        assert symbols(page, f"-{name}").count(CLEARED) == cleared

    # From the list to both maps.
    press(page, "#choose-PL2-I-1")
    expect(changed.first).to_have_attribute("aria-current", "true")
    expect(page.locator("#hotspots-map-after .hotspots-card")).to_contain_text("Đã triệt xóa")
    for name in ("before", "after"):
        expect(page.locator(f"#hotspots-map-{name} .hotspots-symbol-selected")).to_have_count(1)

    with page.expect_navigation():
        press(page, "#compare-swap")
    expect(page.locator("#before")).to_have_value("31/12/2024")
    wait_until(
        page, "document.querySelectorAll('#hotspots-map-before .hotspots-symbol').length === 11"
    )
    assert symbols(page, "-before").count(CLEARED) == 1


def test_a_day_that_does_not_exist_is_told_at_its_field(
    visit: Visit, story: Instance, troubles: Troubles
) -> None:
    page = visit()
    page.goto(f"{story.url}/compare")
    wait_for_map(page)
    type_into(page, "#before", "31/2/2024")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.locator("#before-error")).to_contain_text("31/2/2024")
    expect(page.locator("#before")).to_have_value("31/2/2024")
    troubles.expect("422")


def test_the_phone_shows_both_without_scrolling_sideways(visit: Visit, story: Instance) -> None:
    page = visit(390, 844)
    for path in ("?as_of=2024-06-30", "compare?before=2024-03-31&after=2024-12-31"):
        open_desk(page, story, path)
        wide = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert wide <= 0, f"{path} is {wide} px too wide"
    # The slider stays in sight while one reads the table.
    open_desk(page, story)
    move(page, "Home")
    page.locator(ROW).scroll_into_view_if_needed()
    expect(page.locator(SLIDER)).to_be_in_viewport()
