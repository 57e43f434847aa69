"""What is typed and not saved is shown to its writer alone, and holds no secret."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from scripts.browser import sign_in, wait_until
from scripts.instance import Instance
from tests.browser.conftest import Visit
from tests.browser.drafting import (
    BACK,
    BASIS,
    DRAFTS,
    FORMS,
    HOTSPOT,
    INSPECTION,
    STORED,
    begin,
    no_draft,
    sign_out,
)
from tests.troubles import Troubles


@pytest.mark.parametrize("form", ["inspection", "report"])
def test_it_survives_the_end_of_the_session(
    visit: Visit, instance: Instance, execute: Callable[..., None], form: str
) -> None:
    path, field = FORMS[form]
    page = visit()
    begin(page, instance, path, field)
    execute("UPDATE user_session SET seen_at = '2024-01-01 00:00:00'")
    page.locator("main form:has(textarea) .btn-primary").click()
    page.wait_for_url(re.compile(r"/login\?next="))
    sign_in(page, instance)
    page.goto(f"{instance.url}{path}")
    expect(page.locator(field)).to_have_value(BASIS)


def test_signing_out_asks_what_becomes_of_it(visit: Visit, instance: Instance) -> None:
    page = visit()
    begin(page, instance, INSPECTION, "#inspection-basis")
    page.locator("form[data-signs-out] button").click()
    page.locator("#drafts-left button[value='']").click()
    expect(page.locator("#drafts-left")).not_to_be_visible()
    expect(page.locator("#inspection-basis")).to_have_value(BASIS)
    sign_out(page, "keep")
    sign_in(page, instance)
    page.goto(f"{instance.url}{INSPECTION}")
    expect(page.locator("#inspection-basis")).to_have_value(BASIS)
    sign_out(page, "discard")
    no_draft(page)
    assert BASIS not in page.evaluate(STORED)
    sign_in(page, instance)
    page.goto(f"{instance.url}{INSPECTION}")
    expect(page.locator("#inspection-basis")).to_have_value("")
    # With no draft there is nothing to ask.
    sign_out(page)


def test_of_two_users_of_one_computer_neither_sees_the_others(
    visit: Visit, instance: Instance
) -> None:
    password = instance.add_user("can.bo.khac", "dolisa")
    page = visit()
    begin(page, instance, INSPECTION, "#inspection-basis")
    sign_out(page, "keep")
    sign_in(page, instance, "can.bo.khac", password)
    page.goto(f"{instance.url}{INSPECTION}")
    expect(page.locator("#inspection-basis")).to_have_value("")
    expect(page.locator(BACK)).to_have_count(0)
    page.locator("#inspection-note").press_sequentially("Của người khác")
    sign_out(page, "discard")
    wait_until(page, f"{DRAFTS}.length === 1")
    sign_in(page, instance)
    page.goto(f"{instance.url}{INSPECTION}")
    expect(page.locator("#inspection-basis")).to_have_value(BASIS)
    expect(page.locator("#inspection-note")).to_have_value("")


def test_its_time_ends_it_whoever_is_there(visit: Visit, instance: Instance) -> None:
    page = visit()
    begin(page, instance, INSPECTION, "#inspection-basis")
    page.evaluate(
        f"for (const [key, text] of {DRAFTS})"
        ' localStorage[key] = text.replace(/"at":\\d+/, \'"at":1700000000000\')'
    )
    # As if the browser had been closed: nothing is noted on the way.
    page.context.clear_cookies()
    page.goto(f"{instance.url}/login")
    no_draft(page)


def test_no_secret_is_kept(visit: Visit, instance: Instance, troubles: Troubles) -> None:
    page = visit(signed_in=False)
    for path in ("/login", "/welcome"):
        page.goto(f"{instance.url}{path}")
        for field in page.locator("main input:not([type=hidden])").all():
            field.press_sequentially("bi-mat-0000")
        page.locator("main .btn-primary").click()
        assert "bi-mat" not in page.evaluate(STORED)
    sign_in(page, instance)
    for path in ("/account/password", "/account/second-factor", "/account"):
        page.goto(f"{instance.url}{path}")
        for field in page.locator("main input:is([type=text], [type=password])").all():
            field.press_sequentially("bi-mat-0000")
        assert "bi-mat" not in page.evaluate(STORED)
    begin(page, instance, HOTSPOT, "#event-basis")
    token = page.locator("#event-form [name=csrf_token]").input_value()
    stored = page.evaluate(STORED)
    assert BASIS in stored
    assert token not in stored
    assert "csrf" not in stored
    troubles.expect("422")
