"""An officer's morning: the map, a filter, what an inspection found, a sheet to hand out."""

import re
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from scripts.browser import sign_in, wait_for_map
from scripts.instance import Instance
from tests.browser.conftest import Visit
from tests.troubles import Troubles

ROWS = "#hotspots tbody tr"
SYMBOLS = "#hotspots-map .hotspots-symbol"
TIMELINE = "section:has(> #timeline)"
THANH_TRI = {"PL2-I-1", "PL2-I-2", "PL3-I-5"}


def rows(page: Page) -> set[str]:
    return set(page.locator(ROWS).evaluate_all("(all) => all.map((row) => row.dataset.code)"))


def on_the_map(page: Page) -> set[str]:
    return set(page.evaluate("window.hotspotsLoaded").get("codes", []))


def record(page: Page, **values: str) -> None:
    """Fill the form for a new event as a person would, and save."""
    page.locator("input[name=precision][value=month]").check()
    page.locator("#event-month").select_option(values["month"])
    page.locator("#event-year").fill(values["year"])
    page.locator("#event-clearance").select_option(values["clearance"])
    page.locator("#event-level").select_option(values["level"])
    page.locator("#event-basis").fill(values["basis"])
    page.locator("#event-save").click()


def test_the_main_job_from_signing_in_to_the_sheet(
    visit: Visit, instance: Instance, tmp_path: Path
) -> None:
    page = visit(signed_in=False)
    page.goto(instance.url)
    expect(page).to_have_url(re.compile("/login"))
    sign_in(page, instance)
    wait_for_map(page)

    # Eleven hotspots, on the map and in the table.
    expect(page.locator(ROWS)).to_have_count(11)
    expect(page.locator(SYMBOLS)).to_have_count(11)
    assert rows(page) == on_the_map(page)

    # Filtered to Thanh Trì there are three, and the address says so.
    page.locator("#filter-district").select_option("020")
    expect(page.locator(ROWS)).to_have_count(3)
    expect(page.locator(SYMBOLS)).to_have_count(3)
    assert rows(page) == on_the_map(page) == THANH_TRI
    expect(page).to_have_url(re.compile(r"\?district=020$"))

    # The state before: not cleared, of unverified level.
    row = page.locator("tr[data-code='PL2-I-1']")
    before = row.locator("img.symbol").get_attribute("src")
    assert before == "/map/symbols/establishment-unverified-not_cleared.svg"

    # What the inspection found.
    page.locator("#open-PL2-I-1").click()
    record(
        page, month="5", year="2024", clearance="cleared", level="low_activity", basis="BB 12/BB-CA"
    )
    expect(page.locator(TIMELINE)).to_contain_text("BB 12/BB-CA")
    expect(page.locator(TIMELINE)).to_contain_text("tháng 5/2024")
    expect(page.locator(".flash-success")).to_be_visible()
    # A person does not leave before the scripts have run; the draft is forgotten by then.
    page.wait_for_load_state()

    # Colour, table, progress and the list of those to be verified have followed.
    page.goto(f"{instance.url}/?district=020")
    wait_for_map(page)
    after = row.locator("img.symbol").get_attribute("src")
    assert after == "/map/symbols/establishment-low_activity-cleared.svg"
    sources = page.locator(f"{SYMBOLS}").evaluate_all("(all) => all.map((image) => image.src)")
    assert f"{instance.url}{after}" in sources
    assert f"{instance.url}{before}" not in [s for s in sources if "PL2-I-1" in s]
    expect(row).to_contain_text("Đã triệt xóa")
    expect(page.locator("#progress")).to_contain_text("1")
    expect(page.locator("#waiting-PL2-I-1")).to_have_count(0)

    # The sheet of the district.
    page.goto(f"{instance.url}/districts/020")
    for kind in ("PNG", "PDF"):
        with page.expect_download() as waiting:
            page.get_by_role("link", name=f"Tải về {kind}").click()
        file = tmp_path / waiting.value.suggested_filename
        waiting.value.save_as(file)
        check_sheet(file)

    # The other language, and back.
    page.get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("body")).to_contain_text("Map sheet to print")
    page.get_by_role("button", name="Tiếng Việt").click()
    expect(page.locator("html")).to_have_attribute("lang", "vi")

    # A picture of the sheet still on its way would be asked for by nobody any more.
    page.wait_for_load_state("networkidle")
    page.get_by_role("button", name="Đăng xuất").click()
    expect(page).to_have_url(re.compile("/login"))


