"""Pages on paper: the map and whole tables under a heading that says of which day they are."""

import re
from io import BytesIO

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from scripts.browser import wait_for_map
from scripts.instance import Instance
from tests.browser.conftest import Visit

# A4 without its margins, in CSS pixels.
PAPER = (703, 1032)
A4_POINTS = (595, 842)
MILLIMETRE = 96 / 25.4

DESK = "/?district=020&level=unverified"
WITH_A_MAP = {
    DESK: 1,
    "/hotspots/PL2-I-1": 1,
    "/hotspots/PL2-I-1?as_of=2024-03-01": 1,
    "/compare?before=2024-02-05&district=020": 2,
    "/districts/020": 1,
    "/map": 1,
}
MOMENT = re.compile(r"^\d\d:\d\d\b.* \d+/\d+/\d+$")
PRESSED = "button, input:not([type=hidden]), select, textarea, nav, form, .btn, summary"
# Names of hotspots that move the map are buttons; on paper they are words like all others.
PLAIN = """(each) => {
  const style = getComputedStyle(each);
  return style.borderTopWidth === "0px" && style.backgroundColor === "rgba(0, 0, 0, 0)"
    && style.textDecorationLine === "none";
}"""
CUT = """() => [...document.querySelectorAll("main *")].filter((each) => {
  const style = getComputedStyle(each);
  const holds = /auto|scroll|hidden/;
  return !each.closest(".folium-map, .visually-hidden") && each.clientHeight > 1
    && ((holds.test(style.overflowX) && each.scrollWidth > each.clientWidth + 1)
    || (holds.test(style.overflowY) && each.scrollHeight > each.clientHeight + 1));
}).map((each) => each.className)"""
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
VIEWS = """() => ["", "before", "after"].map((name) => window.HotspotsMap.get(name))
  .filter(Boolean).map((map) => map.view())"""


def on_paper(page: Page) -> None:
    """What a browser does before it prints, and the page as it lays it out then."""
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.set_viewport_size({"width": PAPER[0], "height": PAPER[1]})
    page.emulate_media(media="print")


def off_paper(page: Page, width: int, height: int) -> None:
    page.emulate_media(media="screen")
    page.set_viewport_size({"width": width, "height": height})
    page.evaluate("dispatchEvent(new Event('afterprint'))")


def pressable(page: Page) -> list[str]:
    """What could only be clicked and is still to be seen."""
    return [
        each.evaluate("(each) => each.outerHTML.slice(0, 120)")
        for each in page.locator(PRESSED).all()
        if each.is_visible()
        and not each.evaluate("(each) => each.matches('details > summary, form:has(.row-choose)')")
        and not (each.evaluate("(each) => each.matches('.row-choose')") and each.evaluate(PLAIN))
    ]


@pytest.mark.parametrize("path", [*WITH_A_MAP, "/attention?district=020"])
def test_paper_shows_words_tables_and_map_and_nothing_to_press(
    visit: Visit, instance: Instance, path: str
) -> None:
    page = visit()
    page.goto(instance.url + path)
    if path in WITH_A_MAP:
        wait_for_map(page)
    on_paper(page)
    assert pressable(page) == []
    assert page.evaluate(CUT) == []
    assert page.evaluate(WIDER) <= 0
    expect(page.locator("h1")).to_be_visible()
    for link in page.locator("main a").all():
        if link.is_visible():
            expect(link).to_have_css("text-decoration-line", "none")
    if path != "/map":
        expect(page.locator("#printed")).to_be_visible()
        expect(page.locator("#printed time")).to_have_text(MOMENT)
    for table in page.locator("table.grid").all():
        if table.is_visible():
            expect(table).to_have_css("display", "table")


