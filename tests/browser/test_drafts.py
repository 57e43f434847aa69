"""What is typed and not saved is there again: after leaving, between steps, without a network."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from scripts.browser import wait_until
from scripts.instance import Instance
from tests.browser.conftest import Visit
from tests.browser.drafting import (
    BACK,
    BASIS,
    DRAFTS,
    FORMS,
    HOTSPOT,
    INSPECTION,
    begin,
    held,
    no_draft,
    questions_of,
)
from tests.troubles import Troubles

COMMUNE = "#new-communes input[type=checkbox]"


@pytest.mark.parametrize("form", FORMS)
def test_it_survives_a_language_switch_and_leaving(
    visit: Visit, instance: Instance, form: str
) -> None:
    path, field = FORMS[form]
    page = visit()
    asked = questions_of(page)
    begin(page, instance, path, field)
    page.locator("button[name=language]").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator(field)).to_have_value(BASIS)
    expect(page.locator(field)).to_be_visible()
    # Nothing is lost by it, and nothing was asked.
    assert asked == []
    page.locator(field).press("End")
    page.locator(field).press_sequentially(" a")
    page.locator("a.brand").click()
    page.wait_for_url(f"{instance.url}/")
    assert asked == ["beforeunload"]
    page.goto(f"{instance.url}{path}")
    expect(page.locator(field)).to_have_value(f"{BASIS} a")
    expect(page.locator(f"{BACK} time")).to_have_text(
        re.compile(r"^\d\d:\d\d, \d+/\d+/\d{4}$|^\d\d:\d\d, \d+ [A-Z][a-z]+ \d{4}$")
    )
    # Looked at only, it is kept as it was.
    page.locator("a.brand").click()
    page.wait_for_url(f"{instance.url}/")
    assert asked == ["beforeunload"]


def test_it_is_discarded_by_a_button(visit: Visit, instance: Instance) -> None:
    page = visit()
    begin(page, instance, INSPECTION, "#inspection-basis")
    page.goto(f"{instance.url}{INSPECTION}")
    page.locator(f"{BACK} button").click()
    expect(page.locator(BACK)).to_have_count(0)
    expect(page.locator("#inspection-basis")).to_have_value("")
    no_draft(page)


def test_what_is_taken_out_again_is_no_draft(visit: Visit, instance: Instance) -> None:
    page = visit()
    asked = questions_of(page)
    begin(page, instance, INSPECTION, "#inspection-basis", "x")
    page.locator("#inspection-basis").press("Backspace")
    no_draft(page)
    page.locator("a.brand").click()
    page.wait_for_url(f"{instance.url}/")
    assert asked == []
    no_draft(page)


def test_a_saved_form_forgets_its_own_draft_and_no_other(
    visit: Visit, instance: Instance, troubles: Troubles
) -> None:
    page = visit()
    begin(page, instance, INSPECTION, "#inspection-note", "Chưa xong")
    begin(page, instance, HOTSPOT, "#event-basis")
    page.locator("#event-save").click()
    # Refused, it is kept.
    expect(page.locator("#event-effective_on-error")).to_be_visible()
    page.goto(f"{instance.url}{HOTSPOT}")
    expect(page.locator("#event-basis")).to_have_value(BASIS)
    page.locator("#event-day").fill("17")
    page.locator("#event-month").select_option("5")
    page.locator("#event-year").fill("2024")
    page.locator("#event-level").select_option("low_activity")
    page.locator("#event-save").click()
    expect(page.locator(".flash-success")).to_be_visible()
    expect(page.locator("#event-basis")).to_have_value("")
    wait_until(page, f"{DRAFTS}.length === 1")
    page.goto(f"{instance.url}{INSPECTION}")
    expect(page.locator("#inspection-note")).to_have_value("Chưa xong")
    troubles.expect("422")


def test_communes_of_a_new_hotspot_and_its_steps(visit: Visit, instance: Instance) -> None:
    page = visit()
    begin(page, instance, "/hotspots/new", "#new-name", "Phố Hàng Bạc")
    page.locator("#new-category").select_option("public_place")
    page.locator("#new-district").select_option("002")
    commune = page.locator("#new-communes label", has_text="Phường Hàng Bạc").locator("input")
    commune.check()
    page.goto(f"{instance.url}/hotspots/new")
    expect(commune).to_be_checked()
    expect(page.locator(f"{COMMUNE}:checked")).to_have_count(1)
    page.locator("#find-place").click()
    page.wait_for_url(re.compile(r"/hotspots/new\?prepared="))
    # The page holds it already.
    expect(page.locator(BACK)).to_have_count(0)
    page.locator("#event-basis").press_sequentially(BASIS)
    page.locator("#event-day").fill("17")
    page.locator("#event-month").select_option("5")
    page.locator("#event-year").fill("2024")
    page.goto(f"{instance.url}/hotspots/new")
    expect(page.locator("#new-name")).to_have_value("Phố Hàng Bạc")
    expect(page.locator("#event-basis")).to_have_value(BASIS)
    expect(page.locator("#event-day")).to_have_value("17")
    expect(commune).to_be_checked()
    page.locator("#find-place").click()
    page.wait_for_url(re.compile(r"/hotspots/new\?prepared="))
    page.locator("#new-save").click()
    expect(page.locator(".flash-success")).to_be_visible()
    no_draft(page)


def test_an_update_of_several_keeps_its_choice_and_its_text(
    visit: Visit, instance: Instance
) -> None:
    page = visit()
    page.goto(f"{instance.url}/hotspots/bulk?district=020")
    page.locator("#choose-PL2-I-1").check()
    page.locator("button[name=language]").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("#choose-PL2-I-1")).to_be_checked()
    expect(page.locator("#chosen-count")).to_contain_text("1")
    page.locator("#update-chosen").click()
    expect(page.locator("#event-basis")).to_be_visible()
    page.wait_for_load_state()
    page.locator("#event-basis").press_sequentially(BASIS)
    page.locator("button[name=language]").click()
    expect(page.locator("html")).to_have_attribute("lang", "vi")
    expect(page.locator("#event-basis")).to_have_value(BASIS)
    page.locator("#event-day").fill("17")
    page.locator("#event-month").select_option("5")
    page.locator("#event-year").fill("2024")
    page.locator("#event-level").select_option("low_activity")
    page.locator("#bulk-preview").click()
    page.locator("#bulk-change").click()
    expect(page.locator("#event-basis")).to_have_value(BASIS)
    page.locator("#bulk-preview").click()
    page.locator("#bulk-save").click()
    expect(page.locator(".flash-success")).to_be_visible()
    wait_until(page, f"!JSON.stringify({DRAFTS}).includes('{BASIS}')")


def test_without_a_network_nothing_is_lost(visit: Visit, instance: Instance) -> None:
    page = visit()
    begin(page, instance, INSPECTION, "#inspection-basis")
    page.context.set_offline(True)
    for _ in range(2):
        page.locator("#inspection-save").click()
        expect(page.locator(".offline")).to_have_count(1)
    expect(page.locator(".offline")).to_be_visible()
    expect(page.locator("#inspection-basis")).to_have_value(BASIS)
    page.context.set_offline(False)
    expect(page.locator(".offline")).to_have_count(0)
    page.locator("#inspection-effective_on").fill("17/5/2024")
    page.locator("#inspection-team").select_option("district")
    for name in ("establishments_checked", "establishments_violating", "people_informed"):
        page.locator(f"#inspection-{name}").fill("1")
    page.locator("#inspection-save").click()
    expect(page.locator(".flash-success")).to_be_visible()
    no_draft(page)


def test_a_form_that_says_it_is_being_sent_waits_for_the_network(
    visit: Visit, instance: Instance, troubles: Troubles
) -> None:
    page = visit()
    begin(page, instance, "/hotspots/new", "#new-name")
    page.context.set_offline(True)
    words = page.locator("#find-place").inner_text()
    page.locator("#find-place").click()
    expect(page.locator(".offline")).to_be_visible()
    expect(page.locator("#find-place")).to_have_text(words)
    page.context.set_offline(False)
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.locator("#find-place").click()
    expect(page.locator("#new-category-error")).to_be_visible()
    troubles.expect("422")


def test_a_server_that_cannot_be_reached_loses_nothing(
    visit: Visit, instance: Instance, troubles: Troubles
) -> None:
    page = visit()
    begin(page, instance, INSPECTION, "#inspection-basis")
    page.route("**/inspections", lambda route: route.abort("connectionrefused"))
    page.locator("#inspection-save").click()
    page.wait_for_url("chrome-error://**")
    # Another form that is saved meanwhile is another form.
    page.goto(f"{instance.url}{HOTSPOT}")
    page.locator("#confirm-place").click()
    expect(page.locator(".flash-success")).to_be_visible()
    page.goto(f"{instance.url}{INSPECTION}")
    expect(page.locator("#inspection-basis")).to_have_value(BASIS)
    troubles.expect("net::ERR")


def test_what_others_changed_meanwhile_is_told_before_it_is_saved(
    visit: Visit, instance: Instance, troubles: Troubles, execute: Callable[..., None]
) -> None:
    page = visit()
    begin(page, instance, HOTSPOT, "#event-basis")
    page.locator("#event-day").fill("17")
    page.locator("#event-month").select_option("5")
    page.locator("#event-year").fill("2024")
    page.locator("#event-level").select_option("low_activity")
    execute("UPDATE hotspot SET version = version + 1 WHERE code = 'PL2-I-1'")
    page.goto(f"{instance.url}{HOTSPOT}")
    with page.expect_response(lambda answer: answer.status == 412):
        page.locator("#event-save").click()
    troubles.expect("412")


def test_what_is_typed_before_the_script_has_come_is_kept(visit: Visit, instance: Instance) -> None:
    page = visit()
    begin(page, instance, INSPECTION, "#inspection-note", "Từ trước")
    page.goto(f"{instance.url}/")
    with held(page, "drafts.js") as let_go:
        page.goto(f"{instance.url}{INSPECTION}", wait_until="commit")
        page.locator("#inspection-basis").press_sequentially(BASIS)
        let_go()
        page.wait_for_load_state()
    expect(page.locator("#inspection-note")).to_have_value("Từ trước")
    expect(page.locator("#inspection-basis")).to_have_value(BASIS)
    page.goto(f"{instance.url}/")
    page.goto(f"{instance.url}{INSPECTION}")
    expect(page.locator("#inspection-basis")).to_have_value(BASIS)
    expect(page.locator("#inspection-note")).to_have_value("Từ trước")