def check_sheet(file: Path) -> None:
    if file.suffix == ".png":
        with Image.open(file) as picture:
            width, height = picture.size
        assert abs(width / height - 297 / 210) < 0.01
        return
    text = PdfReader(BytesIO(file.read_bytes())).pages[0].extract_text()
    assert "Huyện Thanh Trì" in text
    assert "Ngã ba Ngọc Hồi" in text
    assert "OpenStreetMap" in text


def test_table_and_map_choose_for_each_other(visit: Visit, instance: Instance) -> None:
    page = visit()
    page.goto(instance.url)
    wait_for_map(page)
    page.locator("#choose-PL3-I-4").click()
    card = page.locator(".hotspots-card")
    expect(card).to_contain_text("Đường Trần Duy Hưng")
    expect(page.locator("tr[data-code='PL3-I-4']")).to_have_attribute("aria-current", "true")

    page.keyboard.press("Escape")
    expect(card).to_have_count(0)
    page.evaluate("HotspotsMap.get().fitAll({ animate: false })")
    page.wait_for_timeout(600)
    symbol = page.locator(f"{SYMBOLS}[alt*='Yên Nghĩa']")
    symbol.focus()
    page.keyboard.press("Enter")
    expect(card).to_contain_text("bến xe Yên Nghĩa")
    expect(page.locator("tr[data-code='PL3-I-2']")).to_have_attribute("aria-current", "true")
    expect(page.locator("tr[aria-current]")).to_have_count(1)


def test_the_back_button_takes_filters_back(visit: Visit, instance: Instance) -> None:
    page = visit()
    page.goto(instance.url)
    wait_for_map(page)
    page.locator("#filter-category").select_option("public_place")
    expect(page.locator(ROWS)).to_have_count(4)
    page.locator("#filter-clearance").select_option("handed_over")
    expect(page.locator(ROWS)).to_have_count(3)
    page.go_back()
    expect(page.locator(ROWS)).to_have_count(4)
    expect(page.locator("#filter-clearance")).to_have_value("")
    page.locator("#filter-level").select_option("complex")
    expect(page.locator("#hotspots .empty")).to_be_visible()
    expect(page.locator(SYMBOLS)).to_have_count(0)
    page.locator("#clear-filters").click()
    expect(page.locator(ROWS)).to_have_count(11)


def test_the_second_to_save_is_told_and_loses_nothing(
    visit: Visit, instance: Instance, troubles: Troubles
) -> None:
    first, second = visit(), visit()
    for page in (first, second):
        page.goto(f"{instance.url}/hotspots/PL2-I-2")
        wait_for_map(page)
    record(first, month="4", year="2024", clearance="cleared", level="active", basis="BB 1/BB-CA")
    expect(first.locator(TIMELINE)).to_contain_text("BB 1/BB-CA")
    with second.expect_response(lambda answer: answer.status == 412):
        record(second, month="5", year="2024", clearance="", level="inactive", basis="BB 2/BB-CA")
    told = second.locator("#meanwhile")
    expect(told).to_contain_text("BB 1/BB-CA")
    expect(told).to_contain_text("can.bo")
    expect(second.locator("#event-basis")).to_have_value("BB 2/BB-CA")
    expect(second.locator("#event-level")).to_have_value("inactive")
    expect(second.locator("#event-month")).to_have_value("5")
    second.locator("#event-save").click()
    expect(second.locator(TIMELINE)).to_contain_text("BB 2/BB-CA")
    troubles.expect("412")


def test_what_is_wrong_is_said_at_its_field_and_nothing_typed_is_lost(
    visit: Visit, instance: Instance, troubles: Troubles
) -> None:
    page = visit()
    page.goto(f"{instance.url}/hotspots/PL2-I-1")
    wait_for_map(page)
    page.locator("#event-day").fill("31")
    page.locator("#event-month").select_option("2")
    page.locator("#event-year").fill("2024")
    page.locator("#event-note").fill("Đoàn kiểm tra liên ngành")
    page.locator("#event-save").click()
    expect(page.locator("#event-effective_on-error")).to_contain_text("31/2/2024")
    expect(page.locator("#event-level-error")).to_be_visible()
    expect(page.locator("#event-note")).to_have_value("Đoàn kiểm tra liên ngành")
    expect(page.locator("ol.timeline > li")).to_have_count(1)
    troubles.expect("422")


def test_the_phone_shows_everything_without_scrolling_sideways(
    visit: Visit, instance: Instance
) -> None:
    page = visit(390, 844)
    for path in (
        "/",
        "/hotspots",
        "/hotspots/PL2-I-1",
        "/districts/020",
        "/indicators",
        "/attention",
    ):
        page.goto(f"{instance.url}{path}")
        page.wait_for_load_state("networkidle")
        wide = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert wide <= 0, f"{path} is {wide} px too wide"