@pytest.mark.parametrize(("path", "count"), WITH_A_MAP.items())
def test_the_map_takes_the_size_of_the_paper(
    visit: Visit, instance: Instance, path: str, count: int
) -> None:
    page = visit()
    page.goto(instance.url + path)
    wait_for_map(page)
    on_paper(page)
    maps = page.locator(".folium-map")
    expect(maps).to_have_count(count)
    for each in maps.all():
        box = each.bounding_box()
        assert box is not None
        assert box["width"] == pytest.approx(185 * MILLIMETRE, abs=1)
        assert 90 * MILLIMETRE <= box["height"] <= 210 * MILLIMETRE
        # Leaflet has drawn for this size, not for that of the window.
        assert each.locator("canvas").evaluate_all(
            "(all) => all.every((each) => each.offsetWidth >= 185 * 96 / 25.4)"
        )
        for canvas in each.locator("canvas").all():
            expect(canvas).to_have_css("opacity", "0.999")
        for control in each.locator(".leaflet-top").all():
            expect(control).to_be_hidden()
        expect(each.locator(".leaflet-control-attribution")).to_contain_text("OpenStreetMap")
        expect(each.locator(".leaflet-control-attribution")).to_be_visible()
        expect(each.locator(".leaflet-symbols-pane img").first).to_be_visible()
    legend = page.locator(".hotspots-legend")
    expect(legend).to_have_count(1)
    expect(legend.locator(".hotspots-legend-body")).to_be_visible()
    boxes = [each.bounding_box() for each in (legend, maps.last)]
    assert boxes[0] is not None
    assert boxes[1] is not None
    assert boxes[0]["y"] >= boxes[1]["y"] + boxes[1]["height"] - 1


def test_after_printing_the_map_is_as_it_was(visit: Visit, instance: Instance) -> None:
    page = visit()
    for path in (DESK, "/compare?before=2024-02-05"):
        page.goto(instance.url + path)
        wait_for_map(page)
        page.locator(".leaflet-control-zoom-in").first.click()
        page.wait_for_timeout(600)
        page.locator(".hotspots-legend summary").click()
        before = page.evaluate(VIEWS)
        assert all(before)
        folded = page.locator(".hotspots-legend").get_attribute("open")
        on_paper(page)
        off_paper(page, 1440, 900)
        page.wait_for_timeout(300)
        for one, other in zip(page.evaluate(VIEWS), before, strict=True):
            assert one["zoom"] == other["zoom"]
            pixel = 360 / 256 / 2 ** one["zoom"]
            assert one["lat"] == pytest.approx(other["lat"], abs=pixel)
            assert one["lng"] == pytest.approx(other["lng"], abs=pixel)
        assert page.locator(".hotspots-legend").get_attribute("open") == folded
        expect(page.locator(".hotspots-on-paper")).to_have_count(0)
        expect(page.locator(".hotspots-map .leaflet-bar").first).to_be_visible()


def test_the_printed_desk_says_day_moment_and_filters(visit: Visit, instance: Instance) -> None:
    page = visit()
    page.goto(instance.url)
    wait_for_map(page)
    # Chosen on the page: the words follow without loading it anew.
    with page.expect_response(lambda answer: "district=020" in answer.url):
        page.locator("#filter-district").select_option("020")
    expect(page.locator("#hotspots tbody tr")).to_have_count(3)
    names = page.locator("#hotspots .row-choose").all_inner_texts()
    printed = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True)))
    for sheet in printed.pages:
        size = (round(sheet.mediabox.width), round(sheet.mediabox.height))
        assert size == pytest.approx(A4_POINTS, abs=1)
    text = " ".join(" ".join(sheet.extract_text() for sheet in printed.pages).split())
    heading = page.locator("h1").inner_text()
    for wanted in (heading, "ghi nhận đến", "Huyện Thanh Trì", "OpenStreetMap", *names):
        assert wanted in text
    for pressed in page.locator("#time-play, #time-today, #time-compare, #clear-filters").all():
        assert pressed.inner_text() not in text


def test_two_maps_stand_on_one_sheet(visit: Visit, instance: Instance) -> None:
    page = visit()
    page.goto(f"{instance.url}/compare?before=2024-02-05")
    wait_for_map(page)
    printed = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True)))
    maps = [sheet.extract_text().count("OpenStreetMap") for sheet in printed.pages]
    assert [count for count in maps if count] == [2]
    assert len(maps) == 2
