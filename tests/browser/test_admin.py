"""The administrator in a browser: the head, a user who is added and comes in, the audit of it."""

import pytest
from playwright.sync_api import expect

from scripts.browser import new_context, sign_in
from scripts.instance import Instance
from tests.browser.conftest import Visit

PAGES = ("/accounts", "/accounts/new", "/accounts/1", "/audit", "/account")
TOO_WIDE = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


@pytest.mark.parametrize("width", [1440, 390])
def test_every_page_fits_and_the_own_account_is_at_hand(
    visit: Visit, instance: Instance, width: int
) -> None:
    password = instance.add_user("quantri", "admin")
    page = visit(width, 900, signed_in=False)
    sign_in(page, instance, "quantri", password)
    for path in PAGES:
        page.goto(f"{instance.url}{path}")
        assert not page.evaluate(TOO_WIDE), path
        expect(page.locator(".who-name")).to_be_in_viewport()
        expect(page.locator(".rooms a")).to_have_count(7)
    page.locator(".who-name").click()
    assert page.url == f"{instance.url}/account"


def test_a_user_is_added_and_comes_in_with_the_code(visit: Visit, instance: Instance) -> None:
    password = instance.add_user("quantri", "admin")
    page = visit(signed_in=False)
    sign_in(page, instance, "quantri", password)
    page.goto(f"{instance.url}/accounts/new")
    page.locator("input[name=name]").fill("doi178")
    page.locator("#role-police").check()
    expect(page.locator(".district-choice")).to_be_hidden()
    page.locator("#where-districts").check()
    page.locator("input[name=districts][value='020']").check()
    page.locator("main form button").click()
    code = page.locator("#one-time-code").inner_text()

    context = new_context(page.context.browser, 390, 844)  # type: ignore[arg-type]  # it has one
    user = context.new_page()
    user.goto(f"{instance.url}/welcome")
    for name, text in (("name", "doi178"), ("code", code), ("new", "bốn cái ghế xanh")):
        user.locator(f"input[name={name}]").fill(text)
    user.locator("input[name=again]").fill("bốn cái ghế xanh")
    user.locator("main form button").click()
    expect(user.locator(".who-name")).to_contain_text("doi178")
    context.close()

    page.goto(f"{instance.url}/audit?subject=user/doi178")
    expect(page.locator("#entries tbody > tr")).to_have_count(3)
