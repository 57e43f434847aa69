"""Signing in, on desk and phone: the second factor, the lock, and a session that ends."""

import re
import time

import pyotp
import pytest
from playwright.sync_api import Page, expect

from scripts.browser import wait_until
from scripts.instance import Instance
from tests.browser.conftest import Visit
from tests.browser.keyboard import fill_date, follow, press, type_into
from tests.troubles import Troubles

WIDTHS = pytest.mark.parametrize(("width", "height"), [(1440, 900), (390, 844)])
BASIS = "BB 77/BB-CA"


def sign_in_by_keyboard(page: Page, instance: Instance, password: str | None = None) -> None:
    type_into(page, "#name", instance.user)
    type_into(page, "#password", password or instance.password)
    with page.expect_navigation():
        page.keyboard.press("Enter")


@WIDTHS
def test_a_second_factor_is_set_up_and_then_asked_for(
    visit: Visit, instance: Instance, troubles: Troubles, width: int, height: int
) -> None:
    page = visit(width, height)
    page.goto(f"{instance.url}/account")
    follow(page, "a[href='/account/second-factor']")
    picture = page.locator(".factor-picture")
    expect(picture).to_be_visible()
    assert picture.evaluate("(image) => image.complete && image.naturalWidth > 100")
    secret = page.locator("#factor-secret").inner_text().replace(" ", "")
    type_into(page, "#code", pyotp.TOTP(secret).at(time.time() - 30))
    with page.expect_navigation():
        page.keyboard.press("Enter")
    codes = page.locator(".recovery-codes code").all_inner_texts()
    assert len(codes) == 10

    follow(page, "a.btn[href='/account']")
    press(page, "form[data-signs-out] button")
    page.wait_for_url("**/login")
    sign_in_by_keyboard(page, instance)
    expect(page).to_have_url(f"{instance.url}/login/code")
    type_into(page, "#code", "000000")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.locator("#sign-in-failure")).to_be_visible()
    type_into(page, "#code", codes[0].lower())
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page).to_have_url(f"{instance.url}/")
    troubles.expect("422")


def test_a_lock_says_until_when(visit: Visit, instance: Instance, troubles: Troubles) -> None:
    page = visit(signed_in=False)
    page.goto(f"{instance.url}/login")
    for _ in range(5):
        sign_in_by_keyboard(page, instance, "không phải mật khẩu này")
    expect(page.locator("#sign-in-failure")).to_contain_text(re.compile(r"\d\d:\d\d:\d\d"))
    sign_in_by_keyboard(page, instance)
    expect(page.locator("#sign-in-failure")).to_contain_text(re.compile(r"\d\d:\d\d:\d\d"))
    troubles.expect("422")


@WIDTHS
def test_what_was_typed_when_the_session_ended_is_there_after_signing_in(
    visit: Visit, instance: Instance, execute, width: int, height: int
) -> None:
    page = visit(width, height)
    page.goto(f"{instance.url}/hotspots/PL2-I-1")
    fill_date(page, "17", "5", "2024")
    page.locator("#event-level").select_option("low_activity")
    type_into(page, "#event-basis", BASIS)
    type_into(page, "#event-note", "Hai cơ sở đã đóng cửa")
    execute("UPDATE user_session SET seen_at = '2024-01-01 00:00:00'")
    press(page, "#event-save")
    expect(page).to_have_url(re.compile(r"/login\?next="))
    expect(page.locator("#session-ended")).to_be_visible()
    sign_in_by_keyboard(page, instance)

    expect(page).to_have_url(re.compile(r"/hotspots/PL2-I-1"))
    expect(page.locator(".draft-back")).to_be_visible()
    expect(page.locator("#event-basis")).to_have_value(BASIS)
    expect(page.locator("#event-note")).to_have_value("Hai cơ sở đã đóng cửa")
    expect(page.locator("#event-level")).to_have_value("low_activity")
    expect(page.locator("#event-day")).to_have_value("17")
    expect(page.locator("#event-month")).to_have_value("5")
    press(page, "#event-save")
    expect(page.locator(".flash-success")).to_be_visible()
    expect(page.locator("ol.timeline > li").first).to_contain_text(BASIS)
    # Saved, it is not kept any longer.
    wait_until(page, "localStorage.length === 0")
